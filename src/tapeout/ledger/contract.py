"""The contract of the evidence: every check that a row passes before a figure of it is used.

In this order: bytes and structure (files.py, sheet.py), corrections, characters, types and
vocabularies, keys, the figure against its print, and what the rows mean beside each other.
A check of rows together leaves out rows that failed before, so none is blamed for another.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tapeout.ledger import keys
from tapeout.ledger.acts import acts
from tapeout.ledger.assumptions import assumptions
from tapeout.ledger.cells import cells
from tapeout.ledger.characters import characters
from tapeout.ledger.consistency import kinds_of_period, one_currency, one_founding
from tapeout.ledger.corrections import Correction, corrected
from tapeout.ledger.disagreements import Disagreement, disagreements
from tapeout.ledger.identities import Breach, breaches, identities
from tapeout.ledger.keys import Sheets
from tapeout.ledger.lookahead import look_ahead
from tapeout.ledger.milestones import milestones
from tapeout.ledger.prints import prints
from tapeout.ledger.problem import Problem
from tapeout.ledger.ranges import ranges
from tapeout.ledger.schema import Package
from tapeout.ledger.sheet import Sheet
from tapeout.ledger.tables import Contents, read_contents, read_sheets

SHEET_CHECKS: tuple[Callable[[Sheet], Iterator[Problem]], ...] = (characters, cells, acts)
KEY_CHECKS: tuple[Callable[[Sheets], Iterator[Problem]], ...] = (
    keys.unique_keys,
    keys.one_preferred,
    keys.units,
    keys.fiscal_years,
    one_currency,
    one_founding,
)


@dataclass(frozen=True)
class Examined:
    """What a look at the folders found: the sheets as they will be used, and every problem."""

    package: Package
    sheets: Sheets
    problems: tuple[Problem, ...]
    corrections: tuple[Correction, ...]
    files: tuple[tuple[str, int], ...]  # name and rows of each
    _sound: Sheets = field(repr=False)
    _breaches: tuple[Breach, ...] = field(repr=False)

    def narrowed(self, companies: Collection[str]) -> Examined:
        """Return the same, of the layers with the rows of the companies and their products alone."""
        of = set(companies)
        for sheet in self.sheets["entities"]:
            cells = zip(sheet.columns["entity_id"], sheet.columns["maker"], strict=True)
            of.update(entity for entity, maker in cells if maker in companies)
        kept = {}
        for name, column in (
            ("facts", "subject"),
            ("events", "subject"),
            ("entities", "entity_id"),
        ):
            whole, *layers = self.sheets[name]
            kept[name] = [whole, *(_only(sheet, column, of) for sheet in layers)]
        return replace(self, sheets=self.sheets | kept)

    def own_companies(self) -> list[str]:
        """Return the companies that the layered folders hold, in the order of their rows."""
        return [
            entity
            for sheet in self.sheets["entities"][1:]
            for entity, kind in zip(sheet.columns["entity_id"], sheet.columns["kind"], strict=True)
            if kind == "company"
        ]

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Return where sources of sound rows contradict one another."""
        with _no_collection():
            return disagreements(self._sound, self._breaches)


def examine_folders(folders: tuple[Path, ...]) -> Examined:
    """Return what is in the folders and what is wrong with it; the first is a whole ledger."""
    return examine_contents(read_contents(folders))


def examine_contents(contents: Contents) -> Examined:
    """Return what is in files that were read, and what is wrong with it."""
    with _no_collection():
        return _examined(contents)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector still: a million rows hold no cycles, and it would walk them all.

    Measured: a third of the time of a check of a million rows.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _examined(contents: Contents) -> Examined:
    sheets, problems, incomplete = read_sheets(contents)
    mended = corrected(sheets, incomplete)
    sheets = mended.sheets
    problems += [p for layers in sheets.values() for s in layers for p in _of_sheet(s)]
    problems += mended.problems
    problems += keys.references(sheets, incomplete)
    problems += [problem for test in KEY_CHECKS for problem in test(sheets)]
    broken = {(p.file, p.row) for p in problems}
    problems += [p for p in kinds_of_period(sheets) if (p.file, p.row) not in broken]
    broken = {(p.file, p.row) for p in problems}  # an id is made of the period
    problems += [
        problem for problem in keys.ids(sheets) if (problem.file, problem.row) not in broken
    ]
    problems += prints(sheets, mended.printed, broken)
    left = _left(sheets, {(p.file, p.row) for p in problems}) if problems else sheets
    sound = _sound(left) if problems else sheets
    problems += ranges(left)
    problems += look_ahead(sound, contents.package.collected)
    problems += milestones(sound)
    problems += assumptions(sound, contents.package.collected, _facts_of(sheets, incomplete))
    broken_identities = breaches(_whole(sheets, sound, incomplete))
    problems += identities(sound, broken_identities)
    counts = tuple((s.file, len(s)) for layers in sheets.values() for s in layers)
    return Examined(
        contents.package, sheets, _one_a_cell(problems), mended.corrections, counts, sound,
        broken_identities,
    )  # fmt: skip


def _facts_of(sheets: Sheets, incomplete: frozenset[str]) -> frozenset[str] | None:
    """Return the ids of all facts, sound or not; None where rows of them could not be read."""
    if "facts" in incomplete:
        return None
    return frozenset(key for sheet in sheets["facts"] for key in sheet.columns["fact_id"])


def _of_sheet(sheet: Sheet) -> Iterator[Problem]:
    for test in SHEET_CHECKS:
        yield from test(sheet)


def _one_a_cell(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return one problem a cell, the first check that fails says it, in the order of the rows."""
    first: dict[tuple, Problem] = {}
    for problem in problems:
        first.setdefault((problem.file, problem.row, problem.column), problem)
    return tuple(sorted(first.values(), key=lambda p: (p.file, p.row or 0)))


def _left(sheets: Sheets, broken: set[tuple[str, int | None]]) -> Sheets:
    """Return the sheets without the rows that failed."""
    return {
        name: [
            _without(sheet, lambda s, place: (s.file, s.rows[place]) in broken) for sheet in layers
        ]
        for name, layers in sheets.items()
    }


def _sound(left: Sheets) -> Sheets:
    """Return the sheets without the rows that lean on a row that is not there."""
    known = {
        name: {cell for sheet in layers for cell in sheet.columns[sheet.schema.key]}
        for name, layers in left.items()
    }

    def leans(sheet: Sheet, place: int) -> bool:
        columns = sheet.columns
        fiscal = sheet.schema.name == "facts" and "FY" in columns["period"][place]
        if fiscal and columns["subject"][place] not in known["fiscal-years"]:
            return True
        return any(
            sheet.columns[r.field][place] and sheet.columns[r.field][place] not in known[r.table]
            for r in sheet.schema.references
        )

    return {name: [_without(sheet, leans) for sheet in layers] for name, layers in left.items()}


def _whole(sheets: Sheets, sound: Sheets, incomplete: frozenset[str]) -> Sheets:
    """Return the sound sheets without the figures and sources of which a row is missing.

    Another row would take its place in a sum, and be blamed; and a row whose key is wrong is
    missing somewhere that cannot be told.
    """
    if sound is sheets:
        return sound
    kept = {(sheet.file, row) for sheet in sound["facts"] for row in sheet.rows}
    missing = [
        (sheet, place)
        for sheet in sheets["facts"]
        for place, row in enumerate(sheet.rows)
        if (sheet.file, row) not in kept
    ]
    figures = {(s.columns["subject"][p], s.columns["metric"][p]) for s, p in missing}
    sources = {s.columns["source_id"][p] for s, p in missing}

    def torn(sheet: Sheet, place: int) -> bool:
        columns = sheet.columns
        figure = (columns["subject"][place], columns["metric"][place])
        return "facts" in incomplete or figure in figures or columns["source_id"][place] in sources

    return sound | {"facts": [_without(sheet, torn) for sheet in sound["facts"]]}


def _only(sheet: Sheet, column: str, wanted: Collection[str]) -> Sheet:
    return _without(sheet, lambda s, place: s.columns[column][place] not in wanted)


def _without(sheet: Sheet, left_out: Callable[[Sheet, int], bool]) -> Sheet:
    kept = [place for place in range(len(sheet)) if not left_out(sheet, place)]
    if len(kept) == len(sheet):
        return sheet
    columns = {name: [column[k] for k in kept] for name, column in sheet.columns.items()}
    return replace(sheet, columns=columns, rows=[sheet.rows[k] for k in kept])
