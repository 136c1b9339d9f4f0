"""Price path: dated prices as dots, joined only on consecutive trading days, dotted otherwise.

Takes plain data, so that any section can use it:
`price_path("wide", [Point(day, 829.9), ...], levels, ticks, months="en")`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from matplotlib.figure import Figure as Canvas
from matplotlib.transforms import Bbox

from tapeout.figures import style
from tapeout.figures.dots import width_of
from tapeout.figures.placing import box_of, grid_words, hits, settle
from tapeout.figures.time_axis import days_across, time_axis

_HEIGHT = {"wide": 380, "phone": 340}
_TOP, _BOTTOM = 26, 30
_MARK = {"wide": 6.5, "phone": 5.5}
_LINE = 15  # pixels of one line of words


@dataclass(frozen=True)
class Point:
    """A price on a day; `label` is written at the mark, `joined` says the day before is drawn."""

    day: date
    price: float
    label: str = ""
    joined: bool = False


@dataclass(frozen=True)
class Level:
    """A named price that runs through the drawing: solid, or dashed."""

    price: float
    words: str
    dashed: bool = False


def price_path(
    layout: str,
    points: Sequence[Point],
    levels: Sequence[Level],
    ticks: Sequence[tuple[float, str]],
    calendar: Callable[[date, bool], str],
    hole: tuple[int, str] | None = None,
) -> Canvas:
    """Draw; `calendar(first day of a period, whether it names the year)` gives the axis words.

    `hole` = (place of the point at its end, words) tells the longest stretch without a price.
    """
    fig = style.canvas(layout, _HEIGHT[layout])
    end = _room(fig, layout, points, levels)
    axes = style.plot_area(fig, 0, _TOP, end, _BOTTOM)
    high = max([p.price for p in points] + [x.price for x in levels] + [ticks[-1][0]])
    axes.set_ylim(0, high * 1.07)
    days = [p.day for p in points]
    px = days_across(axes, layout, days, max(width_of(fig, w, style.SMALL) for _, w in ticks) + 8)
    style.value_grid(axes, [t for t, _ in ticks], [w for _, w in ticks])
    for words in axes.texts:  # a level that runs close behind a value gives way to it
        words.set_bbox({"facecolor": style.COLOUR["page"], "edgecolor": "none", "pad": 1})
        words.set_zorder(2.5)
    time_axis(axes, days, px, calendar)
    taken = _levels(axes, layout, levels, points)
    _path(axes, layout, points)
    taken += _dots(axes, points, _MARK[layout])
    taken += _segments(axes, points)
    for point in reversed(points):
        if point.label:
            _label(axes, layout, point, point is points[-1], taken)
    if hole is not None:
        _hole(axes, points, *hole, taken)
    return fig


def _room(fig: Canvas, layout: str, points: Sequence[Point], levels: Sequence[Level]) -> float:
    """Return the pixels right of the axis: for the last price, and the names of solid levels."""
    last = [line for line in points[-1].label.split("\n") if line]
    words = [width_of(fig, line, style.LABEL, bold=True) for line in last]
    if layout == "wide":
        words += [width_of(fig, x.words, style.SMALL) for x in levels if not x.dashed]
    return max(words, default=0) + (16 if layout == "wide" else 10)


# -- levels, path and dots ------------------------------------------------------------------------
def _levels(axes, layout: str, levels: Sequence[Level], points) -> list[Bbox]:
    """Draw the named prices: a solid one is named at its end, a dashed one on the line."""
    taken = []
    for level in levels:
        dash = {"linestyle": (0, (4, 3))} if level.dashed else {}
        axes.axhline(level.price, color=style.COLOUR["ink"], linewidth=1.3, zorder=1, **dash)
    for level in levels:
        if not level.dashed and layout == "wide":
            words = axes.annotate(
                level.words, (1, level.price), xycoords=axes.get_yaxis_transform(), xytext=(8, 0),
                textcoords="offset points", va="center", fontsize=style.SMALL,
                annotation_clip=False,
            )  # fmt: skip
            taken.append(box_of(words))
            continue
        taken.append(_on_the_line(axes, level, points, taken))
    return taken


def _on_the_line(axes, level: Level, points, taken: list[Bbox]) -> Bbox:
    """Write the name of a level above or below its line, where no price and no word stands."""
    low, high = axes.get_xlim()
    blocked = [*taken, *_segments(axes, points), *grid_words(axes)]
    best = None
    for dy in (9, -9):
        for share in (0.36, 0.5, 0.62, 0.24, 0.74, 0.86, 0.14):
            words = style.write(
                axes, low + (high - low) * share, level.price, level.words, dy=dy, ha="center"
            )
            box = box_of(words)
            inside = box.x0 >= 0 and box.x1 <= axes.figure.bbox.width
            met = hits(box, blocked) + (0 if inside else 9)
            if best is None or met < best[0]:
                if best is not None:
                    best[1].remove()
                best = (met, words, box)
            else:
                words.remove()
            if best[0] == 0:
                return best[2]
    return best[2]


def _path(axes, layout: str, points: Sequence[Point]) -> None:
    colour = style.COLOUR["focus"]
    width = style.FOCUS_LINE if layout == "wide" else 1.8
    for one, other in pairwise(points):
        look = {"linewidth": width}
        if not other.joined:
            look = {"linewidth": 1.5, "linestyle": (0, (1.2, 2.6))}
        axes.plot(
            [one.day.toordinal(), other.day.toordinal()], [one.price, other.price], color=colour,
            zorder=2, solid_capstyle="round", **look,
        )  # fmt: skip


def _dots(axes, points: Sequence[Point], size: float) -> list[Bbox]:
    boxes = []
    for point in points:
        axes.plot([point.day.toordinal()], [point.price], "o", markersize=size, zorder=3,
                  color=style.COLOUR["focus"], markeredgewidth=0)  # fmt: skip
        x, y = axes.transData.transform((point.day.toordinal(), point.price))
        boxes.append(Bbox.from_extents(x - size / 2, y - size / 2, x + size / 2, y + size / 2))
    return boxes


# -- words at the marks ---------------------------------------------------------------------------
def _label(axes, layout: str, point: Point, last: bool, taken: list[Bbox]) -> None:
    """Write the price and day of a mark where it meets nothing: below, above, or at its side."""
    lines = point.label.count("\n") + 1
    away = 9 + _LINE * lines / 2
    sides = [
        (0, -away, "center"),
        (0, away, "center"),
        (10, 0, "left"),
        (-10, 0, "right"),
        (8, away, "left"),
        (8, -away, "left"),
        (-8, away, "right"),
        (-8, -away, "right"),
    ]
    if last:
        beside = 12 if layout == "wide" else 8
        sides = [(beside, dy, "left") for dy in (0, away, -away)] + sides
    settle(axes, point.day.toordinal(), point.price, point.label, sides, taken,
            color=style.COLOUR["focus"], fontweight="bold", fontsize=style.LABEL,
            linespacing=1.1)  # fmt: skip


def _hole(axes, points: Sequence[Point], place: int, words: str, taken: list[Bbox]) -> None:
    """Write what is missing under or over the dotted stretch before the point at `place`."""
    one, other = points[place - 1], points[place]
    x = (one.day.toordinal() + other.day.toordinal()) / 2
    y = (one.price + other.price) / 2
    sides = [(dx, dy, "center") for dy in (-34, -52, -70, 34, 52, -96, 74, -120)
             for dx in (0, 40, -40, 80, -80)]  # fmt: skip
    settle(axes, x, y, words, sides, taken, color=style.COLOUR["ink2"], fontsize=style.SMALL,
           linespacing=1.25, bbox={"facecolor": style.COLOUR["page"], "edgecolor": "none", "pad": 1})  # fmt: skip


def _segments(axes, points: Sequence[Point]) -> list[Bbox]:
    """Return small boxes along the path, so that words keep clear of it."""
    boxes = []
    for one, other in pairwise(points):
        a = axes.transData.transform((one.day.toordinal(), one.price))
        b = axes.transData.transform((other.day.toordinal(), other.price))
        steps = max(int(max(abs(b - a)) // 6), 1)
        for k in range(steps + 1):
            x, y = a + (b - a) * k / steps
            boxes.append(Bbox.from_extents(x - 3, y - 3, x + 3, y + 3))
    return boxes
