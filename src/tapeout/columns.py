"""Lines of a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import re

from rich.cells import cell_len

_OPEN, _CLOSE = "（“《【", "，。；：、！？）”》】"
# What stays together at the end of a line: a Latin word, or one Chinese character.
_PIECE = re.compile(
    rf"\s+|[{_OPEN}]*(?:[^\s\u2e80-\uffef{_OPEN}{_CLOSE}]+|[\u2e80-\uffef])[{_CLOSE}]*|."
)


def padded(words: str, width: int) -> str:
    """Return words filled up with spaces to `width` columns."""
    return words + " " * (width - cell_len(words))


def wrapped(words: str, width: int, indent: str = "") -> list[str]:
    """Return words in lines of at most `width` columns, each behind `indent`.

    Chinese breaks between characters, never before its closing marks; a word longer than a
    line is cut. A character that a terminal would obey is spelt out.
    """
    words = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in words)
    room = (width - cell_len(indent)) // 2  # characters, each of two columns at most
    lines, line = [], indent
    for piece in _PIECE.findall(words):
        if cell_len(line) + cell_len(piece) > width and line.strip():
            lines.append(line.rstrip())
            line = indent
        while cell_len(indent) + cell_len(piece) > width:
            lines.append(indent + piece[:room])
            piece = piece[room:]
        line += piece if line.strip() or piece.strip() else ""
    return [*lines, line.rstrip()]


__all__ = ["cell_len", "padded", "wrapped"]
