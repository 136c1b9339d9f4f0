"""The indicators of a section as a table: threshold, newest figure, and what passing would mean."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.indicators import Indicator
from tapeout.text import Text

_SIDE = {"above": Text("above", "高于"), "below": Text("below", "低于")}
_STATE = {
    True: Text("passed", "已触及"),
    False: Text("not passed", "未触及"),
    None: Text("no figure yet", "尚无数据"),
}


def indicators(found: tuple[Indicator, ...]) -> Table:
    """Return the indicators: threshold, newest figure and its period, and what passing would mean."""
    columns = (
        Column("indicator", Text("Indicator", "指标")),
        Column("side", Text("Side", "方向")),
        Column("threshold", Text("Threshold", "阈值")),
        Column("newest", Text("Newest figure", "最新数据")),
        Column("when", Text("Of", "时点")),
        Column("state", Text("State", "状态")),
        Column("meaning", Text("Passing it means", "触及即意味着")),
    )
    rows = tuple(
        Row(
            each.key,
            (each.name, _SIDE[each.side], each.threshold, each.newest, each.when,
             _STATE[each.reached], each.meaning),
        )
        for each in found
    )  # fmt: skip
    return Table(
        "indicators",
        Text("What would change our mind", "什么会改变我们的看法"),
        columns,
        rows,
        Text(
            "Passed means that the whole interval of the newest figure lies beyond the threshold.",
            "“已触及”指最新数据的整个区间都越过阈值。",
        ),
    )
