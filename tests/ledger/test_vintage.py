"""Point in time: what was known on a date, and which row answers then."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapeout.errors import MissingFact, UsageProblem
from tapeout.ledger import SEED, load, shipped
from tapeout.ledger.vintage import answers, as_date, usable, visible_from

COLLECTED = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-12-16", date(2025, 12, 16)),
        ("2025-12", date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025", date(2025, 12, 31)),
        ("2026-11", COLLECTED),  # the month was not over when the evidence was collected
        ("2026", COLLECTED),
        ("", None),
    ],
)
def test_a_source_counts_from_the_last_day_it_may_have_been_published(published, day):
    assert visible_from(published, COLLECTED) == day


def test_the_annual_figure_is_unknown_on_the_eve_of_the_listing(eve, latest):
    with pytest.raises(MissingFact, match="2025-12-16"):
        eve.fact("metax", "revenue", period="2025")
    assert latest.fact("metax", "revenue", period="2025").value == 1644100000
    assert "2025" not in eve.series("metax", "revenue")
    assert list(eve.series("metax", "revenue")) == ["2022", "2023", "2024"]


def test_a_day_counts_from_that_day():
    # the pricing news of 3 December 2025 is the first to print the multiple at issue
    row = "metax.valuation_multiple.price_to_sales_at_issue.2025-12-17~metax_pricing_news"
    assert load(as_of="2025-12-03").row(row).value == "56.35"
    with pytest.raises(MissingFact, match="2025-12-02"):
        load(as_of="2025-12-02").row(row)


def test_a_source_known_to_the_month_is_invisible_until_its_end(latest):
    row = next(
        r
        for r in latest.store.facts.values()
        if r.published == "2025-10" and r.status == "preferred"
    )
    assert not usable(row, date(2025, 10, 30))
    assert usable(row, date(2025, 10, 31))


def test_the_draft_answers_until_the_final_prospectus_is_out():
    # draft of 30 June 2025: a loss of 1,491.9 m; final prospectus of 28 November: 1,618.3 m
    between, after = load(as_of="2025-10-15"), load(as_of="2025-11-28")
    draft = between.rows("moore_threads", "net_profit_parent", "", "2024")[0]
    final = after.rows("moore_threads", "net_profit_parent", "", "2024")[0]
    assert (draft.status, draft.stand_in, draft.value) == ("alternate", True, "-1491937700")
    assert (final.status, final.stand_in, final.value) == ("preferred", False, "-1618288300")
    assert between.fact("moore_threads", "net_profit_parent", period="2024").value == -1491937700


def test_an_older_preferred_row_is_not_displaced_by_a_newer_alternate(latest):
    answering = {row.key: row for row in latest.rows()}
    newer = [
        row
        for row in latest.rows(status="alternate")
        if row.visible_from > answering[row.key].visible_from
    ]
    assert len(newer) > 50
    assert all(answering[row.key].status == "preferred" for row in newer)


def test_the_stand_in_is_of_the_highest_tier_then_the_newest(latest):
    rows = [r for r in latest.store.facts.values() if r.key == _KEY]
    preferred = next(r for r in rows if r.status == "preferred")
    one = replace(preferred, status="alternate", tier="tertiary", fact_id="a")
    later = replace(one, fact_id="b", visible_from=date(2025, 5, 1))
    higher = replace(one, fact_id="c", tier="primary", visible_from=date(2020, 1, 1))
    undecided = replace(one, fact_id="0")
    day = date(2026, 1, 1)
    assert answers([one, undecided], day)[0].fact_id == "0"
    assert answers([replace(one, visible_from=date(2025, 4, 1)), later], day)[0].fact_id == "b"
    assert answers([later, higher], day)[0].fact_id == "c"
    assert answers([later, higher, preferred], day)[0] == preferred
    assert answers([replace(one, status="doubtful")], day) == []


_KEY = ("metax", "net_profit_parent", "", "2024", "company")


def test_an_undated_preferred_row_is_not_replaced_by_one_that_contradicts_it(eve, latest):
    # H20: 400 W on an undated page, 550 W in a broadcast table of September 2025
    assert eve.find("nvidia_h20", "tdp").reason.en.endswith("holds no board power of NVIDIA H20.")
    assert latest.fact("nvidia_h20", "tdp").value == 400
    assert latest.rows("nvidia_h20", "tdp")[0].stand_in


def test_the_seed_and_doubtful_rows_never_answer(latest):
    everything = latest.rows(status="any")
    assert {row.status for row in everything} == {"preferred", "alternate"}
    assert SEED not in {row.source_id for row in everything}
    seed = latest.seed_rows()
    assert len(seed) == 5
    assert {row.source_id for row in seed} == {SEED}
    for row in seed:
        with pytest.raises(MissingFact):
            latest.row(row.fact_id)
    doubtful = [r for r in latest.store.facts.values() if r.status == "doubtful"]
    assert len(doubtful) == 63
    with pytest.raises(MissingFact):
        latest.row(doubtful[0].fact_id)


days = st.dates(date(1995, 1, 1), date(2027, 1, 1))


@settings(max_examples=40, deadline=None)
@given(days, days)
def test_what_is_known_only_grows(one, other):
    before, after = (load(shipped(), as_of=day) for day in sorted((one, other)))
    early, late = ({r.fact_id for r in led.rows(status="any")} for led in (before, after))
    assert early <= late
    assert {e.event_id for e in before.events()} <= {e.event_id for e in after.events()}
    keys = {row.key for row in after.rows()}
    assert {row.key for row in before.rows()} <= keys


@settings(max_examples=20, deadline=None)
@given(days)
def test_nothing_visible_is_younger_than_the_date(day):
    ledger = load(shipped(), as_of=day)
    assert all(row.visible_from <= day for row in ledger.rows(status="any"))
    assert all(event.visible_from <= day for event in ledger.events())


def test_events_hide_until_their_source_is_out_and_plans_stay(eve, latest):
    seen, later = ({e.event_id for e in ledger.events()} for ledger in (eve, latest))
    assert seen < later
    hidden = [e for e in latest.events() if e.event_id not in seen]
    assert all(event.visible_from > date(2025, 12, 16) for event in hidden)
    planned = [e for e in latest.events() if e.moment.first > e.visible_from]
    assert [e.event_id for e in planned] == ["jingjia_micro.ipo.listed.2016-03-31"]


def test_as_of_is_a_date_or_latest():
    assert as_date(None, COLLECTED) == as_date("latest", COLLECTED) == COLLECTED
    assert as_date("2025-12-16", COLLECTED) == date(2025, 12, 16)
    for bad in ("16.12.2025", "2025-13-01", "yesterday", "", 20251216):
        with pytest.raises(UsageProblem, match="as_of"):
            load(as_of=bad)
    assert load().as_of == load().collected == COLLECTED
