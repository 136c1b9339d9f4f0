"""The checks that every table passes before a figure of it is used.

Each check looks at whole columns and yields problems; a check is added by adding it to
`SHEET_CHECKS` (one sheet on its own) or `PACKAGE_CHECKS` (all sheets together).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from tapeout.errors import UsageProblem, nearest
from tapeout.ledger.periods import Period
from tapeout.ledger.schema import Field
from tapeout.ledger.sheet import Problem, Sheet
from tapeout.moment import Moment

Sheets = dict[str, list[Sheet]]  # by table, the shipped folder first
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
WORDS, DATES, YEARS = "text", "date", "year"  # units whose value is no number


# -- one sheet ------------------------------------------------------------------------------
def required(sheet: Sheet) -> Iterator[Problem]:
    """Yield the empty cells of required columns."""
    for field in sheet.schema.fields:
        if field.required:
            yield from _cells(
                sheet, field.name, lambda cell: cell != "", "a value: the column is required"
            )


def patterns(sheet: Sheet) -> Iterator[Problem]:
    """Yield the cells that do not match the pattern of their column."""
    for field in sheet.schema.fields:
        if field.pattern is not None:
            expected = f"text of the form {field.pattern.pattern}"
            yield from _cells(sheet, field.name, field.pattern.fullmatch, expected, optional=True)


def vocabularies(sheet: Sheet) -> Iterator[Problem]:
    """Yield the cells that are not of the words of their column."""
    for field in sheet.schema.fields:
        if field.words:
            expected = f"one of {', '.join(sorted(field.words))}"
            yield from _cells(sheet, field.name, field.words.__contains__, expected, optional=True)


def types(sheet: Sheet) -> Iterator[Problem]:
    """Yield the cells that are not of the type or meaning of their column."""
    for field in sheet.schema.fields:
        test, expected = _TYPES.get(field.meaning or field.type, (None, ""))
        if test is not None:
            matching = _within(field, test)
            yield from _cells(
                sheet, field.name, matching, _expected(field, expected), optional=True
            )


def values(sheet: Sheet) -> Iterator[Problem]:
    """Yield the values that their unit does not allow: numbers, dates and years by unit."""
    for field in sheet.schema.fields:
        if field.meaning == "value":
            cells = zip(sheet.columns[field.name], sheet.columns["unit"], strict=True)
            for place, (cell, unit) in enumerate(cells):
                test, expected = _VALUES.get(unit, _A_NUMBER)
                if cell and not test(cell):
                    yield sheet.problem(place, field.name, cell, expected)


def _cells(sheet: Sheet, name: str, test: Callable, expected: str, *, optional: bool = False):
    column = sheet.columns[name]
    bad = {cell for cell in set(column) if not (optional and cell == "") and not test(cell)}
    if bad:
        for place, cell in enumerate(column):
            if cell in bad:
                yield sheet.problem(place, name, cell, expected)


def _is_day(cell: str) -> bool:
    try:
        return len(cell) == 10 and cell.isascii() and bool(date.fromisoformat(cell))
    except ValueError:
        return False


def is_moment(cell: str) -> bool:
    """Return whether a cell is a day, month, quarter, half or year of the calendar."""
    try:
        return cell.isascii() and bool(Moment.parse(cell))
    except ValueError:
        return False


def _is_period(cell: str) -> bool:
    try:
        return bool(Period.parse(cell))
    except UsageProblem:
        return False


def _is_number(cell: str) -> bool:
    try:
        return bool(_NUMBER.fullmatch(cell)) and Decimal(cell).is_finite()
    except InvalidOperation:
        return False


def _within(field: Field, test: Callable) -> Callable:
    def matches(cell: str) -> bool:
        if not test(cell):
            return False
        above = field.lowest is None or Decimal(cell) >= Decimal(str(field.lowest))
        return above and (field.highest is None or Decimal(cell) <= Decimal(str(field.highest)))

    return matches


def _expected(field: Field, words: str) -> str:
    if field.lowest is None and field.highest is None:
        return words
    return f"{words} from {field.lowest} to {field.highest}"


_TYPES = {
    "date": (_is_day, "a day such as 2025-12-17"),
    "integer": (_WHOLE.fullmatch, "a whole number"),
    "number": (_is_number, "a decimal number"),
    "moment": (is_moment, "a date of the calendar: 2025-12-17, 2025-12 or 2025"),
    "period": (_is_period, "a period of the calendar: 2024, 2025Q1, 2025-03-31, 2022/2024"),
}
_A_NUMBER = (
    _is_number,
    "a decimal number: digits, a point and a minus sign, no separators or units",
)
_VALUES = {
    WORDS: (bool, "words"),
    DATES: (is_moment, "a date: 2025-12-17, 2025-12, 2025Q4, 2025H2 or 2025"),
    YEARS: (_YEAR.fullmatch, "a year"),
}


# -- all sheets together ----------------------------------------------------------------------
def unique_keys(sheets: Sheets) -> Iterator[Problem]:
    """Yield the keys that occur twice; a later folder may repeat a row alike, but no fact."""
    for name, layers in sheets.items():
        seen: dict[str, tuple[Sheet, tuple]] = {}
        for sheet in layers:
            key = sheet.schema.key
            for place, (cell, record) in enumerate(
                zip(sheet.columns[key], sheet.records(), strict=True)
            ):
                if cell not in seen:
                    seen[cell] = (sheet, record)
                    continue
                other, earlier = seen[cell]
                if other is sheet:
                    yield sheet.problem(place, key, cell, "a key that occurs once in the file")
                elif name == "facts":
                    yield sheet.problem(place, key, cell, f"an id that {other.file} does not hold")
                elif record != earlier:
                    yield sheet.problem(
                        place, key, cell, f"the same row as in {other.file}, or a new key"
                    )


def references(sheets: Sheets) -> Iterator[Problem]:
    """Yield the cells that name a row of another table that does not exist."""
    known = {
        name: {cell for sheet in layers for cell in sheet.columns[sheet.schema.key]}
        for name, layers in sheets.items()
    }
    for layers in sheets.values():
        for sheet in layers:
            for reference in sheet.schema.references:
                names = known.get(reference.table, set())
                column = sheet.columns[reference.field]
                bad = {cell for cell in set(column) if cell} - names
                for place, cell in enumerate(column):
                    if cell in bad:
                        expected = (
                            f"a {reference.key} of {reference.table}.csv{nearest(cell, names)}"
                        )
                        yield sheet.problem(place, reference.field, cell, expected)


def one_preferred(sheets: Sheets) -> Iterator[Problem]:
    """Yield the rows that are preferred where another row of the same key already is."""
    names = ("subject", "metric", "segment", "period", "house")
    seen: dict[tuple, str] = {}
    for sheet in sheets["facts"]:
        keys = zip(*(sheet.columns[name] for name in names), strict=True)
        rows = zip(keys, sheet.columns["status"], sheet.columns["fact_id"], strict=True)
        for place, (key, status, fact_id) in enumerate(rows):
            if status != "preferred":
                continue
            if key in seen and seen[key] != fact_id:
                expected = f"alternate: {seen[key]} is the preferred row of this key"
                yield sheet.problem(place, "status", status, expected)
            seen.setdefault(key, fact_id)


def units(sheets: Sheets) -> Iterator[Problem]:
    """Yield the facts in a unit that their metric does not have."""
    allowed: dict[str, list[str]] = {}
    for sheet in sheets["metrics"]:
        cells = zip(sheet.columns["metric"], sheet.columns["unit"], strict=True)
        allowed.update((metric, unit.split("; ")) for metric, unit in cells)
    for sheet in sheets["facts"]:
        rows = zip(sheet.columns["metric"], sheet.columns["unit"], strict=True)
        for place, (metric, unit) in enumerate(rows):
            if metric in allowed and unit not in allowed[metric]:
                expected = f"{' or '.join(allowed[metric])}, the unit of {metric}"
                yield sheet.problem(place, "unit", unit, expected)


def fiscal_years(sheets: Sheets) -> Iterator[Problem]:
    """Yield the fiscal periods of entities whose fiscal year is not known."""
    known = {cell for sheet in sheets["fiscal-years"] for cell in sheet.columns["entity_id"]}
    for sheet in sheets["facts"]:
        rows = zip(sheet.columns["period"], sheet.columns["subject"], strict=True)
        for place, (period, subject) in enumerate(rows):
            if "FY" in period and subject not in known:
                expected = f"a calendar period, or the fiscal year of {subject} in fiscal_years.csv"
                yield sheet.problem(place, "period", period, expected)


SHEET_CHECKS = (required, types, patterns, vocabularies, values)
PACKAGE_CHECKS = (unique_keys, references, one_preferred, units, fiscal_years)


def check(sheets: Sheets) -> list[Problem]:
    """Return every problem of the sheets, file by file and row by row."""
    found: Iterable[Problem] = (
        problem
        for layers in sheets.values()
        for sheet in layers
        for test in SHEET_CHECKS
        for problem in test(sheet)
    )
    problems = [*found, *(problem for test in PACKAGE_CHECKS for problem in test(sheets))]
    first: dict[tuple, Problem] = {}
    for problem in problems:  # one message a cell: the first check that fails says it
        first.setdefault((problem.file, problem.row, problem.column), problem)
    return sorted(first.values(), key=lambda p: (p.file, p.row or 0))
