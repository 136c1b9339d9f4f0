"""The fact rows that take part in identities, and what their printed digits can mean.

The tables may hold a million rows, and few of them break an identity. So every identity is
first weighed in floating point, with intervals read from plain prints by one pattern
(`rough`); only where that does not settle it are the prints read in full and the sums done
in exact decimals (`exact`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from math import log10
from typing import NamedTuple

from tapeout.interval import Interval
from tapeout.ledger.cells import NO_NUMBERS
from tapeout.ledger.keys import Sheets
from tapeout.ledger.printed import COUNTS, DEFINITIONS, own, read
from tapeout.ledger.sheet import Sheet
from tapeout.ledger.vintage import SEED

_COLUMNS = (
    *("fact_id", "subject", "metric", "segment", "period", "value", "unit", "reported_as"),
    *("basis", "house", "status", "source_id", "note"),
)
# Houses that record what happened; every other house has definitions of its own.
_RECORDING = frozenset({"", "company", "exchange"})
_EXPECTED = frozenset({"guidance", "forecast", "estimate"})
_KEPT = 10_000  # rough readings in memory: those of one subject, as a rule
MARGIN = 1e-11  # of a figure: more than floating point is wrong by
# A number alone, with a currency before it and a unit after it: no words that make a bound.
_PLAIN = re.compile(
    r"(?:-|¥|\$|US\$|RMB |CNY |USD )?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\s?"
    r"(?:[A-Za-z/]{0,9}|[元万亿億美港百千股只张台个颗人片户家倍天%/]{0,5}|\((?:USD|CNY) [a-z]+\))"
    r"(?: (?:yuan|USD|HKD))?",
    re.ASCII,
)
_FARTHEST = 18  # powers of ten between a printed figure and its value in base units


class Bounds(NamedTuple):
    """A rough interval in floating point: good enough to say "closes", never "does not"."""

    lo: float
    hi: float

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(self.lo + other.lo, self.hi + other.hi)

    def __neg__(self) -> Bounds:
        return Bounds(-self.hi, -self.lo)

    def __sub__(self, other: Bounds) -> Bounds:
        return Bounds(self.lo - other.hi, self.hi - other.lo)

    def __mul__(self, other: Bounds) -> Bounds:
        corners = [a * b for a in self for b in other]
        return Bounds(min(corners), max(corners))

    def __truediv__(self, other: Bounds) -> Bounds:
        if other.lo <= 0 <= other.hi:
            raise ZeroDivisionError
        corners = [a / b for a in self for b in other]
        return Bounds(min(corners), max(corners))

    def power(self, exponent: Decimal) -> Bounds:
        """Return self ** exponent for a positive base."""
        if self.lo <= 0:
            raise ValueError("a power needs a positive base")
        return Bounds(self.lo ** float(exponent), self.hi ** float(exponent))


@dataclass(frozen=True, slots=True)
class Row:
    """A fact that takes part in a disagreement: its figure, its interval and where it stands.

    `lo` and `hi` are in `unit`; both are None for a date.
    """

    fact_id: str
    file: str
    row: int
    value: str
    unit: str
    reported_as: str
    lo: Decimal | None
    hi: Decimal | None
    source_id: str
    status: str
    note: str = ""

    @property
    def place(self) -> str:
        """Return the file and row, as in `data/facts.csv:7`."""
        return f"{self.file}:{self.row}"


@dataclass(frozen=True, eq=False)
class Facts:
    """The columns of all fact sheets end to end; a row is named by its index."""

    columns: dict[str, list[str]]
    sheets: list[Sheet]
    starts: list[int] = field(default_factory=list)
    _rough: dict[int, Bounds] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> list[str]:
        return self.columns[name]

    def place(self, index: int) -> tuple[str, int]:
        """Return the file and row number of a row."""
        number = max(k for k, start in enumerate(self.starts) if start <= index)
        sheet = self.sheets[number]
        return sheet.file, sheet.rows[index - self.starts[number]]

    def exact(self, index: int) -> Interval:
        """Return what the print of a row can mean, in the unit of its value."""
        columns = self.columns
        value, unit = Decimal(columns["value"][index]), columns["unit"][index]
        reading = read(
            columns["reported_as"][index],
            value,
            unit,
            metric=columns["metric"][index],
            basis=columns["basis"][index],
            note=columns["note"][index],
        ) or own(value, unit)
        return Interval(reading.lo, reading.hi)

    def rough(self, index: int) -> Bounds:
        """Return the same in floating point: plain prints by one pattern, others in full."""
        found = self._rough.get(index)
        if found is None:
            found = self._plain(index)
            if found is None:
                exact = self.exact(index)
                found = Bounds(float(exact.lo), float(exact.hi))
            if len(self._rough) >= _KEPT:
                self._rough.clear()
            self._rough[index] = found
        return found

    def _plain(self, index: int) -> Bounds | None:
        """Return the bounds of a row whose print is a number alone, else None."""
        columns = self.columns
        unit, basis = columns["unit"][index], columns["basis"][index]
        if unit in COUNTS and basis in _EXPECTED:
            return None  # a count that is expected is rounded
        value = float(columns["value"][index])
        found = _plainly(columns["reported_as"][index], value, unit)
        if found is not None and columns["metric"][index] in DEFINITIONS:
            return Bounds(value, value)
        return found

    def row(self, index: int, interval: Interval | None = None) -> Row:
        """Return a row with its interval; a date has none."""
        file, number = self.place(index)
        cell = {name: column[index] for name, column in self.columns.items()}
        if interval is None and cell["unit"] not in NO_NUMBERS:
            interval = self.exact(index)
        ends = (interval.lo, interval.hi) if interval else (None, None)
        return Row(
            cell["fact_id"], file, number, cell["value"], cell["unit"], cell["reported_as"],
            *ends, cell["source_id"], cell["status"], cell["note"],
        )  # fmt: skip


def _plainly(printed: str, value: float, unit: str) -> Bounds | None:
    """Return the bounds of a value whose digits stand alone in a plain print, else None."""
    match = _PLAIN.fullmatch(printed)
    if match is None or value == 0:
        return None
    whole, decimals = match.groups()
    if "," not in whole and (len(whole) >= 12 or (decimals and len(whole + decimals) >= 8)):
        return None  # perhaps written by a machine: read in full
    size = float(f"{whole.replace(',', '')}.{decimals or 0}")
    if size == 0:
        return None
    power = round(log10(abs(value) / size))
    scale = 10.0**power
    if abs(power) > _FARTHEST or abs(size * scale - abs(value)) > 1e-9 * abs(value):
        return None
    if unit in COUNTS and power == 0 and not decimals:
        return Bounds(value, value)
    half = 0.5 * scale / 10 ** len(decimals or "")
    return Bounds(value - half, value + half)


def facts_of(sheets: Sheets) -> Facts:
    """Return the fact sheets end to end."""
    layers = sheets.get("facts", [])
    starts, total = [], 0
    for sheet in layers:
        starts.append(total)
        total += len(sheet)
    if len(layers) == 1:
        columns = {name: layers[0].columns[name] for name in _COLUMNS}
    else:
        columns = {
            name: [cell for sheet in layers for cell in sheet.columns[name]] for name in _COLUMNS
        }
    return Facts(columns, list(layers), starts)


def by_subject(facts: Facts, metrics: frozenset[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield each subject with the rows of `metrics` that may stand in an identity, in order.

    Not among them: doubtful rows, the narrative under examination, words and dates, and rows
    that the ledger computed (their inputs are checked, and they against their formula).
    """
    subjects: dict[str, list[int]] = {}
    rows = zip(
        facts["metric"], facts["subject"], facts["status"], facts["basis"], facts["unit"],
        facts["source_id"], strict=True,
    )  # fmt: skip
    for index, (metric, subject, status, basis, unit, source) in enumerate(rows):
        if (
            metric in metrics
            and status != "doubtful"
            and basis != "derived"
            and unit not in NO_NUMBERS
            and source != SEED
        ):
            subjects.setdefault(subject, []).append(index)
    yield from sorted(subjects.items())


def group_of(basis: str) -> str:
    """Return what a figure may be compared with: figures of its own kind of basis."""
    return basis if basis in _EXPECTED else "actual"


def house_of(house: str) -> str:
    """Return the house whose definitions a figure follows; "" for those that only record."""
    return "" if house in _RECORDING else house
