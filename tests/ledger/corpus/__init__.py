"""Bad and legal inputs made by a generator, each with what must be said about it.

The names begin with the sort of fault: F file, E encoding and characters, S structure,
V value, D date and period, M keys, print and meaning, K correction, A assumption, P legal print,
X hostile text, U+.... a character.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from tapeout.ledger import shipped

from . import (
    assumptions,
    characters,
    corrections,
    dates,
    hostile,
    keys,
    meaning,
    prints,
    structure,
    values,
)
from . import bytes as file_bytes
from .base import Case, Expected, start
from .legal import LEGAL
from .meaning import DISAGREEMENTS

__all__ = ["BAD", "DISAGREEMENTS", "LEGAL", "Case", "Expected", "made", "start"]

BAD: list[Case] = [
    case
    for module in (
        *(file_bytes, structure, characters, values, dates, keys, prints, corrections, meaning),
        *(hostile, assumptions),
    )
    for case in module.CASES
]


def made(case: Case, parent: Path) -> Path:
    """Write the folder of a case below `parent`; return it.

    It is `mine`, made from code, or a copy of the shipped data called `data`.
    """
    if case.whole:
        folder = parent / "data"
        copytree(shipped(), folder)
    else:
        folder = start(parent / "mine")
    case.make(folder)
    return folder
