"""Timeline: one row a thing, its dated steps as marks, planned ones hollow, coarse ones as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tapeout.figures import style
from tapeout.figures.dots import legend_lines, width_of
from tapeout.figures.style import COLOUR

MARKS = ("v", "^", "s", "D", "o", "X", "P")
_PITCH = {"wide": 36, "phone": 46}
_MOST = {"wide": 440, "phone": 420}  # pixels high
_LEGEND_LINE = 19
_TODAY_ROOM = 24
_AXIS_ROOM = 28
_COARSE = 0.2  # years from which a date is drawn as a bar
_LIFT = 15  # pixels from the lane to its words on a phone


@dataclass(frozen=True)
class Step:
    """A dated step: first and last decimal year it may mean, its kind, and whether planned."""

    first: float
    last: float
    kind: int
    planned: bool = False

    @property
    def middle(self) -> float:
        """Return the middle of the date."""
        return (self.first + self.last) / 2


@dataclass(frozen=True)
class Lane:
    """One row of steps; `total` are the words at its right end."""

    name: str
    steps: tuple[Step, ...]
    total: str = ""


def draw(
    layout: str, lanes: Sequence[Lane], kinds: Mapping[int, str], today: float, today_text: str
):
    """Return the drawing; `kinds` name the marks by their number, in the order of the legend."""
    wide = layout == "wide"
    legend = legend_lines(layout, kinds)
    top = _LEGEND_LINE * len(legend) + 10 + _TODAY_ROOM
    pitch = min(_PITCH[layout], (_MOST[layout] - top - _AXIS_ROOM) / len(lanes))
    fig = style.canvas(layout, top + pitch * len(lanes) + _AXIS_ROOM)
    left, right = _margins(fig, lanes) if wide else (16, 18)
    axes = style.plot_area(fig, left, top, right, _AXIS_ROOM)
    years = [y for lane in lanes for s in lane.steps for y in (s.first, s.last)]
    first, last = int(min([*years, today])), int(max([*years, today]) - 1e-6) + 1
    axes.set_xlim(first, last)
    axes.set_ylim(len(lanes), 0)
    axes.set_yticks([])
    _years(axes, first, last, wide)
    _today(axes, today, today_text)
    for row, lane in enumerate(lanes):
        y = row + (0.5 if wide else 0.68)
        _lane(axes, y, lane)
        _words(axes, y, lane, (left, right), 0 if wide else min(_LIFT, pitch / 2 - 3))
    _legend(fig, legend, kinds)
    return fig


def _margins(fig, lanes: Sequence[Lane]) -> tuple[float, float]:
    names = max(width_of(fig, style.shorten(x.name), style.LABEL) for x in lanes)
    totals = max(width_of(fig, x.total, style.LABEL) if x.total else 0 for x in lanes)
    return names + 26, max(totals + 18, 20)


def _years(axes, first: int, last: int, wide: bool) -> None:
    """Write each year in the middle of it, with ticks between."""
    px = axes.bbox.width / (last - first)
    step = 1 if px >= (46 if wide else 34) else 2
    axes.set_xticks(range(first, last + 1), [""] * (last - first + 1))
    axes.tick_params(axis="x", length=5, color=COLOUR["ink2"])
    axes.axhline(axes.get_ylim()[0], color=COLOUR["ink2"], linewidth=1, zorder=1)
    for year in range(first, last, step):
        axes.annotate(
            str(year), (year + 0.5, 0), xycoords=axes.get_xaxis_transform(), xytext=(0, -14),
            textcoords="offset points", ha="center", va="center", fontsize=style.SMALL,
            color=COLOUR["ink2"],
        )  # fmt: skip


def _today(axes, today: float, words: str) -> None:
    axes.axvline(today, color=COLOUR["ink"], linewidth=1, linestyle=(0, (3, 3)), zorder=1)
    low, high = axes.get_xlim()
    near_end = today > low + 0.6 * (high - low)
    axes.annotate(
        words, (today, 1), xycoords=axes.get_xaxis_transform(), textcoords="offset points",
        xytext=(-5 if near_end else 5, 11), ha="right" if near_end else "left", va="center",
        fontsize=style.SMALL,
    )  # fmt: skip


def _lane(axes, y: float, lane: Lane) -> None:
    done = [s.middle for s in lane.steps if not s.planned]
    planned = [s.middle for s in lane.steps if s.planned]
    colour = COLOUR["focus"]
    axes.axhline(y, color=COLOUR["hair"], linewidth=1, zorder=0)
    if done:
        axes.plot([min(done), max(done)], [y, y], color=colour, linewidth=2, zorder=2)
    if planned and done and max(planned) > max(done):
        axes.plot([max(done), max(planned)], [y, y], color=colour, linewidth=1.4, zorder=2,
                  linestyle=(0, (1.5, 2.5)))  # fmt: skip
    for step in sorted(lane.steps, key=lambda s: s.planned, reverse=True):
        if step.last - step.first > _COARSE:
            axes.plot([step.first, step.last], [y, y], color=COLOUR["fan50"], linewidth=7,
                      solid_capstyle="butt", zorder=1)  # fmt: skip
        axes.plot(
            [step.middle], [y], MARKS[step.kind % len(MARKS)], markersize=8, zorder=3, clip_on=False,
            markerfacecolor=COLOUR["page"] if step.planned else colour,
            markeredgecolor=colour if step.planned else COLOUR["page"],
            markeredgewidth=1.5 if step.planned else 0.8,
        )  # fmt: skip


def _words(axes, y: float, lane: Lane, room: tuple[float, float], lift: float) -> None:
    look = {
        "xycoords": axes.get_yaxis_transform(), "textcoords": "offset points", "va": "center",
        "fontsize": style.LABEL, "annotation_clip": False,
    }  # fmt: skip
    page = {"facecolor": COLOUR["page"], "edgecolor": "none", "pad": 1}
    axes.annotate(style.shorten(lane.name), (0, y), xytext=(-room[0], lift), ha="left", **look)
    if lane.total:
        axes.annotate(lane.total, (1, y), xytext=(room[1] - 1, lift), ha="right",
                      color=COLOUR["ink2"], bbox=page, zorder=4, **look)  # fmt: skip


def _legend(fig, lines: list[list[tuple[int, float]]], kinds: Mapping[int, str]) -> None:
    width, height = fig.get_size_inches() * 72
    axes = fig.add_axes((0, 0, 1, 1), zorder=-1)
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    for row, line in enumerate(lines):
        y = 9 + _LEGEND_LINE * row
        for place, x in line:
            axes.plot([x + 6], [y], MARKS[place % len(MARKS)], markersize=7, color=COLOUR["ink2"],
                      markeredgewidth=0)  # fmt: skip
            style.write(axes, x + 17, y, kinds[place], color=COLOUR["ink2"])
