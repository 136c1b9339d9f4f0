"""Rooflines: attainable rate by arithmetic intensity, log-log, with dots where workloads sit.

Takes plain data, so that any section can use it: `roofline("wide", [Roof("C500", 240, 1800, ...)],
[Guide(1, "batch 1"), ...], "TFLOPS", "operations a byte")`. Rates in TFLOPS, bandwidths in GB/s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import width_of

_HEIGHT = {"wide": 400, "phone": 400}
_TOP, _BOTTOM = 40, 44
_EDGE = 2  # pixels kept free at the edges of the canvas
_LINE = 15  # pixels from one line of a label to the next
_DOT = 7
_REACH = (0.6, 5000.0)  # operations a byte
_SHORTEST = 6  # pixels that a label may be moved before it gets a leader
_GIGA_IN_TERA = 1000


@dataclass(frozen=True)
class Dot:
    """A workload on a roof; `hollow` where it does not fit the memory of one card."""

    intensity: float
    rate: float
    hollow: bool = False


@dataclass(frozen=True)
class Roof:
    """A chip: its ceilings, those that were measured, and how name and ceilings are written."""

    name: str
    peak: float
    bandwidth: float
    peak_label: str
    bandwidth_label: str
    colour: str  # a token of the palette
    text: str = ""  # token of its words, where not that of its marks
    measured_peak: float | None = None
    measured_bandwidth: float | None = None
    focus: bool = False
    dots: tuple[Dot, ...] = ()

    def at(self, intensity: float) -> float:
        """Return the attainable rate in TFLOPS."""
        return min(self.peak, self.bandwidth * intensity / _GIGA_IN_TERA)

    @property
    def ink(self) -> str:
        """Return the colour of its words."""
        return style.COLOUR[self.text or self.colour]


@dataclass(frozen=True)
class Guide:
    """A workload named over the plot, at its intensity."""

    intensity: float
    name: str


def roofline(
    layout: str, roofs: Sequence[Roof], guides: Sequence[Guide], unit: str, axis: str
) -> Canvas:
    """Return the drawing of up to five roofs, the first on top; `axis` names the intensity.

    Wide: bandwidths stand at the left ends, names with peaks at the right. Phone: all three
    lines stand at the right.
    """
    if len(roofs) > 5:
        raise ValueError(f"{len(roofs)} roofs in one drawing: at most five can be told apart")
    wide = layout == "wide"
    fig = style.canvas(layout, _HEIGHT[layout])
    blocks = [_block(roof, wide) for roof in roofs]
    right = 12 + _EDGE + max(
        width_of(fig, words, style.LABEL if place == 0 else style.SMALL, bold=place == 0)
        for block in blocks for place, words in enumerate(block)
    )  # fmt: skip
    left = 2
    if wide:
        left = 8 + max(width_of(fig, roof.bandwidth_label, style.SMALL) for roof in roofs)
    axes = style.plot_area(fig, left, _TOP, right, _BOTTOM)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.minorticks_off()
    axes.set_xlim(*_REACH)
    low = min(roof.at(_REACH[0]) for roof in roofs)
    axes.set_ylim(low * 0.8, max(max(r.peak, r.measured_peak or 0) for r in roofs) * 1.6)
    _axes(axes, roofs, unit, axis)
    _guides(axes, guides)
    for place, roof in enumerate(reversed(roofs)):
        _draw(axes, roof, 3 + place)
    _right(axes, roofs, blocks)
    if wide:
        _left(axes, roofs)
    return fig


def _block(roof: Roof, wide: bool) -> tuple[str, ...]:
    """Return the lines of a roof's label: its name, its peak and, on a phone, its bandwidth."""
    lines = (roof.name, roof.peak_label)
    return lines if wide else (*lines, roof.bandwidth_label)


def _axes(axes, roofs: Sequence[Roof], unit: str, axis: str) -> None:
    """Draw the grid where no roof starts through its words, and the axis of intensity."""
    bottom, top = axes.get_ylim()
    start = max(roof.at(_REACH[0] * 2) for roof in roofs)
    ticks = [t for t in (1, 10, 100, 1000) if max(bottom, start) < t < top]
    labels = [f"{t:,}" for t in ticks]
    labels[-1:] = [f"{labels[-1]} {unit}"] if labels else []
    style.value_grid(axes, ticks, labels)
    axes.axhline(bottom, color=style.COLOUR["ink2"], linewidth=1)
    steps = [1, 10, 100, 1000]
    axes.set_xticks(steps, [f"{s:,}" for s in steps])
    axes.tick_params(length=4, pad=4, color=style.COLOUR["ink2"], axis="x")
    axes.annotate(
        axis, (0, 0), xycoords="axes fraction", xytext=(0, -24), textcoords="offset points",
        ha="left", va="top", color=style.COLOUR["ink2"], fontsize=style.SMALL,
    )  # fmt: skip


def _guides(axes, guides: Sequence[Guide]) -> None:
    """Draw the dotted lines of the workloads and write their names over the plot, apart."""
    fig = axes.figure
    widths = [width_of(fig, guide.name, style.SMALL) for guide in guides]
    spots = [axes.transData.transform((g.intensity, 1))[0] for g in guides]
    edges = (_EDGE, fig.bbox.width - _EDGE)
    placed = _apart(spots, widths, 8, edges)
    top = axes.bbox.y1
    for guide, place in zip(guides, placed, strict=True):
        axes.axvline(
            guide.intensity, color=style.COLOUR["rule"], linewidth=1, linestyle=(0, (1, 3)),
            zorder=1,
        )  # fmt: skip
        axes.annotate(
            guide.name, _place(fig, place, top + 12), xycoords="figure fraction", ha="center", va="center",
            fontsize=style.SMALL, color=style.COLOUR["ink2"], annotation_clip=False,
        )  # fmt: skip


def _apart(spots: list[float], widths: list[float], gap: float, edges) -> list[float]:
    """Return centres of words in the order of `spots`, moved little, `gap` apart, within edges."""
    placed = list(spots)
    for _ in range(200):
        for k in range(1, len(placed)):
            need = (widths[k - 1] + widths[k]) / 2 + gap - (placed[k] - placed[k - 1])
            if need > 0:
                placed[k - 1] -= need / 2
                placed[k] += need / 2
        placed = [
            min(max(p, edges[0] + w / 2), edges[1] - w / 2)
            for p, w in zip(placed, widths, strict=True)
        ]
    return placed


def _draw(axes, roof: Roof, layer: int) -> None:
    colour = style.COLOUR[roof.colour]
    low, high = _REACH
    ridge = roof.peak * _GIGA_IN_TERA / roof.bandwidth
    xs = [low, min(max(ridge, low), high), high]
    width = style.FOCUS_LINE if roof.focus else style.OTHER_LINE
    axes.plot(xs, [roof.at(x) for x in xs], color=colour, linewidth=width, zorder=layer)
    dashed = {"color": colour, "linewidth": 1.3, "linestyle": (0, (4, 3)), "zorder": layer}
    if roof.measured_peak is not None:
        start = max(roof.measured_peak * _GIGA_IN_TERA / roof.bandwidth, low)
        axes.plot([start, high], [roof.measured_peak] * 2, **dashed)
    if roof.measured_bandwidth is not None:
        end = min(roof.peak * _GIGA_IN_TERA / roof.measured_bandwidth, high)
        rates = [roof.measured_bandwidth * x / _GIGA_IN_TERA for x in (low, end)]
        axes.plot([low, end], rates, **dashed)
    for dot in roof.dots:
        axes.plot(
            [dot.intensity], [dot.rate], "o", markersize=_DOT, markeredgecolor=colour,
            markerfacecolor=style.COLOUR["page"] if dot.hollow else colour, markeredgewidth=1.6,
            zorder=layer + 0.5,
        )  # fmt: skip


def _right(axes, roofs: Sequence[Roof], blocks: list[tuple[str, ...]]) -> None:
    """Write name and ceilings at the right ends, moved apart where they would touch."""
    wanted = [axes.transData.transform((1, roof.peak))[1] for roof in roofs]
    height = _LINE * len(blocks[0])
    room = (axes.bbox.y0, axes.figure.bbox.height - 8)
    placed = _inside(style.spread(wanted, height + 4), height, room)
    edge = axes.bbox.x1
    for roof, block, want, at in zip(roofs, blocks, wanted, placed, strict=True):
        for line, words in enumerate(block):
            y = at + height / 2 - _LINE * (line + 0.5)
            bold = "bold" if line == 0 and roof.focus else "normal"
            axes.annotate(
                words, _place(axes.figure, edge + 10, y), xycoords="figure fraction", ha="left", va="center",
                fontsize=style.LABEL if line == 0 else style.SMALL, fontweight=bold,
                color=roof.ink, annotation_clip=False,
            )  # fmt: skip
        if abs(at - want) > _SHORTEST:
            _leader(axes, (edge + 1, want), (edge + 8, at))


def _left(axes, roofs: Sequence[Roof]) -> None:
    """Write the bandwidths at the left ends of the slopes, moved apart where they would touch."""
    wanted = [axes.transData.transform((1, roof.at(_REACH[0])))[1] for roof in roofs]
    room = (axes.bbox.y0, axes.bbox.y1)
    placed = _inside(style.spread(wanted, _LINE), _LINE, room)
    edge = axes.bbox.x0
    for roof, want, at in zip(roofs, wanted, placed, strict=True):
        axes.annotate(
            roof.bandwidth_label, _place(axes.figure, edge - 8, at), xycoords="figure fraction", ha="right",
            va="center", fontsize=style.SMALL, color=roof.ink, annotation_clip=False,
            fontweight="bold" if roof.focus else "normal",
        )  # fmt: skip
        if abs(at - want) > 1:
            _leader(axes, (edge - 1, want), (edge - 6, at))


def _inside(placed: list[float], height: float, room: tuple[float, float]) -> list[float]:
    """Return the centres moved together so that all of them lie in the room."""
    low = min(placed) - height / 2 - room[0]
    high = max(placed) + height / 2 - room[1]
    shift = -low if low < 0 else -high if high > 0 else 0.0
    return [p + shift for p in placed]


def _leader(axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate(
        "", _place(axes.figure, *end), xytext=_place(axes.figure, *start),
        xycoords="figure fraction", textcoords="figure fraction",
        arrowprops={"arrowstyle": "-", "color": style.COLOUR["rule"], "linewidth": 1,
                    "shrinkA": 0, "shrinkB": 0},
        annotation_clip=False,
    )  # fmt: skip


def _place(fig: Canvas, x: float, y: float) -> tuple[float, float]:
    """Return pixels as a fraction of the canvas, which holds at any resolution."""
    return x / fig.bbox.width, y / fig.bbox.height
