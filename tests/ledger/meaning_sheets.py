"""Small ledgers for the tests of meaning: a few facts, the rest of the shipped tables' columns."""

from __future__ import annotations

from tapeout.ledger import shipped
from tapeout.ledger.schema import read_package
from tapeout.ledger.sheet import Sheet, parse

SCHEMAS = {table.name: table for table in read_package(shipped()).tables}
FACT = {
    "subject": "acme", "metric": "revenue", "segment": "", "period": "2024", "value": "100",
    "unit": "CNY", "basis": "audited", "house": "company", "status": "preferred",
    "source_id": "filing", "locator": "", "note": "",
}  # fmt: skip
DEFAULTS = {
    "facts": FACT,
    "sources": {"kind": "annual_report", "tier": "primary", "title": "t"},
    "entities": {"kind": "company", "name_en": "Acme"},
    "metrics": {"name_en": "n", "name_zh": "n", "unit": "CNY", "definition_en": "d",
                "definition_zh": "d"},
    "events": {"category": "ipo", "subject": "acme", "title_en": "t", "title_zh": "t",
               "source_id": "filing", "date_precision": "day"},
}  # fmt: skip
SOURCES = [
    {"source_id": "filing", "published": "2026-04-30"},
    {"source_id": "news", "published": "2026-05"},
    {"source_id": "undated", "published": ""},
]


def sheet(table: str, rows: list[dict], file: str = "") -> Sheet:
    """Return a sheet of `rows`; what a row does not name is filled from the defaults."""
    schema = SCHEMAS[table]
    full = [dict.fromkeys(schema.header, "") | DEFAULTS.get(table, {}) | row for row in rows]
    columns = {name: [row[name] for row in full] for name in schema.header}
    return Sheet(schema, file or f"data/{schema.file}", columns, list(range(2, len(full) + 2)))


def fact(metric: str = "revenue", value: str = "100", **rest: str) -> dict:
    """Return a fact; the print is the value, the id is made of its key, unless given."""
    row = FACT | {"metric": metric, "value": value} | rest
    row.setdefault("reported_as", row["value"])
    name = ".".join(row[k] for k in ("subject", "metric", "segment", "period") if row[k])
    row.setdefault("fact_id", name.lower() + ("" if row["status"] == "preferred" else "~other"))
    return row


def ledger(facts: list[dict], **tables: list[dict]) -> dict[str, list[Sheet]]:
    """Return the sheets of a ledger with these facts, the shipped metrics and three sources."""
    sheets = {name: [sheet(name, tables.get(name, []))] for name in SCHEMAS}
    sheets["facts"] = [sheet("facts", facts)]
    sheets["sources"] = [sheet("sources", tables.get("sources", SOURCES))]
    metrics = shipped_sheets()["metrics"][0]
    sheets["metrics"] = [metrics]
    if "metrics" in tables:
        sheets["metrics"] = [metrics, sheet("metrics", tables["metrics"], "mine/metrics.csv")]
    return sheets


def shipped_sheets() -> dict[str, list[Sheet]]:
    """Return the sheets of the shipped data."""
    found = {}
    for name, schema in SCHEMAS.items():
        content = (shipped() / schema.file).read_bytes()
        table, _ = parse(content, schema, f"data/{schema.file}")
        found[name] = [table]
    return found


def changed(sheets: dict, table: str, place: int, **cells: str) -> dict:
    """Return the sheets with some cells of one row changed; the others are shared."""
    old = sheets[table][0]
    columns = dict(old.columns)
    for name, cell in cells.items():
        columns[name] = [*columns[name][:place], cell, *columns[name][place + 1 :]]
    return {**sheets, table: [Sheet(old.schema, old.file, columns, old.rows), *sheets[table][1:]]}
