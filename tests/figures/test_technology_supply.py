"""The pictures of roads, roadmap and stock: labels apart, inside, and the table holds what is drawn."""

from __future__ import annotations

import pytest

from tapeout.figures import style
from tapeout.figures import technology_roadmap as roadmap_figures
from tapeout.figures import technology_routes as routes_figures
from tapeout.figures import technology_supply as supply_figures
from tapeout.figures.calendar_bars import Bar, Milestone, calendar_bars
from tapeout.figures.paired_dots import Pair, paired_dots
from tapeout.figures.timeline import Lane, Step
from tapeout.figures.timeline import draw as timeline
from tapeout.ledger import load
from tapeout.model import technology as model
from tapeout.model import technology_cadence, technology_roadmap, technology_routes
from tapeout.model.technology_stock import stock
from tapeout.model.technology_supply import supply
from tapeout.moment import Moment
from tapeout.quantity import Quantity
from tapeout.text import LANGUAGES

DATES = ("2025-12-16", "2026-04-30", "latest")
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "loongson", "huawei")
KEYS = ("roadmap", "routes", "coverage")


def drawn(company: str, as_of: str) -> dict:
    ledger = load(as_of=as_of)
    today, road = Moment.on(ledger.as_of), technology_roadmap.roadmap(ledger, company)
    pace = technology_cadence.cadence(ledger, company, model.MAKERS)
    found = supply(ledger, company, road, stock(ledger, company))
    return {
        "roadmap": roadmap_figures.roadmap(road, today, pace),
        "routes": routes_figures.routes(technology_routes.routes(ledger, company)),
        "coverage": supply_figures.coverage(found, today),
    }


def check(canvas, where) -> None:
    """Every label lies inside the canvas and touches no other; the drawing is small."""
    assert len(style.to_svg(canvas, "t")) < 25_000, where
    width, height = canvas.get_size_inches() * 72
    boxes = style.text_boxes(canvas)
    for place, (words, box) in enumerate(boxes):
        assert box.x0 >= -2 and box.x1 <= width + 2, (*where, words)
        assert box.y0 >= -2 and box.y1 <= height + 2, (*where, words)
        for other, near in boxes[place + 1 :]:
            across = min(box.x1, near.x1) - max(box.x0, near.x0)
            down = min(box.y1, near.y1) - max(box.y0, near.y0)
            assert across < 1 or down < 3, (*where, words, other)


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("company", COMPANIES)
def test_every_figure_draws_or_says_why_not(company, as_of):
    for key, figure in drawn(company, as_of).items():
        assert figure.message.en and figure.message.zh
        if figure.draw is None:
            continue
        assert 18 <= len(figure.alt.en.split()) <= 62, (key, figure.alt.en)
        for language in LANGUAGES:
            assert figure.alt[language].endswith((".", "。"))
            for layout in style.LAYOUTS:
                canvas = figure.draw(language, layout)
                assert canvas.get_size_inches()[1] * 72 <= (440 if layout == "wide" else 421)
                check(canvas, (key, layout, language))


def test_the_bars_are_the_table():
    figure = drawn("metax", "latest")["coverage"]
    axes = figure.draw("en", "wide").axes[0]
    ends = [line.get_xdata()[1] for line in axes.lines if line.get_linewidth() == 12]
    until = [r.cells[4] for r in figure.table.rows if not r.key.endswith("_later")]
    assert sorted(ends) == pytest.approx(sorted(float(q.value) for q in until))


def test_the_dots_are_the_table():
    figure = drawn("metax", "latest")["routes"]
    for place, axes in enumerate(figure.draw("en", "wide").axes):
        dots = [float(x.get_xdata()[0]) for x in axes.lines if x.get_marker() == "o"]
        cells = [r.cells[4 + place] for r in figure.table.rows]
        assert dots == [float(q.value) for q in cells if isinstance(q, Quantity)]


def test_a_plan_that_slipped_is_drawn_hollow_beside_what_came():
    figure = drawn("metax", "latest")["roadmap"]
    hollow = [
        line for line in figure.draw("en", "wide").axes[0].lines
        if line.get_marker() not in ("None", None) and line.get_markerfacecolor() == style.COLOUR["page"]
    ]  # fmt: skip
    # The plan for C600 that was not kept, and the tape-out of C700 that lies ahead.
    assert len(hollow) == 2
    row = next(r for r in figure.table.rows if r.key == "metax_c600")
    assert row.cells[-1].iso == "2025-12"


def test_the_message_follows_the_dates():
    assert drawn("metax", "2025-12-16")["coverage"].message.en.endswith("is planned in between")
    assert drawn("metax", "latest")["coverage"].message.en.endswith("came in between")
    assert drawn("hygon", "latest")["coverage"].draw is None


# -- the forms, on hand-made data ------------------------------------------------------------------
@pytest.mark.parametrize("layout", style.LAYOUTS)
def test_the_forms_hold_long_names_and_ends(layout):
    check(timeline(layout, [Lane("a product with a very long name", (Step(2020.1, 2020.2, 0),
                                 Step(2029.5, 2029.9, 4, True)), "120 months")],
                   {0: "first", 4: "second"}, 2029.8, "today"), ("timeline", layout))  # fmt: skip
    check(paired_dots(layout, [Pair("a maker with a very long name", "route", ((99.0, "99.0"), None)),
                               Pair("b", "r", ((1.0, "1.0"), (9999.0, "9,999.0")), True, (1,))],
                      ("one, %", "other, %"), "not published"), ("pairs", layout))  # fmt: skip
    check(calendar_bars(layout, [Bar("one", 2025.25, 2025.3, 2025.28, 2025.31, "0.2 quarters", True),
                                 Milestone("two", 2030.0, 2030.5, "the first half of 2030", hollow=True)],
                        2030.4, "this edition"), ("calendar", layout))  # fmt: skip
