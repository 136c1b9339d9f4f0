"""The checked tables of one or more folders, parsed once and shared by every as-of view."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from tapeout.interval import Interval
from tapeout.ledger.assumptions import facts_of
from tapeout.ledger.contract import Examined, examine_contents
from tapeout.ledger.corrections import Correction
from tapeout.ledger.disagreements import Disagreement
from tapeout.ledger.formula import at_scale, evaluate, facts_in, formula_of, inputs_first
from tapeout.ledger.keys import Sheets
from tapeout.ledger.measures import hundreds
from tapeout.ledger.periods import CALENDAR, Period, YearEnd, at_precision
from tapeout.ledger.printed import Reading, is_whole_count
from tapeout.ledger.problem import refuse
from tapeout.ledger.records import Assumption, Entity, Event, FactRow, Metric, Source
from tapeout.ledger.tables import read_contents
from tapeout.ledger.vintage import visible_from
from tapeout.moment import Moment
from tapeout.text import Text

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_REPEATED_FACT = re.compile(r"fact (\S+)")
_STORES: dict[tuple, Store] = {}
_KEPT = 4  # stores in memory: the shipped folder and a few layered ones


@dataclass(frozen=True, eq=False)
class Store:
    """Everything that was read: immutable, without a point in time."""

    collected: date
    facts: dict[str, FactRow]
    sources: dict[str, Source]
    entities: dict[str, Entity]
    metrics: dict[str, Metric]
    events: tuple[Event, ...]
    assumptions: dict[str, tuple[Assumption, ...]]  # by name, the earliest first
    segments: dict[str, Text]
    houses: dict[str, Text]
    glossary: dict[str, tuple[Text, str]]
    year_ends: dict[str, YearEnd]
    corrections: dict[tuple[str, str, str], Correction]
    disagreements: Callable[[], tuple[Disagreement, ...]] = field(repr=False)
    groups: dict[tuple[str, str], list[FactRow]] = field(default_factory=dict)
    _readings: dict[str, Reading | None] = field(default_factory=dict, repr=False)

    def period(self, text: str, subject: str) -> Period:
        """Return a period in the fiscal calendar of `subject`."""
        return Period.parse(text, self.year_ends.get(subject, CALENDAR))

    def reading(self, row: FactRow) -> Reading | None:
        """Return the interval of a row; a row that the ledger computed has that of its formula."""
        for one in inputs_first(row.fact_id, self._inputs, self._readings):
            found = self.facts.get(one)
            self._readings[one] = found and (self._by_formula(found) or found.reading)
        return self._readings[row.fact_id]

    def _inputs(self, fact_id: str) -> tuple[str, ...]:
        row = self.facts.get(fact_id)
        if row is None or not row.is_number or row.match is not None:
            return ()
        return facts_in(formula_of(row.note, row.reported_as))

    def _by_formula(self, row: FactRow) -> Reading | None:
        if not row.is_number or row.match is not None:
            return None
        value = Decimal(row.value)
        formula = formula_of(row.note, row.reported_as)
        result = evaluate(formula, self._interval)
        if result is not None and facts_in(formula):
            power = hundreds(formula, row.unit, self._unit)
            result = result * Interval.point(Decimal(1).scaleb(power))
        elif result is not None and row.unit == "percent" and result.hi <= 1:
            result = result * Interval.point(Decimal(100))
        scaled = at_scale(result, value) if result is not None else None
        if scaled is None:
            return None
        if is_whole_count(value, row.unit):
            return Reading(value, value, Decimal(0), "", "formula")
        width = scaled.hi - scaled.lo
        step = Decimal(1).scaleb(width.adjusted()) if width else Decimal(0)
        return Reading(scaled.lo, scaled.hi, step, "", "formula")

    def _interval(self, fact_id: str) -> Interval | None:
        row = self.facts.get(fact_id)
        if row is None or not row.is_number:
            return None
        # Read before, save where a formula leads back to itself: then by its own digits.
        reading = self._readings.get(fact_id, row.reading)
        return Interval(reading.lo, reading.hi) if reading else None

    def _unit(self, fact_id: str) -> str | None:
        row = self.facts.get(fact_id)
        return None if row is None else row.unit


def open_store(folders: tuple[Path, ...]) -> Store:
    """Return the checked store of the folders, later ones layered over the first.

    The first holds every table and the descriptor; a later one facts, sources and entities
    and any of the other tables. The result is kept, by the content of the files, so a second
    view costs nothing. DataProblem names file, row and column of whatever is wrong.
    """
    contents = read_contents(folders)
    key = (contents.digest, len(folders))
    if key not in _STORES:
        found = examine_contents(contents)
        refuse(found.problems)
        while len(_STORES) >= _KEPT:
            _STORES.pop(next(iter(_STORES)))
        _STORES[key] = filled(found)
    return _STORES[key]


def filled(found: Examined) -> Store:
    """Return the store of an examined ledger without problems."""
    collected, sheets = found.package.collected, found.sheets
    sources = {
        record[0]: Source(*record, visible_from(record[5], collected))
        for record in _records(sheets, "sources")
    }
    year_ends = {
        entity: YearEnd(int(month), _WEEKDAYS.index(weekday) if weekday else None)
        for entity, month, weekday, _note in _records(sheets, "fiscal-years")
    }
    facts = _facts(sheets, sources, year_ends)
    groups: dict[tuple[str, str], list[FactRow]] = defaultdict(list)
    for row in facts.values():
        groups[row.subject, row.metric].append(row)
    return Store(
        collected=collected,
        facts=facts,
        sources=sources,
        entities=_entities(sheets),
        metrics={record[0]: _metric(*record) for record in _records(sheets, "metrics")},
        events=tuple(_event(record, sources, facts) for record in _records(sheets, "events")),
        assumptions=_assumptions(sheets),
        segments={key: Text(en, zh) for key, en, zh in _records(sheets, "segments")},
        houses={key: Text(en, zh) for key, en, zh in _records(sheets, "houses")},
        glossary={t: (Text(en, zh), note) for t, en, zh, note in _records(sheets, "glossary")},
        year_ends=year_ends,
        corrections={(c.table, c.key, c.column): c for c in found.corrections},
        disagreements=cache(found.disagreements),
        groups=dict(groups),
    )


def _records(sheets: Sheets, name: str):
    for sheet in sheets[name]:
        yield from sheet.records()


def _facts(sheets: Sheets, sources: dict, year_ends: dict) -> dict[str, FactRow]:
    facts = {}
    for sheet in sheets["facts"]:
        for number, record in zip(sheet.rows, sheet.records(), strict=True):
            source = sources[record[11]]
            when = Period.parse(record[4], year_ends.get(record[1], CALENDAR))
            facts[record[0]] = FactRow(
                *record,
                when,
                source.published,
                source.visible_from,
                source.tier,
                sheet.file,
                number,
            )
    return facts


def _assumptions(sheets: Sheets) -> dict[str, tuple[Assumption, ...]]:
    """Return the assumptions by name; of each, what is used last: a later layer, a later day."""
    found: dict[str, list[tuple[int, Assumption]]] = defaultdict(list)
    for layer, sheet in enumerate(sheets["scenarios"]):
        for record in sheet.records():
            row = _assumption(dict(zip(sheet.schema.header, record, strict=True)))
            found[row.name].append((layer, row))
    return {
        name: tuple(row for _, row in sorted(rows, key=lambda each: (each[0], *_age(each[1]))))
        for name, rows in found.items()
    }


def _assumption(cell: dict[str, str]) -> Assumption:
    low, mid, high = (Decimal(cell[name]) for name in ("low", "mid", "high"))
    bear, bull = (Decimal(cell[name]) if cell[name] else None for name in ("bear", "bull"))
    return Assumption(
        cell["assumption_id"], cell["name"], cell["model"], Text(cell["title_en"], cell["title_zh"]),
        cell["unit"], low, mid, high, cell["distribution"], date.fromisoformat(cell["visible_from"]),
        Text(cell["because_en"], cell["because_zh"]), cell["source_id"], facts_of(cell["fact_ids"]),
        cell["note"], bear, bull,
    )  # fmt: skip


def _age(row: Assumption) -> tuple[date, str]:
    return (row.visible_from, row.assumption_id)


def _entities(sheets: Sheets) -> dict[str, Entity]:
    short = {key: Text(en, zh) for key, en, zh in _records(sheets, "short-names")}
    entities = {}
    for entity, kind, en, zh, *rest in _records(sheets, "entities"):
        full = Text(en, zh or en)
        entities[entity] = Entity(entity, kind, short.get(entity, full), full, *rest)
    return entities


def _metric(
    metric: str, en: str, zh: str, quantity: str, unit: str, means_en: str, means_zh: str
) -> Metric:
    return Metric(metric, Text(en, zh), quantity, unit, Text(means_en, means_zh))


def _event(record: tuple, sources: dict, facts: dict) -> Event:
    event_id, day, precision, category, subject, en, zh, *told, source_id, note = record
    effect, actor, short_en, short_zh = told
    repeated = _REPEATED_FACT.match(note)
    fact = repeated[1].rstrip(";,") if repeated and repeated[1].rstrip(";,") in facts else ""
    title = Text(en, zh)
    moment = Moment.parse(at_precision(day, precision), fact=fact or None, label=title)
    shown = sources[source_id].visible_from
    short = Text(short_en, short_zh) if short_en else None
    return Event(
        event_id, date.fromisoformat(day), precision, category, subject, title, effect, actor,
        short, source_id, note, moment, fact, shown,
    )  # fmt: skip
