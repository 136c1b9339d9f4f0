"""Random files, random edits, random prints: only problems are reported, nothing is raised."""

from __future__ import annotations

import csv
import io
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .corpus import BAD, start
from .corpus.base import COLUMNS, KEYS, base, fact, next_row, written
from .corpus.corrections import ROW
from .corpus.keys import MINE
from .corpus.randomly import (
    BYTES,
    FILES,
    NASTY,
    TABLES,
    damaged,
    edited,
    judged,
    legal,
    printed,
)
from .corpus.run import places


# -- (a) bytes ------------------------------------------------------------------------------
@settings(max_examples=100)
@given(st.sampled_from(FILES), BYTES, st.booleans())
def test_random_bytes_in_place_of_a_file(name, raw, with_header):
    table = name.removesuffix(".csv")
    head = (",".join(COLUMNS[table]) + "\n").encode() if with_header else b""
    judged(legal() | {name: head + raw})


# -- (b) damage ------------------------------------------------------------------------------
@settings(max_examples=120)
@given(damaged())
def test_damaged_files(files):
    judged(files)


# -- (c) cells and rows ----------------------------------------------------------------------
@settings(max_examples=200)
@given(edited())
def test_edited_rows(files):
    judged(files)


@pytest.mark.parametrize("column", COLUMNS["facts"])
def test_nasty_text_in_every_column_of_facts(column):
    rows = base()["facts"]
    for k, text in enumerate(NASTY):
        rows.append(fact(period=str(1900 + k)) | {column: text})
    judged(legal() | {"facts.csv": written("facts", rows)})


@pytest.mark.parametrize(
    ("table", "column"), [(table, name) for table in TABLES[1:] for name in COLUMNS[table]]
)
def test_nasty_text_in_every_column_of_the_other_tables(table, column):
    rows = base()[table]
    last = rows[-1]
    for k, text in enumerate(NASTY):
        rows.append(last | {KEYS[table]: f"{last[KEYS[table]]}_{k}"} | {column: text})
    judged(legal() | {f"{table}.csv": written(table, rows)})


@pytest.mark.parametrize("column", COLUMNS["metrics"])
def test_nasty_text_in_a_metric_that_a_fact_uses(column):
    rows = [MINE | {column: text} for text in NASTY]
    used = [*base()["facts"], fact(metric=MINE["metric"], value="2", unit="units")]
    judged(legal() | {"metrics.csv": written("metrics", rows), "facts.csv": written("facts", used)})


@pytest.mark.parametrize("column", COLUMNS["corrections"])
def test_nasty_text_in_a_correction(column):
    rows = [ROW | {"correction_id": f"c{k}"} | {column: text} for k, text in enumerate(NASTY)]
    judged(legal() | {"corrections.csv": written("corrections", rows)})


LONG = ("1", "1-", "1,", "1.", "(1)", "1% ", "1万", "a1 ", "9 ", "-", " ", "(", "亏损", "to ", "¥ ")


@pytest.mark.parametrize("part", LONG)
def test_a_print_as_long_as_a_cell_may_be_is_read_in_time(part):
    row = fact(reported_as=part.strip() and (part * (9_990 // len(part))).strip())
    began = time.perf_counter()
    problems = judged(legal() | {"facts.csv": written("facts", [*base()["facts"], row])})
    assert time.perf_counter() - began < 2  # two looks at the folder
    assert [p.row for p in problems] == [next_row("facts")]
    assert all(len(str(p)) <= 400 for p in problems)


FORMULAS = (
    *("9**9**9**9", "(1", "acme.revenue.2024 / 0", "1e999999999", "1e400*2", "'a'*99999999999"),
    *("__import__('os').getcwd()", "acme.capex.2023 * 2", "1 << 99999999999", "[1]*9999999999"),
    *("(" * 4000, "1" + "+1" * 3000, "-" * 5000 + "1", "10**1000000", "max(1,2)", "nan", "0/0"),
)  # fmt: skip


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula[:20])
@pytest.mark.parametrize("place", ["note", "reported_as"])
def test_a_formula_that_cannot_be_computed_is_refused(place, formula):
    cells = {"note": f"formula: {formula}"} if place == "note" else {"reported_as": formula}
    row = fact(**{"basis": "derived", "reported_as": ""} | cells)
    problems = judged(legal() | {"facts.csv": written("facts", [*base()["facts"], row])})
    assert [p.row for p in problems] == [next_row("facts")]


# -- (d) what a change of form must not change -----------------------------------------------
def folders_with_a_fault() -> list:
    """Return cases whose fault is in a cell of facts.csv: their rows can be moved."""
    one = [case for case in BAD if not case.whole and len(case.expect) == 1]
    cells = [c for c in one if c.expect[0].column and c.expect[0].file == "mine/facts.csv"]
    return cells[::9]


def files_of(case) -> dict[str, bytes]:
    """Return the files of a case."""
    with tempfile.TemporaryDirectory(prefix="tapeout-fuzz-") as parent:
        folder = start(Path(parent) / "mine")
        case.make(folder)
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def rows_of(raw: bytes) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@settings(max_examples=40)
@given(st.sampled_from(folders_with_a_fault()), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_row_numbers_only(case, random):
    files = files_of(case)
    rows = rows_of(files["facts.csv"])
    before = judged(files)
    random.shuffle(rows)
    after = judged(files | {"facts.csv": written("facts", rows)})
    keys = [(p.code, p.file, p.column, p.found) for p in before]
    if case.expect[0].code in ("second-preferred", "duplicate-key", "order", "identity"):
        assert {p.code for p in after} == {p.code for p in before}
    else:
        assert sorted((p.code, p.file, p.column, p.found) for p in after) == sorted(keys)


@settings(max_examples=40)
@given(st.sampled_from(folders_with_a_fault()), st.integers(1900, 2020))
def test_a_legal_row_more_keeps_the_problems(case, year):
    files = files_of(case)
    rows = [
        *rows_of(files["facts.csv"]),
        fact(metric="inventory", segment="net", period=f"{year}-12-31"),
    ]
    more = files | {"facts.csv": written("facts", rows)}
    assert places(judged(more)) == places(judged(files))


@pytest.mark.parametrize("case", folders_with_a_fault(), ids=repr)
def test_line_ends_of_windows_give_the_same_problems(case):
    files = files_of(case)
    rows = rows_of(files["facts.csv"])
    windows = files | {"facts.csv": written("facts", rows, "\r\n")}
    assert judged(windows) == judged(files)


# -- (e) a value and its print ---------------------------------------------------------------
def agreement(value: str, shown: str):
    """Return the problems of one row with this value and print."""
    row = fact(metric="net_profit_parent", period="2019", value=value, reported_as=shown)
    files = {"facts.csv": written("facts", [*base()["facts"], row])}
    return judged(legal() | files)


@settings(max_examples=120)
@given(printed())
def test_a_value_agrees_with_its_print(one):
    value, shown, _ = one
    assert agreement(value, shown) == ()


@settings(max_examples=120)
@given(printed(), st.integers(-12, 12).filter(bool))
def test_a_value_off_by_a_power_of_ten_is_told_the_factor(one, k):
    value, shown, _ = one
    wrong = f"{Decimal(value).scaleb(k).normalize():f}"
    if len(wrong.strip("-").replace(".", "").strip("0")) > 15:
        return
    (problem,) = agreement(wrong, shown)
    assert (problem.code, problem.row) == ("print-disagrees", next_row("facts"))
    assert f"factor {10 ** abs(k)}" in str(problem)
