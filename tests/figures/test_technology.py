"""The pictures of section 2: one message, no touching labels, the table holds what is drawn."""

from __future__ import annotations

import math
from functools import cache

import pytest

from tapeout.figures import style
from tapeout.figures import technology as figures
from tapeout.figures import technology_measured as measured_figures
from tapeout.ledger import load
from tapeout.model import technology as model
from tapeout.model import technology_field as reach
from tapeout.model import technology_measured as measured
from tapeout.moment import Moment
from tapeout.registry import Registry, figure_payload
from tapeout.text import LANGUAGES

DATES = ("2025-12-16", "2026-04-30", "latest")


@cache
def drawn(company: str, as_of: str):
    ledger = load(as_of=as_of)
    today = Moment.on(ledger.as_of)
    peers = model.chips(ledger, (*model.MAKERS, company))
    field, runs = reach.field(ledger, company), measured.runs(ledger)
    return {
        "frontier": figures.frontier(model.frontier(ledger), peers, field, today),
        "kept": measured_figures.kept(measured.kept(ledger), company, runs),
    }


CASES = [(c, d, k) for c in ("metax", "moore_threads", "cambricon", "hygon", "biren", "huawei") for d in DATES
         for k in ("frontier", "kept")]  # fmt: skip


@pytest.mark.parametrize(("company", "as_of", "key"), CASES)
def test_a_figure_draws_or_says_why_not(company, as_of, key):
    figure = drawn(company, as_of)[key]
    if figure.draw is None:
        assert figure.message.en
        return
    for language in LANGUAGES:
        assert figure.alt[language]
        for layout in style.LAYOUTS:
            canvas = figure.draw(language, layout)
            svg = style.to_svg(canvas, "t")
            assert len(svg) < 25_000
            assert "<text" in svg
            width, height = canvas.get_size_inches() * 72
            for words, box in style.text_boxes(canvas):
                assert box.x0 >= -2 and box.x1 <= width + 2, (layout, language, words)
                assert box.y0 >= -2 and box.y1 <= height + 2, (layout, language, words)


@pytest.mark.parametrize(("company", "as_of", "key"), CASES)
def test_labels_do_not_touch(company, as_of, key):
    figure = drawn(company, as_of)[key]
    if figure.draw is None:
        return
    for language in LANGUAGES:
        for layout in style.LAYOUTS:
            boxes = style.text_boxes(figure.draw(language, layout))
            for place, (words, box) in enumerate(boxes):
                for other, near in boxes[place + 1 :]:
                    across = min(box.x1, near.x1) - max(box.x0, near.x0)
                    down = min(box.y1, near.y1) - max(box.y0, near.y0)
                    assert across < 1 or down < 3, (layout, language, words, other)


def test_the_slope_plots_what_its_table_holds():
    figure = drawn("metax", "latest")["kept"]
    claimed = {row.key: row.cells[1].value for row in figure.table.rows}
    measured = {row.key: row.cells[2].value for row in figure.table.rows}
    assert claimed["metax_c500"] == 240
    assert str(measured["metax_c500"]) == "226.28"
    assert all(0 < measured[k] < claimed[k] * 2 for k in claimed)
    focus = [row.key for row in figure.table.rows if row.focus]
    assert focus == ["metax_c500", "metax_c550_bf16_labws"]


def test_two_scripts_never_share_a_panel():
    canvas = drawn("metax", "latest")["kept"].draw("en", "wide")
    first, second = canvas.axes
    plotted = [line.get_ydata() for line in second.lines if len(line.get_xdata()) == 2]
    values = [[round(math.exp(y), 1) for y in pair] for pair in plotted if list(pair) != [0, 1]]
    assert values == [[240.0, 279.9]]
    assert "MetaX C550" not in [t.get_text() for t in first.texts]
    assert "labws tests" in [t.get_text() for t in second.texts]


def test_the_lag_is_drawn_at_the_rate_of_the_chip_from_the_step_to_today():
    figure = drawn("metax", "latest")["frontier"]
    axes = figure.draw("en", "wide").axes[0]
    level = [x for x in axes.lines if len(x.get_xdata()) == 2 and set(x.get_ydata()) == {240.0}]
    ends = sorted(float(x) for line in level for x in line.get_xdata())
    field = reach.field(load(as_of="latest"), "metax")
    lag = field.leading.line("fp16").now.lag
    assert abs(ends[-1] - ends[0] - float(lag.value)) < 0.01
    then = field.leading.line("fp16").launch.lag
    assert abs(ends[1] - ends[0] - float(then.value)) < 0.05


def test_a_chip_above_the_frontier_has_no_lag_drawn():
    figure = drawn("amd", "latest")["frontier"]
    assert "behind" not in figure.message.en
    axes = figure.draw("en", "wide").axes[0]
    assert not [t.get_text() for t in axes.texts if "years" in t.get_text()]


def test_the_export_chips_are_marks_of_their_own():
    axes = drawn("metax", "latest")["frontier"].draw("en", "wide").axes[0]
    diamonds = [x for x in axes.lines if x.get_marker() == "D"]
    assert sorted(float(x.get_ydata()[0]) for x in diamonds) == [148.0, 311.8, 989.0]
    early = drawn("metax", "2025-12-16")["frontier"].draw("en", "wide").axes[0]
    assert not [x for x in early.lines if x.get_marker() == "D"]


@pytest.mark.parametrize(("company", "as_of", "key"), CASES)
def test_messages_are_short_and_descriptions_of_their_length(company, as_of, key):
    figure = drawn(company, as_of)[key]
    if figure.draw is None or key == "roadmap":
        return
    words = "".join(
        token if isinstance(token, str) else token["t"]
        for token in figure.message.tokens("en", lambda hole: hole)
    )
    assert len(words.split()) <= 18, words
    assert 25 <= len(figure.alt.en.split()) <= 60, figure.alt.en


def test_the_frontier_title_names_where_the_steps_end():
    for company in ("metax", "moore_threads", "cambricon"):
        ledger = load(as_of="latest")
        figure = drawn(company, "latest")["frontier"]
        last = model.frontier(ledger)[-1]
        assert figure.message.values["best"] == last.name


def test_the_frontier_plots_what_its_table_holds():
    figure = drawn("metax", "latest")["frontier"]
    axes = figure.draw("en", "wide").axes[0]
    marks = [line for line in axes.lines if line.get_marker() in ("o", "D")]
    plotted = sorted(float(y) for line in marks for y in line.get_ydata())
    assert plotted == sorted(float(row.cells[2].value) for row in figure.table.rows)


def test_an_estimated_rate_is_not_called_a_claim():
    assert "estimated for it" in drawn("huawei", "latest")["kept"].message.en
    assert "it claims" in drawn("metax", "latest")["kept"].message.en


def test_a_company_that_no_common_script_measured_gets_a_number_that_says_why():
    payload = figure_payload(measured_figures.kept([], "metax"), Registry("technology"))
    assert "no published result" in str(payload)
    registry = Registry("technology")
    figure_payload(measured_figures.kept([], "metax"), registry)
    record = registry.records["technology.claimed_to_measured_fp16"]
    assert record["value"] is None and record["reason"]["zh"].endswith("。")
