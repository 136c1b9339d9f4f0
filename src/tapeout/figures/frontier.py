"""A frontier over time: the yardstick as steps in ink, others as dots, on a log scale.

Takes plain data: `draw("wide", steps, points, spans, 2026.9, "TFLOPS", [10, 100, 1000])`. A span
is a stretch of time drawn at a value, such as how far a chip lies behind the frontier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure as Canvas
from matplotlib.transforms import Bbox

from tapeout.figures import style
from tapeout.figures.dots import width_of
from tapeout.figures.style import COLOUR

_HEIGHT = {"wide": 420, "phone": 380}
_TOP, _BOTTOM = 20, 26
_MARK = {"focus": 9, "compare": 8, "peer": 7}
_LINE = 14  # pixels of a line of words
_ORDER = ("focus", "compare", "peer")
# Where words may stand from their point, in pixels, in order of preference: (dx, dy, ha).
_BESIDE = ((11, 0, "left"), (-11, 0, "right"), (0, 14, "center"), (0, -14, "center"),
           (9, -13, "left"), (9, 13, "left"), (-9, -13, "right"), (-9, 13, "right"))  # fmt: skip
_OVER = tuple((dx, dy, "center") for dy in (9, -10) for dx in (0, -14, 14, -28, 28))
_FAR = tuple(
    (dx, dy * sign, ha)
    for dy in (24, 36, 48, 62, 78, 96)
    for sign in (1, -1)
    for dx, ha in ((0, "center"), (9, "left"), (-9, "right"), (32, "left"), (-32, "right"))
)
_LEADER = 20  # pixels from which a thin line joins words and point


@dataclass(frozen=True)
class Point:
    """A chip: decimal year, value, name and role (focus, compare or peer); `hollow` an estimate.

    The name of one that must be told is written in any case, another's where there is room.
    """

    year: float
    value: float
    name: str
    hollow: bool = False
    role: str = "peer"
    told: bool = False


@dataclass(frozen=True)
class Span:
    """A stretch of time at a value, with its words; dotted where it leaves what is drawn."""

    start: float
    end: float
    value: float
    words: str
    dotted: bool = False


def draw(
    layout: str,
    steps: Sequence[Point],
    points: Sequence[Point],
    spans: Sequence[Span],
    until: float,
    unit: str,
    ticks: Sequence[int],
) -> Canvas:
    """Return the drawing of the frontier `steps`, of `points` and `spans` up to the year `until`."""
    fig = style.canvas(layout, _HEIGHT[layout])
    last = steps[-1]
    right = 12 + width_of(fig, style.shorten(last.name, 18), style.SMALL)
    axes = style.plot_area(fig, 0, _TOP, right, _BOTTOM)
    _scale(axes, layout, [*steps, *points], until, unit, ticks)
    taken = _Taken(axes)
    _steps(axes, taken, steps, until)
    for point in points:
        _mark(axes, taken, point)
    for span in spans:
        _span(axes, taken, span)
    for point in (p for p in points if p.told and p.role == "focus"):
        taken.write(point, COLOUR["focus"], (*_BESIDE[2:], *_FAR))
    for span in spans:
        middle = Point((span.start + span.end) / 2, span.value, span.words)
        taken.write(middle, COLOUR["focus"], (*_OVER, *_FAR))
    near = ((-7, 9, "right"), (-7, 22, "right"), (8, 9, "left"), (8, -11, "left"))
    for point in steps[:-1]:
        taken.write(point, COLOUR["ink"], (*near, *_FAR), told=layout == "wide")
    rest = [p for p in points if p.told and p.role != "focus"]
    for point in sorted(rest, key=lambda p: (_ORDER.index(p.role), -p.value)):
        colour = COLOUR["peer_text" if point.role == "peer" else point.role]
        more = _FAR[:10] if point.role == "peer" else _FAR
        taken.write(point, colour, (*_BESIDE, *more), told=point.role != "peer")
    return fig


def _scale(axes, layout: str, points: list[Point], until: float, unit: str, ticks) -> None:
    first = int(min(p.year for p in points))
    px = axes.bbox.width / (until - first + 0.8)
    axes.set_xlim(first - 34 / px, until + 4 / px)
    axes.set_yscale("log")
    low, high = min(p.value for p in points), max(p.value for p in points)
    axes.set_ylim(low * 0.55, high * 1.6)
    axes.minorticks_off()
    shown = [t for t in ticks if axes.get_ylim()[0] < t < axes.get_ylim()[1]]
    labels = [f"{t:,}" for t in shown]
    labels[-1:] = [f"{labels[-1]} {unit}"] if labels else []
    style.value_grid(axes, shown, labels)
    step = 1 if layout == "wide" and until - first < 9 else 2
    years = list(range(first + (int(until) - first) % step, int(until) + 1, step))
    axes.set_xticks(years, [str(y) for y in years])
    axes.tick_params(axis="x", length=4, pad=4, color=COLOUR["ink2"])
    axes.axhline(axes.get_ylim()[0], color=COLOUR["ink2"], linewidth=1)


def _steps(axes, taken: _Taken, steps: Sequence[Point], until: float) -> None:
    """Draw the steps up to `until`, and the name of the last right of them."""
    xs, ys = [p.year for p in steps] + [until], [p.value for p in steps] + [steps[-1].value]
    axes.step(xs, ys, where="post", color=COLOUR["frontier"], linewidth=style.OTHER_LINE, zorder=3)
    axes.plot(xs[:-1], ys[:-1], "o", color=COLOUR["frontier"], markersize=6, zorder=4)
    for (x, y), (after, above) in pairwise(zip(xs, ys, strict=True)):
        taken.line(x, y, after, y)
        taken.line(after, y, after, above)
    last = steps[-1]
    style.write(axes, until, last.value, style.shorten(last.name, 18), dx=6, annotation_clip=False)
    taken.line(until, last.value * 0.93, until + (until - xs[0]), last.value * 1.07)


def _mark(axes, taken: _Taken, p: Point) -> None:
    colour, size = COLOUR[p.role], _MARK[p.role]
    axes.plot(
        [p.year], [p.value], "D" if p.role == "compare" else "o", zorder=6 - _ORDER.index(p.role),
        markersize=size - (p.role == "compare"), markeredgewidth=1.4, markeredgecolor=colour,
        markerfacecolor=COLOUR["page"] if p.hollow else colour,
    )  # fmt: skip
    taken.mark(p, size)


def _span(axes, taken: _Taken, span: Span) -> None:
    """Draw the stretch, with a mark at the end that no chip marks."""
    look = {"linestyle": (0, (1, 2.2))} if span.dotted else {}
    axes.plot([span.start, span.end], [span.value] * 2, color=COLOUR["focus"], linewidth=1.6,
              zorder=4, **look)  # fmt: skip
    axes.plot([span.start if not span.dotted else span.end], [span.value], "|", markersize=10,
              color=COLOUR["focus"], markeredgewidth=1.6, zorder=4)  # fmt: skip
    taken.line(span.start, span.value, span.end, span.value)


class _Taken:
    """What of a drawing is taken by words, marks and lines, in pixels."""

    def __init__(self, axes) -> None:
        self.axes = axes
        self.boxes: list[Bbox] = []
        width = axes.figure.get_size_inches()[0] * 72
        self.canvas = Bbox([[0, axes.bbox.y0], [width, axes.bbox.y1 + _TOP]])

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return tuple(self.axes.transData.transform((x, y)))

    def line(self, x: float, y: float, end: float, above: float) -> None:
        """Take the place of a horizontal or vertical line."""
        (a, b), (c, d) = self._place(x, y), self._place(end, above)
        self.boxes.append(Bbox([[min(a, c) - 1, min(b, d) - 1], [max(a, c) + 1, max(b, d) + 1]]))

    def mark(self, point: Point, size: float) -> None:
        """Take the place of a mark."""
        x, y = self._place(point.year, point.value)
        half = size / 2 + 1
        self.boxes.append(Bbox([[x - half, y - half], [x + half, y + half]]))

    def write(self, point: Point, colour: str, ways: Sequence[tuple], *, told: bool = True) -> None:
        """Write a name the first of `ways` (dx, dy, ha) that is free; if none, only one `told`."""
        words = style.shorten(point.name, 20)
        bold = point.role == "focus"
        width = width_of(self.axes.figure, words, style.SMALL, bold=bold)
        x, y = self._place(point.year, point.value)
        found = [(self._box(x, y, width, way), way) for way in ways]
        free = [pair for pair in found if self._free(pair[0])]
        if not (free or told):
            return
        box, (dx, dy, ha) = free[0] if free else min(found, key=lambda pair: self._worth(pair[0]))
        self.boxes.append(box)
        if abs(dy) > _LEADER:
            self._leader(x, y, box, dy)
        style.write(
            self.axes, point.year, point.value, words, dx=dx, dy=dy, ha=ha, color=colour, zorder=7,
            fontweight="bold" if bold else "normal", annotation_clip=False,
        )  # fmt: skip

    def _leader(self, x: float, y: float, box: Bbox, dy: float) -> None:
        end = (min(max(x, box.x0 + 4), box.x1 - 4), box.y0 if dy > 0 else box.y1)
        start = (x, y + (6 if dy > 0 else -6))
        (a, b), (c, d) = (self.axes.transData.inverted().transform(p) for p in (start, end))
        self.axes.plot([a, c], [b, d], color=COLOUR["ink2"], linewidth=0.8, zorder=2)

    @staticmethod
    def _box(x: float, y: float, width: float, way: tuple) -> Bbox:
        dx, dy, ha = way
        left = x + dx - {"left": 0, "right": width, "center": width / 2}[ha]
        return Bbox([[left, y + dy - _LINE / 2], [left + width, y + dy + _LINE / 2]])

    def _free(self, box: Bbox) -> bool:
        inside = self.canvas.x0 <= box.x0 and box.x1 <= self.canvas.x1
        inside = inside and self.canvas.y0 <= box.y0 and box.y1 <= self.canvas.y1
        return inside and not any(box.overlaps(other) for other in self.boxes)

    def _worth(self, box: Bbox) -> int:
        return sum(box.overlaps(other) for other in self.boxes)
