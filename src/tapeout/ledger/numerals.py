"""Numbers as they are printed: digits with scale words, Chinese numerals, number words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－～", "0123456789.,%+-~")
# Thousands with commas, a decimal comma (1,64 TB/s in a German text), or plain digits.
_DECIMAL_COMMA = r"\d{1,3},\d{1,2}(?![\d,])"
# Thousands set off by spaces count where a scale follows: 22 000 millones.
_SPACED = r"(?<![A-Za-z])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?=\s?(?:milli|millones|mn\b|bn\b))"
_DIGITS = rf"{_SPACED}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|{_DECIMAL_COMMA}|\d+(?:\.\d+)?(?:[eE][+-]?\d{{1,2}})?"
SCALES = {
    "万亿": 12, "兆": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "億": 8,
    "千万": 7, "百万": 6, "百萬": 6, "万": 4, "萬": 4, "千": 3,
    "trillion": 12, "trn": 12, "billion": 9, "bn": 9, "milliarden": 9, "milliarde": 9,
    "million": 6, "millionen": 6, "millones": 6, "mn": 6, "crore": 7, "lakh": 5, "लाख": 5,
    "thousand": 3, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12, "mln": 6,
    "t": 12, "b": 9, "m": 6, "k": 3,
}  # fmt: skip
_WORDS = "|".join(sorted(SCALES, key=len, reverse=True))
# A single letter is a scale only where no further letter follows: 5.2B, but not 64 GB, 5 TB/s.
_SCALE = re.compile(rf"\s*(?:({_WORDS})(?![A-Za-z/]))?", re.IGNORECASE)
_NUMBER = re.compile(rf"(?<![\d.])(?<!\d,)(?:{_DIGITS})(?![\d])")
_COMPOUND = re.compile(rf"({_DIGITS})\s*(兆|万亿|亿|億)\s*({_DIGITS})\s*(亿|億|万|萬)")
_THING = r"(?:[个個家人台张張颗顆只项項条條款份名股片枚]|GPUs?|units?|cards?)"

OVER_BEFORE = re.compile(
    r"(?:超过?|超過|逾|突破|高于|高於|不低于|不少于|至少|more than|over|above|exceed\w*|at least|"
    r"greater than|>=?|≥)[\s为RMBCNYUSDHK$¥]*$",
    re.IGNORECASE,
)
OVER_AFTER = re.compile(
    rf"\s*(?:\+(?!\s*[\d(])|以上|多(?={_THING}|$)|余(?={_THING}|$)|से अधिक|or more)"
)
UNDER_BEFORE = re.compile(
    r"(?:不足|不到|少于|低于|不超过|不超過|不高于|less than|under|below|no more than|at most|<=?|≤)"
    r"[\s为RMBCNYUSDHK$¥]*$",
    re.IGNORECASE,
)
UNDER_AFTER = re.compile(r"\s*(?:以下|以内|or less)")
ABOUT_BEFORE = re.compile(
    r"(?:约为?|約|接近|将近|近|about|around|approximately|approx\.?|roughly|nearly|almost|"
    r"close to|approaching|circa|~|≈)[\s为RMBCNYUSDHK$¥]*$",
    re.IGNORECASE,
)
ABOUT_AFTER = re.compile(r"\s*(?:左右|上下)")
_NEAR = re.compile(r"约|約|接近|将近|近|about|around|nearly|roughly|almost", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """One printed number: its digits as a decimal, the unit of the last one, its surroundings.

    `power` is the power of ten that its scale word means; `scaled` says whether it has one.
    """

    text: str
    value: Decimal
    step: Decimal
    power: int = 0
    scaled: bool = False
    before: str = ""
    after: str = ""
    qualifier: str = ""
    word: str = ""  # the scale word, in small letters
    rest: str = ""  # what follows the scale word, units and all


def numerals(printed: str) -> list[Numeral]:
    """Return every number in `printed`, in order; compounds (1兆2227.88亿) come first."""
    text = printed.translate(_FULL_WIDTH)
    found = [_compound(match, text) for match in _COMPOUND.finditer(text)]
    for match in _NUMBER.finditer(text):
        comma = re.fullmatch(_DECIMAL_COMMA, match[0])
        digits = re.sub(r"\s", "", match[0]).replace(",", "." if comma else "")
        scale = _SCALE.match(text, match.end())
        word = (scale[1] or "").lower()
        value = Decimal(digits)
        step = Decimal(1).scaleb(value.as_tuple().exponent)
        rest = text[scale.end() if word else match.end() :]
        after = re.sub(r"^\s*(?:亿?[美港]?元|%|个百分点|天|TFLOPS|TB/s|yuan|USD)", "", rest)
        found.append(
            Numeral(
                digits,
                value,
                step,
                SCALES.get(word, 0),
                bool(word),
                text[: match.start()],
                after,
                word=word,
                rest=rest,
            )
        )
    return found


def place_of(value: Decimal, step: Decimal | None = None) -> Decimal:
    """Return the unit of the last digit that counts: 25,000 -> 1000, 1.20 -> 0.01, 158 -> 1.

    Zeros at the end of a whole number only fill the places; zeros after the point count.
    """
    if step is not None and step < 1:
        return step
    if value == 0:
        return Decimal(1)
    return Decimal(1).scaleb(value.normalize().as_tuple().exponent)


def _compound(match: re.Match, text: str) -> Numeral:
    high, high_word, low, low_word = match.groups()
    tail = Decimal(low.replace(",", ""))
    power = SCALES[low_word]
    value = Decimal(high.replace(",", "")).scaleb(SCALES[high_word]) + tail.scaleb(power)
    step = Decimal(1).scaleb(tail.as_tuple().exponent + power)
    after = text[match.end() :]
    return Numeral(
        match[0], value, step, 0, True, text[: match.start()], after, word=low_word, rest=after
    )


# -- numbers in words ---------------------------------------------------------------------
_ENGLISH = {
    "zero": 0, "no": 0, "one": 1, "two": 2, "dual": 2, "three": 3, "four": 4, "quad": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_CHINESE = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_ENGLISH_WORD = re.compile(rf"\b({'|'.join(_ENGLISH)})\b", re.IGNORECASE)
_CHINESE_WORD = re.compile(r"(百分之)?([零一两二三四五六七八九十]+)(成)?")
# A share said as a fraction is known to a tenth of the whole at best.
_FRACTIONS = (
    (re.compile(r"\btwo[- ]thirds\b", re.IGNORECASE), Decimal("66.6667")),
    (re.compile(r"\b(?:a|one) third\b", re.IGNORECASE), Decimal("33.3333")),
    (re.compile(r"\bhalf\b|一半|过半", re.IGNORECASE), Decimal(50)),
)


def spelled(printed: str, *, percent: bool) -> list[Numeral]:
    """Return the numbers that `printed` says in words: four, 五款, 七成, two-thirds."""
    word = "about" if _NEAR.search(printed) else ""
    found = []
    for match in _CHINESE_WORD.finditer(printed):
        value = _chinese(match[2])
        if value is None:
            continue
        if match[3]:
            found.append(Numeral(match[0], Decimal(value * 10), Decimal(10), qualifier="about"))
        else:
            step = place_of(Decimal(value)) if word else Decimal(1)
            found.append(Numeral(match[0], Decimal(value), step, qualifier=word))
    if percent:
        for form, value in _FRACTIONS:
            if form.search(printed):
                found.append(Numeral(form.pattern, value, Decimal(10), qualifier="about"))
    for match in _ENGLISH_WORD.finditer(printed):
        value = Decimal(_ENGLISH[match[0].lower()])
        found.append(Numeral(match[0], value, Decimal(1), qualifier=word))
    return found


def _chinese(word: str) -> int | None:
    """Return a Chinese numeral below one hundred, or None."""
    if "十" not in word:
        return _CHINESE[word] if len(word) == 1 else None
    tens, _, ones = word.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)
