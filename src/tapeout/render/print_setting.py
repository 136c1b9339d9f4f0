"""Blocks of a report as the print template sets them: findings, figures, tables, closings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict

import mistune

from tapeout.errors import GateProblem
from tapeout.figures.markup import in_tags
from tapeout.figures.style import TOKENS
from tapeout.render.blocks import Closing, Figure, Heading, Item, Panel, Prose, Sentence, Table
from tapeout.render.breaking import breakable
from tapeout.render.document import Report
from tapeout.render.print_appendix import numbered
from tapeout.render.print_inline import Span, blocks_of_markdown, joined, spans_of
from tapeout.render.print_tables import is_long, parts_of
from tapeout.render.print_words import word

_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_LIGHT, _PRINT = TOKENS["colour"]["light"], TOKENS["colour"]["print"]
_PRINTED = {
    light.lower(): _PRINT[name] for name, light in _LIGHT.items() if isinstance(light, str)
} | dict(zip((c.lower() for c in _LIGHT["heat"]), _PRINT["heat"], strict=True))
_VIEW = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
_markdown = mistune.create_markdown(renderer="ast")


class Setting:
    """Sets the blocks of one report: knows its language and the reference of each number."""

    def __init__(self, report: Report) -> None:
        self.report, self.language = report, report.lang
        self.references = {number_id: n.no for number_id, n in report.numbers.items()}
        self.gaps = {n.id for n in report.numbers.values() if n.kind == "gap"}
        self.figures = [b for s in report.sections for b in s.blocks if isinstance(b, Figure)]
        self.data = {f.anchor: k for k, f in enumerate(_with_data(self.figures), start=1)}

    def spans(self, tokens: Sequence) -> list[Span]:
        """Return the words of a sentence with its numbers' references."""
        return spans_of(tokens, self.references, self.language)

    def item(self, item: Item) -> dict:
        """Return a headline number."""
        return {
            "label": breakable(item.label),
            "sub": item.sub,
            "t": item.text,
            "unit": item.unit,
            "n": self.references[item.n],
            "gap": item.n in self.gaps,
        }

    def paragraphs(self, sentences: Sequence[Sentence]) -> list[list[Span]]:
        """Return findings run on as paragraphs."""
        return joined([self.spans(s.tokens) for s in sentences], self.language)

    def whole(self, sentences: Sequence[Sequence]) -> list[list[Span]]:
        """Return the sentences of an answer, given as tokens, as one paragraph."""
        return joined([self.spans(t) for t in sentences], self.language, 99, 9999)

    def blocks(self, blocks: Sequence) -> list[dict]:
        """Return blocks in order; findings that follow one another are run on."""
        result: list[dict] = []
        run: list[Sentence] = []
        for block in (*blocks, None):
            if isinstance(block, Sentence):
                run.append(block)
                continue
            result += [{"k": "paragraph", "c": c} for c in self.paragraphs(run)]
            run = []
            if isinstance(block, Heading):
                result.append({"k": "heading", "c": [block.text]})
            elif isinstance(block, Prose):
                result += blocks_of_markdown(_markdown(block.markdown))
            elif isinstance(block, Figure):
                result.append(self.figure(block))
            elif isinstance(block, Table):
                result.append(self.table(block))
            elif isinstance(block, Panel):
                result.append({"k": "panel", "items": [self.item(i) for i in block.items]})
        return result

    def closing(self, closing: Sequence[Closing], said: Sequence[Sentence] = ()) -> list[dict]:
        """Return the objection and the change side by side, then the limits.

        `said` are sentences of these parts that stand outside the section's closing.
        """
        parts = {c.part: self.blocks(c.blocks) for c in closing}
        for part in {s.part: None for s in said}:
            own = self.blocks([s for s in said if s.part == part])
            parts[part] = [*parts.get(part, []), *own]
        result: list[dict] = []
        for group in (("objection", "change"), ("limit",)):
            asides = [
                {
                    "title": word(p, self.language),
                    "paragraphs": [b["c"] for b in parts[p] if b["k"] == "paragraph"],
                }
                for p in group
                if p in parts
            ]
            if asides:
                result.append({"k": "asides", "parts": asides})
            result += [b for p in group for b in parts.get(p, ()) if b["k"] != "paragraph"]
        return result

    # -- figures and tables -------------------------------------------------------------------
    def figure(self, figure: Figure) -> dict:
        """Return a figure with the colours of paper, and the way to its data."""
        svg = figure.svg.get("wide")
        data = self.data.get(figure.anchor)
        source: list[Span] = [s for s in (figure.note, figure.source) if s]
        if data:
            named = word("data_of", self.language, word("data_table", self.language, data))
            source.append({"to": f"data-{figure.anchor}", "c": [named]})
        return {
            "k": "figure",
            "label": figure.anchor,
            "no": word("figure", self.language, figure.number),
            "message": self.spans(figure.message),
            "subtitle": figure.subtitle if svg else None,
            "svg": in_tags(svg, _printed) if svg else None,
            "height": _proportion(svg) if svg else 0,
            "alt": figure.alt or None,
            "source": _spaced(source, self.language),
        }

    def table(self, table: Table) -> dict:
        """Return a table of a section."""
        no = word("table", self.language, table.number)
        return self._set(table, table.anchor, no, [table.source] if table.source else [])

    def data_tables(self) -> list[dict]:
        """Return the tables behind the figures, in order."""
        return [self._data_table(f) for f in _with_data(self.figures)]

    def _data_table(self, figure: Figure) -> dict:
        language = self.language
        no = word("data_table", language, self.data[figure.anchor])
        back: Span = {"to": figure.anchor, "c": [word("figure", language, figure.number)]}
        laid = self._set(figure.table, f"data-{figure.anchor}", no, [])
        return laid | {"source": [back, ("." if language == "en" else "。"), " ", *laid["source"]]}

    def _set(self, table: Table, label: str, no: str, source: list[Span]) -> dict:
        """Return a table laid out for the page, its source line naming its numbers."""
        parts = parts_of(
            [asdict(c) for c in table.columns], table.rows, self.references, self.language
        )
        numbers = [self.references[c.n] for r in table.rows for c in r.cells if c.n]
        if numbers:
            source = [*source, numbered(numbers, self.language)]
        return {
            "k": "table",
            "label": label,
            "no": no,
            "caption": self.spans(table.caption),
            "parts": parts,
            "long": is_long(parts),
            "note": table.note,
            "source": _spaced(source, self.language),
        }


def _with_data(figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.table.rows]


def _printed(tag: str) -> str:
    """Return a tag of a drawing with the colours of paper."""
    return _HEX.sub(lambda found: _PRINTED.get(found.group(0).lower(), found.group(0)), tag)


def _proportion(svg: str) -> float:
    """Return the height of a drawing as a share of its width."""
    box = _VIEW.search(svg)
    if not box:
        raise GateProblem("a drawing has no viewBox: its size on paper is not known")
    return round(float(box.group(2)) / float(box.group(1)), 5)


def _spaced(parts: Sequence[Span], language: str) -> list[Span]:
    """Return the parts of a source line with a space between them in English."""
    spans: list[Span] = []
    for part in parts:
        if spans and language == "en":
            spans.append(" ")
        spans.append(part)
    return spans
