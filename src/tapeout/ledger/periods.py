"""Periods as the ledger writes them: 2024, 2025Q1-Q3, 2025H1, 2025-03-31, FY2026Q1, 2022/2024."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tapeout.errors import UsageProblem
from tapeout.text import Text

GRAMMAR = (
    r"^(FY)?\d{4}(Q[1-4](-Q[1-4])?|H[12]|-\d\d(-\d\d)?)?"
    r"(/(FY)?\d{4}(Q[1-4]|H[12]|-\d\d(-\d\d)?)?)?$"
)
_GRAMMAR = re.compile(GRAMMAR, re.ASCII)
_PART = re.compile(r"(FY)?(\d{4})(?:Q([1-4])(?:-Q([1-4]))?|H([12])|-(\d\d)(?:-(\d\d))?)?")
FREQUENCIES = ("year", "half", "quarter", "quarters", "month", "day", "interval")
_ORDINAL = ("first", "second", "third", "fourth")
_COUNT = ("", "", "two", "three", "four")
_NUMBER_ZH = "〇一二三四"


@dataclass(frozen=True, slots=True)
class YearEnd:
    """The end of a fiscal year: the last day, or the last such weekday, of a month.

    FYyyyy ends in that month of yyyy. `weekday` is 0 for Monday to 6 for Sunday, or None.
    """

    month: int = 12
    weekday: int | None = None

    def day(self, year: int, months: int = 0) -> date:
        """Return the last day of the fiscal year `year`, moved by `months` calendar months."""
        count = year * 12 + self.month - 1 + months
        last = date(
            count // 12, count % 12 + 1, calendar.monthrange(count // 12, count % 12 + 1)[1]
        )
        if self.weekday is None:
            return last
        return last - timedelta(days=(last.weekday() - self.weekday) % 7)


CALENDAR = YearEnd()


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period with its first and last day (both included); sorts by time.

    `freq` is year, half, quarter, quarters (several of one year), month, day or interval.
    """

    last: date
    first: date
    text: str
    freq: str

    @classmethod
    def parse(cls, text: str, year_end: YearEnd = CALENDAR) -> Period:
        """Return the period `text`; `year_end` says when a fiscal year (FY...) ends."""
        return _parse(text, year_end)


def at_precision(day: str, precision: str) -> str:
    """Return a day as coarsely as it is known: 2025-04-01 of a quarter is 2025Q2."""
    year, month = day[:4], int(day[5:7])
    return {
        "day": day,
        "month": day[:7],
        "quarter": f"{year}Q{(month + 2) // 3}",
        "half": f"{year}H{1 if month < 7 else 2}",
        "year": year,
    }[precision]


def period_text(period: str | Period) -> Text:
    """Return a period in words: "first quarter of 2025", "2025年一季度"."""
    text = period.text if isinstance(period, Period) else period
    _check(text)
    parts = [_words(_PART.fullmatch(part)) for part in text.split("/")]
    if len(parts) == 1:
        return parts[0]
    first, last = parts
    years = re.fullmatch(r"\d{4}/\d{4}", text)
    return Text(f"{first.en} to {last.en}", f"{first.zh[:-1] if years else first.zh}至{last.zh}")


@lru_cache(maxsize=65536)
def _parse(text: str, year_end: YearEnd) -> Period:
    _check(text)
    spans = [_span(_PART.fullmatch(part), year_end) for part in text.split("/")]
    first, last = spans[0][0], spans[-1][1]
    if last < first:
        raise UsageProblem(f"period {text!r} ends on {last}, before it starts on {first}")
    return Period(last, first, text, spans[0][2] if len(spans) == 1 else "interval")


def _check(text: str) -> None:
    if not isinstance(text, str) or not _GRAMMAR.fullmatch(text):
        raise UsageProblem(
            f"period {text!r} is not one: expected 2024, 2025H1, 2025Q1, 2025Q1-Q3, 2025-03, "
            "2025-03-31, FY2026, FY2026Q1, or two of them as first/last (2022/2024)"
        )


def _span(match: re.Match, year_end: YearEnd) -> tuple[date, date, str]:
    fiscal, year, quarter, to_quarter, half, month, day = match.groups()
    end = year_end if fiscal else CALENDAR
    year = int(year)
    try:
        if day:
            one = date(year, int(month), int(day))
            return one, one, "day"
        if month:
            days = calendar.monthrange(year, int(month))[1]
            return date(year, int(month), 1), date(year, int(month), days), "month"
    except (ValueError, IndexError) as problem:
        raise UsageProblem(f"period {match[0]!r} is not a date of the calendar") from problem
    if half:
        begin, until, freq = (int(half) - 1) * 6, int(half) * 6, "half"
    elif quarter:
        begin, until = (int(quarter) - 1) * 3, int(to_quarter or quarter) * 3
        freq = "quarters" if to_quarter else "quarter"
    else:
        begin, until, freq = 0, 12, "year"
    try:
        first = end.day(year, begin - 12) + timedelta(days=1)
        last = end.day(year, until - 12)
    except (ValueError, OverflowError) as problem:
        raise UsageProblem(f"period {match[0]!r} lies outside the calendar") from problem
    if last < first:
        raise UsageProblem(f"period {match[0]!r} runs backwards")
    return first, last, freq


def _words(match: re.Match) -> Text:
    fiscal, year, quarter, to_quarter, half, month, day = match.groups()
    en, zh = (f"FY{year}", f"{year}财年") if fiscal else (year, f"{year}年")
    if day:
        return Text(
            f"{int(day)} {calendar.month_name[int(month)]} {year}",
            f"{zh}{int(month)}月{int(day)}日",
        )
    if month:
        return Text(f"{calendar.month_name[int(month)]} {year}", f"{zh}{int(month)}月")
    if half:
        return Text(f"{_ORDINAL[int(half) - 1]} half of {en}", f"{zh}{'上下'[int(half) - 1]}半年")
    if to_quarter:
        return _quarters(en, zh, int(quarter), int(to_quarter))
    if quarter:
        number = int(quarter)
        return Text(f"{_ORDINAL[number - 1]} quarter of {en}", f"{zh}{_NUMBER_ZH[number]}季度")
    return Text(en, zh)


def _quarters(en: str, zh: str, first: int, last: int) -> Text:
    if first == 1 and last > 1:
        return Text(f"first {_COUNT[last]} quarters of {en}", f"{zh}前{'〇一两三四'[last]}季度")
    return Text(
        f"{_ORDINAL[first - 1]} to {_ORDINAL[last - 1]} quarter of {en}",
        f"{zh}{_NUMBER_ZH[first]}至{_NUMBER_ZH[last]}季度",
    )
