"""Identities that the figures of a subject must satisfy, within their printed digits.

Compared are preferred rows of one subject, house and kind of basis, and the rows of one source
among themselves (a source must agree with itself, whatever the others say). An identity breaks
where the intervals of its two sides have no value in common. If every row comes from one
source, one of them is wrong: a problem. If they come from several, the two sides are listed as
a disagreement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from tapeout.interval import Interval
from tapeout.ledger.identities.formula import computed
from tapeout.ledger.identities.markets import crowded, vendors_of
from tapeout.ledger.identities.rows import Facts, Row, by_subject, facts_of
from tapeout.ledger.identities.search import METRICS, tried
from tapeout.ledger.identities.weighing import Found
from tapeout.ledger.keys import Sheets
from tapeout.ledger.problem import Problem

_SHOWN = Context(prec=12, rounding=ROUND_HALF_EVEN)  # digits of an interval in a message


@dataclass(frozen=True, slots=True)
class Breach:
    """An identity that does not hold: its rows, the total first, and what the others give.

    `right` is the interval of the other side, in the unit of the total.
    """

    family: str
    statement: str
    reason: str
    relation: str
    subject: str
    metric: str
    segment: str
    period: str
    house: str
    rows: tuple[Row, ...]
    right: Interval

    @property
    def total(self) -> Row:
        """Return the row on the left side."""
        return self.rows[0]

    @property
    def one_source(self) -> bool:
        """Return whether all rows come from one source, so that one of them is wrong."""
        return len({row.source_id for row in self.rows}) == 1

    @property
    def gap(self) -> Decimal:
        """Return the distance between the two sides, in the unit of the total."""
        return max(self.total.lo - self.right.hi, self.right.lo - self.total.hi)


def breaches(sheets: Sheets) -> tuple[Breach, ...]:
    """Return every identity that the figures break, in the order of their totals' rows."""
    facts = facts_of(sheets)
    broken = [found for found in _tried(sheets, facts) if found.broken]
    broken.sort(key=lambda found: (found.total, found.statement, found.parts))
    return tuple(_breach(facts, found) for found in broken)


def identities(sheets: Sheets, known: tuple[Breach, ...] | None = None) -> Iterator[Problem]:
    """Yield the identities that one source breaks; `known` are the breaches if already found."""
    for breach in breaches(sheets) if known is None else known:
        if breach.one_source:
            yield _problem(breach)


def families(sheets: Sheets) -> dict[str, int]:
    """Return how many identities of each family the figures allow to try."""
    facts = facts_of(sheets)
    return dict(sorted(Counter(found.family for found in _tried(sheets, facts)).items()))


def shown_interval(interval: Interval) -> str:
    """Return an interval as it stands in a message: [lo, hi], twelve digits at most."""
    ends = (shown_number(end) for end in (interval.lo, interval.hi))
    return f"[{', '.join(ends)}]"


def shown_number(value: Decimal) -> str:
    """Return a number in plain digits, twelve significant ones at most."""
    rounded = _SHOWN.plus(value)
    return format(rounded.to_integral_value() if rounded == rounded.to_integral_value()
                  else rounded.normalize(_SHOWN), "f")  # fmt: skip


def _tried(sheets: Sheets, facts: Facts) -> Iterator[Found]:
    vendors = vendors_of(sheets)
    for _, indices in by_subject(facts, METRICS):
        yield from tried(facts, indices)
        yield from crowded(facts, indices, vendors)
    yield from computed(facts)


def _breach(facts: Facts, found: Found) -> Breach:
    rows = (facts.row(found.total, found.left), *(facts.row(part) for part in found.parts))
    key = (facts[name][found.total] for name in ("subject", "metric", "segment", "period", "house"))
    words = (found.family, found.statement, found.reason, found.relation)
    return Breach(*words, *key, rows, found.right)


_NAMED = 3  # parts named in a message


def _problem(breach: Breach) -> Problem:
    total = breach.total
    left = shown_interval(Interval(total.lo, total.hi))
    parts = ", ".join(f"{row.place} ({row.value})" for row in breach.rows[1 : _NAMED + 1])
    if len(breach.rows) > _NAMED + 1:
        parts += f" and {len(breach.rows) - _NAMED - 1} more"
    side = {"=": "in", "<=": "at most in", ">=": "at least in"}[breach.relation]
    found = f"{total.value} {total.unit}, printed digits {left}"
    expected = (
        f"a value {side} {shown_interval(breach.right)} by `{breach.statement}` with {parts}, "
        f"all of source {total.source_id} ({breach.reason}): mend the row that is not as printed"
    )
    return Problem(total.file, total.row, "value", "identity", found, expected)
