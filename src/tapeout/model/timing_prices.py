"""Closing prices after the listing: the dated closes of each maker, against its own first close.

A close counts if its day was printed; a close dated only to a month, a high, a peak and a
price during the day do not. Prices are as printed, not adjusted for splits or dividends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tapeout.ledger import Ledger
from tapeout.model.timing_offer import Offer, Offers
from tapeout.moment import Moment, days_between
from tapeout.quantity import Gap, Quantity, growth, is_gap
from tapeout.text import Text


@dataclass(frozen=True)
class Close:
    """The closing price of one day."""

    day: Moment
    price: Quantity

    @property
    def on(self) -> date:
        """Return the day."""
        return self.day.first


@dataclass(frozen=True)
class Path:
    """The dated closes of one listed company in order of time, the first close first."""

    company: str
    name: Text
    issue: Quantity | Gap
    first: Close | Gap
    later: tuple[Close, ...]
    missing: Gap  # why there is no later close

    @property
    def closes(self) -> tuple[Close, ...]:
        """Return every dated close, the first one included."""
        return self.later if is_gap(self.first) else (self.first, *self.later)

    @property
    def last(self) -> Close | None:
        """Return the last close after the first day."""
        return self.later[-1] if self.later else None

    @property
    def lowest(self) -> Close | None:
        """Return the lowest close after the first day, the earliest of equals."""
        return min(self.later, key=lambda c: (c.price.value, c.on), default=None)

    @property
    def highest(self) -> Close | None:
        """Return the highest close after the first day, the earliest of equals."""
        return max(self.later, key=lambda c: (c.price.value, -c.on.toordinal()), default=None)

    @property
    def drawdown(self) -> Quantity | Gap:
        """Return the last dated close against the first, in percent: negative is below."""
        return self.change(
            self.last, Text("last dated close against the first", "最后收盘较首日收盘")
        )

    @property
    def deepest(self) -> Quantity | Gap:
        """Return the lowest dated close against the first, in percent."""
        return self.change(
            self.lowest, Text("lowest dated close against the first", "最低收盘较首日收盘")
        )

    def change(self, close: Close | None, what: Text) -> Quantity | Gap:
        """Return a close against the first one, in percent."""
        if is_gap(self.first):
            return self.first
        if close is None:
            return self.missing
        label = Text(f"{self.name.en}, {what.en}", f"{self.name.zh}{what.zh}")
        return growth(close.price, self.first.price).labelled(label)

    @property
    def since_issue(self) -> Quantity | Gap:
        """Return the last dated close against the issue price, in percent."""
        if is_gap(self.issue) or self.last is None:
            return self.issue if is_gap(self.issue) else self.missing
        label = Text(
            f"{self.name.en}, last dated close against the issue price",
            f"{self.name.zh}最后收盘较发行价",
        )
        return growth(self.last.price, self.issue).labelled(label)

    @property
    def silence(self) -> tuple[Close, Close] | None:
        """Return the two neighbouring closes that lie furthest apart, None with fewer than two."""
        pairs = list(zip(self.closes, self.closes[1:], strict=False))
        return max(pairs, key=lambda pair: pair[1].on - pair[0].on, default=None)

    @property
    def silent_days(self) -> Quantity | None:
        """Return the days between those two closes."""
        pair = self.silence
        return None if pair is None else days_between(pair[0].day, pair[1].day)


@dataclass(frozen=True)
class Prices:
    """The closes of the company in focus, and of its peers each on its own scale."""

    focus: Path
    peers: tuple[Path, ...]

    @property
    def listed(self) -> list[Path]:
        """Return those with a first close: the focus, then its peers."""
        return [p for p in (self.focus, *self.peers) if not is_gap(p.first)]


def prices(ledger: Ledger, offers: Offers) -> Prices:
    """Return the dated closes of the company and of the makers beside it."""
    return Prices(path(ledger, offers.focus), tuple(path(ledger, o) for o in offers.peers))


def path(ledger: Ledger, offer: Offer) -> Path:
    """Return the dated closes of one company; without a first day, the reason why."""
    return Path(
        offer.company, offer.name, offer.price, _first(offer), _later(ledger, offer),
        _missing(ledger, offer),
    )  # fmt: skip


def next_trading_day(day: date) -> date:
    """Return the next weekday: the evidence holds no calendar of holidays."""
    following = day + timedelta(days=1)
    while following.weekday() > 4:
        following += timedelta(days=1)
    return following


def _first(offer: Offer) -> Close | Gap:
    if is_gap(offer.listed) or not offer.done:
        return offer.first_day if is_gap(offer.first_day) else offer.listed
    return (
        offer.first_close if is_gap(offer.first_close) else Close(offer.listed, offer.first_close)
    )


def _later(ledger: Ledger, offer: Offer) -> tuple[Close, ...]:
    if not offer.done:
        return ()
    rows = [
        row
        for row in ledger.rows(offer.company, "share_price", "close")
        if row.when.freq == "day"
        and row.when.first > offer.listed.last
        and (is_gap(offer.first_close) or row.unit == offer.first_close.unit)
    ]
    rows.sort(key=lambda row: row.when)
    return tuple(
        Close(Moment.parse(row.period, fact=row.fact_id, label=_label(ledger, row)),
              ledger.value(row))
        for row in rows
    )  # fmt: skip


def _label(ledger: Ledger, row) -> Text:
    name = ledger.entity(row.subject).name
    return Text(f"{name.en}, day of a dated close", f"{name.zh}，收盘日期")


def _missing(ledger: Ledger, offer: Offer) -> Gap:
    name, day = offer.name, ledger.day
    return Gap(
        Text(f"{name.en}, closes after the first day", f"{name.zh}首日之后的收盘价"),
        Text(
            f"The evidence dated to {day.en} holds no close of {name.en}, dated to the day, after "
            "its first.",
            f"截至{day.zh}的证据中没有{name.zh}首日之后、精确到日的收盘价。",
        ),
    )
