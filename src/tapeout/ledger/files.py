"""A data file before it is read: is it one, is it text, in which encoding."""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from tapeout.ledger.problem import Problem, refuse

LARGEST = 512 * 1024 * 1024  # bytes of a file: a million rows take about half of it
_CHUNK = 1 << 20
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)
_WORKBOOK = "a workbook: open it and save the sheet as CSV UTF-8"
_PACKED = "a csv file: unpack the archive and give the csv file in it"
_SIGNATURES = (
    (b"\x1f\x8b", "compressed", "gzip data", _PACKED),
    (b"BZh", "compressed", "bzip2 data", _PACKED),
    (b"\xfd7zXZ\x00", "compressed", "xz data", _PACKED),
    (b"\x28\xb5\x2f\xfd", "compressed", "zstandard data", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", "compressed", "7z data", _PACKED),
    (b"\xd0\xcf\x11\xe0", "spreadsheet", "an old Excel workbook (xls)", _WORKBOOK),
    (b"\x89PNG", "not-text", "a PNG picture", "a csv file"),
    (b"\xff\xd8\xff", "not-text", "a JPEG picture", "a csv file"),
    (b"GIF8", "not-text", "a GIF picture", "a csv file"),
    (b"%PDF", "not-text", "a PDF document", "a csv file"),
    (b"PAR1", "not-text", "a Parquet file", "a csv file"),
    (b"SQLite format 3", "not-text", "an SQLite database", "a csv file"),
    (b"version https://git-lfs", "lfs-pointer", "a Git LFS pointer, not the file itself",
     "the file: run git lfs pull"),
)  # fmt: skip
# Characters that Chinese tables hold most; they tell GBK from Big5 in bytes that both allow.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两"
    "体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新"
    "线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已"
    "通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较"
    "将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取完举科触毛净收元亿万亏损营归"
    "沐曦股份芯片季报告來說國這個們時會為產學發對經過業關開現實體機點數長與萬億營虧損歸報"
)


def read_file(path: Path, shown: str, within: Path) -> tuple[bytes, list[Problem]]:
    """Return the bytes of a data file, or the problem that it is none.

    `within` is the folder that must hold it: a link that leads elsewhere is refused. Pipes
    and devices are refused before they are opened, since reading them may never end.
    """
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            name = next((word for test, word in _KINDS if test(kind)), "no regular file")
            return b"", [_file(shown, "not-a-file", name, "a csv file")]
        if path.is_symlink() and not path.resolve().is_relative_to(within.resolve()):
            found = "a link to a file outside the folder"
            return b"", [_file(shown, "outside-folder", found, "the file itself: copy it in")]
        size = path.stat().st_size
        if size > LARGEST:
            found = f"{size:,} bytes"
            expected = f"at most {LARGEST:,}: split the file, or raise LARGEST in ledger/files.py"
            return b"", [_file(shown, "too-large", found, expected)]
        content = path.read_bytes()
    except FileNotFoundError:
        expected = "the file: restore it, or give a data folder that holds it"
        return b"", [_file(shown, "file-missing", "no such file", expected)]
    except OSError as problem:
        found = f"a file that cannot be read ({problem.strerror})"
        return b"", [_file(shown, "unreadable", found, "a file that may be read: check its rights")]
    return content, list(what_it_is(content, shown))


def read_bytes(path: Path, shown: str) -> bytes:
    """Return the bytes of a text file in UTF-8; DataProblem names what it is instead."""
    content, problems = read_file(path, shown, path.parent)
    refuse(problems)
    return content


def what_it_is(content: bytes, shown: str) -> Iterator[Problem]:
    """Yield the problem of bytes that are no UTF-8 table: empty, another format, encoding."""
    text = content.removeprefix(codecs.BOM_UTF8)
    start = text[:4096].lstrip()
    if not text.strip():
        found = "an empty file" if not text else "blank lines only"
        yield _file(shown, "empty", found, "a header line and rows")
        return
    if content[:2] == b"PK":
        head = content[:4096]
        excel = b"xl/" in head or b"[Content_Types].xml" in head
        workbook = excel or b"opendocument.spreadsheet" in head
        code = "spreadsheet" if workbook else "compressed"
        found = "an Excel workbook (xlsx)" if excel else "a zip archive"
        found = "a workbook (ods)" if workbook and not excel else found
        yield _file(shown, code, found, _WORKBOOK if workbook else _PACKED)
        return
    for signature, code, found, expected in _SIGNATURES:
        if content.startswith(signature):
            yield _file(shown, code, found, expected)
            return
    if name := _wide(content):
        yield _file(shown, "encoding", f"{name} text", "UTF-8: save it as CSV UTF-8", row=1)
        return
    if start[:1] == b"<" and not start.startswith(b"<<<<<<<"):
        expected = "a csv file: fetch the file itself, not the page about it"
        yield _file(shown, "html", "a web page (HTML or XML)", expected)
    elif start[:1] in b"{[":
        yield _file(shown, "json", "JSON", "a csv file")
    else:
        yield from _not_utf8(content, shown)


def _wide(content: bytes) -> str:
    """Return UTF-16 or UTF-32 where the bytes are, "" else; ASCII headers give it away."""
    head = content[:512]
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    even, odd = head[::2].count(0), head[1::2].count(0)
    return "UTF-16" if len(head) > 8 and max(even, odd) > len(head) // 4 else ""


def _not_utf8(content: bytes, shown: str) -> Iterator[Problem]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    done = 0
    view = memoryview(content)
    try:
        for place in range(0, len(content), _CHUNK):
            pending = len(decoder.getstate()[0])
            done = place - pending
            decoder.decode(view[place : place + _CHUNK], place + _CHUNK >= len(content))
    except UnicodeDecodeError as problem:
        place = done + problem.start
        row = content.count(b"\n", 0, place) + 1
        yield _file(
            shown, "encoding", _guess(content, place), "UTF-8: save it as CSV UTF-8", row=row
        )


def _guess(content: bytes, place: int) -> str:
    """Return what the bytes seem to be: one damaged place, a Chinese or a Western encoding."""
    stray = f"byte 0x{content[place]:02x} that is not UTF-8"
    sample = content[content.rfind(b"\n", 0, place) + 1 : place + 20000]
    high = sum(byte > 127 for byte in sample)
    lost = sample.decode("utf-8", "ignore").encode()
    if sum(byte > 127 for byte in lost) > high // 2:
        return stray
    counts = {}
    for codec, name in (("gb18030", "GBK"), ("big5", "Big5")):
        text = sample.decode(codec, "replace")
        wide = [c for c in text if c > "\x7f"]
        if wide and text.count("\ufffd") <= len(wide) // 20:
            counts[name] = sum(c in _COMMON for c in wide) / len(wide)
    best = max(counts, key=counts.get, default="")
    # Chinese encodings set two high bytes side by side; Western ones have single ones.
    pairs = 2 * len(re.findall(rb"[\x81-\xfe]{2}", sample))
    if best and (counts[best] >= 0.15 or pairs >= 0.8 * high):
        return f"{best} text"
    return f"text of another encoding, such as Windows-1252 ({stray})"


def _file(shown: str, code: str, found: str, expected: str, row: int | None = None) -> Problem:
    return Problem(shown, row, None, code, found, expected)
