"""Acts on chips beside quarterly revenue: what stands there, when it was known, and no cause."""

import csv
import re
import shutil
from datetime import date
from decimal import Decimal

import pytest

from tapeout.errors import UnknownName
from tapeout.findings import timing_controls_words
from tapeout.ledger import load, shipped
from tapeout.model import timing_controls
from tapeout.provenance import source_line, source_records
from tapeout.quantity import is_gap
from tapeout.registry import Registry, sentence_tokens, table_payload
from tapeout.tables import timing_supply as tables

from .test_timing import changed

D = Decimal
EVE = "2025-12-16"
DATES = (EVE, "2026-04-30", "latest")
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "enflame")
OTHERS = ("loongson", "jingjia_micro", "nvidia", "amd")
CAUSE = re.compile(
    r"\b(because|led to|leads? to|drove|driven|drives|caus\w+|due to|thanks to|owing|result\w*|"
    r"boost\w*|spur\w*|trigger\w*|hit|hurt|helped|benefit\w*|therefore|hence|so that|after which)\b"
    r"|因此|导致|推动|由于|因为|带动|促使|使得|致使|拉动|受益|得益|从而|引发|所以|冲击|提振",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def latest():
    """The ledger as of the day of collection."""
    return load(shipped())


@pytest.fixture(scope="module")
def eve():
    """The ledger on the eve of the listing of MetaX."""
    return load(shipped(), as_of=EVE)


def events():
    with (shipped() / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def with_events(folder, **cells):
    """Return the ledger with cells of events.csv changed: {event_id: {column: text}}."""
    copy = folder / "data"
    shutil.copytree(shipped(), copy)
    rows = events()
    assert set(cells) <= {row["event_id"] for row in rows}
    for row in rows:
        row.update(cells.get(row["event_id"], {}))
    with (copy / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return lambda as_of=None: load(copy, as_of=as_of)


def said(sentences, language="en"):
    return " ".join(
        "".join(t if isinstance(t, str) else t["t"] for t in s.tokens(language, lambda n: n))
        for s in sentences
    )


def short(acts):
    return [act.short.en for act in acts]


# -- the acts ------------------------------------------------------------------------------------
def test_the_acts_are_those_that_the_data_call_so(latest):
    told = {row["event_id"]: row for row in events() if row["effect"]}
    found = timing_controls.controls(latest, "metax")
    assert {act.id for act in found.acts} == set(told)
    for act in found.acts:
        row = told[act.id]
        assert (act.effect, act.actor, act.short.en) == (
            row["effect"],
            row["actor"],
            row["short_en"],
        )
    assert [act.when.first for act in found.acts] == sorted(act.when.first for act in found.acts)


def test_an_act_on_the_chips_of_one_maker_concerns_that_maker_alone(latest):
    assert "Foundry stops C500" in short(timing_controls.controls(latest, "metax").drawn)
    for company in ("moore_threads", "biren"):
        assert "Foundry stops C500" not in short(timing_controls.controls(latest, company).acts)


def test_every_chinese_act_says_whose_it_is():
    for row in events():
        if row["actor"] == "china":
            assert "China" in row["short_en"], row["event_id"]
        assert bool(row["effect"]) == bool(row["actor"]) == bool(row["short_zh"])


def test_at_most_six_are_drawn_by_the_stated_rule(latest):
    found = timing_controls.controls(latest, "metax")
    assert short(found.drawn) == [
        "Foundry stops C500", "H20 needs a licence", "H20 may resume", "China halts RTX 6000D",
        "H200 allowed", "China bars H200",
    ]  # fmt: skip
    for company in COMPANIES:
        assert len(timing_controls.controls(latest, company).drawn) <= timing_controls.MOST
    assert "China: domestic only" in short(timing_controls.controls(latest, "moore_threads").drawn)


def test_an_act_is_not_seen_before_its_source(eve):
    found = timing_controls.controls(eve, "metax")
    assert "US limits HBM" not in short(found.acts)  # read in a page of June 2026
    assert "China bars H200" not in short(found.acts)
    assert all(eve.event(a.id).visible_from <= eve.as_of for a in found.acts)


# -- the revenue beside them ---------------------------------------------------------------------
def test_the_quarters_since_and_before_recompute(latest):
    found = timing_controls.controls(latest, "metax")
    assert found.anchor.short.en == "H20 needs a licence"
    assert [p.period for p in found.since] == ["2025Q2", "2025Q3", "2025Q4", "2026Q1"]
    quarters = {p.period: p.value.value / 10**6 for p in (*found.since, *found.until)}
    assert quarters["2025Q2"] == pytest.approx(D("915.02") - D("320.43"), abs=D("0.6"))
    low = min(v for k, v in quarters.items() if k >= "2025Q2")
    assert f"CNY {low:.0f} million" in said([timing_controls_words.controls_message(found)])


def test_growth_is_only_told_where_both_spans_are_published(latest):
    makers = {x.company: x for x in timing_controls.controls(latest, "metax").makers}
    own = makers["metax"]
    assert own.growth.value == pytest.approx((own.revenue.value / own.before.value - 1) * 100)
    assert is_gap(makers["moore_threads"].growth)
    assert "first quarter of 2026" in makers["moore_threads"].growth.reason.en


@pytest.mark.parametrize("company", ["biren", "enflame", "nvidia", "jingjia_micro"])
def test_without_quarters_it_is_said_why_nothing_is_drawn(latest, company):
    found = timing_controls.controls(latest, company)
    assert not found.drawable
    assert "Not drawn" in said([timing_controls_words.controls_message(found)])
    assert found.acts


def test_quarters_that_all_top_the_past_are_told_so(latest):
    found = timing_controls.controls(latest, "cambricon")
    assert min(p.value.value for p in found.since) > max(p.value.value for p in found.until)
    assert "tops all before it" in timing_controls_words.controls_message(found).en
    own = timing_controls_words.controls_message(timing_controls.controls(latest, "metax"))
    assert "is below" in own.en


def test_an_effect_that_turns_moves_the_counts(tmp_path, latest):
    name = "nvidia_h20.export_control.us_tells_nvidia_that_h20.2025-04-09"
    open_ = with_events(tmp_path, **{name: {"effect": "relaxed"}})
    mine, theirs = (timing_controls.controls(x, "metax") for x in (open_(), latest))
    assert len(mine.with_effect("relaxed")) == len(theirs.with_effect("relaxed")) + 1
    assert mine.anchor.short.en != theirs.anchor.short.en
    assert said(timing_controls_words.controls(mine)) != said(
        timing_controls_words.controls(theirs)
    )


def test_a_lower_quarter_moves_the_message(tmp_path, latest):
    """The newest quarter of Moore Threads is held by no identity of its source."""
    name = "moore_threads.revenue.2026q1"
    other = {name: {"value": "70000000", "reported_as": "70,000,000元"}}
    found = timing_controls.controls(changed(tmp_path, **other)(), "moore_threads")
    message = said([timing_controls_words.controls_message(found)])
    assert "CNY 70.0 million" in message
    assert message != said(
        [timing_controls_words.controls_message(timing_controls.controls(latest, "moore_threads"))]
    )


# -- no cause ------------------------------------------------------------------------------------
@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("company", [*COMPANIES, *OTHERS])
def test_no_sentence_of_the_beat_claims_a_cause(company, as_of):
    found = timing_controls.controls(load(shipped(), as_of=as_of), company)
    sentences = [
        timing_controls_words.controls_message(found),
        *timing_controls_words.controls(found),
    ]
    for language in ("en", "zh"):
        words = said(sentences, language)
        assert not CAUSE.search(words), CAUSE.search(words)
        assert "None" not in words


def test_the_look_for_causes_sees_one():
    assert CAUSE.search("The rule led to more sales.")
    assert CAUSE.search("新规推动收入增长。")


# -- sources, ids ----------------------------------------------------------------------------------
def test_an_act_leads_to_its_source(latest):
    found = timing_controls.controls(latest, "metax")
    table = tables.acts(found)
    assert len(table.facts) == len(found.acts)
    records = source_records(table.facts, latest)
    act = next(a for a in found.acts if a.short.en == "H20 needs a licence")
    assert records["facts"][act.id]["value"] == "2025-04-09"
    assert records["facts"][act.id]["source_id"] in records["sources"]
    assert "Federal Register" in source_line([found.acts[1].id], latest).en
    foundry = next(a for a in found.acts if a.own)
    assert foundry.when.facts == ("metax_c500.product_date.foundry_order_stop.2024",)


def test_an_event_that_was_not_published_is_not_cited(eve):
    assert eve.event("nvidia_h200.policy.chinese_customs_reported_to_bar.2026-01-14") is None
    with pytest.raises(UnknownName):
        source_line(["nvidia_h200.policy.chinese_customs_reported_to_bar.2026-01-14"], eve)


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("company", [*COMPANIES, *OTHERS])
def test_tables_and_sentences_keep_one_value_an_id(company, as_of):
    ledger = load(shipped(), as_of=as_of)
    found = timing_controls.controls(ledger, company)
    registry = Registry("timing")
    for table in (tables.beside_revenue, tables.acts, tables.makers_revenue):
        table_payload(table(found), registry)
    for sentence in timing_controls_words.controls(found):
        sentence_tokens(sentence, registry)
    for fact in registry.facts:
        seen = ledger.event(fact) or ledger.row(fact)
        assert seen.visible_from <= ledger.as_of
    assert date(2015, 1, 1) < ledger.as_of
