"""Paired dots: two measures of the same things side by side, each on its own axis from zero.

Takes plain data, so that any section can use it. On a wide page the panels share their rows; on a
phone they stand one over the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import width_of

_PITCH = {"wide": 34, "phone": 30}
_HEAD = {"wide": 48, "phone": 46}
_MOST = {"wide": 440, "phone": 420}  # pixels high
_GAP = 30  # pixels between the panels
_APART = 12  # pixels between them on a phone
_VALUE_ROOM = 60
_BOTTOM = 8


@dataclass(frozen=True)
class Pair:
    """One row: a name, a remark beside it, and (value, words) of each measure, None where missing.

    `hollow` are the places of measures on another basis than the rest.
    """

    name: str
    remark: str
    values: tuple[tuple[float, str] | None, ...]
    focus: bool = False
    hollow: tuple[int, ...] = ()


def paired_dots(layout: str, rows: Sequence[Pair], heads: Sequence[str], missing: str) -> Canvas:
    """Return the drawing; `heads` name the measures with their unit, `missing` stands for no value."""
    panels = len(heads)
    most = (_MOST[layout] - _APART * (panels - 1)) / panels if layout == "phone" else _MOST[layout]
    pitch = min(_PITCH[layout], (most - _HEAD[layout] - _BOTTOM) / len(rows))
    body = pitch * len(rows)
    each = _HEAD[layout] + body + _BOTTOM
    fig = style.canvas(layout, each if layout == "wide" else each * panels + _APART * (panels - 1))
    left = _left(fig, layout, rows)
    width, height = fig.get_size_inches() * 72
    for place, head in enumerate(heads):
        if layout == "wide":
            room = (width - left - _GAP * (panels - 1)) / panels
            start = left + (room + _GAP) * place
            box = (start, _HEAD[layout], width - start - room, _BOTTOM)
        else:
            top = (each + _APART) * place + _HEAD[layout]
            box = (left, top, 1, height - top - body)
        axes = style.plot_area(fig, *box)
        with_names = layout == "phone" or place == 0
        _panel(axes, rows, place, head, missing, left if with_names else 0, layout)
    return fig


def _left(fig: Canvas, layout: str, rows: Sequence[Pair]) -> float:
    names = max(width_of(fig, style.shorten(row.name), style.LABEL, bold=True) for row in rows)
    remarks = max(width_of(fig, row.remark, style.SMALL) for row in rows)
    return names + 12 + (remarks + 22 if layout == "wide" else 0)


def _panel(
    axes, rows: Sequence[Pair], place: int, head: str, missing: str, left: float, layout: str
) -> None:
    values = [row.values[place][0] for row in rows if row.values[place] is not None]
    low, high = min([0.0, *values]), max([0.0, *values]) or 1.0
    room = axes.bbox.width - _VALUE_ROOM
    axes.set_xlim(low, high + (high - low) / room * _VALUE_ROOM)
    axes.set_ylim(len(rows), 0)
    axes.set_yticks([])
    axes.set_xticks([])
    axes.annotate(
        head, (0, 1), xycoords="axes fraction", xytext=(0, 36), textcoords="offset points",
        ha="left", va="center", fontsize=style.SMALL, color=style.COLOUR["ink"],
    )  # fmt: skip
    for tick in _ticks(high, room):
        axes.axvline(
            tick, color=style.COLOUR["rule" if tick == 0 else "hair"], linewidth=1, zorder=0
        )
        axes.annotate(
            f"{tick:,.0f}", (tick, 1), xycoords=axes.get_xaxis_transform(), xytext=(0, 12),
            textcoords="offset points", ha="left" if tick == low else "center", va="center",
            fontsize=style.SMALL, color=style.COLOUR["ink2"],
        )  # fmt: skip
    for number, row in enumerate(rows):
        _row(axes, number + 0.5, row, place, missing, left, layout)


def _ticks(high: float, pixels: float) -> list[float]:
    """Return round values from zero to `high`, at least 44 pixels apart."""
    steps = [n * 10**power for power in range(7) for n in (1, 2, 5)]
    step = next((s for s in steps if s / high * pixels >= 44), steps[-1])
    return [k * step for k in range(int(high / step) + 1)]


def _row(axes, y: float, row: Pair, place: int, missing: str, left: float, layout: str) -> None:
    pair = row.values[place]
    colour = style.COLOUR["focus" if row.focus else "peer"]
    words = style.COLOUR["focus" if row.focus else "ink"]
    strong = "bold" if row.focus else "normal"
    axes.axhline(y, color=style.COLOUR["hair"], linewidth=1, zorder=0)
    page = {"facecolor": style.COLOUR["page"], "edgecolor": "none", "pad": 1.5}
    if pair is None:
        style.write(axes, 0, y, missing, dx=6, color=style.COLOUR["ink2"], bbox=page)
    else:
        axes.plot([0, pair[0]], [y, y], color=colour, zorder=2, solid_capstyle="butt",
                  linewidth=style.FOCUS_LINE if row.focus else style.OTHER_LINE)  # fmt: skip
        axes.plot(
            [pair[0]], [y], "o", markersize=8, zorder=3, markeredgecolor=colour, markeredgewidth=1.6,
            markerfacecolor=style.COLOUR["page"] if place in row.hollow else colour,
        )  # fmt: skip
        style.write(axes, pair[0], y, pair[1], dx=10, color=words, fontsize=style.LABEL,
                    fontweight=strong, bbox=page, zorder=4)  # fmt: skip
    if not left:
        return
    look = {"xycoords": axes.get_yaxis_transform(), "textcoords": "offset points", "va": "center"}
    axes.annotate(style.shorten(row.name), (0, y), xytext=(-left, 0), ha="left", color=words,
                  fontsize=style.LABEL, fontweight=strong, **look)  # fmt: skip
    if layout == "wide":
        axes.annotate(row.remark, (0, y), xytext=(-14, 0), ha="right", fontsize=style.SMALL,
                      color=style.COLOUR["ink2"], **look)  # fmt: skip
