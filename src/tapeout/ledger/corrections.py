"""Corrections as data: what is changed in a row, why, and who says so.

A row of facts.csv holds what its source prints. Where the print is wrong, or reads otherwise
than it looks, corrections.csv changes the one cell, in the open: the row stays as it was
printed. A correction that finds another cell than it names, or that nothing needs, is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from tapeout.errors import nearest
from tapeout.ledger.keys import Sheets
from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.sheet import Sheet
from tapeout.text import Text


@dataclass(frozen=True, slots=True)
class Correction:
    """One changed cell; `row` is where it stands in `file`, the file of corrections."""

    table: str
    key: str
    column: str
    found: str
    corrected: str
    because: Text
    authority: str
    file: str
    row: int


@dataclass(frozen=True)
class Corrected:
    """The sheets after correction; `printed` holds the replaced cells by file, row and column."""

    sheets: Sheets
    corrections: tuple[Correction, ...]
    printed: Mapping[tuple[str, int], dict[str, str]]
    problems: tuple[Problem, ...]


def corrected(sheets: Sheets, incomplete: frozenset[str] = frozenset()) -> Corrected:
    """Return the sheets with every correction applied, and those that cannot be.

    A correction of a row in a table that could not be read in full is left alone.
    """
    changed = {name: list(layers) for name, layers in sheets.items()}
    applied: list[Correction] = []
    problems: list[Problem] = []
    printed: dict[tuple[str, int], dict[str, str]] = {}
    for sheet, place, correction in _listed(sheets):
        layers = changed.get(correction.table, [])
        where = _find(layers, correction)
        if where is None and correction.table in incomplete:
            continue
        wrong = _unfit(correction, layers, where) or _repeated(correction, applied)
        if wrong is not None:
            problems.append(sheet.problem(place, *wrong))
            continue
        layer, spot = where
        target = layers[layer]
        cells = list(target.columns[correction.column])
        cells[spot] = correction.corrected
        layers[layer] = replace(target, columns=target.columns | {correction.column: cells})
        spoken = printed.setdefault((target.file, target.rows[spot]), {})
        spoken.setdefault(correction.column, correction.found)
        applied.append(correction)
    return Corrected(changed, tuple(applied), printed, tuple(problems))


_RULES = {"metrics": "any", "entities": ("kind", "maker"), "corrections": "any"}


def _repeated(
    correction: Correction, applied: list[Correction]
) -> tuple[str, str, str, str] | None:
    """Return why a correction meddles: with a cell corrected already, or with the rules."""
    cell = (correction.table, correction.key, correction.column)
    for other in applied:
        if cell == (other.table, other.key, other.column):
            found, expected = quoted(correction.key), "a cell that is not corrected yet"
            expected = f"{expected}: {other.file}:{other.row} does so already"
            return "key", "correction-unmatched", found, expected
    closed = _RULES.get(correction.table, ())
    if closed == "any" or correction.column in closed:
        expected = "a cell of evidence: what a metric or an entity is cannot be corrected"
        return "column", "correction-unmatched", quoted(correction.column), expected
    return None


def _listed(sheets: Sheets):
    for sheet in sheets.get("corrections", ()):
        for place, record in enumerate(sheet.records()):
            _, table, key, column, found, cell, en, zh, authority = record
            yield sheet, place, Correction(
                table, key, column, found, cell, Text(en, zh), authority,
                sheet.file, sheet.rows[place],
            )  # fmt: skip


def _find(layers: list[Sheet], correction: Correction) -> tuple[int, int] | None:
    for layer, sheet in enumerate(layers):
        try:
            return layer, sheet.columns[sheet.schema.key].index(correction.key)
        except ValueError:
            continue
    return None


def _unfit(
    correction: Correction, layers: list[Sheet], where: tuple[int, int] | None
) -> tuple[str, str, str, str] | None:
    """Return column, code, found and expected of a correction that cannot be applied."""
    if not layers:
        return "table", "correction-unmatched", quoted(correction.table), "a table of the ledger"
    keys = layers[0].schema.key
    if correction.column == keys or correction.column not in layers[0].columns:
        near = nearest(correction.column, [n for n in layers[0].schema.header if n != keys])
        expected = f"a column of {correction.table}.csv that is not its key{near}"
        return "column", "correction-unmatched", quoted(correction.column), expected
    if where is None:
        known = (key for sheet in layers for key in sheet.columns[keys])
        expected = f"a {keys} of {correction.table}.csv{nearest(correction.key, known)}"
        return "key", "correction-unmatched", quoted(correction.key), expected
    sheet, spot = layers[where[0]], where[1]
    cell, row = sheet.columns[correction.column][spot], f"{sheet.file}:{sheet.rows[spot]}"
    if _same(correction.corrected, cell) or correction.corrected == correction.found:
        expected = f"a correction that changes something: {row} holds {quoted(cell)} already"
        return "corrected", "correction-unneeded", quoted(correction.corrected), expected
    if cell != correction.found:
        expected = f"{quoted(cell)}, which {row} holds now: has the row been mended?"
        return "found", "correction-unmatched", quoted(correction.found), expected
    return None


def _same(one: str, other: str) -> bool:
    """Return whether two cells say the same: 743 and 743.0 do."""
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False
