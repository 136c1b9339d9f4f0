"""Roofline: attainable rate against operations a byte, log-log, with workloads as rings.

Takes plain data: rates in TFLOPS, bandwidths in GB/s, intensities in operations a byte.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import width_of

_HEIGHT = {"wide": 380, "phone": 400}
_TOP, _BOTTOM = 34, 46
_LABEL_GAP = {"wide": 34, "phone": 32}


@dataclass(frozen=True)
class Ceiling:
    """One chip: its peak and bandwidth, what was measured (None where nothing was), its words."""

    name: str
    peak: float
    bandwidth: float
    measured: float | None
    words: str
    role: str  # focus, compare, frontier or peer


@dataclass(frozen=True)
class Ring:
    """A workload: where it stands on the axis, and its name."""

    intensity: float
    name: str


def roofline(
    layout: str, ceilings: Sequence[Ceiling], rings: Sequence[Ring], axis: str, unit: str
) -> Canvas:
    """Return the drawing; names stand at the right end of the ceilings, workloads on top."""
    wide = layout == "wide"
    fig = style.canvas(layout, _HEIGHT[layout])
    right = 8
    if wide:
        right += 8 + max(
            max(width_of(fig, c.name, style.LABEL, bold=True), width_of(fig, c.words, style.SMALL))
            for c in ceilings
        )
    axes = style.plot_area(fig, 0, _TOP, right, _BOTTOM)
    low, high = 0.35, max(r.intensity for r in rings) * 2.5
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.minorticks_off()
    axes.set_xlim(low, high)
    least = min(c.bandwidth * low / 1000 for c in ceilings)
    axes.set_ylim(least * 0.8, max(c.peak for c in ceilings) * 1.5)
    ticks = [
        10.0**k for k in range(-1, 5) if least <= 10.0**k <= max(c.peak for c in ceilings) * 1.4
    ]
    words = [f"{t:,.0f}" if t >= 1 else f"{t:g}" for t in ticks]
    words[-1] = unit.format(words[-1])
    style.value_grid(axes, ticks, words)
    axes.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1,000"])
    axes.tick_params(axis="x", length=4, color=style.COLOUR["ink2"])
    axes.axhline(axes.get_ylim()[0], color=style.COLOUR["ink2"], linewidth=1)
    axes.annotate(
        axis, (0, 0), xycoords="axes fraction", xytext=(0, -36), textcoords="offset points",
        color=style.COLOUR["ink2"], fontsize=style.SMALL, ha="left", va="center",
    )  # fmt: skip
    for ring in rings:
        _workload(axes, ring)
    for ceiling in ceilings:
        _ceiling(axes, ceiling, rings)
    _names(axes, ceilings, layout)
    return fig


def _workload(axes, ring: Ring) -> None:
    axes.axvline(
        ring.intensity, color=style.COLOUR["rule"], linewidth=1, linestyle=(0, (2, 3)), zorder=0
    )
    axes.annotate(
        ring.name, (ring.intensity, 1), xycoords=axes.get_xaxis_transform(), xytext=(0, 10),
        textcoords="offset points", ha="center", va="center", color=style.COLOUR["ink2"],
        fontsize=style.SMALL,
    )  # fmt: skip


def _ceiling(axes, c: Ceiling, rings: Sequence[Ring]) -> None:
    low, high = axes.get_xlim()
    knee = c.peak * 1000 / c.bandwidth
    line = style.FOCUS_LINE if c.role == "focus" else style.OTHER_LINE
    colour = style.COLOUR[c.role]
    axes.plot(
        [low, knee, high], [c.bandwidth * low / 1000, c.peak, c.peak], color=colour,
        linewidth=line, zorder=3 if c.role == "focus" else 2,
    )  # fmt: skip
    if c.measured is not None:
        start = c.measured * 1000 / c.bandwidth
        axes.plot(
            [start, high], [c.measured] * 2, color=colour, linewidth=1.2, zorder=2,
            linestyle=(0, (3, 2)),
        )  # fmt: skip
    for ring in rings:
        rate = min(c.peak, c.bandwidth * ring.intensity / 1000)
        axes.plot(
            [ring.intensity], [rate], "o", markersize=6, markeredgecolor=colour,
            markerfacecolor=style.COLOUR["page"], markeredgewidth=1.5, zorder=4,
        )  # fmt: skip


def _names(axes, ceilings: Sequence[Ceiling], layout: str) -> None:
    """Write name and figures: right of each ceiling, or on a phone under all of them."""
    low, high = (math.log(end) for end in axes.get_ylim())
    height = axes.bbox.height
    gap = _LABEL_GAP[layout]
    if layout == "wide":
        at = [(math.log(c.peak) - low) / (high - low) * height for c in ceilings]
        places = style.spread(at, gap)
        over = max(max(places) - (height - 12), 0)
        places = [place - over for place in places]
    else:  # the slopes leave the lower right free
        order = sorted(range(len(ceilings)), key=lambda k: ceilings[k].peak)
        places = [0.0] * len(ceilings)
        for rank, k in enumerate(order):
            places[k] = 18 + rank * gap
    for ceiling, place in zip(ceilings, places, strict=True):
        colour = style.COLOUR["peer_text" if ceiling.role == "peer" else ceiling.role]
        side, dx = ("left", 8) if layout == "wide" else ("right", -2)
        for words, dy, size, weight in (
            (ceiling.name, 7, style.LABEL, "bold"), (ceiling.words, -8, style.SMALL, "normal"),
        ):  # fmt: skip
            axes.annotate(
                words, (1, place / height), xycoords="axes fraction", xytext=(dx, dy), ha=side,
                va="center", textcoords="offset points", color=colour, fontsize=size,
                fontweight=weight, annotation_clip=False, zorder=5,
            )  # fmt: skip
