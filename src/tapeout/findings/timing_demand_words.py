"""What the timing section says of demand, true for any date: by house, in use, and its split.

Each function takes results of the model and returns sentences with their numbers, their
condition and, where the sign can turn, the wording that is true.
"""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings import timing_words
from tapeout.findings.timing_split_words import split
from tapeout.findings.timing_use_words import tokens_message, use
from tapeout.ledger import period_text
from tapeout.model.timing import MARKET, YEAR, Market
from tapeout.model.timing_demand import Demand
from tapeout.model.timing_series import Growth, Series
from tapeout.quantity import Quantity
from tapeout.tables.timing_demand import counted
from tapeout.text import Text, listed


# -- sizes by house ---------------------------------------------------------------------------
def sizes_message(d: Demand, m: Market) -> Sentence:
    """Return the message of the drawing: how fast the houses expect the market to grow."""
    low, high = d.slowest, d.fastest
    if low is None or low is high or not d.rising:
        return timing_words.market_message(m)
    return Sentence(
        "Every forecast drawn here rises, from {growth_slowest:0} to {growth_fastest:0} a year",
        "图中各项预测均为增长，年均{growth_slowest:0}至{growth_fastest:0}不等",
        {"growth_slowest": low.forward.implied, "growth_fastest": high.forward.implied},
    )


def sizes(d: Demand, m: Market) -> list[Sentence]:
    """Return whose forecasts lie at the ends, the definitions of one house, and the check."""
    told = [_ends(d), _definitions(d, m), *_check(d)]
    return [sentence for sentence in told if sentence is not None]


def _ends(d: Demand) -> Sentence | None:
    low, high = d.slowest, d.fastest
    if low is None or low is high:
        return None
    unlike = counted(low) != counted(high) and low.forward.period != high.forward.period
    return choose(
        unlike,
        {
            "en": "The lowest growth is {house_low}'s for {counted_low} ({years_low}), the highest "
            "{house_high}'s for {counted_high} ({years_high}): neither the market nor the years "
            "are the same.",
            "zh": "增速最低的是{house_low}的{counted_low}（{years_low}），最高的是{house_high}的"
            "{counted_high}（{years_high}），统计对象与年份均不同。",
        },
        {
            "en": "The lowest growth is {house_low}'s for {counted_low} ({years_low}), the highest "
            "{house_high}'s for {counted_high} ({years_high}).",
            "zh": "增速最低的是{house_low}的{counted_low}（{years_low}），最高的是{house_high}的"
            "{counted_high}（{years_high}）。",
        },
        house_low=low.name,
        counted_low=counted(low),
        years_low=low.forward.period,
        house_high=high.name,
        counted_high=counted(high),
        years_high=high.forward.period,
    )


def _definitions(d: Demand, m: Market) -> Sentence | None:
    """Return the sizes that one house gives for one year under its several definitions.

    The size that the section has already set against that of another house is not repeated.
    """
    found = d.of_year(YEAR)
    if len(found) < 2:
        return None
    told = m.rival is not None and found[0][0].name == m.rival
    ranked = sorted(found, key=lambda each: -each[1].value.value)
    ranked = [(s, x) for s, x in ranked if not (told and s.subject == MARKET)][:3]
    values = {"house": ranked[0][0].name, "year": period_text(YEAR)}
    en, zh = [], []
    for s, level in ranked:
        hole = f"size_2024_{s.key}"
        values |= {hole: level.value, f"counted_{s.key}": counted(s)}
        en.append(f"{{{hole}}} for {{counted_{s.key}}}")
        zh.append(f"{{counted_{s.key}}}为{{{hole}}}")
    return Sentence(
        f"{{house}} {'also sizes other markets' if told else 'sizes several markets'} for "
        f"{{year}}: {listed(en)}.",
        f"{{house}}对{{year}}还有其他口径：{'，'.join(zh)}。"
        if told
        else f"{{house}}对{{year}}有多种口径：{'，'.join(zh)}。",
        values,
    )


def _check(d: Demand) -> list[Sentence]:
    """Return how many printed growth rates the levels of the same house confirm."""
    checked, apart = d.checked, d.apart
    if not checked:
        return []
    whole = Text("printed growth rates", "披露的增速")
    part = Text("growth rates held against levels", "可核对的增速")
    told = choose(
        not apart,
        {
            "en": "Of {growth_printed} printed growth rates, {growth_checked} can be held against "
            "levels of the same house, and every one of these agrees.",
            "zh": "披露的{growth_printed}项增速中，{growth_checked}项可用同一机构的规模数据核对，"
            "均吻合。",
        },
        {
            "en": "Of {growth_printed} printed growth rates, {growth_checked} can be held against "
            "levels of the same house, and not all of these agree.",
            "zh": "披露的{growth_printed}项增速中，{growth_checked}项可用同一机构的规模数据核对，"
            "并非全部吻合。",
        },
        growth_printed=Quantity.exact(len(checked) + len(d.unchecked), "count", whole),
        growth_checked=Quantity.exact(len(checked), "count", part),
    )
    return [told, *(_disagrees(s, g, k) for k, (s, g) in enumerate(apart, 1))]


def _disagrees(s: Series, g: Growth, k: int) -> Sentence:
    return Sentence(
        f"{{house}} on {{counted}}, {{years}}: printed {{growth_printed_{k}}}, by its own levels "
        f"{{growth_levels_{k}}}; the two do not agree.",
        f"{{house}}对{{counted}}（{{years}}）披露增速{{growth_printed_{k}}}，"
        f"按其自己的规模推算为{{growth_levels_{k}}}，二者不一致。",
        {
            "house": s.name, "counted": counted(s), "years": g.period,
            f"growth_printed_{k}": g.printed, f"growth_levels_{k}": g.implied,
        },
        not g.agrees,
    )  # fmt: skip


__all__ = ["sizes", "sizes_message", "split", "tokens_message", "use"]
