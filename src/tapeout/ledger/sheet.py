"""One csv file as columns of text, with the row each cell came from.

Rows that are no records (blank, comments, totals, units, conflict markers, a repeated header,
too few or too many cells) are problems and left out of the sheet; nothing is repaired.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from tapeout.errors import nearest
from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.schema import Schema

MOST_ROWS = 1_000_000
LONGEST = 10_000  # characters of a cell
_CHUNK = 20_000  # records taken over at once
_TOTALS = ("合计", "总计", "小计", "总和", "total", "subtotal", "grand total", "sum")
_UNITS = re.compile(
    r"[（(]?(单位|單位|units?|元|万元|亿元|百万元|千元|股|人|%|cny|usd|rmb|m|bn|million|billion)(?![A-Za-z]).*",
    re.IGNORECASE,
)
# The two halves of a figure whose thousands were not quoted: 20 | 000.00万元.
_HEAD = re.compile(r"[(（-]?[$¥￥]?\d{1,3}", re.ASCII)
_TAIL = re.compile(r"\d{3}(?!\d)", re.ASCII)
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_DELIMITERS = {";": "semicolons", "\t": "tabs", "，": "full-width commas", "|": "bars"}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The cells of a table, column by column; `rows` holds the row number of each record."""

    schema: Schema
    file: str
    columns: dict[str, list[str]]
    rows: list[int]

    def __len__(self) -> int:
        return len(self.rows)

    def problem(
        self, place: int, column: str, code: str, found: str, expected: str, says: str = ""
    ) -> Problem:
        """Return the problem of the cell at `place`."""
        return Problem(self.file, self.rows[place], column, code, found, expected, says)

    def records(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows, cells in the order of the schema."""
        return zip(*(self.columns[name] for name in self.schema.header), strict=True)


def parse(content: bytes, schema: Schema, shown: str) -> tuple[Sheet | None, list[Problem]]:
    """Return the sheet of UTF-8 bytes and its problems; None where the file is no such table."""
    problems = list(_line_endings(content, shown))
    if problems:
        return None, problems
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    records = csv.reader(text, strict=True)
    problems = list(_header(records, schema, shown))
    if problems:
        return None, problems
    broken: list[str] = []
    columns = _Columns(schema.header, shown)
    rows = _until_broken(records, broken)
    while batch := list(islice(rows, _CHUNK)):
        columns.take(batch)
        if len(columns.rows) > MOST_ROWS:
            found = f"more than {MOST_ROWS:,} rows"
            expected = "fewer: split the file, or raise MOST_ROWS in ledger/sheet.py"
            return None, [Problem(shown, None, None, "too-many-rows", found, expected)]
    columns.forget_last_blank()
    if broken:
        columns.problems.append(_unreadable(broken[0], shown, columns.number + 1))
    return Sheet(schema, shown, columns.cells, columns.rows), columns.problems


def _until_broken(records: Iterator[list[str]], broken: list[str]) -> Iterator[list[str]]:
    try:
        yield from records
    except csv.Error as problem:
        broken.append(str(problem))


class _Columns:
    """The columns as they fill up; cells that repeat are held once."""

    def __init__(self, header: list[str], shown: str) -> None:
        self.header, self.shown = header, shown
        self.cells: dict[str, list[str]] = {name: [] for name in header}
        self.rows: list[int] = []
        self.problems: list[Problem] = []
        self.number = 1  # of the last row taken
        self._kept: dict[str, dict[str, str] | None] = {name: {} for name in header}

    def take(self, batch: list[list[str]]) -> None:
        """Take over records; those that are none become problems."""
        numbers = range(self.number + 1, self.number + 1 + len(batch))
        self.number += len(batch)
        if set(map(len, batch)) == {len(self.header)} and self._are_plain(batch):
            good, numbered = batch, numbers
        else:
            good, numbered = [], []
            for number, record in zip(numbers, batch, strict=True):
                problem = _no_record(record, number, self.header, self.shown)
                if problem is None:
                    good.append(record)
                    numbered.append(number)
                else:
                    self.problems.append(problem)
        self.rows.extend(numbered)
        for name, cells in zip(self.header, zip(*good, strict=True), strict=False):
            self._extend(name, cells)

    def _are_plain(self, batch: list[list[str]]) -> bool:
        """Return whether every first cell begins as an id does; looked at all at once."""
        first = [record[0] for record in batch]
        begins = {cell[:1] for cell in first}
        if not (begins <= _BEGINS_ID and "".join(first).isascii()):
            return False
        return _NO_IDS.isdisjoint(first) and self.header[0] not in first

    def _extend(self, name: str, cells: tuple[str, ...]) -> None:
        kept, column = self._kept[name], self.cells[name]
        if kept is None:
            column.extend(cells)
            return
        column.extend(map(kept.setdefault, cells, cells))
        if len(column) >= _CHUNK and len(kept) > len(column) // 2:
            self._kept[name] = None  # mostly different: a register of them saves nothing

    def forget_last_blank(self) -> None:
        """Leave blank lines at the end of the file alone: nothing follows that they could hide."""
        while self.problems and self.problems[-1].code == "blank-row":
            if self.problems[-1].row != self.number or self.problems[-1].found != _BLANK:
                break
            self.problems.pop()
            self.number -= 1


_BLANK = "a blank line"


def _no_record(record: list[str], number: int, header: list[str], shown: str) -> Problem | None:
    """Return why a row is no record, None if it is one."""

    def problem(code: str, found: str, expected: str) -> Problem:
        return Problem(shown, number, None, code, found, expected)

    cells = [cell.strip().strip("\ufeff") for cell in record]
    if not any(cells):
        found = _BLANK if not record else "a row of empty cells"
        return problem("blank-row", found, "a record: delete the row")
    first = cells[0]
    if first.startswith(_MARKERS):
        found = f"the mark of a merge conflict {quoted(first)}"
        return problem("conflict-marker", found, "a record: settle the conflict")
    if first.startswith(("#", "//")):
        return problem("comment", f"a comment {quoted(first)}", "a record: comments go into note")
    if cells == header or (len(cells) > 1 and cells[:2] == header[:2]):
        found = "the header again"
        return problem("repeated-header", found, "a record: delete the row (joined files?)")
    label = next((cell for cell in cells if cell), "").rstrip(":：").lower()
    # An id may be called total, as a segment is; a sum has nothing to name beside it.
    lone = len(record) != len(header) or not cells[1]
    if (label in _TOTALS and lone) or first.startswith(("合计", "总计", "小计")):
        expected = "a record: a sum is computed, not typed"
        return problem("total-row", f"a row of totals {quoted(label)}", expected)
    if (not first and _UNITS.fullmatch(label)) or first.startswith(
        ("单位", "單位", "unit:", "Unit:")
    ):
        expected = "a record: the unit of each figure stands in column unit"
        return problem("units-row", f"a row of units {quoted(label)}", expected)
    if len(record) != len(header):
        return problem("field-count", *_count(record, header))
    return None


def _count(record: list[str], header: list[str]) -> tuple[str, str]:
    found, expected = f"{len(record)} cells", f"{len(header)}"
    if any(mark in cell for cell in record for mark in "“”"):
        return f"{found} and curly quotes", f'{expected} cells: quote with " only'
    if len(record) < len(header):
        return found, f"{expected}: is the row cut off, or its quote not closed?"
    for one, other in pairwise(record):
        if _HEAD.fullmatch(one) and _TAIL.match(other):
            figure = f"{quoted(one)} and {quoted(other)} look like one figure"
            return found, f'{expected}: {figure}: put it in quotes, "{one},{other}"'
    if not any(record[len(header) :]):
        return found, f"{expected}: the row ends in a comma too many"
    return found, f'{expected}: a cell that holds a comma goes in quotes, "743,071"'


def _unreadable(reason: str, shown: str, number: int) -> Problem:
    if "field larger" in reason:
        found = f"a cell of more than {csv.field_size_limit():,} characters"
        expected = f"at most {LONGEST:,}: is a quote not closed?"
        return Problem(shown, number, None, "field-too-long", found, expected)
    found = f"a row that cannot be read ({reason})"
    expected = 'quotes in pairs: a quote inside a cell is written ""'
    return Problem(shown, number, None, "quote", found, expected)


# -- before the first record -------------------------------------------------------------------
def _line_endings(content: bytes, shown: str) -> Iterator[Problem]:
    returns = content.count(b"\r")
    if not returns:
        return
    pairs, feeds = content.count(b"\r\n"), content.count(b"\n")
    if returns == pairs == feeds:
        return
    # Inside quotes a cell may hold other line ends than the rows have.
    outside = b"".join(content.split(b'"')[::2])
    returns, pairs, feeds = (outside.count(mark) for mark in (b"\r", b"\r\n", b"\n"))
    if returns == pairs and pairs in (0, feeds):
        return
    found = "rows that end in CR alone" if not feeds else "mixed line ends"
    yield Problem(shown, None, None, "line-endings", found, "LF or CRLF in the whole file")


def _header(records: Iterator[list[str]], schema: Schema, shown: str) -> Iterator[Problem]:
    expected = schema.header
    try:
        header = next(records, [])
        second = next(records, []) if header != expected else []
    except csv.Error as problem:
        yield _unreadable(str(problem), shown, 1)
        return
    if header == expected:
        return
    yield Problem(shown, 1, None, *_header_problem(header, second, expected))


def _header_problem(header: list[str], second: list[str], expected: list[str]):
    """Return code, what was found and what was expected of a header that is not the right one."""
    whole = f"the header {','.join(expected)}"
    line = ",".join(header)
    for mark, name in _DELIMITERS.items():
        if len(header) == 1 and mark in line:
            return "delimiter", f"columns set apart by {name}", "commas: save it as CSV UTF-8"
    if line.startswith(_MARKERS):
        found = f"the mark of a merge conflict {quoted(line)}"
        return "conflict-marker", found, "the header: settle the conflict"
    known = set(expected)
    if second and (second == expected or len(known & set(second)) > len(known & set(header))):
        return "header", f"a line {quoted(line)} above the header", "the header first: delete it"
    if not known & {name.strip().lower() for name in header}:
        return "header", f"no header, but {quoted(line)}", whole
    return "header", *_differing(header, expected, whole)


def _differing(header: list[str], expected: list[str], whole: str) -> tuple[str, str]:
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        return f"column {quoted(twice)} twice", whole
    for name in header:
        if name in expected:
            continue
        plain = name.strip().strip("\ufeff").lower()
        if plain in expected:
            return f"column {quoted(name)}", f"{plain!r}, without spaces and in small letters"
        wanted = [other for other in expected if other not in header]
        return f"an unknown column {quoted(name)}", f"{whole}{nearest(name, wanted)}"
    missing = [name for name in expected if name not in header]
    if missing:
        return f"no column {', '.join(missing)}", whole
    return "the columns in another order", whole


_NO_IDS = frozenset(word for total in _TOTALS for word in (total, total.title(), total.upper()))
_BEGINS_ID = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
