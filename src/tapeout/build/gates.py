"""What a staged report must pass before it is published.

Each gate returns a list of complaints; any complaint stops the publication (exit code 7).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

import nbformat

from tapeout.exhibit import typed_figure
from tapeout.lifted import outputs_of
from tapeout.text import LANGUAGES

# Words that mean a value was lost on its way, or a template was not filled.
_LOST = re.compile(
    r"(?<![\w.-])(?:nan|NaN|None|NaT|<NA>|inf|-inf|undefined|null|TODO|FIXME|TBD|Traceback)(?![\w-])"
    r"|\{\{|\}\}|\{%|\{[a-z_]+(?::\w+)?\}|\ufffd|\u25a1",
    re.ASCII,  # a Chinese character is no part of the word
)
_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(r"\]\([^)]*\)")
_FENCED = re.compile(r"```.*?```", re.DOTALL)
_CHINESE = re.compile(r'<details lang="zh">(.*?)</details>', re.DOTALL)
_REMOTE = ("src", "srcset", "poster", "data", "action", "formaction", "background", "xlink:href")
_FORBIDDEN_TAGS = {"iframe", "object", "embed", "form", "base", "script", "frame", "applet"}
# A folder at the root of a disk; further on in an address it is somebody else's.
_MACHINE = re.compile(
    r"(?:file://|(?<![\w.:/?&%=-])|(?<=\w=))/(?:home|Users|root|tmp|work)/[\w.-]+|[A-Z]:\\\\Users"
)


def every_cell_ran(name: str, notebook: nbformat.NotebookNode) -> list[str]:
    """Complain of a code cell that did not run, or that printed an error."""
    complaints = []
    for cell in notebook.cells:
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if not cell.execution_count:
            complaints.append(f"{name}, cell {cell.get('id')}: never ran")
        complaints += [
            f"{name}, cell {cell.get('id')}: {output.ename}: {output.evalue}"
            for output in cell.outputs
            if output.output_type == "error"
        ]
        complaints += [
            f"{name}, cell {cell.get('id')}: wrote to stderr: {output.text.strip()[:200]!r}"
            for output in cell.outputs
            if output.output_type == "stream" and output.name == "stderr"
        ]
    outputs = outputs_of(notebook)
    if not outputs or outputs[-1]["kind"] != "sources":
        complaints.append(
            f"{name}: the last output must be sources(), so that numbers can be followed"
        )
    return complaints


def no_typed_figures(name: str, notebook: nbformat.NotebookNode) -> list[str]:
    """Complain of a figure typed in a Markdown cell: it could not be followed to a source."""
    complaints = []
    for cell in notebook.cells:
        if cell.cell_type != "markdown" or str(cell.get("id", "")).endswith("-flow"):
            continue
        words = _LINK.sub("]", _CODE.sub("", _FENCED.sub("", cell.source)))
        typed = typed_figure(words.replace('lang="zh"', ""))
        if typed:
            complaints.append(
                f"{name}, cell {cell.get('id')}: the figure {typed!r} is typed in Markdown; "
                "state it with say(...) so that it is computed"
            )
    return complaints


def both_languages(name: str, notebook: nbformat.NotebookNode) -> list[str]:
    """Complain of prose that is there in one language only."""
    complaints = []
    for cell in notebook.cells:
        if cell.cell_type != "markdown" or str(cell.get("id", "")).endswith("-flow"):
            continue
        heading = [line for line in cell.source.splitlines() if line.startswith("#")]
        complaints += [
            f"{name}, cell {cell.get('id')}: the heading {line!r} is not bilingual, "
            "split at ' \u00b7 '"
            for line in heading
            if " \u00b7 " not in line
        ]
        body = [
            li
            for li in _CHINESE.sub("", cell.source).splitlines()
            if li.strip() and not li.startswith("#")
        ]
        chinese = _CHINESE.search(cell.source)
        if bool(body) != bool(chinese and chinese.group(1).strip()):
            lacking = "Chinese" if body else "English"
            complaints.append(f"{name}, cell {cell.get('id')}: the {lacking} wording is missing")
    return complaints


def same_numbers(figures: Mapping[str, dict]) -> list[str]:
    """Complain where the languages registered different ids or values."""
    languages = [lang for lang in LANGUAGES if lang in figures]
    complaints = []
    for other in languages[1:]:
        first, second = figures[languages[0]]["numbers"], figures[other]["numbers"]
        for number_id in sorted(first.keys() ^ second.keys()):
            complaints.append(f"number {number_id} stands in one language only")
        for number_id in sorted(first.keys() & second.keys()):
            for part in ("value", "lo", "hi", "unit", "facts"):
                if first[number_id][part] != second[number_id][part]:
                    complaints.append(
                        f"number {number_id}: {part} is {first[number_id][part]} in {languages[0]} "
                        f"and {second[number_id][part]} in {other}"
                    )
    return complaints


def no_lost_values(name: str, text: str, evidence: str = "") -> list[str]:
    """Complain of nan, None, an unfilled template or a missing glyph in the text of a page.

    `evidence` is what the data themselves say: a word that stands there was not lost here.
    """
    own = {found.group(0) for found in _LOST.finditer(evidence)}
    complaints = []
    for found in _LOST.finditer(text):
        if found.group(0) in own:
            continue
        around = text[max(found.start() - 30, 0) : found.end() + 30].replace("\n", " ")
        complaints.append(f"{name}: {found.group(0)!r} stands in the text: ...{around}...")
    return complaints[:20]


def self_contained(name: str, html: str) -> list[str]:
    """Complain of anything that would load, run or leave the page."""
    page = _Page()
    page.feed(html)
    complaints = [f"{name}: {what}" for what in page.complaints]
    if not page.policy_first:
        complaints.append(f"{name}: the Content-Security-Policy must be the first element of head")
    if re.search(r"url\(\s*['\"]?(?!data:|#)", page.styles):
        complaints.append(f"{name}: a style loads a file; expected data: only")
    if "@import" in page.styles:
        complaints.append(f"{name}: a style imports another")
    machine = _MACHINE.search(html)
    if machine:
        complaints.append(f"{name}: holds a path of this machine: {machine.group(0)}")
    return complaints


def visible_text(html: str) -> str:
    """Return the words of a page, without markup, styles and drawings' code."""
    page = _Page()
    page.feed(html)
    return page.text


def pdf_text(pdf: bytes) -> str:
    """Return the words of all pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


class _Page(HTMLParser):
    """Reads a page once for all gates."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.complaints: list[str] = []
        self.policy_first: bool | None = None
        self.styles = ""
        self._words: list[str] = []
        self._in_head, self._in_style = False, False

    @property
    def text(self) -> str:
        return " ".join(self._words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "head":
            self._in_head = True
        elif self._in_head and self.policy_first is None:
            policy = given.get("http-equiv", "").lower() == "content-security-policy"
            self.policy_first = tag == "meta" and policy
        self._in_style = tag == "style"
        if tag in _FORBIDDEN_TAGS:
            self.complaints.append(f"a <{tag}> element")
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.complaints.append("a meta refresh")
        for key, value in given.items():
            self._judge(tag, key, value)
        if "style" in given:
            self.styles += given["style"]

    handle_startendtag = handle_starttag

    def _judge(self, tag: str, key: str, value: str) -> None:
        if key.startswith("on"):
            self.complaints.append(f"an event handler {key} on <{tag}>")
        if key in _REMOTE and not value.startswith(("data:", "#")):
            self.complaints.append(f"{key}={value[:80]!r} on <{tag}> would load a file")
        if key == "href":
            inside = value.startswith("#")
            if tag == "a" and not inside and not value.startswith(("https://", "http://")):
                self.complaints.append(f"a link to {value[:80]!r}; expected https or an anchor")
            if tag != "a" and not inside:
                self.complaints.append(f"href={value[:80]!r} on <{tag}> would load a file")

    def handle_endtag(self, tag: str) -> None:
        if tag == "head":
            self._in_head = False
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.styles += data
        elif data.strip():
            self._words.append(data.strip())


def joined_complaints(groups: Iterable[list[str]]) -> list[str]:
    """Return all complaints, each once, in order."""
    return list(dict.fromkeys(complaint for group in groups for complaint in group))
