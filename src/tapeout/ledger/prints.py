"""Every figure of facts.csv against its print, or against the formula that it was computed by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from tapeout.interval import Interval
from tapeout.ledger.agreement import Verdict, agrees_at_once, disagreement
from tapeout.ledger.cells import DATES, WORDS, YEARS
from tapeout.ledger.formula import Lookup, evaluate, formula_of, names_facts
from tapeout.ledger.keys import Sheets
from tapeout.ledger.printed import own, own_step, read
from tapeout.ledger.printed_dates import date_disagreement
from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.scales import formula_power
from tapeout.ledger.sheet import Sheet

_COLUMNS = ("fact_id", "value", "unit", "reported_as", "metric", "segment", "basis", "note")
_NO_NUMBERS = (WORDS, DATES, YEARS)
_NO_PRINT = ("print-missing", "print-unreadable")
_ARITHMETIC = re.compile(r"\d[^\d+*/×-]*[-+*/×]\s*\d")
Row = dict[str, str]


def prints(
    sheets: Sheets,
    printed: Mapping[tuple[str, int], dict[str, str]],
    broken: Collection[tuple[str, int]],
) -> Iterator[Problem]:
    """Yield the figures that do not agree with `reported_as` or with their formula.

    `printed` holds the cells that a correction replaced: the print is held against those.
    Rows in `broken` have been refused for another reason.
    """
    lookup = _Readings(sheets).interval
    for sheet in sheets["facts"]:
        columns = [sheet.columns[name] for name in _COLUMNS]
        for place, cells in enumerate(zip(*columns, strict=True)):
            if cells[2] == WORDS:
                continue
            where = (sheet.file, sheet.rows[place])
            if where in broken:
                continue
            if where not in printed and agrees_at_once(cells[1], cells[2], cells[3]):
                continue
            row = dict(zip(_COLUMNS, cells, strict=True)) | printed.get(where, {})
            wrong = _wrong(row, lookup)
            if wrong is not None:
                yield sheet.problem(place, _column(wrong[0], row), *wrong)


def _column(code: str, row: Row) -> str:
    """Return where the fault lies: the value, or the print or formula that cannot be read."""
    if code not in _NO_PRINT:
        return "value"
    return "note" if row["basis"] == "derived" and "formula:" in row["note"] else "reported_as"


def _wrong(row: Row, lookup: Lookup) -> Verdict | None:
    """Return why the value of a row is not its print, or not the result of its formula."""
    value, unit, shown = row["value"], row["unit"], row["reported_as"]
    if unit in _NO_NUMBERS:
        return date_disagreement(value, shown) if shown and unit != WORDS else None
    if not _is_number(value):  # replaced by a correction
        return None
    direct = None
    if shown:
        direct = disagreement(
            value, unit, shown, metric=row["metric"], segment=row["segment"], basis=row["basis"],
            note=row["note"],
        )  # fmt: skip
        if direct is None:
            return None
    if row["basis"] == "derived":
        return _computed(value, unit, shown, row["note"], lookup)
    if _ARITHMETIC.search(shown) and _computed(value, unit, shown, "", lookup) is None:
        return None
    expected = "the figure as printed: only a row of basis derived may do without"
    return direct or ("print-missing", "an empty cell", expected, "")


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except ArithmeticError:
        return False


def _computed(value: str, unit: str, shown: str, note: str, lookup: Lookup) -> Verdict | None:
    """Return why a value is not the result of its formula; None if it is."""
    formula = formula_of(note, shown)
    result = evaluate(formula, lookup)
    if result is None:
        expected = "a figure as printed, or `formula: ...` in note, of fact ids and printed numbers"
        return "print-unreadable", quoted(shown or note), expected, ""
    number = Decimal(value)
    slack = own_step(number) / 2
    shift = 0 if names_facts(formula) else formula_power(shown, unit)
    for power in {shift, 2} if unit == "percent" else {shift}:
        if result.lo.scaleb(power) - slack <= number <= result.hi.scaleb(power) + slack:
            return None
    low, high = result.lo.scaleb(shift), result.hi.scaleb(shift)
    expected = f"between {_short(low)} and {_short(high)}, the result of {formula}"
    ends = f"{_short(low)} to {_short(high)}"
    says = f"{value} does not agree with its formula {formula}, which gives {ends}"
    return "print-disagrees", quoted(value), expected, says


def _short(number: Decimal) -> str:
    digits = max(number.adjusted() - 5, -6)
    return f"{round(number.quantize(Decimal(1).scaleb(digits)), 6).normalize():f}"


class _Readings:
    """The intervals of facts by id, read when a formula asks for them."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self._places: dict[str, tuple[Sheet, int]] | None = None
        self._open: set[str] = set()

    def interval(self, fact_id: str) -> Interval | None:
        """Return the interval of a fact; None where there is none or it leads back to itself."""
        if self._places is None:
            self._places = {
                key: (sheet, place)
                for sheet in self.sheets["facts"]
                for place, key in enumerate(sheet.columns["fact_id"])
            }
        found = self._places.get(fact_id)
        if found is None or fact_id in self._open:
            return None
        sheet, place = found
        row = {name: sheet.columns[name][place] for name in _COLUMNS}
        if row["unit"] in _NO_NUMBERS or not _is_number(row["value"]):
            return None
        self._open.add(fact_id)
        try:
            return self._read(row)
        finally:
            self._open.discard(fact_id)

    def _read(self, row: Row) -> Interval:
        value = Decimal(row["value"])
        reading = row["reported_as"] and read(
            row["reported_as"], value, row["unit"],
            metric=row["metric"], basis=row["basis"], note=row["note"],
        )  # fmt: skip
        if not reading:
            formula = formula_of(row["note"], row["reported_as"])
            result = evaluate(formula, self.interval) if formula else None
            if result is not None and result.holds(value):
                return result
            reading = own(value, row["unit"])
        return Interval(reading.lo, reading.hi)
