"""Acts on chips among the events: told in full, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from tapeout.ledger.problem import Problem
from tapeout.ledger.sheet import Sheet

COLUMNS = ("effect", "actor", "short_en", "short_zh")
WIDEST = 22  # columns of a label: 22 letters, or 11 characters of full width


def acts(sheet: Sheet) -> Iterator[Problem]:
    """Yield the events with an effect and no actor or label, and labels that are too wide."""
    if sheet.schema.name != "events":
        return
    for place, cells in enumerate(zip(*(sheet.columns[c] for c in COLUMNS), strict=True)):
        empty = [column for column, cell in zip(COLUMNS, cells, strict=True) if not cell]
        if 0 < len(empty) < len(COLUMNS):
            filled = next(column for column in COLUMNS if column not in empty)
            expected = (
                f"a cell, for {filled} is given: {', '.join(COLUMNS)} stand together or not at all"
            )
            yield sheet.problem(place, empty[0], "act", "nothing", expected)
        for column, cell in zip(COLUMNS[2:], cells[2:], strict=True):
            if _width(cell) > WIDEST:
                expected = f"a label of at most {WIDEST} columns (a Chinese character takes two)"
                yield sheet.problem(place, column, "length", repr(cell), expected)


def _width(label: str) -> int:
    return sum(2 if c > "\u2e80" else 1 for c in label)
