"""Closed decimal intervals, rounded outwards: the result always encloses the truth.

A printed figure whose last digit has the unit u means [x - u/2, x + u/2]; sums and
differences go by the ends, products and quotients by the four corners (Moore, Kearfott
and Cloud 2009, Introduction to Interval Analysis, chapter 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
)

DIGITS = 40
_DOWN = Context(prec=DIGITS, rounding=ROUND_FLOOR, Emax=MAX_EMAX, Emin=MIN_EMIN)
_UP = Context(prec=DIGITS, rounding=ROUND_CEILING, Emax=MAX_EMAX, Emin=MIN_EMIN)
NEAR = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, Emax=MAX_EMAX, Emin=MIN_EMIN)


@dataclass(frozen=True, slots=True)
class Interval:
    """All real numbers from `lo` to `hi`, both included."""

    lo: Decimal
    hi: Decimal

    def __post_init__(self) -> None:
        if not (self.lo.is_finite() and self.hi.is_finite()):
            raise ValueError(f"interval ends must be finite, found [{self.lo}, {self.hi}]")
        if self.lo > self.hi:
            raise ValueError(f"interval ends are reversed: [{self.lo}, {self.hi}]")

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """Return the interval that holds `value` alone."""
        return cls(value, value)

    @property
    def width(self) -> Decimal:
        """Return hi - lo."""
        return _UP.subtract(self.hi, self.lo)

    def __add__(self, other: Interval) -> Interval:
        return Interval(_sum(_DOWN, self.lo, other.lo), _sum(_UP, self.hi, other.hi))

    def __neg__(self) -> Interval:
        return Interval(_negated(self.hi), _negated(self.lo))

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        corners = [(a, b) for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return Interval(
            min(_DOWN.multiply(a, b) for a, b in corners),
            max(_UP.multiply(a, b) for a, b in corners),
        )

    def __truediv__(self, other: Interval) -> Interval:
        if other.lo <= 0 <= other.hi:
            raise ZeroDivisionError(f"the divisor [{other.lo}, {other.hi}] holds zero")
        corners = [(a, b) for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return Interval(
            min(_DOWN.divide(a, b) for a, b in corners),
            max(_UP.divide(a, b) for a, b in corners),
        )

    def __abs__(self) -> Interval:
        if self.lo >= 0:
            return self
        if self.hi <= 0:
            return -self
        return Interval(Decimal(0), max(self.lo.copy_negate(), self.hi))

    def power(self, exponent: Decimal) -> Interval:
        """Return self ** exponent for a positive base (monotone in the base)."""
        if self.lo <= 0:
            raise ValueError(f"a power needs a positive base, found [{self.lo}, {self.hi}]")
        ends = [_pow(end, exponent) for end in (self.lo, self.hi)]
        return Interval(min(lo for lo, _ in ends), max(hi for _, hi in ends))

    def meets(self, other: Interval) -> bool:
        """Return whether the two intervals have a point in common."""
        return self.lo <= other.hi and other.lo <= self.hi

    def within(self, other: Interval) -> Interval:
        """Return the part that lies in `other` too; both must enclose the same truth."""
        return Interval(max(self.lo, other.lo), min(self.hi, other.hi))

    def holds(self, value: Decimal) -> bool:
        """Return whether `value` lies inside."""
        return self.lo <= value <= self.hi


ZERO = Interval.point(Decimal(0))
ONE = Interval.point(Decimal(1))


def _negated(value: Decimal) -> Decimal:
    # Decimal knows a negative zero, and rounding down makes one out of x - x.
    return value.copy_negate() if value else Decimal(0)


def _sum(context: Context, a: Decimal, b: Decimal) -> Decimal:
    return context.add(a, b) or Decimal(0)


def _pow(base: Decimal, exponent: Decimal) -> tuple[Decimal, Decimal]:
    """Return bounds of base ** exponent: Decimal's power is right to one unit in the last place."""
    near = NEAR.power(base, exponent)
    return NEAR.next_minus(near), NEAR.next_plus(near)
