"""What stands around a printed number: a sign, a word for a loss, the other end of a range."""

from __future__ import annotations

import re
from decimal import Decimal

from tapeout.ledger.currencies import CODE_AT_END, MARK
from tapeout.ledger.numerals import Numeral, numerals

_DEFICIT = r"[净淨]?(?:[亏虧][损損]?|流出)"
_LOSS_ZH = rf"{_DEFICIT}|下降|[减減]少|下滑|下跌|降低|缩水|缩减|回落|跌|降|[减減]|[负負]|赤字|缺口"
_MOVED_EN = r"narrow|widen|shr|cut|fell|fall|rose|grew|decreas|increas|reduc"
_LOSS_EN = (
    rf"(?:loss(?:es)?|deficit)\b(?![^\d]*\b(?:{_MOVED_EN}))[^\d;,.]{{0,40}}|"
    r"(?:decreas\w*|declin\w*|down|fell|fall|drop\w*|lost|shrank|contracted|negative|minus|"
    r"outflow)\b"
)
# "A loss that narrowed to 14 m" is a loss; "fell to 36 %" is no negative figure.
_STILL_ZH = (
    rf"{_DEFICIT}(?:[去掉]|同比|环比|按年)?(?:收窄|缩小|[减減]少|扩大|增加)?[至到]|减亏[至到]"
)
_STILL_EN = rf"loss(?:es)?\s+(?:{_MOVED_EN})\w*\b[^;]{{0,20}}\bto\b"
_LINK_ZH = r"(?:\s|[去掉]|[，,]|[总總]?[额額]|同比|环比|按年|为|為|達|达|了|超过?|逾|近|高达|约|約|[:：]|（元）|\(元\))*"
_LINK_EN = r"(?:\s|of|by|was|were|over|about|nearly|more than|:)*"
_BEFORE = re.compile(
    rf"(?:^|[^A-Za-z0-9_.%）)元亿万年月日])[-−–－]\s*{MARK}\s*$|[▼↓]\s*$|"
    r"(?:RMB|CNY|USD|HKD|人民币|[$¥￥])\s*[-−－]$|"
    rf"(?:{_LOSS_ZH}|{_STILL_ZH}){_LINK_ZH}{MARK}\s*$|"
    rf"\b(?:{_LOSS_EN}|{_STILL_EN}){_LINK_EN}{MARK}\s*$",
    re.IGNORECASE,
)
_USED = re.compile(rf"\b(?:used|burn\w*)\b[a-z\s]*{MARK}\s*$", re.IGNORECASE)  # of cash
# Brackets of an account stand alone; those behind a word hold an aside.
_BRACKET_BEFORE = re.compile(rf"(?:^|[^\w]|RMB|CNY|USD|HKD|US|HK)[(（]\s*{MARK}\s*$|^[(（]\s*$")
_BRACKET_AFTER = re.compile(r"^\s*(?:[亿万百千]*元?|%|％)?\s*[)）]")
_AFTER = re.compile(
    r"^(?:(?!\band\b|和|与|及|但|同比|按年|环比|（|\(|\bversus\b|\bagainst\b)[^\d;,，；。、]){0,24}?"
    r"(?:亏损|流出|下降|减少|\bloss\b|\bdeficit\b|\boutflow\b|\bdecline\b|\bdecrease\b|\blower\b|"
    r"\bverlust\b)(?![^;,，；。]{0,8}\d)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"without (?:a |its )?sign", re.IGNORECASE)
# Metrics and segments whose own name says that a fall or loss is what the figure counts.
_COUNTS_LOSSES = re.compile(r"loss|deficit|outflow|decrease|decline|drawdown|cut|narrow")
# Costs are positive here, and accounts print them in brackets or as money that flows out.
_COSTS = re.compile(
    r"^(?:cost_of_revenue|capex|income_tax|purchases|issue_costs|spending|project_budget|"
    r"compensation|unit_cost|period_expenses|\w+_expense)\."
)

_DASH = r"\s*(?:[-–—─~～∼⁓〜]{1,2}|至|到|to|through)\s*"
_UNIT = (
    r"(?:%|％|[亿万]?[美港]?元|[亿万]|[KMGTPEkmgtpe]?i?(?:FLOPS|OPS|B/s|B|W)|"
    r"million|billion|bn|mn|m(?![A-Za-z]))?"
)
# 54.6% to 53.4% is a change where a verb of change or "from" leads it.
_CHANGED = re.compile(rf"\b(?:from|up|down|{_MOVED_EN})\w*\b[^;]*$", re.IGNORECASE)
_RANGE_AFTER = re.compile(rf"^\s?{_UNIT}{_DASH}{MARK}\s?\d")
_RANGE_BEFORE = re.compile(rf"(?<![A-Za-z\d.])(\d[\d.,]*)\s?{_UNIT}{_DASH}{MARK}\s?$")
_LOW = re.compile(r"(?:^|_)(?:low|lower|min)(?:$|[_+])|lower_bound")
_HIGH = re.compile(r"(?:^|_)(?:high|higher|upper|max|peak)(?:$|[_+])")
_LOW_NOTE = re.compile(r"lower (?:end|bound)|low end|下限|下端", re.IGNORECASE)
_HIGH_NOTE = re.compile(r"upper (?:end|bound)|high end|上限|上端", re.IGNORECASE)
A_RANGE = "the print is a range: two rows, segments ..._low and ..._high"
LOST = "the print is negative: is the sign lost?"


def is_negative(numeral: Numeral, *, money: bool) -> bool:
    """Return whether a number is printed as negative: sign, brackets, a word for loss or fall.

    "Used" is such a word for money only: 10,000 cards that were used are no fewer.
    """
    if _negative_before(numeral.before, money=money):
        return True
    if _BRACKET_BEFORE.search(numeral.before) and _BRACKET_AFTER.match(numeral.rest):
        return True
    return bool(_AFTER.match(numeral.rest))


def _negative_before(words: str, *, money: bool) -> bool:
    return bool(_BEFORE.search(words) or (money and _USED.search(words)))


def second_end(numeral: Numeral) -> str:
    """Return the print from the second end of a range on whose first end this is; "" if none."""
    before, last = numeral.before, numeral.before[-1:]
    if last.isascii() and last.isalpha() and not CODE_AT_END.search(before):
        return ""  # C500-64GB is a name
    text = f"{numeral.word if numeral.word.isascii() else ''}{numeral.rest}"
    match = _RANGE_AFTER.match(text)
    if match is None or (" to " in match[0] and _CHANGED.search(before)):
        return ""
    return text[match.end() - 1 :]


def in_range(numeral: Numeral) -> bool:
    """Return whether a number is one end of a printed range."""
    return bool(second_end(numeral) or _first_end(numeral))


def _first_end(numeral: Numeral) -> re.Match | None:
    """Return the match of the first end of a range on whose second end this is."""
    match = _RANGE_BEFORE.search(numeral.before)
    if match and " to " in match[0] and _CHANGED.search(numeral.before[: match.start()]):
        return None
    return match


def wrong_side(
    numeral: Numeral, value: Decimal, names: str, note: str, *, money: bool
) -> str | None:
    """Return what is wrong with the sign, or with the end of a range, of a matching number.

    `names` is metric and segment, which may say the end (guidance_low) or that losses are
    counted; the note may say either too.
    """
    if in_range(numeral):
        return _wrong_end(numeral, value, names, note, money=money)
    negative = is_negative(numeral, money=money)
    if value < 0 and not negative and not _NOTE.search(note.partition("formula:")[0]):
        return "the print has no minus, brackets or word for a loss: check the sign"
    if value > 0 and negative and not _COUNTS_LOSSES.search(names) and not _COSTS.search(names):
        return LOST
    return None


def _wrong_end(
    numeral: Numeral, value: Decimal, names: str, note: str, *, money: bool
) -> str | None:
    said_low = bool(_LOW.search(names) or _LOW_NOTE.search(note))
    said_high = bool(_HIGH.search(names) or _HIGH_NOTE.search(note))
    if not (said_low or said_high):
        return A_RANGE
    first = _first_end(numeral)
    start = numeral.before[: first.start()] if first else numeral.before
    negative = _negative_before(start, money=money) or is_negative(numeral, money=money)
    if value > 0 and negative and not _COUNTS_LOSSES.search(names):
        return LOST
    rest = second_end(numeral)
    other = numerals(rest)[:1] if rest else numerals(first[1])[:1] if first else []
    if said_low != said_high and other:
        # The lower end of a loss is printed as the larger number.
        smaller = numeral.value < other[0].value
        if smaller != (said_low == (value > 0)):
            return "the value is the other end of the range"
    return None
