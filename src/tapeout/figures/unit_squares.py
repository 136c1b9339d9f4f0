"""Counts that matter one by one: a badge, a name, the count, and one square for each thing.

Takes plain data, so that any section can use it. Squares may stand in several columns with
a head each (wide); on a phone they run on in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from tapeout.figures import style
from tapeout.figures.badges import badge

SQUARE, PITCH, LINE = 7.0, 9.5, 9.5  # pixels: side of a square, to the next one, to the next line
_ROW, _HEAD, _EDGE = 27.0, 34.0, 10.0
_NAME = {"wide": 22.0, "phone": 20.0}
_COUNT = {"wide": 172.0, "phone": 148.0}  # right end of the counts
_FIRST = {"wide": 192.0, "phone": 160.0}  # left end of the squares


@dataclass(frozen=True)
class Counted:
    """One row: the shape of its badge, its name, and how many things in each column."""

    shape: str
    colour: str
    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Return how many things there are in all columns."""
        return sum(self.counts)


def unit_squares(layout: str, rows: Sequence[Counted], heads: Sequence[str]) -> Canvas:
    """Return the drawing; `heads` name the columns, which the wide layout alone has."""
    columns = _columns(layout, rows, len(heads))
    heights = [_height(row, layout, columns) for row in rows]
    top = _HEAD if layout == "wide" else _EDGE
    height = top + sum(heights) + _EDGE
    fig = style.canvas(layout, height)
    axes = style.plot_area(fig, 0, 0, 0, 0)
    axes.set_xlim(0, style.WIDTH[layout])
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    if layout == "wide":
        for (left, _), head, total in zip(
            columns, heads, [sum(r.counts[k] for r in rows) for k in range(len(heads))], strict=True
        ):
            style.write(axes, left, 14, f"{head}  {total}", color=style.COLOUR["ink2"])
    y = top
    for row, tall in zip(rows, heights, strict=True):
        axes.plot([0, style.WIDTH[layout]], [y, y], color=style.COLOUR["hair"], linewidth=1)
        _draw_row(axes, row, layout, columns, y + _ROW / 2)
        y += tall
    return fig


def _columns(layout: str, rows: Sequence[Counted], count: int) -> list[tuple[float, int]]:
    """Return (left end, squares a line) of each column, as wide as its fullest row asks."""
    right = style.WIDTH[layout]
    if layout == "phone":
        return [(_FIRST[layout], int((right - _FIRST[layout]) // PITCH))]
    needed = [max(max((row.counts[k] for row in rows), default=0), 8) for k in range(count)]
    gap = 22.0
    room = right - _FIRST[layout] - gap * (count - 1)
    columns, left = [], _FIRST[layout]
    for squares in needed:
        width = room * squares / sum(needed)
        columns.append((left, max(int(width // PITCH), 1)))
        left += width + gap
    return columns


def _height(row: Counted, layout: str, columns: list[tuple[float, int]]) -> float:
    counts = row.counts if layout == "wide" else (row.total,)
    lines = max(-(-n // each) for n, (_, each) in zip(counts, columns, strict=True))
    return _ROW + max(lines - 1, 0) * LINE


def _draw_row(axes, row: Counted, layout: str, columns: list[tuple[float, int]], y: float) -> None:
    ink = style.COLOUR["ink"] if row.total else style.COLOUR["ink2"]
    badge(axes, row.shape, 7, y, row.colour if row.total else style.COLOUR["ink2"])
    style.write(axes, _NAME[layout], y, row.name, fontsize=style.LABEL, color=ink)
    style.write(
        axes, _COUNT[layout], y, str(row.total), ha="right", fontsize=style.LABEL, color=ink
    )
    counts = row.counts if layout == "wide" else (row.total,)
    for number, (left, each) in zip(counts, columns, strict=True):
        if number:
            axes.add_patch(_squares(number, left, y, each, row.colour))


def _squares(number: int, left: float, y: float, each: int, colour: str) -> PathPatch:
    """Return all squares of one row and column as a single path: one element in the SVG."""
    vertices, codes = [], []
    for k in range(number):
        x0 = left + (k % each) * PITCH
        y0 = y - SQUARE / 2 + (k // each) * LINE
        corners = [(x0, y0), (x0 + SQUARE, y0), (x0 + SQUARE, y0 + SQUARE), (x0, y0 + SQUARE)]
        vertices += [*corners, corners[0]]
        codes += [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return PathPatch(Path(vertices, codes), facecolor=colour, edgecolor="none")
