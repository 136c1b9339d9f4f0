"""What stands around a printed number: a sign, a word for a loss, the other end of a range."""

from __future__ import annotations

import re

from tapeout.ledger.numerals import Numeral

_LOSS_ZH = r"亏损总?额?|净亏损?|亏|净?流出|下降|减少|下滑|下跌|降低|跌|降|负|赤字|缺口"
_LOSS_EN = r"loss(?:es)?|deficit|decreas\w*|declin\w*|down|fell|fall|drop\w*|negative|minus|outflow"
# "A loss that narrowed to 14 m" is a loss; "fell to 36 %" is no negative figure.
_STILL_ZH = r"(?:净亏损?|亏损)(?:收窄|缩小|减少|扩大|增加|增至)?[至到]"
_STILL_EN = r"loss(?:es)?\s+(?:narrowed|shrank|fell|widened|grew|rose)\s+to"
_MONEY = r"(?:RMB|CNY|USD|HKD|US\$|HK\$|人民币|[$¥￥])?"
_LINK = r"(?:\s|of|by|was|were|over|about|nearly|more than|为|達|达|了|超过?|逾|近|高达|[:：约約])*"
_BEFORE = re.compile(
    rf"(?:^|[^\w.%）)元亿万])[-−–－]\s*{_MONEY}\s*$|^[-−–－]\s*{_MONEY}\s*$|(?:RMB|CNY|USD|HKD|人民币|[$¥￥])\s*[-−－]$|"
    rf"(?:{_LOSS_ZH}|{_STILL_ZH}){_LINK}{_MONEY}\s*$|"
    rf"\b(?:{_LOSS_EN}|{_STILL_EN})\b{_LINK}{_MONEY}\s*$",
    re.IGNORECASE,
)
_USED = re.compile(rf"\bused\b{_LINK}{_MONEY}\s*$", re.IGNORECASE)  # of cash
_BRACKET_BEFORE = re.compile(rf"[(（]\s*{_MONEY}\s*$")
_BRACKET_AFTER = re.compile(r"^\s*(?:[亿万百千]*元?)?\s*[)）]")
_AFTER = re.compile(
    r"^(?:(?!\band\b|和|与|及|但)[^\d;,，；。、]){0,24}?(?:亏损|流出|下降|减少|\bloss\b|"
    r"\bdeficit\b|\boutflow\b|\bdecline\b|\bdecrease\b|\bverlust\b)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"without sign|\bloss|deficit|outflow|\bfall|亏损|流出|下降", re.IGNORECASE)
# Metrics and segments whose own name says that a fall or loss is what the figure counts.
_COUNTS_LOSSES = re.compile(r"loss|deficit|outflow|decrease|decline|drawdown|cut|narrow")

_DASH = r"\s*(?:-|–|—|~|～|至|到|to)\s*"
_UNIT = r"(?:%|％|[亿万]?[美港]?元|[亿万]|[KMGTPEkmgtpe]?i?(?:FLOPS|OPS|B/s|B|W))?"
_RANGE_AFTER = re.compile(rf"^\s*{_UNIT}\s*{_DASH}{_MONEY}\s*\d")
_RANGE_BEFORE = re.compile(rf"(?<![A-Za-z\d.])\d[\d.,]*\s*{_UNIT}{_DASH}{_MONEY}\s*$")
_LOW = re.compile(r"(?:^|_)(?:low|lower|min)(?:$|[_+])|lower_bound")
_HIGH = re.compile(r"(?:^|_)(?:high|higher|upper|max|peak)(?:$|[_+])")
_LOW_NOTE = re.compile(r"lower (?:end|bound)|low end|下限|下端", re.IGNORECASE)
_HIGH_NOTE = re.compile(r"upper (?:end|bound)|high end|上限|上端", re.IGNORECASE)
A_RANGE = "the print is a range: two rows, segments ..._low and ..._high"


def is_negative(numeral: Numeral, *, money: bool) -> bool:
    """Return whether a number is printed as negative: sign, brackets, a word for loss or fall.

    "Used" is such a word for money only: 10,000 cards that were used are no fewer.
    """
    if _BEFORE.search(numeral.before) or (money and _USED.search(numeral.before)):
        return True
    if _BRACKET_BEFORE.search(numeral.before) and _BRACKET_AFTER.match(numeral.rest):
        return True
    return bool(_AFTER.match(numeral.rest))


def second_end(numeral: Numeral) -> str:
    """Return the print from the second end of a range on whose first end this is; "" if none."""
    if numeral.before[-1:].isascii() and numeral.before[-1:].isalpha():
        return ""  # C500-64GB is a name
    match = _RANGE_AFTER.match(numeral.rest)
    return numeral.rest[match.end() - 1 :] if match else ""


def in_range(numeral: Numeral) -> bool:
    """Return whether a number is one end of a printed range."""
    return bool(second_end(numeral) or _RANGE_BEFORE.search(numeral.before))


def wrong_side(
    numeral: Numeral, value: object, names: str, note: str, *, money: bool
) -> str | None:
    """Return what is wrong with the sign, or with the end of a range, of a matching number.

    `names` is metric and segment, which may say the end (guidance_low) or that losses are
    counted; the note may say either too.
    """
    low, high = bool(second_end(numeral)), bool(_RANGE_BEFORE.search(numeral.before))
    if low or high:
        said_low = bool(_LOW.search(names) or _LOW_NOTE.search(note))
        said_high = bool(_HIGH.search(names) or _HIGH_NOTE.search(note))
        if not (said_low or said_high):
            return A_RANGE
        # The lower end of a loss is printed as the larger number.
        if value > 0 and said_low != said_high and low != high and said_low != low:
            return "the value is the other end of the range"
        return None
    negative = is_negative(numeral, money=money)
    if value < 0 and not negative and not _NOTE.search(note.partition("formula:")[0]):
        return "the print has no minus, brackets or word for a loss: check the sign"
    if value > 0 and negative and not _COUNTS_LOSSES.search(names):
        return "the print is negative: is the sign lost?"
    return None
