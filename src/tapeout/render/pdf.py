"""The report as one PDF: A4, tagged (PDF/UA-1), its two faces embedded, set by Typst.

The template sees the report as one JSON document, so that no word of it is ever read as
markup. Typst's warnings are errors here; a character that a face lacks is one, too, for
Typst prints nothing in its place and says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from html import unescape
from pathlib import Path

import typst

from tapeout.errors import GateProblem
from tapeout.figures.style import font_files
from tapeout.render.document import Report
from tapeout.render.fonts import require_glyphs
from tapeout.render.packing import packed
from tapeout.render.print_plan import plan_of

TEMPLATE = Path(__file__).with_name("templates") / "report.typ"
STANDARD = "ua-1"
_TAG = re.compile(r"<[^>]*>")


def render(report: Report) -> bytes:
    """Return the PDF of a report; the same report gives the same bytes.

    Raises GateProblem for a missing glyph, a figure without alternative text, or anything
    that Typst warns of.
    """
    name = f"{report.name} {report.edition['as_of']} {report.lang} PDF"
    plan = plan_of(report)
    require_glyphs("\n".join(_words(plan)), name)
    day = datetime.fromisoformat(report.edition["as_of"]).replace(tzinfo=UTC)
    return typeset(plan, int(day.timestamp()), name)


def typeset(plan: dict, timestamp: int, name: str) -> bytes:
    """Return the PDF of a document for the template, dated `timestamp` (seconds, UTC)."""
    compiler = typst.Compiler(TEMPLATE.read_bytes(), font_paths=_faces())
    try:
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf",
            sys_inputs={"report": json.dumps(plan, ensure_ascii=False)},
            pdf_standards=[STANDARD],
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise GateProblem(f"{name}: {_told(error)}") from error
    if warnings:
        raise GateProblem(f"{name}: {'; '.join(_told(w) for w in warnings)}")
    return packed(pdf)


@cache
def _faces() -> typst.Fonts:
    """Return the two faces of the report, and no font of this machine."""
    folders = sorted({str(path.parent) for path in font_files().values()})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _told(problem: object) -> str:
    hints = getattr(problem, "hints", None) or []
    return " ".join([str(getattr(problem, "message", problem)), *map(str, hints)])


def _words(part: object, key: str = "") -> Iterator[str]:
    """Yield every text that will stand on a page, drawings included."""
    if isinstance(part, str):
        yield unescape(_TAG.sub(" ", part)) if key == "svg" else part
    elif isinstance(part, dict):
        for name, each in part.items():
            yield from _words(each, name)
    elif isinstance(part, list):
        for each in part:
            yield from _words(each, key)
