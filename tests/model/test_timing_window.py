"""When supply meets demand: the worked examples, a second simulation, and what moves the date."""

from __future__ import annotations

import random
from decimal import Decimal
from math import exp, isfinite

import numpy as np
import pytest

from tapeout.findings import timing_window_words as told
from tapeout.ledger import load, shipped
from tapeout.model import timing_window
from tapeout.model.timing_window import CASES, crossing, window
from tapeout.quantity import is_gap
from tapeout.registry import Registry, sentence_tokens, table_payload
from tapeout.tables import timing_window as tables
from tests.evidence import changed
from tests.spoken import registered

EVE, SPRING = "2025-12-16", "2026-04-30"
A, B = 0.39, 1.04


@pytest.fixture(scope="module")
def latest():
    return window(load(shipped()))


@pytest.fixture(scope="module")
def eve():
    return window(load(shipped(), as_of=EVE))


def moved(folder, table="facts", paths=20_000, **cells):
    """Return the window of the shipped data with cells changed: {key: {column: text}}."""
    return window(changed(folder, table, **cells)(), paths)


def ratio(year, value):
    """Return both rows of a ratio with another value: the note's and the one that repeats it."""
    base = f"china_ai_accelerator_market.market_share.domestic_supply_to_demand.{year}.bernstein"
    cells = {"value": str(value), "reported_as": f"{value}%"}
    return {base: cells, f"{base}~bernstein_20251204": cells}


# -- the line between two ratios (METHODS T-2) ---------------------------------------------------
@pytest.mark.parametrize(("start", "foreign", "date"), [
    (2026.0, 0.0, 2027.876923), (2026.5, 0.0, 2028.376923),
    (2026.5, 0.266, 2027.558462), (2026.5, 0.209, 2027.733846),
])  # fmt: skip
def test_the_worked_crossings(start, foreign, date):
    assert float(crossing(A, B, start, foreign)) == pytest.approx(date, abs=5e-7)


def test_the_printed_rounding_alone_moves_the_date_by_eleven_days(latest):
    q = latest.crossing
    assert float(q.value) == pytest.approx(2028.376923, abs=5e-7)
    assert float(q.lo) == pytest.approx(2028.361538, abs=5e-7)
    assert float(q.hi) == pytest.approx(2028.392308, abs=5e-7)
    early = latest.crossing_year_start
    assert early.value == pytest.approx(q.value - Decimal("0.5"), abs=Decimal("1e-20"))


def test_the_ends_come_from_the_corners_of_the_printed_digits(latest):
    """A second path: every corner of 38.5 to 39.5 and 103.5 to 104.5, in Decimal."""
    corners = [
        Decimal("2026.5") + 2 * (1 - a) / (b - a)
        for a in (Decimal("0.385"), Decimal("0.395"))
        for b in (Decimal("1.035"), Decimal("1.045"))
    ]
    assert latest.crossing.lo == pytest.approx(min(corners), abs=Decimal("1e-12"))
    assert latest.crossing.hi == pytest.approx(max(corners), abs=Decimal("1e-12"))


def test_a_line_that_does_not_rise_never_crosses_and_one_above_is_closed():
    assert float(crossing(0.5, 0.5, 2026.0, 0.1)) == np.inf
    assert float(crossing(0.6, 0.5, 2026.0, 0.1)) == np.inf
    assert float(crossing(0.95, 0.5, 2026.25, 0.1)) == 2026.25  # already supplied


# -- the simulation -----------------------------------------------------------------------------
def by_hand(supply, paths=60_000, seed=5):
    """Return the dates by the standard library: another generator, another order of draws."""
    draws = random.Random(seed)  # noqa: S311
    dates = []
    for _ in range(paths):
        z, other = draws.gauss(0, 1), draws.gauss(0, 1)
        a = A * exp(0.15 * z)
        b = B * exp(0.25 * (0.6 * z + 0.8 * other))
        start = 2026 + draws.random()
        need = 1 - supply
        dates.append(
            start if a >= need else start + 2 * (need - a) / (b - a) if b > a else float("inf")
        )
    return sorted(dates)


@pytest.mark.parametrize(("case", "supply"), [("none", 0.02), ("h20_class", 0.27),
                                              ("h200_class", 0.19)])  # fmt: skip
def test_a_second_simulation_gives_the_same_quantiles(latest, case, supply):
    dates = by_hand(supply)
    found = next(c for c in latest.cases if c.key == case)
    for level, value in ((0.1, found.p10), (0.5, found.median), (0.9, found.p90)):
        other = dates[int(level * len(dates))]
        assert float(value.value) == pytest.approx(other, abs=6 * float(value.se) + 0.01)


def test_the_estimates_of_the_methods_hold_on_the_eve(eve):
    """METHODS 5: mixed 2028.0 (2027.2 to 2029.2); none 2028.3, H20 class 2027.6."""
    assert [round(float(q.value), 1) for q in (eve.p10, eve.median, eve.p90)] == pytest.approx(
        [2027.2, 2028.0, 2029.2], abs=0.11
    )
    medians = [float(case.median.value) for case in eve.cases]
    assert medians[:2] == pytest.approx([2028.3, 2027.6], abs=0.1)


def test_without_variance_every_path_is_the_printed_crossing(tmp_path):
    flat = {"low": "0", "mid": "0", "high": "0"}
    certain = {"low": "0", "mid": "100", "high": "100"}
    never = {"low": "0", "mid": "0", "high": "0"}
    rows = {
        "supply_demand_spread_2026": flat, "supply_demand_spread_2028": flat,
        "year_figure_offset": {"low": "0.5", "mid": "0.5", "high": "0.5"},
        "foreign_supply_none": {"low": "0", "mid": "0", "high": "0", "note": ""},
        "scenario_probability_none~2026-05-31": certain,
        "scenario_probability_h20_class~2026-05-31": never,
        "scenario_probability_h200_class~2026-05-31": never,
        "scenario_probability_none": certain, "scenario_probability_h20_class": never,
        "scenario_probability_h200_class": never,
    }  # fmt: skip
    found = moved(tmp_path, "scenarios", 30_001, **rows)
    assert np.ptp(found.dates) < 1e-12
    assert found.dates[0] == pytest.approx(2028.376923076923, abs=1e-9)
    assert found.median.se == 0


def test_a_path_keeps_its_place_whatever_the_number_of_paths(latest):
    fewer = window(load(shipped()), 25_000)
    assert (fewer.dates[:25_000] == latest.dates[:25_000]).all()
    assert float(fewer.median.value) != float(latest.median.value)


def test_the_mix_draws_each_path_from_one_case_with_its_weight(latest):
    stacked = np.stack([latest.by_case[case] for case in CASES])
    same = stacked == latest.dates
    assert same.any(axis=0).all()
    assert same.mean(axis=1) == pytest.approx([0.7, 0.1, 0.2], abs=0.01)


# -- what was visible -----------------------------------------------------------------------------
def test_the_forecast_is_visible_from_the_day_of_the_note():
    before, after = (window(load(shipped(), as_of=day)) for day in ("2025-12-03", EVE))
    assert not before.known and after.known
    assert all(is_gap(q) for q in (before.median, before.p10, before.p90))
    assert "no dated forecast" in before.median.reason.en
    assert before.cases == () and before.dates is None


def test_between_the_note_and_the_permission_the_missing_assumption_is_named():
    found = window(load(shipped(), as_of="2025-12-05"))
    assert not found.known
    assert "supports no assumption" in found.median.reason.en
    assert not is_gap(found.first)


def test_an_edition_uses_the_assumptions_of_its_date(eve, latest):
    def row(found):
        return {c.key: (c.supply.value, c.weight.value) for c in found.cases}

    assert row(eve)["h200_class"] == (15, 30)
    assert row(window(load(shipped(), as_of=SPRING)))["h200_class"] == (19, 30)
    assert row(latest)["h200_class"] == (19, 20)
    facts = {fact for each in eve.assumptions for fact in each.facts}
    ledger = load(shipped(), as_of=EVE)
    assert all(ledger.row(fact) for fact in facts)  # raises where one was not published yet


# -- what moves it --------------------------------------------------------------------------------
@pytest.mark.parametrize(("year", "value"), [("2026", "45"), ("2028", "120")])
def test_a_higher_ratio_brings_the_date_forward(tmp_path, latest, year, value):
    found = moved(tmp_path, **ratio(year, value))
    plain = window(load(shipped()), 20_000)
    # Not the ninetieth percentile: beyond the last ratio a flatter line crosses later.
    for name in ("median", "p10", "crossing"):
        assert getattr(found, name).value < getattr(plain, name).value, name
    for one, other in zip(found.cases, plain.cases, strict=True):
        assert one.median.value < other.median.value


@pytest.mark.parametrize(("key", "cells", "name", "sign"), [
    ("foreign_supply_none", {"mid": "8"}, "median", -1),
    ("foreign_supply_h200_class~2026-05-31", {"mid": "30", "high": "40", "note": ""}, "p10", -1),
    ("supply_demand_spread_2028", {"mid": "0.35"}, "p90", 1),
    ("supply_demand_spread_2026", {"mid": "0.20"}, "p10", -1),
    ("supply_demand_correlation", {"mid": "0.9"}, "p90", -1),
    ("year_figure_offset", {"low": "0.5", "mid": "0.75"}, "median", 1),
])  # fmt: skip
def test_each_assumption_moves_what_rests_on_it(tmp_path, key, cells, name, sign):
    found = moved(tmp_path, "scenarios", **{key: cells})
    plain = window(load(shipped()), 20_000)
    change = getattr(found, name).value - getattr(plain, name).value
    assert change * sign > 0


def test_more_weight_on_a_return_brings_the_date_forward(tmp_path):
    rows = {
        "scenario_probability_none~2026-05-31": {"low": "0", "mid": "20"},
        "scenario_probability_h20_class~2026-05-31": {"mid": "60", "high": "60"},
    }
    found = moved(tmp_path, "scenarios", **rows)
    assert found.median.value < window(load(shipped()), 20_000).median.value


def test_a_fact_behind_a_calibrated_assumption_cannot_change_without_it(tmp_path):
    with pytest.raises(Exception, match=r"scenarios.csv:\d+:mid.*its formula"):
        moved(tmp_path, **{"nvidia_h20.revenue.recaptured.2025.bernstein": {
            "value": "14500000000", "reported_as": "roughly $14.5 bn"}})()  # fmt: skip


def test_a_surplus_that_does_not_come_is_said(tmp_path):
    found = moved(tmp_path, **ratio("2028", "50"))
    assert isfinite(float(found.p10.value)) and is_gap(found.p90)
    assert found.never.value > 5
    words = " ".join(said(found))
    assert "supply never meets demand" in words
    assert "from shortage to surplus" not in words


# -- the words and the tables -----------------------------------------------------------------------


def said(w, language="en"):
    return registered([*told.window(w), told.message(w)], language)


def test_the_ids_of_the_window_are_registered_on_every_date(eve, latest):
    for w in (eve, latest, window(load(shipped(), as_of="2025-11-30"))):
        registry = Registry("timing")
        for sentence in (*told.window(w), told.message(w)):
            sentence_tokens(sentence, registry)
        for name in ("median", "p10", "p90"):
            record = registry.records[f"timing.window_closes_{name}"]
            if w.known:
                assert record["unit"] == "decimal year" and record["se"]
                assert record["facts"] and record["inputs"]
            else:
                assert record["kind"] == "gap" and record["reason"]["zh"]


def test_dates_are_told_to_the_quarter(latest):
    quarter = {1: "first", 2: "second", 3: "third", 4: "fourth"}
    value = float(latest.median.value)
    words = f"the {quarter[int(value % 1 * 4) + 1]} quarter of {int(value)}"
    assert words in " ".join(said(latest))
    assert f"{int(value)}年" in " ".join(said(latest, "zh"))


def test_the_tables_hold_each_case_with_its_reason(latest):
    table = tables.assumptions(latest)
    assert [row.key for row in table.rows] == list(CASES)
    assert all(row.cells[-1].en and row.cells[-1].zh for row in table.rows)
    assert sum(q.value for q in table.quantities(4)) == 100
    registry = Registry("timing")
    payload = table_payload(tables.dates(latest), registry)
    assert payload["rows"][-1]["cells"][2]["t"]["en"].startswith("2028Q")


def test_the_default_is_a_hundred_thousand_paths(latest):
    assert timing_window.PATHS == 100_000 == len(latest.dates)
