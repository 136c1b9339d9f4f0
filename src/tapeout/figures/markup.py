"""A drawing as matplotlib writes it, made fit to stand in a page: only its tags are rewritten."""

from __future__ import annotations

import re
from collections.abc import Callable

_TAG = re.compile(r"<[^>]*>")
_FAMILY = re.compile(r"font-family: ('[^']*'); ")
_STYLE, _PATH = re.compile(r'style="[^"]*"'), re.compile(r' d="[^"]*"')
_ID = re.compile(r' id="([^"]+)"')
_USED = re.compile(r"(?:url\(#|href=\"#)([^\")]+)")
_BARE_GROUP = re.compile(
    r"<g>\s*((?:(?:<(?:path|rect|use)\b[^>]*/>|<text\b[^>]*>[^<]*</text>)\s*)?)</g>\s*|<g/>\s*"
)
_BOLD = re.compile(r"font-weight: 700; font-size: ([\d.]+)px")


def in_tags(svg: str, change: Callable[[str], str]) -> str:
    """Return a drawing with `change` applied to each tag; the words between them stay.

    matplotlib writes < and > of words and of attributes as entities, so that a tag ends at
    the first >.
    """
    return _TAG.sub(lambda found: change(found.group(0)), svg)


def tags_of(svg: str) -> list[str]:
    """Return the tags of a drawing, in order."""
    return _TAG.findall(svg)


def fit_for_page(svg: str, prefix: str, ink: str, stroke_em: float) -> str:
    """Return matplotlib's SVG without metadata, style element and size; ids begin with `prefix`.

    Bold, which the faces do not have, becomes an outline of `stroke_em` in the colour of the
    text, `ink` where none is given.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    # A style element in an inline SVG would reach the whole page.
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (width|height)="[\d.]+pt"', "", svg, count=2)
    svg = in_tags(svg, lambda tag: _stroked_bold(_own_tag(tag, prefix), ink, stroke_em))
    family = _FAMILY.search(svg)
    face = f"font-family={family.group(1)} " if family else ""  # said once, for all words
    svg = in_tags(svg, lambda tag: _FAMILY.sub("", tag))
    svg = svg.replace("<svg ", f'<svg stroke-linejoin="round" {face}', 1)
    return _lean(re.sub(r"\n\s*", "\n", svg)).strip()


def _lean(svg: str) -> str:
    """Leave out ids that nothing refers to and groups that hold one thing or none."""
    used = {name for tag in tags_of(svg) for name in _USED.findall(tag)}

    def needed(found: re.Match) -> str:
        return found.group(0) if found.group(1) in used else ""

    svg = in_tags(svg, lambda tag: _ID.sub(needed, tag))
    before = ""
    while before != svg:
        before, svg = svg, _BARE_GROUP.sub(lambda found: found.group(1) or "", svg)
    return in_tags(svg, _close_set)


def _close_set(tag: str) -> str:
    """Return a tag without the spaces and breaks that say nothing."""
    tag = _STYLE.sub(lambda m: m[0].replace(": ", ":").replace("; ", ";"), tag)
    return _PATH.sub(lambda m: re.sub(r" ?\n", " ", m[0]).replace(' "', '"'), tag)


def _own_tag(tag: str, prefix: str) -> str:
    """Return a tag without foreign namespaces, its ids led by `prefix`, two decimals a number."""
    tag = tag.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    tag = tag.replace("xlink:href", "href")
    tag = re.sub(r'\bid="', f'id="{prefix}-', tag)
    tag = re.sub(r"url\(#", f"url(#{prefix}-", tag)
    tag = re.sub(r'href="#', f'href="#{prefix}-', tag)
    tag = re.sub(r"(\d\.\d\d)\d+", r"\1", tag)
    return re.sub(r' transform="rotate\(-?0 [^"]*"', "", tag)


def _stroked_bold(tag: str, ink: str, stroke_em: float) -> str:
    def outlined(found: re.Match) -> str:
        size = float(_BOLD.search(found.group(0)).group(1))
        fill = re.search(r"fill: (#[0-9a-fA-F]{6})", found.group(0))
        stroke = f"stroke: {fill.group(1) if fill else ink}; stroke-width: {size * stroke_em:.2f}"
        return found.group(0).replace("font-weight: 700; ", f"{stroke}; ")

    return re.sub(r'style="font-weight: 700[^"]*"', outlined, tag)
