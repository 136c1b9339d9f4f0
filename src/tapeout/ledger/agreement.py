"""`value` against `reported_as`: the printed figure must convert to the value, digit for digit.

A factor of a thousand, 万元 taken for 元, a ratio taken for a percentage, a lost sign, another
currency: each is found by reading the print and never by looking at how large a value is.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from tapeout.ledger.cells import NO_NUMBERS
from tapeout.ledger.currencies import CODE_AT_END, MONEY, any_in, other_beside, other_in
from tapeout.ledger.kinds import carries, foreign_kind
from tapeout.ledger.numerals import Numeral, numerals, spelled
from tapeout.ledger.printed import is_machine, read
from tapeout.ledger.problem import quoted
from tapeout.ledger.scales import power_of, states_scale
from tapeout.ledger.signs import A_RANGE, in_range, is_negative, second_end, wrong_side

Verdict = tuple[str, str, str, str]  # code, found, expected, the sentence
_BETWEEN = re.compile(r"\bbetween\b|介于|介於", re.IGNORECASE)
_REFERENCE = re.compile(r"附注|附註|注释|见|詳見|第[一二三四五六七八九十]")
# Years, days, names and numbers of pages beside a figure are not the figure.
_IN_FULL = 7  # the power of ten of the first digit of eight
_BARE = "the print states no currency and no scale: write them, as in 743.07 (CNY m)"
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_BEFORE = re.compile(r"\b(?:in|of|by|since|FY|year)\s*$", re.IGNORECASE)
_YEAR_AFTER = re.compile(r"\s*(?:年(?![以内限期])|财年|年度|[:：])")
_DAY_AFTER = re.compile(r"\s*[月日号]")
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:pp?|pages?|tables?|notes?|top|FY)\.?|附注|附註|表|前)\s*$", re.IGNORECASE
)
_PLACE_AFTER = re.compile(r"\s*[页頁季期章节]")
_ASKED = {
    2: "is the value a ratio?",
    3: "is the value in thousands?",
    4: "is the value in 万{yuan}?",
    6: "is the value in millions?",
    8: "is the value in 亿{yuan}?",
    9: "is the value in billions?",
    12: "is the value in trillions?",
}
_QUICK = re.compile(
    r"([^\d]{0,6}?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)((?![\d,.])[^\d]{0,24})", re.ASCII
)
_SPACES = re.compile(r"\s+")
_SIGNS = re.compile(r"[-+−–－]")


def disagreement(
    value: str,
    unit: str,
    printed: str,
    *,
    metric: str = "",
    segment: str = "",
    basis: str = "",
    note: str = "",
) -> Verdict | None:
    """Return why a numeric `value` is not what was printed; None if it is.

    `value` is a decimal in `unit`, `printed` the print and not empty. Where the print holds
    several numbers one of them must be the value. Arithmetic (3,675 - 513) is not read here.
    """  # fmt: skip
    if agrees_at_once(value, unit, printed):
        return None
    printed = _SPACES.sub(" ", printed)
    number, money = Decimal(value), unit[:3] in MONEY
    found = _figures(printed, unit)
    other = other_in(printed, unit)
    if other and found:
        reason = f"the print is in {other}, the unit is {unit}"
        return _says(value, printed, reason, "print-disagrees")
    matches = [n for n in found if _agrees(n, number, unit, printed)]
    if not matches and _read_otherwise(number, unit, printed, metric, basis, note):
        return None
    if not matches:
        return _nothing_matches(value, unit, printed, found)
    if number and unit in MONEY and not _says_money(found, printed):
        return _says(value, printed, _BARE, "print-disagrees")
    names = f"{metric}.{segment}"
    sides = [wrong_side(each, number, names, note, money=money) for each in matches]
    if None in sides:
        return None
    code = "print-range" if sides[0] == A_RANGE else "print-disagrees"
    return _says(value, printed, sides[0], code)


def _says_money(found: list[Numeral], printed: str) -> bool:
    """Return whether a print states a currency or a scale, without which 743.07 may be anything.

    A figure of eight digits and more is taken to be in full, as the accounts print it.
    """
    if any_in(printed) or any(states_scale(each, printed) for each in found):
        return True
    return any(each.value.adjusted() >= _IN_FULL for each in found)


def _figures(printed: str, unit: str) -> list[Numeral]:
    """Return the numbers of a print that can be its figure.

    Where one carries a scale or the unit, numbers that carry neither stand for something else.
    """
    every = numerals(printed)
    found = [each for each in every if not _beside(each, unit)]
    if not found and len(every) == 1 and every[0].before[-1:].isalpha():
        return every  # wave64: the name is all there is
    carrying = [each for each in found if carries(each, unit) or in_range(each)]
    return carrying or found


def _nothing_matches(value: str, unit: str, printed: str, found: list[Numeral]) -> Verdict:
    if any(in_range(each) for each in found) or (len(found) > 1 and _BETWEEN.search(printed)):
        return _says(value, printed, A_RANGE, "print-range")
    if found:
        reason = _factor(found, Decimal(value), unit, printed)
        return _says(value, printed, reason, "print-disagrees")
    if numerals(printed):
        reason = "the print holds years, names or page numbers alone"
        return _says(value, printed, reason, "print-disagrees")
    said = spelled(printed, percent=unit == "percent")
    if said and not _REFERENCE.search(printed):
        reason = (
            f"the print is in words that say {said[0].value:f}: copy digits where there are any"
        )
        return _says(value, printed, reason, "print-disagrees")
    return "print-unreadable", quoted(printed), "the figure as printed in the source", ""


def _says(value: str, printed: str, reason: str, code: str) -> Verdict:
    shown = printed if printed.isprintable() and len(printed) <= 80 else quoted(printed)
    sentence = f"{value} does not agree with reported_as {shown} ({reason})"
    return code, quoted(value), f"the figure printed as {quoted(printed)} ({reason})", sentence


# -- digits and scale --------------------------------------------------------------------------
def agrees_at_once(value: str, unit: str, printed: str) -> bool:
    """Return whether one plain positive number with a known tail agrees; False is undecided."""
    match = _QUICK.fullmatch(printed)
    if match is None or value[0] == "-" or unit in NO_NUMBERS:
        return False
    power = _form(match[1], match[3], unit)
    digits = match[2].replace(",", "")
    return power is not None and Decimal(digits).scaleb(power) == Decimal(value)


@lru_cache(maxsize=65536)
def _form(lead: str, tail: str, unit: str) -> int | None:
    """Return the power of ten of a print of this form; None where more than that must be seen."""
    printed = f"{lead}777{tail}"
    found = numerals(printed)
    if len(found) != 1 or found[0].text != "777" or _SIGNS.search(lead):
        return None
    one = found[0]
    if other_in(printed, unit) or other_beside(one, unit) or foreign_kind(one, unit):
        return None
    if _beside(one, unit) or is_negative(one, money=unit[:3] in MONEY):
        return None
    if unit in MONEY and not _says_money(found, printed):
        return None
    return power_of(one, unit, printed)


def _agrees(numeral: Numeral, value: Decimal, unit: str, printed: str) -> bool:
    if foreign_kind(numeral, unit) or other_beside(numeral, unit):
        return False
    size = abs(value)
    for power in _powers(numeral, unit, printed):
        shown, step = numeral.value.scaleb(power), numeral.step.scaleb(power)
        if shown == size:
            return True
        digits = len(numeral.value.as_tuple().digits)
        if digits >= 3 and abs(shown - size) <= step / 2:  # the value has more digits
            return True
        if is_machine(numeral.text) and abs(shown - size) <= size / 10000:
            return True
    return False


def _powers(numeral: Numeral, unit: str, printed: str) -> set[int]:
    powers = {power_of(numeral, unit, printed)}
    rest = second_end(numeral)
    if rest:  # 0.5-2 TB/s: scale and unit stand behind the second end
        powers.update(power_of(other, unit, printed) for other in numerals(rest)[:1])
    return powers


def _beside(numeral: Numeral, unit: str) -> bool:
    """Return whether a number is a year, a day, part of a name or the number of a page."""
    before, rest = numeral.before, numeral.rest
    last = before[-1:]
    if last.isascii() and last.isalpha() and not CODE_AT_END.search(before):
        return True  # HBM2e, FP16, C550
    if _PLACE_BEFORE.search(before) or (before.endswith("第") and _PLACE_AFTER.match(rest)):
        return True
    if unit in ("years", "months", "days"):
        return False
    if _DAY_AFTER.match(rest) and not numeral.scaled:
        return True
    year = _A_YEAR.fullmatch(numeral.text) and not numeral.scaled
    return bool(year) and bool(_YEAR_AFTER.match(rest) or _YEAR_BEFORE.search(before))


def _read_otherwise(value, unit, printed, metric, basis, note) -> bool:
    """Return whether the print says the value in words, halves it or counts in powers of two."""
    reading = read(printed, value, unit, metric=metric, basis=basis, note=note)
    if reading is not None and reading.how in ("halved", "words"):
        return True
    if reading is not None and reading.how == "machine" and unit == "GB":
        return True
    listed = re.search(r"count of the \w+ listed", note)
    return bool(listed) and len(re.split(r"[,，、;；]", printed)) == value


def _factor(found: list[Numeral], value: Decimal, unit: str, printed: str) -> str:
    """Return what lies between the value and the number of the print that is nearest to it."""
    kind = foreign_kind(found[0], unit)
    if kind:
        return f"the print counts {kind}, the unit is {unit}"
    other = other_beside(found[0], unit)
    if other:
        return f"the print is in {other}, the unit is {unit}"
    same = []
    for numeral in found:
        if not numeral.value or not value:
            continue
        power = power_of(numeral, unit, printed)
        shift = numeral.value.scaleb(power).adjusted() - abs(value).adjusted()
        if numeral.value.scaleb(power) == abs(value).scaleb(shift):
            same.append((abs(shift), shift, numeral))
    if same:
        shift = min(same, key=lambda each: each[0])[1]
        factor = f"{Decimal(1).scaleb(abs(shift)):,f}".replace(",", "")
        if shift > 0:
            asked = _ASKED.get(shift, "check the unit of the value")
            if shift == 2 and unit != "percent":
                asked = "check the unit of the value"
            return f"factor {factor}: {asked.format(yuan='元' if unit[:3] in MONEY else '')}"
        if power_of(found[0], unit, printed) == 0:
            return (
                f"factor {factor} too large: a scale that stands elsewhere in the source "
                "goes behind the figure in brackets, as in 1,051 (USD m)"
            )
        return f"factor {factor} too large: was the unit applied twice?"
    shown = found[0].value.scaleb(power_of(found[0], unit, printed))
    if len(found) == 1:
        return f"the print means {shown:f} {unit}"
    return f"none of the {len(found)} numbers of the print is the value"
