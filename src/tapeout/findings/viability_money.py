"""What the financial section says of the money at hand, the runway and break-even."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings.viability_words import missing, year_to
from tapeout.ledger import period_text
from tapeout.model.viability_breakeven import BreakEven
from tapeout.model.viability_funds import Funds
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text


def funds(money: Funds, even: BreakEven) -> list[Sentence]:
    """Return the money at hand, its use and the runway; or that nothing is burnt."""
    if money.earning:
        return [_brought_in(money)]
    if money.flow is None or is_gap(money.liquid):
        return [missing("runway_quarters", money.runway)]
    told = [_held(money)]
    if not even.profitable:
        told += _runway(money)
    if money.newest_flow is not None:
        told.append(_pace(money))
    return told


def break_even(even: BreakEven) -> list[Sentence]:
    """Return the revenue that is needed, the company's own year, and its own table."""
    if is_gap(even.needed):
        return [missing("breakeven_revenue_needed", even.needed)]
    if even.profitable:
        return [_cushion(even)]
    told = [_needed(even), _multiple(even), _own_year(even)]
    if even.cells:
        told.append(_own_table(even))
    return told


def _brought_in(money: Funds) -> Sentence:
    apart = Text(
        ", before capital spending, which was not published", "（未扣资本开支，后者未披露）"
    )
    return Sentence(
        "Operations of {company} brought in {operating_inflow} over {period}{apart}: "
        "there is no burn to count.",
        "{period}{company}经营活动净流入{operating_inflow}{apart}，无现金消耗可计。",
        {
            "company": money.name,
            "operating_inflow": money.flow.value,
            "period": year_to(money.flow.period),
            "apart": apart if money.capex_known == "none" else Text("", ""),
        },
        money.flow.value > 0,
    )


def _held(money: Funds) -> Sentence:
    what = Text("cash and trading assets", "货币资金与交易性金融资产")
    if not money.full:
        what = Text("cash, trading assets not counted", "货币资金（未计交易性金融资产）")
    used = Text("operations and capital spending", "经营与资本开支")
    if money.capex_known == "none":
        used = Text("operations, capital spending not published,", "经营活动（资本开支未披露）")
    told = Text(
        "On {date} {company} held {liquid_funds} of {what}; over {period} {used} used "
        "{burn_quarter} a quarter.",
        "{date}，{company}持有{what}{liquid_funds}；{period}，{used}季均消耗{burn_quarter}。",
    )
    if not money.burning:  # nor certainly earning: the printed digits do not tell
        told = Text(
            "On {date} {company} held {liquid_funds} of {what}; over {period} {used} used no cash "
            "that could be told from none: {burn_quarter} a quarter.",
            "{date}，{company}持有{what}{liquid_funds}；{period}，{used}季均消耗{burn_quarter}，接近于零。",
        )
    return Sentence(
        told.en,
        told.zh,
        {
            "date": period_text(money.date),
            "company": money.name,
            "liquid_funds": money.liquid,
            "what": what,
            "period": year_to(money.flow.period),
            "used": used,
            "burn_quarter": money.burn,
        },
    )


def _runway(money: Funds) -> list[Sentence]:
    alone = Sentence(
        "At this pace it lasts {runway_quarters}.",
        "按此速度可支撑{runway_quarters}。",
        {"runway_quarters": money.runway},
    )
    if is_gap(money.proceeds) or is_gap(money.runway):
        return [alone]
    more = Sentence(
        "The net proceeds of the listing, {net_proceeds}, stretch that to "
        "{runway_quarters_with_proceeds}.",
        "计入上市募资净额{net_proceeds}，可支撑{runway_quarters_with_proceeds}。",
        {
            "net_proceeds": money.proceeds,
            "runway_quarters_with_proceeds": money.runway_with,
        },
        money.runway_with > money.runway,
    )
    return [alone, more]


def _pace(money: Funds) -> Sentence:
    old, new = money.flow.value, money.newest_flow.value
    way = Text("has improved", "收窄") if new > old else Text("has worsened", "扩大")
    return Sentence(
        "Operating cash flow {way} since: {operating_flow_newest} over {newest}, against "
        "{operating_flow} before.",
        "此后经营活动现金净流出{way}：{newest}净额为{operating_flow_newest}，此前为{operating_flow}。",
        {
            "way": way,
            "operating_flow_newest": new,
            "newest": year_to(money.newest_flow.period),
            "operating_flow": old,
        },
        new > old or new < old,
    )


def _needed(even: BreakEven) -> Sentence:
    return Sentence(
        "With the costs of {period} and a gross margin of {gross_margin_used}, {company} breaks "
        "even at {breakeven_revenue_needed} a year.",
        "按{period}的成本费用与{gross_margin_used}的毛利率，{company}盈亏平衡所需年收入为"
        "{breakeven_revenue_needed}。",
        {
            "period": year_to(even.period),
            "gross_margin_used": even.margin,
            "company": even.name,
            "breakeven_revenue_needed": even.needed,
        },
    )


def _multiple(even: BreakEven) -> Sentence:
    return Sentence(
        "That is {breakeven_multiple} the {revenue_trailing} it took in.",
        "这是同期收入{revenue_trailing}的{breakeven_multiple}。",
        {"breakeven_multiple": even.multiple, "revenue_trailing": even.revenue},
    )


def _own_year(even: BreakEven) -> Sentence:
    return Sentence(
        "{company} itself names {company_breakeven_year} as the earliest profitable year.",
        "{company}自身预计最早于{company_breakeven_year}实现盈利。",
        {"company": even.name, "company_breakeven_year": even.company_year},
    )


def _own_table(even: BreakEven) -> Sentence:
    later = [year for year in even.cells.values() if year > even.company_year]
    counts = (
        Quantity.exact(len(later), "count", Text("later cases", "推迟情形数")),
        Quantity.exact(len(even.cells), "count", Text("cases", "情形数")),
    )
    return choose(
        len(later) > 0,
        {
            "en": "Its own table leaves little room: {later_cases} of {all_cases} cases come out later "
            "than that.",
            "zh": "公司自身测算的余地有限：{all_cases}种情形中有{later_cases}种晚于该年份。",
        },
        {
            "en": "In none of the {all_cases} cases of its own table does profit come later than that.",
            "zh": "公司自身测算的{all_cases}种情形均不晚于该年份。",
        },
        later_cases=counts[0],
        all_cases=counts[1],
    )


def _cushion(even: BreakEven) -> Sentence:
    return Sentence(
        "{company} is past break-even: over {period} revenue could have been {revenue_cushion} "
        "lower before costs that do not move with it went uncovered.",
        "{company}已越过盈亏平衡点：{period}收入即使低{revenue_cushion}，仍可覆盖不随收入变动的成本费用。",
        {"company": even.name, "period": year_to(even.period), "revenue_cushion": even.cushion},
        even.cushion > 0,
    )
