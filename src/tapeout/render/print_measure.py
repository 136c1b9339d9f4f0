"""How wide words are in the faces of the report, so that a table can be laid out before it is set."""

from __future__ import annotations

import re
from functools import cache

from fontTools.ttLib import TTFont

from tapeout.figures.style import font_files

_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECE = re.compile(rf"[{_HAN}]|[^\s\u200b{_HAN}]+")
_MEETING = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])")
_AUTOSPACE = 0.25  # em that Typst puts between Han and Latin


@cache
def _metrics(face: str) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = TTFont(font_files()[face], lazy=True)
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def width(words: str, face: str = "sans") -> float:
    """Return the width of one line of `words`, in em."""
    cmap, advances, units = _metrics(face)
    total = sum(advances[cmap[ord(c)]][0] for c in words if ord(c) in cmap)
    return total / units + _AUTOSPACE * len(_MEETING.findall(words))


def longest_piece(words: str, face: str = "sans") -> float:
    """Return the width in em of the widest part of `words` that a line may not break."""
    pieces = _PIECE.findall(words)
    return max((width(piece, face) for piece in pieces), default=0.0)
