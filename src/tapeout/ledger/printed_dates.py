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


def date_disagreement(value: str, printed: str) -> tuple[str, str, str, str] | None:
    """Return why a date is not what was printed; None if it is, or if the print says too little.

    The year is held against the years of the print, month and day against its full dates.
    """
    years = set(_YEAR.findall(printed))
    days = _days(printed)
    wrong = (years and value[:4] not in years) or (
        len(value) == 10 and days and (int(value[5:7]), int(value[8:10])) not in days
    )
    if not wrong:
        return None
    expected = f"the date printed as {quoted(printed)}"
    sentence = f"{value} does not agree with reported_as {printed} (another date is printed)"
    return "print-disagrees", quoted(value), expected, sentence


def _days(printed: str) -> set[tuple[int, int]]:
    pairs = [match for form in _DAYS for match in form.findall(printed)]
    pairs += [(month, day) for day, month in _DAY_FIRST.findall(printed)]
    return {(_month(month), int(day)) for month, day in pairs}


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.lower()[:3]]
