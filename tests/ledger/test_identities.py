"""Figures of one source agree with one another, to their printed digits."""

from __future__ import annotations

import random
import time
from decimal import Decimal

import pytest

from tapeout.ledger.identities import breaches, families, identities
from tapeout.ledger.identities.periods import Budget, Span, heaviest, partitions, span_of
from tapeout.ledger.identities.rows import facts_of
from tapeout.ledger.identities.statement import identity
from tapeout.ledger.identities.table import IDENTITIES
from tapeout.ledger.vintage import SEED

from .meaning_sheets import SCHEMAS, changed, fact, ledger, sheet, shipped_sheets


def wan(metric, printed, **rest):
    """Return a fact of money printed in 万元."""
    value = str(int(Decimal(printed.replace(",", "")) * 10000))
    return fact(metric, value, reported_as=f"{printed}万元", **rest)


def percent(metric, printed, **rest):
    return fact(metric, printed, unit="percent", reported_as=f"{printed}%", **rest)


def problems(*rows, **tables):
    return list(identities(ledger(list(rows), **tables)))


QUARTERS = [wan("revenue", f"{10 + k}.25", period=f"2024Q{k}") for k in (1, 2, 3, 4)]


# -- messages -------------------------------------------------------------------------------
def test_the_message_names_the_total_the_parts_and_the_difference():
    (problem,) = problems(*QUARTERS, wan("revenue", "51.04"))
    assert (problem.file, problem.row, problem.column) == ("data/facts.csv", 6, "value")
    assert problem.code == "identity"
    assert problem.found.startswith("510400 CNY")
    for part in ("data/facts.csv:2 (112500)", "data/facts.csv:4 (132500) and 1 more",
                 "[509800, 510200]", "filing", "2024Q1 + 2024Q2 + 2024Q3 + 2024Q4"):  # fmt: skip
        assert part in problem.expected


# -- the edge of the interval ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("year", "count"), [("51.00", 0), ("51.02", 0), ("51.03", 1), ("50.98", 0), ("50.97", 1)]
)
def test_four_rounded_quarters_may_miss_the_year_by_half_a_digit_each(year, count):
    # Parts: 51.00 give or take 4 x 0.005; the total another 0.005: 0.025 in all.
    assert len(problems(*QUARTERS, wan("revenue", year))) == count


@pytest.mark.parametrize(("printed", "count"), [("53.3", 0), ("53.4", 0), ("53.5", 1), ("53.2", 1)])
def test_a_margin_is_read_to_its_printed_digit(printed, count):
    # 1 - 466.5/1000 = 53.35 %: the interval of two figures to the yuan is narrow.
    rows = [fact("revenue", "1000000"), fact("cost_of_revenue", "466500"),
            percent("gross_margin", printed)]  # fmt: skip
    assert len(problems(*rows)) == count


def test_whole_counts_have_no_slack():
    def parts(total):
        return [
            fact("shares_issued", value, unit="shares", segment=name, period="2025-12-17")
            for name, value in (("total", total), ("strategic", "20"), ("offline_final", "50"),
                                ("online_final", "30"))
        ]  # fmt: skip

    assert problems(*parts("100")) == []
    assert len(problems(*parts("101"))) == 1


# -- which rows are compared ----------------------------------------------------------------
MARGIN = [fact("revenue", "1000"), fact("cost_of_revenue", "400"), fact("gross_profit", "500")]


def test_one_source_is_an_error_and_two_are_a_disagreement():
    assert len(problems(*MARGIN)) == 1
    other = [*MARGIN[:2], MARGIN[2] | {"source_id": "news"}]
    assert problems(*other) == []
    (breach,) = breaches(ledger(other))
    assert not breach.one_source


@pytest.mark.parametrize(
    "rest",
    [{"house": "idc"}, {"basis": "forecast"}, {"basis": "guidance"}, {"status": "doubtful"},
     {"segment": "main_business"}, {"unit": "USD"}, {"period": "2023"}, {"period": "FY2024"},
     {"subject": "other"}, {"basis": "derived"}, {"source_id": SEED}],
    ids=lambda rest: "-".join(rest.values()),
)  # fmt: skip
def test_rows_that_differ_in_kind_are_not_compared(rest):
    assert not breaches(ledger([*MARGIN[:2], MARGIN[2] | rest]))


def test_an_alternate_is_compared_with_rows_of_its_own_source_only():
    own = [row | {"status": "alternate", "source_id": "news", "fact_id": row["fact_id"] + "~news"}
           for row in MARGIN]  # fmt: skip
    good = [*MARGIN[:2], fact("gross_profit", "600")]
    assert problems(*good, own[2]) == []
    (problem,) = problems(*good, *own)
    assert problem.row == 7
    assert "news" in problem.expected


def test_a_broken_identity_is_said_once_where_its_source_has_alternates_too():
    alternate = fact("rd_expense", "7", status="alternate")
    assert len(problems(*MARGIN, alternate)) == 1


def test_a_missing_quarter_is_no_check_but_the_rest_may_not_exceed_the_year():
    assert problems(*QUARTERS[:3], wan("revenue", "51.00")) == []
    (problem,) = problems(*QUARTERS[:3], wan("revenue", "30.00"))
    assert "cannot exceed" in problem.expected
    loss = [wan("net_profit", f"{k}.00", period=f"2024Q{k}") for k in (1, 2, 3)]
    assert problems(*loss, wan("net_profit", "-9.00")) == []


def test_bounds_plans_and_the_largest_customers_do_not_add_up():
    for segment in ("customers_top5", "guidance_low", "cumulative", "forecast"):
        rows = [row | {"segment": segment} for row in (*QUARTERS, wan("revenue", "99.00"))]
        assert problems(*rows) == []


def test_a_first_half_is_two_quarters_and_nine_months_are_a_half_and_a_quarter():
    half = wan("revenue", "23.50", period="2024H1")
    nine = wan("revenue", "36.75", period="2024Q1-Q3")
    assert problems(*QUARTERS, half, nine, wan("revenue", "51.00")) == []
    # A wrong second quarter breaks the half; the coarser sums still close.
    wrong = [QUARTERS[0], wan("revenue", "12.31", period="2024Q2"), *QUARTERS[2:]]
    assert [p.row for p in problems(*wrong, half, nine, wan("revenue", "51.00"))] == [6]


def test_fiscal_and_calendar_years_do_not_mix():
    fiscal = [row | {"period": f"FY{row['period']}"} for row in QUARTERS]
    assert problems(*fiscal, wan("revenue", "99.00")) == []
    assert len(problems(*fiscal, wan("revenue", "99.00", period="FY2024"))) == 1


def test_growth_is_held_against_the_year_before_and_a_smaller_loss_is_growth():
    levels = [fact("revenue", "200", period="2023"), fact("revenue", "300")]
    assert problems(*levels, percent("growth_yoy", "50", segment="revenue")) == []
    assert len(problems(*levels, percent("growth_yoy", "60", segment="revenue"))) == 1
    losses = [fact("net_profit", "-200", period="2023"), fact("net_profit", "-150")]
    assert problems(*losses, percent("growth_yoy", "25", segment="net_profit")) == []
    assert len(problems(*losses, percent("growth_yoy", "35", segment="net_profit"))) == 1


def test_growth_may_be_against_the_year_before_as_the_same_source_restates_it():
    levels = [fact("revenue", "530", period="2023"), fact("revenue", "743")]
    growth = percent("growth_yoy", "37.59", segment="revenue")
    restated = fact("revenue", "540", period="2023", status="alternate")
    assert len(problems(*levels, growth)) == 1
    assert problems(*levels, growth, restated) == []
    assert len(problems(*levels, growth, restated | {"value": "541", "reported_as": "541"})) == 1
    assert len(problems(*levels, growth, restated | {"source_id": "news"})) == 1


def rows_of(*cells, unit="CNY", **rest):
    return [fact(m, v, segment=s, unit=unit, **rest) for m, s, v in cells]


PARTS = {
    "a minority interest": ("assets", "total", [("liabilities", "total"), ("equity", "parent")]),
    "sales overseas": ("revenue", "main_business",
                       [("revenue", "region_mainland_china"), ("revenue", "region_hong_kong")]),
    "a third line sold": ("units_sold", "boards_total",
                          [("units_sold", "inference_boards"),
                           ("units_sold", "training_inference_boards")]),
    "a third line made": ("units_produced", "boards_total",
                          [("units_produced", "inference_boards"),
                           ("units_produced", "training_inference_boards")]),
    "supercomputers": ("compute_capacity", "total",
                       [("compute_capacity", "general"), ("compute_capacity", "intelligent")]),
}  # fmt: skip


@pytest.mark.parametrize(("metric", "segment", "parts"), PARTS.values(), ids=PARTS)
def test_the_parts_that_the_table_knows_may_leave_a_rest_but_not_exceed_the_whole(
    metric, segment, parts
):
    known = rows_of(*((m, s, "400") for m, s in parts))
    assert problems(*known, *rows_of((metric, segment, "1000"))) == []
    assert len(problems(*known, *rows_of((metric, segment, "700")))) == 1


@pytest.mark.parametrize(("share", "count"), [("80.75", 0), ("85.48", 0), ("83.00", 1)])
def test_the_largest_customers_are_a_share_of_main_business_or_of_all_revenue(share, count):
    rows = rows_of(("revenue", "", "743072"), ("revenue", "main_business", "701909"),
                   ("revenue", "customers_top5", "600000"))  # fmt: skip
    assert len(problems(*rows, percent("customer_share", share, segment="top5"))) == count


def test_spans_that_overlap_do_not_hold_up_the_search():
    spans = [Span(False, start, start + n) for start in range(120) for n in (2, 3)]
    start = time.perf_counter()
    rows = [wan("revenue", "1.00", period=f"{2000 + s // 4}Q{s % 4 + 1}/{2000 + e // 4}Q{e % 4 + 1}")
            for _, s, after in spans for e in [after - 1]]  # fmt: skip
    problems(*rows, wan("revenue", "99999.00", period="2000/2029"))
    assert partitions(spans, Span(False, 0, 121), Budget(0)) == []
    assert time.perf_counter() - start < 5


def test_shares_of_one_market_are_at_most_the_whole_by_house_and_kind():
    makers = [{"entity_id": name} for name in ("a", "b", "c")]

    def shares(*values, **rest):
        return [percent("market_share", value, segment=maker, house="idc", **rest)
                for maker, value in zip("abc", values, strict=True)]  # fmt: skip

    assert (
        problems(*shares("50", "30", "21"), entities=makers) == []
    )  # 101 rounded is 99.5 to 102.5
    (problem,) = problems(*shares("50", "30", "23"), entities=makers)
    assert problem.row == 2
    mixed = shares("50", "30", "23")
    mixed[2] = mixed[2] | {"house": "bernstein"}
    assert problems(*mixed, entities=makers) == []
    mixed[2] = mixed[2] | {"house": "idc", "segment": "c+units"}
    assert problems(*mixed, entities=makers) == []


def test_a_computed_row_is_what_its_formula_gives():
    rows = [fact("revenue", "100", period="2025"), fact("revenue", "70", period="2025Q1-Q3")]
    note = "formula: acme.revenue.2025 - acme.revenue.2025q1-q3"
    last = {"period": "2025Q4", "basis": "derived", "note": note, "reported_as": ""}
    assert problems(*rows, fact("revenue", "30", **last)) == []
    assert len(problems(*rows, fact("revenue", "35", **last))) == 1


# -- metamorphic ----------------------------------------------------------------------------
def scaled(row):
    if row["unit"] == "percent":
        return row
    printed = row["reported_as"].replace("万元", "百万元")
    return row | {"value": str(int(row["value"]) * 100), "reported_as": printed}


@pytest.mark.parametrize("year", ["50.97", "50.98", "51.00", "51.02", "51.03"])
def test_money_a_hundred_times_as_large_gives_the_same_verdict(year):
    rows = [*QUARTERS, wan("revenue", year)]
    assert len(problems(*rows)) == len(problems(*map(scaled, rows)))


def test_the_order_of_rows_does_not_matter():
    sheets = shipped_sheets()
    facts = sheets["facts"][0]
    order = list(range(len(facts)))
    random.Random(7).shuffle(order)  # noqa: S311  # noqa: S311  # noqa: S311
    columns = {name: [column[k] for k in order] for name, column in facts.columns.items()}
    mixed = {**sheets, "facts": [type(facts)(facts.schema, facts.file, columns, facts.rows)]}

    def names(breach):
        return (breach.statement, frozenset(row.fact_id for row in breach.rows))

    assert {names(b) for b in breaches(mixed)} == {names(b) for b in breaches(sheets)}


def test_a_layered_folder_is_held_against_the_shipped_rows():
    sheets = ledger(MARGIN[:2])
    sheets["facts"].append(sheet("facts", [MARGIN[2]], "mine/facts.csv"))
    (problem,) = identities(sheets)
    assert (problem.file, problem.row) == ("mine/facts.csv", 2)
    assert "data/facts.csv:3" in problem.expected


# -- the shipped ledger ---------------------------------------------------------------------
def test_the_shipped_ledger_contradicts_itself_nowhere():
    assert list(identities(shipped_sheets())) == []


def test_the_shipped_ledger_has_figures_for_many_identities():
    counts = families(shipped_sheets())
    assert sum(counts.values()) >= 600
    least = {"periods": 90, "lines": 30, "margin": 55, "gross profit": 12, "issue": 60,
             "price": 24, "balance sheet": 20, "growth": 28, "share": 35, "sales": 18,
             "R&D intensity": 20, "cash flow": 4, "adjusted profit": 4, "expenses": 8,
             "market": 12, "shares": 10, "range": 22, "formula": 24, "part": 120}  # fmt: skip
    assert {name: counts[name] for name in least if counts[name] < least[name]} == {}


# A figure of each family, and by how many units of its last printed digit it may be wrong before
# an identity of the family breaks: the room that the digits of the other rows leave.
MUTATED = {
    "periods": ("metax.revenue.2025q3", 1),
    "lines": ("metax.revenue.channel_direct.2024", 0),
    "gross profit": ("metax.cost_of_revenue.2024", 1),
    "margin": ("metax.gross_margin.2024", 0),
    "R&D intensity": ("metax.rd_to_revenue.2024", 0),
    "expenses": ("metax.selling_expense.2024", 3),
    "adjusted profit": ("metax.non_recurring_items.2024", 0),
    "cash flow": ("metax.investing_cash_flow.2024", 0),
    "balance sheet": ("metax.liabilities.total.2024-12-31", 1),
    "sales": ("metax.operating_percentage.sell_through_boards_total.2025q1", 0),
    "share": ("metax.revenue_share.inference_boards.2024", 0),
    "issue": ("metax.issue_costs.underwriting_fee.2025-12-17", 3),
    "price": ("metax.price_change.first_day_close.2025-12-17", 0),
    "tax": ("amd.income_tax.2024", 1),
    "growth": ("metax.growth_yoy.revenue.2025q1-q3", 0),
    "range": ("metax.revenue.guidance_low.2025", 48000),
    "market": ("china_ai_accelerator_market.market_share.nvidia+units.2025.idc", 9),
    "shares": ("china_ai_accelerator_market.market_share.nvidia.2024.bernstein", 6),
    "formula": ("metax.net_profit_parent.2025h1", 51),
    "part": ("metax.assets.current.2024-12-31", 4644720),
}


@pytest.mark.parametrize("family", MUTATED)
def test_a_changed_figure_of_the_shipped_ledger_is_caught_just_beyond_its_digits(family):
    fact_id, room = MUTATED[family]
    sheets = of_subject(fact_id.partition(".")[0])
    before = {one.statement for one in breaches(sheets) if one.family == family}
    assert newly_broken(sheets, family, fact_id, room) <= before
    assert newly_broken(sheets, family, fact_id, room + 2) - before


def of_subject(subject):
    """Return the shipped ledger with the facts of one subject only."""
    sheets = shipped_sheets()
    facts = sheets["facts"][0]
    kept = [k for k, name in enumerate(facts.columns["subject"]) if name == subject]
    columns = {name: [column[k] for k in kept] for name, column in facts.columns.items()}
    rows = [facts.rows[k] for k in kept]
    return {**sheets, "facts": [type(facts)(facts.schema, facts.file, columns, rows)]}


def newly_broken(sheets, family, fact_id, units):
    """Return the broken statements of a family when a figure is that many digits too large."""
    facts = facts_of(sheets)
    place = facts["fact_id"].index(fact_id)
    interval = facts.exact(place)
    step = ((interval.hi - interval.lo) or Decimal(1)).normalize()
    moved = Decimal(facts["value"][place]) + units * step
    moved = format(moved.quantize(step) if step < 1 else moved.quantize(Decimal(1)), "f")
    printed = "" if facts["basis"][place] == "derived" else moved
    mutant = changed(sheets, "facts", place, value=moved, reported_as=printed)
    return {one.statement for one in breaches(mutant) if one.family == family}


# -- recomputed by hand ---------------------------------------------------------------------
BY_HAND = [
    ("metax.gross_profit.2024", lambda v: v["metax.revenue.2024"] - v["metax.cost_of_revenue.2024"], "100"),
    ("metax.gross_margin.2024", lambda v: 100 * (1 - v["metax.cost_of_revenue.2024"] / v["metax.revenue.2024"]), "0.01"),
    ("metax.rd_to_revenue.2024", lambda v: 100 * v["metax.rd_expense.2024"] / v["metax.revenue.2024"], "0.01"),
    ("metax.revenue.2025q1-q3", lambda v: v["metax.revenue.2025q1"] + v["metax.revenue.2025q2"] + v["metax.revenue.2025q3"], "200"),
    ("metax.revenue.main_business.2024", lambda v: v["metax.revenue.channel_direct.2024"] + v["metax.revenue.channel_distributor.2024"], "200"),
    ("metax.net_profit_parent.2024", lambda v: v["metax.net_profit_parent_adjusted.2024"] + v["metax.non_recurring_items.2024"], "200"),
    ("metax.net_change_in_cash.2024", lambda v: v["metax.operating_cash_flow.2024"] + v["metax.investing_cash_flow.2024"] + v["metax.financing_cash_flow.2024"] + v["metax.net_change_in_cash.exchange_effect.2024"], "300"),
    ("metax.assets.total.2024-12-31", lambda v: v["metax.liabilities.total.2024-12-31"] + v["metax.equity.parent.2024-12-31"], "200"),
    ("metax.proceeds.gross.2025-12-17", lambda v: v["metax.issue_price.2025-12-17"] * v["metax.shares_issued.total.2025-12-17"], "1000"),
    ("metax.shares_issued.total.2025-12-17", lambda v: v["metax.shares_issued.strategic.2025-12-17"] + v["metax.shares_issued.offline_final.2025-12-17"] + v["metax.shares_issued.online_final.2025-12-17"], "0"),
    ("metax.market_cap.at_issue.2025-12-17", lambda v: v["metax.issue_price.2025-12-17"] * v["metax.shares_total.after_issue.2025-12-17"], "1000000"),
    ("metax.price_change.first_day_close.2025-12-17", lambda v: 100 * (v["metax.share_price.first_day_close.2025-12-17"] / v["metax.issue_price.2025-12-17"] - 1), "0.01"),
    ("amd.net_profit.2024~amd_sveltekit", lambda v: v["amd.pretax_profit.2024"] - v["amd.income_tax.2024"], "60000000"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("total", "other", "room"), BY_HAND, ids=lambda x: x if "." in str(x) else ""
)
def test_a_dozen_identities_recomputed_in_plain_decimals(total, other, room):
    facts = shipped_sheets()["facts"][0].columns
    rows = zip(facts["fact_id"], facts["value"], facts["unit"], strict=True)
    values = {f: Decimal(v) for f, v, unit in rows if unit not in ("text", "date", "year")}
    assert abs(values[total] - other(values)) <= Decimal(room)


# -- the table and its periods ----------------------------------------------------------------
def test_every_statement_can_be_read_and_names_metrics_of_the_ledger():
    metrics = set(shipped_sheets()["metrics"][0].columns["metric"])
    for one in IDENTITIES:
        terms = {one.total, *(part for side in one.sides for part in side.parts)}
        assert {term.metric for term in terms} <= metrics, one.statement
        assert one.reason
    assert len({(one.statement) for one in IDENTITIES}) == len(IDENTITIES)


@pytest.mark.parametrize("statement", ["revenue", "revenue == cost", "revenue = ?", "a + b = c"])
def test_a_statement_that_cannot_be_read_is_refused(statement):
    with pytest.raises(ValueError, match=r"identity|unpack"):
        identity("x", statement, "y")


def test_periods_are_cut_at_the_coarsest():
    names = ("2024Q1", "2024Q2", "2024Q3", "2024Q4", "2024Q1-Q3", "2024H1")
    spans = [span_of(name) for name in names]
    year = span_of("2024")
    assert partitions(spans, year) == [(span_of("2024Q1-Q3"), span_of("2024Q4"))]
    assert partitions(spans[:4], year) == [tuple(spans[:4])]
    assert partitions(spans[1:4], year) == []
    assert span_of("2024Q4/2025Q3") == Span(False, 2024 * 4 + 3, 2025 * 4 + 3)
    assert span_of("2024-06") is None
    weights = {spans[0]: 3.0, spans[1]: 4.0, spans[5]: 8.0}
    assert heaviest(weights, year) == (spans[5],)


def test_the_tests_use_the_columns_of_the_contract():
    assert "reported_as" in SCHEMAS["facts"].header


def test_a_rough_reading_of_a_plain_print_is_the_exact_one():
    facts = facts_of(shipped_sheets())
    plain = 0
    for index, unit in enumerate(facts["unit"]):
        if unit in ("text", "date", "year"):
            continue
        exact, rough = facts.exact(index), facts.rough(index)
        room = 1e-9 * max(1, abs(rough.lo))
        assert abs(rough.lo - float(exact.lo)) <= room, facts["fact_id"][index]
        assert abs(rough.hi - float(exact.hi)) <= room, facts["fact_id"][index]
        plain += facts._plain(index) is not None
    assert plain > 3000
