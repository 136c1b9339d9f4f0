"""Tables laid out for the page: units in the head, decimals under one another, ranges apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from markupsafe import Markup, escape

from tapeout.claim_verdicts import VERDICTS
from tapeout.findings.claims_words import SECTION_NAMES
from tapeout.render.blocks import Cell, Number, Row, Table
from tapeout.render.html_inline import anchor_of
from tapeout.render.html_marks import badge
from tapeout.render.html_words import word

_FIGURE = re.compile(r"[\u2212+]?[\d,]*\d(?:\.(\d+))?")
_MOST_DECIMALS = 6
# The columns by which a table of claims can be filtered: the attribute of a row, and its words.
_FILTERS = {
    "verdict": ("v", {verdict.key: verdict.name for verdict in VERDICTS}),
    "section": ("s", SECTION_NAMES),
}


@dataclass(frozen=True)
class Head:
    text: str
    unit: str | None
    side: str  # l or r


@dataclass(frozen=True)
class Filter:
    """A choice of rows by the words of one column: the attribute, its name, (key, words) each."""

    attribute: str  # v or s, as data-v and data-s
    name: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Laid:
    """A table as it is written: heads, and rows of (focus, cells); a cell is (classes, HTML).

    `tags` are the attributes of each row by which the `filters` choose, `barren` those of the
    choices that no row meets.
    """

    heads: tuple[Head, ...]
    rows: tuple[tuple[bool, tuple[tuple[str, Markup], ...]], ...]
    wide: bool
    filters: tuple[Filter, ...]
    tags: tuple[dict[str, str], ...]
    barren: tuple[dict[str, str], ...]


def laid_out(table: Table, numbers: Mapping[str, Number], language: str) -> Laid:
    """Return the table with a column of ranges after each column that needs one."""
    heads: list[Head] = []
    columns: list[list[tuple[str, Markup]]] = []
    for place, column in enumerate(table.columns):
        cells = [row.cells[place] for row in table.rows]
        right = column.align == "right"
        side = "r" if right else "l"
        heads.append(Head(column.head, column.unit, side))
        decimals = max((_decimals(c) or 0 for c in cells), default=0) if right else 0
        told = [_cell(c, numbers, decimals, side) for c in cells]
        if column.key == "verdict":
            told = [
                (cls, _with_badge(body, c.text, language))
                for (cls, body), c in zip(told, cells, strict=True)
            ]
        columns.append(told)
        if any(cell.range for cell in cells):
            heads.append(Head(word("range", language), column.unit, "r"))
            columns.append([_range(cell) for cell in cells])
    rows = tuple(
        (row.focus, tuple(column[k] for column in columns)) for k, row in enumerate(table.rows)
    )
    return Laid(tuple(heads), rows, len(heads) > 4, *_filtered(table, language))


def _filtered(table: Table, language: str) -> tuple[tuple[Filter, ...], tuple, tuple]:
    """Return the filters of a table of claims, the tags of its rows, and the empty choices.

    A table that lacks one of the columns, or counts the verdicts, has none.
    """
    place = {column.key: k for k, column in enumerate(table.columns)}
    if not _FILTERS.keys() <= place.keys():
        return (), tuple({} for _ in table.rows), ()
    filters, tags = [], [{} for _ in table.rows]
    for key, (attribute, names) in _FILTERS.items():
        keys = {name[language]: one for one, name in names.items()}
        for row, tag in zip(table.rows, tags, strict=True):
            tag[attribute] = keys.get(row.cells[place[key]].text, "")
        used = {tag[attribute] for tag in tags}
        choices = tuple((one, name[language]) for one, name in names.items() if one in used)
        filters.append(Filter(attribute, table.columns[place[key]].head, choices))
    if not all(each.choices for each in filters):
        return (), tuple({} for _ in table.rows), ()
    every = product(*([(f.attribute, one) for one, _ in f.choices] for f in filters))
    barren = tuple(pairs for pairs in map(dict, every) if pairs not in tags)
    return tuple(filters), tuple(tags), barren


def _decimals(cell: Cell) -> int | None:
    """Return how many decimals a cell shows, None for words."""
    found = _FIGURE.fullmatch(cell.text)
    return len(found.group(1) or "") if found else None


def _cell(cell: Cell, numbers: Mapping[str, Number], decimals: int, side: str):
    own = _decimals(cell)
    # Digits are tabular: what is missing after the point is made up in their width.
    short = f" p{min(decimals - own, _MOST_DECIMALS)}" if own is not None and own < decimals else ""
    if short and not own:
        short += " pp"  # the point is missing, too
    words = "" if own is not None or side == "l" else " x"
    body = escape(cell.text)
    if cell.n:
        gap = cell.missing or numbers[cell.n].kind == "gap"
        body = Markup('<a class="c{}" href="#{}">{}</a>').format(
            " g" if gap else "", anchor_of(cell.n), body
        )
    return side + short + words, body


def _with_badge(body: Markup, words: str, language: str) -> Markup:
    """Return the words of a verdict behind its shape; other words as they are."""
    key = next((v.key for v in VERDICTS if v.name[language] == words), "")
    return badge(key) + body


def _range(cell: Cell) -> tuple[str, Markup]:
    return "r i", escape(cell.range or "")


def score_rows(table: Table, key: str = "all") -> list[tuple[Row, Cell, int]]:
    """Return (row, cell, count) of a scoreboard: one row a verdict, its count in column `key`."""
    place = next((k for k, c in enumerate(table.columns) if c.key == key), 1)
    found = []
    for row in table.rows:
        cell = row.cells[place]
        if cell.text.isdigit():
            found.append((row, cell, int(cell.text)))
    return found
