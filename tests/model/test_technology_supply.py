"""Stock, what comes next, and the pace, against METHODS K-1 and plain Decimal from the printed digits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tapeout.findings import indicator_words, technology_answers
from tapeout.findings import technology_next_words as next_words
from tapeout.findings import technology_roadmap_words as roadmap_words
from tapeout.findings import technology_supply_words as supply_words
from tapeout.ledger import Ledger, load
from tapeout.model import technology as model
from tapeout.model import (
    technology_cadence,
    technology_change,
    technology_measured,
    technology_routes,
)
from tapeout.model.technology_roadmap import roadmap
from tapeout.model.technology_stock import stock
from tapeout.model.technology_supply import supply
from tapeout.model.viability_product import product
from tapeout.quantity import Quantity, is_gap
from tapeout.registry import Registry, sentence_tokens
from tapeout.text import Text
from tapeout.units import DECIMAL_YEAR

D = Decimal
EVE, SPRING, LATEST = (load(as_of=day) for day in ("2025-12-16", "2026-04-30", "latest"))
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "loongson", "jingjia_micro",
             "nvidia", "amd", "huawei")  # fmt: skip
COST = D("17000")  # 1.70万元/张
MONTH = D("30.436875")


def changed(ledger: Ledger, **cells: tuple[str, str]) -> Ledger:
    """Return the ledger with facts changed in value and print: {fact_id: (value, reported_as)}.

    In memory: one board sold more would break the sums that the contract of the files checks.
    """
    store = ledger.store
    assert set(cells) <= set(store.facts)

    def other(row):
        if row.fact_id not in cells:
            return row
        value, printed = cells[row.fact_id]
        return replace(row, value=value, reported_as=printed)

    facts = {key: other(row) for key, row in store.facts.items()}
    groups = {key: [facts[row.fact_id] for row in group] for key, group in store.groups.items()}
    return Ledger(replace(store, facts=facts, groups=groups, _readings={}), ledger.as_of)


def parts(ledger, company):
    """Return (roadmap, stock, supply, pace) of one ledger."""
    road, held = roadmap(ledger, company), stock(ledger, company)
    pace = technology_cadence.cadence(ledger, company, model.MAKERS)
    return road, held, supply(ledger, company, road, held), pace


def sentences(ledger, company):
    """Return everything that this part of the section says, by the order of the notebook."""
    road, held, found, pace = parts(ledger, company)
    far, line = model.distance(ledger, company), product(ledger, company)
    roads = technology_routes.routes(ledger, company)
    kept = technology_measured.kept(ledger)
    marks = technology_change.indicators(ledger, company, far, found, line, kept)
    return [
        *roadmap_words.roadmap(road, far, pace),
        *supply_words.stop(held, line),
        *supply_words.stock(found),
        *next_words.required(found),
        *next_words.held(found),
        *technology_answers.answer(roads, far, found, line),
        *technology_answers.objection(ledger, far, found),
        *technology_answers.limit(roads, pace, found),
        *indicator_words.change(marks),
    ]


def told(ledger, company, language="en"):
    registry = Registry("technology")
    said = []
    for sentence in sentences(ledger, company):
        tokens = sentence_tokens(sentence, registry)[language]
        said.append("".join(t if isinstance(t, str) else t["t"] for t in tokens))
    return said


# -- METHODS K-1 ---------------------------------------------------------------------------------
def test_the_worked_example_of_stock_coverage():
    s = stock(EVE, "metax")
    ways = {w.key: w for w in s.ways}
    left = D(1444 + 32563 + 6058) - D(272 + 13606 + 8055)
    assert (s.produced.value, s.sold.value, left) == (40065, 21933, 18132)
    assert ways["count"].boards.value == left
    assert abs(ways["value"].boards.value - D("246024500") / COST) < D("1e-9")
    assert round(ways["value"].boards.value, 2) == D("14472.03")
    # METHODS prints 47,191.18 from stock rounded to 802.25 m; the printed digits give 47,191.14.
    ceiling = (D("890314600") - D("88065200")) / COST
    assert abs(ways["ceiling"].boards.value - ceiling) < D("1e-9")
    assert abs(ceiling - D("47191.18")) < D("0.05")
    told = [round(ways[k].quarters.value, 2) for k in ("value", "count", "ceiling")]
    assert told == [D("1.80"), D("2.25"), D("5.86")]
    assert s.later == ()


def test_the_worked_example_at_the_pace_known_later():
    s = stock(LATEST, "metax")
    ways = {w.key: w for w in s.later}
    assert abs(s.later_pace.value - D("8531.3333")) < D("0.0001")
    assert abs(ways["count"].quarters.value - D("2.125341877")) < D("1e-9")
    assert abs(ways["ceiling"].quarters.value - D("5.531508304")) < D("1e-9")
    assert (s.since.value, s.beyond.value) == (25594, 7462)
    assert round(s.ceiling_left.value) == 21597
    assert round(s.ceiling_left_quarters.value, 1) == D("2.5")
    # The count at the pace of its own quarter is the value of the id, whatever came later.
    assert s.quarters.value == stock(EVE, "metax").quarters.value


def test_intervals_come_from_the_printed_digits():
    way = stock(EVE, "metax").way("value")
    # 24,602.45万元 is known to 50 yuan either way, 1.70万元 to 50 yuan.
    assert abs(way.boards.lo - D("246024450") / D("17050")) < D("1e-6")
    assert abs(way.boards.hi - D("246024550") / D("16950")) < D("1e-6")
    assert way.quarters.unit == "quarters"
    assert way.until.unit == DECIMAL_YEAR


def test_until_is_the_end_of_the_quarter_plus_the_coverage():
    for way in stock(EVE, "metax").ways:
        assert abs(way.until.value - (D("2025.25") + way.quarters.value / 4)) < D("1e-9")


def test_the_next_product_lies_between_the_counts():
    *_, found, _ = parts(EVE, "metax")
    assert (found.following.product.en, found.following.planned) == ("MetaX C600", True)
    *_, later, _ = parts(LATEST, "metax")
    assert (later.following.moment.iso, later.following.planned) == ("2026-05", False)
    for each in (found, later):
        assert [w.key for w in each.missed] == ["value", "count"]
        assert [w.key for w in each.made] == ["ceiling"]


def test_the_product_after_next_takes_as_long_as_its_forerunners():
    *_, found, _ = parts(LATEST, "metax")
    after = found.successor
    assert after.product.en == "MetaX C700"
    # METHODS K-1: 14 to 19 months after the second half of 2026: September 2027 to July 2028.
    first = D("2026") + D((date(2026, 7, 1) - date(2026, 1, 1)).days) / 365 + D(14) / 12
    last = D("2027") + D(19) / 12
    assert abs(after.earliest.value - first) < D("0.01")
    assert abs(after.latest.value - last) < D("0.01")
    assert after.first.value <= after.earliest.value and after.latest.value <= after.last.value


# -- metamorphic ---------------------------------------------------------------------------------
def test_more_sold_leaves_less_and_a_later_year_does_not_leak():
    more = {"metax.units_sold.training_inference_boards.2025q1": ("9055", "9,055张")}
    after = stock(changed(EVE, **more), "metax")
    assert after.left.value == 17132
    assert after.quarters.value < stock(EVE, "metax").quarters.value
    year = {"metax.units_sold.training_inference_boards.2025": ("40000", "40,000片")}
    assert is_gap(stock(changed(EVE, **year), "metax").since)
    assert stock(changed(LATEST, **year), "metax").since.value == 40000 - 8055


def test_a_later_start_of_production_turns_the_finding():
    late = {"metax_c600.product_date.mass_production.2026": ("2026-10", "2026年10月")}
    ledger = changed(LATEST, **late)
    _, _, found, pace = parts(ledger, "metax")
    assert len(found.missed) == 3
    assert "there is a gap" in " ".join(told(ledger, "metax"))
    states = {p.key: p.state for p in pace.plans}
    assert states["metax_c600_mass_production_2026"] == "late"
    marks = technology_change.indicators(
        ledger, "metax", model.distance(ledger, "metax"), found, product(ledger, "metax"), []
    )
    assert next(m for m in marks if m.key == "volume").reached is True
    early = {"metax_c600.product_date.mass_production.2026": ("2025-08", "2025年8月")}
    assert "in time by every count" in " ".join(told(changed(LATEST, **early), "metax"))


def test_a_dearer_board_means_fewer():
    dear = {"metax.unit_cost.training_inference_boards.2025q1": ("20000", "2.00万元/张")}
    s = stock(changed(EVE, **dear), "metax")
    assert abs(s.way("value").boards.value - D("246024500") / 20000) < D("1e-9")
    assert s.quarters.value == stock(EVE, "metax").quarters.value


def test_a_wider_line_no_longer_hangs_on_one():
    broad = {"metax.revenue_share.training_inference_series.2025q1": ("60.00", "60.00%"),
             "metax.revenue_share.training_inference_boards.2025q1": ("59.00", "59.00%")}  # fmt: skip
    assert "hung on one line" not in " ".join(told(changed(LATEST, **broad), "metax"))


# -- the pace ------------------------------------------------------------------------------------
def test_waits_and_generations_by_a_second_path():
    *_, pace = parts(LATEST, "metax")
    waits = {w.key: w.months for w in pace.waits}
    days = (
        (date(2026, 5, 1) - date(2024, 10, 31)).days,
        (date(2026, 5, 31) - date(2024, 10, 1)).days,
    )
    assert abs(waits["metax_c600"].lo - days[0] / MONTH) < D("1e-9")
    assert abs(waits["metax_c600"].hi - days[1] / MONTH) < D("1e-9")
    assert set(waits) == {"metax_n100", "metax_c500", "metax_c600", "biren_br106"}
    own = [w.months for w in pace.own_generations]
    assert len(own) == 2
    assert own[1] > own[0]
    middle = technology_cadence.middle(pace.waits, Text.same("x"))
    ranked = sorted(w.months.value for w in pace.waits)
    assert abs(middle.value - (ranked[1] + ranked[2]) / 2) < D("1e-9")


def test_a_plan_is_held_against_what_came_only_when_it_has_come():
    eve = {(p.key, p.state) for p in parts(EVE, "metax")[3].plans}
    assert ("metax_c600_mass_production_2025", "moved") in eve
    assert not any(state in ("kept", "late") for _, state in eve)
    plans = {p.key: p for p in parts(LATEST, "metax")[3].plans}
    late = plans["metax_c600_mass_production_2025"]
    assert late.state == "late"
    days = (
        (date(2026, 5, 1) - date(2025, 12, 31)).days,
        (date(2026, 5, 31) - date(2025, 12, 1)).days,
    )
    assert (late.late.lo, late.late.hi) == pytest.approx(tuple(d / MONTH for d in days))
    assert plans["metax_c600_mass_production_2026"].state == "kept"
    assert parts(LATEST, "huawei")[3].of("due")[0].product.en == "Huawei Ascend 950PR"
    # Published before the edition, whatever the date of the plan.
    for ledger in (EVE, SPRING):
        for plan in parts(ledger, "metax")[3].plans:
            assert plan.published.first <= ledger.as_of


def test_a_form_of_a_chip_is_no_generation():
    own = [w.key for w in parts(LATEST, "biren")[3].own_generations]
    assert own == ["biren_br106_biren_br110", "biren_br110_biren_br166"]


# -- words ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("ledger", [EVE, SPRING, LATEST], ids=lambda x: str(x.as_of))
@pytest.mark.parametrize("company", COMPANIES)
def test_every_sentence_holds_and_ends(company, ledger):
    for language, stop in (("en", "."), ("zh", "。")):
        for words in told(ledger, company, language):
            assert words.endswith(stop), words
            assert "  " not in words
    for sentence in sentences(ledger, company):
        numbers = [v for v in sentence.values.values() if isinstance(v, Quantity)]
        for number in numbers:
            for fact in number.facts:
                source = ledger.source(ledger.row(fact).source_id)
                assert source.visible_from <= ledger.as_of


def test_what_is_missing_is_said_and_never_zero():
    said = " ".join(told(LATEST, "hygon"))
    assert "holds no boards built and sold" in said
    assert "holds no stop of foundry orders of Hygon" in said
    assert "prepaid CNY 973 million" in " ".join(told(LATEST, "cambricon"))
    assert is_gap(stock(LATEST, "hygon").quarters)


def test_the_answer_has_three_sentences_and_says_planned_only_before():
    roads = technology_routes.routes(EVE, "metax")
    _, _, found, _ = parts(EVE, "metax")
    line, far = product(EVE, "metax"), model.distance(EVE, "metax")
    answer = technology_answers.answer(roads, far, found, line)
    assert len(answer) == 3
    assert "planned for" in answer[2].en
    *_, found, _ = parts(LATEST, "metax")
    answer = technology_answers.answer(
        technology_routes.routes(LATEST, "metax"), model.distance(LATEST, "metax"), found,
        product(LATEST, "metax"),
    )  # fmt: skip
    assert "in mass production since" in answer[2].en


def test_one_name_stands_for_one_value():
    for ledger in (EVE, LATEST):
        seen = {}
        for sentence in sentences(ledger, "metax"):
            for name, value in sentence.values.items():
                if isinstance(value, Quantity):
                    assert seen.setdefault(name, value.value) == value.value, name


def test_indicators_are_reached_only_by_the_whole_interval():
    *_, found, _ = parts(LATEST, "metax")
    marks = technology_change.indicators(
        LATEST, "metax", model.distance(LATEST, "metax"), found, product(LATEST, "metax"),
        technology_measured.kept(LATEST),
    )  # fmt: skip
    assert {m.key for m in marks} == {"frontier", "kept", "line", "volume", "tape_out"}
    assert [m.reached for m in marks] == [False] * 5
    hygon = technology_change.indicators(
        LATEST, "hygon", model.distance(LATEST, "hygon"), parts(LATEST, "hygon")[2],
        product(LATEST, "hygon"), technology_measured.kept(LATEST),
    )  # fmt: skip
    assert {m.key: m.reached for m in hygon}["kept"] is True
    assert {m.key: m.reached for m in hygon}["line"] is None
