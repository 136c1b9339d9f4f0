"""Every bad input is refused where its fault is, and every legal one reads back right."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections import Counter

import pytest

from tapeout.ledger import examine, load, shipped

from .corpus import BAD, DISAGREEMENTS, LEGAL, Case, made, start
from .corpus.base import COLUMNS, base
from .corpus.run import examined, ground, in_order, places

# Through the command itself, one of each kind of fault; the others through the same function.
SAMPLE = (
    "E1_gbk", "F8_xlsx", "F10_lfs_pointer", "S9_title_line", "S12_blank_line_in_the_middle",
    "E17_cyrillic_a_in_subject", "V1_thousands", "D6_fifth_quarter", "M9_unknown_source",
    "M3_wan_as_yuan", "M12_revenue_less_cost", "X2_javascript",
)  # fmt: skip
# Faults of different tables and stages that one folder can have at once.
TOGETHER = (
    "V1_thousands", "D2_day_first_published", "U+202E_in_a_name", "M11_event_of_nobody",
    "M7_negative_revenue",
)  # fmt: skip
BY_NAME = {case.name: case for case in (*BAD, *LEGAL, *DISAGREEMENTS)}


def command(folder, *more):
    """Run `tapeout check` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tapeout", "check", str(folder), *more],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


def test_the_corpus_is_large_and_its_names_differ():
    assert len(BAD) >= 170
    assert len(LEGAL) >= 40
    names = Counter(case.name for case in (*BAD, *LEGAL, *DISAGREEMENTS))
    assert [name for name, times in names.items() if times > 1] == []
    assert all(case.expect for case in BAD)
    assert not any(case.expect for case in (*LEGAL, *DISAGREEMENTS))


def test_the_folder_of_the_corpus_has_the_columns_of_the_contract():
    for table, columns in COLUMNS.items():
        header = (shipped() / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == list(columns)


@pytest.mark.parametrize("case", BAD, ids=repr)
def test_a_bad_input_is_refused_where_its_fault_is(case: Case):
    problems = examined(case).problems
    assert places(problems) == in_order(case.expect)
    said = "\n".join(map(str, problems))
    for words in case.also:
        assert words in said


@pytest.mark.parametrize("case", LEGAL, ids=repr)
def test_a_legal_input_passes_and_reads_back(case: Case, tmp_path):
    assert examined(case).problems == ()
    assert examined(case).disagreements() == ()
    ledger = load(ground(), made(case, tmp_path))
    assert case.reads is None or case.reads(ledger)


@pytest.mark.parametrize("case", DISAGREEMENTS, ids=repr)
def test_two_sources_that_contradict_each_other_are_listed_and_pass(case: Case, tmp_path):
    assert examined(case).problems == ()
    assert len(examined(case).disagreements()) == case.disagrees
    folder = made(case, tmp_path)
    assert load(ground(), folder).fact("acme", "revenue", period="2024").value == 743071600


def test_the_folder_passes_over_the_whole_shipped_data(tmp_path):
    folder = start(tmp_path / "mine")
    found = examine(shipped(), folder)
    assert found.problems == ()
    assert found.disagreements() == examine(shipped()).disagreements()
    ledger = load(shipped(), folder)
    assert {row["fact_id"] for row in base()["facts"]} <= set(ledger.store.facts)


def test_all_faults_of_a_folder_are_told_at_once(tmp_path):
    folder = start(tmp_path / "mine")
    expected = []
    for name in TOGETHER:
        BY_NAME[name].make(folder)
        expected += BY_NAME[name].expect
    assert places(examine(ground(), folder).problems) == in_order(expected)


@pytest.mark.parametrize(
    ("module", "limit", "code"),
    [
        ("tapeout.ledger.files", "LARGEST", "too-large"),
        ("tapeout.ledger.sheet", "MOST_ROWS", "too-many-rows"),
    ],
)
def test_a_file_over_a_limit_is_refused_and_the_limit_named(
    module, limit, code, tmp_path, monkeypatch
):
    folder = start(tmp_path / "mine")
    size = (folder / "facts.csv").stat().st_size if limit == "LARGEST" else len(base()["facts"])
    monkeypatch.setattr(importlib.import_module(module), limit, size)
    assert examined_facts(folder) == []
    monkeypatch.setattr(importlib.import_module(module), limit, size - 1)
    (problem,) = examined_facts(folder)
    assert problem.code == code
    assert limit in str(problem)


def examined_facts(folder):
    """Return the problems of facts.csv; the ground below may be over the limit as well."""
    return [p for p in examine(ground(), folder).problems if p.file == "mine/facts.csv"]


@pytest.mark.parametrize("name", SAMPLE)
def test_the_command_ends_with_3_and_says_where(name, tmp_path):
    case = BY_NAME[name]
    done = command(made(case, tmp_path), "--json")
    assert done.returncode == 3
    said = json.loads(done.stdout)
    assert said["schema"] == "tapeout-check/1"
    assert said["total"] == len(case.expect)
    for problem, expected in zip(said["problems"], case.expect, strict=True):
        assert (problem["code"], problem["file"]) == (expected.code, expected.file)
        assert (problem["row"], problem["column"]) == (expected.row, expected.column)
        assert problem["message"].startswith(f"{expected.file}:")
        assert problem["found"]
        assert problem["expected"]


@pytest.mark.parametrize("name", ["E11_as_excel_saves_it", "M12_quarter_of_another_source"])
def test_the_command_ends_with_0_where_nothing_is_wrong(name, tmp_path):
    done = command(made(BY_NAME[name], tmp_path), "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["problems"] == []
