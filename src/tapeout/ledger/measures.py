"""The unit that a formula gives: sums are of one unit, and no currency turns into another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tapeout.ledger.formula import Parser, facts_in, numbers_in, tokens_of
from tapeout.ledger.problem import quoted

_CURRENCIES = ("CNY", "USD", "HKD", "EUR")
_PARTS = frozenset({"percent", "ratio"})
_EACH = {"share": "shares", "unit": "units"}  # CNY/share times shares is CNY
_OTHER = "?"  # a unit that no column of the ledger has: CNY times CNY, persons per card

UnitOf = Callable[[str], str | None]  # of a fact id; None where there is no such fact


class MixedUnits(Exception):
    """A sum of two units."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """A unit under arithmetic; "" is that of a plain number."""

    unit: str

    def __add__(self, other: _Measure) -> _Measure:
        if not other.unit or self.unit in (other.unit, _OTHER):
            return self
        if not self.unit or other.unit == _OTHER:
            return other
        raise MixedUnits(f"{self.unit} and {other.unit}")

    __sub__ = __add__

    def __neg__(self) -> _Measure:
        return self

    def __mul__(self, other: _Measure) -> _Measure:
        for one, factor in ((self.unit, other.unit), (other.unit, self.unit)):
            if not factor or factor in _PARTS:
                return _Measure(one)
            money, _, each = one.partition("/")
            if each and _EACH.get(each) == factor:
                return _Measure(money)
        return _Measure(_OTHER)

    def __truediv__(self, other: _Measure) -> _Measure:
        if self.unit == other.unit != _OTHER:
            return _Measure("")
        return self if not other.unit or other.unit in _PARTS else _Measure(_OTHER)


class _Measures(Parser):
    def number(self, text: str) -> _Measure:  # noqa: ARG002 - every number is plain
        return _Measure("")


def wrong_unit(formula: str, unit: str, unit_of: UnitOf) -> tuple[str, str, str, str] | None:
    """Return code, found and expected where a formula cannot give a figure in `unit`, and "".

    Held against one another are the facts of a sum, and the result where money is in it or
    where the formula is nothing but a sum: what a product with a plain number stands for
    (GB/s in TB/s) is not known.
    """
    try:
        measure = _measure(formula, unit_of)
    except MixedUnits as mixed:
        expected = f"facts of one unit in a sum, not {mixed}"
        return "print-unreadable", quoted(formula), expected, ""
    if measure in (None, "", _OTHER, unit) or {measure, unit} <= _PARTS:
        return None
    money = measure[:3] in _CURRENCIES or unit[:3] in _CURRENCIES
    if money or not any(kind == "op" and text in "*/×" for kind, text in tokens_of(formula)):
        return "unit", quoted(unit), f"{measure}, the unit of the result of {formula}", ""
    return None


def hundreds(formula: str, unit: str, unit_of: UnitOf) -> int:
    """Return the power of ten from the result of a formula of facts to a figure in `unit`.

    A quotient of two figures is a percentage times 100, unless the formula says so itself.
    """
    if unit not in _PARTS or "100" in numbers_in(formula) or not facts_in(formula):
        return 0
    try:
        measure = _measure(formula, unit_of)
    except MixedUnits:
        return 0
    if unit == "percent":
        return 2 if measure in ("", "ratio") else 0
    return -2 if measure == "percent" else 0


def _measure(formula: str, unit_of: UnitOf) -> str | None:
    def lookup(fact_id: str) -> _Measure | None:
        unit = unit_of(fact_id)
        return None if unit is None else _Measure(unit)

    parser = _Measures(tokens_of(formula), lookup, exact_wholes=False)
    try:
        result = parser.sum()
    except (LookupError, ValueError):
        return None
    return result.unit if parser.at_end else None
