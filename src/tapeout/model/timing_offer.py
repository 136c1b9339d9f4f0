"""What the market paid at the listing: price to sales, lottery, float, and the first day.

A figure that was printed is taken as printed and recomputed beside it; where none was
printed, the recomputed one stands for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.model.timing_debuts import CONTROL, HONG_KONG, Debut, average_first_day, growth_tier
from tapeout.model.timing_offer_terms import (
    FIRST_DAY,
    FLOAT,
    ISSUED,
    LOTTERY,
    at_listing,
    first_day_again,
    lottery_rate,
    named,
    printed_or_computed,
    recomputed_multiple,
    share_or_gap,
)
from tapeout.model.timing_stages import MAKERS, ipo_date, today
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, is_gap, ratio
from tapeout.text import Text

MAINLAND, ABROAD = "a_share_ipo_market", "hk_ipo_market"
RAISED_IN, RAISED_BY = "2025", "wind"  # the one house that counts both markets


@dataclass(frozen=True)
class Offer:
    """The terms of one listing; each is a Gap with its reason where it was not published."""

    company: str
    name: Text
    exchange: str
    listed: Moment | Gap
    planned: bool
    price: Quantity | Gap  # of issue, a share
    price_to_sales: Quantity | Gap
    price_to_sales_again: Quantity | Gap  # from market value and revenue
    peer_multiple: Quantity | Gap  # of the peers that the company itself names
    allotment_initial: Quantity | Gap  # percent of the online applications, before claw-back
    allotment_final: Quantity | Gap
    oversubscription: Quantity | Gap  # times the shares first offered to the public
    float_share: Quantity | Gap  # percent of all shares that could trade on the first day
    issued_share: Quantity | Gap  # percent of all shares that were new
    first_close: Quantity | Gap
    first_day: Quantity | Gap  # percent
    first_day_again: Quantity | Gap  # from the two prices

    @property
    def done(self) -> bool:
        """Return whether it was listed by the as-of date."""
        return not is_gap(self.listed) and not self.planned

    @property
    def debut(self) -> Debut | None:
        """Return its first day among the others, None where it has none."""
        if not self.done or is_gap(self.first_day):
            return None
        return Debut(self.company, self.name, self.listed, self.first_day, self.exchange)


@dataclass(frozen=True)
class Offers:
    """The company in focus beside its peers, and the debuts nearest in kind."""

    focus: Offer
    peers: tuple[Offer, ...]
    kin: tuple[Debut, ...]  # other growth-tier debuts, outside chips of computing
    average: Quantity | Gap  # percent, first day of the same market and year
    control: Offer | None  # the maker that listed years before; None where it is the focus
    control_average: Quantity | Gap  # of its own market and year
    raised_mainland: Quantity | Gap
    raised_abroad: Quantity | Gap
    as_of: Moment

    @property
    def all(self) -> tuple[Offer, ...]:
        """Return the focus and its peers."""
        return (self.focus, *self.peers)

    @property
    def debuts(self) -> list[Debut]:
        """Return every first day that was published, the highest first."""
        found = [o.debut for o in self.all if o.debut is not None]
        return sorted([*found, *self.kin], key=lambda d: -d.change.value)

    @property
    def gross_ratio(self) -> Quantity | Gap:
        """Return what a yuan at issue became on the first day, over the average of the year."""
        own, average = self.focus.first_day, self.average
        for value in (own, average):
            if is_gap(value):
                return value
        label = Text(
            "first day against the average, gross returns", "首日相对平均的倍数（按本利和）"
        )
        return ratio(own.to("ratio") + 1, average.to("ratio") + 1).labelled(label)

    @property
    def priced_peers(self) -> list[Offer]:
        """Return the peers with a price to sales at issue, the dearest first."""
        found = [o for o in self.peers if not is_gap(o.price_to_sales)]
        return sorted(found, key=lambda o: -o.price_to_sales.value)

    @property
    def abroad(self) -> Offer | None:
        """Return the maker that went to Hong Kong, None where none had by the as-of date."""
        found = [o for o in self.all if o.exchange == HONG_KONG and o.debut is not None]
        return found[0] if found else None


def offers(ledger: Ledger, company: str) -> Offers:
    """Return the terms of the company's listing and of the makers beside it."""
    focus = offer(ledger, company)
    peers = tuple(offer(ledger, c) for c in MAKERS if c != company)
    control = next((o for o in peers if o.company == CONTROL and o.debut), None)
    return Offers(
        focus, peers, growth_tier(ledger), _average(ledger, focus),
        control, _average(ledger, control or focus),
        ledger.find(MAINLAND, "proceeds", "gross", RAISED_IN, RAISED_BY),
        ledger.find(ABROAD, "proceeds", "gross", RAISED_IN, RAISED_BY),
        today(ledger),
    )  # fmt: skip


def _average(ledger: Ledger, offer: Offer) -> Quantity | Gap:
    """Return the average beside the first day; without one, the reason why there is none."""
    missing = not offer.done and is_gap(offer.first_day)
    return average_first_day(ledger, offer.exchange, offer.first_day if missing else offer.listed)


def offer(ledger: Ledger, company: str) -> Offer:
    """Return the terms of one listing."""
    entity = ledger.entity(company)
    listed = ipo_date(ledger, company, "listed")
    planned = not is_gap(listed) and listed.first > ledger.as_of
    price = at_listing(ledger, company, "issue_price")
    again = recomputed_multiple(ledger, company, price, listed)
    first_close = at_listing(ledger, company, "share_price", "first_day_close")
    computed = first_day_again(ledger, entity.name, first_close, price)
    after = at_listing(ledger, company, "shares_total", "after_issue")
    pool = "hk_public" if entity.exchange == HONG_KONG else "online_initial"
    times = at_listing(ledger, company, "oversubscription", pool)
    free = at_listing(ledger, company, "shares_total", "free_float_at_listing")
    issued = at_listing(ledger, company, "shares_issued", "total")
    first_day = printed_or_computed(
        at_listing(ledger, company, "price_change", "first_day_close"), computed
    )
    if is_gap(first_day) and (planned or is_gap(listed)):
        first_day = _no_first_day(ledger, company, planned)
    return Offer(
        company, entity.name, entity.exchange, listed, planned, price,
        printed_or_computed(at_listing(ledger, company, "valuation_multiple", "price_to_sales_at_issue"), again),
        again,
        at_listing(ledger, company, "valuation_multiple", "peer_price_to_sales_at_issue"),
        printed_or_computed(
            at_listing(ledger, company, "allotment_rate", "online_initial"),
            named(lottery_rate(times, entity.exchange), entity.name, LOTTERY),
        ),
        at_listing(ledger, company, "allotment_rate", "online_final"),
        times,
        named(share_or_gap(free, after), entity.name, FLOAT),
        named(share_or_gap(issued, after), entity.name, ISSUED),
        first_close, first_day, computed,
    )  # fmt: skip


def _no_first_day(ledger: Ledger, company: str, planned: bool) -> Gap:
    name, day = ledger.entity(company).name, ledger.day
    label = Text(f"{name.en}, {FIRST_DAY.en}", f"{name.zh}{FIRST_DAY.zh}")
    if planned:
        return Gap(
            label,
            Text(
                f"Trading in {name.en} had not begun by {day.en}.",
                f"截至{day.zh}，{name.zh}尚未上市交易。",
            ),
        )
    return Gap(
        label,
        Text(
            f"The evidence dated to {day.en} holds no listing of {name.en}, so there is no first "
            "day and no price.",
            f"截至{day.zh}的证据中没有{name.zh}上市的记载，因而没有首日，也没有股价。",
        ),
    )
