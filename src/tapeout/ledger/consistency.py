"""What the figures of one company must have in common: one currency, one date of founding."""

from __future__ import annotations

import re
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


# What a balance sheet states on its day, and what a listing fixes on its own.
_BALANCES = frozenset(
    {"cash", "undistributed_profit", "liabilities", "payables", "prepayments", "inventory"}
)
_LISTING = frozenset({"issue_price", "issue_share", "issue_costs", "allotment_rate"})
_RAISED = frozenset({"gross", "net"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d\d(?:-\d\d)?", re.ASCII)


def kinds_of_period(sheets: Sheets) -> Iterator[Problem]:
    """Yield the facts under a kind of period that no section looks for (data/README, Grammar).

    A balance stands under its day, figures of a listing under its day (or month, if no more is
    known), a date under its year. Alternates keep the period of the figure they belong to.
    """
    companies = {
        entity
        for sheet in sheets["entities"]
        for entity, kind in zip(sheet.columns["entity_id"], sheet.columns["kind"], strict=True)
        if kind == "company"
    }
    for sheet in sheets["facts"]:
        names = ("subject", "metric", "segment", "period", "value", "unit", "status")
        rows = zip(*(sheet.columns[name] for name in names), strict=True)
        for place, (subject, metric, segment, period, value, unit, status) in enumerate(rows):
            if status != "preferred":
                continue
            raised = metric == "proceeds" and segment in _RAISED and subject in companies
            if metric in _BALANCES and not _DAY.fullmatch(period):
                expected = "the day of the balance, such as 2024-12-31"
            elif (metric in _LISTING or raised) and not _MONTH.fullmatch(period):
                expected = "the day of the listing, such as 2025-12-17"
            elif unit == "date" and period != value[:4]:
                expected = f"{value[:4]}, the year of the date"
            else:
                continue
            found = f"{quoted(period)} for {metric}"
            yield sheet.problem(place, "period", "period", found, expected)


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
