"""The timing section against a second path: plain Decimal and dates from the printed digits."""

from datetime import date
from decimal import Decimal
from statistics import median

import pytest

from tapeout.findings import (
    timing_answers,
    timing_debut_words,
    timing_listing_words,
    timing_offer_words,
    timing_price_words,
    timing_stage_words,
    timing_words,
)
from tapeout.ledger import load, shipped
from tapeout.model import (
    timing,
    timing_controls,
    timing_legs,
    timing_listing,
    timing_offer,
    timing_prices,
    timing_split,
    timing_stages,
)
from tapeout.model.timing_window import window as window_of
from tapeout.quantity import Quantity, is_gap
from tapeout.registry import Registry, sentence_tokens, table_payload
from tapeout.tables import timing as tables
from tapeout.tables import timing_listing as listing_tables
from tapeout.tables import timing_prices as price_tables
from tests.evidence import changed
from tests.spoken import words as joined

D = Decimal
EVE = "2025-12-16"
DATES = (EVE, "2026-04-30", "latest")
YEAR = D("365.2425")
# Printed on the page of the exchange or in the prospectus: founded, accepted, review, listed.
DAYS = {
    "metax": (date(2020, 9, 14), date(2025, 6, 30), date(2025, 10, 24), date(2025, 12, 17)),
    "moore_threads": (date(2020, 6, 11), date(2025, 6, 30), date(2025, 9, 26), date(2025, 12, 5)),
}


def sentences(ledger, company):
    """Return everything that the section says, by the order of the notebook."""
    m, s = timing.market(ledger), timing.shares(ledger, company)
    c = timing_stages.careers(ledger, company)
    x = timing_listing.listings(ledger, company)
    o = timing_offer.offers(ledger, company)
    p = timing_prices.prices(ledger, o)
    return [
        *(timing_words.market_message(m), timing_words.shares_message(s)),
        *(timing_stage_words.stages_message(c), timing_listing_words.listing_message(x)),
        *(timing_debut_words.first_day_message(o), timing_price_words.prices_message(p)),
        *timing_words.market(m),
        *timing_words.shares(s),
        *timing_stage_words.stages(c),
        *timing_stage_words.pace(c),
        *timing_listing_words.listing(x),
        *timing_offer_words.offer(o),
        *timing_debut_words.first_day(o),
        *timing_price_words.prices(p),
        *timing_debut_words.control(o),
        *timing_price_words.control(p),
        *timing_debut_words.elsewhere(o),
        *timing_answers.answer(s, c, x, window_of(ledger, 2_000)),
        *timing_answers.objection(
            m, timing_split.split(ledger, company), s, timing_controls.controls(ledger, company), x
        ),
        *timing_answers.limit(c),
    ]


def of_makers(ledger, company):
    """Return the tables by maker: stages, legs, the way to listing, offers, first days, closes."""
    careers = timing_stages.careers(ledger, company)
    legs = timing_legs.legs(careers)
    offers = timing_offer.offers(ledger, company)
    prices = timing_prices.prices(ledger, offers)
    return (
        listing_tables.stages(careers),
        listing_tables.legs(careers, legs),
        listing_tables.listing(timing_listing.listings(ledger, company)),
        listing_tables.offers(offers),
        listing_tables.first_days(offers, offers.debuts),
        price_tables.closes(prices.focus),
        price_tables.after(prices),
    )


def registered(ledger, company):
    """Return the registry and the English words of the section."""
    registry = Registry("timing")
    for table in (
        tables.vendor_shares(timing.shares(ledger, company)),
        *of_makers(ledger, company),
    ):
        table_payload(table, registry)
    said = []
    for sentence in sentences(ledger, company):
        tokens = sentence_tokens(sentence, registry)["en"]
        said.append(joined(tokens))
    panel = timing_answers.headline(
        timing.shares(ledger, company),
        timing_listing.listings(ledger, company),
        window_of(ledger, 2_000),
    )
    assert len(panel) == 3
    for name, _label, _remark, value in panel:
        registry.add(name, value)
    return registry, " ".join(said)


# -- demand ------------------------------------------------------------------------------------
def test_the_size_of_2023_follows_from_the_printed_growth(latest):
    market = timing.market(latest)
    lo = D("107.25") / (1 + D("0.32965"))
    hi = D("107.35") / (1 + D("0.32955"))
    assert market.implied.lo / 10**9 == pytest.approx(lo)
    assert market.implied.hi / 10**9 == pytest.approx(hi)
    assert D("80.66") <= market.implied.lo / 10**9 <= market.implied.hi / 10**9 <= D("80.75")
    assert (market.printed.lo, market.printed.hi) == (D("80.65e9"), D("80.75e9"))
    assert market.agrees


def test_the_houses_stand_apart_and_in_order_of_time(latest):
    market = timing.market(latest)
    assert [h.house for h in market.houses] == ["askci", "frost_sullivan"]
    for house in market.houses:
        assert [s.period for s in house.sizes] == sorted(s.period for s in house.sizes)
        assert all(f.split(".")[-1].startswith(house.house)
                   for s in house.sizes for f in s.value.facts)  # fmt: skip
    apart = (D("1638.17") / D("1073") - 1) * 100
    assert market.apart.lo <= apart <= market.apart.hi


def test_an_estimate_is_a_figure_printed_before_its_year_was_over(latest):
    found = {(h.house, s.period): s.estimate for h in timing.market(latest).houses for s in h.sizes}
    assert found == {
        ("askci", "2023"): False, ("askci", "2024"): True, ("askci", "2025"): True,
        ("frost_sullivan", "2020"): False, ("frost_sullivan", "2024"): False,
        ("frost_sullivan", "2029"): True,
    }  # fmt: skip
    assert timing.market(latest).estimate.first_printed.iso == "2024-12-31"


def test_a_growth_that_does_not_fit_is_told(tmp_path):
    other = {"value": "20.00", "reported_as": "20.00%"}
    open_ = changed(tmp_path, **{"china_gpu_market.growth_yoy.market_size.2024.askci": other})
    market = timing.market(open_())
    assert market.implied.value / 10**9 == pytest.approx(D("107.3") / D("1.2"))
    assert not market.agrees
    assert "do not agree" in timing_words.market(market)[1].en


def test_a_shrinking_market_is_said_to_shrink(tmp_path):
    other = {"value": "-5.0", "reported_as": "-5.0%"}
    open_ = changed(tmp_path, **{"china_gpu_market.growth_yoy.market_size.2024.askci": other})
    market = timing.market(open_())
    assert "less than the year before" in timing_words.market(market)[0].en


# -- supply ------------------------------------------------------------------------------------
def percents(*values):
    return [Quantity.printed(D(v), "percent", 1, fact=f"share.{k}") for k, v in enumerate(values)]


def test_concentration_as_worked_in_the_methods():
    tail, low, high = timing.hhi_bounds(percents(66, 23, 5, 1, 1, 1))
    assert (low.value, high.value) == (4913, 4922)
    assert (tail.value, tail.lo, tail.hi) == (3, 0, 6)
    assert (low.lo, low.hi) == (D("4817.5"), D("5011.5"))
    capped = timing.hhi_bounds(percents(66, 23, 5, 1, 1, 1), Quantity.exact(1, "percent"))
    assert capped[2].value == 4916
    _, low, high = timing.hhi_bounds(percents(66, 5))
    assert (low.value, high.value) == (4381, 5222)


def test_a_cap_leaves_a_last_firm_smaller_than_itself():
    known = percents(90)
    assert timing.hhi_bounds(known, Quantity.exact(4, "percent"))[2].value == 8100 + 2 * 16 + 4


def test_what_nvidia_and_amd_leave(latest):
    shares = timing.shares(latest, "metax")
    assert (shares.remaining.value, shares.remaining.unit) == (100 - 66 - 5, "percent")
    assert (shares.remaining.lo, shares.remaining.hi) == (28, 30)
    assert [v.id for v in shares.vendors][:3] == ["nvidia", "huawei", "amd"]
    assert (shares.largest.id, shares.largest.share.value) == ("huawei", 23)
    assert (shares.others.value, shares.others.lo, shares.others.hi) == (6, D("4.5"), D("7.5"))
    assert shares.top.value == 94
    assert shares.hhi_low.value == 66**2 + 23**2 + 5**2 + 3
    assert shares.own.share.value == 1
    assert shares.equal_firms.value == pytest.approx(D(10000) / D(4913))


def test_all_shares_are_of_one_house_and_by_value(latest):
    for vendor in timing.shares(latest, "metax").vendors:
        row = latest.row(vendor.share.facts[0])
        assert (row.house, row.period) == ("bernstein", "2024")
        assert "+" not in row.segment


def test_another_share_moves_what_is_left(tmp_path):
    other = {"value": "60", "reported_as": "60%"}
    name = "china_ai_accelerator_market.market_share.nvidia.2024.bernstein"
    shares = timing.shares(changed(tmp_path, **{name: other})(), "biren")
    assert shares.remaining.value == 35
    assert shares.hhi_low.value == 60**2 + 23**2 + 5**2 + 3
    assert shares.own is None


def test_a_share_of_all_domestic_makers_is_no_vendor(tmp_path):
    name = "china_ai_accelerator_market.market_share.domestic.2023.bernstein"
    other = {"period": "2024", "fact_id": name.replace("2023", "2024")}
    shares = timing.shares(changed(tmp_path, **{name: other})(), "metax")
    assert shares.hhi_low.value == 4913


# -- stages ------------------------------------------------------------------------------------
@pytest.mark.parametrize("company", sorted(DAYS))
def test_years_and_days_by_the_calendar(latest, company):
    founded, accepted, reviewed, listed = DAYS[company]
    career = timing_stages.career(latest, company)
    assert career.years.value == pytest.approx(D((listed - founded).days) / YEAR)
    step = timing_listing.listing(latest, company)
    assert step.to_review.value == (reviewed - accepted).days
    assert step.to_listing.value == (listed - accepted).days


def test_the_days_that_sources_print(latest):
    for company, segment, mine in (
        ("metax", "acceptance_to_listing", "to_listing"),
        ("metax", "acceptance_to_review", "to_review"),
        ("moore_threads", "acceptance_to_review", "to_review"),
        ("moore_threads", "acceptance_to_registration", "to_registration"),
        ("enflame", "acceptance_to_review", "to_review"),
    ):
        printed = timing_stages.printed_days(latest, company, segment)
        assert getattr(timing_listing.listing(latest, company), mine).agrees(printed)


def test_acceptance_by_subtraction_rests_on_the_date_and_the_days(latest):
    accepted = timing_stages.ipo_date(latest, "cambricon", "accepted")
    assert accepted.first == date(2020, 3, 26)
    assert accepted.facts == (
        "cambricon.ipo_date.review_passed.2020",
        "cambricon.duration.acceptance_to_review.2020-07-20",
    )
    assert timing_listing.listing(latest, "cambricon").to_listing.value == 116


def test_the_median_is_of_the_peers_already_listed(latest, eve):
    days = {c: float(timing_stages.career(latest, c).years.value)
            for c in ("moore_threads", "cambricon", "biren", "hygon")}  # fmt: skip
    careers = timing_stages.careers(latest, "metax")
    assert float(careers.median.value) == pytest.approx(median(days.values()))
    before = timing_stages.careers(eve, "metax")
    assert [c.company for c in before.counted] == ["moore_threads", "cambricon", "hygon"]
    assert [c.company for c in timing_stages.careers(eve, "hygon").counted] == [
        "moore_threads", "cambricon",
    ]  # fmt: skip
    waits = timing_listing.listings(latest, "metax")
    assert waits.median.value == median([158, 116, 277])


def test_a_listing_that_was_announced_is_planned(eve, latest):
    career = timing_stages.career(eve, "metax")
    assert career.planned
    assert not career.listed
    assert "lists" in timing_stage_words.stages_message(timing_stages.careers(eve, "metax")).en
    assert timing_stages.career(latest, "metax").listed
    waits = timing_listing.listings(eve, "metax")
    assert "is to list on" in timing_listing_words.listing(waits)[0].en


def test_the_first_year_above_needs_the_year_before(eve, latest):
    first = timing_stages.first_year_above
    assert first(latest, "metax").iso == "2024"
    assert first(latest, "moore_threads").iso == "2023"
    assert first(latest, "cambricon").iso == "2018"
    assert is_gap(first(eve, "cambricon"))  # its 2017 was not yet published
    assert is_gap(first(latest, "hygon"))  # its figures begin above the threshold


def test_a_product_dated_after_the_first_sales_is_not_the_first(latest):
    assert is_gap(timing_stages.career(latest, "enflame").stage("product").moment)
    assert timing_stages.career(latest, "metax").stage("product").moment.iso == "2023-04"


def test_a_first_tape_out_moves_with_its_fact(tmp_path):
    other = {"value": "2021-05", "reported_as": "2021年5月", "period": "2021",
             "fact_id": "metax_n100.product_date.tape_out.2021"}  # fmt: skip
    open_ = changed(tmp_path, **{"metax_n100.product_date.tape_out.2022": other})
    assert timing_stages.career(open_(), "metax").stage("tape_out").moment.iso == "2021-05"


def test_a_later_listing_turns_the_comparison(tmp_path):
    name = "metax.ipo_date.listed.2025"
    other = {"value": "2026-12-17", "reported_as": "2026年12月17日", "period": "2026",
             "fact_id": "metax.ipo_date.listed.2026"}  # fmt: skip
    later = changed(tmp_path, **{name: other})
    careers = timing_stages.careers(later(), "metax")
    assert careers.focus.planned
    assert careers.focus.years > careers.median
    assert "more than" in timing_stage_words.stages_message(careers).en


# -- the way to listing ------------------------------------------------------------------------
def test_the_one_that_waits_is_told_by_its_days(latest):
    found = timing_listing.listings(latest, "enflame")
    assert found.focus.waiting.value == (latest.as_of - date(2026, 1, 22)).days
    assert is_gap(found.focus.to_listing)
    assert found.longest.company == "hygon"


def test_an_objection_goes_where_its_ground_goes(latest, tmp_path):
    def objections(ledger):
        return timing_answers.objection(
            timing.market(ledger), timing_split.split(ledger, "metax"),
            timing.shares(ledger, "metax"), timing_controls.controls(ledger, "metax"),
            timing_listing.listings(ledger, "metax"),
        )  # fmt: skip

    assert [s.en.partition(":")[0] for s in objections(latest)] == [
        "Of demand", "Of supply", "Of the stage",
    ]  # fmt: skip
    size = "china_gpu_market.market_size.2024.frost_sullivan"
    rows = {key: {"value": "90000000000", "reported_as": "900亿元"} for key in (size,)}
    rows |= {
        f"{size}~{mark}": {"value": "90000000000", "reported_as": "900亿元"}
        for mark in ("reportify_gpu_fs",)
    }
    lower = changed(tmp_path, **rows)()
    assert not any(s.en.startswith("Of demand") for s in objections(lower))
    early = load(shipped(), as_of="2024-01-01")
    assert not any(s.en.startswith("Of supply") for s in objections(early))


def test_hong_kong_has_no_day_of_acceptance(latest):
    assert "Hong Kong" in timing_listing.listing(latest, "biren").to_listing.reason.en


# -- point in time, ids ------------------------------------------------------------------------
STABLE = {
    *("market_size_2023_implied", "share_nvidia_2024", "share_amd_2024", "share_remaining_2024"),
    *("hhi_lower_bound_2024", "days_acceptance_to_listing", "price_to_sales_at_issue"),
    *("years_founded_to_listing", "days_acceptance_to_review", "first_day_change"),
    *("first_day_change_market_average", "drawdown_from_first_close"),
}


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize(
    "company", ["metax", "moore_threads", "cambricon", "hygon", "biren", "enflame"]
)
def test_every_edition_is_said_and_holds_only_what_was_published(company, as_of):
    ledger = load(shipped(), as_of=as_of)
    registry, said = registered(ledger, company)
    assert {f"timing.{name}" for name in STABLE} <= set(registry.records)
    for fact in registry.facts:
        assert ledger.row(fact).visible_from <= ledger.as_of
    assert "None" not in said
    assert "nan" not in said.lower().split()


def test_later_facts_do_not_move_an_earlier_edition(tmp_path, eve):
    later = {
        "moore_threads.revenue.2025": {"value": "2000000000", "reported_as": "20.00000亿元"},
        "moore_threads.revenue.2025q4": {"value": "1215400000"},
        "a_share_ipo_market.price_change.first_day_average.2025": {
            "value": "1.00", "reported_as": "1.00%",
        },
        "biren.ipo_date.listed.2026": {"value": "2026-01-20", "reported_as": "2026年1月20日"},
        "china_ai_accelerator_market.market_share.nvidia.2025.bernstein": {
            "value": "99", "reported_as": "99%",
        },
    }  # fmt: skip
    open_ = changed(tmp_path, **later)
    mine, said = registered(open_(EVE), "metax")
    theirs, expected = registered(eve, "metax")
    assert said == expected
    assert mine.records == theirs.records
    assert registered(open_(), "metax")[1] != registered(load(shipped()), "metax")[1]


def test_before_anything_was_published_everything_is_a_gap():
    ledger = load(shipped(), as_of="2015-01-01")
    _, said = registered(ledger, "metax")
    assert "The evidence dated to 1 January 2015 holds no" in said
