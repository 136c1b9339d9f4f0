"""Demand and supply: the size of the market by house, and who holds it.

Pure functions: a ledger in, frozen dataclasses of quantities out. Sizes of different houses
stand side by side and are never averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tapeout.ledger import Ledger, period_text
from tapeout.ledger.records import FactRow
from tapeout.model.concentration import WHOLE, hhi_bounds, in_percent
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, growth, is_gap, total
from tapeout.text import Text

YEAR, BEFORE = "2024", "2023"
MARKET, VENDORS = "china_gpu_market", "china_ai_accelerator_market"
HOUSE, SHARE_HOUSE = "askci", "bernstein"
NVIDIA, AMD = "nvidia", "amd"


# -- the size of the market -----------------------------------------------------------------
@dataclass(frozen=True)
class Size:
    """A market size of one year; an estimate was printed before the year was over."""

    period: str
    value: Quantity
    estimate: bool
    first_printed: Moment | None = None  # of an estimate


@dataclass(frozen=True)
class HouseSizes:
    """What one house printed, in order of time."""

    house: str
    name: Text
    sizes: tuple[Size, ...]


@dataclass(frozen=True)
class Market:
    """China's GPU market: every house apart, and the house of the narrative in figures."""

    name: Text
    year: Text
    before: Text
    house: Text
    houses: tuple[HouseSizes, ...]
    size: Quantity | Gap
    growth: Quantity | Gap
    implied: Quantity | Gap  # size of the year before: size / (1 + growth)
    printed: Quantity | Gap  # the same as the house printed it
    estimate: Size | None  # where the size of the year was printed before the year was over
    rival: Text | None
    rival_size: Quantity | Gap
    apart: Quantity | Gap  # rival against house, percent

    @property
    def agrees(self) -> bool:
        """Return whether the implied and the printed size of the year before agree."""
        missing = is_gap(self.implied) or is_gap(self.printed)
        return not missing and self.implied.agrees(self.printed)


def market(ledger: Ledger) -> Market:
    """Return the market sizes by house, and the check of the printed growth."""
    houses = tuple(_house(ledger, house) for house in _houses(ledger))
    size = ledger.find(MARKET, "market_size", period=YEAR, house=HOUSE)
    grown = ledger.find(MARKET, "growth_yoy", "market_size", period=YEAR, house=HOUSE)
    implied = size / (1 + grown.to("ratio"))
    name = ledger.house_name(HOUSE)
    implied = implied.labelled(
        Text(
            f"size of the market in {BEFORE} implied by {name.en}",
            f"{name.zh}数据隐含的{BEFORE}年市场规模",
        )
    )
    rivals = [h for h in houses if h.house != HOUSE and any(s.period == YEAR for s in h.sizes)]
    rival = rivals[0] if rivals else None
    other = ledger.find(MARKET, "market_size", period=YEAR, house=rival.house if rival else HOUSE)
    return Market(
        ledger.entity(MARKET).name, period_text(YEAR), period_text(BEFORE), name, houses,
        size, grown, implied,
        ledger.find(MARKET, "market_size", period=BEFORE, house=HOUSE),
        _estimate(houses), rival.name if rival else None, other, _apart(other, size),
    )  # fmt: skip


def _apart(other: Quantity | Gap, size: Quantity | Gap) -> Quantity | Gap:
    if is_gap(other) or is_gap(size):
        return other if is_gap(other) else size
    label = Text("difference between the two houses", "两家机构口径之差")
    return growth(other, size).labelled(label)


def _houses(ledger: Ledger) -> list[str]:
    rows = ledger.rows(MARKET, "market_size", segment="")
    return sorted({row.house for row in rows}, key=lambda house: (house != HOUSE, house))


def _house(ledger: Ledger, house: str) -> HouseSizes:
    rows = ledger.rows(MARKET, "market_size", segment="", house=house)
    sizes = []
    for row in sorted(rows, key=lambda row: row.when):
        early = printed_early(ledger, row)
        first = _published(early) if early else None
        sizes.append(Size(row.period, ledger.value(row), early is not None, first))
    return HouseSizes(house, ledger.house_name(house), tuple(sizes))


def printed_early(ledger: Ledger, row: FactRow) -> FactRow | None:
    """Return the row that printed the same figure before its year was over, or None."""
    same = ledger.rows(row.subject, row.metric, row.segment, row.period, row.house, status="any")
    early = [
        r for r in same if Decimal(r.value) == Decimal(row.value)
        and r.visible_from <= row.when.last
    ]  # fmt: skip
    return min(early, key=lambda r: (r.visible_from, r.fact_id), default=None)


def _published(row: FactRow) -> Moment:
    label = Text("first print of the figure", "该数据首次刊出")
    return Moment.parse(row.published, fact=row.fact_id, label=label)


def _estimate(houses: tuple[HouseSizes, ...]) -> Size | None:
    found = [s for h in houses if h.house == HOUSE for s in h.sizes if s.period == YEAR]
    return found[0] if found and found[0].estimate else None


# -- who holds it -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Vendor:
    """The share of one vendor by value, as one house prints it."""

    id: str
    name: Text
    share: Quantity


@dataclass(frozen=True)
class Shares:
    """Shares of China's AI accelerators by value in one year; all of one house."""

    market: Text
    house: Text
    year: Text
    company: Text
    vendors: tuple[Vendor, ...]  # named by the house, the largest first
    nvidia: Quantity | Gap
    amd: Quantity | Gap
    remaining: Quantity | Gap  # 100 - NVIDIA - AMD
    largest: Vendor | None  # of what remains
    top: Quantity | Gap  # NVIDIA, AMD and the largest of the rest
    others: Quantity | Gap  # what remains without its largest
    tail: Quantity | Gap  # what the house gives to nobody by name
    hhi_low: Quantity | Gap
    hhi_high: Quantity | Gap
    equal_firms: Quantity | Gap  # number of equal firms with the same concentration
    own: Vendor | None  # the company in focus, where it is named


def shares(ledger: Ledger, company: str) -> Shares:
    """Return the shares of the year, what NVIDIA and AMD leave, and who is named in it."""
    vendors = _vendors(ledger)
    nvidia, amd = (_share(ledger, vendors, who) for who in (NVIDIA, AMD))
    remaining = in_percent(WHOLE - total([nvidia, amd])).labelled(
        Text("share left by NVIDIA and AMD", "英伟达与AMD之外的份额")
    )
    rest = [v for v in vendors if v.id not in (NVIDIA, AMD)]
    largest = rest[0] if rest and not is_gap(remaining) else None
    top = others = tail = hhi_low = hhi_high = equal = remaining
    if largest is not None:
        others = in_percent(WHOLE - total([nvidia, amd, largest.share])).labelled(
            Text(f"left after {largest.name.en}", f"再减去{largest.name.zh}后的份额")
        )
        top = (nvidia + amd + largest.share).labelled(
            Text("share of the first names", "头部厂商合计份额")
        )
    if not is_gap(remaining):
        tail, hhi_low, hhi_high = hhi_bounds([v.share for v in vendors])
        equal = (
            (10000 / hhi_low)
            .scaled(1, "companies")
            .labelled(Text("equal firms of the same concentration", "等效同规模企业数"))
        )
    return Shares(
        ledger.entity(VENDORS).name, ledger.house_name(SHARE_HOUSE), period_text(YEAR),
        ledger.entity(company).name, tuple(vendors), nvidia, amd, remaining, largest, top,
        others, tail, hhi_low, hhi_high, equal,
        next((v for v in vendors if v.id == company), None),
    )  # fmt: skip


def _vendors(ledger: Ledger) -> list[Vendor]:
    companies = {e.id for e in ledger.entities(kind="company")}
    rows = ledger.rows(VENDORS, "market_share", period=YEAR, house=SHARE_HOUSE)
    found = [
        Vendor(row.segment, ledger.entity(row.segment).name, ledger.value(row))
        for row in rows
        if row.segment in companies
    ]
    return sorted(found, key=lambda v: (-v.share.value, v.id))


def _share(ledger: Ledger, vendors: list[Vendor], who: str) -> Quantity | Gap:
    known = [v.share for v in vendors if v.id == who]
    return known[0] if known else ledger.find(VENDORS, "market_share", who, YEAR, SHARE_HOUSE)
