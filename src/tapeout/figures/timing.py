"""Drawings of the timing section by market: sizes by house, shares by vendor."""

from __future__ import annotations

from decimal import Decimal

from tapeout.exhibit import Figure
from tapeout.figures import style
from tapeout.figures.dots import Dot, Yardstick, dots
from tapeout.figures.lines import Line, Point, lines
from tapeout.findings import timing_words as told
from tapeout.ledger import period_text
from tapeout.model.timing import NVIDIA, HouseSizes, Market, Shares
from tapeout.quantity import Quantity, is_gap
from tapeout.tables import timing as tables
from tapeout.text import LANGUAGES, Text
from tapeout.words import Scale, digits, spell

# Of the axis of money: factor and the words on its top tick.
_MONEY = {"en": (Decimal(10**9), "CNY {} bn"), "zh": (Decimal(10**8), "{}亿元")}
_FORECAST = Text("forecast", "预测")


# -- market sizes ----------------------------------------------------------------------------------
def market_sizes(market: Market) -> Figure:
    """Return a line for each house, estimates hollow; the axis is logarithmic."""
    drawable = [h for h in market.houses if h.sizes]
    return Figure(
        "market_sizes",
        told.market_message(market),
        Text(
            "China's GPU market by research house, in yuan; log scale, so equal steps are equal "
            "growth. Hollow: an estimate printed before its year was over.",
            "各研究机构口径的中国GPU市场规模，对数刻度，等距即等比。空心为当年结束前刊出的预测值。",
        ),
        _market_alt(drawable),
        tables.market_sizes(market),
        _draw_market(drawable) if sum(len(h.sizes) for h in drawable) > 1 else None,
    )


def _draw_market(houses: list[HouseSizes]):
    counted = [int(s.period) for h in houses for s in h.sizes if not s.estimate]
    start = max(counted) + 0.5 if counted else None

    def draw(language: str, layout: str):
        factor, top = _MONEY[language]
        data = []
        # The house that prints less stands below, with its values under the marks.
        order = sorted(houses, key=lambda h: -max(s.value.value for s in h.sizes))
        for place, house in enumerate(order):
            colour, marker = style.house_style(house.house, place)
            points = tuple(
                Point(
                    float(s.period), float(s.value.value / factor),
                    _amount(s.value, factor, language, layout), s.estimate,
                )
                for s in house.sizes
            )  # fmt: skip
            data.append(Line(house.name[language], points, colour, marker, above=place == 0))
        values = [p.y for line in data for p in line.points]
        band = None if start is None else (start, _FORECAST[language])
        return lines(layout, data, _log_ticks(values, top), log=True, band=band)

    return draw


def _amount(q: Quantity, factor: Decimal, language: str, layout: str) -> str:
    decimals = 1 if layout == "wide" and language == "en" and q.value < factor * 1000 else 0
    return digits(q, Scale(factor, "", "", decimals), decimals, language)[0]


def _log_ticks(values: list[float], top: str) -> list[tuple[float, str]]:
    """Return 1, 2 and 5 times powers of ten inside the values, at most five of them."""
    grid = [m * 10.0**k for k in range(-2, 8) for m in (1, 2, 5)]
    inside = [t for t in grid if min(values) * 0.8 <= t <= max(values)]
    inside = inside if len(inside) <= 5 else inside[len(inside) % 2 :: 2]
    words = [f"{t:,.0f}" for t in inside]
    words[-1] = top.format(words[-1])
    return list(zip(inside, words, strict=True))


def _market_alt(houses: list[HouseSizes]) -> Text:
    parts = {}
    for language, join in (("en", "; "), ("zh", "；")):
        parts[language] = join.join(_house_told(h, language) for h in houses)
    return Text(
        f"Lines on a log scale by house, not joined with each other. {parts['en']}.",
        f"对数刻度折线图，各机构分列，互不相连。{parts['zh']}。",
    )


def _house_told(house: HouseSizes, language: str) -> str:
    sizes = [f"{spell(s.value, language).text}" for s in house.sizes]
    years = [period_text(s.period)[language] for s in house.sizes]
    if language == "en":
        said = ", ".join(f"{a} in {y}" for a, y in zip(sizes, years, strict=True))
        return f"{house.name.en}: {said}"
    said = "、".join(f"{y}{a}" for a, y in zip(sizes, years, strict=True))
    return f"{house.name.zh}：{said}"


# -- vendor shares -------------------------------------------------------------------------------
def vendor_shares(shares: Shares) -> Figure:
    """Return the dot plot of shares by value; what nobody holds by name is hollow."""
    return Figure(
        "vendor_shares",
        told.shares_message(shares),
        Text(
            f"Share of China's AI accelerators by value, {shares.year.en}, {shares.house.en}. "
            "Hollow: what the house gives to nobody by name, with its rounding.",
            f"{shares.year.zh}中国AI加速卡市场份额，按销售额，{shares.house.zh}口径。"
            "空心为未具名部分，横线为舍入区间。",
        ),
        _shares_alt(shares),
        tables.vendor_shares(shares),
        _draw_shares(shares) if len(shares.vendors) > 1 and not is_gap(shares.tail) else None,
    )


def _draw_shares(shares: Shares):
    def draw(language: str, layout: str):
        rows = [
            Dot(
                v.name[language], float(v.share.value), _percent(v.share, language),
                focus=shares.own is not None and v.id == shares.own.id,
                colour="frontier" if v.id == NVIDIA and shares.own != v else "",
            )
            for v in shares.vendors
        ]  # fmt: skip
        tail = shares.tail
        rows.append(
            Dot(
                tables.UNNAMED[language], float(tail.value), _percent(tail, language), hollow=True,
                lo=float(tail.lo), hi=float(tail.hi),
            )
        )  # fmt: skip
        return dots(layout, rows, Yardstick(0), unit="%", by_value=False)

    return draw


def _percent(q: Quantity, language: str) -> str:
    return spell(q, language, 0).number


def _shares_alt(shares: Shares) -> Text:
    if is_gap(shares.tail):
        return Text("The evidence holds no shares by vendor.", "证据中没有按厂商划分的份额。")
    en = ", ".join(f"{v.name.en} {spell(v.share, 'en', 0).text}" for v in shares.vendors)
    zh = "、".join(f"{v.name.zh}{spell(v.share, 'zh', 0).text}" for v in shares.vendors)
    tail = {lang: spell(shares.tail, lang, 0) for lang in LANGUAGES}
    rounding = {
        "en": f", {tail['en'].range} by rounding" if tail["en"].range else "",
        "zh": f"（计入舍入为{tail['zh'].range}）" if tail["zh"].range else "",
    }
    return Text(
        f"Dot plot of shares by value, the largest first: {en}. "
        f"Not named: {tail['en'].text}{rounding['en']}.",
        f"按销售额的份额点图，由高到低：{zh}。未具名部分{tail['zh'].text}{rounding['zh']}。",
    )
