"""Chips against the frontier: a hand-made frontier, real anchors by a second path, vintage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tapeout.findings import technology as findings
from tapeout.findings import technology_answers as answers
from tapeout.ledger import load
from tapeout.model import technology as model
from tapeout.model import technology_link as links
from tapeout.model import technology_measured as measured
from tapeout.model import technology_roadmap as road
from tapeout.model import technology_shipping as shipping
from tapeout.model import technology_software as software
from tapeout.model import technology_stock as stocks
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
    kept = {k.chip.id: k.ratio.value for k in measured.kept(LATEST)}
    assert abs(kept["metax_c500"] - D("226.28") / D(240) * 100) < D("1e-9")
    assert abs(kept["nvidia_h20"] - D("142.09") / D(148) * 100) < D("1e-9")
    share = software.repositories(LATEST, "metax").unchanged
    assert abs(share.value - D(4173) / D(4490) * 100) < D("1e-9")
    link = links.link(LATEST, "metax")
    assert abs(link.ratio.value - D(896) / D(900) * 100) < D("1e-9")
    assert link.unstated


def test_stock_by_count_and_its_quarters():
    stock = stocks.stock(EVE, "metax")
    left = (1444 + 32563 + 6058) - (272 + 13606 + 8055)
    assert left == 18132
    assert stock.left.value == left
    assert abs(stock.quarters.value - D(left) / D(8055)) < D("1e-9")
    assert stock.stopped.iso == "2024-11"
    # A later year sold does not change what stood in stock on that day.
    later = stocks.stock(LATEST, "metax")
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
    assert measured.kept(EVE) == []


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
    for value in (far.ratio, far.lag, stocks.stock(ledger, company).quarters):
        assert is_gap(value) or value.value > 0
    for value in (far.ratio, links.link(ledger, company).ratio):
        if is_gap(value):
            assert value.reason.en.endswith(".")
            assert value.reason.zh.endswith("。")


# -- what ships, since when, and by whose figure -----------------------------------------------
@pytest.mark.parametrize(("day", "lag"), [("2024-02-03", "3.72"), ("2025-12-16", "5.59")])
def test_the_model_gives_the_worked_lag_on_both_dates(hand_made, monkeypatch, day, lag):
    # METHODS L-1: 3.72 at the chip's own start, 5.6 as of the eve.
    monkeypatch.setattr(model, "today", lambda _ledger: Moment.parse(day))
    assert abs(model.distance(EVE, "metax").lag.value - D(lag)) < D("0.01")


def test_above_the_frontier_the_lag_is_nothing_and_is_said(monkeypatch):
    found = {
        "nvidia": [chip("h", "nvidia", "2022-09-20", "989.5")],
        "metax": [chip("new", "metax", "2025-01-01", "3000")],
    }
    monkeypatch.setattr(
        model, "chips", lambda _led, makers: [c for m in makers for c in found.get(m, ())]
    )
    far = model.distance(EVE, "metax")
    assert far.ahead
    assert far.lag.value == 0
    assert "no lag to measure" in findings.lag(far).en


def test_of_equals_the_frontier_is_the_first_that_gave_as_much():
    # B300 equals B200: the chip that the title names is where the drawn frontier ends.
    assert model.distance(LATEST, "metax").best.id == model.frontier(LATEST)[-1].id == "nvidia_b200"


def test_a_chip_that_never_reached_volume_does_not_lead():
    row = LATEST.rows("biren_br100", "product_status")[-1]
    assert row.value.startswith("never")
    assert shipping.halted(LATEST, "biren_br100")
    far = model.distance(LATEST, "biren")
    assert far.chip is None
    assert is_gap(far.ratio)
    assert "Biren BR106" in [name.en for name in far.unrated]


def test_a_figure_of_the_year_of_its_compilation_dates_nothing():
    chips = {c.id: c for c in model.chips(LATEST, ("huawei",))}
    assert is_gap(chips["huawei_ascend_910b2"].date)
    assert chips["huawei_ascend_910"].date.iso == "2019-08-23"


def test_no_link_of_a_chip_to_come():
    # Ascend 960 is planned for 2027, Huashan was announced: neither is what a buyer gets.
    assert links.link(LATEST, "huawei").product.en == "Huawei Ascend 910C"
    moore = links.link(LATEST, "moore_threads")
    assert moore.product.en == "MTT S5000"
    assert abs(moore.ratio.value - D(800) / D(900) * 100) < D("1e-9")


def test_a_plan_whose_time_is_over_is_not_ahead():
    # Of four planned Ascends one was due in the first quarter of 2026.
    assert road.roadmap(EVE, "huawei").ahead.value == 4
    assert road.roadmap(LATEST, "huawei").ahead.value == 3


def test_months_of_the_leading_chip_are_its_own():
    found = road.roadmap(LATEST, "metax")
    months = road.wait(found, model.distance(LATEST, "metax").chip)
    days = [
        (date(2024, 2, 1) - date(2022, 12, 31)).days,
        (date(2024, 2, 29) - date(2022, 12, 1)).days,
    ]
    assert abs(months.lo - D(days[0]) / D("30.436875")) < D("1e-9")
    assert abs(months.hi - D(days[1]) / D("30.436875")) < D("1e-9")
    for company in ("moore_threads", "biren"):
        led = model.distance(LATEST, company).chip
        assert is_gap(road.wait(road.roadmap(LATEST, company), led))


def test_a_form_is_dropped_only_for_a_chip_that_has_a_rate_itself():
    kept = {k.chip.id: k for k in measured.kept(LATEST)}
    assert abs(kept["hygon_k100_ai"].ratio.value - D("88.03") / D(192) * 100) < D("1e-9")
    c500 = kept["metax_c500"]
    assert c500.other_claim.value == 280
    assert abs(c500.other_ratio.value - D("226.28") / D(280) * 100) < D("1e-9")
    assert kept["moore_threads_s4000"].other_ratio is None


def test_estimates_and_unrated_chips_are_said():
    told = " ".join(s.en for s in findings.caveats(model.distance(LATEST, "cambricon")))
    assert told.count("an estimate by other hands") == 2
    assert "estimate" in answers._behind(model.distance(LATEST, "cambricon"))[0]["en"]
    far = model.distance(LATEST, "metax")
    assert [name.en for name in far.unrated] == ["MetaX C600"]
    assert (far.chip.estimated, far.chip.memory_estimated) == (False, True)
    assert "estimate" not in answers._behind(far)[0]["en"]
    assert model.distance(EVE, "metax").unrated == ()


def test_no_fact_of_the_section_was_published_after_the_edition():
    for ledger in (EVE, load(as_of="2026-04-30")):
        for company in COMPANIES:
            far, link = model.distance(ledger, company), links.link(ledger, company)
            values = (far.ratio, far.lag, far.memory_ratio, link.own, link.ratio,
                      road.wait(road.roadmap(ledger, company), far.chip))  # fmt: skip
            for value in values:
                for fact in () if is_gap(value) else value.facts:
                    source = ledger.source(ledger.row(fact).source_id)
                    assert source.published[:10] <= ledger.as_of.isoformat()
