"""Values that do not agree with the figure as printed, and prints that cannot be read.

Each case appends one row that no identity holds, so that only its print can be wrong.
"""

from __future__ import annotations

from .base import SHEET, Case, bad, in_new
from .edits import add_fact

MONEY = {"metric": "capex"}
PROFIT = {"metric": "net_profit_parent", "period": "2022"}
FLOW = {"metric": "operating_cash_flow", "period": "2022"}
USD = {"metric": "valuation", "segment": "post_money_usd", "unit": "USD", "basis": "vendor_claim"}
SHARE = {"metric": "revenue_share", "segment": "ai_compute", "unit": "percent"}
GROWTH = {"metric": "growth_yoy", "segment": "capex", "unit": "percent"}
CHIP = {"subject": "acme_n1", "source_id": SHEET, "basis": "vendor_claim", "house": "vendor"}
BANDWIDTH = {**CHIP, "metric": "interconnect_bandwidth", "segment": "bidirectional",
             "unit": "GB/s"}  # fmt: skip
COMPUTE = {**CHIP, "metric": "compute_dense", "segment": "bf16", "unit": "TFLOPS"}
MEMORY = {**CHIP, "metric": "memory_capacity", "segment": "measured", "unit": "GB"}
UNITS = {"metric": "units_sold", "segment": "ascend", "unit": "units", "basis": "vendor_claim"}
DAYS = {"metric": "duration", "segment": "project", "unit": "days"}

# name -> (the row, value, print, words that the message must hold)
DISAGREE: dict[str, tuple[dict, str, str, tuple[str, ...]]] = {
    "M3_wan_as_yuan": (MONEY, "74307.16", "74,307.16万元", ("factor 10000", "万元")),
    "M3_wan_without_commas": (MONEY, "74307.16", "74307.16万元", ("factor 10000", "万元")),
    "M3_wan_counted_twice": (MONEY, "7430716000000", "74,307.16万元", ("factor 10000",)),
    "M3_yi_as_yuan": (MONEY, "7.43", "7.43亿元", ("factor 100000000", "亿元")),
    "M3_yi_as_wan": (MONEY, "74300", "7.43亿元", ("factor 10000",)),
    "M3_million_as_yuan": (MONEY, "743.07", "RMB 743.07 million", ("factor 1000000",)),
    "M3_bn_as_yuan": (MONEY, "1.5", "RMB 1.5bn", ("factor 1000000000",)),
    "M3_bn_as_million": (MONEY, "1500000", "RMB 1.5 billion", ("factor 1000",)),
    "M3_qianyuan_as_yuan": (MONEY, "743071.6", "743,071.6千元", ("factor 1000",)),
    "M3_wan_of_shares": ({"metric": "shares_issued", "segment": "strategic", "unit": "shares"},
        "4010", "4,010.00万股", ("factor 10000",)),
    "M3_trn_as_bn": (MONEY, "1200000000", "1.2trn yuan", ("factor 1000",)),
    "M3_k_as_one": (UNITS, "25", "25k units", ("factor 1000",)),
    "M3_thousand_as_one": (UNITS, "25", "25 thousand units", ("factor 1000",)),
    "M3_baiwan_as_yuan": (MONEY, "743", "743百万元", ("factor 1000000", "百万")),
    "M3_qianwan_as_yuan": (MONEY, "5", "5千万元", ("factor 10000000", "千万")),
    "M3_qianwan_as_baiwan": (MONEY, "5000000", "5千万元", ("factor 10",)),
    "M3_wan_of_boards": (UNITS, "2.5", "2.5万张", ("factor 10000", "万")),
    "M3_ten_times": (MONEY, "7430716000", "74,307.16万元", ("factor 10",)),
    "M6_thousand_times": (MONEY, "743071600000", "74,307.16万元", ("factor 1000",)),
    "M6_a_thousandth": (MONEY, "743071.6", "74,307.16万元", ("factor 1000",)),
    "M4_dollars_for_yuan": ({**USD, "segment": "post_money", "unit": "CNY"}, "1500000000",
        "US$1.5bn", ("USD", "CNY")),
    "M4_dollars_in_words": (MONEY, "743000000", "7.43亿美元", ("USD", "CNY")),
    "M4_yuan_for_dollars": (USD, "743071600", "74,307.16万元人民币", ("CNY", "USD")),
    "M4_hong_kong_dollars": (MONEY, "743000000", "HK$743 million", ("HKD", "CNY")),
    "M4_euros": (MONEY, "743000000", "€743 million", ("EUR", "CNY")),
    "M4_euros_in_chinese": (MONEY, "743000000", "7.43亿欧元", ("CNY",)),
    "M4_yen": (MONEY, "743000000", "7.43亿日元", ("CNY",)),
    "M4_dollar_sign_alone": (MONEY, "743000000", "$743 million", ("CNY",)),
    "M5_percent_as_ratio": (SHARE, "0.5343", "53.43%", ("factor 100",)),
    "M5_ratio_as_basis_points": (SHARE, "5343", "53.43%", ("factor 100",)),
    "M5_per_mille_as_percent": (SHARE, "5.3", "5.3‰", ()),
    "M5_basis_points_as_percent": (SHARE, "120", "120 basis points", ()),
    "M5_basis_points_in_chinese": (SHARE, "120", "120个基点", ()),
    "M5_times_as_percent": (GROWTH, "13", "增长13倍", ()),
    "M5_tenths_as_percent": (SHARE, "7", "七成", ()),
    "M5_full_width_percent_as_ratio": (SHARE, "0.5343", "53.43％", ("factor 100",)),
    "M5_chinese_percent_as_ratio": (SHARE, "0.53", "百分之五十三", ()),
    "M5_points_as_ratio": (GROWTH, "0.032", "提高3.2个百分点", ("factor 100",)),
    "M5_points_in_english": (GROWTH, "0.032", "up 3.2 percentage points", ("factor 100",)),
    "M20_loss_without_sign": (PROFIT, "1408000000", "(140,800.00)万元", ("negative",)),
    "M20_loss_word": (PROFIT, "1408000000", "亏损14.08亿元", ("negative",)),
    "M20_net_loss_word": (PROFIT, "1408000000", "净亏损14.08亿元", ("negative",)),
    "M20_loss_in_english": (PROFIT, "1408000000", "net loss of RMB 1.408 billion",
        ("negative",)),
    "M20_outflow_word": (FLOW, "2148000000", "净流出21.48亿元", ("negative",)),
    "M20_minus_in_the_print": (PROFIT, "1408000000", "-140,800.00万元", ("negative",)),
    "M20_unicode_minus_in_the_print": (PROFIT, "1408000000", "−140,800.00万元",
        ("negative",)),
    "M20_full_width_brackets": (PROFIT, "1408000000", "（140,800.00）万元", ("negative",)),
    "M20_fall": (GROWTH, "36.5", "同比下降36.5%", ("negative",)),
    "M20_decrease": (GROWTH, "36.5", "减少36.5%", ("negative",)),
    "M20_decline_in_english": (GROWTH, "36.5", "a decline of 36.5%", ("negative",)),
    "M20_fell": (GROWTH, "36.5", "fell 36.5% year on year", ("negative",)),
    "M20_minus_without_a_reason": (PROFIT, "-743071600", "74,307.16万元", ("sign",)),
    "M20_minus_for_growth": (GROWTH, "-36.5", "增长36.5%", ("sign",)),
    "M21_another_number": (MONEY, "612345600", "74,307.16万元", ("74,307.16",)),
    "M21_last_digit": (MONEY, "743071700", "74,307.16万元", ()),
    "M21_digits_swapped": (MONEY, "734071600", "74,307.16万元", ()),
    "M21_rounded_wrongly": (MONEY, "743571600", "7.43亿元", ("7.43",)),
    "M21_zero_for_a_figure": (MONEY, "0", "74,307.16万元", ()),
    "M21_figure_for_zero": (MONEY, "743071600", "0元", ()),
    "M21_page_number": (MONEY, "12", "第12页,74,307.16万元", ()),
    "M21_two_numbers_none_fits": (MONEY, "743071600", "2024年为5.00亿元,2023年为4.00亿元", ()),
    "M21_the_year_is_no_value": (MONEY, "2024", "2024年为5.00亿元", ()),
    "M22_terabytes_as_gigabytes": (BANDWIDTH, "1.8", "1.8 TB/s", ("factor 1000", "TB/s")),
    "M22_gigabytes_as_terabytes": (BANDWIDTH, "800000", "800 GB/s", ("factor 1000",)),
    "M22_petaflops_as_teraflops": (COMPUTE, "1.2", "1.2 PFLOPS", ("factor 1000", "PFLOPS")),
    "M22_gigaflops": (COMPUTE, "240000", "240000 GFLOPS", ("factor 1000",)),
    "M22_megabytes": (MEMORY, "65536", "65536 MB", ()),
    "M22_gigabits_as_gigabytes": (BANDWIDTH, "800", "800 Gbit/s", ()),
    "M22_gigabits_in_short": (BANDWIDTH, "800", "800 Gbps", ()),
    "M22_kilowatts_as_watts": ({**CHIP, "metric": "tdp", "unit": "W"}, "1.2", "1.2 kW",
        ("factor 1000",)),
    "M22_terabyte_of_memory": (MEMORY, "1.5", "1.5 TB", ("factor 1000",)),
    "M22_months_as_days": (DAYS, "5", "5个月", ("个月", "days")),
    "M22_years_as_days": (DAYS, "3", "3 years", ("years", "days")),
    "M23_word_disagrees": (UNITS, "5", "四款", ()),
    "M23_english_word_disagrees": (UNITS, "5", "four models", ()),
    "M23_more_than_another": (UNITS, "26000", "over 25,000", ()),
}  # fmt: skip
RANGES = {
    "V21_printed_range": (MONEY, "130000000", "1.2-1.5亿元"),
    "V21_printed_range_low_end": (MONEY, "120000000", "1.2-1.5亿元"),
    "V21_printed_range_in_chinese": (MONEY, "750000000", "7亿元至8亿元"),
    "V21_printed_range_by_tilde": (MONEY, "750000000", "7～8亿元"),
    "V21_printed_range_in_english": (MONEY, "7500000", "between RMB 7 million and 8 million"),
    "V21_printed_range_of_percent": (GROWTH, "15", "10%-20%"),
}
UNREADABLE = {
    "V11_see_the_notes": (MONEY, "743071600", "见附注七"),
    "V11_a_dash": (MONEY, "743071600", "—"),
    "V11_words_without_a_number": (MONEY, "743071600", "several hundred million yuan"),
    "V18_error_in_the_print": (MONEY, "743071600", "#REF!"),
}
CASES: list[Case] = [
    *(bad(name, add_fact(**row, value=value, reported_as=text), in_new("print-disagrees"),
          also=also) for name, (row, value, text, also) in DISAGREE.items()),
    *(bad(name, add_fact(**row, value=value, reported_as=text), in_new("print-range")) for name, (row, value, text) in RANGES.items()),
    *(bad(name, add_fact(**row, value=value, reported_as=text), in_new("print-unreadable",
          "reported_as")) for name, (row, value, text) in UNREADABLE.items()),
    bad("V29_no_print", add_fact(**MONEY, reported_as=""), in_new("print-missing", "reported_as")),
]  # fmt: skip
