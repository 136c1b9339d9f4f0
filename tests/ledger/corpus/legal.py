"""Odd inputs that are right: they pass, and read back as they were meant."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from .assumptions import LEGAL as ASSUMED
from .base import (
    FACT_COLUMNS,
    LISTING,
    NEWS,
    SHEET,
    YEAR,
    Case,
    base,
    fact,
    written,
)
from .corrections import LEGAL as CORRECTED
from .edits import add, add_fact, becomes, both, cell, content, gone, target
from .hostile import LEGAL as HOSTILE
from .keys import FILING, METAX, MINE, REVENUE
from .meaning import LOOK_AHEAD_LEGAL
from .prints import BANDWIDTH, CHIP, COMPUTE, GROWTH, MEMORY, MONEY, PROFIT, SHARE, UNITS

CAPEX = "acme.capex.2024"
NEW = "acme.capex.2023"


def _same(raw: bytes) -> bytes:
    return raw


def note_is(text: str) -> Callable:
    """Return whether the note of the target came back."""
    return lambda ledger: ledger.row(CAPEX).note == text


def revenue_reads(ledger) -> bool:
    """Return whether the folder reads as the plain one does."""
    facts = [row["fact_id"] for row in base()["facts"]]
    return ledger.fact("acme", "revenue", period="2024").value == 743071600 and all(
        ledger.row(key) for key in facts
    )


def _quoted(table: str) -> bytes:
    rows = base()[table]
    names = list(rows[0])
    lines = [names, *([row[name] for name in names] for row in rows)]
    quoted = (",".join('"' + c.replace('"', '""') + '"' for c in line) for line in lines)
    return ("\n".join(quoted) + "\n").encode()


def crlf(raw: bytes) -> bytes:
    """Return a table with the line ends of Windows; those inside cells stay."""
    return raw.replace(b"\n", b"\r\n")


def _excel(folder) -> None:
    """Save the folder as Excel does: a byte order mark, CRLF, line feeds inside cells."""
    rows = base()["facts"]
    next(row for row in rows if row["fact_id"] == CAPEX)["note"] = "line one\nline two"
    (folder / "facts.csv").write_bytes(b"\xef\xbb\xbf" + written("facts", rows, "\r\n"))


LAYOUT = [
    Case("F0_as_it_is", content(_same), reads=revenue_reads),
    Case("E2_byte_order_mark", content(lambda raw: b"\xef\xbb\xbf" + raw), reads=revenue_reads),
    Case("E2_byte_order_mark_everywhere", both(*(content(lambda raw: b"\xef\xbb\xbf" + raw, name)
         for name in ("facts.csv", "sources.csv", "entities.csv", "events.csv"))),
         reads=revenue_reads),
    Case("E11_crlf", content(crlf), reads=revenue_reads),
    Case("E11_crlf_in_sources", content(crlf, "sources.csv"), reads=revenue_reads),
    Case("E11_as_excel_saves_it", _excel, reads=note_is("line one\nline two")),
    Case("F0_no_end_of_line_at_the_end", content(lambda raw: raw[:-1]), reads=revenue_reads),
    Case("S0_all_cells_quoted", becomes(_quoted("facts")), reads=revenue_reads),
    Case("S0_line_break_in_a_note", target("note", "first\nsecond, \"third\""),
         reads=note_is("first\nsecond, \"third\"")),
    Case("S0_comma_and_quotes_in_a_note", target("note", 'see "Notes", p. 3, and 附注,'),
         reads=note_is('see "Notes", p. 3, and 附注,')),
    Case("S0_hash_in_a_note", target("note", "# 3 of the list"), reads=note_is("# 3 of the list")),
    Case("S0_total_in_a_note", target("note", "合计 Total 单位:万元"),
         reads=note_is("合计 Total 单位:万元")),
    Case("S0_markers_in_a_note", target("note", "<<<<<<< ======= >>>>>>>"),
         reads=note_is("<<<<<<< ======= >>>>>>>")),
    Case("D11_rows_in_another_order", becomes(written("facts", base()["facts"][::-1])),
         reads=revenue_reads),
    Case("F0_read_me_beside", becomes(b"Rows of our own.\n", "README.md"), reads=revenue_reads),
    Case("F0_hidden_file_beside", becomes(b"\x00\x01\xff", ".DS_Store"), reads=revenue_reads),
    Case("F0_no_events", gone("events.csv"), reads=revenue_reads),
    Case("F4_header_only_as_in_a_new_folder", content(lambda raw: raw[: raw.index(b"\n") + 1]),
         reads=lambda ledger: ledger.rows("acme") == []),
    Case("S12_blank_lines_at_the_end", content(lambda raw: raw + b"\n\n"), reads=revenue_reads),
]  # fmt: skip
KEYS = [
    Case("V26_stock_code", cell("entities", "acme", "ticker", "000858"),
         reads=lambda ledger: ledger.entity("acme").ticker == "000858"),
    Case("V26_stock_code_with_market", cell("entities", "acme", "ticker", "000858.SZ"),
         reads=lambda ledger: ledger.entity("acme").ticker == "000858.SZ"),
    Case("M16_shipped_entity_alike", add("entities", METAX),
         reads=lambda ledger: ledger.entity("metax").ticker == METAX["ticker"]),
    Case("M16_shipped_source_alike", add("sources", FILING),
         reads=lambda ledger: ledger.source("metax_prospectus").url == FILING["url"]),
    Case("M16_shipped_metric_alike", add("metrics", REVENUE), reads=revenue_reads),
    Case("M16_metric_of_ones_own", both(add("metrics", MINE), add_fact(metric="acme_patents",
         value="245", unit="units", reported_as="245项")),
         reads=lambda ledger: ledger.fact("acme", "acme_patents").value == 245),
    Case("M16_term_of_ones_own", add("glossary", {"term": "N1-X", "en": "N1-X", "zh": "N1-X"})),
    Case("M2_alternate_beside_a_shipped_fact", add_fact(subject="metax", metric="revenue",
         period="2024", value="743071600", reported_as="74,307.16万元", status="alternate",
         fact_id=f"metax.revenue.2024~{YEAR}")),
    Case("M9_shipped_source_named", target("source_id", "metax_prospectus"), reads=revenue_reads),
    Case("M11_fact_of_a_shipped_company", add_fact(subject="metax", segment="mine")),
    Case("M17_second_unit_of_the_metric", add_fact(metric="valuation",
         segment="post_money", value="5000000", unit="USD", reported_as="US$5 million"),
         reads=lambda ledger: ledger.row("acme.valuation.post_money.2023").unit == "USD"),
    Case("M18_house_in_the_id", add_fact(subject="china_ai_chip_market", metric="market_share",
         segment="acme", value="1.2", unit="percent", reported_as="1.2%", house="acme_labs",
         basis="estimate", fact_id="china_ai_chip_market.market_share.acme.2023.acme_labs")),
    Case("D9_fiscal_year_of_nvidia", add_fact(subject="nvidia", segment="mine", period="FY2024",
         unit="CNY")),
    Case("V24_doubtful_row_is_kept", add_fact(status="doubtful", note="cannot be true"),
         reads=lambda ledger: not ledger.rows("acme", "capex", period="2023")),
]  # fmt: skip
# name -> (the row, value, print): every print agrees with its value
PRINTS = {
    "wan": (MONEY, "743071600", "74,307.16万元"),
    "wan_without_commas": (MONEY, "743071600", "74307.16万元"),
    "wan_with_a_space": (MONEY, "743071600", "74,307.16 万元"),
    "yi": (MONEY, "743000000", "7.43亿元"),
    "yi_traditional": (MONEY, "743000000", "7.43億元"),
    "yi_rounded": (MONEY, "743071600", "7.43亿元"),
    "million": (MONEY, "743070000", "RMB 743.07 million"),
    "bn": (MONEY, "1500000000", "RMB 1.5bn"),
    "trn": (MONEY, "1200000000000", "1.2trn yuan"),
    "k": (UNITS, "25000", "25k units"),
    "baiwan": (MONEY, "743000000", "743百万元"),
    "qianwan": (MONEY, "50000000", "5千万元"),
    "full": (MONEY, "743071582.31", "743,071,582.31元"),
    "yuan_sign": (MONEY, "743071582.31", "¥743,071,582.31"),
    "full_width_digits": (MONEY, "743071600", "７４，３０７．１６万元"),
    "brackets": (PROFIT, "-1408000000", "(140,800.00)万元"),
    "full_width_brackets": (PROFIT, "-1408000000", "（140,800.00）万元"),
    "unicode_minus": (PROFIT, "-1408000000", "−140,800.00万元"),
    "loss": (PROFIT, "-1408000000", "亏损14.08亿元"),
    "net_loss": (PROFIT, "-1408000000", "净亏损14.08亿元"),
    "loss_in_english": (PROFIT, "-1408000000", "net loss of RMB 1.408 billion"),
    "fall": (GROWTH, "-36.5", "同比下降36.5%"),
    "decline_in_english": (GROWTH, "-36.5", "a decline of 36.5%"),
    "points": (GROWTH, "3.2", "提高3.2个百分点"),
    "percent_of_chinese_words": (SHARE, "53", "百分之五十三"),
    "tenths": (SHARE, "70", "七成"),
    "full_width_percent": (SHARE, "53.43", "53.43％"),
    "trailing_zero": (SHARE, "36.6", "36.60%"),
    "about": (MONEY, "743000000", "约7.43亿元"),
    "over": (UNITS, "25000", "逾2.5万张"),
    "under": (SHARE, "1", "不足1%"),
    "two_numbers_one_fits": (MONEY, "743071600", "2024年为74,307.16万元,2023年为5,302.91万元"),
    "terabytes": (BANDWIDTH, "1800", "1.8 TB/s"),
    "gigabytes": (BANDWIDTH, "800", "800GB/s"),
    "petaflops": (COMPUTE, "1200", "1.2 PFLOPS"),
    "machine": (BANDWIDTH, "1228", "1228000000000.0 byte/s"),
    "english_word": (UNITS, "4", "four models"),
    "chinese_word": (UNITS, "5", "五款"),
    "chinese_twelve": (UNITS, "12", "十二款"),
    "number_alone": (COMPUTE, "240", "240"),
    "zero": (MONEY, "0", "0元"),
    "qianyuan": (MONEY, "743071600", "743,071.6千元"),
    "scale_in_brackets": (MONEY, "743000000", "743 (RMB m)"),
    "thousands_in_brackets": (MONEY, "743072000", "743,072 (RMB'000)"),
    "fell_to": (SHARE, "36.5", "下降至36.5%"),
    "fell_to_in_english": (SHARE, "36.5", "fell to 36.5%"),
    "loss_narrowed_to": (PROFIT, "-1408000000", "亏损收窄至14.08亿元"),
    "loss_turned_to_profit": (PROFIT, "120000000", "扭亏为盈,盈利1.20亿元"),
    "revenue_beside_a_loss": (MONEY, "530000000", "收入5.30亿元、亏损14.08亿元"),
    "revenue_beside_a_loss_in_english": (MONEY, "530000000",
        "revenue of RMB 530 million and a loss of RMB 1.408 billion"),
    "cards_that_were_used": (UNITS, "10000", "used 10,000 cards"),
    "model_number_and_hyphen": (MEMORY, "64", "C500-64GB"),
    "years_with_a_hyphen": (MONEY, "500000000", "2021-2023年累计5.00亿元"),
    "day_in_front": (MONEY, "500000000", "2023-12-31: 500,000,000.00元"),
    "end_of_a_range": ({**MONEY, "segment": "guidance_low", "basis": "guidance"}, "650000000",
        "6.5-7.98亿元"),
    "note_in_brackets": (MONEY, "743071600", "74,307.16万元(含税)"),
    "figure_of_the_year_before": (MONEY, "743071600", "74,307.16万元(上年:5,302.91万元)"),
}  # fmt: skip
NUMBERS = {
    "fifteen_digits": ("123456789012345", "123,456,789,012,345元"),
    "trailing_zeros_count_for_nothing": ("12280000000000000", "12,280万亿元"),
    "small": ("0.5", "0.5元"),
    "zero_point_zero": ("0.0", "0.0元"),
}
MEANING = {
    "negative_gross_margin": {"metric": "gross_margin", "unit": "percent", "value": "-70.08",
        "reported_as": "-70.08%"},
    "net_margin_far_below": {"metric": "net_margin", "unit": "percent", "value": "-540",
        "reported_as": "-540%"},
    "research_above_revenue": {"metric": "rd_to_revenue", "unit": "percent", "value": "1700",
        "reported_as": "1,700%"},
    "growth_over_100": {**GROWTH, "value": "1301.25", "reported_as": "1,301.25%"},
    "growth_of_minus_100": {**GROWTH, "value": "-100", "reported_as": "-100%"},
    "share_of_100": {"metric": "customer_share", "segment": "top1", "unit": "percent",
        "value": "100", "reported_as": "100.00%"},
    "share_of_zero": {"metric": "customer_share", "segment": "top1", "unit": "percent",
        "value": "0", "reported_as": "0%"},
    "negative_profit": {**PROFIT, "value": "-871160000", "reported_as": "-87,116.00万元"},
    "launch_year_that_is_not_over": {**CHIP, "metric": "tdp", "unit": "W", "value": "350",
        "reported_as": "350 W", "period": "2024"},
}  # fmt: skip
LEGAL: list[Case] = [
    *LAYOUT,
    *KEYS,
    *(Case(f"P_{name}", add_fact(**row, value=value, reported_as=text),
           reads=lambda ledger, row=row, value=value: _reads_value(ledger, row, value))
      for name, (row, value, text) in PRINTS.items()),
    *(Case(f"V_{name}", add_fact(value=value, reported_as=text),
           reads=lambda ledger, value=value: ledger.row(NEW).value == value)
      for name, (value, text) in NUMBERS.items()),
    *(Case(f"M_{name}", add_fact(**row)) for name, row in MEANING.items()),
    *(Case(f"D10_{name}", add_fact(**row)) for name, row in LOOK_AHEAD_LEGAL),
    Case("D10_published_in_a_month", cell("sources", NEWS, "published", "2025-10")),
    Case("D10_published_in_a_year", cell("sources", NEWS, "published", "2025")),
    Case("D10_published_unknown", cell("sources", NEWS, "published", "")),
    *ASSUMED,
    *CORRECTED,
    *HOSTILE,
]  # fmt: skip


def _reads_value(ledger, row: dict, value: str) -> bool:
    made = fact(**row)
    found = ledger.row(made["fact_id"])
    reading = found.reading
    return found.value == value and reading.lo <= Decimal(value) <= reading.hi


assert len(FACT_COLUMNS) == 14
assert (LISTING, SHEET) == ("acme_listing", "acme_sheet")
