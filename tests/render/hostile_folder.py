"""A data folder in which every field of free text is hostile, made from the shipped rows.

A company is copied under an id of its own with its products, facts, events and sources, so
that all sections have something to say of it, and each field of text takes the payloads in
turn: every payload stands in every field.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path

from tapeout.ledger import shipped

COMPANY = "hostile"
_MODEL = "metax"
# Fields whose text is the project's or the analyst's own; the rest is ids, codes and dates.
TEXT = {
    "entities.csv": ("name_en", "name_zh", "ticker", "note"),
    "sources.csv": ("title", "publisher", "note"),
    "facts.csv": ("locator", "note"),
    "events.csv": ("title_en", "title_zh", "note"),
}


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a shipped table."""
    with (shipped() / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    """Write rows under the header of the shipped table."""
    with (shipped() / name).open(encoding="utf-8", newline="") as handle:
        header = next(csv.reader(handle))
    with (folder / name).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make(folder: Path, payloads: Mapping[str, str]) -> Path:
    """Write the folder and return it; the company's id is `COMPANY`."""
    folder.mkdir(parents=True, exist_ok=True)
    turns = {
        (name, field): itertools.cycle(_shifted(payloads, place))
        for name, fields in TEXT.items()
        for place, field in enumerate(fields)
    }
    ids = _new_ids()
    sources: dict[str, str] = {}
    facts = [_fact(row, ids, sources) for row in rows_of("facts.csv") if row["subject"] in ids]
    events = [_event(row, ids, sources) for row in rows_of("events.csv") if row["subject"] in ids]
    entities = [
        row | {"entity_id": ids[row["entity_id"]], "maker": ids.get(row["maker"], row["maker"])}
        for row in rows_of("entities.csv")
        if row["entity_id"] in ids
    ]
    copied = [
        row | {"source_id": sources[row["source_id"]]}
        for row in rows_of("sources.csv")
        if row["source_id"] in sources
    ]
    tables = {
        "entities.csv": entities, "sources.csv": copied, "facts.csv": facts, "events.csv": events,
    }  # fmt: skip
    for name, rows in tables.items():
        for row in rows:
            for field in TEXT[name]:
                row[field] = _poisoned(name, field, row[field], next(turns[name, field]))
        write(folder, name, rows)
    write(folder, "glossary.csv", _glossary(payloads))
    write(folder, "metrics.csv", _metrics(payloads))
    return folder


def add_to_shipped(folder: Path, payloads: Mapping[str, str]) -> Path:
    """Write a folder that gives the shipped company one more product for each payload.

    A product carries its payload as its name; its tape-out is planned after any date of the
    ledger, and its source, locator and event carry other payloads.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = {name: itertools.cycle(_shifted(payloads, k)) for k, name in enumerate("tplen")}
    tables: dict[str, list[dict]] = {f"{name}.csv": [] for name in _ADDED}
    for place, (key, payload) in enumerate(payloads.items()):
        own = f"{_MODEL}_{COMPANY}_{key.replace('-', '_')}"
        ids = {"entity_id": own, "source_id": own, "subject": own}
        row = ids | {
            "kind": "product", "name_en": payload, "name_zh": f"邪{payload}", "maker": _MODEL,
            "fact_id": f"{own}.product_date.tape_out_planned.2027", "metric": "product_date",
            "segment": "tape_out_planned", "period": "2027", "value": f"2027-{place % 12 + 1:02}",
            "unit": "date", "reported_as": f"2027-{place % 12 + 1:02}", "basis": "guidance",
            "house": "company", "status": "preferred", "locator": next(words["l"]),
            "tier": "secondary", "title": next(words["t"]), "publisher": next(words["p"]),
            "published": "2025-11-03", "url": "https://x.example/a?b=1&c=<d>",
            "event_id": f"{own}.product.2027", "date": f"2027-{place % 12 + 1:02}-01",
            "date_precision": "month", "category": "product", "title_en": next(words["e"]),
            "title_zh": next(words["e"]), "note": next(words["n"]),
        }  # fmt: skip
        for name, taken in _ADDED.items():
            tables[f"{name}.csv"].append({c: row.get(c, "") for c in taken} | _KIND.get(name, {}))
    for name, rows in tables.items():
        write(folder, name, rows)
    return folder


_ADDED = {
    "entities": ("entity_id", "kind", "name_en", "name_zh", "maker", "note"),
    "sources": ("source_id", "tier", "title", "publisher", "published", "url", "note"),
    "facts": ("fact_id", "subject", "metric", "segment", "period", "value", "unit", "reported_as",
              "basis", "house", "status", "source_id", "locator", "note"),
    "events": ("event_id", "date", "date_precision", "category", "subject", "title_en", "title_zh",
               "effect", "actor", "short_en", "short_zh", "source_id", "note"),
}  # fmt: skip
_KIND = {"sources": {"kind": "news"}}


def _shifted(payloads: Mapping[str, str], by: int) -> list[str]:
    """Return the payloads so that two fields of one row do not carry the same."""
    told = list(payloads.values())
    by = by * 11 % len(told)
    return told[by:] + told[:by]


def _poisoned(name: str, field: str, old: str, payload: str) -> str:
    """Return the hostile text; a note that the ledger reads as a formula keeps its words."""
    if field == "note":
        return f"{old}; {payload}" if old else payload
    return f"邪{payload}" if field.endswith("_zh") else payload


def _new_ids() -> dict[str, str]:
    own = [r["entity_id"] for r in rows_of("entities.csv") if r["maker"] == _MODEL]
    return {_MODEL: COMPANY} | {each: f"{COMPANY}_{each}" for each in own}


def _renamed(text: str, ids: Mapping[str, str]) -> str:
    """Return an id or a note in which the ids of facts name the copy."""
    head, dot, tail = text.partition(".")
    return f"{ids[head]}.{tail}" if dot and head in ids else text


def _copied(source_id: str, sources: dict[str, str]) -> str:
    return sources.setdefault(source_id, f"{COMPANY}_{source_id}")


def _fact(row: dict, ids: Mapping[str, str], sources: dict[str, str]) -> dict:
    note = " ".join(_renamed(word, ids) for word in row["note"].split(" "))
    return row | {
        "fact_id": _renamed(row["fact_id"], ids),
        "subject": ids[row["subject"]],
        "source_id": _copied(row["source_id"], sources),
        "note": note,
    }


def _event(row: dict, ids: Mapping[str, str], sources: dict[str, str]) -> dict:
    note = " ".join(_renamed(word, ids) for word in row["note"].split(" "))
    return row | {
        "event_id": _renamed(row["event_id"], ids),
        "subject": ids[row["subject"]],
        "source_id": _copied(row["source_id"], sources),
        "note": note,
    }


def _glossary(payloads: Mapping[str, str]) -> list[dict]:
    return [
        {"term": f"{COMPANY} {key}", "en": text, "zh": f"邪{text}", "note": text}
        for key, text in payloads.items()
    ]


def _metrics(payloads: Mapping[str, str]) -> list[dict]:
    return [
        {
            "metric": f"{COMPANY}_{key.replace('-', '_')}", "name_en": text, "name_zh": f"邪{text}",
            "quantity": "money", "unit": "CNY", "definition_en": text, "definition_zh": f"邪{text}",
        }
        for key, text in payloads.items()
    ]  # fmt: skip


def texts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (file, field, text) of every hostile cell of a folder."""
    for name, fields in TEXT.items():
        with (folder / name).open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                yield from ((name, field, row[field]) for field in fields)
