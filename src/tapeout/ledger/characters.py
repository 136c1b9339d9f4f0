"""Characters that a cell may not hold, because a reader cannot see them or mistakes them.

Text may hold any script, emoji and punctuation; what is refused everywhere cannot be seen
(zero-width, control), turns the order of the text around (bidirectional overrides), stands
for something lost (U+FFFD) or is written two ways (not NFC). Ids are plain ASCII.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.schema import Field
from tapeout.ledger.sheet import LONGEST, Sheet

# Zero-width joiners are needed by emoji and some scripts, so only ids refuse them (by pattern).
_KINDS = (
    ("bidi-character", "a character that turns the direction of text",
     "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"),
    ("invisible-character", "a character that cannot be seen",
     "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164"
     "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"),
    ("line-separator", "a line separator", "\u2028\u2029"),
    ("replacement-character", "the mark of a lost character", "\ufffd"),
    ("control-character", "a control character", "\x00-\x09\x0b-\x1f\x7f-\x9f"),
    ("control-character", "a character without a meaning",
     "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"),
)  # fmt: skip
_REFUSED = re.compile(f"[{''.join(kind[2] for kind in _KINDS)}]")
_EACH = tuple((code, name, re.compile(f"[{marks}]")) for code, name, marks in _KINDS)
_SPACES = re.compile(r"^\s|\s$")
# Letters of other scripts that look like ASCII ones; full-width forms fall to NFKC.
_LOOK_ALIKES = str.maketrans(
    "авеікмнорстухѕјԁԛԝһАВЕІКМНОРСТУХЅЈαβεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧｌ‐‑‒–—−﹣",
    "abeikmhopctyxsjdqwhABEIKMHOPCTYXSJabeikvoptuxABEZHIKMNOPTYXl-------",
)


def characters(sheet: Sheet) -> Iterator[Problem]:
    """Yield the cells that hold a refused character, a line break or spaces at their ends."""
    for field in sheet.schema.fields:
        column = sheet.columns[field.name]
        wrong = {cell: problem for cell in set(column) if (problem := _of(cell, field))}
        if wrong:
            for place, cell in enumerate(column):
                if cell in wrong:
                    yield sheet.problem(place, field.name, *wrong[cell])


def as_ascii(cell: str) -> str:
    """Return a cell with look-alikes, full-width forms and joiners replaced by plain ASCII."""
    plain = unicodedata.normalize("NFKC", cell).translate(_LOOK_ALIKES)
    return re.sub("[\u200c\u200d\ufe0e\ufe0f]", "", plain).strip()


def strangers(cell: str) -> str:
    """Return the names of the characters of a cell that are no ASCII: U+0430 CYRILLIC ..."""
    names = [
        f"U+{ord(c):04X} {unicodedata.name(c, 'without a name')}" for c in cell if not c.isascii()
    ]
    return ", ".join(dict.fromkeys(names[:3]))


def _of(cell: str, field: Field) -> tuple[str, str, str] | None:
    """Return code, found and expected of a cell with a refused character, None without one."""
    longest = field.longest or LONGEST
    if len(cell) > longest:
        found = f"{len(cell):,} characters beginning with {quoted(cell[:20])}"
        return "field-too-long", found, f"at most {longest:,}: is a quote not closed?"
    if cell.isascii() and cell.isprintable():
        return _ends(cell)
    if match := _REFUSED.search(cell):
        mark = match[0]
        code, kind = next((c, k) for c, k, one in _EACH if one.match(mark))
        found = f"{kind}, U+{ord(mark):04X}, in {quoted(cell)}"
        return code, found, "text without it: type the cell anew"
    if "\n" in cell and field.name != "note":
        return "control-character", f"a line break in {quoted(cell)}", "one line"
    if not unicodedata.is_normalized("NFC", cell):
        found = f"{quoted(cell)} with letters and accents apart (not NFC)"
        return "not-nfc", found, f"composed letters: {unicodedata.normalize('NFC', cell)}"
    return _ends(cell)


def _ends(cell: str) -> tuple[str, str, str] | None:
    match = _SPACES.search(cell)
    if match is None:
        return None
    end = "start" if match.start() == 0 else "end"
    shown = quoted(cell) if len(cell) <= 40 or end == "start" else quoted(cell[-40:])
    return "spaces", f"{shown} with a space at its {end}", "the text without it"
