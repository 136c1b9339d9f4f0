"""The page: executed notebooks in, one self-contained HTML file out.

`jupyter nbconvert --to tapeout-html` works on one executed notebook; the build gives all
sections at once, as one joined notebook. The page loads nothing, runs nothing, and the
same notebooks give the same bytes.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from html.parser import HTMLParser

import nbformat
from jinja2 import StrictUndefined
from markupsafe import Markup
from nbconvert.exporters.exporter import Exporter
from nbconvert.exporters.html import HTMLExporter
from traitlets import Unicode, default

from tapeout.errors import GateProblem
from tapeout.lifted import outputs_of
from tapeout.render.breaking import breakable_page
from tapeout.render.document import Report, report_from
from tapeout.render.fonts import face_rules, require_glyphs
from tapeout.render.page import Page
from tapeout.render.styles import TEMPLATES
from tapeout.sections import SECTIONS
from tapeout.text import LANGUAGES

_FACES = "<style>/*faces*/"  # where the rules of the faces go, once the words are known
_VOICE, _EVIDENCE = "v", ("e", "r")  # classes that switch to serif, and back to sans
_VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "path", "circle", "rect", "use"}


def render(what: Report | Mapping[str, nbformat.NotebookNode], language: str) -> str:
    """Return the page of a report, or of the executed notebooks {stem: notebook}."""
    exporter = ReportExporter(language=language)
    if isinstance(what, Report):
        return exporter.page_of(what, nbformat.v4.new_notebook())
    return exporter.from_notebook_node(joined(what, language))[0]


def joined(notebooks: Mapping[str, nbformat.NotebookNode], language: str) -> nbformat.NotebookNode:
    """Return the sections as one notebook, in order; each cell names its section.

    Cell ids stay as they are, but for one that an earlier section has already used.
    """
    whole = nbformat.v4.new_notebook()
    whole.metadata["tapeout"] = {"language": language}
    seen: set[str] = set()
    for known in sorted((s for s in SECTIONS if s.stem in notebooks), key=lambda s: s.number):
        for cell in notebooks[known.stem].cells:
            own = copy.deepcopy(cell)
            own.metadata["tapeout"] = {"section": known.stem}
            if own.get("id") in seen:
                own["id"] = f"{known.stem}-{own['id']}"[:64]
            seen.add(own.get("id", ""))
            whole.cells.append(own)
    return whole


def sections_of(notebook: nbformat.NotebookNode) -> dict[str, nbformat.NotebookNode]:
    """Return {stem: notebook} of a joined notebook, or of that of one section."""
    begun = [output["section"] for output in outputs_of(notebook) if output["kind"] == "begin"]
    if not begun:
        raise GateProblem(
            "the notebook holds no output of begin(...): execute it first, with papermill or by "
            "nbconvert --execute"
        )
    found: dict[str, nbformat.NotebookNode] = {}
    for cell in notebook.cells:
        stem = cell.metadata.get("tapeout", {}).get("section", begun[0])
        part = found.setdefault(stem, nbformat.v4.new_notebook())
        part.cells.append(cell)
    return found


class ReportExporter(HTMLExporter):
    """The exporter behind `--to tapeout-html`; code is not shown."""

    export_from_notebook = "Tapeout report (HTML)"
    language = Unicode("", help="en or zh; empty for the language the notebook ran in").tag(
        config=True
    )

    @default("template_name")
    def _own_template(self) -> str:
        return "report"

    @default("extra_template_basedirs")
    def _own_templates(self) -> list[str]:
        return [str(TEMPLATES)]

    def _create_environment(self):
        environment = super()._create_environment()
        environment.autoescape = True
        environment.undefined = StrictUndefined
        environment.trim_blocks = environment.lstrip_blocks = True
        return environment

    def from_notebook_node(self, nb, resources=None, **kw):
        """Return (page, resources); the notebook must have been executed.

        The step of nbconvert that reads the finished page again and adds to it is left out.
        """
        # Past HTMLExporter's own method; preprocessors still run (nbconvert --execute).
        notebook, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        report = report_from(sections_of(notebook), self._language(notebook))
        return self.page_of(report, notebook), resources

    def page_of(self, report: Report, notebook: nbformat.NotebookNode) -> str:
        """Return the page of a report with its faces embedded."""
        resources = {"page": Page(report), "faces_mark": Markup(_FACES.removeprefix("<style>"))}
        page = breakable_page(self.template.render(nb=notebook, resources=resources))
        read = _read(page)
        name = f"{report.name} {report.edition['as_of']} {report.lang} HTML"
        require_glyphs("".join(read.words), name)
        # The words of the report cannot hold a tag: the first <style> is the page's own.
        return _tidy(page).replace(_FACES, f"<style>{face_rules(read.found)}", 1)

    def _language(self, notebook: nbformat.NotebookNode) -> str:
        ran = notebook.metadata.get("tapeout", {}).get("language")
        begun = [o["edition"]["language"] for o in outputs_of(notebook) if o["kind"] == "begin"]
        asked = [self.language, ran, *begun]
        return next((each for each in asked if each in LANGUAGES), LANGUAGES[0])


def _tidy(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"


def characters_by_face(page: str) -> dict[str, set[str]]:
    """Return the characters that the page sets in {"sans", "serif"}, by its classes."""
    return _read(page).found


def _read(page: str) -> _Faces:
    reader = _Faces()
    reader.feed(page)
    return reader


class _Faces(HTMLParser):
    """Walks a page and notes which face each character is set in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, set[str]] = {"sans": set(), "serif": set()}
        self.words: list[str] = []
        self._faces = ["sans"]

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag in _VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        face = self._faces[-1]
        if tag in ("style", "title", "desc"):
            face = ""
        elif _VOICE in classes:
            face = "serif"
        elif any(each in classes for each in _EVIDENCE):
            face = "sans"
        self._faces.append(face)

    def handle_startendtag(self, tag: str, attrs) -> None:
        """A closed element holds no words."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._faces) > 1:
            self._faces.pop()

    def handle_data(self, data: str) -> None:
        if self._faces[-1]:
            self.found[self._faces[-1]].update(data)
            self.words.append(data)


__all__ = ["ReportExporter", "characters_by_face", "joined", "render", "sections_of"]
