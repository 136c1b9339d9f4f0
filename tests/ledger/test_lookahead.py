"""A figure of a period that is not over yet is guidance, a forecast or an estimate."""

import pytest

from tapeout.ledger.lookahead import look_ahead

from .meaning_sheets import changed, fact, ledger, shipped_sheets


def early(row, published, **tables):
    """Return the problems of one row in a source of that date."""
    sources = [{"source_id": "filing", "published": published}]
    return list(look_ahead(ledger([row], sources=sources, **tables)))


YEAR = fact("revenue", period="2025")


@pytest.mark.parametrize("basis", ["audited", "unaudited", "reviewed", "vendor_claim", "derived"])
def test_a_whole_year_is_not_known_while_it_runs(basis):
    (problem,) = early(YEAR | {"basis": basis}, "2025-12-30")
    assert (problem.file, problem.row, problem.column) == ("data/facts.csv", 2, "basis")
    assert problem.code == "look-ahead"
    assert basis in problem.found
    assert "2025-12-31" in problem.found
    assert "guidance" in problem.expected
    assert early(YEAR | {"basis": basis}, "2025-12-31") == []


@pytest.mark.parametrize("basis", ["guidance", "forecast", "estimate"])
def test_what_is_expected_may_be_early(basis):
    assert early(YEAR | {"basis": basis}, "2024-02-01") == []


def test_a_source_known_to_the_month_or_year_counts_from_its_last_day():
    assert early(YEAR, "2025-12") == []
    assert early(YEAR, "2025") == []
    assert len(early(YEAR, "2025-11")) == 1


def test_a_source_without_a_date_is_never_visible_so_nothing_is_early():
    assert early(YEAR, "") == []


@pytest.mark.parametrize(
    ("period", "last"),
    [("2025Q3", "2025-09-30"), ("2025H1", "2025-06-30"), ("2025Q1-Q3", "2025-09-30"),
     ("2023/2025", "2025-12-31"), ("2025-08-20", "2025-08-20")],
)  # fmt: skip
def test_quarters_halves_intervals_and_days(period, last):
    row = fact("revenue", period=period)
    day_before = last[:-2] + f"{int(last[-2:]) - 1:02d}"
    assert len(early(row, day_before)) == 1
    assert early(row, last) == []


def test_a_month_is_the_date_of_a_statement_and_must_have_begun():
    row = fact("customer_share", "80", unit="percent", segment="top1", period="2026-06")
    assert early(row, "2026-06-16") == []
    assert len(early(row, "2026-05-31")) == 1


def test_a_fiscal_year_ends_when_the_company_says():
    ends = {"fiscal-years": [{"entity_id": "acme", "end_month": "3"}]}
    row = fact("revenue", period="FY2026")
    assert early(row, "2026-03-31", **ends) == []
    assert len(early(row, "2026-03-30", **ends)) == 1


STATED = {
    "issue price": fact("issue_price", "9", unit="CNY/share", period="2025-12-17"),
    "proceeds": fact("proceeds", segment="gross", period="2025-12-17"),
    "bids": fact("subscribers", unit="units", segment="online", period="2025-12-17"),
    "shares": fact("shares_total", unit="shares", segment="after_issue", period="2025-12-17"),
    "value at issue": fact("market_cap", segment="at_issue", period="2025-12-17"),
    "nominal": fact("compute_dense", unit="TFLOPS", segment="fp16", period="2026"),
    "launch year": fact("tdp", "350", unit="W", period="2026"),
    "words": fact("route", "GPGPU", unit="text", period="2026"),
    "listing day": fact("ipo_date", "2025-12-17", unit="date", segment="listed"),
    "plan": fact("product_date", "2026Q1", unit="date", segment="release_planned"),
}  # fmt: skip


@pytest.mark.parametrize("row", STATED.values(), ids=STATED)
def test_terms_of_an_issue_nominal_figures_and_plans_are_no_look_ahead(row):
    assert early(row, "2025-12-03") == []


LATE = {
    "close of the first day": fact("share_price", "9", unit="CNY/share", period="2025-12-17",
                                   segment="first_day_close"),
    "value of the day": fact("market_cap", period="2025-12-17"),
    "units of the year": fact("units_sold", unit="units"),
    "review": fact("ipo_date", "2025-12-17", unit="date", segment="review_passed"),
    "tape-out": fact("product_date", "2026Q1", unit="date", segment="tape_out"),
    "valuation": fact("valuation", segment="post_money", period="2026-01"),
}  # fmt: skip


@pytest.mark.parametrize("row", LATE.values(), ids=LATE)
def test_what_happens_on_its_day_is_not_known_before(row):
    row = {**row, "period": "2025"} if row["metric"] == "units_sold" else row
    assert len(early(row, "2025-12-03")) == 1
    assert early({**row, "status": "doubtful"}, "2025-12-03") == []
    assert early({**row, "basis": "forecast"}, "2025-12-03") == []


def test_a_new_metric_is_held_to_its_quantity():
    new = [{"metric": "tax_paid", "quantity": "money"}]
    assert len(early(fact("tax_paid", period="2025"), "2025-06-01", metrics=new)) == 1
    new = [{"metric": "sockets", "quantity": "count"}]
    assert early(fact("sockets", unit="units", period="2025"), "2025-06-01", metrics=new) == []


def test_the_shipped_ledger_looks_nowhere_ahead():
    sheets = shipped_sheets()
    assert list(look_ahead(sheets)) == []
    facts = sheets["facts"][0].columns
    place = facts["fact_id"].index("metax.revenue.2025")
    source = sheets["sources"][0].columns["source_id"].index(facts["source_id"][place])
    (problem, *_) = look_ahead(changed(sheets, "sources", source, published="2025-11-30"))
    assert problem.code == "look-ahead"
