"""The products of a company by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tapeout.ledger import Ledger
from tapeout.model.quarters import gap_of
from tapeout.model.technology import Chip, is_variant
from tapeout.moment import Moment, days_between
from tapeout.quantity import Gap, Quantity
from tapeout.text import Text

STEPS = (
    *("announced", "tape_out", "launch", "release", "mass_production", "production_stop"),
    "foundry_order_stop",
)
PLANNED = ("tape_out_planned", "mass_production_planned", "release_planned", "launch_planned")
_DAYS_IN_MONTH = Decimal("30.436875")  # mean Gregorian month


@dataclass(frozen=True)
class Product:
    """A product with its dated steps; planned ones apart."""

    id: str
    name: Text
    steps: dict[str, Moment]
    planned: dict[str, Moment]

    @property
    def first(self) -> Moment:
        return min((*self.steps.values(), *self.planned.values()), key=lambda m: m.first)


@dataclass(frozen=True)
class Roadmap:
    """Products in order of their first step."""

    name: Text
    products: tuple[Product, ...]
    waits: dict[str, Quantity]  # months from tape-out to mass production, by product
    shortest: Quantity | Gap
    longest: Quantity | Gap
    gap: Gap
    day: date  # of the edition

    @property
    def counted(self) -> Quantity:
        """Return how many products have a dated step."""
        return Quantity.exact(
            len(self.products), "products", Text("products with a date", "有日期的产品数")
        )

    @property
    def ahead(self) -> Quantity:
        """Return how many planned steps lie ahead: a plan whose time is over is not counted."""
        planned = sum(m.last > self.day for p in self.products for m in p.planned.values())
        return Quantity.exact(
            planned, "planned steps", Text("planned steps ahead", "尚待完成的计划节点")
        )


def roadmap(ledger: Ledger, company: str) -> Roadmap:
    """Return the products of a company that have a dated step."""
    found = []
    entities = ledger.entities(kind="product", maker=company)
    for entity in entities:
        if is_variant(entity.id, [e.id for e in entities]):
            continue
        dated = [r for r in ledger.rows(entity.id, "product_date") if r.is_date]
        # A plan may have been moved: the one published last stands.
        dates = {r.segment: ledger.value(r) for r in sorted(dated, key=lambda r: r.visible_from)}
        steps = {s: dates[s] for s in STEPS if s in dates and dates[s].first <= ledger.as_of}
        planned = {s: dates[s] for s in PLANNED if s in dates and s[:-8] not in steps}
        if steps or planned:
            found.append(Product(entity.id, entity.name, steps, planned))
    products = tuple(sorted(found, key=lambda p: (p.first.first, p.id)))
    waits = {
        p.id: _months(p) for p in products if {"tape_out", "mass_production"} <= p.steps.keys()
    }
    gap = gap_of(ledger, company, "product_date")
    ranked = sorted(waits.values(), key=lambda q: q.value)
    ends = (ranked[0], ranked[-1]) if ranked else (gap, gap)
    return Roadmap(ledger.entity(company).name, products, waits, *ends, gap, ledger.as_of)


def wait(found: Roadmap, chip: Chip | None) -> Quantity | Gap:
    """Return the months from tape-out to mass production of the leading chip."""
    name = chip.name if chip else found.name
    label = Text(f"{name.en}, tape-out to mass production", f"{name.zh}流片至量产用时")
    if chip is None:
        reason = Text(
            f"No leading chip of {name.en} can be named: the ledger holds no dense FP16 rate of "
            "one that ships.",
            f"台账未收录{name.zh}在售芯片的稠密FP16算力，无从确定主力芯片。",
        )
        return Gap(label, reason)
    reason = Text(
        f"The ledger does not hold both the tape-out and the mass production of {name.en}.",
        f"台账未同时收录{name.zh}的流片与量产时间。",
    )
    return found.waits.get(chip.id, Gap(label, reason))


def _months(product: Product) -> Quantity:
    days = days_between(product.steps["tape_out"], product.steps["mass_production"])
    label = Text(
        f"{product.name.en}, tape-out to mass production", f"{product.name.zh}流片至量产用时"
    )
    return days.scaled(1 / _DAYS_IN_MONTH, "months").labelled(label)
