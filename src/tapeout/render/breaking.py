"""Where a word too long for any line may break: a name without spaces must not leave its column."""

from __future__ import annotations

import re

_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_BARE, _MARKED = 24, 40  # longest run without any mark; with dots and underscores, as in an id
_STEP = 8
_ENTITY = r"&\#?\w+;"
_CHARACTER = re.compile(rf"{_ENTITY}|.", re.DOTALL)
_PLAIN = re.compile(
    rf"[^\s\u200b\u2060{_HAN}/\-._]{{{_BARE},}}|[^\s\u200b\u2060{_HAN}/\-]{{{_MARKED},}}"
)
_ESCAPED = re.compile(
    rf"(?:{_ENTITY}|[^\s&<>{_HAN}/\-._]){{{_BARE},}}|(?:{_ENTITY}|[^\s&<>{_HAN}/\-]){{{_MARKED},}}"
)
# Of a page: what is no running text. An id breaks by its style.
_KEPT = re.compile(r"<(style|title|svg|code)\b.*?</\1>|<[^>]*>", re.DOTALL)


def breakable(words: str) -> str:
    """Return words in which a run that no line could hold may break, by zero-width spaces."""
    return _PLAIN.sub(lambda run: _cut(list(run[0]), "\u200b"), words)


def breakable_page(page: str) -> str:
    """Return a page in which such runs may break, by <wbr>; drawings and ids are left alone."""
    parts, place = [], 0
    for kept in _KEPT.finditer(page):
        parts += [_in_words(page[place : kept.start()]), kept[0]]
        place = kept.end()
    return "".join([*parts, _in_words(page[place:])])


def _in_words(words: str) -> str:
    return _ESCAPED.sub(lambda run: _cut(_CHARACTER.findall(run[0]), "<wbr>"), words)


def _cut(characters: list[str], mark: str) -> str:
    steps = range(0, len(characters), _STEP)
    return mark.join("".join(characters[k : k + _STEP]) for k in steps)
