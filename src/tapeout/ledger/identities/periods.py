"""Spans of whole quarters: which parts of a span the ledger holds, and the year before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_PART = re.compile(r"(FY)?(\d{4})(?:Q([1-4])(?:-Q([1-4]))?|H([12]))?", re.ASCII)
_MOST = 16  # partitions of one span that are looked at
STEPS = 10_000  # of the search for the partitions of the spans of one metric and segment


@dataclass(slots=True)
class Budget:
    """The steps that a search may still take: spans that overlap have a great many partitions."""

    left: int = STEPS


class Span(NamedTuple):
    """A run of quarters, counted from the year 0; `fiscal` ones never mix with the calendar."""

    fiscal: bool
    first: int
    after: int


@lru_cache(maxsize=65536)
def span_of(period: str) -> Span | None:
    """Return the quarters of a period, None for days, months and mixed intervals."""
    ends = [_quarters(part) for part in period.split("/")]
    if any(end is None for end in ends) or ends[0].fiscal != ends[-1].fiscal:
        return None
    return Span(ends[0].fiscal, ends[0].first, ends[-1].after)


def _quarters(part: str) -> Span | None:
    match = _PART.fullmatch(part)
    if match is None:
        return None
    fiscal, year, quarter, to_quarter, half = match.groups()
    start = int(year) * 4
    if quarter:
        return Span(bool(fiscal), start + int(quarter) - 1, start + int(to_quarter or quarter))
    if half:
        return Span(bool(fiscal), start + 2 * int(half) - 2, start + 2 * int(half))
    return Span(bool(fiscal), start, start + 4)


@lru_cache(maxsize=65536)
def year_before(period: str) -> str:
    """Return the same period a year earlier, "" for an interval."""
    match = re.match(r"((?:FY)?)(\d{4})(.*)", period)
    return "" if "/" in period else f"{match[1]}{int(match[2]) - 1}{match[3]}"


@lru_cache(maxsize=65536)
def years_of(period: str) -> tuple[str, str, int] | None:
    """Return the first and last year of an interval of years and the years between, or None."""
    match = re.fullmatch(r"(FY|)(\d{4})/(FY|)(\d{4})", period)
    if match is None or match[1] != match[3]:
        return None
    return match[1] + match[2], match[3] + match[4], int(match[4]) - int(match[2])


def partitions(
    spans: Iterable[Span], total: Span, budget: Budget | None = None
) -> list[tuple[Span, ...]]:
    """Return the ways to cut `total` into spans that are there, the coarsest ones.

    Where the first three quarters stand as one figure, they are not taken one by one: that
    they add up to it is an identity of its own, and the coarser one is the sharper. A search
    that has used up its `budget` returns what it has found.
    """
    budget = budget or Budget()
    inside = sorted(s for s in set(spans) if s != total and _holds(total, s))
    by_start: dict[int, list[Span]] = {}
    for span in inside:
        by_start.setdefault(span.first, []).append(span)
    there = set(inside)
    found: list[tuple[Span, ...]] = []
    waiting: list[tuple[Span, ...]] = [()]
    while waiting and len(found) < _MOST and budget.left > 0:
        budget.left -= 1
        cut = waiting.pop()
        place = cut[-1].after if cut else total.first
        if place == total.after:
            found.append(cut)
            continue
        for span in by_start.get(place, ()):
            merges = (Span(span.fiscal, part.first, span.after) in there for part in cut)
            if not any(merges):
                waiting.append((*cut, span))
    return sorted(found)


def _holds(total: Span, span: Span) -> bool:
    same = span.fiscal == total.fiscal
    return same and total.first <= span.first and span.after <= total.after


def heaviest(weights: dict[Span, float], total: Span) -> tuple[Span, ...]:
    """Return the spans inside `total` that do not overlap and weigh most together."""
    best: dict[int, tuple[float, tuple[Span, ...]]] = {total.first: (0.0, ())}
    for place in range(total.first + 1, total.after + 1):
        best[place] = best[place - 1]
        for span, weight in weights.items():
            if span.after == place and span != total and _holds(total, span):
                before = best[span.first]
                if before[0] + weight > best[place][0]:
                    best[place] = (before[0] + weight, (*before[1], span))
    return best[total.after][1]
