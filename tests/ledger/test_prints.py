"""Rows that the ledger computed rest on figures that may be used, in units that fit."""

from __future__ import annotations

import time

import pytest

from tapeout.ledger.keys import one_preferred
from tapeout.ledger.prints import prints
from tapeout.ledger.vintage import SEED

from .meaning_sheets import fact, ledger

REVENUE = fact("revenue", "743000000", reported_as="7.43亿元")
PROFIT = fact("gross_profit", "397000000", reported_as="3.97亿元")


def problems(*rows):
    return list(prints(ledger(list(rows)), {}, ()))


def computed(metric, value, formula, printed="", **rest):
    row = {"basis": "derived", "reported_as": printed, "note": f"formula: {formula}"} | rest
    return fact(metric, value, **row)


# -- what may be used -------------------------------------------------------------------------
SUM = computed("capex", "743000000", "acme.revenue.2024 + 0")


@pytest.mark.parametrize(
    ("rest", "word"),
    [({"status": "doubtful", "fact_id": "acme.revenue.2024"}, "doubtful row acme.revenue.2024"),
     ({"source_id": SEED}, "narrative")],
)  # fmt: skip
@pytest.mark.parametrize("printed", ["", "7.43亿元"])
def test_no_figure_rests_on_a_doubtful_row_or_on_the_narrative(rest, word, printed):
    (problem,) = problems(REVENUE | rest, SUM | {"reported_as": printed})
    assert (problem.row, problem.column, problem.code) == (3, "note", "print-unreadable")
    assert "the formula rests on" in problem.message
    assert word in problem.message
    assert problems(REVENUE | rest, SUM | {"status": "doubtful"}) == []


def test_a_row_that_is_not_computed_is_no_formula_of_facts():
    sneaked = fact("capex", "743000000", reported_as="acme.revenue.2024 + 0")
    assert len(problems(REVENUE, sneaked)) == 1
    assert problems(REVENUE, SUM) == []


# -- percent ----------------------------------------------------------------------------------
QUOTIENT = "acme.gross_profit.2024 / acme.revenue.2024"


@pytest.mark.parametrize(
    ("value", "formula", "count"),
    [("53.4", QUOTIENT, 0), ("0.534", QUOTIENT, 1), ("53.4", f"{QUOTIENT} * 100", 0),
     ("5340", f"{QUOTIENT} * 100", 1), ("0.534", f"{QUOTIENT} * 100", 1),
     ("46.6", f"100 - 100 * {QUOTIENT}", 0), ("46.6", f"1 - {QUOTIENT}", 0),
     ("53.4", "acme.net_margin.2024 + 0", 0), ("5340", "acme.net_margin.2024 + 0", 1)],
)  # fmt: skip
def test_a_quotient_is_a_percentage_times_a_hundred_and_nothing_else_is(value, formula, count):
    margin = fact("net_margin", "53.4", unit="percent", reported_as="53.4%")
    row = computed("gross_margin", value, formula, unit="percent")
    assert [p.code for p in problems(REVENUE, PROFIT, margin, row)] == ["print-disagrees"] * count


# -- units ------------------------------------------------------------------------------------
STAFF = fact("headcount", "652", unit="persons", segment="total", reported_as="652人")
DOLLARS = fact("valuation", "3000000000", unit="USD", reported_as="US$3bn")
PRICE = fact("issue_price", "10", unit="CNY/share", reported_as="10元")
SHARES = fact("shares_issued", "50", unit="shares", segment="total", reported_as="50股")


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [(computed("capex", "3000000000", "acme.valuation.2024 + 0"), "unit", "unit"),
     (computed("capex", "21000000000", "acme.valuation.2024 * 7"), "unit", "unit"),
     (computed("capex", "743000652", "acme.revenue.2024 + acme.headcount.total.2024"),
      "note", "print-unreadable")],
)  # fmt: skip
def test_units_that_cannot_be_are_refused(row, column, code):
    (problem,) = problems(REVENUE, STAFF, DOLLARS, row)
    assert (problem.row, problem.column, problem.code) == (5, column, code)


def test_price_by_shares_is_money():
    row = computed("proceeds", "500", "acme.issue_price.2024 * acme.shares_issued.total.2024")
    assert problems(PRICE, SHARES, row) == []
    assert [p.code for p in problems(PRICE, SHARES, row | {"unit": "USD"})] == ["unit"]


# -- numbers of a formula ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("printed", "note", "count"),
    [("", "", 1), ("743,000,000 * 1.0", "", 0), ("see page 7", "", 1),
     ("", " (inputs printed in the source, not held as rows)", 1),
     ("743,000,000", " (inputs printed in the source, not held as rows)", 0)],
)  # fmt: skip
def test_numbers_alone_must_be_printed(printed, note, count):
    row = computed("revenue", "743000000", f"743000000 * 1.0{note}", printed)
    found = problems(row)
    assert len(found) == count
    assert all(p.code == "print-missing" for p in found)


# -- chains -----------------------------------------------------------------------------------
def chain(length, formula):
    rows = [
        computed("revenue", "1", formula.replace("NEXT", f"acme.revenue.s{k + 1}.2024"),
                 segment=f"s{k}") for k in range(length)
    ]  # fmt: skip
    return [*rows, fact("revenue", "1", reported_as="1元", segment=f"s{length}")]


@pytest.mark.parametrize(
    "formula", ["NEXT + 0", "NEXT + NEXT - NEXT", "(" * 30 + "NEXT + 0" + ")" * 30]
)
def test_a_long_chain_is_read_once_a_row(formula):
    start = time.perf_counter()
    problems(*chain(2000, formula))
    assert time.perf_counter() - start < 10


def test_a_formula_that_leads_back_to_itself_is_no_evidence():
    one = computed("revenue", "7", "acme.revenue.b.2024 + 0", segment="a")
    two = computed("revenue", "7", "acme.revenue.a.2024 + 0", segment="b")
    three = computed("revenue", "7", "acme.revenue.b.2024 + 0", segment="c")
    assert [p.code for p in problems(one, two, three)] == ["print-unreadable"] * 3
    assert len(problems(one | {"note": "formula: acme.revenue.a.2024 + 0"})) == 1


# -- spellings of one period ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("one", "two", "count"),
    [("2025", "2025Q1-Q4", 1), ("2025", "2025Q1/2025Q4", 1), ("2025", "2025H1/2025H2", 1),
     ("2025", "2025-01/2025-12", 1), ("2025", "2025/2025", 1), ("2025H1", "2025Q1-Q2", 1),
     ("2025", "FY2025", 0), ("2025H1", "2025Q1-Q3", 0), ("2025-03-31", "2025Q1", 0)],
)  # fmt: skip
def test_one_period_has_one_preferred_row_however_it_is_written(one, two, count):
    rows = [fact("revenue", "1", period=one), fact("revenue", "2", period=two)]
    found = list(one_preferred(ledger(rows)))
    assert len(found) == count
    assert all((p.row, p.column, p.code) == (3, "status", "second-preferred") for p in found)
