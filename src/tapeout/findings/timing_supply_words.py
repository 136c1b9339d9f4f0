"""What the timing section says of supply by house and year.

Houses and bases stand side by side in every sentence; each comparison of two states both.
"""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.timing import NVIDIA, YEAR
from tapeout.model.timing_supply import AFTER, CARDS, FORECAST, VALUE, Count, Supply
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text

BASIS = {
    VALUE: Text("by value", "按销售额"),
    CARDS: Text("by cards", "按卡数"),
    "servers": Text("by servers", "按服务器"),
}


# -- shares by house and year ------------------------------------------------------------------
def supply(s: Supply) -> list[Sentence]:
    """Return what another count and later years say of NVIDIA, and how concentration moved."""
    if not s.counts:
        return [
            Sentence("{shares_by_vendor}", "{shares_by_vendor}", {"shares_by_vendor": s.missing})
        ]
    return [*_other_count(s), *_later(s), *_ahead(s), *_moved(s)]


def _pair(s: Supply, year: str) -> list[Count]:
    """Return the counts of one year that name NVIDIA, by value before by cards."""
    return [c for c in s.counts if c.period == year and c.of(NVIDIA)]


def _share(count: Count) -> Quantity:
    return count.of(NVIDIA).share


def _other_count(s: Supply) -> list[Sentence]:
    found = _pair(s, YEAR)
    if [c.basis for c in found] != [VALUE, CARDS]:
        return []
    value, cards = found
    return [
        choose(
            _share(value).agrees(_share(cards)),
            {
                "en": "Counted in cards, {house} gives NVIDIA {share_nvidia_cards:0} of {year}; "
                "read with its rounding, that does not contradict the "
                "{share_nvidia_2024:0} by value of {other}.",
                "zh": "按卡数计，{house}给出的{year}英伟达份额为{share_nvidia_cards:0}；计入舍入后，"
                "与{other}按销售额计的{share_nvidia_2024:0}并不矛盾。",
            },
            {
                "en": "Counted in cards, {house} gives NVIDIA {share_nvidia_cards:0} of {year}, "
                "against the {share_nvidia_2024:0} by value of {other}.",
                "zh": "按卡数计，{house}给出的{year}英伟达份额为{share_nvidia_cards:0}，"
                "{other}按销售额计则为{share_nvidia_2024:0}。",
            },
            house=cards.name,
            other=value.name,
            year=value.year,
            share_nvidia_cards=_share(cards),
            share_nvidia_2024=_share(value),
        )
    ]


def _later(s: Supply) -> list[Sentence]:
    """Return NVIDIA's share in the newest year that is no forecast, by each count of it."""
    years = [
        c.period for c in s.counts if c.nature != FORECAST and c.period > YEAR and c.of(NVIDIA)
    ]
    found = [c for c in _pair(s, max(years)) if c.nature != FORECAST] if years else []
    if not found:
        return []
    values = {"year": found[0].year} | {
        f"share_nvidia_later_{c.basis}": _share(c) for c in found
    } | {f"house_{c.basis}": c.name for c in found}  # fmt: skip
    told = Text(
        " and ".join(f"{{share_nvidia_later_{c.basis}:0}} {BASIS[c.basis].en} ({{house_{c.basis}}}{_early(c).en})" for c in found),
        "，".join(f"{BASIS[c.basis].zh}为{{share_nvidia_later_{c.basis}:0}}（{{house_{c.basis}}}{_early(c).zh}）" for c in found),
    )  # fmt: skip
    fell = all(_share(c) < _share(b) for c in found for b in _pair(s, YEAR) if b.house == c.house)
    known = any(b.house == c.house for c in found for b in _pair(s, YEAR))
    if fell and known:
        both = Text("in both counts ", "两种口径下") if len(found) > 1 else Text("", "")
        lead = Text(
            f"NVIDIA lost share {both.en}after that",
            f"此后{both.zh}英伟达份额都在下降" if both.zh else "此后英伟达份额下降",
        )
        return [Sentence(f"{lead.en}: for {{year}} it stands at {told.en}.", f"{lead.zh}：{{year}}{told.zh}。", values)]  # fmt: skip
    return [Sentence(f"For {{year}} NVIDIA stands at {told.en}.", f"{{year}}英伟达份额{told.zh}。", values)]  # fmt: skip


def _early(count: Count) -> Text:
    """Return the remark on a figure that was printed before its year was over."""
    if count.nature == AFTER:
        return Text("", "")
    return Text(", before the year was over", "，当年结束前刊出")


def _ahead(s: Supply) -> list[Sentence]:
    found = [c for c in s.counts if c.nature == FORECAST and c.of(NVIDIA) and c.period > YEAR]
    if not found:
        return []
    count = max(found, key=lambda c: (c.period, c.enough))
    first = count.holdings[0]
    values = {
        "house": count.name, "year": count.year, "share_nvidia_forecast": _share(count),
        "leader": first.name, "share_leader_forecast": first.share,
    }  # fmt: skip
    return [
        choose(
            first.id != NVIDIA and first.share > _share(count),
            {
                "en": "{house} forecasts for {year} that NVIDIA keeps {share_nvidia_forecast:0} and "
                "{leader} leads with {share_leader_forecast:0}.",
                "zh": "{house}预测{year}英伟达降至{share_nvidia_forecast:0}，"
                "{leader}以{share_leader_forecast:0}居首。"
                if _fell(s, count)
                else "{house}预测{year}英伟达占{share_nvidia_forecast:0}，"
                "{leader}以{share_leader_forecast:0}居首。",
            },
            {
                "en": "{house} forecasts {share_nvidia_forecast:0} for NVIDIA in {year}.",
                "zh": "{house}预测{year}英伟达占{share_nvidia_forecast:0}。",
            },
            **values,
        )
    ]


def _fell(s: Supply, count: Count) -> bool:
    before = [c for c in s.of(count.house) if c.period < count.period and c.of(NVIDIA)]
    return bool(before) and _share(count) < _share(before[-1])


def _moved(s: Supply) -> list[Sentence]:
    """Return whether the bounds of concentration moved apart within the house of the narrative."""
    found = [c for c in s.counts if c.enough and c.basis == VALUE and not is_gap(c.hhi_low)]
    if len(found) < 2 or found[0].period != YEAR:
        return []
    first, last = found[0], found[-1]
    ahead = Text("its forecast for ", "预测的") if last.nature == FORECAST else Text("", "")
    values = {
        "house": first.name, "first": first.year, "last": last.year,
        "hhi_lower_bound_2024": first.hhi_low, "hhi_upper_bound_last": last.hhi_high,
        "hhi_upper_bound_2024": first.hhi_high, "hhi_lower_bound_last": last.hhi_low,
    }  # fmt: skip
    if last.hhi_high < first.hhi_low:
        en = (
            "On the shares of {house} concentration falls: the Herfindahl index is at least "
            f"{{hhi_lower_bound_2024}} in {{first}} and at most {{hhi_upper_bound_last}} in {ahead.en}{{last}}."
        )
        zh = (
            "按{house}的份额，集中度下降：赫芬达尔指数{first}不低于{hhi_lower_bound_2024}，"
            f"{ahead.zh}{{last}}不高于{{hhi_upper_bound_last}}。"
        )
    elif last.hhi_low > first.hhi_high:
        en = (
            "On the shares of {house} concentration rises: the Herfindahl index is at most "
            f"{{hhi_upper_bound_2024}} in {{first}} and at least {{hhi_lower_bound_last}} in {ahead.en}{{last}}."
        )
        zh = (
            "按{house}的份额，集中度上升：赫芬达尔指数{first}不高于{hhi_upper_bound_2024}，"
            f"{ahead.zh}{{last}}不低于{{hhi_lower_bound_last}}。"
        )
    else:
        en = (
            "Whether concentration moved between {first} and {last}, the shares of {house} do not "
            "tell: the bounds of the Herfindahl index overlap."
        )
        zh = (
            "{first}至{last}集中度有无变化，{house}的份额不足以判断：赫芬达尔指数的上下限相互重叠。"
        )
    return [Sentence(en, zh, {k: v for k, v in values.items() if f"{{{k}}}" in en})]
