"""Slope: the same things twice, claimed at the left and measured at the right, on a log scale."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tapeout.figures import style
from tapeout.figures.style import COLOUR


@dataclass(frozen=True)
class Line:
    """One thing: its two values, how each is written, the share kept, and how it is drawn."""

    name: str
    left: float
    right: float
    left_text: str
    right_text: str
    kept_text: str
    role: str  # focus, frontier or peer
    hollow: bool = False


def draw(layout: str, lines: list[Line], heads: tuple[str, str, str]):
    """Return the drawing; `heads` name the two sides and the column of what is kept."""
    wide = layout == "wide"
    fig = style.canvas(layout, max(260, 52 + 23 * len(lines)) if wide else 60 + 23 * len(lines))
    axes = style.plot_area(fig, 210 if wide else 146, 34, 150 if wide else 100, 8)
    values = [v for x in lines for v in (x.left, x.right)]
    axes.set_xlim(0, 1)
    axes.set_ylim(math.log(min(values)) - 0.12, math.log(max(values)) + 0.12)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in (0, 1):
        axes.axvline(side, color=COLOUR["hair"], linewidth=1, zorder=0)
    _heads(axes, heads, wide)
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
    return fig


def _heads(axes, heads: tuple[str, str, str], wide: bool) -> None:
    look = {"fontsize": style.SMALL, "color": COLOUR["ink2"], "va": "bottom"}
    top = axes.get_ylim()[1]
    for x, dx, ha, words in (
        (0, -10, "right", heads[0]), (1, 10, "left", heads[1]),
        (1, 142 if wide else 98, "right", heads[2]),
    ):  # fmt: skip
        axes.annotate(
            words, (x, top), xytext=(dx, 8), textcoords="offset points", ha=ha,
            annotation_clip=False, **look,
        )  # fmt: skip


def _labels(axes, lines: list[Line], side: int, key: str, wide: bool) -> None:
    """Write names and values beside their ends, moved apart where they would touch."""
    to_px = lambda v: axes.transData.transform((0, math.log(v)))[1]  # noqa: E731 - one use
    natural = [to_px(getattr(x, key)) for x in lines]
    places = style.spread(natural, 16)
    for x, at, place in zip(lines, natural, places, strict=True):
        colour = COLOUR["peer_text"] if x.role == "peer" else COLOUR[x.role]
        look = {
            "fontsize": style.SMALL, "va": "center", "color": colour, "annotation_clip": False,
            "textcoords": "offset points", "fontweight": "bold" if x.role == "focus" else "normal",
        }  # fmt: skip
        point = (side, math.log(getattr(x, key)))
        if side == 0:
            name = style.shorten(x.name, 22 if wide else 15)
            axes.annotate(name, point, xytext=(-54, place - at), ha="right", **look)
            axes.annotate(x.left_text, point, xytext=(-10, place - at), ha="right", **look)
        else:
            axes.annotate(x.right_text, point, xytext=(10, place - at), ha="left", **look)
            far = 142 if wide else 98
            axes.annotate(x.kept_text, point, xytext=(far, place - at), ha="right", **look)
