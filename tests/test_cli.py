"""Commands: a wrong call is one line that names the thing and the way out, with its exit code."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tapeout import cli
from tapeout.ledger import shipped


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    """Return (exit code, standard output, standard error) of a command."""
    code = 0
    try:
        cli.main(list(arguments))
    except SystemExit as leave:
        code = leave.code or 0
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def reports(tmp_path):
    """An output folder that holds an earlier report."""
    folder = tmp_path / "reports" / "metax" / "latest" / "en"
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("the earlier report")
    return tmp_path / "reports"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--company", "metx"], 2, "nearest: metax"),
        (["--company", "../x"], 2, "expected an id of data/entities.csv"),
        (["--company", "nvidia_h100"], 2, "not in data/entities.csv"),
        (["--as-of", "2025-02-30"], 2, "there is no such day"),
        (["--as-of", "2099-01-01"], 2, "lies after the ledger was collected"),
        (["--language", "de"], 2, "expected en or zh"),
        (["--scenario", "bul"], 2, "scenario 'bul' is not allowed"),
        (["--set", "langauge=en"], 2, "nearest: language"),
        (["--set", "company=x"], 2, "use --company instead"),
        (["--set", "nonsense"], 2, "expected name=value"),
        (["--langage", "en"], 2, "--language"),
        (["--jobs", "0"], 2, "--jobs"),
        (["--data", "no-such-folder"], 2, "no such folder"),
    ],
)
def test_a_wrong_call_is_refused_before_anything_is_touched(
    capsys, reports, arguments, code, words
):
    got, out, err = run(capsys, "build", "--out", str(reports), *arguments)
    assert got == code
    assert out == ""
    assert words in err
    assert err.startswith("tapeout: ")
    assert len(err.strip().splitlines()) == 1
    assert (reports / "metax/latest/en/report.html").read_text() == "the earlier report"
    assert sorted(p.name for p in reports.iterdir()) == ["metax"]


def test_an_output_folder_that_cannot_be_written_is_exit_6(capsys, tmp_path):
    (tmp_path / "file").write_text("in the way")
    code, _, err = run(capsys, "build", "--out", str(tmp_path / "file"))
    assert code == 6
    assert "cannot write to" in err
    assert "--out" in err
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """A copy of the shipped data that a test may damage."""
    copy = tmp_path / "data"
    shutil.copytree(shipped(), copy)
    monkeypatch.setattr("tapeout.ledger.shipped", lambda: copy)
    monkeypatch.setattr("tapeout.build.parameters.shipped", lambda: copy)
    return copy


@pytest.mark.parametrize("name", ["facts.csv", "sources.csv", "entities.csv", "datapackage.json"])
def test_a_missing_data_file_is_exit_3_and_named(capsys, reports, damaged, name):
    (damaged / name).unlink()
    code, _, err = run(capsys, "build", "--out", str(reports))
    assert code == 3
    assert name in err
    assert len(err.strip().splitlines()) == 1
    assert (reports / "metax/latest/en/report.html").read_text() == "the earlier report"


def test_check_says_what_it_read_and_what_the_report_can_say(capsys):
    code, out, _ = run(capsys, "check")
    assert code == 0
    assert "data: 4,873 facts, 621 sources" in out
    assert "no problem found" in out
    assert "coverage by section: metax as of 2026-11-23" in out
    assert "disagreements between sources: add --disagreements" in out


@pytest.fixture
def wrong(damaged):
    """The data with a wrong unit in every row that is in yuan."""
    path = damaged / "facts.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",CNY,", ",Yuan,"), encoding="utf-8")
    return text.count(",CNY,")


def test_check_prints_twenty_problems_and_the_total(capsys, wrong):
    code, out, _ = run(capsys, "check")
    assert code == 3
    lines = [line for line in out.splitlines() if "facts.csv:" in line]
    assert len(lines) == 20
    assert all("unit: found 'Yuan', expected CNY" in line for line in lines)
    assert f"... {wrong} problems in all, the first 20 shown" in out
    assert "add --all" in out


def test_check_prints_all_of_them_when_asked(capsys, wrong):
    code, out, _ = run(capsys, "check", "--all")
    assert code == 3
    assert sum("facts.csv:" in line for line in out.splitlines()) == wrong
    assert f"{wrong} problems in all" in out


def test_check_tells_programs_every_problem(capsys, wrong):
    code, out, _ = run(capsys, "check", "--json")
    told = json.loads(out)
    assert code == 3
    assert told["schema"] == "tapeout-check/1"
    assert told["total"] == len(told["problems"]) == wrong
    assert told["problems"][0].keys() == {
        "file", "row", "column", "code", "found", "expected", "message"
    }  # fmt: skip
    assert "coverage" not in told


def test_check_tells_programs_of_clean_data_too(capsys):
    code, out, _ = run(capsys, "check", "--json", "--disagreements", "--company", "moore_threads")
    told = json.loads(out)
    assert code == 0
    assert told["problems"] == []
    assert [each["company"] for each in told["coverage"]] == ["moore_threads"]
    assert {each["kind"] for each in told["disagreements"]} == {"sources", "identity"}
    assert len(told["corrections"]) == 3


def test_check_lists_disagreements_and_exports_them(capsys):
    code, out, _ = run(capsys, "check", "--disagreements")
    assert code == 0
    assert "moore_threads.net_profit_parent.2024" in out
    code, out, _ = run(capsys, "check", "--disagreements", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert {"metax", "cambricon"} <= {row["figure"].split(".")[0] for row in rows}
    assert all(row["value"] and row["file"] == "data/facts.csv" for row in rows)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "--csv"), "--csv: expected with --disagreements"),
        (("check", "--company", "metx"), "nearest: metax"),
        (("check", "--company", "nvidia_h20"), "expected a company"),
        (("check", "--as-of", "yesterday"), "is not a date"),
    ],
)
def test_a_wrong_call_of_check_is_refused(capsys, arguments, says):
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert says in err


def test_new_company_writes_a_folder_that_check_covers(capsys, tmp_path):
    folder = tmp_path / "acme"
    code, out, _ = run(capsys, "new-company", "acme", "--out", str(folder))
    assert code == 0
    assert {Path(line).name for line in out.split()} == {
        "facts.csv", "sources.csv", "entities.csv", "README.md"
    }  # fmt: skip
    for arguments in ((str(folder),), ("--data", str(folder))):
        code, out, _ = run(capsys, "check", *arguments)
        assert code == 0
        assert "coverage by section: acme" in out
        assert "0 of 13" in out
    code, _, err = run(capsys, "new-company", "acme", "--out", str(folder))
    assert code == 2
    assert "acme" in err


def test_without_a_command_the_help_is_shown(capsys):
    code, out, err = run(capsys)
    assert "build" in out + err
    assert code in (0, 2)
