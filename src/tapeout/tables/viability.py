"""Tables of the financial section."""

from __future__ import annotations

from collections.abc import Sequence

from tapeout.exhibit import Column, Row, Table
from tapeout.findings.viability_words import year_to
from tapeout.ledger import period_text
from tapeout.model.quarters import Piece
from tapeout.model.viability import YEARS, Research, Revenue, YearLine
from tapeout.model.viability_breakeven import BreakEven
from tapeout.model.viability_funds import Funds
from tapeout.moment import Moment
from tapeout.quantity import is_gap
from tapeout.text import Text

BASES = {
    "audited": Text("audited", "经审计"),
    "reviewed": Text("reviewed", "经审阅"),
    "unaudited": Text("unaudited", "未经审计"),
    "derived": Text("by subtraction", "相减得出"),
    "third_party_measured": Text("third party", "第三方"),
    "vendor_claim": Text("company statement", "公司陈述"),
    "": Text("not published", "未披露"),
}
_YEAR = Column("year", Text("Year", "年份"))
_PERIOD = Column("period", Text("Period", "期间"))
_BASIS = Column("basis", Text("Basis", "口径"))
_NAMES = {"minus": Text("lower", "降低"), "plus": Text("higher", "提高")}


def years(revenue: Revenue) -> Table:
    """Return revenue, margin, research and result by year."""
    columns = (
        _YEAR,
        Column("revenue", Text("Revenue", "营业收入"), "CNY"),
        Column("growth", Text("Growth", "同比"), "percent"),
        Column("margin", Text("Gross margin", "毛利率"), "percent", 2),
        Column("research", Text("R&D", "研发费用"), "CNY"),
        Column("result", Text("Net result", "净利润"), "CNY"),
        _BASIS,
    )
    caption = Text(
        f"{revenue.name.en}: revenue, gross margin, R&D and net result by year",
        f"{revenue.name.zh}：分年营业收入、毛利率、研发费用与净利润",
    )
    return Table(
        "years", caption, _in_unit(columns, revenue.lines), tuple(map(_year, revenue.lines))
    )


def _year(line: YearLine) -> Row:
    before = Text("first year shown", "起始年") if line.growth is None else line.growth
    return Row(
        line.period,
        (
            Text.same(line.period),
            line.revenue,
            before,
            line.margin,
            line.research,
            line.result,
            _basis(line.basis),
        ),
    )


def _in_unit(columns: tuple[Column, ...], lines: Sequence[YearLine]) -> tuple[Column, ...]:
    """Return the columns with money in the currency that the company reports."""
    units = [x.revenue.unit for x in lines if not is_gap(x.revenue)]
    unit = units[0] if units else "CNY"
    return tuple(
        Column(c.key, c.head, unit if c.unit == "CNY" else c.unit, c.decimals) for c in columns
    )


def quarters(key: str, pieces: Sequence[Piece], what: Text) -> Table:
    """Return what a drawing by quarter plots: the mean of a quarter where periods are longer."""
    unit = pieces[0].value.unit if pieces else "CNY"
    columns = (
        _PERIOD,
        Column("value", what, unit),
        Column("quarter", Text("Plotted, a quarter", "图中值（每季）"), unit),
        _BASIS,
    )
    rows = tuple(
        Row(p.period, (Text.same(p.period), p.value, p.per_quarter, _basis(p.basis)))
        for p in pieces
    )
    return Table(key, Text(f"{what.en} by quarter", f"分季度{what.zh}"), columns, rows)


def research(result: Research) -> Table:
    """Return research beside revenue by year, with their ratio."""
    columns = (
        _YEAR,
        Column("revenue", Text("Revenue", "营业收入"), "CNY"),
        Column("research", Text("R&D", "研发费用"), "CNY"),
        Column("ratio", Text("R&D to revenue", "研发费用率"), "percent", 2),
    )
    rows = [
        Row(x.period, (Text.same(x.period), x.revenue, x.research, x.research_ratio))
        for x in result.lines
    ]
    span = period_text(f"{YEARS[0]}/{YEARS[-1]}")
    if not is_gap(result.cumulative):
        rows.append(Row("total", (span, result.earned, result.spent, result.cumulative)))
    caption = Text(
        f"{result.name.en}: R&D expense against revenue", f"{result.name.zh}：研发费用与营业收入"
    )
    return Table("research", caption, _in_unit(columns, result.lines), tuple(rows))


def funds(money: Funds) -> Table:
    """Return the money at hand and its use, line by line."""
    held = Text("Cash and trading assets", "货币资金与交易性金融资产")
    if not money.full and not is_gap(money.liquid):
        held = Text("Cash alone, trading assets not published", "仅货币资金，交易性金融资产未披露")
    used = Text("Cash used a quarter", "季均现金消耗")
    if money.earning:
        used = Text("Cash brought in a quarter", "季均现金流入")
    over = year_to(money.period)
    lines = [
        ("liquid", held, _when(money.date), money.liquid),
        ("flow", Text("Operating cash flow, four quarters", "经营现金流，四个季度"), over,
         money.flow.value if money.flow else money.burn),
        ("capex", Text("Capital spending, four quarters", "资本开支，四个季度"), over, money.capex),
        ("burn", used, over, -money.burn if money.earning else money.burn),
    ]  # fmt: skip
    columns = (
        Column("line", Text("Line", "项目")),
        _PERIOD,
        Column("amount", Text("Amount", "金额"), "CNY"),
    )
    if not is_gap(money.proceeds):
        listed = Text("Net proceeds of the listing", "上市募集资金净额")
        lines.append(("proceeds", listed, period_text(money.listed), money.proceeds))
    rows = tuple(Row(key, (words, when, value)) for key, words, when, value in lines)
    caption = Text(
        f"{money.name.en}: money at hand and its use", f"{money.name.zh}：在手资金与消耗"
    )
    note = None
    if money.capex_known == "part":
        note = Text(
            "Capital spending of one quarter was not printed apart from its year: the range runs "
            "from none to all of the year, the value assumes an even spread.",
            "其中一个季度的资本开支未单独披露：区间为全年的零至全部，中值按全年均匀分布。",
        )
    return Table("funds", caption, columns, rows, note)


def own_table(result: BreakEven) -> Table | None:
    """Return the company's own break-even years by margin and revenue, None if it has none."""
    if not result.cells:
        return None
    margins = sorted({m for m, _ in result.cells}, key=_order)
    revenues = sorted({r for _, r in result.cells}, key=_order)
    what = Text("Revenue", "收入")
    columns = (
        Column("margin", Text("Gross margin", "毛利率")),
        *(Column(r, _change(r, what)) for r in revenues),
    )
    rows = tuple(
        Row(m, (_change(m, Text("Margin", "毛利率")), *(result.cells[m, r] for r in revenues)))
        for m in margins
    )
    caption = Text(
        f"{result.name.en}: first profitable year in its own sensitivity table",
        f"{result.name.zh}：公司自身敏感性测算的首个盈利年份",
    )
    return Table("own_break_even_years", caption, columns, rows)


def _order(case: str) -> tuple[int, str]:
    return {"minus": 0, "unchanged": 1, "plus": 2}[case.split("_")[0]], case


def _change(case: str, what: Text) -> Text:
    """Return a case of the table in words: revenue 10% lower, margin 5 points higher."""
    if case == "unchanged":
        return Text(f"{what.en} as planned", f"{what.zh}符合预测")
    sign, amount = case.split("_")
    way = _NAMES[sign]
    if amount.endswith("pp"):
        size = Text(f"{amount[:-2]} points", f"{amount[:-2]}个百分点")
    else:
        size = Text(f"{amount[:-3]}%", f"{amount[:-3]}%")
    return Text(f"{what.en} {size.en} {way.en}", f"{what.zh}较预测{way.zh}{size.zh}")


def _basis(basis: str) -> Text:
    return BASES.get(basis) or Text.same(basis.replace("_", " "))


def _when(period: str | Moment) -> Text:
    return period_text(period) if period else Text("", "")
