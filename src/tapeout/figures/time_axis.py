"""An axis of days: named by day, month or year, whichever the span and the room allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from tapeout.figures import style
from tapeout.figures.dots import width_of

DAYS_UNTIL = 45  # days up to which the axis tells the days of the data
YEARS_FROM = 550  # days from which the axis tells years instead of months


def days_across(axes, layout: str, days: Sequence[date], left: float) -> float:
    """Set the days across the drawing, clear of the value labels; return pixels a day."""
    first, last = days[0].toordinal(), days[-1].toordinal()
    right = 10 if layout == "wide" else 6
    px = (axes.bbox.width - left - right) / max(last - first, 1)
    axes.set_xlim(first - left / px, last + right / px)
    return px


def time_axis(axes, days: Sequence[date], px: float, calendar: Callable[[date, bool], str]) -> None:
    """Tick between months (or years) and name them in their middle; few weeks are told by day.

    Where the periods are too narrow for their names, every second, third, ... one is ticked
    and named at its beginning.
    """
    axes.set_xticks([])
    first, last = days[0], days[-1]
    span = (last - first).days
    low, high = axes.get_xlim()
    axes.plot([low, high], [0, 0], transform=axes.get_xaxis_transform(), clip_on=False,
              color=style.COLOUR["ink2"], linewidth=1)  # fmt: skip
    if span <= DAYS_UNTIL:
        free = low
        for day in days:
            free = _tick(axes, day.toordinal(), day.toordinal(), calendar(day, False), px, free)
        return
    yearly = span > YEARS_FROM
    starts = _starts(first, last, yearly)
    widest = max(width_of(axes.figure, calendar(s, s.month == 1), style.SMALL) for s in starts)
    step = int((widest + 6) / px // (365 if yearly else 30.4)) + 1
    free, named = low, None
    for start, following in pairwise(starts):
        if (start.year if yearly else start.month) % step:
            continue
        at, until = start.toordinal(), min(following.toordinal(), high)
        place = (max(at, low) + until) / 2 if step == 1 else at
        free = _tick(axes, at, place, calendar(start, named != start.year), px, free)
        named = start.year


def _tick(axes, at: float, place: float, words: str, px: float, free: float) -> float:
    """Draw one tick and its words, if they fit right of `free`; return what is free then."""
    low, high = axes.get_xlim()
    trans, ink = axes.get_xaxis_transform(), style.COLOUR["ink2"]
    if low < at < high:
        axes.plot([at, at], [0, -5 / axes.bbox.height], transform=trans, color=ink, linewidth=1,
                  clip_on=False)  # fmt: skip
    half = width_of(axes.figure, words, style.SMALL) / 2 / px
    if place < low or place > high or place - half < free or place + half > high + 20 / px:
        return free
    axes.annotate(
        words, (place, 0), xycoords=trans, xytext=(0, -16), textcoords="offset points",
        ha="center", va="center", color=ink, fontsize=style.SMALL, annotation_clip=False,
    )  # fmt: skip
    return place + half + 6 / px


def _starts(first: date, last: date, yearly: bool) -> list[date]:
    """Return the first days of the periods from `first` to beyond `last`."""
    if yearly:
        return [date(y, 1, 1) for y in range(first.year, last.year + 2)]
    count = (last.year - first.year) * 12 + last.month - first.month + 2
    return [
        date(first.year + (first.month - 1 + k) // 12, (first.month - 1 + k) % 12 + 1, 1)
        for k in range(count)
    ]
