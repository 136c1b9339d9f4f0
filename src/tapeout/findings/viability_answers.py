"""What the financial section says of the money, of break-even, and in its answer."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.exhibit import Sentence, choose
from tapeout.findings.viability_words import missing, when, year_to
from tapeout.ledger import period_text
from tapeout.model.viability import YEARS, Research
from tapeout.model.viability_breakeven import BreakEven
from tapeout.model.viability_funds import Funds
from tapeout.model.viability_product import Product
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text


@dataclass(frozen=True)
class Case:
    """Which of the wordings is true of a company: it earns, its money is counted, or neither."""

    money: Funds
    even: BreakEven

    @property
    def profitable(self) -> bool:
        """Return whether the last four quarters together brought a profit."""
        return self.even.profitable

    @property
    def counted(self) -> bool:
        """Return whether a runway follows from what was published."""
        return not is_gap(self.money.runway)

    @property
    def outlasts(self) -> bool:
        """Return whether the money certainly lasts to the end of the company's own year."""
        return self.money.runway_with > self.even.to_company_year


def product(result: Product) -> list[Sentence]:
    """Return the weight of the largest line, and the two bases where both were published."""
    if is_gap(result.of_main):
        return [missing("top_product_share_latest", result.of_main)]
    values = {"line": result.line, "period": when(result.period)}
    weight = choose(
        result.of_main > 50,
        {
            "en": "Money is only half of it: one product line, {line}, brought in "
            "{over}{top_product_share_latest} of main-business revenue in {period}.",
            "zh": "钱只是一半：{period}主营业务收入中{over}{top_product_share_latest}来自单一产品线"
            "（{line}）。",
        },
        {
            "en": "The largest product line, {line}, brought in {over}{top_product_share_latest} of "
            "main-business revenue in {period}.",
            "zh": "{period}主营业务收入中{over}{top_product_share_latest}来自最大产品线（{line}）。",
        },
        **values,
        top_product_share_latest=result.of_main,
        over=_qualifier(result.of_main),
    )
    apart = [(p, a, b) for p, a, b in result.years if not is_gap(b) and (a > b or a < b)]
    if not apart:
        return [weight]
    period, main, whole = apart[0]
    bases = Sentence(
        "The base matters: in {period} it was {share_of_main} of main-business revenue, but "
        "{share_of_total:2} of total revenue.",
        "口径不可混用：{period}占主营业务收入的{share_of_main}，占营业收入合计则为{share_of_total:2}。",
        {"period": when(period), "share_of_main": main, "share_of_total": whole},
        main > whole or main < whole,
    )
    return [weight, bases]


def answer(money: Funds, even: BreakEven) -> list[Sentence]:
    """Return one to three sentences: can capital wait?"""
    case = Case(money, even)
    if case.profitable:
        return [_earns(even)]
    told = [_lasts(case)] if case.counted else [missing("runway_quarters", money.runway)]
    if case.counted and not is_gap(even.to_company_year):
        told.append(_against_year(case))
    if even.multiple > 1:  # a gap is not
        told.append(
            Sentence(
                "What it waits for is revenue: with costs below gross profit as they are, it must reach "
                "{breakeven_multiple} that of {period}.",
                "真正要等的是收入：毛利以下各项费用不变时，须达到{period}收入的{breakeven_multiple}。",
                {"breakeven_multiple": even.multiple, "period": year_to(even.period)},
            )
        )
    return told


def change(money: Funds, even: BreakEven) -> list[Sentence]:
    """Return the thresholds that would turn the answer, each with its indicator."""
    if even.profitable and not is_gap(even.cushion):
        return [
            Sentence(
                "A fall of revenue by more than {revenue_cushion} at unchanged costs would turn "
                "profit into loss.",
                "若成本费用不变而收入下降超过{revenue_cushion}，盈利将转为亏损。",
                {"revenue_cushion": even.cushion},
                even.cushion > 0,
            )
        ]
    told = []
    if not is_gap(even.burn_limit) and not is_gap(money.burn):
        told.append(
            Sentence(
                "Cash use above {burn_limit} a quarter, against {burn_quarter} now, would empty "
                "the funds before the end of {company_breakeven_year}.",
                "季均现金消耗若超过{burn_limit}（目前为{burn_quarter}），资金将在{company_breakeven_year}"
                "末之前耗尽。",
                {
                    "burn_limit": even.burn_limit,
                    "burn_quarter": money.burn,
                    "company_breakeven_year": even.company_year,
                },
            )
        )
    if not is_gap(even.needed_thinner):
        told.append(
            Sentence(
                "A gross margin {margin_points} lower would raise the revenue needed to "
                "{breakeven_revenue_thinner} a year.",
                "毛利率若低{margin_points}，盈亏平衡所需年收入将升至{breakeven_revenue_thinner}。",
                {
                    "margin_points": even.points,
                    "breakeven_revenue_thinner": even.needed_thinner,
                },
                even.needed_thinner > even.needed,
            )
        )
    return told or [missing("breakeven_revenue_thinner", even.needed_thinner)]


def limit(money: Funds, even: BreakEven) -> list[Sentence]:
    """Return how old the balance is, and what the runway is worth on the as-of date."""
    if even.profitable or is_gap(money.runway):
        return []
    return [
        Sentence(
            "The balance is {balance_age} old on the date of this edition; at the same pace "
            "{runway_left} would be left.",
            "至本版日期，该资产负债表已过{balance_age}；若消耗速度不变，尚余{runway_left}。",
            {"balance_age": money.age, "runway_left": money.left},
            money.left > 0,
        )
        if money.left > 0
        else Sentence(
            "The balance is {balance_age} old on the date of this edition: at the same pace, the "
            "money counted here may be spent.",
            "至本版日期，该资产负债表已过{balance_age}；若消耗速度不变，所计资金可能已经用尽。",
            {"balance_age": money.age},
        )
    ]


def headline(research: Research, money: Funds, even: BreakEven) -> list[tuple]:
    """Return the three headline numbers: (name, label, remark, number)."""
    items = [
        (
            "rd_to_revenue_cumulative",
            Text("R&D to revenue", "研发费用占收入"),
            period_text(f"{YEARS[0]}/{YEARS[-1]}"),
            research.cumulative,
            2,
        )
    ]
    if even.profitable:
        earned = Text("Net result", "净利润")
        items.append(("net_result_trailing", earned, year_to(even.period), even.result))
        cushion = Text("Revenue could fall by", "收入安全边际")
        items.append(
            ("revenue_cushion", cushion, Text("costs unchanged", "成本不变"), even.cushion)
        )
        return items
    with_money = not is_gap(money.proceeds)
    runway = Text("Runway with listing proceeds", "含募资可支撑") if with_money else _RUNWAY
    name = "runway_quarters_with_proceeds" if with_money else "runway_quarters"
    since = period_text(money.date) if money.date else Text("balance not published", "余额未披露")
    remark = Text(f"from {since.en}", f"自{since.zh}起") if money.date else since
    items.append((name, runway, remark, money.runway_with))
    needed = Text("Break-even revenue to revenue", "盈亏平衡收入与现收入之比")
    items.append(("breakeven_multiple", needed, year_to(even.period), even.multiple))
    return items


_RUNWAY = Text("Runway", "资金可支撑")


# -- the answer ----------------------------------------------------------------------
def _earns(even: BreakEven) -> Sentence:
    return Sentence(
        "Capital need not wait: {company} earned {net_result_trailing} on revenue of "
        "{revenue_trailing} over {period}.",
        "资本无须再等：{period}，{company}收入{revenue_trailing}，净利润{net_result_trailing}。",
        {
            "company": even.name,
            "net_result_trailing": even.result,
            "revenue_trailing": even.revenue,
            "period": year_to(even.period),
        },
        even.result > 0,
    )


def _lasts(case: Case) -> Sentence:
    money = case.money
    name, words = "runway_quarters", Text("the money at hand covers", "在手资金可支撑")
    if not is_gap(money.proceeds):
        name = "runway_quarters_with_proceeds"
        words = Text("money at hand and listing proceeds cover", "在手资金与募资净额可支撑")
    verdict = Text("On what was published", "就已披露数据而言")
    if not is_gap(case.even.to_company_year):
        no = Text("Capital may not wait long enough", "资本未必等得到")
        verdict = Text("Capital can wait", "资本等得起") if case.outlasts else no
    return Sentence(
        "{verdict}: {words} {" + name + "} from {start}, at the pace of {pace}{left_out}.",
        "{verdict}：按{pace}的消耗，自{start}起，{words}{" + name + "}{left_out}。",
        {
            "verdict": verdict,
            "words": words,
            name: money.runway_with,
            "pace": year_to(money.flow.period),
            "start": period_text(money.date),
            "left_out": _left_out(money),
        },
    )


def _qualifier(q: Quantity) -> Text:
    """Return "more than " and the like where the source prints it."""
    return Text(f"{q.note.en} ", q.note.zh) if q.note else Text("", "")


def _left_out(money: Funds) -> Text:
    """Return what the runway does not count because it was not published."""
    trading, capex = not money.full, money.capex_known == "none"
    if trading and capex:
        return Text(
            ", trading assets and capital spending unknown", "（交易性金融资产与资本开支未披露）"
        )
    if trading:
        return Text(", trading assets unknown", "（交易性金融资产未披露）")
    if capex:
        return Text(", capital spending unknown", "（资本开支未披露）")
    return Text("", "")


def _against_year(case: Case) -> Sentence:
    even = case.even
    values = {
        "quarters_to_company_year": even.to_company_year,
        "company_breakeven_year": even.company_year,
    }
    if case.outlasts:
        return Sentence(
            "That is longer than the {quarters_to_company_year} to the end of "
            "{company_breakeven_year}, the earliest profitable year the company names.",
            "而距公司自身预计最早盈利的{company_breakeven_year}末，仅为{quarters_to_company_year}。",
            values,
        )
    return Sentence(
        "That does not certainly reach the end of {company_breakeven_year}, the earliest "
        "profitable year the company names, {quarters_to_company_year} on.",
        "未必能撑到{company_breakeven_year}末（公司自身预计最早盈利的年份），尚需{quarters_to_company_year}。",
        values,
    )
