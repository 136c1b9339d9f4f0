"""What `tapeout check` says of an examined ledger: in lines, as CSV, and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tapeout.errors import UsageProblem
from tapeout.ledger import Disagreement, Examined, disagreement_line, shown_lines, view
from tapeout.ledger.problem import SHOWN
from tapeout.needs import Coverage, coverage, coverage_json, coverage_lines
from tapeout.spreadsheet import csv_text

SCHEMA = "tapeout-check/1"
DEFAULT_COMPANY = "metax"
MOST_COMPARED = 200_000  # rows up to which disagreements are counted unasked
MOST_COVERED = 10  # companies told of unless asked for by name
DISAGREEMENT_HEADER = (
    "kind", "figure", "difference", "statement", "fact_id", "file", "row", "value", "unit",
    "reported_as", "low", "high", "source_id", "status", "reason",
)  # fmt: skip


def lines(
    examined: Examined,
    companies: Sequence[str],
    as_of: str,
    *,
    every: bool = False,
    disagreements: bool = False,
) -> list[str]:
    """Return what a person reads: rows, problems, disagreements, coverage by section."""
    said = counts_lines(examined)
    said += problem_lines(examined, every=every) or ["no problem found"]
    if disagreements:
        said += disagreement_lines(examined.disagreements())
    elif sum(rows for _, rows in examined.files) > MOST_COMPARED:
        said.append("where sources disagree: add --disagreements")
    elif found := examined.disagreements():
        said.append(f"{len(found)} disagreements between sources: add --disagreements to list them")
    if examined.problems:
        return [*said, "coverage by section is told when no problem is left"]
    for each in _covered(examined, companies, as_of):
        said += coverage_lines(each)
    left = len(examined.own_companies()) - MOST_COVERED
    if left > 0 and not companies:
        said.append(f"{left} more companies: add --company ID")
    return said


def as_json(
    examined: Examined, companies: Sequence[str], as_of: str, *, disagreements: bool = False
) -> str:
    """Return the same for programs, as one JSON object; every problem is in it."""
    told = as_dict(examined)
    if disagreements:
        told["disagreements"] = disagreements_as_dicts(examined.disagreements())
    if not examined.problems:
        told["coverage"] = [coverage_json(each) for each in _covered(examined, companies, as_of)]
    return json.dumps(told, ensure_ascii=False, indent=1)


def _covered(examined: Examined, companies: Sequence[str], as_of: str) -> list[Coverage]:
    """Return the coverage of the companies asked for, else of the first that the folders bring."""
    chosen = list(companies) or examined.own_companies()[:MOST_COVERED] or [DEFAULT_COMPANY]
    ledger = view(examined.narrowed(chosen), as_of)
    for company in chosen:
        kind = ledger.entity(company).kind
        if kind != "company":
            raise UsageProblem(f"company {company!r} is a {kind}: expected a company")
    return [coverage(ledger, company) for company in chosen]


def counts_lines(examined: Examined) -> list[str]:
    """Return a line for each folder: how many rows each of its files holds."""
    folders: dict[str, list[str]] = {}
    for file, rows in examined.files:
        folder, _, name = file.rpartition("/")
        folders.setdefault(folder, []).append(f"{rows:,} {name.removesuffix('.csv')}")
    return [f"{folder}: {', '.join(counts)}" for folder, counts in folders.items()]


def problem_lines(examined: Examined, *, every: bool = False) -> list[str]:
    """Return the problems as lines, the first twenty unless `every`, and their total."""
    lines = shown_lines(examined.problems, None if every else SHOWN)
    if lines and len(examined.problems) == 1:
        lines.append("1 problem in all")
    if lines and not every and len(examined.problems) > SHOWN:
        lines.append("all of them: add --all")
    return lines


def disagreement_lines(found: Sequence[Disagreement]) -> list[str]:
    """Return the disagreements as lines under a heading that counts them."""
    sources = sum(each.kind == "sources" for each in found)
    head = f"{len(found)} disagreements: {sources} of one figure, {len(found) - sources} of an identity"
    return [head, *(f"  {disagreement_line(each)}" for each in found)]


def disagreements_csv(found: Sequence[Disagreement]) -> str:
    """Return the disagreements as CSV, a row for each fact; no cell runs in a spreadsheet."""
    rows = [
        (
            each.kind, ".".join(part for part in each.key if part), each.difference.en, each.statement,
            row.fact_id, row.file, row.row, row.value, row.unit, row.reported_as, row.lo, row.hi,
            row.source_id, row.status, each.reason,
        )
        for each in found
        for row in each.rows
    ]  # fmt: skip
    return csv_text(DISAGREEMENT_HEADER, rows)


def as_dict(examined: Examined) -> dict:
    """Return the result for programs; decimals as text, so that no digit is lost."""
    return {
        "schema": SCHEMA,
        "files": [{"file": file, "rows": rows} for file, rows in examined.files],
        "problems": [problem.as_dict() for problem in examined.problems],
        "total": len(examined.problems),
        "corrections": [
            {"table": c.table, "key": c.key, "column": c.column, "found": c.found,
             "corrected": c.corrected, "because": c.because.as_dict(), "authority": c.authority}
            for c in examined.corrections
        ],
    }  # fmt: skip


def disagreements_as_dicts(found: Sequence[Disagreement]) -> list[dict]:
    """Return the disagreements for programs."""
    return [
        {
            "kind": each.kind,
            "figure": dict(zip(("subject", "metric", "segment", "period", "house"), each.key, strict=True)),
            "difference": each.difference.as_dict(),
            "statement": each.statement,
            "reason": each.reason,
            "rows": [
                {"fact_id": row.fact_id, "file": row.file, "row": row.row, "value": row.value,
                 "unit": row.unit, "reported_as": row.reported_as, "lo": _text(row.lo),
                 "hi": _text(row.hi), "source_id": row.source_id, "status": row.status}
                for row in each.rows
            ],
        }
        for each in found
    ]  # fmt: skip


def _text(number: object) -> str | None:
    return None if number is None else str(number)
