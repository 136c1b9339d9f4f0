"""What a printed number counts, by what stands directly beside it: money, percent, bytes, watts."""

from __future__ import annotations

import re
from functools import lru_cache

from tapeout.ledger.numerals import Numeral

_KINDS = (
    ("flops", re.compile(r"\s*[KMGTPEZ]?(?:FLOPS?|OPS?)(?![A-Za-z])", re.IGNORECASE)),
    ("bytes a second", re.compile(r"\s*[KMGT]?i?(?:B|[Bb]ytes?|字节)(?:/s|ps|/秒|每秒)")),
    ("bits a second", re.compile(r"\s*[KMGT]?(?:bit/s|bps|b/s)")),
    ("transfers a second", re.compile(r"\s*[MG]T/s")),
    ("bytes", re.compile(r"\s*[KMGT]i?B(?![A-Za-z/每])")),
    ("bits", re.compile(r"\s*[KMGT](?:b|bit|bits)(?![A-Za-z/])")),
    ("watts", re.compile(r"\s*[kM]?(?:W|瓦)(?![A-Za-z])")),
    ("square centimetres", re.compile(r"\s*(?:cm²|cm2|平方厘米)")),
    ("micrometres", re.compile(r"\s*[µμu]m(?![A-Za-z])")),
    ("percent", re.compile(r"\s*(?:%|％|‰|个百分点|百分点|percent\b|pp\b)", re.IGNORECASE)),
    ("times", re.compile(r"\s*(?:倍|x\b|times\b)", re.IGNORECASE)),
    ("money", re.compile(
        r"\s*(?:人民[币幣]|[美港欧日]|新加坡|[加澳])?元(?!/)|\s*(?:yuan|RMB|CNY|USD|HKD)\b(?!/)",
        re.IGNORECASE)),
    ("people", re.compile(r"\s*(?:人(?!民)|名|persons?\b|employees?\b)", re.IGNORECASE)),
    ("things", re.compile(
        r"\s*(?:张|片|颗|块|台|家|卡|cards?\b|GPUs?\b|股|shares?\b)", re.IGNORECASE)),
    ("quarters", re.compile(r"\s*(?:个?季度|quarters?\b)", re.IGNORECASE)),
    ("months", re.compile(r"\s*(?:个月|months?\b)", re.IGNORECASE)),
    ("weeks", re.compile(r"\s*(?:周|weeks?\b)", re.IGNORECASE)),
    ("days", re.compile(r"\s*(?:天|日(?!元)|工作日|days?\b)", re.IGNORECASE)),
    ("years", re.compile(r"\s*(?:年(?![年度末初底])|years?\b)", re.IGNORECASE)),
)  # fmt: skip
_OF = {
    **dict.fromkeys(("TFLOPS", "PFLOPS", "EFLOPS", "TOPS"), frozenset({"flops"})),
    **dict.fromkeys(("GB/s", "TB/s", "MB/s"), frozenset({"bytes a second"})),
    "Gbit/s": frozenset({"bits a second"}),
    **dict.fromkeys(("GB", "GiB", "MB"), frozenset({"bytes"})),
    "W": frozenset({"watts"}),
    "mm2": frozenset(),
    "nm": frozenset(),
    "percent": frozenset({"percent", "times"}),
    "ratio": frozenset({"percent", "times"}),
    **dict.fromkeys(("CNY", "USD", "HKD", "CNY/share", "HKD/share", "USD/share", "CNY/unit",
                     "CNY_per_10_shares", "CNY_per_registered_capital"), frozenset({"money"})),
    "persons": frozenset({"people"}),
    "units": frozenset({"things", "people"}),
    "cards": frozenset({"things"}),
    "shares": frozenset({"things"}),
    "days": frozenset({"days"}),
    "months": frozenset({"months"}),
    "years": frozenset({"years"}),
}  # fmt: skip


@lru_cache(maxsize=4096)
def _kinds(rest: str) -> frozenset[str]:
    return frozenset(name for name, form in _KINDS if form.match(rest))


def foreign_kind(numeral: Numeral, unit: str) -> str:
    """Return what a number counts that `unit` does not, "" if nothing speaks against the unit."""
    wanted = _OF.get(unit)
    if wanted is None:
        return ""
    found = _kinds(numeral.rest[:24])
    return "" if not found or found & wanted else min(found)


def carries(numeral: Numeral, unit: str) -> bool:
    """Return whether a number has a scale word or the unit beside it."""
    return numeral.scaled or bool(_kinds(numeral.rest[:24]) & _OF.get(unit, frozenset()))
