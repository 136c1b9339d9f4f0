"""Who supplies China's AI chips, by house and year, and how much of it is domestic.

Pure functions. Houses and bases (value, cards) stand side by side: they are never joined,
averaged or filled from each other. What NVIDIA and AMD leave is an upper bound of the
domestic share, and is called so.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger, period_text
from tapeout.ledger.records import FactRow
from tapeout.model.concentration import WHOLE, hhi_bounds, in_percent
from tapeout.model.timing import VENDORS
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, is_gap, share, total
from tapeout.text import Text

VALUE, CARDS = "value", "cards"
FORECAST, EARLY, AFTER = "forecast", "early", "after"
ENOUGH = 3  # vendors by name, for a statement on concentration
_UNITS = "+units"
_COUNTS = (("bernstein", VALUE), ("idc", CARDS))
_WITHOUT_A_ROW = ("t_head",)  # a maker that entities.csv does not hold as a company
_OTHER_MARKETS = ("china_intelligent_computing_chip_market", "china_gpgpu_market")


# -- shares by house, year and vendor --------------------------------------------------------
@dataclass(frozen=True)
class Holding:
    """The share of one vendor: printed, or its printed cards over those of the market."""

    id: str
    name: Text
    share: Quantity
    nature: str


@dataclass(frozen=True)
class Count:
    """What one house says of one year; `nature` is that of its least settled figure."""

    house: str
    name: Text
    basis: str
    period: str
    year: Text
    nature: str
    holdings: tuple[Holding, ...]  # the largest first
    tail: Quantity | Gap
    hhi_low: Quantity | Gap
    hhi_high: Quantity | Gap

    @property
    def enough(self) -> bool:
        """Return whether enough vendors are named to bound the concentration."""
        return len(self.holdings) >= ENOUGH

    def of(self, vendor: str) -> Holding | None:
        """Return what a vendor holds, None where the house does not name it."""
        return next((h for h in self.holdings if h.id == vendor), None)


@dataclass(frozen=True)
class Definition:
    """A share under another definition of the market, or of a maker that is not named."""

    key: str
    house: Text
    market: Text
    year: Text
    who: Text
    share: Quantity


@dataclass(frozen=True)
class Supply:
    """Every count in order of house and year, and what is counted otherwise."""

    company: str
    company_name: Text
    counts: tuple[Count, ...]
    others: tuple[Definition, ...]
    missing: Gap  # says that no shares by vendor were published

    @property
    def vendors(self) -> tuple[Holding, ...]:
        """Return each vendor once, by the largest share that anybody gives it."""
        best: dict[str, Holding] = {}
        for holding in (h for count in self.counts for h in count.holdings):
            if holding.id not in best or holding.share.value > best[holding.id].share.value:
                best[holding.id] = holding
        return tuple(sorted(best.values(), key=lambda h: (-h.share.value, h.id)))

    def of(self, house: str) -> tuple[Count, ...]:
        """Return the counts of one house in order of time."""
        return tuple(c for c in self.counts if c.house == house)


def supply(ledger: Ledger, company: str) -> Supply:
    """Return the shares by house, year and vendor, with bounds of their concentration."""
    counts = []
    for house, basis in _COUNTS:
        for period in _years(ledger, house):
            holdings = _holdings(ledger, house, basis, period)
            if holdings:
                counts.append(_count(ledger, house, basis, period, holdings))
    others = tuple(d for market in _OTHER_MARKETS for d in _definitions(ledger, market))
    return Supply(company, ledger.entity(company).name, tuple(counts), others, _missing(ledger))


def _missing(ledger: Ledger) -> Gap:
    day = ledger.day
    return Gap(
        Text("shares by vendor", "按厂商划分的份额"),
        Text(
            f"The evidence dated to {day.en} holds no shares of China's AI accelerators by vendor.",
            f"截至{day.zh}的证据中没有按厂商划分的中国AI加速卡份额。",
        ),
    )


def _years(ledger: Ledger, house: str) -> list[str]:
    rows = [
        row
        for metric in ("market_share", "market_units")
        for row in ledger.rows(VENDORS, metric, house=house)
        if row.when.freq == "year" and row.period.isdigit()
    ]
    return sorted({row.period for row in rows})


def _holdings(ledger: Ledger, house: str, basis: str, period: str) -> list[Holding]:
    makers = {e.id for e in ledger.entities(kind="company")} | set(_WITHOUT_A_ROW)
    suffix = _UNITS if basis == CARDS else ""
    found: dict[str, Holding] = {}
    for row in ledger.rows(VENDORS, "market_share", period=period, house=house):
        who = row.segment.removesuffix(suffix)
        if who in makers and row.segment == who + suffix:
            found[who] = Holding(who, _name(ledger, who), ledger.value(row), nature(row))
    if basis == CARDS:
        for row in ledger.rows(VENDORS, "market_units", period=period, house=house):
            part = _of_cards(ledger, row)
            if row.segment in makers and row.segment not in found and part is not None:
                name = _name(ledger, row.segment)
                label = Text(
                    f"{name.en}, share of cards, {period}", f"{name.zh}，{period}年卡数份额"
                )
                found[row.segment] = Holding(row.segment, name, part.labelled(label), nature(row))
    return sorted(found.values(), key=lambda h: (-h.share.value, h.id))


def _of_cards(ledger: Ledger, row: FactRow) -> Quantity | None:
    """Return cards over those of the whole market; None where either is only a bound."""
    whole = ledger.find(VENDORS, "market_units", "", row.period, row.house)
    if is_gap(whole) or "over" in (row.qualifier, ledger.row(whole.facts[0]).qualifier):
        return None
    return share(ledger.value(row), whole)


def _count(ledger: Ledger, house: str, basis: str, period: str, holdings: list) -> Count:
    known = [h.share for h in holdings]
    year, name = period_text(period), ledger.house_name(house)
    bounds = [
        bound.labelled(Text(f"{bound.label.en}, {name.en}, {period}", f"{bound.label.zh}，{name.zh}，{year.zh}"))
        for bound in hhi_bounds(known)
    ]  # fmt: skip
    return Count(
        house, name, basis, period, year, least_settled([h.nature for h in holdings]),
        tuple(holdings), *bounds,
    )  # fmt: skip


def least_settled(natures: list[str]) -> str:
    """Return forecast before early before after."""
    return next(n for n in (FORECAST, EARLY, AFTER) if n in natures)


def nature(row: FactRow) -> str:
    """Return whether a figure is a forecast, was printed before its period ended, or after."""
    if row.basis == "forecast":
        return FORECAST
    return EARLY if Moment.parse(row.published).last <= row.when.last else AFTER


def _name(ledger: Ledger, who: str) -> Text:
    return ledger.segment_name(who) if who in _WITHOUT_A_ROW else ledger.entity(who).name


def _definitions(ledger: Ledger, market: str) -> list[Definition]:
    """Return the shares of a market that is drawn otherwise: of firms, leaders, or the unnamed."""
    makers = {e.id for e in ledger.entities(kind="company")}
    found = []
    for row in ledger.rows(market, "market_share"):
        if "+" in row.segment or row.segment.startswith("domestic") or row.when.freq != "year":
            continue
        known = row.segment in makers
        who = ledger.entity(row.segment).name if known else ledger.segment_name(row.segment)
        key = f"{row.house}_{market.removeprefix('china_').removesuffix('_market')}"
        found.append(
            Definition(
                f"{key}_{row.segment}_{row.period}", ledger.house_name(row.house),
                ledger.entity(market).name, period_text(row.period), who, ledger.value(row),
            )
        )  # fmt: skip
    return sorted(found, key=lambda d: (d.house.en, -d.share.value, d.key))


def left_by_leaders(nvidia: Quantity, amd: Quantity, label: Text) -> Quantity:
    """Return 100 - NVIDIA - AMD, in percent: at most this is domestic."""
    return in_percent(WHOLE - total([nvidia, amd])).labelled(label)
