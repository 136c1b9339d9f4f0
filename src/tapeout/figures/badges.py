"""The shapes of the verdicts: told apart by form first, by colour last."""

from __future__ import annotations

from matplotlib.patches import Circle, Polygon, Rectangle, Wedge

from tapeout.figures import style

# verdict: (shape, colour token)
SHAPES = {
    "exact": ("disc", "holds"),
    "within_rounding": ("ring_dot", "holds"),
    "only_by_truncation": ("half_disc", "qualified"),
    "other_basis": ("diamond", "qualified"),
    "contradicted": ("square_cross", "contradicted"),
    "unsupported": ("dashed_ring", "open"),
    "not_checkable": ("bar", "open"),
    "pending": ("hourglass", "compare"),
    "met": ("triangle_up", "holds"),
    "missed": ("triangle_down", "contradicted"),
}
_R = 5.5  # half the height of a badge, in pixels


def badge(axes, shape: str, x: float, y: float, colour: str) -> None:
    """Draw a badge of 11 pixels with its middle at (x, y); the y axis points down."""
    line = {"facecolor": "none", "edgecolor": colour, "linewidth": 1.4}
    fill = {"facecolor": colour, "edgecolor": "none"}
    for patch in _PARTS[shape](x, y, line, fill):
        axes.add_patch(patch)
    if shape == "square_cross":
        for dx in (1, -1):
            axes.plot(
                [x - dx * 2.6, x + dx * 2.6], [y - 2.6, y + 2.6],
                color=style.COLOUR["page"], linewidth=1.5,
            )  # fmt: skip


def _half_disc(x, y, line, fill):
    return [Circle((x, y), _R - 0.7, **line), Wedge((x, y), _R - 0.7, -90, 90, **fill)]


def _hourglass(x, y, line, fill):
    upper = [(x - 4, y - _R), (x + 4, y - _R), (x, y)]
    lower = [(x - 4, y + _R), (x + 4, y + _R), (x, y)]
    return [Polygon(upper, **line), Polygon(lower, **fill)]


def _triangle(x, y, up: int, fill):
    return [Polygon([(x - _R, y + up * 4.5), (x + _R, y + up * 4.5), (x, y - up * 5)], **fill)]


_PARTS = {
    "disc": lambda x, y, _line, fill: [Circle((x, y), _R, **fill)],
    "ring_dot": lambda x, y, line, fill: [
        Circle((x, y), _R - 0.7, **line), Circle((x, y), 2, **fill),
    ],
    "half_disc": _half_disc,
    "diamond": lambda x, y, line, _fill: [
        Polygon([(x, y - _R), (x + _R, y), (x, y + _R), (x - _R, y)], **line)
    ],
    "square_cross": lambda x, y, _line, fill: [
        Rectangle((x - _R, y - _R), 2 * _R, 2 * _R, **fill)
    ],
    "dashed_ring": lambda x, y, line, _fill: [
        Circle((x, y), _R - 0.7, **line, linestyle=(0, (1.6, 1.4)))
    ],
    "bar": lambda x, y, _line, fill: [Rectangle((x - _R, y - 1), 2 * _R, 2, **fill)],
    "hourglass": _hourglass,
    "triangle_up": lambda x, y, _line, fill: _triangle(x, y, 1, fill),
    "triangle_down": lambda x, y, _line, fill: _triangle(x, y, -1, fill),
}  # fmt: skip
