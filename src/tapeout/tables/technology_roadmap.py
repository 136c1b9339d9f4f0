"""The pace as tables: tape-out to mass production by product of all makers, and plans held to account."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.technology_cadence import Cadence
from tapeout.text import Text

_STATES = {
    "kept": Text("in time", "按期"),
    "late": Text("late", "推迟"),
    "open": Text("cannot be told", "无法判断"),
    "due": Text("time over, no date published", "已到期，未见实际日期"),
    "moved": Text("moved", "计划已后移"),
    "ahead": Text("ahead", "尚未到期"),
}


def waits(found: Cadence) -> Table:
    """Return the months from tape-out to mass production of every product with both dates."""
    columns = (
        Column("product", Text("Product", "产品")),
        Column("tape_out", Text("Tape-out", "流片")),
        Column("volume", Text("Mass production", "量产")),
        Column("months", Text("Took", "用时"), "months", 1),
    )
    rows = tuple(
        Row(w.key, (w.name, w.start, w.end, w.months), w.maker == found.company)
        for w in found.waits
    )
    return Table(
        "waits",
        Text("From tape-out to mass production, all makers", "各厂商产品由流片至量产"),
        columns,
        rows,
        Text(
            "Only products of which both dates were published; a date known to the year widens the range.",
            "仅列两个日期均已披露的产品；日期仅知年份者区间较宽。",
        ),
    )


def plans(found: Cadence) -> Table:
    """Return the published plans of the company and what came of them by the day of the edition."""
    none = Text("none yet", "尚无")
    columns = (
        Column("product", Text("Product", "产品")),
        Column("step", Text("Step", "节点")),
        Column("published", Text("Plan published by", "计划公布（不晚于）")),
        Column("planned", Text("Planned for", "计划")),
        Column("actual", Text("Came", "实际")),
        Column("late", Text("After the plan", "晚于计划"), "months", 1),
        Column("state", Text("State", "状态")),
    )
    blank = Text("", "")
    rows = tuple(
        Row(
            p.key,
            (
                p.product, p.step, p.published, p.planned, none if p.actual is None else p.actual,
                p.late if p.state == "late" else blank, _STATES[p.state],
            ),
        )
        for p in found.plans
    )  # fmt: skip
    return Table(
        "plans",
        Text(f"Plans of {found.name.en} and what came", f"{found.name.zh}的计划与兑现"),
        columns,
        rows,
        Text(
            "In time means that the whole of the actual date lies within the planned one, or before it.",
            "“按期”指实际日期整体落在计划区间之内或之前。",
        ),
    )
