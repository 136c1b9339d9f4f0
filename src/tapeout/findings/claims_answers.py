"""The answer of the claim audit: its headline numbers, the objection, what would change it."""

from __future__ import annotations

from tapeout.claims import Weighed
from tapeout.exhibit import Sentence, Value, choose
from tapeout.findings.claims_each import spoken
from tapeout.findings.claims_words import counts, no_seed
from tapeout.model.claims import Findings
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text


def headline(found: Findings) -> list[tuple[str, Text, Text, Value]]:
    """Return the three headline numbers: name, label, remark and number of each."""
    reach = found.coverage
    return [
        ("checked", Text("Claims checked", "已核查的论断"),
         Text("those with evidence", "有证据者"), reach.checked),
        ("agreeing", Text("Claims that agree", "与证据一致的论断"),
         Text("of those checked", "已核查者之中"), reach.agreeing),
        ("contradicted_share", Text("Contradicted", "不符占比"),
         Text("of those checked", "已核查者之中"), found.contradicted_share),
    ]  # fmt: skip


def answer(found: Findings) -> list[Sentence]:
    """Return the answer of the section: do the figures hold, and do they mislead?"""
    if found.seed is None:
        return [no_seed(found)]
    values = counts(found, "agreeing", "checked") | {"contradicted": found.count("contradicted")}
    first = choose(
        found.coverage.agreeing.value * 10 >= found.coverage.checked.value * 9 > 0,
        {
            "en": "The article's figures hold: {agreeing:n} of {checked:n} claims checked agree "
            "with the evidence; contradicted: {contradicted:n}.",
            "zh": "文章的数字站得住：已核查的{checked}论断中{agreeing}与证据一致，"
            "不符{contradicted}。",
        },
        {
            "en": "The article does not hold in full: {agreeing:n} of {checked:n} claims checked "
            "agree with the evidence; contradicted: {contradicted:n}.",
            "zh": "文章并非全部站得住：已核查的{checked}论断中{agreeing}与证据一致，"
            "不符{contradicted}。",
        },
        **values,
    )
    second = choose(
        found.coverage.remarked.value > found.count("contradicted").value,
        {
            "en": "What it leaves out weighs more: to {remarked:n} of the true claims something "
            "must be added that changes how they read.",
            "zh": "更值得注意的是未说的部分：属实的论断中有{remarked}须补充背景，读法随之不同。",
        },
        {
            "en": "To {remarked:n} of the true claims something must be added that changes how "
            "they read.",
            "zh": "属实的论断中有{remarked}须补充背景。",
        },
        remarked=found.coverage.remarked,
    )
    third = Sentence(
        "No evidence was found for {unsupported:n}; judgements, which no figure can decide: "
        "{not_checkable:n}.",
        "没有找到证据的{unsupported}，无法由数字判定的判断{not_checkable}。",
        {name: found.count(name) for name in ("unsupported", "not_checkable")},
    )
    return [first, second, third]


def objection(found: Findings) -> list[Sentence]:
    """Return the strongest objection to the audit."""
    if found.seed is None:
        return [no_seed(found)]
    return [
        Sentence(
            "Agreement may only show careful copying: {own_filing:n} of {checked:n} claims were "
            "checked against a prospectus alone, and a prospectus can be copied. It says nothing "
            "on whether the prospectus is right.",
            "一致或许只说明抄录仔细：已核查的{checked}论断中有{own_filing}仅以招股书核查，"
            "而招股书可以照抄，其本身是否准确并未因此得到验证。",
            counts(found, "own_filing", "checked"),
        )
    ]


def change(found: Findings) -> list[Sentence]:
    """Return what would change our mind: a share of contradicted claims, and open forecasts."""
    if is_gap(found.contradicted_share):
        return [no_seed(found)]
    threshold = Quantity.exact(
        10, "percent", Text("Share of contradicted claims at which trust ends", "不再采信的门槛")
    )
    values = {"threshold": threshold, "contradicted_share": found.contradicted_share}
    told = [
        choose(
            found.contradicted_share < threshold,
            {
                "en": "We should stop trusting the article's figures if {threshold} of the claims "
                "checked were contradicted; now it is {contradicted_share}.",
                "zh": "若已核查的论断中不符者达到{threshold}，我们将不再采信文章的数字；"
                "目前为{contradicted_share}。",
            },
            {
                "en": "Contradicted claims are {contradicted_share} of those checked, at or above "
                "the {threshold} at which we stop trusting its figures.",
                "zh": "不符者已占已核查论断的{contradicted_share}，达到我们不再采信的门槛"
                "{threshold}。",
            },
            **values,
        )
    ]
    return told + [_open(w) for w in found.claims if w.verdict.key in ("pending", "missed", "met")]


def _open(weighed: Weighed) -> Sentence:
    en, zh, values = spoken(weighed)
    return Sentence(
        f'The forecast "{en}": {{verdict}}.',
        f"预测“{zh}”：{{verdict}}。",
        values | {"verdict": weighed.verdict.name},
    )
