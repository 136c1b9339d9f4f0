"""What the findings on financial viability need."""

from __future__ import annotations

from tapeout.model import timing_window
from tapeout.model.quarters import newest_period
from tapeout.model.timing import SHARE_HOUSE, VENDORS
from tapeout.model.viability import RESULTS, YEAR_END, YEARS
from tapeout.needs.parts import Need, Part, Rule, rule
from tapeout.needs.viability_rules import (
    FIRST,
    LAST,
    PARENT,
    REVENUE,
    any_flow,
    deficit_day,
    each,
    four_quarters,
    in_yuan_on_a_day,
    line,
    line_too,
    lost_until,
    margin_by_then,
    named,
    on_balance_day,
    own_table,
    same_four_quarters,
    shown,
    spent,
    year_before,
)
from tapeout.text import Text, listed

_SPAN = f"{FIRST}/{LAST}"
_YEAR_BEFORE_END = f"{int(LAST) - 1}-12-31"
_LISTED_ON = "2025-09-10"

THREE_YEARS = each(f"each of {listed(YEARS)}", *YEARS)
ENDS = each(f"{FIRST} and {LAST}", FIRST, LAST)
LAST_TWO = each(f"{YEARS[1]} and {LAST}", YEARS[1], LAST)
SPAN = each(f"{_SPAN}, the three years as one period", _SPAN)
SHOWN = Rule(f"each of {listed(YEARS)}, and each later year with revenue", shown, YEARS)
RECENT = rule("any quarter, half or year of the last seven years", any_flow, LAST)
YEAR_EARLIER = rule(
    "the newest period, and the same quarters a year earlier", year_before, *YEARS[1:]
)
FOUR = rule("four quarters in a row, printed or by subtraction", four_quarters, LAST)
SAME_FOUR = rule("the same four quarters as revenue", same_four_quarters, LAST)
MARGIN = rule(
    "",
    lambda e, _: bool(newest_period(e.ledger, e.company, "gross_margin")),
    LAST,
    hint="any period",
)
MARGIN_THEN = rule("a period that ends with those four quarters, or before", margin_by_then, LAST)
SPENT = rule("the same four quarters as operating_cash_flow", spent, LAST)
DEFICIT = rule(f"{YEAR_END} or a later day", lambda e, _: bool(deficit_day(e)), YEAR_END)
LOST = rule(f"every quarter from {FIRST} to the day of undistributed_profit", lost_until, *YEARS)
YEAR_ENDS = each(f"{_YEAR_BEFORE_END} and {YEAR_END}", _YEAR_BEFORE_END, YEAR_END)
LAST_YEAR = each(LAST, LAST)
BALANCE = rule("on one day", on_balance_day, YEAR_END, hint="a balance-sheet date, the newest")
NET = rule("in CNY", in_yuan_on_a_day, _LISTED_ON, hint="its period is the day of listing")
NAMED_YEAR = rule("", named, "2027", hint="once; its period is that year")
OWN_TABLE = rule(
    "", own_table, "2027", hint="each cell of its table; the period is the earliest year"
)
LARGEST_LINE = rule("", line, LAST, hint="each product line, newest period")
LINE_TOO = rule("a period of that share", line_too, LAST)

_MONEY = "12,345.67万元"
_CELLS = tuple(
    f"margin_{margin}_revenue_{sold}"
    for margin in ("minus_5pp", "unchanged", "plus_5pp")
    for sold in ("minus_10pct", "unchanged", "plus_10pct")
)
_REVENUE = Part(REVENUE, ("",), FOUR, _MONEY)


def _own(metric: str, which: Rule, as_printed: str = _MONEY, *segments: str) -> Part:
    return Part((metric,), segments or ("",), which, as_printed)


def _result(which: Rule) -> Part:
    return Part(RESULTS, ("",), which, "-1,234.56万元")


def _need(key: str, en: str, zh: str, *ways: tuple[Part, ...]) -> Need:
    return Need("viability", key, Text(en, zh), ways)


_FLOW = _own("operating_cash_flow", FOUR, "-2,345.67万元")
_BOTH = _own("cash", BALANCE, _MONEY, "monetary_funds_and_trading_assets")
_MONETARY = _own("cash", BALANCE, _MONEY, "monetary_funds")
_TRADING = _own("cash", BALANCE, "2,000.00万元", "trading_financial_assets")
_CASH = _own("cash", BALANCE, _MONEY, "cash_and_equivalents")
_FULL, _ANY_CASH = ((_MONETARY, _TRADING), (_BOTH,)), ((_MONETARY,), (_BOTH,), (_CASH,))
_PARENT = Part(PARENT, ("",), SAME_FOUR, "-1,234.56万元")
_EVEN = (_REVENUE, _own("gross_margin", MARGIN_THEN, "35.20%"), _PARENT)
_SHARE = Part(("revenue_share",), (), LARGEST_LINE, "82.50%")


def _forecast(year: str) -> Rule:
    return rule(f"for {year}", lambda e, p: e.has(p, year), year)


VIABILITY = (
    _need("revenue", "revenue of the three years", "三年营业收入", (_own("revenue", THREE_YEARS),)),
    _need("revenue_cagr", "growth of revenue a year", "营业收入复合增长率", (_own("revenue", ENDS),)),
    _need("revenue_latest", "newest revenue by quarter", "最近营业收入", (_own("revenue", RECENT),)),
    _need("revenue_growth_latest", "newest revenue and its growth", "最近营业收入及同比",
          (_own("revenue", YEAR_EARLIER),)),
    _need("gross_margin_latest", "newest gross margin", "最近毛利率", (_own("gross_margin", MARGIN, "35.20%"),)),
    _need("revenue_by_year", "revenue by year and its growth", "分年营业收入及同比", (_own("revenue", SHOWN),)),
    _need("gross_margin_by_year", "gross margin by year", "分年毛利率", (_own("gross_margin", SHOWN, "35.20%"),)),
    _need("research_by_year", "research expense by year", "分年研发费用", (_own("rd_expense", SHOWN),)),
    _need("result_by_year", "net result by year", "分年净利润", (_result(SHOWN),)),
    _need("rd_to_revenue_cumulative", "research against revenue over three years", "三年累计研发费用率",
          (_own("rd_expense", THREE_YEARS), _own("revenue", THREE_YEARS))),
    _need("rd_to_revenue_printed", "the same ratio as the company prints it", "公司披露的三年累计研发费用率",
          (_own("rd_to_revenue", SPAN, "45.67%"),)),
    _need("rd_growth", "growth of research expense", "研发费用同比", (_own("rd_expense", LAST_TWO),)),
    _need("net_loss_cumulative", "net result over three years", "三年累计净利润", (_result(THREE_YEARS),)),
    _need("net_result_trailing", "net result of four quarters", "四个季度净利润", (_result(FOUR),)),
    _need("deficit", "deficit on the balance sheet", "未弥补亏损",
          (_own("undistributed_profit", DEFICIT, "-3,456.78万元"),)),
    _need("deficit_share", "deficit against what was lost", "未弥补亏损占累计亏损之比",
          (_own("undistributed_profit", DEFICIT, "-3,456.78万元"), _result(LOST))),
    _need("losses_moved", "losses set against capital reserve", "以资本公积弥补的亏损",
          (_own("undistributed_profit", YEAR_ENDS, "-3,456.78万元"), _result(LAST_YEAR))),
    _need("liquid_funds", "money at hand", "在手资金", *_ANY_CASH),
    _need("liquid_funds_full", "money at hand, trading assets counted", "含交易性金融资产的在手资金", *_FULL),
    _need("burn_quarter", "cash used a quarter", "季均现金消耗", (_FLOW,)),
    _need("capex", "capital spending", "资本开支",
          (_FLOW, _own("capex", SPENT, "1,500.00万元"))),
    _need("runway_quarters", "runway in quarters", "现金可支撑季度数", *((*way, _FLOW) for way in _ANY_CASH)),
    _need("net_proceeds", "net proceeds of the listing", "上市募资净额",
          (_own("proceeds", NET, "98,765.43万元", "net"),)),
    _need("breakeven_revenue_needed", "revenue at which the company breaks even", "盈亏平衡所需年收入", _EVEN),
    _need("breakeven_multiple", "break-even revenue to revenue", "盈亏平衡收入与现收入之比", _EVEN),
    _need("company_breakeven_year", "year of profit that the company names", "公司预计盈利年份",
          (_own("break_even_year", NAMED_YEAR, "最早为2027年", "earliest"),)),
    _need("window_open_after_company_year", "whether the shortage outlasts that year", "短缺是否持续至该年之后",
          (_own("break_even_year", NAMED_YEAR, "最早为2027年", "earliest"),
           *(Part(("market_share",), (timing_window.RATIO,), _forecast(year), whose=VENDORS, house=SHARE_HOUSE)
             for year in timing_window.YEARS))),
    _need("quarters_to_company_year", "quarters from the balance to that year", "资产负债表日至该年的季度数",
          *((*way, _own("break_even_year", NAMED_YEAR, "最早为2027年", "earliest")) for way in _ANY_CASH)),
    _need("own_break_even_years", "the company's own table of break-even years", "公司自身盈利年份敏感性测算",
          (_own("break_even_year", OWN_TABLE, "2027年盈利", *_CELLS),)),
    _need("top_product_share_latest", "weight of the largest product line", "最大产品线占比", (_SHARE,)),
    _need("top_product_share_of_total", "the same line against total revenue", "该产品线占营业收入合计之比",
          (_SHARE, Part(("revenue",), (), LINE_TOO, _MONEY), _own("revenue", LINE_TOO))),
)  # fmt: skip
