"""Assumptions as of a date, under a scenario, set by hand, and from a folder of one's own."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from tapeout.errors import DataProblem, UnknownName, UsageProblem
from tapeout.ledger import load, set_by_hand, shipped
from tapeout.ledger.vintage import visible_from
from tapeout.quantity import is_gap

from .corpus import start
from .corpus.base import COLUMNS, written

NAME = "scenario_probability_none"


def rows():
    with (shipped() / "scenarios.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_newest_row_visible_on_the_day_answers():
    for day, value in (("2025-12-09", 50), ("2026-05-30", 50), ("2026-05-31", 70), (None, 70)):
        assert load(as_of=day).assumption(NAME).mid == value
    assert is_gap(load(as_of="2025-12-08").assumption(NAME))


def test_no_shipped_row_is_visible_before_its_facts():
    """A second path: the day of publication of every fact named, from the files."""
    ledger = load()
    for row in rows():
        for fact in filter(None, row["fact_ids"].split(";")):
            source = ledger.source(ledger.store.facts[fact].source_id)
            seen = visible_from(source.published, ledger.collected)
            assert seen is not None and seen.isoformat() <= row["visible_from"], row[
                "assumption_id"
            ]


def test_every_shipped_row_has_a_reason_in_both_languages_and_its_ends_differ_where_it_is_drawn():
    for row in rows():
        assert len(row["because_en"]) > 20 and len(row["because_zh"]) > 5, row["assumption_id"]
        low, mid, high = (Decimal(row[end]) for end in ("low", "mid", "high"))
        assert low <= mid <= high
        if row["distribution"] not in ("fixed", "scenario"):
            assert low < high, row["assumption_id"]


def test_an_assumption_says_why_and_on_which_facts_it_rests():
    q = load().assumption("foreign_supply_h20_class").quantity
    assert (q.value, q.unit, q.kind) == (27, "percent", "assumption")
    assert q.origin.formula.zh and "nvidia_h20.revenue.recaptured.2025.bernstein" in q.facts
    assert load().assumption("foreign_supply_h20_class").at("low").value == 18


# -- set by hand ------------------------------------------------------------------------------
def test_a_value_set_by_hand_is_fixed_and_says_so():
    plain = load()
    ledger = plain.assuming("base", {"year_figure_offset": "0.25"})
    row = ledger.assumption("year_figure_offset")
    assert (row.mid, row.distribution, row.because.en) == (
        Decimal("0.25"), "fixed", "Set by hand for this edition.",
    )  # fmt: skip
    assert plain.assumption("year_figure_offset").distribution == "uniform"


@pytest.mark.parametrize(("given", "words"), [
    ({"year_figure_ofset": "0.5"}, "nearest: year_figure_offset"),
    ({"year_figure_offset": "1.5"}, "expected a number from 0 to 1"),
    ({"year_figure_offset": "half"}, "expected a number from 0 to 1"),
    ({"year_figure_offset": "nan"}, "expected a number from 0 to 1"),
    ({NAME: "60"}, "add up to 90: expected 100"),
])  # fmt: skip
def test_what_cannot_be_set_is_refused(given, words):
    with pytest.raises(UsageProblem, match=words.replace("+", r"\+")):
        load().assuming("base", given)


def test_a_name_without_a_row_yet_is_refused_with_the_reason():
    with pytest.raises(UsageProblem, match="supports no assumption"):
        load(as_of="2025-01-01").assuming("base", {NAME: "50"})


def test_an_unknown_scenario_or_assumption_is_named():
    with pytest.raises(UsageProblem, match="nearest: bear"):
        load().assuming("bare", {})
    with pytest.raises(UnknownName, match="nearest"):
        load().assumption("year_figure_ofset")


@pytest.mark.parametrize(("text", "found"), [
    ("", {}), ("a=1", {"a": "1"}), (" a = 1 ; b=2;", {"a": "1", "b": "2"}),
])  # fmt: skip
def test_the_text_of_the_parameter_is_read(text, found):
    assert set_by_hand(text) == found


@pytest.mark.parametrize("text", ["a", "a=", "=1", "a=1; a=2", "a=1, b"])
def test_a_text_of_another_form_is_quoted(text):
    if text == "a=1, b":
        assert set_by_hand(text) == {"a": "1, b"}  # and refused as a number
        return
    with pytest.raises(UsageProblem, match="expected name=value"):
        set_by_hand(text)


# -- scenarios, and a folder of one's own --------------------------------------------------------
def own(tmp_path, **cells):
    folder = start(tmp_path / "mine")
    row = dict.fromkeys(COLUMNS["scenarios"], "") | {
        "assumption_id": "my_offset", "name": "year_figure_offset", "model": "timing",
        "title_en": "my offset", "title_zh": "我的时点", "unit": "years", "low": "0", "mid": "0.75",
        "high": "1", "distribution": "triangular", "visible_from": "2020-01-01",
        "because_en": "Because I say so, with a reason.", "because_zh": "我的理由如此。",
        "source_id": "judgement",
    } | cells  # fmt: skip
    (folder / "scenarios.csv").write_bytes(written("scenarios", [row]))
    return folder


def test_a_row_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path):
    ledger = load(shipped(), own(tmp_path))
    assert ledger.assumption("year_figure_offset").mid == Decimal("0.75")
    assert load().assumption("year_figure_offset").mid == Decimal("0.5")


def test_bear_and_bull_hold_what_their_columns_say(tmp_path):
    ledger = load(shipped(), own(tmp_path, bear="1", bull="0"))
    held = {
        name: ledger.assuming(name, {}).assumption("year_figure_offset")
        for name in ("base", "bear", "bull")
    }
    assert [row.mid for row in held.values()] == [Decimal("0.75"), 1, 0]
    assert [row.distribution for row in held.values()] == ["triangular", "fixed", "fixed"]
    by_hand = ledger.assuming("bear", {"year_figure_offset": "0.25"})
    assert by_hand.assumption("year_figure_offset").mid == Decimal("0.25")


def test_an_end_of_a_scenario_outside_its_range_is_refused(tmp_path):
    with pytest.raises(DataProblem, match=r"mine/scenarios.csv:2:bear: .*from 0 to 1"):
        load(shipped(), own(tmp_path, bear="1.2"))
