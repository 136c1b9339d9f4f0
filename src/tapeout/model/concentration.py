"""Concentration of a market from printed shares, with a tail that nobody names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product

from tapeout.quantity import Gap, Quantity, is_gap, total
from tapeout.text import Text

WHOLE = Quantity.exact(100, "percent", Text("the whole market", "整个市场"))
_TOO_MUCH = Gap(
    Text("concentration index", "集中度指数"),
    Text(
        "The shares printed for one year sum to more than the whole market.",
        "同一年度刊出的份额之和超过整个市场。",
    ),
)


def hhi_bounds(
    known: list[Quantity], cap: Quantity | None = None
) -> tuple[Quantity | Gap, Quantity | Gap, Quantity | Gap]:
    """Return (tail, lower, upper) of the Herfindahl-Hirschman index, shares in percent.

    Lower: the tail is spread over very small firms. Upper: it belongs to one firm or, with
    `cap`, to firms no larger than that. The intervals are the box of the printed digits where
    the shares sum to at most 100 (METHODS T-1; Hirschman 1945, Herfindahl 1950). Of shares
    that cannot, each is a gap.
    """
    named = total(known)
    if named.lo > WHOLE.value:
        return (_TOO_MUCH, _TOO_MUCH, _TOO_MUCH)
    tail = _at_least_nothing(in_percent(WHOLE - named)).labelled(
        Text("share of vendors not named", "未具名厂商的份额")
    )
    low = _points(total([s * s for s in known]))
    full = [] if cap is None else [cap] * int(tail.value // cap.value)
    parts = [*full, in_percent(WHOLE - total([*known, *full]))]
    high = low + _points(total([p * p for p in parts]))
    corners = list(_corners([(s.lo, s.hi) for s in known]))
    low = _at_most(low, max(sum(s * s for s in c) for c in corners))
    if cap is None:
        alone = (sum(s * s for s in c) + (WHOLE.value - sum(c)) ** 2 for c in corners)
        high = _at_most(high, max(alone))
    return (
        tail,
        low.labelled(Text("lower bound of the concentration index", "集中度指数下限")),
        high.labelled(Text("upper bound of the concentration index", "集中度指数上限")),
    )


def _corners(box: list[tuple[Decimal, Decimal]]) -> Iterator[tuple[Decimal, ...]]:
    """Yield the corners of a box of shares cut off where they sum to 100.

    Sums of squares are convex, so they are largest at one of these: every share at an end of
    its interval, or all but one, which takes what the others leave of 100.
    """
    for ends in product(*box):
        if sum(ends) <= WHOLE.value:
            yield ends
        for place, (lo, hi) in enumerate(box):
            left = WHOLE.value - sum(ends) + ends[place]
            if lo <= left <= hi:
                yield (*ends[:place], left, *ends[place + 1 :])


def _at_most(q: Quantity, most: Decimal) -> Quantity:
    most = max(most, q.lo)
    return replace(q, value=min(q.value, most), hi=min(q.hi, most))


def _at_least_nothing(tail: Quantity) -> Quantity:
    """Return a tail without what lies below zero: shares that round up to more than 100."""
    none = Decimal(0)
    return replace(tail, value=max(tail.value, none), lo=max(tail.lo, none), hi=max(tail.hi, none))


def _points(squares: Quantity) -> Quantity:
    return squares.scaled(10000, "count")


def in_percent(q: Quantity | Gap) -> Quantity | Gap:
    """Return a difference of shares as a share: percent, not percentage points."""
    return q if is_gap(q) else q.to("ratio").to("percent")
