"""A small legal folder of one's own, `mine`, made from code; every case is one change of it.

Its company is acme, with a product, six sources, facts of many kinds and prints in Chinese
and English. No two facts contradict each other, and none is known before it was published.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FACT_COLUMNS = (
    *("fact_id", "subject", "metric", "segment", "period", "value", "unit", "reported_as"),
    *("basis", "house", "status", "source_id", "locator", "note"),
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "facts": FACT_COLUMNS,
    "sources": ("source_id", "kind", "tier", "title", "publisher", "published", "url", "note"),
    "entities": (
        *("entity_id", "kind", "name_en", "name_zh", "maker", "ticker", "exchange", "founded"),
        *("route", "note"),
    ),
    "events": (
        *("event_id", "date", "date_precision", "category", "subject", "title_en", "title_zh"),
        *("effect", "actor", "short_en", "short_zh", "source_id", "note"),
    ),
    "scenarios": (
        *("assumption_id", "name", "model", "title_en", "title_zh", "unit", "low", "mid", "high"),
        *("distribution", "bear", "bull", "visible_from", "because_en", "because_zh", "source_id"),
        *("fact_ids", "note"),
    ),
    "metrics": (
        *("metric", "name_en", "name_zh", "quantity", "unit", "definition_en", "definition_zh"),
    ),
    "glossary": ("term", "en", "zh", "note"),
    "corrections": (
        *(
            "correction_id",
            "table",
            "key",
            "column",
            "found",
            "corrected",
            "because_en",
            "because_zh",
        ),
        "authority",
    ),
}
YEAR, SHEET, LISTING = "acme_ar2024", "acme_sheet", "acme_listing"
NEWS, QUARTER, GUIDE = "acme_news", "acme_q3", "acme_guide"
SOURCES = (
    f"{YEAR}|annual_report|primary|艾克米2024年年度报告|Acme|2025-04-30|https://acme.example/ar.pdf|",
    f"{SHEET}|product_table|primary|N1 data sheet|Acme|2024-05-20|https://acme.example/n1|",
    f"{LISTING}|listing_announcement|primary|首次公开发行公告|SSE|2025-12-17||",
    f"{NEWS}|news|secondary|Acme in figures|Daily|2025-10-31|https://daily.example/acme|",
    f"{QUARTER}|interim_report|primary|2025年第三季度报告|Acme|2025-10-30||",
    f"{GUIDE}|press_release|primary|Outlook for 2025|Acme|2025-06-01||",
)
ENTITIES = (
    "acme|company|Acme Computing|艾克米科技|||SSE STAR|2020-09-14|gpgpu|",
    "acme_n1|product|Acme N1|艾克米N1|acme|||||",
)
EVENTS = (
    f"acme.ipo.listed.2025-12-17|2025-12-17|day|ipo|acme|Acme listed|艾克米上市|||||{LISTING}|",
    f"acme.product.launch.2023-06|2023-06-01|month|product|acme_n1|N1 launched|N1发布|||||{SHEET}|",
)
# subject | metric | segment | period | value | unit | reported_as | basis | source
FACTS = (
    f"acme|revenue||2024|743071600|CNY|74,307.16万元|audited|{YEAR}",
    f"acme|revenue||2023|53029100|CNY|5,302.91万元|audited|{YEAR}",
    f"acme|revenue||2024Q1|100000000|CNY|10,000.00万元|unaudited|{YEAR}",
    f"acme|revenue||2024Q2|150000000|CNY|15,000.00万元|unaudited|{YEAR}",
    f"acme|revenue||2024Q3|200000000|CNY|20,000.00万元|unaudited|{YEAR}",
    f"acme|revenue||2024Q4|293071600|CNY|29,307.16万元|unaudited|{YEAR}",
    f"acme|revenue|main_business|2024|742000000|CNY|74,200.00万元|audited|{YEAR}",
    f"acme|revenue|other_business|2024|1071600|CNY|107.16万元|audited|{YEAR}",
    f"acme|cost_of_revenue||2024|346071600|CNY|34,607.16万元|audited|{YEAR}",
    f"acme|gross_profit||2024|397000000|CNY|39,700.00万元|audited|{YEAR}",
    f"acme|gross_margin||2024|53.43|percent|53.43%|audited|{YEAR}",
    f"acme|net_profit_parent||2024|-1408000000|CNY|亏损14.08亿元|audited|{YEAR}",
    f"acme|net_profit_parent||2023|-871160000|CNY|(87,116.00)万元|audited|{YEAR}",
    f"acme|operating_cash_flow||2024|-2148000000|CNY|净流出21.48亿元|audited|{YEAR}",
    f"acme|growth_yoy|revenue|2024|1301.25|percent|1,301.25%|audited|{YEAR}",
    f"acme|rd_expense||2024|900800000|CNY|RMB 900.8 million|audited|{YEAR}",
    f"acme|rd_to_revenue||2024|121.23|percent|121.23%|audited|{YEAR}",
    f"acme|headcount|total|2024|652|persons|652人|audited|{YEAR}",
    f"acme|units_sold|boards_total|2024|13606|units|13,606张|vendor_claim|{YEAR}",
    f"acme|units_sold|cumulative|2025-09|25000|units|over 25,000|vendor_claim|{QUARTER}",
    f"acme|issue_price||2025-12-17|104.66|CNY/share|104.66元/股|legal_text|{LISTING}",
    f"acme|shares_issued|total|2025-12-17|40100000|shares|4,010.00万股|legal_text|{LISTING}",
    f"acme|proceeds|gross|2025-12-17|4196866000|CNY|419,686.60万元|legal_text|{LISTING}",
    f"acme|ipo_date|accepted|2025|2025-06-30|date|2025年6月30日|legal_text|{LISTING}",
    f"acme|ipo_date|review_passed|2025|2025-10-24|date|2025年10月24日|legal_text|{LISTING}",
    f"acme|ipo_date|listed|2025|2025-12-17|date|17 December 2025|legal_text|{LISTING}",
    f"acme|revenue|guidance_high|2025|1100000000|CNY|RMB 1.1 billion|guidance|{GUIDE}",
    f"acme_n1|compute_dense|fp16|2024|240|TFLOPS|240 TFLOPS|vendor_claim|{SHEET}",
    f"acme_n1|memory_bandwidth||2024|1800|GB/s|1.8 TB/s|vendor_claim|{SHEET}",
    f"acme_n1|memory_capacity||2024|64|GB|64GB|vendor_claim|{SHEET}",
    f"acme_n1|product_date|tape_out|2022|2022-01|date|2022年1月|vendor_claim|{SHEET}",
    f"acme_n1|product_date|launch|2023|2023-06-14|date|2023年6月14日|vendor_claim|{SHEET}",
    f"acme_n1|product_date|mass_production|2024|2024-02|date|2024年2月|vendor_claim|{SHEET}",
    f"acme_n1|memory_type||2024|HBM2e|text|HBM2e|vendor_claim|{SHEET}",
    # The row that most cases change: no identity holds it.
    f"acme|capex||2024|312508800|CNY|31,250.88万元|audited|{YEAR}",
)
TARGET = "acme.capex.2024"
KEYS = {name: columns[0] for name, columns in COLUMNS.items()}
Row = dict[str, str]


def fact(**cells: str) -> Row:
    """Return a row of facts.csv: the target's cells unless given, its id made of its parts."""
    row = dict.fromkeys(FACT_COLUMNS, "") | {
        "subject": "acme", "metric": "capex", "period": "2023", "value": "5000000",
        "unit": "CNY", "reported_as": "500万元", "basis": "audited", "house": "company",
        "status": "preferred", "source_id": YEAR, "locator": "p. 12",
    } | cells  # fmt: skip
    parts = (row["subject"], row["metric"], row["segment"], row["period"].replace("/", "-to-"))
    row["fact_id"] = row["fact_id"] or ".".join(part for part in parts if part).lower()
    return row


def _fact(line: str) -> Row:
    names = ("subject", "metric", "segment", "period", "value", "unit", "reported_as", "basis")
    cells = dict(zip((*names, "source_id"), line.split("|"), strict=True))
    return fact(**cells, house="vendor" if cells["subject"] == "acme_n1" else "company")


def base() -> dict[str, list[Row]]:
    """Return the rows of the legal folder, table by table."""
    tables = {"sources": SOURCES, "entities": ENTITIES, "events": EVENTS}
    rows = {
        name: [dict(zip(COLUMNS[name], line.split("|"), strict=True)) for line in lines]
        for name, lines in tables.items()
    }
    return {"facts": [_fact(line) for line in FACTS], **rows}


def written(table: str, rows: list[Row], end: str = "\n") -> bytes:
    """Return a table as bytes of a csv file: UTF-8, quoted where needed."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS[table], lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def row_of(table: str, key: str) -> int:
    """Return the row number of a key in the legal folder; the header is row 1."""
    keys = [row[KEYS[table]] for row in base()[table]]
    return keys.index(key) + 2


def next_row(table: str, k: int = 1) -> int:
    """Return the row number of the k-th row that a case appends to a table."""
    return len(base().get(table, ())) + 1 + k


# -- cases ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Expected:
    """What must be reported: code, file, row and column; None where there is none."""

    code: str
    file: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class Case:
    """One change of a folder and what `examine` must say about it.

    `whole` says that the folder is a copy of the shipped data and not the small `mine`.
    `also` holds words that the message must hold; `reads` takes the loaded ledger of a legal
    case and says whether the values came back right; `disagrees` counts listed disagreements.
    """

    name: str
    make: Callable[[Path], Any]
    expect: tuple[Expected, ...] = ()
    also: tuple[str, ...] = ()
    whole: bool = False
    reads: Callable[[Any], bool] | None = None
    disagrees: int = 0

    def __repr__(self) -> str:
        return self.name


def start(folder: Path) -> Path:
    """Write the legal folder; return it."""
    folder.mkdir(parents=True)
    for table, rows in base().items():
        (folder / f"{table}.csv").write_bytes(written(table, rows))
    return folder


Change = Callable[[Path], Any]


def bad(
    name: str,
    make: Change,
    *expect: Expected,
    also: str | tuple[str, ...] = (),
    whole: bool = False,
) -> Case:
    """Return a case that must be refused."""
    return Case(name, make, expect, (also,) if isinstance(also, str) else also, whole)


def at(code: str, table: str = "facts", row: int | None = None, column: str | None = None):
    """Return what is expected of a table of `mine`: a cell, a row or the file."""
    return Expected(code, f"mine/{table}.csv", row, column)


def in_target(code: str, column: str = "value") -> Expected:
    """Return what is expected in a cell of the target row."""
    return at(code, "facts", row_of("facts", TARGET), column)


def in_new(code: str, column: str | None = "value", table: str = "facts") -> Expected:
    """Return what is expected in the row that the case appends."""
    return at(code, table, next_row(table), column)
