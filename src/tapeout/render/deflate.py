"""DEFLATE (RFC 1951) in a zlib envelope (RFC 1950): one block, fixed codes, the latest match.

For data that must compress to the same bytes on every machine: the output of zlib differs
between its builds. It is fast where much repeats, as in the objects of a PDF.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

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
