"""Figures that cannot be are refused, those that only look odd are not."""

import pytest

from tapeout.ledger.ranges import QUANTITIES, ranges

from .meaning_sheets import changed, fact, ledger, shipped_sheets

BAD = {
    "negative revenue": (fact("revenue", "-5"), "negative"),
    "negative R&D": (fact("rd_expense", "-0.01"), "negative"),
    "negative assets": (fact("assets", "-1", segment="total"), "negative"),
    "price of zero": (fact("issue_price", "0", unit="CNY/share"), "negative"),
    "negative price": (fact("share_price", "-3", unit="CNY/share", segment="close"), "negative"),
    "gross margin above revenue": (fact("gross_margin", "100.01", unit="percent"), "too-large-share"),
    "net margin above revenue": (fact("net_margin", "153", unit="percent"), "too-large-share"),
    "share above the whole": (fact("market_share", "101", unit="percent", segment="acme"), "too-large-share"),
    "negative share": (fact("revenue_share", "-1", unit="percent", segment="cards"), "negative"),
    "half a card": (fact("units_sold", "12.5", unit="units"), "whole-number"),
    "negative count": (fact("headcount", "-1", unit="persons", segment="total"), "negative"),
    "no compute": (fact("compute_dense", "0", unit="TFLOPS", segment="fp16"), "negative"),
    "no power": (fact("tdp", "-350", unit="W"), "negative"),
    "fall of more than all": (fact("growth_yoy", "-101", unit="percent", segment="revenue"), "negative"),
    "price fall of more than all": (fact("price_change", "-100.5", unit="percent", segment="day"), "negative"),
    "negative intensity": (fact("rd_to_revenue", "-3", unit="percent"), "negative"),
    "outflow with a sign": (fact("operating_cash_flow", "-3", segment="outflow"), "negative"),
    "date long ago": (fact("ipo_date", "1825-12-17", unit="date", segment="listed", period="2025"), "range"),
}  # fmt: skip
GOOD = {
    "loss": fact("net_profit_parent", "-5"),
    "cash burnt": fact("operating_cash_flow", "-5"),
    "interest earned": fact("finance_expense", "-5"),
    "reversal": fact("impairment_loss", "5", segment="credit"),
    "gross loss": fact("gross_profit", "-5"),
    "negative margin": fact("gross_margin", "-70.08", unit="percent"),
    "whole margin": fact("gross_margin", "100.00", unit="percent"),
    "margin of a large loss": fact("net_margin", "-12401.4", unit="percent"),
    "uncovered loss": fact("undistributed_profit", "-5"),
    "tax benefit": fact("income_tax", "-5", unit="USD"),
    "loss per share": fact("per_share", "-7.01", unit="CNY/share", segment="eps_basic"),
    "nothing": fact("revenue", "0"),
    "no link": fact("interconnect_bandwidth", "0", unit="GB/s", segment="bidirectional"),
    "clock": fact("chip_property", "1.6", unit="GHz", segment="clock_max"),
    "transistors": fact("transistors", "13.6", unit="billion"),
    "profit fell by more than all": fact("growth_yoy", "-230", unit="percent", segment="net_profit"),
    "supply above demand": fact("market_share", "104", unit="percent", segment="domestic_supply_to_demand"),
    "whole number with zeros": fact("units_sold", "12.0", unit="units"),
    "large intensity": fact("rd_to_revenue", "151857.6", unit="percent"),
    "words": fact("form_factor", "OAM", unit="text"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "code"), BAD.values(), ids=BAD)
def test_what_cannot_be_is_refused_at_its_cell(row, code):
    (problem,) = ranges(ledger([fact("revenue", "1"), row]))
    assert (problem.file, problem.row, problem.column) == ("data/facts.csv", 3, "value")
    assert problem.code == code
    assert row["value"] in problem.found
    assert problem.expected


@pytest.mark.parametrize("row", GOOD.values(), ids=GOOD)
def test_what_may_be_passes(row):
    assert list(ranges(ledger([row]))) == []


@pytest.mark.parametrize(("row", "code"), BAD.values(), ids=BAD)
def test_a_doubtful_figure_may_stay(row, code):
    problems = list(ranges(ledger([row | {"status": "doubtful"}])))
    assert len(problems) == (code == "range")  # a year of the wrong century is no figure


def test_a_new_metric_has_the_range_of_its_quantity_unless_its_definition_says_otherwise():
    new = {"metric": "tax_paid", "quantity": "money"}
    rows = [fact("tax_paid", "-1")]
    (problem,) = ranges(ledger(rows, metrics=[new]))
    assert "definition" in problem.expected
    said = new | {"definition_en": "Tax paid; negative is a refund."}
    assert list(ranges(ledger(rows, metrics=[said]))) == []
    said = new | {"definition_zh": "已付税款，负数为退税。"}
    assert list(ranges(ledger(rows, metrics=[said]))) == []
    # A word that only holds the character (liabilities) does not make a metric signed.
    liabilities = new | {"definition_zh": "负债总额。"}
    assert len(list(ranges(ledger(rows, metrics=[liabilities])))) == 1


def test_every_range_has_a_reason_and_bounds_are_met_exactly():
    assert all(rule.reason for rule in QUANTITIES.values())
    inside = fact("market_share", "100", unit="percent", segment="acme")
    outside = inside | {"value": "100.00000000000001"}
    assert not list(ranges(ledger([inside])))
    assert len(list(ranges(ledger([outside])))) == 1


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [("sources", "published", "2205-01-01"), ("events", "date", "0205-01-01"),
     ("entities", "founded", "1066"), ("facts", "period", "2022/2924")],
)  # fmt: skip
def test_years_out_of_the_world_are_refused_in_every_table(table, column, cell):
    sheets = changed(shipped_sheets(), table, 5, **{column: cell})
    (problem,) = ranges(sheets)
    assert (problem.column, problem.row, problem.code) == (column, 7, "range")
    assert cell in problem.found


def test_the_shipped_ledger_is_in_range():
    assert list(ranges(shipped_sheets())) == []
