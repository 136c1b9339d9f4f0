"""The way to listing: days from acceptance to review, registration and listing."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.model.timing_debuts import HONG_KONG
from tapeout.model.timing_stages import MAKERS, ipo_date, today
from tapeout.moment import Moment, days_between
from tapeout.quantity import Gap, Quantity, is_gap, median
from tapeout.text import Text

BOARD, AVERAGE_OF = "star_market", "2024"  # the applicants whose average wait was published


@dataclass(frozen=True)
class Listing:
    """The steps of one company to its listing; days count from acceptance."""

    company: str
    name: Text
    exchange: str
    accepted: Moment | Gap
    listed: Moment | Gap
    to_review: Quantity | Gap
    to_registration: Quantity | Gap
    to_listing: Quantity | Gap
    waiting: Quantity | Gap  # days since acceptance, of a company accepted and not listed
    planned: bool

    @property
    def done(self) -> bool:
        """Return whether it was listed by the as-of date."""
        return not is_gap(self.listed) and not self.planned


@dataclass(frozen=True)
class Listings:
    """The company in focus beside its peers; medians are of the peers already listed."""

    focus: Listing
    peers: tuple[Listing, ...]
    median: Quantity | Gap  # days from acceptance to listing
    counted: tuple[Listing, ...]  # the peers of the median
    average_registration: Quantity | Gap  # days, STAR applicants of 2024
    as_of: Moment

    @property
    def longest(self) -> Listing | None:
        """Return the listing that took longest, of all that are done."""
        done = [x for x in (self.focus, *self.counted) if x.done and not is_gap(x.to_listing)]
        return max(done, key=lambda x: x.to_listing.value, default=None)

    @property
    def waiting(self) -> Listing | None:
        """Return the company accepted and not yet listed that has waited longest."""
        found = [x for x in (self.focus, *self.peers) if not is_gap(x.waiting)]
        return max(found, key=lambda x: x.waiting.value, default=None)


def listings(ledger: Ledger, company: str) -> Listings:
    """Return the way to listing of the company and of the makers beside it."""
    focus = listing(ledger, company)
    peers = tuple(listing(ledger, c) for c in MAKERS if c != company)
    counted = tuple(p for p in peers if p.done and not is_gap(p.to_listing))
    return Listings(
        focus, peers, _median(counted, ledger), counted,
        ledger.find(BOARD, "duration", "acceptance_to_registration_average", AVERAGE_OF),
        today(ledger),
    )  # fmt: skip


def listing(ledger: Ledger, company: str) -> Listing:
    """Return the steps of one company; a step that was not published is a Gap."""
    entity = ledger.entity(company)
    accepted, reviewed, registered, listed = (
        ipo_date(ledger, company, step)
        for step in ("accepted", "review_passed", "registered", "listed")
    )
    planned = not is_gap(listed) and listed.first > ledger.as_of
    if is_gap(accepted) and not is_gap(listed) and entity.exchange == HONG_KONG:
        accepted = _hong_kong(entity.name)
    waiting = accepted if is_gap(accepted) else days_between(accepted, today(ledger))
    if not is_gap(waiting):
        waiting = _listed_gap(entity.name) if not is_gap(listed) else waiting
    return Listing(
        company, entity.name, entity.exchange, accepted, listed,
        _days(accepted, reviewed, entity.name, "review"),
        _days(accepted, registered, entity.name, "registration"),
        _days(accepted, listed, entity.name, "listing"),
        _named(waiting, entity.name, Text("days since acceptance", "受理以来天数")),
        planned,
    )  # fmt: skip


_STEP = {
    "review": Text("days from acceptance to the committee", "受理至过会天数"),
    "registration": Text("days from acceptance to registration", "受理至注册天数"),
    "listing": Text("days from acceptance to listing", "受理至上市天数"),
}


def _days(start: Moment | Gap, end: Moment | Gap, name: Text, step: str) -> Quantity | Gap:
    return _named(days_between(start, end), name, _STEP[step])


def _named(q: Quantity | Gap, name: Text, what: Text) -> Quantity | Gap:
    return q.labelled(Text(f"{name.en}, {what.en}", f"{name.zh}{what.zh}"))


def _hong_kong(name: Text) -> Gap:
    return Gap(
        Text(f"{name.en}, acceptance", f"{name.zh}受理日期"),
        Text(
            f"{name.en} went to Hong Kong, where no day of acceptance is published.",
            f"{name.zh}在香港上市，港交所不公布受理日期。",
        ),
    )


def _listed_gap(name: Text) -> Gap:
    return Gap(
        Text(f"{name.en}, days waiting", f"{name.zh}排队天数"),
        Text(f"{name.en} is no longer waiting.", f"{name.zh}已不在排队。"),
    )


def _median(counted: tuple[Listing, ...], ledger: Ledger) -> Quantity | Gap:
    label = Text("peers' median, acceptance to listing", "同业受理至上市天数中位数")
    if counted:
        return median([p.to_listing for p in counted]).labelled(label)
    day = ledger.day
    return Gap(
        label,
        Text(
            f"The evidence dated to {day.en} holds both dates of no peer.",
            f"截至{day.zh}的证据中没有同时载明受理与上市日期的同业。",
        ),
    )
