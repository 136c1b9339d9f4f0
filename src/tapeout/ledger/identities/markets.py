"""Shares of one market by one house: together at most the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tapeout.interval import Interval
from tapeout.ledger.identities.rows import Facts, group_of, house_of
from tapeout.ledger.identities.weighing import Found
from tapeout.ledger.keys import Sheets

_HUNDRED = Interval.point(Decimal(100))
_KINDS = frozenset({"", "units", "by_compute"})  # by value, by cards, by compute
_FOREIGN = frozenset({"nvidia", "amd", "intel"})


def vendors_of(sheets: Sheets) -> frozenset[str]:
    """Return the companies: a market share in such a segment is that of one vendor."""
    return frozenset(
        entity
        for sheet in sheets.get("entities", ())
        for entity, kind in zip(sheet.columns["entity_id"], sheet.columns["kind"], strict=True)
        if kind == "company"
    )


def crowded(facts: Facts, indices: Iterable[int], vendors: frozenset[str]) -> Iterator[Found]:
    """Yield the sums of shares of one subject: vendors together, and domestic with foreign.

    Preferred rows only. The first row of a sum is its largest share: the message stands there.
    """
    columns = facts.columns
    markets: dict[tuple, dict[str, int]] = {}
    for index in indices:
        if columns["metric"][index] == "market_share" and columns["status"][index] == "preferred":
            vendor, _, kind = columns["segment"][index].partition("+")
            if kind in _KINDS:
                house = house_of(columns["house"][index])
                basis = group_of(columns["basis"][index])
                key = (house, basis, columns["period"][index], kind)
                markets.setdefault(key, {}).setdefault(vendor, index)
    for shares in markets.values():
        apart = [
            [row for name, row in shares.items() if name in vendors or name[:8] == "company_"],
            [row for name, row in shares.items() if name in _FOREIGN or name == "domestic"],
            [row for name, row in shares.items() if name in ("domestic", "foreign")],
        ]
        for rows in apart:
            if len(rows) > 1:
                yield _together(facts, rows)


def _together(facts: Facts, rows: list[int]) -> Found:
    ordered = sorted(rows, key=lambda row: (-float(facts["value"][row]), row))
    total = facts.exact(ordered[0])
    rest = _HUNDRED
    for row in ordered[1:]:
        rest = rest - facts.exact(row)
    names = " + ".join(f"market_share[{facts['segment'][row]}]" for row in ordered)
    statement = f"{names} <= 100"
    words = ("shares", statement, "shares of one market are together at most the whole", "<=")
    sides = () if total.lo <= rest.hi else (total, rest)
    return Found(*words, ordered[0], tuple(ordered[1:]), *sides)
