"""One claim in words: as a finding, as a cell of a table, with its source and what must be added."""

from __future__ import annotations

from tapeout.claim_verdicts import is_bound
from tapeout.claims import Weighed
from tapeout.exhibit import Sentence
from tapeout.ledger import period_text
from tapeout.moment import Moment
from tapeout.quantity import Quantity, is_gap
from tapeout.seed import HOLE, Claim
from tapeout.text import Text

TIERS = {
    "primary": Text("primary", "一手"),
    "secondary": Text("secondary", "二手"),
    "tertiary": Text("tertiary", "三手"),
    "": Text("", ""),
}
_OWN_WORD = Text("own word", "公司表述")


def finding(weighed: Weighed) -> Sentence:
    """Return a claim, both figures, its verdict, its source where weak, and what must be added."""
    claim = weighed.claim
    en, zh, values = spoken(weighed)
    values["verdict"] = weighed.verdict.name
    article, evidence = f"{claim.claim_id}_article", f"{claim.claim_id}_evidence"
    if article not in values and _shown(weighed.article) and _shown(weighed.evidence):
        said, known = _qualifier(weighed.article), _qualifier(weighed.evidence)
        en += f": {said.en}{{{article}}} in the article, {known.en}{{{evidence}}} in the evidence"
        zh += f"：文章为{said.zh}{{{article}}}，证据为{known.zh}{{{evidence}}}"
        values |= {article: weighed.article, evidence: weighed.evidence}
    bound = _bound(weighed)
    told = [f"{en} ({{verdict}}{bound.en}).", f"{zh}（{{verdict}}{bound.zh}）。"]
    weak = second_hand(weighed)
    told = [f"{told[0]}{weak.en and ' '}{weak.en}", f"{told[1]}{weak.zh}"]
    if weighed.remark is not None:
        added = remark(weighed)
        told = [f"{told[0]} {added.en}", f"{told[1]}{added.zh}"]
        values |= added.values
    return Sentence(*told, values)


def _bound(weighed: Weighed) -> Text:
    """Return what the verdict on a figure stated as a bound means."""
    if not is_bound(weighed.article):
        return Text("", "")
    return {
        "exact": Text(": the bound holds for the whole interval of the evidence",
                      "：证据的整个区间都满足所述界限"),
        "within_rounding": Text(": the bound holds for a part of the interval of the evidence",
                                "：证据的区间只有一部分满足所述界限"),
        "contradicted": Text(": the bound holds nowhere in the interval of the evidence",
                             "：证据的区间全部落在所述界限之外"),
    }.get(weighed.verdict.key, Text("", ""))  # fmt: skip


def second_hand(weighed: Weighed) -> Text:
    """Return that a claim rests on weaker sources than primary ones, alone or in part."""
    tiers = {source.tier for source in weighed.sources} if weighed.checked else set()
    if not tiers or tiers == {"primary"}:
        return Text("", "")
    tier = TIERS[weighed.tier]
    if len(tiers) > 1:
        return Text(f"Part of the evidence is {tier.en}.", f"部分证据为{tier.zh}来源。")
    verb = "Confirmed by" if weighed.verdict.group == "agrees" else "The evidence is of"
    return Text(f"{verb} {tier.en} sources only.", f"仅有{tier.zh}来源为证。")


def spoken(weighed: Weighed) -> tuple[str, str, dict]:
    """Return the statement in both languages, its holes named for the claim, and values."""
    claim = weighed.claim
    known = {"value": ("article", weighed.article)}
    if claim.period:
        known["period"] = ("period", period_text(claim.period))
    values = {}
    for name, _ in HOLE.findall(claim.statement.en):
        kind, value = known[name]
        values[f"{claim.claim_id}_{kind}"] = value

    def named(found) -> str:
        return f"{{{claim.claim_id}_{known[found[1]][0]}{found[2]}}}"

    return HOLE.sub(named, claim.statement.en), HOLE.sub(named, claim.statement.zh), values


def remark(weighed: Weighed) -> Sentence:
    """Return what must be added to a claim, after "True, but" where the claim is true."""
    added = weighed.remark
    if weighed.verdict.group == "agrees":
        return Sentence(f"True, but {added.en}", f"属实，但须补充：{added.zh}", added.values)
    return Sentence(added.en[:1].upper() + added.en[1:], added.zh, added.values)


def statement(claim: Claim) -> Text:
    """Return a claim as the cell of a table: a figure that stands in the next one is dots."""
    return claim.template.map(lambda words: words.replace("{value}", "..."))


def source(weighed: Weighed) -> Text:
    """Return the weakest tier of the sources, and whether it is the maker's own word."""
    tier = TIERS[weighed.tier]
    if weighed.own_word:
        return Text(f"{tier.en}, {_OWN_WORD.en}", f"{tier.zh}，{_OWN_WORD.zh}")
    return tier


def _shown(thing) -> bool:
    return isinstance(thing, (Quantity, Moment)) and not is_gap(thing)


def _qualifier(figure: Quantity | Moment) -> Text:
    """Return "more than", "less than" or "about" where a figure is printed with it."""
    note = figure.note if isinstance(figure, Quantity) else None
    return Text(f"{note.en} ", note.zh) if note else Text("", "")
