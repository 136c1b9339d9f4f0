"""Bars over periods, also around zero: value at the bar, hatched if derived, hollow if forecast.

Takes plain data in the unit of the axis, so that any section can use it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle

from tapeout.figures import style
from tapeout.quantity import Quantity
from tapeout.words import Scale, digits

# (English before, after, Chinese after) of a money axis, by its factor
_MONEY = {
    "en": ((10**10, Decimal(10**9), "{unit} ", " bn"), (0, Decimal(10**6), "{unit} ", " m")),
    "zh": ((10**8, Decimal(10**8), "", "亿{unit}"), (0, Decimal(10**4), "", "万{unit}")),
}
_FINEST = 4  # decimals
_NARROW = 10**9  # from here on a narrow English axis is in billions: its labels are shorter
_YUAN = {"CNY": "元", "USD": "美元", "HKD": "港元"}
_HEIGHT = {"wide": 330, "phone": 300}
_TALLEST = {"wide": 440, "phone": 420}
_LEFT = {"wide": 62, "phone": 36}  # pixels kept free for the labels of the gridlines
_NOTE_ROOM = 64  # pixels above a bar for its value and an annotation of two lines
_INSIDE = 22  # pixels of height from which a value stands inside its bar


@dataclass(frozen=True)
class Bar:
    """One bar; `slots` is the number of period slots it spans, `group` the year beneath."""

    value: float
    label: str
    name: str
    group: str = ""
    slots: int = 1
    kind: str = "solid"  # solid, derived (hatched), forecast (hollow)
    colour: str = "focus"
    note: str = ""  # an annotation, lines split at a line feed
    lo: float | None = None  # the interval, drawn where it is wider than the line
    hi: float | None = None
    space: float = 0.0  # slots left empty before it: a period not published, or a new group


@dataclass(frozen=True)
class Axis:
    """How money is written along an axis: value / factor, with words on the top tick."""

    factor: Decimal
    before: str
    after: str
    language: str

    def text(self, value: float, decimals: int) -> str:
        """Return a number of the axis, with the true minus sign."""
        return f"{value:,.{decimals}f}".replace("-", "\u2212")


def money_axis(unit: str, largest: Decimal, language: str, layout: str = "wide") -> Axis:
    """Return the axis of a currency for values up to `largest`: CNY m, CNY bn, 亿元, 万元."""
    scales = _MONEY[language]
    floor = _NARROW if (language, layout) == ("en", "phone") else scales[0][0]
    _, factor, before, after = scales[0] if largest >= floor else scales[1]
    word = _YUAN.get(unit, unit) if language == "zh" else unit
    return Axis(factor, before.format(unit=word), after.format(unit=word), language)


def value_label(q: Quantity, axis: Axis, layout: str) -> str:
    """Return a value as it stands at its bar: only digits that its interval supports."""
    size = abs(q.value / axis.factor)
    decimals = 0 if axis.factor in (10**4, 10**6) and size >= 10 else 1
    if axis.factor in (10**8, 10**9):
        decimals = 1 if layout == "phone" and size >= 1 else 2
    while q.value and size < Decimal(5).scaleb(-decimals - 1) and decimals < _FINEST:
        decimals += 1  # a small value is not drawn as nothing
    return digits(q, Scale(axis.factor, "", "", decimals), decimals, axis.language)[0]


def round_ticks(low: float, high: float) -> list[float]:
    """Return three to five round values, zero left out, that reach over the larger end."""
    span = max(high, 0.0) - min(low, 0.0) or 1.0
    power = 10.0 ** (len(f"{int(span)}") - 2)
    while span / power > 50:
        power *= 10
    while span / power < 5:
        power /= 10
    for step in (1, 2, 2.5, 5, 10, 20, 25):
        size = step * power
        top = -(-max(high, 0.0) // size)
        bottom = -(-max(-low, 0.0) // size) if low < 0 else 0
        if top + bottom <= 4:
            break
    return [k * size for k in range(-int(bottom), int(top) + 1) if k]


def bars(
    layout: str,
    data: Sequence[Bar],
    axis: Axis,
    *,
    series: Sequence[tuple[str, str]] = (),
    head: float = 0,
) -> Canvas:
    """Return bars side by side in order of time; `series` are (words, colour) of direct labels.

    Bars of one group stand together over its name; a bar of several slots is as wide as they
    are. Values stand inside a tall solid bar, else outside; no label leaves the canvas. `head`
    is the number of pixels kept free above the bars.
    """
    fig = style.canvas(layout, min(_HEIGHT[layout] + head, _TALLEST[layout]))
    axes = style.plot_area(fig, 0, head + (26 if not series else 44), 2, 46)
    low = min([0.0, *(b.value for b in data)])
    high = max([0.0, *(b.value for b in data)])
    ticks = round_ticks(low, high)
    starts = places(data)
    width_px = style.WIDTH[layout] - 2
    slots = starts[-1] + data[-1].slots
    # The unit stands on the top tick: beside the first bar where all bars point down.
    left = _LEFT["wide"] if ticks[-1] < 0 else _LEFT[layout]
    pad = slots * left / (width_px - left)
    axes.set_xlim(-pad, slots)
    bottom, top = min(low, *ticks, 0), max(high, *ticks, 0)
    bottom -= 0.06 * (top - bottom) if bottom < 0 else 0
    share = _NOTE_ROOM / axes.bbox.height
    for value in (b.value for b in data if b.note):
        top = max(top, (max(value, 0) - share * bottom) / (1 - share))
    axes.set_ylim(bottom, top)
    axes.set_xticks([])
    _grid(axes, ticks, axis)
    style.base_line(axes)
    px = width_px / (slots + pad)
    for start, bar in zip(starts, data, strict=True):
        _bar(axes, start, bar, px)
    _names(axes, starts, data)
    for start, bar in zip(starts, data, strict=True):
        if bar.note:
            _note(axes, start + bar.slots / 2, bar, top)
    _series(axes, series)
    _keep_inside(fig)
    return fig


def places(data: Sequence[Bar]) -> list[float]:
    """Return the left edge of each bar; groups of paired bars and gaps stand apart."""
    starts, at = [], 0.0
    for bar in data:
        at += bar.space
        starts.append(at)
        at += bar.slots
    return starts


def _grid(axes, ticks: list[float], axis: Axis) -> None:
    decimals = 0 if all(abs(t - round(t)) < 1e-9 for t in ticks) else 1
    decimals = decimals if all(abs(t * 10 - round(t * 10)) < 1e-9 for t in ticks) else 2
    words = [axis.text(t, decimals) for t in ticks]
    words[-1] = f"{axis.before}{words[-1]}{axis.after}"
    style.value_grid(axes, ticks, words)


def _bar(axes, start: float, bar: Bar, px: float) -> None:
    edge = 0.11
    width = bar.slots - 2 * edge
    colour = style.COLOUR[bar.colour]
    look = {"facecolor": colour, "edgecolor": "none", "linewidth": 0}
    if bar.kind == "derived":
        look = {"facecolor": "none", "edgecolor": colour, "hatch": "////", "linewidth": 1.2}
    elif bar.kind == "forecast":
        look = {
            "facecolor": "none",
            "edgecolor": colour,
            "linestyle": (0, (3, 2)),
            "linewidth": 1.2,
        }
    axes.add_patch(Rectangle((start + edge, 0), width, bar.value, zorder=2, **look))
    _whisker(axes, start + bar.slots / 2, bar)
    low, high = axes.get_ylim()
    tall = abs(bar.value) / (high - low) * axes.bbox.height
    fits = len(bar.label) * 7.2 < width * px - 2
    inside = bar.kind == "solid" and tall > _INSIDE and fits and bar.colour == "focus"
    up = bar.value >= 0
    style.write(
        axes,
        start + bar.slots / 2,
        bar.value,
        bar.label,
        dy=(-4 if up else 4) if inside else (3 if up else -3),
        ha="center",
        va=("top" if up else "bottom") if inside else ("bottom" if up else "top"),
        color=style.COLOUR["page" if inside else "ink"],
        zorder=4,
    )


def _whisker(axes, x: float, bar: Bar) -> None:
    """Draw the interval where it is wider than two pixels."""
    if bar.lo is None or bar.hi is None:
        return
    low, high = axes.get_ylim()
    if (bar.hi - bar.lo) / (high - low) * axes.bbox.height > 2:
        axes.plot([x, x], [bar.lo, bar.hi], color=style.COLOUR["ink"], linewidth=1.2, zorder=3)


def _names(axes, starts: list[float], data: Sequence[Bar]) -> None:
    """Write period names under the plot, the group beneath, and a rule between groups."""
    trans = axes.get_xaxis_transform()
    look = {"xycoords": trans, "textcoords": "offset points", "ha": "center", "va": "top"}
    ink = {"color": style.COLOUR["ink2"], "fontsize": style.SMALL}
    groups: dict[str, list[float]] = {}
    for start, bar in zip(starts, data, strict=True):
        if bar.name:
            axes.annotate(bar.name, (start + bar.slots / 2, 0), xytext=(0, -6), **look, **ink)
        groups.setdefault(bar.group, [start, 0.0])[1] = start + bar.slots
    drop = -24 if any(bar.name for bar in data) else -8
    for place, (name, (first, last)) in enumerate(groups.items()):
        if not name:
            continue
        axes.annotate(name, ((first + last) / 2, 0), xytext=(0, drop), **look, **ink)
        if place:
            axes.plot(
                [first, first], [0, (drop - 10) / axes.bbox.height], transform=trans, clip_on=False,
                color=style.COLOUR["rule"], linewidth=1,
            )  # fmt: skip


def _note(axes, x: float, bar: Bar, top: float) -> None:
    """Write an annotation above a bar, with a thin leader that ends above its value."""
    axes.annotate(
        bar.note, (x, bar.value), xytext=(x, top), textcoords="data", ha="center", va="top",
        color=style.COLOUR["ink"], fontsize=style.SMALL, linespacing=1.3,
        bbox={"facecolor": style.COLOUR["page"], "edgecolor": "none", "pad": 1},
        arrowprops={
            "arrowstyle": "-", "color": style.COLOUR["ink2"], "linewidth": 1,
            "shrinkA": 2, "shrinkB": 20 if bar.value >= 0 else 4,
        },
    )  # fmt: skip


def _series(axes, series: Sequence[tuple[str, str]]) -> None:
    """Name the series at the top left, each behind a swatch of its colour."""
    x = 0.0
    for words, colour in series:
        axes.annotate(
            "\u25a0", (0, 1), xycoords="axes fraction", xytext=(x, 30), va="center", ha="left",
            textcoords="offset points", color=style.COLOUR[colour], fontsize=style.LABEL,
        )  # fmt: skip
        axes.annotate(
            words, (0, 1), xycoords="axes fraction", xytext=(x + 17, 30), va="center", ha="left",
            textcoords="offset points", color=style.COLOUR["ink"], fontsize=style.SMALL,
        )  # fmt: skip
        x += 17 + sum(12 if ord(c) > 0x2E80 else 6.6 for c in words) + 22


def _keep_inside(fig: Canvas) -> None:
    """Move annotations that would leave the canvas back by whole pixels."""
    renderer = FigureCanvasAgg(fig).get_renderer()
    width = fig.bbox.width
    for axes in fig.axes:
        for label in axes.texts:
            box = label.get_window_extent(renderer)
            shift = min(0, width - 2 - box.x1) + max(0, 2 - box.x0)
            if shift:
                x, y = label.xyann
                if label.anncoords == "data":
                    x += shift / axes.bbox.width * (axes.get_xlim()[1] - axes.get_xlim()[0])
                    label.xyann = (x, y)
                else:
                    label.xyann = (x + shift, y)
