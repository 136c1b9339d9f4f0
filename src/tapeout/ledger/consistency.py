"""What the figures of one company must have in common: one currency, one date of founding."""

from __future__ import annotations

from collections.abc import Iterator

from tapeout.ledger.keys import Sheets
from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.sheet import Sheet

# Figures of the statements: ratios are taken between them, and never across currencies.
STATEMENTS = frozenset(
    {
        *("revenue", "cost_of_revenue", "gross_profit", "rd_expense", "selling_expense"),
        *("admin_expense", "operating_profit", "net_profit", "net_profit_parent"),
        *("operating_cash_flow", "capex", "cash", "undistributed_profit", "assets"),
        *("liabilities", "equity", "inventory", "prepayments"),
    }
)
_CURRENCIES = frozenset({"CNY", "USD", "HKD"})
Place = tuple[Sheet, int]


def one_currency(sheets: Sheets) -> Iterator[Problem]:
    """Yield the statement figures in another currency than the first one of their company."""
    first: dict[str, tuple[str, Place]] = {}
    for sheet in sheets["facts"]:
        names = ("subject", "metric", "unit", "status")
        rows = zip(*(sheet.columns[name] for name in names), strict=True)
        for place, (subject, metric, unit, status) in enumerate(rows):
            if metric not in STATEMENTS or unit not in _CURRENCIES or status == "doubtful":
                continue
            known, (other, where) = first.setdefault(subject, (unit, (sheet, place)))
            if unit != known:
                expected = (
                    f"{known}, in which the statements of {subject} stand "
                    f"({other.file}:{other.rows[where]}): take the figures of one currency"
                )
                yield sheet.problem(place, "unit", "currency", quoted(unit), expected)


def one_founding(sheets: Sheets) -> Iterator[Problem]:
    """Yield the preferred founding dates of a company that has one already, under another period."""
    first: dict[str, Place] = {}
    for sheet in sheets["facts"]:
        names = ("subject", "metric", "segment", "status", "period")
        rows = zip(*(sheet.columns[name] for name in names), strict=True)
        for place, (subject, metric, segment, status, period) in enumerate(rows):
            if (metric, segment, status) != ("company_date", "founded", "preferred"):
                continue
            other, where = first.setdefault(subject, (sheet, place))
            if (other, where) != (sheet, place):
                expected = (
                    f"one date of founding: {other.file}:{other.rows[where]} has one already; "
                    "make the second source alternate, with the same period"
                )
                yield sheet.problem(place, "period", "founded-twice", quoted(period), expected)
