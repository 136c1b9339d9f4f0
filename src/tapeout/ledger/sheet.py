"""One csv file as columns of text, with the row each cell came from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tapeout.errors import DataProblem
from tapeout.ledger.schema import Schema

SHOWN = 20
_LONGEST = 60  # characters of a found cell in a message


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one cell, row or file; rows count as in a spreadsheet, header 1."""

    file: str
    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        place = [self.file, *(str(part) for part in (self.row, self.column) if part is not None)]
        return f"{':'.join(place)}: {self.message}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a table, column by column; `rows` holds the row number of each record."""

    schema: Schema
    file: str
    columns: dict[str, list[str]]
    rows: list[int]

    def __len__(self) -> int:
        return len(self.rows)

    def problem(self, place: int, column: str, found: str, expected: str) -> Problem:
        """Return the problem of the cell at `place`: what was found, what was expected."""
        return Problem(
            self.file, self.rows[place], column, f"found {quoted(found)}, expected {expected}"
        )

    def records(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows, cells in the order of the schema."""
        return zip(*(self.columns[name] for name in self.schema.header), strict=True)


def quoted(cell: str) -> str:
    """Return a cell as it stands in a message: quoted, control characters escaped, cut."""
    text = repr(cell)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...'"


def refuse(problems: list[Problem]) -> None:
    """Raise DataProblem with the first problems and their total, if there are any."""
    if not problems:
        return
    lines = [str(problem) for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"... {len(problems)} problems in all, the first {SHOWN} shown")
    elif len(problems) > 1:
        lines.append(f"{len(problems)} problems in all")
    raise DataProblem("\n".join(lines))


def read_bytes(path: Path, shown: str) -> bytes:
    """Return the content of a data file; DataProblem naming it when that is impossible."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as problem:
        raise DataProblem(
            f"{shown} is missing: restore it, or give a data folder that holds it"
        ) from problem
    except OSError as problem:
        raise DataProblem(
            f"{shown} cannot be read ({problem.strerror}): check the file"
        ) from problem
    if not content.strip():
        raise DataProblem(f"{shown} is empty: expected a header line and rows")
    return content


def parse(content: bytes, schema: Schema, shown: str) -> tuple[Sheet, list[Problem]]:
    """Return the sheet and the rows that had to be left out of it because they are broken."""
    records = csv.reader(io.StringIO(_decoded(content, shown), newline=""), strict=True)
    header = _header(records, schema, shown)
    kept, rows, problems = [], [], []
    number = 1
    try:
        for record in records:
            number += 1
            if len(record) == len(header):
                kept.append(record)
                rows.append(number)
            else:
                found = f"found {len(record)} cells, expected {len(header)}"
                problems.append(Problem(shown, number, None, found))
    except csv.Error as problem:
        message = f"the row cannot be read ({problem}): check its quotes"
        problems.append(Problem(shown, number + 1, None, message))
    cells = zip(*kept, strict=True) if kept else ((),) * len(header)
    columns = {name: list(column) for name, column in zip(header, cells, strict=True)}
    return Sheet(schema, shown, columns, rows), problems


def _decoded(content: bytes, shown: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise DataProblem(
            f"{shown}: not UTF-8 text (byte 0x{content[problem.start]:02x} in line {line}): "
            "save it as CSV UTF-8"
        ) from problem


def _header(records, schema: Schema, shown: str) -> list[str]:
    expected = schema.header
    try:
        header = next(records, [])
    except csv.Error as problem:
        raise DataProblem(f"{shown}:1: the header cannot be read ({problem})") from problem
    if header != expected:
        place = next(
            (k for k, (a, b) in enumerate(zip(header, expected, strict=False)) if a != b),
            min(len(header), len(expected)),
        )
        found = quoted(header[place]) if place < len(header) else "nothing"
        wanted = repr(expected[place]) if place < len(expected) else "no further column"
        raise DataProblem(
            f"{shown}:1: the header differs at column {place + 1}: found {found}, "
            f"expected {wanted} "
            f"(the whole header: {','.join(expected)})"
        )
    return header
