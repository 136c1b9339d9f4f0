"""A date against its print: 2025-12-17 and 2025年12月17日, 17 December 2025, 12月17日."""

from __future__ import annotations

import calendar
import re

from tapeout.ledger.problem import quoted

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}
_NAMED = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DAYS = (  # month and day, wherever the year stands
    re.compile(r"(?<!\d)(?:19|20)\d\d[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]"),
    re.compile(rf"\b{_NAMED}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)", re.IGNORECASE),
)
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_NAMED}", re.IGNORECASE)

_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
_MONTHS_ALONE = (
    re.compile(r"(?<!\d)(\d{1,2})月(?!\d)"),
    re.compile(r"(?<!\d)(?:19|20)\d\d[-/.](\d{1,2})(?![-/.\d])"),
    re.compile(rf"\b{_NAMED}(?=\s|$|,)", re.IGNORECASE),
)
_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4,
            "first": 1, "second": 2, "third": 3, "fourth": 4}  # fmt: skip
_QUARTERS = (
    re.compile(r"Q([1-4])(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)([1-4])Q"),
    re.compile(r"第?([一二三四1-4])季度?"),
    re.compile(r"\b(first|second|third|fourth)\s+quarter", re.IGNORECASE),
)
_HALF = re.compile(
    r"上(?=半年)|下(?=半年)|\b(?:first|second)(?=\s+half)|H[12](?!\d)", re.IGNORECASE
)
_HALVES = {"上": 1, "下": 2, "first": 1, "second": 2, "h1": 1, "h2": 2}


def date_disagreement(value: str, printed: str) -> tuple[str, str, str, str] | None:
    """Return why a date is not what was printed; None if it is, or if the print says too little.

    The year is held against the years of the print, the rest against its days, months,
    quarters and halves, as far as it has them; a day that the print does not have is refused.
    """
    years, days = set(_YEAR.findall(printed)), _days(printed)
    compact = set(_COMPACT.findall(printed))
    if compact:
        years |= {year for year, _, _ in compact}
        days |= {(int(month), int(day)) for _, month, day in compact}
    wrong = bool(years) and value[:4] not in years
    said = ", ".join(sorted(years))
    if not wrong and days and len(value) == 10:
        wrong = (int(value[5:7]), int(value[8:10])) not in days
        said = ", ".join(f"{month:02d}-{day:02d}" for month, day in sorted(days))
    if not wrong and not days:
        wrong, said = _coarse(value, printed)
    if not wrong:
        return None
    expected = f"the date printed as {quoted(printed)}"
    sentence = f"{value} does not agree with reported_as {printed} (the print says {said})"
    return "print-disagrees", quoted(value), expected, sentence


def _coarse(value: str, printed: str) -> tuple[bool, str]:
    """Return whether a print without days speaks of other months, quarters or halves."""
    months = {_month(m) for form in _MONTHS_ALONE for m in form.findall(printed)}
    quarters = {_NUMBERS[q.lower()] for form in _QUARTERS for q in form.findall(printed)}
    halves = {_HALVES[h.lower()] for h in _HALF.findall(printed)}
    if "Q" in value:
        return bool(quarters) and int(value[5]) not in quarters, f"quarter {_list(quarters)}"
    if "H" in value:
        return bool(halves) and int(value[5]) not in halves, f"half {_list(halves)}"
    if len(value) >= 7 and months:
        finer = len(value) == 10
        return finer or int(value[5:7]) not in months, f"month {_list(months)}" + (
            " and no day" if finer else ""
        )
    return False, ""


def _list(numbers: set[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))


def _days(printed: str) -> set[tuple[int, int]]:
    pairs = [match for form in _DAYS for match in form.findall(printed)]
    pairs += [(month, day) for day, month in _DAY_FIRST.findall(printed)]
    return {(_month(month), int(day)) for month, day in pairs}


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.lower()[:3]]
