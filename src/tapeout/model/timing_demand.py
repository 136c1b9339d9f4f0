"""Demand: the size of China's market by house and definition, and the growth each expects.

Pure functions: a ledger in, frozen dataclasses of quantities out.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.model.timing import HOUSE, MARKET, VENDORS
from tapeout.model.timing_series import Growth, Level, Series, series
from tapeout.quantity import is_gap

# What a house may size: subject, metric and segment, in the order of the page.
DEFINITIONS = (
    (MARKET, "market_size", ""),
    ("china_ai_chip_market", "market_size", ""),
    ("china_ai_gpu_market", "market_size", ""),
    ("china_intelligent_computing_chip_market", "market_size", ""),
    (VENDORS, "market_units", ""),
    ("china_accelerated_server_market", "market_size", ""),
    (VENDORS, "market_size", "demand"),
    (VENDORS, "market_size", ""),
    (VENDORS, "market_size", "supply"),
    ("china_ai_computing_market", "market_size", ""),
)
PANELS = 8  # series in one drawing
_SECOND_HAND = "chinairn"  # a house no prospectus quotes stands after those that one does


@dataclass(frozen=True)
class Demand:
    """Every series of China's market, and how fast the houses expect it to grow."""

    series: tuple[Series, ...]

    @property
    def lines(self) -> tuple[Series, ...]:
        """Return the series with two years or more."""
        return tuple(s for s in self.series if len(s.drawn) > 1)

    @property
    def shown(self) -> tuple[Series, ...]:
        """Return the lines that one drawing has room for; the others stand in the table."""
        return self.lines[:PANELS]

    @property
    def left(self) -> tuple[Series, ...]:
        """Return the lines that stand in the table alone."""
        return self.lines[PANELS:]

    @property
    def ahead(self) -> tuple[Series, ...]:
        """Return the series of the drawing that reach beyond their last counted year."""
        return tuple(s for s in self.shown if s.forward is not None)

    @property
    def slowest(self) -> Series | None:
        """Return the series that expects the least growth a year; bounds do not count."""
        return min(self._exact, key=lambda s: s.forward.implied.value, default=None)

    @property
    def fastest(self) -> Series | None:
        """Return the series that expects the most growth a year; bounds do not count."""
        return max(self._exact, key=lambda s: s.forward.implied.value, default=None)

    @property
    def rising(self) -> bool:
        """Return whether every series that looks ahead expects growth."""
        return bool(self.ahead) and all(s.forward.implied > 0 for s in self.ahead)

    @property
    def checked(self) -> tuple[tuple[Series, Growth], ...]:
        """Return the printed growth rates that can be held against printed levels."""
        return tuple((s, g) for s in self.series for g in s.growths if g.checked)

    @property
    def unchecked(self) -> tuple[tuple[Series, Growth], ...]:
        """Return the printed growth rates of which a level was not printed."""
        return tuple(
            (s, g)
            for s in self.series
            for g in s.growths
            if not is_gap(g.printed) and is_gap(g.implied)
        )

    @property
    def apart(self) -> tuple[tuple[Series, Growth], ...]:
        """Return the printed growth rates that the levels of the same house contradict."""
        return tuple((s, g) for s, g in self.checked if not g.agrees)

    def of_year(self, period: str) -> tuple[tuple[Series, Level], ...]:
        """Return the levels of one year of the house that draws most markets in one currency."""
        found = [
            (s, level)
            for s in self.series
            for level in s.levels
            if level.period == period and s.metric == "market_size" and not s.segment
        ]
        groups: dict[tuple[str, str], list] = {}
        for s, level in found:
            groups.setdefault((s.house, level.value.unit), []).append((s, level))
        return tuple(max(groups.values(), key=len, default=()))

    @property
    def _exact(self) -> list[Series]:
        return [s for s in self.ahead if not s.forward.bound]


def demand(ledger: Ledger) -> Demand:
    """Return the visible series of every house, in the order of the page."""
    found = []
    for subject, metric, segment in DEFINITIONS:
        houses = {r.house for r in ledger.rows(subject, metric) if r.segment == segment}
        for house in sorted(houses, key=lambda h: (h != HOUSE, h)):
            found.append(series(ledger, subject, metric, segment, house))
    found = [s for s in found if s.levels or s.growths]
    return Demand(tuple(sorted(found, key=lambda s: s.house == _SECOND_HAND)))
