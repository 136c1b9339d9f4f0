"""Distance by measure: a hand-made frontier, the worked examples, a second path, vintage."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from types import SimpleNamespace

import pytest

from tapeout.findings import technology_distance_words as words
from tapeout.ledger import load, shipped
from tapeout.model import technology as model
from tapeout.model import technology_efficiency as watts
from tapeout.model import technology_field as reach
from tapeout.model.technology_distance import Nominal, Step, against, smooth_lag
from tapeout.model.technology_nominal import MEASURES
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.tables import technology as tables
from tapeout.tables import technology_distance as distance_tables
from tapeout.text import Text

D = Decimal
YEAR = D("365.2425")
NAME = Text.same("chip")
NONE = Gap(NAME, Text("Nothing.", "无。"))
COMPANIES = (
    "metax",
    "moore_threads",
    "cambricon",
    "hygon",
    "biren",
    "huawei",
    "nvidia",
    "loongson",
)
DATES = ("2025-12-16", "2026-04-30", "latest")
LEDGERS = {day: load(as_of=day) for day in DATES}


@cache
def field_of(ledger, company: str):
    return reach.field(ledger, company)


def step(name: str, day: str, value: str) -> Step:
    return Step(name, Text.same(name), Moment.parse(day), Quantity.printed(value, "TFLOPS", "0"))


# METHODS L-1. Days whose decimal years are those printed there.
FRONTIER = [step("p", "2016-04-05", "18.7"), step("v", "2017-07-02", "125"),
            step("a", "2020-05-15", "312"), step("h", "2022-09-20", "989.5"),
            step("b", "2024-11-14", "2250")]  # fmt: skip


def own(value: str) -> Nominal:
    return Nominal(Quantity.printed(value, "TFLOPS", "0"), "fp16")


def at(value: str, day: str):
    return against(own(value), FRONTIER, Moment.parse(day), NAME, NONE)


def test_step_and_steady_lag_of_the_worked_example():
    found = at("240", "2024-02-03")
    assert found.passed.id == "a"
    assert found.best.id == "h"  # what came later does not count on that day
    assert abs(found.lag.value - D("3.72")) < D("0.01")
    # 4.543214304 at decimal years printed to two digits; days here are within half a day.
    assert abs(found.smooth.value - D("4.543214304")) < D("0.01")


def test_the_steady_lag_of_the_example_to_the_digit():
    def when(year: float):
        return SimpleNamespace(decimal_year=year, facts=())

    years = (2016.26, 2017.50, 2020.37, 2022.72, 2024.87)
    steps = [Step(s.id, s.name, when(y), s.value) for s, y in zip(FRONTIER, years, strict=True)]
    lag = smooth_lag(own("240").value, steps, when(2024.09), NAME)
    assert abs(lag.value - D("4.543214304")) < D("1e-9")


def test_above_the_frontier_nothing_and_said_and_below_the_first_more_than():
    above = at("3000", "2025-12-16")
    assert above.ahead
    assert above.lag.value == 0
    assert above.smooth.value == 0
    below = at("5", "2025-12-16")
    assert below.below
    assert below.passed.id == "p"
    assert is_gap(below.smooth)
    assert not at("18.7", "2025-12-16").below


def test_before_the_frontier_begins_there_is_no_ratio():
    assert is_gap(at("240", "2016-01-01").ratio)


def test_a_coarse_date_counts_only_when_it_is_surely_over():
    steps = [*FRONTIER[:2], step("coarse", "2024", "4000")]
    early = against(own("240"), steps, Moment.parse("2024-06-01"), NAME, NONE)
    late = against(own("240"), steps, Moment.parse("2025-01-01"), NAME, NONE)
    assert (early.best.id, late.best.id) == ("v", "coarse")


def test_a_link_of_unknown_direction_is_never_set_against_one_counted_both_ways():
    link = Nominal(Quantity.printed("896", "GB/s", "1"), "direction_unstated")
    found = against(link, FRONTIER, Moment.parse("2025-12-16"), NAME, NONE)
    assert is_gap(found.ratio)
    assert "direction" in found.ratio.reason.en
    for ledger in LEDGERS.values():
        for p in field_of(ledger, "moore_threads").own:
            line = p.line("link")
            assert is_gap(line.now.ratio)
            assert all(is_gap(a.ratio) for a in line.allowed)


def test_eight_bits_are_set_against_the_same_kind():
    for ledger in LEDGERS.values():
        for p in field_of(ledger, "metax").profiles:
            line = p.line("eight_bit")
            for value in (line.now.ratio, *(a.ratio for a in line.allowed)):
                if not is_gap(value):
                    kinds = {ledger.row(f).segment for f in value.facts}
                    assert len(kinds) == 1, (p.id, kinds)


@pytest.mark.parametrize("day", DATES)
@pytest.mark.parametrize("company", COMPANIES)
def test_the_measures_agree_with_the_headline(company, day):
    ledger = LEDGERS[day]
    field = field_of(ledger, company)
    far, leading = model.distance(ledger, company), field.leading
    if far.chip is None:
        assert leading is None
        return
    line = leading.line("fp16")
    assert line.now.ratio.value == far.ratio.value
    assert line.now.lag.value == far.lag.value
    assert line.now.best.id == far.best.id
    if not is_gap(far.memory_ratio):
        assert leading.line("memory").now.ratio.value == far.memory_ratio.value


def test_anchors_by_a_second_path_from_the_prints():
    ledger = LEDGERS["latest"]
    leading = field_of(ledger, "metax").leading

    def ratio(key):
        return leading.line(key).now.ratio.value

    assert abs(ratio("fp16") - D(240) / D(2250) * 100) < D("1e-9")  # METHODS: 0.106667
    assert abs(ratio("eight_bit") - D(480) / D(4500) * 100) < D("1e-9")
    assert abs(ratio("memory") - D(1800) / D(8000) * 100) < D("1e-9")  # METHODS: 0.225
    assert abs(ratio("memory_size") - D(64) / D(288) * 100) < D("1e-9")
    launch = leading.line("fp16").launch.lag
    days = [(d - date(2020, 5, 14)).days for d in (date(2024, 2, 1), date(2024, 2, 29))]
    assert abs(launch.lo - D(days[0]) / YEAR) < D("1e-9")
    assert abs(launch.hi - D(days[1]) / YEAR) < D("1e-9")
    allowed = {a.id: a for a in leading.line("fp16").allowed}
    assert abs(allowed["nvidia_h20"].ratio.value - D(240) / D(148) * 100) < D("1e-9")
    assert [a.id for a in allowed.values() if a.beaten] == ["nvidia_h20"]
    per_watt = watts.efficiency(ledger, model.distance(ledger, "metax"))
    assert abs(per_watt.own.per_watt.value - D(240) / D(350)) < D("1e-9")
    same = (D(240) / D(350)) / (D(312) / D(400)) * 100
    assert abs(per_watt.to_same.value - same) < D("1e-9")


def test_every_maker_is_there_and_what_is_missing_stands_as_withheld():
    for day, ledger in LEDGERS.items():
        field = field_of(ledger, "metax")
        assert {p.maker for p in field.profiles} == set(reach.PEERS), day
        table = distance_tables.chips(field.profiles, "metax")
        assert len(table.rows) == len(field.profiles)
        for row in table.rows:
            assert all(cell != Text("", "") for cell in row.cells)


def test_a_chip_without_a_date_gets_no_ratio():
    field = field_of(LEDGERS["2025-12-16"], "biren")
    halted = next(p for p in field.profiles if p.id == "biren_br100")
    assert is_gap(halted.date)
    assert all(is_gap(line.now.ratio) for line in halted.lines)


def test_the_eve_says_that_its_frontier_is_old_and_names_the_chip():
    told = [spoken(s) for s in words.distance(field_of(LEDGERS["2025-12-16"], "metax"))]
    assert any("NVIDIA B200 dates from 2024" in t for t in told)
    later = [spoken(s) for s in words.distance(field_of(LEDGERS["latest"], "metax"))]
    assert not any("older than what had shipped" in t for t in later)


def spoken(sentence, language: str = "en") -> str:
    tokens = sentence.tokens(language, lambda hole: hole)
    return "".join(t if isinstance(t, str) else t["t"] for t in tokens)


@pytest.mark.parametrize("day", DATES)
@pytest.mark.parametrize("company", COMPANIES)
def test_nothing_published_later_is_used(company, day):
    ledger = LEDGERS[day]
    field = field_of(ledger, company)
    facts = {f for t in (tables.distance(field.far, field.leading),
                         distance_tables.chips(field.profiles, company),
                         distance_tables.export(field.own)) for f in t.facts}  # fmt: skip
    for fact in facts:
        source = ledger.source(ledger.row(fact).source_id)
        assert source.published[:10] <= ledger.as_of.isoformat()[: len(source.published)]


@pytest.mark.parametrize("day", DATES)
@pytest.mark.parametrize("company", COMPANIES)
def test_sentences_can_be_said_in_both_languages(company, day):
    ledger = LEDGERS[day]
    field = field_of(ledger, company)
    name = ledger.entity(company).name
    found = watts.efficiency(ledger, field.far, field.leaders)
    told = [*words.distance(field), *words.export(field, name), *words.efficiency(found)]
    for language, stop in (("en", "."), ("zh", "。")):
        said = [spoken(s, language) for s in told]
        assert all(s.endswith(stop) for s in said), said
        assert len(set(said)) == len(said), "a sentence stands twice"


def test_wordings_turn_with_the_numbers():
    field = field_of(LEDGERS["latest"], "cambricon")
    assert "faster than the A800 and the H20" in spoken(words.export(field, NAME)[0])
    field = field_of(LEDGERS["latest"], "moore_threads")
    assert "less than any of them" in spoken(words.export(field, NAME)[0])
    field = field_of(LEDGERS["latest"], "nvidia")
    assert "ahead of all of them" in spoken(words.export(field, NAME)[1])
    estimated = watts.efficiency(LEDGERS["latest"], model.distance(LEDGERS["latest"], "cambricon"))
    assert "by an estimate" in spoken(words.efficiency(estimated)[0])
    plain = watts.efficiency(LEDGERS["latest"], model.distance(LEDGERS["latest"], "metax"))
    assert "does not make up for process" in spoken(words.efficiency(plain)[-1])
    better = replace(plain, to_best=Quantity.printed("120", "percent", "1"))
    assert "architecture makes up for process" in spoken(words.efficiency(better)[-1])
    told = words.efficiency(watts.efficiency(LEDGERS["2025-12-16"], model.distance(LEDGERS["2025-12-16"], "metax")))  # fmt: skip
    assert "board power" in spoken(told[0])  # withheld on the eve


def changed(folder, **cells):
    copy = folder / "data"
    shutil.copytree(shipped(), copy)
    path = copy / "facts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row.update(cells.get(row["fact_id"], {}))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return load(copy)


def test_a_changed_print_moves_what_rests_on_it_and_nothing_else(tmp_path):
    ledger = changed(tmp_path, **{
        "nvidia_h800.memory_bandwidth.2023": {
            "value": "1680", "reported_as": "1680000000000.0 byte/s"},
        "metax_c500.tdp.2023": {"value": "700", "reported_as": "700 W"},
    })  # fmt: skip
    before, after = (reach.field(x, "metax").leading for x in (LEDGERS["latest"], ledger))
    old, new = ({a.id: a.ratio.value for a in p.line("memory").allowed} for p in (before, after))
    assert abs(new["nvidia_h800"] - 2 * old["nvidia_h800"]) < D("1e-9")
    assert new["nvidia_a800"] == old["nvidia_a800"]
    assert after.line("memory").now.ratio.value == before.line("memory").now.ratio.value
    halves = [watts.per_watt(x, "metax_c500").per_watt.value for x in (LEDGERS["latest"], ledger)]
    assert abs(halves[0] - 2 * halves[1]) < D("1e-9")


def test_the_measures_are_named_once():
    assert len({m.key for m in MEASURES}) == len(MEASURES) == 5
