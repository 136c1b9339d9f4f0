"""The rows of the ledger as frozen objects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from tapeout.ledger.cells import DATES, WORDS, YEARS
from tapeout.ledger.periods import Period
from tapeout.ledger.printed import Reading, own, read
from tapeout.moment import Moment
from tapeout.quantity import Origin, Quantity
from tapeout.text import Text


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures are printed; `visible_from` is the day from which they may be used."""

    source_id: str
    kind: str
    tier: str
    title: str
    publisher: str
    published: str
    url: str
    note: str
    visible_from: date | None


@dataclass(frozen=True, slots=True)
class Entity:
    """A company, product, market, agency or index; `name` is the short one of sentences."""

    id: str
    kind: str
    name: Text
    full_name: Text
    maker: str
    ticker: str
    exchange: str
    founded: str
    route: str
    note: str


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured; `quantity` is its kind (money, share, date, ...)."""

    id: str
    name: Text
    quantity: str
    unit: str
    definition: Text


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a timeline; `moment` carries the precision, `fact` the fact it repeats or "".

    An act on what chips may be sold or made has an `effect` (tightened, relaxed), an `actor`
    (us, china, supplier) and a `short` label for drawings; these are "" and None elsewhere.
    """

    event_id: str
    date: date
    date_precision: str
    category: str
    subject: str
    title: Text
    effect: str
    actor: str
    short: Text | None
    source_id: str
    note: str
    moment: Moment
    fact: str
    visible_from: date | None

    @property
    def cited(self) -> Moment:
        """Return the date with its way back: to the fact that it repeats, else to the event."""
        origin = Origin("fact", fact=self.fact or self.event_id)
        return replace(self.moment, origin=origin)


@dataclass(frozen=True, slots=True)
class Assumption:
    """A row of scenarios.csv: what a model takes for granted, its range and its reason."""

    assumption_id: str
    name: str
    model: str
    title: Text
    unit: str
    low: Decimal
    mid: Decimal
    high: Decimal
    distribution: str
    visible_from: date
    because: Text
    source_id: str
    facts: tuple[str, ...]
    note: str
    bear: Decimal | None = None
    bull: Decimal | None = None

    @property
    def quantity(self) -> Quantity:
        """Return the middle as a quantity that says why, and on which facts it rests."""
        return self.at("mid")

    def fixed(self, value: Decimal, because: Text | None = None) -> Assumption:
        """Return the assumption held at a value, for a reason of its own if one is given."""
        return replace(self, mid=value, distribution="fixed", because=because or self.because)

    def at(self, end: str) -> Quantity:
        """Return low, mid or high as a quantity."""
        value = getattr(self, end)
        title = self.title
        if end != "mid":
            title = Text(f"{title.en}, {end} end", f"{title.zh}（{_ENDS[end]}）")
        return Quantity.assumed(value, self.unit, self.because, self.facts, title)


_ENDS = {"low": "下限", "high": "上限"}


@dataclass(frozen=True)
class FactRow:
    """A row of facts.csv; `value` stays the text of the file.

    `stand_in` marks an alternate row that answers because the preferred one was not yet
    published on the as-of date.
    """

    fact_id: str
    subject: str
    metric: str
    segment: str
    period: str
    value: str
    unit: str
    reported_as: str
    basis: str
    house: str
    status: str
    source_id: str
    locator: str
    note: str
    when: Period
    published: str
    visible_from: date | None
    tier: str
    file: str
    line: int
    stand_in: bool = False

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Return what at most one preferred row may have."""
        return (self.subject, self.metric, self.segment, self.period, self.house)

    @property
    def is_number(self) -> bool:
        """Return whether the value is a number (not words, a date or a year)."""
        return self.unit not in (WORDS, DATES, YEARS)

    @property
    def is_date(self) -> bool:
        """Return whether the value is a date or a year."""
        return self.unit in (DATES, YEARS)

    @cached_property
    def match(self) -> Reading | None:
        """Return the reading of the printed figure, None if no printed number matches."""
        if not self.is_number or not self.reported_as:
            return None
        value = Decimal(self.value)
        return read(
            self.reported_as, value, self.unit, metric=self.metric, basis=self.basis, note=self.note
        )

    @cached_property
    def reading(self) -> Reading | None:
        """Return the reading of the print, else of the value's own digits; None if no number."""
        if not self.is_number:
            return None
        return self.match or own(Decimal(self.value), self.unit)

    @property
    def qualifier(self) -> str:
        """Return "over", "under", "about" or "" as the print says."""
        return self.reading.qualifier if self.reading else ""
