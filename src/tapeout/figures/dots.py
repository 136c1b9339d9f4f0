"""Dot plot: one value of many entities, sorted, each joined to a stated yardstick.

Takes plain data in the unit of the axis, so that any section can use it:
`dots("wide", [Dot("MetaX", 170, "170", "2025-12", focus=True), ...], Yardstick(158, "median"))`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas

from tapeout.figures import style

_HEIGHT = {"wide": (300, 440), "phone": (260, 420)}
_PITCH = {"wide": 36, "phone": 42}
_TOP, _BOTTOM = 30, 8  # pixels for the axis and under the last row
_YARD = 22  # pixels for the name of the yardstick, under the axis
_NAME_TO_REMARK = 14
_SIDE = {"wide": 16, "phone": 8}  # pixels between the axis and the words at its left
_VALUE_ROOM = 56  # pixels right of the largest value, for its label
_MOST = 24


@dataclass(frozen=True)
class Dot:
    """One row: `value` on the axis, `label` its words; `remark` stands beside the name.

    `hollow` marks what is planned or estimated; `lo` and `hi` draw the interval where it is
    wider than the dot; `colour` is a token of the palette, else that of a focus or a peer.
    `shape` tells a second kind apart; without `stem` the yardstick does not apply to the row.
    """

    name: str
    value: float
    label: str
    remark: str = ""
    focus: bool = False
    hollow: bool = False
    lo: float | None = None
    hi: float | None = None
    colour: str = ""
    shape: str = "o"
    stem: bool = True


@dataclass(frozen=True)
class Yardstick:
    """The value that the rows are measured from, and its words; without words, unnamed."""

    value: float
    label: str = ""


def dots(
    layout: str,
    rows: Sequence[Dot],
    yardstick: Yardstick = Yardstick(0),
    *,
    unit: str = "",
    ticks: Sequence[float] | None = None,
    by_value: bool = True,
) -> Canvas:
    """Return the drawing of up to 24 rows, the largest first; `unit` stands on the last tick.

    The axis begins at zero (or at the smallest value below it); names stand left of it, on a
    phone above their row.
    """
    rows = sorted(rows, key=lambda row: -row.value) if by_value else list(rows)
    rows = rows[:_MOST]
    least, most = _HEIGHT[layout]
    top = _TOP + (_YARD if yardstick.label else 0)
    height = min(max(top + _BOTTOM + _PITCH[layout] * len(rows), least), most)
    fig = style.canvas(layout, height)
    left = _left(fig, layout, rows)
    axes = style.plot_area(fig, left, top, 2, _BOTTOM)
    _scale(axes, rows, yardstick)
    axes.set_ylim(len(rows), 0)
    axes.set_yticks([])
    marks = list(ticks) if ticks is not None else round_ticks(*axes.get_xlim(), axes.bbox.width)
    _axis(axes, marks, unit, top - 16)
    for place, row in enumerate(rows):
        _row(axes, layout, place + (0.5 if layout == "wide" else 0.72), row, yardstick, left)
    _yardstick(axes, yardstick)
    return fig


def round_ticks(low: float, high: float, pixels: float) -> list[float]:
    """Return round values from `low` to `high`, at least 62 pixels apart."""
    span = high - low
    power = 10.0 ** (len(f"{int(span)}") - 2)
    for size in (1, 2, 2.5, 5, 10, 20, 25, 50):
        step = size * power
        if step / span * pixels >= 62:
            break
    first, last = -int(-low // step) if low < 0 else 0, int(high // step)
    return [k * step for k in range(-first, last + 1)]


# -- how it is drawn --------------------------------------------------------------------------
def width_of(fig: Canvas, words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of words in pixels."""
    label = fig.text(0, 0, words, fontsize=size, fontweight="bold" if bold else "normal")
    width = label.get_window_extent(FigureCanvasAgg(fig).get_renderer()).width
    label.remove()
    return width


def legend_lines(layout: str, names: Mapping) -> list[list[tuple]]:
    """Return the keys of {key: name} in lines that fit the width, each with where it begins."""
    fig = style.canvas(layout, 100)
    lines: list[list[tuple]] = [[]]
    x, width = 0.0, style.WIDTH[layout]
    for key, name in names.items():
        needed = 17 + width_of(fig, name, style.SMALL)
        if lines[-1] and x + needed > width:
            lines.append([])
            x = 0.0
        lines[-1].append((key, x))
        x += needed + 18
    return lines


def _left(fig: Canvas, layout: str, rows: Sequence[Dot]) -> float:
    """Return the pixels left of the axis: names and remarks; none on a phone."""
    if layout == "phone" or not rows:
        return _SIDE["phone"]
    names = max(width_of(fig, style.shorten(row.name), style.LABEL, bold=True) for row in rows)
    remarks = max(width_of(fig, row.remark, style.SMALL) if row.remark else 0 for row in rows)
    return names + (remarks and remarks + _NAME_TO_REMARK) + _SIDE["wide"]


def _scale(axes, rows: Sequence[Dot], yardstick: Yardstick) -> None:
    ends = [yardstick.value, *(x for r in rows for x in (r.value, r.lo, r.hi) if x is not None)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = axes.bbox.width - _VALUE_ROOM
    if low < 0:  # labels of negative values stand at their left
        room -= _VALUE_ROOM
        low -= (high - low) / room * _VALUE_ROOM
    axes.set_xlim(low, high + (high - low) / room * _VALUE_ROOM or 1)


def _axis(axes, ticks: Sequence[float], unit: str, lift: float) -> None:
    """Write the values of the axis above the rows, the unit on the last; a line at zero."""
    axes.set_xticks([])
    low, high = axes.get_xlim()
    px = axes.bbox.width / (high - low)
    whole = all(abs(t - round(t)) < 1e-9 for t in ticks)
    for tick in ticks:
        words = f"{tick:,.0f}" if whole else f"{tick:,.1f}"
        words = words.replace("-", "\u2212") + (unit if tick == ticks[-1] else "")
        half = width_of(axes.figure, words, style.SMALL) / 2
        over = max(0.0, (tick - low) * px + half - axes.bbox.width)  # it would leave the canvas
        axes.annotate(
            words, (tick, 1), xycoords=axes.get_xaxis_transform(), xytext=(-over, lift),
            textcoords="offset points", ha="center", va="center",
            color=style.COLOUR["ink2"], fontsize=style.SMALL,
        )  # fmt: skip
    axes.axvline(0, color=style.COLOUR["rule"], linewidth=1, zorder=1)


def _row(axes, layout: str, y: float, row: Dot, yardstick: Yardstick, left: float) -> None:
    colour = style.COLOUR[row.colour or ("focus" if row.focus else "peer")]
    strong = "bold" if row.focus else "normal"
    words = style.COLOUR["focus"] if row.focus else style.COLOUR["ink"]
    axes.axhline(y, color=style.COLOUR["hair"], linewidth=1, zorder=0)
    if row.stem:
        axes.plot(
            [yardstick.value, row.value], [y, y], color=colour, zorder=2, solid_capstyle="butt",
            linewidth=style.FOCUS_LINE if row.focus else style.OTHER_LINE,
        )  # fmt: skip
    _interval(axes, y, row, colour)
    axes.plot(
        [row.value], [y], row.shape, markersize=8, zorder=3, markeredgecolor=colour, markeredgewidth=1.6,
        markerfacecolor=style.COLOUR["page"] if row.hollow else colour,
    )  # fmt: skip
    beyond = 1 if row.value >= yardstick.value else -1
    end = max(row.value, row.hi or row.value) if beyond > 0 else min(row.value, row.lo or row.value)
    style.write(
        axes, end, y, row.label, dx=10 * beyond, ha="left" if beyond > 0 else "right",
        color=words, fontsize=style.LABEL, fontweight=strong, zorder=4,
        bbox={"facecolor": style.COLOUR["page"], "edgecolor": "none", "pad": 1.5},
    )  # fmt: skip
    _name(axes, layout, y, row, left, words, strong)


def _name(axes, layout: str, y: float, row: Dot, left: float, colour: str, strong: str) -> None:
    """Write the name at the left edge with its remark; on a phone both stand above the row."""
    trans = axes.get_yaxis_transform()
    look = {"xycoords": trans, "textcoords": "offset points"}
    lift = 0 if layout == "wide" else 15
    if layout == "phone":  # words over the yardstick cover it
        look["bbox"] = {"facecolor": style.COLOUR["page"], "edgecolor": "none", "pad": 0.5}
    axes.annotate(
        style.shorten(row.name), (0, y), xytext=(-left, lift), ha="left", va="center",
        color=colour, fontsize=style.LABEL, fontweight=strong, zorder=5, **look,
    )  # fmt: skip
    if not row.remark:
        return
    if layout == "wide":
        x, side = -_SIDE["wide"], "right"
    else:
        bold = strong == "bold"
        x = 8 - left + width_of(axes.figure, style.shorten(row.name), style.LABEL, bold=bold)
        side = "left"
    axes.annotate(
        row.remark, (0, y), xytext=(x, lift), ha=side, va="center",
        color=style.COLOUR["ink2"], fontsize=style.SMALL, zorder=5, **look,
    )  # fmt: skip


def _interval(axes, y: float, row: Dot, colour: str) -> None:
    """Draw the interval, with ends, where it is wider than the dot."""
    if row.lo is None or row.hi is None:
        return
    low, high = axes.get_xlim()
    if (row.hi - row.lo) / (high - low) * axes.bbox.width > 8:
        axes.plot(
            [row.lo, row.hi], [y, y], color=colour, linewidth=style.OTHER_LINE, marker="|",
            markersize=9, markeredgewidth=1.6, zorder=2,
        )  # fmt: skip


def _yardstick(axes, yardstick: Yardstick) -> None:
    if not yardstick.label:
        return
    axes.axvline(yardstick.value, color=style.COLOUR["ink"], linewidth=1.4, zorder=1)
    low, high = axes.get_xlim()
    needed = width_of(axes.figure, yardstick.label, style.SMALL) + 8
    fits = (high - yardstick.value) / (high - low) * axes.bbox.width > needed
    axes.annotate(
        yardstick.label, (yardstick.value, 1), xycoords=axes.get_xaxis_transform(),
        xytext=(5 if fits else -5, 12), textcoords="offset points",
        ha="left" if fits else "right", va="center", fontsize=style.SMALL,
    )  # fmt: skip
