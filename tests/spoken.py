"""Sentences as a reader sees them, without the numbers' links."""

from __future__ import annotations

from collections.abc import Iterable

from tapeout.exhibit import Sentence
from tapeout.registry import Registry, sentence_tokens


def words(tokens: Iterable[str | dict]) -> str:
    """Return the tokens of a sentence joined to its words."""
    return "".join(t if isinstance(t, str) else t["t"] for t in tokens)


def plain(sentence: Sentence, language: str = "en") -> str:
    """Return the words of a sentence that is not registered."""
    return words(sentence.tokens(language, lambda name: name))


def registered(
    sentences: Iterable[Sentence], language: str = "en", stem: str = "timing"
) -> list[str]:
    """Return the words of sentences that register their numbers together."""
    registry = Registry(stem)
    return [words(sentence_tokens(s, registry)[language]) for s in sentences]
