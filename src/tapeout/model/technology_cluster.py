"""What a cluster of a company's cards can do: time of an all-reduce, and scaling as a band.

The band runs over the efficiency of the links, their latency and the overlap of communication
with computing; batch, model and utilisation stay in the middle (METHODS L-3, L-4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tapeout.ledger import Assumption, FactRow, Ledger
from tapeout.model import technology_collectives as collectives
from tapeout.model.technology import Chip, chip_of, distance
from tapeout.model.technology_link import H100
from tapeout.model.technology_setting import (
    ASSUMPTIONS,
    Setting,
    borrow,
    network,
    number,
    own_setting,
    setting_of,
    work_of,
)
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

CARDS = (2, 4, 8, 16, 32, 64, 128)
ENDS = ("low", "mid", "high")
SHOWN = Quantity.exact(64, "cards", Text("cards of the cluster", "集群卡数"))
NODE = Quantity.exact(8, "cards", Text("cards that share one model", "共同承载一个模型的卡数"))
_HOW = {
    "data": Text(
        "computing time over computing time and the part of an all-reduce of all gradients that "
        "is not hidden (alpha-beta model, ring in a node, two levels beyond)",
        "计算时间÷（计算时间＋未被掩盖的全梯度全归约时间）；α-β模型，节点内环形、节点外两级",
    ),
    "tensor": Text(
        "computing time shared by the cards over itself and the part of four all-reduces a layer "
        "that is not hidden (alpha-beta model)",
        "各卡分担的计算时间÷（该时间＋每层四次全归约中未被掩盖的部分）；α-β模型",
    ),
}


@dataclass(frozen=True)
class Band:
    """Low, mid and high end of a scaling efficiency, percent."""

    low: Quantity
    mid: Quantity
    high: Quantity


@dataclass(frozen=True)
class Step:
    """A number of cards: seconds of an all-reduce of all gradients (as ms), and efficiencies."""

    cards: Quantity
    ring: Quantity
    levels: Quantity
    data: Band
    tensor: Band


@dataclass(frozen=True)
class Claim:
    """What the maker says its cluster keeps, and what the model gives for as many cards."""

    cards: Quantity
    kept: Quantity  # percent
    model: Band | None


@dataclass(frozen=True)
class Cluster:
    """Scaling of the company's leading chip beside the yardstick; a Gap where not computable.

    Where no link of the company was published, `setting` is a borrowed one: the yardstick's
    link, to show what parity would mean; the numbers under the company's own name are Gaps.
    """

    company: Text
    chip: Chip | None
    setting: Setting | None
    borrowed: bool
    steps: tuple[Step, ...]
    yard: Chip
    yard_steps: tuple[Step, ...]
    gap: Gap | None
    small_batch: Band | None  # at 64 cards and the low end of tokens
    tokens: Quantity | Gap
    tokens_small: Quantity | Gap
    speed: Quantity | Gap  # how many cards of the yardstick train as fast as 64 of the company's
    claim: Claim | None
    assumptions: tuple[Assumption, ...]

    def at(self, cards: int) -> Step | None:
        """Return the step with so many cards."""
        return next((s for s in self.steps if s.cards.value == cards), None)

    def yard_at(self, cards: int) -> Step | None:
        """Return the yardstick's step with so many cards."""
        return next((s for s in self.yard_steps if s.cards.value == cards), None)


def cluster(ledger: Ledger, company: str) -> Cluster:
    """Return what a cluster of the company's leading shipping chip can do."""
    name, far = ledger.entity(company).name, distance(ledger, company)
    rows = {key: ledger.assumption(key) for key in ASSUMPTIONS}
    yard = setting_of(ledger, chip_of(ledger, H100), H100)
    missing = [row for row in rows.values() if is_gap(row)] + ([] if far.chip else [far.ratio])
    own = own_setting(ledger, company, far.chip) if far.chip else None
    if missing or yard is None:
        gap = missing[0] if missing else _no_link(ledger, company)
        return Cluster(
            name, far.chip, None, False, (), chip_of(ledger, H100), (), gap, None, gap, gap, gap,
            None, (),
        )  # fmt: skip
    used = own or borrow(far.chip, yard)
    steps, others = _steps(used, rows), _steps(yard, rows)
    tokens = rows["tokens_per_card_step"]
    return Cluster(
        name, far.chip, used, own is None, steps, yard.chip, others,
        None if own else _no_link(ledger, company),
        _band(used, rows, int(SHOWN.value), "data", "low"), tokens.quantity, tokens.at("low"),
        _speed(used, yard, steps, others), _claim(ledger, company, used, rows), tuple(rows.values()),
    )  # fmt: skip


# -- what it gives ----------------------------------------------------------------------------
def _steps(used: Setting, rows: dict[str, Assumption]) -> tuple[Step, ...]:
    work, basis = work_of(used, rows)
    net, wires = network(used, rows, "mid")
    size = collectives.BYTES * work.parameters
    told = []
    for cards in CARDS:
        number = Quantity.exact(cards, "cards", Text("cards", "卡数"))
        times = (collectives.flat(size, cards, net), collectives.all_reduce(size, cards, net))
        ring, levels = (_milliseconds(t, [*basis[-3:], *wires], used.chip.name) for t in times)
        told.append(
            Step(number, ring, levels, _band(used, rows, cards, "data"),
                 _band(used, rows, cards, "tensor"))
        )  # fmt: skip
    return tuple(told)


def _band(
    used: Setting, rows: dict[str, Assumption], cards: int, how: str, tokens: str = "mid"
) -> Band:
    """Return the efficiency with so many cards, data or tensor parallel, at the three ends."""
    run: Callable = getattr(collectives, f"{how}_parallel")
    told = []
    for end in ENDS:
        (work, basis), (net, wires) = work_of(used, rows, tokens), network(used, rows, end)
        overlap = rows["overlap"].at(end)
        kept = run(work, cards, net, number(overlap) / 100)
        name = used.chip.name
        label = Text(
            f"{name.en}, scaling efficiency of {cards} cards, {how} parallel, {end}",
            f"{name.zh}{cards}卡{'数据' if how == 'data' else '张量'}并行扩展效率（{_END[end]}）",
        )
        told.append(_model(100 * kept, "percent", [*basis, *wires, overlap], label, _HOW[how]))
    return Band(*told)


_END = {"low": "下限", "mid": "中值", "high": "上限"}


def _speed(used: Setting, yard: Setting, own: tuple, other: tuple) -> Quantity:
    """Return how many of the yardstick's cards, in a cluster of 64, train as fast as 64 own."""
    place = CARDS.index(int(SHOWN.value))
    kept, yards = own[place].data.mid, other[place].data.mid
    value = number(SHOWN) * number(share(used.chip.fp16, yard.chip.fp16)) / 100
    value *= number(kept) / number(yards)
    best = yard.chip.name
    label = Text(f"{best.en} as fast as the cluster", f"与该集群等速的{best.zh}卡数")
    how = Text(
        "cards times rate times efficiency, at the same utilisation, over the yardstick's",
        "卡数×标称算力×扩展效率，利用率相同，除以对照芯片",
    )
    return _model(value, "cards", [kept, yards, used.chip.fp16, yard.chip.fp16], label, how)


def _claim(ledger: Ledger, company: str, used: Setting, rows: dict) -> Claim | None:
    """Return what the maker or its products say that so many cards keep."""
    subjects = [company, *(e.id for e in ledger.entities(kind="product", maker=company))]
    found = [
        r for s in subjects for r in ledger.rows(s, "relative_performance")
        if r.segment.startswith("scaling_") and r.unit == "percent"
    ]  # fmt: skip
    row: FactRow | None = max(found, key=lambda r: r.when, default=None)
    if row is None:
        return None
    label = Text("cards of the claimed cluster", "所称集群的卡数")
    cards = Quantity.exact(int(row.segment.split("_")[1]), "cards", label)
    whole = int(cards.value) % int(rows["cards_per_node"].mid) == 0
    model = _band(used, rows, int(cards.value), "data") if whole else None
    return Claim(cards, ledger.value(row), model)


def _milliseconds(seconds: float, inputs: list, chip: Text) -> Quantity:
    label = Text(f"{chip.en}, all-reduce of all gradients", f"{chip.zh}全梯度全归约用时")
    how = Text("latency a step plus bytes over bandwidth", "每步时延＋字节数÷带宽")
    return _model(1000 * seconds, "ms", inputs, label, how)


def _model(value: float, unit: str, inputs: list, label: Text, how: Text) -> Quantity:
    # Kept to four decimals: the last bits differ between processors.
    return Quantity.model(round(Decimal(value), 4), unit, inputs=inputs, label=label, formula=how)


def _no_link(ledger: Ledger, company: str) -> Gap:
    name, day = ledger.entity(company).name, ledger.day
    return Gap(
        Text(f"{name.en}, scaling of a cluster", f"{name.zh}集群扩展效率"),
        Text(
            f"The evidence dated to {day.en} holds no bandwidth of a link "
            f"between cards of {name.en}, so how its cluster scales cannot be computed.",
            f"截至{day.zh}的证据中没有{name.zh}卡间互连带宽，无从计算其集群扩展效率。",
        ),
    )
