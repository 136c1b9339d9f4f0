"""The blocks of a report in one language, frozen: what the HTML and the PDF are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Prose:
    """Framing prose as Markdown, in one language."""

    markdown: str


@dataclass(frozen=True)
class Sentence:
    """A finding; a token is a string or {"n": number id, "t": words, "range": words or None}."""

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
    """A drawing; `svg` is {"wide", "phone"}, empty where there is nothing to draw."""

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
    """A headline number with its label and remark."""

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
    anchor: str
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
