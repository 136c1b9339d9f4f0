"""By which road, and how far behind: chips, their frontier, and what was measured of them.

Compute is dense FP16 as published; figures of unlike kinds (dense and sparse, one way and
both ways) are never set against each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import FactRow, Ledger
from tapeout.model.technology_shipping import halted, shipping_date, unrated
from tapeout.moment import Moment, years_between
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

YARDSTICK = "nvidia"
MAKERS = ("metax", "moore_threads", "biren", "hygon", "cambricon", "huawei", "enflame", "kunlunxin")
THRESHOLD = Quantity.exact(50, "percent", Text("half of the frontier", "前沿的一半"))
BENCH = "torch_perf"  # one script for all chips


@dataclass(frozen=True)
class Chip:
    """A chip as published: what was not is a Gap.

    `estimated` and `memory_estimated` mark figures by other hands.
    """

    id: str
    name: Text
    maker: str
    date: Moment | Gap
    dated_by: str  # the step the date stands for, "period" for the year of a figure
    fp16: Quantity | Gap
    memory_bandwidth: Quantity | Gap
    measured: Quantity | Gap
    estimated: bool
    memory_estimated: bool = False

    def shipped(self, day: Moment) -> bool:
        """Return whether it surely shipped by `day`."""
        return not is_gap(self.date) and self.date.first <= day.first


@dataclass(frozen=True)
class Distance:
    """The leading shipping chip of a company against the best of the yardstick by the same day."""

    chip: Chip | None
    best: Chip | None
    best_memory: Chip | None
    passed: Chip | None  # the first of the yardstick that gave as much
    ratio: Quantity | Gap  # percent
    lag: Quantity | Gap  # years, as of the day
    memory_ratio: Quantity | Gap  # percent
    ahead: bool
    unrated: tuple[Text, ...] = ()  # newer products in mass production without a published rate
    undated: tuple[Text, ...] = ()  # chips with a higher rate, without a date since when they ship

    @property
    def chip_name(self) -> Text:
        """Return the name of the leading chip."""
        return self.chip.name if self.chip else Text("no chip", "无")

    @property
    def best_name(self) -> Text:
        """Return the name of the yardstick's best chip on record."""
        return self.best.name if self.best else Text("no chip", "无")

    @property
    def behind(self) -> bool:
        """Return whether the leading chip surely gives less than the frontier."""
        return self.ratio < 100


def chips(ledger: Ledger, makers: tuple[str, ...]) -> list[Chip]:
    """Return the chips of the makers of which dense FP16 was published, by maker and date."""
    found = []
    for maker in dict.fromkeys(makers):
        products = [e.id for e in ledger.entities(kind="product", maker=maker)]
        for product in products:
            if is_variant(product, products) and _told_by_base(ledger, product, products):
                continue
            chip = chip_of(ledger, product)
            if not is_gap(chip.fp16):
                found.append(chip)
    return found


def _told_by_base(ledger: Ledger, product: str, products: list[str]) -> bool:
    """Return whether the chip that `product` is a form of has a rate: if not, the form stands."""
    bases = [p for p in products if product.startswith(f"{p}_")]
    return not bases or any(_newest(ledger, b, "compute_dense", "fp16") for b in bases)


def is_variant(product: str, products: list[str]) -> bool:
    """Return whether a product is a form or a server of another: its id extends that one's."""
    return "atlas" in product or any(product.startswith(f"{other}_") for other in products)


def chip_of(ledger: Ledger, product: str) -> Chip:
    """Return what was published of a product."""
    row = _newest(ledger, product, "compute_dense", "fp16")
    fp16 = ledger.value(row) if row else _gap(ledger, product, "compute_dense", "fp16")
    gap = _gap(ledger, product, "product_date", "")
    date, dated_by = shipping_date(ledger, product, row, gap)
    memory = _newest(ledger, product, "memory_bandwidth", "")
    measured = _newest(ledger, product, "compute_measured", "fp16", BENCH)
    return Chip(
        product, ledger.entity(product).name, ledger.entity(product).maker, date, dated_by, fp16,
        ledger.value(memory) if memory else _gap(ledger, product, "memory_bandwidth", ""),
        ledger.value(measured) if measured else _gap(ledger, product, "compute_measured", "fp16"),
        row is not None and row.basis == "estimate",
        memory is not None and memory.basis == "estimate",
    )  # fmt: skip


def distance(ledger: Ledger, company: str) -> Distance:
    """Return how far the leading shipping chip of `company` stands from the yardstick's best.

    The frontier is the running maximum of the yardstick's shipped dense FP16 by date; the
    lag is the time since it first gave as much (METHODS L-1), as of the edition's day.
    """
    day = today(ledger)
    rated = chips(ledger, (company,))
    own = [c for c in rated if c.shipped(day)]
    yard = [c for c in chips(ledger, (YARDSTICK,)) if c.shipped(day)]
    gap = _none(ledger, company)
    if not own or not yard:
        newer = tuple(unrated(ledger, company, None))
        return Distance(
            None,
            _best(yard),
            None,
            None,
            gap,
            gap,
            gap,
            False,
            newer,
            _undated(ledger, rated, None),
        )
    # A chip known by a figure alone may be a variant: one with a dated step of its own leads.
    dated = [c for c in own if c.dated_by != "period"] or own
    leading = max(dated, key=lambda c: (c.fp16.value, not c.estimated, c.date.first))
    best = _best(yard)
    passed = next((c for c in _by_date(yard) if c.fp16.value >= leading.fp16.value), None)
    # METHODS L-1: a rate above the frontier has a lag of nothing.
    years = years_between(passed.date, day) if passed else Quantity.exact(0, "years")
    lag = _labelled(years, leading, "lag", "落后时间")
    memory = [c for c in yard if not is_gap(c.memory_bandwidth)]
    best_memory = max(memory, key=lambda c: c.memory_bandwidth.value) if memory else None
    memory_ratio = share(leading.memory_bandwidth, best_memory.memory_bandwidth) if memory else gap
    return Distance(
        leading, best, best_memory, passed,
        _labelled(
            share(leading.fp16, best.fp16), leading, "dense FP16 to the frontier",
            "稠密FP16与前沿之比",
        ),
        lag,
        _labelled(memory_ratio, leading, "memory bandwidth to the frontier", "显存带宽与前沿之比"),
        passed is None,
        tuple(unrated(ledger, company, leading.date)), _undated(ledger, rated, leading),
    )  # fmt: skip


def _undated(ledger: Ledger, rated: list[Chip], leading: Chip | None) -> tuple[Text, ...]:
    """Return chips rated above the leading one that no dated step shows to ship."""
    found = []
    for chip in rated:
        higher = leading is None or chip.fp16.value > leading.fp16.value
        if not higher or not (is_gap(chip.date) or chip.dated_by == "period"):
            continue
        dates = [r.segment for r in ledger.rows(chip.id, "product_date")]
        if not any(d.endswith("_planned") for d in dates) and not halted(ledger, chip.id):
            found.append(chip.name)
    return tuple(found)


def frontier(ledger: Ledger) -> list[Chip]:
    """Return the yardstick's chips that raised its maximum, in order of date."""
    steps: list[Chip] = []
    for chip in _by_date([c for c in chips(ledger, (YARDSTICK,)) if c.shipped(today(ledger))]):
        if not steps or chip.fp16.value > steps[-1].fp16.value:
            steps.append(chip)
    return steps


# -- reading rows ---------------------------------------------------------------------------
def _newest(
    ledger: Ledger, subject: str, metric: str, segment: str, house: str | None = None
) -> FactRow | None:
    rows = [
        r for r in ledger.rows(subject, metric)
        if r.segment == segment and (house is None or r.house == house) and r.is_number
        and (segment != "fp16" or r.unit == "TFLOPS")
    ]  # fmt: skip
    order = ("vendor_claim", "third_party_measured", "legal_text")
    return max(rows, key=lambda r: (r.basis in order, r.when), default=None)


def _gap(ledger: Ledger, subject: str, metric: str, segment: str) -> Gap:
    name, what = ledger.entity(subject).name, ledger.metric(metric).name
    part = ledger.segment_name(segment) if segment else Text("", "")
    day = ledger.day
    return Gap(
        Text(f"{name.en} {what.en.lower()} {part.en}".strip(), f"{name.zh}{what.zh}{part.zh}"),
        Text(
            f"The evidence dated to {day.en} holds no {what.en.lower()} of {name.en}.",
            f"截至{day.zh}的证据中没有{name.zh}{what.zh}。",
        ),
    )


def _none(ledger: Ledger, company: str) -> Gap:
    name, day = ledger.entity(company).name, ledger.day
    return Gap(
        Text(f"{name.en} dense FP16", f"{name.zh}稠密FP16算力"),
        Text(
            f"The evidence dated to {day.en} holds no dense FP16 rate of a "
            f"shipping chip of {name.en}.",
            f"截至{day.zh}的证据中没有{name.zh}在售芯片的稠密FP16算力。",
        ),
    )


def _labelled(value, chip: Chip, en: str, zh: str):
    return value.labelled(Text(f"{chip.name.en}, {en}", f"{chip.name.zh}{zh}"))


def today(ledger: Ledger) -> Moment:
    return Moment.on(ledger.as_of, Text("date of this edition", "本报告截止日"))


def _by_date(found: list[Chip]) -> list[Chip]:
    return sorted(found, key=lambda c: (c.date.first, c.date.last, c.fp16.value))


def _best(found: list[Chip]) -> Chip | None:
    """Return the fastest chip; of equals the first, where the frontier stepped up."""
    return max(_by_date(found), key=lambda c: c.fp16.value, default=None)
