"""Acts on what chips may be sold in China, beside the quarterly revenue of a domestic maker.

Dates stand beside revenue, and no more is said: nothing here tests whether one moves the
other. Which events are acts, which way they went and whose they are is data (events.csv).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tapeout.ledger import Ledger, period_text
from tapeout.ledger.records import Event
from tapeout.model.quarters import Piece, flows, gap_of, quarter_end
from tapeout.model.timing import NVIDIA
from tapeout.model.timing_stages import MAKERS
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, growth
from tapeout.text import Text

TIGHTENED, RELAXED = "tightened", "relaxed"
US, CHINA, SUPPLIER = "us", "china", "supplier"
MOST = 6  # acts in one drawing
LEAST_BARS, WIDEST = 3, 2  # a drawing needs three bars, none of more than two quarters


@dataclass(frozen=True)
class Act:
    """An act that changed what chips may be sold or made: whose, which way, on which chip."""

    id: str
    when: Moment
    title: Text
    short: Text
    actor: str
    effect: str
    subject: str
    chip: Text | None  # a product, None for a rule on many
    own: bool  # on a chip of the company in focus


@dataclass(frozen=True)
class Newest:
    """The newest published revenue of one maker, and the same span a year earlier."""

    company: str
    name: Text
    period: Text
    revenue: Quantity | Gap
    before: Quantity | Gap
    growth: Quantity | Gap


@dataclass(frozen=True)
class Controls:
    """The acts that were known by the day, and the revenue that stands beside them."""

    company: str
    name: Text
    acts: tuple[Act, ...]  # in order of time
    drawn: tuple[Act, ...]
    pieces: tuple[Piece, ...]  # revenue of the last two years, quarters and halves alone
    makers: tuple[Newest, ...]  # the company in focus first
    revenue: Quantity | Gap  # its newest piece
    missing: Gap  # says that there is no revenue by quarter

    @property
    def drawable(self) -> bool:
        """Return whether revenue is published finely enough to stand beside dates."""
        return len(self.pieces) >= LEAST_BARS

    @property
    def anchor(self) -> Act | None:
        """Return the first drawn act that tightened the sale of a foreign chip."""
        return next((a for a in self.drawn if a.chip and not a.own and a.effect == TIGHTENED), None)

    @property
    def since(self) -> tuple[Piece, ...]:
        """Return the single quarters from that of the anchor on."""
        return tuple(p for p in self._single() if p.end >= self._at())

    @property
    def until(self) -> tuple[Piece, ...]:
        """Return the single quarters before that of the anchor."""
        return tuple(p for p in self._single() if p.end < self._at())

    def by(self, actor: str) -> tuple[Act, ...]:
        """Return the acts of one actor."""
        return tuple(a for a in self.acts if a.actor == actor)

    def with_effect(self, effect: str) -> tuple[Act, ...]:
        """Return the acts that went one way."""
        return tuple(a for a in self.acts if a.effect == effect)

    def _at(self) -> int:
        return quarter_end(self.anchor.when.first) if self.anchor else 0

    def _single(self) -> list[Piece]:
        return [p for p in self.pieces if p.quarters == 1]


def controls(ledger: Ledger, company: str) -> Controls:
    """Return the acts visible to the edition and the company's revenue by quarter."""
    name = ledger.entity(company).name
    acts = tuple(_acts(ledger, company))
    published = flows(ledger, company, "revenue").recent()
    pieces = fine(published)
    makers = (company, *(m for m in MAKERS if m != company))
    return Controls(
        company, name, acts, _drawn(acts, pieces), pieces,
        tuple(_newest(ledger, maker) for maker in makers),
        published[-1].value if published else gap_of(ledger, company, "revenue"), _missing(ledger, name),
    )  # fmt: skip


def fine(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return the last pieces that span no more than two quarters each."""
    coarse = [k for k, piece in enumerate(pieces) if piece.quarters > WIDEST]
    return tuple(pieces[coarse[-1] + 1 if coarse else 0 :])


def _acts(ledger: Ledger, company: str) -> list[Act]:
    """Return the acts on foreign chips and on the company's own, not on those of its peers."""
    found = []
    for event in ledger.events():
        maker = ledger.entity(event.subject).maker
        if event.effect and maker in ("", company, *_foreign(ledger)):
            found.append(_act(ledger, event, maker, company))
    return found


def _act(ledger: Ledger, event: Event, maker: str, company: str) -> Act:
    entity = ledger.entity(event.subject)
    return Act(
        event.event_id, event.cited, event.title, event.short, event.actor, event.effect,
        event.subject, entity.name if entity.kind == "product" else None, maker == company,
    )  # fmt: skip


def _foreign(ledger: Ledger) -> set[str]:
    """Return the makers of chips that are no domestic maker."""
    return {e.maker for e in ledger.entities(kind="product") if e.maker not in MAKERS}


def _drawn(acts: tuple[Act, ...], pieces: tuple[Piece, ...]) -> tuple[Act, ...]:
    """Return at most six acts within the bars, in order of time.

    First those on the company's own chips, then the first act in each direction on each chip
    of the leader, then rules on many chips; of each kind the newest.
    """
    if not pieces:
        return ()
    first, last = _day(pieces[0].start), _day(pieces[-1].end)
    inside = [a for a in acts if first <= a.when.first < last]
    own = [a for a in inside if a.own]
    leader = _first_each([a for a in inside if a.subject.startswith(f"{NVIDIA}_") and not a.own])
    rest = [a for a in inside if a.chip is None]
    chosen = [a for kind in (own, leader, rest) for a in reversed(kind)][:MOST]
    return tuple(a for a in inside if a in chosen)


def _first_each(acts: list[Act]) -> list[Act]:
    seen: dict[tuple[str, str], Act] = {}
    for act in acts:
        seen.setdefault((act.subject, act.effect), act)
    return list(seen.values())


def _day(quarter: int) -> date:
    """Return the first day after quarter-end `quarter`."""
    return date(quarter // 4, quarter % 4 * 3 + 1, 1)


def _newest(ledger: Ledger, company: str) -> Newest:
    name = ledger.entity(company).name
    flow = flows(ledger, company, "revenue")
    pieces = flow.recent()
    if not pieces:
        gap = gap_of(ledger, company, "revenue")
        return Newest(company, name, Text("not published", "未披露"), gap, gap, gap)
    piece = pieces[-1]
    before = flow.between(piece.start - 4, piece.end - 4)
    period = period_text(piece.period)
    if before is None:
        gap = _no_year_before(ledger, name, period)
        return Newest(company, name, period, piece.value, gap, gap)
    label = Text(
        f"{name.en} revenue, {period.en}, year on year", f"{name.zh}营业收入，{period.zh}，同比"
    )
    grown = _no_year_before(ledger, name, period)
    if before.value > 0:
        grown = growth(piece.value, before.value).labelled(label)
    return Newest(company, name, period, piece.value, before.value, grown)


def _no_year_before(ledger: Ledger, name: Text, period: Text) -> Gap:
    day = ledger.day
    return Gap(
        Text(f"{name.en} revenue, a year before {period.en}", f"{name.zh}营业收入，{period.zh}上年同期"),
        Text(
            f"The evidence dated to {day.en} holds no revenue of {name.en} for the same span of "
            f"the year before {period.en}.",
            f"截至{day.zh}的证据中没有{name.zh}{period.zh}上年同期的营业收入。",
        ),
    )  # fmt: skip


def _missing(ledger: Ledger, name: Text) -> Gap:
    day = ledger.day
    return Gap(
        Text(f"{name.en} revenue by quarter", f"{name.zh}分季度营业收入"),
        Text(
            f"Not drawn: the evidence dated to {day.en} holds too few quarters of {name.en}.",
            f"未绘图：截至{day.zh}的证据中，{name.zh}分季度营业收入过少。",
        ),
    )
