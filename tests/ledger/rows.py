"""Where a row stands in a shipped table, counted from the file and not by the ledger."""

from __future__ import annotations

import csv

from tapeout.ledger import shipped


def row_number(key: str, table: str = "facts") -> int:
    """Return the row of a key as a spreadsheet counts it: the header is row 1."""
    keys = [row[0] for row in _records(table)]
    return keys.index(key) + 1


def rows(table: str) -> int:
    """Return how many records a shipped table holds, its header apart."""
    return len(_records(table)) - 1


def _records(table: str) -> list[list[str]]:
    with (shipped() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
