"""The roofline against worked examples, units, a second path in Decimal, and changed inputs.

METHODS L-2: attainable rates after Williams, Waterman and Patterson 2009, decoding, prefill and
training after Austin and others 2025.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeout.findings import technology_inference_words as beside
from tapeout.findings import technology_roofline_words as words
from tapeout.formula import formula
from tapeout.ledger import load, shipped
from tapeout.model import technology_inference as inference
from tapeout.model.technology import chip_of, distance
from tapeout.model.technology_inference import Model, Usage
from tapeout.model.technology_roofline import roof, roofline
from tapeout.model.technology_serving import setting
from tapeout.quantity import Quantity, is_gap, largest
from tapeout.registry import Registry, sentence_tokens, table_payload
from tapeout.tables import technology_roofline as tables
from tapeout.text import LANGUAGES, Text
from tests.evidence import changed

D = Decimal
EVE, SPRING, LATEST = (load(shipped(), as_of=day) for day in ("2025-12-16", "2026-04-30", "latest"))
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "huawei", "kunlunxin",
             "enflame", "loongson", "jingjia_micro", "nvidia", "amd")  # fmt: skip
FP16, MEMORY = "metax_c500.compute_dense.fp16.2023", "metax_c500.memory_bandwidth.2023"
BATCHES = (1, 16, 64, 256)
NEARLY = D("1.000000000001")


def exact(value, unit):
    return Quantity.exact(D(value), unit)


# -- the worked example -------------------------------------------------------------------------
A_TOKEN = "FLOP/parameters/tokens"  # noqa: S105 - a unit
USAGE = Usage(exact(2, A_TOKEN), exact(6, A_TOKEN), exact(2, "bytes/parameters"),
              exact(2048, "tokens/sequences"))  # fmt: skip
SMALL = Model("small", Text.same("small"), exact("7.6e9", "parameters"), exact(57344, "bytes/tokens"))  # fmt: skip
LARGE = Model("large", Text.same("large"), exact("70.6e9", "parameters"), exact(327680, "bytes/tokens"))  # fmt: skip
P, B = exact("240e12", "FLOP/s"), exact("1.8e12", "bytes/s")


def many(batch):
    return exact(batch, "sequences")


def near(value, rel="1e-9"):
    return pytest.approx(float(value), rel=float(rel))


def test_ridge_and_critical_batch_of_the_example():
    assert float(inference.ridge(P, B).value) == near("133.3333333333")
    assert float(inference.critical_batch(P, B, USAGE).value) == near("133.3333333333")


@pytest.mark.parametrize(("intensity", "tflops"), [(1, "1.8"), (16, "28.8"), (64, "115.2"), (256, "240")])  # fmt: skip
def test_attainable_rates_of_the_example(intensity, tflops):
    found = inference.attainable(P, B, exact(intensity, "FLOP/bytes"))
    assert float(found.value) / 1e12 == near(tflops)


@pytest.mark.parametrize(("batch", "rate"), [
    (1, "117.5131053"), (16, "1686.276640"), (64, "5071.272338"), (256, "7777.376504"),
])  # fmt: skip
def test_decoding_of_the_example(batch, rate):
    found = inference.decode(P, B, SMALL, USAGE, many(batch))
    assert float(found.value) == near(rate, "1e-8")


def test_prefill_and_training_of_the_example():
    assert float(inference.prefill(P, SMALL, USAGE).value) == near("15789.47368", "1e-8")
    used = exact(40, "percent")
    assert float(inference.train(P, SMALL, USAGE, used).value) == near("2105.263158", "1e-8")
    bound = inference.train(P, SMALL, USAGE)
    assert float(bound.value) == near(D("240e12") / (6 * D("7.6e9")))


def test_the_cache_of_a_token_follows_from_the_shapes():
    used = setting(LATEST)
    assert used.models[0].cache.value == 2 * 28 * 4 * 128 * 2 == 57344
    assert used.models[1].cache.value == 2 * 80 * 8 * 128 * 2 == 327680
    assert [int(b.value) for b in used.batches] == list(BATCHES)


# -- units --------------------------------------------------------------------------------------
def test_units_multiply_out():
    """FLOP/s, bytes/s and FLOP/bytes cancel to tokens/s, FLOP/s and FLOP/bytes, nothing left over."""
    one = many(1)
    assert inference.peak_of(exact(240, "TFLOPS")).value == P.value
    assert inference.bandwidth_of(exact(1800, "GB/s")).value == B.value
    told = {
        "FLOP/bytes": [inference.ridge(P, B), inference.decode_intensity(SMALL, USAGE, one),
                       inference.pass_intensity(USAGE)],
        "FLOP/s": [P, inference.attainable(P, B, exact(1, "FLOP/bytes"))],
        "FLOP": [USAGE.operations(SMALL, one)],
        "bytes": [USAGE.weights(SMALL), USAGE.caches(SMALL, one)],
        "tokens/s": [inference.decode(P, B, SMALL, USAGE, one),
                     inference.decode_by_memory(B, SMALL, USAGE, one),
                     inference.prefill(P, SMALL, USAGE), inference.train(P, SMALL, USAGE)],
    }  # fmt: skip
    for unit, quantities in told.items():
        assert {q.unit for q in quantities} == {unit}
    # The steps that only rename a unit rename the right one: what is left before them is known.
    rate = inference.decode(P, B, SMALL, USAGE, one)
    assert (rate * USAGE.forward * SMALL.parameters).unit == "FLOP/s"
    bare = P * USAGE.weight / (USAGE.forward * B)
    assert bare.unit == "tokens"


def test_swapped_ceilings_do_not_add_up():
    with pytest.raises(ValueError, match="cannot take the max of"):
        inference.decode(B, P, SMALL, USAGE, many(1))
    with pytest.raises(ValueError, match="cannot take the max of"):
        inference.attainable(B, P, exact(1, "FLOP/bytes"))


@given(st.integers(1, 511))
def test_a_larger_batch_gives_more_and_never_beats_its_bounds(batch):
    less, more = (inference.decode(P, B, SMALL, USAGE, many(b)).value for b in (batch, batch + 1))
    assert less <= more * NEARLY
    assert more <= inference.prefill(P, SMALL, USAGE).value * NEARLY
    assert more <= inference.decode_by_memory(B, SMALL, USAGE, many(batch + 1)).value * NEARLY
    top = inference.attainable(P, B, inference.decode_intensity(SMALL, USAGE, many(batch)))
    rate = inference.decode(P, B, SMALL, USAGE, many(batch)) * USAGE.forward * SMALL.parameters
    assert rate.value <= top.value * NEARLY  # no dot above its roof


# -- the larger of two ----------------------------------------------------------------------------
def test_the_largest_carries_the_interval_and_says_so():
    a = Quantity.printed("10", "ms", "1", fact="a", label=Text.same("first"))
    b = Quantity.printed("10.2", "ms", "0.1", fact="b", label=Text.same("other"))
    found = largest([a, b])
    assert (found.value, found.lo, found.hi) == (D("10.2"), D("10.15"), D("10.5"))
    assert found.facts == ("a", "b") and formula(found).en == "the larger of (first, other)"
    assert (largest([a, b]) - a).hi <= D("0.75")  # the shared fact is one variable: not 1.0
    with pytest.raises(ValueError, match="at least one"):
        largest([])


# -- on the ledger ------------------------------------------------------------------------------
def found_of(ledger, company="metax"):
    return roofline(ledger, company, distance(ledger, company))


def by_hand(tflops, gigabytes, batch):
    """Return tokens a second in Decimal, from the digits as printed."""
    weights = 2 * D(7_600_000_000) / (D(gigabytes) * 10**9)
    compute = 2 * D(7_600_000_000) * batch / (D(tflops) * 10**12)
    cache = D(batch) * 2048 * 57344 / (D(gigabytes) * 10**9)
    return batch / (max(weights, compute) + cache)


@pytest.mark.parametrize(("ledger", "company", "ceilings"), [
    (LATEST, "metax", {"own": (240, 1800), "buyable": (148, 4000), "frontier": (2250, 8000)}),
    (SPRING, "metax", {"own": (240, 1800), "buyable": (148, 4000), "frontier": (2250, 7700)}),
    (EVE, "moore_threads", {"own": (98, 768), "frontier": ("989.5", 3350)}),
    (LATEST, "moore_threads", {"own": (98, 768), "reference": (800, 3200)}),
])  # fmt: skip
def test_speeds_by_a_second_path(ledger, company, ceilings):
    r = found_of(ledger, company)
    for role, (tflops, gigabytes) in ceilings.items():
        each = r.role(role)
        for batch in BATCHES:
            told = each.at(f"decode_{batch}").listed.value
            assert abs(told - by_hand(tflops, gigabytes, batch)) < D("1e-6"), (role, batch)
        assert abs(each.at("prefill").listed.value - D(tflops) * 10**12 / D("15.2e9")) < D("1e-6")
        assert abs(each.ridge.value - D(tflops) * 1000 / gigabytes) < D("1e-9")
        large = each.at("decode_1", "large").listed.value
        hand = 1 / ((D("141.2e9") + 2048 * D(327680)) / (D(gigabytes) * 10**9))
        assert abs(large - hand) < D("1e-6")


def test_what_is_reached_by_a_second_path():
    own = found_of(LATEST).own
    assert own.compute.measured and not own.memory.measured
    soft = by_hand("226.28", D(1800) * D("0.65"), 256)
    assert abs(own.at("decode_256").reached.value - soft) < D("1e-6")
    assert abs(own.memory.reached.value - D(1800) * D("0.80")) < D("1e-9")
    assert abs(own.at("training").reached.value - D("0.38") * 240 * 10**12 / (6 * D("7.6e9"))) < D("1e-6")  # fmt: skip
    assert abs(own.at("prefill").reached.value - D("226.28e12") / D("15.2e9")) < D("1e-6")
    # Nothing was measured by the eve: an assumed share, and its low end is not a measurement.
    eve = found_of(EVE, "moore_threads").own
    assert not eve.compute.measured
    assert abs(eve.compute.reached.value - 98 * D("0.835")) < D("1e-9")


def test_a_measured_bandwidth_goes_before_an_assumed_share():
    c550 = roof(LATEST, chip_of(LATEST, "metax_c550"), "own", setting(LATEST))
    assert c550.memory.measured and c550.memory.reached.value == 1469
    eve = roof(EVE, chip_of(EVE, "metax_c550"), "own", setting(EVE))
    assert eve.memory.reached.value == D("1390.5")  # the later run is not yet known
    assert is_gap(eve.ridge) and not is_gap(eve.memory.listed)


def test_memory_decides_what_fits():
    r = found_of(LATEST)
    assert r.own.at("decode_256").needed.value == D("15.2") + D(256 * 2048 * 57344) / 10**9
    assert r.own.at("decode_256").fits and r.own.at("decode_256").cards.value == 1
    large = r.own.at("prefill", "large")
    assert (large.fits, large.cards.value, large.needed.value) == (False, 3, D("141.2"))
    assert r.own.at("decode_256", "large").cards.value == 5  # 141.2 + 171.8 GB over 64
    assert r.role("frontier").at("prefill", "large").fits
    hygon = found_of(LATEST, "hygon").own
    assert not hygon.at("decode_256").fits and hygon.at("decode_64").fits  # 45.3 and 22.7 of 32 GB
    huawei = found_of(LATEST, "huawei").own
    assert huawei.at("decode_1").fits is None and is_gap(huawei.at("decode_1").cards)


def test_the_ends_of_the_ridge_come_from_the_printed_digits():
    ridge = found_of(LATEST, "moore_threads").own.ridge
    assert abs(ridge.lo - D("97.5") * 1000 / D("768.5")) < D("1e-9")
    assert abs(ridge.hi - D("98.5") * 1000 / D("767.5")) < D("1e-9")


def test_the_bandwidth_ratio_is_that_of_decoding_one_sequence():
    r = found_of(LATEST)
    for role in ("frontier", "buyable", "reference"):
        other = r.role(role)
        decode = r.own.at("decode_1").listed.value / other.at("decode_1").listed.value
        memory = r.own.memory.listed.value / other.memory.listed.value
        assert abs(decode - memory) < D("1e-12")


# -- what was visible ---------------------------------------------------------------------------
def test_the_eve_of_metax_has_a_ceiling_and_no_slope():
    r = found_of(EVE)
    assert is_gap(r.gap) and is_gap(r.own.at("decode_1").listed)
    assert not is_gap(r.own.at("prefill").listed)
    assert r.kin.name.en == "MetaX C550" and is_gap(r.kin.ratio)
    hand = 1 / ((D("15.2e9") + 2048 * 57344) / D("1.8e12"))
    assert abs(r.kin.rate.value - hand) < D("1e-9")
    told = " ".join(s.en for s in words.chip(r))
    assert "arithmetic alone" in told and "{roofline_ridge}" in told


@pytest.mark.parametrize("ledger", [EVE, SPRING, LATEST], ids=lambda x: str(x.as_of))
@pytest.mark.parametrize("company", COMPANIES)
def test_every_edition_is_said_from_what_was_published(company, ledger):
    r = found_of(ledger, company)
    registry = Registry("technology")
    said = [words.message(r), *words.chip(r), *beside.against(r, distance(ledger, company))]
    for sentence in said:
        for language in LANGUAGES:
            assert sentence_tokens(sentence, registry)[language]
    for table in tables.tables(r):
        table_payload(table, registry)
    assert "technology.roofline_ridge" in registry.records
    for fact in registry.facts:
        assert ledger.row(fact).visible_from <= ledger.as_of
    if r.gap is not None:
        assert r.gap.reason.en.endswith(".") and r.gap.reason.zh.endswith("。")


def test_an_assumption_uses_no_chip_dated_later():
    assert setting(EVE).share("compute_efficiency").value == D("83.5")
    assert setting(LATEST).share("compute_efficiency").value == 80
    assert is_gap(setting(load(shipped(), as_of="2025-11-10")))
    early = found_of(load(shipped(), as_of="2025-11-10"))
    assert early.own is None and "supports no assumption" in early.gap.reason.en


# -- what moves it ------------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "key", "cells", "work", "rises"), [
    ("facts", MEMORY, {"value": "2400", "reported_as": "2400"}, "decode_1", True),
    ("facts", FP16, {"value": "300", "reported_as": "300TFLOPS"}, "prefill", True),
    ("scenarios", "context_tokens", {"mid": "8192"}, "decode_256", False),
    ("scenarios", "kv_bytes_per_token_small", {"mid": "100000", "high": "100000"}, "decode_64", False),
    ("scenarios", "bytes_per_weight", {"mid": "1"}, "decode_1", True),
    ("scenarios", "model_small_parameters", {"low": "5000000000", "mid": "5000000000"}, "prefill", True),
    ("scenarios", "flops_per_token_training", {"mid": "8"}, "training", False),
])  # fmt: skip
def test_each_input_moves_the_bound_that_rests_on_it(tmp_path, table, key, cells, work, rises):
    plain = found_of(LATEST).own.at(work).listed.value
    moved = found_of(changed(tmp_path, table, **{key: cells})()).own.at(work).listed.value
    assert moved != plain and (moved > plain) is rises


@pytest.mark.parametrize(("key", "work", "mid"), [
    ("decode_bandwidth_use", "decode_1", "85"), ("training_mfu", "training", "50"),
])  # fmt: skip
def test_what_is_reached_follows_its_share_and_the_bound_does_not(tmp_path, key, work, mid):
    plain = found_of(LATEST).own.at(work)
    moved = found_of(changed(tmp_path, "scenarios", **{key: {"mid": mid}})()).own.at(work)
    assert moved.reached.value > plain.reached.value
    assert moved.listed.value == plain.listed.value


def test_an_assumed_share_moves_only_what_was_not_measured(tmp_path):
    ledger = changed(tmp_path, "scenarios", **{"compute_efficiency~2026-04-27": {"mid": "60"}})()
    before, after = found_of(LATEST), found_of(ledger)
    assert after.own.compute.reached.value == before.own.compute.reached.value
    old, new = (r.role("reference").compute.reached.value for r in (before, after))
    assert new < old


# -- the words turn with the numbers ------------------------------------------------------------
def told(ledger, company="metax"):
    r = found_of(ledger, company)
    said = [words.message(r), *words.chip(r), *beside.against(r, distance(ledger, company))]
    return " ".join(s.en for s in said), " ".join(s.zh for s in said)


def test_the_words_on_metax():
    en, zh = told(LATEST)
    assert (
        "loses least where memory decides" in en and "wins by arithmetic and loses by memory" in en
    )
    assert "holds against the {best} but not against the {yard}" in en
    assert "memory decides at every batch here" in en and "胜在算力，输在显存" in zh
    assert "decodes one sequence {roofline_decode_of_yardstick:1} as fast as {chip}" in en


@pytest.mark.parametrize(("fp16", "memory", "wanted"), [
    # Against the B200 (2,250 and 8,000) and the H20 (148 and 4,000).
    ("240", "700", ("loses least where arithmetic decides", "against neither the {best} nor the {yard}")),
    ("240", "4400", ("wins in both", "holds against the {best} but not")),
    ("100", "4400", ("wins by memory", "holds against both the {best} and the {yard}")),
    ("100", "3000", ("loses in both", "holds against both")),
    ("120", "400", ("holds against the {yard}", "but not against the {best}")),
    ("3000", "9000", ("does best where arithmetic decides",)),
    ("2250", "8000", ("cannot be told apart", "against neither")),
    ("2000", "100", ("memory decides at every batch here",)),
    ("100", "1800", ("memory decides until batches are large",)),
    ("85", "95000", ("arithmetic decides even then",)),
])  # fmt: skip
def test_other_ceilings_get_other_words(tmp_path, fp16, memory, wanted):
    cells = {
        FP16: {"value": fp16, "reported_as": f"{fp16}TFLOPS"},
        MEMORY: {"value": memory, "reported_as": memory},
    }
    if memory == "400":  # narrower against the B200, as wide as an H20 of a tenth of its bandwidth
        slow = {"value": "400", "reported_as": "400000000000.0 byte/s"}
        cells["nvidia_h20.memory_bandwidth.2023~epoch_ml_hardware"] = slow
        cells["nvidia_h20.memory_bandwidth.2023"] = {"value": "400", "reported_as": "400 GB/s"}
    ledger = changed(tmp_path, **cells)()
    en, _ = told(ledger)
    for each in wanted:
        assert each in en, (each, en)


def test_a_card_that_holds_the_large_model_says_so(tmp_path):
    cell = {"value": "192", "reported_as": "192GB"}
    ledger = changed(tmp_path, **{"metax_c500.memory_capacity.2023": cell})()
    assert "fit in the {card_memory:0} of one card" in told(ledger)[0]
    assert "needs at least {cards_for_large_model}" in told(LATEST)[0]


def test_chips_without_a_figure_are_named():
    r = found_of(LATEST)
    assert [(n.en, what) for n, what in r.withheld] == [("MetaX C600", "fp16")]
    assert "No FP16 rate of the {product}" in told(LATEST)[0]  # the C600, with its memory
    biren = beside.against(found_of(LATEST, "biren"), distance(LATEST, "biren"))
    names = biren[-1].values["withheld"].en
    assert names.startswith("FP16 rate of Biren BR106, Biren BR110")
    eve = beside.against(found_of(EVE, "moore_threads"), distance(EVE, "moore_threads"))
    assert "NVIDIA H20" in eve[-1].values["withheld"].en


def test_a_product_to_come_says_nothing_of_what_the_company_can_do(tmp_path):
    assert found_of(LATEST).kin.name.en == "MetaX C600"
    assert found_of(LATEST, "huawei").kin is None  # the 960 has 9,600 GB/s, and no date yet
    # Nor does one whose memory is no wider than the leading chip's.
    narrow = {"value": "1600", "reported_as": "1.6 TB/s"}
    ledger = changed(tmp_path / "b", **{"metax_c600.memory_bandwidth.2025": narrow})()
    assert found_of(ledger).kin is None
