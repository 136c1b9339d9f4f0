"""Periods: the grammar, their days, their words."""

import itertools
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeout.errors import UsageProblem
from tapeout.ledger import Period, YearEnd, load, period_text, shipped
from tapeout.ledger.periods import GRAMMAR

NVIDIA = YearEnd(month=1, weekday=6)

# Ends counted by hand on a calendar; the fiscal quarters are those that NVIDIA reports.
SPANS = [
    ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
    ("2025H1", date(2025, 1, 1), date(2025, 6, 30), "half"),
    ("2025H2", date(2025, 7, 1), date(2025, 12, 31), "half"),
    ("2025Q1", date(2025, 1, 1), date(2025, 3, 31), "quarter"),
    ("2025Q4", date(2025, 10, 1), date(2025, 12, 31), "quarter"),
    ("2025Q1-Q3", date(2025, 1, 1), date(2025, 9, 30), "quarters"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
    ("2025-03-31", date(2025, 3, 31), date(2025, 3, 31), "day"),
    ("2022/2024", date(2022, 1, 1), date(2024, 12, 31), "interval"),
    ("2022/2025H1", date(2022, 1, 1), date(2025, 6, 30), "interval"),
    ("2024Q4/2025Q3", date(2024, 10, 1), date(2025, 9, 30), "interval"),
    ("2025-07-01/2025-09-24", date(2025, 7, 1), date(2025, 9, 24), "interval"),
    ("FY2026", date(2025, 1, 27), date(2026, 1, 25), "year"),
    ("FY2026Q1", date(2025, 1, 27), date(2025, 4, 27), "quarter"),
    ("FY2025Q3", date(2024, 7, 29), date(2024, 10, 27), "quarter"),
]

WORDS = [
    ("2024", "2024", "2024年"),
    ("2025Q1", "first quarter of 2025", "2025年一季度"),
    ("2025Q1-Q3", "first three quarters of 2025", "2025年前三季度"),
    ("2025Q2-Q3", "second to third quarter of 2025", "2025年二至三季度"),
    ("2025H2", "second half of 2025", "2025年下半年"),
    ("2025-03", "March 2025", "2025年3月"),
    ("2025-03-31", "31 March 2025", "2025年3月31日"),
    ("2022/2024", "2022 to 2024", "2022至2024年"),
    ("2022/2025H1", "2022 to first half of 2025", "2022年至2025年上半年"),
    ("FY2024", "FY2024", "2024财年"),
    ("FY2026Q1", "first quarter of FY2026", "2026财年一季度"),
]

REFUSED = [
    *("", "24", "2024年", "2024Q5", "2024q1", "2024H3", "2024-13", "2024-02-30", "2025-00"),
    *("2024/", "/2024", "2024/2022", "2025Q3-Q1", "2024 ", "FY", "fy2024", "2024Q1/Q3", "2024\n"),
    *("2022/2023/2024", "2024-1-1", "2024Q1-Q", "２０２４"),
]


@pytest.mark.parametrize(("text", "first", "last", "freq"), SPANS)
def test_days_of_a_period(text, first, last, freq):
    period = Period.parse(text, NVIDIA)
    assert (period.first, period.last, period.freq) == (first, last, freq)


@pytest.mark.parametrize(("text", "en", "zh"), WORDS)
def test_words_of_a_period(text, en, zh):
    assert period_text(text) == (en, zh)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_period_is_refused_by_name(text):
    with pytest.raises(UsageProblem, match=re.escape(repr(text))):
        Period.parse(text)


def test_a_calendar_fiscal_year_ends_on_the_last_day_of_its_month():
    assert Period.parse("FY2025", YearEnd(month=3)).first == date(2024, 4, 1)
    assert Period.parse("FY2025", YearEnd(month=3)).last == date(2025, 3, 31)


years = st.integers(1970, 2098)
parts = st.one_of(
    years.map(str),
    st.builds("{}Q{}".format, years, st.integers(1, 4)),
    st.builds("{}H{}".format, years, st.integers(1, 2)),
    st.builds("{}-{:02d}".format, years, st.integers(1, 12)),
    st.dates(date(1970, 1, 1), date(2098, 12, 31)).map(date.isoformat),
)


@given(st.one_of(parts, parts.map("FY{}".format).filter(lambda t: "-" not in t)))
def test_every_part_of_the_grammar_has_days_and_words(text):
    period = Period.parse(text, NVIDIA)
    words = period_text(text)
    assert re.fullmatch(GRAMMAR, text)
    assert period.first <= period.last
    assert (period.last - period.first).days <= 371  # a fiscal year has 52 or 53 weeks
    assert words.en
    assert words.zh
    assert re.search(r"[\u4e00-\u9fff]", words.zh)


@given(parts, parts)
def test_an_interval_runs_from_the_first_day_to_the_last(one, other):
    first, last = Period.parse(one), Period.parse(other)
    if last.last < first.first:
        with pytest.raises(UsageProblem):
            Period.parse(f"{one}/{other}")
        return
    both = Period.parse(f"{one}/{other}")
    assert (both.first, both.last) == (first.first, last.last)


@given(years)
def test_quarters_halves_and_years_tile_the_calendar(year):
    quarters = [Period.parse(f"{year}Q{k}") for k in (1, 2, 3, 4)]
    for one, following in itertools.pairwise(quarters):
        assert following.first - one.last == timedelta(days=1)
    assert quarters[0].first == Period.parse(f"{year}H1").first == Period.parse(str(year)).first
    assert quarters[3].last == Period.parse(f"{year}H2").last == Period.parse(str(year)).last
    assert Period.parse(f"{year}Q1-Q3").last == quarters[2].last


@given(years)
def test_fiscal_years_follow_each_other_without_a_gap(year):
    one, following = (Period.parse(f"FY{y}", NVIDIA) for y in (year, year + 1))
    assert following.first - one.last == timedelta(days=1)
    assert one.last.weekday() == 6
    assert Period.parse(f"FY{year}Q4", NVIDIA).last == one.last


@given(st.text(max_size=14))
def test_any_text_is_a_period_or_a_usage_problem(text):
    try:
        Period.parse(text)
    except UsageProblem:
        return
    assert re.fullmatch(GRAMMAR, text)


def test_periods_sort_by_time():
    texts = ["2025", "2024Q4", "2025Q1-Q3", "2025Q1", "2025H1", "2024"]
    ranked = sorted(texts, key=Period.parse)
    assert ranked == ["2024", "2024Q4", "2025Q1", "2025H1", "2025Q1-Q3", "2025"]


def test_shipped_periods_are_read_in_the_calendar_of_their_entity():
    ledger = load(shipped())
    assert ledger.row("nvidia.revenue.fy2027q1").when.last == date(2026, 4, 26)
    assert ledger.row("alibaba.growth_yoy.capex.fy2025").when.last == date(2025, 3, 31)
