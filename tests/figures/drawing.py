"""What every drawing is held to: labels on the canvas and apart, the form's height."""

from __future__ import annotations

from tapeout.figures import style
from tapeout.text import LANGUAGES

DRAWINGS = [(language, layout) for language in LANGUAGES for layout in style.LAYOUTS]


def touching(canvas) -> list:
    """Return the labels that leave the canvas, and the pairs that lie over each other."""
    boxes = style.text_boxes(canvas)
    width, height = canvas.bbox.width, canvas.bbox.height
    wrong: list = [
        words
        for words, b in boxes
        if b.x0 < -0.5 or b.y0 < -0.5 or b.x1 > width + 0.5 or b.y1 > height + 0.5
    ]
    for place, (one, a) in enumerate(boxes):
        wrong += [
            (one, other)
            for other, b in boxes[place + 1 :]
            if a.x0 < b.x1 - 0.5 and b.x0 < a.x1 - 0.5 and a.y0 < b.y1 - 1 and b.y0 < a.y1 - 1
        ]
    return wrong
