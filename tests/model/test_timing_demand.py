"""Demand against a second path: plain Decimal from the printed digits, and changed rows."""

import csv
import shutil
from decimal import Decimal
from itertools import pairwise

import pytest

from tapeout.findings import timing_demand_words as words
from tapeout.ledger import load, shipped
from tapeout.model import timing, timing_clouds, timing_demand, timing_split, timing_use
from tapeout.quantity import is_gap
from tapeout.registry import Registry, figure_payload, sentence_tokens, table_payload
from tapeout.tables import timing_demand as tables

D = Decimal
EVE = "2025-12-16"
DATES = (EVE, "2026-04-30", "latest")
COMPANIES = ("metax", "moore_threads", "cambricon", "hygon", "biren", "enflame", "nvidia", "amd")


@pytest.fixture(scope="module")
def latest():
    """The ledger as of the day of collection."""
    return load(shipped())


@pytest.fixture(scope="module")
def eve():
    """The ledger on the eve of the listing of MetaX."""
    return load(shipped(), as_of=EVE)


def changed(folder, cells=None, without=()):
    """Return the ledger with cells of facts.csv changed and rows taken out."""
    cells = cells or {}
    copy = folder / "data"
    shutil.copytree(shipped(), copy)
    path = copy / "facts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {*cells, *without} <= {row["fact_id"] for row in rows}
    for row in rows:
        row.update(cells.get(row["fact_id"], {}))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if row["fact_id"] not in without)
    assumed = copy / "scenarios.csv"
    with assumed.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    doubtful = {name for name, cell in cells.items() if cell.get("status") == "doubtful"}
    with assumed.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        # An assumption may not rest on a doubtful fact: it goes with it.
        writer.writerows(r for r in rows if doubtful.isdisjoint(r["fact_ids"].split(";")))
    return lambda as_of=None: load(copy, as_of=as_of)


def said(ledger, company="metax"):
    """Return the registry and the words of both languages, as the notebook states them."""
    registry = Registry("timing")
    demand, market = timing_demand.demand(ledger), timing.market(ledger)
    use, split = timing_use.use(ledger), timing_split.split(ledger, company)
    for table in (
        tables.growth_check(demand), tables.market_sizes(demand), tables.split(split),
        tables.tokens(use.tokens), tables.compute(use.compute),
        tables.cloud_capex(use.clouds),
    ):  # fmt: skip
        table_payload(table, registry)
    sentences = [
        words.sizes_message(demand, market), *words.sizes(demand, market),
        words.tokens_message(use.tokens), *words.use(use), *words.split(split),
    ]  # fmt: skip
    told = {"en": [], "zh": []}
    for sentence in sentences:
        for language, tokens in sentence_tokens(sentence, registry).items():
            told[language].append("".join(t if isinstance(t, str) else t["t"] for t in tokens))
    return registry, {language: "\n".join(lines) for language, lines in told.items()}


def by_key(ledger):
    return {s.key: s for s in timing_demand.demand(ledger).series}


def growths(series):
    return {(g.first, g.last): g for g in series.growths}


def encloses(q, value):
    return q.lo <= value <= q.hi


def rate(first, last, years):
    """Return the growth a year in percent, by plain Decimal."""
    return ((D(last) / D(first)) ** (D(1) / years) - 1) * 100


# -- sizes by house --------------------------------------------------------------------------
PRINTED = {  # (series, first year, last year): levels as printed, growth as printed
    ("askci_china_gpu_market", "2023", "2024"): ("807", "1073", "32.96"),
    ("frost_sullivan_china_ai_chip_market", "2020", "2024"): ("175.6", "1425.37", "68.8"),
    ("frost_sullivan_china_ai_gpu_market", "2020", "2024"): ("142.86", "996.72", "62.5"),
    ("cic_china_intelligent_computing_chip_market", "2024", "2029"): ("301", "2012", "46.3"),
}


@pytest.mark.parametrize("which", PRINTED, ids="-".join)
def test_the_printed_growth_agrees_with_the_levels(latest, which):
    key, first, last = which
    low, high, printed = PRINTED[which]
    growth = growths(by_key(latest)[key])[first, last]
    assert encloses(growth.implied, rate(low, high, int(last) - int(first)))
    assert growth.printed.value == D(printed)
    assert growth.checked
    assert growth.agrees
    # by hand: the ends of what the printed digits can mean
    half = {"807": "0.5", "1073": "0.5", "301": "0.5", "2012": "0.5", "175.6": "0.05"}
    steps = [D(half.get(x, "0.005")) for x in (low, high)]
    ends = rate(D(low) + steps[0], D(high) - steps[1], int(last) - int(first))
    assert growth.implied.lo == pytest.approx(ends, abs=D("0.001"))


def test_a_growth_without_a_level_is_told_and_not_guessed(latest):
    growth = growths(by_key(latest)["askci_china_gpu_market"])["2022", "2023"]
    assert growth.printed.value == D("32.78")
    assert is_gap(growth.implied)
    assert not growth.checked
    demand = timing_demand.demand(latest)
    assert (len(demand.checked), len(demand.unchecked)) == (4, 2)
    text = said(latest)[1]
    assert "Of 6 printed growth rates, 4 can be held" in text["en"]
    assert "披露的6项增速中，4项可用" in text["zh"]


def test_a_printed_growth_that_does_not_fit_is_named(tmp_path):
    cell = {"value": "48.8", "reported_as": "48.8%"}
    name = "china_intelligent_computing_chip_market.cagr.market_size.2024-to-2029.cic"
    open_ = changed(tmp_path, {name: cell})
    demand = timing_demand.demand(open_())
    assert [(s.house, g.first) for s, g in demand.apart] == [("cic", "2024")]
    registry, text = said(open_())
    assert "not all of these agree" in text["en"]
    assert "printed 48.8%, by its own levels 46%; the two do not agree" in text["en"]
    assert "二者不一致" in text["zh"]
    assert registry.records["timing.growth_printed_1"]["value"] == "48.8"


def test_the_growth_from_a_level_moves_with_it(tmp_path, latest):
    cell = {"value": "2012000000000", "reported_as": "20,120.00亿元"}
    name = "china_ai_gpu_market.market_size.2029.frost_sullivan"
    series = by_key(changed(tmp_path, {name: cell})())["frost_sullivan_china_ai_gpu_market"]
    assert encloses(series.forward.implied, rate("996.72", "20120", 5))
    mine = timing_demand.demand(latest).fastest.forward.implied
    assert encloses(mine, rate("996.72", "10333.40", 5))
    assert mine.value < series.forward.implied.value


def test_houses_and_definitions_never_meet_in_a_series(latest):
    for series in timing_demand.demand(latest).series:
        for level in series.levels:
            row = latest.row(level.value.facts[0])
            assert (row.house, row.subject, row.segment) == (
                series.house, series.subject, series.segment,
            )  # fmt: skip
            assert row.status != "doubtful"
        assert len({level.value.unit for level in series.levels}) <= 1


def test_cards_are_counted_and_bounds_are_marked(latest):
    levels = by_key(latest)["idc_china_ai_accelerator_market_units"].levels
    assert [(x.period, x.value.value, x.value.unit, x.bound) for x in levels] == [
        ("2024", D(2700000), "cards", True), ("2025", D(4000000), "cards", False),
    ]  # fmt: skip
    table = tables.market_sizes(timing_demand.demand(latest))
    basis = {row.key: row.cells[-1] for row in table.rows}
    assert '"more than"' in basis["idc_china_ai_accelerator_market_units_2024"].en
    assert "超过" in basis["idc_china_accelerated_server_market_2029"].zh
    ends = (timing_demand.demand(latest).slowest, timing_demand.demand(latest).fastest)
    assert not any(s.forward.bound for s in ends)


def test_a_bound_is_never_the_end_of_a_range(tmp_path):
    cell = {"value": "1000000000", "reported_as": "10.0亿美元"}
    ledger = changed(tmp_path, {"china_accelerated_server_market.market_size.2024.idc": cell})()
    demand = timing_demand.demand(ledger)
    bound = by_key(ledger)["idc_china_accelerated_server_market"].forward
    assert bound.implied > demand.fastest.forward.implied
    assert demand.fastest.house == "frost_sullivan"


def test_a_shrinking_forecast_takes_the_message_back(tmp_path):
    cell = {"value": "70000000000", "reported_as": "700亿元"}
    open_ = changed(tmp_path, {"china_gpu_market.market_size.2025.askci": cell})
    demand = timing_demand.demand(open_())
    assert not demand.rising
    assert "rises" not in words.sizes_message(demand, timing.market(open_())).en


def test_three_definitions_of_one_house_are_told_apart(latest):
    text = said(latest)[1]
    assert "CNY 143 billion for AI accelerator chips and CNY 99.7 billion for AI" in text["en"]
    assert "CNY 164 billion" not in text["en"]  # said by the sentence on the two houses
    found = timing_demand.demand(latest).of_year("2024")
    assert {s.house for s, _ in found} == {"frost_sullivan"}
    assert len(found) == 3


def test_the_growth_of_the_seed_still_implies_the_size_of_2023(latest):
    assert timing.market(latest).implied.value / 10**9 == pytest.approx(D("107.3") / D("1.3296"))


# -- in use -------------------------------------------------------------------------------------
def test_tokens_by_hand(latest, eve):
    now, before = timing_use.tokens(latest), timing_use.tokens(eve)
    assert now.factor.value == D("140e12") / D("100e9") == 1400
    assert before.factor.value == 300
    months = (17, 6, 3)
    levels = [D("0.1"), D(30), D(100), D(140)]
    for pace, m, (a, b) in zip(now.paces, months, pairwise(levels), strict=True):
        assert encloses(pace, rate(a, b, m))
    assert now.slowing
    assert len(before.paces) == 1
    assert "slows" in said(latest)[1]["en"]
    assert "slows" not in said(eve)[1]["en"]


def test_tokens_that_do_not_slow_are_not_said_to(tmp_path):
    cell = {"value": "900000000000000", "reported_as": "900万亿"}
    name = "china_ai_demand.tokens_per_day.2026-03.national_data_administration"
    ledger = changed(tmp_path, {name: cell})()
    assert not timing_use.tokens(ledger).slowing
    assert "slows" not in said(ledger)[1]["en"]
    assert "9,000" in said(ledger)[1]["en"]


def test_computing_power_leaves_out_what_a_later_edition_replaced(latest):
    power = timing_use.compute(latest)
    old = [level.period for level in power.series.levels if level.superseded]
    assert old == ["2027"]
    drawn = [level.value.value for level in power.series.drawn]
    assert drawn == sorted(drawn)
    assert encloses(power.factor, D("725.3") / D("259.9"))
    growth = growths(power.series)["2023", "2028"]
    start = D("725.3") / D("1.741")
    assert encloses(growth.implied, rate(start, "2781.9", 5))
    assert growth.agrees


def test_the_official_count_is_said_not_to_compare(latest):
    text = said(latest)[1]
    assert "FP32" in text["en"]
    assert "not comparable" in text["en"]
    assert "不可比" in text["zh"]
    for table in (tables.compute(timing_use.compute(latest)),):
        for row in table.rows:
            house, official = row.cells[1], row.cells[3]
            assert getattr(house, "facts", ()) != getattr(official, "facts", (0,))


def test_clouds_by_hand(latest, eve):
    alibaba, tencent = timing_clouds.clouds(latest).own
    assert dict(alibaba.halves)["2025H1"].value == D("24.612e9") + D("38.68e9")
    assert encloses(alibaba.growth, ((D("24.612") + D("38.68")) / 23 - 1) * 100)
    assert encloses(tencent.growth, (D("465.83") / D("230.88") - 1) * 100)
    assert encloses(alibaba.below_peak, (1 - D(27) / D("38.68")) * 100)
    assert alibaba.missing == ("2025Q4",)
    assert tencent.missing == ("2025Q1", "2025Q2", "2025Q4")
    earlier = timing_clouds.clouds(eve).own
    assert earlier[0].missing == ()
    assert encloses(earlier[1].below_peak, (1 - D("12.98") / D("36.578")) * 100)


def test_a_doubtful_quarter_stays_out(latest):
    table = tables.cloud_capex(timing_clouds.clouds(latest))
    cells = {row.key: row.cells[2] for row in table.rows}
    assert is_gap(cells["2025q1"])
    assert "274" not in said(latest)[1]["en"]
    assert list(cells) == [
        "2024h1", "2024q4", "2025q1", "2025q2", "2025h1", "2025q3", "2025q4", "2026q1",
    ]  # fmt: skip


def test_a_newest_quarter_at_the_top_is_said_to_be_the_highest(tmp_path):
    cell = {"value": "47000000000", "reported_as": "47 billion yuan"}
    ledger = changed(tmp_path, {"alibaba.capex.2026q1": cell})()
    text = said(ledger)[1]
    assert "Alibaba's first quarter of 2026 is the highest" in text["en"]
    assert "not the highest" not in text["en"]
    assert "阿里巴巴2026年一季度为最高" in text["zh"]


def test_a_half_that_fell_is_said_to_be_lower(tmp_path):
    cell = {"value": "20000000000", "reported_as": "200.00 億元"}
    ledger = changed(tmp_path, {"tencent.capex.2025h1": cell})()
    assert "13% lower at Tencent" in said(ledger)[1]["en"]
    assert "腾讯同比下降13%" in said(ledger)[1]["zh"]


def test_quarters_are_gathered_by_year():
    from tapeout.findings.timing_clouds_words import quarters_told

    told = quarters_told(("2024Q4", "2025Q1", "2025Q3"))
    assert told.en == "fourth quarter of 2024 and first and third quarters of 2025"
    assert told.zh == "2024年四季度、2025年一、三季度"


# -- training and inference ------------------------------------------------------------------------
def test_the_contradiction_is_stated_with_both_numbers_and_no_year(latest):
    registry, text = said(latest)
    assert "contradict each other: by servers, training has 57.33%" in text["en"]
    assert "by workloads, inference has 57.6%" in text["en"]
    assert "彼此矛盾：按服务器，训练占57.33%；按负载，推理占57.6%" in text["zh"]
    assert all(q.period is None for q in timing_split.split(latest, "metax").quotes)
    table = tables.split(timing_split.split(latest, "metax"))
    years = [row.cells[3].en for row in table.rows]
    assert years == ["not printed", "not printed", "2023", "2025", "2026"]
    assert registry.records["timing.share_training_servers"]["value"] == "57.33"


def test_quotations_that_agree_are_not_said_to_contradict(tmp_path):
    names = "china_ai_server_market.market_share.share_{}_servers.2024.idc"
    cells = {
        names.format("training"): {"value": "42.67", "reported_as": "42.67%"},
        names.format("inference"): {"value": "57.33", "reported_as": "57.33%"},
    }
    text = said(changed(tmp_path, cells)())[1]
    assert "contradict" not in text["en"]
    assert "quoted twice" in text["en"]


def test_a_year_that_is_printed_is_shown(tmp_path):
    name = "china_ai_server_market.market_share.share_inference_servers.2024.idc"
    ledger = changed(tmp_path, {name: {"note": "IDC"}})()
    assert timing_split.split(ledger, "metax").quotes[0].period.en == "2024"
    assert "Neither source" not in said(ledger)[1]["en"]


def test_nothing_measures_what_domestic_chips_serve(latest):
    registry, text = said(latest)
    assert is_gap(timing_split.split(latest, "metax").served)
    record = registry.records["timing.inference_served_by_domestic"]
    assert record["value"] is None
    assert "No source" in record["reason"]["en"]
    assert record["reason"]["zh"] in text["zh"]
    # by a second path: no row of the file says both words
    rows = [r for r in latest.rows() if "domestic" in r.segment and "inference" in r.segment]
    assert not rows


def test_the_books_of_the_company_are_told_or_said_to_be_silent(latest):
    assert "0.47% of main business revenue in 2024" in said(latest)[1]["en"]
    for company in ("moore_threads", "hygon"):
        assert "no split of the revenue of" in said(latest, company)[1]["en"]


# -- point in time, ids --------------------------------------------------------------------------
@pytest.mark.parametrize("as_of", DATES)
@pytest.mark.parametrize("company", COMPANIES)
def test_every_edition_is_said_and_holds_only_what_was_published(company, as_of):
    ledger = load(shipped(), as_of=as_of)
    registry, text = said(ledger, company)
    for fact in registry.facts:
        row = ledger.row(fact)
        assert row.visible_from <= ledger.as_of
        assert row.status != "doubtful"
    for language in ("en", "zh"):
        assert "None" not in text[language]
        assert "  " not in text[language]


LATER = {
    "china_intelligent_computing_chip_market.market_size.2024.cic": ("30200000000", "302亿美元"),
    "china_ai_demand.tokens_per_day.2025-12.national_data_administration": (
        "200000000000000", "200万亿",
    ),
    "alibaba.capex.2026q1": ("50000000000", "50 billion yuan"),
}  # fmt: skip


def test_later_facts_do_not_move_an_earlier_edition(tmp_path, eve, latest):
    cells = {k: {"value": v, "reported_as": p} for k, (v, p) in LATER.items()}
    open_ = changed(tmp_path, cells)
    mine, theirs = said(open_(EVE)), said(eve)
    assert mine[1] == theirs[1]
    assert mine[0].records == theirs[0].records
    assert said(open_())[1] != said(latest)[1]


HOUSES = ("bernstein", "cic", "askci", "frost_sullivan", "idc", "chinairn")


@pytest.mark.parametrize("house", HOUSES)
def test_the_section_does_not_depend_on_a_house(tmp_path, latest, house):
    subjects = {subject for subject, _, _ in timing_demand.DEFINITIONS}
    gone = [r.fact_id for r in latest.store.facts.values()
            if r.house == house and r.subject in subjects
            and r.metric in ("market_size", "market_units")]  # fmt: skip
    assert gone
    open_ = changed(tmp_path, {name: {"status": "doubtful"} for name in gone})
    for as_of in DATES:
        ledger = open_(as_of)
        said(ledger)
        assert house not in {s.house for s in timing_demand.demand(ledger).lines}


def test_new_rows_of_a_house_are_shown_without_a_change_here(tmp_path):
    """Demand of 2028 with a day of publication before the date gives Bernstein its panel."""
    before = "2025-12-03"
    name = "china_ai_accelerator_market.market_size.demand.2028.bernstein"
    cell = {"source_id": "mt_issue_price_sse"}
    ledger = changed(tmp_path, {name: cell})(before)
    series = by_key(ledger)["bernstein_china_ai_accelerator_market_demand"]
    assert [level.period for level in series.drawn] == ["2025", "2028"]
    assert series.key in {s.key for s in timing_demand.demand(ledger).shown}
    assert (
        len(
            by_key(load(shipped(), as_of=before))[
                "bernstein_china_ai_accelerator_market_demand"
            ].drawn
        )
        == 1
    )


def test_before_anything_was_published_everything_is_a_gap():
    _, text = said(load(shipped(), as_of="2015-01-01"))
    assert "The evidence dated to 1 January 2015 holds no" in text["en"]
    assert "截至2015年1月1日" in text["zh"]


def test_the_figures_register_with_the_words(latest):
    from tapeout.figures import timing_demand as figures

    registry, _ = said(latest)
    demand, market = timing_demand.demand(latest), timing.market(latest)
    for figure in (
        figures.market_sizes(demand, market), figures.tokens(timing_use.tokens(latest))
    ):  # fmt: skip
        figure_payload(figure, registry, {})
    assert {"timing.tokens_factor", "timing.growth_slowest", "timing.growth_fastest"} <= set(
        registry.records
    )
