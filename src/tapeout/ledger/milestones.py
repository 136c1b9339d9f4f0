"""Dates in their order: an application is accepted before it passes, a chip taped out before sold.

Dates may be known to the month or year only: an order is broken where the later step certainly
lies before the earlier one. Only orders that always hold are here: a product may be announced
or launched before it is taped out. Where a step was taken more than once, the last time of the
later step is held against the first time of the earlier one. Compared are preferred rows; plans
take no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tapeout.ledger.keys import Sheets
from tapeout.ledger.periods import at_precision
from tapeout.ledger.problem import Problem
from tapeout.ledger.sheet import Sheet
from tapeout.moment import Moment

Known = dict[str, list["Step"]]  # by segment


class Step(NamedTuple):
    """A dated fact: where it stands and when it was."""

    sheet: Sheet
    place: int
    moment: Moment

    @property
    def name(self) -> str:
        return self.sheet.columns["segment"][self.place]

    @property
    def where(self) -> str:
        return f"{self.sheet.file}:{self.sheet.rows[self.place]}"


@dataclass(frozen=True, slots=True)
class Order:
    """Steps of a metric that follow one another; any of them may be unknown."""

    metric: str
    steps: tuple[str, ...]
    reason: str


ORDERS = (
    Order(
        "ipo_date",
        (
            "tutoring_start", "tutoring_completed", "accepted", "inquiry", "first_inquiry_reply",
            "second_inquiry_reply", "review_passed", "registered", "price_inquiry_notice",
            "price_inquiry", "pricing_announcement", "subscription", "payment", "listed",
        ),
        "an issue in Shanghai or Shenzhen goes through these steps in turn",
    ),
    Order(
        "ipo_date",
        ("tutoring_start", "tutoring_refiling", "tutoring_completed"),
        "a filing is renewed while the tutoring lasts",
    ),
    Order(
        "ipo_date",
        ("pricing_announcement", "issue_announcement", "subscription"),
        "the price is announced before bids are taken",
    ),
    Order("ipo_date", ("board_approval", "accepted"), "the board decides before it applies"),
    Order(
        "ipo_date",
        ("hkex_filing", "csrc_overseas_filing", "hearing", "offer_start"),
        "an issue in Hong Kong goes through these steps in turn, listed elsewhere or not",
    ),
    Order(
        "product_date",
        (
            "project_start", "tape_out", "first_silicon", "risk_production", "mass_production",
            "production_stop",
        ),
        "a chip is started, taped out, returned from the foundry and made, in this order",
    ),
    Order("product_date", ("tape_out", "tape_out_success"), "it succeeds after it was tried"),
    Order("product_date", ("project_start", "release"), "a chip is started before it is sold"),
    Order("product_date", ("project_start", "launch"), "a chip is started before it is sold"),
    Order("product_date", ("first_silicon", "tests_completed"), "silicon is there to be tested"),
    Order("company_date", ("founded", "joint_stock_conversion"), "a company is founded first"),
)  # fmt: skip
_METRICS = frozenset({"ipo_date", "product_date", "company_date"})
_PLANNED = ("planned", "target", "schedule")
_FACT = re.compile(r"fact ([a-z0-9_.~+-]+)", re.ASCII)
_AHEAD = frozenset({"guidance", "forecast"})


def milestones(sheets: Sheets) -> Iterator[Problem]:
    """Yield the dates in an impossible order, and events that are not on the day of their fact."""
    steps = _steps(sheets)
    for (_, metric), known in sorted(steps.items()):
        for order in ORDERS:
            if order.metric == metric:
                yield from _in_order(order, known)
    yield from _founded_first(steps)
    yield from _founded_alike(sheets, steps)
    yield from _repeated_events(sheets)


def _repeated_events(sheets: Sheets) -> Iterator[Problem]:
    """Yield the events whose date is not that of the fact which their note says they repeat."""
    repeats = list(_repeats(sheets))
    wanted = {fact_id for _, _, fact_id in repeats}
    dates: dict[str, tuple[str, str]] = {}
    for sheet in sheets.get("facts", ()) if wanted else ():
        for place, fact_id in enumerate(sheet.columns["fact_id"]):
            if fact_id in wanted and sheet.columns["unit"][place] == "date":
                where = f"{sheet.file}:{sheet.rows[place]}"
                dates[fact_id] = (sheet.columns["value"][place], where)
    for sheet, place, fact_id in repeats:
        if fact_id in dates:
            value, where = dates[fact_id]
            fact, event = Moment.parse(value), _event_moment(sheet, place)
            if fact > event or fact < event:
                expected = (
                    f"{value} as in {where} ({fact_id}), which the note says it repeats: mend "
                    "the event, its date_precision or the fact"
                )
                found = f"{event.iso} ({event.precision})"
                yield sheet.problem(place, "date", "order", found, expected)


def _steps(sheets: Sheets) -> dict[tuple[str, str], Known]:
    """Return the preferred dates by subject and metric, then by step."""
    found: dict[tuple[str, str], Known] = {}
    for sheet in sheets.get("facts", ()):
        columns = (sheet.columns[n] for n in ("metric", "unit", "status", "basis", "segment"))
        for place, (metric, unit, status, basis, segment) in enumerate(zip(*columns, strict=True)):
            if metric not in _METRICS or unit != "date" or status != "preferred":
                continue
            if basis in _AHEAD or any(word in segment for word in _PLANNED):
                continue
            step = Step(sheet, place, Moment.parse(sheet.columns["value"][place]))
            known = found.setdefault((sheet.columns["subject"][place], metric), {})
            known.setdefault(segment, []).append(step)
    return found


def _first(steps: list[Step]) -> Step:
    return min(steps, key=lambda step: step.moment.first)


def _last(steps: list[Step]) -> Step:
    return max(steps, key=lambda step: step.moment.last)


def _in_order(order: Order, known: Known) -> Iterator[Problem]:
    before: list[Step] = []
    for name in order.steps:
        if name not in known:
            continue
        step = _last(known[name])
        later = [other for other in before if step.moment < other.moment]
        if later:
            yield _early(step, max(later, key=lambda other: other.moment.first), order.reason)
        before.append(_first(known[name]))


def _founded_first(steps: dict) -> Iterator[Problem]:
    """Yield the dates of a company that lie before its founding.

    Those of its products may: a company spun off takes over chips that are older than itself.
    """
    for (company, metric), known in sorted(steps.items()):
        founded = steps.get((company, "company_date"), {}).get("founded")
        if founded is None:
            continue
        start = _first(founded)
        for name, dates in known.items():
            covered = metric == "company_date" and name in ("founded", "joint_stock_conversion")
            for step in dates if not covered else ():
                if step.moment < start.moment:
                    yield _early(step, start, f"{company} was founded then")


def _founded_alike(sheets: Sheets, steps: dict) -> Iterator[Problem]:
    """Yield the companies whose year of founding in entities.csv is not that of their fact."""
    for sheet in sheets.get("entities", ()):
        rows = zip(sheet.columns["entity_id"], sheet.columns["founded"], strict=True)
        for place, (entity, founded) in enumerate(rows):
            facts = steps.get((entity, "company_date"), {}).get("founded")
            if founded and facts:
                fact, moment = _first(facts), Moment.parse(founded)
                if moment < fact.moment or moment > fact.moment:
                    expected = f"{fact.moment.iso} as in {fact.where}, or nothing"
                    yield sheet.problem(place, "founded", "order", founded, expected)


def _early(step: Step, other: Step, reason: str) -> Problem:
    found = f"{step.name} on {step.moment.iso}"
    expected = (
        f"a date not before {other.name} on {other.moment.iso} ({other.where}): {reason}. "
        "Mend the wrong one of the two, or mark it doubtful"
    )
    return step.sheet.problem(step.place, "value", "order", found, expected)


def _repeats(sheets: Sheets) -> Iterator[tuple[Sheet, int, str]]:
    for sheet in sheets.get("events", ()):
        for place, note in enumerate(sheet.columns["note"]):
            match = _FACT.match(note)
            if match:
                yield sheet, place, match[1].rstrip(".")


def _event_moment(sheet: Sheet, place: int) -> Moment:
    day, precision = sheet.columns["date"][place], sheet.columns["date_precision"][place]
    return Moment.parse(at_precision(day, precision))
