"""Tables of the link in parts, of what a cluster is reckoned from, and of its all-reduces."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.findings.technology_link_words import verdict
from tapeout.model.technology_cluster import Cluster
from tapeout.model.technology_link_parts import Split
from tapeout.text import Text

_PARTS = {
    "peak": Text("Nominal, all ports", "标称，全部端口"),
    "card": Text("Nominal, ports wired on the card", "标称，板卡实接端口"),
    "effective": Text("Effective share of nominal", "有效带宽占标称"),
    "pair": Text("One pair of cards, one way", "两卡之间，单向"),
    "collective": Text("All-reduce over eight cards, ring", "八卡全归约，环形"),
    "in_network": Text("The same, reduction in NVIDIA's switch", "同上，英伟达为交换机内归约"),
    "domain": Text("Cards linked without a network", "不经网络互连的卡数"),
}
_BLANK = Text("", "")


def link_parts(found: Split) -> Table:
    """Return the claim of parity in parts: own figure, yardstick, ratio, verdict in words."""
    columns = (
        Column("part", Text("Part of the comparison", "比较项")),
        Column("product", Text("Product", "产品")),
        Column("own", Text("Its figure", "数值")),
        Column("yardstick", Text("Yardstick", "对照")),
        Column("theirs", Text("Its figure", "数值")),
        Column("ratio", Text("Ratio", "比率"), "percent", 0),
        Column("verdict", Text("Verdict", "判定")),
    )
    rows = [
        Row(p.key, (_PARTS[p.key], p.product, p.own, p.yardstick_product, p.yardstick, p.ratio,
                    verdict(p, found)))
        for p in found.parts
    ]  # fmt: skip
    if found.unprinted is not None:
        rows.insert(
            0,
            Row("printed", (Text("Figure in the prospectus", "招股书所列数值"), found.company,
                            found.unprinted, _BLANK, _BLANK, _BLANK,
                            Text("a claim without a figure", "有说法而无数值"))),
        )  # fmt: skip
    if found.narrower is not None:
        successor = Text("Link of the successor, by its maker", "后继产品互连，厂商自述")
        rows.append(
            Row("successor", (successor, found.company, found.narrower, _BLANK, _BLANK, _BLANK,
                              Text("a little narrower than the C500's", "略窄于C500")))
        )  # fmt: skip
    caption = Text(
        f"Is the link of {found.company.en} as wide as the H200's? Part by part",
        f"{found.company.zh}互连是否与H200相当：逐项比较",
    )
    note = Text(
        "Pair and all-reduce are set against the H100, whose NVLink is of the same generation. "
        "Cards are set against NVIDIA's rack.",
        "两卡与全归约对照H100（NVLink同代）；卡数对照英伟达整机柜。",
    )
    return Table("link_parts", caption, columns, tuple(rows), note)


def basis(c: Cluster) -> list[Table]:
    """Return the all-reduces and the assumptions; nothing where no card could be reckoned with."""
    return [all_reduce(c), assumptions(c)] if c.steps else []


def all_reduce(c: Cluster) -> Table:
    """Return the milliseconds of an all-reduce of all gradients by cards."""
    name = c.chip.name if c.chip else c.company
    columns = (
        Column("cards", Text("Cluster", "集群规模"), "cards", 0),
        Column("ring", Text("One ring", "单一环"), "ms", 0),
        Column("levels", Text("Two levels", "两级"), "ms", 0),
        Column("yard", Text(f"{c.yard.name.en}, two levels", f"{c.yard.name.zh}，两级"), "ms", 0),
    )
    rows = tuple(
        Row(f"cards{int(s.cards.value)}", (s.cards, s.ring, s.levels, y.levels))
        for s, y in zip(c.steps, c.yard_steps, strict=True)
    )
    caption = Text(
        f"{name.en}, all-reduce of the gradients of the small model",
        f"{name.zh}，小模型全梯度全归约用时",
    )
    note = Text(
        "Computed at the middle of the assumptions. Inside a node one ring is all there is; over "
        "nodes a single ring runs at the pace of the network.",
        "按假设中值计算。节点内只有一个环；跨节点时单一环受网络速度制约。",
    )
    return Table("all_reduce", caption, columns, rows, note)


def assumptions(c: Cluster) -> Table:
    """Return the assumptions of the band with their reasons."""
    columns = (
        Column("assumption", Text("Assumption", "假设")),
        Column("low", Text("Low", "下限")),
        Column("mid", Text("Used", "采用")),
        Column("high", Text("High", "上限")),
        Column("because", Text("Because", "理由")),
    )
    rows = tuple(
        Row(a.name, (a.title, a.at("low"), a.quantity, a.at("high"), a.because))
        for a in c.assumptions if a.low != a.high
    )  # fmt: skip
    caption = Text("What the cluster is reckoned with", "集群测算所用假设")
    note = Text(
        "The band runs over link, latency, network and overlap; batch and utilisation stay in the "
        "middle. Assumptions, not evidence: data/scenarios.csv.",
        "区间来自互连、时延、网络与重叠；批量与利用率取中值。以上为假设而非证据，载于data/scenarios.csv。",
    )
    return Table("cluster_assumptions", caption, columns, rows, note)
