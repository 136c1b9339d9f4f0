"""Events on bars: dated acts as stems above the bars of a measure; no cause is drawn.

Takes plain data, so that any section can use it: bars as in `bars`, and events at a place
counted in slots from the left edge of the first bar. A stem ends on the bar of its period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas

from tapeout.figures import style
from tapeout.figures.bars import Axis, Bar, bars, places
from tapeout.figures.dots import width_of

_PITCH = 19  # pixels between two events, one under the other
_LEGEND = 24
_MARK = 8
_BESIDE = 9  # pixels from a mark to its label
_CLEAR = 3  # pixels that a stem keeps from a label
_MOST = 6


@dataclass(frozen=True)
class Event:
    """A dated act: `at` in slots, `lo` to `hi` where the date is coarser than its mark."""

    at: float
    label: str
    relaxed: bool = False
    lo: float | None = None
    hi: float | None = None


@dataclass(frozen=True)
class _Place:
    """Where an event stands: its level from the top, and the side of its label."""

    level: int
    right: bool


def events_on_bars(
    layout: str,
    data: Sequence[Bar],
    axis: Axis,
    events: Sequence[Event],
    words: tuple[str, str],
) -> Canvas:
    """Return bars with at most six events above, in order of time; `words` name the two marks.

    Later events stand lower, unless their stem or label would then cross another label.
    """
    if len(events) > _MOST:
        raise ValueError(f"{len(events)} events in one drawing: at most {_MOST}")
    head = _LEGEND + _PITCH * len(events)
    fig = bars(layout, data, axis, head=head)
    axes = fig.axes[0]
    boxes = _value_boxes(fig)
    low, high = axes.get_xlim()
    px = axes.bbox.width / (high - low)
    xs = [(event.at - low) * px for event in events]
    widths = [width_of(fig, event.label, style.SMALL) for event in events]
    chosen = _arrange(xs, widths, axes.bbox.width)
    for event, x, place in zip(events, xs, chosen, strict=True):
        top = axes.bbox.height + 26 + _PITCH * (len(events) - place.level) - _PITCH / 2
        _event(axes, event, place, top, _foot(axes, data, event, x, boxes))
    _legend(axes, head, words, events)
    return fig


# -- where the events stand --------------------------------------------------------------------
def _arrange(xs: list[float], widths: list[float], room: float) -> list[_Place]:
    """Return the places in which no stem crosses a label: by time where that is possible."""
    if not xs:
        return []
    usual = tuple(x + _BESIDE + w <= room for x, w in zip(xs, widths, strict=True))
    sides = sorted(product((True, False), repeat=len(xs)), key=lambda s: _apart(s, usual))
    spans = {}
    for k, (x, w) in enumerate(zip(xs, widths, strict=True)):
        spans[k, True] = (x + _BESIDE - _CLEAR, x + _BESIDE + w + _CLEAR)
        spans[k, False] = (x - _BESIDE - w - _CLEAR, x - _BESIDE + _CLEAR)
    for right in sides:
        ends = [spans[k, side] for k, side in enumerate(right)]
        if any(a < 0 or b > room + _CLEAR for a, b in ends):
            continue
        order = _order(xs, ends, ())
        if order is not None:
            return [_Place(order.index(k), side) for k, side in enumerate(right)]
    return [_Place(k, side) for k, side in enumerate(usual)]


def _apart(one: tuple[bool, ...], other: tuple[bool, ...]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _order(xs: list[float], ends: list[tuple[float, float]], above: tuple[int, ...]):
    """Return the events from the top down so that no stem runs through a label beneath its mark.

    The earliest that fits comes first at each level; None where nothing fits.
    """
    if len(above) == len(xs):
        return above
    for k, (a, b) in enumerate(ends):
        if k not in above and not any(a < xs[j] < b for j in above):
            found = _order(xs, ends, (*above, k))
            if found is not None:
                return found
    return None


def _value_boxes(fig: Canvas) -> list:
    renderer = FigureCanvasAgg(fig).get_renderer()
    return [label.get_window_extent(renderer) for label in fig.axes[0].texts]


def _foot(axes, data: Sequence[Bar], event: Event, x: float, boxes: list) -> float:
    """Return where a stem ends, in pixels above the foot of the axes: a bar, or its value."""
    low, high = axes.get_ylim()
    px = axes.bbox.height / (high - low)
    foot = -low * px
    for start, bar in zip(places(data), data, strict=True):
        if start + 0.11 <= event.at <= start + bar.slots - 0.11:
            foot = (max(bar.value, 0) - low) * px
    left, bottom = axes.bbox.x0, axes.bbox.y0
    for box in boxes:
        over = box.x0 - _CLEAR < left + x < box.x1 + _CLEAR
        if over and box.y1 - bottom > foot:
            foot = max(foot, box.y1 - bottom + 1)
    return foot


# -- how they are drawn -------------------------------------------------------------------------
def _event(axes, event: Event, place: _Place, top: float, foot: float) -> None:
    ink = style.COLOUR["ink"]
    height = axes.bbox.height
    trans = axes.get_xaxis_transform()
    look = {"linestyle": (0, (1.5, 2)), "linewidth": 1.1} if event.relaxed else {"linewidth": 1.2}
    axes.plot(
        [event.at, event.at], [foot / height, top / height], transform=trans, color=ink,
        clip_on=False, zorder=5, solid_capstyle="butt", **look,
    )  # fmt: skip
    low, high = axes.get_xlim()
    ends = (event.lo, event.hi)
    if None not in ends and (event.hi - event.lo) / (high - low) * axes.bbox.width > _MARK:
        axes.plot(
            ends, [top / height] * 2, transform=trans, clip_on=False, color=style.COLOUR["peer"],
            alpha=0.5, linewidth=4.5, solid_capstyle="butt", zorder=4,
        )  # fmt: skip
    _mark(axes, event.at, top / height, event.relaxed, trans)
    half = 0.0
    if event.hi is not None:  # the label clears a pale bar
        half = max(0.0, (event.hi - event.at) / (high - low) * axes.bbox.width - _MARK / 2)
    axes.annotate(
        event.label, (event.at, top / height), xycoords=trans, textcoords="offset points",
        xytext=((_BESIDE + half) if place.right else -(_BESIDE + half), 0), va="center",
        ha="left" if place.right else "right", color=ink, fontsize=style.SMALL, zorder=6,
        annotation_clip=False,
    )  # fmt: skip


def _mark(axes, x: float, y: float, relaxed: bool, trans) -> None:
    ink = style.COLOUR["ink"]
    axes.plot(
        [x], [y], "^" if relaxed else "v", transform=trans, markersize=_MARK, clip_on=False,
        markeredgecolor=ink, markeredgewidth=1.4, zorder=6,
        markerfacecolor=style.COLOUR["page"] if relaxed else ink,
    )  # fmt: skip


def _legend(axes, head: float, words: tuple[str, str], events: Sequence[Event]) -> None:
    """Name the marks that occur, at the top left."""
    shown = [k for k in (False, True) if any(event.relaxed == k for event in events)]
    height, width = axes.bbox.height, axes.bbox.width
    y = (height + 26 + head - 10) / height
    x = 6.0
    for relaxed in shown:
        _mark(axes, x / width, y, relaxed, axes.transAxes)
        axes.annotate(
            words[relaxed], (x / width, y), xycoords="axes fraction", xytext=(10, 0), va="center",
            textcoords="offset points", color=style.COLOUR["ink2"], fontsize=style.SMALL,
            annotation_clip=False,
        )  # fmt: skip
        x += 10 + width_of(axes.figure, words[relaxed], style.SMALL) + 24
