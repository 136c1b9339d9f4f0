"""Framing prose from Markdown to safe HTML: text is escaped, only https links are kept."""

from __future__ import annotations

import mistune
from markupsafe import Markup, escape


class _Safe(mistune.HTMLRenderer):
    """Escapes all raw HTML; a link that is not http(s) becomes its words."""

    def __init__(self) -> None:
        super().__init__(escape=True)

    def link(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
        if not url.startswith(("https://", "http://")):
            return text
        return f'<a href="{escape(url)}" rel="noopener">{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
        return text

    def emphasis(self, text: str) -> str:
        return f'<em class="e">{text}</em>'

    def strong(self, text: str) -> str:
        return f'<strong class="e">{text}</strong>'


_render = mistune.create_markdown(renderer=_Safe())


def to_html(markdown: str) -> Markup:
    """Return the HTML of a piece of Markdown prose."""
    return Markup(_render(markdown))  # noqa: S704 - the renderer escapes everything
