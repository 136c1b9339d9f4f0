"""A tagged PDF made small: its objects go into compressed object streams (PDF 1.5).

A tag tree is thousands of small objects that Typst writes out plainly: two thirds of the
file. Streams (pages, fonts, drawings) stay as they are. The compressor is our own, for
zlib's output differs between its builds, and the same report must give the same bytes on
every machine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapeout.errors import GateProblem
from tapeout.render.deflate import deflated

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
    found = {key: re.search(rb"/%b\s*(\[.*?\]|\d+ 0 R)" % key, trailer, re.DOTALL) for key in _KEPT}
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
