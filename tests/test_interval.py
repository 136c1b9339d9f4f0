"""Interval arithmetic against mpmath.iv, an independent implementation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from mpmath import iv

from tapeout.interval import Interval

iv.dps = 60
D = Decimal
ends = st.decimals(
    min_value=D("-1e12"), max_value=D("1e12"), allow_nan=False, allow_infinity=False, places=4
)


@st.composite
def intervals(draw, numbers=ends):
    a, b = draw(numbers), draw(numbers)
    return Interval(min(a, b), max(a, b))


def reference(x: Interval):
    return iv.mpf([str(x.lo), str(x.hi)])


def encloses_tightly(got: Interval, expected) -> None:
    """`got` must hold mpmath's interval, and be no wider than 1e-30 of its size."""
    lo, hi = iv.mpf(str(got.lo)), iv.mpf(str(got.hi))
    slack = (abs(expected.a) + abs(expected.b) + 1) * iv.mpf("1e-30")
    assert lo.a <= expected.a + slack
    assert hi.b >= expected.b - slack
    assert abs(lo - iv.mpf(expected.a)).b <= slack.b
    assert abs(hi - iv.mpf(expected.b)).b <= slack.b


@given(intervals(), intervals())
def test_sum_difference_and_product_agree_with_mpmath(x, y):
    encloses_tightly(x + y, reference(x) + reference(y))
    encloses_tightly(x - y, reference(x) - reference(y))
    encloses_tightly(x * y, reference(x) * reference(y))
    encloses_tightly(-x, -reference(x))


@given(intervals(), intervals())
def test_quotient_agrees_with_mpmath_where_the_divisor_excludes_zero(x, y):
    assume(y.lo > D("0.001") or y.hi < D("-0.001"))
    encloses_tightly(x / y, reference(x) / reference(y))


@given(
    intervals(st.decimals(min_value=D("0.01"), max_value=D("1e6"), places=4)),
    st.sampled_from(["0.5", "2", "0.25", "-1", "3"]),
)
def test_power_agrees_with_mpmath(x, exponent):
    encloses_tightly(x.power(D(exponent)), reference(x) ** iv.mpf(exponent))


@given(intervals())
def test_absolute_value_holds_the_size_of_both_ends(x):
    size = abs(x)
    assert size.lo >= 0
    assert size.holds(abs(x.lo))
    assert size.holds(abs(x.hi))
    assert size.lo == (0 if x.lo <= 0 <= x.hi else min(abs(x.lo), abs(x.hi)))


@given(intervals(), intervals(), st.data())
def test_every_point_of_the_operands_lands_inside(x, y, data):
    within = st.decimals(min_value=0, max_value=1, places=6)
    a = x.lo + (x.hi - x.lo) * data.draw(within)
    b = y.lo + (y.hi - y.lo) * data.draw(within)
    a, b = min(max(a, x.lo), x.hi), min(max(b, y.lo), y.hi)
    assert (x + y).holds(a + b)
    assert (x * y).holds(a * b)


def test_a_divisor_that_holds_zero_is_refused():
    with pytest.raises(ZeroDivisionError, match="holds zero"):
        Interval(D(1), D(2)) / Interval(D(-1), D(1))


@pytest.mark.parametrize(("lo", "hi"), [("2", "1"), ("NaN", "1"), ("0", "Infinity")])
def test_an_interval_that_is_none_is_refused(lo, hi):
    with pytest.raises(ValueError, match="interval ends"):
        Interval(D(lo), D(hi))


def test_rounding_goes_outwards():
    third = Interval.point(D(1)) / Interval.point(D(3))
    assert Fraction(third.lo) < Fraction(1, 3) < Fraction(third.hi)


def test_no_negative_zero():
    x = Interval(D("1.5"), D("1.5"))
    assert str((x - x).lo) == "0"
    assert str((-Interval.point(D(0))).hi) == "0"
