"""Matrix of marks: rows of names, a few columns, and what is known by shape, not by colour.

Takes plain data, so that any section can use it: `matrix("wide", ["PyTorch", "vLLM"],
[Line("MetaX", ("half", "full"), "CUDA-like", focus=True)], {"full": "upstream", ...})`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import width_of

SHAPES = ("full", "half", "ring", "dash")
_PITCH = {"wide": 34, "phone": 42}
_MOST_HIGH = {"wide": 440, "phone": 420}
_HEADS = 26  # pixels for the names of the columns
_LEGEND = 26  # pixels a line of the legend
_SIZE = 11
_MOST = 7  # columns


@dataclass(frozen=True)
class Line:
    """One row: its name, one shape a column, and words that stand beside the name."""

    name: str
    marks: tuple[str, ...]
    remark: str = ""
    focus: bool = False


def matrix(
    layout: str, columns: Sequence[str], rows: Sequence[Line], legend: Mapping[str, str]
) -> Canvas:
    """Return the drawing; on a phone a name stands above its marks. At most seven columns."""
    if len(columns) > _MOST:
        raise ValueError(f"{len(columns)} columns in one matrix: at most {_MOST} can be read")
    wide = layout == "wide"
    used = [shape for shape in SHAPES if any(shape in row.marks for row in rows)]
    lines = 1 if wide else 2
    top = _LEGEND * lines + _HEADS
    pitch = min(_PITCH[layout], (_MOST_HIGH[layout] - top - 6) / len(rows))
    fig = style.canvas(layout, top + pitch * len(rows) + 6)
    axes = style.plot_area(fig, 0, 0, 0, 0)
    width, height = fig.get_size_inches() * 72
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    _legend(axes, [(shape, legend[shape]) for shape in used], lines)
    places = _places(fig, columns, rows, width, wide)
    for words, x in zip(columns, places, strict=True):
        style.write(axes, x, top - 8, words, ha="center", va="baseline", color=style.COLOUR["ink2"])
    axes.plot([0, width], [top, top], color=style.COLOUR["ink2"], linewidth=1)
    for place, row in enumerate(rows):
        _row(axes, row, places, top + pitch * place, pitch, width, wide)
    return fig


def _places(fig, columns, rows, width: float, wide: bool) -> list[float]:
    """Return where the columns stand: right of the names, clear of each other's heads."""
    left = 0.0
    if wide:
        left = 18 + max(
            width_of(fig, style.shorten(row.name), style.LABEL, bold=True) for row in rows
        )
        left += 18 + max(width_of(fig, row.remark, style.SMALL) for row in rows)
    pitch = (width - left) / len(columns)
    return [left + pitch * (place + 0.5) for place in range(len(columns))]


def _row(axes, row: Line, places, top: float, pitch: float, width: float, wide: bool) -> None:
    colour = style.COLOUR["focus" if row.focus else "ink"]
    name = {"color": colour, "fontsize": style.LABEL, "fontweight": "bold" if row.focus else "normal"}  # fmt: skip
    middle = top + (pitch / 2 if wide else pitch - 11)
    style.write(axes, 0, middle if wide else top + 12, style.shorten(row.name), **name)
    if row.remark:
        at = places[0] - (places[1] - places[0]) / 2 - 9 if wide else width
        level = middle if wide else top + 12
        style.write(axes, at, level, row.remark, ha="right", color=style.COLOUR["ink2"])
    for shape, x in zip(row.marks, places, strict=True):
        mark(axes, x, middle, shape, style.COLOUR["focus" if row.focus else "ink2"])
    axes.plot([0, width], [top + pitch] * 2, color=style.COLOUR["hair"], linewidth=1, zorder=0)


def mark(axes, x: float, y: float, shape: str, colour: str) -> None:
    """Draw a full disc, a half disc in a ring, a ring or a dash at a point."""
    if shape == "dash":
        axes.plot([x - 5, x + 5], [y, y], color=style.COLOUR["ink2"], linewidth=1.4)
        return
    page = style.COLOUR["page"]
    fill = {"fillstyle": "left", "markerfacecoloralt": page} if shape == "half" else {}
    face = page if shape == "ring" else colour
    axes.plot(
        [x], [y], "o", markersize=_SIZE, markerfacecolor=face, markeredgecolor=colour,
        markeredgewidth=1.6, linestyle="none", **fill,
    )  # fmt: skip


def _legend(axes, entries: Sequence[tuple[str, str]], lines: int) -> None:
    """Write what the shapes mean from the left, over one or two lines."""
    each = -(-len(entries) // lines)
    for line in range(lines):
        x = 6.0
        for shape, words in entries[line * each : (line + 1) * each]:
            y = 12 + line * _LEGEND
            mark(axes, x, y, shape, style.COLOUR["ink2"])
            style.write(axes, x + 12, y, words, dy=-4, va="baseline", color=style.COLOUR["ink2"])
            x += 12 + width_of(axes.figure, words, style.SMALL) + 24
