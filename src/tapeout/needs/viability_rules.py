"""When the rows behind a finding on financial viability are there: which years, quarters, days."""

from __future__ import annotations

from tapeout.ledger import Period
from tapeout.model.quarters import Flows, Piece, newest_period, quarter_end, span_name
from tapeout.model.viability import RESULTS, YEAR_END, YEARS
from tapeout.model.viability_product import product
from tapeout.needs.parts import Evidence, Part, Rule
from tapeout.text import listed

FIRST, LAST = YEARS[0], YEARS[-1]
REVENUE, PARENT = ("revenue",), RESULTS[:1]
_HELD = ("monetary_funds_and_trading_assets", "monetary_funds", "cash_and_equivalents")
_NEAR = (0, 1, -1, 2, -2)  # quarters that the cash flow may end away from the balance, in order


# -- by year ------------------------------------------------------------------------------
def each(words: str, *periods: str) -> Rule:
    """Return the rule that asks for each period; what is missing is named."""

    def check(evidence: Evidence, part: Part) -> str | None:
        lacking = [period for period in periods if not evidence.has(part, period)]
        return f"for {listed(lacking)}" if lacking else None

    return Rule(words, check, periods)


def shown(evidence: Evidence, part: Part) -> str | None:
    """Return which years of the table lack a figure: YEARS, and later ones with revenue."""
    revenue = evidence.flow(REVENUE)
    later = {end // 4 - 1 for end in revenue.ends}
    years = [*YEARS, *(str(y) for y in sorted(later) if y > int(LAST) and revenue.year(y))]
    flow = evidence.flow(part.metrics) if part.metrics == RESULTS else None
    lacking = [
        year
        for year in years
        if not evidence.has(part, year) and not (flow and flow.year(int(year)))
    ]
    return f"for {listed(lacking)}" if lacking else None


# -- by quarter -----------------------------------------------------------------------
def any_flow(evidence: Evidence, part: Part) -> bool:
    """Return whether any recent sum was printed."""
    return bool(evidence.flow(part.metrics))


def year_before(evidence: Evidence, part: Part) -> bool:
    """Return whether the newest period has its counterpart a year earlier."""
    flow = evidence.flow(part.metrics)
    pieces = flow.recent()
    return bool(pieces) and flow.between(pieces[-1].start - 4, pieces[-1].end - 4) is not None


def four_quarters(evidence: Evidence, part: Part) -> bool:
    """Return whether four quarters in a row follow from what was printed."""
    return evidence.flow(part.metrics).newest_trailing() is not None


def same_four_quarters(evidence: Evidence, part: Part) -> bool:
    """Return whether four quarters of revenue are matched; without revenue, whether any are."""
    flow, revenue = evidence.flow(part.metrics), evidence.flow(REVENUE)
    ends = [end for end in revenue.ends if revenue.trailing(end)]
    if not ends:
        return flow.newest_trailing() is not None
    return any(flow.trailing(end) for end in ends)


def margin_by_then(evidence: Evidence, part: Part) -> bool:
    """Return whether a margin ends no later than the four quarters of break-even."""
    revenue, results = evidence.flow(REVENUE), evidence.flow(PARENT)
    ends = [end for end in revenue.ends if revenue.trailing(end) and results.trailing(end)]
    if not ends:
        return bool(newest_period(evidence.ledger, evidence.company, part.metric))
    period = span_name(ends[-1] - 4, ends[-1])
    last = evidence.ledger.store.period(period, evidence.company).last
    found = newest_period(evidence.ledger, evidence.company, part.metric, until=last)
    return bool(found) or evidence.has(part, period)


def spent(evidence: Evidence, part: Part) -> bool:
    """Return whether spending covers the quarters of the cash flow, or the years around them."""
    flow, sums = _cash_quarters(evidence), evidence.flow(part.metrics)
    if flow is None:
        return bool(sums)
    return sums.between(flow.start, flow.end) is not None or _around(sums, flow)


def _cash_quarters(evidence: Evidence) -> Piece | None:
    """Return the four quarters of cash flow nearest to the balance, else the newest."""
    flow, day = evidence.flow(("operating_cash_flow",)), _balance_day(evidence)
    end = quarter_end(day.last) if day else 0
    near = (flow.trailing(end + shift) for shift in _NEAR) if day else ()
    return next((piece for piece in near if piece), None) or flow.newest_trailing()


def _around(spent: Flows, flow: Piece) -> bool:
    year = flow.start // 4
    if flow.start % 4 == 0:  # a calendar year: there is nothing around it
        return False
    whole, after = spent.year(year), spent.between(year * 4 + 4, flow.end)
    return whole is not None and after is not None


# -- on a day -----------------------------------------------------------------------------
def deficit_day(evidence: Evidence) -> str:
    """Return the newest day of the deficit, "" where it is older than the three years."""
    day = newest_period(evidence.ledger, evidence.company, "undistributed_profit", freq="day")
    return day if day >= YEAR_END else ""


def lost_until(evidence: Evidence, part: Part) -> bool:
    """Return whether the results reach from the first of YEARS to the day of the deficit."""
    day, flow = deficit_day(evidence) or YEAR_END, evidence.flow(part.metrics)
    end = quarter_end(evidence.ledger.store.period(day, evidence.company).last)
    spans = [(y * 4, min(y * 4 + 4, end)) for y in range(int(FIRST), (end - 1) // 4 + 1)]
    return all(flow.between(*span) is not None for span in spans)


def on_balance_day(evidence: Evidence, part: Part) -> bool:
    """Return whether the balance that the section takes holds such a row."""
    day = _balance_day(evidence)
    return day is not None and evidence.has(part, day.text)


def _balance_day(evidence: Evidence) -> Period | None:
    """Return the newest day with money at hand; trading assets alone are none."""
    rows = evidence.of((evidence.company,), "cash", _HELD, "company")
    return max((r.when for r in rows if r.is_number and r.when.freq == "day"), default=None)


def in_yuan_on_a_day(evidence: Evidence, part: Part) -> bool:
    """Return whether a sum in yuan carries a day."""
    rows = evidence.rows(part)
    return any(row.when.freq == "day" and row.unit == "CNY" for row in rows)


def named(evidence: Evidence, part: Part) -> bool:
    """Return whether a year is named: "none given" in words is none."""
    return any(row.is_date for row in evidence.rows(part))


def own_table(evidence: Evidence, part: Part) -> bool:
    """Return whether the company's own table has a cell, of whatever step of margin and revenue."""
    rows = evidence.of((evidence.company,), part.metric, (), part.house)
    return any(row.is_date and row.segment.startswith("margin_") for row in rows)


# -- the largest product line ------------------------------------------------------------------
def line(evidence: Evidence, _part: Part) -> bool:
    """Return whether the share of a product line was printed."""
    return bool(product(evidence.ledger, evidence.company).period)


def line_too(evidence: Evidence, part: Part) -> bool:
    """Return whether revenue, of the line or whole, is printed for a period of the share."""
    years = product(evidence.ledger, evidence.company).years
    shares = [evidence.ledger.row(value.facts[0]) for _, value, _ in years]
    segments = {row.segment for row in shares} if not part.segments else set(part.segments)
    wanted = {row.period for row in shares}
    found = {row.period for row in evidence.rows(part) if row.segment in segments}
    whole = {row.period for row in evidence.of((evidence.company,), "revenue", ("",), "company")}
    return bool(wanted & found & whole) if wanted & whole else bool(wanted & found)
