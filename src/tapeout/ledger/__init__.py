"""The evidence: the only reader of `data/`.

ledger = load(shipped(), as_of="2025-12-16")
ledger.fact("metax", "revenue", period="2024")  # a Quantity: CNY 743 million
"""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from pathlib import Path

from tapeout.errors import DataProblem
from tapeout.ledger.assumptions import set_by_hand
from tapeout.ledger.catalogue import SCENARIOS
from tapeout.ledger.contract import Examined, examine_folders
from tapeout.ledger.corrections import Correction
from tapeout.ledger.disagreements import Disagreement, disagreement_line
from tapeout.ledger.periods import Period, YearEnd, period_text
from tapeout.ledger.problem import Problem, refuse, shown_lines
from tapeout.ledger.query import Ledger
from tapeout.ledger.records import Assumption, Entity, Event, FactRow, Metric, Source
from tapeout.ledger.schema import DESCRIPTOR, read_package
from tapeout.ledger.store import filled, open_store
from tapeout.ledger.tables import is_headless, is_whole
from tapeout.ledger.vintage import SEED, as_date

__all__ = [
    "SCENARIOS",
    "SEED",
    "Assumption",
    "Correction",
    "Disagreement",
    "Entity",
    "Event",
    "Examined",
    "FactRow",
    "Ledger",
    "Metric",
    "Period",
    "Problem",
    "Source",
    "YearEnd",
    "disagreement_line",
    "examine",
    "layers",
    "load",
    "period_text",
    "set_by_hand",
    "shipped",
    "shown_lines",
    "unmatched",
    "view",
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

    Without folders, the shipped data. The first folder is a whole ledger, with its own
    descriptor, or else layered over the shipped data like any further one. `as_of` None or
    "latest" is the day of collection. DataProblem names file, row and column of whatever
    breaks the contract.
    """
    store = open_store(layers(*folders))
    return Ledger(store, as_date(as_of, store.collected))


def examine(*folders: Path | str) -> Examined:
    """Return everything that is wrong in the folders, layered as `load` does; raises nothing.

    DataProblem only if a folder is none, or the descriptor itself cannot be read.
    """
    return examine_folders(layers(*folders))


def view(examined: Examined, as_of: date | str | None = None) -> Ledger:
    """Return the ledger of what was examined, as of a date; DataProblem if problems are left."""
    refuse(examined.problems)
    return Ledger(filled(examined), as_date(as_of, examined.package.collected))


def layers(*folders: Path | str) -> tuple[Path, ...]:
    """Return the folders from the whole ledger upwards: the shipped data unless one is whole."""
    paths = [Path(folder) for folder in folders]
    if not paths or not is_whole(paths[0]):
        paths.insert(0, shipped())
    _same_contract(paths[0])
    second = next((path for path in paths[1:] if is_whole(path)), None)
    for path in paths[1:]:
        if is_headless(path, read_package(paths[0])):
            raise DataProblem(
                f"{path} has no {DESCRIPTOR}, but every table of a whole ledger: restore it with git"
            )
    if second is not None and len(paths) > 1:
        raise DataProblem(
            f"{second} is a ledger of its own (it holds {DESCRIPTOR}): give it first, or "
            f"remove {DESCRIPTOR} to layer its rows over {paths[0]}"
        )
    return tuple(paths)


def _same_contract(whole: Path) -> None:
    """Refuse a ledger whose descriptor is not that of the project: it would weaken the contract."""
    try:
        ours = read_package(shipped())
    except DataProblem:  # the package stands alone, without its data
        return
    theirs = read_package(whole)
    for mine, other in zip_longest(ours.tables + ours.optional, theirs.tables + theirs.optional):
        if mine != other:
            name = (other or mine).name
            raise DataProblem(
                f"{whole.name}/{DESCRIPTOR}: table {name} is described otherwise than in the "
                f"project's {DESCRIPTOR}: copy that one, and change collected alone"
            )


def unmatched(ledger: Ledger) -> list[FactRow]:
    """Return the numeric rows whose print holds no number that matches the value.

    Their interval comes from a formula where one can be read, else from the value's digits.
    Rows without a print are not among them; doubtful and unpublished ones are.
    """
    rows = ledger.store.facts.values()
    return [row for row in rows if row.is_number and row.reported_as and row.match is None]
