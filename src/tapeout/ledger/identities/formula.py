"""Rows that the ledger computed, against the formula in their note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tapeout.interval import Interval
from tapeout.ledger.cells import NO_NUMBERS
from tapeout.ledger.formula import evaluate, formula_of
from tapeout.ledger.identities.rows import Facts
from tapeout.ledger.identities.weighing import Found
from tapeout.ledger.measures import hundreds

_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_.~+-]*[a-z0-9]")
_REASON = "a computed row is what its formula gives"


def computed(facts: Facts) -> Iterator[Found]:
    """Yield every computed row whose formula names facts, as tried against them."""
    formulas: dict[int, tuple[str, list[str]]] = {}
    rows = zip(facts["basis"], facts["status"], facts["unit"], strict=True)
    for index, (basis, status, unit) in enumerate(rows):
        if basis == "derived" and status != "doubtful" and unit not in NO_NUMBERS:
            formula = formula_of(facts["note"][index], facts["reported_as"][index])
            ids = _ID.findall(formula)
            if ids:
                formulas[index] = (formula, ids)
    if not formulas:
        return
    wanted = {fact_id for _, ids in formulas.values() for fact_id in ids}
    known = {f: index for index, f in enumerate(facts["fact_id"]) if f in wanted}
    for index, (formula, ids) in formulas.items():
        found = _tried(facts, index, formula, known, ids)
        if found is not None:
            yield found


def _tried(facts: Facts, index: int, formula: str, known: dict, ids: list[str]) -> Found | None:
    def interval(fact_id: str) -> Interval | None:
        row = known.get(fact_id)
        return None if row is None or facts["unit"][row] in NO_NUMBERS else facts.exact(row)

    def unit(fact_id: str) -> str | None:
        return facts["unit"][known[fact_id]] if fact_id in known else None

    result = evaluate(formula, interval)
    if result is None:
        return None
    own = facts.exact(index)
    power = hundreds(formula, facts["unit"][index], unit)
    result = result * Interval.point(Decimal(1).scaleb(power))
    parts = tuple(known[fact_id] for fact_id in dict.fromkeys(ids))
    words = ("formula", f"{facts['fact_id'][index]} = {formula}", _REASON, "=")
    return Found(*words, index, parts, *(() if result.meets(own) else (own, result)))
