"""A report read from executed notebooks: one language, numbered, each number with one value."""

from __future__ import annotations

import re

import pytest

from tapeout.errors import GateProblem
from tapeout.lifted import MIME
from tapeout.render import document as d
from tapeout.render.reading import prose_of

HAN = re.compile(r"[\u3400-\u9fff]")


def section(notebooks, language="en", stem="viability") -> d.Section:
    return d.report_from(notebooks, language).section(stem)


def outputs(notebook, kind):
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output["data"][MIME]["kind"] == kind:
                yield output["data"][MIME]


def kinds(blocks) -> list[str]:
    return [type(b).__name__ for b in blocks]


@pytest.mark.parametrize(
    ("language", "headings", "body"),
    [
        ("en", [(2, "How fast?")], "Look at\nthe base."),
        ("zh", [(2, "有多快")], "请看基数，\n\n第二段。"),
    ],
)
def test_a_markdown_cell_keeps_one_language(language, headings, body):
    source = (
        '## How fast? · 有多快\n\nLook at\nthe base.\n\n<details lang="zh">\n\n请看\n基数，\n\n'
        "第二段。\n\n</details>\n"
    )
    assert prose_of(source, language) == (headings, body)


def test_a_heading_in_one_language_stands_in_both():
    assert prose_of("## MXMACA", "zh") == ([(2, "MXMACA")], "")


def test_each_language_reads_its_own_words(notebooks):
    english, chinese = (section(notebooks, language) for language in ("en", "zh"))
    assert kinds(english.blocks) == kinds(chinese.blocks)
    for block in english.blocks:
        assert not HAN.search(getattr(block, "text", "") + getattr(block, "markdown", ""))
    assert english.title == "Financial viability"
    assert chinese.body[0].text == "增长有多快"


def test_the_flow_line_is_for_the_notebook_alone(notebooks):
    told = " ".join(b.markdown for b in section(notebooks).blocks if isinstance(b, d.Prose))
    assert "Does it last?" in told
    assert "src/tapeout" not in told


def test_figures_and_tables_are_numbered_by_section(notebooks):
    body = section(notebooks).body
    assert [b.number for b in body if isinstance(b, d.Figure)] == ["3.1", "3.2"]
    assert [b.number for b in body if isinstance(b, d.Table)] == ["3.1"]
    assert [b.svg.keys() for b in body if isinstance(b, d.Figure)] == [{"wide", "phone"}, set()]


def test_a_section_gives_its_answer_first_and_closes_with_the_objection(notebooks):
    found = section(notebooks)
    assert [s.part for s in found.answer] == ["answer"]
    assert [item.n for item in found.panel.items] == ["viability.revenue_2024"]
    assert kinds(found.body) == ["Heading", "Prose", "Sentence", "Figure", "Figure", "Table"]
    assert [(c.part, c.title) for c in found.closing] == [("objection", "The strongest objection")]
    assert kinds(found.closing[0].blocks) == ["Prose"]


def test_a_heading_without_content_is_left_out(notebooks):
    headings = [b.text for b in section(notebooks).body if isinstance(b, d.Heading)]
    assert headings == ["How fast?"]


def test_sections_stand_in_order_of_their_numbers(notebooks):
    turned = dict(reversed(notebooks.items()))
    assert [s.stem for s in d.report_from(turned, "en").sections] == ["summary", "viability"]


def test_both_languages_carry_the_same_numbers(notebooks):
    english, chinese = (d.report_from(notebooks, lang).numbers for lang in ("en", "zh"))
    assert english.keys() == chinese.keys()
    for number_id, number in english.items():
        other = chinese[number_id]
        assert (number.value, number.lo, number.hi, number.facts, number.no) == (
            other.value, other.lo, other.hi, other.facts, other.no,
        )  # fmt: skip


def test_a_number_knows_where_it_stands(notebooks):
    report = d.report_from(notebooks, "en")
    assert report.numbers["viability.revenue_2024"].places == ("s-summary", "s-viability")
    assert report.numbers["viability.revenue_cagr"].places == ("viability-growth",)
    assert "table-viability-years" in report.numbers["viability.years.2023.revenue"].places


def test_one_id_with_two_values_is_refused(notebooks):
    panel = next(outputs(notebooks["viability"], "panel"))
    panel["numbers"]["viability.revenue_2024"]["value"] = "1"
    with pytest.raises(GateProblem, match=r"viability\.revenue_2024 stands for two values"):
        d.report_from(notebooks, "en")


def test_notebooks_of_two_editions_are_refused(notebooks):
    next(outputs(notebooks["viability"], "begin"))["edition"]["as_of"] = "2026-11-23"
    with pytest.raises(GateProblem, match=r"03_financial_viability.*as_of 2026-11-23"):
        d.report_from(notebooks, "en")


def test_a_notebook_that_never_ran_is_refused(notebooks):
    for cell in notebooks["viability"].cells:
        if cell.cell_type == "code":
            cell.outputs = []
    with pytest.raises(GateProblem, match=r"03_financial_viability\.ipynb was not executed"):
        d.report_from(notebooks, "en")
    with pytest.raises(GateProblem, match="nothing to render"):
        d.report_from({}, "en")


def test_coverage_counts_what_can_be_followed(notebooks):
    coverage = d.report_from(notebooks, "en").coverage
    # Three years of revenue, one of them twice; growth; the runway has neither fact nor input.
    assert coverage["facts"] == 3
    assert coverage["facts_primary"] == 3
    assert coverage["newest_fact"] == "2025-12-11"
    assert coverage["numbers_missing"] == 1
    assert coverage["claims_checkable"] == 0
    bare = next(outputs(notebooks["viability"], "sentence"))["numbers"]["viability.revenue_cagr"]
    bare |= {"facts": [], "inputs": []}
    fewer = d.report_from(notebooks, "en").coverage
    assert fewer["numbers_linked"] == coverage["numbers_linked"] - 1


def test_the_edition_is_told_in_the_language_of_the_page(notebooks):
    report = d.report_from(notebooks, "zh")
    assert (report.name, report.native, report.ticker) == ("沐曦股份", "沐曦股份", "688802.SH")
    assert report.edition == {
        "company": "metax", "as_of": "2025-12-16", "language": "zh", "scenario": "base",
    }  # fmt: skip
