"""Section 2 in tables: the chips of all makers, the export chips, and the rate per watt."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.technology_distance import EXPORT, Line, Profile
from tapeout.model.technology_efficiency import Efficiency
from tapeout.model.technology_nominal import MEASURES, Nominal
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

WITHHELD = Text("withheld", "未披露")
NO_CHIP = Text("no chip to compare", "无可比芯片")
_OPEN = Text("direction not stated", "未说明单双向")
_UNDATED = Text("no date", "无出货时间")
_SHORT = {
    "fp16": Text("FP16 or BF16", "FP16或BF16"),
    "eight_bit": Text("FP8 or INT8", "FP8或INT8"),
    "memory": Text("Memory bandwidth", "显存带宽"),
    "memory_size": Text("Memory size", "显存容量"),
    "link": Text("Two-way link", "双向互连"),
}
_KINDS = {"fp8": "FP8", "int8": "INT8", "bf16": "BF16", "fp16": "FP16"}


def measure_name(line: Line) -> Text:
    """Return the name of a measure in the segment published, with a word on an estimate."""
    kind = _KINDS.get(line.own.segment)
    name = line.measure.name
    if kind:
        name = Text(f"Dense {kind} rate", f"稠密{kind}算力")
    if line.own.estimated:
        return Text(f"{name.en}, an estimate", f"{name.zh}（估计）")
    return name


def shown(own: Nominal, ratio: Quantity | Gap, dated: bool = True) -> Quantity | Gap | Text:
    """Return a ratio, or in words why there is none."""
    if not is_gap(ratio):
        return ratio
    if is_gap(own.value):
        return WITHHELD
    return _OPEN if own.either else ratio if dated else _UNDATED


def chips(profiles: tuple[Profile, ...], company: str) -> Table:
    """Return each chip's ratio to the yardstick's best of the day, measure by measure."""
    columns = (
        Column("chip", Text("Chip", "芯片")),
        Column("date", Text("Ships since", "出货时间")),
        *(Column(m.key, _SHORT[m.key], "percent", 0) for m in MEASURES),
    )
    rows = []
    for p in profiles:
        dated = not is_gap(p.date)
        cells = (shown(line.own, line.now.ratio, dated) for line in p.lines)
        date = p.date if dated else _UNDATED
        rows.append(Row(p.id, (_starred(p), date, *cells), p.maker == company))
    return Table(
        "chips",
        Text("Chips of Chinese makers in percent of NVIDIA's best on record", "各国产芯片与英伟达已收录最高值之比"),
        columns,
        tuple(rows),
        Text(
            "Each maker's leading chip and its newest in mass production without a published FP16 rate. "
            "Each figure against NVIDIA's of the same kind. *: at least one figure is an estimate.",
            "各厂商的主力芯片，及其已量产但未披露FP16算力的最新芯片；各项均与英伟达同类指标相比。*：至少一项为估计值。",
        ),
    )  # fmt: skip


def _starred(p: Profile) -> Text:
    star = "*" if any(line.own.estimated for line in p.lines) else ""
    return Text(f"{p.name.en}{star}", f"{p.name.zh}{star}")


def export(own: tuple[Profile, ...]) -> Table:
    """Return the company's chips in percent of each chip made for export to China."""
    names = {a.id: a.name for p in own for line in p.lines for a in line.allowed}
    columns = (
        Column("measure", Text("Measure", "指标")),
        Column("own", Text("Own figure", "自身指标")),
        *(
            Column(each, Text(f"Of the {_bare(names[each].en)}", f"与{_bare(names[each].zh)}之比"),
                   "percent", 0)
            for each in EXPORT if each in names
        ),
    )  # fmt: skip
    rows = []
    for p in own:
        for line in p.lines:
            name = measure_name(line)
            label = Text(f"{p.name.en}: {name.en}", f"{p.name.zh}：{name.zh}")
            value = WITHHELD if is_gap(line.own.value) else line.own.value
            ratios = (shown(line.own, a.ratio) for a in line.allowed)
            rows.append(Row(f"{p.id}_{line.measure.key}", (label, value, *ratios)))
    if not rows:
        blank = Text("", "")
        rows = [Row("none", (NO_CHIP, *(blank for _ in (columns if names else columns[:2])[1:])))]
    return Table(
        "export",
        Text("Against the chips made for export to China", "与英伟达对华出口型号对比"),
        columns if names else columns[:2],
        tuple(rows),
    )


def _bare(name: str) -> str:
    return name.replace("NVIDIA ", "").replace("英伟达", "")


def efficiency(found: Efficiency, company: str) -> Table:
    """Return node, rate, power and rate per watt of the leading chips and NVIDIA's frontier."""
    columns = (
        Column("chip", Text("Chip", "芯片")),
        Column("node", Text("Node", "制程"), "nm", 0),
        Column("rate", Text("Dense rate", "稠密算力"), "TFLOPS", 1),
        Column("power", Text("Board power", "板卡功耗"), "W", 0),
        Column("per_watt", Text("Rate per watt", "每瓦算力"), "TFLOPS/W", 2),
    )
    rows = []
    for row in found.rows:
        star = "*" if row.estimated else ""
        name = Text(f"{row.name.en}{star}", f"{row.name.zh}{star}")
        parts = (row.node.value, row.rate.value, row.power.value)
        told = tuple(WITHHELD if is_gap(x) else x for x in parts)
        value = Text("none", "无") if is_gap(row.per_watt) else row.per_watt
        rows.append(Row(row.id, (name, *told, value), row.maker == company))
    note = Text(
        "Dense FP16, or BF16 where no FP16 was published. *: at least one figure is an estimate.",
        "稠密FP16；未披露FP16者为BF16。*：至少一项为估计值。",
    )
    caption = Text("Dense rate per watt, by chip and node", "各芯片制程与每瓦稠密算力")
    return Table("efficiency", caption, columns, tuple(rows), note)
