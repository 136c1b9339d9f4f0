"""No figure may be older than the period it speaks of: nobody knows a year before it is over.

A figure of a whole period is known when the period is over; what is published earlier about it is
guidance, a forecast or an estimate, and its basis must say so. (Estimates are let through: houses
estimate the running year.) A month or day is the date of a statement: it must have begun. Terms
of an issue carry the listing date and are announced before it; nominal figures of chips carry the
year of launch: neither is looked at. Sources known to the month or year count from their last
day; sources without a date are never visible, so nothing can be early in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tapeout.ledger.keys import Sheets
from tapeout.ledger.periods import CALENDAR, Period, YearEnd
from tapeout.ledger.problem import Problem
from tapeout.moment import Moment

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AHEAD = frozenset({"guidance", "forecast", "estimate"})

OVER, BEGUN, NEVER = "over", "begun", ""
# When a figure can be known, by quantity: when its period is over, has begun, or no check.
QUANTITIES = {
    "money": OVER,
    "rate": OVER,
    "ratio": OVER,
    "share": OVER,
    "price": OVER,
    "date": BEGUN,
}
# Metrics, or a metric and a segment, that differ.
_COUNTED = "units and listings are counted over the whole period"
_STATED = "what is so when the source is written, dated by its year or month"
_ISSUE = "terms of an issue carry the listing date and are announced before it"
_PLAN = "a plan or a rule carries the date from which it holds"
EXCEPTIONS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("units_sold", "units_produced", "market_units", "listings"), (OVER, _COUNTED)),
    **dict.fromkeys(
        (
            "valuation", "financing_amount", "financing_price", "headcount", "headcount_share", "ownership_share",
            "training_mfu", "compute_measured_share", "relative_performance", "order_backlog",
            "company_count", "project_budget", "tokens_per_day", "throughput_measured",
        ),
        (BEGUN, _STATED),
    ),
    **dict.fromkeys(
        (
            "allotment_rate", "issue_price", "issue_costs", "issue_share", "oversubscription", "proceeds",
            "use_of_proceeds", "valuation_multiple",
            "market_cap[at_issue]", "share_price[price_inquiry_low]",
            "share_price[price_inquiry_high]", "trading_value[subscription_online]",
        ),
        (NEVER, _ISSUE),
    ),
    **dict.fromkeys(
        ("listing_threshold", "spending", "listings[constituents_replaced]"), (NEVER, _PLAN)
    ),
}  # fmt: skip
# Steps of a listing whose day is set and announced before it comes.
_ANNOUNCED = frozenset(
    {
        "listed", "subscription", "payment", "price_inquiry", "offer_start",
        "pricing_announcement", "issue_announcement",
    }
)  # fmt: skip
_PLANNED = ("planned", "target", "deadline", "schedule")  # words in segments of plans


def look_ahead(sheets: Sheets) -> Iterator[Problem]:
    """Yield the facts that their source could not know yet when it was published.

    Left alone: doubtful rows, and rows whose basis is guidance, forecast or estimate.
    """
    published = _published(sheets)
    quantities = _quantities(sheets)
    calendar = _Calendar(sheets)
    kinds: dict[tuple[str, str], str] = {}
    names = ("metric", "segment", "subject", "period", "basis", "status", "source_id")
    for sheet in sheets.get("facts", ()):
        rows = zip(*(sheet.columns[name] for name in names), strict=True)
        for place, (metric, segment, subject, period, basis, status, source) in enumerate(rows):
            if basis in _AHEAD or status == "doubtful" or source not in published:
                continue
            key = (metric, segment)
            if key not in kinds:
                kinds[key] = _kind(quantities.get(metric, ""), metric, segment)
            kind = kinds[key]
            if not kind:
                continue
            out = published[source]
            if quantities[metric] == "date":
                yield from _date(sheet, place, out)
                continue
            first, last, running = calendar.days(period, subject)
            if out < first or (kind == OVER and out < last and running):
                yield _problem(sheet, place, out, first if out < first else last)


def _date(sheet, place: int, out: date) -> Iterator[Problem]:
    unit, segment = sheet.columns["unit"][place], sheet.columns["segment"][place]
    if unit == "text" or segment in _ANNOUNCED or any(word in segment for word in _PLANNED):
        return
    value = sheet.columns["value"][place]
    if Moment.parse(value).first > out:
        expected = (
            f"a day up to {out}, when its source was published, or a segment of a plan "
            f"({segment}_planned), or the basis guidance or forecast"
        )
        yield sheet.problem(place, "value", "look-ahead", value, expected)


def _problem(sheet, place: int, out: date, known: date) -> Problem:
    basis, source = sheet.columns["basis"][place], sheet.columns["source_id"][place]
    period = sheet.columns["period"][place]
    found = f"{basis} for {period}, which could be known from {known}, in {source} of {out}"
    expected = (
        "guidance, forecast or estimate, since the source is older than that; or the right "
        "period, source or date of publication"
    )
    return sheet.problem(place, "basis", "look-ahead", found, expected)


def _kind(quantity: str, metric: str, segment: str) -> str:
    default = (QUANTITIES.get(quantity, NEVER), "")
    general = EXCEPTIONS.get(metric, default)
    return EXCEPTIONS.get(f"{metric}[{segment}]", general)[0]


def _published(sheets: Sheets) -> dict[str, date]:
    """Return the last day on which a source may have been published, for those with a date."""
    days: dict[str, date] = {}
    for sheet in sheets.get("sources", ()):
        rows = zip(sheet.columns["source_id"], sheet.columns["published"], strict=True)
        days.update((source, Moment.parse(day).last) for source, day in rows if day)
    return days


def _quantities(sheets: Sheets) -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in sheets.get("metrics", ()):
        found.update(zip(sheet.columns["metric"], sheet.columns["quantity"], strict=True))
    return found


class _Calendar:
    """The first and last days of periods, each worked out once."""

    def __init__(self, sheets: Sheets) -> None:
        self._ends: dict[str, YearEnd] = {}
        for sheet in sheets.get("fiscal-years", ()):
            columns = (sheet.columns[n] for n in ("entity_id", "end_month", "end_weekday"))
            for entity, month, weekday in zip(*columns, strict=True):
                day = _WEEKDAYS.index(weekday) if weekday else None
                self._ends[entity] = YearEnd(int(month), day)
        self._days: dict[tuple[str, YearEnd], tuple[date, date, bool]] = {}

    def days(self, period: str, subject: str) -> tuple[date, date, bool]:
        """Return first day, last day, and whether the period is longer than a month."""
        end = self._ends.get(subject, CALENDAR) if "FY" in period else CALENDAR
        key = (period, end)
        if key not in self._days:
            parsed = Period.parse(period, end)
            self._days[key] = (parsed.first, parsed.last, parsed.freq not in ("month", "day"))
        return self._days[key]
