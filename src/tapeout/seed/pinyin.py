"""Readings in brackets behind Chinese characters, and how they are told from other brackets."""

from __future__ import annotations

import re
import unicodedata

HAN = "〇々\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_END = re.compile(f"[{HAN}]*$")
_REACH = 24  # characters looked at before a bracket; a longer reading is left alone
_BRACKET = re.compile(r"[(（]([^()（）\n]{1,60})[)）]")
# The four tones, and the breve that is often typed for the third.
_TONES = frozenset("\u0304\u0301\u030c\u0300\u0306")
_DIAERESIS = "\u0308"
_BETWEEN = frozenset(" \u00a0\u3000'\u2019-")
_LETTERS = str.maketrans("ɡɑ", "ga")  # single-storey letters of Chinese typesetting
_FINALS = {
    "": "a o e ai ei ao ou an en ang eng er m n ng",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un ü üe",
    "l": "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un ü üe",
    "g k h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j q x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang",
    "ch": "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang",
    "sh": "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang",
    "r": "e ao ou an en ang eng ong i u ua uo ui uan un",
    "z c": "a e ai ei ao ou an en ang eng ong i u uo ui uan un",
    "s": "a e ai ao ou an en ang eng ong i u uo ui uan un",
    "y": "a o e ai ao ou an ang ong i in ing u ue uan un",
    "w": "a o ai ei an en ang eng u",
}
_SYLLABLES = frozenset(
    initial + final
    for initials, finals in _FINALS.items()
    for initial in initials.split(" ")
    for final in finals.split()
)
_LONGEST = max(map(len, _SYLLABLES))
# What is read without a tone, and by which characters: (me) behind another one is English.
_NEUTRAL = {
    "de": "的得地", "le": "了", "ne": "呢", "ma": "嗎吗嘛", "ba": "吧", "me": "麼么", "men": "們们",
    "zi": "子", "zhe": "著着", "a": "啊", "ya": "呀", "la": "啦", "ge": "個个", "tou": "頭头",
    "guo": "過过",
}  # fmt: skip


def drop_pinyin(text: str) -> str:
    """Return the text without the readings in brackets: 茶(chá)葉(yè) becomes 茶葉.

    A bracket goes if it stands directly behind a Chinese character, holds nothing but pinyin,
    and holds no more syllables than there are characters before it. (GPU), (2024), (café) and
    (上海) stay. What is dropped does not depend on how often the text has passed here.
    """
    kept: list[str] = []
    before, place = "", 0
    for bracket in _BRACKET.finditer(text):
        piece = text[place : bracket.start()]
        before = (before + piece)[-_REACH:]
        if not _is_reading(bracket[1], before):
            piece += bracket[0]
            before = (before + bracket[0])[-_REACH:]
        kept.append(piece)
        place = bracket.end()
    return "".join([*kept, text[place:]])


def _is_reading(content: str, before: str) -> bool:
    """Return whether a bracket's content reads the characters at the end of `before`."""
    characters = len(_HAN_END.search(before)[0])
    if not characters:
        return False
    if before[-1] in _NEUTRAL.get(content.casefold(), ""):
        return True
    words = _words(content)
    return bool(words) and _count(words) <= characters


def _words(content: str) -> list[list[tuple[str, int]]]:
    """Return the words as letters with their number of tone marks; [] for other signs."""
    words: list[list[tuple[str, int]]] = [[]]
    for sign in unicodedata.normalize("NFD", content.translate(_LETTERS)).casefold():
        word = words[-1]
        if "a" <= sign <= "z":
            word.append((sign, 0))
        elif sign in _BETWEEN:
            words.append([])
        elif sign == _DIAERESIS and word and word[-1][0] == "u":
            word[-1] = ("ü", word[-1][1])
        elif sign in _TONES and word:
            word[-1] = (word[-1][0], word[-1][1] + 1)
        else:
            return []
    return [word for word in words if word]


def _count(words: list[list[tuple[str, int]]]) -> float:
    """Return the least number of syllables that the words fall into, infinity if they do not.

    Each syllable has one tone mark; one that may be without it never stands first.
    """
    total = 0.0
    for word in words:
        least = {0: total}
        for start in range(len(word)):
            if start not in least:
                continue
            for end in range(start + 1, min(start + _LONGEST, len(word)) + 1):
                syllable = "".join(letter for letter, _ in word[start:end])
                marks = sum(tones for _, tones in word[start:end])
                neutral = not marks and syllable in _NEUTRAL and least[start] > 0
                if syllable in _SYLLABLES and (marks == 1 or neutral):
                    least[end] = min(least.get(end, float("inf")), least[start] + 1)
        total = least.get(len(word), float("inf"))
    return total
