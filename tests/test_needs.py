"""The table of needs against the models: what it says can be said is said, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest

from tapeout.findings import timing_supply_words
from tapeout.ledger import Ledger, load, shipped
from tapeout.model import (
    technology,
    technology_cadence,
    technology_cluster,
    technology_efficiency,
    technology_field,
    technology_link_parts,
    technology_measured,
    technology_roadmap,
    technology_roofline,
    technology_routes,
    technology_software,
    technology_stack,
    technology_stock,
    technology_supply,
    technology_withheld,
    timing,
    timing_clouds,
    timing_controls,
    timing_demand,
    timing_domestic,
    timing_listing,
    timing_offer,
    timing_prices,
    timing_split,
    timing_stages,
    timing_supply,
    timing_use,
    timing_window,
    viability,
    viability_breakeven,
    viability_funds,
    viability_product,
    viability_window,
)
from tapeout.needs import NEEDS, Evidence, coverage, coverage_json, coverage_lines
from tapeout.quantity import is_gap
from tapeout.sections import project_root, section

EVE, SPRING, LATEST = "2025-12-16", "2026-04-30", "latest"
DATES = (EVE, SPRING, LATEST)
PATHS = 1_000  # whether there is a window does not depend on how many
COMPANIES = (
    *("metax", "moore_threads", "cambricon", "hygon", "biren", "loongson", "jingjia_micro"),
    *("enflame", "kunlunxin", "huawei", "alibaba", "amd"),
)


# -- what the models really say --------------------------------------------------------------
def timing_said(ledger: Ledger, company: str) -> dict[str, bool]:
    market, shares = timing.market(ledger), timing.shares(ledger, company)
    careers = timing_stages.careers(ledger, company)
    listings = timing_listing.listings(ledger, company)
    c, x = careers.focus, listings.focus
    demand, split = timing_demand.demand(ledger), timing_split.split(ledger, company)
    clouds = timing_clouds.clouds(ledger)
    supply = timing_supply.supply(ledger, company)
    controls = timing_controls.controls(ledger, company)
    told = {s.en.split("{")[0] for s in timing_supply_words.supply(supply)}
    offers = timing_offer.offers(ledger, company)
    c, x, o = careers.focus, listings.focus, offers.focus
    path = timing_prices.path(ledger, o)
    return {
        "market_by_house": any(s.subject == timing.MARKET for s in demand.lines),
        "daily_tokens": not is_gap(timing_use.tokens(ledger).factor),
        "computing_power": not is_gap(timing_use.compute(ledger).factor),
        "cloud_capex": all(s.quarters for s in clouds.own),
        "training_and_inference": any(not is_gap(q.training) for q in split.quotes),
        "inference_of_revenue": not is_gap(split.own),
        "market_size": not any(map(is_gap, (market.size, market.growth, market.printed))),
        "market_shares": not is_gap(shares.remaining),
        "concentration": any(x.enough and x.period == "2024" for x in supply.of("bernstein")),
        "share_by_cards": "Counted in cards, " in told,
        "share_later": any("NVIDIA lost" in t or "NVIDIA stands" in t for t in told),
        "domestic_share": timing_domestic.domestic(ledger).low is not None,
        "revenue_beside_acts": controls.drawable,
        "revenue_newest": not is_gap(controls.revenue),
        "age": not is_gap(c.age),
        "first_tape_out": not is_gap(c.stage("tape_out").moment),
        "first_product": not is_gap(c.stage("product").moment),
        "first_year_above": not is_gap(c.stage("revenue").moment),
        "years_founded_to_acceptance": not is_gap(c.stage("accepted").age),
        "years_founded_to_listing": not is_gap(c.years),
        "days_acceptance_to_review": not is_gap(x.to_review),
        "days_acceptance_to_registration": not is_gap(x.to_registration),
        "days_acceptance_to_listing": not is_gap(x.to_listing),
        "price_to_sales_at_issue": not is_gap(o.price_to_sales),
        "price_to_sales_recomputed": not is_gap(o.price_to_sales_again),
        "peer_price_to_sales_at_issue": not is_gap(o.peer_multiple),
        "allotment_rate_final": not is_gap(o.allotment_final),
        "allotment_rate_initial": not is_gap(o.allotment_initial),
        "oversubscription": not is_gap(o.oversubscription),
        "issued_share": not is_gap(o.issued_share),
        "float_share": not is_gap(o.float_share),
        "first_day_change": not is_gap(o.first_day),
        "first_day_recomputed": not is_gap(o.first_day_again),
        "drawdown_from_first_close": not is_gap(path.drawdown),
        "median_years_founded_to_listing": not is_gap(careers.median),
        "median_days_to_listing": not is_gap(listings.median),
        "average_days_to_registration": not is_gap(listings.average_registration),
        "window_closes": timing_window.window(ledger, PATHS).known,
    }


def technology_said(ledger: Ledger, company: str) -> dict[str, bool]:
    roadmap = technology_roadmap.roadmap(ledger, company)
    far = technology.distance(ledger, company)
    split = technology_link_parts.split(ledger, company)
    link, ratios = split.link, {part.key: part.ratio for part in split.parts}
    scaled = technology_cluster.cluster(ledger, company)
    own = technology_stack.stacks(ledger, company)[0]
    code = technology_software.repositories(ledger, company)
    stock = technology_stock.stock(ledger, company)
    supply = technology_supply.supply(ledger, company, roadmap, stock)
    pace = technology_cadence.cadence(ledger, company, ())
    roads = technology_routes.routes(ledger, company)
    line = viability_product.product(ledger, company)
    measured = technology_measured_said(ledger, company)
    measured |= technology_roofline_said(ledger, company, far)
    return measured | {
        "frontier": bool(technology.frontier(ledger)),
        "roadmap": bool(roadmap.products),
        "months_tapeout_to_mass_production": not is_gap(technology_roadmap.wait(roadmap, far.chip)),
        "fp16_ratio_to_frontier": not is_gap(far.ratio),
        "fp16_lag_years": not is_gap(far.lag),
        "memory_bandwidth_ratio_to_frontier": not is_gap(far.memory_ratio),
        "interconnect_ratio_to_h200": not is_gap(link.own),
        "interconnect_of_h200": not is_gap(link.yardstick),
        "claimed_to_measured_fp16": bool(technology_measured.kept(ledger, (company,))),
        "cuda_repositories_unchanged": not is_gap(code.unchanged),
        "cuda_applications": not is_gap(code.adapted),
        "scaling_efficiency_64": bool(scaled.steps) and not scaled.borrowed,
        "claimed_scaling": scaled.claim is not None,
        "allreduce_ratio_to_h100": not is_gap(ratios["collective"]),
        "pair_ratio_to_h100": not is_gap(ratios["pair"]),
        "card_ratio_to_h200": "card" in ratios and not is_gap(split.part("card").own),
        "scale_up_cards": not is_gap(split.part("domain").own),
        "frameworks": any(cell.state != technology_stack.NOTHING for cell in own.cells),
        "pytorch_backend_since": not is_gap(own.since["pytorch_backend"]),
        "public_repositories": not is_gap(own.repositories),
        "software_limits": bool(technology_software.limits(ledger, company)),
        "users": technology_software.users(ledger, company) is not None,
        "stock_coverage_quarters": not is_gap(stock.quarters),
        "boards_since": not is_gap(stock.since),
        "foundry_stop": not is_gap(stock.stopped),
        "revenue_share_top_product": not is_gap(line.of_main),
        "route_margin": not is_gap(roads.own.margin),
        "route_research": not is_gap(roads.own.research),
        "programming_model": roads.own.stack is not None,
        "product_lines": bool(roads.lines),
        "generations": bool(pace.own_generations),
        "plans": bool(pace.plans),
        "stock_coverage_value": stock.way("value") is not None,
        "stock_coverage_ceiling": stock.way("ceiling") is not None,
        "next_volume": supply.following is not None,
        "successor": supply.successor is not None,
        "prepaid": any(line.key == "prepayments" for line in supply.held),
    }


def technology_roofline_said(ledger: Ledger, company: str, far) -> dict[str, bool]:
    roofs = technology_roofline.roofline(ledger, company, far)
    whole = roofs.gap is None
    beside = {role: whole and roofs.role(role) is not None for role in ("frontier", "buyable")}
    return {
        "prefill_tokens": roofs.own is not None,
        "roofline_ridge": whole,
        "roofline_of_best": beside["frontier"],
        "roofline_of_h20": beside["buyable"],
        "cards_for_large_model": roofs.own is not None and not is_gap(roofs.own.size),
        "kin_decode_tokens": roofs.kin is not None,
    }


def technology_measured_said(ledger: Ledger, company: str) -> dict[str, bool]:
    leading = technology_field.field(ledger, company).leading
    power = technology_efficiency.efficiency(ledger, technology.distance(ledger, company)).own
    runs = [r for r in technology_measured.runs(ledger, (company,)) if r.maker == company]
    used = technology_measured.utilisation(ledger, company)

    def against(key: str) -> bool:
        return leading is not None and not is_gap(leading.line(key).now.ratio)

    return {
        "memory_size_ratio_to_frontier": against("memory_size"),
        "eight_bit_ratio_to_frontier": against("eight_bit"),
        "tflops_per_watt": power is not None and not is_gap(power.per_watt),
        "efficiency_by_node": power is not None
        and not is_gap(power.per_watt)
        and not is_gap(power.node.value),
        "figures_withheld": bool(technology_withheld.statements(ledger, company)),
        "fp16_by_other_scripts": any(r.what == "fp16" for r in runs),
        "memory_kept": any(r.what == "memory" and not is_gap(r.ratio) for r in runs),
        "allreduce_kept": any(r.what == "all_reduce" and not is_gap(r.ratio) for r in runs),
        "mfu_claim": not is_gap(used.low),
        "mfu_measured": bool(used.runs),
    }


def viability_said(ledger: Ledger, company: str) -> dict[str, bool]:
    """Return what is said; a gap that is a matter of values counts as said.

    That is: no runway where no cash is used, no share of a deficit where there is none, no
    proceeds after the balance where the listing lies before it, no break-even without a margin.
    """
    revenue, research = viability.revenue(ledger, company), viability.research(ledger, company)
    losses = viability.losses(ledger, company)
    money = viability_funds.funds(ledger, company)
    even = viability_breakeven.break_even(ledger, company, money)
    line = viability_product.product(ledger, company)
    known = {
        "revenue": revenue.by_year.values(),
        "revenue_cagr": [revenue.cagr],
        "revenue_growth_latest": [revenue.growth],
        "gross_margin_latest": [revenue.margin],
        "revenue_by_year": [x.revenue for x in revenue.lines],
        "gross_margin_by_year": [x.margin for x in revenue.lines],
        "research_by_year": [x.research for x in revenue.lines],
        "result_by_year": [x.result for x in revenue.lines],
        "rd_to_revenue_cumulative": [research.cumulative],
        "rd_to_revenue_printed": [research.printed],
        "rd_growth": [research.growth],
        "net_loss_cumulative": [losses.cumulative],
        "deficit": [losses.deficit],
        "deficit_share": [losses.deficit, losses.lost],
        "losses_moved": [losses.moved],
        "liquid_funds": [money.liquid],
        "burn_quarter": [money.burn],
        "runway_quarters": [money.liquid, money.burn],
        "breakeven_revenue_needed": [even.costs],
        "breakeven_multiple": [even.costs],
        "quarters_to_company_year": [even.to_company_year],
        "window_open_after_company_year": [
            viability_window.against_window(even, timing_window.window(ledger, PATHS)).open_after
        ],
        "top_product_share_latest": [line.of_main],
    }
    said = {key: not any(map(is_gap, values)) for key, values in known.items()}
    return said | {
        "revenue_latest": revenue.latest is not None,
        "net_result_trailing": losses.trailing is not None,
        "liquid_funds_full": money.full,
        "capex": money.capex_known != "none",
        "net_proceeds": not is_gap(money.proceeds) or listed_before(ledger, company, money.balance),
        "company_breakeven_year": not is_gap(even.company_year),
        "own_break_even_years": bool(even.cells),
        "top_product_share_of_total": any(not is_gap(share) for _, _, share in line.years),
    }


def listed_before(ledger: Ledger, company: str, balance) -> bool:
    days = [
        row.when.first
        for row in ledger.rows(company, "proceeds", "net", house="company")
        if row.when.freq == "day" and row.unit == "CNY"
    ]
    return balance is not None and bool(days) and max(days) <= balance.last


def said(ledger: Ledger, company: str) -> dict[tuple[str, str], bool]:
    models = {"timing": timing_said, "technology": technology_said, "viability": viability_said}
    return {
        (stem, key): told
        for stem, model in models.items()
        for key, told in model(ledger, company).items()
    }


def promised(ledger: Ledger, company: str) -> dict[tuple[str, str], bool]:
    """What coverage says, by section and finding."""
    found = coverage(ledger, company)
    missing = {
        (u.need.section, u.need.key) for s in found.sections for u in (*s.unsaid, *s.shipped)
    }
    return {(n.section, n.key): (n.section, n.key) not in missing for n in NEEDS}


@cache
def ledger_of(as_of: str) -> Ledger:
    return load(shipped(), as_of=as_of)


# The average of the year of listing is found by the model alone: it is no gap of the company's.
UNPROBED = {("timing", "first_day_change_market_average")}


@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("company", COMPANIES)
def test_coverage_says_what_the_models_say(company, as_of):
    ledger = ledger_of(as_of)
    told, real = promised(ledger, company), said(ledger, company)
    assert set(told) - UNPROBED == set(real), "a finding without a probe, or a probe without a need"
    wrong = {key: (told[key], real[key]) for key in real if told[key] != real[key]}
    assert not wrong, f"(coverage, model) for {company} on {as_of}: {wrong}"


# -- every fact that a number of the company rests on is named --------------------------------
def numbers(company: str, as_of: str) -> dict:
    path = project_root() / "reports" / company / as_of / "en" / "figures.json"
    return json.loads(path.read_text("utf-8"))["numbers"]


# Cells of tables that list whatever was published: no finding waits for them, no need asks.
LISTED = {
    *(
        ("technology", "inventory", s)
        for s in ("net", "raw_materials_gross", "semi_finished_gross")
    ),
    *(("technology", "prepayments", s) for s in ("supplier_a", "supplier_c", "supplier_d")),
    ("technology", "interconnect_measured", "pair_unidirectional_effective"),
    ("technology", "product_date", "risk_production"),
    ("technology", "software_count", "cuda_repos_small_change"),
    ("technology", "software_date", "vllm_plugin_first_commit"),
    ("timing", "product_date", "foundry_order_stop"),
}


@pytest.mark.parametrize("as_of", [EVE, LATEST])
def test_every_fact_behind_a_number_of_metax_is_named_in_a_need(as_of):
    ledger = ledger_of(as_of)
    own = {"metax", *(e.id for e in ledger.entities(kind="product", maker="metax"))}
    # Facts of an assumption carry a model, and words for or against a claim one article's.
    assumed = {f for rows in ledger.store.assumptions.values() for a in rows for f in a.facts}
    unnamed, counted = set(), 0
    for number_id, number in numbers("metax", as_of).items():
        stem = number_id.partition(".")[0]
        if stem not in {need.section for need in NEEDS}:
            continue
        for fact in number["facts"]:
            row = ledger.event(fact) or ledger.row(fact)
            if row.subject not in own or hasattr(row, "event_id") or fact in assumed:
                continue
            if row.metric != "claim_evidence":
                counted += 1
                if not named(stem, row):
                    unnamed.add((stem, row.metric, row.segment))
    assert counted > 150
    assert not unnamed - LISTED


def named(stem: str, row) -> bool:
    parts = [p for n in NEEDS if n.section == stem for way in n.ways for p in way if p.own]
    return any(
        row.metric in p.metrics
        and (row.segment in p.segments or not p.segments)
        and p.house in ("", row.house)
        for p in parts
    )


def test_every_need_of_metax_is_met_by_a_fact():
    evidence = Evidence(ledger_of(LATEST), "metax")
    empty = [
        (need.key, part.words) for need in NEEDS for part in need.ways[0] if not evidence.rows(part)
    ]
    assert not empty
    assert coverage(ledger_of(LATEST), "metax").full


def test_metrics_segments_houses_and_units_of_the_table_are_of_the_ledger():
    ledger = ledger_of(LATEST)
    keys = [(n.section, n.key) for n in NEEDS]
    assert len(set(keys)) == len(keys)
    rows = ledger.store.facts.values()
    segments = {(r.metric, r.segment) for r in rows}
    houses = {r.house for r in rows} | {""}
    for need in NEEDS:
        assert section(need.section).title
        assert need.name.en and need.name.zh and need.ways
        for part in (part for way in need.ways for part in way):
            assert part.periods or not part.own, part.words
            assert part.house in houses
            for metric in part.metrics:
                assert ledger.metric(metric).name.zh
            for segment in part.segments:
                known = any((metric, segment) in segments for metric in part.metrics)
                assert known or segment in PLANNED_WITHOUT_A_ROW, part.words


PLANNED_WITHOUT_A_ROW = {"launch_planned", "release_planned", "mass_production_planned"}


# -- removal: rows away, and exactly the findings that need them are gone ------------------------
def kinds() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    parts = [p for n in NEEDS for way in n.ways for p in way if p.own]
    return sorted({(p.metrics, p.segments) for p in parts})


def without(ledger: Ledger, subjects: set[str], metrics, segments) -> Ledger:
    """Return the ledger with the rows of a kind doubtful, so that none of them answers."""

    def kept(row):
        hit = row.subject in subjects and row.metric in metrics
        hit = hit and (not segments or row.segment in segments)
        return replace(row, status="doubtful") if hit else row

    store = ledger.store
    facts = {key: kept(row) for key, row in store.facts.items()}
    groups = {key: [facts[row.fact_id] for row in group] for key, group in store.groups.items()}
    return Ledger(replace(store, facts=facts, groups=groups, _readings={}), ledger.as_of)


@pytest.mark.parametrize(("metrics", "segments"), kinds(), ids=lambda x: "-".join(x)[:60] or "any")
def test_without_the_rows_exactly_what_needs_them_is_missing(metrics, segments):
    whole = ledger_of(LATEST)
    own = {"metax", *(e.id for e in whole.entities(kind="product", maker="metax"))}
    bare = without(whole, own, metrics, segments)
    told, real = promised(bare, "metax"), said(bare, "metax")
    wrong = {key: (told[key], real[key]) for key in real if told[key] != real[key]}
    assert not wrong, f"(coverage, model): {wrong}"
    gone = {key for key, can in told.items() if not can}
    must = {(n.section, n.key) for n in NEEDS if all(asks(w, metrics, segments) for w in n.ways)}
    assert must <= gone
    for need in (n for n in NEEDS if (n.section, n.key) in gone - must):
        # Gone although a way is left: another form of the same metric stood behind the rule.
        assert any(part.metric in metrics for way in need.ways for part in way), need.key


def asks(way, metrics, segments) -> bool:
    return any(
        part.own
        and set(part.metrics) <= set(metrics)
        and (not segments or (part.segments and set(part.segments) <= set(segments)))
        for part in way
    )


def test_what_is_missing_is_named_by_metric_segment_and_period():
    whole = ledger_of(LATEST)
    bare = without(whole, {"metax"}, ("revenue",), ("",))
    lines = "\n".join(coverage_lines(coverage(bare, "metax")))
    assert "revenue (for 2022, 2023 and 2024)" in lines
    asked = sum(need.own for need in NEEDS if need.section == "technology")
    assert f"Technology path       {asked} of {asked}  complete" in lines
    bare = without(whole, {"metax"}, ("ipo_date",), ("listed",))
    lines = coverage_lines(coverage(bare, "metax"))
    assert lines[0] == "coverage by section: metax as of 2026-11-23"
    assert any("days from acceptance to listing: ipo_date listed" in line for line in lines)
    assert all(len(line) <= 100 for line in lines)


def test_the_json_form_names_the_same_findings():
    found = coverage(ledger_of(LATEST), "jingjia_micro")
    told = json.loads(json.dumps(coverage_json(found)))
    assert told["company"] == "jingjia_micro"
    for record, each in zip(told["sections"], found.sections, strict=True):
        assert record["said"] == [need.key for need in each.said]
        assert [m["finding"] for m in record["missing"]] == [u.need.key for u in each.unsaid]
        assert all(part["metric"] for m in record["missing"] for part in m["needs"])
    own = [need for need in NEEDS if need.section == "timing" and need.own]
    assert len(told["sections"][0]["said"]) + len(told["sections"][0]["missing"]) == len(own)
    own = sum(need.own for need in NEEDS if need.section == "timing")
    assert len(told["sections"][0]["said"]) + len(told["sections"][0]["missing"]) == own


def test_rows_that_are_not_yet_published_do_not_count():
    early = load(shipped(), as_of="2015-01-01")
    found = coverage(early, "metax")
    assert not any(each.said for each in found.sections)
    assert all(each.shipped for each in found.sections if each.stem != "viability")
    assert any("not yet published" in line for line in coverage_lines(found))
