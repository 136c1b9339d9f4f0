"""Supply by house and year and the domestic share, against Decimal from the printed digits."""

from decimal import Decimal
from itertools import product

import pytest

from tapeout.findings import timing_domestic_words, timing_supply_words
from tapeout.ledger import load, shipped
from tapeout.model import concentration, timing, timing_domestic, timing_supply
from tapeout.quantity import Quantity, is_gap
from tapeout.registry import Registry, figure_payload, sentence_tokens, table_payload
from tapeout.tables import timing_supply as tables
from tests.evidence import changed
from tests.spoken import plain

D = Decimal
EVE = "2025-12-16"
DATES = (EVE, "2026-04-30", "latest")
VENDORS = "china_ai_accelerator_market"
# Printed by Bernstein (value) and IDC (cards), in percent and in cards.
VALUE_2025, VALUE_2026 = (
    {"nvidia": 39, "huawei": 39, "amd": 2},
    {"nvidia": 8, "huawei": 50, "amd": 12},
)
CARDS_2025 = {"huawei": 812_000, "t_head": 265_000, "cambricon": 116_000, "kunlunxin": 116_000}
ALL_CARDS_2025 = 4_000_000


def share(segment, year, house="bernstein", metric="market_share"):
    return f"{VENDORS}.{metric}.{segment}.{year}.{house}"


def count(supply, house, period):
    return next(c for c in supply.counts if (c.house, c.period) == (house, period))


def said(sentences, language="en"):
    return " ".join(plain(s, language) for s in sentences)


# -- concentration -----------------------------------------------------------------------------
def percents(*values):
    return [Quantity.printed(D(v), "percent", 1, fact=f"share.{k}") for k, v in enumerate(values)]


def test_the_box_of_rounding_ends_where_the_shares_sum_to_a_hundred():
    """METHODS T-1: 4817.5 to 5011.5, the upper end with no tail and a sum of exactly 100."""
    _, low, high = concentration.hhi_bounds(percents(66, 23, 5, 1, 1, 1))
    assert (low.lo, low.value, low.hi) == (D("4817.5"), 4913, D("5011.5"))
    tops = [D(v) + D("0.5") for v in (66, 23, 5, 1, 1, 1)]
    assert sum(tops) == 100
    assert sum(v * v for v in tops) == D("5011.5")
    # The tail as one firm: the most of all corners of the box, one share giving way at 100.
    corners = product(*((D(v) - D("0.5"), D(v) + D("0.5")) for v in (66, 23, 5, 1, 1, 1)))
    most = max(sum(v * v for v in c) + (100 - sum(c)) ** 2 for c in corners)
    assert most == D("5014.5") == high.hi


def test_two_shares_of_the_whole_cannot_both_be_rounded_down():
    _, low, _ = concentration.hhi_bounds(percents(60, 40))
    assert (low.lo, low.hi) == (D("59.5") ** 2 + D("39.5") ** 2, D("60.5") ** 2 + D("39.5") ** 2)
    assert low.hi < D("60.5") ** 2 + D("40.5") ** 2


def test_shares_that_round_up_past_the_whole_leave_no_tail():
    tail, low, high = concentration.hhi_bounds(percents(60, 41))
    assert (tail.value, tail.lo, tail.hi) == (0, 0, 0)
    assert low.lo == low.hi == high.hi == D("59.5") ** 2 + D("40.5") ** 2


def test_shares_that_cannot_stand_together_are_a_gap():
    assert all(is_gap(bound) for bound in concentration.hhi_bounds(percents(60, 50)))


def test_contradicting_shares_stop_nothing(tmp_path):
    other = {share("nvidia", 2024): {"value": "90", "reported_as": "90%"}}
    ledger = changed(tmp_path, **other)()
    assert is_gap(timing.shares(ledger, "metax").hhi_low)
    _, words = everything(ledger, "metax")
    assert "concentration falls" not in words


# -- shares by house and year --------------------------------------------------------------------
def test_the_columns_are_the_printed_shares(latest):
    supply = timing_supply.supply(latest, "metax")
    for period, printed in (("2025", VALUE_2025), ("2026", VALUE_2026)):
        found = count(supply, "bernstein", period)
        assert {h.id: int(h.share.value) for h in found.holdings} == printed
        assert found.hhi_low.value == sum(v * v for v in printed.values())
        rest = 100 - sum(printed.values())
        assert found.hhi_high.value == sum(v * v for v in printed.values()) + rest * rest
    assert [count(supply, "bernstein", y).nature for y in ("2024", "2025", "2026")] == [
        "after", "early", "forecast",
    ]  # fmt: skip


def test_cards_without_a_printed_share_are_divided_by_all_cards(latest):
    found = count(timing_supply.supply(latest, "metax"), "idc", "2025")
    for vendor, cards in CARDS_2025.items():
        held = found.of(vendor).share
        assert held.value == pytest.approx(D(cards) / ALL_CARDS_2025 * 100)
        assert held.lo < held.value < held.hi  # both are printed as "about"
    assert (found.of("nvidia").share.value, found.of("amd").share.value) == (55, 4)


def test_value_and_cards_never_share_a_column(latest):
    for c in timing_supply.supply(latest, "metax").counts:
        for holding in c.holdings:
            rows = [latest.row(fact) for fact in holding.share.facts]
            assert {row.house for row in rows} == {c.house}
            by_cards = [row.metric == "market_units" or "+units" in row.segment for row in rows]
            assert all(b == (c.basis == "cards") for b in by_cards)


def test_a_share_of_two_lower_bounds_is_no_vendor_share(tmp_path):
    unit = share("huawei", 2025, "idc", "market_units")
    open_ = changed(tmp_path, **{unit: {"reported_as": "more than 812,000"}})
    assert count(timing_supply.supply(open_(), "metax"), "idc", "2025").of("huawei") is None


def test_unlike_definitions_stand_apart(latest):
    supply = timing_supply.supply(latest, "metax")
    found = {d.key: (d.share.value, d.market.en) for d in supply.others}
    assert found["cic_intelligent_computing_chip_top2_2024"][0] == D("94.4")
    assert found["frost_sullivan_gpgpu_company_a_2024"][0] == D("91.9")
    assert not any("accelerator" in market for _, market in found.values())


def test_a_later_share_that_rises_is_not_called_a_loss(tmp_path):
    other = {share("nvidia", 2025): {"value": "69", "reported_as": "69%"}}
    words = said(
        timing_supply_words.supply(timing_supply.supply(changed(tmp_path, **other)(), "metax"))
    )
    assert "lost share" not in words
    assert "69%" in words


def test_concentration_that_rises_is_said_to_rise(tmp_path):
    other = {
        share("nvidia", 2026): {"value": "2", "reported_as": "2%"},
        share("huawei", 2026): {"value": "90", "reported_as": "90%"},
        share("amd", 2026): {"value": "1", "reported_as": "1%"},
    }
    words = said(
        timing_supply_words.supply(timing_supply.supply(changed(tmp_path, **other)(), "metax"))
    )
    assert "concentration rises" in words
    assert "concentration falls" in said(
        timing_supply_words.supply(timing_supply.supply(load(shipped()), "metax"))
    )


def test_a_contradiction_between_value_and_cards_is_told(tmp_path):
    other = {share("nvidia+units", 2024, "idc"): {"value": "82", "reported_as": "82%"}}
    words = said(
        timing_supply_words.supply(timing_supply.supply(changed(tmp_path, **other)(), "metax"))
    )
    assert "does not contradict" not in words
    assert "against the 66% by value" in words


# -- the domestic share --------------------------------------------------------------------------
def source(domestic, house):
    return next(s for s in domestic.sources if s.house == house)


def test_each_source_keeps_its_own_points(latest):
    found = timing_domestic.domestic(latest)
    points = {
        s.house: [(p.period, round(float(p.share.value), 1)) for p in s.points]
        for s in found.sources
    }
    cards = round(820_000 / 2_700_000 * 100, 1)
    assert points == {
        "bernstein": [("2023", 19), ("2024", 100 - 66 - 5), ("2025", 100 - 39 - 2), ("2026", 80), ("2028", 93)],
        "idc": [("2023H1", 10), ("2024", cards), ("2025H1", 35), ("2025", 41)],
        "frost_sullivan": [("2022", 8.3), ("2024", 17.4), ("2029", 50)],
        "cic": [("2024", 20), ("2029", 60)],
        "trendforce": [("2025", 40)],
    }  # fmt: skip


def test_what_is_only_a_bound_is_called_one(latest):
    found = timing_domestic.domestic(latest)
    bounds = {(s.house, p.period): p.bound for s in found.sources for p in s.points if p.bound}
    assert bounds == {
        ("bernstein", "2024"): "at_most", ("bernstein", "2025"): "at_most",
        ("frost_sullivan", "2029"): "at_least",
    }  # fmt: skip
    words = said(timing_domestic_words.domestic(found))
    assert "more than 50%" in words


def test_the_distance_is_of_one_year_and_recomputes(latest):
    found = timing_domestic.domestic(latest)
    assert found.year.en == "2024"
    assert (found.low[0].house, found.high[0].house) == ("frost_sullivan", "idc")
    apart = D(820_000) / D(2_700_000) * 100 - D("17.4")
    assert found.apart.value == pytest.approx(apart)
    assert found.apart.unit == "pp"


def test_one_house_on_one_year_twice_is_a_revision(latest, eve):
    revision = timing_domestic.domestic(latest).revision
    assert (revision.before.share.value, revision.after.share.value) == (37, 59)
    assert revision.difference.value == 22
    assert timing_domestic.domestic(eve).revision is None
    words = said(timing_domestic_words.doubt(timing_domestic.domestic(latest)))
    assert "higher by 22 percentage points" in words
    assert "revised" not in said(timing_domestic_words.doubt(timing_domestic.domestic(eve)))


def test_a_revision_downwards_is_said_to_be_lower(tmp_path):
    other = {share("domestic", 2025): {"value": "77", "reported_as": "77%"}}
    found = timing_domestic.domestic(changed(tmp_path, **other)())
    assert "lower by 18 percentage points" in said(timing_domestic_words.doubt(found))


def test_an_upper_bound_proves_no_rise(latest):
    bernstein = source(timing_domestic.domestic(latest), "bernstein")
    assert [p.period for p in bernstein.trend] == ["2023", "2026", "2028"]


def test_a_series_that_falls_is_told(tmp_path):
    name = "china_intelligent_computing_chip_market.market_share.domestic.2029.cic"
    found = timing_domestic.domestic(
        changed(tmp_path, **{name: {"value": "10", "reported_as": "10%"}})()
    )
    assert not found.all_rise
    assert "not all" in said(timing_domestic_words.domestic(found))
    assert timing_domestic_words.domestic_message(found).en.startswith("Not every series rises")


def test_forecasts_are_called_forecasts(eve):
    found = timing_domestic.domestic(eve)
    assert "forecast" in timing_domestic_words.domestic_message(found).en
    assert "预测" in timing_domestic_words.domestic_message(found).zh
    assert said(timing_domestic_words.domestic(found)).count("forecasts") == 2


def test_a_ratio_of_two_lower_bounds_is_no_count(latest):
    words = said(timing_domestic_words.doubt(timing_domestic.domestic(latest)))
    assert (
        "a quotient of two lower bounds, more than 820,000 of more than 2.7 million cards" in words
    )


def test_a_used_fact_moves_what_rests_on_it(tmp_path):
    part = share("domestic", 2024, "idc", "market_units")
    found = timing_domestic.domestic(
        changed(tmp_path, **{part: {"value": "410000", "reported_as": "超过41万张"}})()
    )
    assert found.high[0].house == "bernstein"
    assert "at most 29%" in said(timing_domestic_words.domestic(found))


# -- point in time, gaps, ids --------------------------------------------------------------------
def everything(ledger, company):
    """Return the registry after all tables, messages and sentences of the beats."""
    from tapeout.figures import timing_supply as drawings

    registry = Registry("timing")
    supply, domestic = timing_supply.supply(ledger, company), timing_domestic.domestic(ledger)
    for table in (tables.supply_shares, tables.concentration, tables.other_definitions):
        table_payload(table(supply), registry)
    figure_payload(drawings.domestic_share(domestic), registry, {})
    words = [
        *timing_supply_words.supply(supply), *timing_domestic_words.domestic(domestic),
        *timing_domestic_words.doubt(domestic),
    ]  # fmt: skip
    for sentence in words:
        sentence_tokens(sentence, registry)
    return registry, said(words)


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("company", ["metax", "biren", "enflame", "nvidia", "loongson"])
def test_an_edition_holds_only_what_was_published(company, as_of):
    ledger = load(shipped(), as_of=as_of)
    registry, words = everything(ledger, company)
    for fact in registry.facts:
        assert ledger.row(fact).visible_from <= ledger.as_of
    assert "None" not in words


def test_later_facts_do_not_move_an_earlier_edition(tmp_path, eve):
    later = {
        share("nvidia", 2025): {"value": "77", "reported_as": "77%"},
        share("domestic", 2028): {"value": "11", "reported_as": "11 percent"},
    }
    open_ = changed(tmp_path, **later)
    assert everything(open_(EVE), "metax")[1] == everything(eve, "metax")[1]
    assert everything(open_(), "metax")[1] != everything(load(shipped()), "metax")[1]


def test_before_anything_was_published_the_gap_is_said():
    ledger = load(shipped(), as_of="2015-01-01")
    _, words = everything(ledger, "metax")
    assert "holds no shares of China's AI accelerators by vendor" in words
    assert "holds no year for which two sources" in words
