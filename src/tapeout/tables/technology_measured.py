"""Section 2 in tables: who measured what, training runs, and what makers withhold."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.technology_measured import Run, Utilisation
from tapeout.model.technology_nominal import Nominal
from tapeout.model.technology_withheld import ASKED, Withheld
from tapeout.quantity import is_gap
from tapeout.tables.technology_distance import WITHHELD
from tapeout.text import Text

_WHAT = {
    "fp16": Text("rate", "算力"),
    "memory": Text("memory bandwidth", "显存带宽"),
    "all_reduce": Text("all-reduce, bus bandwidth", "全归约总线带宽"),
}
_PART = {
    "fp16": Text("FP16 ", "FP16"), "bf16": Text("BF16 ", "BF16"),
    "main_memory+toolkit": Text("by the maker's tool: ", "（厂商工具）"),
    "allreduce_algbw_8_cards+toolkit": Text("by the maker's tool: ", "（厂商工具）"),
    "allreduce_busbw_8_cards_ring": Text("ring ", "环形"),
    "allreduce_busbw_8_cards_sharp": Text("in the switch ", "交换机内"),
}  # fmt: skip
_SHORT = {
    "fp16": Text("FP16 or BF16", "FP16或BF16"), "eight_bit": Text("FP8 or INT8", "FP8或INT8"),
    "memory": Text("Memory bandwidth", "显存带宽"), "memory_size": Text("Memory size", "显存容量"),
    "link": Text("Link", "互连"), "power": Text("Power", "功耗"), "node": Text("Node", "制程"),
}  # fmt: skip


def scripts(found: tuple[Run, ...], company: str) -> Table:
    """Return what other scripts measured beside the claim, one script after the other."""
    columns = (
        Column("chip", Text("Chip", "芯片")),
        Column("what", Text("Measured", "测试项")),
        Column("script", Text("By whom", "测试方")),
        Column("claimed", Text("Claimed", "标称")),
        Column("measured", Text("Result", "实测")),
        Column("kept", Text("Kept", "达成率"), "percent", 1),
    )
    rows = []
    for run in found:
        star = "*" if run.estimated else ""
        kept = Text("no claim", "无标称值") if is_gap(run.ratio) else run.ratio
        claimed = Text("not published", "未披露") if is_gap(run.claimed) else run.claimed
        result = Text("share alone", "仅公布达成率") if is_gap(run.measured) else run.measured
        rows.append(Row(
            run.key, (Text(f"{run.name.en}{star}", f"{run.name.zh}{star}"), _what(run), run.script,
                      claimed, result, kept), run.maker == company,
        ))  # fmt: skip
    return Table(
        "scripts",
        Text("What other scripts measured, beside the claim", "其他脚本实测与标称对照"),
        columns,
        tuple(rows),
        Text(
            "Rows of different testers do not compare. All-reduce on one node of eight cards, against "
            "the link counted one way. *: the claim is an estimate by other hands.",
            "不同测试方的结果不可相互比较。全归约为单节点八卡，对照单向互连带宽。*：标称值为他方估计。",
        ),
    )


def _what(run: Run) -> Text:
    name, part = _WHAT[run.what], _PART.get(run.segment, Text("", ""))
    if run.segment.endswith("+toolkit"):
        words = Text(f"{name.en}, by the maker's tool", f"{name.zh}{part.zh}")
    else:
        words = Text(f"{part.en}{name.en}", f"{part.zh}{name.zh}")
    if run.bound:
        words = Text(f"{words.en}, at most", f"{words.zh}，至多")
    return Text(words.en[0].upper() + words.en[1:], words.zh)


def training(found: Utilisation) -> Table:
    """Return the training runs, best first, and the claimed range above them."""
    columns = (
        Column("chip", Text("Chip", "芯片")),
        Column("run", Text("Run", "训练任务")),
        Column("script", Text("By whom", "测试方")),
        Column("mfu", Text("Utilisation", "算力利用率"), "percent", 1),
    )
    rows = []
    if not is_gap(found.low):
        claim = Text("claimed by the company", "公司宣称")
        ends = [("claim_low", Text("lower end", "下限"), found.low)]
        if found.high.value != found.low.value:
            ends = [("claim_high", Text("upper end", "上限"), found.high), *ends]
        rows += [Row(key, (claim, end, Text("the company", "公司"), q)) for key, end, q in ends]
    for run in found.runs:
        task = run.task
        if run.vector:
            task = Text(f"{task.en}, another ceiling", f"{task.zh}（上限口径不同）")
        rows.append(Row(run.key.replace(".", "_"), (run.product, task, run.script, run.share)))
    if not rows:
        blank = Text("", "")
        rows = [
            Row(
                "none",
                (Text("no claim and no run on record", "无宣称值，亦无实测"), blank, blank, blank),
            )
        ]
    return Table(
        "training",
        Text("Share of the listed rate used in training", "训练中实际使用的标称算力占比"),
        columns,
        tuple(rows),
        Text(
            "FlagPerf results were submitted by the maker. FP32 networks run against another ceiling "
            "than language models.",
            "FlagPerf结果由厂商提交。FP32网络的算力上限与语言模型不同。",
        ) if found.runs else None,
    )  # fmt: skip


def withheld(found: Withheld, company: str) -> Table:
    """Return, chip by chip, which figures its maker published."""
    columns = (
        Column("chip", Text("Chip", "芯片")),
        *(Column(m.key, _SHORT[m.key]) for m in ASKED),
    )
    rows = tuple(
        Row(row.id, (row.name, *(_told(x) for x in row.figures)), row.maker == company)
        for row in found.rows
    )
    return Table(
        "withheld",
        Text("What is published of each chip", "各芯片的披露情况"),
        columns,
        rows,
        Text(
            "An estimate is by other hands. A link is published in full only where its direction is stated. "
            "Withheld: in no source of the ledger by this date.",
            "估计出自他方。互连带宽仅在注明单双向时视为完整披露。未披露：截至本报告日台账各来源均无。",
        ),
    )


def _told(x: Nominal) -> Text:
    if is_gap(x.value):
        return WITHHELD
    if x.estimated:
        return Text("estimate", "估计")
    return Text("direction open", "方向不明") if x.either else Text("published", "已披露")
