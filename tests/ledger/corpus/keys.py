"""Keys that occur twice, or that name nothing; rows that contradict the shipped ones."""

from __future__ import annotations

import csv
from functools import cache

from tapeout.ledger import shipped

from .base import LISTING, TARGET, YEAR, Case, Row, at, bad, base, fact, in_new, in_target, row_of
from .edits import add, add_fact, both, cell, target


@cache
def shipped_row(table: str, key: str) -> Row:
    """Return a row of the shipped data."""
    with (shipped() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return next(row for row in csv.DictReader(file) if next(iter(row.values())) == key)


FACT = next(row for row in base()["facts"] if row["fact_id"] == TARGET)
NEWS = base()["sources"][3]
LISTED = base()["events"][0]
METAX, FILING = shipped_row("entities", "metax"), shipped_row("sources", "metax_prospectus")
REVENUE, HEADCOUNT = shipped_row("metrics", "revenue"), shipped_row("metrics", "headcount")
SHIPPED_FACT = shipped_row("facts", "metax.revenue.2024")
MINE = {"metric": "acme_patents", "name_en": "Patents", "name_zh": "专利", "quantity": "count",
        "unit": "units", "definition_en": "Patents held.", "definition_zh": "持有专利。"}  # fmt: skip

CASES: list[Case] = [
    bad("M1_exact_duplicate", add("facts", FACT), in_new("duplicate-row", "fact_id"),
        also=str(row_of("facts", TARGET))),
    bad("M2_same_id_other_value", add("facts", FACT | {"value": "312508900"}),
        in_new("duplicate-key", "fact_id"), also=str(row_of("facts", TARGET))),
    bad("M2_same_id_other_note", add("facts", FACT | {"note": "again"}),
        in_new("duplicate-key", "fact_id")),
    bad("M2_preferred_twice", add("facts", FACT | {"fact_id": f"{TARGET}~acme_news",
        "source_id": "acme_news"}), in_new("second-preferred", "status"), also=TARGET),
    bad("M2_preferred_beside_a_shipped_one", add_fact(subject="metax", metric="revenue",
        period="2024", value="743071582.31", reported_as="743,071,582.31元",
        fact_id=f"metax.revenue.2024~{YEAR}"), in_new("second-preferred", "status"),
        also="metax.revenue.2024"),
    bad("M9_unknown_source", target("source_id", "acme_ar2025"),
        in_target("unknown-reference", "source_id"), also=YEAR),
    bad("M9_source_in_other_case", target("source_id", YEAR.upper()),
        in_target("unknown-reference", "source_id"), also=YEAR),
    bad("M10_source_twice", add("sources", NEWS | {"url": "https://other.example/acme"}),
        in_new("duplicate-key", "source_id", "sources")),
    bad("M10_source_repeated_alike", add("sources", NEWS),
        in_new("duplicate-row", "source_id", "sources")),
    bad("M10_shipped_source_with_a_change", add("sources", FILING | {"published": "2020-01-01"}),
        in_new("changed-row", "source_id", "sources"), also="published"),
    bad("M11_unknown_company", target("subject", "acne"),
        in_target("unknown-reference", "subject"), also="acme"),
    bad("M11_company_by_name", target("subject", "艾克米"),
        in_target("unknown-reference", "subject")),
    bad("M11_unknown_metric", target("metric", "capexx"),
        in_target("unknown-reference", "metric"), also="capex"),
    bad("M11_metric_in_chinese", target("metric", "资本开支"),
        in_target("unknown-reference", "metric")),
    bad("M11_unknown_maker", cell("entities", "acme_n1", "maker", "acmee"),
        at("unknown-reference", "entities", row_of("entities", "acme_n1"), "maker"), also="acme"),
    bad("M11_event_of_nobody", cell("events", LISTED["event_id"], "subject", "acmee"),
        at("unknown-reference", "events", 2, "subject"), also="acme"),
    bad("M11_event_without_source", cell("events", LISTED["event_id"], "source_id", "acme_web"),
        at("unknown-reference", "events", 2, "source_id")),
    bad("M16_shipped_entity_with_a_change", add("entities", METAX | {"ticker": "688803.SH"}),
        in_new("changed-row", "entity_id", "entities"), also="ticker"),
    bad("M16_shipped_metric_with_a_change", add("metrics", REVENUE | {"unit": "EUR"}),
        at("changed-row", "metrics", 2, "metric"), also="unit"),
    bad("M16_shipped_fact_alike", add("facts", SHIPPED_FACT), in_new("duplicate-row", "fact_id"),
        also="data/facts.csv"),
    bad("M16_shipped_fact_with_a_change", add("facts", SHIPPED_FACT | {"note": "mine"}),
        in_new("duplicate-key", "fact_id"), also="data/facts.csv"),
    bad("M16_entity_twice", add("entities", base()["entities"][0] | {"name_en": "Acme Two"}),
        in_new("duplicate-key", "entity_id", "entities")),
    bad("M16_metric_twice", add("metrics", MINE, MINE | {"name_en": "Patents held"}),
        at("duplicate-key", "metrics", 3, "metric")),
    bad("M17_act_without_an_actor", cell("events", LISTED["event_id"], "effect", "relaxed"),
        at("act", "events", 2, "actor")),
    bad("M17_label_too_wide", both(
            cell("events", LISTED["event_id"], "effect", "relaxed"),
            cell("events", LISTED["event_id"], "actor", "us"),
            cell("events", LISTED["event_id"], "short_en", "Acme may sell"),
            cell("events", LISTED["event_id"], "short_zh", "艾克米获准恢复向海外销售")),
        at("length", "events", 2, "short_zh")),
    bad("M16_event_twice", add("events", LISTED | {"title_en": "Acme goes public"}),
        in_new("duplicate-key", "event_id", "events")),
    bad("M17_unit_not_of_the_metric", target("unit", "percent"), in_target("unit", "unit"),
        also="CNY"),
    bad("M17_unit_unknown", target("unit", "EUR"), in_target("unit", "unit"), also="CNY"),
    bad("M17_unit_in_lower_case", target("unit", "cny"), in_target("unit", "unit"), also="CNY"),
    bad("M17_unit_in_chinese", target("unit", "万元"), in_target("unit", "unit"), also="CNY"),
    bad("M17_persons_for_units", add("facts", fact(metric="headcount", segment="rd",
        value="5", unit="units", reported_as="5人")), in_new("unit", "unit"), also="persons"),
    bad("M18_id_of_another_subject", add_fact(fact_id="metax.capex.2031"),
        in_new("id-parts", "fact_id"), also="acme.capex.2023"),
    bad("M18_id_of_another_period", add_fact(fact_id="acme.capex.2022"),
        in_new("id-parts", "fact_id"), also="acme.capex.2023"),
    bad("M18_id_without_its_segment", add_fact(segment="chips", fact_id="acme.capex.2023"),
        in_new("id-parts", "fact_id"), also="acme.capex.chips.2023"),
    bad("M18_id_of_another_metric", add_fact(fact_id="acme.cash.2023"),
        in_new("id-parts", "fact_id"), also="acme.capex.2023"),
    bad("M19_date_of_another_unit", add_fact(metric="ipo_date", segment="registered",
        period="2025", value="2025-11-14", unit="text", reported_as="2025年11月14日",
        basis="legal_text", source_id=LISTING), in_new("unit", "unit")),
]  # fmt: skip
assert HEADCOUNT["unit"] == "persons"
