"""Parameters are refused, by name and with the way out, before any notebook sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapeout.build.parameters import plan_editions, validate, writable
from tapeout.errors import OutputProblem, UsageProblem

FINE = {"company": "metax", "as_of": "2025-12-16", "language": "en", "scenario": "base", "data": ""}


def plan(company="metax", as_of="2025-12-16", language="en", scenario="base", **settings):
    return plan_editions([company], [as_of], [language], scenario, None, settings)


def test_the_editions_of_record_are_accepted():
    editions = plan_editions(["metax"], ["2025-12-16", "latest"], ["en", "zh"], "base", None, {})
    assert [str(e.folder.as_posix()) for e in editions] == ["metax/2025-12-16", "metax/latest"]
    assert editions[0].parameters(None)["language"] == "both"


@pytest.mark.parametrize(
    "company",
    [
        "../../etc/passwd", "/abs", "C:\\x", "", "a" * 300, "Metax", "metax;print(1)", "metax\n",
        "{company.__class__}", "ｍetax", "metаx", "-metax", "002049 ", "https://x", "metax/../x",
    ],
)  # fmt: skip
def test_a_company_that_is_no_id_is_refused(company):
    with pytest.raises(UsageProblem, match="company"):
        plan(company=company)


def test_an_unknown_company_is_refused_with_the_nearest():
    with pytest.raises(UsageProblem, match=r"'metx' is not in data/entities.csv; nearest: metax"):
        plan(company="metx")


@pytest.mark.parametrize(
    "as_of",
    [
        "2025-02-30",
        "16.12.2025",
        "2025/12/16",
        "today",
        "2025-12",
        "20251216",
        "nan",
        "２０２５-12-16",
    ],
)
def test_a_date_that_is_none_is_refused(as_of):
    with pytest.raises(UsageProblem, match="as_of"):
        plan(as_of=as_of)


def test_a_date_after_the_collection_is_refused():
    with pytest.raises(UsageProblem, match="lies after the ledger was collected"):
        plan(as_of="2099-01-01")


@pytest.mark.parametrize(
    ("name", "value"), [("language", "de"), ("language", "both-"), ("scenario", "bas")]
)
def test_a_word_outside_the_list_is_refused(name, value):
    with pytest.raises(UsageProblem, match=rf"{name} '{value}' is not allowed"):
        plan(**{name: value})


@pytest.mark.parametrize(
    "name", ['company="x"; import os; z', "langauge", "as-of", "__class__", "company ", ""]
)
def test_an_unknown_name_is_refused(name):
    with pytest.raises(UsageProblem, match="is not known"):
        validate({**FINE, name: "x"})


def test_a_misspelt_name_gets_the_nearest():
    with pytest.raises(UsageProblem, match="nearest: language"):
        validate({**FINE, "langauge": "en"})


@pytest.mark.parametrize("value", [2049, 1.5, True, None, ["metax"], {"a": 1}])
def test_a_value_that_is_no_text_is_refused(value):
    with pytest.raises(UsageProblem, match="company"):
        validate({**FINE, "company": value})


def test_a_missing_data_folder_is_named(tmp_path: Path):
    with pytest.raises(UsageProblem, match="no such folder"):
        plan_editions(["metax"], ["latest"], ["en"], "base", tmp_path / "none", {})


def test_output_inside_the_inputs_is_refused():
    from tapeout.sections import project_root

    with pytest.raises(UsageProblem, match="lies inside the inputs"):
        writable(project_root() / "data" / "reports")


def test_output_where_a_file_stands_is_refused(tmp_path: Path):
    (tmp_path / "reports").write_text("a file")
    with pytest.raises(OutputProblem, match="cannot write to"):
        writable(tmp_path / "reports" / "x")
    assert (tmp_path / "reports").read_text() == "a file"
