"""What `examine` says of each case, looked up once and kept for all tests of a process."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tapeout.ledger import examine, shipped

from . import made
from .base import Case, Expected

# What cases name of the shipped data; the other rows would only take time to read.
KEPT = {
    "facts": ("fact_id", ("metax.revenue.2024",)),
    "sources": ("source_id", ("metax_prospectus",)),
    "entities": ("entity_id", ("metax", "nvidia", "alibaba", "china_ai_chip_market")),
    "short_names": ("entity_id", ("metax",)),
    "segments": ("segment", ("main_business",)),
    "houses": ("house", ("idc",)),
    "events": ("event_id", ()),
    "scenarios": ("assumption_id", ()),
    "glossary": ("term", ("FP16",)),
    "corrections": ("correction_id", ()),
}


@cache
def _room() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="tapeout-ground-")  # removed when Python ends


@cache
def ground() -> Path:
    """Return a small ledger that stands alone: the shipped data with few rows, all metrics."""
    folder = Path(_room().name) / "data"
    shutil.copytree(shipped(), folder)
    for table, (column, keys) in KEPT.items():
        _keep(folder / f"{table}.csv", column, keys)
    return folder


def _keep(path: Path, column: str, keys: tuple[str, ...]) -> None:
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    kept = [row for row in reader if row[column] in keys]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reader.fieldnames or (), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


@cache
def examined(case: Case):
    """Return what is said of a case, over the small ledger or of the copy alone."""
    with tempfile.TemporaryDirectory(prefix="tapeout-case-") as parent:
        folder = made(case, Path(parent))
        return examine(folder) if case.whole else examine(ground(), folder)


def places(problems) -> list[Expected]:
    """Return code and place of each problem, in order of place."""
    return in_order(Expected(p.code, p.file, p.row, p.column) for p in problems)


def in_order(expected: Iterable[Expected]) -> list[Expected]:
    """Return what is expected in order of file, row and column."""
    return sorted(expected, key=lambda e: (e.file, e.row or 0, e.column or "", e.code))
