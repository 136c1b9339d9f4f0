"""A number with its unit, the interval its printed digits mean, and where it came from.

`Quantity` runs from the ledger to the page. Arithmetic carries the interval and the
provenance; the same fact used twice is one variable, so `a - a` is exactly zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tapeout.derivation import derive
from tapeout.gap import Gap, is_gap
from tapeout.interval import NEAR, Interval
from tapeout.text import Text
from tapeout.units import PER_HUNDRED, product_unit, sum_unit

Number = int | Decimal
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a quantity came from: a fact, a definition, an operation or a model."""

    op: str  # fact, exact, assumption, model, span, or an operation of derivation.py
    inputs: tuple = ()
    fact: str | None = None
    factor: Decimal | None = None  # of `scale` and `power`
    formula: Text | None = None  # in words: of a model, a lifted number, an assumption (why)
    lifted: tuple[str, ...] = ()  # the facts behind it, where its inputs do not name them


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """A decimal value in `unit`, known to lie in the closed interval [lo, hi].

    `step` is the unit of the last printed digit (0 for a count printed in full, None for
    a computed value). `se` is the standard error of a model result, else None.
    """

    value: Decimal
    unit: str
    lo: Decimal
    hi: Decimal
    origin: Origin
    label: Text | None = None
    step: Decimal | None = None
    se: Decimal | None = None
    note: Text | None = None
    _memo: dict = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise ValueError(f"a quantity must be finite, found {self.value} {self.unit}")
        if not self.lo <= self.value <= self.hi:
            raise ValueError(f"{self.value} {self.unit} lies outside [{self.lo}, {self.hi}]")

    # -- making one ---------------------------------------------------------------
    @classmethod
    def printed(
        cls,
        value: Number | str,
        unit: str,
        step: Number | str,
        *,
        fact: str | None = None,
        label: Text | None = None,
    ) -> Quantity:
        """Return a printed figure; `step` is the unit of its last digit, 0 when exact."""
        value, step = Decimal(value), Decimal(step)
        half = step / 2
        origin = Origin("fact", fact=fact)
        return cls(value, unit, value - half, value + half, origin, label, step)

    @classmethod
    def exact(cls, value: Number | str, unit: str, label: Text | None = None) -> Quantity:
        """Return a number that holds by definition (years between two year ends, a count)."""
        value = Decimal(value)
        return cls(value, unit, value, value, Origin("exact"), label, Decimal(0))

    @classmethod
    def model(
        cls,
        value: Number | str | float,
        unit: str,
        se: Number | str | float | None = None,
        *,
        inputs: Sequence = (),
        label: Text | None = None,
        formula: Text | None = None,
    ) -> Quantity:
        """Return the result of a simulation, with its standard error and its inputs."""
        value = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if se is not None:
            se = Decimal(repr(se)) if isinstance(se, float) else Decimal(se)
        origin = Origin("model", tuple(inputs), formula=formula)
        return cls(value, unit, value, value, origin, label, None, se)

    @classmethod
    def assumed(
        cls,
        value: Number | str,
        unit: str,
        because: Text,
        facts: tuple[str, ...] = (),
        label: Text | None = None,
    ) -> Quantity:
        """Return an assumption: a value taken for granted, with its reason and its facts."""
        value = Decimal(value)
        origin = Origin("assumption", formula=because, lifted=tuple(facts))
        step = Decimal(1).scaleb(value.as_tuple().exponent)
        return cls(value, unit, value, value, origin, label, step)

    def labelled(self, label: Text) -> Quantity:
        """Return the same quantity under the name `label`."""
        return replace(self, label=label)

    # -- what it rests on ---------------------------------------------------------
    @property
    def interval(self) -> Interval:
        """Return [lo, hi]."""
        return Interval(self.lo, self.hi)

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts it rests on, in order of first use."""
        if self.origin.fact is not None:
            return (self.origin.fact,)
        if self.origin.lifted:
            return self.origin.lifted
        return tuple(dict.fromkeys(fact for q in self.origin.inputs for fact in q.facts))

    @property
    def kind(self) -> str:
        """Return printed, article (printed, in no fact), exact, assumption, model or derived."""
        if self.origin.op == "fact" and self.origin.fact is None:
            return "article"
        if self.origin.op in ("fact", "exact", "assumption", "model"):
            return {"fact": "printed"}.get(self.origin.op, self.origin.op)
        return "model" if self.se is not None else "derived"

    def agrees(self, other: Quantity) -> bool:
        """Return whether the two intervals meet; the units must be alike."""
        _same_unit(self, other, "compare")
        return self.interval.meets(other.interval)

    def to(self, unit: str) -> Quantity:
        """Return the same quantity in percent, ratio or pp; other conversions raise."""
        if unit == self.unit:
            return self
        if unit in PER_HUNDRED and self.unit == "ratio":
            return _scaled(self, _HUNDRED, unit)
        if unit == "ratio" and self.unit in PER_HUNDRED:
            return _scaled(self, Decimal("0.01"), unit)
        raise ValueError(f"no conversion from {self.unit} to {unit}")

    def scaled(self, factor: Number, unit: str) -> Quantity:
        """Return the quantity times an exact `factor`, in `unit` (days to years, say)."""
        return _scaled(self, Decimal(factor), unit)

    def power(self, exponent: Number) -> Quantity:
        """Return a positive ratio raised to an exact `exponent`."""
        if self.unit != "ratio":
            raise ValueError(f"only a ratio can be raised to a power, found {self.unit}")
        exponent = Decimal(exponent)
        return _derive("power", (self,), "ratio", factor=exponent)

    # -- arithmetic ---------------------------------------------------------------
    def __add__(self, other: Quantity | Number) -> Quantity:
        other = _operand(other, self.unit)
        if other is NotImplemented:
            return NotImplemented
        return _derive("add", (self, other), _sum_unit(self, other, difference=False))

    def __sub__(self, other: Quantity | Number) -> Quantity:
        other = _operand(other, self.unit)
        if other is NotImplemented:
            return NotImplemented
        return _derive("sub", (self, other), _sum_unit(self, other, difference=True))

    def __mul__(self, other: Quantity | Number) -> Quantity:
        other = _operand(other, "ratio")
        if other is NotImplemented:
            return NotImplemented
        a, b = _as_factor(self), _as_factor(other)
        return _derive("mul", (a, b), product_unit(a.unit, b.unit, 1))

    def __truediv__(self, other: Quantity | Number) -> Quantity:
        other = _operand(other, "ratio")
        if other is NotImplemented:
            return NotImplemented
        a, b = (self, other) if self.unit == other.unit else (_as_factor(self), _as_factor(other))
        return _derive("div", (a, b), product_unit(a.unit, b.unit, -1))

    def __radd__(self, other: Number) -> Quantity:
        return self if other == 0 else _operand(other, self.unit) + self

    def __rsub__(self, other: Number) -> Quantity:
        return _operand(other, self.unit) - self

    def __rmul__(self, other: Number) -> Quantity:
        return _operand(other, "ratio") * self

    def __rtruediv__(self, other: Number) -> Quantity:
        return _operand(other, "ratio") / self

    def __neg__(self) -> Quantity:
        return _derive("neg", (self,), self.unit)

    def __abs__(self) -> Quantity:
        if self.lo >= 0:
            return self
        return -self if self.hi <= 0 else _derive("abs", (self,), self.unit)

    # -- comparison: true only when certain for the whole intervals ----------------
    def __lt__(self, other: Quantity | Number) -> bool:
        return _compare(self, other, lambda gap: gap.hi < 0)

    def __gt__(self, other: Quantity | Number) -> bool:
        return _compare(self, other, lambda gap: gap.lo > 0)

    def __le__(self, other: Quantity | Number) -> bool:
        return _compare(self, other, lambda gap: gap.hi <= 0)

    def __ge__(self, other: Quantity | Number) -> bool:
        return _compare(self, other, lambda gap: gap.lo >= 0)

    def __bool__(self) -> bool:
        raise TypeError("a quantity has no truth value: compare it with another")


# -- functions of several quantities ------------------------------------------------
def total(quantities: Iterable[Quantity]) -> Quantity:
    """Return the sum of like quantities; an empty sum raises ValueError."""
    if not (quantities := list(quantities)):
        raise ValueError("a total needs at least one quantity")
    result = quantities[0]
    for quantity in quantities[1:]:
        result = result + quantity
    return result


def mean(quantities: Iterable[Quantity]) -> Quantity:
    """Return the arithmetic mean of like quantities."""
    quantities = list(quantities)
    return total(quantities) / len(quantities)


def median(quantities: Iterable[Quantity]) -> Quantity:
    """Return the median of like quantities; of an even number, the mean of the middle two."""
    return _of_like("median", tuple(quantities))


def largest(quantities: Iterable[Quantity]) -> Quantity:
    """Return the largest of like quantities: of the times of steps that overlap, say."""
    return _of_like("max", tuple(quantities))


def ratio(a: Quantity, b: Quantity) -> Quantity:
    """Return a / b of two like quantities, as a ratio."""
    if not (is_gap(a) or is_gap(b)):
        _same_unit(a, b, "take the ratio of")
    return a / b


def share(part: Quantity, whole: Quantity) -> Quantity:
    """Return part / whole in percent."""
    return _in_percent(ratio(part, whole))


def growth(new: Quantity, old: Quantity) -> Quantity:
    """Return new / old - 1 in percent; `old` must be positive."""
    if not is_gap(old) and old.lo <= 0:
        raise ValueError(f"growth from a base that is not positive: {old.value} {old.unit}")
    return _in_percent(ratio(new, old) - 1)


def cagr(first: Quantity, last: Quantity, years: int) -> Quantity:
    """Return the compound annual growth rate (last / first) ** (1 / years) - 1 in percent."""
    if is_gap(first) or is_gap(last):
        return first if is_gap(first) else last
    if years <= 0 or first.lo <= 0 or last.lo <= 0:
        raise ValueError("a growth rate needs two positive figures and at least one year")
    return _in_percent(ratio(last, first).power(NEAR.divide(Decimal(1), Decimal(years))) - 1)


def _in_percent(quantity: Quantity) -> Quantity:
    return quantity if is_gap(quantity) else quantity.to("percent")


# -- how it works inside --------------------------------------------------------------
def _operand(other: Quantity | Number, unit: str) -> Quantity:
    if isinstance(other, Quantity):
        return other
    if isinstance(other, bool) or not isinstance(other, (int, Decimal)):
        return NotImplemented
    return Quantity.exact(other, unit)


def _same_unit(a: Quantity, b: Quantity, verb: str) -> None:
    if a.unit != b.unit:
        raise ValueError(f"cannot {verb} {a.unit} and {b.unit} ({_name(a)}; {_name(b)})")


def _name(q: Quantity) -> str:
    return q.label.en if q.label else f"{q.value} {q.unit}"


def _sum_unit(a: Quantity, b: Quantity, *, difference: bool) -> str:
    unit = sum_unit(a.unit, b.unit, difference=difference)
    if unit is None:
        _same_unit(a, b, "subtract" if difference else "add")
    return unit


def _as_factor(q: Quantity) -> Quantity:
    return q.to("ratio") if q.unit in PER_HUNDRED else q


def _scaled(q: Quantity, factor: Decimal, unit: str) -> Quantity:
    return _derive("scale", (q,), unit, factor=factor)


def _compare(a: Quantity, b: Quantity | Number, test) -> bool:
    other = _operand(b, a.unit)
    if other is NotImplemented:
        return NotImplemented
    _same_unit(a, other, "compare")
    return test(a - other)


def _of_like(op: str, quantities: tuple) -> Quantity:
    if not quantities:
        raise ValueError(f"a {op} needs at least one quantity")
    for quantity in quantities[1:]:
        _same_unit(quantities[0], quantity, f"take the {op} of")
    return _derive(op, quantities, quantities[0].unit)


def _derive(op: str, inputs: tuple, unit: str, factor: Decimal | None = None) -> Quantity:
    value, interval, se = derive(op, inputs, factor)
    return Quantity(value, unit, interval.lo, interval.hi, Origin(op, inputs, factor=factor), se=se)


__all__ = [
    "Gap", "Number", "Origin", "Quantity", "cagr", "growth", "is_gap", "largest", "mean",
    "median", "ratio", "share", "total",
]  # fmt: skip
