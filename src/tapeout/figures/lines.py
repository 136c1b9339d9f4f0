"""Lines over years with direct labels: houses apart, estimates hollow and dashed.

Takes plain data, so that any section can use it: `lines("wide", [Line("ASKCI", points, colour,
marker)], ticks)`; the values and the ticks are in the unit of the axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import width_of

_HEIGHT = {"wide": 340, "phone": 320}
_TOP, _BOTTOM = 24, 28
_MARK = 7
_CLEAR = 9  # pixels from a mark to its value
_YEAR_PX = 38  # least pixels between two year labels


@dataclass(frozen=True)
class Point:
    """A value at a year, its words, and whether it is a forecast or an estimate."""

    x: float
    y: float
    label: str
    estimate: bool = False


@dataclass(frozen=True)
class Line:
    """One source: its points in order of time; values stand `above` or below the marks."""

    name: str
    points: tuple[Point, ...]
    colour: str
    marker: str = "o"
    above: bool = True


def lines(
    layout: str,
    data: Sequence[Line],
    ticks: Sequence[tuple[float, str]],
    *,
    log: bool = False,
    band: tuple[float, str] | None = None,
) -> Canvas:
    """Return at most five lines; `ticks` are (value, words), `band` = (start, words).

    A line carries its name at its last point: right of it, or left where a phone has no room.
    """
    if len(data) > 5:
        raise ValueError(f"{len(data)} lines in one drawing: draw small multiples from six on")
    fig = style.canvas(layout, _HEIGHT[layout])
    right = 2
    if layout == "wide":
        right = 16 + max(width_of(fig, line.name, style.LABEL, bold=True) for line in data)
    axes = style.plot_area(fig, 0, _TOP, right, _BOTTOM)
    xs = [p.x for line in data for p in line.points]
    axes.set_yscale("log" if log else "linear")
    axes.minorticks_off()
    axes.set_ylim(*_reach([p.y for line in data for p in line.points], ticks, log))
    _years(axes, layout, min(xs), max(xs))
    if band is not None and band[0] < axes.get_xlim()[1]:
        _band(axes, *band)
    style.value_grid(axes, [t for t, _ in ticks], [w for _, w in ticks])
    axes.axhline(axes.get_ylim()[0], color=style.COLOUR["ink2"], linewidth=1, zorder=1)
    for line in data:
        _line(axes, line)
        _words(axes, layout, line)
    return fig


def _reach(values: list[float], ticks: Sequence[tuple[float, str]], log: bool):
    """Return the ends of the y axis: over the ticks and the values, with room for words."""
    low, high = min(*values, ticks[0][0]), max(*values, ticks[-1][0])
    if log:
        room = (high / low) ** 0.08
        return low / room, high * room
    return min(0.0, low), high + 0.08 * (high - min(0.0, low))


def _years(axes, layout: str, first: float, last: float) -> None:
    left = 40 if layout == "wide" else 34  # for the labels of the grid
    right = 10 if layout == "wide" else 24
    px = (axes.bbox.width - left - right) / max(last - first, 1)
    axes.set_xlim(first - left / px, last + right / px)
    step = 1
    while step * px < _YEAR_PX:
        step += 1
    years = [y for y in range(round(first), round(last) + 1) if (round(last) - y) % step == 0]
    axes.set_xticks(years, [str(y) for y in years])
    axes.tick_params(length=4, pad=4, color=style.COLOUR["ink2"], axis="x")


def _band(axes, start: float, words: str) -> None:
    axes.axvspan(start, axes.get_xlim()[1], color=style.COLOUR["band"], linewidth=0, zorder=-1)
    axes.annotate(
        words, (start, 0), xycoords=axes.get_xaxis_transform(), xytext=(6, 12),
        textcoords="offset points", color=style.COLOUR["ink2"], fontsize=style.SMALL, va="center",
    )  # fmt: skip


def _line(axes, line: Line) -> None:
    for one, other in zip(line.points, line.points[1:], strict=False):
        dashed = {"linestyle": (0, (5, 3))} if other.estimate else {}
        axes.plot(
            [one.x, other.x], [one.y, other.y], color=line.colour, linewidth=2, zorder=2, **dashed
        )
    for point in line.points:
        fill = style.COLOUR["page"] if point.estimate else line.colour
        axes.plot(
            [point.x], [point.y], line.marker, markersize=_MARK, color=line.colour, zorder=3,
            markerfacecolor=fill, markeredgecolor=line.colour, markeredgewidth=1.6,
        )  # fmt: skip


def _words(axes, layout: str, line: Line) -> None:
    """Write the values at the marks and the name at the last one."""
    last = line.points[-1]
    low, high = axes.get_xlim()
    free = (high - last.x) / (high - low) * axes.bbox.width
    needed = width_of(axes.figure, line.name, style.LABEL, bold=True) + 14
    name = {"color": line.colour, "fontsize": style.LABEL, "fontweight": "bold", "zorder": 4}
    value = {"color": line.colour, "fontsize": style.LABEL, "zorder": 4}
    beside = layout == "phone" and free > needed
    for point in line.points:
        if beside and point is last:
            continue
        style.write(
            axes, point.x, point.y, point.label, dy=_CLEAR if line.above else -_CLEAR,
            ha="center", va="bottom" if line.above else "top", **value,
        )  # fmt: skip
    if beside:  # on a phone the last value stands under the name, clear of the one before it
        style.write(axes, last.x, last.y, line.name, dx=12, dy=8, **name)
        style.write(axes, last.x, last.y, last.label, dx=12, dy=-8, **value)
    elif layout == "wide":
        style.write(axes, last.x, last.y, line.name, dx=12, **name)
    else:
        style.write(axes, last.x, last.y, line.name, dx=-10, dy=2, ha="right", **name)
