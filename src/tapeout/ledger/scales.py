"""How many powers of ten lie between a printed number and a value in its unit.

74307.16万元 in CNY: 4. 1.23 TB/s in GB/s: 3. 25600 million transistors in billion: -3. The
scale stands behind the number or, for a table, in brackets: 1,051 (USD m), 1,414 (百万元).
"""

from __future__ import annotations

import re
from functools import lru_cache

from tapeout.ledger.currencies import MARK
from tapeout.ledger.numerals import SCALES, Numeral, numerals

_PREFIX = {"": 0, "k": 3, "m": 6, "g": 9, "t": 12, "p": 15, "e": 18, "z": 21,
           "giga": 9, "tera": 12, "peta": 15, "exa": 18}  # fmt: skip
# Units of a quantity with a prefix: the power of the unit itself, the forms it is printed in.
_RATE = r"(?:FLOPS?(?:/s)?|OPS?(?:/s)?)"
_BYTES = r"(?:B|bytes?|字节)"
_MEASURES: tuple[tuple[dict[str, int], re.Pattern], ...] = (
    ({"TFLOPS": 12, "PFLOPS": 15, "EFLOPS": 18, "GFLOPS": 9, "TOPS": 12, "POPS": 15},
     re.compile(rf"\s*(?:([KMGTPEZ])?\s?{_RATE}|(giga|tera|peta|exa)flops?|次|([PTEZ])(?![A-Za-z]))", re.IGNORECASE)),
    ({"GB/s": 9, "TB/s": 12, "MB/s": 6},
     re.compile(rf"\s*([KMGT])?i?{_BYTES}(?:/s|ps|/秒|每秒)", re.IGNORECASE)),
    ({"GB": 9, "MB": 6, "GiB": 9, "TB": 12, "KB": 3},
     re.compile(rf"\s*(?:([KMGT])i?{_BYTES}?|bytes?)(?![A-Za-z/])", re.IGNORECASE)),
    ({"GHz": 9, "MHz": 6}, re.compile(r"\s*([KMGT])?Hz", re.IGNORECASE)),
    ({"Gbit/s": 9}, re.compile(r"\s*([KMGT])?(?:bit/s|bps)", re.IGNORECASE)),
    ({"W": 0, "kW": 3}, re.compile(r"\s*([KMG])?W(?![A-Za-z])", re.IGNORECASE)),
)  # fmt: skip
_PARTS = (  # of a percentage and of a ratio
    (re.compile(r"\s*(?:%|％|个百分点|百分点|pct|percent\w*|pp\b)", re.IGNORECASE), -2),
    (re.compile(r"\s*‰"), -3),
    (re.compile(r"\s*(?:bps?|basis points?|个?基点)", re.IGNORECASE), -4),
    (re.compile(r"\s*(?:倍|times|x\b|×|veces)", re.IGNORECASE), 0),
    (re.compile(r"\s*成"), -1),
)
_MARK = rf"{MARK}\s*"
_WORDS = "|".join(sorted((re.escape(word) for word in SCALES), key=len, reverse=True))
_ASIDE = re.compile(
    rf"[（(]\s*{_MARK}(?:in\s+)?(?:单位|單位|unit)?[:：]?\s*{_MARK}({_WORDS})s?(?:\s+of)?"
    rf"(?:元|股|人|美元|港元)?(?:/\w+)?(?:\s*(?:USD|CNY|RMB|HKD|yuan|dollars?))?"
    rf"(?:\s*币种[:：]?\s*\w+)?\s*[)）]",
    re.IGNORECASE,
)
# A loss in brackets carries its scale behind them: $(83)M.
_BRACKETED = re.compile(rf"[)）]\s*({_WORDS})(?![A-Za-z])", re.IGNORECASE)
_BRACKETED_000 = re.compile(r"[)）]\s*(?:RMB|HK\$|US\$)\s*['’]000")
_THOUSANDS = re.compile(
    r"[（(]\s*(?:[A-Z]{3}|[A-Z]*\$|人民[币幣]|¥)?\s*['’]?000\s*[)）]"
)  # (RMB'000)


def power_of(numeral: Numeral, unit: str, printed: str) -> int:
    """Return p such that the printed number times 10**p is the value in `unit`.

    `printed` is the whole print: a scale in brackets counts for numbers without their own.
    """
    own = numeral.power if numeral.scaled else _aside(printed, numeral.rest)
    base = _base(unit) if "e" in numeral.text.lower() else 0  # 240e12, in base units
    return own + (-base if base else _unit_power(numeral.word, numeral.rest, unit))


def states_scale(numeral: Numeral, printed: str) -> bool:
    """Return whether a scale stands behind a number, or in brackets for the whole print."""
    return numeral.scaled or _aside(printed, numeral.rest) != 0


def formula_power(printed: str, unit: str) -> int:
    """Return the power of ten of a printed formula: 6 for 93,252 / 116.03 (CNY m), 3 for 450P / 8.

    Scale words of its terms (5,000万 + 1,000万) are not in it: they are part of the terms.
    """
    first = next(iter(numerals(printed)), None)
    return _aside(printed, "") + (_unit_power("", first.rest, unit) if first else 0)


def _base(unit: str) -> int:
    return next((powers[unit] for powers, _ in _MEASURES if unit in powers), 0)


@lru_cache(maxsize=4096)
def _aside(printed: str, rest: str) -> int:
    if _BRACKETED_000.match(rest):
        return 3
    match = _BRACKETED.match(rest) or _ASIDE.search(printed)
    if match is None:
        return 3 if _THOUSANDS.search(printed) else 0
    return SCALES[match[1].lower()]


@lru_cache(maxsize=4096)
def _unit_power(word: str, rest: str, unit: str) -> int:
    for powers, form in _MEASURES:
        if unit in powers:
            if word in ("t", "m", "k", "b"):  # the letter is the prefix: 163.4 T of TFLOPS
                return -powers[unit]
            match = form.match(rest)
            if match is None:
                return 0
            prefix = next((group for group in match.groups() if group), "")
            return _PREFIX[prefix.lower()] - powers[unit]
    if unit in ("percent", "ratio"):
        known = next((power for form, power in _PARTS if form.match(rest)), None)
        if unit == "percent":
            return 0 if known is None else known + 2
        return known or 0
    if unit == "billion":
        return -9 if word else 0
    return 0
