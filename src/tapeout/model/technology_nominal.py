"""What was published of a chip, measure by measure: whose figure it is, and what was withheld."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import FactRow, Ledger
from tapeout.model.technology_shipping import halted, nominal_date
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

UNSTATED = "direction_unstated"


@dataclass(frozen=True)
class Measure:
    """What is compared: a metric in segments, the first published of which counts."""

    key: str
    name: Text
    metric: str
    segments: tuple[str, ...] = ("",)
    alike: bool = False  # whether the yardstick must be of the same segment


MEASURES = (
    Measure("fp16", Text("Dense FP16 or BF16 rate", "稠密FP16或BF16算力"), "compute_dense", ("fp16", "bf16")),
    Measure("eight_bit", Text("Dense FP8 or INT8 rate", "稠密FP8或INT8算力"), "compute_dense", ("fp8", "int8"),
            alike=True),
    Measure("memory", Text("Memory bandwidth", "显存带宽"), "memory_bandwidth"),
    Measure("memory_size", Text("Memory size", "显存容量"), "memory_capacity"),
    Measure("link", Text("Two-way link between cards", "卡间双向互连带宽"), "interconnect_bandwidth",
            ("bidirectional",)),
)  # fmt: skip
POWER = Measure("power", Text("Board power", "板卡功耗"), "tdp")
NODE = Measure("node", Text("Process node", "制程"), "process_node")


@dataclass(frozen=True)
class Nominal:
    """A figure as published: a Gap where none was; by whose hand and in which segment."""

    value: Quantity | Gap
    segment: str
    estimated: bool = False

    @property
    def either(self) -> bool:
        """Return whether it is open if one direction is counted or both."""
        return self.segment == UNSTATED


def newest(ledger: Ledger, product: str, metric: str, segments: tuple[str, ...]) -> FactRow | None:
    """Return the newest row of the first segment that has one; a maker's own before an estimate."""
    rows = [r for r in ledger.rows(product, metric) if r.segment in segments and r.is_number]
    return min(
        rows,
        key=lambda r: (segments.index(r.segment), r.basis == "estimate", -r.when.last.toordinal()),
        default=None,
    )


def figure(ledger: Ledger, row: FactRow) -> Quantity:
    """Return the figure of a row; a rate in TOPS for integers and in TFLOPS for all else.

    Some makers print an FP8 rate in TOPS: the same operations under another name.
    """
    value = ledger.value(row)
    unit = "TOPS" if row.segment.startswith("int") else "TFLOPS"
    renamed = {"TOPS", "TFLOPS"} - {unit}
    return value.scaled(1, unit) if value.unit in renamed else value


def nominal(ledger: Ledger, product: str, measure: Measure) -> Nominal:
    """Return a measure of a product, or of a form of it with the same FP16 rate.

    A link whose direction is not stated stands as such where no other was published.
    """
    segments = measure.segments + ((UNSTATED,) if measure.key == "link" else ())
    for each in (product, *forms(ledger, product)):
        row = newest(ledger, each, measure.metric, segments)
        if row is not None and (measure.key != "link" or row.unit == "GB/s"):
            return Nominal(figure(ledger, row), row.segment, row.basis == "estimate")
    return Nominal(missing(ledger, product, measure), "")


def forms(ledger: Ledger, product: str) -> list[str]:
    """Return the forms of a product (card, module) that have its own dense FP16 rate."""
    rate = newest(ledger, product, "compute_dense", ("fp16",))
    if rate is None:
        return []
    maker = ledger.entity(product).maker
    found = []
    for entity in ledger.entities(kind="product", maker=maker):
        if entity.id.startswith(f"{product}_"):
            row = newest(ledger, entity.id, "compute_dense", ("fp16",))
            if row is not None and row.value == rate.value:
                found.append(entity.id)
    return found


def missing(ledger: Ledger, product: str, measure: Measure) -> Gap:
    """Return that a measure of a product was not published."""
    name, day, what = ledger.entity(product).name, ledger.as_of, measure.name
    lower = what.en[0].lower() + what.en[1:]
    return Gap(
        Text(f"{name.en}, {what.en}", f"{name.zh}{what.zh}"),
        Text(
            f"The evidence dated to {day.day} {day:%B} {day.year} holds no {lower} of {name.en}.",
            f"截至{day.year}年{day.month}月{day.day}日的证据中没有{name.zh}的{what.zh}。",
        ),
    )


def unstated(value: Quantity) -> Gap:
    """Return that no ratio is formed of a link whose direction is not stated."""
    label = value.label or Text("link", "互连带宽")
    return Gap(
        label,
        Text(
            "Its maker does not say whether the link is counted in one direction or both: no ratio "
            "is formed.",
            "厂商未说明互连带宽按单向还是双向计，故不计算比率。",
        ),
        value.facts,
    )


def known_best(ledger: Ledger, maker: str) -> list[str]:
    """Return the product of a maker of which most measures were published, none for none.

    One with a date goes first; what was halted, or is only planned, is left out.
    """
    found = []
    for entity in ledger.entities(kind="product", maker=maker):
        told = sum(not is_gap(nominal(ledger, entity.id, m).value) for m in MEASURES)
        dates = {r.segment for r in ledger.rows(entity.id, "product_date")}
        planned = bool(dates) and all(d.endswith("_planned") for d in dates)
        if told and not planned and not halted(ledger, entity.id):
            date, _ = nominal_date(ledger, entity.id, Gap(entity.name, entity.name))
            shipped = not is_gap(date) and date.last <= ledger.as_of
            found.append((shipped, told, entity.id))
    return [max(found)[2]] if found else []
