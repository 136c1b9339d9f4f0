"""Damaged copies of the data: every break names file, row, column, what was found, expected."""

import re

import pytest

from tapeout.errors import DataProblem
from tapeout.ledger import load, shipped

REVENUE = "metax.revenue.2024,metax,revenue,,2024,743071582.31,CNY,"
FACT = "x.revenue.2031,metax,revenue,,2031,5,CNY,5元,forecast,company,preferred,metax_prospectus,,"


def refusal(folder, *more):
    with pytest.raises(DataProblem) as caught:
        load(folder, *more)
    return str(caught.value)


def test_the_shipped_data_is_clean(latest):
    assert len(latest.store.facts) == 4873
    assert len(latest.store.sources) == 621
    assert len(latest.store.entities) == 197
    assert len(latest.store.metrics) == 130
    assert len(latest.store.events) == 192


# file, what is replaced, by what, the column named, what the message says
CELLS = [
    ("facts.csv", REVENUE, REVENUE.replace("743071582.31", "743,071"), None, "15 cells"),
    ("facts.csv", REVENUE, REVENUE.replace("743071582.31", "743m"), "value", "a number alone"),
    ("facts.csv", REVENUE, REVENUE.replace("743071582.31", "NaN"), "value", "leave the row out"),
    ("facts.csv", REVENUE, REVENUE.replace("743071582.31", "7e8"), "value", "written out, without an exponent"),
    ("facts.csv", REVENUE, REVENUE.replace("743071582.31", "７４３"), "value", "743, in ASCII digits"),
    ("facts.csv", REVENUE, REVENUE.replace("743071582.31", ""), "value", "leave the row out"),
    ("facts.csv", REVENUE, REVENUE.replace(",CNY,", ",EUR,"), "unit", "CNY or USD"),
    ("facts.csv", REVENUE, REVENUE.replace(",CNY,", ",,"), "unit", "required"),
    ("facts.csv", REVENUE, REVENUE.replace(",2024,", ",2024Q5,"), "period", "of the calendar"),
    ("facts.csv", REVENUE, REVENUE.replace(",2024,", ",2024-02-30,"), "period", "of the calendar"),
    ("facts.csv", REVENUE, REVENUE.replace(",2024,", ",FY2024,"), "period", "fiscal_years.csv"),
    ("facts.csv", REVENUE, REVENUE.replace(",metax,", ",metx,"), "subject", "nearest: metax"),
    ("facts.csv", REVENUE, REVENUE.replace(",revenue,", ",revenues,"), "metric", "nearest:"),
    ("facts.csv", REVENUE, REVENUE.replace("metax.revenue", "MetaX.revenue"), "fact_id", "small letters"),
    ("facts.csv", REVENUE, REVENUE.replace(",,2024", ",Total,2024"), "segment", "small letters"),
    ("facts.csv", REVENUE, REVENUE.replace("metax.revenue.2024", "metax.revenue.2023"), "fact_id",
     "does not have yet"),
    ("facts.csv", "metax.ipo_date.listed.2025,metax,ipo_date,listed,2025,2025-12-17,date,",
     "metax.ipo_date.listed.2025,metax,ipo_date,listed,2025,17.12.2025,date,", "value", "a date"),
    ("sources.csv", "163_mt_jan12,news,secondary,摩尔线程1月12日,网易,2026-01,",
     "163_mt_jan12,news,secondary,摩尔线程1月12日,网易,2026-13,", "published", "calendar"),
    ("sources.csv", "163_mt_jan12,news,", "163_mt_jan12,gossip,", "kind", "news"),
    ("sources.csv", "163_mt_jan12,news,secondary,", "163_mt_jan12,news,best,", "tier", "primary"),
    ("entities.csv", "metax_c500,product,MetaX C500,曦云C500,metax,",
     "metax_c500,product,MetaX C500,曦云C500,metx,", "maker", "nearest: metax"),
    ("entities.csv", "amd,company,AMD,", "amd,firm,AMD,", "kind", "company"),
    ("events.csv", "amd.company.founded.1969-05-01,1969-05-01,day,",
     "amd.company.founded.1969-05-01,1969-05-32,day,", "date", "a day"),
    ("events.csv", "amd.company.founded.1969-05-01,1969-05-01,day,",
     "amd.company.founded.1969-05-01,1969-05-01,hour,", "date_precision", "month"),
    ("fiscal_years.csv", "alibaba,3,", "alibaba,13,", "end_month", "from 1 to 12"),
    ("fiscal_years.csv", "nvidia,1,sunday", "nvidia,1,Sonntag", "end_weekday", "sunday"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "column", "says"), CELLS)
def test_a_broken_cell_is_named_by_file_row_and_column(copy, name, old, new, column, says):
    row = copy.replace(name, old, new)
    message = refusal(copy.folder)
    place = f"data/{name}:{row}:{column}: " if column else f"data/{name}:{row}: "
    assert message.splitlines()[0].startswith(place)
    assert "found " in message
    assert "expected " in message
    assert says in message.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "column", "word"),
    [
        ("facts.csv", "basis", "guess"),
        ("facts.csv", "status", "prefered"),
        ("facts.csv", "source_id", "x"),
    ],
)
def test_words_outside_the_vocabulary_are_refused(copy, name, column, word):
    cells = FACT.split(",")
    cells[copy.text(name).splitlines()[0].split(",").index(column)] = word
    row = copy.append(name, ",".join(cells))
    assert refusal(copy.folder).startswith(f"data/{name}:{row}:{column}: found '{word}', expected ")


def test_a_second_preferred_row_of_a_key_is_refused(copy):
    row = copy.append("facts.csv", FACT.replace("2031", "2024", 2))
    message = refusal(copy.folder)
    assert message.startswith(f"data/facts.csv:{row}:status: found 'preferred', expected alternate")
    assert "metax.revenue.2024 (data/facts.csv:2786) is the preferred row" in message


def test_all_problems_are_counted_and_twenty_shown(copy):
    text = copy.text("facts.csv")
    copy.write("facts.csv", re.sub(r",CNY,", ",cny,", text))
    lines = refusal(copy.folder).splitlines()
    assert len(lines) == 21
    assert lines[-1] == f"... {text.count(',CNY,')} problems in all, the first 20 shown"
    assert all(re.match(r"data/facts\.csv:\d+:unit: found 'cny', expected ", x) for x in lines[:20])


def test_a_message_escapes_and_cuts_what_it_found(copy):
    copy.replace("facts.csv", REVENUE, REVENUE.replace("743071582.31", "\x1b[31m" + "9" * 500))
    line = refusal(copy.folder)
    assert "\x1b" not in line
    assert r"\x1b[31m9" in line
    assert len(line) < 250


def test_a_quoted_line_break_moves_no_row_number(copy):
    text = copy.text("facts.csv").replace("Wind; all boards incl. BSE", '"two\nlines"', 1)
    copy.write("facts.csv", text)
    assert load(copy.folder).row("a_share_ipo_market.listings.2025.wind").note == "two\nlines"
    assert load(copy.folder).row("metax.revenue.2024").line == 2786


def damage_missing(copy):
    copy.path("facts.csv").unlink()
    return "data/facts.csv: found no such file beside"


def damage_empty(copy):
    copy.path("sources.csv").write_bytes(b"")
    return "data/sources.csv: found an empty file"


def damage_blank(copy):
    copy.path("sources.csv").write_bytes(b"\n \n")
    return "data/sources.csv: found blank lines only"


def damage_header(copy):
    copy.write("facts.csv", copy.text("facts.csv").replace("reported_as,", "as_printed,", 1))
    return "data/facts.csv:1: found an unknown column 'as_printed', expected the header fact_id"


def damage_header_order(copy):
    copy.write(
        "houses.csv", copy.text("houses.csv").replace("name_en,name_zh", "name_zh,name_en", 1)
    )
    return (
        "data/houses.csv:1: found the columns in another order, expected the header house,name_en"
    )


def damage_no_rows(copy):
    copy.write("facts.csv", copy.text("facts.csv").splitlines()[0] + "\n")
    return "data/facts.csv: found a header and no rows"


def damage_encoding(copy):
    copy.path("entities.csv").write_bytes(copy.text("entities.csv").encode("gb18030"))
    return "data/entities.csv:2: found GBK text, expected UTF-8"


def damage_utf16(copy):
    copy.path("entities.csv").write_bytes(copy.text("entities.csv").encode("utf-16"))
    return "data/entities.csv:1: found UTF-16 text, expected UTF-8"


def damage_quotes(copy):
    copy.append("metrics.csv", 'x,"open')
    return "data/metrics.csv:132: found a row that cannot be read (unexpected end of data)"


def damage_short_row(copy):
    copy.append("events.csv", "only,three,cells")
    return "data/events.csv:194: found 3 cells, expected 9"


def damage_folder_for_file(copy):
    copy.path("facts.csv").unlink()
    copy.path("facts.csv").mkdir()
    return "data/facts.csv: found a folder, expected a csv file"


def damage_descriptor(copy):
    copy.write("datapackage.json", "{")
    return "datapackage.json is not a usable descriptor"


def damage_no_descriptor(copy):
    copy.path("datapackage.json").unlink()
    return "has no datapackage.json"


DAMAGES = [value for name, value in list(globals().items()) if name.startswith("damage_")]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_file_is_one_line_that_names_it(copy, damage):
    says = damage(copy)
    message = refusal(copy.folder)
    assert says in message
    assert len(message.splitlines()) == 1


def test_a_missing_folder_is_named(tmp_path):
    assert "nowhere is not a folder" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "change",
    [lambda b: b"\xef\xbb\xbf" + b, lambda b: b.replace(b"\n", b"\r\n"), lambda b: b.rstrip(b"\n")],
    ids=["BOM", "CRLF", "no last line end"],
)
def test_other_ways_to_write_the_same_table_are_read_alike(copy, change, latest):
    for name in ("facts.csv", "sources.csv"):
        content = copy.path(name).read_bytes()
        assert b"\r" not in content
        copy.path(name).write_bytes(change(content))
    again = load(copy.folder)
    assert again.fact("metax", "revenue", period="2024").value == (
        latest.fact("metax", "revenue", period="2024").value
    )
    assert [row.fact_id for row in again.rows()] == [row.fact_id for row in latest.rows()]


def test_a_second_view_shares_what_was_read_and_checked():
    assert load(shipped()).store is load(shipped(), as_of="2025-12-16").store


def test_a_changed_file_is_read_again(copy):
    assert load(copy.folder).entity("amd").full_name.en == "AMD"
    copy.replace("entities.csv", "\namd,company,AMD,", "\namd,company,Advanced Micro Devices,")
    assert load(copy.folder).entity("amd").full_name.en == "Advanced Micro Devices"
