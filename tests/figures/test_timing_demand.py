"""The drawings of demand, and the form `panels`."""

import re
from functools import cache

import pytest

from tapeout.figures import panels as form
from tapeout.figures import style
from tapeout.figures import timing_demand as drawn
from tapeout.ledger import load, shipped
from tapeout.model import timing as market_model
from tapeout.model import timing_demand, timing_use

DATES = ("2025-12-16", "2026-04-30", "latest")
DRAWINGS = [(language, layout) for language in ("en", "zh") for layout in style.LAYOUTS]


@cache
def figures_of(date):
    ledger = load(shipped(), as_of=date)
    demand, market = timing_demand.demand(ledger), market_model.market(ledger)
    return drawn.market_sizes(demand, market), drawn.tokens(timing_use.tokens(ledger))


def touching(canvas):
    """Return the labels that leave the canvas, and the pairs that lie over each other."""
    boxes = style.text_boxes(canvas)
    width, height = canvas.bbox.width, canvas.bbox.height
    wrong = [
        words
        for words, b in boxes
        if b.x0 < -0.5 or b.y0 < -0.5 or b.x1 > width + 0.5 or b.y1 > height + 0.5
    ]
    for place, (one, a) in enumerate(boxes):
        wrong += [
            (one, other)
            for other, b in boxes[place + 1 :]
            if a.x0 < b.x1 - 0.5 and b.x0 < a.x1 - 0.5 and a.y0 < b.y1 - 1 and b.y0 < a.y1 - 1
        ]
    return wrong


def plain(sentence, language):
    tokens = sentence.tokens(language, lambda name: name)
    return "".join(t if isinstance(t, str) else t["t"] for t in tokens)


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize(("language", "layout"), DRAWINGS)
def test_no_label_touches_another_or_leaves_the_canvas(date, language, layout):
    for figure in figures_of(date):
        canvas = figure.draw(language, layout)
        assert not touching(canvas), (figure.key, language, layout)
        low, high = {"wide": (300, 440), "phone": (260, 420)}[layout]
        assert low <= canvas.bbox.height <= high
        assert canvas.bbox.width == style.WIDTH[layout]
        text = style.to_svg(canvas, "timing")
        assert len(text.encode()) <= 25_000
        assert text == style.to_svg(figure.draw(language, layout), "timing")


@pytest.mark.parametrize("date", DATES)
def test_messages_are_short_and_alternatives_are_told(date):
    for figure in figures_of(date):
        assert len(plain(figure.message, "en").split()) <= 16
        assert len(re.findall(r"[\u4e00-\u9fff]", plain(figure.message, "zh"))) <= 28
        assert 25 <= len(figure.alt.en.split()) <= 60, figure.alt.en
        assert figure.subtitle.zh.endswith("。")


def marks(axes):
    """Return the single marks of a panel, in order of drawing."""
    return [m for m in axes.get_lines() if len(m.get_xdata()) == 1]


SCALE = {"CNY": (1e9, 1e6), "USD": (1e9, 1e6), "cards": (1e6,)}


@pytest.mark.parametrize("date", DATES)
def test_every_panel_is_one_series_of_the_table_in_its_own_unit(date):
    """Drawn by the series, held against the rows of the table by key."""
    figure = figures_of(date)[0]
    demand = timing_demand.demand(load(shipped(), as_of=date))
    rows = {row.key: row for row in figure.table.rows}
    canvas = figure.draw("en", "wide")
    assert len(canvas.axes) == len(demand.shown) <= timing_demand.PANELS
    for axes, series in zip(canvas.axes, demand.shown, strict=True):
        drawn = {round(m.get_xdata()[0]): m for m in marks(axes)}
        held = {
            int(key.rsplit("_", 1)[1]): row
            for key, row in rows.items()
            if key.rsplit("_", 1)[0] == series.key and "earlier" not in row.cells[-1].en
        }
        assert set(drawn) == set(held)
        factors = set()
        for year, row in held.items():
            cell = next(c for c in row.cells if hasattr(c, "unit"))
            factors.add(round(float(cell.value) / drawn[year].get_ydata()[0], 3))
            hollow = drawn[year].get_markerfacecolor() == style.COLOUR["page"]
            assert hollow == row.cells[-1].en.startswith("forecast")
        assert len(factors) == 1
        assert factors <= set(SCALE[cell.unit])
        colour, _marker = style.house_style(series.house)
        assert {m.get_color() for m in marks(axes)} == {colour}


@pytest.mark.parametrize(
    ("language", "units"),
    [("en", {"CNY": " bn", "USD": "USD ", "cards": " m cards"}),
     ("zh", {"CNY": "亿元", "USD": "亿美元", "cards": "万张"})],
)  # fmt: skip
def test_the_unit_stands_once_in_each_panel(language, units):
    canvas = figures_of("latest")[0].draw(language, "wide")
    demand = timing_demand.demand(load(shipped()))
    for axes, series in zip(canvas.axes, demand.shown, strict=True):
        word = units[series.drawn[-1].value.unit]
        assert sum(word in label.get_text() for label in axes.texts) == 1, series.key


def test_a_series_without_a_panel_is_named_below():
    figure = figures_of("latest")[0]
    left = timing_demand.demand(load(shipped())).left
    assert left
    assert all(s.name.en in figure.note.en and s.name.zh in figure.note.zh for s in left)
    assert figures_of("2025-12-16")[0].note is None


@pytest.mark.parametrize("date", DATES)
def test_the_bars_of_the_tokens_are_those_of_the_table(date):
    figure = figures_of(date)[1]
    held = [float(row.cells[1].value) / 1e12 for row in figure.table.rows]
    patches = [p for p in figure.draw("zh", "phone").axes[0].patches if p.get_height()]
    assert [p.get_height() for p in patches] == pytest.approx(held)
    # The places follow the calendar: 2024Q1 to 2025Q2 are five quarters.
    assert patches[1].get_x() - patches[0].get_x() == pytest.approx(5)


def test_nothing_published_is_no_drawing_and_says_why():
    sizes, tokens = figures_of("2015-01-01")
    for figure in (sizes, tokens):
        assert figure.draw is None
        assert "The evidence dated to" in plain(figure.message, "en")
        assert "截至2015年1月1日的证据中没有" in plain(figure.message, "zh")


# -- the form -----------------------------------------------------------------------------------
def panel(name, *values, hollow=0):
    count = len(values)
    marks = tuple(
        form.Mark(2020 + k, y, f"{y:,}", k >= count - hollow) for k, y in enumerate(values)
    )
    return form.Panel(name, "what is counted", marks, style.COLOUR["ink2"])


@pytest.mark.parametrize("layout", style.LAYOUTS)
@pytest.mark.parametrize("count", range(1, form.MOST + 1))
def test_one_to_eight_panels_fit(layout, count):
    data = [
        panel("A house with a name that is far too long for it", *range(100, 1200, 90), hollow=3),
        panel("B", 900, 100),
        panel("C", 1, 1000, 1000, 2),
    ]
    canvas = form.panels(layout, [data[k % 3] for k in range(count)])
    assert not touching(canvas)


def test_a_ninth_panel_is_refused():
    with pytest.raises(ValueError, match="at most 8"):
        form.panels("wide", [panel("A", 1, 2)] * 9)


def test_the_band_begins_where_the_solid_marks_end():
    axes = form.panels("wide", [panel("A", 1, 2, 3, 4, hollow=2)]).axes[0]
    assert axes.patches[0].get_x() == pytest.approx(2021.5)
    assert not form.panels("wide", [panel("A", 1, 2)]).axes[0].patches
    whole = form.panels("wide", [panel("A", 1, 2, hollow=2)]).axes[0]
    assert whole.patches[0].get_x() == pytest.approx(whole.get_xlim()[0])


def test_the_axis_begins_at_zero_and_an_interval_is_drawn():
    wide = form.Mark(2021, 4, "4", lo=3, hi=5)
    axes = form.panels("wide", [form.Panel("A", "b", (form.Mark(2020, 2, "2"), wide), "#123456")])
    axes = axes.axes[0]
    assert axes.get_ylim()[0] == 0
    assert [3, 5] in [list(line.get_ydata()) for line in axes.get_lines()]
