"""Rows that the ledger computed: their interval is that of the formula."""

from decimal import Decimal

import pytest

from tapeout.interval import Interval
from tapeout.ledger.formula import at_scale, evaluate, formula_of

KNOWN = {
    "a.revenue.2025": Interval(Decimal(1050), Decimal(1150)),
    "a.revenue.2025q1-q3": Interval(Decimal(800), Decimal(801)),
}


def run(formula):
    return evaluate(formula, KNOWN.get)


@pytest.mark.parametrize(
    ("formula", "lo", "hi"),
    [
        ("a.revenue.2025 - a.revenue.2025q1-q3", "249", "350"),
        ("3,675 - 513", "3161", "3163"),  # two rounded figures
        ("49.47亿 - 49.91亿", "-45000000", "-43000000"),
        ("450 / 4", "112.5", "112.5"),  # whole numbers in a quotient are counts
        ("6.0 / 8", "0.74375", "0.75625"),
        ("(1 - 0.25) * 100", "74.5", "75.5"),
        ("-2.0 * 3", "-6.15", "-5.85"),
        ("2,000 / 4", "499.875", "500.125"),  # written out in full, so a figure
        ("2 + 50.0% * 4", "3.998", "4.002"),
        ("5,000万+1,000万", "59990000", "60010000"),
    ],
)
def test_a_formula_carries_the_intervals_of_its_terms(formula, lo, hi):
    result = run(formula)
    assert (result.lo, result.hi) == (Decimal(lo), Decimal(hi))


@pytest.mark.parametrize(
    "formula",
    ["", "144", "66.28亿元", "b.revenue.2025 - a.revenue.2025", "56.71% 同比下降12.45个百分点",
     "1 +", "(1 + 2", "3 / (1.0 - 1.0)", "__import__('os')", "2 ** 3", "PORTS 4,5,6"],
)  # fmt: skip
def test_what_cannot_be_read_gives_nothing(formula):
    assert run(formula) is None


def test_the_formula_is_taken_from_the_note_or_the_print():
    note = "formula: a.revenue.2025 - a.revenue.2025q1-q3; vintage 2026-03"
    assert formula_of(note, "") == "a.revenue.2025 - a.revenue.2025q1-q3"
    assert formula_of("DERIVED", "93,252 / 116.03 (CNY m)") == "93,252 / 116.03"


def test_a_result_in_millions_meets_a_value_in_full():
    result = at_scale(Interval(Decimal("803.6"), Decimal("803.8")), Decimal(803700000))
    assert (result.lo, result.hi) == (803600000, 803800000)
    assert at_scale(Interval(Decimal(803), Decimal(804)), Decimal(900000000)) is None


def test_a_quarter_is_known_no_better_than_its_year(latest):
    # 1,644.1 m printed to 0.1 m, less 1,236.0856 m printed to 100 yuan
    quarter = latest.fact("metax", "revenue", period="2025Q4")
    year = latest.fact("metax", "revenue", period="2025")
    months = latest.fact("metax", "revenue", period="2025Q1-Q3")
    assert quarter.lo == year.lo - months.hi
    assert quarter.hi == year.hi - months.lo
    assert quarter.hi - quarter.lo > 100_000
    assert quarter.agrees(year - months)


def test_a_derived_growth_rate_counts_its_inputs(latest):
    # 19.69 printed to a cent over an issue price that is set: (19.685 to 19.695) / 12 - 1
    rise = latest.row("nvidia.price_change.first_day_close.1999-01-22")
    reading = latest.store.reading(rise)
    assert reading.how == "formula"
    assert Decimal("64.04") < reading.lo < Decimal("64.05")
    assert Decimal("64.12") < reading.hi < Decimal("64.13")
