"""Sentences, numbers and foreign words as HTML: everything from the data is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from tapeout.render.blocks import Number

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_KEPT = 26  # widths of a number and its unit that never part (Han: two); more is a clause
_RUNS_ON = re.compile(r"^\s*[\w(（]")
_CLAUSE = re.compile(r"[^，；：。？！]*[，；：。？！]+|[^，；：。？！]+")
_DATE = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)")
_WITH_UNIT = re.compile(
    r"(\d[\d,.]*(?:个季度|个百分点|个月|季度|[亿万]?美?元|[年月日天倍条家颗张个亿万]))"
)
_CHIPS = 5  # numbers in one paragraph


def foreign(words: str, language: str) -> Markup:
    """Return words, marked with their language where it is not the page's."""
    if language == "en" and _HAN.search(words):
        return Markup('<span lang="zh-Hans">{}</span>').format(words)
    if language == "zh" and not _HAN.search(words) and _LATIN.search(words):
        return Markup('<span lang="en">{}</span>').format(words)
    return escape(words)


def anchor_of(number_id: str) -> str:
    """Return the anchor of a number's entry."""
    return f"n-{number_id}"


def chip(number: Number, words: str, cls: str = "n") -> Markup:
    """Return a number as a link to its entry; dashed where a model made it."""
    kinds = {"model": " m", "gap": " g"}
    width = sum(2 if _HAN.match(c) else 1 for c in words)
    long = " w" if width > _KEPT or number.kind == "gap" else ""
    return Markup('<a class="{}" href="#{}">{}</a>').format(
        cls + kinds.get(number.kind, "") + long, anchor_of(number.id), words
    )


def sentence(tokens: Sequence, numbers: Mapping[str, Number], language: str) -> Markup:
    """Return a sentence; a range stands in words after its number, set off by commas."""
    comma = ", " if language == "en" else "，"
    out = Markup()
    for place, token in enumerate(tokens):
        if isinstance(token, str):
            out += kept(token, language)
            continue
        out += chip(numbers[token["n"]], token["t"])
        if token.get("range"):
            out += comma + Markup('<span class="r">{}</span>').format(token["range"])
            after = tokens[place + 1] if place + 1 < len(tokens) else ""
            if isinstance(after, str) and _RUNS_ON.match(after):
                out += comma.strip()
    return out


def kept(words: str, language: str) -> Markup:
    """Return plain words; in Chinese a figure never parts from the unit after it."""
    if language != "zh":
        return escape(words)
    return _marked(_WITH_UNIT, words)


def _marked(pattern: re.Pattern, words: str) -> Markup:
    """Return words in which what the pattern finds stays on one line."""
    return Markup().join(
        Markup('<span class="d">{}</span>').format(part)
        if pattern.fullmatch(part)
        else escape(part)
        for part in pattern.split(words)
    )


def plain(tokens: Iterable) -> str:
    """Return the words of a sentence without links and ranges."""
    return "".join(t if isinstance(t, str) else t["t"] for t in tokens)


def paragraphs(
    sentences: Sequence[Sequence], numbers: Mapping[str, Number], language: str
) -> list[Markup]:
    """Return sentences run on as paragraphs of at most five numbers each."""
    told: list[tuple[Markup, int]] = []
    for tokens in sentences:
        words = sentence(tokens, numbers, language)
        own = sum(not isinstance(t, str) for t in tokens)
        if told and told[-1][1] + own <= _CHIPS:
            before, count = told[-1]
            told[-1] = (before + (" " if language == "en" else "") + words, count + own)
        else:
            told.append((words, own))
    return [words for words, _ in told]


def headline(sentences: Sequence[Sequence], numbers: Mapping[str, Number], language: str) -> Markup:
    """Return the headline; a Chinese one breaks at its punctuation only."""
    if language == "en":
        return Markup(" ").join(sentence(tokens, numbers, language) for tokens in sentences)
    out = Markup()
    for tokens in sentences:
        clause = Markup()
        for token in tokens:
            if not isinstance(token, str):
                clause += sentence([token], numbers, language)
                continue
            for piece in _CLAUSE.findall(token):
                clause += escape(piece)
                if piece[-1] in "，；：。？！":
                    out += Markup('<span class="k">{}</span>').format(clause)
                    clause = Markup()
        if clause:
            out += Markup('<span class="k">{}</span>').format(clause)
    return out


def big(number: Number, text: str, unit: str) -> Markup:
    """Return a headline number with its unit, linked to its entry."""
    tail = Markup(' <span class="u">{}</span>').format(unit) if unit else ""
    small = " t" if len(text) > 12 else ""
    return Markup('<a class="big{}" href="#{}">{}{}</a>').format(
        small, anchor_of(number.id), text, tail
    )


def linked_source(line: str, used: Mapping[str, dict], language: str) -> Markup:
    """Return a source line in which each publisher leads to its entry in the appendix."""
    left = line
    out = Markup()
    for source_id, source in used.items():
        # The line names the publisher alone; the ledger may add where the original lies.
        name = (source["publisher"] or source["title"]).partition("; ")[0]
        before, found, after = left.partition(name) if name else (left, "", "")
        if found:
            link = Markup('<a href="#src-{}">{}</a>').format(source_id, foreign(name, language))
            out += _marked(_DATE, before) + link
            left = after
    return out + _marked(_DATE, left)
