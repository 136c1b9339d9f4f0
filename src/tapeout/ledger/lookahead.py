"""No figure may be older than the period it speaks of: nobody knows a year before it is over.

A figure of a whole period is known when the period is over; what is published earlier about it is
guidance, a forecast or an estimate, and its basis must say so. (Estimates are let through: houses
estimate the running year.) A month or day is the date of a statement: it must have begun. Terms
of an issue carry the listing date and are announced before it; nominal figures of chips carry the
year of launch: neither is looked at. Sources known to the month or year count from the day on
which they are visible: their last day, or the day of collection if that is earlier; sources
without a date are never visible, so nothing can be early in them. A computed row is no older
than the newest of the facts in its formula, unless its source prints the figures itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tapeout.ledger.derived import inputs_of
from tapeout.ledger.keys import Sheets
from tapeout.ledger.periods import CALENDAR, Period, YearEnd
from tapeout.ledger.prints import printed_there
from tapeout.ledger.problem import Problem
from tapeout.ledger.vintage import visible_from
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


def look_ahead(sheets: Sheets, collected: date | None = None) -> Iterator[Problem]:
    """Yield the facts that their source could not know yet, and sources from the future.

    `collected` is the day of collection: nothing was published after it. Left alone: doubtful
    rows, and rows whose basis is guidance, forecast or estimate.
    """
    until = collected or date.max
    published = _published(sheets, until)
    yield from _future(sheets, until)
    yield from _newer_inputs(sheets, published)
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


def _published(sheets: Sheets, collected: date) -> dict[str, date]:
    """Return the first day on which a source may be used, for those with a date."""
    days: dict[str, date] = {}
    for sheet in sheets.get("sources", ()):
        rows = zip(sheet.columns["source_id"], sheet.columns["published"], strict=True)
        days.update((source, visible_from(day, collected)) for source, day in rows if day)
    return days


def _future(sheets: Sheets, collected: date) -> Iterator[Problem]:
    """Yield the sources that were published after the ledger was collected."""
    for sheet in sheets.get("sources", ()):
        for place, day in enumerate(sheet.columns["published"]):
            if day and Moment.parse(day).first > collected:
                expected = (
                    f"a date up to {collected}, the day of collection (datapackage.json, "
                    "collected), or an empty cell"
                )
                yield sheet.problem(place, "published", "look-ahead", day, expected)


def _newer_inputs(sheets: Sheets, published: dict[str, date]) -> Iterator[Problem]:
    """Yield the computed rows whose source is older than a fact of their formula."""
    rows = [
        (sheet, place)
        for sheet in sheets.get("facts", ())
        for place, basis in enumerate(sheet.columns["basis"])
        if basis == "derived"
        and sheet.columns["status"][place] != "doubtful"
        and sheet.columns["source_id"][place] in published
    ]
    inputs = [inputs_of(_cells(sheet, place)) for sheet, place in rows]
    wanted = {fact_id for facts in inputs for fact_id in facts}
    sources: dict[str, str] = {}
    for sheet in sheets.get("facts", ()) if wanted else ():
        pairs = zip(sheet.columns["fact_id"], sheet.columns["source_id"], strict=True)
        sources.update(pair for pair in pairs if pair[0] in wanted)
    for (sheet, place), facts in zip(rows, inputs, strict=True):
        out = published[sheet.columns["source_id"][place]]
        known = {fact: published.get(sources[fact]) for fact in facts if fact in sources}
        late = [fact for fact, day in known.items() if day is None or day > out]
        if late and not printed_there(_cells(sheet, place)):
            newest = max(late, key=lambda fact: known[fact] or date.max)
            yield _too_old(sheet, place, out, newest, known[newest])


def _cells(sheet, place: int) -> dict[str, str]:
    return {name: column[place] for name, column in sheet.columns.items()}


def _too_old(sheet, place: int, out: date, fact: str, day: date | None) -> Problem:
    source = sheet.columns["source_id"][place]
    since = f"known from {day}" if day else "whose source has no date"
    found = f"{source} of {out}, for a formula of {fact}, {since}"
    expected = (
        "a source not older than every fact of the formula (a derived_ source of that date), or "
        "reported_as with the figures as the source itself prints them"
    )
    return sheet.problem(place, "source_id", "look-ahead", found, expected)


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
