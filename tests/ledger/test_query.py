"""Questions to the ledger: facts, series, cross-sections, rows, frames, and what they refuse."""

from decimal import Decimal

import pytest

from tapeout.errors import MissingFact, UnknownName, UsageProblem
from tapeout.ledger import load
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, cagr, growth, is_gap, share, total
from tapeout.text import Text


def test_a_fact_carries_value_interval_unit_and_origin(latest):
    revenue = latest.fact("metax", "revenue", period="2024")
    assert isinstance(revenue, Quantity)
    assert (revenue.value, revenue.unit) == (Decimal("743071582.31"), "CNY")
    assert (revenue.lo, revenue.hi) == (Decimal("743071582.305"), Decimal("743071582.315"))
    assert revenue.facts == ("metax.revenue.2024",)
    assert revenue.label == ("MetaX revenue, 2024", "沐曦股份营业收入，2024年")
    assert revenue.kind == "printed"


def test_dates_years_and_words_come_as_what_they_are(latest):
    listed = latest.fact("metax", "ipo_date", "listed")
    assert isinstance(listed, Moment)
    assert listed.iso == "2025-12-17"
    assert latest.fact("metax", "break_even_year", "earliest").iso == "2026"
    assert latest.fact("metax_c500", "memory_type") == Text("HBM2e", "HBM2e")


def test_a_bound_goes_with_the_quantity(latest):
    sold = latest.fact("metax", "units_sold", "cumulative", "2025-03-31")
    assert (sold.lo, sold.hi, sold.note) == (25000, 26000, Text("more than", "超过"))
    assert latest.row(sold.facts[0]).qualifier == "over"


# Anchors worked out by hand from the printed digits.
def test_revenue_growth_lies_around_the_printed_rate(latest):
    series = latest.series("metax", "revenue")
    rate = cagr(series["2022"], series["2024"], 2)
    assert Decimal("4072.67") <= rate.lo <= rate.hi <= Decimal("4075.97")
    printed = latest.fact("metax", "cagr", "revenue", "2022/2024")
    assert printed.value == Decimal("4074.52")
    assert rate.agrees(printed)


def test_net_losses_sum_to_the_uncovered_amount(latest):
    losses = total(latest.series("metax", "net_profit_parent", last="2024").values())
    assert losses.value == Decimal("-3057002767.40")
    assert abs(losses.value + 3_057_000_000) < 1_500_000


def test_two_bases_of_a_product_share_differ(latest):
    whole = latest.fact("metax", "revenue", period="2023")
    main = latest.fact("metax", "revenue", "main_business", "2023")
    part = latest.fact("metax", "revenue", "training_inference_boards", "2023")
    assert abs(share(part, whole).value - Decimal("29.17")) < Decimal("0.005")
    assert abs(share(part, main).value - Decimal("30.09")) < Decimal("0.005")


def test_rd_to_revenue_over_three_years(latest):
    years = ("2022", "2023", "2024")
    spent = total(latest.fact("metax", "rd_expense", period=year) for year in years)
    earned = total(latest.fact("metax", "revenue", period=year) for year in years)
    assert Decimal("281.88") <= share(spent, earned).lo
    assert share(spent, earned).hi <= Decimal("282.62")


def test_the_market_before_the_printed_growth(latest):
    market = latest.fact("china_gpu_market", "market_size", period="2024", house="askci")
    assert (market.lo, market.hi) == (107_250_000_000, 107_350_000_000)
    low, high = market.lo / Decimal("1.32965"), market.hi / Decimal("1.32955")
    assert Decimal("80.66e9") <= low.quantize(Decimal("1e7"))
    assert high.quantize(Decimal("1e7")) <= Decimal("80.75e9")


def test_the_quarters_of_the_ledger_give_its_year(latest):
    months = latest.fact("metax", "revenue", period="2025Q1-Q3")
    last = latest.fact("metax", "revenue", period="2025Q4")
    assert (months + last).agrees(latest.fact("metax", "revenue", period="2025"))
    assert growth(latest.fact("metax", "revenue", period="2025"), months).lo > 0


# -- what is refused -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("metx", "revenue"), "entity 'metx' is not in the ledger; nearest: metax"),
        (("metax", "revenu"), "metric 'revenu' is not in the ledger; nearest: revenue"),
        (("metax", "revenue", "main_busines"), "nearest: main_business"),
        (("metax", "revenue", "", "2024", "compny"), "house 'compny' is not in the ledger"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(latest, asked, says):
    for ask in (latest.fact, latest.find):
        with pytest.raises(UnknownName, match=says):
            ask(*asked)


def test_unknown_ids_frequencies_and_statuses_are_refused(latest):
    for ask, name in [
        (latest.row, "metax.revenue.20024"),
        (latest.source, "metax_prospectu"),
        (latest.entity, "metaxx"),
        (latest.metric, "revenues"),
    ]:
        with pytest.raises(UnknownName, match="nearest: "):
            ask(name)
    with pytest.raises(UnknownName, match="freq 'yearly'"):
        latest.series("metax", "revenue", freq="yearly")
    with pytest.raises(UnknownName, match="status 'best'"):
        latest.rows("metax", status="best")
    with pytest.raises(UnknownName, match="category 'ipos' has no events; nearest: ipo"):
        latest.events(category="ipos")


def test_a_missing_fact_names_the_periods_that_exist(eve):
    with pytest.raises(MissingFact) as caught:
        eve.fact("metax", "gross_margin", period="2021")
    assert str(caught.value) == (
        "no fact metax gross_margin 2021 as of 2025-12-16: "
        "metax gross_margin exists for 2022, 2023, 2024, 2025Q1"
    )
    with pytest.raises(MissingFact, match=r"exists for segments .*training_inference_boards"):
        eve.fact("metax", "unit_cost", period="2024")
    with pytest.raises(MissingFact, match="nothing on sse_composite_index revenue was published"):
        eve.fact("sse_composite_index", "revenue")


def test_a_gap_says_so_in_both_languages(eve):
    gap = eve.find("biren", "gross_margin", period="2021")
    assert isinstance(gap, Gap)
    assert (
        gap.reason.en
        == "The evidence dated to 16 December 2025 holds no gross margin of Biren for 2021."
    )
    assert gap.reason.zh == "截至2025年12月16日的证据中没有壁仞科技2021年毛利率。"
    assert gap.label == ("Biren gross margin, 2021", "壁仞科技毛利率，2021年")


def test_a_malformed_period_is_a_usage_problem(latest):
    for ask in (latest.fact, latest.find):
        with pytest.raises(UsageProblem, match="'2024年' is not one"):
            ask("metax", "revenue", period="2024年")


def test_several_houses_or_periods_are_never_chosen_between(latest):
    with pytest.raises(UsageProblem, match="several houses, name one: askci, frost_sullivan"):
        latest.fact("china_gpu_market", "market_size", period="2024")
    with pytest.raises(UsageProblem, match="several houses"):
        latest.series("china_gpu_market", "market_size")
    with pytest.raises(UsageProblem, match="several periods, give one: 2022, 2023"):
        latest.fact("metax", "revenue")
    sizes = latest.series("china_gpu_market", "market_size", house="askci")
    assert sizes["2024"].value == Decimal("107300000000")


# -- several facts -------------------------------------------------------------------------
def test_a_series_is_in_order_of_time_and_of_one_frequency(latest):
    years = latest.series("metax", "revenue")
    assert list(years) == ["2022", "2023", "2024", "2025"]
    quarters = latest.series("metax", "revenue", freq="quarter", first="2025", last="2025")
    assert list(quarters) == ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]
    everything = latest.series("metax", "revenue", freq="any")
    assert set(years) | set(quarters) < set(everything)
    assert list(everything)[2:6] == ["2024Q2", "2024Q1-Q3", "2024Q3", "2024"]
    assert list(latest.series("metax", "revenue", first="2023", last="2024")) == ["2023", "2024"]
    assert latest.series("metax", "revenue", freq="day") == {}
    balance = latest.series("metax", "cash", "monetary_funds", freq="day")
    assert list(balance)[:3] == ["2022-12-31", "2023-12-31", "2024-12-31"]


def test_fiscal_years_stand_in_their_own_order(latest):
    years = list(latest.series("nvidia", "revenue", first="FY2020", last="FY2026"))
    assert years == [f"FY{year}" for year in range(2020, 2027)]


def test_a_cross_section_has_every_subject(latest):
    found = latest.cross("compute_dense", ["metax_c500", "nvidia_h100", "metax_s600"], "fp16")
    assert found["metax_c500"].value == 240
    assert found["nvidia_h100"].value == Decimal("989.5")
    assert is_gap(found["metax_s600"])
    revenue = latest.cross("revenue", ["metax", "moore_threads", "alibaba"], period="last")
    assert revenue["metax"].facts == ("metax.revenue.2026q1",)
    assert is_gap(revenue["alibaba"])
    with pytest.raises(UnknownName):
        latest.cross("revenue", ["metax", "more_threads"], period="2024")


def test_rows_answer_once_a_key_and_filters_hold(latest):
    rows = latest.rows("metax", "revenue")
    assert len({row.key for row in rows}) == len(rows)
    assert {row.subject for row in rows} == {"metax"}
    assert {row.segment for row in latest.rows("metax", "revenue", segment="")} == {""}
    every = latest.rows("metax", "revenue", status="any")
    assert len(every) > len(rows)
    assert {row.status for row in latest.rows("metax", status="alternate")} == {"alternate"}
    assert len(latest.rows()) > 3800


def test_one_preferred_row_a_key(latest):
    preferred = [r.key for r in latest.store.facts.values() if r.status == "preferred"]
    assert len(preferred) == len(set(preferred)) == 3847


@pytest.mark.parametrize("day", ["2025-12-16", "latest"])
def test_frames_hold_no_nan(day):
    frame = load(as_of=day).frame()
    assert not frame.isna().to_numpy().any()
    assert not frame.astype(str).isin(["nan", "NaN", "None", "NaT", "<NA>"]).to_numpy().any()
    numbers = frame[~frame["unit"].isin(["text", "date", "year"])]
    assert all(isinstance(end, Decimal) for end in [*numbers["lo"], *numbers["hi"]])
    assert all(isinstance(value, str) for value in frame["value"])
    assert {"published", "visible_from", "qualifier", "stand_in"} <= set(frame.columns)
    assert len(load(as_of=day).frame(subject="metax", metric="dividend", segment="x" * 0)) < 2


def test_an_empty_frame_has_its_columns(eve):
    frame = eve.frame(subject="sse_composite_index", metric="revenue")
    assert len(frame) == 0
    assert "fact_id" in frame.columns


# -- names ----------------------------------------------------------------------------------
def test_entities_metrics_sources_and_events(latest):
    metax = latest.entity("metax")
    assert (metax.name, metax.ticker) == (("MetaX", "沐曦股份"), "688802.SH")
    assert metax.full_name.en == "MetaX Integrated Circuits (Shanghai)"
    assert {e.id for e in latest.entities("product", maker="metax")} >= {"metax_c500", "metax_n100"}
    assert latest.metric("revenue").name == ("Revenue", "营业收入")
    assert latest.source("metax_prospectus").tier == "primary"
    repeated = next(e for e in latest.events("ipo", "metax") if e.fact)
    assert latest.row(repeated.fact).metric == "ipo_date"
    assert repeated.moment.facts == (repeated.fact,)
    dates = [event.date for event in latest.events()]
    assert dates == sorted(dates)
    with pytest.raises(UnknownName):
        latest.entities(maker="metaxx")


def test_a_coarse_event_keeps_its_precision(latest):
    coarse = [event for event in latest.events() if event.date_precision != "day"]
    assert len(coarse) > 50
    assert all(event.moment.first == event.date < event.moment.last for event in coarse)


def test_the_ledger_and_its_rows_are_frozen(latest):
    with pytest.raises(AttributeError):
        latest.as_of = None
    with pytest.raises(AttributeError):
        latest.row("metax.revenue.2024").value = "0"
