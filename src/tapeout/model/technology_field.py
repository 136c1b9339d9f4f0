"""The chips that are set beside each other: the leading one of each maker, and its newest."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.model.technology import Chip, Distance, chip_of, distance
from tapeout.model.technology_distance import EXPORT, Profile, Yard, profile
from tapeout.model.technology_nominal import MEASURES, known_best
from tapeout.model.technology_shipping import unrated_products
from tapeout.moment import Moment
from tapeout.quantity import is_gap
from tapeout.text import Text

PEERS = ("metax", "moore_threads", "cambricon", "hygon", "biren", "huawei")


@dataclass(frozen=True)
class Field:
    """A company's chips and those of its peers against the yardstick, measure by measure."""

    company: str
    distances: dict[str, Distance]  # by maker, the company first
    profiles: tuple[Profile, ...]  # of each maker the leading chip, then its newest unrated one
    allowed: tuple[Chip, ...]  # made for export to China, with a published rate
    newer: tuple[tuple[Text, Moment], ...]  # of the yardstick, dated after its best, unrated

    @property
    def far(self) -> Distance:
        """Return the company's own distance."""
        return self.distances[self.company]

    @property
    def own(self) -> tuple[Profile, ...]:
        """Return the company's chips."""
        return tuple(p for p in self.profiles if p.maker == self.company)

    @property
    def leading(self) -> Profile | None:
        """Return the company's leading chip."""
        chip = self.far.chip
        return next((p for p in self.own if chip and p.id == chip.id), None)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Return the ids of the leading chips, the company's first."""
        return tuple(far.chip.id for far in self.distances.values() if far.chip)


def field(ledger: Ledger, company: str) -> Field:
    """Return the chips of the company and of its peers, each against the frontier.

    A maker with neither a leading chip nor an unrated one in mass production is there with the
    product of which most was published.
    """
    makers = dict.fromkeys((company, *PEERS))
    distances = {maker: distance(ledger, maker) for maker in makers}
    yard = Yard(ledger)
    found = []
    for maker, far in distances.items():
        ids = [far.chip.id] if far.chip else []
        newer = unrated_products(ledger, maker, far.chip.date if far.chip else None)
        ids += [e.id for e in newer[-1:]]
        for each in ids or known_best(ledger, maker):
            chip = far.chip if far.chip and far.chip.id == each else None
            found.append(profile(ledger, each, yard, chip))
    rated = yard.steps(MEASURES[0], "")
    best = max(rated, key=lambda step: step.value.value, default=None)
    allowed = (chip_of(ledger, each) for each in EXPORT)
    return Field(
        company, distances, tuple(found), tuple(c for c in allowed if not is_gap(c.fp16)),
        tuple(yard.unrated_since(best)),
    )  # fmt: skip
