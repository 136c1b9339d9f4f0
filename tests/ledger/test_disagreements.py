"""Sources that contradict each other are listed with their rows, and nothing else is."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from tapeout.ledger.disagreements import disagreement_line, disagreements
from tapeout.ledger.identities import identities

from .meaning_sheets import fact, ledger, shipped_sheets


def found(*rows, **tables):
    return disagreements(ledger(list(rows), **tables))


def other(row, value, printed="", source="news", **rest):
    """Return an alternate of a row from another source."""
    return row | {
        "value": value, "reported_as": printed or value, "source_id": source,
        "status": "alternate", "fact_id": f"{row['fact_id']}~{source}",
    } | rest  # fmt: skip


EXACT = fact("revenue", "743071582.31", reported_as="743,071,582.31元")


# -- one figure, two sources ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "printed", "count"),
    [
        ("743000000", "7.43亿元", 0),
        ("744000000", "7.44亿元", 1),
        ("743100000", "74,310万元", 1),
        ("743070000", "74,307万元", 0),
        ("740000000", "约7.4亿元", 0),
        ("743071582.3", "743,071,582.3元", 0),
    ],
)
def test_two_sources_disagree_where_their_digits_leave_nothing_in_common(value, printed, count):
    assert len(found(EXACT, other(EXACT, value, printed))) == count


@pytest.mark.parametrize(("value", "count"), [("101", 0), ("102", 1), ("99", 0), ("98", 1)])
def test_digits_that_touch_agree(value, count):
    assert len(found(fact("revenue", "100"), other(fact("revenue", "100"), value))) == count


def test_a_disagreement_holds_every_row_preferred_first():
    row = EXACT | {"note": "audited; agrees with the preferred value to the printed digits"}
    (one,) = found(
        other(EXACT, "744000000", "7.44亿元", note="express; differs from the preferred by 1%"),
        row,
        other(EXACT, "743000000", "7.43亿元", source="undated"),
    )
    assert one.kind == "sources"
    assert one.key == ("acme", "revenue", "", "2024", "company")
    assert [r.source_id for r in one.rows] == ["filing", "news", "undated"]
    assert [r.row for r in one.rows] == [3, 2, 4]
    first, second, _ = one.rows
    assert (first.lo, first.hi) == (Decimal("743071582.305"), Decimal("743071582.315"))
    assert (second.lo, second.hi) == (Decimal(743500000), Decimal(744500000))
    assert (second.file, second.value, second.unit) == ("data/facts.csv", "744000000", "CNY")
    assert second.reported_as == "7.44亿元"
    assert one.difference.en == "0.1% apart"
    assert one.reason == "audited; express"


@pytest.mark.parametrize(
    "rest",
    [{"status": "doubtful"}, {"source_id": "seed_article"}, {"basis": "derived"}, {"house": "idc"}, {"segment": "main_business"}, {"period": "2023"}],
    ids=lambda rest: "-".join(rest.values()),
)  # fmt: skip
def test_what_is_no_second_source_of_the_figure_is_no_disagreement(rest):
    assert found(EXACT, other(EXACT, "1") | rest) == ()


def test_one_source_that_prints_two_values_contradicts_itself():
    (one,) = found(EXACT, other(EXACT, "744000000", "7.44亿元", source="filing", note="restated"))
    assert [row.source_id for row in one.rows] == ["filing", "filing"]
    assert one.reason == "restated"
    assert found(EXACT, other(EXACT, "743000000", "7.43亿元", source="filing")) == ()


def test_dates_disagree_where_they_have_no_day_in_common():
    day = fact("ipo_date", "2025-12-17", unit="date", segment="listed", period="2025")
    assert found(day, other(day, "2025-12")) == ()
    assert found(day, other(day, "2025")) == ()
    (one,) = found(day, other(day, "2025-11"))
    assert one.difference.en == "at least 17 days apart"
    assert one.rows[0].lo is None
    words = fact("route", "GPGPU", unit="text")
    assert found(words, other(words, "DSA")) == ()


def test_percentages_are_apart_in_points():
    margin = fact("gross_margin", "53.4", unit="percent", reported_as="53.4%")
    (one,) = found(margin, other(margin, "50", "50%"))
    assert one.difference.en == "3.4 percentage points apart"


def test_two_alternates_without_a_preferred_row_are_compared():
    a, b = other(EXACT, "1", source="news"), other(EXACT, "9", source="undated")
    assert len(found(a, b)) == 1


# -- identities across sources --------------------------------------------------------------
def test_an_identity_of_two_sources_is_listed_and_is_no_error():
    rows = [fact("revenue", "1000"), fact("cost_of_revenue", "400"),
            fact("gross_profit", "500", source_id="news", note="press")]  # fmt: skip
    (one,) = found(*rows)
    assert list(identities(ledger(rows))) == []
    assert one.kind == "identity"
    assert one.statement == "gross_profit[*] = revenue[*] - cost_of_revenue[*]"
    assert [r.row for r in one.rows] == [4, 2, 3]
    assert one.sides == "[499.5, 500.5] = [599, 601]"
    assert one.reason == "press"
    same = [row | {"source_id": "filing"} for row in rows]
    assert found(*same) == ()
    assert len(list(identities(ledger(same)))) == 1


# -- order, and the line --------------------------------------------------------------------
def test_the_list_does_not_depend_on_the_order_of_rows():
    sheets = shipped_sheets()
    facts = sheets["facts"][0]
    order = list(range(len(facts)))
    random.Random(5).shuffle(order)  # noqa: S311
    columns = {name: [column[k] for k in order] for name, column in facts.columns.items()}
    rows = [facts.rows[k] for k in order]
    mixed = {**sheets, "facts": [type(facts)(facts.schema, facts.file, columns, rows)]}
    assert disagreements(mixed) == disagreements(sheets)


def test_a_line_names_the_figure_each_row_its_source_and_the_reason():
    late = other(EXACT, "744000000", "7.44亿元", note="express")
    (one,) = found(EXACT, late)
    assert disagreement_line(one) == (
        "acme.revenue.2024.company: 0.1% apart: data/facts.csv:2 743071582.31 CNY (filing); "
        "data/facts.csv:3 744000000 CNY (news, alternate) - express"
    )


# -- the shipped ledger ---------------------------------------------------------------------
def test_the_disagreements_that_the_ledger_is_known_for_are_found():
    listed = disagreements(shipped_sheets())
    assert list(listed) == sorted(listed, key=lambda d: (*d.key, d.kind, d.statement))
    keys = {".".join(part for part in one.key[:4] if part) for one in listed}
    for known in (
        "cambricon.rd_to_revenue.2024",
        "loongson.rd_to_revenue.2024",
        "nvidia.net_profit.FY2004",
        "amd.revenue.2016",
        "moore_threads_s4000.compute_dense.fp16.2023",
        "nvidia_h20.tdp.2023",
        "biren.revenue.2024",
        "cambricon.net_profit_parent.2024",
    ):
        assert known in keys, known
    kinds = [one.kind for one in listed]
    assert kinds.count("sources") >= 100
    assert kinds.count("identity") >= 8
    assert all(len({row.source_id for row in one.rows}) > 1 for one in listed)
    assert all(row.status != "doubtful" for one in listed for row in one.rows)
