"""Section 2 in tables: the distance to the frontier, and its headline numbers."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.technology import Distance
from tapeout.model.technology_distance import Line, Profile
from tapeout.model.viability_product import Product
from tapeout.quantity import is_gap
from tapeout.tables.technology_distance import NO_CHIP, WITHHELD, measure_name, shown
from tapeout.text import Text


def distance(far: Distance, found: Profile | None) -> Table:
    """Return the leading chip beside the yardstick's best, at its launch and today, by measure."""
    columns = (
        Column("measure", Text("Measure", "指标")),
        Column("own", Text("Leading chip", "主力芯片")),
        Column("best", Text("NVIDIA's best on record", "英伟达已收录最高值")),
        Column("which", Text("By", "对应芯片")),
        Column("ratio", Text("Ratio", "比率"), "percent", 1),
        Column("lag", Text("Lag", "落后"), "years", 1),
        Column("launch_ratio", Text("Ratio at launch", "上市时比率"), "percent", 0),
        Column("launch_lag", Text("Lag at launch", "上市时落后"), "years", 1),
    )
    rows = tuple(_measured_row(line, far) for line in (found.lines if found else ()))
    if not rows:
        rows = (Row("none", (NO_CHIP, *(Text("", "") for _ in columns[1:]))),)
    named = (
        far.chip.name if far.chip else Text("no chip with a published rate", "无已公布算力的芯片")
    )
    caption = Text(f"{named.en} against the frontier", f"{named.zh}与前沿对比")
    note = Text(
        "The lag is the time since NVIDIA first shipped as much by the figures collected here: it may be "
        "longer, not shorter. Nothing where NVIDIA has not shipped as much.",
        "落后时间指英伟达首款同等水平芯片出货至今的时间，按已收录数据计，只会偏短；英伟达尚未达到者为零。",
    )
    return Table("distance", caption, columns, rows, note)


def _measured_row(line: Line, far: Distance) -> Row:
    best = line.now.best
    now = (far.ratio, far.lag) if line.measure.key == "fp16" else (line.now.ratio, line.now.lag)
    if line.measure.key == "memory":
        now = (far.memory_ratio if not is_gap(line.now.ratio) else line.now.ratio, line.now.lag)
    own = WITHHELD if is_gap(line.own.value) else line.own.value
    cells = (*now, line.launch.ratio, line.launch.lag)
    return Row(
        line.measure.key,
        (measure_name(line), own, best.value if best else Text("none", "无"),
         best.name if best else Text("none", "无"), *(shown(line.own, x) for x in cells)),
    )  # fmt: skip


def headline(far: Distance, line: Product) -> list[tuple]:
    """Return the three numbers of the section: name, label, remark, number[, decimals]."""
    chip = far.chip_name
    remark = Text(f"of {far.best.name.en}", f"相对{far.best.name.zh}") if far.best else Text("", "")
    return [
        ("fp16_ratio_to_frontier", Text("Dense FP16 to the frontier", "FP16算力与前沿之比"), remark,
         far.ratio),
        ("fp16_lag_years", Text("Lag behind NVIDIA, at least", "落后英伟达，至少"), chip,
         far.lag),
        ("revenue_share_top_product", Text("Largest product line", "最大产品线占比"),
         Text("of main-business revenue", "占主营业务收入"), line.of_main),
    ]  # fmt: skip
