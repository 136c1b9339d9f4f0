"""The built report of MetaX: read as its readers would, recomputed by a second path."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from html import escape
from pathlib import Path

import pypdfium2
import pytest

from tapeout.build import gates
from tapeout.build.manifest import combined, inputs
from tapeout.build.parameters import EDITIONS_OF_RECORD, plan_editions
from tapeout.build.report import build
from tapeout.sections import project_root
from tapeout.text import LANGUAGES

pytestmark = pytest.mark.slow
COMMITTED = project_root() / "reports"
D = Decimal
EACH = [(as_of, language) for as_of in EDITIONS_OF_RECORD for language in LANGUAGES]


@pytest.fixture(scope="session")
def reports(tmp_path_factory) -> Path:
    """The editions of record: those that `make test` has just built, or built here."""
    given = os.environ.get("TAPEOUT_BUILT_REPORTS")
    if given and is_current(Path(given)):
        return Path(given).resolve()
    out = tmp_path_factory.mktemp("reports")
    build(planned("metax", EDITIONS_OF_RECORD), out, quiet=True)
    return out


def planned(company: str, dates) -> list:
    return plan_editions([company], dates, LANGUAGES, "base", None, {})


def is_current(folder: Path) -> bool:
    """Return whether the reports in `folder` were made from the inputs as they are now."""
    manifests = [folder / "metax" / a / x / "manifest.json" for a, x in EACH]
    now = combined(inputs(None))
    return all(m.is_file() and json.loads(m.read_text())["inputs_sha256"] == now for m in manifests)


def figures(reports: Path, as_of: str, language: str = "en") -> dict:
    return json.loads((reports / "metax" / as_of / language / "figures.json").read_text("utf-8"))


@pytest.mark.parametrize(("as_of", "language"), EACH)
def test_a_report_is_complete_and_stands_alone(reports, as_of, language):
    folder = reports / "metax" / as_of / language
    assert {p.name for p in folder.iterdir()} == {
        "report.html", "report.pdf", "figures.json", "manifest.json",
    }  # fmt: skip
    html = (folder / "report.html").read_text("utf-8")
    assert gates.self_contained("page", html) == []
    assert len(html.encode()) < 3_500_000
    assert (folder / "report.pdf").stat().st_size < 2_500_000 or sys.platform == "darwin"
    assert f'<html lang="{language}' in html[:300]
    assert html.count("<h1") == 1


@pytest.mark.parametrize(("as_of", "language"), EACH)
def test_every_number_on_the_page_leads_to_its_entry(reports, as_of, language):
    html = (reports / "metax" / as_of / language / "report.html").read_text("utf-8")
    ids = set(re.findall(r'\bid="(n-[^"]+)"', html))
    targets = set(re.findall(r'href="#(n-[^"]+)"', html))
    assert len(targets) > 80
    assert targets <= ids
    known = figures(reports, as_of, language)["numbers"]
    assert {f"n-{number_id}" for number_id in known} <= ids


@pytest.mark.parametrize("as_of", EDITIONS_OF_RECORD)
def test_both_languages_carry_the_same_numbers(reports, as_of):
    told = {language: figures(reports, as_of, language) for language in LANGUAGES}
    assert gates.same_numbers(told) == []
    assert len(told["en"]["numbers"]) == len(told["zh"]["numbers"]) > 100


@pytest.mark.parametrize("as_of", EDITIONS_OF_RECORD)
def test_figures_json_keeps_its_schema(reports, as_of):
    told = figures(reports, as_of)
    assert told["schema"] == "tapeout-figures/1"
    facts = set(told["facts"])
    sources = {s["source_id"] for s in told["sources"]}
    for number_id, number in told["numbers"].items():
        assert set(number) >= {"value", "unit", "lo", "hi", "se", "text", "formula", "facts"}
        assert set(number["facts"]) <= facts, number_id
        if number["value"] is not None:
            assert number["lo"] <= number["value"] <= number["hi"], number_id
        elif number["kind"] != "date":
            assert number["reason"], number_id
    assert {fact["source_id"] for fact in told["facts"].values()} <= sources
    assert all(finding["holds"] for finding in told["findings"])


@pytest.mark.parametrize("as_of", EDITIONS_OF_RECORD)
def test_nothing_later_than_the_edition_is_in_it(reports, as_of):
    told = figures(reports, as_of)
    limit = "2026-11-23" if as_of == "latest" else as_of
    for source in told["sources"]:
        published = source["published"]
        assert published, source["source_id"]
        assert last_day(published) <= limit, (source["source_id"], published)


def last_day(published: str) -> str:
    """Return the day from which a source counts: the last of its month or year, but collected."""
    last = published + {4: "-12-31", 7: "-31", 10: ""}[len(published)]
    return last if len(published) == 10 else min(last, "2026-11-23")


def table(name: str) -> dict[str, dict]:
    """Return a table of data/ by its key, read without the project's code."""
    with (project_root() / "data" / name).open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


@pytest.mark.parametrize("as_of", EDITIONS_OF_RECORD)
def test_no_doubtful_row_and_no_row_of_the_article_is_in_it(reports, as_of):
    facts = table("facts.csv")
    used = {fact for n in figures(reports, as_of)["numbers"].values() for fact in n["facts"]}
    assert len(used) > 100
    used -= set(table("events.csv"))  # a dated event is cited by its own id
    for fact in used:
        assert facts[fact]["status"] != "doubtful", fact
        assert facts[fact]["source_id"] != "seed_article", fact


@pytest.mark.parametrize("as_of", EDITIONS_OF_RECORD)
def test_the_appendix_of_disagreements_knows_no_more_than_the_edition(reports, as_of):
    limit = "2026-11-23" if as_of == "latest" else as_of
    facts, sources = table("facts.csv"), table("sources.csv")
    told = []
    for path in sorted((reports / "metax" / as_of / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            for output in cell.get("outputs", ()):
                bundle = output.get("data", {}).get("application/vnd.tapeout+json", {})
                told += bundle.get("disagreements", ())
    assert len(told) >= 5
    for each in told:
        rows = [facts[row["fact_id"]] for row in each["rows"]]
        assert len({row["source_id"] for row in rows}) > 1
        for row in rows:
            assert row["status"] != "doubtful"
            assert last_day(sources[row["source_id"]]["published"]) <= limit
        if not each["statement"]:
            keys = ("subject", "metric", "segment", "period", "house")
            assert len({tuple(row[key] for key in keys) for row in rows}) == 1
            assert len({row["value"] for row in rows}) > 1
    page = (reports / "metax" / as_of / "en" / "report.html").read_text("utf-8")
    assert 'id="disagreements"' in page
    assert all(escape(each["name"]["en"]) in page for each in told)


# Recomputed from the printed figures with plain arithmetic, not with the project's code.
REVENUE = {"2022": D("426400.00"), "2023": D("53021153.18"), "2024": D("743071582.31")}
RESEARCH = [D("647520900"), D("698620400"), D("900890400")]
LOSSES = [D("776965202.50"), D("871158174.36"), D("1408879390.54")]
ANCHORS = {
    "viability.revenue_2024": REVENUE["2024"],
    "viability.revenue_cagr": ((REVENUE["2024"] / REVENUE["2022"]).sqrt() - 1) * 100,
    "viability.rd_to_revenue_cumulative": sum(RESEARCH) / sum(REVENUE.values()) * 100,
    "viability.net_loss_cumulative": sum(LOSSES),
    "timing.share_nvidia_2024": D(66),
    "timing.share_amd_2024": D(5),
    "timing.share_remaining_2024": D(100 - 66 - 5),
    "timing.market_size_2023_implied": D("107300000000") / (1 + D("32.96") / 100),
    "timing.days_acceptance_to_review": D(116),
    "timing.price_to_sales_at_issue": D("56.35"),
}


@pytest.mark.parametrize("number_id", ANCHORS)
def test_headline_figures_agree_with_a_second_computation(reports, number_id):
    got = figures(reports, "2025-12-16")["numbers"][number_id]
    expected = float(ANCHORS[number_id])
    assert abs(abs(got["value"]) - expected) <= 1e-9 * expected
    assert got["lo"] <= got["value"] <= got["hi"]


@pytest.mark.parametrize(("as_of", "language"), EACH)
def test_the_pdf_can_be_read(reports, as_of, language):
    document = pypdfium2.PdfDocument(reports / "metax" / as_of / language / "report.pdf")
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    assert len(document) >= 12
    assert gates.no_lost_values("PDF", text) == []
    words = {
        "en": ("Market timing", "Technology path", "Financial viability", "Why now?"),
        "zh": ("市场时机", "技术路径", "财务可行性", "为什么是现在"),
    }
    squeezed = re.sub(r"\s+", "", text)
    for word in words[language]:
        assert word.replace(" ", "") in squeezed
    outline = [bookmark.get_title() for bookmark in document.get_toc()]
    assert len(outline) >= 6
    document.close()


def test_a_second_build_gives_the_same_bytes(reports, tmp_path):
    build(planned("metax", ["2025-12-16"]), tmp_path, quiet=True)
    for language in LANGUAGES:
        for name in ("report.html", "report.pdf", "figures.json", "manifest.json"):
            place = Path("metax") / "2025-12-16" / language / name
            assert (tmp_path / place).read_bytes() == (reports / place).read_bytes(), place


@pytest.mark.parametrize(("as_of", "language"), EACH)
def test_the_committed_report_equals_a_rebuild(reports, as_of, language):
    place = Path("metax") / as_of / language
    packs = sys.platform != "darwin"  # see render/packing.py
    for name in ("report.html", "figures.json", *["report.pdf"] * packs):
        assert (COMMITTED / place / name).read_bytes() == (reports / place / name).read_bytes(), (
            f"reports/{place / name} is not what the build makes; run make report and commit it"
        )


def test_the_findings_in_the_readme_are_those_of_the_report(reports):
    words = (project_root() / "README.md").read_text("utf-8").partition("<!-- findings -->")[2]
    quoted = re.findall(r"^> (.+)$", words.partition("\n## ")[0], re.MULTILINE)
    told = {f["text"] for f in figures(reports, "2025-12-16")["findings"]}
    assert len(quoted) >= 4
    for line in quoted:
        assert line in told, f"README.md: {line!r} is no finding of the report; copy it anew"


@pytest.mark.browser
@pytest.mark.parametrize(("as_of", "language"), EACH)
def test_a_browser_shows_the_report(reports, as_of, language, tmp_path):
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        pytest.skip("no Chromium on PATH: the HTML is not read in a browser here")
    page = (reports / "metax" / as_of / language / "report.html").as_uri()
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1280,1400", "--dump-dom", page,
    ]  # fmt: skip
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert "<h1" in shown
    assert gates.self_contained("shown page", shown) == []
    assert ("沐曦股份" if language == "zh" else "MetaX") in gates.visible_text(shown)


def test_another_company_builds_too(tmp_path):
    made = build(planned("moore_threads", ["2025-12-16"]), tmp_path, quiet=True)
    assert all(path.stat().st_size > 50_000 for path in made)
