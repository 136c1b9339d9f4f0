"""How quantities and dates are written, in both languages."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeout.moment import Moment
from tapeout.quantity import Quantity, cagr, growth, share
from tapeout.words import column_scale, spell, spell_cell, spell_moment


def printed(value: str, unit: str, step: str) -> Quantity:
    return Quantity.printed(value, unit, step, fact=value)


@pytest.mark.parametrize(
    ("quantity", "en", "zh"),
    [
        (printed("743071582.31", "CNY", "0.01"), "CNY 743 million", "7.43亿元"),
        (printed("426400", "CNY", "100"), "CNY 426,400", "42.64万元"),
        (printed("53021153.18", "CNY", "0.01"), "CNY 53.0 million", "5,302.12万元"),
        (printed("-2148023300", "CNY", "100"), "CNY \u22122.15 billion", "\u221221.48亿元"),
        (printed("37000000000", "USD", "1e9"), "USD 37 billion", "370亿美元"),
        (printed("5375000000", "HKD", "1e6"), "HKD 5.38 billion", "53.75亿港元"),
        (printed("1336792000000", "CNY", "1e6"), "CNY 1.34 trillion", "1.34万亿元"),
        (printed("97.87", "percent", "0.01"), "97.87%", "97.87%"),
        (printed("66", "percent", "1"), "66%", "66%"),
        (printed("56.35", "ratio", "0.01"), "56.35\u00d7", "56.35倍"),
        (printed("116", "days", "0"), "116 days", "116天"),
        (printed("2026", "year", "0"), "2026", "2026年"),
        (printed("240", "TFLOPS", "1"), "240 TFLOPS", "240 TFLOPS"),
        (printed("104.66", "CNY/share", "0.01"), "CNY 104.66 a share", "104.66元/股"),
        (printed("2700000", "units", "1e5"), "2.7 million units", "270万颗"),
        (printed("32563", "units", "0"), "32,563 units", "32,563颗"),
    ],
)
def test_a_printed_figure_is_written_by_unit_and_size(quantity, en, zh):
    assert spell(quantity, "en").text == en
    assert spell(quantity, "zh").text == zh
    assert spell(quantity, "en").range is None


def test_no_more_digits_than_were_printed():
    assert spell(printed("37000000000", "USD", "1e9"), "en", 2).text == "USD 37 billion"
    assert spell(printed("66", "percent", "1"), "en", 2).text == "66%"


def test_a_derived_figure_shows_only_digits_the_interval_supports():
    rate = growth(printed("900890400", "CNY", "100"), printed("698620400", "CNY", "100"))
    assert spell(rate, "en", 2).text == "28.95%"
    coarse = share(printed("5.0", "CNY", "0.1"), printed("8.0", "CNY", "0.1"))
    assert spell(coarse, "en").text == "62.5%"  # 61.49 to 63.52: no decimal holds
    assert spell(coarse, "en").range == "61.4 to 63.6"
    assert spell(coarse, "zh").range == "61.4至63.6"


def test_the_range_stands_only_where_it_changes_what_may_be_concluded():
    rate = cagr(printed("426400", "CNY", "100"), printed("743000000", "CNY", "1e6"), 2)
    assert spell(rate, "en", 2).range == "4,072.67 to 4,075.97"
    close = share(printed("1000", "CNY", "1"), printed("3001", "CNY", "1"))
    assert spell(close, "en").range is None


def test_bare_leaves_the_unit_to_the_sentence():
    assert spell(printed("18132", "units", "0"), "en", bare=True).text == "18,132"
    assert spell(printed("7.43e8", "CNY", "1e6"), "zh", bare=True).text == "7.43亿"


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("2025-12-16", "16 December 2025", "2025年12月16日"),
        ("2023-04", "April 2023", "2023年4月"),
        ("2025Q1", "the first quarter of 2025", "2025年一季度"),
        ("2025H2", "the second half of 2025", "2025年下半年"),
        ("2024", "2024", "2024年"),
    ],
)
def test_dates_are_written_to_their_precision(written, en, zh):
    moment = Moment.parse(written)
    assert spell_moment(moment, "en") == en
    assert spell_moment(moment, "zh") == zh
    assert moment.iso == written


def test_a_column_has_one_unit_in_its_head():
    column = [printed("743071582.31", "CNY", "0.01"), printed("426400", "CNY", "100")]
    assert column_scale("CNY", column) == ("CNY m", "亿元")
    assert spell_cell(column[0], "CNY", column, "en", None)[0] == "743.1"
    assert spell_cell(column[1], "CNY", column, "zh", 4)[0] == "0.0043"


values = st.decimals(min_value=Decimal("-1e13"), max_value=Decimal("1e13"), places=2)


@given(values, st.sampled_from(["CNY", "USD", "percent", "ratio", "units", "days", "TFLOPS"]))
def test_chinese_never_carries_an_english_suffix_nor_english_a_chinese_one(value, unit):
    quantity = Quantity.printed(value, unit, "0.01", fact="f")
    zh, en = spell(quantity, "zh").text, spell(quantity, "en").text
    assert not re.search(r"million|billion|trillion|\d[mkbMKB]\b|CNY|USD", zh)
    assert not re.search(r"[\u4e00-\u9fff]", en)
    assert "-" not in zh + en  # a minus is U+2212


@given(values)
def test_what_is_written_lies_within_half_a_last_digit_of_the_value(value):
    spelled = spell(Quantity.printed(value, "CNY", "0.01", fact="f"), "zh")
    number = Decimal(spelled.number.replace(",", "").replace("\u2212", "-"))
    for word, factor in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4), ("", 1)):
        if spelled.after.startswith(word):
            places = len(spelled.number.partition(".")[2])
            half = Decimal(factor) * Decimal(10) ** -places / 2
            assert abs(number * factor - value) <= half
            return
