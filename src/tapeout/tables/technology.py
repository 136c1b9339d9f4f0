"""Section 2 in tables: the distance to the frontier, and its headline numbers."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.technology import Distance
from tapeout.model.viability_product import Product
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text


def distance(far: Distance) -> Table:
    """Return the leading chip beside the best of the yardstick, one figure a row."""
    columns = (
        Column("measure", Text("Measure", "指标")),
        Column("own", Text("Leading chip", "主力芯片")),
        Column("best", Text("NVIDIA's best on record", "英伟达已收录最高值")),
        Column("ratio", Text("Ratio", "比率"), "percent", 1),
        Column("kind", Text("Own figure", "主力芯片口径")),
    )
    rows = []
    if far.chip and far.best:
        rows.append(Row("fp16", (Text("Dense FP16", "稠密FP16算力"), far.chip.fp16, far.best.fp16,
                                 far.ratio, _kind(far.chip.estimated, far.chip.fp16))))  # fmt: skip
    if far.chip and far.best_memory:
        rows.append(Row("memory", (Text("Memory bandwidth", "显存带宽"), far.chip.memory_bandwidth,
                                   far.best_memory.memory_bandwidth, far.memory_ratio,
                                   _kind(far.chip.memory_estimated, far.chip.memory_bandwidth))))  # fmt: skip
    named = (
        far.chip.name if far.chip else Text("no chip with a published rate", "无已公布算力的芯片")
    )
    caption = Text(f"{named.en} against the frontier", f"{named.zh}与前沿对比")
    return Table("distance", caption, columns, tuple(rows))


def _kind(estimated: bool, value: Quantity | Gap) -> Text:
    if is_gap(value):
        return Text("none", "无")
    return Text("estimate", "估计") if estimated else Text("published", "已公布")


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
