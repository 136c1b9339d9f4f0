"""One company, one currency of its statements and one date of founding."""

from __future__ import annotations

import pytest

from tapeout.ledger import examine

FACT = "{id},metax,{metric},{segment},{period},{value},{unit},{print},audited,company,preferred,metax_prospectus,,\n"


def add(copy, **cells):
    line = FACT.format(**cells).rstrip("\n")
    return copy.append("facts.csv", line)


def places(copy):
    return [(p.code, p.row, p.column) for p in examine(copy.folder).problems]


def test_a_statement_in_another_currency_is_refused(copy):
    cells = {"id": "metax.revenue.2019", "metric": "revenue", "segment": "", "period": "2019"}
    row = add(copy, **cells, value="5000000", unit="USD", print="$5 million")
    assert places(copy) == [("currency", row, "unit")]
    message = str(examine(copy.folder).problems[0])
    assert "found 'USD', expected CNY" in message


def test_a_price_in_another_currency_is_not_of_the_statements(copy):
    cells = {
        "id": "metax.valuation.x.2019",
        "metric": "valuation",
        "segment": "x",
        "period": "2019",
    }
    add(copy, **cells, value="5000000", unit="USD", print="$5 million")
    assert places(copy) == []


def test_a_second_founding_is_refused(copy):
    cells = {"id": "metax.company_date.founded.2019", "metric": "company_date",
             "segment": "founded", "period": "2019"}  # fmt: skip
    row = add(copy, **cells, value="2019-01-02", unit="date", print="2019年1月2日")
    assert ("founded-twice", row, "period") in places(copy)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"metric": "cash", "segment": "monetary_funds", "period": "2019"},
            "the day of the balance",
        ),
        (
            {"metric": "undistributed_profit", "segment": "", "period": "2019"},
            "the day of the balance",
        ),
        ({"metric": "proceeds", "segment": "net", "period": "2019"}, "the day of the listing"),
    ],
)
def test_a_figure_under_a_period_that_no_section_looks_for_is_refused(copy, cells, expected):
    name = ".".join(filter(None, ("metax", cells["metric"], cells["segment"], "2019")))
    row = add(copy, id=name, **cells, value="5000000", unit="CNY", print="500万元")
    problem = examine(copy.folder).problems[0]
    assert (problem.code, problem.row, problem.column) == ("period", row, "period")
    assert expected in problem.expected


def test_a_date_stands_under_its_year(copy):
    cells = {"metric": "company_date", "segment": "annual_report_planned", "period": "2019-05-08"}
    row = add(copy, id="metax.company_date.annual_report_planned.2019-05-08", **cells,
              value="2019-05-08", unit="date", print="2019年5月8日")  # fmt: skip
    assert ("period", row, "period") in places(copy)
    assert "expected 2019, the year of the date" in str(examine(copy.folder).problems[0])


def test_a_market_may_raise_money_in_a_year(copy):
    assert places(copy) == []  # a_share_ipo_market.proceeds.gross.2025
