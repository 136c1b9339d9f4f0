"""The drawings of the financial section, in both languages and layouts, and the form `bars`."""

from decimal import Decimal

import pytest

from tapeout.figures import bars as form
from tapeout.figures import style, viability
from tapeout.ledger import load, shipped
from tapeout.model import viability as model
from tapeout.quantity import Quantity
from tests.figures.drawing import touching

D = Decimal
DATES = ("2025-12-16", "2026-04-30", "latest")
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "loongson", "jingjia_micro")
LANGUAGES = ("en", "zh")


def figures_of(company, date):
    ledger = load(shipped(), as_of=date)
    return (
        viability.revenue_by_quarter(model.revenue(ledger, company)),
        viability.research_by_year(model.research(ledger, company)),
        viability.results_by_quarter(model.losses(ledger, company)),
    )


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("company", COMPANIES)
def test_no_label_touches_another_or_leaves_the_canvas(company, date):
    for figure in figures_of(company, date):
        if figure.draw is None:
            continue
        for language in LANGUAGES:
            for layout in style.LAYOUTS:
                canvas = figure.draw(language, layout)
                assert not touching(canvas), (figure.key, language, layout)
                assert 260 <= canvas.bbox.height <= 440


def test_the_check_sees_labels_that_touch():
    canvas = style.canvas("phone", 300)
    canvas.text(0.5, 0.5, "first words")
    canvas.text(0.52, 0.5, "other words")
    canvas.text(0.99, 0.9, "out of the canvas")
    assert len(touching(canvas)) == 2


@pytest.mark.parametrize("company", ["metax", "moore_threads"])
def test_bars_are_those_of_the_table(company):
    for figure in figures_of(company, "2026-04-30")[::2]:
        canvas = figure.draw("en", "wide")
        heights = [p.get_height() for p in canvas.axes[0].patches]
        plotted = [float(row.cells[2].value) / 1e6 for row in figure.table.rows]
        assert heights == pytest.approx(plotted)
        hatched = [bool(p.get_hatch()) for p in canvas.axes[0].patches]
        basis = [row.cells[3].en for row in figure.table.rows]
        wide = [row.cells[1] is not row.cells[2] for row in figure.table.rows]
        expected = [b == "by subtraction" or w for b, w in zip(basis, wide, strict=True)]
        assert hatched == expected


def test_drawings_are_small_and_the_same_twice():
    figure = figures_of("metax", "latest")[2]
    for layout in style.LAYOUTS:
        one, two = (style.to_svg(figure.draw("zh", layout), "v") for _ in range(2))
        assert one == two
        assert len(one.encode()) < 25_000


def test_the_only_profitable_quarter_is_named_and_only_where_there_is_one():
    def notes(company, date):
        canvas = figures_of(company, date)[2].draw("en", "wide")
        return [w for w, _ in style.text_boxes(canvas) if "only" in w]

    assert notes("metax", "2025-12-16") == ["2025Q2: the only\nprofitable quarter"]
    assert notes("moore_threads", "2025-12-16") == []
    assert notes("cambricon", "latest") == []


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("company", COMPANIES)
def test_messages_and_descriptions_keep_their_length(company, date):
    for figure in figures_of(company, date):
        if figure.draw is None:
            continue
        told = {
            language: "".join(
                t if isinstance(t, str) else t["t"] for t in figure.message.tokens(language, str)
            )
            for language in LANGUAGES
        }
        assert len(told["en"].split()) <= 16, told["en"]
        assert sum(ord(c) > 0x2E80 for c in told["zh"]) <= 28, told["zh"]
        assert 20 <= len(figure.alt.en.split()) <= 60, figure.alt.en


def test_nothing_to_draw_says_why():
    ledger = load(shipped(), as_of="2025-12-16")
    figure = viability.revenue_by_quarter(model.revenue(ledger, "biren"))
    assert figure.draw is None
    assert (
        figure.message.gaps[0].reason.en
        == "The evidence dated to 16 December 2025 holds no revenue of Biren."
    )


# -- the form ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("low", "high"), [(0, 595), (-627, 46.6), (-1.5e3, 0), (0, 0.004), (-3, 700), (0, 1), (0, 9e6)]
)
def test_ticks_are_few_round_and_reach_over_the_bars(low, high):
    ticks = form.round_ticks(low, high)
    assert 1 <= len(ticks) <= 5
    assert max([0, *ticks]) >= high
    assert min([0, *ticks]) <= low
    assert 0 not in ticks


def test_kinds_of_bars_look_different():
    axis = form.money_axis("CNY", D(10**9), "en")
    data = [form.Bar(1.0, "1", "Q1", "2025", kind=k) for k in ("solid", "derived", "forecast")]
    solid, derived, forecast = form.bars("wide", data, axis).axes[0].patches
    assert derived.get_hatch()
    assert not solid.get_hatch()
    assert forecast.get_facecolor()[3] == 0
    assert solid.get_facecolor()[3] == 1


def test_an_interval_wider_than_the_line_is_drawn():
    axis = form.money_axis("CNY", D(10**9), "en")
    narrow = form.bars("wide", [form.Bar(5.0, "5", "Q1", lo=4.999, hi=5.001)], axis)
    wide = form.bars("wide", [form.Bar(5.0, "5", "Q1", lo=4.0, hi=6.0)], axis)
    assert len(wide.axes[0].lines) == len(narrow.axes[0].lines) + 1


def test_values_show_only_what_their_interval_supports():
    axis = form.money_axis("CNY", D(10**9), "zh")
    printed = Quantity.printed("42640", "CNY", "100")
    assert form.value_label(printed, axis, "wide") == "0.0004"
    assert form.value_label(Quantity.printed("520000000", "CNY", "100"), axis, "wide") == "5.20"
    rough = Quantity.printed("500000000", "CNY", "100000000")
    assert form.value_label(rough, axis, "wide") == "5"
    assert [form.money_axis("CNY", D(10**k), "en").after for k in (7, 9, 10)] == [" m", " m", " bn"]
