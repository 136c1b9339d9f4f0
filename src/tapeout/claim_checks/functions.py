"""The functions of a check that read nothing: sums, ratios, growth, shares, words, dates."""

from __future__ import annotations

from tapeout import quantity
from tapeout.claim_checks.answers import Answer
from tapeout.ledger import period_text
from tapeout.moment import Moment, days_between, years_between
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text


def _total(*parts) -> Quantity | Gap:
    return quantity.total(_flat(parts))


def _cagr(*parts) -> Quantity | Gap:
    """Return the growth rate over a list of years, or from a first to a last over n years."""
    if len(parts) == 3:
        return quantity.cagr(*parts)
    years = _flat(parts)
    return quantity.cagr(years[0], years[-1], len(years) - 1)


def _flat(parts) -> list:
    return [q for part in parts for q in (part if isinstance(part, list) else [part])]


def _says(words: Text | Gap, wanted: Text | str) -> Answer:
    """Return whether words of the evidence hold `wanted`, in either language."""
    if is_gap(words):
        return Answer(None)
    if not isinstance(words, Text):
        raise ValueError(f"says() reads words, found {words!r}")
    wanted = wanted.en if isinstance(wanted, Text) else wanted
    return Answer(any(wanted.casefold() in part.casefold() for part in words))


def _since(moment: Moment | Gap, start: Moment | str) -> Answer:
    """Return whether a date lies in or after a year, month or day."""
    if is_gap(moment):
        return Answer(None)
    begin = (Moment.parse(start) if isinstance(start, str) else start).first
    return Answer(True if moment.first >= begin else False if moment.last < begin else None)


FUNCTIONS = {
    "total": _total,
    "ratio": quantity.ratio,
    "share": quantity.share,
    "growth": quantity.growth,
    "cagr": _cagr,
    "abs": abs,
    "minus": lambda a, b: a - b,
    "days": days_between,
    "years": years_between,
    "says": _says,
    "since": _since,
    "when": period_text,
}
