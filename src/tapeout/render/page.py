"""What the template of the page asks for: a report with its words turned into HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from tapeout.render import html_inline, html_marks, html_numbers, html_tables, html_words, svg
from tapeout.render.blocks import (
    Block,
    Figure,
    Heading,
    Panel,
    Prose,
    Section,
    Sentence,
    Table,
)
from tapeout.render.disputes import Dispute, Mended, disputes_of, mended_of
from tapeout.render.document import Report
from tapeout.render.front import Front, coverage_line, front_of
from tapeout.render.markdown import is_web, to_html
from tapeout.render.styles import stylesheet

_LISTED = 6  # findings in a row from which on they are a list, not a paragraph


@dataclass(frozen=True)
class Piece:
    """A block as the template writes it; `kind` picks the macro."""

    kind: str
    it: object


class Page:
    """A report as the template sees it: words in its language, blocks ready to be written."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.lang = report.lang
        self.html_lang = "zh-Hans" if report.lang == "zh" else "en"
        self.styles = Markup(stylesheet())

    # -- words --------------------------------------------------------------------------------
    def w(self, key: str, *parts: object) -> str:
        """Return a fixed word of the page."""
        return html_words.word(key, self.lang, *parts)

    def words(self, tokens: Sequence) -> Markup:
        """Return a sentence with its numbers as links."""
        return html_inline.sentence(tokens, self.report.numbers, self.lang)

    def plain(self, tokens: Sequence) -> str:
        """Return a sentence without links."""
        return html_inline.plain(tokens)

    def foreign(self, words: str) -> Markup:
        """Return words marked with their language where it is not the page's."""
        return html_inline.foreign(words, self.lang)

    def ordinal(self, number: int) -> str:
        """Return the number of a section as it is written."""
        return html_words.ordinal(number, self.lang)

    def heading_of(self, section: Section) -> str:
        """Return "3 Can capital wait?", "三、资本等得起吗"."""
        glue = "、" if self.lang == "zh" else " "
        return f"{self.ordinal(section.number)}{glue}{section.question}"

    def big(self, item) -> Markup:
        """Return the value of a headline number."""
        return html_inline.big(self.report.numbers[item.n], item.text, item.unit)

    def chip(self, number_id: str, words: str) -> Markup:
        """Return a number as a quiet link to its entry."""
        return html_inline.chip(self.report.numbers[number_id], words, "c")

    @property
    def as_of(self) -> str:
        """Return the date of the edition in words."""
        return html_words.long_date(self.report.edition["as_of"], self.lang)

    @property
    def company(self) -> Markup:
        """Return name and ticker; the English page adds the Chinese name."""
        parts = [escape(self.report.name)]
        if self.lang == "en" and self.report.native != self.report.name:
            parts.append(self.foreign(self.report.native))
        return Markup(" ").join([*parts, escape(self.report.ticker)])

    @property
    def board(self) -> str:
        """Return the exchange of the listing in words."""
        return html_words.told(html_words.BOARDS, self.report.board, self.lang)

    @property
    def scenario(self) -> str:
        """Return the scenario in words."""
        name = self.report.edition["scenario"]
        told = self.w(name) if name in html_words.WORDS else name
        if not self.report.edition.get("assumptions"):
            return told
        return f"{told}{', ' if self.lang == 'en' else '，'}{self.w('by_hand')}"

    @property
    def title(self) -> str:
        """Return what the browser calls the page."""
        said = html_inline.plain(self.front.headline[0]) if self.front.headline else ""
        said = said or " ".join(s.question for s in self.chapters[:1])
        return self.w("title", self.report.name, said, self.as_of)

    # -- parts --------------------------------------------------------------------------------
    @cached_property
    def front(self) -> Front:
        """Return what stands on the first page."""
        return front_of(self.report)

    @property
    def chapters(self) -> list[Section]:
        """Return the sections after the first page."""
        return [section for section in self.report.sections if section.number > 0]

    @property
    def headline(self) -> Markup:
        """Return the answer as a headline."""
        return html_inline.headline(self.front.headline, self.report.numbers, self.lang)

    @property
    def reading(self) -> list[str]:
        """Return how to read the page, a paragraph each."""
        return [words[self.lang] for words in html_words.READING]

    def message(self, tokens: Sequence) -> Markup:
        """Return what a figure says; like the headline it breaks at its punctuation."""
        return html_inline.headline([tokens], self.report.numbers, self.lang)

    def flow(self, blocks: Sequence[Block]) -> Iterator[Piece]:
        """Yield blocks for the template; findings in a row become paragraphs or a list."""
        run: list[tuple] = []
        for block in blocks:
            if isinstance(block, Sentence):
                run.append(block.tokens)
                continue
            yield from self._findings(run)
            run = []
            kind = _KINDS.get(type(block))
            if kind:
                yield Piece(kind, to_html(block.markdown) if kind == "prose" else block)
        yield from self._findings(run)

    def said(self, sentences: Sequence[Sentence]) -> list[Markup]:
        """Return sentences as paragraphs."""
        tokens = [s.tokens for s in sentences]
        return html_inline.paragraphs(tokens, self.report.numbers, self.lang)

    def _findings(self, run: list[tuple]) -> Iterator[Piece]:
        if len(run) >= _LISTED:
            yield Piece("list", [self.words(tokens) for tokens in run])
        elif run:
            yield Piece("said", html_inline.paragraphs(run, self.report.numbers, self.lang))

    def table(self, table: Table) -> html_tables.Laid:
        """Return a table laid out."""
        return html_tables.laid_out(table, self.report.numbers, self.lang)

    def drawing(self, figure: Figure, layout: str) -> Markup:
        """Return the drawing of a layout, described in words."""
        title = html_inline.plain(figure.message)
        return svg.inline(figure.svg[layout], f"{figure.anchor}-{layout}", title, figure.alt)

    def source_line(self, block: Figure | Table) -> Markup:
        """Return the source line, its publishers leading to the appendix."""
        used = {}
        for fact_id in block.facts:
            fact = self.report.facts.get(fact_id)
            if fact:
                used[fact["source_id"]] = self.report.sources[fact["source_id"]]
        return html_inline.linked_source(block.source, used, self.lang)

    def badge(self, verdict: str) -> Markup:
        """Return the shape of a verdict."""
        return html_marks.badge(verdict)

    def squares(self, count: int, verdict: str) -> Markup:
        """Return unit squares."""
        return html_marks.squares(count, verdict)

    # -- appendix -----------------------------------------------------------------------------
    @cached_property
    def entries(self) -> list:
        """Return the numbers by section."""
        return html_numbers.entries(self.report)

    @cached_property
    def documents(self) -> list[html_numbers.Document]:
        """Return the sources."""
        return html_numbers.documents(self.report)

    @cached_property
    def disputes(self) -> list[Dispute]:
        """Return where sources disagree on a figure of the report."""
        return disputes_of(self.report)

    @cached_property
    def mended(self) -> list[Mended]:
        """Return the corrected figures."""
        return mended_of(self.report)

    def printed(self, fact_id: str) -> html_numbers.Printed | None:
        """Return a fact as printed."""
        known = fact_id in self.report.facts
        return html_numbers.printed(fact_id, self.report) if known else None

    def document_of(self, fact_id: str) -> html_numbers.Document:
        """Return the source of a fact."""
        return html_numbers.document(self.report.facts[fact_id]["source_id"], self.report)

    def is_web(self, url: str) -> bool:
        """Return whether an address may be linked."""
        return is_web(url)

    @property
    def coverage(self) -> list[tuple[str, str, bool]]:
        """Return (figure, what it counts, figure first?) for the line under the standfirst."""
        return coverage_line(self.report.coverage, self.lang)


_KINDS = {Heading: "heading", Prose: "prose", Figure: "figure", Table: "table", Panel: "panel"}
