"""The evidence: the only reader of `data/`.

ledger = load(shipped(), as_of="2025-12-16")
ledger.fact("metax", "revenue", period="2024")  # a Quantity: CNY 743 million
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tapeout.errors import DataProblem
from tapeout.ledger.periods import Period, YearEnd, period_text
from tapeout.ledger.query import Ledger
from tapeout.ledger.records import Entity, Event, FactRow, Metric, Source
from tapeout.ledger.schema import DESCRIPTOR
from tapeout.ledger.store import open_store
from tapeout.ledger.vintage import SEED, as_date

__all__ = [
    "SEED",
    "Entity",
    "Event",
    "FactRow",
    "Ledger",
    "Metric",
    "Period",
    "Source",
    "YearEnd",
    "load",
    "period_text",
    "shipped",
    "unmatched",
]


def shipped() -> Path:
    """Return the data folder of the project: above the package's source or the working folder."""
    here = Path(__file__).resolve()
    for folder in (*here.parents, *Path.cwd().resolve().parents, Path.cwd()):
        if (folder / "data" / DESCRIPTOR).is_file():
            return folder / "data"
    raise DataProblem("no data folder found: run from the project, or give one with --data")


def load(*folders: Path | str, as_of: date | str | None = None) -> Ledger:
    """Return the ledger of the folders as of a date.

    Without folders, the shipped data; further folders are layered over the first. `as_of`
    None or "latest" is the day of collection. DataProblem names file, row and column of
    whatever breaks the contract of data/datapackage.json.
    """
    paths = tuple(Path(folder) for folder in folders) or (shipped(),)
    store = open_store(paths)
    return Ledger(store, as_date(as_of, store.collected))


def unmatched(ledger: Ledger) -> list[FactRow]:
    """Return the numeric rows whose print holds no number that matches the value.

    Their interval comes from a formula where one can be read, else from the value's digits.
    Rows without a print are not among them; doubtful and unpublished ones are.
    """
    rows = ledger.store.facts.values()
    return [row for row in rows if row.is_number and row.reported_as and row.match is None]
