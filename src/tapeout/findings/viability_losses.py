"""What the financial section says of losses, profitable quarters and the deficit."""

from __future__ import annotations

from itertools import pairwise

from tapeout.exhibit import Sentence, choose
from tapeout.findings.viability_words import code, missing, stop, year_to
from tapeout.ledger import period_text
from tapeout.model.quarters import Piece
from tapeout.model.viability import RESULTS, YEARS, Losses
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text

_FIRST, _LAST = period_text(YEARS[0]), period_text(YEARS[-1])


def losses(result: Losses) -> list[Sentence]:
    """Return the sum of the three years, the quarters, and what the balance sheet still shows."""
    told = [_sum(result)]
    if result.pieces:
        told.append(_quarters(result))
    if has_lost(result) and not is_gap(result.deficit_share):
        told.append(_deficit(result))
        if not is_gap(result.moved) and result.moved > 0:
            told.append(_moved(result))
    return told


def has_lost(result: Losses) -> bool:
    """Return whether the three years together brought a loss."""
    return not is_gap(result.cumulative) and result.cumulative > 0


def results_message(result: Losses) -> Sentence:
    """Return the message of the net result by quarter."""
    if not result.pieces:
        return missing("net_loss_cumulative", result.cumulative)
    values = {
        "company": result.name,
        "first": code(result.pieces[0]),
        "last": code(result.pieces[-1]),
    }
    up = len(_above(result))
    if up == 0:
        return choose(
            all(p.value < 0 for p in result.pieces),
            {
                "en": "{company} has lost money in every published period from {first} to {last}",
                "zh": "{first}至{last}，{company}各期均为亏损",
            },
            {
                "en": "{company} has made no profit in any published period from {first} to {last}",
                "zh": "{first}至{last}，{company}各期均未盈利",
            },
            **values,
        )
    if up == len(result.pieces):
        return Sentence(
            "{company} earned money in every published period from {first} to {last}",
            "{first}至{last}，{company}各期均为盈利",
            values,
        )
    if up == 1:
        one = _above(result)[0]
        values["period"] = code(one)
        return Sentence(
            "Of the periods from {first} to {last}, only {period} brought {company} a profit",
            "{first}至{last}，{company}仅{period}盈利",
            values,
            one.value > 0,
        )
    values |= {
        "profitable": _count(up, "profitable periods", "盈利期数"),
        "periods": _count(len(result.pieces), "published periods", "已披露期数"),
    }
    return Sentence(
        "{company} earned money in {profitable} of {periods} published periods, {first} to {last}",
        "{first}至{last}，{company}已披露的{periods}期中有{profitable}期盈利",
        values,
    )


def _sum(result: Losses) -> Sentence:
    names = {"company": result.name, "first": _FIRST, "last": _LAST}
    if not is_gap(result.cumulative) and result.cumulative < 0:
        profit = (-result.cumulative).labelled(
            Text(f"Net profit of {result.name.en}, three years", f"{result.name.zh}三年累计净利润")
        )
        return Sentence(
            "{company} earned {net_profit_cumulative} net from {first} to {last}.",
            "{first}至{last}，{company}累计净利润{net_profit_cumulative}。",
            names | {"net_profit_cumulative": profit},
        )
    years = list(result.by_year.values())
    deeper = all(q < 0 for q in years) and all(b < a for a, b in pairwise(years))
    milder = all(q < 0 for q in years) and all(b > a for a, b in pairwise(years))
    tail = Text("", "")
    if deeper:
        tail = Text(", more in each year than in the one before", "，且逐年扩大")
    elif milder:
        tail = Text(", less in each year than in the one before", "，但逐年收窄")
    if result.metric != RESULTS[0]:
        tail = Text(
            tail.en + ", under IFRS and with redemption liabilities inside",
            tail.zh + "（国际财务报告准则口径，含赎回负债影响）",
        )
    return Sentence(
        "{company} lost {net_loss_cumulative} from {first} to {last}{tail}.",
        "{first}至{last}，{company}累计净亏损{net_loss_cumulative}{tail}。",
        names | {"net_loss_cumulative": result.cumulative, "tail": tail},
        is_gap(result.cumulative) or result.cumulative > 0,
    )


def _quarters(result: Losses) -> Sentence:
    sentence = results_message(result)
    if result.trailing is None:
        return stop(sentence)
    values = dict(sentence.values) | {
        "trailing": year_to(result.trailing.period),
        "net_result_trailing": result.trailing.value,
    }
    return Sentence(
        sentence.en + "; over {trailing} the net result was {net_result_trailing}.",
        sentence.zh + "；{trailing}净利润为{net_result_trailing}。",
        values,
    )


def _deficit(result: Losses) -> Sentence:
    return Sentence(
        "On {date} the balance sheet showed a deficit of {deficit}, {only}{deficit_share} of "
        "what had been lost since the start of {first}.",
        "{date}资产负债表上的未弥补亏损为{deficit}，{only}为{first}初以来累计亏损的{deficit_share}。",
        {
            "date": period_text(result.deficit_date),
            "deficit": result.deficit,
            "deficit_share": result.deficit_share,
            "first": _FIRST,
            "only": Text("only ", "仅") if result.deficit_share < 50 else Text("", ""),
        },
    )


def _moved(result: Losses) -> Sentence:
    return Sentence(
        "In {last}, {losses_moved} of losses left that line without a profit: on conversion to a "
        "joint-stock company they are set against capital reserve. The deficit understates them.",
        "{last}有{losses_moved}亏损未经盈利即从该科目转出：股份制改制时冲减资本公积，账面未弥补亏损因此偏低。",
        {"last": _LAST, "losses_moved": result.moved},
        result.moved > 0,
    )


def _above(result: Losses) -> list[Piece]:
    return [p for p in result.pieces if p.value > 0]


def _count(number: int, en: str, zh: str) -> Quantity:
    return Quantity.exact(number, "count", Text(en, zh))
