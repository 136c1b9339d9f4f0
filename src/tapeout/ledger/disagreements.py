"""Where sources contradict each other: the same figure twice, or an identity across sources.

Nothing is wrong with such rows as rows: both are kept, and the reader is told. Rows that the
ledger computed are no source of their own, and take no part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tapeout.interval import Interval
from tapeout.ledger.identities import Breach, breaches, shown_interval, shown_number
from tapeout.ledger.identities.rows import MARGIN, Facts, Row, facts_of
from tapeout.ledger.keys import Sheets
from tapeout.ledger.vintage import SEED
from tapeout.moment import Moment
from tapeout.text import Text

_KEY = ("subject", "metric", "segment", "period", "house")
_DATES = frozenset({"date", "year"})
_SHOWN_ANYWAY = ("agrees with", "agrees within", "differs from the preferred")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Rows that cannot all be true.

    `kind` is "sources" (one figure, printed more than once) or "identity" (figures of several sources
    that break an identity; the total comes first). `difference` says how far apart they are,
    `reason` is what the notes of the rows say about it, "" if nothing; of an identity
    `statement` is the rule and `sides` are the intervals of its two sides.
    """

    kind: str
    subject: str
    metric: str
    segment: str
    period: str
    house: str
    rows: tuple[Row, ...]
    difference: Text
    reason: str
    statement: str = ""
    sides: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Return what the figure is: subject, metric, segment, period, house."""
        return (self.subject, self.metric, self.segment, self.period, self.house)

    def among(self, seen: Callable[[str], bool]) -> Disagreement | None:
        """Return what is left of it among the facts that `seen` is true of; None if nothing.

        One figure needs two rows that still lie apart, an identity all of its rows.
        """
        rows = tuple(row for row in self.rows if seen(row.fact_id))
        if rows == self.rows:
            return self
        if self.kind == "identity" or not _apart(list(rows)):
            return None
        kept = list(rows)
        return replace(self, rows=rows, difference=_spread(kept), reason=_reason(kept))


def disagreements(
    sheets: Sheets, known: tuple[Breach, ...] | None = None
) -> tuple[Disagreement, ...]:
    """Return the disagreements among rows that are not doubtful, sorted by figure.

    The narrative under examination takes no part: its claims are audited elsewhere. `known`
    are the breaches of identities if already found.
    """
    found = breaches(sheets) if known is None else known
    across = (_across(breach) for breach in found if not breach.one_source)
    listed = [*_between_sources(facts_of(sheets)), *across]
    return tuple(sorted(listed, key=lambda d: (*d.key, d.kind, d.statement, d.rows[0].fact_id)))


def disagreement_line(disagreement: Disagreement) -> str:
    """Return a disagreement as one line: the figure, each row's place, value and source."""
    name = ".".join(part for part in disagreement.key if part)
    rows = "; ".join(
        f"{row.place} {row.value} {row.unit} ({row.source_id}"
        f"{', ' + row.status if row.status != 'preferred' else ''})"
        for row in disagreement.rows
    )
    because = f" [{disagreement.statement}]" if disagreement.statement else ""
    because += f": {disagreement.sides} does not hold" if disagreement.sides else ""
    reason = f" - {disagreement.reason}" if disagreement.reason else ""
    return f"{name}{because}: {disagreement.difference.en}: {rows}{reason}"


# -- one figure, several sources --------------------------------------------------------------
def _between_sources(facts: Facts) -> Iterator[Disagreement]:
    for indices in _repeated(facts):
        if facts["unit"][indices[0]] not in _DATES and _surely_agree(facts, indices):
            continue
        rows = [facts.row(index) for index in indices]
        if _apart(rows):
            key = (facts[name][indices[0]] for name in _KEY)
            yield Disagreement("sources", *key, tuple(rows), _spread(rows), _reason(rows))


def _repeated(facts: Facts) -> Iterator[list[int]]:
    """Yield the rows of every key that has several that may differ; preferred first.

    Two rows of one source are two as well: it may print a figure anew, restated, or another
    house's beside its own.
    """
    usable = [
        status != "doubtful" and unit != "text" and basis != "derived" and source != SEED
        for status, unit, basis, source in zip(
            *(facts[name] for name in ("status", "unit", "basis", "source_id")), strict=True
        )
    ]
    columns = [facts[name] for name in _KEY]
    statuses = facts["status"]
    groups: dict[tuple, list[int]] = {}
    # A key has one preferred row at most, so a second row of it is an alternate.
    for index, (status, use) in enumerate(zip(statuses, usable, strict=True)):
        if use and status == "alternate":
            groups.setdefault(tuple([column[index] for column in columns]), []).append(index)
    for index, key in enumerate(zip(*columns, strict=True) if groups else ()):
        if key in groups and usable[index] and statuses[index] == "preferred":
            groups[key].append(index)
    ids = facts["fact_id"]
    for rows in groups.values():
        if len(rows) > 1:
            yield sorted(rows, key=lambda row: (statuses[row] != "preferred", ids[row]))


def _surely_agree(facts: Facts, indices: list[int]) -> bool:
    """Return whether all the figures have a value in common, by a margin."""
    bounds = [facts.rough(index) for index in indices]
    slack = MARGIN * max(abs(end) for bound in bounds for end in bound)
    return max(bound.lo for bound in bounds) + slack <= min(bound.hi for bound in bounds)


def _apart(rows: list[Row]) -> bool:
    """Return whether two of the rows have nothing in common."""
    spans = [(_span(row), row) for row in rows]
    return any(
        a.unit == b.unit and not (x[0] <= y[1] and y[0] <= x[1])
        for k, (x, a) in enumerate(spans)
        for y, b in spans[k + 1 :]
    )


def _span(row: Row) -> tuple:
    if row.unit in _DATES:
        moment = Moment.parse(row.value)
        return moment.first, moment.last
    return row.lo, row.hi


def _spread(rows: list[Row]) -> Text:
    """Return how far the figures lie apart: percent of the first, or days."""
    if rows[0].unit in _DATES:
        moments = [Moment.parse(row.value) for row in rows]
        days = (max(m.first for m in moments) - min(m.last for m in moments)).days
        if days < 1:
            return Text("no day in common", "时间不重叠")
        exact = all(m.precision == "day" for m in moments)
        en, zh = ("", "") if exact else ("at least ", "至少")
        return Text(f"{en}{days} {'day' if days == 1 else 'days'} apart", f"{zh}相差{days}天")
    unit = rows[0].unit
    values = [Decimal(row.value) for row in rows if row.unit == unit]
    gap = max(values) - min(values)
    if unit == "percent":
        points = _points(gap)
        return Text(f"{points} percentage points apart", f"相差{points}个百分点")
    return _relative(gap, values[0], unit)


def _points(gap: Decimal) -> str:
    """Return a difference of percentages to two decimals, finer where it is smaller than that."""
    return shown_number(round(gap, 2) if gap >= Decimal("0.01") else gap)


def _relative(gap: Decimal, base: Decimal, unit: str) -> Text:
    if not base:
        size = f"{shown_number(gap)} {unit}"
    else:
        share = 100 * gap / abs(base)
        size = f"{share:.1f}%" if share >= Decimal("0.1") else f"{share:.2g}%"
    return Text(f"{size} apart", f"相差{size}")


def _reason(rows: list[Row] | tuple[Row, ...]) -> str:
    """Return what the notes of the rows say, each clause once.

    That a row agrees with or differs from the preferred one is left out: the rows show it.
    """
    clauses = (clause.strip() for row in rows for clause in row.note.split(";"))
    return "; ".join(dict.fromkeys(c for c in clauses if c and not c.startswith(_SHOWN_ANYWAY)))


# -- identities across sources ----------------------------------------------------------------
def _across(breach: Breach) -> Disagreement:
    total = breach.total
    sides = (
        f"{shown_interval(Interval(total.lo, total.hi))} {breach.relation} "
        f"{shown_interval(breach.right)}"
    )
    if total.unit == "percent":
        points = _points(breach.gap)
        difference = Text(f"{points} percentage points apart", f"相差{points}个百分点")
    else:
        difference = _relative(breach.gap, Decimal(total.value), total.unit)
    key = (breach.subject, breach.metric, breach.segment, breach.period, breach.house)
    reason = _reason(breach.rows)
    return Disagreement("identity", *key, breach.rows, difference, reason, breach.statement, sides)
