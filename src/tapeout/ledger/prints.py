"""Every figure of facts.csv against its print, or against the formula that it was computed by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from tapeout.ledger.agreement import Verdict, agrees_at_once, disagreement
from tapeout.ledger.cells import NO_NUMBERS, WORDS
from tapeout.ledger.derived import COLUMNS, Readings, Row, is_number, unfounded
from tapeout.ledger.formula import evaluate, facts_in, formula_of, numbers_in
from tapeout.ledger.keys import Sheets
from tapeout.ledger.measures import hundreds
from tapeout.ledger.printed import own_step
from tapeout.ledger.printed_dates import date_disagreement
from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.scales import formula_power

_NO_PRINT = ("print-missing", "print-unreadable")
_ARITHMETIC = re.compile(r"\d[^\d+*/×-]*[-+*/×]\s*\d")


def prints(
    sheets: Sheets,
    printed: Mapping[tuple[str, int], dict[str, str]],
    broken: Collection[tuple[str, int]],
) -> Iterator[Problem]:
    """Yield the figures that do not agree with `reported_as` or with their formula.

    `printed` holds the cells that a correction replaced: the print is held against those.
    Rows in `broken` have been refused for another reason.
    """
    readings = Readings(sheets)
    for sheet in sheets["facts"]:
        columns = [sheet.columns[name] for name in COLUMNS]
        for place, cells in enumerate(zip(*columns, strict=True)):
            if cells[2] == WORDS:
                continue
            where = (sheet.file, sheet.rows[place])
            if where in broken:
                continue
            computed = cells[6] == "derived"  # its formula is looked at, whatever the print
            if (
                not computed
                and where not in printed
                and agrees_at_once(cells[1], cells[2], cells[3])
            ):
                continue
            row = dict(zip(COLUMNS, cells, strict=True)) | printed.get(where, {})
            wrong = _wrong(row, readings)
            if wrong is not None:
                yield sheet.problem(place, _column(wrong[0], row), *wrong)


def _column(code: str, row: Row) -> str:
    """Return where the fault lies: the value, its unit, or what it was read or computed from."""
    if code == "unit":
        return "unit"
    if code not in _NO_PRINT:
        return "value"
    return "note" if row["basis"] == "derived" and "formula:" in row["note"] else "reported_as"


def _wrong(row: Row, readings: Readings) -> Verdict | None:
    """Return why the value of a row is not its print, or not the result of its formula."""
    value, unit, shown = row["value"], row["unit"], row["reported_as"]
    ground = unfounded(row, readings)
    if ground is not None:
        return ground
    if unit in NO_NUMBERS:
        return date_disagreement(value, shown) if shown and unit != WORDS else None
    if not is_number(value):  # replaced by a correction
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
        return _computed(value, unit, shown, row["note"], readings)
    if printed_sum(value, unit, shown):
        return None
    expected = "the figure as printed: only a row of basis derived may do without"
    return direct or ("print-missing", "an empty cell", expected, "")


def printed_there(row: Row) -> bool:
    """Return whether the source of a row prints its value, or numbers that give it."""
    value, unit, shown = row["value"], row["unit"], row["reported_as"]
    if not shown or not is_number(value):
        return False
    words = {name: row[name] for name in ("metric", "segment", "basis", "note")}
    return disagreement(value, unit, shown, **words) is None or printed_sum(value, unit, shown)


def printed_sum(value: str, unit: str, shown: str) -> bool:
    """Return whether a value is the result of arithmetic on printed numbers alone."""
    return bool(_ARITHMETIC.search(shown)) and _computed(value, unit, shown, "", None) is None


def _computed(
    value: str, unit: str, shown: str, note: str, readings: Readings | None
) -> Verdict | None:
    """Return why a value is not the result of its formula; None if it is.

    Without `readings` the formula may name no facts.
    """
    formula = formula_of(note, shown)
    result = evaluate(formula, readings.interval if readings else lambda _: None)
    if result is None:
        expected = "a figure as printed, or `formula: ...` in note, of fact ids and printed numbers"
        return "print-unreadable", quoted(shown or note), expected, ""
    number = Decimal(value)
    slack = own_step(number) / 2
    shift = _power(formula, unit, shown, readings)
    low, high = result.lo.scaleb(shift), result.hi.scaleb(shift)
    if low - slack <= number <= high + slack:
        return None
    expected = f"between {_short(low)} and {_short(high)}, the result of {formula}"
    ends = f"{_short(low)} to {_short(high)}"
    says = f"{value} does not agree with its formula {formula}, which gives {ends}"
    return "print-disagrees", quoted(value), expected, says


def _power(formula: str, unit: str, shown: str, readings: Readings | None) -> int:
    """Return the power of ten between the result of a formula and a value in `unit`."""
    if readings is not None and facts_in(formula):
        return hundreds(formula, unit, readings.unit)
    quotient = "/" in formula and "%" not in formula and "100" not in numbers_in(formula)
    return 2 if unit == "percent" and quotient else formula_power(shown, unit)


def _short(number: Decimal) -> str:
    digits = max(number.adjusted() - 5, -6)
    return f"{round(number.quantize(Decimal(1).scaleb(digits)), 6).normalize():f}"
