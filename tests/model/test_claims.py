"""The counts of the audit: every claim once, coverage, and an empty audit without a seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tapeout.ledger import load, shipped
from tapeout.model.claims import findings, records
from tapeout.quantity import is_gap
from tapeout.seed import SECTIONS, choose_seed


@pytest.fixture(scope="module", params=["2025-12-16", "2026-04-30", "latest"])
def found(request):
    """The audit of the shipped seed as of three dates."""
    ledger = load(shipped(), as_of=request.param)
    return findings(choose_seed("metax", ledger.as_of), ledger, "metax")


@pytest.fixture(scope="module")
def nothing():
    """The audit of a company that no seed is about."""
    ledger = load(shipped())
    return findings(choose_seed("moore_threads", ledger.as_of), ledger, "moore_threads")


def test_every_claim_is_counted_once_by_verdict_and_by_section(found):
    keys = Counter(w.verdict.key for w in found.claims)
    for score in found.scores:
        assert score.count.value == keys[score.verdict.key] == len(score.claims)
        assert sum(q.value for q in score.by_section.values()) == score.count.value
        assert tuple(score.by_section) == SECTIONS
        assert score.count.unit == "claims"
    assert sum(score.count.value for score in found.scores) == len(found.seed.claims)


def test_coverage_is_recounted_from_the_rows_of_the_file(found):
    coverage, claims = found.coverage, found.claims
    judgements = sum(w.claim.kind == "judgement" for w in claims)
    without = sum(w.verdict.key in ("unsupported", "pending") for w in claims)
    assert coverage.total.value == len(found.seed.claims)
    assert coverage.checkable.value == coverage.total.value - judgements
    assert coverage.checked.value == coverage.checkable.value - without
    wrong = found.count("contradicted").value + found.count("missed").value
    assert coverage.agreeing.value == coverage.checked.value - wrong - coverage.qualified.value
    assert coverage.figures_agreeing.value <= coverage.figures.value <= coverage.checked.value
    assert found.contradicted_share.value * coverage.checked.value == pytest.approx(100 * wrong)


def test_the_ranked_claims_come_first_and_every_other_remark_is_told_once(found):
    assert [w.claim.rank for w in found.first] == [1, 2, 3, 4, 5]
    told = {w.claim.claim_id for w in (*found.first, *found.omissions)}
    assert {w.claim.claim_id for w in found.claims if w.remark is not None} <= told
    ids = [w.claim.claim_id for w in (*found.first, *found.omissions)]
    assert len(ids) == len(set(ids))


def test_records_hold_both_intervals_and_the_facts(found):
    told = {record["claim_id"]: record for record in records(found)}
    assert len(told) == len(found.claims)
    revenue = told["revenue_2024"]
    assert (revenue["lo"], revenue["hi"]) == ("742500000", "743500000")
    assert revenue["evidence_lo"] == "743071582.305"
    assert revenue["facts"] == ["metax.revenue.2024"]
    assert told["capital_must_wait"]["lo"] is None


def test_more_is_decided_as_more_is_published():
    counts = []
    for day in ("2025-12-16", "latest"):
        ledger = load(shipped(), as_of=day)
        counts.append(
            findings(choose_seed("metax", ledger.as_of), ledger, "metax").coverage.checked.value
        )
    assert counts[0] < counts[1]


def test_a_wrong_figure_moves_the_counts():
    ledger = load(shipped(), as_of="2025-12-16")
    seed = choose_seed("metax", ledger.as_of)
    wrong = tuple(
        replace(c, value="753000000", reported_as="7.53亿元") if c.claim_id == "revenue_2024" else c
        for c in seed.claims
    )
    before = findings(seed, ledger, "metax")
    after = findings(replace(seed, claims=wrong), ledger, "metax")
    assert after.count("contradicted").value == before.count("contradicted").value + 1
    assert after.coverage.figures_agreeing.value == before.coverage.figures_agreeing.value - 1
    assert after.arithmetic[0].verdict.key == "contradicted"  # the growth rate no longer follows


def test_without_a_seed_the_audit_is_empty_and_says_whose_it_is(nothing):
    assert nothing.seed is None
    assert nothing.claims == nothing.first == nothing.omissions == nothing.arithmetic == ()
    assert nothing.coverage.total.value == 0
    assert is_gap(nothing.contradicted_share)
    assert "Moore Threads" in nothing.contradicted_share.reason.en
