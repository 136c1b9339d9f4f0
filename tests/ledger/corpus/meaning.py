"""Rows that are well written and cannot be true."""

from __future__ import annotations

from .base import GUIDE, LISTING, NEWS, QUARTER, SHEET, YEAR, Case, at, bad, fact, in_new, row_of
from .edits import add, add_fact, both, cell

CHIP = {"subject": "acme_n1", "source_id": SHEET, "basis": "vendor_claim", "house": "vendor"}
PRICE = {"unit": "CNY/share", "period": "2025-12-17", "source_id": LISTING}


def _value(key: str, value: str, printed: str):
    """Change a fact and its print alike: only its meaning can be wrong."""
    return both(cell("facts", key, "value", value), cell("facts", key, "reported_as", printed))


def _cell(code: str, key: str, column: str = "value"):
    return at(code, "facts", row_of("facts", key), column)


def _fact(**cells: str):
    return add_fact(**cells)


RANGES = {
    "M7_negative_revenue": ({"metric": "revenue", "period": "2021", "value": "-743071600",
        "reported_as": "-74,307.16万元"}, "negative"),
    "M7_zero_price": ({**PRICE, "metric": "share_price", "segment": "close", "value": "0",
        "reported_as": "0元"}, "negative"),
    "M7_negative_price": ({**PRICE, "metric": "share_price", "segment": "close",
        "value": "-104.66", "reported_as": "-104.66元"}, "negative"),
    "M7_negative_count": ({"metric": "units_produced", "unit": "units", "value": "-13606",
        "reported_as": "-13,606张"}, "negative"),
    "M7_negative_headcount": ({"metric": "headcount", "segment": "rd", "unit": "persons",
        "value": "-652", "reported_as": "-652人"}, "negative"),
    "M7_negative_memory": ({**CHIP, "metric": "memory_capacity", "segment": "measured",
        "unit": "GB", "value": "-64", "reported_as": "-64GB"}, "negative"),
    "M7_negative_power": ({**CHIP, "metric": "tdp", "unit": "W", "value": "-350",
        "reported_as": "-350 W"}, "negative"),
    "M7_negative_share": ({"metric": "customer_share", "segment": "top5", "unit": "percent",
        "value": "-53.4", "reported_as": "-53.4%"}, "negative"),
    "M7_negative_market_value": ({**PRICE, "metric": "market_cap", "segment": "at_issue",
        "unit": "CNY", "value": "-41880000000", "reported_as": "-418.80亿元"}, "negative"),
    "M7_negative_duration": ({"metric": "duration", "segment": "project", "unit": "days",
        "value": "-170", "reported_as": "-170天"}, "negative"),
    "M8_margin_of_153": ({"metric": "gross_margin", "unit": "percent", "value": "153.43",
        "reported_as": "153.43%"}, "too-large-share"),
    "M8_net_margin_of_140": ({"metric": "net_margin", "unit": "percent", "value": "140",
        "reported_as": "140%"}, "too-large-share"),
    "M8_share_over_100": ({"metric": "customer_share", "segment": "top5", "unit": "percent",
        "value": "120.5", "reported_as": "120.5%"}, "too-large-share"),
    "M8_supplier_share_over_100": ({"metric": "supplier_share", "segment": "top5",
        "unit": "percent", "value": "101", "reported_as": "101%"}, "too-large-share"),
    "M8_market_share_over_100": ({"subject": "china_ai_chip_market", "metric": "market_share",
        "segment": "nvidia", "unit": "percent", "value": "154", "reported_as": "154%",
        "period": "2015"}, "too-large-share"),
}  # fmt: skip
LOOK_AHEAD = {
    "D10_audited_before_its_end": {"period": "2025", "basis": "audited"},
    "D10_unaudited_quarter_of_later": {"period": "2025Q3", "basis": "unaudited"},
    "D10_price_of_a_later_day": {"metric": "share_price", "segment": "close", "unit": "CNY/share",
        "period": "2025-12-18", "value": "700", "reported_as": "700.00元",
        "basis": "third_party_measured"},
    "D10_earnings_per_share_of_later": {"metric": "per_share", "segment": "eps_basic",
        "unit": "CNY/share", "period": "2025", "value": "0.5", "reported_as": "0.50元"},
    "D10_average_price_of_later": {"metric": "average_price", "unit": "CNY/unit",
        "period": "2025", "value": "46900", "reported_as": "4.69万元/张"},
    "D10_units_of_later": {"metric": "units_produced", "unit": "units", "period": "2025",
        "value": "46900", "reported_as": "46,900张", "basis": "vendor_claim"},
    "D10_unaudited_quarter_that_still_runs": {"period": "2025Q2", "basis": "unaudited"},
    "D10_unaudited_half_that_still_runs": {"period": "2025H1", "basis": "unaudited"},
    "D10_unaudited_year_that_still_runs": {"period": "2025", "basis": "unaudited"},
    "D10_reviewed_half_of_later": {"period": "2025H1", "basis": "reviewed"},
    "D10_day_after_publication": {"period": "2025-05-01", "basis": "audited", "metric": "cash",
                                  "segment": "near_cash"},
    "D10_interval_that_ends_later": {"period": "2024/2025", "basis": "audited",
        "metric": "purchases", "segment": "hbm"},
}  # fmt: skip
MASS = "acme_n1.product_date.mass_production.2024"
CASES: list[Case] = [
    *(bad(name, _fact(**row), in_new(code)) for name, (row, code) in RANGES.items()),
    *(bad(name, _fact(**row), in_new("look-ahead", "basis"), also="2025-04-30")
      for name, row in LOOK_AHEAD.items()),
    bad("D12_balance_under_a_year", _fact(metric="cash", segment="monetary_funds", period="2021"),
        in_new("period", "period"), also="the day of the balance"),
    bad("D12_proceeds_under_a_year", _fact(metric="proceeds", segment="gross", period="2021"),
        in_new("period", "period"), also="the day of the listing"),
    bad("D12_founding_under_a_day", _fact(metric="company_date", segment="spin_off",
        period="2021-05-08", value="2021-05-08", unit="date", reported_as="2021年5月8日"),
        in_new("period", "period"), also="the year of the date"),
    bad("D10_step_after_publication", _value("acme_n1.product_date.mass_production.2024", "2024-06-14",
        "2024年6月14日"), _cell("look-ahead", "acme_n1.product_date.mass_production.2024"),
        also="2024-05-20"),
    # order of steps: the later step is told, and names the earlier one
    bad("M24_listed_before_accepted", _value("acme.ipo_date.listed.2025", "2025-05-17",
        "2025年5月17日"), _cell("order", "acme.ipo_date.listed.2025"),
        also="mine/facts.csv:26"),
    bad("M24_reviewed_before_accepted", _value("acme.ipo_date.review_passed.2025", "2025-06-24",
        "2025年6月24日"), _cell("order", "acme.ipo_date.review_passed.2025"),
        also="mine/facts.csv:25"),
    bad("M24_mass_production_before_tape_out", both(
        cell("facts", MASS, "value", "2021-02"), cell("facts", MASS, "reported_as", "2021年2月"),
        cell("facts", MASS, "period", "2021"),
        cell("facts", MASS, "fact_id", "acme_n1.product_date.mass_production.2021")),
        _cell("order", MASS), also="tape_out"),
    # identities, all parts from one source
    bad("M12_quarters_do_not_make_the_year", _value("acme.revenue.2024q4", "393071600",
        "39,307.16万元"), _cell("identity", "acme.revenue.2024"), also="843071400"),
    bad("M12_quarters_above_the_year", _value("acme.revenue.2024q1", "800000000",
        "80,000.00万元"), _cell("identity", "acme.revenue.2024")),
    bad("M12_lines_do_not_make_the_total", _value("acme.revenue.other_business.2024", "2071600",
        "207.16万元"), _cell("identity", "acme.revenue.2024")),
    bad("M12_revenue_less_cost", _value("acme.cost_of_revenue.2024", "356071600",
        "35,607.16万元"), _cell("identity", "acme.gross_profit.2024"),
        _cell("identity", "acme.gross_margin.2024"), also="cost_of_revenue"),
    bad("M12_price_by_shares", _value("acme.issue_price.2025-12-17", "114.66", "114.66元/股"),
        _cell("identity", "acme.proceeds.gross.2025-12-17"), also="shares_issued"),
    bad("M12_half_years_do_not_make_the_year", both(add("facts",
        fact(metric="selling_expense", period="2024", value="30000000", reported_as="3,000.00万元"),
        fact(metric="selling_expense", period="2024H1", value="10000000",
             reported_as="1,000.00万元"),
        fact(metric="selling_expense", period="2024H2", value="10000000",
             reported_as="1,000.00万元"))), in_new("identity")),
]  # fmt: skip


def _from(key: str, source: str, value: str, printed: str):
    return both(_value(key, value, printed), cell("facts", key, "source_id", source))


DISAGREEMENTS: list[Case] = [
    Case("M12_quarter_of_another_source", _from("acme.revenue.2024q4", NEWS, "393071600",
         "39,307.16万元"), disagrees=1),
    Case("M12_cost_of_another_source", _from("acme.cost_of_revenue.2024", NEWS, "356071600",
         "35,607.16万元"), disagrees=2),
    Case("M12_price_of_another_source", both(_value("acme.issue_price.2025-12-17", "114.66",
         "114.66元/股"), add("sources", {"source_id": "acme_wire", "kind": "news",
         "tier": "secondary", "title": "Listing day", "published": "2025-12-18"}),
         cell("facts", "acme.issue_price.2025-12-17", "source_id", "acme_wire")), disagrees=1),
    Case("M2_alternate_of_another_source", add_fact(metric="revenue", period="2023",
         value="63000000", reported_as="0.63亿元", status="alternate", source_id=NEWS,
         fact_id=f"acme.revenue.2023~{NEWS}"), disagrees=1),
]  # fmt: skip
LOOK_AHEAD_LEGAL = (
    ("guidance_for_later", {"period": "2025", "basis": "guidance", "segment": "guidance_low"}),
    ("forecast_for_later", {"period": "2027", "basis": "forecast", "segment": "forecast"}),
    ("period_that_ends_on_the_day", {"period": "2025-04-30", "metric": "cash",
        "segment": "near_cash"}),
)  # fmt: skip
assert (GUIDE, QUARTER, YEAR) == ("acme_guide", "acme_q3", "acme_ar2024")
