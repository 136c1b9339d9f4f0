"""What the evidence does not carry, in a form that can stand where a number would."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tapeout.text import Text


@dataclass(frozen=True, slots=True)
class Gap:
    """What the evidence does not carry; arithmetic with it gives the same gap.

    A comparison with a gap is not true. `reason` is a sentence that can be printed.
    """

    label: Text
    reason: Text
    facts: tuple[str, ...] = ()

    def _same(self, _other: object = None) -> Gap:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _same
    __truediv__ = __rtruediv__ = __neg__ = __abs__ = _same
    to = power = labelled = _same

    def scaled(self, _factor: int | Decimal, _unit: str) -> Gap:
        """Return the same gap."""
        return self

    def _false(self, _other: object) -> bool:
        return False

    __lt__ = __gt__ = __le__ = __ge__ = agrees = _false

    def __bool__(self) -> bool:
        raise TypeError("a gap has no truth value: ask is_gap() of it")


def is_gap(thing: object) -> bool:
    """Return whether `thing` is a `Gap`: something the evidence does not carry."""
    return isinstance(thing, Gap)
