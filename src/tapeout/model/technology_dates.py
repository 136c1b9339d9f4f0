"""Dates as numbers: a date with its interval in decimal years, months between two, a date plus months."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tapeout.moment import Moment, days_between
from tapeout.quantity import Gap, Origin, Quantity, is_gap
from tapeout.text import Text
from tapeout.units import DECIMAL_YEAR

DAYS_IN_MONTH = Decimal("30.436875")  # mean Gregorian month
_MONTHS_IN_YEAR = 12


def months_between(start: Moment | Gap, end: Moment | Gap) -> Quantity | Gap:
    """Return the months from `start` to `end`; coarse dates give an interval."""
    days = days_between(start, end)
    return days if is_gap(days) else days.scaled(1 / DAYS_IN_MONTH, "months")


def as_year(moment: Moment) -> Quantity:
    """Return a date in decimal years, from the start of its first day to the end of its last."""
    lo, hi = (_decimal(getattr(moment, end), after) for end, after in (("first", 0), ("last", 1)))
    origin = Origin("span", (moment, moment))
    return Quantity((lo + hi) / 2, DECIMAL_YEAR, lo, hi, origin, moment.label)


def edge(moment: Moment, end: str) -> Moment:
    """Return the first or the last day that a date may mean; it rests on the same fact."""
    day = getattr(moment, end)
    return replace(moment, first=day, last=day, precision="day")


def plus_months(moment: Moment, months: Quantity, label: Text) -> Quantity:
    """Return the date so many months after `moment`, in decimal years."""
    return (as_year(moment) + months.scaled(Decimal(1) / _MONTHS_IN_YEAR, DECIMAL_YEAR)).labelled(
        label
    )


def _decimal(day, after: int) -> Decimal:
    start = day.replace(month=1, day=1)
    length = (day.replace(year=day.year + 1, month=1, day=1) - start).days
    return day.year + Decimal((day - start).days + after) / length
