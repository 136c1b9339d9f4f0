"""What a row that the ledger computed rests on: the facts of its formula, read when asked for."""

from __future__ import annotations

from decimal import Decimal

from tapeout.interval import Interval
from tapeout.ledger.cells import NO_NUMBERS
from tapeout.ledger.formula import evaluate, facts_in, formula_of, inputs_first, numbers_in
from tapeout.ledger.keys import Sheets
from tapeout.ledger.measures import wrong_unit
from tapeout.ledger.printed import own, read
from tapeout.ledger.problem import quoted
from tapeout.ledger.sheet import Sheet
from tapeout.ledger.vintage import SEED

COLUMNS = (
    *("fact_id", "value", "unit", "reported_as", "metric", "segment", "basis", "note", "status"),
    "source_id",
)
_PLAIN = frozenset({"0", "1", "100", "1000"})  # of the arithmetic, not of a source
_SAID = "inputs printed"  # an aside in the note: where the numbers of the formula stand
Row = dict[str, str]
Verdict = tuple[str, str, str, str]  # code, found, expected, own sentence or ""


class Readings:
    """The rows and intervals of facts by id, each read once, when a formula asks for it."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self._places: dict[str, tuple[Sheet, int]] | None = None
        self._known: dict[str, Interval | None] = {}
        self._circular: set[str] = set()

    def row(self, fact_id: str) -> Row | None:
        """Return the cells of a fact, None where there is none."""
        if self._places is None:
            self._places = {
                key: (sheet, place)
                for sheet in self.sheets["facts"]
                for place, key in enumerate(sheet.columns["fact_id"])
            }
        found = self._places.get(fact_id)
        if found is None:
            return None
        sheet, place = found
        return {name: sheet.columns[name][place] for name in COLUMNS}

    def unit(self, fact_id: str) -> str | None:
        """Return the unit of a fact, None where there is none."""
        row = self.row(fact_id)
        return None if row is None else row["unit"]

    def interval(self, fact_id: str) -> Interval | None:
        """Return the interval of a fact; None where there is none or it leads back to itself."""
        for one in inputs_first(fact_id, self._inputs, self._known):
            self._known[one] = self._read(one)
        return self._known.get(fact_id)

    def _inputs(self, fact_id: str) -> tuple[str, ...]:
        row = self.row(fact_id)
        return () if row is None else inputs_of(row)

    def _read(self, fact_id: str) -> Interval | None:
        row = self.row(fact_id)
        if row is None or row["unit"] in NO_NUMBERS or not is_number(row["value"]):
            return None
        value = Decimal(row["value"])
        reading = row["reported_as"] and read(
            row["reported_as"], value, row["unit"],
            metric=row["metric"], basis=row["basis"], note=row["note"],
        )  # fmt: skip
        if reading:
            return Interval(reading.lo, reading.hi)
        inputs = inputs_of(row)
        if any(one not in self._known or one in self._circular for one in inputs):
            self._circular.add(fact_id)
            return None
        formula = formula_of(row["note"], row["reported_as"])
        result = evaluate(formula, self._known.get) if formula else None
        if result is not None and result.holds(value):
            return result
        reading = own(value, row["unit"])
        return Interval(reading.lo, reading.hi)


def inputs_of(row: Row) -> tuple[str, ...]:
    """Return the facts that the formula of a derived row names; none of any other row."""
    if row["basis"] != "derived":
        return ()
    return facts_in(formula_of(row["note"], row["reported_as"]))


def unfounded(row: Row, readings: Readings) -> Verdict | None:
    """Return why a derived row rests on nothing that may be used; None if it does, or need not.

    A doubtful row never reaches a page, not through a sum either; a figure must come from a
    source: of facts, or of numbers that `reported_as` holds.
    """
    if row["basis"] != "derived" or row["status"] == "doubtful":
        return None
    formula = formula_of(row["note"], row["reported_as"])
    inputs = facts_in(formula)
    for fact_id in inputs:
        fact = readings.row(fact_id)
        if fact is not None and fact["status"] == "doubtful":
            return _leaning(f"the doubtful row {fact_id}")
        if fact is not None and fact["source_id"] == SEED:
            return _leaning(f"{fact_id}, a claim of the narrative under examination ({SEED})")
    if inputs:
        return wrong_unit(formula, row["unit"], readings.unit)
    return _unprinted(row, formula)


def _leaning(on: str) -> Verdict:
    says = f"the formula rests on {on}: name a row that may be used, or mark this row doubtful too"
    return "print-unreadable", f"a formula that rests on {on}", "rows that may be used", says


def _unprinted(row: Row, formula: str) -> Verdict | None:
    """Return that the numbers of a formula are not in the print, None if they are."""
    shown = row["reported_as"].replace(",", "")
    if shown and _SAID in row["note"]:
        return None
    numbers = [n for n in numbers_in(formula) if n.rstrip("%") not in _PLAIN]
    missing = [n for n in numbers if n.replace(",", "") not in shown]
    if not missing and shown:
        return None
    found = quoted(row["reported_as"]) if shown else "an empty cell"
    names = ", ".join(missing) or "a figure"
    expected = f"{names} as printed, of which the formula is, or a formula of fact ids"
    return "print-missing", found, expected, ""


def is_number(value: str) -> bool:
    """Return whether a cell is a finite number."""
    try:
        return Decimal(value).is_finite()
    except ArithmeticError:
        return False
