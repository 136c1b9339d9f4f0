"""Text in the two languages of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

LANGUAGES = ("en", "zh")


class Text(NamedTuple):
    """The same words in English and in Simplified Chinese: `text["zh"]`."""

    en: str
    zh: str

    @classmethod
    def same(cls, words: str) -> Text:
        """Return a text that reads alike in both languages (a product name, a code)."""
        return cls(words, words)

    def __getitem__(self, language: str) -> str:  # type: ignore[override]
        if language not in LANGUAGES:
            raise KeyError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
        return self.en if language == "en" else self.zh

    def map(self, change) -> Text:
        """Return the text with `change` applied to the words of each language."""
        return Text(change(self.en), change(self.zh))

    def as_dict(self) -> dict[str, str]:
        """Return {"en": ..., "zh": ...}, the form in notebook outputs."""
        return {"en": self.en, "zh": self.zh}


def listed(words: Sequence[str]) -> str:
    """Return words as an English list: a, b and c."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def all_of(names: Iterable[Text]) -> Text:
    """Return names as a list: A, B and C; A、B、C. None at all raises IndexError."""
    names = list(names)
    return Text(listed([name.en for name in names]), "、".join(name.zh for name in names))
