"""What was measured of chips beside what is claimed of them; one script is never mixed with another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tapeout.ledger import FactRow, Ledger
from tapeout.model.technology import BENCH, MAKERS, YARDSTICK, Chip, chips
from tapeout.model.technology_nominal import MEASURES, UNSTATED, newest, nominal
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

_RING = Decimal("1.75")  # 2 (n - 1) / n of 8 cards: algorithm to bus bandwidth (METHODS L-3)
_HALF = Decimal("0.5")  # one way of a link counted both ways
ALL_REDUCE = {  # segment: factor to bus bandwidth
    "allreduce_busbw_8_cards": Decimal(1),
    "allreduce_busbw_8_cards_ring": Decimal(1),
    "allreduce_busbw_8_cards_sharp": Decimal(1),
    "allreduce_algbw_8_cards+toolkit": _RING,
}
MEMORY_RUNS = ("main_memory", "main_memory+toolkit")
ONE_WAY = ("unidirectional", "bidirectional", UNSTATED)  # the claim one way, or twice it


@dataclass(frozen=True)
class Kept:
    """A chip's measured against its claimed dense FP16.

    The result of a run does not name the form of the card: `other_claim` is the highest claim
    of a form of the chip above its own, `other_ratio` what is kept of that one.
    """

    chip: Chip
    ratio: Quantity  # percent
    other_claim: Quantity | None = None
    other_ratio: Quantity | None = None  # percent


@dataclass(frozen=True)
class Run:
    """One measured figure, whose it is, and the claim it stands beside."""

    key: str
    product: str
    name: Text
    maker: str
    what: str  # fp16, memory or all_reduce
    segment: str
    house: str
    script: Text
    claimed: Quantity | Gap
    measured: Quantity | Gap  # a Gap where the script's owner prints the share alone
    ratio: Quantity | Gap  # percent
    estimated: bool = False  # the claim is by other hands
    bound: bool = False  # the direction of the claimed link is open: the ratio is at most this


@dataclass(frozen=True)
class Training:
    """Model FLOPS utilisation of one training run, in percent of the claimed rate."""

    key: str
    product: Text
    task: Text
    script: Text
    share: Quantity
    vector: bool  # a network in FP32, which has another ceiling than a language model in FP16


@dataclass(frozen=True)
class Utilisation:
    """Training runs of a company's products, best first, and what the company claims."""

    low: Quantity | Gap
    high: Quantity | Gap
    runs: tuple[Training, ...]

    @property
    def language(self) -> tuple[Training, ...]:
        """Return the runs of language models."""
        return tuple(run for run in self.runs if not run.vector)


def count(found: list) -> Quantity:
    """Return how many chips are in a list."""
    label = Text("chips measured by one script", "同一脚本实测的芯片数")
    return Quantity.exact(len(found), "chips", label)


def kept(ledger: Ledger, makers: tuple[str, ...] = (*MAKERS, YARDSTICK)) -> list[Kept]:
    """Return the chips measured by one script, by what they keep of the claimed rate."""
    both = [c for c in chips(ledger, makers) if not is_gap(c.measured)]
    return sorted((_kept(ledger, c) for c in both), key=lambda k: -k.ratio.value)


def _kept(ledger: Ledger, chip: Chip) -> Kept:
    ratio = _labelled(
        share(chip.measured, chip.fp16), chip, "measured to claimed FP16", "FP16实测与标称之比"
    )
    claims = []
    for entity in ledger.entities(kind="product", maker=chip.maker):
        row = newest(ledger, entity.id, "compute_dense", ("fp16",))
        if not entity.id.startswith(f"{chip.id}_") or row is None or row.basis == "estimate":
            continue
        if not ledger.rows(entity.id, "compute_measured", "fp16", house=BENCH):
            claims.append(ledger.value(row))
    higher = max((q for q in claims if q > chip.fp16), key=lambda q: q.value, default=None)
    if higher is None:
        return Kept(chip, ratio)
    other = _labelled(
        share(chip.measured, higher), chip, "measured to the highest claim of a form",
        "FP16实测与最高形态标称之比",
    )  # fmt: skip
    return Kept(chip, ratio, higher, other)


def runs(
    ledger: Ledger, makers: tuple[str, ...] = (*MAKERS, YARDSTICK, "amd"), *, company: str = ""
) -> tuple[Run, ...]:
    """Return what other scripts measured: FP16 or BF16, memory bandwidth, all-reduce on 8 cards.

    `company` is looked for too, when it is none of the makers.
    """
    asked = dict.fromkeys(filter(None, (*makers, company)))
    owner = {e.id: e for maker in asked for e in ledger.entities("product", maker)}
    found = []
    for metric, of in (
        ("compute_measured", _rate), ("compute_measured_share", _rate_share),
        ("memory_bandwidth_measured", _memory), ("interconnect_measured", _all_reduce),
    ):  # fmt: skip
        for row in ledger.rows(metric=metric):
            if row.subject in owner and row.house != BENCH and row.is_number:
                found += of(ledger, row)
    order = ("fp16", "memory", "all_reduce")
    return tuple(sorted(found, key=lambda r: (order.index(r.what), r.house, r.maker, r.key)))


def utilisation(ledger: Ledger, company: str) -> Utilisation:
    """Return the training runs of a company's products and the range that it claims."""
    subjects = [company, *(e.id for e in ledger.entities(kind="product", maker=company))]
    found, claims = [], {}
    for subject in subjects:
        for row in ledger.rows(subject, "training_mfu"):
            if row.segment.startswith("claim"):
                claims[row.segment] = ledger.value(row)
            elif row.basis == "third_party_measured":
                found.append(Training(
                    f"{subject}.{row.segment}", ledger.entity(subject).name,
                    ledger.segment_name(row.segment), ledger.house_name(row.house),
                    ledger.value(row), row.segment.endswith("_fp32"),
                ))  # fmt: skip
    name, day = ledger.entity(company).name, ledger.day
    none = Gap(
        Text(f"{name.en}, claimed training utilisation", f"{name.zh}宣称的训练算力利用率"),
        Text(
            f"The evidence dated to {day.en} holds no training utilisation that {name.en} claims.",
            f"截至{day.zh}的证据中没有{name.zh}宣称的训练算力利用率。",
        ),
    )
    ranked = sorted(claims.values(), key=lambda q: q.value) or [none]
    ordered = sorted(found, key=lambda t: -t.share.value)
    return Utilisation(ranked[0], ranked[-1], tuple(ordered))


# -- one row, one run -----------------------------------------------------------------------------
def _rate(ledger: Ledger, row: FactRow) -> Iterator[Run]:
    # BF16 stands in only where the script has no FP16; the dense rates of both are the same.
    beside = ledger.rows(row.subject, "compute_measured", "fp16", house=row.house)
    if row.segment == "fp16" or (row.segment == "bf16" and not beside):
        yield _against_rate(ledger, row, ledger.value(row))


def _rate_share(ledger: Ledger, row: FactRow) -> Iterator[Run]:
    if row.segment == "fp16":
        name = ledger.house_name(row.house)
        gap = Gap(
            Text("absolute rate", "算力绝对值"),
            Text(f"{name.en} prints the share alone.", f"{name.zh}只公布达成率。"),
        )
        yield _run(ledger, row, "fp16", gap, gap, ledger.value(row), False)


def _against_rate(ledger: Ledger, row: FactRow, measured: Quantity) -> Run:
    own = nominal(ledger, row.subject, MEASURES[0])
    ratio = share(measured, own.value)
    return _run(ledger, row, "fp16", own.value, measured, ratio, own.estimated)


def _memory(ledger: Ledger, row: FactRow) -> Iterator[Run]:
    if row.segment in MEMORY_RUNS and row.basis == "third_party_measured":
        own = nominal(ledger, row.subject, next(m for m in MEASURES if m.key == "memory"))
        value = ledger.value(row)
        ratio = share(value, own.value)
        yield _run(ledger, row, "memory", own.value, value, ratio, own.estimated)


def _all_reduce(ledger: Ledger, row: FactRow) -> Iterator[Run]:
    if row.segment not in ALL_REDUCE:
        return
    way = newest(ledger, row.subject, "interconnect_bandwidth",
                 ONE_WAY)  # fmt: skip
    factor = ALL_REDUCE[row.segment]
    measured = ledger.value(row)
    if factor != 1:
        measured = measured.scaled(factor, "GB/s")
    name = ledger.entity(row.subject).name
    claimed = ledger.find(row.subject, "interconnect_bandwidth", "unidirectional") if way is None else (
        ledger.value(way) if way.segment == "unidirectional"
        else ledger.value(way).scaled(_HALF, "GB/s")
    )  # fmt: skip
    label = Text(f"{name.en} link, one way", f"{name.zh}互连带宽（单向）")
    ratio = share(measured, claimed)
    yield _run(
        ledger, row, "all_reduce", claimed.labelled(label), measured, ratio,
        way is not None and way.basis == "estimate", way is not None and way.segment == UNSTATED,
    )  # fmt: skip


def _run(ledger, row: FactRow, what: str, claimed, measured, ratio, estimated, bound=False) -> Run:
    entity = ledger.entity(row.subject)
    name = {"fp16": ("rate", "算力"), "memory": ("memory bandwidth", "显存带宽"),
            "all_reduce": ("all-reduce", "全归约带宽")}[what]  # fmt: skip
    label = Text(
        f"{entity.name.en}, measured to claimed {name[0]}",
        f"{entity.name.zh}{name[1]}实测与标称之比",
    )
    key = f"{row.subject}_{row.segment}_{row.house}".replace("+", "_")
    return Run(
        key, row.subject, entity.name, entity.maker, what, row.segment, row.house,
        ledger.house_name(row.house), claimed, measured, ratio.labelled(label), estimated, bound,
    )  # fmt: skip


def _labelled(value, chip: Chip, en: str, zh: str):
    return value.labelled(Text(f"{chip.name.en}, {en}", f"{chip.name.zh}{zh}"))
