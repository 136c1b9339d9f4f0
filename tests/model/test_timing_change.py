"""The indicators: thresholds and newest figures by a second path, and what passing one says."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tapeout.findings.indicator_words import change
from tapeout.ledger import load, shipped
from tapeout.model.timing_change import indicators
from tapeout.model.timing_listing import listings
from tapeout.quantity import Quantity, is_gap
from tapeout.registry import Registry, sentence_tokens, table_payload
from tapeout.tables import indicators as tables

EVE, SPRING = "2025-12-16", "2026-04-30"
SHARE = "china_ai_accelerator_market.market_share."


def found(as_of=None, folder=None):
    ledger = load(folder or shipped(), as_of=as_of)
    return {each.key: each for each in indicators(ledger, listings(ledger, "metax"))}


def altered(folder, *ids, value, reported_as):
    copy = folder / "data"
    shutil.copytree(shipped(), copy)
    path = copy / "facts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    hit = [row for row in rows if row["fact_id"] in ids]
    assert len(hit) == len(ids)
    for row in hit:
        row.update(value=value, reported_as=reported_as)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return copy


def said(each, language="en"):
    registry = Registry("timing")
    return [
        "".join(t if isinstance(t, str) else t["t"] for t in sentence_tokens(s, registry)[language])
        for s in change(tuple(each.values()))
    ]


def test_the_thresholds_and_figures_are_those_printed():
    now = found()
    printed = {
        "nvidia_share": (66, 39), "domestic_cards": (50, 41), "supply_demand": (100, 104),
        "tokens": (100 * 10**12, 140 * 10**12),
    }  # fmt: skip
    for key, (threshold, newest) in printed.items():
        assert (now[key].threshold.value, now[key].newest.value) == (threshold, newest), key
        assert now[key].reached is False


def test_the_longest_wait_is_held_against_the_longest_of_those_listed():
    now = found()["wait"]
    assert now.threshold.value == (date(2022, 8, 12) - date(2021, 11, 8)).days  # Hygon
    assert now.newest.value == (date(2026, 11, 23) - date(2026, 1, 22)).days  # Enflame
    assert now.reached is True
    before = found(SPRING)["wait"]
    assert before.newest.value == (date(2026, 4, 30) - date(2026, 1, 22)).days
    assert before.reached is False


def test_an_earlier_date_holds_no_later_figure():
    eve = found(EVE)
    assert eve["domestic_cards"].newest.value == 35  # the first half of 2025, printed in October
    assert eve["tokens"].newest.value == 30 * 10**12
    assert is_gap(eve["wait"].newest) and eve["wait"].reached is None
    assert not is_gap(found("2025-10-15")["nvidia_share"].threshold)
    assert is_gap(found("2025-10-15")["nvidia_share"].newest)


@pytest.mark.parametrize(("ids", "value", "printed", "key"), [
    ((SHARE + "nvidia.2025.bernstein", SHARE + "nvidia.2025.bernstein~bernstein_20251204"),
     "70", "70%", "nvidia_share"),
    ((SHARE + "domestic_supply_to_demand.2028.bernstein",
      SHARE + "domestic_supply_to_demand.2028.bernstein~bernstein_20251204"),
     "90", "90%", "supply_demand"),
])  # fmt: skip
def test_a_later_figure_past_its_threshold_is_named(tmp_path, ids, value, printed, key):
    now = found(folder=altered(tmp_path, *ids, value=value, reported_as=printed))
    assert now[key].reached is True
    name = now[key].name
    assert any(name.en in words for words in said(now))
    assert any(name.zh in words for words in said(now, "zh"))
    assert "2 have passed" in said(now)[0]  # beside the wait of Enflame


@pytest.mark.parametrize(("key", "value", "passed"), [
    ("domestic_cards", "58", True), ("domestic_cards", "50", False), ("domestic_cards", "50.4", False),
    ("supply_demand", "99", True), ("supply_demand", "99.8", False), ("supply_demand", "100", False),
])  # fmt: skip
def test_a_threshold_is_passed_by_the_whole_interval_of_the_figure(key, value, passed):
    each = replace(found()[key], newest=Quantity.printed(value, "percent", "1"))
    assert each.reached is passed


def test_fewer_tokens_than_at_the_count_before_would_be_said():
    now = found()
    fewer = replace(
        now["tokens"], newest=now["tokens"].threshold.scaled(Decimal("0.5"), "tokens/day")
    )
    assert fewer.reached is True
    assert any("stopped growing" in words for words in said(now | {"tokens": fewer}))


def test_the_table_holds_every_indicator():
    now = found()
    payload = table_payload(tables.indicators(tuple(now.values())), Registry("timing"))
    assert [row["key"] for row in payload["rows"]] == list(now)
    state = {row["key"]: row["cells"][5]["t"]["en"] for row in payload["rows"]}
    assert state["wait"] == "passed" and state["tokens"] == "not passed"
