"""When something happens: a histogram of simulated dates over rows of ranges, on one axis of years.

Takes plain data, so that any section can use it. A row holds the tenth and ninetieth percentile
as a bar and the median as a mark; a row without a range is a date without a distribution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import width_of

_PITCH = {"wide": 34, "phone": 44}
_HISTOGRAM = {"wide": 132, "phone": 110}
_TOP, _BOTTOM, _GAP = 26, 28, 18
_SIDE = {"wide": 18, "phone": 6}  # pixels between the names and the axis
_VALUE_ROOM = 8
_HALF_YEAR_WORD = 16  # pixels


@dataclass(frozen=True)
class DateRange:
    """One row: the median and the two ends in decimal years, each with its words."""

    name: str
    median: float
    label: str
    lo: float | None = None
    hi: float | None = None
    strong: bool = False


@dataclass(frozen=True)
class Histogram:
    """Shares of paths by quarter: the first quarter's start in decimal years, and percentages."""

    start: float
    shares: tuple[float, ...]
    lo: float  # the range between the tenth and the ninetieth percentile
    hi: float
    median: float
    band: str  # words over the range
    unit: str  # words on the highest gridline, {} for its value


def date_ranges(layout: str, histogram: Histogram, rows: Sequence[DateRange]) -> Canvas:
    """Return the drawing: the histogram above, a row a scenario under it."""
    upper, lower = _HISTOGRAM[layout], _PITCH[layout] * len(rows)
    fig = style.canvas(layout, _TOP + upper + _GAP + lower + _BOTTOM)
    left = _SIDE[layout]
    if layout == "wide":
        left += max(width_of(fig, row.name, style.LABEL, bold=row.strong) for row in rows)
    ends = (histogram.start, histogram.start + len(histogram.shares) / 4)
    above = style.plot_area(fig, left, _TOP, 14, _BOTTOM + lower + _GAP)
    below = style.plot_area(fig, left, _TOP + upper + _GAP, 14, _BOTTOM)
    for axes in (above, below):
        axes.set_xlim(*ends)
        axes.axvspan(histogram.lo, histogram.hi, color=style.COLOUR["band"], linewidth=0, zorder=-1)
        axes.axvline(
            histogram.median,
            color=style.COLOUR["ink"],
            linewidth=1.2,
            linestyle=(0, (4, 3)),
            zorder=1,
        )
    _draw_histogram(above, histogram)
    _draw_rows(below, layout, rows, left)
    _years(below, *ends, layout)
    return fig


def _draw_histogram(axes, histogram: Histogram) -> None:
    most = max(histogram.shares)
    axes.set_ylim(0, most * 1.12)
    starts = [histogram.start + place / 4 for place in range(len(histogram.shares))]
    axes.bar(
        starts, histogram.shares, width=0.25, align="edge", color=style.COLOUR["peer"],
        edgecolor=style.COLOUR["page"], linewidth=1, zorder=2,
    )  # fmt: skip
    step = next(s for s in (1, 2, 5, 10, 20, 50) if most / s <= 3.5)
    ticks = [step * k for k in range(1, int(most / step) + 1)]
    words = [f"{tick}%" for tick in ticks]
    words[-1] = histogram.unit.format(words[-1])
    axes.set_xticks([])
    for tick, label in zip(ticks, words, strict=True):
        axes.axhline(tick, color=style.COLOUR["hair"], linewidth=1, zorder=0)
        axes.annotate(  # at the right, where the tail of a histogram leaves room
            label, (1, tick), xycoords=axes.get_yaxis_transform(), xytext=(0, 4), ha="right",
            va="bottom", textcoords="offset points", color=style.COLOUR["ink2"],
            fontsize=style.SMALL, zorder=1,
        )  # fmt: skip
    axes.set_yticks([])
    style.base_line(axes)
    middle = (histogram.lo + histogram.hi) / 2
    low, high = axes.get_xlim()
    half = width_of(axes.figure, histogram.band, style.SMALL) / 2
    room = axes.bbox.width
    at = min(max((middle - low) / (high - low) * room, half + 2), room - half - 2)
    axes.annotate(
        histogram.band, (at / room, 1), xycoords="axes fraction", xytext=(0, 13),
        textcoords="offset points", ha="center", va="center", fontsize=style.SMALL,
        color=style.COLOUR["ink2"],
    )  # fmt: skip


def _draw_rows(axes, layout: str, rows: Sequence[DateRange], left: float) -> None:
    axes.set_ylim(len(rows), 0)
    axes.set_yticks([])
    for place, row in enumerate(rows):
        y = place + (0.5 if layout == "wide" else 0.74)
        colour = style.COLOUR["ink" if row.strong else "peer"]
        axes.axhline(y, color=style.COLOUR["hair"], linewidth=1, zorder=0)
        end = row.median
        if row.lo is not None and row.hi is not None:
            axes.plot(
                [row.lo, row.hi], [y, y], color=colour, linewidth=5 if row.strong else 4, zorder=2,
                solid_capstyle="butt",
            )  # fmt: skip
            end = row.hi
        axes.plot(
            [row.median], [y], "o", markersize=8, zorder=3, markeredgecolor=colour,
            markeredgewidth=1.6, markerfacecolor=style.COLOUR["page"] if row.lo is None else colour,
        )  # fmt: skip
        look = {"fontsize": style.LABEL, "fontweight": "bold" if row.strong else "normal"}
        style.write(
            axes, end, y, row.label, dx=_VALUE_ROOM, zorder=4, **look,
        )  # fmt: skip
        axes.annotate(
            row.name, (0, y), xycoords=axes.get_yaxis_transform(), textcoords="offset points",
            xytext=(-left if layout == "wide" else 0, 0 if layout == "wide" else 15), ha="left",
            va="center", color=style.COLOUR["ink"], zorder=5, **look,
        )  # fmt: skip


def _years(axes, first: float, last: float, layout: str) -> None:
    """Write the years under their middle, with ticks between them."""
    axes.axhline(axes.get_ylim()[0], color=style.COLOUR["ink2"], linewidth=1, zorder=1)
    years = list(range(int(first), int(last) + 1))
    step = 1 if layout == "wide" or len(years) <= 7 else 2
    marks = [y for y in years if first <= y <= last]
    px = axes.bbox.width / (last - first)
    axes.set_xticks(marks, [""] * len(marks))
    axes.tick_params(axis="x", length=5, color=style.COLOUR["ink2"])
    for year in years:
        middle = year + 0.5
        room = (middle - first) * px, (last - middle) * px
        if min(room) >= _HALF_YEAR_WORD and (year - years[0]) % step == 0:
            axes.annotate(
                str(year), (middle, 0), xycoords=axes.get_xaxis_transform(), xytext=(0, -14),
                textcoords="offset points", ha="center", va="center", fontsize=style.SMALL,
                color=style.COLOUR["ink2"],
            )  # fmt: skip
