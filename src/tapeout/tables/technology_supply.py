"""Supply as tables: how long the stock lasts by each count, and what stands in the balance sheet."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.ledger import period_text
from tapeout.model.technology_stock import Coverage
from tapeout.model.technology_supply import Supply
from tapeout.quantity import is_gap
from tapeout.text import Text
from tapeout.units import DECIMAL_YEAR


def coverage(found: Supply) -> Table:
    """Return boards, quarters and the date of the last board by each way to count, at each pace."""
    s = found.stock
    columns = (
        Column("way", Text("Counted", "口径")),
        Column("pace", Text("Pace of sales", "销售速度")),
        Column("boards", Text("Boards", "板卡"), "units", 0),
        Column("quarters", Text("Lasts", "可售"), "quarters", 2),
        Column("until", Text("Until", "售罄时点"), DECIMAL_YEAR),
        Column("next", Text("Next product", "下一款产品")),
    )
    rows = [_row("", w, s.quarter, found) for w in s.ways]
    rows += [
        _row("_later", w, Text("the rest of that year", "当年其余季度均值"), found) for w in s.later
    ]
    told = tuple(row for row in rows if row is not None)
    return Table(
        "coverage",
        Text("How long the stock lasts", "库存可售多久"),
        columns,
        told,
        Text(
            "By count: built less sold; boards finished later are not in it. By value: finished goods over "
            "the unit cost. At most: all stock after provisions over the unit cost, as if nothing else had to "
            "be paid and nothing else were made of it.",
            "按件数：产量减销量，不含此后完工者。按金额：库存商品除以单位成本。上限：全部存货扣除跌价准备后除以"
            "单位成本，假定无需追加成本且不用于其他产品。",
        ),
    )


def _row(suffix: str, way: Coverage, pace: Text, found: Supply) -> Row | None:
    if is_gap(way.quarters):
        return None
    state = Text("no date", "无日期")
    coming = found.following
    if coming is not None:
        state = Text("cannot be told", "无法判断")
        if coming.year > way.until:
            state = Text("comes after", "晚于售罄")
        if coming.year < way.until:
            state = Text("comes before", "早于售罄")
    return Row(f"{way.key}{suffix}", (way.name, pace, way.boards, way.quarters, way.until, state))


def held(found: Supply) -> Table:
    """Return stock and prepayments on the newest balance dates, money in the reporting currency."""
    units = {q.unit for line in found.held for q in line.values.values()}
    unit = next(iter(units), "CNY")
    columns = (
        Column("line", Text("Line", "项目")),
        *(Column(f"d{day.replace('-', '')}", period_text(day), unit) for day in found.dates),
    )
    blank = Text("", "")
    rows = tuple(
        Row(line.key, (line.name, *(line.values.get(day, blank) for day in found.dates)))
        for line in found.held
    )
    if not rows:
        return Table(
            "held",
            Text(
                f"{found.name.en} has published neither stock nor prepayments by this date",
                f"截至该日，{found.name.zh}未披露存货与预付款项",
            ),
            columns,
            (),
        )
    return Table(
        "held",
        Text(f"Stock and prepayments of {found.name.en}", f"{found.name.zh}存货与预付款项"),
        columns,
        rows,
        Text("An empty cell: not in the ledger for that date.", "空格表示台账未收录该日数据。"),
    )
