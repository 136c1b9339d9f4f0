"""The page: self-contained, inert whatever the data holds, the same bytes, followable."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import nbformat
import pytest

from tapeout.build import gates
from tapeout.errors import GateProblem
from tapeout.figures.style import TOKENS
from tapeout.lifted import MIME
from tapeout.render import html_numbers, html_tables, svg
from tapeout.render.blocks import Cell, Column, Number, Row, Table
from tapeout.render.document import report_from
from tapeout.render.html import ReportExporter, joined, render, sections_of
from tapeout.render.html_inline import chip, headline, linked_source, paragraphs, sentence
from tapeout.render.markdown import to_html
from tapeout.text import LANGUAGES

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><a href='javascript:x'>"


class Tree(HTMLParser):
    """The elements of a page with their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag

    def all(self, *tags: str) -> list[dict]:
        return [attrs for tag, attrs in self.elements if tag in tags]


def number(**changes) -> Number:
    parts = {
        "no": 1, "id": "v.x", "section": "viability", "name": "x", "text": "5", "range": None,
        "unit": "percent", "value": "5", "lo": "4.5", "hi": "5.5", "se": None, "kind": "printed",
        "formula": "as printed", "inputs": (), "facts": (), "reason": None, "places": (),
    }  # fmt: skip
    return Number(**(parts | changes))


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAPEOUT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_is_well_formed(notebooks, language):
    page = render(notebooks, language)
    assert gates.self_contained("page", page) == []
    assert gates.no_lost_values("page", gates.visible_text(page)) == []
    tree = Tree(page)
    assert tree.all("html") == [{"lang": {"en": "en", "zh": "zh-Hans"}[language]}]
    assert "default-src 'none'" in tree.all("meta")[0]["content"]
    assert "script" not in {tag for tag, _ in tree.elements}
    ids = [attrs["id"] for _, attrs in tree.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for attrs in tree.all("a"):
        assert attrs["href"].startswith("#") or attrs["rel"] == "noopener"
        if attrs["href"].startswith("#"):
            assert attrs["href"][1:] in ids, attrs["href"]
    levels = [int(tag[1]) for tag, _ in tree.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_an_entry_with_its_way_back(notebooks, language):
    page = render(notebooks, language)
    report = report_from(notebooks, language)
    for number_id in report.numbers:
        assert f'<li id="n-{number_id}">' in page
    entry = page[page.index('<li id="n-viability.revenue_2024">') :].partition("</dl>")[0]
    assert "743,071,582.305" in entry  # the interval of a figure printed to the fen
    assert ">743,071,582.31" in entry and "1-1-240" in entry  # as printed, and where
    assert '<a href="#s-summary">' in entry and '<a href="#s-viability">' in entry
    growth = page[page.index('<li id="n-viability.revenue_cagr">') :].partition("</dl>")[0]
    assert '<a href="#n-viability.revenue_2024">' in growth  # an input can be followed
    missing = page[page.index('<li id="n-viability.years.2025.revenue">') :].partition("</dl>")[0]
    assert {"en": "not published", "zh": "未披露"}[language] in missing


def test_a_chip_says_its_range_in_words_and_code_is_hidden(notebooks):
    page = render(notebooks, "en")
    chip = re.search(r'<a class="n" href="#n-viability.runway">([^<]+)</a>, <span class="r">', page)
    assert chip and chip.group(1).endswith("quarters")
    assert "</span>, from now." in page
    assert "secret_code" not in page
    assert 'class="c g" href="#n-viability.years.2025.revenue">not published</a>' in page


def test_the_first_page_is_made_whatever_the_order_of_the_cells(notebooks):
    page = render(notebooks, "en")
    cells = notebooks["summary"].cells
    cells[4:8] = reversed(cells[4:8])
    assert [c.id for c in cells[4:8]] == [
        "summary-change", "summary-standfirst", "summary-headline", "summary-question",
    ]  # fmt: skip
    again = render(notebooks, "en")
    first = slice(page.index("<main"), page.index('<section id="s-viability"'))
    assert again[again.index("<main") : again.index('<section id="s-viability"')] == page[first]
    order = ["Can it wait?", "It has money", "Revenue was", "numbers linked", "Can capital wait?"]
    places = [page[first].index(words) for words in order]
    assert places == sorted(places)


def test_the_same_notebooks_give_the_same_bytes(notebooks):
    page = render(notebooks, "zh")
    assert render(dict(reversed(notebooks.items())), "zh") == page
    assert render(report_from(notebooks, "zh"), "zh") == page


def test_one_notebook_is_a_page_of_its_own(notebooks):
    single = notebooks["viability"]
    page, _ = ReportExporter().from_notebook_node(single)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')  # it ran in both
    assert re.findall(r"<h1[^>]*>([^<]*)", page) == ["3 Can capital wait?"]
    chinese, _ = ReportExporter(language="zh").from_notebook_node(single)
    assert "三、资本等得起吗</h1>" in chinese
    blank = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    with pytest.raises(GateProblem, match="execute it first"):
        ReportExporter().from_notebook_node(blank)


def test_joining_keeps_sections_apart_and_ids_unique(notebooks):
    notebooks["viability"].cells[2]["id"] = notebooks["summary"].cells[1]["id"]
    whole = joined(notebooks, "en")
    nbformat.validate(whole)
    assert len({c.id for c in whole.cells}) == len(whole.cells)
    parts = sections_of(whole)
    assert list(parts) == ["summary", "viability"]
    assert [len(p.cells) for p in parts.values()] == [len(n.cells) for n in notebooks.values()]
    assert notebooks["summary"].cells[0].metadata == {}


# -- what the data may hold -------------------------------------------------------------------
def test_hostile_words_stay_words(notebooks):
    for cell in notebooks["viability"].cells:
        if cell.cell_type == "markdown" and cell.id != "viability-flow":
            cell.source = f"## {HOSTILE} · {HOSTILE}\n\n{HOSTILE} [x](javascript:alert(1))"
        for output in cell.get("outputs", ()):
            poison(output["data"][MIME])
    page = render(notebooks, "en")
    assert gates.self_contained("page", page) == []
    assert "alert(1)" in gates.visible_text(page)
    assert "javascript:" not in "".join(a["href"] for a in Tree(page).all("a"))


def poison(payload: dict) -> None:
    if payload["kind"] == "sources":
        for source in payload["sources"].values():
            source |= {"title": HOSTILE, "publisher": HOSTILE, "url": "javascript:alert(1)"}
        for fact in payload["facts"].values():
            fact |= {"reported_as": HOSTILE, "locator": HOSTILE, "basis": HOSTILE}
    if payload["kind"] == "figure":
        payload["alt"]["en"] = payload["subtitle"]["en"] = payload["source"]["en"] = HOSTILE
    if payload["kind"] == "table":
        payload["rows"][0]["cells"][0]["t"]["en"] = HOSTILE
        payload["columns"][1]["head"]["en"] = HOSTILE
    for record in payload["numbers"].values():
        record["name"]["en"] = record["formula"]["en"] = HOSTILE
    for item in payload.get("items", ()):
        item["label"]["en"] = HOSTILE


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"),
        ("[w](https://x.example/a)", '<p><a href="https://x.example/a" rel="noopener">w</a></p>\n'),
        ("[w](data:text/html,x) [v](../a.py)", "<p>w v</p>\n"),
        ("![w](https://x.example/a.png)", "<p>w</p>\n"),
        ("*w* `v`", '<p><em class="e">w</em> <code class="e">v</code></p>\n'),
    ],
)
def test_markdown_keeps_words_and_web_links(markdown, html):
    assert to_html(markdown) == html


# -- drawings ---------------------------------------------------------------------------------
def test_a_drawing_takes_its_colours_from_the_page(notebooks):
    page = render(notebooks, "en")
    drawings = re.findall(r'<svg[^>]*role="img".*?</svg>', page, re.DOTALL)
    assert len(drawings) == 2  # wide and phone; the figure without a drawing has none
    light = {v.lower() for v in TOKENS["colour"]["light"].values() if isinstance(v, str)}
    for drawing in drawings:
        assert not light & {c.lower() for c in re.findall(r"#[0-9a-fA-F]{6}", drawing)}
        assert "var(--focus)" in drawing and "var(--ink2)" in drawing
        assert "label: 沐曦; end" in drawing  # words are left as they are
        label, described = re.search(r'aria-labelledby="(\S+) (\S+)"', drawing).groups()
        assert f'<title id="{label}">Revenue reached CNY 743 million</title>' in drawing
        assert f'<desc id="{described}">A line that rises' in drawing


@pytest.mark.parametrize(
    "part",
    [
        "<script>x</script>", "<image href='#x'/>", "<foreignObject/>", '<g onload="x"/>',
        '<use href="https://x.example/a.svg#b"/>', '<path style="fill: url(https://x.example/a)"/>',
        "<style>*{}</style>", '<a href="javascript:x"/>',
    ],
)  # fmt: skip
def test_a_drawing_that_could_load_or_run_is_refused(part):
    with pytest.raises(GateProblem, match="drawing f"):
        svg.inline(f'<svg viewBox="0 0 1 1">{part}</svg>', "f", "t", "d")


def test_a_colour_outside_the_palette_is_told():
    drawing = '<svg><path style="fill:#1F77B4;stroke:#B23A1E"/><rect fill="#ffffff"/></svg>'
    assert svg.unknown_colours(drawing) == ["#1f77b4"]
    page = svg.inline(drawing, "f", "t", "d")
    assert 'style="fill:#1F77B4;stroke:var(--focus)"' in page
    assert '<rect style="fill:var(--page)"/>' in page


# -- words, tables, intervals ---------------------------------------------------------------------
def test_a_range_is_set_off_by_commas_only_where_the_sentence_runs_on():
    numbers = {"v.x": number()}
    token = {"n": "v.x", "t": "5%", "range": "4 to 6"}
    for after, end in ((" of all", "</span>, of all"), (".", "</span>."), (", so", "</span>, so")):
        assert str(sentence(["It took ", token, after], numbers, "en")).endswith(end)
    assert "</a>，<span" in sentence([token, "。"], numbers, "zh")


def test_a_number_stays_whole_and_a_reason_may_break():
    kinds = {
        "CNY 743 million": "n", "截至2025年一季度的四个季度": "n", "a" * 27: "n w", "沐" * 14: "n w",
    }  # fmt: skip
    assert {
        words: re.search('class="([^"]+)"', chip(number(), words)).group(1) for words in kinds
    } == kinds
    assert 'class="n g w"' in chip(number(kind="gap"), "短")
    assert 'class="n m"' in chip(number(kind="model"), "5")


def test_a_figure_in_chinese_stays_with_its_unit():
    told = sentence(["自2025年3月31日起，C500的<9.5%>"], {}, "zh")
    assert told == (
        '自<span class="d">2025年</span><span class="d">3月</span><span class="d">31日</span>起，'
        "C500的&lt;9.5%&gt;"
    )
    assert sentence(["in 2025年"], {}, "en") == "in 2025年"


def test_a_paragraph_holds_at_most_five_numbers():
    numbers = {"v.x": number()}
    one = ("A ", {"n": "v.x", "t": "5%", "range": None}, ".")
    told = paragraphs([one] * 7, numbers, "en")
    assert [str(p).count("href") for p in told] == [5, 2]
    assert ". A " in told[0]
    assert ". A" not in paragraphs([one] * 2, numbers, "zh")[0]


def test_a_chinese_headline_breaks_at_its_punctuation():
    told = headline([("沐曦等得起，但只有一款产品",)], {}, "zh")
    assert told == '<span class="k">沐曦等得起，</span><span class="k">但只有一款产品</span>'


def test_a_headline_loses_no_mark_after_a_number():
    token = {"n": "v.x", "t": "5%", "range": "4至6"}
    told = headline([("合占", token, "，其余", token, "。")], {"v.x": number()}, "zh")
    assert re.sub("<[^>]+>", "", told) == "合占5%，4至6，其余5%，4至6。"
    assert told.count('class="k"') == 2


def test_a_publisher_in_the_source_line_leads_to_its_entry():
    used = {
        "a": {"publisher": "SSE; copy at x", "title": "T"},
        "b": {"publisher": "", "title": "U"},
    }
    told = linked_source("Sources: SSE (2025-12-11); <X>.", used, "en")
    assert told == (
        'Sources: <a href="#src-a">SSE</a> (<span class="d">2025-12-11</span>); &lt;X&gt;.'
    )


def test_decimals_stand_under_one_another_and_ranges_apart():
    cells = ("743.1", "53", "\u22121,408.95", "first year", "not published")
    rows = tuple(
        Row(str(k), k == 0, (Cell(f"r{k}", None, None, False),
            Cell(text, None, "1 to 2" if k == 1 else None, k == 4)))
        for k, text in enumerate(cells)
    )  # fmt: skip
    columns = (Column("a", "Year", None, "left"), Column("b", "Revenue", "CNY m", "right"))
    table = Table("t", "1.1", "t", (), columns, rows, None, "", ())
    laid = html_tables.laid_out(table, {}, "en")
    assert [(h.text, h.unit, h.side) for h in laid.heads] == [
        ("Year", None, "l"), ("Revenue", "CNY m", "r"), ("range", "CNY m", "r"),
    ]  # fmt: skip
    assert [cells[1][0] for _, cells in laid.rows] == ["r p1", "r p2 pp", "r", "r x", "r x"]
    assert [str(cells[2][1]) for _, cells in laid.rows] == ["", "1 to 2", "", "", ""]
    assert [focus for focus, _ in laid.rows] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        ({}, "4.5 to 5.5%", "4.5至5.5%"),
        ({"lo": "5", "hi": "5"}, "exact", "精确"),
        ({"lo": "743071582.305", "hi": "743071582.315", "unit": "CNY"},
         "CNY 743,071,582.305 to 743,071,582.315", "743,071,582.305至743,071,582.315元"),
        ({"lo": "-1408879390.545", "hi": "-1408879390.535", "unit": "CNY"},
         "CNY \u22121,408,879,390.545 to \u22121,408,879,390.535",
         "\u22121,408,879,390.545至\u22121,408,879,390.535元"),
        ({"lo": "16.7199", "hi": "17.0901", "unit": "quarters", "se": "0.2"},
         "16.71 to 17.10 quarters, standard error 0.2", "16.71至17.10个季度，标准误0.2"),
        ({"lo": "119950000000", "hi": "120050000000", "unit": "CNY"},
         "CNY 119,950,000,000 to 120,050,000,000", "119,950,000,000至120,050,000,000元"),
        ({"kind": "date", "lo": "2026-01-01", "hi": "2026-12-31"},
         "2026-01-01 to 2026-12-31", "2026-01-01至2026-12-31"),
        ({"kind": "gap", "lo": None, "hi": None}, "", ""),
    ],
)  # fmt: skip
def test_an_interval_is_told_outwards_in_the_unit_of_the_ledger(changes, english, chinese):
    assert html_numbers.interval(number(**changes), "en") == english
    assert html_numbers.interval(number(**changes), "zh") == chinese


def test_foreign_words_carry_their_language(notebooks):
    english, chinese = render(notebooks, "en"), render(notebooks, "zh")
    assert '<span lang="zh-Hans">沐曦集成电路' in english
    assert '<span lang="zh-Hans">' not in chinese
    assert '<span lang="en">MetaX / Shanghai Stock Exchange</span>' in chinese


def test_english_words_have_no_full_width_marks(notebooks):
    own = re.sub(r'<span lang="zh-Hans">.*?</span>', "", render(notebooks, "en"))
    own = re.sub(r"<svg.*?</svg>", "", own, flags=re.DOTALL)
    assert not re.search("[\u2018-\u201d\u2026\u00b7，。；：（）]", gates.visible_text(own))


def test_the_exporter_is_registered_by_its_name():
    from tapeout.sections import project_root

    declared = (project_root() / "pyproject.toml").read_text(encoding="utf-8")
    assert 'tapeout-html = "tapeout.render.html:ReportExporter"' in declared
