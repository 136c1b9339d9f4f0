"""What a chip can do: the roofline, and the tokens a second that it bounds (METHODS L-2).

Attainable rate = min(peak, bandwidth x intensity) (Williams, Waterman and Patterson 2009); the
times of a decode step and of prefill follow Austin et al. 2025. All are upper bounds: a real
serving stack stays below them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.model.technology import YARDSTICK, Chip, Distance, chip_of
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

BATCHES = (1, 16, 64, 256)
EXPORT_CHIP, REFERENCE = "nvidia_h20", "huawei_ascend_910b"
_NAMES = (
    "flops_per_token_forward", "flops_per_token_training", "model_small_parameters",
    "model_large_parameters", "kv_bytes_small", "kv_bytes_large", "bytes_per_weight",
    "context_tokens", "decode_bandwidth_use", "compute_efficiency", "training_mfu",
)  # fmt: skip


# -- the formulas, in base units: FLOP/s, byte/s, bytes, seconds --------------------------------
def attainable(peak: float, bandwidth: float, intensity: float) -> float:
    """Return the FLOP/s that `intensity` operations a byte allow."""
    return min(peak, bandwidth * intensity)


def ridge(peak: float, bandwidth: float) -> float:
    """Return the FLOP per byte above which the peak rate, and not the memory, is the bound."""
    return peak / bandwidth


@dataclass(frozen=True)
class Load:
    """A model and how it is served: parameters, bytes a weight, context, cache a token."""

    parameters: float
    weight: float  # bytes
    context: float  # tokens
    cache: float  # bytes a token
    forward: float = 2.0  # FLOP a parameter and token
    training: float = 6.0


def decode(peak: float, bandwidth: float, load: Load, batch: int) -> float:
    """Return the tokens a second of decoding `batch` sequences: b / t.

    t = max(2 N b / P, w N / B) + b c kv / B: weights once a step, the cache for each sequence.
    """
    compute = load.forward * load.parameters * batch / peak
    memory = load.weight * load.parameters / bandwidth
    return batch / (max(compute, memory) + batch * load.context * load.cache / bandwidth)


def prefill(peak: float, load: Load) -> float:
    """Return the tokens a second of reading a prompt: P / (2 N)."""
    return peak / (load.forward * load.parameters)


def training(peak: float, load: Load, utilisation: float) -> float:
    """Return the tokens a second of training: utilisation x P / (6 N)."""
    return utilisation * peak / (load.training * load.parameters)


def held(load: Load, batch: int) -> float:
    """Return the bytes that weights and cache take."""
    return load.weight * load.parameters + batch * load.context * load.cache


# -- from the ledger --------------------------------------------------------------------------
@dataclass(frozen=True)
class Roof:
    """A chip with its ceilings, as claimed and as measured, and its memory."""

    chip: Chip
    focus: bool
    ridge: Quantity  # FLOP/byte
    capacity: Quantity | Gap  # GB

    @property
    def peak(self) -> float:
        """Return the claimed dense FP16 rate in FLOP/s."""
        return float(self.chip.fp16.value) * 1e12

    @property
    def bandwidth(self) -> float:
        """Return the claimed memory bandwidth in byte/s."""
        return float(self.chip.memory_bandwidth.value) * 1e9


@dataclass(frozen=True)
class Work:
    """A workload on a chip: its bound by the claimed ceilings, tokens a second."""

    key: str
    name: Text
    bound: dict[str, Quantity]  # by chip
    usual: Quantity | Gap  # of the leading chip, at the efficiency that is usual
    fits: bool  # in the memory of the leading chip


@dataclass(frozen=True)
class Roofline:
    """The leading chip beside the frontier, the chip made for export, and a domestic reference."""

    company: Text
    roofs: tuple[Roof, ...]  # the leading chip first; only those with both ceilings
    works: tuple[Work, ...]  # of the small model
    large_takes: Quantity | Gap  # GB of the large model's weights
    cards: Quantity | Gap  # cards of the leading chip that hold them
    missing: Gap  # why there is no roofline of the leading chip
    withheld: tuple[Text, ...]  # of those asked for, the chips without a bandwidth or a rate

    @property
    def own(self) -> Roof | None:
        """Return the roof of the leading chip, None where it cannot be drawn."""
        return next((roof for roof in self.roofs if roof.focus), None)

    def other(self, chip_id: str) -> Roof | None:
        """Return the roof of another chip, None where it is not there."""
        return next((r for r in self.roofs if r.chip.id == chip_id and not r.focus), None)

    @property
    def frontier(self) -> Roof | None:
        """Return the roof of the yardstick's best chip."""
        others = [r for r in self.roofs if r.chip.maker == YARDSTICK and not r.focus]
        return max(others, key=lambda r: r.chip.fp16.value, default=None)

    def work(self, key: str) -> Work:
        """Return a workload."""
        return next(work for work in self.works if work.key == key)

    def share(self, key: str, other: Roof) -> Quantity:
        """Return the leading chip's bound against another chip's, in percent."""
        bound = self.work(key).bound
        label = Text(f"{key} against {other.chip.name.en}", f"{key}，对比{other.chip.name.zh}")
        return (bound[self.own.chip.id] / bound[other.chip.id]).to("percent").labelled(label)


def roofline(ledger: Ledger, far: Distance, company: str) -> Roofline:
    """Return the ceilings and the bounds of the company's leading chip and of its yardsticks."""
    rows = {name: ledger.assumption(name) for name in _NAMES}
    name = ledger.entity(company).name
    asked = _asked(ledger, far)
    drawn = [
        (chip, focus) for chip, focus in asked
        if not is_gap(chip.fp16) and not is_gap(chip.memory_bandwidth)
    ]  # fmt: skip
    roofs = tuple(_roof(ledger, chip, focus) for chip, focus in drawn)
    own = next((roof for roof in roofs if roof.focus), None)
    withheld = tuple(c.name for c, _ in asked if c not in [chip for chip, _ in drawn])
    missing = _missing(name, far, rows)
    if own is None or any(is_gap(row) for row in rows.values()):
        return Roofline(name, roofs, (), missing, missing, missing, withheld)
    small, large = (_load(rows, size) for size in ("small", "large"))
    takes = _takes(rows)
    return Roofline(
        name, roofs, _works(roofs, own, small, rows), takes, _cards(own, takes, large), missing,
        withheld,
    )  # fmt: skip


def _asked(ledger: Ledger, far: Distance) -> list[tuple[Chip, bool]]:
    chips = [(far.chip, True)] if far.chip else []
    for chip in (far.best, *(chip_of(ledger, each) for each in (EXPORT_CHIP, REFERENCE))):
        if chip is not None and chip.id not in [c.id for c, _ in chips]:
            chips.append((chip, False))
    return chips


def _missing(name: Text, far: Distance, rows: dict) -> Gap:
    label = Text(f"{name.en}, roofline", f"{name.zh}屋顶线")
    late = next((row for row in rows.values() if is_gap(row)), None)
    if late is not None:
        return Gap(label, late.reason)
    if far.chip is None:
        return Gap(label, Text(
            f"No leading chip of {name.en} can be named, so its ceilings are not drawn.",
            f"无从确定{name.zh}的主力芯片，故不绘制其屋顶线。",
        ))  # fmt: skip
    return Gap(label, Text(
        f"No memory bandwidth of {far.chip.name.en} was published, so its ceilings are not drawn.",
        f"{far.chip.name.zh}的显存带宽未披露，故不绘制其屋顶线。",
    ))  # fmt: skip


def _roof(ledger: Ledger, chip: Chip, focus: bool) -> Roof:
    point = (chip.fp16 / chip.memory_bandwidth).scaled(1000, "FLOP/byte")
    label = Text(f"{chip.name.en}, ridge point", f"{chip.name.zh}拐点")
    rows = [r for r in ledger.rows(chip.id, "memory_capacity") if r.segment == "" and r.is_number]
    capacity = ledger.value(rows[0]) if rows else ledger.find(chip.id, "memory_capacity")
    return Roof(chip, focus, point.labelled(label), capacity)


def _load(rows: dict, size: str) -> Load:
    mid = {name: float(row.mid) for name, row in rows.items()}
    return Load(
        mid[f"model_{size}_parameters"], mid["bytes_per_weight"], mid["context_tokens"],
        mid[f"kv_bytes_{size}"], mid["flops_per_token_forward"], mid["flops_per_token_training"],
    )  # fmt: skip


def _works(roofs, own: Roof, load: Load, rows: dict) -> tuple[Work, ...]:
    use = float(rows["decode_bandwidth_use"].mid) / 100
    kept = _kept(own, rows)
    share = float(rows["training_mfu"].mid) / 100
    tasks = [
        (
            f"decode_{b}", Text(f"decode, batch {b}", f"解码，批量{b}"),
            lambda p, w, b=b: decode(p, w, load, b),
            decode(own.peak * kept, own.bandwidth * use, load, b), held(load, b),
        )
        for b in BATCHES
    ]  # fmt: skip
    tasks.append(("prefill", Text("prefill", "预填充"), lambda p, _: prefill(p, load),
                  prefill(own.peak * kept, load), held(load, 1)))  # fmt: skip
    tasks.append(("training", Text("training", "训练"), lambda p, _: training(p, load, 1.0),
                  training(own.peak, load, share), 0.0))  # fmt: skip
    assumed = [row.quantity for row in rows.values()]
    return tuple(
        Work(
            key, name,
            {r.chip.id: _tokens(bound(r.peak, r.bandwidth), r.chip, name, assumed) for r in roofs},
            _tokens(usual, own.chip, name, assumed, usual=True), _fits(own, taken),
        )
        for key, name, bound, usual, taken in tasks
    )  # fmt: skip


def _kept(own: Roof, rows: dict) -> float:
    """Return the share of the claimed rate that a matrix product keeps: its own where measured."""
    if is_gap(own.chip.measured):
        return float(rows["compute_efficiency"].mid) / 100
    return float(own.chip.measured.value / own.chip.fp16.value)


def _fits(own: Roof, taken: float) -> bool:
    return is_gap(own.capacity) or taken <= float(own.capacity.value) * 1e9


def _tokens(value: float, chip: Chip, what: Text, assumed, *, usual: bool = False) -> Quantity:
    kind = Text("at usual efficiency", "按常见效率") if usual else Text("upper bound", "上限")
    label = Text(f"{chip.name.en}, {what.en}, {kind.en}", f"{chip.name.zh}{what.zh}{kind.zh}")
    formula = Text(
        "tokens a second by the roofline: the slower of computing and of moving the weights, and "
        "the moving of the cache",
        "按屋顶线计算的每秒词元数：取计算与搬运权重中较慢者，另加搬运缓存的时间",
    )
    given = [chip.fp16, chip.memory_bandwidth, *assumed]
    if usual and not is_gap(chip.measured):
        given.append(chip.measured)
    return Quantity.model(round(value, 6), "tokens/s", inputs=given, label=label, formula=formula)


def _takes(rows: dict) -> Quantity:
    weights = rows["model_large_parameters"].mid * rows["bytes_per_weight"].mid / 10**9
    return Quantity.model(
        weights, "GB", label=Text("weights of the large model", "大模型权重"),
        inputs=[rows["model_large_parameters"].quantity, rows["bytes_per_weight"].quantity],
        formula=Text("parameters times bytes a weight", "参数量乘以每权重字节数"),
    )  # fmt: skip


def _cards(own: Roof, takes: Quantity, load: Load) -> Quantity | Gap:
    if is_gap(own.capacity):
        return own.capacity
    number = -(-held(load, 1) // (float(own.capacity.value) * 1e9))
    return Quantity.model(
        number, "cards", inputs=[takes, own.capacity],
        label=Text("cards that hold the large model", "放下大模型所需卡数"),
        formula=Text("weights and one cache over the memory of a card, rounded up",
                     "权重与一份缓存除以单卡显存，向上取整"),
    )  # fmt: skip
