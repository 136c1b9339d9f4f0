"""What the article leaves out, in sentences: each with the figures that had been published."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings.viability_words import when
from tapeout.model.claims import Findings
from tapeout.model.claims_left_out import LeftOut


def left_out(found: Findings, passed_over: tuple[LeftOut, ...]) -> list[Sentence]:
    """Return a sentence for each thing that had been published and no claim states."""
    if found.seed is None:
        return []
    told = [_WORDINGS[each.key](each) for each in passed_over]
    return told or [
        Sentence(
            "Of what this audit looks for, the evidence of the article's date holds nothing that "
            "the article passes over.",
            "就本核查所查事项而言，文章发表时的证据中没有文章略而未提的内容。",
        )
    ]


def _stop(each: LeftOut) -> Sentence:
    name, stop = each.values
    return Sentence(
        f"From {{{stop}}} on, no more of the {{{name}}} could be ordered from the foundry.",
        f"自{{{stop}}}起，晶圆厂不再接受{{{name}}}的订单。",
        _values(each),
    )


def _loss(each: LeftOut) -> Sentence:
    return Sentence(
        "The newest quarter that had been published, {omitted_quarter}, brought a loss of "
        "{omitted_loss}.",
        "当时已披露的最近一个季度（{omitted_quarter}）亏损{omitted_loss}。",
        _values(each),
    )


def _largest(each: LeftOut) -> Sentence:
    """Return the share of the largest, of the five largest, or of both."""
    en = {"customers": ("customer", "revenue"), "suppliers": ("supplier", "purchases")}[each.key]
    zh = {"customers": ("客户", "营业收入"), "suppliers": ("供应商", "采购额")}[each.key]
    key, parts = each.key, []
    if f"{key}_top1" in each.values:
        parts.append((f"the largest {en[0]} accounted for {{{key}_top1}} of {en[1]}",
                      f"第一大{zh[0]}占{zh[1]}的{{{key}_top1}}"))  # fmt: skip
    if f"{key}_top5" in each.values:
        parts.append((f"the five largest {en[0]}s accounted for {{{key}_top5}} of {en[1]}",
                      f"前五大{zh[0]}合计占{zh[1]}的{{{key}_top5}}"))  # fmt: skip
    return Sentence(
        f"In {{{key}_period}} {', and '.join(e for e, _ in parts)}.",
        f"{{{key}_period}}，{'，'.join(z for _, z in parts)}。",
        _values(each),
    )


def _memory(each: LeftOut) -> Sentence:
    return Sentence(
        "In {memory_period} high-bandwidth memory alone made up {memory_purchases_hbm} of purchases.",
        "{memory_period}，仅高带宽内存一项就占采购额的{memory_purchases_hbm}。",
        _values(each),
    )


def _boards(each: LeftOut) -> Sentence:
    return choose(
        each.values["boards_made"] > each.values["boards_sold"],
        {
            "en": "More boards were built than sold: {boards_made:n} against {boards_sold:n} from "
            "{boards_first} to {boards_last}.",
            "zh": "产量大于销量：{boards_first}至{boards_last}，板卡产量合计{boards_made:n}张，"
            "销量合计{boards_sold:n}张。",
        },
        {
            "en": "Boards built and sold from {boards_first} to {boards_last}: {boards_made:n} and "
            "{boards_sold:n}.",
            "zh": "{boards_first}至{boards_last}，板卡产量合计{boards_made:n}张，"
            "销量合计{boards_sold:n}张。",
        },
        **_values(each),
    )


def _cash(each: LeftOut) -> Sentence:
    return choose(
        each.values["cash_used"] > each.values["cash_lost"],
        {
            "en": "Operations used more cash than the losses show: {cash_used} from {cash_first} to "
            "{cash_last}, against losses of {cash_lost}, a ratio of {cash_times:2}.",
            "zh": "经营活动消耗的现金多于账面亏损：{cash_first}至{cash_last}净流出{cash_used}，"
            "同期亏损{cash_lost}，前者为后者的{cash_times:2}。",
        },
        {
            "en": "From {cash_first} to {cash_last} operations used {cash_used} of cash, beside "
            "losses of {cash_lost}, a ratio of {cash_times:2}.",
            "zh": "{cash_first}至{cash_last}，经营活动现金净流出{cash_used}，同期亏损{cash_lost}，"
            "前者为后者的{cash_times:2}。",
        },
        **_values(each),
    )


def _values(each: LeftOut) -> dict:
    return each.values | {name: when(period) for name, period in each.periods.items()}


_WORDINGS = {"stop": _stop, "loss": _loss, "customers": _largest, "suppliers": _largest,
             "memory": _memory, "boards": _boards, "cash": _cash}  # fmt: skip
