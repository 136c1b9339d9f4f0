"""Drawings of demand: the market by house and definition, and the tokens of a day."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from tapeout.exhibit import Figure
from tapeout.figures import style
from tapeout.figures.bars import Axis, Bar, bars, money_axis
from tapeout.figures.panels import Mark, Panel, panels
from tapeout.findings import timing_demand_words as told
from tapeout.findings import timing_use_words as told_use
from tapeout.ledger import period_text
from tapeout.model.timing import Market
from tapeout.model.timing_demand import Demand
from tapeout.model.timing_series import Level, Series
from tapeout.model.timing_use import Tokens
from tapeout.quantity import is_gap
from tapeout.tables import timing_demand as tables
from tapeout.text import LANGUAGES, Text
from tapeout.words import Scale, digits, spell

_CARDS = {
    "en": Axis(Decimal(10**6), "", " m cards", "en"),
    "zh": Axis(Decimal(10**4), "", "万张", "zh"),
}
_TOKENS = {
    "en": Axis(Decimal(10**12), "", " trillion", "en"),
    "zh": Axis(Decimal(10**12), "", "万亿", "zh"),
}


# -- sizes by house ------------------------------------------------------------------------------
def market_sizes(demand: Demand, market: Market) -> Figure:
    """Return a panel for each house and definition with two years or more, at most eight."""
    shown = demand.shown
    return Figure(
        "market_sizes",
        told.sizes_message(demand, market),
        Text(
            "China's market by house and definition, each panel on its own scale and in its own "
            "unit. Shaded, hollow: forecasts, printed before their year was over.",
            "各机构、各口径的中国市场规模，每格自有刻度与单位。底纹与空心为当年结束前刊出的预测值。",
        ),
        _sizes_alt(shown),
        tables.market_sizes(demand),
        _draw_sizes(shown) if shown else None,
        _rest(demand) if demand.left else None,
    )


def _rest(demand: Demand) -> Text:
    """Return which series stand in the table alone."""
    left = demand.left
    en = ", ".join(f"{s.name.en} on {tables.counted(s).en}" for s in left)
    zh = "、".join(f"{s.name.zh}{tables.counted(s).zh}" for s in left)
    return Text(f"In the table only: {en}.", f"仅列于表中：{zh}。")


def _draw_sizes(shown: tuple[Series, ...]):
    def draw(language: str, layout: str):
        data = []
        for place, s in enumerate(shown):
            colour, marker = style.house_style(s.house, place)
            axis = _axis(s, language)
            marks = tuple(_mark(level, axis, unit=level is s.drawn[-1]) for level in s.drawn)
            counted = tables.counted(s)[language]
            remark = _ahead(s)[language]
            data.append(Panel(s.name[language], counted, marks, colour, marker, remark))
        return panels(layout, data)

    return draw


def _ahead(s: Series) -> Text:
    """Return the growth a year to the last forecast, "" for a series without one."""
    if s.forward is None:
        return Text("", "")
    told = {lang: spell(s.forward.implied, lang, 0).text for lang in LANGUAGES}
    at_least = Text("over ", "超过") if s.forward.bound else Text("", "")
    return Text(f"forecast {at_least.en}{told['en']} a year", f"预测年均{at_least.zh}{told['zh']}")


def _axis(s: Series, language: str) -> Axis:
    largest = max(level.value.value for level in s.drawn)
    unit = s.drawn[-1].value.unit
    return _CARDS[language] if unit == "cards" else money_axis(unit, largest, language)


def _mark(level: Level, axis: Axis, *, unit: bool) -> Mark:
    """Return the mark of a level; the last of a panel carries the unit."""
    q = level.value
    size = q.value / axis.factor
    number = digits(q, Scale(axis.factor, "", "", 1), 1 if size < 100 else 0, axis.language)[0]
    words = f"{axis.before}{number}{axis.after}" if unit else number
    sign = {"more than": ">", "less than": "<"}.get(q.note.en if q.note else "", "")
    return Mark(
        float(level.year), float(size), f"{sign}{words}", level.early,
        *((None, None) if level.bound else (float(q.lo / axis.factor), float(q.hi / axis.factor))),
    )  # fmt: skip


def _sizes_alt(shown: tuple[Series, ...]) -> Text:
    if not shown:
        return Text(
            "The evidence holds no house with market sizes of two years.",
            "证据中没有机构刊出两年以上的市场规模。",
        )
    steep = max(shown, key=lambda s: s.drawn[-1].value.value / s.drawn[0].value.value)
    rise = all(s.drawn[-1].value > s.drawn[0].value for s in shown)
    ends = {lang: _ends(steep, lang) for lang in LANGUAGES}
    start = {lang: _ends(shown[0], lang) for lang in LANGUAGES}
    return Text(
        f"Panels of lines over years, {len(shown)} of them, one a house and definition. "
        f"{'All end higher than they begin.' if rise else 'Not all end higher than they begin.'} "
        f"Steepest: {steep.name.en} on {tables.counted(steep).en}, {ends['en']}. "
        f"First panel: {shown[0].name.en} on {tables.counted(shown[0]).en}, {start['en']}.",
        f"折线小图共{len(shown)}格，每格为一家机构的一个口径。"
        f"{'各格末年均高于首年。' if rise else '并非各格末年都高于首年。'}"
        f"升幅最大的是{steep.name.zh}的{tables.counted(steep).zh}，{ends['zh']}。"
        f"第一格为{shown[0].name.zh}的{tables.counted(shown[0]).zh}，{start['zh']}。",
    )


def _ends(s: Series, language: str) -> str:
    one, other = s.drawn[0], s.drawn[-1]
    first, last = (spell(level.value, language).text for level in (one, other))
    years = [period_text(level.period)[language] for level in (one, other)]
    if language == "en":
        return f"from {first} in {years[0]} to {last} in {years[1]}"
    return f"由{years[0]}的{first}到{years[1]}的{last}"


# -- tokens of a day -------------------------------------------------------------------------------
def tokens(found: Tokens) -> Figure:
    """Return a bar for each count, at its place in time."""
    return Figure(
        "tokens",
        told_use.tokens_message(found),
        Text(
            f"Tokens processed a day in China by the count of the {found.house.en}, in the "
            "quarter of the count. Quarters without a bar were not published.",
            f"中国日均词元消耗量，{found.house.zh}统计，置于统计所在季度。无柱的季度未见公布。",
        ),
        _tokens_alt(found),
        tables.tokens(found),
        _draw_tokens(found) if not is_gap(found.factor) else None,
    )


def _draw_tokens(found: Tokens):
    def draw(language: str, layout: str):
        axis, data, before = _TOKENS[language], [], None
        for period, value in found.points:
            year, quarter = int(period[:4]), (int(period[5:7]) + 2) // 3
            at = year * 4 + quarter
            data.append(
                Bar(
                    float(value.value / axis.factor),
                    digits(value, Scale(axis.factor, "", "", 1), None, language)[0],
                    f"Q{quarter}", str(year), colour="peer",
                    space=0 if before is None else at - before - 1,
                )
            )  # fmt: skip
            before = at
        return bars(layout, data, axis)

    return draw


def _tokens_alt(found: Tokens) -> Text:
    if is_gap(found.factor):
        return Text(
            "The evidence holds fewer than two counts of daily tokens in China, so nothing is "
            "drawn here.",
            "证据中的中国日均词元统计不足两次，故不作图。",
        )
    en = ", ".join(f"{spell(v, 'en').text} in {period_text(p).en}" for p, v in found.points)
    zh = "、".join(f"{period_text(p).zh}{spell(v, 'zh').text}" for p, v in found.points)
    higher = all(b > a for (_, a), (_, b) in pairwise(found.points))
    return Text(
        f"Bars over quarters, with empty places where no count was published: {en}. "
        f"{'Each bar is higher than the one before it.' if higher else 'Not every bar is higher.'}",
        f"按季度排列的柱形图，未公布的季度留空：{zh}。"
        f"{'每根柱都高于前一根。' if higher else '并非每根柱都更高。'}",
    )
