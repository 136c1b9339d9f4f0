"""Slope: the same things twice, claimed at the left and measured at the right, on a log scale.

What was not measured alike stands in panels of its own, under the name of the test.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.style import COLOUR

_ROW, _LEAST = 23, 17  # pixels of a row, and the least between two labels
_TITLE, _HEAD, _FOOT = 30, 30, 8
_HEIGHT = {"wide": (260, 440), "phone": (260, 420)}


@dataclass(frozen=True)
class Line:
    """One thing: its two values, how each is written, the share kept, and how it is drawn."""

    name: str
    left: float
    right: float
    left_text: str
    right_text: str
    kept_text: str
    role: str  # focus, compare, frontier or peer
    hollow: bool = False


@dataclass(frozen=True)
class Panel:
    """What one test measured; its name stands over it where there are several."""

    title: str
    lines: tuple[Line, ...]


def draw(layout: str, panels: Sequence[Panel], heads: tuple[str, str, str]) -> Canvas:
    """Return the drawing; `heads` name the two sides and the column of what is kept."""
    wide = layout == "wide"
    titled = len(panels) > 1
    fixed = _HEAD + len(panels) * (_FOOT + (_TITLE if titled else 0))
    rows = sum(max(len(p.lines), 2) for p in panels)
    least, most = _HEIGHT[layout]
    height = min(max(fixed + _ROW * rows, least), most)
    pitch = (height - fixed) / rows
    fig = style.canvas(layout, height)
    top = _HEAD
    for place, panel in enumerate(panels):
        top += _TITLE if titled else 0
        tall = pitch * max(len(panel.lines), 2)
        axes = style.plot_area(
            fig, 210 if wide else 146, top, 150 if wide else 100, height - top - tall
        )
        _panel(axes, panel.lines, wide)
        if place == 0:
            _heads(axes, heads, wide, _TITLE if titled else 0)
        if titled:
            axes.annotate(
                panel.title, (0, 1), xycoords="axes fraction", xytext=(-(210 if wide else 146), 16),
                textcoords="offset points", ha="left", va="center", color=COLOUR["ink"],
                fontsize=style.SMALL, fontweight="bold", annotation_clip=False,
            )  # fmt: skip
        top += tall + _FOOT
    return fig


def _panel(axes, lines: Sequence[Line], wide: bool) -> None:
    values = [v for x in lines for v in (x.left, x.right)]
    room = max(0.12, math.log(max(values) / min(values)) * 0.04)
    axes.set_xlim(0, 1)
    axes.set_ylim(math.log(min(values)) - room, math.log(max(values)) + room)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in (0, 1):
        axes.axvline(side, color=COLOUR["hair"], linewidth=1, zorder=0)
    for side, key in ((0, "left"), (1, "right")):
        _labels(axes, lines, side, key, wide)
    for x in lines:
        colour = COLOUR[x.role]
        width = style.FOCUS_LINE if x.role == "focus" else style.OTHER_LINE
        ys = [math.log(x.left), math.log(x.right)]
        axes.plot([0, 1], ys, color=colour, linewidth=width, zorder=3 + (x.role == "focus"))
        for side, y in enumerate(ys):
            face = COLOUR["page"] if x.hollow and side == 0 else colour
            axes.plot(
                [side], [y], "o", markersize=7, markerfacecolor=face, markeredgecolor=colour,
                markeredgewidth=1.4, zorder=5, clip_on=False,
            )  # fmt: skip


def _heads(axes, heads: tuple[str, str, str], wide: bool, lift: float) -> None:
    look = {"fontsize": style.SMALL, "color": COLOUR["ink2"], "va": "center"}
    for x, dx, ha, words in (
        (0, -10, "right", heads[0]), (1, 10, "left", heads[1]),
        (1, 142 if wide else 98, "right", heads[2]),
    ):  # fmt: skip
        axes.annotate(
            words, (x, 1), xycoords="axes fraction", xytext=(dx, 16 + lift),
            textcoords="offset points", ha=ha, annotation_clip=False, **look,
        )  # fmt: skip


def _labels(axes, lines: Sequence[Line], side: int, key: str, wide: bool) -> None:
    """Write names and values beside their ends, moved apart where they would touch."""
    to_px = lambda v: axes.transData.transform((0, math.log(v)))[1]  # noqa: E731 - one use
    natural = [to_px(getattr(x, key)) for x in lines]
    places = _inside(style.spread(natural, _LEAST), axes.bbox.y0 + 2, axes.bbox.y1)
    for x, at, place in zip(lines, natural, places, strict=True):
        colour = COLOUR["peer_text"] if x.role == "peer" else COLOUR[x.role]
        look = {
            "fontsize": style.SMALL, "va": "center", "color": colour, "annotation_clip": False,
            "textcoords": "offset points", "fontweight": "bold" if x.role == "focus" else "normal",
        }  # fmt: skip
        point = (side, math.log(getattr(x, key)))
        if side == 0:
            name = _fitted(x.name, 22 if wide else 15)
            axes.annotate(name, point, xytext=(-54, place - at), ha="right", **look)
            axes.annotate(x.left_text, point, xytext=(-10, place - at), ha="right", **look)
        else:
            axes.annotate(x.right_text, point, xytext=(10, place - at), ha="left", **look)
            far = 142 if wide else 98
            axes.annotate(x.kept_text, point, xytext=(far, place - at), ha="right", **look)


def _fitted(name: str, most: int) -> str:
    """Return a name that fits: first without its maker (a word, or Han before Latin letters)."""
    if style.shorten(name, most) == name:
        return name
    latin = next((k for k, c in enumerate(name) if ord(c) < 0x2E80), 0)
    return style.shorten(name[latin:] if latin else name.split(" ", 1)[-1], most)


def _inside(places: list[float], low: float, high: float) -> list[float]:
    """Return the places of labels moved, as a block at either end, into their panel."""
    over, under = max(max(places) - high, 0), max(low - min(places), 0)
    if over and not under:
        under_room = min(places) - low
        return [p - min(over, under_room) for p in places]
    if under and not over:
        return [p + min(under, high - max(places)) for p in places]
    return places
