"""Bands and lines over counts that double: cards on a log2 axis, percent from zero upwards.

Takes plain data, so that any section can use it: `scaling("wide", xs, [Group("data parallel",
(Curve("C500", mids, "99%", lows, highs, focus=True), Curve("H100", mids, "96%")))], 64, ...)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.dots import width_of

_HEIGHT = {"wide": 360, "phone": 340}
_TOP, _BOTTOM = 22, 44
_LEFT = {"wide": 44, "phone": 36}  # pixels for the labels of the grid
_LINE = 16  # pixels from one end label to the next
_TICKS = (0, 25, 50, 75, 100)
_DOT = 7


@dataclass(frozen=True)
class Curve:
    """Values in percent at the given counts; `label` is what stands at its end, after its name.

    `supposed` marks what holds only if something unproved does: dashed, with a hollow dot.
    """

    name: str
    values: Sequence[float]
    label: str
    lows: Sequence[float] | None = None
    highs: Sequence[float] | None = None
    focus: bool = False
    supposed: bool = False


@dataclass(frozen=True)
class Group:
    """Curves of one kind under one name, the company's first."""

    name: str
    curves: tuple[Curve, ...]


def scaling(
    layout: str,
    counts: Sequence[int],
    groups: Sequence[Group],
    marked: int,
    axis: str,
    split: tuple[float, str, str] | None = None,
) -> Canvas:
    """Return the drawing; dots stand at `marked`, `axis` names the counts under the axis.

    `split` = (count, words left, words right) sets apart what holds up to that count.
    """
    fig = style.canvas(layout, _HEIGHT[layout])
    ends = [f"{c.name} {c.label}" for g in groups for c in g.curves]
    right = 14 + max(
        max(width_of(fig, words, style.LABEL, bold=True) for words in ends),
        max(width_of(fig, g.name, style.SMALL) for g in groups),
    )
    axes = style.plot_area(fig, 0, _TOP, right, _BOTTOM)
    axes.set_xscale("log", base=2)
    axes.minorticks_off()
    axes.set_ylim(0, 104)
    left = _LEFT[layout]
    stretch = (counts[-1] / counts[0]) ** (left / (axes.bbox.width - left - 8))
    axes.set_xlim(counts[0] / stretch, counts[-1] * stretch ** (8 / left))
    axes.set_xticks(list(counts), [str(c) for c in counts])
    axes.tick_params(length=4, pad=4, color=style.COLOUR["ink2"], axis="x")
    style.value_grid(axes, list(_TICKS), [*(f"{t}" for t in _TICKS[:-1]), "100%"])
    style.base_line(axes)
    axes.annotate(
        axis, (counts[0], 0), xycoords=("data", "axes fraction"), xytext=(0, -24),
        textcoords="offset points", ha="left", va="top", color=style.COLOUR["ink2"],
        fontsize=style.SMALL,
    )  # fmt: skip
    if split is not None:
        _split(axes, *split)
    for group in groups:
        for curve in group.curves:
            _curve(axes, counts, curve, marked)
    _ends(axes, groups)
    return fig


def _split(axes, count: float, before: str, after: str) -> None:
    axes.axvline(count, color=style.COLOUR["rule"], linewidth=1, zorder=0)
    for words, dx, side in ((before, -6, "right"), (after, 6, "left")):
        style.write(axes, count, 0, words, dx=dx, dy=10, ha=side, color=style.COLOUR["ink2"])


def _curve(axes, counts: Sequence[int], curve: Curve, marked: int) -> None:
    colour = style.COLOUR["focus" if curve.focus else "frontier"]
    if curve.lows is not None and curve.highs is not None:
        axes.fill_between(
            counts, curve.lows, curve.highs, color=style.COLOUR["fan80"], linewidth=0, zorder=1
        )
    width = style.FOCUS_LINE if curve.focus else style.OTHER_LINE
    dashed = {"linestyle": (0, (5, 3))} if curve.supposed else {}
    axes.plot(counts, curve.values, color=colour, linewidth=width, zorder=3 + curve.focus, **dashed)
    place = list(counts).index(marked)
    page = style.COLOUR["page"]
    edge, fill = (colour, page) if curve.supposed else (page, colour)
    axes.plot(
        [marked], [curve.values[place]], "o", markersize=_DOT, color=colour,
        zorder=4 + curve.focus, markeredgecolor=edge, markeredgewidth=1.6, markerfacecolor=fill,
    )  # fmt: skip


def _ends(axes, groups: Sequence[Group]) -> None:
    """Write the names of the groups and the curves at the right end, clear of each other."""
    px = axes.bbox.height / (axes.get_ylim()[1] - axes.get_ylim()[0])
    rows: list[tuple[str, float, dict]] = []
    for group in groups:
        tops = sorted(group.curves, key=lambda c: -c.values[-1])
        head = {"color": style.COLOUR["ink2"], "fontsize": style.SMALL}
        rows.append((group.name, tops[0].values[-1] * px + _LINE, head))
        for curve in tops:
            colour = style.COLOUR["focus" if curve.focus else "frontier"]
            look = {"color": colour, "fontsize": style.LABEL, "fontweight": "bold" if curve.focus else "normal"}  # fmt: skip
            rows.append((f"{curve.name} {curve.label}", curve.values[-1] * px, look))
    # From the top down: no label higher than its line, none nearer than a line to the one above.
    at = axes.bbox.height + _TOP - 8
    for words, wanted, look in rows:
        at = min(wanted, at - _LINE)
        axes.annotate(
            words, (1, at / axes.bbox.height), xycoords="axes fraction", xytext=(10, 0),
            textcoords="offset points", ha="left", va="center", **look,
        )  # fmt: skip
