"""A date known to the day, month, quarter, half or year, with where it came from."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from tapeout.quantity import Gap, Origin, Quantity, is_gap
from tapeout.text import Text

_FORMS = (
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)),
    ("month", re.compile(r"(\d{4})-(\d\d)", re.ASCII)),
    ("quarter", re.compile(r"(\d{4})Q([1-4])", re.ASCII)),
    ("half", re.compile(r"(\d{4})H([12])", re.ASCII)),
    ("year", re.compile(r"(\d{4})", re.ASCII)),
)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DAYS_IN_YEAR = Decimal("365.2425")  # mean Gregorian year


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that lies from `first` to `last`, both included."""

    first: date
    last: date
    precision: str
    origin: Origin
    label: Text | None = None

    @classmethod
    def parse(cls, text: str, *, fact: str | None = None, label: Text | None = None) -> Moment:
        """Return the moment written as 2025-12-16, 2025-12, 2025Q4, 2025H2 or 2025."""
        for precision, form in _FORMS:
            found = form.fullmatch(text)
            if found:
                first, last = _ends(precision, [int(part) for part in found.groups()])
                origin = Origin("fact" if fact else "exact", fact=fact)
                return cls(first, last, precision, origin, label)
        raise ValueError(
            f"{text!r} is not a date: expected 2025-12-16, 2025-12, 2025Q4, 2025H2, 2025"
        )

    @classmethod
    def on(cls, day: date, label: Text | None = None) -> Moment:
        """Return a day that holds by definition (the as-of date of an edition)."""
        return cls(day, day, "day", Origin("exact"), label)

    @property
    def iso(self) -> str:
        """Return the moment as it is written in the ledger."""
        year, month = self.first.year, self.first.month
        return {
            "day": self.first.isoformat(),
            "month": f"{year}-{month:02d}",
            "quarter": f"{year}Q{(month + 2) // 3}",
            "half": f"{year}H{1 if month < 7 else 2}",
            "year": str(year),
        }[self.precision]

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts it rests on."""
        return (self.origin.fact,) if self.origin.fact else self.origin.lifted

    @property
    def middle(self) -> date:
        """Return the day in the middle."""
        return self.first + (self.last - self.first) / 2

    @property
    def decimal_year(self) -> float:
        """Return the middle as a decimal year, for an axis: 2025-07-02 is near 2025.5."""
        start = date(self.middle.year, 1, 1)
        days = 366 if calendar.isleap(start.year) else 365
        return start.year + (self.middle - start).days / days

    def labelled(self, label: Text) -> Moment:
        """Return the same moment under another name."""
        return replace(self, label=label)

    def __lt__(self, other: Moment) -> bool:
        return False if is_gap(other) else self.last < other.first

    def __gt__(self, other: Moment) -> bool:
        return False if is_gap(other) else self.first > other.last

    def __le__(self, other: Moment) -> bool:
        return False if is_gap(other) else self.last <= other.first

    def __ge__(self, other: Moment) -> bool:
        return False if is_gap(other) else self.first >= other.last


def days_between(start: Moment | Gap, end: Moment | Gap) -> Quantity | Gap:
    """Return the days from `start` to `end`; coarse dates give an interval."""
    for moment in (start, end):
        if is_gap(moment):
            return moment
    lo, hi = (end.first - start.last).days, (end.last - start.first).days
    middle = Decimal(lo + hi) / 2
    origin = Origin("span", (start, end))
    return Quantity(middle, "days", Decimal(lo), Decimal(hi), origin)


def years_between(start: Moment | Gap, end: Moment | Gap) -> Quantity | Gap:
    """Return the years from `start` to `end`, a year being 365.2425 days."""
    days = days_between(start, end)
    return days if is_gap(days) else days.scaled(1 / DAYS_IN_YEAR, "years")


def _ends(precision: str, parts: list[int]) -> tuple[date, date]:
    if precision == "day":
        day = date(*parts)
        return day, day
    months = _MONTHS[precision]
    place = parts[1] if len(parts) > 1 else 1
    first = date(parts[0], (place - 1) * months + 1, 1)
    after = first.month + months
    following = date(first.year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return first, following - timedelta(days=1)
