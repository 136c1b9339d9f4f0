"""Corrections as data: applied in the open, and refused when they match nothing or are not needed."""

from __future__ import annotations

import csv

import pytest

from tapeout.ledger import examine, load, shipped

from .rows import row_number

HEAD = "correction_id,table,key,column,found,corrected,because_en,because_zh,authority"
REVENUE = "metax.revenue.2024"


def correct(copy, *rows: str) -> None:
    copy.write(
        "corrections.csv", "\n".join((copy.text("corrections.csv").rstrip("\n"), *rows)) + "\n"
    )


def row(name: str, key: str, column: str, found: str, corrected: str, table: str = "facts") -> str:
    return f"{name},{table},{key},{column},{found},{corrected},why,为何,who"


def problems(folder):
    return [(p.code, p.file, p.row, p.column) for p in examine(folder).problems]


def test_every_shipped_correction_changes_what_is_used_and_not_what_is_printed(latest):
    with (shipped() / "facts.csv").open(encoding="utf-8", newline="") as file:
        printed = {each["fact_id"]: each for each in csv.DictReader(file)}
    assert len(latest.store.corrections) == 3
    for (table, key, column), correction in latest.store.corrections.items():
        assert table == "facts"
        assert printed[key][column] == correction.found
        assert getattr(latest.store.facts[key], column) == correction.corrected
        assert all(correction.because)
        assert correction.authority


def test_a_correction_is_applied_before_the_row_is_used(copy):
    correct(copy, row("mine", REVENUE, "value", "743071582.31", "743071582.13"))
    assert problems(copy.folder) == []
    assert str(load(copy.folder).fact("metax", "revenue", period="2024").value) == "743071582.13"


def test_a_corrected_cell_obeys_the_contract_too(copy):
    correct(copy, row("mine", REVENUE, "value", "743071582.31", "743m"))
    assert problems(copy.folder) == [
        ("number", "data/facts.csv", row_number("metax.revenue.2024"), "value")
    ]


@pytest.mark.parametrize(
    ("wrong", "code", "column"),
    [
        (row("x", "metax.revenue.2042", "value", "1", "2"), "correction-unmatched", "key"),
        (row("x", REVENUE, "value", "743071582.30", "5"), "correction-unmatched", "found"),
        (row("x", REVENUE, "valeu", "743071582.31", "5"), "correction-unmatched", "column"),
        (row("x", REVENUE, "fact_id", REVENUE, "y"), "correction-unmatched", "column"),
        (row("x", REVENUE, "value", "1", "743071582.31"), "correction-unneeded", "corrected"),
        (row("x", REVENUE, "note", "a", "a"), "correction-unneeded", "corrected"),
        (row("x", REVENUE, "value", "1", "2", table="fcats"), "vocabulary", "table"),
    ],
)
def test_a_correction_that_cannot_be_applied_is_refused_in_its_own_file(copy, wrong, code, column):
    correct(copy, wrong)
    assert (code, "data/corrections.csv", 5, column) in problems(copy.folder)


def test_a_mended_row_makes_its_correction_fail(copy):
    before = "2986,ratio,2.986 veces"
    copy.replace("facts.csv", before.replace("2986", "2.986"), before)
    found = problems(copy.folder)
    assert ("correction-unneeded", "data/corrections.csv", 3, "corrected") in found


def test_the_print_is_held_against_the_row_as_printed(copy):
    copy.replace("facts.csv", "2.986,ratio,2.986 veces", "2.986,ratio,2.987 veces")
    row_of = copy.text("facts.csv").splitlines().index(
        next(line for line in copy.text("facts.csv").splitlines() if "2.987 veces" in line)
    ) + 1  # fmt: skip
    assert ("print-disagrees", "data/facts.csv", row_of, "value") in problems(copy.folder)


def test_a_folder_may_demote_a_shipped_row_in_the_open(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("sources", "entities"):
        head = (shipped() / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        (folder / f"{name}.csv").write_text(head + "\n", encoding="utf-8")
    head = (shipped() / "facts.csv").read_text(encoding="utf-8").splitlines()[0]
    mine = "metax.revenue.2024~mine,metax,revenue,,2024,743100000,CNY,7.431亿元,audited,company,preferred,metax_prospectus,,"
    (folder / "facts.csv").write_text(f"{head}\n{mine}\n", encoding="utf-8")
    assert [p.code for p in examine(folder).problems] == ["second-preferred"]
    demoted = row("mine", REVENUE, "status", "preferred", "alternate")
    (folder / "corrections.csv").write_text(f"{HEAD}\n{demoted}\n", encoding="utf-8")
    assert examine(folder).problems == ()
    ledger = load(folder)
    assert ledger.fact("metax", "revenue", period="2024").facts == ("metax.revenue.2024~mine",)
    assert ledger.store.corrections["facts", REVENUE, "status"].authority == "who"


def test_a_correction_of_a_row_that_could_not_be_read_is_not_blamed(copy):
    copy.replace("facts.csv", REVENUE + ",metax,", REVENUE + ",metax,extra,")
    correct(copy, row("mine", REVENUE, "value", "743071582.31", "743071582.13"))
    assert [p.code for p in examine(copy.folder).problems] == ["field-count"]
