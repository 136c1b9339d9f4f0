"""What a finding needs: kinds of rows, for which periods, and the evidence they are sought in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from tapeout.ledger import FactRow, Ledger
from tapeout.model.quarters import Flows, flows
from tapeout.model.technology import YARDSTICK, Chip, chips, today
from tapeout.model.timing_stages import MAKERS
from tapeout.text import Text

COMPANY, PRODUCT, OWN, PEERS = "the company", "a product", "the company or a product", "a peer"
ANOTHER = "another product"  # beside the one that a finding is about
YARD = "a chip of NVIDIA"
_MANY = 4  # segments that are still named one by one


@dataclass(frozen=True)
class Rule:
    """For which periods a kind of row is needed.

    `words` say it, "" where any row will do; `check` returns None where it is met, else what
    is missing in words; `periods` together satisfy it, as examples; `hint` is for who writes rows.
    """

    words: str
    check: Callable[[Evidence, Part], str | None]
    periods: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True)
class Part:
    """One kind of row that a finding rests on.

    Of several `metrics` the first that is published counts; of several `segments` any one
    does, and none means a name of the company's own (a product line). `whose` is COMPANY,
    PRODUCT, ANOTHER, OWN, PEERS, YARD or the id of a shipped subject; `house` "" accepts any;
    `reported_as` is an example of the print, `dated` its period where not that of the rule.
    """

    metrics: tuple[str, ...]
    segments: tuple[str, ...]
    rule: Rule
    reported_as: str = ""
    whose: str = COMPANY
    house: str = "company"
    dated: str = ""

    @property
    def metric(self) -> str:
        """Return the metric by its first name."""
        return self.metrics[0]

    @property
    def periods(self) -> tuple[str, ...]:
        """Return example periods that satisfy the rule."""
        return (self.dated,) if self.dated else self.rule.periods

    @property
    def own(self) -> bool:
        """Return whether rows of the company or its products are meant."""
        return self.whose in (COMPANY, PRODUCT, ANOTHER, OWN)

    @property
    def words(self) -> str:
        """Return metric, segments and whose in words: product_date tape_out of a product."""
        names = self.segments or ("<product line>",)
        segments = " or ".join(names)
        if len(names) > _MANY:
            segments = f"{names[0]} or one of {len(names) - 1} others"
        whose = "" if self.whose == COMPANY else f"of {self.whose}"
        return " ".join(filter(None, (" or ".join(self.metrics), segments, whose)))


@dataclass(frozen=True)
class Need:
    """One finding of a section and the ways to it: all parts of one way are enough."""

    section: str
    key: str
    name: Text
    ways: tuple[tuple[Part, ...], ...]

    @property
    def own(self) -> bool:
        """Return whether it depends on rows of the company or its products."""
        return any(part.own for way in self.ways for part in way)


@dataclass(frozen=True)
class Evidence:
    """What was published of a company by the day of the ledger: never doubtful or seed rows."""

    ledger: Ledger
    company: str

    @cached_property
    def products(self) -> tuple[str, ...]:
        """Return the ids of the company's products in entities.csv."""
        return tuple(e.id for e in self.ledger.entities(kind="product", maker=self.company))

    @cached_property
    def rated(self) -> tuple[Chip, ...]:
        """Return the products with a dense FP16 rate."""
        return tuple(chips(self.ledger, (self.company,)))

    @cached_property
    def leading(self) -> Chip | None:
        """Return the leading shipping chip as the section takes it, None where it has none."""
        day = today(self.ledger)
        ships = [chip for chip in self.rated if chip.shipped(day)]
        dated = [chip for chip in ships if chip.dated_by != "period"] or ships
        return max(dated, key=lambda c: (c.fp16.value, not c.estimated, c.date.first), default=None)

    def flow(self, metrics: tuple[str, ...]) -> Flows:
        """Return the published sums of a flow, of the first of the metrics that has any."""
        found = [flows(self.ledger, self.company, metric) for metric in metrics]
        return next((flow for flow in found if flow), found[0])

    def rows(self, part: Part) -> list[FactRow]:
        """Return the visible rows of a kind, of the first metric that has any."""
        metric = self.flow(part.metrics).metric if len(part.metrics) > 1 else part.metric
        return self.of(self._subjects(part.whose), metric, part.segments, part.house)

    def of(
        self, subjects: tuple[str, ...], metric: str, segments: tuple[str, ...], house: str = ""
    ) -> list[FactRow]:
        """Return the visible rows of a metric of some subjects; no segments means any."""
        return [
            row
            for subject in subjects
            for row in self._index.get((subject, metric), ())
            if (not segments or row.segment in segments) and house in ("", row.house)
        ]

    def has(self, part: Part, period: str) -> bool:
        """Return whether a number was published for a period."""
        return any(row.period == period and row.is_number for row in self.rows(part))

    @cached_property
    def _index(self) -> dict[tuple[str, str], list[FactRow]]:
        index: dict[tuple[str, str], list[FactRow]] = {}
        for row in self.ledger.rows():
            index.setdefault((row.subject, row.metric), []).append(row)
        return index

    def _subjects(self, whose: str) -> tuple[str, ...]:
        known = {
            COMPANY: (self.company,),
            PRODUCT: self.products,
            ANOTHER: self.products,
            OWN: (self.company, *self.products),
            PEERS: tuple(maker for maker in MAKERS if maker != self.company),
            YARD: tuple(e.id for e in self.ledger.entities(kind="product", maker=YARDSTICK)),
        }
        return known.get(whose, (whose,))


def rule(words: str, met: Callable[[Evidence, Part], bool], *periods: str, hint: str = "") -> Rule:
    """Return a rule that is met or not; its own words say what is missing."""
    return Rule(words, lambda evidence, part: None if met(evidence, part) else words, periods, hint)
