"""`tapeout audit`: what it says in lines and for programs, what it refuses, a second seed."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from tapeout.audit import audit, audit_dict, audit_lines
from tapeout.claim_verdicts import VERDICTS
from tapeout.columns import wrapped
from tapeout.errors import DataProblem, GateProblem, UnknownName
from tapeout.findings import claims_left_out as untold
from tapeout.ledger import load, shipped
from tapeout.model.claims import findings
from tapeout.model.claims_left_out import left_out
from tapeout.preview import words_of
from tapeout.render import html_tables
from tapeout.render.blocks import Cell, Column, Row, Table
from tapeout.render.styles import TEMPLATES
from tapeout.seed import SECTIONS, read_seed
from tapeout.seed.card import open_seed
from tapeout.seed.claim import SCHEMA

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = "2025-12_metax_patient-capital"
EVE, LATEST = "2025-12-16", "latest"
CARD = """\
id: mt
title: {en: An invented article, zh: 一篇虚构的文章}
author: {en: Nobody, zh: 无名氏}
publisher: {en: No paper, zh: 无此报刊}
published: "2025-12-08"
language: en
sha256: cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd
company: moore_threads
outline:
  - {section: viability, en: It grows and loses., zh: 边增长边亏损。}
"""
BASE = {"section": "viability", "paragraph": "2", "subject": "moore_threads"}
CLAIMS = [
    {"claim_id": "revenue_2024", "kind": "figure", "statement_en": "Revenue of {period}",
     "statement_zh": "{period}营业收入", "value": "438000000", "unit": "CNY",
     "reported_as": "4.38亿元", "metric": "revenue", "period": "2024", "check": "fact()"},
    {"claim_id": "margin_2024", "kind": "derived", "statement_en": "Gross margin of {period}",
     "statement_zh": "{period}毛利率", "value": "72.32", "unit": "percent",
     "reported_as": "72.32%", "metric": "gross_margin", "period": "2024", "check": "fact()",
     "other_basis": 'fact(segment="main_business")'},
    {"claim_id": "revenue_growth", "kind": "derived", "statement_en": "Growth of revenue, {period}",
     "statement_zh": "{period}营业收入复合增长率", "value": "208.4", "unit": "percent",
     "reported_as": "208.4%", "metric": "revenue", "period": "2022/2024",
     "check": 'fact("cagr", segment="revenue"); cagr(yearly())', "rank": "1"},
    {"claim_id": "listed", "section": "timing", "kind": "event",
     "statement_en": "It has listed", "statement_zh": "已上市", "metric": "ipo_date",
     "period": "2025", "check": 'happened(fact(segment="listed"))'},
    {"claim_id": "profit_by_2025", "kind": "forecast", "statement_en": "It earns money in {period}",
     "statement_zh": "{period}将盈利", "metric": "net_profit_parent", "period": "2025",
     "check": "fact() > 0"},
    {"claim_id": "loses_less", "kind": "comparison",
     "statement_en": "The loss of {period} is below that of MetaX",
     "statement_zh": "{period}亏损少于沐曦股份", "metric": "net_profit_parent", "period": "2024",
     "check": 'fact() > fact(subject="metax")',
     "true_but_en": "it lost {lost}.", "true_but_zh": "其亏损为{lost}。",
     "true_but_values": "lost = abs(fact())", "true_but_if": "fact() < 0"},
    {"claim_id": "full_function", "section": "technology", "kind": "attribution",
     "statement_en": "The company calls its chips full-function",
     "statement_zh": "公司称其芯片为全功能GPU", "metric": "route", "period": "2025",
     "check": 'says(fact(), "full-function")'},
    {"claim_id": "will_lead", "kind": "judgement", "statement_en": "It will lead the market",
     "statement_zh": "它将领跑市场"},
]  # fmt: skip
VERDICTS_OF_MT = {
    "revenue_2024": "within_rounding",
    "margin_2024": "other_basis",
    "revenue_growth": "within_rounding",
    "listed": "exact",
    "profit_by_2025": "pending",
    "loses_less": "contradicted",
    "full_function": "exact",
    "will_lead": "not_checkable",
}


@cache
def ledger(as_of=EVE):
    return load(shipped(), as_of=as_of)


@cache
def audited(as_of=EVE):
    return audit(open_seed(SHIPPED), ledger(as_of))


def written(folder: Path, card=CARD, claims=CLAIMS) -> Path:
    """Write a seed whose id is its folder's name."""
    folder.mkdir(parents=True)
    (folder / "seed.yaml").write_text(card.replace("id: mt", f"id: {folder.name}"), "utf-8")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SCHEMA.header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(BASE | row for row in claims)
    return folder


# -- another company: a folder and no code ----------------------------------------------------
def test_a_second_seed_about_another_company_is_audited(tmp_path):
    found = audit(open_seed(written(tmp_path / "mt")), ledger())
    keys = {w.claim.claim_id: w.verdict.key for w in found.found.claims}
    assert keys == VERDICTS_OF_MT
    assert {w.claim.kind for w in found.found.claims} == {
        "figure", "derived", "event", "forecast", "comparison", "attribution", "judgement",
    }  # fmt: skip
    later = audit(read_seed(tmp_path / "mt"), ledger(LATEST))
    assert later.found.count("missed").value == 1


def test_a_folder_of_seeds_is_found_by_its_id(tmp_path):
    written(tmp_path / "seeds" / "mt")
    assert open_seed("mt", tmp_path / "seeds").company == "moore_threads"
    assert open_seed("mt", tmp_path / "seeds").claims[0].file == "seeds/mt/claims.csv"
    assert read_seed(written(tmp_path / "own")).claims[0].file == "own/claims.csv"


# -- what is refused, and with which exit code --------------------------------------------------
def test_an_unknown_seed_names_the_nearest():
    with pytest.raises(UnknownName, match=f"nearest: {SHIPPED}") as caught:
        open_seed("2025-12_metax_patient_capital")
    assert caught.value.exit_code == 2


def test_a_broken_row_is_a_data_problem(tmp_path):
    broken = written(tmp_path / "mt", claims=[CLAIMS[0] | {"reported_as": "4.38万元"}])
    with pytest.raises(DataProblem, match=r"mt/claims\.csv:2:reported_as") as caught:
        open_seed(broken)
    assert caught.value.exit_code == 3


def test_a_company_that_is_not_in_the_ledger_is_a_data_problem(tmp_path):
    card = CARD.replace("moore_threads", "more_threads")
    with pytest.raises(DataProblem, match=r"mt/seed\.yaml:company: .* nearest: moore_threads"):
        audit(open_seed(written(tmp_path / "mt", card)), ledger())


def test_nothing_checked_is_a_failure(tmp_path):
    for name, claims, as_of in (("a", [CLAIMS[7]], EVE), ("b", CLAIMS[:3], "2021-01-01")):
        with pytest.raises(GateProblem) as caught:
            audit(open_seed(written(tmp_path / name, claims=claims)), ledger(as_of))
        assert caught.value.exit_code == 7
        assert str(caught.value).startswith(f"{name}/claims.csv: found evidence for none of ")
        assert "expected at least one" in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"check": "fct()"}, "check", "no function fct; nearest: fact"),
        ({"check": "fact("}, "check", "cannot be read"),
        ({"check": 'fact("revenu")'}, "check", "nearest: revenue"),
        ({"check": 'fact("gross_margin")'}, "check", "in CNY and its check in percent"),
        ({"check": "fact() > 1 > 0 and 3"}, "check", "join comparisons"),
        ({"own_check": "claim('nothing')"}, "own_check", "no figure of a claim"),
        ({"value": "999000000", "reported_as": "9.99亿元", "other_basis": "fact("}, "other_basis",
         "cannot be read"),
        ({"true_but_en": "x {a}.", "true_but_zh": "某{a}。", "true_but_values": "a = fac()"},
         "true_but_values", "no function fac"),
        ({"true_but_en": "x.", "true_but_zh": "某。", "true_but_if": "fact() < 0"},
         "true_but_if", "no longer holds"),
    ],
)  # fmt: skip
def test_a_check_that_cannot_be_evaluated_is_a_failure(tmp_path, changes, column, said):
    seed = open_seed(written(tmp_path / "mt", claims=[CLAIMS[0] | changes, CLAIMS[3]]))
    with pytest.raises(GateProblem) as caught:
        audit(seed, ledger())
    assert caught.value.exit_code == 7
    message = str(caught.value)
    assert message.startswith(f"mt/claims.csv:2:{column}: found ")
    assert said in message
    assert "expected" in message


def test_every_check_that_cannot_be_evaluated_is_named(tmp_path):
    rows = [row | ({"check": "fct()"} if "check" in row else {}) for row in CLAIMS]
    with pytest.raises(GateProblem) as caught:
        audit(open_seed(written(tmp_path / "mt", claims=rows)), ledger())
    lines = str(caught.value).splitlines()
    assert [line.split(":")[1] for line in lines[:-1]] == ["2", "3", "4", "5", "6", "7", "8"]
    assert lines[-1] == "7 claims cannot be evaluated"


# -- what is printed -------------------------------------------------------------------------------
def test_the_lines_hold_every_claim_its_figures_and_its_sentence():
    lines = audit_lines(audited(), 100)
    text = " ".join(" ".join(lines).split())
    assert "claimed CNY 743 million [742,500,000, 743,500,000] CNY" in text
    assert "evidence CNY 743 million [743,071,582.305, 743,071,582.315] CNY" in text
    assert "claimed less than CNY 500,000 [400,000, 500,000] CNY" in text
    assert "the bound holds for the whole interval" in text
    assert "evidence not published: The evidence dated to 16 December 2025" in text
    for weighed in audited().found.claims:
        line = next(each for each in lines if each.startswith(f"{weighed.claim.claim_id} "))
        assert weighed.verdict.name.en in line
        assert line.rstrip().endswith(weighed.tier.split(",")[0]) or weighed.own_word
    assert lines[-1] == "53 checked of 66 checkable claims, 78 claims in all"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [10, 48, 80, 132])
def test_no_line_is_wider_than_the_terminal(language, width):
    lines = audit_lines(audited(), width, language)
    board = len(VERDICTS) + 3  # the scoreboard has its own width
    told = lines[: -board - 1]
    assert max(cell_len(line) for line in told) <= max(width, 40)
    assert not any(line.strip()[:1] in "，。；：）" for line in told if line.strip())


def test_the_scoreboard_sums_to_the_claims():
    lines = audit_lines(audited(), 100)
    head = next(k for k, line in enumerate(lines) if line.startswith("verdict"))
    rows = [line.rsplit(None, 4) for line in lines[head + 1 : head + 1 + len(VERDICTS)]]
    assert [row[0] for row in rows] == [v.name.en for v in VERDICTS]
    counts = [[int(cell) for cell in row[1:]] for row in rows]
    assert all(row[0] == sum(row[1:]) for row in counts)
    assert sum(row[0] for row in counts) == 78


def test_what_a_terminal_would_obey_is_spelt_out_and_long_words_are_cut():
    assert wrapped("a\x1b[31mb", 40) == ["a\\x1b[31mb"]
    cut = wrapped("x" * 90, 40, "  ")
    assert max(map(len, cut)) <= 40
    assert "".join(line.strip() for line in cut) == "x" * 90
    assert wrapped("沐曦股份（完全一致）。", 10) == ["沐曦股份", "（完全一", "致）。"]


def test_programs_read_the_same():
    told = json.loads(json.dumps(audit_dict(audited()), ensure_ascii=False))
    assert list(told) == ["schema", "seed", "as_of", "coverage", "scoreboard", "claims"]
    assert told["schema"] == "tapeout-audit/1"
    assert told["as_of"] == EVE
    assert told["coverage"] == {"checked": 53, "checkable": 66, "total": 78}
    assert {row["verdict"] for row in told["scoreboard"]} == {v.key for v in VERDICTS}
    assert all(row["claims"] == sum(row[s] for s in SECTIONS) for row in told["scoreboard"])
    by_id = {claim["claim_id"]: claim for claim in told["claims"]}
    assert by_id["revenue_2024"]["claimed"] == {
        "kind": "figure", "value": "743000000", "unit": "CNY", "lo": "742500000",
        "hi": "743500000", "qualifier": "",
    }  # fmt: skip
    assert by_id["revenue_2024"]["facts"] == ["metax.revenue.2024"]
    assert by_id["units_sold"]["claimed"]["qualifier"] == "more than"
    assert by_id["metax_founded"]["evidence"] == {
        "kind": "date", "lo": "2020-09-14", "hi": "2020-09-14"
    }  # fmt: skip
    assert by_id["biren_founded"]["evidence"]["kind"] == "missing"
    assert by_id["route_moore_threads"]["evidence"]["kind"] == "words"
    assert by_id["core_team"]["evidence"] is None
    assert by_id["cambricon_turned"]["true_but"]["en"].startswith("True, but ")
    assert "secondary" in by_id["loongson_loses"]["sentence"]["en"]
    assert "二手" in by_id["loongson_loses"]["sentence"]["zh"]


def test_the_ends_of_an_interval_are_shown_outwards(tmp_path):
    ratio = CLAIMS[0] | {
        "value": "309.9", "unit": "percent", "reported_as": "309.9%",
        "check": 'share(fact("rd_expense"), fact())',
    }  # fmt: skip
    found = audit(open_seed(written(tmp_path / "mt", claims=[ratio])), ledger())
    line = next(each for each in audit_lines(found, 100) if "evidence" in each)
    lo, hi = (Decimal(end) for end in line.split("[")[1].split("]")[0].split(", "))
    known = found.found.claims[0].evidence
    assert lo <= known.lo < known.hi <= hi
    assert hi - known.hi < Decimal("0.001") > known.lo - lo


# -- what the article leaves out -----------------------------------------------------------------
def told_left_out(seed, as_of):
    found = findings(seed, ledger(as_of), seed.company)
    passed_over = left_out(found, ledger(as_of))
    told = untold.left_out(found, passed_over)
    return [each.key for each in passed_over], [words_of(t.tokens("en", str)) for t in told]


EVERYTHING = ["stop", "loss", "customers", "suppliers", "memory", "boards", "cash"]


def test_what_is_left_out_was_published_when_the_article_appeared():
    seed = open_seed(SHIPPED)
    keys, told = told_left_out(seed, EVE)
    assert keys == EVERYTHING
    assert "CNY 160 million" in told[1]
    assert "39.95%" in told[2]
    assert "88.35%" in told[2]
    assert "50.21%" in told[4]
    assert "48,755 against 25,889" in told[5]
    assert "1.25" in told[6]
    assert told_left_out(seed, LATEST) == (keys, told)  # later figures are no omission
    keys, told = told_left_out(seed, "2025-11-30")  # before the prospectus
    assert keys == []
    assert "holds nothing that the article passes over" in told[0]


def test_what_a_claim_states_is_not_left_out():
    seed = open_seed(SHIPPED)
    claim = next(c for c in seed.claims if c.claim_id == "not_profitable")
    stated = replace(claim, claim_id="third_quarter", checks=('fact(period="2025Q3") < 0',))
    keys, _ = told_left_out(replace(seed, claims=(*seed.claims, stated)), EVE)
    assert keys == [key for key in EVERYTHING if key != "loss"]


def test_what_another_article_leaves_out_is_found_too(tmp_path):
    keys, told = told_left_out(read_seed(written(tmp_path / "mt")), LATEST)
    assert keys == ["loss", "customers", "cash"]
    assert "56.63%" in told[1]


# -- the filter of the page ----------------------------------------------------------------------
def claims_table(pairs):
    columns = tuple(Column(k, k, None, "left") for k in ("claim", "verdict", "section"))
    rows = tuple(
        Row(str(k), False, tuple(Cell(text, None, None, False) for text in (str(k), *pair)))
        for k, pair in enumerate(pairs)
    )
    return Table("audit", "4.1", "t", (), columns, rows, None, "", ())


def test_rows_carry_what_the_filters_choose_by():
    pairs = [("exact", "Why now"), ("exact", "Can capital wait"), ("pending", "Can capital wait")]
    laid = html_tables.laid_out(claims_table(pairs), {}, "en")
    assert [f.attribute for f in laid.filters] == ["v", "s"]
    assert [key for key, _ in laid.filters[0].choices] == ["exact", "pending"]
    assert laid.tags[2] == {"v": "pending", "s": "viability"}
    assert laid.barren == ({"v": "pending", "s": "timing"},)
    assert html_tables.laid_out(claims_table([("", "")]), {}, "en").filters == ()


def test_the_style_hides_by_every_verdict_and_section_on_a_screen_only():
    style = (TEMPLATES / "report" / "report.css").read_text("utf-8")
    screen = style[style.index("@supports selector(:has(*))") : style.index("/* appendix */")]
    for attribute, keys in (("v", [v.key for v in VERDICTS]), ("s", SECTIONS)):
        for key in keys:
            rule = (f".tab:has(.f{attribute} [value={key}]:checked) "
                    f"[data-{attribute}]:not([data-{attribute}={key}])")  # fmt: skip
            assert screen.count(rule) == 1
    assert "data-v]" not in style.replace(screen, "")
    assert ".filter,.none{display:none}" in style  # what print, and an older browser, see


# -- the notebook of a second seed ----------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_claim_notebook_of_a_second_seed(tmp_path, language):
    for name in ("src", "data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    written(tmp_path / "seeds" / "mt")
    run = (
        "import papermill, sys; papermill.execute_notebook('notebooks/04_claim_audit.ipynb', "
        "'out.ipynb', {'company': 'moore_threads', 'as_of': '2025-12-16', 'language': sys.argv[1]})"
    )
    done = subprocess.run(
        [sys.executable, "-c", run, language], cwd=tmp_path, capture_output=True, text=True,
        check=False, env=os.environ | {"PYTHONPATH": str(tmp_path / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.dumps(json.loads((tmp_path / "out.ipynb").read_text("utf-8")), ensure_ascii=False)
    assert {"en": "An invented article", "zh": "一篇虚构的文章"}[language] in told
    assert {"en": "other basis", "zh": "口径不同"}[language] in told
    assert "56.63%" in told
