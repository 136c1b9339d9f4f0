"""Random streams that do not depend on who draws them, and what is said of a sample."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import exp, log, sqrt

import numpy as np
import pytest

from tapeout.ledger import Assumption
from tapeout.model.simulation import (
    BLOCK,
    draw,
    in_blocks,
    probability,
    quantile,
    stream,
    together,
)
from tapeout.text import Text

NAME = Text("a thing", "某物")


def row(low, mid, high, distribution):
    return Assumption(
        "x", "x", "timing", NAME, "ratio", Decimal(low), Decimal(mid), Decimal(high), distribution,
        date(2025, 1, 1), NAME, "judgement", (), "",
    )  # fmt: skip


def drawn(*cells, size=200_000):
    return draw(row(*cells), stream("test", 0), size)


def test_a_stream_is_its_purpose_block_and_seed():
    first = stream("timing.window", 3).random(5)
    assert (first == stream("timing.window", 3).random(5)).all()
    for other in (("timing.window", 4), ("viability.path", 3), ("timing.window", 3, 1)):
        assert not np.isclose(first, stream(*other).random(5)).any()


def test_the_first_draws_are_those_of_the_seed_sequence():
    key = 0x9D5B1BA7  # crc32 of "timing.window", by another tool
    again = np.random.default_rng(np.random.SeedSequence(20251217, spawn_key=(key, 0)))
    assert (stream("timing.window", 0).random(3) == again.random(3)).all()


def test_blocks_hold_every_path_once():
    assert in_blocks(1) == [(0, 1)]
    assert in_blocks(2 * BLOCK + 1) == [(0, BLOCK), (1, BLOCK), (2, 1)]
    assert sum(size for _, size in in_blocks(123_456)) == 123_456
    with pytest.raises(ValueError, match="at least one path"):
        in_blocks(0)


@pytest.mark.parametrize("kind", ["fixed", "scenario"])
def test_a_fixed_assumption_is_its_middle(kind):
    assert (drawn("1", "2", "3", kind, size=10) == 2).all()


def test_a_triangular_assumption_has_its_mean_and_its_ends():
    sample = drawn("1", "2", "6", "triangular")
    assert sample.min() >= 1 and sample.max() <= 6
    assert sample.mean() == pytest.approx((1 + 2 + 6) / 3, abs=0.01)


def test_a_uniform_assumption_fills_its_range():
    sample = drawn("0", "0.5", "1", "uniform")
    assert np.quantile(sample, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.005)


def test_the_ends_of_a_lognormal_assumption_are_its_outer_tenths():
    low, mid, high = 0.32, 0.39, 0.39**2 / 0.32
    sample = drawn("0.32", "0.39", str(round(high, 6)), "lognormal")
    assert np.quantile(sample, [0.1, 0.5, 0.9]) == pytest.approx([low, mid, high], rel=0.01)
    assert np.log(sample).std() == pytest.approx(log(high / low) / 2 / 1.2815515655, rel=0.01)


def test_equal_ends_give_one_value_and_an_unknown_distribution_is_named():
    assert (drawn("2", "2", "2", "triangular", size=4) == 2).all()
    with pytest.raises(ValueError, match="x: unknown distribution 'normal'"):
        drawn("1", "2", "3", "normal")


@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.6])
def test_two_variables_have_the_correlation_asked_for(rho):
    a, b = together(stream("test", 1), 200_000, rho)
    assert np.corrcoef(a, b)[0, 1] == pytest.approx(rho, abs=0.01)
    assert (a.std(), b.std()) == pytest.approx((1, 1), abs=0.01)


def test_the_probability_that_one_date_comes_before_another():
    """METHODS T-3: X ~ N(2027.2, 0.8), Y ~ N(2028.4, 1.1): P(X < Y) = 0.8111812257."""
    a, b = together(stream("test", 2), 400_000, 0.0)
    found = probability(2027.2 + 0.8 * a < 2028.4 + 1.1 * b, NAME, NAME)
    assert found.unit == "percent"
    assert abs(float(found.value) - 81.11812257) < 4 * float(found.se)


def test_the_error_of_a_probability_is_that_of_a_share():
    """METHODS V-2: p 0.35, n 100,000: 0.001508310313."""
    happened = np.arange(100_000) < 35_000
    assert float(probability(happened, NAME, NAME).se) == pytest.approx(0.1508, abs=5e-5)


def test_the_error_of_a_median_is_that_of_the_theory():
    """For a normal sample sqrt(pi/2) sigma / sqrt(n) (Kendall and Stuart 1977, 10.10)."""
    n = 100_000
    sample = stream("test", 3).standard_normal(n)
    found = quantile(sample, 0.5, "years", NAME, NAME)
    assert abs(float(found.value)) < 4 * float(found.se)
    assert float(found.se) == pytest.approx(sqrt(np.pi / 2 / n), rel=0.1)


def test_the_error_falls_with_the_root_of_the_paths():
    errors = [
        float(quantile(stream("test", 4).standard_normal(n) * 100, 0.9, "years", NAME, NAME).se)
        for n in (10_000, 160_000)
    ]
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.25)


def test_a_quantile_that_is_never_reached_is_none():
    sample = np.array([1.0] * 6 + [np.inf] * 4)
    assert quantile(sample, 0.5, "years", NAME, NAME).value == 1
    assert quantile(sample, 0.9, "years", NAME, NAME) is None


def test_quantiles_agree_with_another_library():
    sample = np.exp(stream("test", 5).standard_normal(5_001))
    for level in (0.1, 0.5, 0.9):
        found = float(quantile(sample, level, "years", NAME, NAME).value)
        assert found == pytest.approx(np.quantile(sample, level), abs=1e-4)
    assert exp(0) == pytest.approx(float(np.median(sample)), rel=0.1)
