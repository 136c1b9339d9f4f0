"""The value against its print: worked prints in both languages, and every wrong factor."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeout.ledger.agreement import disagreement

AGREE = [
    ("743071600", "CNY", "74307.16万元"),
    ("743071582.31", "CNY", "743,071,582.31元"),
    ("1644000000", "CNY", "16.44亿元"),
    ("1222788000000", "CNY", "1兆2227.88亿元"),
    ("5000000", "CNY", "500万"),
    ("5000000", "CNY", "5百万元"),
    ("30000000", "CNY", "3千万元"),
    ("1051000000", "USD", "1,051 (USD m)"),
    ("12725000000", "USD", "$12,725 (in millions)"),
    ("1414000000", "CNY", "1,414 (百万元)"),
    ("40000000000", "CNY", "40.0 (RMB bn)"),
    ("2500000000000", "USD", "$2.5 trn"),
    ("2500000", "USD", "$2.5 million"),
    ("-83000000", "USD", "$(83)M"),
    ("-1408790000", "CNY", "-140,879.00万元"),
    ("-1408790000", "CNY", "－140,879.00万元"),
    ("-1408790000", "CNY", "(140,879.00)万元"),
    ("-1408790000", "CNY", "亏损14.0879亿元"),
    ("-2148000000", "CNY", "经营活动现金净流出21.48亿元"),
    ("-1180000000", "USD", "1,18 Milliarden Dollar Verlust"),
    ("-12.45", "percent", "同比下降12.45个百分点"),
    ("-12.45", "percent", "a decline of 12.45%"),
    ("53.43", "percent", "53.43%"),
    ("53.43", "percent", "５３．４３％"),
    ("110", "percent", "1.1倍"),
    ("0.5343", "ratio", "53.43%"),
    ("2986", "ratio", "2,986 times"),
    ("1640", "GB/s", "1,64TB/s"),
    ("800", "GB/s", "800000000000.0 byte/s"),
    ("240", "TFLOPS", "0.24 PFLOPS"),
    ("240", "TFLOPS", "240e12"),
    ("240", "TFLOPS", "240 TFLOPS (FP16)"),
    ("64", "GB", "64GB HBM2e"),
    ("64", "GB", "64 GiB"),
    ("25.6", "billion", "25600 million"),
    ("46", "billion", "460亿"),
    ("4", "units", "four rounds"),
    ("5", "units", "五款产品"),
    ("25000", "units", "超过2.5万颗"),
    ("140577000000", "CNY", "1405.8亿元"),  # more digits than the print, which rounds them
    ("53.43", "percent", "revenue 743 million, margin 53.43%"),  # one of two numbers
    ("561916460.39", "CNY", "561916460.39"),  # in full, as accounts print it
    ("743071582.31", "CNY", "743,071,582.31 (CNY)"),
    ("22000000000", "CNY", "22 000 million yuan"),
    ("-350000000", "CNY", "(350,000) RMB'000"),
    ("350000000", "CNY", "350,000 (RMB'000)"),
    ("74307160", "CNY", "7,430.716（人民币万元）"),
    ("74307160", "CNY", "7,430.716（单位：万元 币种：人民币）"),
    ("74307000", "CNY", "74,307 (in thousands of RMB)"),
    ("2500000000", "CNY", "25億人民幣"),
    ("-1408000000", "CNY", "淨虧損人民幣14.08億元"),
    ("-1408000000", "CNY", "净利润为-14.08亿元"),
    ("-1408000000", "CNY", "loss attributable to owners: RMB1,408.0 million"),
    ("-1408000000", "CNY", "亏损同比收窄至14.08亿元"),
    ("-350000000", "CNY", "net cash used in operating activities RMB350.0 million"),
    ("-12.3", "percent", "(12.3%)"),
    ("-12.3", "percent", "減少12.3%"),
    ("530000000", "CNY", "收入5.30亿元、亏损14.08亿元"),
    ("350000000", "CNY", "净利润3.5亿元（上年同期亏损1.2亿元）"),
    ("350000000", "CNY", "净利润3.5亿元同比下降20%"),
    ("12", "percent", "net loss narrowed 12% to RMB 350 million"),
    ("1200", "TFLOPS", "1.2 petaflops"),
    ("240", "TFLOPS", "240万亿次"),
    ("1800", "GB/s", "1.8TB每秒"),
    ("64", "threads", "wave64"),
    ("20000", "units", "2万张，FP16 240 TFLOPS"),
]


@pytest.mark.parametrize(("value", "unit", "printed"), AGREE)
def test_a_print_that_means_the_value_agrees(value, unit, printed):
    assert disagreement(value, unit, printed) is None


DISAGREE = [
    ("74307.16", "CNY", "74307.16万元", "factor 10000: is the value in 万元?"),
    ("16.44", "CNY", "16.44亿元", "factor 100000000: is the value in 亿元?"),
    ("1051000", "USD", "1,051 (USD m)", "factor 1000: is the value in thousands?"),
    ("1051", "USD", "$1,051 million", "factor 1000000: is the value in millions?"),
    ("7430715823100000", "CNY", "743,071,582.31元", "factor 10000000 too large"),
    ("12725000000", "USD", "$12,725", "in brackets, as in 1,051 (USD m)"),
    ("0.5343", "percent", "53.43%", "factor 100: is the value a ratio?"),
    ("5343", "percent", "53.43%", "factor 100 too large"),
    ("1.64", "GB/s", "1.64 TB/s", "factor 1000"),
    ("743071582.13", "CNY", "743,071,582.31元", "the print means 743071582.31 CNY"),
    ("1408790000", "CNY", "-140,879.00万元", "is the sign lost?"),
    ("1408790000", "CNY", "(140,879.00)万元", "is the sign lost?"),
    ("1408790000", "CNY", "亏损14.0879亿元", "is the sign lost?"),
    ("1408790000", "CNY", "net loss of RMB 1,408.79 million", "is the sign lost?"),
    ("12.45", "percent", "同比下降12.45%", "is the sign lost?"),
    ("-1408790000", "CNY", "14.0879亿元", "no minus, brackets or word for a loss"),
    ("743000000", "CNY", "$743 million", "the print is in USD, the unit is CNY"),
    ("743000000", "USD", "7.43亿元", "the print is in CNY, the unit is USD"),
    ("700000000", "CNY", "7-8亿元", "the print is a range"),
    ("500", "GB/s", "0.5-2 TB/s", "the print is a range"),
    ("60", "percent", "60%-80%", "the print is a range"),
    ("9", "units", "2 of 7 rounds", "none of the 2 numbers"),
    ("743.07", "CNY", "743.07", "no currency and no scale"),
    ("350000", "CNY", "350,000", "no currency and no scale"),
    ("1408000000", "CNY", "归母净利润为-14.08亿元", "is the sign lost?"),
    ("1408000000", "CNY", "虧損14.08億元", "is the sign lost?"),
    ("1408000000", "CNY", "loss for the year of RMB1,408.0 million", "is the sign lost?"),
    ("350000000", "CNY", "net cash used in operating activities RMB350.0 million", "sign lost"),
    ("12.3", "percent", "(12.3%)", "is the sign lost?"),
    ("12.3", "percent", "▼12.3%", "is the sign lost?"),
    ("12.3", "percent", "12.3% lower", "is the sign lost?"),
    ("-350000000", "CNY", "净利润3.5亿元同比下降20%", "no minus, brackets or word for a loss"),
    ("89", "CNY", "89%", "counts percent, the unit is CNY"),
    ("652", "CNY", "652人", "counts people, the unit is CNY"),
    ("25000", "units", "25,000元", "counts money, the unit is units"),
    ("64", "TFLOPS", "64GB", "counts bytes, the unit is TFLOPS"),
    ("450", "GB", "450W", "counts watts, the unit is GB"),
    ("1800", "GB", "1800GB/s", "counts bytes a second, the unit is GB"),
    ("800", "GB/s", "800 Gbit/s", "counts bits a second, the unit is GB/s"),
    ("5", "days", "5个月", "counts months, the unit is days"),
    ("743000000", "CNY", "S$743 million", "the print is in SGD"),
    ("743000000", "CNY", "7.43亿韩圆", "the print is in KRW"),
    ("743000000", "CNY", "7.43亿新台幣", "the print is in TWD"),
    ("21000000000", "USD", "210亿元人民币（约30亿美元）", "the print is in CNY"),
    ("2", "GB", "HBM2e 64GB", "the print means 64 GB"),
    ("16", "TFLOPS", "FP16 240 TFLOPS", "the print means 240 TFLOPS"),
    ("550", "units", "C550 2.5万张", "the print means 25000"),
    ("31", "persons", "截至2025年12月31日，员工652人", "the print means 652"),
    ("5", "percent", "前5大客户89.35%", "the print means 89.35"),
    ("20000", "units", "2万--2.5万张", "the print is a range"),
    ("20000", "units", "2万∼2.5万张", "the print is a range"),
]


@pytest.mark.parametrize(("value", "unit", "printed", "says"), DISAGREE)
def test_a_print_that_means_another_figure_is_told_with_the_reason(value, unit, printed, says):
    code, found, expected, sentence = disagreement(value, unit, printed)
    assert says in sentence
    assert sentence.startswith(f"{value} does not agree with reported_as ")
    assert code == ("print-range" if "is a range" in says else "print-disagrees")
    assert value in found
    assert says in expected


def test_the_message_is_the_one_the_issue_asks_for():
    found = disagreement("74307.16", "CNY", "74307.16万元")
    assert found[3] == (
        "74307.16 does not agree with reported_as 74307.16万元 "
        "(factor 10000: is the value in 万元?)"
    )


def test_a_print_without_a_number_is_unreadable():
    assert disagreement("5", "CNY", "见附注")[0] == "print-unreadable"


def test_an_end_of_a_range_is_welcome_where_the_segment_or_the_note_says_which():
    assert disagreement("700000000", "CNY", "7-8亿元", segment="guidance_low") is None
    assert disagreement("800000000", "CNY", "7-8亿元", segment="guidance_high") is None
    assert disagreement("700000000", "CNY", "7-8亿元", note="lower end") is None
    assert disagreement("750000000", "CNY", "7-8亿元", segment="guidance_low") is not None


def test_the_wrong_end_of_a_range_is_told():
    wrong = disagreement("800000000", "CNY", "7-8亿元", segment="guidance_low")
    assert "the other end" in wrong[3]


def test_a_loss_printed_without_its_sign_is_said_in_the_note():
    plain = ("-788000000", "CNY", "7.88亿元")
    assert disagreement(*plain) is not None
    assert disagreement(*plain, note="printed without sign as a loss or fall") is None
    assert disagreement(*plain, note="formula: a loss.2025 - b") is not None


def test_costs_stand_in_brackets_and_are_positive():
    printed = "(346,072) (RMB'000)"
    for metric in ("cost_of_revenue", "rd_expense", "capex"):
        assert disagreement("346072000", "CNY", printed, metric=metric) is None
    assert disagreement("346072000", "CNY", printed, metric="net_profit_parent") is not None


def test_a_note_that_speaks_of_another_fall_does_not_set_the_sign():
    for note in ("同比下降20%", "before impairment loss", "falls under segment reporting"):
        assert disagreement("-350000000", "CNY", "3.5亿元", note=note) is not None


def test_the_ends_of_a_loss_are_named_by_their_value():
    printed = "亏损6.50亿元至7.98亿元"
    low, high = {"segment": "preannounced_low"}, {"segment": "preannounced_high"}
    assert disagreement("-798000000", "CNY", printed, **low) is None
    assert disagreement("-650000000", "CNY", printed, **high) is None
    assert "other end" in disagreement("-650000000", "CNY", printed, **low)[3]
    assert "sign lost" in disagreement("798000000", "CNY", printed, **low)[3]


def test_spaces_cost_no_time():
    assert disagreement("1", "CNY", "1" + " " * 290 + "亏损") is not None


def test_what_counts_losses_is_positive():
    assert disagreement("5000000", "CNY", "损失500万元", metric="impairment_loss") is None
    assert disagreement("46.92", "percent", "亏损收窄46.92%", metric="growth_yoy") is None


SCALES = {
    "元": 0,
    "万元": 4,
    "亿元": 8,
    "百万元": 6,
    " million yuan": 6,
    " bn yuan": 9,
    " (CNY m)": 6,
}
NUMBERS = st.integers(1, 10**7).map(lambda n: Decimal(n) / 100)


@given(NUMBERS, st.sampled_from(sorted(SCALES)), st.integers(-6, 6))
def test_any_figure_agrees_at_its_own_scale_and_at_no_other(number, scale, slip):
    printed = f"{number:,.2f}{scale}"
    value = f"{number.scaleb(SCALES[scale] + slip):f}"
    found = disagreement(value, "CNY", printed)
    if slip == 0:
        assert found is None
    else:
        assert re.search(rf"factor {10 ** abs(slip)}\b", found[3])


@given(
    NUMBERS,
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(["-{}", "（{}）", "亏损{}", "loss of {}"]),
)
def test_a_sign_is_needed_on_both_sides(number, scale, form):
    digits = f"{number:,.2f}"
    printed = form.format(digits) + scale
    value = f"{number.scaleb(SCALES[scale]):f}"
    assert disagreement(f"-{value}", "CNY", printed) is None
    assert "sign" in disagreement(value, "CNY", printed)[3]
