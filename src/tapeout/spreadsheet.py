"""Text for a csv file that a spreadsheet opens: no cell of it runs as a formula.

The rule is that of OWASP (CSV Injection; ASVS 5.0, V1.2.10; CWE-1236): a cell that begins
with = + - @ TAB or CR, or with the full-width = + - @, is led by an apostrophe. A
spreadsheet strips spaces and a quote before it looks for a formula, so these do not hide
one. A plain number stays a number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

APOSTROPHE = "'"
# Control characters, spaces of all widths and quotes that a spreadsheet may pass over.
_FORMULA = re.compile(r"[\s\"'\x00-\x1f\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_LEADING = ("\t", "\r", "\n", "\x00")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?%?", re.ASCII)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return header and rows as csv (RFC 4180, lines ended by LF), safe to open in a spreadsheet.

    None is an empty cell. Raises ValueError for a row that is longer or shorter than the
    header.
    """
    lines = [_line(header)]
    for place, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise ValueError(
                f"row {place} has {len(row)} cells, expected {len(header)}: {', '.join(header)}"
            )
        lines.append(_line(row))
    return "".join(lines)


def _line(cells: Sequence[object]) -> str:
    out = io.StringIO()
    # The writer quotes what its own line end holds: a bare CR would begin a row for some readers.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["" if cell is None else inert(str(cell)) for cell in cells])
    return out.getvalue().removesuffix("\r\n") + "\n"


def inert(cell: str) -> str:
    """Return a cell as it is, or led by an apostrophe where a spreadsheet would run it."""
    if _NUMBER.fullmatch(cell) or not (cell.startswith(_LEADING) or _FORMULA.match(cell)):
        return cell
    return APOSTROPHE + cell
