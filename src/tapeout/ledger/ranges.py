"""What a figure can be, by what it measures: revenue is not negative, a share is at most 100 %.

The rules are data: one for each kind of quantity (metrics.csv, column quantity), and the metrics
and segments that differ, each with its reason. A new metric gets the rule of its quantity; one
whose definition says that it may be negative may be. Doubtful rows are left alone: they are kept
to say that a figure cannot be true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tapeout.ledger.keys import Sheets
from tapeout.ledger.printed import COUNTS
from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.sheet import Sheet

FIRST_YEAR, LAST_YEAR = 1900, 2100
_YEARS = re.compile(r"\d{4}(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """The values that are possible: from `lowest` (itself too, unless `above`) to `highest`."""

    reason: str
    lowest: int | None = None
    highest: int | None = None
    above: bool = False
    whole: bool = False

    @property
    def words(self) -> str:
        """Return the range in words."""
        parts = ["a whole number"] if self.whole else []
        if self.lowest is not None:
            parts.append(f"above {self.lowest}" if self.above else f"at least {self.lowest}")
        if self.highest is not None:
            parts.append(f"at most {self.highest}")
        return ", ".join(parts)


_PHYSICAL = Range("a physical quantity of something that exists", lowest=0, above=True)
QUANTITIES = {
    "money": Range("money earned, spent, owned or owed carries no sign", lowest=0),
    "price": Range("nothing is sold for nothing or less", lowest=0, above=True),
    "count": Range("things are counted from zero", lowest=0),
    "ratio": Range("a ratio of two figures that carry no sign", lowest=0),
    "rate": Range("nothing falls by more than all of it", lowest=-100),
    "share": Range("a part lies between nothing and the whole", lowest=0, highest=100),
    "duration": Range("time does not run backwards", lowest=0),
    "compute": _PHYSICAL,
    "bandwidth": _PHYSICAL,
    "memory": _PHYSICAL,
    "power": _PHYSICAL,
    "length": _PHYSICAL,
}

_SIGNED = Range("a profit, flow or change may be negative")
_UP_TO_ALL = Range("profit cannot exceed revenue", highest=100)
_NO_SIGN = Range("money in or out, printed without sign", lowest=0)
# A metric, or a metric and a segment, that differs from its quantity.
EXCEPTIONS = {
    **dict.fromkeys(
        (
            "gross_profit", "operating_profit", "pretax_profit", "net_profit",
            "net_profit_parent", "net_profit_parent_adjusted", "ebitda", "non_recurring_items",
            "other_gain_loss", "undistributed_profit", "operating_cash_flow",
            "investing_cash_flow", "financing_cash_flow", "net_change_in_cash",
        ),
        _SIGNED,
    ),
    "finance_expense": Range("interest earned may exceed interest paid"),
    "income_tax": Range("a tax benefit is negative"),
    "impairment_loss": Range("a loss is printed as a negative amount, a reversal is not"),
    "equity": Range("losses may exceed what the owners paid in"),
    "per_share": Range("a loss per share is negative"),
    "operating_cash_flow[inflow]": _NO_SIGN,
    "operating_cash_flow[outflow]": _NO_SIGN,
    "operating_cash_flow[received_from_customers]": _NO_SIGN,
    "gross_margin": _UP_TO_ALL,
    "net_margin": Range("profit above all of revenue is no margin: keep it as doubtful, with the reason", highest=100),
    "operating_percentage": Range("return on equity and cash over profit may be negative"),
    "valuation_multiple": Range("price to earnings of a loss is negative"),
    "training_mfu": Range("no more than the peak is used", lowest=0, highest=100),
    "growth_yoy[net_profit]": Range("a profit may fall by more than all of it"),
    "growth_yoy[net_profit_parent]": Range("a profit may fall by more than all of it"),
    "growth_yoy[net_profit_parent_adjusted]": Range("a profit may fall by more than all of it"),
    "allotment_rate": Range("a part of the bids", lowest=0, highest=100),
    "turnover_rate": Range("shares traded are counted from zero", lowest=0),
    "tokens_per_day": Range("tokens are counted from zero", lowest=0),
    "throughput_measured": Range("tokens are counted from zero", lowest=0),
    "interconnect_bandwidth": Range("0 says that there is no link", lowest=0),
    "market_share[domestic_supply_to_demand]": Range("supply may exceed demand", lowest=0),
}  # fmt: skip
_ANY = Range("words and dates have no range")


def ranges(sheets: Sheets) -> Iterator[Problem]:
    """Yield the figures, dates and periods that cannot be; doubtful figures are left alone."""
    yield from _figures(sheets)
    yield from _years(sheets)


def _figures(sheets: Sheets) -> Iterator[Problem]:
    rules = _rules(sheets)
    known: dict[tuple[str, str, str], Range | None] = {}
    for sheet in sheets.get("facts", ()):
        columns = (sheet.columns[n] for n in ("metric", "segment", "unit", "value", "status"))
        for place, (metric, segment, unit, value, status) in enumerate(zip(*columns, strict=True)):
            key = (metric, segment, unit)
            if key not in known:
                known[key] = _range_of(rules, metric, segment, unit)
            rule = known[key]
            if rule is not None and status != "doubtful" and not _within(rule, value):
                yield _problem(sheet, place, rule, metric, segment, value, unit)


def _years(sheets: Sheets) -> Iterator[Problem]:
    """Yield the dates and periods of any table before 1900 or after 2100."""
    expected = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
    for layers in sheets.values():
        for sheet in layers:
            for field in sheet.schema.fields:
                if field.type == "date" or field.meaning in ("moment", "period"):
                    column = sheet.columns[field.name]
                    bad = {cell for cell in set(column) if cell and not _in_time(cell)}
                    for place, cell in enumerate(column) if bad else ():
                        if cell in bad:
                            yield sheet.problem(place, field.name, "range", quoted(cell), expected)
    for sheet in sheets.get("facts", ()):
        rows = zip(sheet.columns["unit"], sheet.columns["value"], strict=True)
        for place, (unit, value) in enumerate(rows):
            if unit in ("date", "year") and not _in_time(value):
                yield sheet.problem(place, "value", "range", quoted(value), expected)


def _rules(sheets: Sheets) -> dict[str, Range]:
    """Return the range of every metric of metrics.csv, by its quantity and definition."""
    rules = {}
    for sheet in sheets.get("metrics", ()):
        columns = (
            sheet.columns[name] for name in ("metric", "quantity", "definition_en", "definition_zh")
        )
        for metric, quantity, en, zh in zip(*columns, strict=True):
            rule = QUANTITIES.get(quantity, _ANY)
            if "negative" in en or any(word in zh for word in ("负数", "为负", "负值")):
                rule = replace(rule, lowest=None, above=False)
            if quantity == "count":
                rule = replace(rule, whole=True)
            rules[metric] = rule
    return rules


def _range_of(rules: dict[str, Range], metric: str, segment: str, unit: str) -> Range | None:
    """Return the range of a figure, None where there is nothing to check."""
    if unit in ("text", "date", "year"):
        return None
    base, _, _ = segment.partition("+")
    rule = rules.get(metric, _ANY)
    rule = EXCEPTIONS.get(metric, rule)
    rule = EXCEPTIONS.get(f"{metric}[{base}]", rule)
    if rule.whole and unit not in COUNTS:
        rule = replace(rule, whole=False)
    open_ended = rule.lowest is None and rule.highest is None and not rule.whole
    return None if open_ended else rule


def _within(rule: Range, value: str) -> bool:
    number = float(value)
    if rule.lowest is not None and number <= rule.lowest:
        exact = Decimal(value)
        if exact < rule.lowest or (rule.above and exact == rule.lowest):
            return False
    if rule.highest is not None and number >= rule.highest and Decimal(value) > rule.highest:
        return False
    return not (rule.whole and "." in value and Decimal(value) % 1)


def _problem(sheet: Sheet, place: int, rule: Range, metric, segment, value, unit) -> Problem:
    name = f"{metric}[{segment}]" if segment else metric
    number = Decimal(value)
    if rule.lowest is not None and number <= rule.lowest:
        code = "negative"
        advice = "; a new metric that may be negative says so in its definition in metrics.csv"
    elif rule.highest is not None and number > rule.highest:
        code, advice = "too-large-share", ""
    else:
        code, advice = "whole-number", ""
    expected = f"{rule.words}, for {name}: {rule.reason}. Mend it, or mark the row doubtful{advice}"
    return sheet.problem(place, "value", code, f"{value} {unit}", expected)


def _in_time(cell: str) -> bool:
    return all(FIRST_YEAR <= int(year) <= LAST_YEAR for year in _YEARS.findall(cell))
