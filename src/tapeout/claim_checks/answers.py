"""Comparison and logic with a third answer: open, where the evidence does not decide."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from tapeout.quantity import is_gap


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a comparison is true: `holds` is None where the evidence leaves it open."""

    holds: bool | None

    def __bool__(self) -> bool:
        raise TypeError("an answer may be open: ask for its `holds`")


def compared(op: type, a, b) -> bool | None:
    """Return whether `a op b` is certain (True), refuted (False) or open (None)."""
    tests = {
        ast.Gt: (lambda: a > b, lambda: a <= b),
        ast.GtE: (lambda: a >= b, lambda: a < b),
        ast.Lt: (lambda: a < b, lambda: a >= b),
        ast.LtE: (lambda: a <= b, lambda: a > b),
    }
    if op not in tests:
        raise ValueError("facts are compared by <, <=, > and >= only")
    if is_gap(a) or is_gap(b):
        return None
    certain, refuted = tests[op]
    return True if certain() else False if refuted() else None


def truth(answer) -> bool | None:
    """Return what a part of a logical expression says; only comparisons may stand there."""
    if is_gap(answer):
        return None
    if not isinstance(answer, Answer):
        raise ValueError(f"'and', 'or' and 'not' join comparisons, found {answer!r}")
    return answer.holds


def every(answers: list[bool | None]) -> bool | None:
    """Return whether all hold: one False decides, one None leaves it open."""
    return False if False in answers else None if None in answers else True
