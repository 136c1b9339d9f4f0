"""Flows by quarter: what was printed, and what follows from it by subtraction.

Chinese filings print the year, the half and the first three quarters; a single quarter is
often only their difference. Printed sums are edges between the ends of quarters, so any
span of quarters is a shortest path between two ends, added forwards and subtracted
backwards. An end is the count of quarters since year 0: the end of 2025Q1 is 2025 x 4 + 1.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass, field
from datetime import date

from tapeout.ledger import FactRow, Ledger
from tapeout.quantity import Gap, Quantity, is_gap, total
from tapeout.text import Text

_FREQUENCIES = ("year", "half", "quarter", "quarters")
_YEARS_BACK = 7  # older figures say nothing of the quarters asked for
_NOT_ACTUAL = ("guidance", "forecast", "estimate")
# A figure that the ledger itself subtracted gives way to the printed ones it came from.
_COST = {"derived": 5}
_FURTHEST = 10  # the dearest path that is still extended: five printed figures, or two derived


@dataclass(frozen=True)
class Piece:
    """A flow over one to four quarters, from quarter-end `start` to quarter-end `end`."""

    period: str
    start: int
    end: int
    value: Quantity
    rows: tuple[FactRow, ...]

    @property
    def quarters(self) -> int:
        """Return how many quarters it spans."""
        return self.end - self.start

    @property
    def derived(self) -> bool:
        """Return whether it was not printed for this period, but follows by subtraction."""
        return len(self.rows) > 1 or self.rows[0].basis == "derived"

    @property
    def basis(self) -> str:
        """Return the basis of the figure, the weakest of several; "derived" by subtraction."""
        return "derived" if self.derived else self.rows[0].basis

    @property
    def per_quarter(self) -> Quantity:
        """Return the mean of its quarters, the figure itself for a single one."""
        if self.quarters == 1:
            return self.value
        name = self.value.label
        words = Text(f"{name.en}, mean of a quarter", f"{name.zh}，季均")
        return (self.value / self.quarters).labelled(words)


@dataclass(frozen=True)
class Flows:
    """All printed sums of one flow of one company, by the quarter-ends they run between."""

    ledger: Ledger
    company: str
    metric: str
    segment: str
    edges: dict[tuple[int, int], FactRow] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.edges)

    @property
    def ends(self) -> list[int]:
        """Return the quarter-ends at which a printed sum begins or ends, in order."""
        return sorted({end for edge in self.edges for end in edge})

    def between(self, start: int, end: int) -> Piece | None:
        """Return the flow from quarter-end `start` to `end`, None where it does not follow."""
        if start == end:  # no quarter, so no flow
            return None
        path = self._path(start, end)
        if path is None:
            return None
        period = span_name(start, end)
        if len(path) == 1:
            value = self.ledger.value(path[0][1])
        else:
            plus = [self.ledger.value(row) for sign, row in path if sign > 0]
            minus = [self.ledger.value(row) for sign, row in path if sign < 0]
            value = total([*plus, *(-q for q in minus)]) if not plus else _less(plus, minus)
            known = self.ledger.find(self.company, self.metric, self.segment, period, "company")
            value = value.labelled(known.label)
        return Piece(period, start, end, value, tuple(row for _, row in path))

    def year(self, year: int) -> Piece | None:
        """Return the flow of a calendar year."""
        return self.between(year * 4, year * 4 + 4)

    def trailing(self, end: int) -> Piece | None:
        """Return the flow of the four quarters to quarter-end `end`."""
        return self.between(end - 4, end)

    def newest_trailing(self) -> Piece | None:
        """Return the latest four quarters that follow from what was printed."""
        found = (self.trailing(end) for end in reversed(self.ends))
        return next((piece for piece in found if piece is not None), None)

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return the finest division of the span into published pieces; gaps are left out."""
        result, at = [], start
        while at < end:
            until = range(at + 1, min(at // 4 * 4 + 4, end) + 1)
            piece = next(filter(None, (self.between(at, k) for k in until)), None)
            if piece is not None:
                result.append(piece)
            at = piece.end if piece is not None else at + 1
        return result

    def recent(self) -> list[Piece]:
        """Return the pieces of the last two to two and a half years, from a first quarter on."""
        if not self.edges:
            return []
        last = self.ends[-1]
        return self.pieces((last - 7) // 4 * 4, last)

    def _path(self, start: int, end: int) -> list[tuple[int, FactRow]] | None:
        queue, done = [(0, start, 0, ())], set()
        ties = 0
        while queue:
            cost, at, _, path = heapq.heappop(queue)
            if at == end:
                return list(path)
            if at in done or cost >= _FURTHEST:
                continue
            done.add(at)
            for (a, b), row in self.edges.items():
                if at in (a, b):
                    ties += 1
                    step = cost + _COST.get(row.basis, 2)
                    sign, to = (1, b) if at == a else (-1, a)
                    heapq.heappush(queue, (step, to, ties, (*path, (sign, row))))
        return None


def flows(ledger: Ledger, company: str, metric: str, segment: str = "") -> Flows:
    """Return the company's own published sums of a flow (no guidance, no forecasts)."""
    edges = {}
    for row in ledger.rows(company, metric, segment, house="company"):
        when = row.when
        calendar = not row.period.startswith("FY") and when.freq in _FREQUENCIES
        recent = when.last.year > ledger.as_of.year - _YEARS_BACK
        if row.is_number and calendar and recent and row.basis not in _NOT_ACTUAL:
            edges[quarter_end(when.first) - 1, quarter_end(when.last)] = row
    return Flows(ledger, company, metric, segment, edges)


def newest_period(
    ledger: Ledger, company: str, metric: str, freq: str = "", until: date = date.max
) -> str:
    """Return the period that ends last (the longest of several), "" where there is none.

    Periods of a fiscal year of its own, and those that end after `until`, are left out.
    """
    keys = [
        (row.when.last, -row.when.first.toordinal(), row.period)
        for row in ledger.rows(company, metric, "", house="company")
        if row.is_number and freq in ("", row.when.freq) and re.match(r"\d{4}[^/]*$", row.period)
    ]
    return max((key for key in keys if key[0] <= until), default=(None, 0, ""))[2]


def gap_of(ledger: Ledger, company: str, metric: str, period: str | None = None) -> Gap:
    """Return what says that the company did not publish a metric."""
    published = bool(ledger.rows(company, metric, "", house="company"))
    if period or not published:
        found = ledger.find(company, metric, "", period if published else None, "company")
        if is_gap(found):
            return found
    name, noun = ledger.entity(company).name, ledger.metric(metric).name
    day = ledger.day
    low = noun.en[0].lower() + noun.en[1:]
    return Gap(
        Text(f"{name.en} {low}", f"{name.zh}{noun.zh}"),
        Text(
            f"The {low} of {name.en} in the evidence dated to {day.en} does not cover these quarters.",
            f"截至{day.zh}的证据中，{name.zh}的{noun.zh}不足以覆盖所需季度。",
        ),
    )


def quarter_end(day: date) -> int:
    """Return the end of the quarter in which a day lies, as a count of quarters."""
    return day.year * 4 + (day.month + 2) // 3


def span_name(start: int, end: int) -> str:
    """Return the ledger's name of a span: 2024, 2025H1, 2025Q4, 2025Q1-Q3, 2024Q4/2025Q3."""
    year, first, count = start // 4, start % 4 + 1, end - start
    last_year, last = (end - 1) // 4, (end - 1) % 4 + 1
    if last_year != year:
        return f"{year}Q{first}/{last_year}Q{last}"
    if count == 4:
        return f"{year}"
    if count == 2 and first in (1, 3):
        return f"{year}H{(first + 1) // 2}"
    return f"{year}Q{first}" if count == 1 else f"{year}Q{first}-Q{last}"


def _less(plus: list[Quantity], minus: list[Quantity]) -> Quantity:
    result = total(plus)
    for quantity in minus:
        result = result - quantity
    return result
