"""Dense FP16 per watt of board power, beside the process node: does architecture make up for it?"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.model.technology import Distance, frontier
from tapeout.model.technology_nominal import MEASURES, NODE, POWER, Nominal, nominal
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text


@dataclass(frozen=True)
class PerWatt:
    """A chip's node in nm, dense rate in TFLOPS, board power in W, and TFLOPS per W."""

    id: str
    name: Text
    maker: str
    node: Nominal
    rate: Nominal
    power: Nominal
    per_watt: Quantity | Gap

    @property
    def estimated(self) -> bool:
        """Return whether any of the figures is by other hands than the maker's."""
        return any(x.estimated for x in (self.node, self.rate, self.power))


@dataclass(frozen=True)
class Efficiency:
    """The leading chip against the yardstick's at the same node and its best on record."""

    own: PerWatt | None
    rows: tuple[PerWatt, ...]
    same: PerWatt | None  # of the yardstick, the best per watt at the node of `own`
    best: PerWatt | None  # of the yardstick, the best per watt at a finer node
    to_same: Quantity | Gap  # percent
    to_best: Quantity | Gap  # percent


def per_watt(ledger: Ledger, product: str) -> PerWatt:
    """Return the dense FP16 or BF16 rate of a product over its board power."""
    entity = ledger.entity(product)
    node, rate, power = (nominal(ledger, product, m) for m in (NODE, MEASURES[0], POWER))
    label = Text(f"{entity.name.en}, dense FP16 per watt", f"{entity.name.zh}每瓦稠密FP16算力")
    value = (rate.value / power.value).labelled(label)
    return PerWatt(product, entity.name, entity.maker, node, rate, power, value)


def efficiency(ledger: Ledger, far: Distance, others: tuple[str, ...] = ()) -> Efficiency:
    """Return the leading chip per watt beside `others` and the yardstick's frontier chips."""
    yard = [per_watt(ledger, step.id) for step in frontier(ledger)]
    ids = ([far.chip.id] if far.chip else []) + list(others)
    rows = [per_watt(ledger, each) for each in dict.fromkeys(ids)]
    kept = tuple({row.id: row for row in [*rows, *yard]}.values())
    if far.chip is None:
        return Efficiency(None, kept, None, None, far.ratio, far.ratio)
    own = rows[0]
    gap = next((x for x in (own.per_watt, own.node.value) if is_gap(x)), None)
    if gap is not None:
        return Efficiency(own, kept, None, None, gap, gap)
    known = [y for y in yard if not is_gap(y.per_watt) and not is_gap(y.node.value)]
    alike = [y for y in known if y.node.value.value == own.node.value.value and y.id != own.id]
    finer = [y for y in known if y.node.value < own.node.value]
    return Efficiency(
        own, kept, *(_most(group) for group in (alike, finer)),
        *(_ratio(own, _most(group)) for group in (alike, finer)),
    )  # fmt: skip


def _most(group: list[PerWatt]) -> PerWatt | None:
    return max(group, key=lambda y: y.per_watt.value, default=None)


def _ratio(own: PerWatt, other: PerWatt | None) -> Quantity | Gap:
    name = own.name
    if other is None:
        label = Text(f"{name.en} per watt", f"{name.zh}每瓦算力")
        return Gap(
            label,
            Text(
                f"The ledger holds no NVIDIA chip to compare {name.en} with per watt.",
                f"台账中没有可与{name.zh}比较每瓦算力的英伟达芯片。",
            ),
        )
    label = Text(
        f"{name.en} per watt to {other.name.en}", f"{name.zh}与{other.name.zh}每瓦算力之比"
    )
    return share(own.per_watt, other.per_watt).labelled(label)
