"""The products of a company by date, and how long its stock lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tapeout.ledger import Ledger, period_text
from tapeout.model.quarters import gap_of
from tapeout.model.technology import Chip, is_variant
from tapeout.moment import Moment, days_between
from tapeout.quantity import Gap, Quantity, is_gap, ratio, total
from tapeout.text import Text

STEPS = ("tape_out", "mass_production", "launch", "release", "production_stop")
PLANNED = ("tape_out_planned", "mass_production_planned", "release_planned", "launch_planned")
_DAYS_IN_MONTH = Decimal("30.436875")  # mean Gregorian month
_BOARDS = "training_inference_boards"


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


@dataclass(frozen=True)
class Stock:
    """Boards built and sold, and the quarters that what is left would last."""

    produced: Quantity | Gap
    sold: Quantity | Gap
    left: Quantity | Gap
    pace: Quantity | Gap
    quarters: Quantity | Gap
    stopped: Moment | Gap
    quarter: Text  # of the pace
    since: Quantity | Gap  # boards sold after that quarter, to the end of the newest whole year
    beyond: Quantity | Gap  # of these, more than were left by count

    @property
    def outlived(self) -> bool:
        """Return whether later sales surely exceed what was left by count."""
        return not is_gap(self.beyond) and self.beyond > 0

    @property
    def numbers(self) -> dict[str, Quantity | Gap | Text]:
        """Return what a sentence on the stock states, by name."""
        return {
            "boards_produced": self.produced,
            "boards_sold": self.sold,
            "stock_coverage_quarters": self.quarters,
            "quarter": self.quarter,
        }


def roadmap(ledger: Ledger, company: str) -> Roadmap:
    """Return the products of a company that have a dated step."""
    found = []
    entities = ledger.entities(kind="product", maker=company)
    for entity in entities:
        if is_variant(entity.id, [e.id for e in entities]):
            continue
        dates = {
            r.segment: ledger.value(r) for r in ledger.rows(entity.id, "product_date") if r.is_date
        }
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


def stock(ledger: Ledger, company: str) -> Stock:
    """Return boards produced less sold, over the pace of the newest quarter (METHODS K-1).

    By count: own use and scrap are inside, boards finished later from work in progress are not.
    """
    made = _line(ledger, company, "units_produced")
    gone = _line(ledger, company, "units_sold")
    quarters = [p for p in gone if "Q" in p and p in made]  # what was sold then was built by then
    name = ledger.entity(company).name
    if not made or not quarters:
        gap = gap_of(ledger, company, "units_produced")
        return Stock(gap, gap, gap, gap, gap, gap, Text("", ""), gap, gap)
    upto = quarters[-1]
    made = {p: v for p, v in made.items() if p <= upto}
    gone = {p: v for p, v in gone.items() if p in made}
    produced, sold = total(made.values()), total(gone.values())
    left = (produced - sold).labelled(
        Text(f"{name.en} boards left by count", f"{name.zh}按件数结余板卡")
    )
    lasts = ratio(left, gone[upto])
    lasts = lasts.scaled(1, "quarters").labelled(
        Text(f"{name.en} stock in quarters of sales", f"{name.zh}库存可售季度数")
    )
    since = _sold_since(ledger, company, upto)
    beyond = since - left
    stops = [
        ledger.value(r)
        for e in ledger.entities(kind="product", maker=company)
        for r in ledger.rows(e.id, "product_date") if r.segment == "foundry_order_stop"
    ]  # fmt: skip
    return Stock(
        produced.labelled(Text(f"{name.en} training boards built", f"{name.zh}训推一体板卡产量")),
        sold.labelled(Text(f"{name.en} training boards sold", f"{name.zh}训推一体板卡销量")),
        left, gone[upto], lasts, stops[0] if stops else gap_of(ledger, company, "product_date"),
        period_text(upto),
        since,
        beyond.labelled(Text(f"{name.en} boards sold beyond the count", f"{name.zh}超出件数结余的销量")),
    )  # fmt: skip


def _sold_since(ledger: Ledger, company: str, upto: str) -> Quantity | Gap:
    """Return boards sold after the quarter `upto` in the rest of its year, if that was published."""
    name = ledger.entity(company).name
    year, quarter = upto[:4], int(upto[-1])
    whole = ledger.find(company, "units_sold", _BOARDS, year, "company")
    before = [
        ledger.find(company, "units_sold", _BOARDS, f"{year}Q{q}", "company")
        for q in range(1, quarter + 1)
    ]
    label = Text(f"{name.en} boards sold later in {year}", f"{name.zh}{year}年其后销量")
    return (whole - total(before)).labelled(label)


def _line(ledger: Ledger, company: str, metric: str) -> dict[str, Quantity]:
    values = ledger.series(company, metric, _BOARDS, freq="any", house="company")
    full = {p for p in values if p.isdigit()}
    # A year that is whole replaces its quarters; here quarters follow the last whole year.
    last = max(full, default="0")
    kept = {p: v for p, v in values.items() if p in full or ("Q" in p and p[:4] > last)}
    if not any("Q" in p for p in kept):  # pace needs a quarter: go back before the last year
        kept = {
            p: v for p, v in values.items() if p in full - {last} or (p[:4] == last and "Q" in p)
        }
    return {p: v for p, v in sorted(kept.items()) if not is_gap(v)}
