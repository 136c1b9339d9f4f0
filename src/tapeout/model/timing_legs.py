"""The legs between the stages of the makers, and where the company stands on each of them.

Durations are in years; a date known only to the month or year gives an interval. A place
among the peers is counted only where the intervals tell the two apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import period_text
from tapeout.model.timing_stages import THRESHOLD, Career, Careers
from tapeout.moment import years_between
from tapeout.quantity import Gap, Quantity, is_gap, median
from tapeout.text import Text
from tapeout.words import spell

WHOLE = "founded_to_listed"
GATE = "accepted_to_listed"  # told in days elsewhere
_FEW = 2  # so many peers make a median worth comparing with
_ENDS = (
    ("founded", "tape_out"), ("tape_out", "product"), ("founded", "product"),
    ("product", "revenue"), ("revenue", "accepted"), ("accepted", "listed"),
    ("founded", "listed"),
)  # fmt: skip
STAGE_NAMES = {
    "founded": Text("founding", "成立"),
    "tape_out": Text("first tape-out", "首次流片"),
    "product": Text("first product", "首款产品"),
    "revenue": Text(
        f"first year above {spell(THRESHOLD, 'en').text}",
        f"年营收首超{spell(THRESHOLD, 'zh').text}",
    ),
    "accepted": Text("acceptance", "受理"),
    "listed": Text("listing", "上市"),
}


@dataclass(frozen=True)
class Leg:
    """The way from one stage to another: the company's years, those of each peer, their median.

    The median is of the peers that have gone the leg; a listing that is only announced does
    not count among them.
    """

    key: str
    name: Text
    own: Quantity | Gap
    peers: tuple[tuple[Career, Quantity | Gap], ...]
    median: Quantity | Gap

    @property
    def known(self) -> list[Quantity]:
        """Return the years of the peers that have gone the leg and whose dates were published."""
        return [q for peer, q in self.peers if self._counts(peer, q)]

    @property
    def comparable(self) -> bool:
        """Return whether the company can be held against a median of at least two peers."""
        return not is_gap(self.own) and len(self.known) >= _FEW

    @property
    def faster(self) -> list[Career]:
        """Return the peers that certainly took less time than the company, the fastest first."""
        found = [(q.value, p) for p, q in self.peers if self._counts(p, q) and q < self.own]
        return [p for _, p in sorted(found, key=lambda pair: pair[0])]

    @property
    def slower(self) -> list[Career]:
        """Return the peers that certainly took more time than the company, the fastest first."""
        found = [(q.value, p) for p, q in self.peers if self._counts(p, q) and q > self.own]
        return [p for _, p in sorted(found, key=lambda pair: pair[0])]

    def _counts(self, peer: Career, years: Quantity | Gap) -> bool:
        return not is_gap(years) and not (self.key.endswith("listed") and peer.planned)


def legs(careers: Careers) -> tuple[Leg, ...]:
    """Return the legs from founding to listing; the last is the whole way."""
    return tuple(_leg(careers, start, end) for start, end in _ENDS)


def leg_name(start: str, end: str) -> Text:
    """Return a leg in words: first tape-out to first product; 首次流片至首款产品."""
    one, other = STAGE_NAMES[start], STAGE_NAMES[end]
    return Text(f"{one.en} to {other.en}", f"{one.zh}至{other.zh}")


def _leg(careers: Careers, start: str, end: str) -> Leg:
    key, name = f"{start}_to_{end}", leg_name(start, end)
    peers = tuple((p, _years(p, start, end)) for p in careers.peers)
    leg = Leg(key, name, _years(careers.focus, start, end), peers, _none(name, careers))
    if key == WHOLE:
        return Leg(key, name, leg.own, peers, careers.median)
    if not leg.known:
        return leg
    label = Text(f"peers' median, {name.en}", f"同业{name.zh}年数中位数")
    return Leg(key, name, leg.own, peers, median(leg.known).labelled(label))


def _years(career: Career, start: str, end: str) -> Quantity | Gap:
    """Return the years of a leg; a Gap where a date is missing or the dates stand in no order."""
    if start == "founded":
        return career.stage(end).age
    years = years_between(career.stage(start).moment, career.stage(end).moment)
    name = leg_name(start, end)
    label = Text(f"{career.name.en}, {name.en}", f"{career.name.zh}{name.zh}")
    if not is_gap(years) and years.hi < 0:
        one, other = STAGE_NAMES[start], STAGE_NAMES[end]
        return Gap(
            label,
            Text(
                f"The {one.en} of {career.name.en} whose date was published came after its "
                f"{other.en}.",
                f"{career.name.zh}已披露的{one.zh}日期晚于{other.zh}。",
            ),
            years.facts,
        )
    return years.labelled(label)


def _none(name: Text, careers: Careers) -> Gap:
    day = period_text(careers.as_of.iso)
    return Gap(
        Text(f"peers' median, {name.en}", f"同业{name.zh}年数中位数"),
        Text(
            f"The evidence dated to {day.en} holds both dates of no peer ({name.en}).",
            f"截至{day.zh}的证据中没有两个日期（{name.zh}）俱全的同业。",
        ),
    )
