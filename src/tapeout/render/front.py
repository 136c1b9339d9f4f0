"""What stands on the first page, gathered from the summary whatever the order of its cells."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.render.blocks import Block, Figure, Heading, Lifted, Panel, Prose, Sentence, Table
from tapeout.render.document import Report
from tapeout.render.html_tables import score_rows
from tapeout.render.html_words import long_date, word

_COLUMNS = 3
_SPOKEN = ("question", "headline", "standfirst", "change")


@dataclass(frozen=True)
class Front:
    """The first page; empty where the report has no summary."""

    question: str
    headline: tuple[tuple, ...] = ()
    standfirst: tuple[tuple, ...] = ()
    answers: tuple[Lifted, ...] = ()
    audit: Lifted | None = None
    story: Figure | None = None
    score: tuple[tuple, ...] = ()  # (row, cell, count) of each verdict
    change: tuple[tuple, ...] = ()
    rest: tuple[Block, ...] = ()  # what else the summary says, under the fold


def front_of(report: Report) -> Front:
    """Return the first page of a report."""
    summary = report.section("summary")
    if summary is None:
        return Front("")
    blocks = [b for b in summary.blocks if not isinstance(b, (Heading, Prose))]
    said = {part: _tokens(blocks, part) for part in _SPOKEN}
    lifted = [b for b in blocks if isinstance(b, Lifted)]
    audit = next((b for b in lifted if b.stem == "claims"), None)
    answers = tuple(b for b in lifted if b is not audit)[:_COLUMNS]
    story = next((b for b in blocks if isinstance(b, Figure)), None)
    shown = {id(b) for b in (*answers, audit, story)}
    rest = tuple(
        b
        for b in blocks
        if id(b) not in shown
        and isinstance(b, (Sentence, Figure, Table, Panel))
        and not (isinstance(b, Sentence) and b.part in _SPOKEN)
    )
    question = said["question"]
    return Front(
        "".join(t if isinstance(t, str) else t["t"] for t in question[0])
        if question
        else summary.question,
        said["headline"],
        said["standfirst"],
        answers,
        audit,
        story,
        tuple(_score(report)),
        said["change"],
        rest,
    )


def _tokens(blocks: list[Block], part: str) -> tuple[tuple, ...]:
    return tuple(b.tokens for b in blocks if isinstance(b, Sentence) and b.part == part)


def _score(report: Report) -> list[tuple]:
    """Return the rows of the scoreboard of the claims, if there is one and it counts any."""
    claims = report.section("claims")
    for block in claims.blocks if claims else ():
        if isinstance(block, (Figure, Table)) and block.key == "scoreboard":
            rows = score_rows(block.table if isinstance(block, Figure) else block)
            return rows if any(count for _, _, count in rows) else []
    return []


def coverage_line(coverage: dict, language: str) -> list[tuple[str, str, bool]]:
    """Return (figure, what it counts, figure first?) for each item under the standfirst."""
    c, english = coverage, language == "en"

    def of(part: str, whole: str) -> str:
        return word("linked", language, c[part], c[whole])

    items = [(of("numbers_linked", "numbers"), "linked_what", english)]
    if c["claims_checkable"]:
        items.append((of("claims_checked", "claims_checkable"), "checked_what", english))
    if c["facts"]:
        share = f"{100 * c['facts_primary'] / c['facts']:.0f}%"
        items.append((share, "primary_what", english))
    if c["newest_fact"]:
        items.append((long_date(c["newest_fact"], language), "newest_what", False))
    if c["numbers_missing"]:
        items.append((str(c["numbers_missing"]), "missing_what", False))
    return [(figure, word(key, language), first) for figure, key, first in items]
