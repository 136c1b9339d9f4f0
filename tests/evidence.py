"""The shipped data with cells changed, for tests that ask what rests on them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tapeout.ledger import Ledger, load, shipped

Cells = Mapping[str, Mapping[str, str]]  # {key of a row: {column: text}}


def altered(
    folder: Path, table: str, cells: Cells, keep: Callable[[dict], bool] | None = None
) -> Path:
    """Write a table of `folder`/data anew and return that folder, first a copy of the shipped data.

    Cells change by the key of their row, the first column; only rows that `keep`, if given, passes stay.
    """
    copy = folder / "data"
    if not copy.exists():
        shutil.copytree(shipped(), copy)
    path = copy / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    key = next(iter(rows[0]))
    assert set(cells) <= {row[key] for row in rows}
    for row in rows:
        row.update(cells.get(row[key], {}))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if keep is None or keep(row))
    return copy


def changed(
    folder: Path, table: str = "facts", **cells: Mapping[str, str]
) -> Callable[..., Ledger]:
    """Return the opener of the ledger with cells changed: `changed(tmp_path, **cells)(as_of)`."""
    copy = altered(folder, table, cells)
    return lambda as_of=None: load(copy, as_of=as_of)
