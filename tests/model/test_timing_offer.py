"""Legs, offers and first days against a second path: Decimal and dates from the printed digits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tapeout.findings import timing_debut_words, timing_offer_words, timing_stage_words
from tapeout.ledger import load, shipped
from tapeout.model import timing_legs, timing_offer, timing_stages
from tapeout.model.timing_offer_terms import last_year
from tapeout.moment import Moment
from tapeout.quantity import Quantity, is_gap
from tests.evidence import changed

D = Decimal
EVE = "2025-12-16"
DATES = (EVE, "2026-04-30", "latest")
YEAR = D("365.2425")
MAKERS = ("metax", "moore_threads", "cambricon", "hygon", "biren", "enflame")


def said(sentences):
    return " ".join(s.en for s in sentences if not s.gaps)


def reasons(sentences):
    return " ".join(gap.reason.en for s in sentences for gap in s.gaps)


# -- legs ------------------------------------------------------------------------------------------
def leg_of(ledger, company, key):
    careers = timing_stages.careers(ledger, company)
    return next(leg for leg in timing_legs.legs(careers) if leg.key == key)


def test_a_leg_of_coarse_dates_is_an_interval(latest):
    leg = leg_of(latest, "metax", "revenue_to_accepted")
    accepted = date(2025, 6, 30)
    assert leg.own.lo == pytest.approx(D((accepted - date(2024, 12, 31)).days) / YEAR)
    assert leg.own.hi == pytest.approx(D((accepted - date(2024, 1, 1)).days) / YEAR)


def test_the_median_of_a_leg_is_of_the_peers_that_have_gone_it(latest):
    leg = leg_of(latest, "metax", "accepted_to_listed")
    days = sorted((158, 116, 277))
    assert leg.median.value == pytest.approx(D(days[1]) / YEAR)
    assert [p.company for p in leg.faster] == ["cambricon", "moore_threads"]
    assert [p.company for p in leg.slower] == ["hygon"]
    assert len(leg_of(latest, "metax", "founded_to_tape_out").known) == 1


def test_the_whole_way_is_the_median_of_the_stages(latest):
    for company in MAKERS:
        careers = timing_stages.careers(latest, company)
        whole = timing_legs.legs(careers)[-1]
        assert whole.median is careers.median
        assert len(whole.known) == len(careers.counted)


def test_an_announced_listing_counts_among_no_peers(eve):
    leg = leg_of(eve, "moore_threads", "founded_to_listed")
    assert "metax" not in [p.company for p in (*leg.faster, *leg.slower)]
    assert len(leg.known) == 2


def test_peers_that_dates_cannot_tell_apart_are_neither_faster_nor_slower(latest):
    leg = leg_of(latest, "metax", "product_to_revenue")
    assert len(leg.known) == 3
    assert not leg.faster and not leg.slower
    told = timing_stage_words.pace(timing_stages.careers(latest, "metax"))
    assert told[0].values["furthest"].en == "first year above CNY 100 million to acceptance"
    assert "first product to first year above" in told[-1].values["legs_alike"].en


def test_dates_out_of_order_are_no_leg(latest):
    careers = timing_stages.careers(latest, "metax")
    late = replace(careers.focus.stage("tape_out"), moment=Moment.parse("2024-05"))
    stages = tuple(late if s.kind == "tape_out" else s for s in careers.focus.stages)
    turned = replace(careers, focus=replace(careers.focus, stages=stages))
    leg = next(x for x in timing_legs.legs(turned) if x.key == "tape_out_to_product")
    assert "came after its first product" in leg.own.reason.en


def test_a_leg_turns_with_its_date(tmp_path, latest):
    other = {"value": "2022-06", "reported_as": "2022年6月", "period": "2022"}
    rows = [
        r.fact_id
        for r in latest.rows("metax_n100", "product_date", "mass_production", status="any")
    ]
    edits = {name: other | {"fact_id": name.replace("2023", "2022", 1)} for name in rows}
    careers = timing_stages.careers(changed(tmp_path, **edits)(), "metax")
    leg = next(x for x in timing_legs.legs(careers) if x.key == "founded_to_product")
    assert leg.own < leg.median
    told = timing_stage_words.pace(careers)[0]
    assert "founding to first product" in told.values["legs"].en


def test_without_two_peers_no_leg_is_compared(eve):
    words = said(timing_stage_words.pace(timing_stages.careers(eve, "biren")))
    assert "No leg of" in words


# -- price to sales --------------------------------------------------------------------------------
def test_price_to_sales_recomputes_from_market_value_and_revenue(eve):
    for company, worth, revenue, printed in (
        ("metax", "41874", "743.07158231", "56.35"),
        ("moore_threads", "53715", "438.46", "122.51"),
    ):
        found = timing_offer.offer(eve, company)
        again = D(worth) / D(revenue)
        assert float(found.price_to_sales_again.value) == pytest.approx(float(again), rel=2e-5)
        assert found.price_to_sales.value == D(printed)
        assert found.price_to_sales.agrees(found.price_to_sales_again)
    assert D("41874") / D("743.07158231") == pytest.approx(D("56.35257894"))


def test_a_multiple_that_was_not_printed_is_computed_and_said_to_be(latest):
    found = timing_offer.offers(latest, "hygon")
    f = found.focus
    assert f.price_to_sales is f.price_to_sales_again
    assert float(f.price_to_sales.value) == pytest.approx(36 * 2324.338091 / 2310, rel=0.002)
    assert "no source prints it" in said(timing_offer_words.offer(found))


def test_two_currencies_make_no_multiple(latest):
    found = timing_offer.offers(latest, "biren")
    assert is_gap(found.focus.price_to_sales)
    assert "different currencies" in reasons(timing_offer_words.offer(found))


def test_the_last_full_year_is_one_whose_accounts_were_due():
    for day, year in (("2025-12-17", "2024"), ("2026-01-02", "2024"), ("2020-07-20", "2019")):
        assert last_year(Moment.parse(day)) == year


def test_the_multiple_of_the_filing_is_seen_only_once_published(eve, latest):
    assert is_gap(timing_offer.offer(eve, "metax").peer_multiple)
    found = timing_offer.offers(latest, "metax")
    assert found.focus.peer_multiple.value == D("127.4")
    assert "came to market below them" in said(timing_offer_words.offer(found))
    dear = said(timing_offer_words.offer(timing_offer.offers(latest, "moore_threads")))
    assert "did not come to market below them" in dear


@pytest.mark.parametrize(("multiple", "words"), [("20.00", "lowest among its peers"),
                                                 ("200.00", "highest among its peers")])  # fmt: skip
def test_the_place_among_the_peers_turns(tmp_path, multiple, words):
    ids = [
        row.fact_id
        for row in load(shipped()).rows(
            "metax", "valuation_multiple", "price_to_sales_at_issue", status="any"
        )
    ]
    other = {"value": multiple, "reported_as": f"{multiple}倍"}
    told = timing_offer.offers(changed(tmp_path, **dict.fromkeys(ids, other))(), "metax")
    assert words in said(timing_offer_words.offer(told))
    assert "does not agree" in said(timing_offer_words.offer(told))


# -- lottery and float -----------------------------------------------------------------------------
def test_the_lottery_rate_is_one_in_the_times_subscribed(latest):
    found = timing_offer.offer(latest, "metax")
    assert found.allotment_initial.value == D("0.02223023")
    assert 100 / D("4498.38") == pytest.approx(D("0.02223023"), rel=D("1e-6"))
    assert timing_offer.offer(latest, "cambricon").allotment_initial.value == pytest.approx(
        100 / D("3808.53")
    )
    assert is_gap(timing_offer.offer(latest, "biren").allotment_initial)
    assert timing_offer.offer(latest, "biren").oversubscription.value == D("2346.53")


def test_the_float_is_what_could_trade_of_all_shares(latest):
    for company, free, issued, after in (
        ("metax", "18138973", "40100000", "400100000"),
        ("moore_threads", "29382386", "70000000", "470028217"),
    ):
        found = timing_offer.offer(latest, company)
        assert found.float_share.value == pytest.approx(100 * D(free) / D(after))
        assert found.issued_share.value == pytest.approx(100 * D(issued) / D(after))
    assert is_gap(timing_offer.offer(latest, "cambricon").issued_share)


# -- the first day ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("company", "close", "price"),
    [("metax", "829.90", "104.66"), ("moore_threads", "600.50", "114.28"),
     ("cambricon", "212.40", "64.39"), ("biren", "34.46", "19.6")],
)  # fmt: skip
def test_the_first_day_recomputes_from_two_prices(latest, company, close, price):
    found = timing_offer.offer(latest, company)
    again = (D(close) / D(price) - 1) * 100
    assert found.first_day_again.value == pytest.approx(again)
    assert found.first_day.agrees(found.first_day_again)
    if company == "metax":
        assert again == pytest.approx(D("692.9485955"))


def test_an_issue_price_derived_from_the_first_day_proves_nothing(latest):
    assert "itself derived" in timing_offer.offer(latest, "hygon").first_day_again.reason.en


def test_a_first_day_without_a_printed_change_is_computed(tmp_path):
    doubtful = {"status": "doubtful"}
    ids = [
        row.fact_id
        for row in load(shipped()).rows("metax", "price_change", "first_day_close", status="any")
    ]
    found = timing_offer.offer(changed(tmp_path, **dict.fromkeys(ids, doubtful))(), "metax")
    assert found.first_day is found.first_day_again
    assert found.first_day.value == pytest.approx(D("692.9485955"))


def test_the_average_stands_beside_the_change_and_their_ratio_is_of_gross_returns(latest):
    found = timing_offer.offers(latest, "metax")
    assert found.average.value == D("227.9")
    assert found.gross_ratio.value == pytest.approx(D("7.9295") / D("3.279"))
    told = said(timing_debut_words.first_day(found))
    assert "{first_day_change}" in told and "{first_day_change_market_average}" in told
    assert "STAR as the highest" in told
    assert "rose more than any of them" in told


def test_the_average_is_of_the_same_market_and_year(latest, eve):
    for company, words in (
        ("cambricon", "debuts of 2020"), ("hygon", "debuts of 2022"), ("biren", "not of Hong Kong"),
        ("enflame", "holds no listing of Enflame"),
    ):  # fmt: skip
        assert words in timing_offer.offers(latest, company).average.reason.en
    assert "debuts of 2025" in timing_offer.offers(eve, "moore_threads").average.reason.en
    assert "had not begun" in timing_offer.offers(eve, "metax").average.reason.en


def test_a_first_day_below_the_issue_price_is_not_told_as_a_rise(latest):
    found = timing_offer.offers(latest, "metax")
    fall = Quantity.printed("-12.50", "percent", "0.01", fact="metax.price_change")
    fallen = replace(found, focus=replace(found.focus, first_day=fall))
    told = said(timing_debut_words.first_day(fallen))
    assert "did not close above" in told and "do not give again" in told
    assert "lead is smaller" not in told and "rose more than any" not in told
    assert "fell" in timing_debut_words.first_day_message(fallen).en


def test_the_debuts_are_of_makers_and_growth_tier_the_highest_first(latest, eve):
    found = timing_offer.offers(latest, "metax").debuts
    assert [d.company for d in found][:2] == ["metax", "moore_threads"]
    assert sum(d.kin for d in found) == 3
    assert [d.change.value for d in found] == sorted((d.change.value for d in found), reverse=True)
    assert "metax" not in [d.company for d in timing_offer.offers(eve, "metax").debuts]


def test_hong_kong_is_told_once_there_is_one(latest, eve):
    assert "less than" in said(timing_debut_words.elsewhere(timing_offer.offers(latest, "metax")))
    own = said(timing_debut_words.elsewhere(timing_offer.offers(latest, "biren")))
    assert "{abroad_change}" not in own
    before = timing_debut_words.elsewhere(timing_offer.offers(eve, "metax"))
    assert "no first day of these makers in Hong Kong" in said(before)


def test_the_control_is_told_of_others_only(latest):
    assert "The control is" in said(
        timing_debut_words.control(timing_offer.offers(latest, "metax"))
    )
    assert not timing_debut_words.control(timing_offer.offers(latest, "cambricon"))


@pytest.mark.parametrize(
    "company", ["metax", "loongson", "jingjia_micro", "nvidia", "amd", "huawei"]
)
@pytest.mark.parametrize("as_of", DATES)
def test_every_company_is_told_and_nothing_is_of_a_later_day(company, as_of):
    ledger = load(shipped(), as_of=as_of)
    found = timing_offer.offers(ledger, company)
    told = [
        *timing_offer_words.offer(found),
        *timing_debut_words.first_day(found),
        *timing_debut_words.control(found),
        *timing_debut_words.elsewhere(found),
        *timing_stage_words.pace(timing_stages.careers(ledger, company)),
    ]
    for sentence in told:
        for value in sentence.numbers.values():
            for fact in value.facts:
                assert ledger.row(fact).visible_from <= ledger.as_of
