"""From the cells of an executed notebook to blocks in one language.

Only Markdown cells and outputs of the project's own type are read. Figures and tables are
numbered by section, in the order of the notebook.
"""

from __future__ import annotations

import re

import nbformat

from tapeout.lifted import MIME
from tapeout.render.blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Item,
    Lifted,
    Panel,
    Prose,
    Row,
    Sentence,
    Sources,
    Table,
)
from tapeout.sections import Section, section

_CHINESE = re.compile(r'<details lang="zh">\s*(.*?)\s*</details>', re.DOTALL)
_HEADING = re.compile(r"(#{1,4}) (.+)")
# A line break between two Han is an end of a line of source, not a space.
_BROKEN_HAN = re.compile(r"(?<=[\u2e80-\uffee])\n(?=[\u2e80-\uffee])")
_SPLIT = " \u00b7 "


def blocks_of(notebook: nbformat.NotebookNode, known: Section, language: str) -> tuple[Block, ...]:
    """Return the blocks of a section's notebook in `language`, in the order of its cells."""
    reader = _Reader(known, language)
    return tuple(block for cell in notebook.cells for block in reader.cell(cell))


def prose_of(source: str, language: str) -> tuple[list[tuple[int, str]], str]:
    """Return the headings, (level, words) each, and the body of a Markdown cell in one language.

    English stands outside, Chinese inside `<details lang="zh">`; a heading holds both.
    """
    headings, body = [], []
    for line in _CHINESE.sub("", source).splitlines():
        found = _HEADING.fullmatch(line.strip())
        if found:
            english, _, chinese = found.group(2).partition(_SPLIT)
            words = chinese if language == "zh" and chinese else english
            headings.append((len(found.group(1)), words.strip()))
        else:
            body.append(line)
    if language == "en":
        return headings, "\n".join(body).strip()
    chinese_parts = "\n\n".join(part.strip() for part in _CHINESE.findall(source))
    return headings, _BROKEN_HAN.sub("", chinese_parts).strip()


class _Reader:
    """Reads the cells of one section, counting its figures and tables."""

    def __init__(self, known: Section, language: str) -> None:
        self.known, self.language = known, language
        self.figures = self.tables = 0

    def cell(self, cell: nbformat.NotebookNode) -> list[Block]:
        if cell.cell_type == "markdown":
            # The flow line and the parameters speak to the reader in JupyterLab.
            return [] if str(cell.get("id", "")).endswith("-flow") else self._markdown(cell)
        if cell.cell_type != "code":
            return []
        found = [o["data"][MIME] for o in cell.get("outputs", ()) if MIME in o.get("data", {})]
        return [block for output in found if (block := self._output(output)) is not None]

    def _markdown(self, cell: nbformat.NotebookNode) -> list[Block]:
        headings, body = prose_of(cell.source, self.language)
        anchor = str(cell.get("id", f"s-{self.known.stem}"))
        blocks: list[Block] = [
            Heading(level, words, anchor if place == 0 else f"{anchor}-{place}")
            for place, (level, words) in enumerate(headings)
        ]
        return [*blocks, Prose(body)] if body else blocks

    def _output(self, output: dict) -> Block | None:
        kind = output["kind"]
        if kind == "sentence":
            return Sentence(output["part"], self._words(output["text"]))
        if kind == "figure":
            return self._figure(output)
        if kind == "table":
            self.tables += 1
            number = f"{self.known.number}.{self.tables}"
            anchor = f"table-{self.known.stem}-{output['key']}"
            return self._table(output, number, anchor)
        if kind == "panel":
            return Panel(self._items(output["items"]))
        if kind == "lifted":
            return self._lifted(output)
        if kind == "sources":
            return Sources(tuple(output["facts"]))
        return None

    def _figure(self, output: dict) -> Figure:
        self.figures += 1
        number = f"{self.known.number}.{self.figures}"
        anchor = f"figure-{self.known.stem}-{output['key']}"
        return Figure(
            output["key"],
            number,
            anchor,
            self._words(output["message"]),
            self._in(output["subtitle"]) or "",
            self._in(output["alt"]) or "",
            self._in(output["note"]),
            output["svg"].get(self.language, {}),
            self._table(output["table"], number, anchor),
            self._in(output.get("source")) or "",
            tuple(output["facts"]),
        )

    def _table(self, payload: dict, number: str, anchor: str) -> Table:
        columns = tuple(
            Column(c["key"], self._in(c["head"]) or "", self._in(c["unit"]), c["align"])
            for c in payload["columns"]
        )
        rows = tuple(
            Row(row["key"], row["focus"], tuple(self._cell(cell) for cell in row["cells"]))
            for row in payload["rows"]
        )
        return Table(
            payload["key"],
            number,
            anchor,
            self._words(payload["caption"]),
            columns,
            rows,
            self._in(payload["note"]),
            self._in(payload.get("source")) or "",
            tuple(payload["facts"]),
        )

    def _cell(self, cell: dict) -> Cell:
        missing = bool(cell.get("missing"))
        return Cell(cell["t"][self.language], cell["n"], self._in(cell.get("range")), missing)

    def _items(self, items: list[dict]) -> tuple[Item, ...]:
        return tuple(
            Item(
                self._in(item["label"]) or "",
                self._in(item["sub"]) or "",
                item["n"],
                self._in(item["t"]) or "",
                self._in(item["unit"]) or "",
            )
            for item in items
        )

    def _lifted(self, output: dict) -> Lifted:
        of = section(output["stem"])
        answer = tuple(self._words(text) for text in output["answer"])
        items = self._items(output["items"])
        return Lifted(of.stem, of.number, of.question[self.language], answer, items)

    def _words(self, text: dict) -> tuple:
        return tuple(text[self.language])

    def _in(self, words: dict | None) -> str | None:
        return words[self.language] if words else None
