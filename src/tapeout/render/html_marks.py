"""The shapes of the verdicts and the unit squares beside them, as small inline drawings."""

from __future__ import annotations

from markupsafe import Markup

from tapeout.figures.style import TOKENS

_RING = '<circle cx="6" cy="6" r="4.8" fill="none" stroke="currentColor" stroke-width="1.4"{}/>'
_SHAPES = {
    "disc": '<circle cx="6" cy="6" r="5.5"/>',
    "ring-dot": _RING.format("") + '<circle cx="6" cy="6" r="2"/>',
    "half-disc": _RING.format("") + '<path d="M6 1.2a4.8 4.8 0 0 1 0 9.6z"/>',
    "diamond": '<path d="M6 1l5 5-5 5-5-5z" fill="none" stroke="currentColor" stroke-width="1.4"/>',
    "square-cross": (
        '<path d="M.5.5h11v11H.5z"/><path d="M3.4 3.4l5.2 5.2m0-5.2L3.4 8.6" fill="none" '
        'stroke="var(--page)" stroke-width="1.5"/>'
    ),
    "dashed-ring": _RING.format(' stroke-dasharray="1.6 1.4"'),
    "bar": '<path d="M.5 5h11v2H.5z"/>',
    "hourglass": (
        '<path d="M2 .8h8L6 6z" fill="none" stroke="currentColor" stroke-width="1.4"/>'
        '<path d="M2 11.2h8L6 6z"/>'
    ),
    "triangle-up": '<path d="M6 1l5.5 9.5H.5z"/>',
    "triangle-down": '<path d="M6 11L.5 1.5h11z"/>',
}
_A_ROW, _PITCH, _SIDE = 12, 8, 6


def badge(verdict: str) -> Markup:
    """Return the shape of a verdict in its colour, 12 pixels; nothing for an unknown one."""
    shape, colour = TOKENS["verdict"].get(verdict, (None, None))
    if shape is None:
        return Markup()
    return Markup(
        f'<svg class="badge" viewBox="0 0 12 12" aria-hidden="true" '
        f'style="color:var(--{colour})">{_SHAPES[shape]}</svg>'
    )


def squares(count: int, verdict: str) -> Markup:
    """Return one square a thing, twelve a row."""
    if count == 0:
        return Markup()
    colour = TOKENS["verdict"].get(verdict, ("", "ink2"))[1]
    rows = -(-count // _A_ROW)
    width, height = _A_ROW * _PITCH - 2, rows * _PITCH - 2
    path = "".join(
        f"M{k % _A_ROW * _PITCH} {k // _A_ROW * _PITCH}h{_SIDE}v{_SIDE}h-{_SIDE}z"
        for k in range(count)
    )
    return Markup(
        f'<svg class="squares" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-hidden="true" style="color:var(--{colour})"><path d="{path}"/></svg>'
    )
