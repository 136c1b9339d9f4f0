"""The largest product line, on main-business and on total revenue: two bases, never mixed."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import FactRow, Ledger
from tapeout.model.quarters import gap_of
from tapeout.model.viability import Value
from tapeout.quantity import share
from tapeout.text import Text

# Parts of revenue that are no product line.
_NO_LINE = ("channel_", "region_", "customers_", "fourth_quarter", "external_", "other_")


@dataclass(frozen=True)
class Product:
    """The largest product line at the newest date, on two bases that are never mixed."""

    name: Text
    line: Text
    period: str
    of_main: Value  # percent of main-business revenue, as printed
    of_total: Value  # percent of total revenue, computed
    years: tuple[tuple[str, Value, Value], ...]  # period, of main business, of total


def product(ledger: Ledger, company: str) -> Product:
    """Return the largest product line at the newest date and its share over time."""
    name = ledger.entity(company).name
    rows = [
        row
        for row in ledger.rows(company, "revenue_share", house="company")
        if row.segment and not row.segment.startswith(_NO_LINE) and not row.period.startswith("FY")
    ]
    if not rows:
        gap = ledger.find(company, "revenue_share", "", None, "company")
        return Product(name, Text("", ""), "", gap, gap, ())
    newest = max(row.when for row in rows)
    top = max((row for row in rows if row.when == newest), key=lambda row: ledger.value(row).value)
    years = tuple(
        (row.period, ledger.value(row), _of_total(ledger, company, row))
        for row in sorted(rows, key=lambda row: row.when)
        if row.segment == top.segment
    )
    line = ledger.segment_name(top.segment)
    return Product(name, line, top.period, years[-1][1], years[-1][2], years)


def _of_total(ledger: Ledger, company: str, row: FactRow) -> Value:
    known = {r.segment for r in ledger.rows(company, "revenue")}
    if row.segment not in known:
        return gap_of(ledger, company, "revenue_share")
    part = ledger.find(company, "revenue", row.segment, row.period, "company")
    return share(part, ledger.find(company, "revenue", "", row.period, "company"))
