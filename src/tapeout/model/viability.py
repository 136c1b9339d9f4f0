"""Can capital wait: revenue, research and losses.

Funds, break-even and the weight of one product line are in the modules beside this one. Every
function takes the ledger of an edition and a company; what was not published comes back as a
`Gap`, never as a zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.model.quarters import Flows, Piece, flows, gap_of, newest_period, quarter_end
from tapeout.quantity import Gap, Quantity, cagr, growth, is_gap, share, total
from tapeout.text import Text

YEARS = ("2022", "2023", "2024")  # the audited years of the narrative under examination
YEAR_END = f"{YEARS[-1]}-12-31"
RESULTS = ("net_profit_parent", "net_profit")  # to the parent; IFRS loss of the period (biren)
Value = Quantity | Gap


@dataclass(frozen=True)
class YearLine:
    """One published year; a figure that was not published is a Gap."""

    period: str
    revenue: Value
    growth: Value | None  # on the year before, None for the first
    margin: Value
    research: Value
    research_ratio: Value
    result: Value
    basis: str


@dataclass(frozen=True)
class Revenue:
    """Revenue by year and quarter, its growth, and the newest gross margin."""

    name: Text
    by_year: dict[str, Value]  # of YEARS
    cagr: Value  # percent a year, first to last of YEARS
    lines: tuple[YearLine, ...]
    pieces: tuple[Piece, ...]
    latest: Piece | None  # the newest published piece
    before: Piece | None  # the same quarters a year earlier
    growth: Value  # of latest on before, percent
    margin: Value  # percent of revenue
    margin_period: str
    margin_before: Value  # of the last of YEARS


@dataclass(frozen=True)
class Research:
    """Research expense against revenue."""

    name: Text
    lines: tuple[YearLine, ...]
    cumulative: Value  # percent, over YEARS
    printed: Value  # the same as the company prints it
    spent: Value  # over YEARS
    earned: Value  # revenue over YEARS
    first_ratio: Value
    last_ratio: Value
    growth: Value  # of research expense in the last of YEARS


@dataclass(frozen=True)
class Losses:
    """Net results, and how much of them still stands on the balance sheet."""

    name: Text
    metric: str
    by_year: dict[str, Value]
    cumulative: Value  # loss over YEARS, positive for a loss
    pieces: tuple[Piece, ...]
    profitable: tuple[Piece, ...]
    trailing: Piece | None
    deficit: Value  # undistributed profit at the newest date, as a positive loss
    deficit_date: str
    lost: Value  # net loss from the first of YEARS to that date
    deficit_share: Value  # deficit / lost, percent
    moved: Value  # losses that left the line in the last of YEARS without a profit


def revenue(ledger: Ledger, company: str) -> Revenue:
    """Return revenue by year and quarter with growth; money in the reporting currency."""
    name = ledger.entity(company).name
    lines = year_lines(ledger, company)
    by_year = {line.period: line.revenue for line in lines if line.period in YEARS}
    flow = flows(ledger, company, "revenue")
    pieces = tuple(flow.recent())
    latest = pieces[-1] if pieces else None
    before = flow.between(latest.start - 4, latest.end - 4) if latest else None
    margin_period = newest_period(ledger, company, "gross_margin")
    return Revenue(
        name,
        by_year,
        _growth_rate(by_year, name),
        lines,
        pieces,
        latest,
        before,
        growth(latest.value, positive(before.value))
        if before
        else gap_of(ledger, company, "revenue"),
        ledger.find(company, "gross_margin", "", margin_period or YEARS[-1], "company"),
        margin_period or YEARS[-1],
        ledger.find(company, "gross_margin", "", YEARS[-1], "company"),
    )


def research(ledger: Ledger, company: str) -> Research:
    """Return research expense against revenue, by year and over YEARS."""
    name = ledger.entity(company).name
    spent = [_year(ledger, company, "rd_expense", y) for y in YEARS]
    earned = [_year(ledger, company, "revenue", y) for y in YEARS]
    all_spent, all_earned = total(spent), total(earned)
    first, last = YEARS[0], YEARS[-1]
    label = Text(
        f"R&D of {name.en} to revenue, {first} to {last}",
        f"{name.zh}{first}至{last}年累计研发费用率",
    )
    return Research(
        name,
        year_lines(ledger, company),
        share(all_spent, positive(all_earned)).labelled(label),
        ledger.find(company, "rd_to_revenue", "", f"{first}/{last}", "company"),
        all_spent,
        all_earned,
        share(spent[0], positive(earned[0])),
        share(spent[-1], positive(earned[-1])),
        growth(spent[-1], positive(spent[-2])),
    )


def losses(ledger: Ledger, company: str) -> Losses:
    """Return net results by year and quarter, and the deficit against their sum."""
    name = ledger.entity(company).name
    metric, flow = result_flow(ledger, company)
    by_year = {y: _year(ledger, company, metric, y) for y in YEARS}
    label = Text(
        f"Net loss of {name.en}, {YEARS[0]} to {YEARS[-1]}",
        f"{name.zh}{YEARS[0]}至{YEARS[-1]}年累计净亏损",
    )
    pieces = tuple(flow.recent())
    single = [p for p in pieces if p.quarters == 1]
    day = newest_period(ledger, company, "undistributed_profit", freq="day")
    day = day if day >= YEAR_END else ""  # an older balance says nothing of these years
    deficit = -ledger.find(company, "undistributed_profit", "", day or YEAR_END, "company")
    lost = _lost_to(ledger, company, flow, day)
    return Losses(
        name,
        metric,
        by_year,
        (-total(by_year.values())).labelled(label),
        pieces,
        tuple(p for p in single if p.value > 0),
        flow.newest_trailing(),
        deficit if is_gap(deficit) else deficit.labelled(_size_of(deficit.origin.inputs[0])),
        day,
        lost,
        _share_of_positive(deficit, lost),
        _moved(ledger, company, metric),
    )


# -- shared with viability_breakeven ---------------------------------------------------------------
def result_flow(ledger: Ledger, company: str) -> tuple[str, Flows]:
    """Return the metric of the net result that the company publishes, and its flows."""
    for metric in RESULTS:
        found = flows(ledger, company, metric)
        if found:
            return metric, found
    return RESULTS[0], found


def year_lines(ledger: Ledger, company: str) -> tuple[YearLine, ...]:
    """Return the published years from the first of YEARS on, in order."""
    flow = flows(ledger, company, "revenue")
    metric, results = result_flow(ledger, company)
    last = max([int(YEARS[-1]), *(end // 4 - 1 for end in flow.ends)])
    lines: list[YearLine] = []
    for year in range(int(YEARS[0]), last + 1):
        piece = flow.year(year)
        if piece is None and year > int(YEARS[-1]):
            continue
        sold = _year(ledger, company, "revenue", str(year))
        spent = _year(ledger, company, "rd_expense", str(year))
        result = results.year(year)
        lines.append(
            YearLine(
                str(year),
                sold,
                growth(sold, positive(lines[-1].revenue)) if lines else None,
                ledger.find(company, "gross_margin", "", str(year), "company"),
                spent,
                share(spent, positive(sold)),
                result.value if result else _year(ledger, company, metric, str(year)),
                piece.basis if piece else "",
            )
        )
    return tuple(lines)


def positive(base: Value) -> Value:
    """Return a base of a rate or share, a Gap where it is not certainly above zero."""
    if is_gap(base) or base.lo > 0:
        return base
    name = base.label or Text("the base", "基数")
    return Gap(
        name,
        Text(
            f"{name.en} was not above zero, so no rate can be taken of it.",
            f"{name.zh}不为正，无从计算比率。",
        ),
        base.facts,
    )


# -- inside ----------------------------------------------------------------------------------
def _year(ledger: Ledger, company: str, metric: str, year: str) -> Value:
    return ledger.find(company, metric, "", year, "company")


def _growth_rate(by_year: dict[str, Value], name: Text) -> Value:
    first, last = YEARS[0], YEARS[-1]
    label = Text(
        f"Revenue of {name.en}, compound growth a year, {first} to {last}",
        f"{name.zh}{first}至{last}年营业收入复合增长率",
    )
    rate = cagr(positive(by_year[first]), positive(by_year[last]), int(last) - int(first))
    return rate.labelled(label)


def _size_of(q: Quantity) -> Text:
    return Text(f"deficit: {q.label.en}", f"未弥补亏损：{q.label.zh}")


def _lost_to(ledger: Ledger, company: str, flow: Flows, day: str) -> Value:
    """Return the net loss from the start of YEARS to the quarter-end `day`."""
    if not day:
        return gap_of(ledger, company, "undistributed_profit", YEAR_END)
    end = quarter_end(ledger.store.period(day, company).last)
    spans = [(y * 4, min(y * 4 + 4, end)) for y in range(int(YEARS[0]), (end - 1) // 4 + 1)]
    parts = [flow.between(*span) for span in spans]
    if not parts or None in parts:
        return gap_of(ledger, company, flow.metric)
    return -total(part.value for part in parts)


def _share_of_positive(part: Value, whole: Value) -> Value:
    if is_gap(part) or is_gap(whole) or (part > 0 and whole > 0):
        return share(part, whole)
    return Gap(
        Text("share", "占比"),
        Text("There is no deficit to set against losses.", "无累计亏损可比。"),
    )


def _moved(ledger: Ledger, company: str, metric: str) -> Value:
    """Return the rise of undistributed profit in the last year beyond the net result of it."""
    start = f"{int(YEARS[-1]) - 1}-12-31"
    then = ledger.find(company, "undistributed_profit", "", start, "company")
    now = ledger.find(company, "undistributed_profit", "", YEAR_END, "company")
    return (now - then) - _year(ledger, company, metric, YEARS[-1])
