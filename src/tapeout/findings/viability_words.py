"""What the financial section says where one wording would not be true of every company.

Each function takes results of the model and returns sentences with their numbers, their
condition and, where the sign can turn, the wording that is true.
"""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.ledger import period_text
from tapeout.model.quarters import Piece
from tapeout.model.viability import YEARS, Research, Revenue
from tapeout.quantity import Gap, is_gap
from tapeout.text import Text

_FIRST, _LAST = period_text(YEARS[0]), period_text(YEARS[-1])
_SMALL_BASE = 1000  # percent a year: above this the first year, not the growth, sets the rate


def revenue(result: Revenue) -> list[Sentence]:
    """Return the growth of the three years, the newest period and the margin."""
    return [*_three_years(result), _newest(result), _margin(result)]


def revenue_message(result: Revenue) -> Sentence:
    """Return the message of the drawing by quarter."""
    if result.latest is None:
        return missing("revenue_latest", result.growth)
    values = {
        "company": result.name,
        "revenue_latest": result.latest.value,
        "period": code(result.latest),
    }
    if is_gap(result.growth):
        return Sentence(
            "{company} took in {revenue_latest} in {period}",
            "{company}{period}营业收入{revenue_latest}",
            values,
        )
    if result.growth < 0:
        return Sentence(
            "Revenue of {company} fell {revenue_fall_latest} on the year in {period}, "
            "to {revenue_latest}",
            "{company}{period}营业收入{revenue_latest}，同比下降{revenue_fall_latest}",
            values | {"revenue_fall_latest": -result.growth},
        )
    if not result.growth >= 0:  # the printed digits do not tell a rise from a fall
        return Sentence(
            "Revenue of {company} was {revenue_latest} in {period}, about as much as a year earlier",
            "{company}{period}营业收入{revenue_latest}，与上年同期大致持平",
            values,
        )
    return Sentence(
        "Revenue of {company} rose {revenue_growth_latest} on the year in {period}, "
        "to {revenue_latest}",
        "{company}{period}营业收入{revenue_latest}，同比增长{revenue_growth_latest}",
        values | {"revenue_growth_latest": result.growth},
        result.growth >= 0,
    )


def research(result: Research) -> list[Sentence]:
    """Return research against revenue over the three years, and why the ratio moved."""
    values = {"company": result.name, "first": _FIRST, "last": _LAST}
    values["rd_to_revenue_cumulative"] = result.cumulative
    more = not is_gap(result.cumulative) and result.cumulative > 100
    known = not is_gap(result.printed) and not is_gap(result.cumulative)
    agrees = known and result.printed.agrees(result.cumulative)
    values["printed"] = _as_printed(result, agrees)
    total = choose(
        more,
        {
            "en": "From {first} to {last} R&D took {rd_to_revenue_cumulative:2} of "
            "revenue{printed}: more than {company} earned from all its customers.",
            "zh": "{first}至{last}，{company}累计研发费用为营业收入的{rd_to_revenue_cumulative:2}"
            "{printed}，超过全部收入。",
        },
        {
            "en": "From {first} to {last} R&D took {rd_to_revenue_cumulative:2} of the revenue of "
            "{company}{printed}.",
            "zh": "{first}至{last}，{company}累计研发费用为营业收入的{rd_to_revenue_cumulative:2}"
            "{printed}。",
        },
        **values,
    )
    if is_gap(result.cumulative):
        return [total]
    return [total, _why_ratio(result)]


def research_message(result: Research) -> Sentence:
    """Return the message of research beside revenue."""
    values = {"company": result.name, "rd_to_revenue_cumulative": result.cumulative}
    values |= {"first": _FIRST, "last": _LAST}
    return Sentence(
        "R&D took {rd_to_revenue_cumulative:2} of the revenue of {company}, {first} to {last}",
        "{first}至{last}，{company}研发费用合计为收入的{rd_to_revenue_cumulative:2}",
        values,
    )


# -- revenue -----------------------------------------------------------------------------------
def _three_years(result: Revenue) -> list[Sentence]:
    values = {f"revenue_{year}": value for year, value in result.by_year.items()}
    names = {"first": _FIRST, "middle": period_text(YEARS[1]), "last": _LAST}
    levels = Sentence(
        "Revenue of {company} was {revenue_2022} in {first}, {revenue_2023} in {middle} and "
        "{revenue_2024} in {last}.",
        "{company}{first}、{middle}、{last}营业收入分别为{revenue_2022}、{revenue_2023}和{revenue_2024}。",
        values | names | {"company": result.name},
    )
    if is_gap(result.cagr):
        return [levels]
    rate = {"revenue_cagr": result.cagr}
    if result.cagr > _SMALL_BASE:
        base = result.by_year[YEARS[0]] / result.by_year[YEARS[-1]]
        first_share = base.to("percent").labelled(Text("first year to last", "首年收入占末年"))
        growth = Sentence(
            "That is {revenue_cagr:2} a year, a rate that says little: it starts from {base_share} "
            "of the last year.",
            "折合年复合增长{revenue_cagr:2}，但基数仅为末年的{base_share}，该增速参考意义有限。",
            rate | {"base_share": first_share},
            first_share < 1,
        )
    else:
        growth = choose(
            result.cagr > 0,
            {
                "en": "That is growth of {revenue_cagr} a year.",
                "zh": "折合年复合增长{revenue_cagr}。",
            },
            {
                "en": "That is a decline: {revenue_cagr} a year.",
                "zh": "收入趋于下降，年复合增速为{revenue_cagr}。",
            },
            **rate,
        )
    return [levels, growth]


def _newest(result: Revenue) -> Sentence:
    sentence = revenue_message(result)
    if result.latest is None or not is_gap(result.growth):
        return stop(sentence)
    return Sentence(
        "{company} took in {revenue_latest} in {period}; the same quarters a year earlier were not "
        "published on their own.",
        "{company}{period}营业收入{revenue_latest}，上年同期未单独披露。",
        sentence.values,
    )


def _margin(result: Revenue) -> Sentence:
    values = {"gross_margin_latest": result.margin, "period": when(result.margin_period)}
    old = result.margin_before
    if is_gap(result.margin) or is_gap(old) or result.margin_period == YEARS[-1]:
        return Sentence(
            "Gross margin was {gross_margin_latest} in {period}.",
            "{period}毛利率为{gross_margin_latest}。",
            values,
        )
    way = Text("as against", "持平于")
    if result.margin > old or result.margin < old:
        up = result.margin > old
        way = Text("up from", "高于") if up else Text("down from", "低于")
    return Sentence(
        "Gross margin was {gross_margin_latest} in {period}, {way} {gross_margin_before} in "
        "{last}.",
        "{period}毛利率为{gross_margin_latest}，{way}{last}的{gross_margin_before}。",
        values | {"way": way, "gross_margin_before": old, "last": _LAST},
    )


# -- research -----------------------------------------------------------------------------------
def _as_printed(result: Research, agrees: bool) -> Text:
    if is_gap(result.printed) or is_gap(result.cumulative):
        return Text("", "")
    if agrees:
        return Text(", as printed", "，与披露一致")
    return Text(", unlike the printed figure", "，与披露不一致")


def _why_ratio(result: Research) -> Sentence:
    values = {
        "rd_to_revenue_2024": result.last_ratio,
        "rd_growth_2024": abs(result.growth),
        "last": _LAST,
    }
    fell, grew = result.last_ratio < result.first_ratio, result.growth > 0
    if fell and grew:
        return Sentence(
            "The ratio fell to {rd_to_revenue_2024} in {last} because revenue rose, not because "
            "research shrank: R&D grew by {rd_growth_2024}.",
            "{last}该比率降至{rd_to_revenue_2024}，原因是收入增长而非研发收缩：研发费用仍增长"
            "{rd_growth_2024}。",
            values,
        )
    way = Text("stood at", "为")  # neither is certain
    if fell or result.last_ratio > result.first_ratio:
        way = Text("fell to", "降至") if fell else Text("rose to", "升至")
    change = Text("grew", "增长") if grew else Text("fell", "下降")
    if not grew and not result.growth < 0:
        change = Text("changed", "变动")
    return Sentence(
        "The ratio {way} {rd_to_revenue_2024} in {last}, while R&D {change} by {rd_growth_2024}.",
        "{last}该比率{way}{rd_to_revenue_2024}，研发费用同比{change}{rd_growth_2024}。",
        values | {"way": way, "change": change},
    )


def missing(name: str, gap: Gap) -> Sentence:
    """Return the sentence that says what was not published, in place of the number `name`."""
    return Sentence("{" + name + "}", "{" + name + "}", {name: gap})


def when(period: str) -> Text:
    """Return a period as it stands after "in": the first quarter of 2025, 2024."""
    words = period_text(period)
    return words if words.en[:1].isdigit() else Text(f"the {words.en}", words.zh)


def year_to(period: str) -> Text:
    """Return four quarters in words: 2024, or the four quarters to the third of 2025."""
    if "/" not in period:
        return when(period) if period else Text("", "")
    last = when(period.split("/")[1])
    return Text(f"the four quarters to {last.en}", f"截至{last.zh}的四个季度")


def code(piece: Piece) -> Text:
    """Return a period as it stands in a message: 2025Q3; 2025年三季度."""
    return Text(piece.period, period_text(piece.period).zh)


def stop(sentence: Sentence) -> Sentence:
    """Return a message as a sentence of the text, with its full stop."""
    return Sentence(sentence.en + ".", sentence.zh + "。", sentence.values)
