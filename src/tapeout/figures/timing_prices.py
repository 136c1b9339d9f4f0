"""The price path of the timing section: the dated closes of the company since its listing."""

from __future__ import annotations

from datetime import date

from tapeout.exhibit import Figure
from tapeout.figures.dots import round_ticks
from tapeout.figures.price_path import Level, Point, price_path
from tapeout.figures.time_axis import DAYS_UNTIL, YEARS_FROM
from tapeout.findings import timing_price_words as told
from tapeout.model.timing_prices import Close, Path, Prices, next_trading_day
from tapeout.quantity import Quantity, is_gap
from tapeout.tables import timing_prices as tables
from tapeout.text import Text
from tapeout.words import spell, spell_moment

_CURRENCY = {"CNY/share": Text("CNY ", "元"), "HKD/share": Text("HKD ", "港元"),
             "USD/share": Text("USD ", "美元")}  # fmt: skip
_HOLE = 45  # days without a close from which the drawing says so


def closes(found: Prices) -> Figure:
    """Return the path of the dated closes; with fewer than two, why there is none."""
    path = found.focus
    drawn = len(path.closes) > 1 and not is_gap(path.first)
    return Figure(
        "closes",
        told.prices_message(found),
        Text(
            "Closing price on the days for which the evidence holds one, as printed. Joined: "
            "neighbouring trading days; dotted: no close between.",
            "证据所载各日收盘价，未复权。实线连接相邻交易日，点线表示其间无收盘价记录。",
        ),
        _alt(path),
        tables.closes(path),
        _draw(path) if drawn else None,
    )


def _draw(path: Path):
    def draw(language: str, layout: str):
        closes_ = path.closes
        points = [
            Point(c.on, float(c.price.value), _label(path, c, language),
                  k > 0 and c.on <= next_trading_day(closes_[k - 1].on))
            for k, c in enumerate(closes_)
        ]  # fmt: skip
        levels = [
            Level(float(path.first.price.value), _named("first close", "首日收盘", path.first.price,
                                                        language), dashed=True)
        ]  # fmt: skip
        if not is_gap(path.issue):
            words = _named("issue price", "发行价", path.issue, language)
            levels.append(Level(float(path.issue.value), words))
        return price_path(layout, points, levels, _ticks(path, language), _calendar(path, language),
                          _hole(path, language))  # fmt: skip

    return draw


def _named(en: str, zh: str, price: Quantity, language: str) -> str:
    value = spell(price, language, bare=True).number
    return f"{en} {value}" if language == "en" else f"{zh}{value}"


def _label(path: Path, close: Close, language: str) -> str:
    """Return the words at the lowest, the highest and the last close after the first day."""
    ends = (path.last, path.lowest) + ((path.highest,) if len(path.closes) > 4 else ())
    if not any(close is c for c in ends):
        return ""
    return f"{spell(close.price, language, bare=True).number}\n{_day(close.on, path, language)}"


def _day(day: date, path: Path, language: str) -> str:
    """Return a day as a label: 6 Feb; in full where the path spans more than a year."""
    if _span(path) > 366:
        return day.isoformat()
    return {"en": f"{day.day} {day:%b}", "zh": f"{day.month}月{day.day}日"}[language]


def _span(path: Path) -> int:
    return (path.closes[-1].on - path.closes[0].on).days


def _ticks(path: Path, language: str) -> list[tuple[float, str]]:
    """Return three to five round prices above zero, the currency on the top one."""
    high = max(float(c.price.value) for c in path.closes)
    values = [t for t in round_ticks(0, high * 1.02, 62 * 4.5) if t > 0]
    words = [f"{t:,.0f}" for t in values]
    unit = _CURRENCY.get(path.first.price.unit, Text("", ""))
    words[-1] = f"{unit.en}{words[-1]}" if language == "en" else f"{words[-1]}{unit.zh}"
    return list(zip(values, words, strict=True))


def _calendar(path: Path, language: str):
    """Return how the axis names a day, a month or a year, by the length of the path."""
    span = _span(path)

    def named(start: date, year: bool) -> str:
        if span <= DAYS_UNTIL:
            return _day(start, path, language)
        if span > YEARS_FROM:
            return {"en": f"{start.year}", "zh": f"{start.year}年"}[language]
        if language == "en":
            return f"{start:%b} {start.year}" if year else f"{start:%b}"
        return f"{start.year}年{start.month}月" if year else f"{start.month}月"

    return named


def _hole(path: Path, language: str) -> tuple[int, str] | None:
    """Return the longest stretch without a close, in words, where it is long."""
    if path.silence is None or not path.silent_days > _HOLE:
        return None
    one, other = path.silence
    place = next(k for k, c in enumerate(path.closes) if c is other)
    since, until = (_day(c.on, path, language) for c in (one, other))
    words = {
        "en": f"no dated close,\n{since} to {until}",
        "zh": f"{since}至{until}\n无收盘价记录",
    }
    return place, words[language]


def _alt(path: Path) -> Text:
    if len(path.closes) < 2:
        return Text("No path of prices can be drawn.", "没有可绘制的股价走势。")
    first, last, low, high = path.first, path.last, path.lowest, path.highest
    parts = {}
    for lang in ("en", "zh"):
        told_ = {
            name: (spell(c.price, lang).text, spell_moment(c.day, lang))
            for name, c in (("first", first), ("last", last), ("low", low), ("high", high))
        }
        parts[lang] = told_
    en, zh, count = parts["en"], parts["zh"], len(path.closes)
    return Text(
        f"Path of {count} dated closes, not adjusted. It begins at {en['first'][0]} on "
        f"{en['first'][1]}; the later ones run from {en['low'][0]} ({en['low'][1]}) to "
        f"{en['high'][0]} ({en['high'][1]}). It ends at {en['last'][0]} on {en['last'][1]}.",
        f"{count}个收盘价的走势，未复权。始于{zh['first'][1]}的{zh['first'][0]}；其后最低为{zh['low'][1]}的"
        f"{zh['low'][0]}，最高为{zh['high'][1]}的{zh['high'][0]}；止于{zh['last'][1]}的{zh['last'][0]}。",
    )
