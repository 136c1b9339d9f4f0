"""The types and vocabularies of datapackage.json, cell by cell, and what a wrong cell means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from unicodedata import digit

from tapeout.errors import UsageProblem, nearest
from tapeout.ledger.characters import as_ascii, strangers
from tapeout.ledger.periods import Period
from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.schema import Field
from tapeout.ledger.sheet import Sheet
from tapeout.moment import Moment

WORDS, DATES, YEARS = "text", "date", "year"  # units whose value is no number
NO_NUMBERS = frozenset({WORDS, DATES, YEARS})
MOST_DIGITS = 15  # a spreadsheet keeps no more; further ones come from binary arithmetic
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
_WHOLE = re.compile(r"-?(?:0|[1-9]\d*)", re.ASCII)
_SCHEME = re.compile(r"(?:^|[\s;,(<\[\"'])([a-z][a-z0-9+.-]*)\s*:(?!\s)", re.IGNORECASE)
_RUNS = re.compile(r"\b(?:javascript|vbscript|data|file|blob)\s*:", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "doi"})
Judgement = tuple[str, str, str]  # code, found, expected


def cells(sheet: Sheet) -> Iterator[Problem]:
    """Yield the cells that are empty, of another type, form or vocabulary than their column."""
    for field in sheet.schema.fields:
        if field.meaning != "value":
            yield from _judged(sheet, field.name, _judge_of(field))
        else:
            yield from _values(sheet, field)


def _judged(sheet: Sheet, name: str, judge: Callable[[str], Judgement | None]):
    column = sheet.columns[name]
    wrong = {cell: verdict for cell in set(column) if (verdict := judge(cell)) is not None}
    if wrong:
        for place, cell in enumerate(column):
            if cell in wrong:
                yield sheet.problem(place, name, *wrong[cell])


def _values(sheet: Sheet, field: Field) -> Iterator[Problem]:
    rows = zip(sheet.columns[field.name], sheet.columns["unit"], strict=True)
    for place, (cell, unit) in enumerate(rows):
        if not cell and not field.required:
            continue
        verdict = value_verdict(cell, unit)
        if verdict is not None:
            yield sheet.problem(place, field.name, *verdict)


def value_verdict(cell: str, unit: str) -> Judgement | None:
    """Return why `cell` is no value in `unit`; None if it is one."""
    if not cell:
        return "required", "an empty cell", "a value: leave the row out if none was published"
    if unit == WORDS:
        return None
    if unit == DATES:
        return None if is_moment(cell) else ("date", quoted(cell), _date_hint(cell, _A_MOMENT))
    if unit == YEARS:
        return None if _YEAR.fullmatch(cell) else ("year", quoted(cell), "a year such as 2026")
    if not _NUMBER.fullmatch(cell):
        return "number", quoted(cell), _number_hint(cell)
    if cell.startswith("-") and not cell.strip("-0."):
        return "number", quoted(cell), "0, which has no sign"
    if len(cell) > MOST_DIGITS and _significant(cell) > MOST_DIGITS:
        found = f"{quoted(cell)} with {_significant(cell)} significant digits"
        expected = f"at most {MOST_DIGITS}: the figure as printed, not as a program holds it"
        return "digits", found, expected
    return None


def _significant(cell: str) -> int:
    return len(cell.replace("-", "").replace(".", "").strip("0"))


def _judge_of(field: Field) -> Callable[[str], Judgement | None]:
    test = _TYPES.get(field.meaning or field.type)

    def judge(cell: str) -> Judgement | None:
        if not cell:
            missing = "required", "an empty cell", "a value: the column is required"
            return missing if field.required else None
        if test is not None and not test[0](cell):
            return test[1], quoted(cell), test[3](cell, test[2])
        if field.pattern is not None and not field.pattern.fullmatch(cell):
            return _misformed(cell, field)
        if field.words and cell not in field.words:
            return _unlisted(cell, field)
        if not field.within(cell):
            expected = f"a number from {field.lowest} to {field.highest}"
            return "out-of-range", quoted(cell), expected
        return None

    return judge


def _unlisted(cell: str, field: Field) -> Judgement:
    plain = as_ascii(cell)
    if not cell.isascii() and plain in field.words:
        return "look-alike", f"{quoted(cell)} with {strangers(cell)}", f"plain letters: {plain!r}"
    near = (
        f"; nearest: {plain.lower()}"
        if plain.lower() in field.words
        else nearest(cell, field.words)
    )
    return "vocabulary", quoted(cell), f"one of {', '.join(sorted(field.words))}{near}"


def _misformed(cell: str, field: Field) -> Judgement:
    plain = as_ascii(cell)
    if not cell.isascii():
        found = f"{quoted(cell)} with {strangers(cell)}"
        if field.pattern.fullmatch(plain):
            return "look-alike", found, f"plain letters: {plain!r}"
        return "pattern", found, _form(field)
    if field.pattern.fullmatch(cell.lower()):
        return "pattern", quoted(cell), f"small letters: {cell.lower()!r}"
    return "pattern", quoted(cell), _form(field)


_FORMS = {
    "^[a-z0-9_]+$": "small letters, digits and _",
    "^[a-z0-9_.~+-]+$": "small letters, digits and _ . ~ + -",
    r"^[a-z0-9_]+(\+[a-z0-9_]+)*$": "small letters, digits and _, parts joined by +",
    r"^\d{4}(-\d\d(-\d\d)?)?$": "a day, month or year such as 2025-12-17, 2025-12 or 2025",
}


def _form(field: Field) -> str:
    form = field.pattern.pattern
    return _FORMS.get(form, f"text of the form {form}")


# -- dates and periods ------------------------------------------------------------------------
_A_DAY = "a day such as 2025-12-17"
_A_MOMENT = "a date of the calendar: 2025-12-17, 2025-12, 2025Q4, 2025H2 or 2025"
_A_PERIOD = "a period of the calendar: 2024, 2025Q1, 2025H1, 2025-03-31, FY2025, 2022/2024"
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[/.年-](\d{1,2})(?:[/.月-](\d{1,2})日?|月)?", re.ASCII)


def is_day(cell: str) -> bool:
    """Return whether a cell is a day of the calendar, written 2025-12-17."""
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


def _date_hint(cell: str, expected: str) -> str:
    """Return what was expected of a date, and how this one would be written."""
    if match := _YEAR_FIRST.fullmatch(cell):
        year, month, day = match[1], int(match[2]), match[3]
        written = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
        if is_moment(written):
            return f"{written}; in general {expected}"
        return f"{expected}; the calendar has no {written}"
    if _DAY_FIRST.fullmatch(cell):
        return f"{expected}; day and month cannot be told apart here"
    if cell.isdigit() and cell.isascii() and 20000 < int(cell) < 60000:
        return f"{expected}; the number of a day in Excel is no date: format the column as text"
    if cell != cell.upper() and _is_period(cell.upper()):
        return f"{cell.upper()}; in general {expected}"
    if "T" in cell:
        return f"{expected}, without a time"
    return expected


# -- numbers ----------------------------------------------------------------------------------
_A_NUMBER = "a decimal number: digits, a point and a minus sign, no separators or units"
_NO_VALUE = re.compile(
    r"-+|—+|–+|/|\.|n\.?/?a\.?|#n/a|nan|null|none|nil|不适用|无|未披露|暂无|tbd|\?+", re.IGNORECASE
)
_EXCEL = re.compile(r"#[A-Z/0-9!?]+|#{3,}", re.IGNORECASE)
_ROUGH = re.compile(r"约|近|逾|超|余|多|以上|左右|about|approx|~|≈|>|<|…|\.\.\.", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*(?:-|–|—|~|～|至|到|to)\s*\d")
_HINTS: tuple[tuple[re.Pattern, Callable[[re.Match], str]], ...] = (
    (re.compile(r"(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?)", re.ASCII),
     lambda m: f"{m[1].replace(',', '')}, without separators"),
    (re.compile(r"(-?\d{1,3}(?:[ '\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?)", re.ASCII),
     lambda m: f"{re.sub('[^-0-9.]', '', m[1])}, without spaces"),
    (re.compile(r"(-?[\d.]+),(\d+)", re.ASCII),
     lambda m: f"{m[1].replace('.', '')}.{m[2]}, with a point before the decimals"),
    (re.compile(r"[(（]\s*([\d,]+(?:\.\d+)?)\s*[)）]", re.ASCII),
     lambda m: f"-{m[1].replace(',', '')}, with a minus sign"),
    (re.compile(r"([\d.]+)[-−－]", re.ASCII), lambda m: f"-{m[1]}, with the minus sign in front"),
    (re.compile(r"[−－–](\d+(?:\.\d+)?)", re.ASCII), lambda m: f"-{m[1]}, with an ASCII minus sign"),
    (re.compile(r"(-?[\d.]+)\s*[%％]", re.ASCII), lambda m: f"{m[1]}: the unit percent stands in column unit"),
    (re.compile(r"(-?[\d.]+)[eE]\+?\d+", re.ASCII), lambda _: "the number written out, without an exponent"),
    (re.compile(r"\+(\d.*)", re.ASCII), lambda m: f"{m[1]}, without a plus sign"),
    (re.compile(r"(-?)(\.\d+)", re.ASCII), lambda m: f"{m[1]}0{m[2]}, with a digit before the point"),
    (re.compile(r"(-?\d+)\.", re.ASCII), lambda m: f"{m[1]}, without a point at the end"),
    (re.compile(r"(-?)0+(\d[\d.]*)", re.ASCII), lambda m: f"{m[1]}{m[2]}, without zeros in front"),
    (re.compile(r"'(-?[\d.]+)", re.ASCII), lambda m: f"{m[1]}, without the apostrophe of the spreadsheet"),
    (re.compile(r"(-?[\d_]+)", re.ASCII), lambda m: f"{m[1].replace('_', '')}, without underscores"),
)  # fmt: skip


def _number_hint(cell: str) -> str:
    """Return what was expected of a number, and how this one would be written."""
    if _NO_VALUE.fullmatch(cell):
        return "a number: leave the row out if none was published"
    if cell.startswith("="):
        return "a number: the result of the formula, not the formula"
    if _EXCEL.fullmatch(cell):
        return "a number: the spreadsheet could not compute or show this cell"
    for form, hint in _HINTS:
        if match := form.fullmatch(cell):
            return hint(match)
    plain = "".join(str(digit(c)) if c.isdecimal() else c for c in as_ascii(cell))
    if plain != cell and _NUMBER.fullmatch(plain):
        return f"{plain}, in ASCII digits"
    if _RANGE.search(plain):
        return "one number: the two ends of a range are two rows, segments ..._low and ..._high"
    if _ROUGH.search(cell):
        return "a number: words such as 约 or about stay in reported_as"
    if re.search(r"\d", cell):
        return "a number alone: its unit belongs in column unit, written out in full (万 is 10000)"
    return _A_NUMBER


def _is_decimal(cell: str) -> bool:
    try:
        return bool(_NUMBER.fullmatch(cell)) and Decimal(cell).is_finite()
    except InvalidOperation:
        return False


def _is_address(cell: str) -> bool:
    if _RUNS.search(cell):
        return False
    return all(match[1].lower() in _SCHEMES for match in _SCHEME.finditer(cell))


def _as_is(_cell: str, expected: str) -> str:
    return expected


_TYPES: dict[str, tuple[Callable, str, str, Callable[[str, str], str]]] = {
    "date": (is_day, "date", _A_DAY, _date_hint),
    "integer": (_WHOLE.fullmatch, "whole-number", "a whole number", _as_is),
    "number": (_is_decimal, "number", _A_NUMBER, lambda cell, _: _number_hint(cell)),
    "moment": (is_moment, "date", _A_MOMENT, _date_hint),
    "period": (_is_period, "period", _A_PERIOD, _date_hint),
    "url": (_is_address, "url", "an address that begins with http:// or https://", _as_is),
}
