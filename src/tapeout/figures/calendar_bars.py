"""Bars and milestones on one calendar: how long something lasts, and when what follows it comes.

Takes plain data in decimal years, so that any section can use it. Every row stands on the same
axis; a milestone that is planned or computed is hollow, and a coarse one is a pale bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import width_of

_PITCH = {"wide": 44, "phone": 56}
_TOP, _BOTTOM = 30, 28
_LIFT = 16  # pixels from a bar to its name, on a phone
_LABEL = 8


@dataclass(frozen=True)
class Bar:
    """Something that lasts from `start` to `end`; `lo` and `hi` are the interval of the end."""

    name: str
    start: float
    end: float
    lo: float
    hi: float
    label: str
    strong: bool = False


@dataclass(frozen=True)
class Milestone:
    """Something that comes between `first` and `last`; `mark` is a shape of matplotlib."""

    name: str
    first: float
    last: float
    label: str
    mark: str = "o"
    hollow: bool = False
    ink: bool = False  # a yardstick or an outside event


def calendar_bars(
    layout: str, rows: Sequence[Bar | Milestone], today: float, today_text: str
) -> Canvas:
    """Return the drawing, the rows from the top; `today` is a dashed line with its words."""
    fig = style.canvas(layout, _TOP + _PITCH[layout] * len(rows) + _BOTTOM)
    names = max(width_of(fig, row.name, style.LABEL, bold=True) for row in rows)
    left = names + 18 if layout == "wide" else 8
    axes = style.plot_area(fig, left, _TOP, 14, _BOTTOM)
    ends = [x for r in rows for x in ((r.start, r.hi) if isinstance(r, Bar) else (r.first, r.last))]
    first, last = _scale(axes, fig, rows, min([*ends, today]), max([*ends, today]))
    axes.set_xlim(first, last)
    axes.set_ylim(len(rows), 0)
    axes.set_yticks([])
    _years(axes, first, last)
    _today(axes, today, today_text)
    for place, row in enumerate(rows):
        y = place + (0.5 if layout == "wide" else 0.66)
        axes.axhline(y, color=style.COLOUR["hair"], linewidth=1, zorder=0)
        (_bar if isinstance(row, Bar) else _milestone)(axes, y, row)
        _name(axes, layout, y, row, left)
    return fig


def _scale(axes, fig, rows, low: float, high: float) -> tuple[float, float]:
    """Return the ends of the axis, with room at the right for the words of the last mark."""
    low, high = low - 0.1, high + 0.1
    for _ in range(3):
        px = axes.bbox.width / (high - low)
        for row in rows:
            end = row.hi if isinstance(row, Bar) else row.last
            needed = end + (width_of(fig, row.label, style.LABEL, bold=True) + _LABEL + 12) / px
            fits_left = (end - low) * px > width_of(fig, row.label, style.LABEL, bold=True) + 90
            if isinstance(row, Bar) or not fits_left:
                high = max(high, needed)
    return low, high


def _bar(axes, y: float, row: Bar) -> None:
    colour = style.COLOUR["focus" if row.strong else "fan50"]
    axes.plot(
        [row.start, row.end], [y, y], color=colour, linewidth=12, solid_capstyle="butt", zorder=2
    )
    axes.plot(
        [row.start] * 2, [y - 0.24, y + 0.24], color=style.COLOUR["ink2"], linewidth=1, zorder=3
    )
    low, high = axes.get_xlim()
    if (row.hi - row.lo) / (high - low) * axes.bbox.width > 4:
        axes.plot([row.lo, row.hi], [y, y], color=style.COLOUR["ink"], linewidth=1.4, marker="|",
                  markersize=8, zorder=3)  # fmt: skip
    style.write(
        axes, row.hi, y, row.label, dx=_LABEL, fontsize=style.LABEL, zorder=4,
        color=style.COLOUR["focus" if row.strong else "ink"],
        fontweight="bold" if row.strong else "normal", bbox=_page(),
    )  # fmt: skip


def _milestone(axes, y: float, row: Milestone) -> None:
    colour = style.COLOUR["ink" if row.ink else "focus"]
    middle = (row.first + row.last) / 2
    low, high = axes.get_xlim()
    px = axes.bbox.width / (high - low)
    coarse = (row.last - row.first) * px > 12
    if coarse:
        axes.plot([row.first, row.last], [y, y], color=style.COLOUR["fan50"], linewidth=7,
                  solid_capstyle="butt", zorder=1)  # fmt: skip
    axes.plot(
        [middle], [y], row.mark, markersize=9, zorder=3, markeredgecolor=colour, markeredgewidth=1.6,
        markerfacecolor=style.COLOUR["page"] if row.hollow else colour,
    )  # fmt: skip
    end = row.last if coarse else middle
    needed = width_of(axes.figure, row.label, style.LABEL) + _LABEL + 4
    right = (high - end) * px > needed
    start = row.first if coarse else middle
    style.write(
        axes, end if right else start, y, row.label, dx=_LABEL + 2 if right else -_LABEL - 2,
        ha="left" if right else "right", fontsize=style.LABEL, bbox=_page(), zorder=4,
    )  # fmt: skip


def _page() -> dict:
    return {"facecolor": style.COLOUR["page"], "edgecolor": "none", "pad": 1.5}


def _name(axes, layout: str, y: float, row: Bar | Milestone, left: float) -> None:
    strong = isinstance(row, Bar) and row.strong
    wide = layout == "wide"
    axes.annotate(
        row.name, (0, y), xycoords=axes.get_yaxis_transform(), textcoords="offset points",
        xytext=(-left if wide else 0, 0 if wide else _LIFT), ha="left", va="center", zorder=5,
        fontsize=style.LABEL, fontweight="bold" if strong else "normal", bbox=_page(),
        color=style.COLOUR["focus" if strong else "ink"],
    )  # fmt: skip


def _today(axes, today: float, words: str) -> None:
    axes.axvline(today, color=style.COLOUR["ink"], linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    low, high = axes.get_xlim()
    room = (high - today) / (high - low) * axes.bbox.width
    fits = room > width_of(axes.figure, words, style.SMALL) + 8
    axes.annotate(
        words, (today, 1), xycoords=axes.get_xaxis_transform(), xytext=(4 if fits else -4, 13),
        textcoords="offset points", ha="left" if fits else "right", va="center",
        fontsize=style.SMALL,
    )  # fmt: skip


def _years(axes, first: float, last: float) -> None:
    """Write the years in their middle, with ticks between them."""
    axes.axhline(axes.get_ylim()[0], color=style.COLOUR["ink2"], linewidth=1, zorder=1)
    marks = [y for y in range(int(first), int(last) + 1) if first <= y <= last]
    axes.set_xticks(marks, [""] * len(marks))
    axes.tick_params(axis="x", length=5, color=style.COLOUR["ink2"])
    px = axes.bbox.width / (last - first)
    for year in range(int(first), int(last) + 1):
        low, high = max(first, year), min(last, year + 1)
        if (high - low) * px >= 40:
            axes.annotate(
                str(year), ((low + high) / 2, 0), xycoords=axes.get_xaxis_transform(),
                xytext=(0, -14), textcoords="offset points", ha="center", va="center",
                fontsize=style.SMALL, color=style.COLOUR["ink2"],
            )  # fmt: skip
