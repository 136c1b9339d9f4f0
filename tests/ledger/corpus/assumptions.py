"""Assumptions out of order, too early for their facts, or other than their formula gives."""

from __future__ import annotations

from decimal import Decimal

from .base import NEWS, TARGET, YEAR, Case, at, bad
from .edits import add, both, target

REVENUE = "acme.revenue.2024"
SALES = f"{REVENUE};acme.revenue.2023"
ROW = {
    "assumption_id": "growth_seen", "name": "growth_seen", "model": "viability",
    "title_en": "growth seen", "title_zh": "已见增速", "unit": "ratio", "low": "10", "mid": "14.0",
    "high": "20", "distribution": "triangular", "visible_from": "2025-04-30",
    "because_en": "From two years of revenue.", "because_zh": "依据两年收入。", "source_id": YEAR,
    "fact_ids": SALES, "note": "formula of mid: acme.revenue.2024 / acme.revenue.2023",
}  # fmt: skip
WEIGHT = ROW | {
    "unit": "percent", "low": "0", "high": "100", "fact_ids": "", "note": "",
    "distribution": "scenario",
}  # fmt: skip


def _in(column: str, code: str, row: int = 2):
    return at(code, "scenarios", row, column)


def _weight(name: str, mid: str) -> dict[str, str]:
    key = f"scenario_probability_{name}"
    return WEIGHT | {"assumption_id": key, "name": key, "mid": mid}


CASES: list[Case] = [
    bad("A1_middle_above_the_high_end", add("scenarios", ROW | {"high": "13"}), _in("mid", "order"),
        also="rising order"),
    bad("A1_low_end_above_the_middle", add("scenarios", ROW | {"low": "15"}), _in("mid", "order")),
    bad("A2_percent_above_the_whole", add("scenarios", WEIGHT | {"mid": "50", "high": "120"}),
        _in("high", "out-of-range"), also="from 0 to 100"),
    bad("A2_lognormal_from_zero", add("scenarios", ROW | {"low": "0", "distribution": "lognormal"}),
        _in("low", "out-of-range"), also="lognormal"),
    bad("A3_seen_before_its_fact", add("scenarios", ROW | {"visible_from": "2025-04-29"}),
        _in("visible_from", "look-ahead"), also=(REVENUE, "2025-04-30")),
    bad("A3_fact_of_a_later_source", add("scenarios", ROW | {
        "fact_ids": f"{SALES};acme.units_sold.cumulative.2025-09"}),
        _in("visible_from", "look-ahead"), also="2025-10-30"),
    bad("A4_fact_that_is_not_there", add("scenarios", ROW | {"fact_ids": "acme.revenue.2099",
        "note": ""}), _in("fact_ids", "unknown-reference"), also="acme.revenue.2099"),
    bad("A4_doubtful_fact", both(target("status", "doubtful"), add("scenarios", ROW | {
        "fact_ids": TARGET, "note": ""})), _in("fact_ids", "unknown-reference"), also=TARGET),
    bad("A4_fact_of_the_formula_left_out", add("scenarios", ROW | {"fact_ids": REVENUE}),
        _in("fact_ids", "unknown-reference"), also="acme.revenue.2023"),
    bad("A5_other_than_its_formula", add("scenarios", ROW | {"mid": "14.5"}),
        _in("mid", "print-disagrees"), also="14.01"),
    bad("A5_formula_of_the_high_end", add("scenarios", ROW | {
        "note": "formula of high: acme.revenue.2024 / acme.revenue.2023"}),
        _in("high", "print-disagrees")),
    bad("A5_formula_that_is_none", add("scenarios", ROW | {"note": "formula of mid: about 14"}),
        _in("note", "print-unreadable"), also="brackets"),
    bad("A6_probabilities_below_the_whole", add("scenarios", _weight("none", "50"),
        _weight("all", "40")), _in("mid", "identity", 3), also="add up to 90"),
    bad("A7_same_assumption_twice", add("scenarios", ROW, ROW | {"mid": "14.01"}),
        _in("assumption_id", "duplicate-key", 3)),
    bad("A7_no_day", add("scenarios", ROW | {"visible_from": "2025-04"}),
        _in("visible_from", "date")),
    bad("A7_no_reason", add("scenarios", ROW | {"because_zh": ""}), _in("because_zh", "required")),
    bad("A7_no_such_distribution", add("scenarios", ROW | {"distribution": "normal"}),
        _in("distribution", "vocabulary")),
]  # fmt: skip


def _reads(ledger) -> bool:
    seen = ledger.assumption("growth_seen")
    return (seen.mid, seen.facts) == (Decimal("14.0"), tuple(SALES.split(";")))


LEGAL: list[Case] = [
    Case("A0_an_assumption_with_its_formula", add("scenarios", ROW), reads=_reads),
    Case("A0_a_later_row_takes_its_place", add("scenarios", ROW, ROW | {
        "assumption_id": "growth_seen~2025-10-31", "visible_from": "2025-10-31", "mid": "15",
        "source_id": NEWS, "note": ""}),
        reads=lambda ledger: ledger.assumption("growth_seen").mid == 15),
    Case("A0_probabilities_that_make_a_whole", add("scenarios", _weight("none", "60"),
        _weight("all", "40")), reads=lambda ledger: ledger.assumption("scenario_probability_all").mid == 40),
]  # fmt: skip
