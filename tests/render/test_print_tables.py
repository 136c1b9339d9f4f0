"""Tables on paper: no column is lost, none is cut, numbers stand under one another."""

from __future__ import annotations

import pytest

from tapeout.render.blocks import Cell, Row
from tapeout.render.print_measure import longest_piece, width
from tapeout.render.print_tables import FULL, is_long, parts_of


def column(head: str, unit: str | None = None, *, right: bool = True) -> dict:
    return {"head": head, "unit": unit, "align": "right" if right else "left"}


def rows_of(*lines: tuple[str, ...], between: str | None = None) -> list[Row]:
    return [
        Row(
            str(k),
            False,
            tuple(Cell(t, None, between if x else None, False) for x, t in enumerate(line)),
        )
        for k, line in enumerate(lines)
    ]


def table(columns: list[dict], *lines: tuple[str, ...], between: str | None = None) -> list[dict]:
    return parts_of(columns, rows_of(*lines, between=between), {}, "en")


def fits(part: dict) -> None:
    """Assert that a part is as wide as the page, and that no word or number is cut."""
    assert sum(c["width"] for c in part["columns"]) == pytest.approx(FULL, abs=0.5)
    last = len(part["columns"]) - 1
    for place, laid in enumerate(part["columns"]):
        room = laid["width"] - part["gap"] / 2 * ((place > 0) + (place < last))
        for row in part["rows"]:
            cell = row["cells"][place]
            least = longest_piece(cell["t"]) if cell["wraps"] else width(cell["t"]) + cell["pad"]
            assert least * part["size"] <= room + 0.01, cell["t"]


def test_a_small_table_is_set_in_the_usual_size():
    (part,) = table([column("Year", right=False), column("Revenue", "CNY m")], ("2024", "743.1"))
    assert part["size"] == 8.5
    fits(part)


@pytest.mark.parametrize("count", [8, 9])
def test_eight_columns_stay_side_by_side(count):
    columns = [
        column("Company", right=False),
        *[column("Acceptance to listing", "days")] * (count - 1),
    ]
    (part,) = table(columns, ("Moore Threads", *["1,234.56"] * (count - 1)))
    assert len(part["columns"]) == count
    fits(part)


def test_twenty_columns_become_tables_that_repeat_the_first():
    columns = [column("Company", right=False), *(column(f"Metric{k:02}") for k in range(19))]
    parts = table(columns, ("MetaX", *(f"1,234,567.{k:02}" for k in range(19))))
    assert len(parts) > 1
    assert all(part["columns"][0]["head"] == "Company" for part in parts)
    heads = [c["head"] for part in parts for c in part["columns"][1:]]
    assert heads == [f"Metric{k:02}" for k in range(19)]
    for part in parts:
        fits(part)


def test_long_words_share_the_page_where_they_save_lines():
    columns = [column("Claim", right=False), column("Verdict", right=False)]
    words = "a claim of many words that goes on for quite some time and then some more " * 3
    (part,) = table(columns, (words, "exact"), (words, "not checkable"))
    fits(part)
    wide, narrow = (c["width"] for c in part["columns"])
    assert narrow > width("not checkable") * part["size"]
    assert wide > 5 * narrow


def test_decimals_stand_in_one_line():
    (part,) = table(
        [column("x", right=False), column("y")], ("a", "1"), ("b", "2.5"), ("c", "3.75")
    )
    pads = [row["cells"][1]["pad"] for row in part["rows"]]
    assert pads[2] == 0
    assert pads[1] == pytest.approx(0.555, abs=0.01)
    assert pads[0] == pytest.approx(2 * 0.555 + 0.278, abs=0.01)


def test_intervals_have_a_column_of_their_own():
    (part,) = table([column("x", right=False), column("y")], ("a", "16.9"), between="16.7 to 17.1")
    assert [c["head"] for c in part["columns"]] == ["x", "y", "range"]
    assert part["rows"][0]["cells"][2]["t"] == "16.7 to 17.1"


def test_the_gaps_between_han_and_digits_are_measured():
    bare = sum(width(c) for c in "2020年9月14日")
    assert width("2020年9月14日") == pytest.approx(bare + 5 * 0.25)


def test_a_short_table_stays_whole_and_a_long_one_may_break():
    columns = [column("x", right=False), column("y")]
    assert not is_long(table(columns, *[("a", "1")] * 10))
    assert is_long(table(columns, *[("a", "1")] * 60))


def test_a_table_without_rows_is_set():
    (part,) = table([column("x", right=False), column("y")])
    assert part["rows"] == []
