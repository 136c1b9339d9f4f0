"""The pictures of section 2: one message, no touching labels, the table holds what is drawn."""

from __future__ import annotations

import pytest

from tapeout.figures import style
from tapeout.figures import technology as figures
from tapeout.ledger import load
from tapeout.model import technology as model
from tapeout.moment import Moment
from tapeout.text import LANGUAGES

DATES = ("2025-12-16", "2026-04-30", "latest")


def drawn(company: str, as_of: str):
    ledger = load(as_of=as_of)
    today = Moment.on(ledger.as_of)
    far, peers = model.distance(ledger, company), model.chips(ledger, model.MAKERS)
    return {
        "frontier": figures.frontier(model.frontier(ledger), peers, far, today),
        "kept": figures.kept(model.kept(ledger), company),
    }


CASES = [(c, d, k) for c in ("metax", "moore_threads") for d in DATES
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
    assert focus == ["metax_c500"]


def test_the_frontier_title_names_where_the_steps_end():
    for company in ("metax", "moore_threads", "cambricon"):
        ledger = load(as_of="latest")
        figure = drawn(company, "latest")["frontier"]
        last = model.frontier(ledger)[-1]
        assert figure.message.values["best"] == last.name


def test_the_frontier_plots_what_its_table_holds():
    figure = drawn("metax", "latest")["frontier"]
    axes = figure.draw("en", "wide").axes[0]
    plotted = sorted(
        float(y) for line in axes.lines if line.get_marker() == "o" for y in line.get_ydata()
    )
    assert plotted == sorted(float(row.cells[2].value) for row in figure.table.rows)


def test_an_estimated_rate_is_not_called_a_claim():
    assert "estimated for it" in drawn("huawei", "latest")["kept"].message.en
    assert "it claims" in drawn("metax", "latest")["kept"].message.en
