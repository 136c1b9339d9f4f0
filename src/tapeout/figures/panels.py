"""Small multiples: a panel for each series, each on its own axis and in its own unit.

Takes plain data in the unit of the panel, so that any section can use it:
`panels("wide", [Panel("ASKCI", "all GPUs", marks, colour, marker), ...])`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import width_of

MOST = 8
_COLUMNS = {"wide": 4, "phone": 2}
_HEIGHT = {"wide": (300, 440), "phone": (260, 420)}
_PITCH = {"wide": 188, "phone": 104}
_GAP = 16  # pixels between columns
_APART = {"wide": 18, "phone": 6}  # pixels between the rows
_HEAD = {"wide": 62, "phone": 36}  # rule, name, definition and remark above the plot
_FOOT = 20  # years under it
_MARK = 6
_CLEAR = 7  # pixels from a mark to its value
_ROOM = 18  # pixels above the highest mark for its value
_LOW = 0.3  # share of the height under which a value stands above its mark
_SIDE = 15  # pixels from the edge of a panel to its first and last mark
_LINE = 17  # height of a line of words
_WHISKER = 8  # pixels from which an interval is drawn


@dataclass(frozen=True)
class Mark:
    """A value of one year with its words; `lo` and `hi` are its interval."""

    x: float
    y: float
    label: str
    hollow: bool = False
    lo: float | None = None
    hi: float | None = None

    @property
    def top(self) -> float:
        """Return the upper end of the mark or of its interval."""
        return self.y if self.hi is None else self.hi


@dataclass(frozen=True)
class Panel:
    """One series: its name, what it counts, and its marks in order of time.

    `remark` is a third line, for which a phone has no room.
    """

    name: str
    counted: str
    marks: tuple[Mark, ...]
    colour: str
    marker: str = "o"
    remark: str = ""


def panels(layout: str, data: Sequence[Panel]) -> Canvas:
    """Return at most eight panels of two marks or more, four beside each other, two on a phone.

    Every axis begins at zero. The values stand at the marks and the years under them; where
    two would touch, the last, the first and the last solid mark keep theirs.
    """
    if len(data) > MOST:
        raise ValueError(f"{len(data)} panels in one drawing: at most {MOST}")
    columns = min(_COLUMNS[layout], len(data))
    rows = -(-len(data) // columns)
    least, most = _HEIGHT[layout]
    height = min(max(rows * _PITCH[layout], least), most)
    fig = style.canvas(layout, height)
    wide = (style.WIDTH[layout] - _GAP * (columns - 1)) / columns
    tall = (height + _APART[layout]) / rows
    for place, panel in enumerate(data):
        row, column = divmod(place, columns)
        _panel(fig, layout, panel, (column * (wide + _GAP), row * tall), (wide, tall))
    return fig


def _panel(fig: Canvas, layout: str, panel: Panel, at: tuple, size: tuple) -> None:
    (left, top), (wide, tall), head = at, size, _HEAD[layout]
    right = fig.bbox.width - left - wide
    bottom = fig.bbox.height - top - tall + _APART[layout] + _FOOT
    axes = style.plot_area(fig, left, top + head, right, bottom)
    _name(fig, axes, panel, wide, head)
    if panel.remark and layout == "wide":
        _line(axes, panel.remark, head - 37, style.COLOUR["ink"])
    xs = [m.x for m in panel.marks]
    span = (xs[-1] - xs[0]) or 1
    side = _SIDE / (wide - 2 * _SIDE) * span
    axes.set_xlim(xs[0] - side, xs[-1] + side)
    high = max(m.top for m in panel.marks)
    axes.set_ylim(0, high / (1 - _ROOM / axes.bbox.height))
    axes.set_yticks([])
    axes.set_xticks([])
    _band(axes, panel.marks)
    axes.axhline(0, color=style.COLOUR["ink2"], linewidth=1, zorder=1)
    _draw(axes, panel)
    _label(fig, axes, panel)


def _name(fig: Canvas, axes, panel: Panel, wide: float, head: float) -> None:
    """Write the name under a rule, smaller where it is long, cut where it is too long."""
    name, size = panel.name, style.LABEL
    if width_of(fig, name, size, bold=True) > wide:
        size = style.SMALL
    while width_of(fig, name, size, bold=True) > wide and len(name) > 4:
        name = name.removesuffix("...").rstrip()[:-1].rstrip() + "..."
    _line(axes, name, head - 3, panel.colour, fontsize=size, fontweight="bold")
    _line(axes, panel.counted, head - 20, style.COLOUR["ink2"])
    top = 1 + (head - 0.5) / axes.bbox.height
    axes.plot(
        [0, 1], [top, top], transform=axes.transAxes, color=style.COLOUR["rule"], linewidth=1,
        clip_on=False,
    )  # fmt: skip


def _line(axes, words: str, above: float, colour: str, **look) -> None:
    """Write a line at the left, `above` pixels over the plot."""
    axes.annotate(
        words, (0, 1), xycoords="axes fraction", xytext=(0, above), textcoords="offset points",
        va="top", ha="left", color=colour, **({"fontsize": style.SMALL} | look),
    )  # fmt: skip


def _band(axes, marks: Sequence[Mark]) -> None:
    """Shade the years from half-way after the last solid mark on."""
    low, high = axes.get_xlim()
    solid = [m.x for m in marks if not m.hollow]
    later = [m.x for m in marks if not solid or m.x > solid[-1]]
    if later:
        start = (solid[-1] + later[0]) / 2 if solid else low
        axes.axvspan(start, high, color=style.COLOUR["band"], linewidth=0, zorder=-1)


def _draw(axes, panel: Panel) -> None:
    for one, other in pairwise(panel.marks):
        dashed = {"linestyle": (0, (4, 2.5))} if other.hollow else {}
        axes.plot(
            [one.x, other.x], [one.y, other.y], color=panel.colour, linewidth=1.8, zorder=2,
            **dashed,
        )  # fmt: skip
    px = axes.bbox.height / axes.get_ylim()[1]
    for mark in panel.marks:
        if mark.lo is not None and mark.hi is not None and (mark.hi - mark.lo) * px > _WHISKER:
            axes.plot([mark.x] * 2, [mark.lo, mark.hi], color=panel.colour, linewidth=1.2, zorder=2)
        fill = style.COLOUR["page"] if mark.hollow else panel.colour
        axes.plot(
            [mark.x], [mark.y], panel.marker, markersize=_MARK, color=panel.colour, zorder=3,
            markerfacecolor=fill, markeredgecolor=panel.colour, markeredgewidth=1.4,
            clip_on=False,
        )  # fmt: skip


def _label(fig: Canvas, axes, panel: Panel) -> None:
    """Write values and years, those that matter first, none where another already stands."""
    low, high = axes.get_xlim()
    across, up = axes.bbox.width / (high - low), axes.bbox.height / axes.get_ylim()[1]
    values: list[tuple[float, ...]] = []
    years: list[tuple[float, ...]] = []
    for mark in _by_weight(panel.marks):
        centre, last = (mark.x - low) * across, mark is panel.marks[-1]
        first = mark is panel.marks[0] and not last
        below = first and mark.y * up > max(_LOW * axes.bbox.height, _CLEAR + _LINE)
        y = mark.y if below else mark.top
        wide = width_of(fig, mark.label, style.SMALL)
        shift = -_SIDE if first else _SIDE if last else 2
        left = centre + shift - (0 if first else wide)
        bottom = y * up + (-_CLEAR - _LINE if below else _CLEAR)
        if _take(values, (left, bottom, left + wide, bottom + _LINE)):
            style.write(
                axes, mark.x, y, mark.label, dx=shift, dy=-_CLEAR if below else _CLEAR,
                ha="left" if first else "right", va="top" if below else "bottom", zorder=4,
            )  # fmt: skip
        text = f"{mark.x:.0f}"
        half = width_of(fig, text, style.SMALL) / 2
        if _take(years, (centre - half, 0, centre + half, _LINE)):
            grey = style.COLOUR["ink2"]
            style.write(axes, mark.x, 0, text, dy=-5, ha="center", va="top", color=grey)


def _by_weight(marks: Sequence[Mark]) -> list[Mark]:
    """Return the last, the first and the last solid mark, then the others in order of time."""
    solid = [m for m in marks if not m.hollow]
    order = [marks[-1], marks[0], *solid[-1:], *marks]
    return list(dict.fromkeys(order))


def _take(taken: list[tuple[float, ...]], box: tuple[float, ...]) -> bool:
    """Take a box (left, bottom, right, top) if it is free of the others; say whether it was."""
    for x0, y0, x1, y1 in taken:
        if box[0] < x1 + 4 and x0 - 4 < box[2] and box[1] < y1 and y0 < box[3]:
            return False
    taken.append(box)
    return True
