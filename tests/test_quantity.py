"""Quantities: anchors computed by hand from printed digits, and laws that always hold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tapeout.quantity import (
    Gap,
    Quantity,
    cagr,
    growth,
    is_gap,
    mean,
    median,
    ratio,
    share,
    total,
)  # fmt: skip
from tapeout.text import Text

D = Decimal


def printed(value: str, step: str, unit: str = "CNY", fact: str | None = None) -> Quantity:
    return Quantity.printed(value, unit, step, fact=fact or f"f{value}")


# The article's own digits: 42.64万, 5302.12万, 7.43亿; 6.48, 6.99, 9.01 亿; 7.77, 8.71, 14.09 亿.
REVENUE = [printed("426400", "100"), printed("53021200", "100"), printed("743000000", "1e6")]
RESEARCH = [printed(v, "1e6") for v in ("648000000", "699000000", "901000000")]
LOSSES = [printed(v, "1e6") for v in ("-777000000", "-871000000", "-1409000000")]


def near(value: Decimal, expected: str, places: int = 2) -> bool:
    return round(value, places) == D(expected)


def test_revenue_growth_rate_lies_where_hand_computation_puts_it():
    rate = cagr(REVENUE[0], REVENUE[2], 2)
    assert near(rate.lo, "4072.67")
    assert near(rate.hi, "4075.97")
    assert rate.agrees(Quantity.printed("4074.52", "percent", "0.01"))


def test_the_same_growth_rate_from_the_ledgers_digits():
    # METHODS: 42.64 and 74,307.16 (10,000 yuan) give 4074.276929 to 4074.766717.
    rate = cagr(printed("426400", "100"), printed("743071600", "100"), 2)
    assert near(rate.lo, "4074.276929", 6)
    assert near(rate.hi, "4074.766717", 6)
    assert near(rate.value, "4074.521801", 6)


def test_research_to_revenue_over_three_years():
    part = share(total(RESEARCH), total(REVENUE))
    assert part.lo >= D("281.88")
    assert part.hi <= D("282.62")
    assert part.agrees(Quantity.printed("282.11", "percent", "0.01"))


def test_losses_sum_to_3057_million_give_or_take_one_and_a_half():
    loss = -total(LOSSES)
    assert (loss.value, loss.lo, loss.hi) == (D("3057E6"), D("3055.5E6"), D("3058.5E6"))


def test_market_of_2023_implied_by_2024_and_its_growth():
    market = printed("107300000000", "1e8")
    rate = Quantity.printed("32.96", "percent", "0.01", fact="g")
    implied = market / (1 + rate.to("ratio"))
    assert near(implied.lo / D("1e9"), "80.66")
    assert D("80.74") < implied.hi / D("1e9") <= D("80.75")
    assert implied.unit == "CNY"
    assert implied.agrees(printed("80700000000", "1e8"))


def test_the_two_bases_of_the_share_of_one_chip_are_not_the_same():
    boards = printed("15468100", "100")
    of_total = share(boards, printed("53021153.18", "0.01"))
    of_main = share(boards, printed("51410900", "100"))
    stated = Quantity.printed("30.09", "percent", "0.01")
    assert near(of_total.value, "29.17")
    assert of_main.agrees(stated)
    assert not of_total.agrees(stated)


def test_12_3_less_11_8_is_0_4_to_0_6():
    gap = printed("12.3", "0.1") - printed("11.8", "0.1")
    assert (gap.lo, gap.hi) == (D("0.4"), D("0.6"))


# -- one fact used twice is one variable ----------------------------------------------------
def test_a_fact_less_itself_is_exactly_zero():
    a = printed("7.43", "0.01")
    assert ((a - a).lo, (a - a).hi) == (0, 0)


# Printed to two digits at least: the slope of an expression then has a sure sign.
amounts = st.integers(min_value=20, max_value=10**6)


@st.composite
def facts(draw, name: str):
    value = draw(amounts)
    return Quantity.printed(value, "CNY", draw(st.sampled_from(["0.1", "1"])), fact=name)


@given(facts("a"), facts("b"))
def test_growth_is_as_narrow_as_one_division(a, b):
    assume(a.lo > 0)
    written_out = ((b - a) / a).to("percent")
    assert abs(written_out.lo - growth(b, a).lo) < D("1e-20") * (1 + abs(written_out.lo))
    assert abs(written_out.hi - growth(b, a).hi) < D("1e-20") * (1 + abs(written_out.hi))


@given(facts("a"), facts("b"))
def test_share_of_a_sum_reaches_its_true_ends(a, b):
    part = share(a, a + b)
    least = 100 * Fraction(a.lo) / (Fraction(a.lo) + Fraction(b.hi))
    most = 100 * Fraction(a.hi) / (Fraction(a.hi) + Fraction(b.lo))
    assert abs(Fraction(part.lo) - least) < Fraction(1, 10**20)
    assert abs(Fraction(part.hi) - most) < Fraction(1, 10**20)


@given(facts("a"), facts("b"), facts("c"), st.data())
def test_no_choice_of_true_values_escapes_the_interval(a, b, c, data):
    within = st.integers(min_value=0, max_value=1000)
    true = {}
    for name, q in (("a", a), ("b", b), ("c", c)):
        step = Fraction(data.draw(within), 1000)
        true[name] = Fraction(q.lo) + (Fraction(q.hi) - Fraction(q.lo)) * step
    x, y, z = true["a"], true["b"], true["c"]
    cases = [
        ((a - b) * (a + b) / c, (x - y) * (x + y) / z),
        (a * b - a * c, x * y - x * z),
        ((a + b) / (a + b + c), (x + y) / (x + y + z)),
        (abs(a - b) + a, abs(x - y) + x),
        (median([a, b, c]) - a, sorted([x, y, z])[1] - x),
    ]
    slack = Fraction(1, 10**20)
    for got, expected in cases:
        assert Fraction(got.lo) - slack * (1 + abs(expected)) <= expected
        assert expected <= Fraction(got.hi) + slack * (1 + abs(expected))


@given(facts("a"), facts("b"))
def test_a_wider_print_never_gives_a_narrower_result(a, b):
    coarse = Quantity.printed(a.value, "CNY", "1", fact="a")
    assert (coarse / b).interval.width >= (a / b).interval.width or a.step == D(1)


# -- units ------------------------------------------------------------------------------------
def test_units_follow_the_operations():
    money, things = printed("100", "1"), Quantity.printed("4", "units", "0", fact="n")
    assert (money / things).unit == "CNY/units"
    assert (money / things * things).unit == "CNY"
    assert (money / money).unit == "ratio"
    assert share(money, money).unit == "percent"
    margin = Quantity.printed("50", "percent", "1", fact="m")
    assert (margin * money).unit == "CNY"
    assert (margin * money).value == 50
    assert (margin - Quantity.printed("40", "percent", "1", fact="n2")).unit == "pp"


@pytest.mark.parametrize("act", ["add", "subtract", "compare", "ratio", "median"])
def test_unlike_units_are_refused_by_name(act):
    a, b = printed("1", "1"), Quantity.printed("1", "USD", "1", label=Text("sales", "销售"))
    with pytest.raises(ValueError, match=r"CNY.*USD"):
        {
            "add": lambda: a + b,
            "subtract": lambda: a - b,
            "compare": lambda: a < b,
            "ratio": lambda: ratio(a, b),
            "median": lambda: median([a, b]),
        }[act]()


# -- comparison ---------------------------------------------------------------------------------
def test_comparison_is_true_only_when_certain():
    a, b = printed("1.0", "0.1", fact="a"), printed("1.1", "0.1", fact="b")
    assert a <= b
    assert not a < b  # 1.05 may be both
    assert printed("1.0", "0.1", fact="a") < printed("1.2", "0.1", fact="d")
    assert a > 0
    assert not a > 1


def test_a_quantity_has_no_truth_value():
    with pytest.raises(TypeError, match="no truth value"):
        bool(printed("0", "1"))


# -- provenance ------------------------------------------------------------------------------------
def test_facts_are_kept_in_order_of_use_and_once():
    a, b = printed("1", "1", fact="a"), printed("2", "1", fact="b")
    assert (b / a * b).facts == ("b", "a")
    assert mean([a, b]).facts == ("a", "b")


def test_a_simulated_result_carries_its_standard_error_through():
    p = Quantity.model("0.35", "ratio", "0.0015")
    assert p.to("percent").se == D("0.15")
    assert p.to("percent").kind == "model"
    assert (p - Quantity.model("0.30", "ratio", "0.0020")).se == D("0.0025")


# -- gaps ---------------------------------------------------------------------------------
GAP = Gap(Text("margin", "毛利率"), Text("No margin was published.", "未披露毛利率。"))


def test_arithmetic_with_a_gap_is_that_gap():
    a = printed("1", "1")
    results = [a + GAP, GAP + a, a - GAP, GAP / a, a / GAP, -GAP, share(GAP, a), growth(a, GAP)]
    results += [cagr(GAP, a, 2), total([a, GAP]), GAP * 2, 2 * GAP]
    assert all(r is GAP for r in results)
    assert is_gap(GAP)


def test_a_comparison_with_a_gap_is_not_true():
    a = printed("1", "1")
    assert not (a < GAP or a > GAP or a > GAP or a <= GAP)


@pytest.mark.parametrize(("value", "lo", "hi"), [("NaN", "0", "1"), ("2", "0", "1")])
def test_a_value_that_is_none_or_outside_is_refused(value, lo, hi):
    origin = printed("1", "1").origin
    with pytest.raises(ValueError, match=r"finite|outside"):
        Quantity(D(value), "CNY", D(lo), D(hi), origin)


def test_growth_from_nothing_is_refused():
    with pytest.raises(ValueError, match="not positive"):
        growth(printed("5", "1"), printed("0", "1"))
