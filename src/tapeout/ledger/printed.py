"""What a figure can mean: the interval of its printed digits.

`read` finds in `reported_as` the number that was printed for `value` and takes the unit of
its last digit as the step: 42.64万元 is [426,350, 426,450] yuan. Where the print says more
than "these digits, rounded", the reading follows these rules:

- A count (units, shares, persons, cards, days) printed in full is exact; with a scale word
  (2.5万) or as an estimate or forecast it is rounded like any other figure. Thresholds of
  listing rules, issue prices and names of process nodes are set, not measured, and exact.
- "About 200" is rounded to the place of its last digit that is not a trailing zero:
  [150, 250]; 约1.14% is [1.135, 1.145]. A round 10, 100, 1000 is taken to a tenth of that
  place: "nearly 100%" is [95, 105].
- "Over 25,000" and "不足1%" are read as truncation to that same place: a writer who knew
  26,000 would have written "over 26,000". So over 25,000 is [25,000, 26,000], over 90% is
  [90, 100], below 1% is [0, 1]. The far end is a convention, not knowledge: the `qualifier`
  ("over", "under", "about") goes with the quantity so that a sentence can say it.
- Figures written by a machine in base units (1228000000000.0 byte/s) have no printed
  precision: they, and rows whose print cannot be matched, count to their own last digit
  that is not a trailing zero, but never to less than three significant digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tapeout.interval import Interval
from tapeout.ledger.numerals import (
    ABOUT_AFTER,
    ABOUT_BEFORE,
    OVER_AFTER,
    OVER_BEFORE,
    UNDER_AFTER,
    UNDER_BEFORE,
    Numeral,
    numerals,
    place_of,
    spelled,
)

COUNTS = frozenset({"units", "shares", "persons", "cards", "days", "threads", "streams"})
DEFINITIONS = frozenset({"listing_threshold", "process_node", "issue_price"})
_ROUGH = frozenset({"estimate", "forecast", "guidance"})
_FURTHEST = 18  # powers of ten between a printed figure and its value in base units
_MACHINE = re.compile(r"\d{7,}\.0|\d{12,}(\.\d+)?|\d+(\.\d+)?[eE]\+?\d+|\d+\.\d{9,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """The interval [lo, hi] of a printed figure, in the unit of its value.

    `step` is the unit of the last printed digit, 0 when exact. `how` says what it rests on:
    digits, rounded (the value has more digits than the print), words, halved, machine,
    formula, own (the digits of the value, because the print could not be matched).
    """

    lo: Decimal
    hi: Decimal
    step: Decimal
    qualifier: str = ""
    how: str = "digits"


def read(
    reported_as: str,
    value: Decimal,
    unit: str,
    *,
    metric: str = "",
    basis: str = "",
    note: str = "",
) -> Reading | None:
    """Return the reading of `value` in `reported_as`, or None where no number there matches."""
    found = numerals(reported_as)
    exact = metric in DEFINITIONS
    best = _best(found, value)
    if best is not None:
        numeral, power = best
        return _reading(numeral, power, value, unit, exact=exact, rough=basis in _ROUGH)
    if "halved" in note and (double := _best(found, value * 2)) is not None:
        numeral, power = double
        return _around(value, numeral.step.scaleb(power) / 2, how="halved")
    for numeral in spelled(reported_as, percent=unit == "percent"):
        if numeral.value == abs(value):
            whole = Reading(value, value, Decimal(0), "", "words")
            plain = value == 0 or (unit in COUNTS and not numeral.qualifier)
            return whole if plain else _around(value, numeral.step, numeral.qualifier, "words")
    if any(_nearly(numeral.value, value) for numeral in found if _MACHINE.fullmatch(numeral.text)):
        return own(value, how="machine")
    if unit == "GB" and any(_in_mebibytes(numeral, value) for numeral in found):
        return own(value, how="machine")
    return _rounded(found, value)


def own(value: Decimal, unit: str = "", how: str = "own") -> Reading:
    """Return the reading of a figure by its own digits; a whole count is exact."""
    if is_whole_count(value, unit):
        return Reading(value, value, Decimal(0), "", how)
    return _around(value, own_step(value), how=how)


def is_whole_count(value: Decimal, unit: str) -> bool:
    """Return whether a value counts things: a whole number of units, shares, persons, ..."""
    return unit in COUNTS and value == value.to_integral_value()


def own_step(value: Decimal) -> Decimal:
    """Return the unit of the last digit of `value` that is not a trailing zero.

    At least three significant digits are taken as known: 2000 GB/s counts to 10.
    """
    if value == 0:
        return Decimal(1).scaleb(min(value.as_tuple().exponent, 0))
    return min(place_of(value), Decimal(1).scaleb(value.adjusted() - 2))


def is_machine(text: str) -> bool:
    """Return whether digits look written by a program in base units: 312000000000000.0."""
    return bool(_MACHINE.fullmatch(text))


def _best(found: list[Numeral], value: Decimal) -> tuple[Numeral, int] | None:
    """Return the numeral whose digits are those of `value`, with the power of ten between."""
    size, matches = abs(value), []
    for numeral in found:
        if numeral.value == 0 or size == 0:
            power = numeral.power
        else:
            power = size.adjusted() - numeral.value.adjusted()
        if abs(power) <= _FURTHEST and numeral.value.scaleb(power) == size:
            matches.append((abs(power - numeral.power), numeral.step.scaleb(power), numeral, power))
    if not matches:
        return None
    _, _, numeral, power = min(matches, key=lambda match: match[:2])
    return numeral, power


def _reading(numeral: Numeral, power: int, value: Decimal, unit: str, *, exact: bool, rough: bool):
    word = _qualifier(numeral)
    if word:
        place = place_of(numeral.value, numeral.step).scaleb(power)
        return _bounded(value, place, word, filled=place > numeral.step.scaleb(power))
    if exact:
        return Reading(value, value, Decimal(0))
    if _MACHINE.fullmatch(numeral.text):
        return own(value, how="machine")
    if unit in COUNTS and power == 0 and numeral.step >= 1:
        if rough:
            return _around(value, place_of(numeral.value, numeral.step))
        return Reading(value, value, Decimal(0))
    return _around(value, numeral.step.scaleb(power))


def _bounded(value: Decimal, place: Decimal, word: str, *, filled: bool) -> Reading:
    if word == "about":
        round_number = filled and abs(value) == place
        return _around(value, place / 10 if round_number else place, word)
    # A loss of "more than 6.3bn" lies below -6.3bn: bounds speak of the size.
    outwards = word == "over"
    if (value >= 0) == outwards:
        return Reading(value, value + place, place, word)
    return Reading(value - place, value, place, word)


def _around(value: Decimal, step: Decimal, word: str = "", how: str = "digits") -> Reading:
    half = step / 2
    around = Interval.point(value) + Interval(-half, half)  # rounded outwards, if at all
    return Reading(around.lo, around.hi, step, word, how)


def _nearly(printed: Decimal, value: Decimal) -> bool:
    """Return whether two figures differ by floating-point noise only, at any power of ten."""
    if printed == 0 or value == 0:
        return False
    size = abs(value)
    for power in (size.adjusted() - printed.adjusted(), size.adjusted() - printed.adjusted() - 1):
        if abs(printed.scaleb(power) - size) <= size * Decimal("1e-4"):
            return True
    return False


def _in_mebibytes(numeral: Numeral, value: Decimal) -> bool:
    """Return whether a size printed in MB or MiB is `value` GB (65520MB of a 64 GB card)."""
    unit = re.match(r"\s*Mi?B", numeral.after)
    return bool(unit) and abs(numeral.value / 1024 - value) <= value / 100


def _rounded(found: list[Numeral], value: Decimal) -> Reading | None:
    """Return the reading of a value that has more digits than its print (140.577亿元)."""
    for numeral in found:
        printed, step = numeral.value.scaleb(numeral.power), numeral.step.scaleb(numeral.power)
        known = len(numeral.value.as_tuple().digits) >= 3
        if known and abs(printed - abs(value)) <= step / 2:
            middle = printed.copy_sign(value)
            return Reading(
                middle - step / 2, middle + step / 2, step, _qualifier(numeral), "rounded"
            )
    return None


def _qualifier(numeral: Numeral) -> str:
    before, after = numeral.before, numeral.after
    for word, ahead, behind in (
        ("under", UNDER_BEFORE, UNDER_AFTER),
        ("over", OVER_BEFORE, OVER_AFTER),
        ("about", ABOUT_BEFORE, ABOUT_AFTER),
    ):
        if ahead.search(before) or behind.match(after):
            return word
    return ""
