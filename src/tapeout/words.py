"""How a quantity and a date are written in English and in Chinese.

A format is chosen by unit and size (CNY 743 million, 7.43亿元). A printed figure never
shows more digits than were printed; a derived one only the digits that its whole interval
supports, and where that leaves fewer than two, the interval stands beside it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from tapeout.interval import NEAR
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity
from tapeout.text import Text
from tapeout.units import DECIMAL_YEAR

MINUS = "\u2212"
_CURRENCIES = {"CNY": "元", "USD": "美元", "HKD": "港元"}
_MANY = Decimal(1_000_000)  # counts from here on are written in millions and 万


@dataclass(frozen=True, slots=True)
class Scale:
    """A power of ten with the words before and after the number."""

    factor: Decimal
    before: str
    after: str
    decimals: int  # wanted of a computed value

    @classmethod
    def of(cls, factor: str, before: str, after: str, decimals: int) -> Scale:
        return cls(Decimal(factor), before, after, decimals)


# unit: (English before, after, Chinese after, decimals wanted of a computed value)
_UNITS: dict[str, tuple[str, str, str, int]] = {
    "percent": ("", "%", "%", 1),
    "pp": ("", " percentage points", "个百分点", 1),
    "ratio": ("", "\u00d7", "倍", 2),
    "days": ("", " days", "天", 0),
    "months": ("", " months", "个月", 1),
    "quarters": ("", " quarters", "个季度", 1),
    "years": ("", " years", "年", 1),
    "year": ("", "", "年", 0),
    "units": ("", " units", "颗", 0),
    "cards": ("", " cards", "张卡", 0),
    "persons": ("", " people", "人", 0),
    "shares": ("", " shares", "股", 0),
    "companies": ("", " companies", "家", 0),
    "claims": ("", " claims", "条", 0),
    "chips": ("", " chips", "款", 0),
    "products": ("", " products", "款产品", 0),
    "planned steps": ("", " planned steps", "个计划节点", 0),
    "count": ("", "", "", 0),
    "paths": ("", " paths", "条路径", 0),
    "indicators": ("", " indicators", "项指标", 0),
    "log standard deviation": ("", "", "", 2),
    "correlation": ("", "", "", 1),
    "tokens/day": ("", " tokens a day", "词元/日", 0),
    "tokens/s": ("", " tokens a second", "词元/秒", 0),
    "tokens": ("", " tokens", "词元", 0),
    "parameters": ("", " parameters", "个参数", 0),
    "bytes": ("", " bytes", "字节", 0),
    "sequences": ("", " sequences", "条序列", 0),
    "FLOP/bytes": ("", " operations a byte", "次运算/字节", 0),
    "ms": ("", " ms", "毫秒", 1),
    "microseconds": ("", " microseconds", "微秒", 1),
    "threads": ("", " threads", "个线程", 0),
    "repositories": ("", " repositories", "个", 0),
    "CNY/share": ("CNY ", " a share", "元/股", 2),
    "HKD/share": ("HKD ", " a share", "港元/股", 2),
    "USD/share": ("USD ", " a share", "美元/股", 2),
    "CNY/unit": ("CNY ", " a board", "元/张", 0),
}
_ONE = {
    " days": " day", " months": " month", " quarters": " quarter", " years": " year",
    " units": " unit", " cards": " card", " people": " person", " shares": " share",
    " companies": " company", " claims": " claim", " chips": " chip", " products": " product",
    " planned steps": " planned step", " indicators": " indicator",
    " microseconds": " microsecond", " sequences": " sequence",
    " bytes": " byte",
}  # fmt: skip
# Written without thousands separators: a year is not a quantity of things.
_PLAIN = ("year",)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A quantity as it stands on the page: "CNY 743 million", and its range where needed."""

    before: str
    number: str
    after: str
    range: str | None = None

    @property
    def text(self) -> str:
        return f"{self.before}{self.number}{self.after}"


def spell(
    q: Quantity, language: str, decimals: int | None = None, *, bare: bool = False
) -> Spelled:
    """Return `q` as it is written in `language`; `bare` leaves the unit out."""
    if q.unit == DECIMAL_YEAR:
        number, between = _quarters(q, language, short=bare)
        return Spelled("", number, "", between)
    scale = _scale(q.unit, abs(q.value), language)
    number, between = digits(q, scale, decimals, language)
    before, after = ("", _multiplier(scale, q.unit)) if bare else (scale.before, scale.after)
    if language == "en" and q.value == 1 and after in _ONE:
        after = _ONE[after]
    return Spelled(before, number, after, between)


def spell_moment(moment: Moment, language: str) -> str:
    """Return a date in prose: 16 December 2025, 2025年12月16日."""
    first = moment.first
    quarter = (first.month + 2) // 3
    if language == "en":
        ordinal = ("first", "second", "third", "fourth")
        return {
            "day": f"{first.day} {first:%B} {first.year}",
            "month": f"{first:%B} {first.year}",
            "quarter": f"the {ordinal[quarter - 1]} quarter of {first.year}",
            "half": f"the {ordinal[(quarter - 1) // 2]} half of {first.year}",
            "year": f"{first.year}",
        }[moment.precision]
    return {
        "day": f"{first.year}年{first.month}月{first.day}日",
        "month": f"{first.year}年{first.month}月",
        "quarter": f"{first.year}年{'一二三四'[quarter - 1]}季度",
        "half": f"{first.year}年{'上下'[(quarter - 1) // 2]}半年",
        "year": f"{first.year}年",
    }[moment.precision]


def quarter_of(date: Decimal) -> Moment:
    """Return the quarter in which a decimal year lies: no computed date here is finer."""
    year = int(date.to_integral_value(ROUND_FLOOR))
    return Moment.parse(f"{year}Q{int((date - year) * 4) + 1}")


def _quarters(q: Quantity, language: str, *, short: bool) -> tuple[str, str | None]:
    """Return (quarter, range of quarters or None) of a decimal year; `short` as in 2028Q1."""

    def told(date: Decimal) -> str:
        quarter = quarter_of(date)
        return quarter.iso if short else spell_moment(quarter, language)

    low, high = told(q.lo), told(q.hi)
    if low == high:
        return told(q.value), None
    return told(q.value), f"{low} to {high}" if language == "en" else f"{low}至{high}"


def spell_any(thing: Quantity | Moment | Gap | Text | str, language: str) -> str:
    """Return anything that may stand in a sentence or a cell, as plain text."""
    if isinstance(thing, Quantity):
        return spell(thing, language).text
    if isinstance(thing, Moment):
        return spell_moment(thing, language)
    if isinstance(thing, Gap):
        return NOT_PUBLISHED[language]
    return thing[language] if isinstance(thing, Text) else str(thing)


NOT_PUBLISHED = Text("not published", "未披露")


def column_scale(unit: str, quantities: list[Quantity]) -> Text:
    """Return the unit of a column's head in both languages, chosen by its largest value."""
    return Text(*(_column(unit, quantities, lang)[1] for lang in ("en", "zh")))


def spell_cell(q: Quantity, unit: str, column: list[Quantity], language: str, decimals: int | None):
    """Return (number, range) of a cell whose unit stands in the head of its column."""
    if unit == DECIMAL_YEAR:
        return _quarters(q, language, short=True)
    factor, _head, wanted = _column(unit, column, language)
    return digits(q, Scale(factor, "", "", wanted), decimals, language)


# -- digits ---------------------------------------------------------------------------
def digits(q: Quantity, scale: Scale, asked: int | None, language: str) -> tuple[str, str | None]:
    """Return (number, range or None): the digits that the whole interval supports.

    `asked` is the most decimals to show; None leaves it to the unit, and lets a printed
    figure keep up to two of its own.
    """
    wanted = scale.decimals if asked is None else asked
    value, lo, hi = (NEAR.divide(x, scale.factor) for x in (q.value, q.lo, q.hi))
    plain = q.unit in _PLAIN
    if q.step is not None:
        places = _printed_places(q.step, scale.factor, value)
        if asked is None and scale.factor == 1:
            wanted = max(wanted, min(places, 2)) if q.unit not in _CURRENCIES else wanted
        return _number(value, min(wanted, places), plain=plain), None
    if q.kind in ("model", "assumption"):
        return _number(value, wanted, plain=plain), None
    for places in range(wanted, -1, -1):
        if _supported(lo, hi, places):
            if places == wanted or _significant(value, places) >= 2 or lo == hi:
                return _number(value, places, plain=plain), None
            break
    # A whole value stays whole: 29% (28 to 30), not 29.0%.
    places = 0 if value == value.to_integral_value() else wanted
    low, high = (
        _number(lo, places, rounding=ROUND_FLOOR, plain=plain),
        _number(hi, places, rounding=ROUND_CEILING, plain=plain),
    )
    between = f"{low} to {high}" if language == "en" else f"{low}至{high}"
    return _number(value, places, plain=plain), between


def _supported(lo: Decimal, hi: Decimal, places: int) -> bool:
    """Return whether every number of [lo, hi] rounds alike, ties going inwards."""
    shift = Decimal(10) ** places
    half = Decimal("0.5")
    low = (NEAR.multiply(lo, shift) + half).to_integral_value(ROUND_FLOOR)
    high = (NEAR.multiply(hi, shift) - half).to_integral_value(ROUND_CEILING)
    return low >= high


def _significant(value: Decimal, places: int) -> int:
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return max(len(str(abs(rounded)).replace(".", "").lstrip("0")), 0)


def _printed_places(step: Decimal, factor: Decimal, value: Decimal) -> int:
    """Return how many decimals were printed, at a scale; a whole number has none."""
    if step == 0:
        scaled = value.normalize()
        return max(-scaled.as_tuple().exponent, 0)
    return max(-NEAR.divide(step, factor).normalize().adjusted(), 0)


def _number(
    value: Decimal, places: int, *, rounding: str = ROUND_HALF_UP, plain: bool = False
) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding)
    if rounded == 0:
        rounded = abs(rounded)
    text = f"{rounded:f}" if plain else f"{rounded:,f}"
    return text.replace("-", MINUS)


# -- scales -----------------------------------------------------------------------------
def _scale(unit: str, size: Decimal, language: str) -> Scale:
    if unit in _CURRENCIES:
        return _money(unit, size, language)
    before, after, after_zh, decimals = _UNITS.get(unit, ("", f" {unit}", f" {unit}", 0))
    decimals = decimals or _decimals_by_size(unit, size)
    if unit not in ("percent", "ratio", "year", "CNY/unit") and size >= _MANY:
        if language == "zh":
            if size >= 10**12:
                return Scale.of("1e12", "", "万亿" + after_zh, 2)
            big = size >= 10**8
            return Scale.of(
                "1e8" if big else "1e4", "", ("亿" if big else "万") + after_zh, 2 if big else 0
            )
        if size >= 10**12:
            return Scale.of("1e12", before, " trillion" + after, 2)
        big = size >= 10**9
        return Scale.of(
            "1e9" if big else "1e6", before, (" billion" if big else " million") + after, 2
        )
    return Scale(
        Decimal(1),
        before if language == "en" else "",
        after if language == "en" else after_zh,
        decimals,
    )


def _decimals_by_size(unit: str, size: Decimal) -> int:
    if unit in _UNITS or size >= 100:
        return 0
    return 1 if size >= 10 else 2


def _money(unit: str, size: Decimal, language: str) -> Scale:
    if language == "zh":
        yuan = _CURRENCIES[unit]
        for floor, factor, word in (
            ("1e12", "1e12", "万亿"),
            ("1e8", "1e8", "亿"),
            ("1e4", "1e4", "万"),
        ):
            if size >= Decimal(floor):
                return Scale.of(factor, "", word + yuan, 2)
        return Scale.of("1", "", yuan, 0)
    for factor, word in (("1e12", " trillion"), ("1e9", " billion"), ("1e6", " million")):
        if size >= Decimal(factor):
            whole = len(str((size / Decimal(factor)).to_integral_value(ROUND_DOWN)))
            return Scale.of(factor, f"{unit} ", word, max(3 - whole, 0))
    return Scale.of("1", f"{unit} ", "", 0)


def _multiplier(scale: Scale, unit: str) -> str:
    """Return what of the scale's words is a multiplier: kept where the unit is left out."""
    if unit in _CURRENCIES:
        return scale.after.removesuffix(_CURRENCIES[unit])
    for word in (" million", " billion", " trillion", "万亿", "万", "亿"):
        if scale.factor != 1 and scale.after.startswith(word):
            return word
    return ""


def _column(unit: str, column: list[Quantity], language: str) -> tuple[Decimal, str, int]:
    """Return (factor, head, decimals) for a column of `unit`."""
    if unit == DECIMAL_YEAR:
        return Decimal(1), "", 0
    size = max((abs(q.value) for q in column), default=Decimal(0))
    if unit in _CURRENCIES:
        yuan = _CURRENCIES[unit]
        if language == "zh":
            big = size >= 10**8
            return Decimal(10**8 if big else 10**4), ("亿" if big else "万") + yuan, 2
        if size >= 10**10:
            return Decimal(10**9), f"{unit} bn", 2
        return Decimal(10**6), f"{unit} m", 1
    before, after, after_zh, decimals = _UNITS.get(unit, ("", f" {unit}", f" {unit}", 0))
    head = (before + after).strip() if language == "en" else after_zh.strip()
    return Decimal(1), head, decimals or _decimals_by_size(unit, size)
