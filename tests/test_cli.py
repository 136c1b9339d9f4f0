"""Commands: a wrong call is one line that names the thing and the way out, with its exit code."""

from __future__ import annotations

import shutil

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


def test_check_says_how_many_facts_are_fine(capsys):
    code, out, _ = run(capsys, "check")
    assert code == 0
    assert "no error" in out


def test_check_names_file_row_and_column(capsys, damaged):
    path = damaged / "facts.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[6] = lines[6].replace(",percent,", ",prozent,").replace(",CNY,", ",Yuan,")
    path.write_text("".join(lines), encoding="utf-8")
    code, _, err = run(capsys, "check")
    assert code == 3
    assert "facts.csv:7:" in err


def test_without_a_command_the_help_is_shown(capsys):
    code, out, err = run(capsys)
    assert "build" in out + err
    assert code in (0, 2)
