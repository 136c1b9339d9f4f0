"""The faces of a page as embedded subsets: only the characters used, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from tapeout.errors import GateProblem
from tapeout.figures.style import TOKENS, font_files
from tapeout.sections import project_root

FAMILIES = {"sans": TOKENS["type"]["evidence"], "serif": TOKENS["type"]["voice"]}
_OTHER = {"sans": "serif", "serif": "sans"}
_UNSEEN = frozenset("\n\r\t\u200b\u200d\u2060\ufeff")  # drawn by no face, and by no need
_FEATURES = ["kern", "halt"]  # halt: a browser closes up full-width punctuation with it
_FORM = "2"  # change it when a subset is made in another way


def face_rules(words: Mapping[str, Iterable[str]]) -> str:
    """Return the @font-face rules for {"sans": characters, "serif": characters}.

    A character that one face lacks is taken from the other. Raises GateProblem naming the
    characters that neither has.
    """
    wanted = {face: set(words.get(face, ())) - _UNSEEN for face in FAMILIES}
    lacking = {c for face in FAMILIES for c in wanted[face] if not _has(c)}
    if lacking:
        told = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in sorted(lacking)[:8])
        raise GateProblem(f"neither face has a glyph for {told}; reword the text that holds it")
    for face, other in _OTHER.items():
        foreign = {c for c in wanted[face] if ord(c) not in characters_of(face)}
        wanted[face] -= foreign
        wanted[other] |= foreign
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-display:block;'
        f"src:url({embedded(wanted[face], face)})format('woff2')}}"
        for face, family in FAMILIES.items()
        if wanted[face]
    )


def require_glyphs(words: str, name: str) -> None:
    """Raise GateProblem naming the characters that neither face has, and where one stands."""
    lacking = sorted(c for c in set(words) if not _has(c) and not _unseen(c))
    if lacking:
        told = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in lacking[:8])
        place = words.index(lacking[0])
        around = " ".join(words[max(place - 20, 0) : place + 20].split())
        raise GateProblem(
            f"{name}: neither face has a glyph for {told}, as in {around!r}; reword it, or write "
            "it in Latin, Cyrillic or Chinese letters, in the row or sentence that holds it"
        )


def _unseen(character: str) -> bool:
    """Return whether a character draws nothing: white space, a zero-width space."""
    return character.isspace() or unicodedata.category(character) == "Cf"


def _has(character: str) -> bool:
    return any(ord(character) in characters_of(face) for face in FAMILIES)


@cache
def characters_of(face: str) -> frozenset[int]:
    """Return the code points that a face has."""
    with TTFont(font_files()[face], lazy=True) as font:
        return frozenset(font.getBestCmap())


def embedded(characters: Iterable[str], face: str) -> str:
    """Return the data: address of a woff2 subset of `face` with `characters`."""
    wanted = "".join(sorted(set(characters)))
    key = hashlib.sha256(f"{_FORM}|{face}|{_digest(face)}|{wanted}".encode()).hexdigest()
    data = _kept(key)
    if data is None:
        data = _subset(face, wanted)
        _keep(key, data)
    return "data:font/woff2;base64," + base64.b64encode(data).decode("ascii")


def _subset(face: str, wanted: str) -> bytes:
    options = subset.Options(
        flavor="woff2",
        hinting=False,
        desubroutinize=False,
        layout_features=_FEATURES,
        name_IDs=[0, 1, 2],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = subset.load_font(str(font_files()[face]), options)
    maker = subset.Subsetter(options)
    maker.populate(text=wanted)
    maker.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


@cache
def _digest(face: str) -> str:
    return hashlib.sha256(font_files()[face].read_bytes()).hexdigest()


# -- a subset takes seconds, so it is kept ---------------------------------------------------
def _folder() -> Path:
    given = os.environ.get("TAPEOUT_CACHE")
    return (Path(given) if given else project_root() / ".cache") / "fonts"


def _kept(key: str) -> bytes | None:
    """Return a kept subset; a file cut short, or of other content, counts as absent."""
    try:
        data = (_folder() / f"{key}.woff2").read_bytes()
        told = (_folder() / f"{key}.sha256").read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return None
    return data if hashlib.sha256(data).hexdigest() == told else None


def _keep(key: str, data: bytes) -> None:
    """Keep a subset for the next build; a cache that cannot be written is no loss."""
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        _write(_folder() / f"{key}.woff2", data)
        _write(_folder() / f"{key}.sha256", hashlib.sha256(data).hexdigest().encode("ascii"))
    except OSError:
        return


def _write(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
        handle.write(data)
    Path(handle.name).replace(path)
