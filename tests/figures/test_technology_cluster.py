"""The pictures of cluster and software: no touching labels, and the table holds what is drawn."""

from __future__ import annotations

from functools import cache

import pytest

from tapeout.exhibit import Figure
from tapeout.figures import style
from tapeout.figures.matrix import Line, matrix
from tapeout.figures.technology_cluster import scaling_figure
from tapeout.figures.technology_software import software
from tapeout.ledger import load
from tapeout.model.technology_cluster import CARDS, cluster
from tapeout.model.technology_stack import STATES, stacks
from tapeout.text import LANGUAGES

DATES = ("2025-12-16", "2026-04-30", "latest")
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "huawei", "nvidia")
CASES = [(c, d, k) for c in COMPANIES for d in DATES for k in ("scaling", "software")]


@cache
def drawn(company: str, as_of: str, key: str) -> Figure:
    ledger = load(as_of=as_of)
    if key == "scaling":
        return scaling_figure(cluster(ledger, company))
    return software(stacks(ledger, company))


@pytest.mark.parametrize(("company", "as_of", "key"), CASES)
def test_a_figure_is_legible_in_both_languages_and_layouts(company, as_of, key):
    figure = drawn(company, as_of, key)
    if figure.draw is None:
        assert figure.message.gaps
        return
    assert 25 <= len(figure.alt.en.split()) <= 60
    for language in LANGUAGES:
        for layout in style.LAYOUTS:
            canvas = figure.draw(language, layout)
            assert len(style.to_svg(canvas, "t")) < 25_000
            width, height = canvas.get_size_inches() * 72
            assert height <= (440 if layout == "wide" else 420)
            boxes = style.text_boxes(canvas)
            for place, (words, box) in enumerate(boxes):
                assert box.x0 >= -2 and box.x1 <= width + 2, (layout, language, words)
                assert box.y0 >= -2 and box.y1 <= height + 2, (layout, language, words)
                for other, near in boxes[place + 1 :]:
                    across = min(box.x1, near.x1) - max(box.x0, near.x0)
                    down = min(box.y1, near.y1) - max(box.y0, near.y0)
                    assert across < 1 or down < 3, (layout, language, words, other)


def test_the_scaling_plots_what_its_table_holds():
    figure = drawn("metax", "latest", "scaling")
    axes = figure.draw("en", "wide").axes[0]
    plotted = {tuple(round(float(y), 4) for y in line.get_ydata()) for line in axes.lines
               if len(line.get_ydata()) == len(CARDS)}  # fmt: skip
    keys = [column.key for column in figure.table.columns]
    for key in ("data_mid", "tensor_mid", "yard_data", "yard_tensor"):
        place = keys.index(key)
        assert tuple(float(row.cells[place].value) for row in figure.table.rows) in plotted
    assert [int(row.cells[0].value) for row in figure.table.rows] == list(CARDS)


def test_a_supposed_link_is_dashed_and_its_dot_hollow():
    for as_of, supposed in (("2025-12-16", True), ("latest", False)):
        axes = drawn("metax", as_of, "scaling").draw("en", "wide").axes[0]
        dashed = [line for line in axes.lines if line.get_linestyle() == "--"]
        assert bool(dashed) == supposed


def test_the_matrix_draws_the_states_of_its_table():
    figure = drawn("metax", "latest", "software")
    axes = figure.draw("en", "wide").axes[0]
    marks = [line for line in axes.lines if len(line.get_xdata()) == 1]
    half = sum(line.get_fillstyle() == "left" for line in marks)
    told = [row.cells[2].en for row in figure.table.rows]
    assert half == told.count("plugin or fork") + 1  # one in the legend
    assert len(told) == 8 * 5
    assert [row.focus for row in figure.table.rows[:6]] == [True] * 5 + [False]


def test_a_matrix_of_more_than_seven_columns_is_refused():
    row = Line("one", ("full",) * 8)
    with pytest.raises(ValueError, match="8 columns"):
        matrix("wide", [str(k) for k in range(8)], [row], dict.fromkeys(STATES, ""))
