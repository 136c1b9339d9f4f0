"""The scoreboard of the claim audit: one square a claim, by verdict and section."""

from __future__ import annotations

from tapeout.exhibit import Figure
from tapeout.figures import style
from tapeout.figures.badges import SHAPES
from tapeout.figures.unit_squares import Counted, unit_squares
from tapeout.findings import claims_words as told
from tapeout.model.claims import Findings
from tapeout.seed import SECTIONS
from tapeout.tables import claims as tables
from tapeout.text import Text

_SUBTITLE = Text(
    "One square is one claim of the article, in the part of its argument that it belongs to.",
    "一格为文章的一条论断，按其所属论证部分排列。",
)


def scoreboard(found: Findings) -> Figure:
    """Return the squares by verdict; without a seed there is nothing to draw, and it says so."""
    return Figure(
        "scoreboard",
        told.score_message(found),
        _SUBTITLE,
        _alt(found),
        tables.scoreboard(found),
        _draw(found) if found.claims else None,
    )


def _draw(found: Findings):
    def draw(language: str, layout: str):
        rows = [
            Counted(
                SHAPES[score.verdict.key][0],
                style.COLOUR[SHAPES[score.verdict.key][1]],
                score.verdict.name[language],
                tuple(int(count.value) for count in score.by_section.values()),
            )
            for score in found.scores
        ]
        heads = [told.SECTION_NAMES[section][language] for section in SECTIONS]
        return unit_squares(layout, rows, heads)

    return draw


def _alt(found: Findings) -> Text:
    """Return what the drawing shows in words: the verdicts from the most to the least frequent."""
    ranked = sorted(
        (s for s in found.scores if s.count.value), key=lambda s: s.count.value, reverse=True
    )
    en = ", ".join(f"{s.verdict.name.en} {s.count.value}" for s in ranked)
    zh = "、".join(f"{s.verdict.name.zh}{s.count.value}条" for s in ranked)
    none_en = [s.verdict.name.en for s in found.scores if not s.count.value]
    none_zh = [s.verdict.name.zh for s in found.scores if not s.count.value]
    if not ranked:
        return Text("No claims to draw: no article is kept.", "没有可绘的论断：未收录文章。")
    return Text(
        f"Rows of squares, one square a claim, one row a verdict. From most to least: {en}. "
        f"Without a claim: {', '.join(none_en) or 'no verdict'}.",
        f"按判定分行的方格图，一格一条论断。由多到少：{zh}。"
        f"无论断的判定：{'、'.join(none_zh) or '无'}。",
    )
