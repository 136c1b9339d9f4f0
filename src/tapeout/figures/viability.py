"""Drawings of the financial section: revenue by quarter, research by year, results by quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tapeout.exhibit import Figure
from tapeout.figures.bars import Bar, bars, money_axis, value_label
from tapeout.findings import viability_losses as lost
from tapeout.findings import viability_words as told
from tapeout.ledger import period_text
from tapeout.model.quarters import Piece
from tapeout.model.viability import Losses, Research, Revenue, YearLine
from tapeout.quantity import Quantity, is_gap
from tapeout.tables import viability as tables
from tapeout.text import Text
from tapeout.words import spell

_BY_SUBTRACTION = Text("Hatched: by subtraction.", "斜线为相减得出。")
_MEANS = Text(
    "Wide bars: the mean of quarters that were only published together.",
    "宽柱为仅合并披露的数个季度的均值。",
)


def revenue_by_quarter(revenue: Revenue) -> Figure:
    """Return the bars of revenue of the last two years and what followed."""
    subtitle = _subtitle(
        Text("Revenue by quarter, in yuan.", "分季度营业收入（人民币）。"), revenue.pieces
    )
    alt = _alt(Text("revenue", "营业收入"), revenue.pieces)
    return Figure(
        "revenue_by_quarter",
        told.revenue_message(revenue),
        subtitle,
        alt,
        tables.quarters("revenue_by_quarter", revenue.pieces, _REVENUE),
        _quarterly(revenue.pieces) if len(revenue.pieces) > 1 else None,
    )


def results_by_quarter(losses: Losses) -> Figure:
    """Return the bars of the net result around zero; a single profitable quarter is named."""
    noted = {}
    if len(losses.profitable) == 1 and lost.has_lost(losses):
        period = losses.profitable[0].period
        noted[period] = Text(f"{period}: the only\nprofitable quarter", f"{period}：\n唯一盈利季度")
    what = Text(
        "Net result attributable to the parent by quarter, in yuan.",
        "分季度归母净利润（人民币）。",
    )
    if losses.metric != "net_profit_parent":
        what = Text(
            "Result for the period under IFRS, redemption liabilities included, in yuan.",
            "国际财务报告准则口径期内损益，含赎回负债影响（人民币）。",
        )
    return Figure(
        "results_by_quarter",
        lost.results_message(losses),
        _subtitle(what, losses.pieces),
        _alt(Text("net result", "净利润"), losses.pieces),
        tables.quarters("results_by_quarter", losses.pieces, _RESULT),
        _quarterly(losses.pieces, noted) if len(losses.pieces) > 1 else None,
    )


def research_by_year(research: Research) -> Figure:
    """Return research beside revenue by year, in pairs."""
    lines = [x for x in research.lines if not (is_gap(x.revenue) or is_gap(x.research))]
    return Figure(
        "research_by_year",
        told.research_message(research),
        Text("R&D expense beside revenue by year, in yuan.", "分年研发费用与营业收入（人民币）。"),
        _research_alt(lines),
        tables.research(research),
        _paired(lines) if len(lines) > 1 else None,
    )


_REVENUE = Text("Revenue", "营业收入")
_RESULT = Text("Net result", "净利润")


# -- drawing -----------------------------------------------------------------------------------
def _quarterly(pieces: Sequence[Piece], noted: dict[str, Text] | None = None) -> Callable:
    def draw(language: str, layout: str):
        largest = max(abs(p.per_quarter.value) for p in pieces)
        axis = money_axis(pieces[0].value.unit, largest, language, layout)
        data, at = [], pieces[0].start
        for piece in pieces:
            q = piece.per_quarter
            data.append(
                Bar(
                    float(q.value / axis.factor),
                    _times(piece, value_label(q, axis, layout)),
                    _slot_name(piece),
                    str(piece.start // 4),
                    piece.quarters,
                    "derived" if piece.derived or piece.quarters > 1 else "solid",
                    note=(noted or {}).get(piece.period, Text("", ""))[language],
                    lo=float(q.lo / axis.factor),
                    hi=float(q.hi / axis.factor),
                    space=piece.start - at,
                )
            )
            at = piece.end
        return bars(layout, data, axis)

    return draw


def _times(piece: Piece, label: str) -> str:
    """Return the value at a bar; of several quarters, their number times the mean."""
    return label if piece.quarters == 1 else f"{piece.quarters} \u00d7 {label}"


def _slot_name(piece: Piece) -> str:
    name = piece.period[4:]
    return name.replace("-Q", "-") if len(name) > 2 else name


def _paired(lines: Sequence[YearLine]) -> Callable:
    def draw(language: str, layout: str):
        values = [q for line in lines for q in (line.revenue, line.research)]
        axis = money_axis(values[0].unit, max(q.value for q in values), language, layout)
        data = []
        for line in lines:
            for q, colour in ((line.revenue, "fan50"), (line.research, "focus")):
                space = 0.5 if data and colour == "fan50" else 0
                label = value_label(q, axis, layout)
                at = float(q.value / axis.factor)
                data.append(Bar(at, label, "", line.period, colour=colour, space=space))
        series = [
            (_REVENUE[language].lower(), "fan50"),
            (Text("R&D expense", "研发费用")[language], "focus"),
        ]
        return bars(layout, data, axis, series=series)

    return draw


# -- words ---------------------------------------------------------------------------------------
def _subtitle(what: Text, pieces: Sequence[Piece]) -> Text:
    parts = [what]
    if any(p.derived for p in pieces):
        parts.append(_BY_SUBTRACTION)
    if any(p.quarters > 1 for p in pieces):
        parts.append(_MEANS)
    return Text(" ".join(p.en for p in parts), "".join(p.zh for p in parts))


def _alt(what: Text, pieces: Sequence[Piece]) -> Text:
    """Return what a reader would take from the bars: how many, the extremes, the last."""
    if not pieces:
        return Text(f"The evidence holds no {what.en} by quarter.", f"证据中没有分季度{what.zh}。")
    low = min(pieces, key=lambda p: p.per_quarter.value)
    high = max(pieces, key=lambda p: p.per_quarter.value)
    last, below = pieces[-1], sum(p.value.value < 0 for p in pieces)
    told_en = [_at(p, "en") for p in (low, high, last)]
    told_zh = [_at(p, "zh") for p in (low, high, last)]
    return Text(
        f"Bars of {what.en}, {len(pieces)} periods from {pieces[0].period} to {last.period}, "
        f"{below} of them below zero. Lowest {told_en[0]}; highest {told_en[1]}; "
        f"the last bar is {told_en[2]}.",
        f"{what.zh}柱状图，{pieces[0].period}至{last.period}共{len(pieces)}期，其中{below}期为负。"
        f"最低{told_zh[0]}，最高{told_zh[1]}，最后一期{told_zh[2]}。",
    )


def _at(piece: Piece, language: str) -> str:
    amount = spell(piece.per_quarter, language).text
    mean = {"en": " a quarter", "zh": "（季均）"}[language] if piece.quarters > 1 else ""
    when = piece.period if language == "en" else period_text(piece.period).zh
    return f"{amount}{mean} in {when}" if language == "en" else f"{when}{amount}{mean}"


def _research_alt(lines: Sequence[YearLine]) -> Text:
    if not lines:
        return Text(
            "The evidence holds no R&D expense beside revenue.",
            "证据中没有可并列的研发费用与收入。",
        )
    more = sum(_more(line.research, line.revenue) for line in lines)
    parts = {}
    for language, join in (("en", "; "), ("zh", "；")):
        parts[language] = join.join(_pair(line, language) for line in lines)
    return Text(
        f"Pairs of bars by year, revenue and R&D expense. R&D is the taller in {more} of "
        f"{len(lines)} years. {parts['en']}.",
        f"分年成对柱状图：营业收入与研发费用。{len(lines)}年中有{more}年研发费用更高。{parts['zh']}。",
    )


def _more(a: Quantity, b: Quantity) -> bool:
    return a.value - b.value > Decimal(0)


def _pair(line: YearLine, language: str) -> str:
    sold, spent = (spell(q, language).text for q in (line.revenue, line.research))
    if language == "en":
        return f"{line.period}: revenue {sold}, R&D {spent}"
    return f"{line.period}年收入{sold}，研发{spent}"
