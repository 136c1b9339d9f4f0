"""The PDF: text, tags, outline, language and faces as they should be, whatever the data holds."""

from __future__ import annotations

import copy
import dataclasses
import io
import re

import pypdfium2
import pytest

from tapeout.build import gates
from tapeout.errors import GateProblem
from tapeout.lifted import MIME
from tapeout.render import pdf
from tapeout.render.blocks import Prose
from tapeout.render.document import report_from
from tapeout.render.packing import packed
from tapeout.render.print_plan import plan_of
from tapeout.text import LANGUAGES

HOSTILE = (
    r"""#let x = 1 #panic() $a$ *b* _c_ `d` \ ] [ { } // /* */ @ref <label> = h - i "q" 'q' ~ ---"""
)
MADE: dict[str, bytes] = {}


@pytest.fixture
def made(notebooks) -> dict[str, bytes]:
    """The PDF in each language, rendered once."""
    for language in LANGUAGES:
        if language not in MADE:
            MADE[language] = pdf.render(report_from(notebooks, language))
    return MADE


def squeezed(data: bytes) -> str:
    return re.sub(r"[\s\u2060\u200b]+", "", gates.pdf_text(data))


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document]


def opened(data: bytes):
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf has no wheel for this machine")
    return pikepdf.open(io.BytesIO(data))


def tags(document) -> list:
    """Return the structure elements of a document, in reading order."""
    import pikepdf

    found, waiting = [], [document.Root.StructTreeRoot.K]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += list(item)[::-1]
        elif isinstance(item, pikepdf.Dictionary):
            if "/S" in item:
                found.append(item)
            waiting += [item["/K"]] if "/K" in item else []
    return found


WORDS = {
    "en": (
        "It has money.", "It has one product.", "Can it wait?", "Can capital wait?",
        "Revenue was CNY 743 million", "It grew by", "The strongest objection",
        "As of 16 December 2025, base case, English edition", "MetaX 688802.SH",
        "What would change our mind", "Figure 3.1", "Table 3.1", "Table C.1", "743,071,582.31",
    ),
    "zh": (
        "有钱，但只有一款产品", "等得起吗？", "资本等得起吗", "营业收入为7.43亿元", "年均增长",
        "最强的反对意见", "截至2025年12月16日，基准情形，中文版", "沐曦股份688802.SH", "图3.1", "表3.1",
        "表C.1", "7.43亿元", "未披露",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_can_be_found(made, language):
    text = squeezed(made[language])
    for words in WORDS[language]:
        assert words.replace(" ", "") in text, words
    assert gates.no_lost_values("PDF", gates.pdf_text(made[language])) == []


def test_the_english_edition_holds_no_full_width_quotes_or_dots(made):
    assert not set("\u2018\u2019\u201c\u201d\u2026\u00b7") & set(gates.pdf_text(made["en"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parts_follow_one_another_and_no_page_is_empty(made, language):
    pages = pages_of(made[language])
    assert 5 <= len(pages) <= 10
    assert all(len(page) > 80 for page in pages), [len(page) for page in pages]
    order = {
        "en": ("Contents", "Cancapitalwait?", "Thenumbers", "Thesources"),
        "zh": ("目录", "资本等得起吗", "附录A", "附录B"),
    }[language]
    places = [
        next(k for k, page in enumerate(pages[1:]) if w in page.replace(" ", "")) for w in order
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_tagged_titled_and_in_its_language(made, language):
    document = opened(made[language])
    root = document.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang).startswith(language)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(document.docinfo["/Title"]) in (
        "It has money. It has one product.",
        "有钱，但只有一款产品",
    )
    assert "pdfuaid" in root.Metadata.read_bytes().decode()
    assert all(page.get("/Tabs") == "/S" for page in document.pages if "/Annots" in page)
    kinds = {str(tag.S) for tag in tags(document)}
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Link", "/Figure"} <= kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_described(made, language):
    document = opened(made[language])
    figures = [tag for tag in tags(document) if str(tag.S) == "/Figure"]
    assert figures
    described = {"en": "A line that rises", "zh": "一条自左向右上升的线"}[language]
    assert all(described in str(figure.Alt) for figure in figures)


def test_a_figure_without_a_description_is_refused(notebooks):
    report = report_from(notebooks, "en")
    plan = plan_of(report)
    drawn = [b for s in plan["sections"] for b in s["blocks"] if b["k"] == "figure" and b["svg"]]
    drawn[0]["alt"] = None
    with pytest.raises(GateProblem, match=r"(?i)ua-1.*alt"):
        pdf.typeset(plan, 0, "test")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outline_leads_through_it(made, language):
    document = pypdfium2.PdfDocument(made[language])
    titles = [bookmark.get_title() for bookmark in document.get_toc()]
    expected = {
        "en": (
            "It has money.",
            "Contents",
            "Can capital wait?",
            "How fast?",
            "The numbers",
            "The sources",
        ),
        "zh": ("有钱", "目录", "资本等得起吗", "增长有多快", "数字", "资料来源"),
    }[language]
    for words in expected:
        assert any(title.startswith(words) for title in titles), (words, titles)
    assert not any("Left empty" in title for title in titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_its_two_faces_are_embedded_as_subsets(made, language):
    faces = set()
    for page in opened(made[language]).pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            faces.add(str(font.BaseFont))
            below = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile3" in below
    assert {face[8:].removesuffix("-Identity-H") for face in faces} == {
        "NotoSansSC-Regular",
        "NotoSerifSC-Regular",
    }
    assert all(re.match(r"/[A-Z]{6}\+", face) for face in faces)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_are_https_or_lead_inside(made, language):
    document = opened(made[language])
    links = [
        link
        for page in document.pages
        for link in page.get("/Annots", [])
        if link.Subtype == "/Link"
    ]
    assert len(links) > 10
    outside = [str(link.A.URI) for link in links if "/A" in link]
    assert outside
    assert all(address.startswith("https://") for address in outside)


def test_a_number_is_keyed_to_its_entry(notebooks, made):
    report = report_from(notebooks, "en")
    number = report.numbers["viability.revenue_2024"]
    text = squeezed(made["en"])
    assert f"RevenuewasCNY743million{number.no}." in text
    assert f"{number.no}" in text and "viability.revenue_2024" in text


def test_the_file_is_small_and_the_same_each_time(notebooks, made):
    for language in LANGUAGES:
        assert len(made[language]) < 400_000
        again = pdf.render(report_from(copy.deepcopy(notebooks), language))
        assert again == made[language]


def test_the_date_of_the_file_is_that_of_the_edition(made):
    document = opened(made["en"])
    assert str(document.docinfo["/CreationDate"]).startswith("D:20251216000000")


# -- whatever the data holds ---------------------------------------------------------------
def everywhere(part, key: str = ""):
    """Return a payload with hostile words in every text that a reader would see."""
    if isinstance(part, dict):
        kept = ("svg", "n", "kind", "section", "numbers", "unit", "value", "lo", "hi", "url")
        return {k: v if k in kept else everywhere(v, k) for k, v in part.items()}
    if isinstance(part, list):
        return [everywhere(each, key) for each in part]
    return f"{part} {HOSTILE}" if isinstance(part, str) and key in ("en", "zh", "t") else part


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_data_is_read_as_markup(notebooks, language):
    for notebook in notebooks.values():
        for cell in notebook.cells:
            for output in cell.get("outputs", ()):
                output["data"][MIME] = everywhere(output["data"][MIME])
    report = report_from(notebooks, language)
    sources = {k: v | {"title": HOSTILE, "publisher": HOSTILE} for k, v in report.sources.items()}
    facts = {k: v | {"reported_as": HOSTILE, "locator": HOSTILE} for k, v in report.facts.items()}
    data = pdf.render(dataclasses.replace(report, sources=sources, facts=facts, name=HOSTILE))
    text = squeezed(data)
    assert text.count(re.sub(r"\s+", "", HOSTILE)) >= 10


def test_prose_is_set_as_words_and_a_link_must_be_https(notebooks):
    report = report_from(notebooks, "en")
    told = "See *this* and [a](https://example.org/a), [b](javascript:x) `c#d`\n\n- one\n- two\n\n#let y"
    section = dataclasses.replace(report.sections[1], intro=(Prose(told),))
    data = pdf.render(dataclasses.replace(report, sections=(report.sections[0], section)))
    text = squeezed(data)
    assert "Seethisanda,bc#d" in text
    assert "#lety" in text
    assert b"javascript" not in data


def test_a_missing_glyph_is_refused_by_name(notebooks):
    report = report_from(notebooks, "en")
    with pytest.raises(GateProblem, match=r"U\+1F600"):
        pdf.render(dataclasses.replace(report, name="Meta\U0001f600X"))


def test_a_warning_is_an_error(notebooks):
    plan = plan_of(report_from(notebooks, "en"))
    plan["faces"]["voice"] = "No Such Face"
    with pytest.raises(GateProblem, match="no such face"):
        pdf.typeset(plan, 0, "test")


def test_a_report_without_a_summary_is_set_too(notebooks):
    data = pdf.render(report_from({"viability": notebooks["viability"]}, "en"))
    assert "MetaX: the story and the evidence" in pages_of(data)[0]


def test_a_very_long_answer_still_leaves_the_cover_one_page(notebooks):
    report = report_from(notebooks, "en")
    plan = plan_of(report)
    answer = plan["cover"]["answers"][0]
    answer["paragraphs"] = [["Word after word after word. " * 30]]
    plan["cover"]["answers"] = [answer] * 3
    plan["cover"]["headline"] = [["An answer that goes on and on, and then goes on. " * 3]]
    pages = pages_of(pdf.typeset(plan, 0, "test"))
    assert pages[1].startswith("MetaX, as of 16 December 2025")
    assert "Contents" in pages[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_packing_makes_the_file_small_and_leaves_the_document_alone(
    notebooks, language, monkeypatch
):
    monkeypatch.setattr("tapeout.render.pdf.packed", lambda whole: whole)
    whole = pdf.render(report_from(notebooks, language))
    small = packed(whole)
    assert small == packed(whole)
    assert len(small) < 0.7 * len(whole)  # what stays is the faces
    before, after = opened(whole), opened(small)
    assert len(before.pages) == len(after.pages)
    assert gates.pdf_text(whole) == gates.pdf_text(small)
    for kept in ("/Lang", "/MarkInfo", "/ViewerPreferences"):
        assert str(before.Root[kept]) == str(after.Root[kept])
    assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()
    assert [str(t.S) for t in tags(before)] == [str(t.S) for t in tags(after)]
