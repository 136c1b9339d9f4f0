"""Tables whose rows and columns are not those of the contract."""

from __future__ import annotations

from collections.abc import Iterable

from .base import COLUMNS, FACT_COLUMNS, TARGET, Case, at, bad, base, fact, next_row, row_of
from .edits import add, becomes, content, insert, lines, replace

HEADER = ",".join(FACT_COLUMNS)
LAST = len(base()["facts"]) + 1
ROWS = range(2, LAST + 1)
COMMAS = "," * (len(FACT_COLUMNS) - 1)
_WORD = row_of("facts", TARGET)


def _header(*names: str):
    return lines(lambda found: [",".join(names), *found[1:]])


def _without(name: str):
    """Drop a column from the header and from every row."""
    place = FACT_COLUMNS.index(name)

    def change(rows: Iterable[dict]) -> bytes:
        keep = [c for k, c in enumerate(FACT_COLUMNS) if k != place]
        quoted = (['"' + row[c].replace('"', '""') + '"' for c in keep] for row in rows)
        return "\n".join([",".join(keep), *map(",".join, quoted), ""]).encode()

    return becomes(change(base()["facts"]))


def _renamed(old: str, new: str):
    return _header(*(new if name == old else name for name in FACT_COLUMNS))


def _moved(names: list[str]) -> bytes:
    quoted = (
        ['"' + row[name].replace('"', '""') + '"' for name in names] for row in base()["facts"]
    )
    return "\n".join([",".join(names), *map(",".join, quoted), ""]).encode()


def _delimited(mark: str) -> bytes:
    rows = [dict(zip(FACT_COLUMNS, FACT_COLUMNS, strict=True)), *base()["facts"]]
    return "".join(mark.join(row.values()) + "\n" for row in rows).encode()


def every_row(code: str) -> list:
    return [at(code, row=row) for row in ROWS]


HEAD = at("header", row=1)
OURS, THEIRS = (",".join(fact(period=year).values()) for year in ("2021", "2022"))
CASES: list[Case] = [
    bad("S1_column_missing", _without("segment"), HEAD, also="segment"),
    bad("S1_last_column_missing", _without("note"), HEAD, also="note"),
    bad("S2_unknown_column", lines(lambda found: [found[0] + ",currency",
        *(line + "," for line in found[1:])]), HEAD, also="currency"),
    bad("S3_vaule", _renamed("value", "vaule"), HEAD, also=("vaule", "value")),
    bad("S4_space_before_a_name", _renamed("value", " value"), HEAD),
    bad("S4_space_behind_a_name", _renamed("note", "note "), HEAD),
    bad("S5_other_case", _renamed("value", "Value"), HEAD, also="Value"),
    bad("S5_all_capitals", lines(lambda found: [found[0].upper(), *found[1:]]), HEAD),
    bad("S5_in_chinese", _renamed("value", "数值"), HEAD, also="数值"),
    bad("S6_column_twice", _renamed("unit", "value"), HEAD, also="value"),
    bad("S7_no_header", lines(lambda found: found[1:]), HEAD),
    bad("S7_columns_in_another_order", becomes(_moved(
        ["metric", "subject", *(c for c in FACT_COLUMNS if c not in ("metric", "subject"))])), HEAD),
    bad("S7_blank_line_above", insert(1, ""), HEAD),
    bad("S7_header_of_another_table", lines(lambda found: [",".join(COLUMNS["sources"]),
        *found[1:]]), HEAD),
    bad("S8_header_repeated", insert(6, HEADER), at("repeated-header", row=6)),
    bad("S8_header_repeated_as_last_row", insert(LAST + 1, HEADER),
        at("repeated-header", row=LAST + 1)),
    bad("E14_two_files_joined", insert(6, "\ufeff" + HEADER), at("repeated-header", row=6)),
    bad("S9_title_line", insert(1, "单位：万元"), HEAD, also="单位"),
    bad("S9_title_line_with_commas", insert(1, "艾克米主要财务数据" + COMMAS), HEAD),
    bad("S10_units_row", insert(2, ",,,,,元,,,,,,,,"), at("units-row", row=2)),
    bad("S10_units_row_in_words", insert(2, ",,,,单位,万元,CNY,,,,,,,"), at("units-row", row=2)),
    bad("S11_total_row_chinese", insert(LAST + 1, "合计,,,,,1234567,CNY,,,,,,,"),
        at("total-row", row=LAST + 1)),
    bad("S11_total_row_english", insert(LAST + 1, "Total,,,,,1234567,CNY,,,,,,,"),
        at("total-row", row=LAST + 1)),
    bad("S11_subtotal_row", insert(5, "小计,,,,,1234567,CNY,,,,,,,"), at("total-row", row=5)),
    bad("S12_blank_line_in_the_middle", insert(5, ""), at("blank-row", row=5)),
    bad("S12_line_of_commas", insert(5, COMMAS), at("blank-row", row=5)),
    bad("S12_line_of_spaces", insert(5, "   "), at("blank-row", row=5)),
    bad("S12_excel_rows_of_commas_at_the_end", insert(LAST + 1, COMMAS, COMMAS),
        at("blank-row", row=LAST + 1), at("blank-row", row=LAST + 2)),
    bad("S13_one_field_too_many", replace("capex,,2024", "capex,,,2024"),
        at("field-count", row=_WORD), also=("15", "14")),
    bad("S14_every_row_one_more", lines(lambda found: [found[0], *("x," + line
        for line in found[1:])]), *every_row("field-count")),
    bad("S15_row_too_short", replace("capex,,2024", "capex,2024"),
        at("field-count", row=_WORD), also=("13", "14")),
    bad("S15_row_of_one_cell", insert(7, "acme"), at("field-count", row=7)),
    bad("S16_semicolons", becomes(_delimited(";")), at("delimiter", row=1), also="semicolons"),
    bad("S17_tabs", becomes(_delimited("\t")), at("delimiter", row=1), also="tab"),
    bad("S17_bars", becomes(_delimited("|")), at("delimiter", row=1)),
    bad("E25_full_width_commas", becomes(_delimited("，")), at("delimiter", row=1), also="full-width commas"),
    bad("S18_comment_above", insert(1, "# copied from the filing"), HEAD, also="above"),
    bad("S18_separator_line_of_excel", insert(1, "sep=,"), HEAD),
    bad("S19_comment_inside", insert(6, "# second half"), at("comment", row=6)),
    bad("S19_comment_with_commas", insert(6, "#acme.revenue.2022" + COMMAS),
        at("comment", row=6)),
    bad("S19_comment_slashes", insert(6, "// second half"), at("comment", row=6)),
    bad("S20_curly_quotes", replace('"31,250.88万元"', "“31,250.88万元”"),
        at("field-count", row=_WORD)),
    bad("S20_single_quotes", replace('"31,250.88万元"', "'31,250.88万元'"),
        at("field-count", row=_WORD)),
    bad("S21_unclosed_quote_on_the_last_row", replace('"31,250.88万元"', '"31,250.88万元'),
        at("quote", row=_WORD)),
    bad("S21_unclosed_quote_in_the_middle", replace('"5,302.91万元"', '"5,302.91万元'),
        at("quote", row=row_of("facts", "acme.revenue.2023"))),
    bad("S21_text_behind_a_quote", replace('"31,250.88万元"', '"31,250.88"万元'),
        at("quote", row=_WORD)),
    bad("S21_quote_not_doubled", replace('"31,250.88万元"', '"31,250.88万元 ("capex")"'),
        at("quote", row=_WORD)),
    bad("S22_trailing_commas", lines(lambda found: [found[0], *(line + ","
        for line in found[1:])]), *every_row("field-count")),
    bad("S23_unquoted_comma_in_notes", lines(lambda found: [found[0], *(line + "as printed, p. 3"
        for line in found[1:])]), *every_row("field-count")),
    bad("V2_unquoted_print_before_an_empty_note", replace('"31,250.88万元"', "31,250.88万元"),
        at("field-count", "facts", LAST, None), also="look like one figure"),
    bad("V2_unquoted_thousands", replace(",312508800,", ",312,508,800,"),
        at("field-count", row=_WORD)),
    bad("F11_conflict_markers", insert(6, "<<<<<<< HEAD", OURS, "=======", THEIRS,
        ">>>>>>> theirs"), *(at("conflict-marker", row=row) for row in (6, 8, 10))),
    bad("F11_conflict_at_the_header", insert(1, "<<<<<<< HEAD"), at("conflict-marker", row=1)),
    bad("S24_a_second_table_below", insert(LAST + 1, "", ",".join(COLUMNS["sources"])),
        at("blank-row", row=LAST + 1), at("field-count", row=LAST + 2)),
    bad("S13_in_sources", replace("Acme in figures", "Acme, in figures", "sources.csv"),
        at("field-count", "sources", row_of("sources", "acme_news"))),
    bad("S1_in_entities", content(lambda raw: raw.replace(b",route,", b",", 1), "entities.csv"),
        at("header", "entities", 1), also="route"),
    bad("S8_in_events", add("events", dict(zip(COLUMNS["events"], COLUMNS["events"], strict=True))),
        at("repeated-header", "events", next_row("events"))),
]  # fmt: skip
