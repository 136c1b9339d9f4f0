"""Dates stand in the order in which things happen, as far as they are known."""

import pytest

from tapeout.ledger.milestones import ORDERS, milestones

from .meaning_sheets import fact, ledger, shipped_sheets


def step(segment, value, metric="ipo_date", **rest):
    return fact(metric, value, unit="date", segment=segment, period=value[:4], **rest)


def problems(*rows, **tables):
    return list(milestones(ledger(list(rows), **tables)))


def test_a_review_before_acceptance_is_refused():
    (problem,) = problems(step("accepted", "2025-06-30"), step("review_passed", "2025-06-24"))
    assert (problem.file, problem.row, problem.column) == ("data/facts.csv", 3, "value")
    assert problem.code == "order"
    assert "2025-06-24" in problem.found
    for part in ("accepted", "2025-06-30", "data/facts.csv:2"):
        assert part in problem.expected


def test_steps_between_may_be_unknown():
    assert len(problems(step("tutoring_start", "2025-01-01"), step("listed", "2024-12-31"))) == 1


@pytest.mark.parametrize(
    ("first", "then", "count"),
    [("2025-06-30", "2025-06", 0), ("2025-06", "2025-06-01", 0), ("2025-07-01", "2025-06", 1),
     ("2025", "2025-01-01", 0), ("2025H2", "2025Q2", 1), ("2025-06-30", "2025-06-30", 0)],
)  # fmt: skip
def test_a_coarse_date_is_out_of_order_only_where_that_is_certain(first, then, count):
    assert len(problems(step("accepted", first), step("review_passed", then))) == count


def test_a_chip_is_taped_out_before_it_is_made_but_may_be_launched_before():
    chip = {"metric": "product_date"}
    tape_out = step("tape_out", "2024-10", **chip)
    assert len(problems(tape_out, step("mass_production", "2024-09", **chip))) == 1
    assert problems(tape_out, step("launch", "2024-08", **chip)) == []
    assert problems(tape_out, step("mass_production_planned", "2024-09", **chip)) == []


def test_alternates_doubtful_rows_and_guidance_take_no_part():
    accepted = step("accepted", "2025-06-30")
    for rest in ({"status": "alternate"}, {"status": "doubtful"}, {"basis": "guidance"}):
        assert problems(accepted, step("listed", "2025-01-01", **rest)) == []


def test_a_second_application_is_not_held_against_the_first():
    rows = [step("accepted", "2021-06-30"), step("accepted", "2025-06-30"),
            step("tutoring_start", "2024-02-01")]  # fmt: skip
    assert problems(*rows) == []


def test_a_second_listing_in_hong_kong_follows_the_first():
    rows = [step("listed", "2025-12-17"), step("hkex_filing", "2026-06-01"),
            step("hearing", "2026-09-01")]  # fmt: skip
    assert problems(*rows) == []
    assert len(problems(*rows[:2], step("hearing", "2026-05-01"))) == 1


def test_nothing_of_a_company_lies_before_its_founding_but_a_chip_taken_over_may():
    entities = [{"entity_id": "acme"}, {"entity_id": "acme_1", "kind": "product", "maker": "acme"}]
    founded = step("founded", "2020-09-14", metric="company_date")
    chip = step("tape_out", "2019", metric="product_date", subject="acme_1")
    assert problems(founded, chip, entities=entities) == []
    (problem,) = problems(founded, step("accepted", "2020-09-13"), entities=entities)
    assert (problem.row, problem.code) == (3, "order")
    assert problems(founded, step("accepted", "2020-09"), entities=entities) == []


def test_the_founding_in_the_table_of_entities_is_that_of_the_fact():
    founded = step("founded", "2020-09-14", metric="company_date")
    for cell, count in (("2020-09-14", 0), ("2020", 0), ("2020-10", 1), ("2019", 1)):
        found = problems(founded, entities=[{"entity_id": "acme", "founded": cell}])
        assert len(found) == count, cell
        assert all(p.file == "data/entities.csv" for p in found)


@pytest.mark.parametrize(
    ("day", "precision", "count"),
    [("2025-12-17", "day", 0), ("2025-12-16", "day", 1), ("2025-12-01", "month", 0),
     ("2025-11-01", "month", 1), ("2025-10-01", "quarter", 0), ("2025-07-01", "half", 0),
     ("2025-01-01", "year", 0), ("2024-01-01", "year", 1)],
)  # fmt: skip
def test_an_event_stands_on_the_day_of_the_fact_it_repeats(day, precision, count):
    listed = step("listed", "2025-12-17")
    event = {"event_id": "e", "date": day, "date_precision": precision,
             "note": f"fact {listed['fact_id']}; first day"}  # fmt: skip
    found = problems(listed, events=[event])
    assert len(found) == count
    for problem in found:
        assert (problem.file, problem.column) == ("data/events.csv", "date")
        assert listed["fact_id"] in problem.expected


def test_every_order_has_a_reason_and_the_shipped_dates_are_in_order():
    assert all(order.reason and len(order.steps) > 1 for order in ORDERS)
    assert list(milestones(shipped_sheets())) == []


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "-".join(order.steps[:2]))
def test_each_order_is_checked(order):
    rows = [step(name, f"20{30 - k}", metric=order.metric) for k, name in enumerate(order.steps)]
    named = {p.found.split(" on ")[0] for p in problems(*rows)}
    assert set(order.steps[1:]) <= named
    assert problems(*reversed([r | {"value": "2025"} for r in rows])) == []
