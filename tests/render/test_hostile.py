"""Hostile text in what a section shows stays text: in pages, drawings, print, data and previews."""

from __future__ import annotations

import copy
import dataclasses
import itertools
import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from xml.etree import ElementTree

import nbformat
import pytest

from tapeout import preview
from tapeout.build import gates
from tapeout.build.figures_json import figures_of
from tapeout.build.manifest import write_json
from tapeout.errors import GateProblem
from tapeout.exhibit import Sentence
from tapeout.figures import style, timeline
from tapeout.lifted import MIME, outputs_of
from tapeout.render import fonts, html, pdf, svg
from tapeout.render.blocks import Cell, Row
from tapeout.render.breaking import breakable, breakable_page
from tapeout.render.document import report_from
from tapeout.render.print_setting import Setting
from tapeout.render.print_tables import parts_of
from tapeout.text import LANGUAGES, Text
from tests.render.hostile_payloads import INERT, LONGEST_NAME, UNDRAWN
from tests.render.hostile_reading import Tree, squeezed

# Where words that may come from data stand in the outputs of a notebook.
_BOTH = {
    "name", "text", "label", "sub", "head", "caption", "message", "subtitle", "alt", "note",
    "source", "formula", "reason", "t",
}  # fmt: skip
_ONE = {"title", "publisher", "reported_as", "locator", "ticker", "basis", "board"}


@pytest.fixture(autouse=True)
def no_subsets(monkeypatch):
    """Leave out what takes seconds and is tested elsewhere: cutting the faces to size."""
    monkeypatch.setattr(fonts, "embedded", lambda _, face: f"data:font/woff2,{face}")


def leaves(part: object, key: str = "") -> Iterator[tuple[dict | list, object]]:
    """Yield (holder, key) of every text of an output that may come from data."""
    if isinstance(part, dict):
        for name, each in part.items():
            # {"en": ..., "zh": ...} of a known text, or one text of a known field.
            in_words = name in LANGUAGES and key in _BOTH
            if isinstance(each, str) and (in_words or name in _ONE or (name == "t" and key == "")):
                yield part, name
            else:
                yield from leaves(each, key if name in LANGUAGES else name)
    elif isinstance(part, list):
        for place, each in enumerate(part):
            if isinstance(each, str) and key in _BOTH:
                yield part, place
            else:
                yield from leaves(each, "" if isinstance(each, dict) and "n" in each else key)


def poisoned(notebooks: dict, payloads: list[str]) -> tuple[dict, set[str]]:
    """Return notebooks in which every such text is a payload, in turn, and what was placed."""
    notebooks = copy.deepcopy(notebooks)
    turn = itertools.cycle(payloads)
    placed: dict[str, str] = {}  # a text that stands twice is poisoned alike
    for notebook in notebooks.values():
        for output in outputs_of(notebook):
            for holder, key in list(leaves(output)):
                old = holder[key]
                if old not in placed:
                    placed[old] = next(turn)
                holder[key] = placed[old]
    return notebooks, set(placed.values())


# Words set off by language, drawn links and break marks depend on the words, and do nothing.
_FREE = {"span", "wbr", "a", "title"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", INERT)
def test_a_payload_in_every_field_adds_no_element_to_the_page(notebooks, key, language):
    clean = Tree(html.render(poisoned(notebooks, ["Plain words"])[0], language))
    told, placed = poisoned(notebooks, [INERT[key]])
    assert placed == {INERT[key]}
    page = html.render(told, language)
    tree = Tree(page)
    for tag in (clean.tags | tree.tags).keys() - _FREE:
        assert clean.tags[tag] == tree.tags[tag], tag
    assert set(tree.attributes) <= set(clean.attributes) | {"lang"}
    assert gates.self_contained("page", page) == []
    assert all(link.startswith(("#", "https://", "http://")) for link in tree.links)
    assert tree.shown.count(squeezed(INERT[key])) > 20


GROUPS = [list(INERT)[k::6] for k in range(6)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("keys", GROUPS, ids=lambda keys: keys[0])
def test_every_payload_is_read_in_the_pdf_as_it_stands(notebooks, keys, language):
    told, _ = poisoned(notebooks, [INERT[key] for key in keys])
    data = pdf.render(report_from(told, language))
    text = squeezed(gates.pdf_text(data))
    assert [key for key in keys if squeezed(INERT[key]) not in text] == []
    assert "root:" not in text  # no file was read
    assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile|GoToR)\b", data)


def test_a_link_of_the_pdf_leads_to_the_web_or_into_the_document(notebooks):
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf has no wheel for this machine")
    import io

    told, _ = poisoned(notebooks, list(INERT.values()))
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "h ttps://x"):
        for notebook in told.values():
            for output in outputs_of(notebook):
                for source in output.get("sources", {}).values():
                    source["url"] = address
        page = html.render(told, "en")
        assert all(link.startswith("#") for link in Tree(page).links), address
        with pikepdf.open(io.BytesIO(pdf.render(report_from(told, "en")))) as document:
            actions = [
                note.A
                for page in document.pages
                for note in page.get("/Annots", [])
                if "/A" in note
            ]
        assert not [action for action in actions if "/URI" in action], address


def test_the_mark_of_the_faces_is_not_taken_from_a_name(notebooks):
    for notebook in notebooks.values():
        for output in outputs_of(notebook):
            if output["kind"] == "begin":
                output["name"]["en"] = "/*faces*/ Ltd"
    page = html.render(notebooks, "en")
    assert "<title>/*faces*/ Ltd: " in page
    assert page.count("@font-face") == 2 and page.index("@font-face") > page.index("<style>")


# -- drawings -------------------------------------------------------------------------------------
def labelled(labels: list[str]) -> str:
    fig = style.canvas("wide", 40 * len(labels) + 20)
    axes = style.plot_area(fig, 10, 10, 10, 10)
    axes.set_ylim(0, len(labels))
    axes.set_yticks([])
    for place, words in enumerate(labels):
        weight = "bold" if place % 2 else "normal"
        style.write(axes, 0, place, words, fontweight=weight, color=style.COLOUR["ink2"])
    axes.set_xticks([0, 1], [labels[0], labels[-1]])
    return style.to_svg(fig, "p")


def words_of_drawing(drawing: str) -> list[str]:
    return [(each.text or "") for each in ElementTree.fromstring(drawing).iter() if _is_text(each)]  # noqa: S314


def _is_text(element) -> bool:
    return element.tag.rpartition("}")[2] == "text"


def test_every_label_of_a_drawing_is_its_words():
    drawing = labelled(list(INERT.values()))
    assert set(words_of_drawing(drawing)) == set(INERT.values())
    tags = {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(drawing).iter()}  # noqa: S314
    assert tags <= {"svg", "g", "path", "text", "defs", "use", "clipPath", "rect"}


def test_a_page_and_a_paper_leave_the_labels_of_a_drawing_alone(notebooks):
    drawing = labelled(list(INERT.values()))
    page = svg.inline(drawing, "f", INERT["end-of-svg"], INERT["script"])
    wanted = {*INERT.values()}
    root = ElementTree.fromstring(str(page))  # noqa: S314
    assert {e.text for e in root.iter() if e.tag == "text"} == wanted
    assert root.find("title").text == INERT["end-of-svg"]
    assert root.find("desc").text == INERT["script"]
    printed = on_paper(notebooks, drawing)
    assert set(words_of_drawing(printed)) == wanted
    assert style.COLOUR["ink2"] not in re.sub(r">[^<]*<", "><", printed)


def test_products_that_are_all_planned_keep_the_day_of_the_edition_in_the_drawing():
    lanes = [timeline.Lane(words, (timeline.Step(2028.5, 2028.6, 0, True),)) for words in "ab"]
    fig = timeline.draw("wide", lanes, {0: "tape-out"}, 2026.9, "this edition")
    left = next(box.x0 for words, box in style.text_boxes(fig) if words == "this edition")
    assert left > 100  # right of the names of the lanes


def on_paper(notebooks: dict, drawing: str) -> str:
    """Return a drawing as the print template is given it."""
    setting = Setting(report_from(notebooks, "en"))
    shown = next(figure for figure in setting.figures if figure.svg)
    return setting.figure(dataclasses.replace(shown, svg={"wide": drawing}))["svg"]


def test_a_number_in_a_label_keeps_its_digits():
    assert "v1.23456789 0.000125 10.1.2.3456" in words_of_drawing(
        labelled([INERT["decimals"], "x"])
    )


# -- letters that no face has ---------------------------------------------------------------------
@pytest.mark.parametrize("key", UNDRAWN)
def test_letters_that_no_face_has_are_refused_with_the_way_out(notebooks, key):
    words = UNDRAWN[key]
    letter = next(c for c in sorted(words) if not c.isascii())
    told = rf"U\+{ord(letter):04X}.* as in .*{re.escape(words[:6])}.*Latin, Cyrillic or Chinese"
    for notebook in notebooks.values():
        for output in outputs_of(notebook):
            for source in output.get("sources", {}).values():
                source["title"] = words
    for make in (html.render, pdf.render):
        with pytest.raises(GateProblem, match=told):
            make(*([notebooks, "en"] if make is html.render else [report_from(notebooks, "en")]))
    with pytest.raises(GateProblem, match=rf"label .*{re.escape(words)}.* of a drawing holds"):
        labelled([words, "x"])


def test_a_face_knows_the_letters_that_the_message_offers():
    for words in ("Semiconductor", "Полупроводник", "半导体"):
        fonts.require_glyphs(words, "x")


# -- words too long for a line --------------------------------------------------------------------
@pytest.mark.parametrize(
    "words", ["沐曦" * 40, "word " * 20, "a/b-c" * 10, "viability.funds.capex.amount"]
)
def test_what_has_places_to_break_is_left_alone(words):
    assert breakable(words) == words
    assert breakable_page(f"<p>{words}</p>") == f"<p>{words}</p>"


@pytest.mark.parametrize(
    "words", ["A" * 24, "a.b_" * 12, "Unbreakable" * 7 + "沐曦" * 3, "<b>" * 30]
)
def test_a_run_without_a_place_to_break_is_given_some(words):
    cut = breakable(words)
    assert cut.replace("\u200b", "") == words
    assert max(map(len, re.split("[\u200b沐曦]", cut))) <= 8
    page = breakable_page(f"<p>{html.Markup.escape(words)}</p>")
    assert Tree(page).shown == squeezed(words) and "<wbr>" in page
    assert "<wbr>" not in breakable_page(
        f"<title>{'A' * 90}</title><svg><text>{'A' * 90}</text></svg>"
    )


def test_a_name_of_eighty_characters_stays_inside_its_columns(notebooks):
    told = copy.deepcopy(notebooks)
    for notebook in told.values():
        for output in outputs_of(notebook):
            for holder, key in list(leaves(output)):
                holder[key] = "Unbreakable" * 7 if key == "en" or key in _ONE else LONGEST_NAME
    data = pdf.render(report_from(told, "en"))
    for number, right in right_ends(data):
        assert right <= 545, number  # the margins of A4 are 20 mm
    assert "Unbreaka<wbr>bleUnbre<wbr>" in html.render(told, "en")


def test_a_name_without_spaces_does_not_split_its_table():
    figures = [Cell("12,345.67", None, None, False)] * 7
    row = Row("a", True, (Cell("Unbreakable" * 7, None, None, False), *figures))
    columns = [{"head": "Unbreakable" * 4, "unit": None, "align": "left"}]
    columns += [{"head": "Figure", "unit": "%", "align": "right"}] * 7
    assert len(parts_of(columns, [row], {}, "en")) == 1


def right_ends(data: bytes) -> Iterator[tuple[int, float]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        yield number, max(text.get_charbox(k)[2] for k in range(text.count_chars()))
    document.close()


def test_a_cell_longer_than_a_page_is_printed_to_its_end(notebooks):
    ends = "the very last words"
    for notebook in notebooks.values():
        for output in outputs_of(notebook):
            for fact in output.get("facts", {}).values() if output["kind"] == "sources" else ():
                fact["reported_as"] = "word " * 1_900 + ends
    data = pdf.render(report_from(notebooks, "en"))
    assert squeezed(ends) in squeezed(gates.pdf_text(data))
    import pypdfium2

    lowest = min(
        box[1]
        for page in pypdfium2.PdfDocument(data)
        for text in [page.get_textpage()]
        for box in (text.get_charbox(k) for k in range(text.count_chars()))
        if box[3] > box[1]
    )
    assert lowest > 0  # nothing is printed below the foot of its page


# -- sentences, data and previews -----------------------------------------------------------------
@pytest.mark.parametrize("key", INERT)
def test_a_name_in_a_sentence_is_no_template(key):
    name = INERT[key]
    said = Sentence("{company} waits.", "{company}在等。", {"company": Text.same(name)})
    assert said.tokens("en", str) == [name, " waits."]
    assert said.tokens("zh", str) == [name, "在等。"]


def test_figures_json_gives_every_text_back(notebooks, tmp_path):
    payloads = [*INERT.values(), *UNDRAWN.values(), "a\u2028b\u2029c", '"},{"x":"', "\\u0041"]
    told, placed = poisoned(notebooks, payloads)
    outputs = [output for each in told.values() for output in outputs_of(each)]
    wanted = figures_of(outputs, {"company": "x"}, "zh", {})
    write_json(tmp_path / "figures.json", wanted)
    assert json.loads((tmp_path / "figures.json").read_text("utf-8")) == wanted
    assert placed == set(payloads)
    for notebook in told.values():
        path = tmp_path / "executed.ipynb"
        nbformat.write(notebook, path)
        assert nbformat.read(path, as_version=4) == notebook


PREVIEWED = {"div", "p", "b", "br", "table", "caption", "thead", "tbody", "tr", "th", "td",
             "figure", "figcaption", "details", "summary", "ul", "li"}  # fmt: skip


@pytest.mark.parametrize("key", INERT)
def test_jupyterlab_is_shown_text(notebooks, key):
    words = INERT[key]
    told, _ = poisoned(notebooks, [words])
    shown = [
        output.data
        for notebook in told.values()
        for cell in notebook.cells
        for output in cell.get("outputs", ())
    ]
    bundles = [bundle[MIME] for bundle in shown]
    both = LANGUAGES
    for bundle in bundles:
        made = {
            "sentence": lambda b: preview.sentence(b["text"], b["part"], both),
            "figure": lambda b: preview.figure({**b, "svg": {}}, both),
            "table": lambda b: preview.table(b, both),
            "panel": lambda b: preview.panel(b["items"], both),
            "lifted": lambda b: preview.lifted(SimpleNamespace(answer=b["answer"]), both),
            "sources": preview.sources,
            "begin": lambda b: preview.edition(
                SimpleNamespace(
                    languages=both, name=b["name"], as_of="2025-12-16", scenario="base", company="x"
                )
            ),
        }[bundle["kind"]](bundle)
        assert set(made) == {"text/html", "text/plain"}  # Markdown would set formulas and links
        tree = Tree(made["text/html"])
        assert set(tree.tags) <= PREVIEWED
        assert set(tree.attributes) <= {"style", "class"}
        assert made["text/html"].startswith("<div class='mathjax_ignore tex2jax_ignore'>")
        assert squeezed(words) in tree.shown, bundle["kind"]


def test_the_longest_company_name_fits_the_cover(notebooks):
    report = dataclasses.replace(report_from(notebooks, "zh"), name=LONGEST_NAME)
    assert squeezed(LONGEST_NAME) in squeezed(gates.pdf_text(pdf.render(report)))
