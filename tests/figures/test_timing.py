"""The drawings of the timing section, and the forms `dots`, `lines` and `swimlane`."""

import re

import pytest

from tapeout.figures import dots as dot_form
from tapeout.figures import lines as line_form
from tapeout.figures import style, swimlane, timing, timing_listing, timing_stages
from tapeout.ledger import load, shipped
from tapeout.model import timing as model
from tapeout.model import timing_listing as listing
from tapeout.model import timing_stages as stages
from tests.figures.drawing import DRAWINGS, touching
from tests.spoken import plain

EVE = "2025-12-16"
DATES = (EVE, "2026-04-30", "latest")
EDITIONS = [
    *((company, date) for company in ("metax", "moore_threads") for date in DATES),
    *((company, "latest") for company in ("cambricon", "hygon", "biren", "enflame")),
    ("biren", EVE),
]
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "enflame")
LANGUAGES = ("en", "zh")


def figures_of(company, date):
    ledger = load(shipped(), as_of=date)
    return (
        timing.vendor_shares(model.shares(ledger, company)),
        timing_stages.stages(stages.careers(ledger, company)),
        timing_listing.days_to_listing(listing.listings(ledger, company)),
    )


def well_drawn(figure):
    for language, layout in DRAWINGS:
        canvas = figure.draw(language, layout)
        assert not touching(canvas), (figure.key, language, layout)
        low, high = {"wide": (300, 440), "phone": (260, 420)}[layout]
        assert low <= canvas.bbox.height <= high
        assert canvas.bbox.width == style.WIDTH[layout]


@pytest.mark.parametrize(("company", "date"), EDITIONS)
def test_no_label_touches_another_or_leaves_the_canvas(company, date):
    for figure in figures_of(company, date):
        well_drawn(figure)


def test_the_check_sees_labels_that_touch():
    canvas = style.canvas("phone", 300)
    canvas.text(0.5, 0.5, "first words")
    canvas.text(0.52, 0.5, "other words")
    canvas.text(0.99, 0.9, "out of the canvas")
    assert len(touching(canvas)) == 2


def test_a_drawing_is_small_and_repeats_byte_for_byte():
    for figure in figures_of("metax", "latest"):
        for language, layout in DRAWINGS:
            text = style.to_svg(figure.draw(language, layout), "timing")
            assert len(text.encode()) <= 25_000, (figure.key, language, layout)
            assert text == style.to_svg(figure.draw(language, layout), "timing")


# -- plotted is what the table holds -------------------------------------------------------------
def marks(canvas):
    """Return the (x, y) of the single marks of the first axes, in order of drawing."""
    lines = canvas.axes[0].get_lines()
    found = [m for m in lines if len(m.get_xdata()) == 1 and m.get_marker() != "|"]
    return [(m.get_xdata()[0], m.get_ydata()[0], m) for m in found]


@pytest.mark.parametrize("company", ["metax", "moore_threads"])
def test_the_dots_are_those_of_the_table(company):
    for figure, column in zip(figures_of(company, "latest")[::2], (1, 2), strict=True):
        plotted = [x for x, _, _ in marks(figure.draw("zh", "phone"))]
        held = [float(row.cells[column].value) for row in figure.table.rows]
        assert sorted(plotted) == pytest.approx(sorted(held))


@pytest.mark.parametrize("company", ["metax", "hygon"])
def test_the_marks_of_the_lanes_are_the_stages_known(company):
    ledger = load(shipped())
    careers = stages.careers(ledger, company)
    figure = timing_stages.stages(careers)
    lanes = [careers.focus, *careers.peers]
    known = [float(s.age.value) for lane in lanes for s in lane.stages if s.known]
    plotted = [x for x, _, _ in marks(figure.draw("en", "wide"))]
    assert sorted(plotted) == pytest.approx(sorted(known), abs=0.02)


def test_only_the_company_in_focus_is_in_colour():
    for company in ("metax", "enflame"):
        for figure in figures_of(company, "latest"):
            canvas = figure.draw("en", "wide")
            focus = [t for t in canvas.findobj(style.Label)
                     if t.get_color() == style.COLOUR["focus"]]  # fmt: skip
            name = {"metax": "MetaX", "enflame": "Enflame"}[company]
            drawn = any(t.get_text() == name for t in canvas.findobj(style.Label))
            assert {t.get_text() for t in focus} >= ({name} if drawn else set())
            assert drawn or not focus


def test_an_announced_listing_is_hollow_and_a_missing_maker_named():
    _, lanes, days = figures_of("metax", EVE)
    assert "Biren" in lanes.note.en
    hollow = [m for x, y, m in marks(days.draw("en", "wide"))
              if m.get_markerfacecolor() == style.COLOUR["page"]]  # fmt: skip
    assert len(hollow) == 1
    careers = stages.careers(load(shipped(), as_of=EVE), "metax")
    paperwork = sum(
        lane.stage(kind).known
        for lane in (careers.focus, *careers.peers)
        for kind in ("tape_out", "accepted")
    )
    empty = [m for _, _, m in marks(lanes.draw("en", "phone"))
             if m.get_markerfacecolor() == style.COLOUR["page"]]  # fmt: skip
    assert len(empty) == paperwork + 1
    later = marks(figures_of("metax", "latest")[2].draw("en", "wide"))
    assert all(m.get_markerfacecolor() != style.COLOUR["page"] for _, _, m in later)


# -- messages ----------------------------------------------------------------------------------


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("company", COMPANIES)
def test_messages_are_short_and_alternatives_are_told(company, date):
    for figure in figures_of(company, date):
        if figure.message.gaps:
            continue
        assert len(plain(figure.message, "en").split()) <= 16, plain(figure.message, "en")
        assert len(re.findall(r"[\u4e00-\u9fff]", plain(figure.message, "zh"))) <= 28
        assert 15 <= len(figure.alt.en.split()) <= 60, figure.alt.en
        assert figure.subtitle.zh.endswith("。")


def test_the_message_of_the_stages_follows_the_numbers():
    assert "less than" in figures_of("metax", "latest")[1].message.en
    assert "more than" in figures_of("hygon", "latest")[1].message.en
    assert "not listed" in figures_of("enflame", "latest")[1].message.en


def test_nothing_published_is_no_drawing_and_says_why():
    ledger = load(shipped(), as_of="2015-01-01")
    assert timing.vendor_shares(model.shares(ledger, "metax")).draw is None


# -- the forms ---------------------------------------------------------------------------------
def test_dots_below_zero_and_long_names_stay_inside():
    rows = [
        dot_form.Dot("A name that is far too long for its column", -40, "\u221240", "2024-01"),
        dot_form.Dot("B", 55, "55", focus=True, lo=30, hi=70),
        dot_form.Dot("C", 3, "3", hollow=True),
    ]
    for layout in style.LAYOUTS:
        canvas = dot_form.dots(layout, rows, dot_form.Yardstick(10, "median 10"), unit="%")
        assert not touching(canvas)


def test_dots_are_sorted_and_at_most_twenty_four():
    rows = [dot_form.Dot(f"row {k}", k, str(k)) for k in range(1, 31)]
    canvas = dot_form.dots("wide", rows)
    found = [x for x, _, _ in marks(canvas)]
    assert found == list(range(30, 6, -1))
    assert not touching(canvas)


def test_lines_refuse_a_sixth():
    point = line_form.Point(2024, 1, "1")
    six = [line_form.Line(str(k), (point,), "#000000") for k in range(6)]
    with pytest.raises(ValueError, match="small multiples"):
        line_form.lines("wide", six, [(1, "1")])


def test_a_coarse_date_is_a_pale_bar_and_a_fine_one_is_not():
    kinds = {"a": swimlane.Kind("first", "o"), "b": swimlane.Kind("second", "s")}
    lanes = [
        swimlane.Lane("X", (swimlane.Mark("a", 1, 2), swimlane.Mark("b", 3, 3.01)), 4, "4 years"),
        swimlane.Lane("Y", (swimlane.Mark("a", 2, 2.01),), 5, "open", open=True),
    ]
    canvas = swimlane.swimlanes("wide", lanes, kinds, axis=("founded", " years"))
    pale = [m for m in canvas.axes[0].get_lines() if m.get_alpha()]
    assert [list(m.get_xdata()) for m in pale] == [[1, 2]]
