"""The rows of scenarios.csv: their order, their vintage, and their facts.

An assumption may rest on facts. It may then not be used before they were published, and where
its note gives a formula for one of its figures, that figure must be what the facts give.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date
from decimal import Decimal

from tapeout.errors import UsageProblem
from tapeout.interval import Interval
from tapeout.ledger.derived import Readings
from tapeout.ledger.formula import evaluate, facts_in
from tapeout.ledger.keys import Sheets
from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.sheet import Sheet
from tapeout.ledger.vintage import SEED, visible_from

_FORMULA = re.compile(r"formula of (low|mid|high): ([^;]*)")
_BETWEEN = {"percent": (0, 100), "correlation": (-1, 1)}  # what a unit allows
WEIGHT = "scenario_probability_"


def set_by_hand(text: str) -> dict[str, str]:
    """Return {name: value} of assumptions as they are set by hand: "name=value; name=value".

    UsageProblem quotes a part that is not of that form, or a name given twice.
    """
    given: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign or not name or not value or name in given:
            raise UsageProblem(f"assumptions {part!r}: expected name=value; name=value, each once")
        given[name] = value
    return given


def facts_of(cell: str) -> tuple[str, ...]:
    """Return the fact ids of a cell of fact_ids."""
    return tuple(filter(None, (part.strip() for part in cell.split(";"))))


def assumptions(
    sheets: Sheets, collected: date, every_fact: Container[str] | None
) -> Iterator[Problem]:
    """Yield the assumptions out of order, too early for their facts, or unlike their formula.

    `sheets` hold the sound rows, `every_fact` the ids of all rows, broken ones too; None where
    rows of facts.csv could not be read. An assumption is not blamed for a broken fact.
    """
    readings = Readings(sheets)
    published = {
        source: visible_from(day, collected)
        for sheet in sheets["sources"]
        for source, day in zip(sheet.columns["source_id"], sheet.columns["published"], strict=True)
    }
    for sheet in sheets["scenarios"]:
        for place in range(len(sheet)):
            yield from _ends(sheet, place)
            yield from _facts(sheet, place, readings, published, every_fact)
            yield from _formulas(sheet, place, readings)
    yield from _weights(sheets["scenarios"])


def _ends(sheet: Sheet, place: int) -> Iterator[Problem]:
    cells = {name: sheet.columns[name][place] for name in ("low", "mid", "high")}
    low, mid, high = (Decimal(cell) for cell in cells.values())
    if not low <= mid <= high:
        found = f"low {low}, mid {mid}, high {high}"
        yield sheet.problem(place, "mid", "order", found, "low, mid and high in rising order")
    for end in ("bear", "bull"):
        held = sheet.columns[end][place]
        if held and not low <= Decimal(held) <= high:
            expected = f"empty, or a value from {low} to {high}"
            yield sheet.problem(place, end, "out-of-range", quoted(held), expected)
    least, most = _BETWEEN.get(sheet.columns["unit"][place], (None, None))
    if least is not None and not least <= low <= high <= most:
        unit = sheet.columns["unit"][place]
        column = "low" if low < least else "high"
        expected = f"a {unit} from {least} to {most}"
        yield sheet.problem(place, column, "out-of-range", quoted(cells[column]), expected)
    if sheet.columns["distribution"][place] == "lognormal" and low <= 0:
        expected = "more than 0: a lognormal figure is positive"
        yield sheet.problem(place, "low", "out-of-range", quoted(cells["low"]), expected)


def _facts(
    sheet: Sheet, place: int, readings: Readings, published: dict, every_fact
) -> Iterator[Problem]:
    from_day = date.fromisoformat(sheet.columns["visible_from"][place])
    for fact_id in facts_of(sheet.columns["fact_ids"][place]):
        row = readings.row(fact_id)
        if row is None and (every_fact is None or fact_id in every_fact):
            continue
        if row is None:
            found, expected = quoted(fact_id), "a fact of facts.csv, ids set apart by ;"
            yield sheet.problem(place, "fact_ids", "unknown-reference", found, expected)
            continue
        if row["status"] == "doubtful" or row["source_id"] == SEED:
            found, expected = f"{quoted(fact_id)}, which no section uses", "a fact that may be used"
            yield sheet.problem(place, "fact_ids", "unknown-reference", found, expected)
            continue
        seen = published.get(row["source_id"])
        if seen is None or seen > from_day:
            when = "never" if seen is None else seen.isoformat()
            expected = f"no day before {fact_id} can be seen ({when})"
            found = quoted(from_day.isoformat())
            yield sheet.problem(place, "visible_from", "look-ahead", found, expected)


def _formulas(sheet: Sheet, place: int, readings: Readings) -> Iterator[Problem]:
    named = set(facts_of(sheet.columns["fact_ids"][place]))
    for end, formula in _FORMULA.findall(sheet.columns["note"][place]):
        if any(readings.row(fact) is None for fact in facts_in(formula)):
            continue
        result = evaluate(formula, readings.interval)
        cell = sheet.columns[end][place]
        if result is None:
            found = f"a formula that cannot be read: {quoted(formula)}"
            expected = "fact ids and numbers with + - * / and brackets"
            yield sheet.problem(place, "note", "print-unreadable", found, expected)
        elif missing := [fact for fact in facts_in(formula) if fact not in named]:
            expected = f"also {', '.join(missing)}, which the formula of {end} names"
            found = quoted(sheet.columns["fact_ids"][place])
            yield sheet.problem(place, "fact_ids", "unknown-reference", found, expected)
        elif not result.meets(_rounded(Decimal(cell))):
            between = f"{float(result.lo):.4g} to {float(result.hi):.4g}"
            expected = f"{between}, as its formula gives on the facts"
            yield sheet.problem(place, end, "print-disagrees", quoted(cell), expected)


def _weights(layers: list[Sheet]) -> Iterator[Problem]:
    """Yield the days on which the probabilities of the scenarios do not add up to the whole."""
    rows = [
        (sheet.columns["visible_from"][place], sheet.columns["name"][place], sheet, place)
        for sheet in layers
        for place in range(len(sheet))
        if sheet.columns["name"][place].startswith(WEIGHT)
    ]
    names = {name for _, name, _, _ in rows}
    standing: dict[str, tuple[Sheet, int]] = {}
    days = sorted({day for day, *_ in rows})
    for day in days:
        standing |= {name: (sheet, at) for when, name, sheet, at in rows if when == day}
        total = sum(Decimal(sheet.columns["mid"][at]) for sheet, at in standing.values())
        if len(standing) == len(names) and total != 100:
            sheet, place = next((s, at) for when, _, s, at in reversed(rows) if when == day)
            found = f"probabilities that add up to {total} from {day}"
            yield sheet.problem(place, "mid", "identity", found, "a sum of 100 (percent)")


def _rounded(value: Decimal) -> Interval:
    """Return what a figure of so many digits can stand for."""
    half = Decimal(1).scaleb(value.as_tuple().exponent) / 2
    return Interval(value - half, value + half)
