"""A report as the one document that the print template sets: plain data, nothing to parse."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

import mistune

from tapeout.errors import GateProblem
from tapeout.figures.style import TOKENS
from tapeout.render import print_appendix as appendix
from tapeout.render.blocks import (
    Closing,
    Figure,
    Heading,
    Item,
    Lifted,
    Panel,
    Prose,
    Section,
    Sentence,
    Table,
)
from tapeout.render.document import Report
from tapeout.render.html_words import BOARDS, long_date, ordinal, told
from tapeout.render.print_inline import (
    Span,
    blocks_of_markdown,
    clauses,
    joined,
    plain,
    spans_of,
)
from tapeout.render.print_tables import is_long, parts_of
from tapeout.render.print_words import WORDS, word
from tapeout.seed import choose_seed
from tapeout.words import spell_moment

_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_LIGHT, _PRINT = TOKENS["colour"]["light"], TOKENS["colour"]["print"]
_PRINTED = {
    light.lower(): _PRINT[name] for name, light in _LIGHT.items() if isinstance(light, str)
} | dict(zip((c.lower() for c in _LIGHT["heat"]), _PRINT["heat"], strict=True))
_VIEW = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
_SIZES = ("standfirst", "section", "beat", "message", "source", "number_ref")
_markdown = mistune.create_markdown(renderer="ast")
_OPENING = ("headline", "standfirst", "question")


def plan_of(report: Report) -> dict:
    """Return the document of a report: words, cover, contents, sections and appendices."""
    return _Plan(report).whole()


class _Plan:
    """Holds what every part needs: the language, and the reference of each number."""

    def __init__(self, report: Report) -> None:
        self.report, self.language = report, report.lang
        self.references = {number_id: n.no for number_id, n in report.numbers.items()}
        self.gaps = {n.id for n in report.numbers.values() if n.kind == "gap"}
        self.figures = [b for s in report.sections for b in s.blocks if isinstance(b, Figure)]
        self.data = {f.anchor: k for k, f in enumerate(_with_data(self.figures), start=1)}

    def whole(self) -> dict:
        report, language = self.report, self.language
        sections = [self._section(s) for s in report.sections]
        numbers = appendix.numbers_of(report)
        return {
            "lang": language,
            "title": self._title(),
            "author": "tapeout",
            "keywords": [k for k in (report.name, report.ticker, report.edition["as_of"]) if k],
            "words": {key: text[language] for key, text in WORDS.items()},
            "colour": {k: v for k, v in _PRINT.items() if isinstance(v, str)},
            "faces": {k: TOKENS["type"][k] for k in ("voice", "evidence")},
            "sizes": {k: TOKENS["type"]["print_pt"][k] for k in _SIZES}
            | {"body": TOKENS["type"]["print_pt"][f"body_{language}"]},
            "running": {
                "left": word("running", language, report.name, self._date(), self._scenario()),
                "right": "tapeout",
            },
            "cover": self._cover(),
            "contents": self._contents(sections),
            "figures": [self._listed(f) for f in self.figures],
            "reading": [[word("reading", language)]],
            "sections": sections,
            "numbers": numbers,
            "sources": appendix.sources_of(report),
            "data": appendix.data_of(report, [self._data_table(f) for f in _with_data(self.figures)]),
        }

    # -- words ----------------------------------------------------------------------------
    def _spans(self, tokens: Sequence) -> list[Span]:
        return spans_of(tokens, self.references, self.language)

    def _date(self) -> str:
        return long_date(self.report.edition["as_of"], self.language)

    def _scenario(self) -> str:
        name = self.report.edition["scenario"]
        return word(name, self.language) if name in WORDS else name

    def _title(self) -> str:
        said = [plain(s.tokens) for s in self._said("headline")]
        first = (" " if self.language == "en" else "").join(said)
        return first or word("report_on", self.language, self.report.name, self._date())

    def _said(self, part: str) -> list[Sentence]:
        summary = self.report.section("summary")
        blocks = summary.blocks if summary else ()
        return [b for b in blocks if isinstance(b, Sentence) and b.part == part]

    # -- cover ----------------------------------------------------------------------------
    def _cover(self) -> dict:
        report, language = self.report, self.language
        headline: list[Span] = []
        for sentence in self._said("headline"):
            headline += [" "] if headline and language == "en" else []
            headline += self._spans(sentence.tokens)
        summary = report.section("summary")
        lifted = [b for b in summary.blocks if isinstance(b, Lifted)] if summary else []
        return {
            "audited": self._audited(),
            "company": "  ".join(x for x in (report.name, report.ticker, self._board()) if x),
            "question": [s for q in self._said("question") for s in self._spans(q.tokens)],
            "headline": clauses(headline or [self._title()]),
            "standfirst": self._paragraphs(self._said("standfirst")),
            "answers": [self._answer(each) for each in lifted],
            "story": self._story(summary),
            "edition": self._edition(),
            "coverage": self._coverage(),
        }

    def _audited(self) -> str:
        edition = self.report.edition
        seed = choose_seed(edition["company"], date.fromisoformat(edition["as_of"]))
        if seed is None:
            return ""
        language = self.language
        parts = (seed.title, seed.author, seed.publisher)
        published = spell_moment(seed.published, language)
        return word("audited", language, *(p[language] for p in parts), published)

    def _board(self) -> str:
        return told(BOARDS, self.report.board or "", self.language)

    def _edition(self) -> str:
        language = self.language
        comma = ", " if language == "en" else "，"
        return comma.join(
            (word("as_of", language, self._date()), self._scenario(), word("edition", language))
        )

    def _coverage(self) -> str:
        counted, language = self.report.coverage, self.language
        parts = [word("linked", language, counted["numbers_linked"], counted["numbers"])]
        if counted["claims_checkable"]:
            counts = (counted["claims_checked"], counted["claims_checkable"])
            parts.append(word("checked", language, *counts))
        if counted["facts"]:
            share = round(100 * counted["facts_primary"] / counted["facts"])
            parts.append(word("first_hand", language, share))
        return (", " if language == "en" else "，").join(parts)

    def _answer(self, each: Lifted) -> dict:
        sentences = [self._spans(tokens) for tokens in each.answer]
        return {
            "no": ordinal(each.number, self.language),
            "question": each.question,
            "label": _label(each.stem),
            "paragraphs": joined(sentences, self.language, 99, 9999),
            "items": [self._item(item) for item in each.items],
        }

    def _item(self, item: Item) -> dict:
        return {
            "label": item.label,
            "sub": item.sub,
            "t": item.text,
            "unit": item.unit,
            "n": self.references[item.n],
            "gap": item.n in self.gaps,
        }

    def _story(self, summary: Section | None) -> dict | None:
        drawn = [b for b in summary.blocks if isinstance(b, Figure) and b.svg] if summary else []
        return self._figure(drawn[0]) if drawn else None

    # -- sections ---------------------------------------------------------------------------
    def _section(self, section: Section) -> dict:
        language, summary = self.language, section.stem == "summary"
        body = [b for b in section.body if not (summary and _on_cover(b))]
        story = self._story(section) if summary else None
        if story:  # stands on the cover where it fits; the template decides
            body = [b for b in body if getattr(b, "anchor", "") != story["label"]]
        intro = [] if summary else self._blocks(section.intro)
        blocks = [b for b in intro if b["k"] != "paragraph"] + self._blocks(body)
        blocks += self._closing(section.closing)
        return {
            "label": _label(section.stem),
            "no": "" if summary else ordinal(section.number, language),
            "eyebrow": section.title
            if summary
            else word("section", language, ordinal(section.number, language), section.title),
            "title": section.question,
            "sub": section.title,
            "lead": joined(self._each(section.answer), language, 99, 9999),
            "intro": [b["c"] for b in intro if b["k"] == "paragraph"],
            "panel": [self._item(i) for i in section.panel.items] if section.panel else [],
            "blocks": blocks,
        }

    def _each(self, sentences: Sequence[Sentence]) -> list[list[Span]]:
        return [self._spans(s.tokens) for s in sentences]

    def _paragraphs(self, sentences: Sequence[Sentence]) -> list[list[Span]]:
        return joined(self._each(sentences), self.language)

    def _blocks(self, blocks: Sequence) -> list[dict]:
        result: list[dict] = []
        run: list[Sentence] = []
        for block in (*blocks, None):
            if isinstance(block, Sentence):
                run.append(block)
                continue
            result += [{"k": "paragraph", "c": c} for c in self._paragraphs(run)]
            run = []
            if isinstance(block, Heading):
                result.append({"k": "heading", "c": [block.text]})
            elif isinstance(block, Prose):
                result += blocks_of_markdown(_markdown(block.markdown))
            elif isinstance(block, Figure):
                result.append(self._figure(block))
            elif isinstance(block, Table):
                result.append(self._table(block))
            elif isinstance(block, Panel):
                result.append({"k": "panel", "items": [self._item(i) for i in block.items]})
        return result

    def _closing(self, closing: Sequence[Closing]) -> list[dict]:
        """Return the objection and the change side by side, then the limits."""
        parts = {c.part: self._blocks(c.blocks) for c in closing}
        titles = {c.part: c.title for c in closing}
        result: list[dict] = []
        for group in (("objection", "change"), ("limit",)):
            asides = [
                {"title": titles[p], "paragraphs": [b["c"] for b in parts[p] if b["k"] == "paragraph"]}
                for p in group
                if p in parts
            ]
            if asides:
                result.append({"k": "asides", "parts": asides})
            result += [b for p in group for b in parts.get(p, ()) if b["k"] != "paragraph"]
        return result

    # -- figures and tables -------------------------------------------------------------------
    def _figure(self, figure: Figure) -> dict:
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
            "message": self._spans(figure.message),
            "subtitle": figure.subtitle if svg else None,
            "svg": _HEX.sub(_print_colour, svg) if svg else None,
            "height": _proportion(svg) if svg else 0,
            "alt": figure.alt or None,
            "source": _spaced(source, self.language),
        }

    def _table(self, table: Table) -> dict:
        no = word("table", self.language, table.number)
        return self._set(table, table.anchor, no, [table.source] if table.source else [])

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
            source = [*source, appendix.numbered(numbers, self.language)]
        return {
            "k": "table",
            "label": label,
            "no": no,
            "caption": self._spans(table.caption),
            "parts": parts,
            "long": is_long(parts),
            "note": table.note,
            "source": _spaced(source, self.language),
        }

    # -- contents -------------------------------------------------------------------------------
    def _contents(self, sections: Sequence[Mapping]) -> list[dict]:
        result = [
            {"no": s["no"], "title": s["title"], "sub": s["sub"], "label": s["label"]}
            for s in sections
        ]
        for letter, key in zip("ABC", ("numbers", "sources", "data"), strict=True):
            if key != "data" or self.data:
                result.append(
                    {
                        "no": letter,
                        "title": word(key, self.language),
                        "sub": None,
                        "label": f"appendix-{key}",
                    }
                )
        return result

    def _listed(self, figure: Figure) -> dict:
        return {
            "no": figure.number,
            "title": plain(figure.message),
            "sub": None,
            "label": figure.anchor,
        }


def _with_data(figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.table.rows]


def _on_cover(block: object) -> bool:
    return isinstance(block, Lifted) or (isinstance(block, Sentence) and block.part in _OPENING)


def _label(stem: str) -> str:
    return f"s-{stem}"


def _print_colour(found: re.Match) -> str:
    return _PRINTED.get(found.group(0).lower(), found.group(0))


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
