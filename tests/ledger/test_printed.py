"""Printed digits: what interval a figure means. Every bound below was written by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeout.ledger import unmatched
from tapeout.ledger.numerals import numerals
from tapeout.ledger.printed import own, own_step, read

# reported_as, value, unit, lo, hi, qualifier: strings as the ledger has them
PRINTS = [
    # money: the scale word moves the last digit
    ("743,071,582.31元", "743071582.31", "CNY", "743071582.305", "743071582.315", ""),
    ("42.64万元", "426400", "CNY", "426350", "426450", ""),
    ("74,307.16万元", "743071600", "CNY", "743071550", "743071650", ""),
    ("-140,887.94万元", "-1408879400", "CNY", "-1408879450", "-1408879350", ""),
    ("7.43亿元", "743000000", "CNY", "742500000", "743500000", ""),
    ("1,073亿元", "107300000000", "CNY", "107250000000", "107350000000", ""),
    ("115393.49万", "1153934900", "CNY", "1153934850", "1153934950", ""),
    ("1.09万亿元", "1090000000000", "CNY", "1085000000000", "1095000000000", ""),
    ("1兆2227.88億元", "1222788000000", "CNY", "1222787500000", "1222788500000", ""),
    ("4,608萬元", "46080000", "CNY", "46075000", "46085000", ""),
    ("5,125 (百万元)", "5125000000", "CNY", "5124500000", "5125500000", ""),
    ("288.96 (CNY m)", "288960000", "CNY", "288955000", "288965000", ""),
    ("26,974 (USD m)", "26974000000", "USD", "26973500000", "26974500000", ""),
    ("1,909,447 (USD thousand)", "1909447000", "USD", "1909446500", "1909447500", ""),
    ("$120.1B", "120100000000", "USD", "120050000000", "120150000000", ""),
    ("$4.6 billion", "4600000000", "USD", "4550000000", "4650000000", ""),
    ("1.76 billion", "1760000000", "USD", "1755000000", "1765000000", ""),
    ("$39.5 bn", "39500000000", "USD", "39450000000", "39550000000", ""),
    ("395亿美元", "39500000000", "USD", "39450000000", "39550000000", ""),
    ("RMB 5.464 billion", "5464000000", "CNY", "5463500000", "5464500000", ""),
    ("RMB 562 M", "562000000", "CNY", "561500000", "562500000", ""),
    ("585,8 Millionen Dollar", "585800000", "USD", "585750000", "585850000", ""),
    ("1,18 Milliarden Dollar Verlust", "-1180000000", "USD", "-1185000000", "-1175000000", ""),
    ("561916460.39", "561916460.39", "CNY", "561916460.385", "561916460.395", ""),
    ("200亿估值", "20000000000", "CNY", "19950000000", "20050000000", ""),
    # losses without a sign, in brackets, in words
    ("7.23亿元", "-723000000", "CNY", "-723500000", "-722500000", ""),
    ("亏损6.50亿元", "-650000000", "CNY", "-650500000", "-649500000", ""),
    ("$(403)M", "-403000000", "USD", "-403500000", "-402500000", ""),
    ("$(372) (Millions)", "-372000000", "USD", "-372500000", "-371500000", ""),
    ("-3.13", "-3130000000", "USD", "-3135000000", "-3125000000", ""),
    ("$3.379 billion net loss", "-3379000000", "USD", "-3379500000", "-3378500000", ""),
    ("674 million RMB", "-674000000", "CNY", "-674500000", "-673500000", ""),
    ("RMB 789 M net loss", "-789000000", "CNY", "-789500000", "-788500000", ""),
    # percentages, ratios, prices
    ("66%", "66", "percent", "65.5", "66.5", ""),
    ("227.90%", "227.9", "percent", "227.895", "227.905", ""),
    ("4,074.52%", "4074.52", "percent", "4074.515", "4074.525", ""),
    ("-158.24%", "-158.24", "percent", "-158.245", "-158.235", ""),
    ("0.02223023%", "0.02223023", "percent", "0.022230225", "0.022230235", ""),
    ("+121.26%", "121.26", "percent", "121.255", "121.265", ""),
    ("95%降至0%", "0", "percent", "-0.5", "0.5", ""),
    ("122.51倍", "122.51", "ratio", "122.505", "122.515", ""),
    ("2.751 veces", "2751", "ratio", "2750.5", "2751.5", ""),
    ("829.90元", "829.9", "CNY/share", "829.895", "829.905", ""),
    ("5.69万元/张", "56900", "CNY/unit", "56850", "56950", ""),
    ("每10股派发现金红利1.10元", "1.1", "CNY_per_10_shares", "1.095", "1.105", ""),
    ("970.64点", "970.64", "index", "970.635", "970.645", ""),
    # chips: units of another power of ten, ranges, neighbours that are no part of the figure
    ("240 TFLOPS", "240", "TFLOPS", "239.5", "240.5", ""),
    ("1.6 TB/s", "1600", "GB/s", "1550", "1650", ""),
    ("1,64TB/s", "1640", "GB/s", "1635", "1645", ""),
    ("2 PFLOPS FP8", "2000", "TFLOPS", "1500", "2500", ""),
    ("512 GB/s x8", "512", "GB/s", "511.5", "512.5", ""),
    ("NVLink 900 GB/s", "900", "GB/s", "899.5", "900.5", ""),
    ("560 W (peak TBP; 500 W TDP)", "560", "W", "559.5", "560.5", ""),
    ("300-1,300 TFLOPS", "300", "TFLOPS", "299.5", "300.5", ""),
    ("300-1,300 TFLOPS", "1300", "TFLOPS", "1299.5", "1300.5", ""),
    ("0.5-2 TB/s", "500", "GB/s", "450", "550", ""),
    ("0.5-2 TB/s", "2000", "GB/s", "1500", "2500", ""),
    ("140万亿", "140000000000000", "tokens/day", "139500000000000", "140500000000000", ""),
    ("22 000 millones", "22", "billion", "21.9995", "22.0005", ""),
    # counts: exact in full, rounded with a scale word
    ("13,606张", "13606", "units", "13606", "13606", ""),
    ("115家", "115", "units", "115", "115", ""),
    ("40,100,000股", "40100000", "shares", "40100000", "40100000", ""),
    ("330.00万股", "3300000", "shares", "3299950", "3300050", ""),
    ("2,938.2386万股", "29382386", "shares", "29382385.5", "29382386.5", ""),
    ("11.74萬片", "117400", "units", "117350", "117450", ""),
    ("128-card supernode", "128", "cards", "128", "128", ""),
    ("2-64卡", "64", "cards", "64", "64", ""),
    ("170 days", "170", "days", "170", "170", ""),
    ("792人", "792", "persons", "792", "792", ""),
    ("150k", "150000", "units", "149500", "150500", ""),
    # words that make a bound or an approximation
    ("约1.14%", "1.14", "percent", "1.135", "1.145", "about"),
    ("约1.10%", "1.1", "percent", "1.095", "1.105", "about"),
    ("约70%", "70", "percent", "65", "75", "about"),
    ("≈39%", "39", "percent", "38.5", "39.5", "about"),
    ("95%左右", "95", "percent", "94.5", "95.5", "about"),
    ("nearly 100%", "100", "percent", "95", "105", "about"),
    ("about 4 million", "4000000", "units", "3500000", "4500000", "about"),
    ("about 158 days", "158", "days", "157.5", "158.5", "about"),
    (
        "approximately RMB 120 billion",
        "120000000000",
        "CNY",
        "115000000000",
        "125000000000",
        "about",
    ),
    ("约41.97亿元", "4197000000", "CNY", "4196500000", "4197500000", "about"),
    ("超过25,000颗", "25000", "units", "25000", "26000", "over"),
    ("逾5.5万颗", "55000", "units", "55000", "56000", "over"),
    ("超270万张", "2700000", "units", "2700000", "2800000", "over"),
    ("more than 65%", "65", "percent", "65", "66", "over"),
    ("90%以上", "90", "percent", "90", "100", "over"),
    ("500k+", "500000", "persons", "500000", "600000", "over"),
    ("200余份", "200", "units", "200", "300", "over"),
    ("6,000多个", "6000", "units", "6000", "7000", "over"),
    (">700", "700", "TFLOPS", "700", "800", "over"),
    ("累计亏损超过63亿元", "-6300000000", "CNY", "-6400000000", "-6300000000", "over"),
    ("5 लाख से अधिक", "500000", "units", "500000", "600000", "over"),
    ("不足1%", "1", "percent", "0", "1", "under"),
    # numbers in words
    ("five chips", "5", "units", "5", "5", ""),
    ("五款芯片", "5", "units", "5", "5", ""),
    ("quad-core hives", "4", "cards", "4", "4", ""),
    ("four months", "4", "months", "3.5", "4.5", ""),
    ("七成", "70", "percent", "65", "75", "about"),
    ("接近百分之八十", "80", "percent", "75", "85", "about"),
    ("two-thirds", "66.6667", "percent", "61.6667", "71.6667", "about"),
    ("no dividend", "0", "CNY", "0", "0", ""),
    # machine-written base units have no printed precision: the digits that the value has
    ("1228000000000.0 byte/s", "1228", "GB/s", "1227.5", "1228.5", ""),
    ("2516600000000000.0 FLOP/s", "2516.6", "TFLOPS", "2516.55", "2516.65", ""),
    ("8000000000000.0 byte/s", "8000", "GB/s", "7995", "8005", ""),
    ("8189.999999999999 GB/s", "8190", "GB/s", "8185", "8195", ""),
    ("65520MB", "64", "GB", "63.95", "64.05", ""),
    # a value with more digits than its print
    ("140.577亿元", "14057704075", "CNY", "14057650000", "14057750000", ""),
]


@pytest.mark.parametrize(("printed", "value", "unit", "lo", "hi", "word"), PRINTS)
def test_a_print_means_the_interval_of_its_digits(printed, value, unit, lo, hi, word):
    reading = read(printed, Decimal(value), unit)
    assert (reading.lo, reading.hi, reading.qualifier) == (Decimal(lo), Decimal(hi), word)


def test_there_are_at_least_sixty_prints_of_the_ledger_among_them(latest):
    shipped = {row.reported_as for row in latest.store.facts.values()}
    assert len([1 for print_, *_ in PRINTS if print_ in shipped]) >= 60


TRAPS = [
    # what stands beside the figure must not give it its precision
    ("2025年收入2025万元", "20250000", "CNY", "20245000", "20255000"),
    ("5款中的500款", "5", "units", "5", "5"),
    ("H100: 100 GB/s", "100", "GB/s", "99.5", "100.5"),
    ("FP16 16 TFLOPS, 160 W", "16", "TFLOPS", "15.5", "16.5"),
    ("1.50亿元（同比15.0%）", "150000000", "CNY", "149500000", "150500000"),
    ("12,000 (1.2万)", "12000", "units", "12000", "12000"),
    ("TF32+ 512 TFLOPS", "512", "TFLOPS", "511.5", "512.5"),
    ("收入1.5亿元，毛利率15.00%", "150000000", "CNY", "145000000", "155000000"),
    ("100 - 20", "100", "CNY", "99.5", "100.5"),
]


@pytest.mark.parametrize(("printed", "value", "unit", "lo", "hi"), TRAPS)
def test_neighbours_do_not_lend_their_digits(printed, value, unit, lo, hi):
    reading = read(printed, Decimal(value), unit)
    assert (reading.lo, reading.hi) == (Decimal(lo), Decimal(hi))


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("42.64万元", "426500", "CNY"),
        ("743,071,582.31元", "743071582.32", "CNY"),
        ("seven", "8", "units"),
        ("", "5", "units"),
        ("n/a", "5", "CNY"),
        ("19.69/12", "64.1", "percent"),
    ],
)
def test_a_print_of_another_figure_is_no_match(printed, value, unit):
    assert read(printed, Decimal(value), unit) is None


def test_what_is_set_is_exact():
    for printed, value, unit, metric in [
        ("104.66元/股", "104.66", "CNY/share", "issue_price"),
        ("100 million yuan", "100000000", "CNY", "listing_threshold"),
        ("7nm", "7", "nm", "process_node"),
    ]:
        reading = read(printed, Decimal(value), unit, metric=metric)
        assert reading.lo == reading.hi == Decimal(value)
        assert reading.step == 0


def test_a_count_that_is_a_forecast_is_not_exact():
    reading = read("116,000", Decimal(116000), "units", basis="forecast")
    assert (reading.lo, reading.hi) == (115500, 116500)


def test_a_halved_figure_halves_the_step():
    reading = read("1,979 TFLOPS*", Decimal("989.5"), "TFLOPS", note="halved; as of 2023")
    assert (reading.lo, reading.hi, reading.how) == (Decimal("989.25"), Decimal("989.75"), "halved")
    assert read("1,979 TFLOPS*", Decimal("989.5"), "TFLOPS") is None


@pytest.mark.parametrize(
    ("value", "step"),
    [("1228", "1"), ("2516.6", "0.1"), ("8000", "10"), ("454000000", "1000000"), ("36", "0.1"),
     ("0.5", "0.001"), ("0", "1"), ("338.9", "0.1"), ("-1890000000", "10000000")],
)  # fmt: skip
def test_a_figure_without_a_print_counts_to_its_own_digits(value, step):
    assert own_step(Decimal(value)) == Decimal(step)


# -- properties --------------------------------------------------------------------------
digits = st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False, allow_infinity=False)
scales = st.sampled_from(
    [("元", 0), ("万元", 4), ("亿元", 8), (" million", 6), (" bn", 9), ("%", 0)]
)


@given(digits, scales, st.booleans(), st.booleans())
def test_any_printed_decimal_is_read_back(number, scale, negative, commas):
    word, power = scale
    value = number.scaleb(power) * (-1 if negative else 1)
    printed = f"{'-' if negative else ''}{number:,}{word}" if commas else f"{number}{word}"
    reading = read(printed, value, "CNY")
    assert reading.step == Decimal("0.01").scaleb(power)
    assert reading.hi - reading.lo == reading.step
    assert reading.lo + reading.hi == 2 * value


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text):
    for numeral in numerals(text):
        assert numeral.value.is_finite()
        assert numeral.step > 0
    reading = read(text, Decimal(7), "units")
    assert reading is None or reading.lo <= 7 <= reading.hi


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False))
def test_own_digits_enclose_the_value(value):
    reading = own(value)
    assert reading.lo < value < reading.hi


# -- every shipped row ----------------------------------------------------------------------
def test_every_numeric_row_has_an_interval_that_holds_its_value(latest):
    seen = 0
    for row in latest.store.facts.values():
        if not row.is_number:
            continue
        reading, value = latest.store.reading(row), Decimal(row.value)
        assert reading.lo <= value <= reading.hi, row.fact_id
        assert reading.step >= 0, row.fact_id
        assert (reading.hi - reading.lo) <= max(reading.step * 10, 0), row.fact_id
        seen += 1
    assert seen > 4000


def test_no_row_is_coarser_than_its_leading_digit_or_finer_than_a_cent_of_a_billion(latest):
    for row in latest.store.facts.values():
        if not row.is_number or Decimal(row.value) == 0:
            continue
        width = latest.store.reading(row).hi - latest.store.reading(row).lo
        size = abs(Decimal(row.value))
        assert width <= size.scaleb(0) * Decimal("1.0001"), row.fact_id
        assert width == 0 or width >= size * Decimal("1e-13"), row.fact_id


def test_few_prints_cannot_be_matched_and_each_is_a_computed_row_or_known(latest):
    rows = unmatched(latest)
    others = [row.fact_id for row in rows if row.basis != "derived"]
    assert len(rows) == 41
    assert others == [
        "metax.financing_amount.round.2020-11",  # a sum of three amounts
        "metax_c500.interconnect_links.c500_pcie_wired.2023",  # ports are listed, not counted
        "star_market.listings.listed_companies.2025-05-28",  # 586 + 1
    ]
