"""The picture of the roofline: no touching labels, the table holds what is drawn, hollow is told."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tapeout.exhibit import Figure
from tapeout.figures import style
from tapeout.figures.roofline import Dot, Guide, Roof, roofline
from tapeout.figures.technology_roofline import rooflines
from tapeout.ledger import load
from tapeout.model import technology_roofline as model
from tapeout.model.technology import distance
from tapeout.quantity import Quantity, is_gap
from tapeout.text import LANGUAGES
from tests.spoken import registered

DATES = ("2025-12-16", "2026-04-30", "latest")
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "huawei", "kunlunxin",
             "enflame", "loongson", "jingjia_micro", "nvidia", "amd")  # fmt: skip
CASES = [(c, d) for c in COMPANIES for d in DATES]


@cache
def found(company: str, as_of: str) -> model.Roofline:
    ledger = load(as_of=as_of)
    return model.roofline(ledger, company, distance(ledger, company))


@cache
def drawn(company: str, as_of: str) -> Figure:
    return rooflines(found(company, as_of))


def spoken(figure: Figure, language: str) -> str:
    return registered([figure.message], language, "technology")[0]


@pytest.mark.parametrize(("company", "as_of"), CASES)
def test_a_figure_is_legible_in_both_languages_and_layouts(company, as_of):
    figure = drawn(company, as_of)
    if figure.draw is None:
        assert figure.message.gaps and not figure.table.rows
        return
    assert 25 <= len(figure.alt.en.split()) <= 60
    assert len(spoken(figure, "en").split()) <= 16
    assert len(re.findall(r"[\u4e00-\u9fff]", spoken(figure, "zh"))) <= 28
    for language in LANGUAGES:
        for layout in style.LAYOUTS:
            canvas = figure.draw(language, layout)
            with style.missing_glyphs_are_errors():
                assert len(style.to_svg(canvas, "t").encode()) < 25_000
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


@pytest.mark.parametrize(("company", "as_of"), [("metax", "latest"), ("moore_threads", "2025-12-16"),
                                                ("hygon", "latest")])  # fmt: skip
@pytest.mark.parametrize("layout", style.LAYOUTS)
def test_the_plot_is_what_its_table_holds(company, as_of, layout):
    figure = drawn(company, as_of)
    axes = figure.draw("en", layout).axes[0]
    columns = [column.key for column in figure.table.columns]
    rates, peaks, slopes, measured = [], [], [], []
    for row in figure.table.rows:
        cells = dict(zip(columns, row.cells, strict=True))
        rates += [float(q.value) for k, q in cells.items() if k.startswith(("decode_", "prefill"))]
        peaks.append(float(cells["peak"].value))
        slopes.append(float(cells["bandwidth"].value))
        if isinstance(cells["measured"], Quantity):
            measured.append(float(cells["measured"].value))
    dots = [line.get_ydata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert sorted(dots) == pytest.approx(sorted(rates))
    roofs = [line for line in axes.lines if len(line.get_xdata()) == 3]
    assert sorted(line.get_ydata()[2] for line in roofs) == pytest.approx(sorted(peaks))
    found_slopes = [1000 * line.get_ydata()[0] / line.get_xdata()[0] for line in roofs]
    assert sorted(found_slopes) == pytest.approx(sorted(slopes))
    dashed = [
        line for line in axes.lines if line.get_linestyle() == "--" and len(line.get_xdata()) == 2
    ]
    assert sorted(line.get_ydata()[1] for line in dashed if line.get_color() != style.COLOUR["rule"]) == (
        pytest.approx(sorted(measured))
    )  # fmt: skip
    assert [row.focus for row in figure.table.rows] == [True] + [False] * (len(peaks) - 1)


@pytest.mark.parametrize(
    ("company", "as_of"), [c for c in CASES if c[0] in ("metax", "hygon", "huawei")]
)
def test_no_dot_lies_above_its_roof_and_each_stands_at_its_intensity(company, as_of):
    r = found(company, as_of)
    for roof in r.drawn if r.gap is None else ():
        for work in r.setting.works[:-1]:
            point, at = roof.at(work.key), float(work.intensity.value)
            top = min(float(roof.compute.listed.value), float(roof.memory.listed.value) * at / 1000)
            assert float(point.attained.value) <= top * (1 + 1e-9)
            if work.batch is not None and work.batch.value <= 16 and at < float(roof.ridge.value):
                assert float(point.attained.value) == pytest.approx(top)


def test_what_does_not_fit_is_hollow_and_said():
    def hollow(company, as_of):
        axes = drawn(company, as_of).draw("en", "wide").axes[0]
        dots = [line for line in axes.lines if line.get_marker() == "o"]
        return sum(line.get_markerfacecolor() == style.COLOUR["page"] for line in dots)

    assert hollow("metax", "latest") == 0 and "hollow" not in drawn("metax", "latest").subtitle.en
    assert hollow("hygon", "latest") == 1  # a batch of 256 in 32 GB
    assert (
        hollow("moore_threads", "2025-12-16") == 5
    )  # the memory size of the H100 is not known yet
    assert "hollow" in drawn("hygon", "latest").subtitle.en
    assert "空心" in drawn("hygon", "latest").subtitle.zh


def test_estimates_are_starred_and_measured_ceilings_dashed():
    metax, early = drawn("metax", "latest"), drawn("moore_threads", "2025-12-16")
    labels = {words for words, _ in style.text_boxes(metax.draw("en", "wide"))}
    assert (
        "1,800 GB/s*" in labels and "240 listed, 226 measured" in labels and "800 listed" in labels
    )
    assert "dashed: measured" in metax.subtitle.en and "dashed" not in early.subtitle.en
    assert "* An estimate" in metax.subtitle.en and "*" not in early.subtitle.en


def test_the_eve_of_metax_draws_nothing_and_says_why():
    figure = drawn("metax", "2025-12-16")
    assert figure.draw is None and is_gap(figure.message.values["roofline_ridge"])
    assert "memory bandwidth of MetaX C500" in spoken(figure, "en")


def test_the_message_is_conditioned_on_the_ceilings():
    assert spoken(drawn("metax", "latest"), "en").startswith("NVIDIA H20 decodes one sequence 2.2")
    assert spoken(drawn("moore_threads", "latest"), "en").startswith(
        "Of NVIDIA H20, MTT S4000 gives"
    )
    assert spoken(drawn("moore_threads", "2025-12-16"), "en").startswith("Of NVIDIA H100")


# -- the form -------------------------------------------------------------------------------------
def test_the_form_takes_plain_data_and_refuses_six_roofs():
    one = Roof("A", 100, 1000, "100 listed", "1,000 GB/s", "focus", focus=True,
               measured_peak=90, measured_bandwidth=800, dots=(Dot(1, 1), Dot(500, 100, True)))  # fmt: skip
    fig = roofline("wide", [one], [Guide(1, "one"), Guide(2, "two")], "TFLOPS", "operations a byte")
    rates = [list(line.get_ydata()) for line in fig.axes[0].lines if len(line.get_xdata()) == 2]
    assert [90, 90] in rates
    assert any(y[1] == pytest.approx(100) and y[0] == pytest.approx(0.48) for y in rates)
    assert one.at(1) == 1 and one.at(1000) == 100
    with pytest.raises(ValueError, match="6 roofs"):
        roofline("wide", [one] * 6, [], "TFLOPS", "")


def test_equal_ceilings_do_not_write_over_each_other():
    same = [
        Roof(f"Chip {k}", 100 + k, 1000 + k, "100 listed", "1,000 GB/s", "peer", dots=(Dot(1, 1),))
        for k in range(5)
    ]
    guides = [Guide(float(k), f"batch {k}") for k in range(1, 6)]
    for layout in style.LAYOUTS:
        boxes = style.text_boxes(roofline(layout, same, guides, "TFLOPS", "operations a byte"))
        for place, (words, box) in enumerate(boxes):
            assert box.y1 <= 402 and box.y0 >= -2, (layout, words)
            for other, near in boxes[place + 1 :]:
                across = min(box.x1, near.x1) - max(box.x0, near.x0)
                down = min(box.y1, near.y1) - max(box.y0, near.y0)
                assert across < 1 or down < 3, (layout, words, other)
