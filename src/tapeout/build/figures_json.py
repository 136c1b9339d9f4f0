"""figures.json: every number, finding and claim of a report, for other programs.

Schema tapeout-figures/1: percentages in percent, money in CNY (or the unit named), dates
ISO in `text` with value null. `value` null is a number that the evidence does not carry,
with its `reason`.
"""

from __future__ import annotations

from tapeout.preview import words_of

SCHEMA = "tapeout-figures/1"


def figures_of(outputs: list[dict], edition: dict, language: str, coverage: dict) -> dict:
    """Return the content of figures.json from the outputs of all sections in order."""
    numbers: dict[str, dict] = {}
    sources: dict[str, dict] = {}
    facts: dict[str, dict] = {}
    claims: list[dict] = []
    for output in outputs:
        for number_id, record in output["numbers"].items():
            numbers.setdefault(number_id, _number(record, language))
        if output["kind"] == "sources":
            sources.update(output["sources"])
            facts.update(output["facts"])
        claims += output.get("claims", [])
    return {
        "schema": SCHEMA,
        "edition": {**edition, "language": language},
        "numbers": dict(sorted(numbers.items())),
        "findings": _findings(outputs, language),
        "claims": claims,
        "facts": {k: facts[k] for k in sorted(facts)},
        "sources": [{"source_id": k, **sources[k]} for k in sorted(sources)],
        "coverage": coverage,
    }


def _number(record: dict, language: str) -> dict:
    if record["kind"] == "date":
        value = dict.fromkeys(("value", "lo", "hi", "se"))
    else:
        value = {key: _float(record[key]) for key in ("value", "lo", "hi", "se")}
    told = {
        **value,
        "unit": record["unit"],
        "text": record["date"] if record["kind"] == "date" else record["text"][language],
        "name": record["name"][language],
        "kind": record["kind"],
        "formula": record["formula"][language],
        "facts": record["facts"],
        "section": record["section"],
    }
    if record["reason"]:
        told["reason"] = record["reason"][language]
    return told


def _float(text: str | None) -> float | int | None:
    if text is None:
        return None
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _findings(outputs: list[dict], language: str) -> list[dict]:
    counts: dict[str, int] = {}
    findings = []
    for output in outputs:
        if output["kind"] != "sentence":
            continue
        key = f"{output['section']}.{output['part']}"
        counts[key] = counts.get(key, 0) + 1
        findings.append(
            {
                "id": f"{key}.{counts[key]}",
                "text": words_of(output["text"][language]),
                "holds": output["holds"],
                "numbers": [t["n"] for t in output["text"][language] if isinstance(t, dict)],
            }
        )
    return findings
