"""The report as one HTML file: an nbconvert exporter with its own template.

The file opens from disk without a network or a script. Every text goes through the
template's escaping; drawings are our own SVG, with colours as variables of the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import nbformat
from markupsafe import Markup, escape
from nbconvert.exporters.html import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter

from tapeout.figures.style import TOKENS
from tapeout.lifted import MIME
from tapeout.render import fonts
from tapeout.render.document import Figure, Report, report_from
from tapeout.render.markdown import to_html
from tapeout.render.page_words import READING, words_in
from tapeout.sections import SECTIONS

TEMPLATES = Path(__file__).with_name("templates")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SERIF_PARTS = re.compile(r'<(?:h1|h2)\b.*?</(?:h1|h2)>|<p class="v[^"]*".*?</p>|<div class="v".*?</div>', re.DOTALL)


def joined(notebooks: Mapping[str, nbformat.NotebookNode], language: str) -> nbformat.NotebookNode:
    """Return one notebook of all sections in order, each cell naming its section."""
    whole = nbformat.v4.new_notebook()
    whole.metadata["tapeout"] = {"language": language}
    for known in sorted(SECTIONS, key=lambda s: s.number):
        for cell in notebooks.get(known.stem, nbformat.v4.new_notebook()).cells:
            copy = nbformat.from_dict(dict(cell))
            copy.metadata = {**cell.metadata, "tapeout": {"section": known.stem}}
            whole.cells.append(copy)
    return whole


def parted(notebook: nbformat.NotebookNode) -> tuple[dict[str, nbformat.NotebookNode], str]:
    """Return ({stem: notebook}, language) of a joined or of a single executed notebook."""
    begun = [
        output["data"][MIME]
        for cell in notebook.cells if cell.cell_type == "code"
        for output in cell.get("outputs", ()) if MIME in output.get("data", {})
        if output["data"][MIME]["kind"] == "begin"
    ]  # fmt: skip
    if not begun:
        raise ValueError("this notebook was not executed: it holds no output of begin(...)")
    asked = notebook.metadata.get("tapeout", {}).get("language") or begun[0]["edition"]["language"]
    parts: dict[str, nbformat.NotebookNode] = {}
    for cell in notebook.cells:
        stem = cell.metadata.get("tapeout", {}).get("section") or begun[0]["section"]
        parts.setdefault(stem, nbformat.v4.new_notebook()).cells.append(cell)
    return parts, "en" if asked == "both" else asked


class ReportExporter(HTMLExporter):
    """`jupyter nbconvert --to tapeout-html` on any executed notebook of the project."""

    export_from_notebook = "Report (tapeout)"

    def __init__(self, **settings) -> None:
        super().__init__(
            template_name="report", extra_template_basedirs=[str(TEMPLATES)], **settings
        )

    def from_notebook_node(self, nb, resources=None, **kw):
        """Return (HTML, resources) of an executed notebook."""
        parts, language = parted(nb)
        report = report_from(parts, language)
        resources = self._init_resources(resources)
        resources["view"] = _view(report)
        # Past HTMLExporter: its pass through BeautifulSoup would rewrite the drawings.
        html, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        html = _with_fonts(html, report)
        return re.sub(r"\n\s*\n+", "\n", html), resources


def render(notebooks: Mapping[str, nbformat.NotebookNode], language: str) -> str:
    """Return the page of the executed notebooks, {stem: notebook}, in one language."""
    return ReportExporter().from_notebook_node(joined(notebooks, language))[0]


# -- what the template works with -----------------------------------------------------------
def _view(report: Report) -> dict:
    return {
        "r": report, "w": words_in(report.lang), "css": Markup(_css()), "md": to_html,  # noqa: S704
        "drawing": _drawing, "lang_of": lambda words: _lang_of(words, report.lang),
        "link": _link, "reading": READING[report.lang], "title": _title(report),
        "name_of": {s.stem: s for s in report.sections}, "place_name": _places(report),
        "headline": _said(report, "headline"), "standfirst": _said(report, "standfirst"),
        "question": _said(report, "question"), "plain": plain_words, "kind": _kind,
    }  # fmt: skip


def plain_words(tokens) -> str:
    """Return the words of a sentence."""
    return "".join(t if isinstance(t, str) else t["t"] for t in tokens)


def _said(report: Report, part: str) -> list:
    summary = report.section("summary")
    return [b for b in summary.blocks if getattr(b, "part", None) == part] if summary else []


def _title(report: Report) -> str:
    headline = "".join(plain_words(s.tokens) for s in _said(report, "headline"))
    first = headline or report.sections[0].title
    return f"{first} - {report.name} {report.edition['as_of']}"


def _places(report: Report) -> dict[str, str]:
    words = words_in(report.lang)
    gap = " " if report.lang == "en" else ""
    named = {s.anchor: f"{s.number} {s.title}" for s in report.sections}
    for section in report.sections:
        for block in section.blocks:
            if hasattr(block, "anchor") and hasattr(block, "number"):
                kind = "figure" if isinstance(block, Figure) else "table"
                named[block.anchor] = f"{words[kind]}{gap}{block.number}"
    return named


def _kind(report: Report, number_id: str) -> str:
    return "n m" if report.numbers[number_id].kind == "model" else "n"


def _lang_of(words: str, language: str) -> Markup:
    """Return a lang attribute where the words are of the other language."""
    other = "zh" if _HAN.search(words) else "en"
    return Markup(f' lang="{other}"') if other != language and words else Markup("")  # noqa: S704


def _link(url: str) -> str:
    """Return a web address fit for a link, "" for anything else (a stored file, two addresses)."""
    fit = re.fullmatch(r"https?://[^\s()<>\"']+", url or "")
    return url if fit else ""


_VARIABLES = {
    value.lower(): name
    for name, value in reversed(TOKENS["colour"]["light"].items())
    if isinstance(value, str)
} | {value.lower(): f"heat{k}" for k, value in enumerate(TOKENS["colour"]["light"]["heat"], 1)}
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")


def _drawing(figure: Figure, layout: str) -> Markup:
    """Return a drawing with colours as variables, its name and its description."""
    svg = figure.svg.get(layout)
    if not svg:
        return Markup("")
    base = f"{figure.anchor}-{layout}"
    svg = _HEX.sub(lambda found: _variable(found.group(0)), svg)
    named = f'<svg role="img" aria-labelledby="{base}-t {base}-d" '
    told = (
        f'<title id="{base}-t">{escape(plain_words(figure.message))}</title>'
        f'<desc id="{base}-d">{escape(figure.alt)}</desc>'
    )
    start = svg.index(">") + 1
    return Markup(svg[:start].replace("<svg ", named, 1) + told + svg[start:])  # noqa: S704


def _variable(colour: str) -> str:
    name = _VARIABLES.get(colour.lower())
    return f"var(--{name})" if name else colour


def _css() -> str:
    style = (TEMPLATES / "report" / "style.css").read_text(encoding="utf-8")
    return _palette("light") + _dark() + style


def _palette(mode: str) -> str:
    colours = TOKENS["colour"][mode]
    told = [f"--{name}:{value}" for name, value in colours.items() if isinstance(value, str)]
    told += [f"--heat{k}:{value}" for k, value in enumerate(colours["heat"], 1)]
    return ":root{" + ";".join(told) + "}"


def _dark() -> str:
    return (
        f"@media screen and (prefers-color-scheme:dark){{{_palette('dark')}}}"
        f"@media print{{{_palette('print')}}}"
    )


def _with_fonts(html: str, report: Report) -> str:
    """Embed the two faces, each with the characters it must show."""
    from html import unescape

    text = unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL))
    voice = unescape(re.sub(r"<[^>]+>", " ", " ".join(_SERIF_PARTS.findall(html))))
    name = f"{report.name} {report.edition['as_of']} HTML"
    faces = []
    for face, words in (("sans", text), ("serif", voice)):
        fonts.require(words, face, name)
        faces.append(
            f"@font-face{{font-family:'{fonts.FACES[face]}';src:url({fonts.embedded(words, face)})"
            " format('woff2');font-display:block}"
        )
    return html.replace("/*faces*/", "".join(faces), 1)
