"""Corrections that match nothing, or that nothing needs any more."""

from __future__ import annotations

from .base import TARGET, Case, Expected, at, bad, row_of
from .edits import add, both, replace, target

WRONG = "312508900"
ROW = {
    "correction_id": "acme_capex", "table": "facts", "key": TARGET, "column": "value",
    "found": WRONG, "corrected": "312508800", "because_en": "The page swaps two digits.", "because_zh": "网页上两位数字颠倒。",
    "authority": "The table on the page before",
}  # fmt: skip
# The source prints a wrong figure: the row keeps it, the correction says what is right.
PRINTED = both(target("value", WRONG), target("reported_as", "31,250.89万元"))


def _in(column: str, code: str = "correction-unmatched") -> Expected:
    return at(code, "corrections", 2, column)


CASES: list[Case] = [
    bad("K1_of_a_row_that_is_not_there", both(PRINTED, add("corrections", ROW | {
        "key": "acme.capex.2025"})), _in("key"), also=TARGET),
    bad("K1_of_a_column_that_is_not_there", both(PRINTED, add("corrections", ROW | {
        "column": "vaule"})), _in("column"), also="value"),
    bad("K1_of_a_table_that_is_not_there", both(PRINTED, add("corrections", ROW | {
        "table": "fact"})), _in("table", "vocabulary"), also="facts"),
    bad("K1_finds_another_cell", both(PRINTED, add("corrections", ROW | {"found": "312508901"})),
        _in("found"), also=(WRONG, f"mine/facts.csv:{row_of('facts', TARGET)}")),
    bad("K2_row_was_mended", add("corrections", ROW), _in("corrected", "correction-unneeded")),
    bad("K2_changes_nothing", both(PRINTED, add("corrections", ROW | {"corrected": WRONG})),
        _in("corrected", "correction-unneeded")),
    bad("K3_without_a_reason", both(PRINTED, add("corrections", ROW | {"because_en": ""})),
        _in("because_en", "required")),
    bad("K3_without_an_authority", both(PRINTED, add("corrections", ROW | {"authority": ""})),
        _in("authority", "required")),
    bad("K4_shipped_row_was_mended", both(
        replace("274800000000,CNY,", "27480000000,CNY,"),
        replace("27480000000,CNY,274.8 billion", "27480000000,CNY,27.48 billion")),
        Expected("correction-unneeded", "data/corrections.csv", 2, "corrected"), whole=True),
]  # fmt: skip
LEGAL: list[Case] = [
    Case("K0_a_misprint_is_corrected", both(PRINTED, add("corrections", ROW)),
         reads=lambda ledger: ledger.row(TARGET).value == "312508800"),
]  # fmt: skip
