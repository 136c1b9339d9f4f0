"""A figure of a period that is not over yet is guidance, a forecast or an estimate."""

from datetime import date

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


COLLECTED = date(2026, 11, 23)


def test_a_source_known_to_the_year_is_visible_on_the_day_of_collection_and_knows_no_more():
    sources = [{"source_id": "filing", "published": "2026"}]
    year, half = fact("revenue", period="2026"), fact("revenue", period="2026H1")
    assert list(look_ahead(ledger([year], sources=sources))) == []
    (problem,) = look_ahead(ledger([year], sources=sources), COLLECTED)
    assert (problem.code, problem.column) == ("look-ahead", "basis")
    assert "2026-11-23" in problem.found
    assert list(look_ahead(ledger([half], sources=sources), COLLECTED)) == []


@pytest.mark.parametrize(
    ("published", "count"),
    [("2026-11-23", 0), ("2026-11-24", 1), ("2026-11", 0), ("2026-12", 1), ("2026", 0),
     ("2027", 1), ("2099-01-01", 1), ("", 0)],
)  # fmt: skip
def test_nothing_is_published_after_the_day_of_collection(published, count):
    sheets = ledger([], sources=[{"source_id": "filing", "published": published}])
    found = list(look_ahead(sheets, COLLECTED))
    assert len(found) == count
    for problem in found:
        place = (problem.file, problem.row, problem.column, problem.code)
        assert place == ("data/sources.csv", 2, "published", "look-ahead")
        assert published in problem.found
        assert "2026-11-23" in problem.expected


def computed(source, printed="", value="90", **rest):
    note = "formula: acme.revenue.2024 - acme.capex.2024"
    row = {"basis": "derived", "note": note, "reported_as": printed, "source_id": source} | rest
    return fact("gross_profit", value, **row)


INPUTS = [fact("revenue", "100", source_id="old"), fact("capex", "10", source_id="new")]
DATED = [{"source_id": "old", "published": "2025-06-01"},
         {"source_id": "new", "published": "2026-04-30"},
         {"source_id": "undated", "published": ""}]  # fmt: skip


def test_a_computed_row_is_no_older_than_its_newest_input():
    (problem,) = look_ahead(ledger([*INPUTS, computed("old")], sources=DATED), COLLECTED)
    assert (problem.row, problem.column, problem.code) == (4, "source_id", "look-ahead")
    for part in ("acme.capex.2024", "2026-04-30", "2025-06-01"):
        assert part in problem.found
    for row in (computed("new"), computed("undated"), computed("old", status="doubtful")):
        assert list(look_ahead(ledger([*INPUTS, row], sources=DATED), COLLECTED)) == []


def test_a_computed_row_with_a_date_rests_on_no_undated_fact():
    rows = [INPUTS[0], fact("capex", "10", source_id="undated"), computed("new")]
    (problem,) = look_ahead(ledger(rows, sources=DATED), COLLECTED)
    assert "no date" in problem.found


@pytest.mark.parametrize(("printed", "count"), [("100 - 10", 0), ("90元", 0), ("see page", 1)])
def test_a_source_that_prints_the_figures_itself_needs_no_newer_one(printed, count):
    rows = [*INPUTS, computed("old", printed)]
    assert len(list(look_ahead(ledger(rows, sources=DATED), COLLECTED))) == count


def test_the_shipped_ledger_looks_nowhere_ahead():
    sheets = shipped_sheets()
    assert list(look_ahead(sheets, COLLECTED)) == []
    assert list(look_ahead(sheets)) == []
    facts = sheets["facts"][0].columns
    place = facts["fact_id"].index("metax.revenue.2025")
    source = sheets["sources"][0].columns["source_id"].index(facts["source_id"][place])
    (problem, *_) = look_ahead(changed(sheets, "sources", source, published="2025-11-30"))
    assert problem.code == "look-ahead"
