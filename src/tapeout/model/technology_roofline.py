"""What the leading chip can do with a language model, beside the frontier and what China can buy.

Each chip has two ceilings, matrix arithmetic and memory, as listed and as reached: measured on
that chip where the ledger has it, else an assumed share of the listed figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.model import technology_inference as inference
from tapeout.model.technology import Chip, Distance, chip_of
from tapeout.model.technology_inference import Model
from tapeout.model.technology_nominal import newest
from tapeout.model.technology_serving import Setting, Work, setting
from tapeout.model.technology_shipping import nominal_date
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

BUYABLE = "nvidia_h20"  # made to stay within the export rules
REFERENCES = ("huawei_ascend_910c", "huawei_ascend_910b")
_MEASURED = ("main_memory",)


@dataclass(frozen=True)
class Ceiling:
    """A ceiling as listed, by its maker or others, and as reached."""

    listed: Quantity | Gap
    reached: Quantity | Gap
    measured: bool  # reached was measured on this chip, else it is an assumed share
    estimated: bool  # listed is by other hands than the maker's


@dataclass(frozen=True)
class Point:
    """What a chip gives in one work with one model, as upper bounds.

    `fits` is None where the memory size was not published; a rate that needs several cards is
    that of one of them, links free of cost.
    """

    model: str
    work: str
    needed: Quantity  # GB
    cards: Quantity | Gap
    fits: bool | None
    listed: Quantity | Gap  # tokens/s, from the ceilings as listed
    reached: Quantity | Gap  # tokens/s, as software reaches
    attained: Quantity | Gap  # TFLOPS, from the ceilings as listed


@dataclass(frozen=True)
class Roof:
    """A chip with its ceilings and operating points; `role` is own, buyable, frontier, reference."""

    chip: Chip
    role: str
    compute: Ceiling  # TFLOPS
    memory: Ceiling  # GB/s
    size: Quantity | Gap  # GB
    ridge: Quantity | Gap  # FLOP/bytes
    points: tuple[Point, ...]

    @property
    def known(self) -> bool:
        """Return whether both ceilings were published."""
        return not is_gap(self.ridge)

    def at(self, work: str, model: str = "small") -> Point:
        """Return the operating point of a work and a model."""
        return next(p for p in self.points if (p.work, p.model) == (work, model))


@dataclass(frozen=True)
class Kin:
    """A product of the company whose memory bandwidth is known and whose FP16 rate is not."""

    name: Text
    bandwidth: Quantity
    estimated: bool
    rate: Quantity  # tokens/s of one sequence, by memory alone
    ratio: Quantity | Gap  # to the leading chip's


@dataclass(frozen=True)
class Roofline:
    """The company's leading chip and those it is set against; a Gap where it has no roof."""

    company: Text
    own: Roof | None
    others: tuple[Roof, ...]
    setting: Setting | None
    kin: Kin | None
    gap: Gap | None  # why the leading chip has no roofline
    withheld: tuple[tuple[Text, str], ...]  # a chip and what of it is missing: fp16, memory

    @property
    def drawn(self) -> tuple[Roof, ...]:
        """Return the roofs with both ceilings, the company's first."""
        roofs = (self.own, *self.others) if self.own else self.others
        return tuple(r for r in roofs if r.known)

    def role(self, role: str) -> Roof | None:
        """Return the roof of a role if it has both ceilings."""
        return next((r for r in self.drawn if r.role == role), None)


def roofline(ledger: Ledger, company: str, far: Distance) -> Roofline:
    """Return the rooflines of the leading chip, of NVIDIA's best and H20, and of Huawei's."""
    name = ledger.entity(company).name
    used = setting(ledger)
    if is_gap(used):
        return Roofline(name, None, (), None, None, used, ())
    named = [(far.chip, "own"), (chip_of(ledger, BUYABLE), "buyable"), (far.best, "frontier")]
    named.append((_reference(ledger), "reference"))
    roofs: dict[str, Roof] = {}
    for chip, role in named:
        if chip is not None and chip.id not in roofs:
            roofs[chip.id] = roof(ledger, chip, role, used)
    own = next((r for r in roofs.values() if r.role == "own"), None)
    others = tuple(r for r in roofs.values() if r is not own)
    gap = far.ratio if own is None else None if own.known else own.ridge
    missing = [(n, "fp16") for n in far.unrated]
    for each in roofs.values():
        if not each.known:
            missing.append((each.chip.name, "fp16" if is_gap(each.compute.listed) else "memory"))
    return Roofline(
        name, own, others, used, _kin(ledger, company, own, used), gap, tuple(missing)
    )  # fmt: skip


def roof(ledger: Ledger, chip: Chip, role: str, used: Setting) -> Roof:
    """Return a chip's ceilings and what it gives in each work."""
    row = newest(ledger, chip.id, "memory_bandwidth_measured", _MEASURED)
    streamed = ledger.value(row) if row else None
    computed = None if is_gap(chip.measured) else chip.measured
    compute = _ceiling(chip.fp16, computed, used.share("compute_efficiency"), chip.estimated)
    memory = _ceiling(
        chip.memory_bandwidth, streamed, used.share("memory_efficiency"), chip.memory_estimated
    )
    row = newest(ledger, chip.id, "memory_capacity", ("",))
    size = ledger.value(row) if row else _no_size(ledger, chip.name)
    peak = inference.peak_of(compute.listed)
    bandwidth = inference.bandwidth_of(memory.listed)
    points = tuple(
        _point(chip, model, work, used, compute, memory, size)
        for model in used.models for work in used.works
    )  # fmt: skip
    name = chip.name
    return Roof(
        chip, role, compute, memory, size,
        inference.ridge(peak, bandwidth).labelled(
            Text(f"{name.en}, ridge of the roofline", f"{name.zh}屋脊点")
        ),
        points,
    )  # fmt: skip


def _ceiling(listed, measured: Quantity | None, share: Quantity, estimated: bool) -> Ceiling:
    reached = measured if measured is not None else listed * share
    return Ceiling(listed, reached, measured is not None, estimated)


def _point(
    chip: Chip, model: Model, work: Work, used: Setting, compute: Ceiling, memory: Ceiling, size
) -> Point:
    peak, soft = inference.peak_of(compute.listed), inference.peak_of(compute.reached)
    width = inference.bandwidth_of(memory.listed)
    if work.key == "prefill":
        listed, reached = (inference.prefill(p, model, used.usage) for p in (peak, soft))
    elif work.key == "training":
        listed = inference.train(peak, model, used.usage)
        reached = inference.train(peak, model, used.usage, used.share("training_mfu"))
    else:
        kept = width * used.share("decode_bandwidth_use")
        listed, reached = (
            inference.decode(p, w, model, used.usage, work.batch)
            for p, w in ((peak, width), (soft, kept))
        )
    needed = inference.memory(model, used.usage, work.batch)
    label = Text(
        f"{chip.name.en}, {model.name.en} model, {work.name.en}",
        f"{chip.name.zh}，{model.name.zh}，{work.name.zh}",
    )
    count = inference.cards(needed, size, Text(f"{label.en}, cards", f"{label.zh}，卡数"))
    attained = inference.attained(listed, model, used.usage)
    return Point(
        model.key, work.key, needed, count, None if is_gap(size) else needed <= size,
        listed.labelled(label), reached.labelled(label), attained.labelled(label),
    )  # fmt: skip


def _reference(ledger: Ledger) -> Chip:
    """Return the newer of Huawei's reference chips with both ceilings, else the newer one."""
    found = [chip_of(ledger, each) for each in REFERENCES]
    whole = (c for c in found if not (is_gap(c.fp16) or is_gap(c.memory_bandwidth)))
    return next(whole, found[0])


def _kin(ledger: Ledger, company: str, own: Roof | None, used: Setting) -> Kin | None:
    """Return the product with the widest memory whose FP16 rate was not published.

    None where the leading chip's own memory is as wide: such a product adds nothing.
    """
    rows = []
    for entity in ledger.entities(kind="product", maker=company):
        row = newest(ledger, entity.id, "memory_bandwidth", ("",))
        rated = newest(ledger, entity.id, "compute_dense", ("fp16",))
        since, _ = nominal_date(ledger, entity.id, Gap(entity.name, entity.name))
        if row is None or rated is not None or is_gap(since) or since.last > ledger.as_of:
            continue
        rows.append((ledger.value(row).value, entity.id, entity.name, row))
    if not rows:
        return None
    _, _, name, row = max(rows, key=lambda found: found[:2])
    small, one = used.models[0], used.batches[0]
    width = ledger.value(row)
    rate = inference.decode_by_memory(inference.bandwidth_of(width), small, used.usage, one)
    label = Text(f"{name.en}, one sequence by memory alone", f"{name.zh}单序列解码，仅按显存")
    none = Gap(label, label)
    mine = own.at(used.works[0].key).listed if own else none
    if not is_gap(mine) and not width > own.memory.listed:
        return None
    return Kin(name, width, row.basis == "estimate", rate.labelled(label), rate / mine)


def _no_size(ledger: Ledger, name: Text) -> Gap:
    day = ledger.day
    return Gap(
        Text(f"{name.en}, memory size", f"{name.zh}显存容量"),
        Text(
            f"The evidence dated to {day.en} holds no memory size of {name.en}.",
            f"截至{day.zh}的证据中没有{name.zh}的显存容量。",
        ),
    )
