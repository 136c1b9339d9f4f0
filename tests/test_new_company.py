"""A new company: its folder, refusals, and a full report from rows made of the table of needs."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import papermill
import pytest

from tapeout.build.parameters import plan_editions
from tapeout.build.report import build
from tapeout.cli import main
from tapeout.errors import UsageProblem
from tapeout.ledger import load, shipped
from tapeout.ledger.schema import read_package
from tapeout.lifted import outputs_of
from tapeout.needs import ANOTHER, COMPANY, NEEDS, PRODUCT, Part, coverage
from tapeout.new_company import example_rows, new_company
from tapeout.sections import notebook_path

FILES = ["README.md", "entities.csv", "facts.csv", "sources.csv"]
HEADERS = {table.file: table.header for table in read_package(shipped()).tables}


@pytest.fixture
def acme(tmp_path) -> Path:
    new_company("acme", tmp_path / "acme")
    return tmp_path / "acme"


def append(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    with (folder / name).open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADERS[name], restval="", lineterminator="\n")
        writer.writerows(rows)


# -- the folder ----------------------------------------------------------------------------
def test_the_folder_holds_the_files_and_is_legal(tmp_path):
    made = new_company("acme", tmp_path / "deep" / "acme", name_en="Acme Chips", name_zh="顶峰")
    assert sorted(path.name for path in made) == FILES
    assert all(path.is_file() for path in made)
    assert sorted(p.name for p in (tmp_path / "deep").iterdir()) == ["acme"]  # no draft is left
    ledger = load(shipped(), tmp_path / "deep" / "acme")
    assert ledger.entity("acme").name == ("Acme Chips", "顶峰")
    assert ledger.entity("acme").kind == "company"
    assert not any(section.said for section in coverage(ledger, "acme").sections)


def test_the_headers_are_those_of_the_descriptor(acme):
    for name in FILES[1:]:
        lines = (acme / name).read_text("utf-8").splitlines()
        assert lines[0].split(",") == HEADERS[name]
        assert len(lines) == (2 if name == "entities.csv" else 1)


def test_the_worked_rows_of_the_readme_keep_the_contract(acme):
    text = (acme / "README.md").read_text("utf-8")
    for table, row in example_rows("acme", "Acme").items():
        fenced = re.search(rf"```\n{','.join(HEADERS[f'{table}.csv'])}\n(.+)\n```", text)
        assert fenced, f"no worked row of {table}.csv"
        assert next(iter(row.values())) in fenced[1]
        with (acme / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
            file.write(fenced[1] + "\n")
    ledger = load(shipped(), acme)
    assert ledger.fact("acme", "revenue", period="2024").value == Decimal("743071600")
    assert ledger.entity("acme_chip1").maker == "acme"


def test_the_checklist_names_every_need(acme):
    text = (acme / "README.md").read_text("utf-8")
    ledger = load(shipped())
    boxes = text.split("- [ ] ")[1:]
    own = [need for need in NEEDS if need.own]
    assert len(boxes) == len(own)
    for need, box in zip(own, boxes, strict=True):
        assert box.startswith(f"{need.name.en} ({need.name.zh})\n")
        for part in (part for way in need.ways for part in way if part.own):
            assert all(f"`{metric}`" in box for metric in part.metrics)
            assert all(f"`{segment}`" in box for segment in part.segments if segment)
        for part in need.ways[0]:
            if part.own:
                assert ledger.metric(part.metric).name.zh in box
                assert part.reported_as in box
                assert all(period in box for period in part.periods)
    for need in (need for need in NEEDS if not need.own):
        assert need.name.en in text and need.name.zh in text


# -- refusals --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("Acme-Chips", "found '-', 'A', 'C', expected"),
        ("Acme-Chips", "such as acme_chips"),
        ("Acme Chips Ltd.", "such as acme_chips_ltd"),
        ("沐曦", "such as acme"),
        ("", "found nothing, expected"),
        ("_acme", "found _ at the start"),
        ("acme\n", "found '\\n', expected"),
        ("../acme", "such as acme"),
        ("a" * 41, "41 characters"),
        ("con", "device on Windows"),
        ("com1", "device on Windows"),
        ("metax", "is taken: data/entities.csv holds the company"),
        ("metax_c500", "is taken: data/entities.csv holds the product"),
    ],
)
def test_an_id_that_cannot_be_used_is_refused(tmp_path, given, words):
    with pytest.raises(UsageProblem, match=re.escape(words)) as caught:
        new_company(given, tmp_path / "folder")
    assert caught.value.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_an_id_of_forty_characters_is_fine(tmp_path):
    assert new_company("a" * 40, tmp_path / "folder")


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(UsageProblem, match="exists and is not empty"):
        new_company("acme", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
    with pytest.raises(UsageProblem, match=r"note\.txt is a file"):
        new_company("acme", tmp_path / "note.txt")
    with pytest.raises(UsageProblem, match="lies in the shipped data"):
        new_company("acme", shipped() / "acme")


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "acme").mkdir()
    before = (tmp_path / "acme").stat().st_ino
    new_company("acme", tmp_path / "acme")
    assert sorted(p.name for p in (tmp_path / "acme").iterdir()) == FILES
    assert (tmp_path / "acme").stat().st_ino == before
    assert [p.name for p in tmp_path.iterdir()] == ["acme"]


def test_nothing_is_left_where_a_file_cannot_be_written(tmp_path, monkeypatch):
    write = Path.write_text

    def full(path, *given, **named):
        if path.name == "sources.csv":
            raise OSError(28, "No space left on device", str(path))
        return write(path, *given, **named)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        new_company("acme", tmp_path / "acme")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["Ac\nme", "Ac\u202eme", "Ac\x1b[31mme"])
def test_a_name_with_control_characters_is_refused(tmp_path, name):
    with pytest.raises(UsageProblem, match="without control characters"):
        new_company("acme", tmp_path / "acme", name_en=name)


# -- a full report --------------------------------------------------------------------------------
# Sums of the made-up company in 10,000 yuan: revenue less costs, and balances, fit together.
SUMS = {
    ("revenue", "2022"): "5,000.00", ("revenue", "2023"): "9,000.00", ("revenue", "2024"): "24,000.00",
    ("rd_expense", "2022"): "3,000.00", ("rd_expense", "2023"): "4,000.00", ("rd_expense", "2024"): "6,000.00",
    ("net_profit_parent", "2022"): "-2,500.00", ("net_profit_parent", "2023"): "-3,000.00",
    ("net_profit_parent", "2024"): "-4,000.00",
    ("undistributed_profit", "2023-12-31"): "-5,500.00", ("undistributed_profit", "2024-12-31"): "-6,500.00",
    ("operating_cash_flow", "2024"): "-4,500.00", ("capex", "2024"): "1,500.00",
}  # fmt: skip
PRINTS = {
    ("revenue", "training_inference_boards", "2024"): "19,800.00万元",  # 82.5 % of 24,000
    ("rd_to_revenue", "", "2022/2024"): "34.21%",  # 13,000 of 38,000
    ("cash", "monetary_funds", "2024-12-31"): "30,000.00万元",
    ("gross_margin", "", "2022"): "30.00%", ("gross_margin", "", "2023"): "32.00%",
    ("units_sold", "training_inference_boards", "2023"): "1,000张",
    ("units_sold", "training_inference_boards", "2024"): "12,000张",
    ("units_sold", "training_inference_boards", "2025Q1"): "4,000张",
    ("units_sold", "training_inference_boards", "2025"): "18,000张",
    ("units_produced", "training_inference_boards", "2023"): "2,000张",
    ("units_produced", "training_inference_boards", "2024"): "15,000张",
    ("units_produced", "training_inference_boards", "2025Q1"): "5,000张",
}  # fmt: skip
UNITS = {
    "万元": (10_000, "CNY"), "%": (1, "percent"), "倍": (1, "ratio"), "天": (1, "days"), "张": (1, "units"),
    "亿元": (10**8, "CNY"), "元/股": (1, "CNY/share"), "万股": (10_000, "shares"),
    "个": (1, "units"), "卡": (1, "cards"), "线程": (1, "threads"), "人": (1, "persons"),
    "TFLOPS": (1, "TFLOPS"), "TB/s": (1000, "GB/s"), "GB/s": (1, "GB/s"), "GB": (1, "GB"), "nm": (1, "nm"), "W": (1, "W"), "TOPS": (1, "TOPS"),
    "万元/张": (10_000, "CNY/unit"),
}  # fmt: skip
LINE = "training_inference_boards"
SECTIONS = {need.section for need in NEEDS}
PEERS = {entity.id for entity in load(shipped()).entities()}  # makers, and their chips
# What no source prints of the market is no gap of the company's.
OF_THE_MARKET = (
    "timing.cloud_capex.", "timing.growth_check.", "timing.inference_served_by_domestic",
)  # fmt: skip
# Cells that list what was published, if anything was: no need asks for them (see test_needs.LISTED).
LISTED = {"technology.link_parts.effective.own", "technology.software_code.acme.vllm"}
SUBJECTS = {COMPANY: "acme", PRODUCT: "acme_chip1", ANOTHER: "acme_chip2"}


@dataclass(frozen=True)
class Made:
    """The rows of a made-up company by their key, so that needs that share a row make it once."""

    rows: dict[tuple, dict[str, str]]

    def add(self, part: Part) -> None:
        subject = SUBJECTS.get(part.whose, "acme")
        segments = part.segments or (LINE,)
        if part.metric != "break_even_year":  # any one will do; of the table, all cells
            # Another script gives another segment, so that both rows stand.
            segments = segments[-1:] if part.rule.words == "by another script" else segments[:1]
        for segment in segments:
            for period in part.periods:
                key = (subject, part.metric, segment, period)
                self.rows.setdefault(key, row_of(*key, part))


def row_of(subject: str, metric: str, segment: str, period: str, part: Part) -> dict[str, str]:
    printed = part.reported_as
    if (metric, period) in SUMS and not segment:
        printed = SUMS[metric, period] + "万元"
    if segment.startswith("margin_minus"):
        printed = "2028年盈利"
    printed = PRINTS.get((metric, segment, period), printed)
    value, unit = read(printed)
    tokens = (subject, metric, segment, period.replace("/", "-to-").lower())
    return {
        "fact_id": ".".join(filter(None, tokens)),
        "subject": subject, "metric": metric, "segment": segment, "period": period, "value": value,
        "unit": unit, "reported_as": printed, "basis": basis_of(metric, period, part),
        "house": part.house or _house(part, subject), "status": "preferred",
        "source_id": "acme_prospectus", "locator": "p. 1",
    }  # fmt: skip


def _house(part: Part, subject: str) -> str:
    """Return who says so: a tester where the finding rests on other hands than the maker's."""
    if part.rule.words in ("by another script", "by a third party"):
        return "flagperf"
    return "vendor" if subject != "acme" else "company"


def basis_of(metric: str, period: str, part: Part) -> str:
    if "by a third party" in part.rule.words and metric != "memory_bandwidth":
        return "third_party_measured"
    if metric == "break_even_year":
        return "guidance"
    return "audited" if period[:4] < "2026" else "forecast"


def read(printed: str) -> tuple[str, str]:
    """Return the value and unit of a print: 12,345.67万元 is 123456700 CNY."""
    day = re.fullmatch(r"(\d{4})年(?:(\d+)月)?(?:(\d+)日)?", printed)
    if day:
        return "-".join(part.zfill(2) for part in day.groups() if part), "date"
    year = re.search(r"(\d{4})年", printed)
    if year:
        return year[1], "year"
    found = re.fullmatch(r"(-?[\d,.]+)(\D+)", printed)
    if found is None:
        return printed, "text"
    number, unit = found.groups()
    scale, name = UNITS[unit]
    value = Decimal(number.replace(",", "")) * scale
    return f"{value.normalize():f}", name


def filled(folder: Path) -> Path:
    made = Made({})
    for need in NEEDS:
        for part in need.ways[0]:
            if part.own:
                made.add(part)
    examples = example_rows("acme", "Acme")
    second = {"entity_id": "acme_chip2", "name_en": "Acme Chip 2"}
    append(folder, "entities.csv", [examples["entities"], examples["entities"] | second])
    append(folder, "sources.csv", [examples["sources"] | {"published": "2026-04-30"}])
    append(folder, "facts.csv", list(made.rows.values()))
    return folder


def test_rows_for_all_needs_make_the_coverage_full(acme):
    ledger = load(shipped(), filled(acme))
    found = coverage(ledger, "acme")
    assert [(s.stem, [u.need.key for u in s.unsaid]) for s in found.sections if s.unsaid] == []
    assert found.full and found.products == ("acme_chip1", "acme_chip2")
    early = coverage(load(shipped(), acme, as_of="2026-04-29"), "acme")
    assert not any(section.said for section in early.sections)


def edited(folder: Path, change) -> None:
    """Write facts.csv anew: `change` returns a row, another one, or None to leave it out."""
    rows = csv.DictReader((folder / "facts.csv").read_text("utf-8").splitlines())
    kept = [new for row in rows if (new := change(row)) is not None]
    (folder / "facts.csv").write_text(",".join(HEADERS["facts.csv"]) + "\n", encoding="utf-8")
    append(folder, "facts.csv", kept)


def missing(folder: Path) -> set[str]:
    found = coverage(load(shipped(), folder), "acme")
    return {unsaid.need.key for section in found.sections for unsaid in section.unsaid}


def instead(metric: str, segment: str | None = None, period: str | None = None, **new: str):
    """Return a change of the rows of a kind: other cells, or without any, left out."""

    def change(row):
        hit = row["metric"] == metric and segment in (None, row["segment"])
        if not hit or period not in (None, row["period"]):
            return row
        return row | new | {"fact_id": row["fact_id"] + "~x"} if new else None

    return change


def to_another_year(metric: str):
    """Return a change of the rows of a metric: the year is 2023, in the id too."""

    def change(row):
        moved = {"period": "2023", "fact_id": row["fact_id"].replace(row["period"], "2023")}
        return row | moved if row["metric"] == metric else row

    return change


def under_ifrs(row):
    """A company that publishes the loss of the period alone, with redemption liabilities inside."""
    old = "net_profit_parent"
    return (
        row | {"metric": "net_profit", "fact_id": row["fact_id"].replace(old, "net_profit")}
        if (row["metric"] == old)
        else row
    )


BREAK_EVEN = {"breakeven_revenue_needed", "breakeven_multiple"}
STOCK = {"stock_coverage_quarters", "boards_since", "foundry_stop", "stock_coverage_value",
         "stock_coverage_ceiling", "next_volume"}  # fmt: skip
LINKED = {"interconnect_ratio_to_h200", "scaling_efficiency_64", "claimed_scaling",
          "card_ratio_to_h200", "scale_up_cards"}  # fmt: skip
LEADING = {"months_tapeout_to_mass_production", "fp16_ratio_to_frontier", "fp16_lag_years"}
MEASURES = {"memory_bandwidth_ratio_to_frontier", "memory_size_ratio_to_frontier",
            "eight_bit_ratio_to_frontier", "tflops_per_watt", "efficiency_by_node"}  # fmt: skip
ROOFS = {"prefill_tokens", "roofline_ridge", "roofline_of_best", "roofline_of_h20",
         "cards_for_large_model"}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (instead("units_produced", period="2025Q1"), STOCK),  # no count for the quarter of the pace
        (instead("units_sold", period="2025"), {"boards_since"}),
        (under_ifrs, BREAK_EVEN),
        (to_another_year("capex"), {"capex"}),
        (instead("cash", segment="monetary_funds"),
         {"liquid_funds", "liquid_funds_full", "runway_quarters", "quarters_to_company_year"}),
        (instead("cash", segment="trading_financial_assets"), {"liquid_funds_full"}),
        (instead("company_date", segment="founded", house="exchange"),
         {"age", "years_founded_to_acceptance", "years_founded_to_listing"}),
        (instead("product_date", segment="mass_production", period="2024"),
         LEADING | LINKED | MEASURES | ROOFS | {"generations", "successor"}),
    ],
)  # fmt: skip
def test_rows_that_do_not_fit_together_are_told_apart(acme, change, gone):
    edited(filled(acme), change)
    assert missing(acme) == gone


def built(folder: Path, out: Path, capsys) -> dict:
    given = ["build", "--company", "acme", "--data", str(folder), "--as-of", "latest"]
    main([*given, "--language", "en", "--out", str(out), "--quiet"])
    assert "report.html" in capsys.readouterr().out
    return json.loads((out / "acme" / "latest" / "en" / "figures.json").read_text("utf-8"))


@pytest.mark.slow
def test_a_full_folder_builds_a_report_without_a_gap_of_its_own(acme, tmp_path, capsys):
    told = built(filled(acme), tmp_path / "out", capsys)
    gaps = {
        number_id: number["reason"]
        for number_id, number in told["numbers"].items()
        if number["kind"] == "gap" and not PEERS & set(number_id.split("."))
        if number_id.partition(".")[0] in SECTIONS and not number_id.startswith(OF_THE_MARKET)
        if number_id not in LISTED
    }
    assert gaps == {}
    texts = " ".join(finding["text"] for finding in told["findings"])
    assert "Acme" in texts
    facts = {fact for number in told["numbers"].values() for fact in number["facts"]}
    assert len([fact for fact in facts if fact.startswith("acme")]) > 40


@pytest.mark.slow
def test_a_nearly_empty_folder_builds_a_report_that_says_so(acme, tmp_path):
    edition = plan_editions(["acme"], ["latest"], ["en", "zh"], "base", acme, {})
    made = build(edition, tmp_path / "out", data=acme, quiet=True)
    assert len(made) == 4
    told = json.loads((made[0].parent / "figures.json").read_text("utf-8"))
    gaps = [number for number in told["numbers"].values() if number["value"] is None]
    assert len([number for number in gaps if number.get("reason")]) > 20
    assert not {fact for n in told["numbers"].values() for fact in n["facts"] if "acme" in fact}


@pytest.mark.slow
def test_a_section_without_a_row_says_what_coverage_said(acme, tmp_path):
    filled(acme)
    edited(acme, instead("ipo_date", segment="listed"))
    assert missing(acme) == {
        "years_founded_to_listing", "days_acceptance_to_listing", "price_to_sales_recomputed",
        "drawdown_from_first_close",
    }  # fmt: skip
    ran = papermill.execute_notebook(
        str(notebook_path("timing")),
        str(tmp_path / "ran.ipynb"),
        parameters={"company": "acme", "data": str(acme)},
        progress_bar=False,
    )
    numbers = {k: n for output in outputs_of(ran) for k, n in output["numbers"].items()}
    gaps = {k for k, n in numbers.items() if n["kind"] == "gap" and not PEERS & set(k.split("."))}
    gaps = {k for k in gaps if not k.startswith(OF_THE_MARKET)}
    assert gaps == {
        "timing.years_founded_to_listing", "timing.days_acceptance_to_listing",
        "timing.stages.acme.listed", "timing.listing.acme.listing",
        "timing.drawdown_from_first_close", "timing.first_day_change_market_average",
    }  # fmt: skip
