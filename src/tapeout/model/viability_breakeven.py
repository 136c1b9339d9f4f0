"""Break-even in closed form (METHODS V-0): profit = c R - F, so R* = F / c.

c is the gross margin; F are the costs that do not move with revenue, taken as gross profit
less net result over the same four quarters. Selling costs that do move with revenue would
raise R*: it is a lower bound in this respect.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tapeout.ledger import Ledger
from tapeout.model.quarters import flows, gap_of, newest_period, quarter_end, span_name
from tapeout.model.viability import RESULTS, Value, result_flow
from tapeout.model.viability_funds import Funds, named
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

POINTS = 5  # percentage points of margin in the company's own table
_CELL = re.compile(
    r"margin_(minus_\d+pp|plus_\d+pp|unchanged)_revenue_(minus_\d+pct|plus_\d+pct|unchanged)"
)


@dataclass(frozen=True)
class BreakEven:
    """Revenue that would cover the costs of the last four quarters, in closed form."""

    name: Text
    period: str
    revenue: Value
    result: Value
    margin: Value
    margin_period: str
    costs: Value
    needed: Value
    multiple: Value
    cushion: Value  # percent that revenue could fall, of a profitable company
    profitable: bool
    points: Quantity
    needed_thinner: Value  # with the margin lower by `points`
    company_year: Moment | Gap
    to_company_year: Value  # quarters from the balance date to the end of that year
    burn_limit: Value  # a quarter: at more than this the money would not last until then
    cells: dict[tuple[str, str], Moment]  # the company's own table: (margin, revenue) -> year


def break_even(ledger: Ledger, company: str, money: Funds) -> BreakEven:
    """Return the revenue at which the costs of the last four quarters would be covered."""
    name = ledger.entity(company).name
    sales, (_, results) = flows(ledger, company, "revenue"), result_flow(ledger, company)
    end = next((e for e in reversed(sales.ends) if sales.trailing(e) and results.trailing(e)), None)
    period = span_name(end - 4, end) if end else ""
    revenue = sales.trailing(end).value if end else gap_of(ledger, company, "revenue")
    result = results.trailing(end).value if end else gap_of(ledger, company, results.metric)
    if results.metric != RESULTS[0]:
        result = _unlike(name)
    margin_period, margin = _margin(ledger, company, period, end)
    costs = (revenue * margin - result).labelled(
        named(name, "costs that do not move with revenue", "不随收入变动的成本费用")
    )
    points = Quantity.exact(POINTS, "pp", Text("margin points", "毛利率变动"))
    needed = _needed(costs, margin, name)
    year = _company_year(ledger, company)
    to_year = _to_year(money, year)
    multiple = (needed / revenue).labelled(
        named(name, "break-even revenue to revenue", "盈亏平衡收入与现收入之比")
    )
    return BreakEven(
        name,
        period,
        revenue,
        result,
        margin,
        margin_period,
        costs,
        needed,
        multiple,
        (1 - multiple).to("percent"),
        not is_gap(result) and result > 0,
        points,
        _needed(costs, margin - points, name, thinner=True),
        year,
        to_year,
        _burn_limit(money, to_year),
        _cells(ledger, company),
    )


# -- inside ------------------------------------------------------------
def _unlike(name: Text) -> Gap:
    """Return why no costs are read from a result that holds redemption liabilities."""
    return Gap(
        Text(f"{name.en} net result for break-even", f"{name.zh}用于盈亏平衡的净利润"),
        Text(
            f"{name.en} reports under IFRS with redemption liabilities inside its loss, so the "
            "costs that revenue must cover cannot be read from it.",
            f"{name.zh}按国际财务报告准则列报，亏损含赎回负债影响，无法据以推算需由收入覆盖的成本费用。",
        ),
    )


def _margin(ledger: Ledger, company: str, period: str, end: int | None) -> tuple[str, Value]:
    """Return the gross margin of the four quarters, else the newest by their end."""
    own = ledger.find(company, "gross_margin", "", period or None, "company") if period else None
    if own is not None and not is_gap(own):
        return period, own
    last = ledger.store.period(period, company).last if end else date.max
    found = newest_period(ledger, company, "gross_margin", until=last)
    if not found:
        return "", gap_of(ledger, company, "gross_margin")
    return found, ledger.find(company, "gross_margin", "", found, "company")


def _needed(costs: Value, margin: Value, name: Text, *, thinner: bool = False) -> Value:
    if not is_gap(margin) and not is_gap(costs) and not margin > 0:
        return Gap(
            Text(f"{name.en} break-even revenue", f"{name.zh}盈亏平衡收入"),
            Text(
                f"At this margin no revenue of {name.en} would cover its costs.",
                f"按此毛利率，{name.zh}任何收入规模均不能覆盖成本费用。",
            ),
        )
    more = Text(" at a thinner margin", "（毛利率更低）") if thinner else Text("", "")
    label = named(name, f"revenue a year to break even{more.en}", f"盈亏平衡所需年收入{more.zh}")
    return (costs / margin).labelled(label)


def _company_year(ledger: Ledger, company: str) -> Moment | Gap:
    rows = [
        row
        for row in ledger.rows(company, "break_even_year", "earliest", house="company")
        if row.is_date
    ]
    if rows:
        return ledger.value(max(rows, key=lambda row: row.when))
    name, day = ledger.entity(company).name, ledger.day
    return Gap(
        Text(f"{name.en} own break-even year", f"{name.zh}自身预计盈利年份"),
        Text(
            f"{name.en} had named no year of break-even by {day.en}.",
            f"截至{day.zh}，{name.zh}未给出预计盈利年份。",
        ),
    )


def _to_year(money: Funds, year: Moment | Gap) -> Value:
    if is_gap(year):
        return year
    if money.balance is None:
        return money.liquid
    count = quarter_end(year.last) - quarter_end(money.balance.last)
    label = Text(
        f"quarters from {money.date} to the end of {year.iso}",
        f"{money.date}至{year.iso}年末的季度数",
    )
    return Quantity.exact(count, "quarters", label)


def _burn_limit(money: Funds, to_year: Value) -> Value:
    held = money.liquid if is_gap(money.proceeds) else money.liquid + money.proceeds
    if is_gap(held) or is_gap(to_year) or not to_year > 0:
        return held if is_gap(held) else to_year
    label = named(
        money.name, "cash use a quarter that the money would bear", "资金可承受的季均消耗"
    )
    return (held / to_year.scaled(1, "ratio")).labelled(label)


def _cells(ledger: Ledger, company: str) -> dict[tuple[str, str], Moment]:
    found = {}
    for row in ledger.rows(company, "break_even_year", house="company"):
        parts = _CELL.fullmatch(row.segment)
        if parts and row.is_date:
            found[parts[1], parts[2]] = ledger.value(row)
    return found
