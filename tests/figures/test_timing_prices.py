"""The price path and the dot plot of first days: boxes, plotted data, words, the form itself."""

from datetime import date

import pytest

from tapeout.figures import dots as dot_form
from tapeout.figures import style, timing_listing, timing_prices
from tapeout.figures.price_path import Level, Point, price_path
from tapeout.ledger import load, shipped
from tapeout.model import timing_offer
from tapeout.model import timing_prices as model
from tapeout.quantity import is_gap
from tests.figures.drawing import DRAWINGS, touching
from tests.figures.test_timing import marks, well_drawn
from tests.spoken import plain

EVE = "2025-12-16"
DATES = (EVE, "2026-04-30", "latest")
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "enflame")
EDITIONS = [(company, as_of) for company in COMPANIES for as_of in DATES]


def figures_of(company, as_of):
    ledger = load(shipped(), as_of=as_of)
    offers = timing_offer.offers(ledger, company)
    prices = model.prices(ledger, offers)
    return timing_listing.first_days(offers), timing_prices.closes(prices), offers, prices


@pytest.mark.parametrize(("company", "as_of"), EDITIONS)
def test_the_figures_are_well_drawn_short_and_told(company, as_of):
    for figure in figures_of(company, as_of)[:2]:
        if figure.draw is None:
            assert figure.message.gaps, figure.key
            continue
        well_drawn(figure)
        assert len(plain(figure.message, "en").split()) <= 16, plain(figure.message, "en")
        han = sum("\u4e00" <= c <= "\u9fff" for c in plain(figure.message, "zh"))
        assert han <= 28
        assert 20 <= len(figure.alt.en.split()) <= 60, figure.alt.en
        for language, layout in DRAWINGS:
            text = style.to_svg(figure.draw(language, layout), "timing")
            assert len(text.encode()) <= 25_000, (figure.key, language, layout)


def test_a_path_is_drawn_only_from_two_closes_on():
    for company, as_of, drawn in (
        ("metax", EVE, False), ("hygon", "latest", False), ("enflame", "latest", False),
        ("biren", "latest", True), ("metax", "latest", True),
    ):  # fmt: skip
        assert (figures_of(company, as_of)[1].draw is not None) == drawn


@pytest.mark.parametrize("company", ["metax", "cambricon"])
def test_the_path_plots_the_closes_of_its_table(company):
    _, figure, _, prices = figures_of(company, "latest")
    held = [(c.on.toordinal(), float(c.price.value)) for c in prices.focus.closes]
    for language, layout in DRAWINGS:
        plotted = [(x, y) for x, y, _ in marks(figure.draw(language, layout))]
        assert plotted == held
    assert [float(r.cells[1].value) for r in figure.table.rows] == [y for _, y in held]


def test_only_neighbouring_trading_days_are_joined():
    _, figure, _, prices = figures_of("metax", "latest")
    canvas = figure.draw("en", "wide")
    solid, dotted = set(), set()
    for line in canvas.axes[0].get_lines():
        xs = [int(x) for x in line.get_xdata()]
        if line.get_color() == style.COLOUR["focus"] and len(xs) == 2 and xs[0] != xs[1]:
            kind = dotted if line.is_dashed() else solid
            kind.add((date.fromordinal(xs[0]), date.fromordinal(xs[1])))
    assert len(solid) + len(dotted) == len(prices.focus.closes) - 1
    assert (date(2026, 7, 10), date(2026, 7, 13)) in solid  # over a weekend
    assert (date(2026, 5, 20), date(2026, 5, 22)) in dotted  # the day between is missing
    assert all(other == model.next_trading_day(one) for one, other in solid)


def test_zero_is_in_view_and_the_two_levels_are_named():
    for company in ("metax", "cambricon", "biren"):
        for language, layout in DRAWINGS:
            canvas = figures_of(company, "latest")[1].draw(language, layout)
            assert canvas.axes[0].get_ylim()[0] == 0
            told = " ".join(words for words, _ in style.text_boxes(canvas))
            for words in {"en": ("first close", "issue price"), "zh": ("首日收盘", "发行价")}[
                language
            ]:
                assert words in told


def test_the_lowest_the_highest_and_the_last_close_are_labelled():
    canvas = figures_of("metax", "latest")[1].draw("en", "phone")
    told = " ".join(words for words, _ in style.text_boxes(canvas))
    for words in ("493.88\n6 Feb", "981.88\n9 Jul", "821.61\n24 Jul", "no dated close"):
        assert words in told


def test_first_days_are_those_of_the_table_and_stems_those_averaged():
    figure, _, offers, _ = figures_of("metax", "latest")
    canvas = figure.draw("en", "wide")
    plotted = [x for x, _, _ in marks(canvas)]
    held = [float(r.cells[2].value) for r in figure.table.rows if r.key != "average"]
    assert plotted == pytest.approx(held)
    shapes = [m.get_marker() for _, _, m in marks(canvas)]
    assert shapes.count("D") == sum(d.kin for d in offers.debuts)
    average = float(offers.average.value)
    stems = [m for m in canvas.axes[0].get_lines()
             if len(m.get_xdata()) == 2 and m.get_xdata()[0] == average
             and m.get_ydata()[0] == m.get_ydata()[1]]  # fmt: skip
    assert len(stems) == 5  # MetaX, Moore Threads and three of the growth tier
    assert figure.table.rows[-1].cells[2] is offers.average


def test_without_an_average_stems_begin_at_zero_and_the_table_has_none():
    figure, _, offers, _ = figures_of("cambricon", "latest")
    assert is_gap(offers.average)
    assert all(row.key != "average" for row in figure.table.rows)
    assert "Stems" not in figure.subtitle.en
    told = [words for words, _ in style.text_boxes(figure.draw("en", "wide"))]
    assert not any("average" in words for words in told)


# -- the form --------------------------------------------------------------------------------------
def test_a_path_of_few_days_names_its_days():
    points = [
        Point(date(2026, 1, d), p, joined=d == 9) for d, p in ((2, 30.0), (8, 28.0), (9, 31.0))
    ]
    for layout in style.LAYOUTS:
        canvas = price_path(layout, points, [Level(30.0, "first", True)], [(10, "10"), (20, "20")],
                            lambda day, _: f"{day.day} {day:%b}")  # fmt: skip
        assert not touching(canvas)
        told = [words for words, _ in style.text_boxes(canvas)]
        assert "2 Jan" in told and "first" in told


def test_a_row_without_a_stem_has_its_dot_alone():
    rows = [dot_form.Dot("A", 10, "10"), dot_form.Dot("B", 5, "5", stem=False, shape="D")]
    canvas = dot_form.dots("wide", rows)
    lines = [m for m in canvas.axes[0].get_lines() if list(m.get_xdata()) == [0, 5]]
    assert not lines
    assert [m.get_marker() for _, _, m in marks(canvas)] == ["o", "D"]
