"""Timeline: one row a thing, its dated steps as marks, planned ones hollow, coarse ones as bars."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.figures import style
from tapeout.figures.style import COLOUR

MARKS = ("^", "o", "s", "D", "X")


@dataclass(frozen=True)
class Step:
    """A dated step: first and last decimal year it may mean, its kind, and whether planned."""

    first: float
    last: float
    kind: int
    planned: bool = False


@dataclass(frozen=True)
class Lane:
    """One row of steps."""

    name: str
    steps: tuple[Step, ...]


def draw(layout: str, lanes: list[Lane], kinds: list[str], today: float, today_text: str):
    """Return the drawing; `kinds` name the marks in the order of their number."""
    wide = layout == "wide"
    per_row = 5 if wide else 2
    legend = 20 * -(-len(kinds) // per_row)
    fig = style.canvas(layout, 58 + legend + 34 * len(lanes))
    axes = style.plot_area(fig, 110 if wide else 84, 22 + legend, 16, 28)
    years = [y for lane in lanes for s in lane.steps for y in (s.first, s.last)]
    first, last = int(min([*years, today])), int(max([*years, today])) + 1
    axes.set_xlim(first, last)
    axes.set_ylim(-0.6, len(lanes) - 0.4)
    axes.invert_yaxis()
    axes.set_yticks([])
    gap = 1 if wide or last - first <= 5 else 2
    ticks = list(range(first, last + 1, gap))
    axes.set_xticks(ticks, [str(y) for y in ticks])
    axes.axhline(len(lanes) - 0.4, color=COLOUR["ink2"], linewidth=1)
    axes.axvline(today, color=COLOUR["ink"], linewidth=1, linestyle=(0, (3, 3)), zorder=1)
    near_end = today > first + 0.75 * (last - first)
    style.write(
        axes, today, -0.6, today_text, dx=-5 if near_end else 5, dy=9,
        ha="right" if near_end else "left", annotation_clip=False,
    )  # fmt: skip
    for row, lane in enumerate(lanes):
        _lane(axes, row, lane, wide)
    _legend(fig, kinds, per_row)
    return fig


def _lane(axes, row: int, lane: Lane, wide: bool) -> None:
    axes.annotate(
        style.shorten(lane.name, 16 if wide else 12), (0, row), xytext=(-8, 0),
        xycoords=axes.get_yaxis_transform(), textcoords="offset points", ha="right", va="center",
        fontsize=style.SMALL, color=COLOUR["ink"], annotation_clip=False,
    )  # fmt: skip
    middles = [(s.first + s.last) / 2 for s in lane.steps]
    axes.plot(
        [min(middles), max(middles)], [row, row], color=COLOUR["focus"], linewidth=1.6, zorder=2
    )
    for step, middle in zip(lane.steps, middles, strict=True):
        if step.last - step.first > 0.2:
            axes.plot(
                [step.first, step.last], [row + 0.22] * 2, color=COLOUR["fan50"], linewidth=4,
                solid_capstyle="butt", zorder=1,
            )  # fmt: skip
        axes.plot(
            [middle], [row], MARKS[step.kind % len(MARKS)], markersize=8, zorder=3, clip_on=False,
            markerfacecolor=COLOUR["page"] if step.planned else COLOUR["focus"],
            markeredgecolor=COLOUR["focus"], markeredgewidth=1.4,
        )  # fmt: skip


def _legend(fig, kinds: list[str], per_row: int) -> None:
    width, height = fig.get_size_inches() * 72
    column = (width - 16) / per_row
    axes = fig.add_axes((0, 0, 1, 1), zorder=-1)
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.axis("off")
    for place, name in enumerate(kinds):
        x, y = 8 + (place % per_row) * column, height - 10 - 20 * (place // per_row)
        axes.plot([x], [y], MARKS[place], markersize=7, color=COLOUR["ink2"], markeredgewidth=1.4)
        axes.annotate(
            name, (x, y), xytext=(9, 0), textcoords="offset points", va="center",
            fontsize=style.SMALL, color=COLOUR["ink2"],
        )  # fmt: skip
