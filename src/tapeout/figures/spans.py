"""Spans: horizontal bars of one unit from a common start, with the width of what is not known."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.figures import style
from tapeout.figures.style import COLOUR


@dataclass(frozen=True)
class Span:
    """One bar: its length with ends of the interval, how it is written, whether it is a yardstick."""

    name: str
    length: float
    lo: float
    hi: float
    text: str
    yardstick: bool = False


def draw(layout: str, spans: list[Span], unit: str):
    """Return the drawing; the yardstick is ink and runs as a line through all rows."""
    wide = layout == "wide"
    row = 52 if wide else 58
    fig = style.canvas(layout, 44 + row * len(spans))
    axes = style.plot_area(fig, 8, 10, 64 if wide else 56, 30)
    most = max(s.hi for s in spans)
    axes.set_xlim(0, most * 1.04)
    axes.set_ylim(len(spans) - 0.4, -0.6)
    axes.set_yticks([])
    gap = next(g for g in (1, 2, 4, 5, 10, 20, 40, 100, 1000) if most / g <= (8 if wide else 5))
    ticks = list(range(0, int(most) + 1, gap))
    # On a phone the subtitle alone names the unit: beside the zero it would meet the next tick.
    axes.set_xticks(ticks, [f"{t:,}" if t or not wide else f"0 {unit}" for t in ticks])
    axes.get_xticklabels()[0].set_ha("left")
    for tick in ticks:
        axes.axvline(tick, color=COLOUR["hair"], linewidth=1, zorder=0)
    axes.axvline(0, color=COLOUR["ink2"], linewidth=1, zorder=1)
    for place, span in enumerate(spans):
        colour = COLOUR["ink"] if span.yardstick else COLOUR["focus"]
        if span.yardstick:
            axes.axvline(span.length, color=colour, linewidth=1, linestyle=(0, (3, 3)), zorder=1)
        axes.barh([place + 0.17], [span.length], height=0.26, color=colour, zorder=2)
        if span.hi - span.lo > most * 0.01:
            axes.plot(
                [span.lo, span.hi], [place + 0.17] * 2, color=COLOUR["ink"], linewidth=1.4, zorder=3
            )
            for end in (span.lo, span.hi):
                axes.plot(
                    [end] * 2,
                    [place + 0.1, place + 0.24],
                    color=COLOUR["ink"],
                    linewidth=1.4,
                    zorder=3,
                )
        name = axes.annotate(
            style.shorten(span.name, 100 if wide else 56), (0, place - 0.13), xytext=(2, 0),
            textcoords="offset points", va="center", ha="left", fontsize=style.SMALL, color=COLOUR["ink"],
            zorder=5,
        )  # fmt: skip
        name.set_bbox({"facecolor": COLOUR["page"], "edgecolor": "none", "pad": 1})
        axes.annotate(
            span.text, (max(span.hi, span.length), place + 0.17), xytext=(6, 0), va="center", ha="left",
            textcoords="offset points", fontsize=style.LABEL, color=colour, fontweight="bold",
            annotation_clip=False,
        )  # fmt: skip
    return fig
