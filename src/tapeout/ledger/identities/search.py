"""Look for the identities that a ledger's figures break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from tapeout.interval import Interval
from tapeout.ledger.identities.periods import (
    Span,
    span_of,
    year_before,
    years_of,
)
from tapeout.ledger.identities.rows import Bounds, Facts, group_of, house_of
from tapeout.ledger.identities.spans import spans_tried
from tapeout.ledger.identities.statement import Identity, Side, Term
from tapeout.ledger.identities.table import COMPOUND, FLOWS, IDENTITIES, adds_up
from tapeout.ledger.identities.weighing import Found, clear, one_currency, weighed

Cell = dict[tuple[str, str], int]  # (metric, segment) -> row
Place = tuple[str, str, str]  # house, kind of basis, period
Restated = dict[tuple[str, ...], list[int]]  # alternates by source, metric, segment, period


def tried(facts: Facts, indices: Iterable[int]) -> Iterator[Found]:
    """Yield every identity that the rows of one subject have the figures for."""
    columns = facts.columns
    restated: Restated = {}
    preferred: list[int] = []
    alternates: set[int] = set()
    for index in indices:
        if columns["status"][index] == "preferred":
            preferred.append(index)
        else:
            alternates.add(index)
            names = ("source_id", "metric", "segment", "period")
            restated.setdefault(tuple(columns[n][index] for n in names), []).append(index)
    yield from _within(facts, preferred, None, restated)
    if alternates:
        yield from _by_source(facts, preferred, alternates, restated)


def _by_source(
    facts: Facts, preferred: list[int], alternates: set[int], restated: Restated
) -> Iterator[Found]:
    """Yield the identities of each source's own rows in which an alternate takes part."""
    sources = facts["source_id"]
    rows: dict[str, list[int]] = {sources[index]: [] for index in sorted(alternates)}
    for index in (*preferred, *sorted(alternates)):
        if sources[index] in rows:
            rows[sources[index]].append(index)
    for own in rows.values():
        if len(own) > 1:
            yield from _within(facts, own, alternates, restated)


def _within(
    facts: Facts, indices: list[int], needed: set[int] | None, restated: Restated
) -> Iterator[Found]:
    cells: dict[Place, Cell] = {}
    series: dict[tuple[str, str, str, str], dict[Span, int]] = {}
    columns = facts.columns
    for index in indices:
        house, kind = house_of(columns["house"][index]), group_of(columns["basis"][index])
        metric, segment = columns["metric"][index], columns["segment"][index]
        period = columns["period"][index]
        cells.setdefault((house, kind, period), {}).setdefault((metric, segment), index)
        if metric in FLOWS and adds_up(segment):
            span = span_of(period)
            if span is not None:
                series.setdefault((house, kind, metric, segment), {}).setdefault(span, index)
    possible = _possible(frozenset(columns["metric"][index] for index in indices))
    for place, cell in cells.items():
        for (metric, segment), total in cell.items():
            for identity in possible.get(metric, ()):
                if identity.total.segment in (segment, "*"):
                    yield from _statement(
                        facts, cells, place, identity, total, segment, needed, restated
                    )
            if metric == "cagr":
                yield from _compound(facts, cells, place, total, segment, needed)
    for key, spans in series.items():
        if len(spans) > 1:
            yield from spans_tried(facts, *key[2:], spans, needed)


# -- statements of the table ------------------------------------------------------------------
def _statement(facts, cells, place, identity: Identity, total, segment, needed, restated):
    """Yield an identity as tried: one of its right sides that holds, else the first that breaks.

    A side without a row of `needed` may settle that the identity holds, not that it breaks.
    """
    if identity.relation != "=" and identity.total.segment == "*" and not adds_up(segment):
        return
    first: Found | None = None
    for side in identity.sides:
        rows = [_row_of(cells, place, part, segment) for part in side.parts]
        if None in rows or total in rows:
            continue
        if not one_currency(facts, (total, *rows)):
            continue
        wanted = needed is None or not needed.isdisjoint((total, *rows))
        found = weighed(facts, identity, side, total, tuple(rows))
        if found is not None and found.broken:
            found = _against_restated(facts, identity, side, found, restated)
        if found is None:
            continue
        if not found.broken:
            if wanted:
                yield found
            return
        if wanted:
            first = first or found
    if first is not None:
        yield first


def _against_restated(facts, identity: Identity, side: Side, found: Found, restated) -> Found:
    """Return a broken identity as tried with the year before as the total's source restates it.

    A report prints the year before again, changed for new rules or a merger, and its growth is
    against that figure; the ledger may prefer the one that was printed first.
    """
    source = facts["source_id"][found.total]
    for place, part in enumerate(side.parts):
        row = found.parts[place]
        key = (source, *(facts[name][row] for name in ("metric", "segment", "period")))
        for other in restated.get(key, ()) if part.when == "before" else ():
            rows = tuple(other if one == row else one for one in found.parts)
            if one_currency(facts, (found.total, *rows)):
                tried_again = weighed(facts, identity, side, found.total, rows)
                if tried_again is not None and not tried_again.broken:
                    return tried_again
    return found


def _row_of(cells, place: Place, term: Term, segment: str) -> int | None:
    house, kind, period = place
    name = (term.metric, term.segment.replace("*", segment))
    if not term.when:
        cell = cells.get(place)
        return cell.get(name) if cell else None
    period = _shifted(period, term.when)
    for base in dict.fromkeys((kind, "actual", "estimate")):  # growth may start from an actual
        cell = cells.get((house, base, period))
        if cell and name in cell:
            return cell[name]
    return None


def _shifted(period: str, when: str) -> str:
    if when == "before":
        return year_before(period)
    years = years_of(period)
    return "" if years is None else years[when == "last"]


# -- growth over years ------------------------------------------------------------------------
def _compound(facts, cells, place: Place, total: int, segment: str, needed):
    years = years_of(place[2])
    if segment not in COMPOUND or years is None or years[2] < 1:
        return
    name = COMPOUND[segment]
    rows = [_row_of(cells, place, Term(*name, when), "") for when in ("last", "first")]
    if None in rows or not one_currency(facts, rows):
        return
    if needed is not None and needed.isdisjoint((total, *rows)):
        return
    try:
        if clear(facts.rough(total), "=", _growth([facts.rough(r) for r in rows], years[2])):
            left = right = None
        else:
            left, right = facts.exact(total), _growth([facts.exact(r) for r in rows], years[2])
    except (ZeroDivisionError, ValueError):
        return
    statement = f"cagr[{segment}] = ({name[0]}@last / {name[0]}@first) ^ (1 / {years[2]}) - 1"
    words = ("growth", statement, "compound growth is that between the two levels", "=")
    broken = () if left is None or left.meets(right) else (left, right)
    yield Found(*words, total, tuple(rows), *broken)


def _growth(ends: list, years: int) -> Interval | Bounds:
    """Return the yearly growth in percent from the second of `ends` to the first."""
    last, first = ends
    hundred = Bounds(100, 100) if isinstance(last, Bounds) else Interval.point(Decimal(100))
    return hundred * (last / first).power(Decimal(1) / years) - hundred


@lru_cache(maxsize=1024)
def _possible(metrics: frozenset[str]) -> dict[str, tuple[Identity, ...]]:
    """Return the identities for which `metrics` may suffice, by the metric of their total."""
    table: dict[str, list[Identity]] = {}
    for identity in IDENTITIES:
        sides = ({part.metric for part in side.parts} for side in identity.sides)
        if identity.total.metric in metrics and any(side <= metrics for side in sides):
            table.setdefault(identity.total.metric, []).append(identity)
    return {metric: tuple(found) for metric, found in table.items()}


METRICS = (
    frozenset(FLOWS)
    | {
        term.metric
        for identity in IDENTITIES
        for side in identity.sides
        for term in (identity.total, *side.parts)
    }
    | {"cagr"}
    | {metric for metric, _ in COMPOUND.values()}
)
