"""Tables of supply: shares by house and year, the domestic share by source, acts and revenue."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.findings.timing_domestic_words import counted
from tapeout.findings.timing_supply_words import BASIS
from tapeout.ledger import period_text
from tapeout.model.timing_controls import CHINA, RELAXED, SUPPLIER, TIGHTENED, US, Act, Controls
from tapeout.model.timing_domestic import AT_LEAST, AT_MOST, LEFT, RATIO, Domestic, Point, Source
from tapeout.model.timing_supply import AFTER, EARLY, FORECAST, Count, Supply
from tapeout.text import Text

NATURE = {
    FORECAST: Text("forecast", "预测"),
    EARLY: Text("before the year was over", "当年结束前刊出"),
    AFTER: Text("after the period", "期后刊出"),
}
ACTOR = {
    US: Text("United States", "美方"),
    CHINA: Text("China", "中方"),
    SUPPLIER: Text("foundry", "代工厂"),
}
EFFECT = {TIGHTENED: Text("tightened", "收紧"), RELAXED: Text("relaxed", "放松")}
_NOT_NAMED = Text("not named", "未单列")


# -- who holds the market --------------------------------------------------------------------
def supply_shares(supply: Supply) -> Table:
    """Return a row a vendor and a column for each house and year, forecasts marked."""
    columns = [Column("vendor", Text("Vendor", "厂商"))]
    columns += [Column(f"{c.house}_{c.period}", _head(c), "percent", 1) for c in supply.counts]
    rows = [
        Row(v.id, (v.name, *(_cell(c, v.id) for c in supply.counts)), v.id == supply.company)
        for v in supply.vendors
    ]
    return Table(
        "supply_shares",
        Text(
            "Shares of China's AI accelerators by house, year and vendor",
            "按机构、年份与厂商划分的中国AI加速卡份额",
        ),
        tuple(columns),
        tuple(rows),
        Text(
            "Bernstein counts value, IDC cards: columns of different houses are not comparable. Est.: "
            "printed before the year was over. Not named: the house prints no share of the vendor. "
            "Where IDC prints cards alone, the share is cards over all cards.",
            "伯恩斯坦按销售额，IDC按卡数，不同机构的列不可比。“预估”指当年结束前刊出。"
            "“未单列”指该机构未给出该厂商份额。IDC仅给出卡数的，以其卡数除以总卡数。",
        ),
    )


_MARK = {
    AFTER: Text("", ""),
    EARLY: Text(" est.", "（预估）"),
    FORECAST: Text(" forecast", "（预测）"),
}


def _head(count: Count) -> Text:
    mark = _MARK[count.nature]
    return Text(
        f"{count.name.en} {count.year.en}{mark.en}", f"{count.name.zh}{count.year.zh}{mark.zh}"
    )


def _with_basis(count: Count) -> Text:
    head, basis = _head(count), BASIS[count.basis]
    return Text(f"{head.en}, {basis.en}", f"{head.zh}，{basis.zh}")


def _cell(count: Count, vendor: str):
    holding = count.of(vendor)
    return _NOT_NAMED if holding is None else holding.share


def concentration(supply: Supply) -> Table:
    """Return the bounds of the Herfindahl index where enough vendors are named."""
    rows = tuple(
        Row(
            f"{c.house}_{c.period}",
            (_with_basis(c), c.tail, c.hhi_low, c.hhi_high),
        )
        for c in supply.counts
        if c.enough
    )
    return Table(
        "concentration",
        Text("Herfindahl index by house and year", "各机构、各年份的赫芬达尔指数"),
        (
            Column("count", Text("House, year and basis", "机构、年份与口径")),
            Column("unnamed", Text("Not named", "未具名"), "percent", 1),
            Column("hhi_low", Text("Lower bound", "下限"), "count", 0),
            Column("hhi_high", Text("Upper bound", "上限"), "count", 0),
        ),
        rows,
        Text(
            "Sum of squared shares in percent. Lower bound: the rest is spread over very small "
            "firms. Upper bound: one firm holds it. Given from three named vendors on.",
            "份额（百分数）平方之和。下限假定其余部分极为分散，上限假定归于一家。"
            "具名厂商不少于三家时给出。",
        ),
    )


def other_definitions(supply: Supply) -> Table:
    """Return the shares of markets that are drawn otherwise; none of them meets the others."""
    return Table(
        "other_definitions",
        Text("Shares under other definitions of the market", "其他市场定义下的份额"),
        (
            Column("house", Text("House", "机构")),
            Column("market", Text("Market", "市场")),
            Column("year", Text("Year", "年份")),
            Column("who", Text("Vendor", "厂商")),
            Column("share", Text("Share", "份额"), "percent", 2),
        ),
        tuple(Row(d.key, (d.house, d.market, d.year, d.who, d.share)) for d in supply.others),
        Text(
            "By revenue. Companies under letters are anonymous in the source.",
            "按收入计。以字母代称的公司，来源未具名。",
        ),
    )


# -- the domestic share ------------------------------------------------------------------------
_WAY = {
    LEFT: Text("what NVIDIA and AMD leave", "英伟达与AMD之外"),
    RATIO: Text("printed cards over all cards", "卡数相除"),
}
_BOUND = {AT_MOST: Text("at most", "至多"), AT_LEAST: Text("more than", "超过")}


def domestic_share(domestic: Domestic) -> Table:
    """Return every point of every source, the replaced ones called so."""
    rows = []
    for source in domestic.sources:
        for point in sorted(
            (*source.points, *source.replaced), key=lambda p: (p.at, p.published.first)
        ):
            rows.append(_domestic_row(source, point))
    return Table(
        "domestic_share",
        Text("Domestic share by source and period", "各来源、各期的国产份额"),
        (
            Column("house", Text("House", "机构")),
            Column("counted", Text("What is counted", "统计对象")),
            Column("period", Text("Period", "时期")),
            Column("share", Text("Share", "份额"), "percent", 1),
            Column("kind", Text("Kind", "性质")),
            Column("printed", Text("Printed", "刊出时间")),
        ),
        tuple(rows),
    )


def _domestic_row(source: Source, point: Point) -> Row:
    replaced = point in source.replaced
    parts = [_BOUND.get(point.bound), _WAY.get(point.way), NATURE[point.nature]]
    parts.append(Text("since revised", "后已修正") if replaced else None)
    kind = Text(", ".join(p.en for p in parts if p), "，".join(p.zh for p in parts if p))
    key = f"{source.key}_{point.period.lower()}{'_before' if replaced else ''}"
    return Row(
        key,
        (source.name, counted(source), point.year, point.share, kind, point.published),
    )


# -- acts and revenue ---------------------------------------------------------------------------
def beside_revenue(controls: Controls) -> Table:
    """Return the bars and the stems of the drawing, in order of time."""
    unit = controls.pieces[0].value.unit if controls.pieces else "CNY"
    rows = [
        (
            (p.start, 0),
            Row(
                p.period,
                (period_text(p.period), Text("revenue", "营业收入"), p.value, _derived(p)),
            ),
        )
        for p in controls.pieces
    ]
    for act, key in zip(controls.drawn, _keys(controls.drawn), strict=True):
        when = act.when.first
        place = when.year * 4 + (when.month - 1) // 3
        cells = (act.when, act.title, Text("", ""), _told(act))
        rows.append(((place, 1), Row(key, cells)))
    return Table(
        "controls_beside_revenue",
        Text(
            f"Revenue of {controls.name.en} by quarter and the acts drawn beside it",
            f"{controls.name.zh}分季度营业收入与并列的举措",
        ),
        (
            Column("when", Text("When", "时间")),
            Column("what", Text("What", "内容")),
            Column("revenue", Text("Revenue", "营业收入"), unit),
            Column("kind", Text("Kind", "性质")),
        ),
        tuple(row for _, row in sorted(rows, key=lambda pair: pair[0])),
    )


def _derived(piece) -> Text:
    return Text("by subtraction", "相减得出") if piece.derived else Text("printed", "原文披露")


def _told(act: Act) -> Text:
    actor, effect = ACTOR[act.actor], EFFECT[act.effect]
    return Text(f"{actor.en}, {effect.en}", f"{actor.zh}，{effect.zh}")


def _keys(acts: tuple[Act, ...]) -> list[str]:
    """Return a key for each act: subject and date, told apart where both are alike."""
    keys: list[str] = []
    for act in acts:
        key = f"{act.subject}_{act.when.iso}"
        same = sum(k.startswith(key) for k in keys)
        keys.append(f"{key}_{same + 1}" if same else key)
    return keys


def acts(controls: Controls) -> Table:
    """Return every act that was known by the day, the newest first."""
    rows = [
        Row(key, (act.when, ACTOR[act.actor], EFFECT[act.effect], act.title), act.own)
        for act, key in zip(controls.acts, _keys(controls.acts), strict=True)
    ]
    return Table(
        "acts",
        Text(
            "Acts on what AI chips may be sold to, or made for, Chinese buyers",
            "涉及可向中国买家出售或代工的AI芯片的举措",
        ),
        (
            Column("when", Text("Date", "日期")),
            Column("actor", Text("Whose act", "举措方")),
            Column("effect", Text("Effect", "方向")),
            Column("what", Text("What", "内容")),
        ),
        tuple(reversed(rows)),
        Text(
            "Whether an act tightened or relaxed is the reading of this report; several are known "
            "from press reports alone. A month without a day: the day was not published.",
            "“收紧”或“放松”为本报告的判读；部分举措仅见于媒体报道。只写月份的，未见具体日期。",
        ),
    )


def makers_revenue(controls: Controls) -> Table:
    """Return the newest published revenue of each maker that reports in yuan, and the year before."""
    rows = tuple(
        Row(
            x.company,
            (x.name, x.period, x.revenue, x.before, x.growth),
            x.company == controls.company,
        )
        for x in controls.makers
        if getattr(x.revenue, "unit", "CNY") == "CNY"
    )
    return Table(
        "makers_revenue",
        Text(
            "Newest published revenue, makers that report in yuan",
            "最近披露的营业收入（以人民币列报的厂商）",
        ),
        (
            Column("company", Text("Company", "公司")),
            Column("period", Text("Period", "时期")),
            Column("revenue", Text("Revenue", "营业收入"), "CNY"),
            Column("before", Text("A year before", "上年同期"), "CNY"),
            Column("growth", Text("Year on year", "同比"), "percent", 1),
        ),
        rows,
        Text(
            "Periods differ: quarters, halves or three quarters, as each was last published.",
            "各公司时期不同，以最近一次披露的季度、半年度或前三季度为准。",
        ),
    )
