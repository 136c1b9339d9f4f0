"""Framing prose from Markdown to safe HTML: text is escaped, only web links are kept."""

from __future__ import annotations

import mistune
from markupsafe import Markup, escape

WEB = ("https://", "http://")


class _Safe(mistune.HTMLRenderer):
    """Escapes all raw HTML; a link that does not lead to the web becomes its words."""

    def __init__(self) -> None:
        super().__init__(escape=True)

    def link(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
        return f'<a href="{escape(url)}" rel="noopener">{text}</a>' if is_web(url) else text

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
        return text

    # The faces have no italics and prose takes no bold: emphasis is sans inside serif.
    def emphasis(self, text: str) -> str:
        return f'<em class="e">{text}</em>'

    def strong(self, text: str) -> str:
        return f'<strong class="e">{text}</strong>'

    def codespan(self, text: str) -> str:
        return f'<code class="e">{escape(text)}</code>'

    def heading(self, text: str, level: int, **attrs) -> str:  # noqa: ARG002
        return f'<p><strong class="e">{text}</strong></p>\n'


_render = mistune.create_markdown(renderer=_Safe())


def is_web(url: str) -> bool:
    """Return whether an address may be linked: https or http, without spaces or controls."""
    return url.startswith(WEB) and url.isprintable() and " " not in url


def to_html(markdown: str) -> Markup:
    """Return the HTML of a piece of Markdown prose."""
    return Markup(_render(markdown))
