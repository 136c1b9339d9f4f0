"""The headline follows the numbers of the sections, whatever the company."""

from __future__ import annotations

import pytest

from tapeout.figures import style
from tapeout.figures import summary as figures
from tapeout.findings import summary as findings
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity
from tapeout.text import LANGUAGES, Text

NAME = Text("MetaX", "沐曦股份")
GAP = Gap(Text("cash", "现金"), Text("No cash of MetaX was published.", "未见沐曦股份现金数据。"))


def quarters(value: str, step: str = "0.1") -> Quantity:
    return Quantity.printed(value, "quarters", step, fact=f"q{value}", label=Text("q", "季"))


def numbers(**changes):
    """The numbers of a company that can wait and has one product."""
    base = {
        "runway_quarters_with_proceeds": quarters("17.5"), "runway_quarters": quarters("11.4"),
        "quarters_to_company_year": Quantity.exact(7, "quarters", Text("q", "季")),
        "balance_age": quarters("2.8"),
        "company_breakeven_year": Moment.parse("2026"),
        "top_product_share_latest": Quantity.printed("97.87", "percent", "0.01", fact="s"),
        "foundry_stop": Moment.parse("2024-11"), "stock_coverage_quarters": quarters("2.3"),
    }  # fmt: skip
    return {**base, **changes}.get


def words(sentences) -> str:
    return " ".join(s.en for s in sentences)


def test_money_and_one_product():
    assert words(findings.headline(NAME, numbers())) == (
        "{company} has the money to wait. It leans on one product line."
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"runway_quarters_with_proceeds": quarters("5.0")}, "runs short before the profit"),
        ({"runway_quarters_with_proceeds": quarters("7.0", "2")}, "does not say how long"),
        ({"runway_quarters_with_proceeds": GAP}, "does not say how long"),
        ({"runway_quarters_with_proceeds": None}, "does not say how long"),
        ({"revenue_cushion": Quantity.printed("31", "percent", "1", fact="c")}, "already earns"),
    ],
)
def test_the_headline_turns_with_the_money(changes, expected):
    assert expected in words(findings.headline(NAME, numbers(**changes)))


def test_a_broad_maker_is_not_called_narrow():
    broad = Quantity.printed("40", "percent", "1", fact="b")
    assert "does not hang on one" in words(
        findings.headline(NAME, numbers(top_product_share_latest=broad))
    )
    silent = findings.headline(NAME, numbers(top_product_share_latest=GAP))
    assert len(silent) == 1


@pytest.mark.parametrize("missing", ["runway_quarters_with_proceeds", "foundry_stop", None])
def test_the_standfirst_states_or_gives_the_reason(missing):
    given = numbers(**{missing: GAP}) if missing else numbers()
    told = findings.standfirst(given, given)
    assert told
    assert findings.change(given, given)


def test_the_story_says_what_its_bars_show():
    given = numbers()
    figure = figures.patience(NAME, {"viability": given, "technology": given})
    assert "outlasts its plan; its finished boards" in figure.message.en
    short = numbers(stock_coverage_quarters=quarters("9.0"))
    other = figures.patience(NAME, {"viability": short, "technology": short})
    assert "boards" not in other.message.en
    poor = numbers(runway_quarters_with_proceeds=quarters("5.0"))
    assert (
        "ends before" in figures.patience(NAME, {"viability": poor, "technology": poor}).message.en
    )
    none = numbers(quarters_to_company_year=GAP)
    assert figures.patience(NAME, {"viability": none, "technology": none}).draw is None


@pytest.mark.parametrize("layout", style.LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_story_fits_its_canvas(layout, language):
    given = numbers()
    figure = figures.patience(NAME, {"viability": given, "technology": given})
    canvas = figure.draw(language, layout)
    width = canvas.get_size_inches()[0] * 72
    boxes = style.text_boxes(canvas)
    assert all(box.x0 >= -1 and box.x1 <= width + 1 for _, box in boxes)
    for place, (name, box) in enumerate(boxes):
        for other, near in boxes[place + 1 :]:
            across = min(box.x1, near.x1) - max(box.x0, near.x0)
            down = min(box.y1, near.y1) - max(box.y0, near.y0)
            assert across < -3 or down < 3, (name, other)
    assert not any("..." in name for name, _ in boxes)
