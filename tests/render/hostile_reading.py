"""What a reader sees of a page: its elements, where its links lead, and its words."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser


class Tree(HTMLParser):
    """The elements of a page, and the words that it shows."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter = Counter()
        self.attributes: Counter = Counter()
        self.links: list[str] = []
        self.words: list[str] = []
        self._hidden = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name == "href"]
        self._hidden = tag == "style"

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, _tag):
        self._hidden = False

    def handle_data(self, data):
        if not self._hidden:
            self.words.append(data)

    @property
    def shown(self) -> str:
        return squeezed("".join(self.words))


def squeezed(words: str) -> str:
    """Return words without spaces, and without what only says where a line may break."""
    return re.sub(r"[\s\u200b\u2060\u00ad]+", "", words.replace("\ufffe", "-").replace("\x02", "-"))
