"""What the stock must last for: when the next products come, and what is held and prepaid.

For revenue not to fall, the next product must be in volume before the stock of the last one is
gone (METHODS K-1). The product after it is dated by its planned tape-out and by the time that the
company's earlier chips took from there to mass production.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tapeout.ledger import FactRow, Ledger
from tapeout.model.technology_dates import as_year, edge, plus_months
from tapeout.model.technology_roadmap import Roadmap
from tapeout.model.technology_stock import Coverage, Stock
from tapeout.moment import Moment
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text

VOLUME = "mass_production"
_DATES = 3  # balance dates shown
_HELD = (
    ("inventory", "finished_goods_gross"), ("inventory", "semi_finished_gross"),
    ("inventory", "raw_materials_gross"), ("inventory", "gross"), ("inventory", "provision"),
    ("inventory", "net"), ("prepayments", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """When the next product was in volume, or is planned to be."""

    product: Text
    moment: Moment
    year: Quantity  # the same in decimal years
    planned: bool


@dataclass(frozen=True)
class Successor:
    """The product after the next: its planned tape-out, and its volume at the company's own pace."""

    product: Text
    tape_out: Moment
    earliest: Quantity  # decimal year
    latest: Quantity

    @property
    def first(self) -> Quantity:
        """Return the first day that the earliest may mean."""
        return _at(self.earliest, self.earliest.lo)

    @property
    def last(self) -> Quantity:
        """Return the last day that the latest may mean."""
        return _at(self.latest, self.latest.hi)


@dataclass(frozen=True)
class Held:
    """One line of stock or prepayments by balance date; `supplier` marks a named part of it."""

    key: str
    name: Text
    values: dict[str, Quantity]
    supplier: bool = False


@dataclass(frozen=True)
class Supply:
    """The stock of a company, what it must last for, and what stands in its balance sheet."""

    name: Text
    stock: Stock
    following: Arrival | None
    successor: Successor | None
    held: tuple[Held, ...]
    dates: tuple[str, ...]

    @property
    def ways(self) -> list[Coverage]:
        """Return the ways to count that the evidence carries, the shortest first."""
        known = [w for w in self.stock.ways if not is_gap(w.quarters)]
        return sorted(known, key=lambda w: w.quarters.value)

    @property
    def low(self) -> Coverage | None:
        """Return the shortest way to count, None where there is none."""
        return self.ways[0] if self.ways else None

    @property
    def high(self) -> Coverage | None:
        """Return the longest way to count, None where there is none."""
        return self.ways[-1] if self.ways else None

    @property
    def missed(self) -> list[Coverage]:
        """Return the ways by which the stock is surely gone before the next product comes."""
        return [w for w in self.ways if self.following and self.following.year > w.until]

    @property
    def made(self) -> list[Coverage]:
        """Return the ways by which the next product surely comes before the stock is gone."""
        return [w for w in self.ways if self.following and self.following.year < w.until]


def supply(ledger: Ledger, company: str, roadmap: Roadmap, stock: Stock) -> Supply:
    """Return the supply of a company; `roadmap` and `stock` are those of the same ledger."""
    dates, held = _held(ledger, company)
    return Supply(
        ledger.entity(company).name, stock,
        None if is_gap(stock.quarters) else _following(roadmap, stock),
        _successor(roadmap), held, dates,
    )  # fmt: skip


def _following(roadmap: Roadmap, stock: Stock) -> Arrival | None:
    """Return the first product in volume after the day on which the stock was counted."""
    found = []
    for product in roadmap.products:
        done, plan = product.steps.get(VOLUME), product.planned.get(f"{VOLUME}_planned")
        moment = done or plan
        if moment is not None and as_year(moment) > stock.counted:
            found.append(Arrival(product.name, moment, as_year(moment), done is None))
    return min(found, key=lambda a: (a.moment.first, a.moment.last), default=None)


def _successor(roadmap: Roadmap) -> Successor | None:
    """Return the first product with a tape-out still planned, dated by the company's own pace."""
    planned = [
        (p.name, p.planned["tape_out_planned"])
        for p in roadmap.products
        if "tape_out_planned" in p.planned
    ]
    if not planned or is_gap(roadmap.shortest):
        return None
    name, tape_out = min(planned, key=lambda each: each[1].first)
    label = Text(
        f"{name.en} in volume, at the company's own pace", f"{name.zh}量产（按公司以往用时）"
    )
    return Successor(
        name, tape_out,
        plus_months(edge(tape_out, "first"), roadmap.shortest,
                    Text(f"{label.en}, earliest", f"{label.zh}，最早")),
        plus_months(edge(tape_out, "last"), roadmap.longest,
                    Text(f"{label.en}, latest", f"{label.zh}，最晚")),
    )  # fmt: skip


def _at(date: Quantity, day: Decimal) -> Quantity:
    """Return one end of a date, as a date without width."""
    return replace(date, value=day, lo=day, hi=day)


def _held(ledger: Ledger, company: str) -> tuple[tuple[str, ...], tuple[Held, ...]]:
    """Return the newest balance dates with a figure, and stock and prepayments on them."""
    rows = [
        row for metric in ("inventory", "prepayments")
        for row in ledger.rows(company, metric, house="company") if row.is_number
    ]  # fmt: skip
    dates = tuple(sorted({row.period for row in rows if row.when.freq == "day"})[-_DATES:])
    suppliers = sorted({r.segment for r in rows if r.segment.startswith("supplier_")})
    lines = [(*each, False) for each in _HELD]
    lines += [("prepayments", segment, True) for segment in suppliers]
    found = (_line(ledger, rows, dates, *line) for line in lines)
    return dates, tuple(line for line in found if line.values)


def _line(
    ledger: Ledger, rows: list[FactRow], dates: tuple, metric: str, segment: str, supplier: bool
) -> Held:
    values = {
        row.period: ledger.value(row)
        for row in rows
        if row.metric == metric and row.segment == segment and row.period in dates
    }
    noun, part = ledger.metric(metric).name, ledger.segment_name(segment)
    if not segment:
        name = noun
    elif supplier:
        name = Text(f"of these, {part.en}", f"其中：{part.zh}")
    else:
        name = Text(f"{noun.en}, {part.en}", f"{noun.zh}：{part.zh}")
    return Held(f"{metric}_{segment}".strip("_"), name, values, supplier)
