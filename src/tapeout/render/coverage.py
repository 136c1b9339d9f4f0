"""How far a report can be followed: the line under the standfirst."""

from __future__ import annotations

from collections.abc import Mapping

# Needs no fact: defined, simulated, printed in the article, or a day of the edition.
_OWN = ("exact", "assumption", "model", "article", "date")


def coverage_of(records: Mapping[str, dict], facts: Mapping[str, dict], sources: Mapping) -> dict:
    """Return counts: numbers, numbers linked to a fact or definition, facts by tier, newest fact.

    A number is linked when every figure it rests on leads to a source or is a definition;
    a gap is not. `claims_checked` and `claims_checkable` are there if the claims were audited.
    """
    carried = [r for r in records.values() if r["kind"] != "gap"]
    linked = [r for r in carried if r["facts"] or r["inputs"] or r["kind"] in _OWN]
    tiers = [sources[f["source_id"]]["tier"] for f in facts.values()]
    dates = [sources[f["source_id"]]["published"] for f in facts.values()]
    told = {
        "numbers": len(carried),
        "numbers_linked": len(linked),
        "numbers_missing": len(records) - len(carried),
        "facts": len(facts),
        "facts_primary": tiers.count("primary"),
        "sources": len(sources),
        "newest_fact": max((d for d in dates if d), default=None),
    }
    for name in ("checked", "checkable"):
        record = records.get(f"claims.{name}")
        told[f"claims_{name}"] = int(float(record["value"])) if record and record["value"] else 0
    return told
