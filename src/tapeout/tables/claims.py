"""Tables of the claim audit: the scoreboard, all claims, the article's own arithmetic."""

from __future__ import annotations

from tapeout.claims import Weighed
from tapeout.exhibit import Column, Row, Table
from tapeout.findings import claims_each as each
from tapeout.findings import claims_words as told
from tapeout.model.claims import Findings
from tapeout.seed import SECTIONS
from tapeout.text import Text

_NOTHING = Text("", "")
_SCORE_NOTE = Text(
    "Exact: the evidence is the very figure, or satisfies the bound stated. Within rounding: it "
    "rounds to the figure printed. Not checkable: a judgement. Pending: a forecast that is still open.",
    "完全一致：证据即为所载数字，或满足所述界限。舍入内一致：证据舍入后即为所载数字。不可核查：属判断。"
    "待定：预测尚未见分晓。",
)
_CLAIMS_NOTE = Text(
    "The source is the weakest on which the verdict rests; own word: nobody but the maker says "
    "so. Dots stand for the figure in the next column.",
    "来源列为判定所依据的最弱一级来源；公司表述：仅有厂商自身的说法。省略号处的数字见右列。",
)


def scoreboard(found: Findings) -> Table:
    """Return the number of claims by verdict and section, verdicts without a claim kept."""
    columns = (
        Column("verdict", Text("Verdict", "判定")),
        Column("all", Text("Claims", "论断"), "claims"),
        *(Column(section, told.SECTION_NAMES[section], "claims") for section in SECTIONS),
    )
    rows = tuple(
        Row(score.verdict.key, (score.verdict.name, score.count, *score.by_section.values()))
        for score in found.scores
    )
    caption = Text("Claims by verdict and section", "按判定与章节划分的论断")
    return Table("scoreboard", caption, columns, rows, _SCORE_NOTE)


def every_claim(found: Findings) -> Table:
    """Return all claims with both figures, verdict and source, in the article's order."""
    columns = (
        Column("claim", Text("Claim, in our words", "论断（本报告概括）")),
        Column("article", Text("Article", "文章")),
        Column("evidence", Text("Evidence", "证据")),
        Column("verdict", Text("Verdict", "判定")),
        Column("section", Text("Section", "章节")),
        Column("source", Text("Source", "来源")),
    )
    ordered = sorted(found.claims, key=lambda w: w.claim.paragraph)
    rows = tuple(Row(w.claim.claim_id, _cells(w)) for w in ordered)
    if not rows:
        empty = told.no_seed(found)
        rows = (Row("none", (_plain(empty, found.company), *[_NOTHING] * 5)),)
    caption = Text("Every claim of the article, weighed", "逐条核查文章的论断")
    return Table("audit", caption, columns, rows, _CLAIMS_NOTE if found.claims else None)


def _cells(weighed: Weighed) -> tuple:
    article = _NOTHING if weighed.article is None else weighed.article
    evidence = _NOTHING if weighed.evidence is None else weighed.evidence
    return (
        each.statement(weighed.claim),
        article,
        evidence,
        weighed.verdict.name,
        told.SECTION_NAMES[weighed.claim.section],
        each.source(weighed),
    )


def _plain(sentence, company: Text) -> Text:
    return Text(
        sentence.en.replace("{company}", company.en), sentence.zh.replace("{company}", company.zh)
    )
