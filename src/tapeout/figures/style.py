"""One look for every drawing: faces, colours, line weights, canvas, and the way to SVG.

Sizes are CSS pixels (one SVG unit each). Colours are the light palette of tokens.json;
the renderers replace them by variables (HTML) or by the print palette (PDF), so a drawing
is made once. Text stays text: it can be searched and takes the face of the page.
"""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text as Label
from matplotlib.transforms import Bbox

from tapeout.errors import GateProblem
from tapeout.figures.markup import fit_for_page

TOKENS = json.loads((Path(__file__).with_name("tokens.json")).read_text(encoding="utf-8"))
LAYOUTS = ("wide", "phone")
WIDTH = {"wide": TOKENS["figure"]["wide_px"][0], "phone": TOKENS["figure"]["phone_px"][0]}
FACE = TOKENS["type"]["evidence"]
SMALL, LABEL = TOKENS["type"]["html_px"]["figure_label"]
COLOUR: dict[str, str] = {
    name: value for name, value in TOKENS["colour"]["light"].items() if isinstance(value, str)
}
HEAT: list[str] = TOKENS["colour"]["light"]["heat"]
FOCUS_LINE, OTHER_LINE = 2.6, 1.6
# Houses keep colour and marker in every edition; unknown ones take ink2 and a new marker.
HOUSES = {
    "bernstein": (COLOUR["bernstein"], "o"),
    "idc": (COLOUR["idc"], "s"),
    "frost_sullivan": (COLOUR["frost"], "^"),
    "askci": (COLOUR["askci"], "D"),
    "cic": (COLOUR["cic"], "v"),
}
_SPARE_MARKERS = "P*Xh<>"


def house_style(house: str, place: int = 0) -> tuple[str, str]:
    """Return (colour, marker) of a research house; `place` tells unknown ones apart."""
    return HOUSES.get(house, (COLOUR["ink2"], _SPARE_MARKERS[place % len(_SPARE_MARKERS)]))


@cache
def font_files() -> dict[str, Path]:
    """Return the files of the two faces, {"sans": ..., "serif": ...}, from the font package."""
    import pylopdf_fonts_zh_cn as fonts

    return {"sans": Path(fonts.sans_path()), "serif": Path(fonts.serif_path())}


@cache
def _known_face() -> str:
    # The faces exist in Regular only: bold is drawn as an outline, so its absence is no news.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    font_manager.fontManager.addfont(str(font_files()["sans"]))
    return FACE


def apply() -> None:
    """Set the look for the drawings of this process."""
    mpl.use("svg")
    mpl.rcParams.update(
        {
            "font.family": [_known_face()],
            "font.size": SMALL,
            "text.parse_math": False,
            "svg.fonttype": "none",
            "svg.hashsalt": "tapeout",
            "axes.unicode_minus": True,
            "text.color": COLOUR["ink"],
            "axes.labelcolor": COLOUR["ink2"],
            "axes.edgecolor": COLOUR["ink2"],
            "xtick.color": COLOUR["ink2"],
            "ytick.color": COLOUR["ink2"],
            "xtick.labelsize": SMALL,
            "ytick.labelsize": SMALL,
            "axes.linewidth": 1.0,
            "figure.facecolor": "none",
            "axes.facecolor": "none",
            "savefig.facecolor": "none",
            "path.simplify": True,
            "figure.dpi": 72,
            "savefig.dpi": 72,
            "hatch.linewidth": 1.0,
        }
    )


@contextmanager
def missing_glyphs_are_errors() -> Iterator[None]:
    """Turn matplotlib's warning about a glyph the face lacks into GateProblem."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        try:
            yield
        except UserWarning as warning:
            raise GateProblem(
                f"a drawing holds a character the face {FACE} lacks: {warning}"
            ) from warning


def canvas(layout: str, height: float) -> Canvas:
    """Return an empty drawing of the layout's width and `height` pixels."""
    apply()
    fig = Canvas(figsize=(WIDTH[layout] / 72, height / 72))
    fig.patch.set_visible(False)  # without a fill it would only be bytes
    return fig


def plot_area(fig: Canvas, left: float, top: float, right: float, bottom: float):
    """Return axes inset by pixels from the edges, without spines or ticks."""
    width, height = fig.get_size_inches() * 72
    axes = fig.add_axes(
        (
            left / width,
            bottom / height,
            (width - left - right) / width,
            (height - top - bottom) / height,
        )
    )
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, pad=6)
    return axes


def value_grid(axes, ticks: list[float], labels: list[str]) -> None:
    """Draw horizontal hairlines with their labels above the line, at the left, inside."""
    axes.set_yticks([])
    for tick, label in zip(ticks, labels, strict=True):
        axes.axhline(tick, color=COLOUR["hair"], linewidth=1, zorder=0)
        axes.annotate(
            label,
            (0, tick),
            xycoords=axes.get_yaxis_transform(),
            xytext=(0, 4),
            textcoords="offset points",
            ha="left",
            va="bottom",
            color=COLOUR["ink2"],
            fontsize=SMALL,
            zorder=1,
        )


def base_line(axes, value: float = 0) -> None:
    """Draw the line from which values are read."""
    axes.axhline(value, color=COLOUR["ink2"], linewidth=1, zorder=1)


def write(axes, x: float, y: float, words: str, *, dx: float = 0, dy: float = 0, **look) -> Label:
    """Write words at a data point, moved by pixels; the look is matplotlib's."""
    given = {"ha": "left", "va": "center", "color": COLOUR["ink"], "fontsize": SMALL} | look
    return axes.annotate(words, (x, y), xytext=(dx, dy), textcoords="offset points", **given)


def spread(positions: list[float], gap: float) -> list[float]:
    """Return positions moved as little as possible so that neighbours are `gap` apart."""
    order = sorted(range(len(positions)), key=positions.__getitem__)
    placed = [positions[k] for k in order]
    for _ in range(200):
        moved = False
        for k in range(1, len(placed)):
            short = gap - (placed[k] - placed[k - 1])
            if short > 1e-9:
                placed[k - 1] -= short / 2
                placed[k] += short / 2
                moved = True
        if not moved:
            break
    result = [0.0] * len(positions)
    for k, place in zip(order, placed, strict=True):
        result[k] = place
    return result


def shorten(name: str, most: int = 22) -> str:
    """Return a name that fits a label; a longer one is cut with three dots."""
    wide = sum(2 if ord(c) > 0x2E80 else 1 for c in name)
    if wide <= most:
        return name
    kept, used = "", 0
    for c in name:
        used += 2 if ord(c) > 0x2E80 else 1
        if used > most - 3:
            break
        kept += c
    return kept.rstrip() + "..."


def to_svg(fig: Canvas, prefix: str) -> str:
    """Return the drawing as an inline SVG with text as text and ids that begin with `prefix`.

    The same drawing gives the same bytes. Raises GateProblem for a missing glyph.
    """
    _require_glyphs(fig)
    buffer = io.StringIO()
    with missing_glyphs_are_errors():
        fig.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    stroke = TOKENS["type"]["bold_stroke_em"]["svg"]
    return fit_for_page(buffer.getvalue(), prefix, COLOUR["ink"], stroke)


def _require_glyphs(fig: Canvas) -> None:
    """Raise GateProblem naming a character that the face lacks, and the label that holds it."""
    known = font_manager.get_font(str(font_files()["sans"])).get_charmap()
    for label in fig.findobj(Label):
        words = label.get_text()
        for c in words:
            if ord(c) not in known and not c.isspace():
                raise GateProblem(
                    f"the label {shorten(words, 60)!r} of a drawing holds {c!r} (U+{ord(c):04X}), "
                    f"for which the face {FACE} has no glyph; write it in Latin, Cyrillic or "
                    "Chinese letters in the row that holds it"
                )


def text_boxes(fig: Canvas) -> list[tuple[str, Bbox]]:
    """Return the visible words of a drawing with their boxes in pixels, for tests of overlap."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    renderer = FigureCanvasAgg(fig).get_renderer()
    boxes = []
    for label in fig.findobj(Label):
        words = label.get_text().strip()
        if words and label.get_visible():
            boxes.append((words, label.get_window_extent(renderer)))
    return boxes
