"""What was known on a date, and which row answers then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tapeout.errors import UsageProblem
from tapeout.ledger.records import FactRow
from tapeout.moment import Moment

# The narrative under examination is never evidence for itself.
SEED = "seed_article"
_TIERS = ("primary", "secondary", "tertiary")


def visible_from(published: str, collected: date) -> date | None:
    """Return the first day on which a source may be used, None for never.

    A month or year counts from its last day, or from the day of collection if that is
    earlier; a source without a date of publication is never visible.
    """
    if not published:
        return None
    moment = Moment.parse(published)
    return moment.last if moment.precision == "day" else min(moment.last, collected)


def as_date(as_of: date | str | None, collected: date) -> date:
    """Return the as-of date; None and "latest" mean the day of collection."""
    if as_of is None or as_of == "latest":
        return collected
    if isinstance(as_of, date):
        return as_of
    try:
        return date.fromisoformat(as_of)
    except (ValueError, TypeError) as problem:
        raise UsageProblem(
            f'as_of {as_of!r} is not a date: expected a day such as 2025-12-16, or "latest"'
        ) from problem


def usable(row: FactRow, as_of: date) -> bool:
    """Return whether a row may be seen on a date: published, not doubtful, not the seed."""
    seen = row.visible_from is not None and row.visible_from <= as_of
    return seen and row.status != "doubtful" and row.source_id != SEED


def answers(rows: Iterable[FactRow], as_of: date) -> list[FactRow]:
    """Return one row for each key: the one that answers on `as_of`.

    The preferred row answers where it is visible. Before that a visible alternate stands
    in: the highest tier, then the newest publication, then the more finely printed, then
    by id. It is marked `stand_in`, so the page can say that a later figure was not known.
    Where the preferred row is not late but undated, no alternate that contradicts it stands
    in: that disagreement is not one of time.
    """
    best: dict[tuple, FactRow] = {}
    undated: dict[tuple, FactRow] = {}
    for row in rows:
        if usable(row, as_of):
            other = best.get(row.key)
            if other is None or _rank(row) < _rank(other):
                best[row.key] = row
        elif row.status == "preferred" and row.visible_from is None:
            undated[row.key] = row
    return [
        row if row.status == "preferred" else replace(row, stand_in=True)
        for key, row in best.items()
        if key not in undated or _agree(row, undated[key])
    ]


def _agree(row: FactRow, other: FactRow) -> bool:
    a, b = row.reading, other.reading
    if a is None or b is None:  # words and dates
        return True
    return row.unit == other.unit and a.lo <= b.hi and b.lo <= a.hi


def _rank(row: FactRow) -> tuple:
    fineness = row.reading.step if row.reading else 0
    return (
        row.status != "preferred",
        _TIERS.index(row.tier),
        -row.visible_from.toordinal(),
        fineness,
        row.fact_id,
    )
