"""Weigh one identity: roughly first, exactly only where that does not settle it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tapeout.interval import Interval
from tapeout.ledger.identities.rows import MARGIN, Bounds, Facts
from tapeout.ledger.identities.statement import Identity, Side, can_hold

_CURRENCIES = ("CNY", "USD", "HKD")


@dataclass(frozen=True, slots=True)
class Found:
    """An identity that was tried: the rows of its two sides, and their intervals if it broke."""

    family: str
    statement: str
    reason: str
    relation: str
    total: int
    parts: tuple[int, ...]
    left: Interval | None = None
    right: Interval | None = None

    @property
    def broken(self) -> bool:
        """Return whether the two sides have no value in common."""
        return self.right is not None


def one_currency(facts: Facts, rows: Iterable[int]) -> bool:
    """Return whether no two of the rows are in different currencies."""
    units = {_currency(facts["unit"][index]) for index in rows}
    return len(units - {""}) <= 1


@lru_cache(maxsize=256)
def _currency(unit: str) -> str:
    return unit[:3] if unit[:3] in _CURRENCIES else ""


def weighed(facts: Facts, identity: Identity, side: Side, total: int, rows) -> Found | None:
    """Return the identity as tried, None where it has no value (a divisor that may be zero)."""
    words = (identity.family, identity.statement, identity.reason, identity.relation)
    try:
        left = facts.rough(total)
        right = side.value([facts.rough(row) for row in rows], exact=False)
        if clear(left, identity.relation, right):
            return Found(*words, total, rows)
        exact_left = facts.exact(total)
        exact_right = side.value([facts.exact(row) for row in rows], exact=True)
    except (ZeroDivisionError, ValueError):
        return None
    if can_hold(exact_left, identity.relation, exact_right):
        return Found(*words, total, rows)
    return Found(*words, total, rows, exact_left, exact_right)


def clear(left: Bounds, relation: str, right: Bounds) -> bool:
    """Return whether floating point settles that the two sides can agree."""
    slack = MARGIN * max(abs(left.lo), abs(left.hi), abs(right.lo), abs(right.hi))
    return can_hold(left, relation, Bounds(right.lo + slack, right.hi - slack))
