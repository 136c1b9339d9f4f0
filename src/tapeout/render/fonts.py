"""The faces of a page as embedded subsets: only the characters used, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import tempfile
from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from tapeout.errors import GateProblem
from tapeout.figures.style import font_files
from tapeout.sections import project_root

FACES = {"sans": "Noto Sans SC", "serif": "Noto Serif SC"}
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "\u2212\u00d7\u00f7，。；：（）、？！%"
_IGNORED = set("\n\r\t\u200b\u2060\ufeff\u00a0")


@cache
def characters_of(face: str) -> frozenset[int]:
    """Return the code points that a face has."""
    font = TTFont(font_files()[face], lazy=True)
    return frozenset(font.getBestCmap())


def require(text: str, face: str, where: str) -> None:
    """Raise GateProblem if `text` holds a character that the face lacks."""
    lacking = sorted({c for c in text if c not in _IGNORED and ord(c) not in characters_of(face)})
    if lacking:
        told = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in lacking[:8])
        raise GateProblem(f"{where}: {FACES[face]} has no glyph for {told}; reword, or change the text")


def embedded(text: str, face: str) -> str:
    """Return the data: address of a woff2 subset of `face` that covers `text`."""
    wanted = sorted({*text, *_ALWAYS} - _IGNORED)
    key = hashlib.sha256(f"{face}|{_source_digest(face)}|{''.join(wanted)}".encode()).hexdigest()
    data = _cached(key)
    if data is None:
        data = _subset(face, wanted)
        _keep(key, data)
    return "data:font/woff2;base64," + base64.b64encode(data).decode("ascii")


def _subset(face: str, wanted: list[str]) -> bytes:
    options = subset.Options(
        flavor="woff2", hinting=False, desubroutinize=False, layout_features=["kern"],
        name_IDs=[1, 2], notdef_outline=True, recalc_timestamp=False,
    )  # fmt: skip
    font = subset.load_font(str(font_files()[face]), options)
    font.recalcTimestamp = False
    maker = subset.Subsetter(options)
    maker.populate(text="".join(wanted))
    maker.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


@cache
def _source_digest(face: str) -> str:
    return hashlib.sha256(font_files()[face].read_bytes()).hexdigest()


def _folder() -> Path:
    given = os.environ.get("TAPEOUT_CACHE")
    return (Path(given) if given else project_root() / ".cache") / "fonts"


def _cached(key: str) -> bytes | None:
    try:
        return (_folder() / f"{key}.woff2").read_bytes()
    except OSError:
        return None


def _keep(key: str, data: bytes) -> None:
    """Keep a subset for the next build; a cache that cannot be written is no loss."""
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=_folder(), delete=False) as handle:
            handle.write(data)
        Path(handle.name).replace(_folder() / f"{key}.woff2")
    except OSError:
        return
