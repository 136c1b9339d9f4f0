"""What the timing section says of demand in use: tokens, computing power, capital spending."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings import timing_clouds_words
from tapeout.ledger import period_text
from tapeout.model.timing_use import Compute, Tokens, Use
from tapeout.quantity import is_gap


# -- tokens and computing power -----------------------------------------------------------------
def tokens_message(t: Tokens) -> Sentence:
    """Return the message of the drawing: the multiple of the last print on the first."""
    if is_gap(t.factor):
        return Sentence("{tokens_factor}", "{tokens_factor}", {"tokens_factor": t.factor})
    values = {
        "first": period_text(t.points[0][0]),
        "last": period_text(t.points[-1][0]),
        "tokens_factor": t.factor,
    }
    return choose(
        t.factor > 1,
        {
            "en": "From {first} to {last}, China's daily tokens multiplied by {tokens_factor:0n}",
            "zh": "{first}至{last}，中国日均词元消耗量增至原来的{tokens_factor:0}",
        },
        {
            "en": "China's daily tokens in {last} were no more than {tokens_factor:2} those of "
            "{first}",
            "zh": "{last}中国日均词元消耗量不高于{first}的{tokens_factor:2}",
        },
        **values,
    )


def use(u: Use) -> list[Sentence]:
    """Return what tokens, computing power and capital spending say of demand."""
    t, c, k = u.tokens, u.compute, u.clouds
    told = [_pace(t), _power(t, c), _official(c), *timing_clouds_words.clouds(k)]
    return [sentence for sentence in told if sentence is not None]


def _pace(t: Tokens) -> Sentence | None:
    if len(t.paces) < 2:
        return None
    values = {"pace_first": t.paces[0], "pace_last": t.paces[-1]}
    return choose(
        t.slowing,
        {
            "en": "The rise slows: from {pace_first:0} a month between the first two counts to "
            "{pace_last:0} between the last two.",
            "zh": "增势在放缓：头两次统计之间月均增长{pace_first:0}，最近两次之间为{pace_last:0}。",
        },
        {
            "en": "Growth a month was {pace_first:0} between the first two counts and "
            "{pace_last:0} between the last two.",
            "zh": "头两次统计之间月均增长{pace_first:0}，最近两次之间为{pace_last:0}。",
        },
        **values,
    )


def _power(t: Tokens, c: Compute) -> Sentence | None:
    """Return that computing power grew by far less than tokens, where it did."""
    counted = [level for level in c.series.drawn if not level.early]
    if is_gap(c.factor):
        return Sentence("{compute_factor}", "{compute_factor}", {"compute_factor": c.factor})
    values = {
        "house": c.series.name, "compute_factor": c.factor,
        "first": period_text(counted[0].period), "last": period_text(counted[-1].period),
    }  # fmt: skip
    if not is_gap(t.factor) and t.factor > c.factor:
        return Sentence(
            "Computing power grew by far less, if over other years: {house} counts "
            "{compute_factor:1} as much in {last} as in {first}. Tokens are no measure of chips.",
            "算力的增幅小得多（年份不同）：{house}统计的{last}规模为{first}的{compute_factor:1}。"
            "词元增长不等于芯片需求增长。",
            values,
        )
    return Sentence(
        "{house} counts {compute_factor:1} as much computing power in {last} as in {first}.",
        "{house}统计的{last}算力规模为{first}的{compute_factor:1}。",
        values,
    )


def _official(c: Compute) -> Sentence | None:
    if not c.official:
        return None
    period, value = c.official[-1]
    same = next((x for x in c.series.levels if x.period == period and not x.early), None)
    values = {"official": c.official_name, "year": period_text(period), "compute_official": value}
    if same is None:
        return Sentence(
            "The official count for {year} ({official}) is {compute_official}.",
            "{official}统计的{year}算力为{compute_official}。",
            values,
        )
    return Sentence(
        "The official count for {year} is {compute_official} against the {compute_house} of "
        "{house}: one is at FP32, the other at FP16, and they are not comparable.",
        "{year}官方统计为{compute_official}，{house}为{compute_house}："
        "前者按FP32、后者按FP16计，不可比。",
        {k: v for k, v in values.items() if k != "official"}
        | {"compute_house": same.value, "house": c.series.name},
    )
