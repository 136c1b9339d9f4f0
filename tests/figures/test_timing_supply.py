"""The drawings of supply and of acts beside revenue, and the forms `multiples`, `events_on_bars`."""

import re

import pytest

from tapeout.figures import events_bars, multiples, style, timing_controls, timing_supply
from tapeout.figures.bars import Bar, money_axis
from tapeout.ledger import load, shipped
from tapeout.model import timing_controls as acts
from tapeout.model import timing_domestic as domestic
from tests.figures.drawing import DRAWINGS, touching
from tests.figures.test_timing import marks, well_drawn
from tests.spoken import plain

DATES = ("2025-12-16", "2026-04-30", "latest")
DRAWN = ("metax", "moore_threads", "cambricon", "hygon", "loongson")


def share_of(date):
    return timing_supply.domestic_share(domestic.domestic(load(shipped(), as_of=date)))


def beside(company, date):
    return timing_controls.beside_revenue(acts.controls(load(shipped(), as_of=date), company))


@pytest.mark.parametrize("date", DATES)
def test_the_panels_are_well_drawn(date):
    well_drawn(share_of(date))


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("company", DRAWN)
def test_the_acts_are_well_drawn(company, date):
    well_drawn(beside(company, date))


def test_the_drawings_are_small_and_repeat_byte_for_byte():
    for figure in (
        share_of("latest"),
        beside("metax", "latest"),
        beside("moore_threads", "latest"),
    ):
        for language, layout in DRAWINGS:
            text = style.to_svg(figure.draw(language, layout), "timing")
            assert len(text.encode()) <= 25_000, (figure.key, language, layout)
            assert text == style.to_svg(figure.draw(language, layout), "timing")


@pytest.mark.parametrize("date", DATES)
def test_the_panels_hold_the_points_of_the_table(date):
    figure = share_of(date)
    for language, layout in DRAWINGS:
        canvas = figure.draw(language, layout)
        plotted = [
            round(y, 6)
            for axes in canvas.axes
            for m in axes.get_lines()
            if m.get_marker() != "None"
            for y in m.get_ydata()
        ]
        held = [round(float(row.cells[3].value), 6) for row in figure.table.rows]
        assert sorted(plotted) == sorted(held)


def test_forecasts_are_hollow_and_dashed():
    canvas = share_of("latest").draw("en", "wide")
    by_name = {axes.texts[-2].get_text(): axes for axes in canvas.axes}
    cic = by_name["CIC"]
    page = style.COLOUR["page"]
    marked = [m for m in cic.get_lines() if m.get_marker() == "v"]
    assert [(m.get_markerfacecolor() == page, len(m.get_xdata())) for m in marked] == [
        (False, 1), (True, 1),
    ]  # fmt: skip
    assert len([x for x in cic.get_lines() if x.is_dashed()]) == 1


@pytest.mark.parametrize("company", DRAWN)
def test_bars_and_stems_are_those_of_the_table(company):
    figure = beside(company, "latest")
    canvas = figure.draw("en", "wide")
    axes = canvas.axes[0]
    stems = [x for x in axes.get_lines() if len(x.get_xdata()) == 2 and x.get_xdata()[0] == x.get_xdata()[1] and x.get_color() == style.COLOUR["ink"] and not x.get_clip_on()]  # fmt: skip
    dated = [row for row in figure.table.rows if hasattr(row.cells[0], "iso")]
    assert len(stems) == len(dated)
    assert [s.get_xdata()[0] for s in stems] == sorted(s.get_xdata()[0] for s in stems)
    bars = [p for p in axes.patches if p.get_height()]
    assert len(bars) == len(figure.table.rows) - len(dated)
    relaxed = sum("relaxed" in row.cells[3].en for row in dated)
    hollow = [m for m in axes.get_lines() if m.get_marker() == "^"]
    assert len(hollow) == relaxed + bool(relaxed)  # one more in the legend


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("company", [*DRAWN, "biren"])
def test_no_stem_crosses_a_label(company, date):
    figure = beside(company, date)
    if figure.draw is None:
        return
    for language, layout in DRAWINGS:
        canvas = figure.draw(language, layout)
        assert not crossings(canvas), (company, date, language, layout)


def crossings(canvas):
    """Return the words that a stem runs through."""
    axes = canvas.axes[0]
    found = []
    for line in axes.get_lines():
        xs, ys = line.get_xdata(), line.get_ydata()
        if (
            len(xs) != 2
            or xs[0] != xs[1]
            or line.get_color() != style.COLOUR["ink"]
            or line.get_clip_on()
        ):
            continue
        points = line.get_transform().transform(list(zip(xs, ys, strict=True)))
        x, (low, high) = points[0][0], sorted(p[1] for p in points)
        found += [
            w
            for w, b in style.text_boxes(canvas)
            if b.x0 < x < b.x1 and b.y0 < high - 4 and low < b.y1 - 2
        ]
    return found


def test_the_look_for_crossings_sees_one():
    bars = [Bar(5, "5", "Q1"), Bar(6, "6", "Q2")]
    axis = money_axis("CNY", 10, "en")
    events = [events_bars.Event(0.5, "a label"), events_bars.Event(0.9, "another")]
    canvas = events_bars.events_on_bars("wide", bars, axis, events, ("tightened", "relaxed"))
    assert not crossings(canvas)
    axes = canvas.axes[0]
    axes.plot([0.55, 0.55], [0, 1.4], transform=axes.get_xaxis_transform(), clip_on=False,
              color=style.COLOUR["ink"])  # fmt: skip
    assert "a label" in crossings(canvas)


def test_a_company_without_quarters_is_not_drawn():
    for company in ("biren", "enflame", "nvidia"):
        figure = beside(company, "latest")
        assert figure.draw is None
        assert "Not drawn" in plain(figure.message, "en")
    early = timing_supply.domestic_share(domestic.domestic(load(shipped(), as_of="2015-01-01")))
    assert early.draw is None


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("company", [*DRAWN, "biren"])
def test_messages_are_short_and_alternatives_are_told(company, date):
    for figure in (share_of(date), beside(company, date)):
        if figure.message.gaps:
            continue
        assert len(plain(figure.message, "en").split()) <= 16, plain(figure.message, "en")
        assert len(re.findall(r"[\u4e00-\u9fff]", plain(figure.message, "zh"))) <= 28
        assert 25 <= len(figure.alt.en.split()) <= 60, figure.alt.en
        assert figure.subtitle.zh.endswith("。")
        assert "no cause" in figure.subtitle.en or figure.key == "domestic_share"


# -- the forms -------------------------------------------------------------------------------------
def test_a_seventh_panel_or_event_is_refused():
    spot = multiples.Spot(2024, 10, "10")
    seven = [multiples.Panel(str(k), "", (spot,), "#000000") for k in range(7)]
    with pytest.raises(ValueError, match="at most 6"):
        multiples.multiples("wide", seven, [(0, "0"), (100, "100%")], [2024])
    events = [events_bars.Event(k / 7, "x") for k in range(7)]
    with pytest.raises(ValueError, match="at most 6"):
        events_bars.events_on_bars(
            "wide", [Bar(1, "1", "Q1")], money_axis("CNY", 1, "en"), events, ("a", "b")
        )


@pytest.mark.parametrize("number", range(1, 7))
def test_panels_of_any_number_keep_their_labels_apart(number):
    panels = [
        multiples.Panel(
            f"A house with a long name {k}", "what it counts, by value",
            tuple(multiples.Spot(2020 + j, 9 * j + k, f"{9 * j + k}", j > 4) for j in range(0, 9, 2)), "#1A1D21",
        )
        for k in range(number)
    ]  # fmt: skip
    for layout in style.LAYOUTS:
        canvas = multiples.multiples(
            layout, panels, [(0, ""), (50, "50%"), (100, "")], [2020, 2028]
        )
        assert not touching(canvas)


def test_a_coarse_date_is_a_pale_bar():
    bars = [Bar(5, "5", "Q1"), Bar(6, "6", "Q2")]
    event = events_bars.Event(0.5, "a month", lo=0.33, hi=0.67)
    canvas = events_bars.events_on_bars(
        "wide", bars, money_axis("CNY", 10, "en"), [event], ("a", "b")
    )
    pale = [x for x in canvas.axes[0].get_lines() if x.get_alpha()]
    assert [list(x.get_xdata()) for x in pale] == [[0.33, 0.67]]
    assert marks(canvas)
