"""A frontier over time: the yardstick as steps in ink, others as dots, on a log scale."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.figures import style
from tapeout.figures.style import COLOUR


@dataclass(frozen=True)
class Point:
    """A chip: decimal year, value, name; `hollow` for an estimate."""

    year: float
    value: float
    name: str
    hollow: bool = False
    focus: bool = False


def draw(
    layout: str, steps: list[Point], others: list[Point], until: float, unit: str, ticks: list[int]
):
    """Return the drawing of the frontier `steps` and of `others` up to the year `until`."""
    wide = layout == "wide"
    fig = style.canvas(layout, 400)
    axes = style.plot_area(fig, 18, 22, 96 if wide else 76, 30)
    first = int(min(p.year for p in [*steps, *others]))
    axes.set_xlim(first - 0.1, until + 0.05)
    axes.set_yscale("log")
    low = min(p.value for p in [*steps, *others])
    axes.set_ylim(low * 0.6, max(p.value for p in [*steps, *others]) * 1.7)
    axes.minorticks_off()
    shown = [t for t in ticks if axes.get_ylim()[0] < t < axes.get_ylim()[1]]
    labels = [f"{t:,}" for t in shown]
    labels[-1:] = [f"{labels[-1]} {unit}"] if labels else []
    style.value_grid(axes, shown, labels)
    years = list(range(first, int(until) + 1, 1 if wide and until - first < 8 else 2))
    axes.set_xticks(years, [str(y) for y in years])
    axes.axhline(axes.get_ylim()[0], color=COLOUR["ink2"], linewidth=1)
    _steps(axes, steps, until)
    _dots(axes, others)
    return fig


def _steps(axes, steps: list[Point], until: float) -> None:
    xs = [p.year for p in steps] + [until]
    ys = [p.value for p in steps] + [steps[-1].value]
    axes.step(xs, ys, where="post", color=COLOUR["frontier"], linewidth=style.OTHER_LINE, zorder=3)
    axes.plot(xs[:-1], ys[:-1], "o", color=COLOUR["frontier"], markersize=6, zorder=4)
    for p in steps:
        last = p is steps[-1]
        axes.annotate(
            style.shorten(p.name, 18), (until, p.value) if last else (p.year, p.value),
            xytext=(6, 0) if last else (-4, 9), textcoords="offset points", fontsize=style.SMALL,
            ha="left" if last or p is steps[0] else "right", va="center",
            color=COLOUR["ink"], annotation_clip=False,
        )  # fmt: skip


def _dots(axes, others: list[Point]) -> None:
    to_px = lambda v: axes.transData.transform((0, v))[1]  # noqa: E731 - one use
    focus = [p for p in others if p.focus]
    for p in others:
        colour = COLOUR["focus"] if p.focus else COLOUR["peer"]
        axes.plot(
            [p.year], [p.value], "o", markersize=8 if p.focus else 6, zorder=5,
            markerfacecolor=COLOUR["page"] if p.hollow else colour, markeredgecolor=colour,
            markeredgewidth=1.4,
        )  # fmt: skip
    named = others if len(others) <= 6 else focus
    places = style.spread([to_px(p.value) for p in named], 15)
    for p, place in zip(named, places, strict=True):
        axes.annotate(
            style.shorten(p.name, 18), (p.year, p.value), xytext=(8, place - to_px(p.value) - 2),
            textcoords="offset points", fontsize=style.SMALL, va="center", ha="left",
            color=COLOUR["focus"] if p.focus else COLOUR["peer_text"], annotation_clip=False,
            fontweight="bold" if p.focus else "normal",
        )  # fmt: skip
