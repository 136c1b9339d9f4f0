"""The roofline against its worked examples, dimensions, and what moves it."""

from __future__ import annotations

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeout.figures import style
from tapeout.figures.technology_roofline import ceilings
from tapeout.findings import technology_roofline_words as told
from tapeout.ledger import load, shipped
from tapeout.model.technology import distance
from tapeout.model.technology_roofline import (
    BATCHES,
    Load,
    attainable,
    decode,
    held,
    prefill,
    ridge,
    roofline,
    training,
)
from tapeout.quantity import is_gap
from tapeout.registry import Registry, sentence_tokens, table_payload
from tapeout.tables.technology_roofline import bounds
from tests.evidence import altered
from tests.figures.drawing import touching
from tests.figures.test_timing import well_drawn
from tests.spoken import plain as spoken

# METHODS L-2: the example after Williams, Waterman and Patterson 2009 and Austin et al. 2025.
P, B = 240e12, 1.8e12
SMALL = Load(parameters=7.6e9, weight=2, context=2048, cache=57_344)
LARGE = Load(parameters=70.6e9, weight=2, context=2048, cache=327_680)
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "huawei")


def found(company="metax", as_of=None, folder=None):
    ledger = load(folder or shipped(), as_of=as_of)
    return roofline(ledger, distance(ledger, company), company)


def test_ridge_and_attainable_rates_of_the_example():
    assert ridge(P, B) == pytest.approx(133.3333333)
    rates = [attainable(P, B, intensity) / 1e12 for intensity in (1, 16, 64, 256)]
    assert rates == pytest.approx([1.8, 28.8, 115.2, 240])


def test_the_cache_of_a_token_follows_from_the_shapes():
    assert SMALL.cache == 2 * 28 * 4 * 128 * 2
    assert LARGE.cache == 2 * 80 * 8 * 128 * 2


def test_tokens_a_second_of_the_example():
    rates = [decode(P, B, SMALL, batch) for batch in BATCHES]
    assert rates == pytest.approx([117.5131053, 1686.276640, 5071.272338, 7777.376504])
    assert prefill(P, SMALL) == pytest.approx(15789.47368)
    assert training(P, SMALL, 0.40) == pytest.approx(2105.263158)


def test_the_critical_batch_is_where_computing_takes_as_long_as_the_weights():
    batch = P * SMALL.weight / (2 * B)
    assert batch == pytest.approx(133.3333333)
    bare = Load(SMALL.parameters, SMALL.weight, context=0, cache=0)
    assert decode(P, B, bare, 133) == pytest.approx(133 * B / (2 * 7.6e9))
    assert decode(P, B, bare, 134) == pytest.approx(prefill(P, bare))


def test_what_memory_holds():
    assert held(SMALL, 256) / 1e9 == pytest.approx(15.2 + 256 * 2048 * 57_344 / 1e9)
    assert held(LARGE, 1) > 2 * 64e9  # three cards of 64 GB at the least


@given(
    st.floats(1e12, 1e16), st.floats(1e11, 1e13), st.integers(1, 512), st.floats(1.01, 100),
)  # fmt: skip
def test_units_multiply_out(peak, bandwidth, batch, factor):
    """Seconds a thousand times shorter give rates a thousand times higher, and so for bytes."""
    rate = decode(peak, bandwidth, SMALL, batch)
    assert decode(peak * factor, bandwidth * factor, SMALL, batch) == pytest.approx(rate * factor)
    twice = Load(SMALL.parameters, SMALL.weight * factor, SMALL.context, SMALL.cache * factor)
    same = decode(peak, bandwidth * factor, twice, batch)
    assert same == pytest.approx(rate, rel=1e-9)
    assert attainable(peak, bandwidth, ridge(peak, bandwidth)) == pytest.approx(peak)


@given(st.integers(1, 511))
def test_a_larger_batch_never_gives_fewer_tokens_and_never_beats_prefill(batch):
    assert decode(P, B, SMALL, batch + 1) >= decode(P, B, SMALL, batch) * (1 - 1e-12)
    assert decode(P, B, SMALL, batch) <= prefill(P, SMALL)


def test_the_leading_chip_of_metax_gives_the_figures_of_the_example():
    r = found()
    assert r.own.chip.id == "metax_c500"
    assert float(r.own.ridge.value) == pytest.approx(133.3333333)
    rates = [float(r.work(f"decode_{b}").bound["metax_c500"].value) for b in BATCHES]
    assert rates == pytest.approx([117.5131053, 1686.276640, 5071.272338, 7777.376504])
    assert r.cards.value == 3 and float(r.large_takes.value) == pytest.approx(141.2)
    # By hand from the printed figures of the two chips: 4,000 over 1,800 GB/s.
    h20 = r.other("nvidia_h20")
    assert float(r.share("decode_1", h20).value) == pytest.approx(45, abs=0.1)
    assert float(r.share("prefill", h20).value) == pytest.approx(100 * 240 / 148)


@pytest.mark.parametrize("as_of", ["2025-12-16", "2026-04-30", None])
@pytest.mark.parametrize("company", COMPANIES)
def test_every_edition_is_said_and_drawn(company, as_of):
    r = found(company, as_of)
    registry = Registry("technology")
    for sentence in (*told.roofline(r), told.message(r)):
        sentence_tokens(sentence, registry)
    figure = ceilings(r)
    if not r.works:
        assert figure.draw is None and is_gap(r.missing)
        return
    table_payload(bounds(r), registry)
    well_drawn(figure)
    words = spoken(figure.message, "en")
    han = spoken(figure.message, "zh")
    assert len(words.split()) <= 16 and len(re.findall(r"[\u4e00-\u9fff]", han)) <= 28
    assert 25 <= len(figure.alt.en.split()) <= 62


def test_the_eve_says_that_the_bandwidth_was_not_published():
    r = found(as_of="2025-12-16")
    assert r.own is None and "memory bandwidth" in r.missing.reason.en
    assert any("C500" in name.en for name in r.withheld)


@pytest.mark.parametrize("layout", style.LAYOUTS)
def test_the_table_holds_what_is_drawn(layout):
    r = found()
    fig = ceilings(r).draw("en", layout)
    assert not touching(fig)
    peaks = {round(line.get_ydata()[-1], 1) for axes in fig.axes for line in axes.lines
             if len(line.get_xdata()) == 3}  # fmt: skip
    assert peaks == {float(roof.chip.fp16.value) for roof in r.roofs}
    with style.missing_glyphs_are_errors():
        assert len(style.to_svg(fig, "roofline").encode()) <= 25_000


@pytest.mark.parametrize(("table", "key", "cells", "work", "rises"), [
    ("facts", "metax_c500.memory_bandwidth.2023", {"value": "2400", "reported_as": "2400"}, "decode_1", True),
    ("scenarios", "context_tokens", {"mid": "8192"}, "decode_256", False),
    ("scenarios", "kv_bytes_small", {"mid": "100000", "high": "100000"}, "decode_64", False),
    ("scenarios", "bytes_per_weight", {"mid": "1"}, "decode_1", True),
    ("scenarios", "model_small_parameters", {"low": "5000000000", "mid": "5000000000"}, "prefill", True),
])  # fmt: skip
def test_each_input_moves_what_rests_on_it(tmp_path, table, key, cells, work, rises):
    plain = found().work(work).bound["metax_c500"].value
    moved = (
        found(folder=altered(tmp_path, table, {key: cells})).work(work).bound["metax_c500"].value
    )
    assert (moved > plain) is rises and moved != plain


@pytest.mark.parametrize(
    ("key", "work"), [("decode_bandwidth_use", "decode_1"), ("training_mfu", "training")]
)
def test_the_usual_figure_follows_its_share(tmp_path, key, work):
    plain = found().work(work)
    with (shipped() / "scenarios.csv").open(encoding="utf-8", newline="") as file:
        high = next(row["high"] for row in csv.DictReader(file) if row["assumption_id"] == key)
    moved = found(folder=altered(tmp_path, "scenarios", {key: {"mid": high}})).work(work)
    assert moved.usual.value > plain.usual.value
    assert moved.bound["metax_c500"].value == plain.bound["metax_c500"].value


def test_the_reason_for_inference_turns_with_the_bandwidth(tmp_path):
    cells = {"value": "700", "reported_as": "700"}
    folder = altered(tmp_path, "facts", {"metax_c500.memory_bandwidth.2023": cells})
    words = " ".join(s.en for s in told.roofline(found(folder=folder)))
    assert "give no reason to enter by inference" in words
