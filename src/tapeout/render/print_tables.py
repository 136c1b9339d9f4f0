"""Tables laid out for paper: type size, column widths, decimals under one another.

A wide table first gets smaller type; what is wider still is set as several tables under
one another, each with the first column repeated. No column is ever lost or cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import truediv

from tapeout.render.blocks import Cell, Row
from tapeout.render.breaking import breakable
from tapeout.render.print_measure import longest_piece, width
from tapeout.render.print_words import word

FULL = 481.8  # points: the 170 mm of a page
_SIZES = (8.5, 8.0, 7.5, 7.0)
_LONGEST_WHOLE = 400.0  # points: a taller table may break between rows
_NUMBER = re.compile(r"^[\u2212+-]?[\d,]*\d(\.\d+)?$")
_DIGIT, _POINT = 0.555, 0.278  # em, of the sans face
_STEPS = 40
_FEW = 3.5  # em
_AIR = 0.3  # em that a measured width is rounded up by


@dataclass(frozen=True)
class _Column:
    """One column as it will be set: its head and its cells."""

    head: str
    unit: str | None
    right: bool
    cells: tuple[dict, ...]

    def widest(self, size: float) -> float:
        """Return the width in points at which nothing wraps."""
        words = [width(c["t"]) + c["pad"] for c in self.cells]
        heads = [width(self.head), width(self.unit or "")]
        return (max([*words, *heads]) + _AIR) * size

    def narrowest(self, size: float) -> float:
        """Return the least width in points: no word and no number is cut."""
        words = [_least(c["t"]) if c["wraps"] else width(c["t"]) + c["pad"] for c in self.cells]
        least = max([*words, longest_piece(self.head), longest_piece(self.unit or "")])
        if not self.right:  # a column of words of one Han each could not be read
            least = max(least, min(max((width(c["t"]) for c in self.cells), default=0), 5.0))
        return (least + _AIR) * size


def _least(words: str) -> float:
    """Return the least width of words in em: a few Han stay together."""
    whole = width(words)
    return whole if whole <= _FEW else longest_piece(words)


def parts_of(
    columns: Sequence[Mapping],
    rows: Sequence[Row],
    references: Mapping[str, int],
    language: str,
) -> list[dict]:
    """Return the parts in which a table is set, each with size, columns and rows."""
    laid = _columns(columns, rows, references, language)
    focus = [row.focus for row in rows]
    for size in _SIZES:
        widths = _widths(laid, size, short=True)
        if widths:
            return [_part(laid, widths, size, focus)]
    size = _SIZES[-1]
    widths = _widths(laid, size)
    if widths:
        return [_part(laid, widths, size, focus)]
    parts = []
    for group in _groups(laid, size):
        widths = _widths(group, size) or _squeezed(group, size)
        parts.append(_part(group, widths, size, focus))
    return parts


def is_long(parts: Sequence[Mapping]) -> bool:
    """Return whether a table is too tall to be kept whole on a page."""
    return sum(_height(part) for part in parts) > _LONGEST_WHOLE


def _height(part: Mapping) -> float:
    size, total = part["size"], 2 * part["size"] * 1.2 + 8
    for row in part["rows"]:
        lines = max(
            -(-width(c["t"]) * size // max(column["width"] - part["gap"], 1))
            for c, column in zip(row["cells"], part["columns"], strict=True)
        )
        total += max(lines, 1) * size * 1.2 + 6.4
    return total


def _columns(columns, rows, references, language) -> list[_Column]:
    laid = []
    for place, column in enumerate(columns):
        right = column["align"] == "right"
        cells = [row.cells[place] for row in rows]
        laid.append(
            _Column(
                breakable(column["head"]),
                column["unit"],
                right,
                tuple(_aligned([_cell(c, right, references) for c in cells])),
            )
        )
        if any(c.range for c in cells):
            between = tuple(_words(c.range or "", True) for c in cells)
            laid.append(_Column(word("range", language), None, True, between))
    return laid


def _cell(cell: Cell, right: bool, references: Mapping[str, int]) -> dict:
    number = right and not cell.missing
    return {
        "t": breakable(cell.text),
        "n": references[cell.n] if cell.n else None,
        "right": right,
        "missing": cell.missing,
        "quiet": False,
        "wraps": not number,
        "pad": 0.0,
    }


def _words(words: str, right: bool) -> dict:
    return {
        "t": words, "n": None, "right": right, "missing": False, "quiet": True,
        "wraps": False, "pad": 0.0,
    }  # fmt: skip


def _aligned(cells: list[dict]) -> list[dict]:
    """Give shorter decimals the room of the longest, so that the points stand in one line."""
    decimals = [
        len(c["t"].partition(".")[2]) if c["right"] and _NUMBER.match(c["t"]) else None
        for c in cells
    ]
    most = max((d for d in decimals if d is not None), default=0)
    for cell, own in zip(cells, decimals, strict=True):
        if own is not None and own < most:
            cell["pad"] = round((most - own) * _DIGIT + (_POINT if own == 0 else 0), 3)
    return cells


def _gap(size: float, count: int) -> float:
    return size * (1.6 if count <= 6 else 1.1)


def _widths(columns: Sequence[_Column], size: float, short: bool = False) -> list[float] | None:
    """Return content widths that fill the page, or None where they do not fit at this size.

    Numbers keep their line, and so do `short` words; long words share what is left, in four
    lines at most.
    """
    room = FULL - _gap(size, len(columns)) * (len(columns) - 1)
    widest = [c.widest(size) for c in columns]
    spare = room - sum(widest)
    if spare >= 0:
        return [w + spare / len(columns) for w in widest]
    least = [
        max(c.narrowest(size), 0 if c.right else w if short and w <= room / 6 else w / 4)
        for c, w in zip(columns, widest, strict=True)
    ]
    return _shared(columns, room, least, size) if sum(least) <= room else None


def _shared(columns: Sequence[_Column], room: float, least: list[float], size: float):
    """Return widths from `least` up that fill `room`, given where they save most lines."""
    lengths = [[(width(c["t"]) + _AIR) * size for c in column.cells] for column in columns]
    rows = list(zip(*lengths, strict=True))
    widths, step = list(least), (room - sum(least)) / _STEPS
    for _ in range(_STEPS):
        best = min(range(len(widths)), key=lambda k: (_lines(rows, widths, k, step), -widths[k]))
        widths[best] += step
    return widths


def _lines(rows, widths: Sequence[float], wider: int, step: float) -> float:
    """Return about how many lines all rows take when one column is `step` wider."""
    room = [w + step if k == wider else w for k, w in enumerate(widths)]
    return sum(max(1.0, *map(truediv, row, room)) for row in rows)


def _squeezed(columns: Sequence[_Column], size: float) -> list[float]:
    """Return widths for columns too wide for any page: words take as many lines as needed."""
    room = FULL - _gap(size, len(columns)) * (len(columns) - 1)
    least = [c.narrowest(size) for c in columns]
    scale = min(room / sum(least), 1)
    spare = room - sum(least) * scale
    return [w * scale + spare / len(columns) for w in least]


def _groups(columns: Sequence[_Column], size: float) -> list[list[_Column]]:
    """Return the columns in groups that fit, the first column in each."""
    first, groups = columns[0], [[columns[0]]]
    for column in columns[1:]:
        if len(groups[-1]) > 1 and _widths([*groups[-1], column], size) is None:
            groups.append([first])
        groups[-1].append(column)
    return groups


def _part(columns, widths, size: float, focus: Sequence[bool]) -> dict:
    gap = _gap(size, len(columns))
    last = len(columns) - 1
    return {
        "size": size,
        "gap": gap,
        "columns": [
            {
                "head": c.head,
                "unit": c.unit,
                "right": c.right,
                "width": round(w + (gap / 2) * ((k > 0) + (k < last)), 2),
            }
            for k, (c, w) in enumerate(zip(columns, widths, strict=True))
        ],
        "rows": [
            {"focus": marked, "cells": [c.cells[k] for c in columns]}
            for k, marked in enumerate(focus)
        ],
    }
