"""Collectives and scaling against worked examples, units, a second path, and changed facts."""

from decimal import Decimal

import pytest

from tapeout.errors import DataProblem
from tapeout.findings import technology_cluster_words as words
from tapeout.findings import technology_link_words as link_words
from tapeout.ledger import load, shipped
from tapeout.model import technology_collectives as collectives
from tapeout.model.technology_cluster import CARDS, cluster
from tapeout.model.technology_collectives import Network, Training
from tapeout.model.technology_link import link
from tapeout.model.technology_link_parts import split
from tapeout.quantity import is_gap
from tapeout.registry import Registry, sentence_tokens, table_payload
from tapeout.tables import technology_cluster as tables
from tests.evidence import changed

D = Decimal
EVE, SPRING, LATEST = (load(shipped(), as_of=day) for day in ("2025-12-16", "2026-04-30", "latest"))
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "huawei", "kunlunxin",
             "enflame", "loongson", "jingjia_micro", "nvidia", "amd")  # fmt: skip
BUS = "metax_c550.interconnect_measured.allreduce_busbw_8_cards.2026-07-11.labws"
RATE = "metax_c500.compute_dense.fp16.2023"
# METHODS L-3 and L-4: eight cards of 190.5 GB/s in a node, 36.5 GB/s between nodes.
NET = Network(8, 190.5e9, 3e-6, 36.5e9, 9e-6)
WORK = Training(7.6e9, 28, 3584, 16384, 0.40 * 240e12)
near = pytest.approx


def close(value):
    return near(value, rel=1e-9)


# -- collectives (Hockney 1994; Patarasuk and Yuan 2009; Thakur, Rabenseifner and Gropp 2005) ---
def test_all_reduces_match_the_worked_examples():
    assert collectives.ring(1e9, 8, 190.5e9, 3e-6) == close(0.009228351706)
    assert collectives.flat(1e9, 64, NET) == close(0.05507235616)
    assert collectives.all_reduce(1e9, 64, NET) == close(0.01534750239)


def test_a_ring_moves_each_share_twice_step_by_step():
    # A second path: 2 (n - 1) steps, in each of which a card sends one n-th of the bytes.
    cards, size = 8, 1e9
    told = sum(3e-6 + size / cards / 190.5e9 for _ in range(2 * (cards - 1)))
    assert collectives.ring(size, cards, 190.5e9, 3e-6) == close(told)


def test_bus_bandwidth_is_that_of_nccl_tests():
    assert collectives.bus_bandwidth(132.76, 8) == close(232.33)
    # Without latency a ring's bus bandwidth is that of its link, whatever the count.
    for cards in CARDS:
        time = collectives.ring(1e9, cards, 50e9, 0)
        assert collectives.bus_bandwidth(1e9 / time, cards) == close(50e9)


def test_latency_and_bandwidth_are_fitted_to_the_published_sweep():
    latency, bandwidth = collectives.fit((32_768, 43.83e-6), (17_179_869_184, 127_997e-6), 8)
    assert latency * 1e6 == close(3.113282016)
    assert bandwidth / 1e9 == close(234.9665407)
    assert collectives.ring(32_768, 8, bandwidth, latency) == close(43.83e-6)


def test_scaling_matches_the_worked_examples():
    assert collectives.step_seconds(WORK) == close(7.7824)
    assert collectives.all_reduce(2 * 7.6e9, 64, NET) == close(0.2308964363)
    for overlap, kept in ((0, 0.9711858362), (0.5, 0.9853823200), (0.9, 0.9970418712)):
        assert collectives.data_parallel(WORK, 64, NET, overlap) == close(kept)
    flat = collectives.flat(2 * 7.6e9, 64, NET)
    assert collectives.efficiency(7.7824, flat, 0) == close(0.9045729248)
    assert collectives.tensor_parallel(WORK, 8, NET, 0) == close(0.8857041230)


def test_units_bytes_and_seconds_go_together():
    # Bytes and bandwidth times one factor leave the time; without latency time goes with bytes.
    assert collectives.ring(3e9, 8, 3 * 190.5e9, 3e-6) == close(0.009228351706)
    assert collectives.ring(2e9, 8, 1e9, 0) == close(2 * collectives.ring(1e9, 8, 1e9, 0))
    assert collectives.ring(0, 8, 1e9, 1e-6) == close(14e-6)
    # FLOP over FLOP/s: twice the tokens at twice the speed take the same time.
    double = Training(7.6e9, 28, 3584, 2 * 16384, 2 * 0.40 * 240e12)
    assert collectives.step_seconds(double) == close(7.7824)


def test_one_node_is_a_ring_and_broken_nodes_are_refused():
    assert collectives.all_reduce(1e9, 8, NET) == collectives.ring(1e9, 8, 190.5e9, 3e-6)
    with pytest.raises(ValueError, match="12 cards do not fill nodes of 8"):
        collectives.all_reduce(1e9, 12, NET)


def test_efficiency_falls_with_cards_and_rises_with_overlap():
    told = [collectives.data_parallel(WORK, cards, NET, 0.5) for cards in CARDS]
    assert told == sorted(told, reverse=True)
    assert collectives.efficiency(1, 1, 1) == 1
    assert collectives.efficiency(1, 0, 0) == 1


# -- on the ledger ---------------------------------------------------------------------------


def by_hand(rate, inside, inside_us, between, between_us, overlap, tokens=16384):
    """Return the data-parallel efficiency of 64 cards in Decimal, percent, from printed figures."""
    bytes_ = 2 * D(7_600_000_000)
    compute = 6 * D(7_600_000_000) * tokens / (D("0.38") * D(rate) * 10**12)
    node = 2 * (D(7) / 8 * bytes_ / (D(inside) * 10**9) + 7 * D(inside_us) / 10**6)
    across = 2 * D(7) / 8 * bytes_ / 8 / (D(between) * 10**9) + 14 * D(between_us) / 10**6
    return 100 * compute / (compute + (1 - D(overlap)) * (node + across))


def test_the_band_of_metax_by_a_second_path():
    at = cluster(LATEST, "metax").at(64).data
    low = by_hand(240, "190.5", 7, D(25) * D("0.60"), 50, 0)
    mid = by_hand(240, "190.5", "3.1", D(50) * D("0.73"), 9, "0.5")
    high = by_hand(240, D(896) / 2 * D("0.82"), 1, D(50) * D("0.90"), 2, "0.9")
    for told, hand in ((at.low, low), (at.mid, mid), (at.high, high)):
        assert abs(told.value - hand) < D("0.0001")
    small = by_hand(240, "190.5", 7, D(25) * D("0.60"), 50, 0, tokens=4096)
    assert abs(cluster(LATEST, "metax").small_batch.low.value - small) < D("0.0001")


def test_the_cluster_as_cards_of_the_yardstick():
    c = cluster(LATEST, "metax")
    own, yard = (found(64).data.mid.value for found in (c.at, c.yard_at))
    assert abs(c.speed.value - 64 * D(240) / D("989.5") * own / yard) < D("0.001")


def test_on_the_eve_no_link_was_published_and_parity_is_only_tried():
    c = cluster(EVE, "metax")
    assert c.borrowed and c.setting.link_product.en == "NVIDIA H100"
    told = words.cluster(c)
    assert told[0].gaps and "cannot be computed" in told[0].gaps[0].reason.en
    assert all("_64" not in name or name.endswith(("_if_h100_link", "_of_h100"))
               for s in told[1:] for name in s.numbers)  # fmt: skip
    assert "would keep" in words.message(c).en
    registry = Registry("technology")
    for sentence in (words.message(c), *told):
        sentence_tokens(sentence, registry)
    assert registry.records["technology.scaling_efficiency_64"]["value"] is None
    assert registry.records["technology.scaling_efficiency_64_if_h100_link"]["value"]


def test_a_later_measurement_does_not_leak_into_an_earlier_edition():
    assert cluster(SPRING, "metax").setting.bus is None
    assert cluster(LATEST, "metax").setting.bus.value == D("190.5")
    for ledger in (EVE, SPRING):
        for company in COMPANIES:
            c = cluster(ledger, company)
            facts = {f for s in c.steps for q in (s.data.low, s.tensor.high) for f in q.facts}
            facts |= {f for p in split(ledger, company).parts for q in (p.own, p.yardstick)
                      for f in q.facts}  # fmt: skip
            for fact in facts:
                assert ledger.row(fact).visible_from <= ledger.as_of


def test_a_wider_link_and_a_faster_chip_move_the_band(tmp_path):
    base = cluster(LATEST, "metax").at(64)
    # The assumption of the band is held against the same fact: both have to move.
    slower = {"value": "95.25", "reported_as": "95.25"}
    with pytest.raises(DataProblem, match="as its formula gives on the facts"):
        changed(tmp_path, **{BUS: slower})()
    nearby = {"value": "192.0", "reported_as": "192.0"}  # still 42 to 43 percent of nominal
    close_by = cluster(changed(tmp_path / "a", **{BUS: nearby})(), "metax").at(64)
    assert close_by.data.mid.value > base.data.mid.value
    assert close_by.data.high.value == base.data.high.value
    faster = {"value": "480", "reported_as": "480TFLOPS"}
    after = cluster(changed(tmp_path / "b", **{RATE: faster})(), "metax").at(64)
    assert after.data.mid.value < base.data.mid.value
    assert after.tensor.low.value < base.tensor.low.value


def test_a_claim_beyond_the_model_is_only_stated(tmp_path):
    fact = "metax.relative_performance.scaling_1000_cards.2025-12"
    assert "no proof of the link" in words.cluster(cluster(LATEST, "metax"))[-1].en
    low = changed(tmp_path, **{fact: {"value": "60", "reported_as": "60%左右"}})()
    assert "no test body named" in words.cluster(cluster(low, "metax"))[-1].en


# -- the link in parts -------------------------------------------------------------------------
def test_the_parts_of_the_claim_by_a_second_path():
    found = split(LATEST, "metax")
    ratio = {p.key: p.ratio.value for p in found.parts}
    assert abs(ratio["peak"] - D(896) / 900 * 100) < D("1e-9")
    assert found.link.ratio.value == link(LATEST, "metax").ratio.value
    assert abs(ratio["card"] - D(896) * 3 / 7 / 900 * 100) < D("1e-9")
    assert abs(ratio["pair"] - D("63.58") / 450 * 100) < D("1e-9")
    assert abs(ratio["collective"] - D("190.5") / 370 * 100) < D("1e-9")
    assert abs(ratio["in_network"] - D("190.5") / 480 * 100) < D("1e-9")
    kept, other = D("50.74") / D("63.58"), D("783.73") / 900
    assert abs(ratio["effective"] - kept / other * 100) < D("1e-9")
    assert found.both_ways and found.claimed
    assert (found.fewest.own.value, found.part("domain").own.value) == (4, 128)


def test_the_office_network_is_not_used():
    told = [
        f for s in cluster(LATEST, "metax").steps for q in (s.ring, s.data.low) for f in q.facts
    ]
    assert not any("allreduce_busbw_128" in fact for fact in told)


def test_the_verdicts_turn_with_the_figures():
    found = split(LATEST, "metax")
    told = {p.key: link_words.verdict(p, found).en for p in found.parts}
    assert told["peak"] == "equal on paper" and told["collective"] == "narrower"
    moore = split(LATEST, "moore_threads")
    assert (
        link_words.verdict(moore.part("peak"), moore).en
        == "narrower on paper, direction not stated"
    )
    assert link_words.verdict(moore.part("pair"), moore).en == "open: nothing published"
    eve = split(EVE, "moore_threads")
    assert link_words.verdict(eve.part("peak"), eve).en == "open: yardstick not in the evidence"


def test_a_faster_switch_moves_its_ratio_alone(tmp_path):
    fact = "nvidia_h100.interconnect_measured.allreduce_busbw_8_cards_sharp.2024-05-06.nvidia"
    faster = changed(tmp_path, **{fact: {"value": "960", "reported_as": "~960GB/s"}})()
    before, after = split(LATEST, "metax"), split(faster, "metax")
    assert after.part("in_network").ratio.value * 2 == before.part("in_network").ratio.value
    assert after.part("collective").ratio.value == before.part("collective").ratio.value


@pytest.mark.parametrize("ledger", [EVE, SPRING, LATEST], ids=lambda x: str(x.as_of))
@pytest.mark.parametrize("company", COMPANIES)
def test_every_company_gets_sentences_and_tables(company, ledger):
    c, found = cluster(ledger, company), split(ledger, company)
    registry = Registry("technology")
    said = [*link_words.split(found), words.message(c), *words.cluster(c)]
    for sentence in said:
        sentence_tokens(sentence, registry)
    for table in (tables.link_parts(found), *tables.basis(c)):
        table_payload(table, registry)
    assert "technology.interconnect_ratio_to_h200" in registry.records
    for step in c.steps:
        for band in (step.data, step.tensor):
            assert 0 < band.low.value <= band.mid.value <= band.high.value <= 100
    if not c.steps:
        assert is_gap(c.speed) and c.gap.reason.zh.endswith("。")
