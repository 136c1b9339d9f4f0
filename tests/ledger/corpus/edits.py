"""The ways in which a case changes its folder: cells, rows, lines, bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from .base import COLUMNS, KEYS, TARGET, Change, Row, fact, written


def rows_of(folder: Path, table: str) -> list[Row]:
    """Return the rows of a table as the folder has them."""
    text = (folder / f"{table}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cell(table: str, key: str, column: str, text: str) -> Change:
    """Change one cell."""

    def make(folder: Path) -> None:
        rows = rows_of(folder, table)
        next(row for row in rows if row[KEYS[table]] == key)[column] = text
        (folder / f"{table}.csv").write_bytes(written(table, rows))

    return make


def target(column: str, text: str) -> Change:
    """Change one cell of the target row of facts.csv."""
    return cell("facts", TARGET, column, text)


def add(table: str, *new: Row) -> Change:
    """Append rows; a table that the folder does not hold is begun."""

    def make(folder: Path) -> None:
        path = folder / f"{table}.csv"
        rows = rows_of(folder, table) if path.exists() else []
        filled = [dict.fromkeys(COLUMNS[table], "") | row for row in new]
        path.write_bytes(written(table, [*rows, *filled]))

    return make


def add_fact(**cells: str) -> Change:
    """Append a fact of acme that no identity holds."""
    return add("facts", fact(**cells))


def both(*changes: Change) -> Change:
    """Make several changes, in order."""

    def make(folder: Path) -> None:
        for change in changes:
            change(folder)

    return make


def content(change: Callable[[bytes], bytes], file: str = "facts.csv") -> Change:
    """Change the bytes of a file."""

    def make(folder: Path) -> None:
        path = folder / file
        path.write_bytes(change(path.read_bytes()))

    return make


def becomes(raw: bytes, file: str = "facts.csv") -> Change:
    """Replace a file, or put a new one beside the others."""
    return lambda folder: (folder / file).write_bytes(raw)


def lines(change: Callable[[list[str]], list[str]], file: str = "facts.csv") -> Change:
    """Change the lines of a file; they carry no line end."""

    def changed(raw: bytes) -> bytes:
        found = raw.decode("utf-8").removesuffix("\n").split("\n")
        return ("\n".join(change(found)) + "\n").encode("utf-8")

    return content(changed, file)


def insert(row: int, *new: str, file: str = "facts.csv") -> Change:
    """Put lines in, so that the first of them is row `row` of the file."""
    return lines(lambda found: [*found[: row - 1], *new, *found[row - 1 :]], file)


def replace(old: str, new: str, file: str = "facts.csv") -> Change:
    """Replace the one occurrence of a text."""

    def changed(raw: bytes) -> bytes:
        text = raw.decode("utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
        return text.replace(old, new).encode("utf-8")

    return content(changed, file)


def gone(file: str = "facts.csv") -> Change:
    """Remove a file."""
    return lambda folder: (folder / file).unlink()
