"""Small multiples of lines: one panel a source on one scale, the others behind it in grey.

Takes plain data in the unit of the axis, so that any section can use it. Forecasts are hollow
and dashed; values stand at the marks, where they touch neither a mark nor each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure as Canvas
from matplotlib.transforms import Bbox

from tapeout.figures import style
from tapeout.figures.dots import width_of

_COLUMNS = {"wide": (1, 2, 3, 2, 3, 3), "phone": (1, 2, 2, 2, 2, 2)}  # by number of panels
_HEIGHT = {"wide": {1: 300, 2: 400}, "phone": {1: 260, 2: 320, 3: 420}}
_GAP = {"wide": 26, "phone": 22}  # pixels between columns
_HEAD = 40  # pixels of a panel for its name and remark
_FOOT = 22  # and for its years
_LEFT = 4
_MARK = 6.5
_HIGH = 15  # pixels of a label's height
_MOST = 6


@dataclass(frozen=True)
class Spot:
    """A value at a place on the axis, in words; hollow for a forecast."""

    x: float
    y: float
    label: str
    hollow: bool = False


@dataclass(frozen=True)
class Panel:
    """One source: its name, what it counts, its spots in order; `apart` are not on its line."""

    name: str
    remark: str
    spots: tuple[Spot, ...]
    colour: str
    marker: str = "o"
    apart: tuple[Spot, ...] = ()


def multiples(
    layout: str,
    panels: Sequence[Panel],
    ticks: Sequence[tuple[float, str]],
    years: Sequence[int],
) -> Canvas:
    """Return up to six panels; `ticks` are (value, words) of the common scale, `years` its places."""
    if len(panels) > _MOST:
        raise ValueError(f"{len(panels)} panels in one drawing: at most {_MOST}")
    columns = _COLUMNS[layout][len(panels) - 1]
    rows = -(-len(panels) // columns)
    height = _HEIGHT[layout][rows]
    fig = style.canvas(layout, height)
    gap = _GAP[layout]
    width = (style.WIDTH[layout] - gap * (columns - 1)) / columns
    tall = height / rows
    for place, panel in enumerate(panels):
        left, top = (place % columns) * (width + gap), (place // columns) * tall
        right = style.WIDTH[layout] - left - width
        axes = style.plot_area(fig, left, top + _HEAD, right + 2, height - top - tall + _FOOT + 6)
        axes.patch.set_visible(False)
        _scale(axes, panels, ticks, years)
        _behind(axes, [other for other in panels if other is not panel])
        _line(axes, panel)
        _labels(axes, panel)
        _head(axes, panel, width)
    return fig


def _scale(axes, panels: Sequence[Panel], ticks, years: Sequence[int]) -> None:
    xs = [s.x for panel in panels for s in (*panel.spots, *panel.apart)]
    first, last = min([*xs, *years]), max([*xs, *years])
    room = axes.bbox.width
    px = (room - 34 - 24) / max(last - first, 1)  # the labels of the grid stand at the left
    axes.set_xlim(first - 34 / px, last + 24 / px)
    axes.set_ylim(ticks[0][0], ticks[-1][0] * 1.02)
    low, high = axes.get_xlim()
    heights = [t for t, _ in ticks[1:]]
    look = {"linewidth": 1, "clip_on": False}
    axes.plot([low, high, math.nan] * len(heights), [y for t in heights for y in (t, t, math.nan)],
              color=style.COLOUR["hair"], zorder=0, **look)  # fmt: skip
    axes.plot([low, high], [ticks[0][0]] * 2, color=style.COLOUR["ink2"], zorder=1, **look)
    axes.set_yticks([])
    for value, words in ticks:
        if words:
            style.write(axes, low, value, words, dy=4, va="bottom", color=style.COLOUR["ink2"])
    axes.set_xticks(list(years), [str(y) for y in years])
    axes.tick_params(axis="x", length=0, pad=5)


def _behind(axes, others: Sequence[Panel]) -> None:
    """Draw the other sources in grey, as one path broken between them."""
    xs, ys = [], []
    for spots in (p.spots for p in others):
        near = 0.1 if len(spots) == 1 else 0  # a lone figure is a short stroke
        xs += [spots[0].x - near, *(s.x for s in spots), spots[-1].x + near, math.nan]
        ys += [spots[0].y, *(s.y for s in spots), spots[-1].y, math.nan]
    axes.plot(xs, ys, color=style.COLOUR["rule"], linewidth=1.2, zorder=1, clip_on=False)


def _line(axes, panel: Panel) -> None:
    """Draw the runs of figures of one kind, and the marks over them."""
    look = {"color": panel.colour, "linewidth": 2, "zorder": 2, "clip_on": False}
    for hollow in (False, True):
        ends = [(a, b) for a, b in pairwise(panel.spots) if b.hollow == hollow]
        xs = [x for a, b in ends for x in (a.x, b.x, math.nan)]
        ys = [y for a, b in ends for y in (a.y, b.y, math.nan)]
        if ends:
            axes.plot(xs, ys, linestyle=(0, (4, 2.5)) if hollow else "-", **look)
    for hollow in (False, True):
        spots = [s for s in (*panel.spots, *panel.apart) if s.hollow == hollow]
        fill = style.COLOUR["page"] if hollow else panel.colour
        axes.plot([s.x for s in spots], [s.y for s in spots], panel.marker, markersize=_MARK,
                  zorder=3, clip_on=False, markerfacecolor=fill, markeredgecolor=panel.colour,
                  markeredgewidth=1.5)  # fmt: skip


def _labels(axes, panel: Panel) -> None:
    """Write each value where its box meets no mark, no line and no other value."""
    spots = [*panel.spots, *panel.apart]
    at = [axes.transData.transform((s.x, s.y)) for s in spots]
    line = at[: len(panel.spots)]
    taken = [Bbox.from_extents(x - 5, y - 5, x + 5, y + 5) for x, y in at]
    for k, (spot, (x, y)) in enumerate(zip(spots, at, strict=True)):
        half = width_of(axes.figure, spot.label, style.SMALL) / 2
        places = [(-half, 6), (-2 * half - 6, 2), (-half, -6 - _HIGH), (7, -_HIGH), (7, -2)]
        if k >= len(panel.spots):
            places = [(8, -_HIGH / 2 - 1), (-half, -6 - _HIGH), *places]
        boxes = [Bbox.from_bounds(x + dx, y + dy, 2 * half, _HIGH) for dx, dy in places]
        free = [b for b in boxes if _inside(axes, b)]
        box = min(free or boxes, key=lambda b: _cost(b, taken, line))
        taken.append(box)
        axes.annotate(
            spot.label, (spot.x, spot.y), xytext=(box.x0 - x + half, (box.y0 + box.y1) / 2 - y),
            textcoords="offset points", ha="center", va="center", color=panel.colour,
            fontsize=style.SMALL, zorder=4,
            bbox={"facecolor": style.COLOUR["page"], "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip


def _cost(box: Bbox, taken: list[Bbox], line: list) -> int:
    """Return how badly a box lies: ten for each other thing under it, one for a line."""
    over = sum(box.x0 < b.x1 and b.x0 < box.x1 and box.y0 < b.y1 and b.y0 < box.y1 for b in taken)
    return 10 * over + sum(_cuts(box, a, b) for a, b in pairwise(line))


def _cuts(box: Bbox, a, b) -> bool:
    """Return whether the line from a to b runs through a box, by points along it."""
    return any(
        box.x0 < a[0] + t / 20 * (b[0] - a[0]) < box.x1
        and box.y0 < a[1] + t / 20 * (b[1] - a[1]) < box.y1
        for t in range(21)
    )


def _inside(axes, box: Bbox) -> bool:
    """Return whether a box keeps to its panel, right of the labels of the grid."""
    frame = axes.bbox
    return (
        box.x0 >= frame.x0 + 26 and box.x1 <= frame.x1 + 1
        and box.y0 >= frame.y0 + 1 and box.y1 <= frame.y1 + 12
    )  # fmt: skip


def _head(axes, panel: Panel, width: float) -> None:
    look = {
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "ha": "left",
        "va": "center",
    }
    name = panel.name
    while width_of(axes.figure, name, style.LABEL, bold=True) > width and len(name) > 4:
        name = style.shorten(name, len(name) - 1)
    axes.annotate(name, (0, 1), xytext=(0, _HEAD - 9), color=panel.colour, fontsize=style.LABEL,
                  fontweight="bold", **look)  # fmt: skip
    axes.annotate(panel.remark, (0, 1), xytext=(0, _HEAD - 25), color=style.COLOUR["ink2"],
                  fontsize=style.SMALL, **look)  # fmt: skip
