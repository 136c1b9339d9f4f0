"""Figures of a span of time against its parts: quarters and year, years and the sum of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tapeout.ledger.identities.periods import Budget, Span, heaviest, partitions
from tapeout.ledger.identities.rows import Facts
from tapeout.ledger.identities.statement import Identity, Side, Term
from tapeout.ledger.identities.table import FLOWS
from tapeout.ledger.identities.weighing import Found, weighed


def spans_tried(
    facts: Facts, metric: str, segment: str, spans: dict[Span, int], needed: set[int] | None
) -> Iterator[Found]:
    """Yield every sum of parts that the figures of one metric and segment allow to try.

    Where parts are missing and the figures cannot be negative, the parts that are there must not
    exceed the whole. `needed`: rows of which one has to take part, None for any.
    """
    name = f"{metric}[{segment}]" if segment else metric
    budget = Budget()
    shortest = min(span.after - span.first for span in spans)
    for total, row in spans.items():
        if total.after - total.first <= shortest:
            continue
        cuts = partitions(spans, total, budget)
        for cut in cuts:
            yield from _sum(facts, name, "=", row, [spans[span] for span in cut], needed)
        if not cuts and FLOWS[metric] == "positive":
            weights = {span: float(facts["value"][index]) for span, index in spans.items()}
            part = heaviest(weights, total)
            if part:
                yield from _sum(facts, name, ">=", row, [spans[span] for span in part], needed)


def _sum(facts: Facts, name: str, relation: str, total: int, rows: list[int], needed):
    if needed is not None and needed.isdisjoint((total, *rows)):
        return
    if len({facts["unit"][row] for row in (total, *rows)}) > 1:
        return
    periods = " + ".join(facts["period"][row] for row in rows)
    reason = {
        "=": "the parts of a span of time add up to it",
        ">=": "parts of a span of time cannot exceed the whole",
    }[relation]
    statement = f"{name} of {facts['period'][total]} {relation} {periods}"
    side = Side((), tuple(_sum_steps(len(rows))))
    identity = Identity("periods", statement, reason, Term(""), relation, (side,))
    found = weighed(facts, identity, side, total, tuple(rows))
    if found is not None:
        yield found


@lru_cache(maxsize=64)
def _sum_steps(count: int) -> tuple:
    return (0, *(step for part in range(1, count) for step in (part, "+")))
