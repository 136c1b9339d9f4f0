"""Words set where they meet nothing: the first of several places that is free."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import Bbox

from tapeout.figures import style


def settle(axes, x: float, y: float, words: str, sides, taken: list[Bbox], **look) -> None:
    """Write words at the first of `sides` (dx, dy, alignment) where they meet none of `taken`.

    Where every place meets something, the one that meets least; its box joins `taken`.
    """
    blocked = [*taken, *grid_words(axes)]
    best = None
    for dx, dy, ha in sides:
        label = style.write(axes, x, y, words, dx=dx, dy=dy, ha=ha, annotation_clip=False,
                            zorder=5, **({"multialignment": "center"} | look))  # fmt: skip
        box = box_of(label)
        frame = axes.figure.bbox
        inside = box.x0 >= 1 and box.x1 <= frame.width - 1 and box.y1 <= frame.height - 1
        inside = inside and box.y0 >= axes.bbox.y0 + 2
        met = hits(box, blocked) + (0 if inside else 9)
        if best is None or met < best[0]:
            if best is not None:
                best[1].remove()
            best = (met, label, box)
        else:
            label.remove()
        if best[0] == 0:
            break
    taken.append(best[2])


def box_of(label) -> Bbox:
    """Return the box of a label in pixels."""
    return label.get_window_extent(FigureCanvasAgg(label.figure).get_renderer())


def grid_words(axes) -> list[Bbox]:
    """Return the boxes of the words of the grid, which are in secondary ink."""
    return [box_of(t) for t in axes.texts if t.get_color() == style.COLOUR["ink2"]]


def hits(box: Bbox, others: Sequence[Bbox]) -> int:
    """Return how many of the others a box meets."""
    return sum(
        box.x0 < b.x1 + 1 and b.x0 < box.x1 + 1 and box.y0 < b.y1 + 1 and b.y0 < box.y1 + 1
        for b in others
    )
