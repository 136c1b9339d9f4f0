"""What can go wrong, and the exit code that says so.

Every message names the thing (file, row, column, notebook, cell, parameter), what was
found, what was expected and the way out.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class TapeoutError(Exception):
    """Anything this package refuses; `exit_code` is the code of the process."""

    exit_code = 1


class UsageProblem(TapeoutError):
    """A command, parameter or name that is not known or out of range."""

    exit_code = 2


class UnknownName(UsageProblem):
    """A subject, metric, segment, house, source or number id that nothing carries."""


class DataProblem(TapeoutError):
    """Evidence that breaks the contract of `data/` or `seeds/`."""

    exit_code = 3


class MissingFact(DataProblem):
    """Known names for which no fact is visible at the as-of date."""


class CellProblem(TapeoutError):
    """A notebook cell that raised, or ran out of time."""

    exit_code = 4


class FindingFalse(CellProblem):
    """A sentence whose condition does not hold for the numbers it states."""


class KernelDied(TapeoutError):
    """The process that ran a notebook ended before its notebook did."""

    exit_code = 5


class OutputProblem(TapeoutError):
    """A report that could not be written where it was asked for."""

    exit_code = 6


class GateProblem(TapeoutError):
    """A built report that must not be published."""

    exit_code = 7


class BuildBusy(TapeoutError):
    """Another build of the same edition is running."""

    exit_code = 75


def nearest(name: str, known: Iterable[str]) -> str:
    """Return "; nearest: a, b" for a misspelt name, or "" when nothing is near."""
    close = difflib.get_close_matches(str(name), sorted(set(known)), n=3, cutoff=0.5)
    return f"; nearest: {', '.join(close)}" if close else ""
