"""A section as a reader wants it: the answer first, then the beats, then how it closes."""

from __future__ import annotations

from collections.abc import Iterator

from tapeout.render.blocks import (
    Block,
    Closing,
    Figure,
    Heading,
    Lifted,
    Panel,
    Prose,
    Section,
    Sentence,
    Sources,
    Table,
)
from tapeout.sections import Section as Known
from tapeout.text import Text

_CLOSING = {
    "objection": Text("The strongest objection", "最强的反对意见"),
    "change": Text("What would change our mind", "什么会改变我们的看法"),
    "limit": Text("What the data cannot show", "数据不能说明什么"),
}


def arranged(known: Known, language: str, blocks: tuple[Block, ...]) -> Section:
    """Return the section with its answer first; a heading left without content is dropped."""
    anchor = f"s-{known.stem}"
    intro: list[Prose] = []
    answer: list[Sentence] = []
    panel: Panel | None = None
    body: list[Block] = []
    closing: dict[str, list[Block]] = {}
    for heading, whole in _beats(blocks):
        beat = [b for b in whole if not isinstance(b, Sources)]
        part = _closing_part(heading, beat)
        if part:
            closing.setdefault(part, []).extend(beat)
            continue
        if heading is None or heading.level == 1:
            intro += [b for b in beat if isinstance(b, Prose)]
            beat = [b for b in beat if not isinstance(b, Prose)]
        answer += [b for b in beat if isinstance(b, Sentence) and b.part == "answer"]
        panel = next((b for b in beat if isinstance(b, Panel)), panel)
        rest = [b for b in beat if not _lifted_up(b)]
        if any(not isinstance(b, Prose) for b in rest):
            body += [heading, *rest] if heading and heading.level > 1 else rest
    if known.number == 0:  # the first page has its own frame: framing prose is for the notebook
        body = [b for b in body if not isinstance(b, (Heading, Prose))]
        closing = {p: [b for b in bs if not isinstance(b, Prose)] for p, bs in closing.items()}
    ends = tuple(
        Closing(part, title[language], f"{anchor}-{part}", tuple(closing[part]))
        for part, title in _CLOSING.items()
        if part in closing
    )
    return Section(
        known.stem,
        known.number,
        known.title[language],
        known.question[language],
        anchor,
        tuple(intro),
        tuple(answer),
        panel,
        tuple(body),
        ends,
        blocks,
    )


def places(section: Section) -> dict[str, tuple[str, ...]]:
    """Return {number id: anchors at which it stands in the arranged section}, in reading order."""
    found: dict[str, dict[str, None]] = {}
    for anchor, block in _anchored(section):
        for number_id in numbers_in(block):
            found.setdefault(number_id, {})[anchor] = None
    return {number_id: tuple(anchors) for number_id, anchors in found.items()}


def numbers_in(block: Block) -> Iterator[str]:
    """Yield the ids of the numbers that a block shows."""
    if isinstance(block, Sentence):
        yield from _ids(block.tokens)
    elif isinstance(block, Panel):
        yield from (item.n for item in block.items)
    elif isinstance(block, Lifted):
        for tokens in block.answer:
            yield from _ids(tokens)
        yield from (item.n for item in block.items)
    elif isinstance(block, Table):
        yield from _ids(block.caption)
        yield from (c.n for row in block.rows for c in row.cells if c.n)
    elif isinstance(block, Figure):
        yield from _ids(block.message)
        yield from numbers_in(block.table)


def _ids(tokens: tuple) -> Iterator[str]:
    yield from (token["n"] for token in tokens if isinstance(token, dict))


def _anchored(section: Section) -> Iterator[tuple[str, Block]]:
    """Yield each block with the nearest anchor above it.

    The summary is one page without headings of its own: it has one anchor.
    """
    whole = section.number == 0
    for block in (*section.answer, section.panel):
        if block is not None:
            yield section.anchor, block
    here = section.anchor
    for block in section.body:
        here = block.anchor if isinstance(block, Heading) and not whole else here
        yield (block.anchor if isinstance(block, (Figure, Table)) else here), block
    for closing in section.closing:
        here = section.anchor if whole else closing.anchor
        for block in closing.blocks:
            yield (block.anchor if isinstance(block, (Figure, Table)) else here), block


def _beats(blocks: tuple[Block, ...]) -> list[tuple[Heading | None, list[Block]]]:
    """Return the blocks under each heading."""
    beats: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, Heading):
            beats.append((block, []))
        else:
            beats[-1][1].append(block)
    return beats


def _closing_part(heading: Heading | None, beat: list[Block]) -> str | None:
    """Return objection, change or limit: by what is said, or else by the id of the heading."""
    parts = {b.part for b in beat if isinstance(b, Sentence)}
    for part in _CLOSING:
        if parts == {part}:
            return part
        if beat and heading and not parts and f"-{part}" in heading.anchor:
            return part
    return None


def _lifted_up(block: Block) -> bool:
    return isinstance(block, Panel) or (isinstance(block, Sentence) and block.part == "answer")
