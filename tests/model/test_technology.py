"""Chips against the frontier: a hand-made frontier, real anchors by a second path, vintage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tapeout.ledger import load
from tapeout.model import technology as model
from tapeout.model import technology_roadmap as road
from tapeout.model import technology_software as software
from tapeout.model.technology import Chip
from tapeout.moment import Moment, years_between
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text

D = Decimal
EVE, LATEST = load(as_of="2025-12-16"), load(as_of="latest")
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "enflame", "huawei")


def chip(name: str, maker: str, day: str, rate: str, estimated: bool = False) -> Chip:
    missing = EVE.find("metax", "capex", "", "2030")
    fp16 = Quantity.printed(rate, "TFLOPS", "0", fact=name)
    return Chip(
        name,
        Text.same(name),
        maker,
        Moment.parse(day),
        "release",
        fp16,
        missing,
        missing,
        estimated,
    )


@pytest.fixture
def hand_made(monkeypatch):
    """The frontier of METHODS L-1, and a chip of 240 TFLOPS."""
    yard = [
        chip("p", "nvidia", "2016-04-05", "18.7"), chip("v", "nvidia", "2017-07-01", "125"),
        chip("a", "nvidia", "2020-05-14", "312"), chip("slow", "nvidia", "2021-01-01", "65"),
        chip("h", "nvidia", "2022-09-20", "989.5"), chip("b", "nvidia", "2024-11-15", "2250"),
    ]  # fmt: skip
    own = [chip("c500", "metax", "2024-02-03", "240"), chip("old", "metax", "2023-01-01", "80")]
    found = {"nvidia": yard, "metax": own}
    monkeypatch.setattr(
        model, "chips", lambda _ledger, makers: [c for m in makers for c in found.get(m, ())]
    )


def test_the_lag_is_the_time_since_the_frontier_first_gave_as_much(hand_made):
    far = model.distance(EVE, "metax")
    assert (far.chip.id, far.passed.id, far.best.id) == ("c500", "a", "b")
    days = (date(2025, 12, 16) - date(2020, 5, 14)).days
    assert abs(far.lag.value - D(days) / D("365.2425")) < D("1e-9")
    assert abs(far.ratio.value - D(240) / D(2250) * 100) < D("1e-9")
    assert not far.ahead
    assert far.behind


def test_lag_at_its_own_launch_matches_the_worked_example():
    # METHODS L-1: p = 240 at d = 2024.09 against 312 at 2020.37: a step lag of 3.72 years.
    lag = years_between(Moment.parse("2020-05-14"), Moment.parse("2024-02-03"))
    assert abs(lag.value - D("3.72")) < D("0.01")


def test_the_frontier_only_rises(hand_made):
    assert [c.id for c in model.frontier(EVE)] == ["p", "v", "a", "h", "b"]


def test_a_faster_rival_shortens_the_ratio_and_leaves_the_lag(hand_made, monkeypatch):
    before = model.distance(EVE, "metax")
    chips = model.chips
    extra = chip("rubin", "nvidia", "2025-06-01", "5000")
    monkeypatch.setattr(
        model, "chips", lambda led, makers: chips(led, makers) + [extra] * ("nvidia" in makers)
    )
    after = model.distance(EVE, "metax")
    assert after.ratio < before.ratio
    assert after.lag.value == before.lag.value


def test_real_anchors_by_a_second_path():
    far = model.distance(LATEST, "metax")
    assert far.chip.id == "metax_c500"
    assert abs(far.ratio.value - D(240) / D(2250) * 100) < D("1e-9")
    assert abs(far.memory_ratio.value - D(1800) / D(8000) * 100) < D("1e-9")
    kept = {k.chip.id: k.ratio.value for k in model.kept(LATEST)}
    assert abs(kept["metax_c500"] - D("226.28") / D(240) * 100) < D("1e-9")
    assert abs(kept["nvidia_h20"] - D("142.09") / D(148) * 100) < D("1e-9")
    share = software.repositories(LATEST, "metax").unchanged
    assert abs(share.value - D(4173) / D(4490) * 100) < D("1e-9")
    link = road.link(LATEST, "metax")
    assert abs(link.ratio.value - D(896) / D(900) * 100) < D("1e-9")
    assert link.unstated


def test_stock_by_count_and_its_quarters():
    stock = road.stock(EVE, "metax")
    left = (1444 + 32563 + 6058) - (272 + 13606 + 8055)
    assert left == 18132
    assert stock.left.value == left
    assert abs(stock.quarters.value - D(left) / D(8055)) < D("1e-9")
    assert stock.stopped.iso == "2024-11"
    # A later year sold does not change what stood in stock on that day.
    later = road.stock(LATEST, "metax")
    assert later.left.value == left
    # METHODS K-1: 25,594 boards were sold from April to December 2025, 7,462 beyond the count.
    assert (later.since.value, later.beyond.value) == (33649 - 8055, 33649 - 8055 - left)
    assert later.outlived
    assert not stock.outlived


def test_months_from_tape_out_to_mass_production():
    waits = road.roadmap(EVE, "metax").waits
    days = [
        (date(2023, 4, 1) - date(2022, 1, 31)).days,
        (date(2023, 4, 30) - date(2022, 1, 1)).days,
    ]
    wait = waits["metax_n100"]
    assert abs(wait.lo - D(days[0]) / D("30.436875")) < D("1e-9")
    assert abs(wait.hi - D(days[1]) / D("30.436875")) < D("1e-9")


def test_nothing_later_than_the_edition_is_used():
    for ledger in (EVE, LATEST):
        for found in model.chips(ledger, (*model.MAKERS, "nvidia")):
            for fact in found.fp16.facts:
                source = ledger.source(ledger.row(fact).source_id)
                assert source.published[:10] <= ledger.as_of.isoformat()
    assert is_gap(model.distance(EVE, "metax").memory_ratio)
    assert model.kept(EVE) == []


def test_a_planned_step_is_never_a_step():
    for product in road.roadmap(EVE, "metax").products:
        assert all(m.first <= EVE.as_of for m in product.steps.values())


def test_variants_of_a_chip_are_not_counted_twice():
    ids = [c.id for c in model.chips(LATEST, ("metax",))]
    assert "metax_c500" in ids
    assert not any(i.startswith("metax_c500_") for i in ids)


@pytest.mark.parametrize("company", COMPANIES)
@pytest.mark.parametrize(
    "ledger", [EVE, load(as_of="2026-04-30"), LATEST], ids=lambda x: str(x.as_of)
)
def test_every_company_gets_numbers_or_reasons(company, ledger):
    far = model.distance(ledger, company)
    for value in (far.ratio, far.lag, road.stock(ledger, company).quarters):
        assert is_gap(value) or value.value > 0
    for value in (far.ratio, road.link(ledger, company).ratio):
        if is_gap(value):
            assert value.reason.en.endswith(".")
            assert value.reason.zh.endswith("。")
