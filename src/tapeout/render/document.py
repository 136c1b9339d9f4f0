"""A report in one language as frozen blocks: what both the HTML and the PDF are made from.

Only the recorded outputs of executed notebooks (application/vnd.tapeout+json) and their
Markdown cells are read. Sections are numbered as in `sections.py`; figures and tables by
section ("3.4"), numbers in the order in which they stand on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import nbformat

from tapeout.errors import GateProblem
from tapeout.lifted import MIME
from tapeout.render.coverage import coverage_of
from tapeout.sections import SECTIONS
from tapeout.sections import Section as Known
from tapeout.text import Text

_CHINESE = re.compile(r'<details lang="zh">\s*(.*?)\s*</details>', re.DOTALL)
_HEADING = re.compile(r"(#{1,4}) (.+)")


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Prose:
    markdown: str


@dataclass(frozen=True)
class Sentence:
    part: str
    tokens: tuple


@dataclass(frozen=True)
class Column:
    key: str
    head: str
    unit: str | None
    align: str


@dataclass(frozen=True)
class Cell:
    text: str
    n: str | None
    range: str | None
    missing: bool


@dataclass(frozen=True)
class Row:
    key: str
    focus: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    key: str
    number: str
    anchor: str
    caption: tuple
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str | None
    source: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    key: str
    number: str
    anchor: str
    message: tuple
    subtitle: str
    alt: str
    note: str | None
    svg: Mapping[str, str]
    table: Table
    source: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    label: str
    sub: str
    n: str
    text: str
    unit: str


@dataclass(frozen=True)
class Panel:
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Lifted:
    """The answer and the headline numbers of another section, on the first page."""

    stem: str
    number: int
    question: str
    answer: tuple[tuple, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Sources:
    facts: tuple[str, ...]


Block = Heading | Prose | Sentence | Table | Figure | Panel | Lifted | Sources


@dataclass(frozen=True)
class Closing:
    """What ends a section: the strongest objection, what would change our mind, the limits."""

    part: str  # objection, change or limit
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Section:
    """A section as it is printed: the answer first, then the beats, then how it closes.

    `blocks` holds everything in the order of the notebook.
    """

    stem: str
    number: int
    title: str
    question: str
    anchor: str
    intro: tuple[Prose, ...]
    answer: tuple[Sentence, ...]
    panel: Panel | None
    body: tuple[Block, ...]
    closing: tuple[Closing, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Number:
    """An entry of the numbers appendix; `places` are the anchors where it stands."""

    no: int
    id: str
    section: str
    name: str
    text: str
    range: str | None
    unit: str | None
    value: str | None
    lo: str | None
    hi: str | None
    se: str | None
    kind: str
    formula: str
    inputs: tuple[dict, ...]
    facts: tuple[str, ...]
    reason: str | None
    places: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    lang: str
    edition: dict
    name: str
    ticker: str
    board: str
    latest: bool
    sections: tuple[Section, ...]
    numbers: dict[str, Number]
    facts: dict[str, dict]
    sources: dict[str, dict]
    coverage: dict
    extra: dict = field(default_factory=dict)

    def section(self, stem: str) -> Section | None:
        """Return the section of a stem, None where the report does not hold it."""
        return next((s for s in self.sections if s.stem == stem), None)


class _Reader:
    """Reads the cells of one section, counting its figures and tables."""

    def __init__(self, known: Known, language: str) -> None:
        self.known, self.language = known, language
        self.figures = self.tables = 0
        self.places: dict[str, list[str]] = {}  # number id -> anchors

    def cell(self, cell: nbformat.NotebookNode) -> list[Block]:
        if cell.cell_type == "markdown":
            return [] if str(cell.get("id", "")).endswith("-flow") else self._markdown(cell)
        if cell.cell_type != "code":
            return []
        found = [o["data"][MIME] for o in cell.get("outputs", ()) if MIME in o.get("data", {})]
        return [block for output in found if (block := self._output(output)) is not None]

    # -- Markdown: one language of it -------------------------------------------------------
    def _markdown(self, cell: nbformat.NotebookNode) -> list[Block]:
        source = cell.source
        chinese = "\n\n".join(part.strip() for part in _CHINESE.findall(source))
        english = _CHINESE.sub("", source)
        blocks: list[Block] = []
        body: list[str] = []
        for line in english.splitlines():
            heading = _HEADING.fullmatch(line.strip())
            if not heading:
                body.append(line)
                continue
            en, _, zh = heading.group(2).partition(" \u00b7 ")
            level = len(heading.group(1))
            anchor = f"{cell.get('id', self.known.stem)}"
            blocks.append(Heading(level, (zh or en) if self.language == "zh" else en, anchor))
        words = chinese if self.language == "zh" else "\n".join(body).strip()
        return [*blocks, Prose(words)] if words.strip() else blocks

    # -- recorded outputs ---------------------------------------------------------------------
    def _output(self, output: dict) -> Block | None:
        kind = output["kind"]
        if kind == "sentence":
            anchor = f"s-{self.known.stem}"
            return Sentence(output["part"], self._tokens(output["text"], anchor))
        if kind == "figure":
            return self._figure(output)
        if kind == "table":
            self.tables += 1
            number = f"{self.known.number}.{self.tables}"
            anchor = f"table-{self.known.stem}-{output['key']}"
            return self._table(output, number, anchor, output.get("source"))
        if kind == "panel":
            return Panel(self._items(output["items"]))
        if kind == "lifted":
            return self._lifted(output)
        if kind == "sources":
            return Sources(tuple(output["facts"]))
        return None

    def _tokens(self, text: dict, anchor: str) -> tuple:
        tokens = tuple(text[self.language])
        for token in tokens:
            if isinstance(token, dict):
                self._stands(token["n"], anchor)
        return tokens

    def _stands(self, number_id: str | None, anchor: str) -> None:
        if number_id:
            places = self.places.setdefault(number_id, [])
            if anchor not in places:
                places.append(anchor)

    def _figure(self, output: dict) -> Figure:
        self.figures += 1
        number = f"{self.known.number}.{self.figures}"
        anchor = f"figure-{self.known.stem}-{output['key']}"
        language = self.language
        return Figure(
            output["key"], number, anchor, self._tokens(output["message"], anchor),
            output["subtitle"][language], output["alt"][language], _in(output["note"], language),
            output["svg"].get(language, {}),
            self._table(output["table"], number, anchor, None),
            _in(output.get("source"), language) or "", tuple(output["facts"]),
        )  # fmt: skip

    def _table(self, payload: dict, number: str, anchor: str, source: dict | None) -> Table:
        language = self.language
        columns = tuple(
            Column(c["key"], c["head"][language], _in(c["unit"], language), c["align"])
            for c in payload["columns"]
        )
        rows = []
        for row in payload["rows"]:
            cells = []
            for cell in row["cells"]:
                self._stands(cell["n"], anchor)
                between = _in(cell.get("range"), language)
                missing = bool(cell.get("missing"))
                cells.append(Cell(cell["t"][language], cell["n"], between, missing))
            rows.append(Row(row["key"], row["focus"], tuple(cells)))
        return Table(
            payload["key"], number, anchor, self._tokens(payload["caption"], anchor), columns,
            tuple(rows), _in(payload["note"], language), _in(source, language) or "",
            tuple(payload["facts"]),
        )  # fmt: skip

    def _items(self, items: list[dict]) -> tuple[Item, ...]:
        told = []
        for item in items:
            self._stands(item["n"], f"s-{self.known.stem}")
            parts = (item[key][self.language] for key in ("label", "sub"))
            words = (item[key][self.language] for key in ("t", "unit"))
            told.append(Item(*parts, item["n"], *words))
        return tuple(told)

    def _lifted(self, output: dict) -> Lifted:
        of = next(each for each in SECTIONS if each.stem == output["stem"])
        answer = tuple(self._tokens(text, f"s-{self.known.stem}") for text in output["answer"])
        question = of.question[self.language]
        return Lifted(of.stem, of.number, question, answer, self._items(output["items"]))


_CLOSING = ("objection", "change", "limit")
_TITLES = {
    "objection": Text("The strongest objection", "最有力的反对意见"),
    "change": Text("What would change our mind", "什么会改变我们的看法"),
    "limit": Text("What the data cannot show", "数据不能说明什么"),
}


def arranged(known: Known, language: str, blocks: tuple[Block, ...]) -> Section:
    """Return the section with its answer first; a heading left without content is dropped."""
    intro: list[Prose] = []
    answer: list[Sentence] = []
    panel: Panel | None = None
    body: list[Block] = []
    closing: dict[str, list[Block]] = {}
    for heading, beat in _beats(blocks):
        parts = {b.part for b in beat if isinstance(b, Sentence)}
        if heading is None or heading.level == 1:
            intro += [b for b in beat if isinstance(b, Prose)]
            beat = [b for b in beat if not isinstance(b, Prose)]
        told = [b for b in beat if not isinstance(b, (Prose, Sources))]
        part = _closing_part(heading, parts)
        if part:
            closing.setdefault(part, []).extend(b for b in beat if not isinstance(b, Sources))
            continue
        answer += [b for b in told if isinstance(b, Sentence) and b.part == "answer"]
        panel = next((b for b in told if isinstance(b, Panel)), panel)
        rest = [b for b in beat if not _lifted_up(b)]
        if any(not isinstance(b, (Prose, Sources)) for b in rest):
            body += [heading, *rest] if heading and heading.level > 1 else rest
    ends = tuple(
        Closing(part, _TITLES[part][language], tuple(closing[part]))
        for part in _CLOSING if part in closing
    )  # fmt: skip
    return Section(
        known.stem, known.number, known.title[language], known.question[language],
        f"s-{known.stem}", tuple(intro), tuple(answer), panel,
        tuple(b for b in body if not isinstance(b, Sources)), ends, blocks,
    )  # fmt: skip


def _beats(blocks: tuple[Block, ...]) -> list[tuple[Heading | None, list[Block]]]:
    """Return the blocks under each heading."""
    beats: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, Heading):
            beats.append((block, []))
        else:
            beats[-1][1].append(block)
    return beats


def _closing_part(heading: Heading | None, parts: set[str]) -> str | None:
    """Return objection, change or limit: by what is said, or by the id of the cell."""
    for part in _CLOSING:
        if parts == {part} or (heading and not parts and f"-{part}" in heading.anchor):
            return part
    return None


def _lifted_up(block: Block) -> bool:
    return isinstance(block, Panel) or (isinstance(block, Sentence) and block.part == "answer")


def _in(words: dict | None, language: str) -> str | None:
    return words[language] if words else None


def report_from(notebooks: Mapping[str, nbformat.NotebookNode], language: str) -> Report:
    """Return the report of the executed notebooks, {stem: notebook}, in one language.

    Raises GateProblem where one number id carries two values.
    """
    sections, records, facts, sources = [], {}, {}, {}
    places: dict[str, list[str]] = {}
    begun: dict = {}
    for known in sorted((s for s in SECTIONS if s.stem in notebooks), key=lambda s: s.number):
        reader = _Reader(known, language)
        cells = notebooks[known.stem].cells
        blocks = tuple(block for cell in cells for block in reader.cell(cell))
        for output in _outputs(notebooks[known.stem]):
            _merge(records, output["numbers"])
            if output["kind"] == "begin":
                begun = output
            elif output["kind"] == "sources":
                facts.update(output["facts"])
                sources.update(output["sources"])
        for number_id, anchors in reader.places.items():
            places.setdefault(number_id, []).extend(anchors)
        sections.append(arranged(known, language, blocks))
    numbers = _numbers(records, places, language)
    return Report(
        language, begun["edition"], begun["name"][language], begun["ticker"], begun["board"],
        begun["latest"], tuple(sections), numbers, facts, sources,
        coverage_of(records, facts, sources),
    )  # fmt: skip


def _outputs(notebook: nbformat.NotebookNode) -> list[dict]:
    return [
        output["data"][MIME]
        for cell in notebook.cells if cell.cell_type == "code"
        for output in cell.get("outputs", ()) if MIME in output.get("data", {})
    ]  # fmt: skip


def _merge(records: dict[str, dict], more: Mapping[str, dict]) -> None:
    for number_id, record in more.items():
        old = records.setdefault(number_id, record)
        if any(old[key] != record[key] for key in ("value", "lo", "hi", "unit")):
            raise GateProblem(
                f"number {number_id} stands for two values: {old['value']} and {record['value']}"
            )


def _numbers(records: dict, places: dict, language: str) -> dict[str, Number]:
    order = {each.stem: each.number for each in SECTIONS}
    ranked = sorted(records.values(), key=lambda r: order.get(r["section"], 99))
    numbers = {}
    for no, r in enumerate(ranked, start=1):
        inputs = tuple(
            {
                "label": i["label"][language], "text": i["text"][language], "fact": i["fact"],
                "formula": i["formula"][language], "facts": tuple(i["facts"]),
            }
            for i in r["inputs"]
        )  # fmt: skip
        numbers[r["id"]] = Number(
            no, r["id"], r["section"], r["name"][language], r["text"][language],
            _in(r["range"], language), r["unit"], r["value"], r["lo"], r["hi"], r["se"], r["kind"],
            r["formula"][language], inputs, tuple(r["facts"]), _in(r["reason"], language),
            tuple(places.get(r["id"], ())),
        )  # fmt: skip
    return numbers
