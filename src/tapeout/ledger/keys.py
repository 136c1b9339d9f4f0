"""Keys across the tables: unique, resolvable, one preferred row each, units of the metric."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tapeout.errors import UsageProblem, nearest
from tapeout.ledger.characters import as_ascii, strangers
from tapeout.ledger.periods import Period
from tapeout.ledger.problem import Problem, quoted
from tapeout.ledger.sheet import Sheet

Sheets = dict[str, list[Sheet]]  # by table, the shipped folder first
KEY = ("subject", "metric", "segment", "period", "house")


def unique_keys(sheets: Sheets) -> Iterator[Problem]:
    """Yield the keys that occur twice; a later folder may repeat a row alike, but no fact."""
    for name, layers in sheets.items():
        seen: dict[str, tuple[Sheet, int]] = {}
        for sheet in layers:
            key = sheet.schema.key
            for place, cell in enumerate(sheet.columns[key]):
                other, where = seen.setdefault(cell, (sheet, place))
                if cell and (other, where) != (sheet, place):
                    problem = _repeated(name, sheet, place, other, where)
                    if problem is not None:
                        yield problem


def _repeated(name: str, sheet: Sheet, place: int, other: Sheet, where: int) -> Problem | None:
    key = sheet.schema.key
    cell = quoted(sheet.columns[key][place])
    alike = _record(sheet, place) == _record(other, where)
    first = f"{other.file}:{other.rows[where]}"
    if other is sheet or name == "facts":
        code = "duplicate-row" if alike else "duplicate-key"
        found = f"{cell} again" + (", the whole row alike" if alike else "")
        return sheet.problem(place, key, code, found, f"a key that {first} does not have yet")
    if alike:
        return None
    changed = next(
        name
        for name in sheet.schema.header
        if sheet.columns[name][place] != other.columns[name][where]
    )
    there = quoted(other.columns[changed][where])
    found = f"{cell} with {changed} {quoted(sheet.columns[changed][place])}"
    expected = f"the same row as {first}, where {changed} is {there}, or a key of its own"
    return sheet.problem(place, key, "changed-row", found, expected)


def _record(sheet: Sheet, place: int) -> list[str]:
    return [sheet.columns[name][place] for name in sheet.schema.header]


def references(sheets: Sheets, incomplete: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Yield the cells that name a row of another table that does not exist.

    Tables of which rows could not be read are `incomplete`: what they hold is not known.
    """
    known = {
        name: {cell for sheet in layers for cell in sheet.columns[sheet.schema.key]}
        for name, layers in sheets.items()
    }
    for layers in sheets.values():
        for sheet in layers:
            for reference in sheet.schema.references:
                if reference.table in incomplete:
                    continue
                names = known.get(reference.table, set())
                column = sheet.columns[reference.field]
                bad = {cell for cell in set(column) if cell} - names
                verdicts = {
                    cell: _unknown(cell, names, reference.key, reference.table) for cell in bad
                }
                for place, cell in enumerate(column):
                    if cell in bad:
                        yield sheet.problem(place, reference.field, *verdicts[cell])


def _unknown(cell: str, names: set[str], key: str, table: str) -> tuple[str, str, str]:
    plain = as_ascii(cell)
    if plain in names and not cell.isascii():
        found = f"{quoted(cell)} with {strangers(cell)}"
        return "look-alike", found, f"plain letters: {plain!r}"
    near = f"; nearest: {plain.lower()}" if plain.lower() in names else ""
    if not near and len(names) < 20_000:
        near = nearest(cell[:80], names)
    return "unknown-reference", quoted(cell), f"one that {table}.csv holds as {key}{near}"


def one_preferred(sheets: Sheets) -> Iterator[Problem]:
    """Yield the rows that are preferred where another row of the same key already is."""
    seen: dict[tuple, tuple[Sheet, int]] = {}
    for sheet in sheets["facts"]:
        ids = sheet.columns["fact_id"]
        columns = [sheet.columns[name] for name in KEY]
        columns[KEY.index("period")] = [_days(period) for period in sheet.columns["period"]]
        keys = zip(*columns, strict=True)
        for place, (key, status) in enumerate(zip(keys, sheet.columns["status"], strict=True)):
            if status != "preferred":
                continue
            other, where = seen.setdefault(key, (sheet, place))
            first = other.columns["fact_id"][where]
            if first != ids[place]:
                expected = (
                    f"alternate: {first} ({other.file}:{other.rows[where]}) "
                    "is the preferred row of this key"
                )
                yield sheet.problem(place, "status", "second-preferred", quoted(status), expected)


@lru_cache(maxsize=65536)
def _days(period: str) -> tuple[date, date] | str:
    """Return the days of a period of quarters and longer, however it is written, else its text.

    2025, 2025Q1-Q4, 2025H1/2025H2 and 2025-01/2025-12 are one period. A fiscal period is that of
    its text: it is compared within one subject, whose year ends when it ends.
    """
    if "FY" in period:
        return period
    try:
        found = Period.parse(period)
    except UsageProblem:  # said of the cell by another check
        return period
    return period if found.freq in ("month", "day") else (found.first, found.last)


def units(sheets: Sheets) -> Iterator[Problem]:
    """Yield the facts in a unit that their metric does not have."""
    allowed: dict[str, list[str]] = {}
    for sheet in sheets["metrics"]:
        cells = zip(sheet.columns["metric"], sheet.columns["unit"], strict=True)
        for metric, unit in cells:  # a changed row of a later folder is a problem of its own
            allowed.setdefault(metric, unit.split("; "))
    for sheet in sheets["facts"]:
        rows = zip(sheet.columns["metric"], sheet.columns["unit"], strict=True)
        for place, (metric, unit) in enumerate(rows):
            if metric in allowed and unit not in allowed[metric]:
                yield sheet.problem(place, "unit", *_foreign_unit(metric, unit, allowed[metric]))


def _foreign_unit(metric: str, unit: str, allowed: list[str]) -> tuple[str, str, str]:
    expected = f"{' or '.join(allowed)}, the unit of {metric}"
    if not unit.isascii() and as_ascii(unit) in allowed:
        return "look-alike", f"{quoted(unit)} with {strangers(unit)}", expected
    return "unit", quoted(unit), expected


def ids(sheets: Sheets) -> Iterator[Problem]:
    """Yield the fact ids that do not say what their row is.

    The grammar is that of data/README.md: subject.metric[.segment].period[.house], `/` of the
    period written -to-, then `~` and any mark that sets a further source apart.
    """
    for sheet in sheets["facts"]:
        names = ("fact_id", "subject", "metric", "segment", "period", "house")
        rows = zip(*(sheet.columns[name] for name in names), strict=True)
        for place, (fact_id, subject, metric, segment, period, house) in enumerate(rows):
            when = period.lower().replace("/", "-to-")
            middle = f"{metric}.{segment}" if segment else metric
            whole = f"{subject}.{middle}.{when}"
            base = fact_id.partition("~")[0]
            if base not in (whole, f"{whole}.{house}"):
                expected = (
                    f"{whole}, from subject, metric, segment and period (and ~source behind it)"
                )
                yield sheet.problem(place, "fact_id", "id-parts", quoted(fact_id), expected)


def fiscal_years(sheets: Sheets) -> Iterator[Problem]:
    """Yield the fiscal periods of entities whose fiscal year is not known."""
    known = {cell for sheet in sheets["fiscal-years"] for cell in sheet.columns["entity_id"]}
    for sheet in sheets["facts"]:
        rows = zip(sheet.columns["period"], sheet.columns["subject"], strict=True)
        for place, (period, subject) in enumerate(rows):
            if "FY" in period and subject not in known:
                expected = f"a calendar period, or the fiscal year of {subject} in fiscal_years.csv"
                yield sheet.problem(place, "period", "fiscal-year", quoted(period), expected)
