"""The drawing of the window, and the form `date_ranges`."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from tapeout.figures import style
from tapeout.figures.date_ranges import DateRange, Histogram, date_ranges
from tapeout.figures.timing_window import closing, histogram
from tapeout.ledger import load, shipped
from tapeout.model.timing_window import window
from tests.figures.drawing import DRAWINGS, touching
from tests.figures.test_timing import well_drawn
from tests.spoken import plain

DATES = ("2025-12-16", "2026-04-30", "latest")


@pytest.fixture(scope="module", params=DATES)
def figure(request):
    return closing(window(load(shipped(), as_of=request.param)))


def test_it_is_well_drawn_in_both_languages_and_layouts(figure):
    well_drawn(figure)


def test_its_svg_is_small_whole_and_the_same_each_time(figure):
    for language, layout in DRAWINGS:
        with style.missing_glyphs_are_errors():
            svg = style.to_svg(figure.draw(language, layout), "window")
        assert svg == style.to_svg(figure.draw(language, layout), "window")
        assert len(svg.encode()) <= 25_000


def test_message_and_description_have_the_length_asked_for(figure):
    told = {lang: plain(figure.message, lang) for lang in ("en", "zh")}
    assert len(told["en"].split()) <= 16
    assert len(re.findall(r"[\u4e00-\u9fff]", told["zh"])) <= 28
    assert 25 <= len(figure.alt.en.split()) <= 60


def test_what_is_drawn_is_what_the_table_holds(figure):
    dates = {row.key: row.cells for row in figure.table.rows}
    fig = figure.draw("en", "wide")
    _above, below = fig.axes
    medians = sorted(line.get_xdata()[0] for line in below.lines if line.get_marker() == "o")
    expected = sorted(float(cells[2].value) for cells in dates.values())
    assert medians == pytest.approx(expected)
    bars = sorted(tuple(line.get_xdata()) for line in below.lines if line.get_linewidth() in (4, 5))
    ranges = sorted(
        (float(c[1].value), float(c[3].value)) for k, c in dates.items() if k != "printed"
    )
    assert np.array(bars) == pytest.approx(np.array(ranges))


def test_the_bars_hold_all_but_the_tails():
    dates = window(load(shipped())).dates
    start, shares = histogram(dates)
    assert start % 0.25 == 0
    assert 97 <= sum(shares) <= 100
    first = float(np.mean((dates >= start) & (dates < start + 0.25)) * 100)
    assert shares[0] == pytest.approx(first)
    fig = closing(window(load(shipped()))).draw("en", "wide")
    heights = [p.get_height() for p in fig.axes[0].patches if isinstance(p, Rectangle)]
    assert [h for h in heights if h in shares] == list(shares)


def test_without_a_forecast_nothing_is_drawn_and_the_message_says_why():
    figure = closing(window(load(shipped(), as_of="2025-11-30")))
    assert figure.draw is None
    assert figure.message.gaps
    assert figure.table.rows[-1].cells[2].reason.en


@pytest.mark.parametrize("layout", style.LAYOUTS)
def test_the_form_holds_with_one_row_and_with_a_narrow_range(layout):
    shape = Histogram(2027.0, (100.0,), 2027.05, 2027.1, 2027.07, "80% of paths", "{} a quarter")
    rows = [DateRange("a scenario", 2027.07, "2027Q1", 2027.05, 2027.1, strong=True)]
    assert not touching(date_ranges(layout, shape, rows))
    wide = replace(shape, shares=(10.0,) * 10, hi=2029.4)
    assert not touching(date_ranges(layout, wide, rows * 5))
