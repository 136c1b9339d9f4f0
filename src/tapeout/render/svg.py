"""Drawings for the page: colours as variables, described in words, nothing that could run."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from tapeout.errors import GateProblem
from tapeout.figures.markup import in_tags, tags_of
from tapeout.figures.style import TOKENS

_LIGHT = TOKENS["colour"]["light"]
_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_TAGS = {
    "svg", "g", "path", "text", "tspan", "defs", "clipPath", "rect", "use", "pattern", "circle",
    "ellipse", "line", "polyline", "polygon", "symbol", "marker", "mask",
}  # fmt: skip
_TAG = re.compile(r"<\s*([A-Za-z][\w:.-]*)")
_RUNS = re.compile(r"\son\w+\s*=|javascript:|href\s*=\s*[\"'](?!#)|url\(\s*['\"]?(?!#)", re.I)
_ATTRIBUTE = re.compile(r'\b(fill|stroke)="(#[0-9a-fA-F]{6})"')


def _variables() -> dict[str, str]:
    """Return {light hex, lower case: variable}; roles that share a hex share it in the dark too."""
    found: dict[str, str] = {}
    for name, value in _LIGHT.items():
        shades = value if isinstance(value, list) else [value]
        for place, shade in enumerate(shades, start=1):
            token = f"{name}{place}" if isinstance(value, list) else name
            found.setdefault(shade.lower(), f"var(--{token.replace('_', '-')})")
    return found


VARIABLES = _variables()


def inline(svg: str, anchor: str, title: str, alt: str) -> Markup:
    """Return a drawing for the page, titled `title` and described by `alt`.

    Colours of the palette become variables, so that light, dark and print share one
    drawing. Raises GateProblem for an element or attribute that could load or run.
    """
    _refuse_active(svg, anchor)
    svg = in_tags(svg, _with_variables)
    head, _, body = svg.partition(">")
    head = head.replace(' xmlns="http://www.w3.org/2000/svg" version="1.1"', "")
    labelled = (
        f'{head} role="img" aria-labelledby="{escape(anchor)}-t {escape(anchor)}-d">'
        f'<title id="{escape(anchor)}-t">{escape(title)}</title>'
        f'<desc id="{escape(anchor)}-d">{escape(alt)}</desc>'
    )
    return Markup(labelled + body)


def _with_variables(tag: str) -> str:
    """Return a tag in the face of the page, its colours as variables."""
    tag = _ATTRIBUTE.sub(r'style="\1:\2"', tag)
    return _HEX.sub(lambda found: VARIABLES.get(found.group(0).lower(), found.group(0)), tag)


def unknown_colours(svg: str) -> list[str]:
    """Return the colours of a drawing that are not of the palette, and so cannot turn dark."""
    found = {colour.lower() for tag in tags_of(svg) for colour in _HEX.findall(tag)}
    return sorted(found - VARIABLES.keys())


def _refuse_active(svg: str, where: str) -> None:
    for tag in _TAG.findall(svg):
        if tag not in _TAGS:
            raise GateProblem(f"drawing {where}: a <{tag}> element; expected shapes and text only")
    for tag in tags_of(svg):
        found = _RUNS.search(tag)
        if found:
            raise GateProblem(
                f"drawing {where}: {found.group(0).strip()!r} could load or run something"
            )
