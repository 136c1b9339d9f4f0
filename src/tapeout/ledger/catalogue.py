"""What the ledger holds as of a date: rows, frames, entities, metrics, sources, events."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Self

from tapeout.errors import MissingFact, UnknownName, UsageProblem, nearest
from tapeout.ledger import labels
from tapeout.ledger.assumptions import WEIGHT
from tapeout.ledger.corrections import Correction
from tapeout.ledger.disagreements import Disagreement
from tapeout.ledger.periods import Period, period_text
from tapeout.ledger.records import Assumption, Entity, Event, FactRow, Metric, Source
from tapeout.ledger.store import Store
from tapeout.ledger.vintage import SEED, answers, usable
from tapeout.quantity import Gap
from tapeout.text import Text

if TYPE_CHECKING:
    import pandas as pd

SCENARIOS = ("base", "bear", "bull")
_BY_HAND = Text("Set by hand for this edition.", "本版手工设定。")
_STATUSES = ("answer", "preferred", "alternate", "any")
_COLUMNS = (
    *("fact_id", "subject", "metric", "segment", "period", "value", "unit", "reported_as"),
    *("basis", "house", "status", "source_id", "locator", "note", "published"),
)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The tables as of a day: every answer holds only what was published by `as_of`."""

    store: Store = field(repr=False)
    as_of: date
    scenario: str = "base"
    assumed: Mapping[str, Decimal] = field(default_factory=dict)  # set by hand, by name
    _memo: dict = field(default_factory=dict, repr=False)

    @property
    def collected(self) -> date:
        """Return the day on which the evidence was collected."""
        return self.store.collected

    @property
    def day(self) -> Text:
        """Return the as-of date in words: "16 December 2025", "2025年12月16日"."""
        return period_text(self.as_of.isoformat())

    def rows(
        self,
        subject: str | None = None,
        metric: str | None = None,
        segment: str | None = None,
        period: str | None = None,
        house: str | None = None,
        status: str = "answer",
    ) -> list[FactRow]:
        """Return the visible rows that match; None matches all.

        `status`: "answer" gives one row a key, the one that `fact` would use; "preferred",
        "alternate" and "any" give the rows as the file has them. Never doubtful or seed rows.
        """
        self._check_names(subject, metric, segment, house)
        if status not in _STATUSES:
            raise UnknownName(f"status {status!r} is not one of {', '.join(_STATUSES)}")
        if period is not None:
            Period.parse(period)
        wanted = {"segment": segment, "period": period, "house": house}
        tests = [(name, value) for name, value in wanted.items() if value is not None]
        found = []
        for (a_subject, a_metric), group in self.store.groups.items():
            if subject in (None, a_subject) and metric in (None, a_metric):
                found.extend(self._group(a_subject, a_metric, group, status))
        return [row for row in found if all(getattr(row, name) == value for name, value in tests)]

    def frame(self, **which: str) -> pd.DataFrame:
        """Return `rows(**which)` as a frame of text and Decimal: an empty cell is "", never NaN."""
        import pandas as pd  # costs a third of a second: only where a frame is asked for

        rows = self.rows(**which)
        table = {name: [getattr(row, name) for row in rows] for name in _COLUMNS}
        table["visible_from"] = [row.visible_from.isoformat() for row in rows]
        readings = [self.store.reading(row) for row in rows]
        for end in ("lo", "hi"):
            table[end] = [getattr(reading, end) if reading else "" for reading in readings]
        table["qualifier"] = [row.qualifier for row in rows]
        table["stand_in"] = [row.stand_in for row in rows]
        return pd.DataFrame(table, dtype=object)

    # -- by id ------------------------------------------------------------------------------
    def row(self, fact_id: str) -> FactRow:
        """Return a fact that is visible on the as-of date, by its id."""
        row = self._named("fact", fact_id, self.store.facts)
        if not usable(row, self.as_of):
            raise MissingFact(f"fact {fact_id} was not published, or not usable, on {self.as_of}")
        return row

    def source(self, source_id: str) -> Source:
        """Return a source by its id."""
        return self._named("source", source_id, self.store.sources)

    def entity(self, entity_id: str) -> Entity:
        """Return a company, product, market or agency by its id."""
        return self._named("entity", entity_id, self.store.entities)

    def metric(self, metric: str) -> Metric:
        """Return the definition of a metric."""
        return self._named("metric", metric, self.store.metrics)

    def segment_name(self, segment: str) -> Text:
        """Return a segment in words."""
        return labels.segment_text(self.store, segment)

    def house_name(self, house: str) -> Text:
        """Return the name of a research, test or other house."""
        return labels.house_text(self.store, house)

    def entities(self, kind: str | None = None, maker: str | None = None) -> list[Entity]:
        """Return the entities of a kind (company, product, ...) or of a maker."""
        if maker is not None:
            self.entity(maker)
        found = self.store.entities.values()
        return [e for e in found if kind in (None, e.kind) and maker in (None, e.maker)]

    def events(self, category: str | None = None, subject: str | None = None) -> list[Event]:
        """Return the events published by the as-of date, in order of time; planned ones too."""
        if subject is not None:
            self.entity(subject)
        known = {event.category for event in self.store.events}
        if category is not None and category not in known:
            raise UnknownName(f"category {category!r} has no events{nearest(category, known)}")
        found = [
            event
            for event in self.store.events
            if event.visible_from is not None
            and event.visible_from <= self.as_of
            and event.source_id != SEED
            and category in (None, event.category)
            and subject in (None, event.subject)
        ]
        return sorted(found, key=lambda event: (event.date, event.event_id))

    def assumption(self, name: str) -> Assumption | Gap:
        """Return the assumption as it stood on the as-of date; a Gap where none did yet.

        One that was set by hand, or that the scenario holds at another value, is fixed there.
        """
        rows = self._named("assumption", name, self.store.assumptions)
        seen = [row for row in rows if row.visible_from <= self.as_of]
        if not seen:
            return _not_assumed(rows[0].title, self.as_of)
        row = seen[-1]
        if name in self.assumed:
            return row.fixed(self.assumed[name], _BY_HAND)
        held = {"bear": row.bear, "bull": row.bull}.get(self.scenario)
        return row if held is None else row.fixed(held)

    def assumption_names(self) -> tuple[str, ...]:
        """Return the names of all assumptions, whatever their date."""
        return tuple(sorted(self.store.assumptions))

    def assuming(self, scenario: str, given: Mapping[str, str]) -> Self:
        """Return the same ledger under a scenario and with assumptions set by hand.

        UsageProblem names an unknown scenario or assumption, with the nearest, or a value that
        is no number or lies outside the range of its row on the as-of date.
        """
        if scenario not in SCENARIOS:
            raise UsageProblem(
                f"scenario {scenario!r}: expected {', '.join(SCENARIOS)}"
                f"{nearest(scenario, SCENARIOS)}"
            )
        assumed = {name: self._in_range(name, value) for name, value in given.items()}
        held = replace(self, scenario=scenario, assumed=assumed)
        if any(name.startswith(WEIGHT) for name in assumed):
            held._whole_weights()
        return held

    def _whole_weights(self) -> None:
        rows = [self.assumption(n) for n in self.store.assumptions if n.startswith(WEIGHT)]
        total = sum(row.mid for row in rows if not isinstance(row, Gap))
        if total != 100:
            told = ", ".join(f"{r.name}={r.mid}" for r in rows if not isinstance(r, Gap))
            raise UsageProblem(
                f"the probabilities of the scenarios add up to {total}: expected 100 ({told})"
            )

    def _in_range(self, name: str, value: str) -> Decimal:
        if name not in self.store.assumptions:
            near = nearest(name, self.store.assumptions)
            raise UsageProblem(f"assumption {name!r} is not in scenarios.csv{near}")
        row = replace(self, scenario="base", assumed={}).assumption(name)
        if isinstance(row, Gap):
            raise UsageProblem(f"assumption {name}: {row.reason.en}")
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not row.low <= number <= row.high:
            raise UsageProblem(
                f"assumption {name}={value}: expected a number from {row.low} to {row.high} "
                f"({row.unit})"
            )
        return number

    def event(self, event_id: str) -> Event | None:
        """Return the event of an id, None where it is no event or was not published by then."""
        return next((e for e in self.events() if e.event_id == event_id), None)

    def seed_rows(self) -> list[FactRow]:
        """Return the rows of the narrative under examination: never evidence, whatever the date."""
        return [row for row in self.store.facts.values() if row.source_id == SEED]

    def disagreements(self, facts: Collection[str]) -> list[Disagreement]:
        """Return where sources published by the as-of date contradict one of the given facts."""
        found = (each.among(self._seen) for each in self.store.disagreements())
        wanted = set(facts)
        return [d for d in found if d and any(row.fact_id in wanted for row in d.rows)]

    def corrections(self, facts: Collection[str]) -> list[Correction]:
        """Return the corrections of the given facts."""
        wanted = set(facts)
        return [
            c for c in self.store.corrections.values() if c.table == "facts" and c.key in wanted
        ]

    def _seen(self, fact_id: str) -> bool:
        return usable(self.store.facts[fact_id], self.as_of)

    # -- inside ---------------------------------------------------------------------------
    def _group(self, subject: str, metric: str, group: list[FactRow], status: str) -> list[FactRow]:
        if status == "answer":
            key = (subject, metric)
            if key not in self._memo:
                self._memo[key] = answers(group, self.as_of)
            return self._memo[key]
        seen = (row for row in group if usable(row, self.as_of))
        return [row for row in seen if status in ("any", row.status)]

    def _named(self, kind: str, name: str, known: dict):
        if name not in known:
            raise UnknownName(f"{kind} {name!r} is not in the ledger{nearest(name, known)}")
        return known[name]

    def _check_names(self, subject, metric, segment, house) -> None:
        if subject is not None:
            self.entity(subject)
        if metric is not None:
            self.metric(metric)
        if segment:
            known = self._vocabulary("segment", metric)
            if segment not in known:
                of = f" of {metric}" if metric else ""
                raise UnknownName(
                    f"segment {segment!r}{of} is not in the ledger{nearest(segment, known)}"
                )
        if house is not None:
            known = self._vocabulary("house", None)
            if house not in known:
                raise UnknownName(f"house {house!r} is not in the ledger{nearest(house, known)}")

    def _vocabulary(self, name: str, metric: str | None) -> set[str]:
        key = (name, metric, "vocabulary")
        if key not in self._memo:
            rows = self.store.facts.values()
            self._memo[key] = {getattr(r, name) for r in rows if metric in (None, r.metric)}
        return self._memo[key]


def _not_assumed(title: Text, as_of: date) -> Gap:
    day = labels.period_text(as_of.isoformat())
    return Gap(
        title,
        Text(
            f"The evidence dated to {day.en} supports no assumption on the {title.en}.",
            f"截至{day.zh}的证据不足以对{title.zh}作出假设。",
        ),
    )
