"""Swim-lanes: the stages of several companies by age, a coarse date drawn as a pale bar.

Takes plain data in years since founding, so that any section can use it. The company in
focus stands first, then the others by the length of their lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import legend_lines, width_of

_HEIGHT = {"wide": (300, 440), "phone": (260, 420)}
_PITCH = {"wide": 46, "phone": 44}
_LEGEND_LINE = 19
_MEDIAN_ROOM = 26
_AXIS_ROOM = 26
_PALE = 0.42  # opacity of a pale bar
_STEP = 9  # pixels from the lane to a mark on a pale bar
_SIZE = {"wide": 8.0, "phone": 7.0}
_BIG = 1.35  # of the last stage


@dataclass(frozen=True)
class Kind:
    """A stage: its shape, whether it is hollow (paperwork), and its words in the legend."""

    name: str
    shape: str
    hollow: bool = False
    big: bool = False
    above: bool = True  # where a mark on a pale bar stands


@dataclass(frozen=True)
class Mark:
    """A stage reached at an age between `lo` and `hi`; a planned one is drawn hollow."""

    kind: str
    lo: float
    hi: float
    planned: bool = False


@dataclass(frozen=True)
class Lane:
    """One company: its marks, the ends of its lane, and the words at its right end.

    Where the founding itself is known only to the year, ages count from its middle and
    `founding` is half of its width. An open lane is dotted after its last mark, to `end`.
    """

    name: str
    marks: tuple[Mark, ...]
    end: float
    total: str
    focus: bool = False
    open: bool = False
    founding: float = 0.0  # half of the width of the founding date, in years


def swimlanes(
    layout: str,
    lanes: Sequence[Lane],
    kinds: dict[str, Kind],
    *,
    axis: tuple[str, str],
    median: tuple[float, str] | None = None,
) -> Canvas:
    """Draw; `axis` = (word at zero, unit on the last tick), `median` = (age, words)."""
    lanes = [x for x in lanes if x.focus] + sorted(
        (x for x in lanes if not x.focus), key=lambda lane: lane.end
    )
    legend = legend_lines(layout, {key: kind.name for key, kind in kinds.items()})
    top = _LEGEND_LINE * len(legend) + 8 + _MEDIAN_ROOM
    least, most = _HEIGHT[layout]
    height = min(max(top + _PITCH[layout] * len(lanes) + _AXIS_ROOM, least), most)
    fig = style.canvas(layout, height)
    left, right = _margins(fig, layout, lanes, axis)
    axes = style.plot_area(fig, left, top, right, _AXIS_ROOM)
    last = max([lane.end for lane in lanes] + ([median[0]] if median else []))
    axes.set_xlim(0, last * 1.04)
    axes.set_ylim(len(lanes) + 0.1, 0)
    _ages(axes, layout, axis)
    for place, lane in enumerate(lanes):
        _lane(axes, layout, place + (0.5 if layout == "wide" else 0.66), lane, kinds, left, right)
    if median is not None:
        _median(axes, *median, right)
    _legend(fig, legend, kinds)
    return fig


# -- how it is drawn ----------------------------------------------------------------------------
def _margins(fig: Canvas, layout: str, lanes: Sequence[Lane], axis: tuple[str, str]):
    """Return the pixels left and right of the axis."""
    if layout == "phone":
        zero, last = (width_of(fig, words, style.SMALL) / 2 for words in (axis[0], f"9{axis[1]}"))
        return max(zero + 1, 20.0), last + 1
    names = max(width_of(fig, style.shorten(x.name), style.LABEL, bold=True) for x in lanes)
    totals = max(width_of(fig, x.total, style.LABEL, bold=True) for x in lanes)
    return names + 44, totals + 16


def _ages(axes, layout: str, axis: tuple[str, str]) -> None:
    axes.set_yticks([])
    high = axes.get_xlim()[1]
    px = axes.bbox.width / high
    step = next(s for s in (1, 2, 5, 10, 20, 50) if s * px >= (34 if layout == "wide" else 26))
    ages = list(range(0, int(high) + 1, step))
    words = [axis[0], *(str(a) for a in ages[1:])]
    words[-1] += axis[1]
    axes.set_xticks(ages, words)
    axes.tick_params(length=4, pad=4, color=style.COLOUR["ink2"], axis="x")
    labels = list(zip(ages, axes.get_xticklabels(), strict=True))
    halves = [width_of(axes.figure, label.get_text(), style.SMALL) / 2 for _, label in labels]
    for place, (age, label) in enumerate(labels[1:-1], start=1):
        near = (age * px - halves[0], (ages[-1] - age) * px - halves[-1])
        if min(near) < halves[place] + 4:  # it gives way to the words at the ends
            label.set_visible(False)
    axes.plot([0, high], [0, 0], transform=axes.get_xaxis_transform(), clip_on=False,
              color=style.COLOUR["ink2"], linewidth=1)  # fmt: skip


def _lane(axes, layout: str, y: float, lane: Lane, kinds: dict, left: float, right: float) -> None:
    colour = style.COLOUR["focus" if lane.focus else "peer"]
    width = style.FOCUS_LINE if lane.focus else style.OTHER_LINE
    reached = [m.hi if m.lo == m.hi else (m.lo + m.hi) / 2 for m in lane.marks]
    solid = max([0.0, *reached]) if lane.open else lane.end
    axes.plot([0, solid], [y, y], color=colour, linewidth=width, zorder=2)
    if lane.open:
        axes.plot([solid, lane.end], [y, y], color=colour, linewidth=width, zorder=2,
                  linestyle=(0, (1.5, 2.5)))  # fmt: skip
    if lane.founding:
        _pale(axes, -lane.founding, lane.founding, y, colour)
    axes.plot([0, 0], [y - 0.16, y + 0.16], color=colour, linewidth=1.4, zorder=3)
    _marks(axes, layout, y, lane, kinds, colour)
    ink = style.COLOUR["focus" if lane.focus else "ink"]
    strong = "bold" if lane.focus else "normal"
    look = {
        "xycoords": axes.get_yaxis_transform(), "textcoords": "offset points", "va": "center",
        "color": ink, "fontweight": strong, "fontsize": style.LABEL,
    }  # fmt: skip
    lift = 0 if layout == "wide" else 19
    name, total = style.shorten(lane.name), lane.total
    axes.annotate(name, (0, y), xytext=(-left, lift), ha="left", **look)
    if lane.open and not lane.focus:
        look["color"] = style.COLOUR["ink2"]
    axes.annotate(total, (1, y), xytext=(right, lift), ha="right", **look)


def _marks(axes, layout: str, y: float, lane: Lane, kinds: dict, colour: str) -> None:
    size, px = _SIZE[layout], axes.bbox.width / axes.get_xlim()[1]
    row = abs(axes.transData.transform((0, 1))[1] - axes.transData.transform((0, 0))[1])
    taken: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
    for mark in lane.marks:
        kind = kinds[mark.kind]
        at, level = (mark.lo + mark.hi) / 2, 0.0
        if (mark.hi - mark.lo) * px > size + 2:  # a date coarser than its mark
            ends = (mark.lo - 4 / px, mark.hi + 4 / px)
            rows = sum(ends[0] < hi and lo < ends[1] for lo, hi in taken[kind.above])
            taken[kind.above].append(ends)
            level = (-1 if kind.above else 1) * _STEP * (1 + rows) / row
            _pale(axes, mark.lo, mark.hi, y + level, colour)
        hollow = kind.hollow or mark.planned
        axes.plot(
            [at], [y + level], kind.shape, markersize=size * (_BIG if kind.big else 1), zorder=4,
            markerfacecolor=style.COLOUR["page"] if hollow else colour, clip_on=False,
            markeredgecolor=colour, markeredgewidth=1.5,
        )  # fmt: skip


def _pale(axes, lo: float, hi: float, y: float, colour: str) -> None:
    axes.plot([lo, hi], [y, y], color=colour, alpha=_PALE, linewidth=4.5, clip_on=False,
              solid_capstyle="butt", zorder=1)  # fmt: skip


def _median(axes, at: float, words: str, right: float) -> None:
    axes.axvline(at, color=style.COLOUR["ink"], linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    px = axes.bbox.width / axes.get_xlim()[1]
    needed = width_of(axes.figure, words, style.SMALL) + 6
    fits = (axes.get_xlim()[1] - at) * px + right > needed
    axes.annotate(
        words, (at, 1), xycoords=axes.get_xaxis_transform(), xytext=(4 if fits else 0, 11),
        textcoords="offset points", ha="left" if fits else "right", va="center",
        fontsize=style.SMALL,
    )  # fmt: skip


# -- the legend ----------------------------------------------------------------------------------
def _legend(fig: Canvas, lines: list[list[tuple[str, float]]], kinds: dict[str, Kind]) -> None:
    width, height = fig.get_size_inches() * 72
    axes = fig.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    ink = style.COLOUR["ink2"]
    for place, line in enumerate(lines):
        y = 9 + _LEGEND_LINE * place
        for key, x in line:
            kind = kinds[key]
            axes.plot(
                [x + 6], [y], kind.shape, markersize=7 * (_BIG if kind.big else 1),
                markerfacecolor=style.COLOUR["page"] if kind.hollow else ink,
                markeredgecolor=ink, markeredgewidth=1.4,
            )  # fmt: skip
            style.write(axes, x + 17, y, kind.name, color=ink)
