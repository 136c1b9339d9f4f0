"""Sentences and Markdown as spans: the words of the page, with nothing left to be parsed.

A span is a string, or {"n", "t", "range", "gap", "parts", "lead"} for a number, {"em": [...]},
{"url", "c": [...]} for a link out, {"to", "c": [...]} for one inside, {"br": true}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Span = str | dict
_KEPT = 26  # characters of a number and its unit that never part; a longer one is a clause
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_END = re.compile(r"[\u4e00-\u9fff]$")
_LATIN_START = re.compile(r"^[A-Za-z0-9\u2212]")
# A figure with up to four Han of its unit; what follows in pairs, as Chinese words are.
_UNBROKEN = re.compile(
    r"[\u4e00-\u9fff]?[^\u4e00-\u9fff]+(?:[\u4e00-\u9fff]{1,4}(?![\u4e00-\u9fff])|[\u4e00-\u9fff])?"
    r"|[\u4e00-\u9fff]{3}(?![\u4e00-\u9fff])|[\u4e00-\u9fff]{1,2}"
)
_ENDS = "，；：。？！.?!"
_CLAUSE = re.compile(r".+?(?:[，；：。？！]+|[.?!](?=\s|$)|$)\s*", re.DOTALL)


def spans_of(tokens: Sequence, references: Mapping[str, int], language: str) -> list[Span]:
    """Return the spans of a sentence; its numbers carry their reference in appendix A."""
    spans: list[Span] = []
    for token in tokens:
        if isinstance(token, str):
            # A break before these two is forbidden, but Typst allows it after a box.
            glued = bool(spans) and token[:1] in ("：", "；")
            spans.append(f"\u2060{token}" if glued else token)
            continue
        spans.append(number_span(token, references, language, spans[-1] if spans else ""))
    return spans


def number_span(token: Mapping, references: Mapping[str, int], language: str, before: Span) -> dict:
    """Return a number as a span: glued to its unit, led by a gap after Han."""
    words = token["t"]
    short = len(words) <= _KEPT
    after_han = isinstance(before, str) and bool(_HAN_END.search(before))
    comma = ", " if language == "en" else "，"
    return {
        "n": references[token["n"]],
        "t": words.replace(" ", "\u00a0") if short else words,
        "range": f"{comma}{token['range']}" if token.get("range") else None,
        "gap": not short,
        "parts": _parts(words) if short else [],
        "lead": language == "zh" and after_han and bool(_LATIN_START.search(words)),
    }


def _parts(words: str) -> list[dict]:
    """Return a Chinese number in parts that may not be broken: 7.43亿元; 2025年, 12月, 16日.

    English needs none: its spaces are made unbreakable.
    """
    if not _HAN.search(words):
        return []
    parts = _UNBROKEN.findall(words)
    return [
        {
            "t": part,
            "led": k > 0 and bool(_HAN_END.search(parts[k - 1]) and _LATIN_START.search(part)),
        }
        for k, part in enumerate(parts)
    ]


def plain(tokens: Sequence) -> str:
    """Return the words of a sentence without references."""
    return "".join(t if isinstance(t, str) else t["t"] for t in tokens)


def joined(
    sentences: Sequence[list[Span]], language: str, numbers: int = 5, length: int = 340
) -> list[list[Span]]:
    """Return sentences run on as paragraphs of at most so many numbers and characters."""
    most = length if language == "en" else length // 2
    paragraphs: list[list[Span]] = []
    for spans in sentences:
        last = paragraphs[-1] if paragraphs else None
        if (
            last
            and _count(last) + _count(spans) <= numbers
            and _length(last) + _length(spans) <= most
        ):
            last += [" ", *spans] if language == "en" else spans
        else:
            paragraphs.append(list(spans))
    return paragraphs


def _length(spans: Sequence[Span]) -> int:
    return sum(len(s) if isinstance(s, str) else len(s.get("t", "")) for s in spans)


def _count(spans: Sequence[Span]) -> int:
    return sum(isinstance(s, dict) and "n" in s for s in spans)


def clauses(spans: Sequence[Span]) -> list[list[Span]]:
    """Return the spans of a headline cut after its punctuation, where a line may best break."""
    result: list[list[Span]] = [[]]
    for span in spans:
        pieces = _CLAUSE.findall(span) if isinstance(span, str) else [span]
        for piece in pieces:
            ends = isinstance(piece, str) and piece.rstrip()[-1:] in _ENDS
            result[-1].append(piece.rstrip() if ends else piece)
            if ends:
                result.append([])
    return [clause for clause in result if any(clause)]


# -- Markdown -----------------------------------------------------------------------------
def spans_of_markdown(nodes: Sequence[Mapping]) -> list[Span]:
    """Return the spans of the inline nodes of a Markdown tree."""
    spans: list[Span] = []
    for node in nodes:
        spans += _spans(node)
    return spans


def _spans(node: Mapping) -> list[Span]:
    kind, children = node["type"], node.get("children") or []
    if kind in ("text", "codespan"):
        return [node["raw"]] if kind == "text" else [{"em": [node["raw"]]}]
    if kind in ("strong", "emphasis", "strikethrough"):
        return [{"em": spans_of_markdown(children)}]
    if kind == "softbreak":
        return [" "]
    if kind == "linebreak":
        return [{"br": True}]
    if kind == "link":
        return linked(node["attrs"]["url"], spans_of_markdown(children))
    if children:
        return spans_of_markdown(children)
    return [node["raw"]] if isinstance(node.get("raw"), str) else []


def linked(url: str, spans: list[Span]) -> list[Span]:
    """Return a link where the address is safe to follow, else its words alone."""
    return [{"url": url, "c": spans}] if url.startswith("https://") else spans


def blocks_of_markdown(nodes: Sequence[Mapping]) -> list[dict]:
    """Return the blocks of a Markdown tree: headings, paragraphs and lists."""
    blocks: list[dict] = []
    for node in nodes:
        kind, children = node["type"], node.get("children") or []
        if kind == "heading":
            blocks.append({"k": "heading", "c": spans_of_markdown(children)})
        elif kind in ("paragraph", "block_text"):
            blocks.append({"k": "paragraph", "c": spans_of_markdown(children)})
        elif kind == "list":
            items = [_item(item) for item in children]
            ordered = bool(node["attrs"].get("ordered"))
            blocks.append({"k": "list", "ordered": ordered, "items": items})
        elif kind in ("block_code", "block_html"):
            blocks.append({"k": "paragraph", "c": [{"em": [node["raw"].strip()]}]})
        elif children:
            blocks += blocks_of_markdown(children)
    return blocks


def _item(node: Mapping) -> list[Span]:
    spans: list[Span] = []
    for block in blocks_of_markdown(node.get("children") or []):
        if spans:
            spans.append({"br": True})
        spans += block.get("c") or [s for item in block.get("items", []) for s in item]
    return spans
