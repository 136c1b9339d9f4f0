"""A tagged PDF made small: its objects go into compressed object streams (PDF 1.5).

A tag tree is thousands of small objects that Typst writes out plainly: two thirds of the
file. Streams (pages, fonts, drawings) stay as they are. The compressor is our own, for
zlib's output differs between its builds, and the same report must give the same bytes on
every machine.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

from tapeout.errors import GateProblem

_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_OBJECT = re.compile(rb"\s*(\d+) 0 obj\s(.*?)\s*endobj\s*$", re.DOTALL)
_KEPT = (b"Root", b"Info", b"ID")
_PER_STREAM = 300  # objects in one stream: a viewer unpacks a whole one for each it needs


def packed(pdf: bytes) -> bytes:
    """Return the same document with its small objects compressed.

    Raises GateProblem for a file that is not built as Typst builds it.
    """
    table = pdf.rfind(b"\nxref")
    trailer = pdf.rfind(b"trailer")
    if table < 0 or trailer < table:
        raise GateProblem("the PDF has no cross-reference table to pack: was it packed before?")
    plain, streams = _objects(pdf, table, trailer)
    size = 1 + max([*plain, *streams])
    out = bytearray(pdf[: pdf.index(b"\n", pdf.index(b"\n") + 1) + 1])  # version, binary mark
    where: dict[int, tuple[int, int, int]] = {}
    for number, body in streams.items():
        where[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    numbers = sorted(plain)
    for start in range(0, len(numbers), _PER_STREAM):
        group = numbers[start : start + _PER_STREAM]
        where[size] = (1, len(out), 0)
        where |= {number: (2, size, place) for place, number in enumerate(group)}
        out += _object_stream(size, group, [plain[n] for n in group])
        size += 1
    where[size] = (1, len(out), 0)
    place = len(out)
    out += _cross_reference(size, where, _kept(pdf[trailer:]))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % place)


def _objects(pdf: bytes, table: int, trailer: int) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """Return ({number: plain object}, {number: stream})."""
    starts = sorted(int(o) for o, used in _ENTRY.findall(pdf[table:trailer]) if used == b"n")
    plain: dict[int, bytes] = {}
    streams: dict[int, bytes] = {}
    for start, end in zip(starts, [*starts[1:], table], strict=True):
        found = _OBJECT.match(pdf[start:end])
        if not found:
            raise GateProblem(f"the PDF cannot be packed: no object at byte {start}")
        body = found.group(2)
        (streams if body.endswith(b"endstream") else plain)[int(found.group(1))] = body
    return plain, streams


def _kept(trailer: bytes) -> bytes:
    found = {
        key: re.search(rb"/%b\s*(\[.*?\]|\d+ 0 R)" % key, trailer, re.DOTALL) for key in _KEPT
    }
    return b"".join(b"/%b %b" % (key, f.group(1)) for key, f in found.items() if f)


def _object_stream(number: int, group: Sequence[int], bodies: Sequence[bytes]) -> bytes:
    heads, place = [], 0
    for each, body in zip(group, bodies, strict=True):
        heads.append(b"%d %d" % (each, place))
        place += len(body) + 1
    index = b" ".join(heads) + b"\n"
    told = b"/Type/ObjStm/N %d/First %d" % (len(group), len(index))
    return _stream(number, told, index + b"\n".join(bodies))


def _cross_reference(number: int, where: dict[int, tuple[int, int, int]], kept: bytes) -> bytes:
    rows = [(0, 0, 65535), *(where.get(k, (0, 0, 65535)) for k in range(1, number + 1))]
    data = b"".join(
        kind.to_bytes(1, "big") + a.to_bytes(4, "big") + b.to_bytes(2, "big") for kind, a, b in rows
    )
    return _stream(number, b"/Type/XRef/Size %d/W[1 4 2]%b" % (number + 1, kept), data)


def _stream(number: int, told: bytes, data: bytes) -> bytes:
    body = deflated(data)
    head = b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>\nstream\n" % (number, told, len(body))
    return head + body + b"\nendstream\nendobj\n"


# -- DEFLATE (RFC 1951): one block, fixed codes, the latest match ----------------------------
_WINDOW, _LONGEST, _SHORTEST = 32768, 258, 4


def _ranges(extra_bits: Sequence[int], first: int) -> list[tuple[int, int]]:
    """Return (base, extra bits) of each length or distance code."""
    ranges, base = [], first
    for bits in extra_bits:
        ranges.append((base, bits))
        base += 1 << bits
    return ranges


_LENGTHS = [*_ranges([0] * 8 + [k // 4 for k in range(4, 24)], 3)[:-1], (227, 5), (258, 0)]
_DISTANCES = _ranges([0, 0] + [k // 2 for k in range(28)], 1)


def _reversed(code: int, bits: int) -> int:
    return int(f"{code:0{bits}b}"[::-1], 2)


def _symbol(symbol: int) -> tuple[int, int]:
    """Return (bits as they are written, their count) of a literal or length symbol."""
    for first, last, code, bits in (
        (0, 143, 0x30, 8), (144, 255, 0x190, 9), (256, 279, 0, 7), (280, 287, 0xC0, 8),
    ):  # fmt: skip
        if first <= symbol <= last:
            return _reversed(code + symbol - first, bits), bits
    raise ValueError(symbol)


_LITERALS = [_symbol(k) for k in range(257)]


def _length_codes() -> list[tuple[int, int]]:
    codes: list[tuple[int, int]] = [(0, 0)] * (_LONGEST + 1)
    for place, (base, extra) in enumerate(_LENGTHS):
        value, bits = _symbol(257 + place)
        for k in range(min(1 << extra, _LONGEST + 1 - base)):
            codes[base + k] = (value | k << bits, bits + extra)
    return codes


def _distance_code(distance: int) -> tuple[int, int]:
    place = max(0, (distance - 1).bit_length() - 2) * 2
    while place + 1 < len(_DISTANCES) and _DISTANCES[place + 1][0] <= distance:
        place += 1
    base, extra = _DISTANCES[place]
    return _reversed(place, 5) | (distance - base) << 5, 5 + extra


_LENGTH_CODES = _length_codes()


def deflated(data: bytes) -> bytes:
    """Return `data` as a zlib stream; the same bytes on every machine."""
    out, held, count = bytearray(b"\x78\x01"), 0b011, 3  # the last block, with fixed codes
    seen: dict[bytes, int] = {}
    at, end = 0, len(data)
    while at < end:
        key = data[at : at + _SHORTEST]
        before = seen.get(key, -1)
        length = 1
        if before >= 0 and at - before <= _WINDOW and len(key) == _SHORTEST:
            length = _matched(data, before, at, end)
            value, bits = _LENGTH_CODES[length]
            far, far_bits = _distance_code(at - before)
            held |= (value | far << bits) << count
            count += bits + far_bits
        else:
            value, bits = _LITERALS[data[at]]
            held |= value << count
            count += bits
        for k in range(at, at + length):
            seen[data[k : k + _SHORTEST]] = k
        at += length
        if count >= 256:
            out += (held & (1 << 256) - 1).to_bytes(32, "little")
            held >>= 256
            count -= 256
    value, bits = _LITERALS[256]
    held |= value << count
    count += bits
    out += held.to_bytes(-(-count // 8), "little")
    return bytes(out + zlib.adler32(data).to_bytes(4, "big"))


def _matched(data: bytes, before: int, at: int, end: int) -> int:
    """Return how many bytes from `at` on repeat those from `before` on."""
    most = min(_LONGEST, end - at)
    length = _SHORTEST
    while length < most and data[before + length] == data[at + length]:
        length += 1
    return length
