"""What the timing section says of acts on chips beside revenue: dates and figures, no cause.

No sentence here may say or hint that an act moved the revenue: a test looks for such words.
"""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.quarters import Piece
from tapeout.model.timing_controls import CHINA, RELAXED, TIGHTENED, Controls
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text


def controls(m: Controls) -> list[Sentence]:
    """Return how many acts there were and whose, and the revenue that stands beside them."""
    told = [_acts(m), *_of_china(m)]
    if m.drawable and m.since:
        told.append(_beside(m))
    told.append(_newest_revenue(m))
    if m.acts and not is_gap(m.revenue):
        told.append(
            Sentence(
                "Dates and revenue stand side by side here; whether one bears on the other is not "
                "tested.",
                "这里只把日期与收入并列，二者有无关联未作检验。",
            )
        )
    return told


def controls_message(m: Controls) -> Sentence:
    """Return the message of the drawing: the quarters since the first foreign chip was restricted."""
    if not m.drawable:
        return Sentence("{revenue_by_quarter}", "{revenue_by_quarter}",
                        {"revenue_by_quarter": m.missing})  # fmt: skip
    if not m.since:
        newest = m.makers[0]
        return Sentence(
            "The newest published revenue of {company}, {period}, is {newest_revenue}",
            "{company}最近披露的营业收入（{period}）为{newest_revenue}",
            {"company": m.name, "period": newest.period, "newest_revenue": newest.revenue},
        )
    values = {"company": m.name, "chip": m.anchor.chip, "quarter_low_since": _low(m.since)}
    return choose(
        bool(m.until) and _low(m.since) > _high(m.until),
        {
            "en": "Every recorded quarter of {company} since {chip} was restricted tops all before it",
            "zh": "{chip}受限以来，{company}有数可查的各季收入均高于此前",
        },
        {
            "en": "No recorded quarter of {company} since {chip} was restricted is below "
            "{quarter_low_since}",
            "zh": "{chip}受限以来，{company}有数可查的单季收入均不低于{quarter_low_since}",
        },
        **values,
    )


def _low(pieces: tuple[Piece, ...]) -> Quantity:
    return min((p.value for p in pieces), key=lambda q: q.value)


def _high(pieces: tuple[Piece, ...]) -> Quantity:
    return max((p.value for p in pieces), key=lambda q: q.value)


def _acts(m: Controls) -> Sentence:
    if not m.acts:
        return Sentence(
            "The evidence holds no act on AI chips that was known by then.",
            "证据中没有当时已知的AI芯片限制或放松举措。",
        )
    return Sentence(
        "The evidence holds {acts:n} acts on what AI chips may be sold to, or made for, Chinese "
        "buyers: {acts_tightened:n} tightened, {acts_relaxed:n} relaxed.",
        "证据中有{acts:n}项举措涉及可向中国买家出售或代工的AI芯片：收紧{acts_tightened:n}项，"
        "放松{acts_relaxed:n}项。",
        {
            "acts": _count(len(m.acts), Text("acts on AI chips", "AI芯片举措")),
            "acts_tightened": _count(len(m.with_effect(TIGHTENED)), Text("tightened", "收紧")),
            "acts_relaxed": _count(len(m.with_effect(RELAXED)), Text("relaxed", "放松")),
        },
    )


def _count(number: int, label: Text) -> Quantity:
    return Quantity.exact(number, "count", label)


def _of_china(m: Controls) -> list[Sentence]:
    if not m.acts:
        return []
    own = len(m.by(CHINA))
    if not own:
        return [Sentence("None of them is China's own.", "其中没有中方举措。")]
    number = _count(own, Text("acts of China", "中方举措"))
    return [
        choose(
            own == 1,
            {
                "en": "Of these, {acts_china:n} is China's own.",
                "zh": "其中{acts_china:n}项为中方举措。",
            },
            {
                "en": "Of these, {acts_china:n} are China's own.",
                "zh": "其中{acts_china:n}项为中方举措。",
            },
            acts_china=number,
        )
    ]


def _beside(m: Controls) -> Sentence:
    """Return the range of the quarters since the first restriction, and the highest before."""
    low, high = _low(m.since), _high(m.since)
    values = {"company": m.name, "act": m.anchor.short, "quarter_low_since": low}
    en = 'From the quarter of "{act}" on, the single quarters of {company} on record '
    zh = "自“{act}”所在季度起，{company}有数可查的单季收入"
    if len(m.since) > 1:
        values |= {"quarter_high_since": high}
        en += "run from {quarter_low_since} to {quarter_high_since}"
        zh += "在{quarter_low_since}至{quarter_high_since}之间"
    else:
        en = en.replace(
            "the single quarters of {company} on record ", "the one quarter of {company} on record "
        )
        en += "is {quarter_low_since}"
        zh += "只有一个，为{quarter_low_since}"
    if m.until:
        values |= {"quarter_high_before": _high(m.until)}
        en += "; the highest before it is {quarter_high_before}"
        zh += "；此前最高为{quarter_high_before}"
    return Sentence(f"{en}.", f"{zh}。", values)


def _newest_revenue(m: Controls) -> Sentence:
    newest = m.makers[0]
    if is_gap(newest.revenue):
        return Sentence("{newest_revenue}", "{newest_revenue}", {"newest_revenue": newest.revenue})
    values = {"company": m.name, "period": newest.period, "newest_revenue": newest.revenue}
    if is_gap(newest.growth):
        return _without_growth(values)
    return choose(
        newest.growth > 0,
        {
            "en": "The newest revenue of {company}, {period}, is {newest_revenue}, "
            "{newest_growth:0} more than a year before.",
            "zh": "{company}最近披露的营业收入（{period}）为{newest_revenue}，同比增长{newest_growth:0}。",
        },
        {
            "en": "The newest revenue of {company}, {period}, is {newest_revenue}, "
            "{newest_fall:0} less than a year before.",
            "zh": "{company}最近披露的营业收入（{period}）为{newest_revenue}，同比下降{newest_fall:0}。",
        },
        **values,
        newest_growth=newest.growth,
        newest_fall=-newest.growth,
    )


def _without_growth(values: dict) -> Sentence:
    return Sentence(
        "The newest revenue of {company}, {period}, is {newest_revenue}; the evidence holds "
        "none for the same span of the year before.",
        "{company}最近披露的营业收入（{period}）为{newest_revenue}，证据中没有上年同期数。",
        values,
    )
