"""What the claim audit says: sentences with their numbers, true of any seed and of none.

Without a seed about the company the first function says so, and the others say nothing.
"""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings.claims_each import finding, remark, statement
from tapeout.model.claims import Arithmetic, Findings
from tapeout.quantity import Quantity
from tapeout.text import Text
from tapeout.words import spell_moment

SECTION_NAMES = {
    "timing": Text("Why now", "为什么是现在"),
    "technology": Text("By which road", "走哪条路"),
    "viability": Text("Can capital wait", "资本等得起吗"),
}


def what_was_read(found: Findings) -> list[Sentence]:
    """Return which article was weighed and how far evidence reaches, or that there is none."""
    if found.seed is None:
        return [no_seed(found), _nothing_weighed(found)]
    day = Text(*(spell_moment(found.seed.published, lang) for lang in ("en", "zh")))
    seed = found.seed
    return [
        Sentence(
            "The article is by {author}, published on {publisher}, dated {day}; in our words: "
            '"{title}".',
            "所核查的文章作者为{author}，刊于{publisher}，时间为{day}，大意可概括为“{title}”。",
            {"author": seed.author, "publisher": seed.publisher, "day": day, "title": seed.title},
        ),
        Sentence(
            "It makes {total}: {checkable:n} could be decided by evidence, and for {checked:n} "
            "of them the ledger holds some.",
            "文章共有{total}论断，其中{checkable:n}条可由证据判定，台账中有证据的为{checked:n}条。",
            counts(found, "total", "checkable", "checked"),
        ),
    ]


def no_seed(found: Findings) -> Sentence:
    """Return the sentence that no article about the company is kept."""
    return Sentence(
        "No article in seeds/ is about {company} and had appeared by this date, so there is no "
        "claim to weigh.",
        "seeds/中没有截至该日已发表的关于{company}的文章，因此没有可供核查的论断。",
        {"company": found.company},
    )


def _nothing_weighed(found: Findings) -> Sentence:
    verdicts = ("exact", "within_rounding", "contradicted", "unsupported")
    values = counts(found, "total", "checkable", "checked")
    return Sentence(
        "Claims: {total:n}; checkable: {checkable:n}; checked: {checked:n}; exact: {exact:n}; "
        "within rounding: {within_rounding:n}; contradicted: {contradicted:n}; unsupported: "
        "{unsupported:n}.",
        "论断{total}，可核查{checkable}，已核查{checked}；完全一致{exact}，"
        "舍入内一致{within_rounding}，不符{contradicted}，无证据{unsupported}。",
        values | {name: found.count(name) for name in verdicts},
    )


def score_message(found: Findings) -> Sentence:
    """Return the message of the scoreboard."""
    if found.seed is None:
        return no_seed(found)
    values = counts(found, "checked", "agreeing")
    contradicted = found.count("contradicted")
    return choose(
        contradicted.value > 0,
        {
            "en": "{agreeing:n} of {checked:n} claims checked agree with the evidence; "
            "contradicted: {contradicted:n}",
            "zh": "已核查的{checked}论断中{agreeing}与证据一致，不符{contradicted}",
        },
        {
            "en": "{agreeing:n} of {checked:n} claims checked agree with the evidence, and none is "
            "contradicted",
            "zh": "已核查的{checked}论断中{agreeing}与证据一致，无一不符",
        },
        **values,
        contradicted=contradicted,
    )


def scores(found: Findings) -> list[Sentence]:
    """Return how the figures fare, and how many claims have no evidence."""
    if found.seed is None:
        return []
    values = counts(found, "figures", "figures_agreeing")
    values |= {name: found.count(name) for name in ("exact", "within_rounding", "unsupported")}
    figures = choose(
        found.coverage.figures.value == found.coverage.figures_agreeing.value > 0,
        {
            "en": "Not one of {figures:n} printed figures and dates is wrong in a digit.",
            "zh": "{figures:n}个数字和日期无一位有误。",
        },
        {
            "en": "Of {figures:n} printed figures and dates, {figures_agreeing:n} are right in "
            "every digit.",
            "zh": "{figures:n}个数字和日期中，{figures_agreeing:n}个各位数字无误。",
        },
        **values,
    )
    return [
        figures,
        Sentence(
            "Verdicts of agreement: exact {exact:n}, within rounding {within_rounding:n}. "
            "Without evidence in the ledger: {unsupported:n}.",
            "完全一致{exact}，舍入内一致{within_rounding}；台账中没有证据的{unsupported}。",
            {name: found.count(name) for name in ("exact", "within_rounding", "unsupported")},
        ),
    ]


def arithmetic(found: Findings) -> list[Sentence]:
    """Return whether the article's own figures agree with each other."""
    return [_implied(each) for each in found.arithmetic]


def _implied(each: Arithmetic) -> Sentence:
    key = each.claim.claim_id
    article, implied = f"{{{key}_article:2}}", f"{{{key}_implied:2}}"
    label = statement(each.claim)
    return choose(
        each.verdict.group == "agrees",
        {
            "en": f"{{what}}: the article's own rounded figures give {implied}, and it prints "
            f"{article}: it agrees with itself.",
            "zh": f"{{what}}：按文章自身舍入后的数字推算为{implied}，文章所载为{article}，自洽。",
        },
        {
            "en": f"{{what}}: the article's own rounded figures give {implied}, and it prints "
            f"{article}: it disagrees with itself.",
            "zh": f"{{what}}：按文章自身舍入后的数字推算为{implied}，文章所载却为{article}，"
            "前后不一。",
        },
        what=label,
        **{
            f"{key}_article": each.printed,
            f"{key}_implied": each.implied.labelled(
                Text(f"{label.en}, implied by the article's own figures",
                     f"{label.zh}（按文章自身数字推算）")
            ),
        },
    )  # fmt: skip


def sources(found: Findings) -> list[Sentence]:
    """Return what the verdicts rest on."""
    if found.seed is None:
        return []
    return [
        Sentence(
            "Of {checked:n} claims checked, {own_filing:n} rest on a prospectus alone and "
            "{weaker:n} need a secondary source; for {own_word:n} the only evidence is the "
            "maker's own word.",
            "已核查的{checked}论断中，{own_filing}仅以招股书为证，{weaker}须依赖二手来源，"
            "{own_word}只有公司自身表述。",
            counts(found, "checked", "own_filing", "weaker", "own_word"),
        )
    ]


def counts(found: Findings, *names: str) -> dict[str, Quantity]:
    """Return figures of the coverage by name."""
    return {name: getattr(found.coverage, name) for name in names}


__all__ = [
    "SECTION_NAMES", "arithmetic", "counts", "finding", "no_seed", "remark", "score_message",
    "scores", "sources", "what_was_read",
]  # fmt: skip
