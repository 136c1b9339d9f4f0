"""In which currency a number is printed: by what stands beside it, else by the whole print."""

from __future__ import annotations

import re
from functools import lru_cache

from tapeout.ledger.numerals import Numeral

MONEY = ("CNY", "USD", "HKD")
# What may stand between a word or bracket and the figure: loss of RMB 5 million, (USD m).
MARK = r"(?:USD|CNY|RMB|HKD|EUR|US\$|HK\$|人民[币幣]|[$¥￥€])?"
CODE_AT_END = re.compile(r"(?:RMB|CNY|USD|HKD|EUR|SGD|AUD|CHF|NT|US|HK)$", re.IGNORECASE)
_FORMS = {
    "TWD": r"\bTWD\b|NT\$?(?=\s?\d)|新?[台臺][币幣]",
    "SGD": r"\bSGD\b|(?<![A-Z])S\$|新加坡元",
    "AUD": r"\bAUD\b|(?<![A-Z])AU?\$|澳元",
    "CAD": r"\bCAD\b|(?<![A-Z])C\$|加元",
    "CHF": r"\bCHF\b|瑞士法郎",
    "INR": r"\bINR\b|₹|卢比",
    "EUR": r"\bEUR\b|€|[欧歐]元|euros?\b",
    "JPY": r"\bJPY\b|日[元圆圓]|円|\byen\b",
    "GBP": r"\bGBP\b|£|英[镑鎊]",
    "KRW": r"\bKRW\b|₩|[韩韓][元圆圓]|\bwon\b",
    "HKD": r"HKD|HK\$|港[元币幣]",
    "USD": r"USD|US\$|(?<![A-Za-z])\$|美[元金刀]|dollars?",
    "CNY": r"(?<![美港欧歐日韩韓加坡澳])元|RMB|CNY|yuan|人民[币幣]|renminbi|[¥￥]",
}
_ANYWHERE = {name: re.compile(form, re.IGNORECASE) for name, form in _FORMS.items()}
_BEFORE = {name: re.compile(rf"(?:{form})\s*[-−(（]?\s*$", re.IGNORECASE)
           for name, form in _FORMS.items() if name != "TWD"}  # fmt: skip
_AFTER = {name: re.compile(rf"\s*(?:{form})", re.IGNORECASE) for name, form in _FORMS.items()}


@lru_cache(maxsize=65536)
def _beside(before: str, rest: str) -> str:
    for name, form in _AFTER.items():
        if form.match(rest):
            return name
    return next((name for name, form in _BEFORE.items() if form.search(before)), "")


def other_beside(numeral: Numeral, unit: str) -> str:
    """Return the currency that stands beside a number if it is not that of `unit`, else ""."""
    if unit[:3] not in MONEY:
        return ""
    found = _beside(numeral.before[-16:], numeral.rest[:16])
    return "" if found in ("", unit[:3]) else found


@lru_cache(maxsize=4096)
def any_in(printed: str) -> bool:
    """Return whether a print names any currency."""
    return any(form.search(printed) for form in _ANYWHERE.values())


@lru_cache(maxsize=4096)
def other_in(printed: str, unit: str) -> str:
    """Return the currency of a print that speaks of another one than that of `unit`, else ""."""
    if unit[:3] not in MONEY:
        return ""
    found = [name for name, form in _ANYWHERE.items() if form.search(printed)]
    if not found or unit[:3] in found[:1]:
        return ""
    # 新台币7亿元 ends in 元 and is no yuan.
    return found[0] if unit[:3] not in found or found[0] not in MONEY else ""
