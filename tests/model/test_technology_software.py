"""Software: the Wilson interval, the states of the matrix, what turns the wording."""

from decimal import Decimal

import pytest

from tapeout.findings import technology_software_words as words
from tapeout.ledger import load, shipped
from tapeout.model import technology_software as software
from tapeout.model.technology_stack import CLAIM, NOTHING, PLUGIN, STATES, UPSTREAM, stacks
from tapeout.model.wilson import wilson
from tapeout.quantity import is_gap
from tapeout.registry import Registry, sentence_tokens, table_payload
from tapeout.tables import technology_software as tables

D = Decimal
EVE, SPRING, LATEST = (load(shipped(), as_of=day) for day in ("2025-12-16", "2026-04-30", "latest"))
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "huawei", "kunlunxin",
             "enflame", "loongson", "jingjia_micro", "nvidia", "amd")  # fmt: skip


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (4173, 4490, 0.9215332180, 0.9365299859),
        (22, 57, 0.2706272389, 0.5157026708),
        (8, 10, 0.4901624715, 0.9433178485),
        (0, 5, 0.0, 0.4344824648),
    ],
)
def test_wilson_matches_the_worked_examples(hits, trials, low, high):
    assert wilson(hits, trials) == pytest.approx((low, high), abs=5e-11)
    mirrored = wilson(trials - hits, trials)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high), abs=1e-9)


def test_wilson_solves_its_own_equation():
    # |share - p| = z sqrt(p (1 - p) / n) at both ends: the definition, not the closed form.
    for p in wilson(4173, 4490):
        assert abs(4173 / 4490 - p) == pytest.approx(
            1.959963984540054 * (p * (1 - p) / 4490) ** 0.5
        )


@pytest.mark.parametrize(("hits", "trials"), [(5, 4), (-1, 4), (0, 0)])
def test_no_share_is_refused(hits, trials):
    with pytest.raises(ValueError, match="no share"):
        wilson(hits, trials)


def test_the_makers_own_test_by_a_second_path():
    found = software.repositories(LATEST, "metax")
    assert abs(found.unchanged.value - D(4173) / D(4490) * 100) < D("1e-9")
    assert (found.low.value, found.high.value) == (D("92.1533"), D("93.6530"))
    assert (found.small.value, found.rest.value) == (260, 4490 - 4173 - 260)
    told = " ".join(s.en for s in words.repositories(found, LATEST.entity("metax").name))
    assert "own" in told and "drawn at random" in told


def test_before_the_test_only_a_count_without_a_base():
    found = software.repositories(EVE, "metax")
    assert is_gap(found.unchanged)
    told = words.repositories(found, EVE.entity("metax").name)
    assert told[0].gaps
    assert "without saying of how many tried" in told[1].en
    assert told[1].values["cuda_applications"].value == 6000


# -- the matrix ------------------------------------------------------------------------------
def row(ledger, company):
    return {c.capability: c.state for c in stacks(ledger, company)[0].cells}


def test_states_follow_the_strongest_evidence():
    assert row(LATEST, "metax") == {
        "pytorch": PLUGIN, "vllm": PLUGIN, "sglang": UPSTREAM, "deepspeed": NOTHING, "paddle": CLAIM,
    }  # fmt: skip
    assert row(LATEST, "moore_threads")["deepspeed"] == UPSTREAM
    assert row(LATEST, "kunlunxin")["pytorch"] == NOTHING  # a row that looked and found none
    assert row(LATEST, "hygon")["sglang"] == PLUGIN


def test_evidence_only_grows_with_time():
    for company in COMPANIES:
        early, late = (row(ledger, company) for ledger in (EVE, LATEST))
        for capability, state in early.items():
            assert STATES.index(late[capability]) <= STATES.index(state), (company, capability)


def test_nothing_later_than_the_edition_stands_behind_a_mark():
    for ledger in (EVE, SPRING):
        for stack in stacks(ledger, "metax"):
            for cell in stack.cells:
                for fact in cell.told.facts:
                    assert ledger.row(fact).visible_from <= ledger.as_of
    assert row(EVE, "metax")["vllm"] == CLAIM  # the plugin's repository was read later


def test_the_company_leads_and_stands_once():
    found = stacks(LATEST, "cambricon")
    assert found[0].company == "cambricon"
    assert len({s.company for s in found}) == len(found)
    shown = [s.count(UPSTREAM, PLUGIN) for s in found[1:]]
    assert shown == sorted(shown, reverse=True)


def test_messages_turn_with_the_evidence():
    assert "is upstream in {frameworks_upstream" in words.message(stacks(LATEST, "metax")).en
    assert "none of" in words.message(stacks(EVE, "metax")).en
    assert "own word" in words.message(stacks(EVE, "moore_threads")).en
    assert "No evidence ties" in words.message(stacks(LATEST, "loongson")).en
    for ledger in (EVE, LATEST):
        for company in COMPANIES:
            message = words.message(stacks(ledger, company))
            assert len(message.en.split()) <= 16


def test_limits_are_named_and_their_absence_is_no_all_clear():
    keys = [each.key for each in software.limits(LATEST, "metax")]
    assert keys == ["warp", "ptx", "level"]
    assert [each.key for each in software.limits(EVE, "metax")] == ["ptx"]
    told = words.limits(software.limits(LATEST, "metax"), stacks(LATEST, "metax")[0])[0]
    assert told.values["warp_size"].value == 64 and told.values["level"].en == "sm_80"
    told = words.limits([], stacks(LATEST, "moore_threads")[0])[0]
    assert "not to say that there is none" in told.en
    told = words.limits([], stacks(LATEST, "cambricon")[0])[0]
    assert "has to be ported" in told.en


def test_counts_of_users_are_no_series():
    found = software.users(LATEST, "metax")
    assert (found.first.value, found.last.value) == (15000, 500000)
    assert found.base_changed
    assert software.users(EVE, "metax").last.value == 150000
    assert "not growth" in words.users(found)[0].en
    assert words.users(software.users(LATEST, "moore_threads")) == []


@pytest.mark.parametrize("ledger", [EVE, SPRING, LATEST], ids=lambda x: str(x.as_of))
@pytest.mark.parametrize("company", COMPANIES)
def test_every_company_gets_sentences_and_tables(company, ledger):
    found, registry = stacks(ledger, company), Registry("technology")
    code = software.repositories(ledger, company)
    said = [
        words.message(found), *words.stacks(found), *words.repositories(code, found[0].name),
        *words.limits(software.limits(ledger, company), found[0]),
        *words.users(software.users(ledger, company)),
    ]  # fmt: skip
    for sentence in said:
        sentence_tokens(sentence, registry)
    for table in (tables.evidence(found), tables.code(found)):
        table_payload(table, registry)
    assert "technology.cuda_repositories_unchanged" in registry.records
