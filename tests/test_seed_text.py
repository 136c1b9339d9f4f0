"""The text of a narrative: what cleaning removes and keeps, and where its figures must stand."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeout.errors import DataProblem, UsageProblem
from tapeout.seed import (
    clean,
    read_seed,
    seeds_folder,
    text_bytes,
    verify,
    verify_json,
    verify_lines,
)
from tapeout.seed.claim import SCHEMA
from tapeout.seed.pinyin import drop_pinyin
from tapeout.seed.text import LARGEST, simplify
from tapeout.seed.verification import comparable

READINGS = {
    "half width": ("茶農(nóng)在山上", "茶農在山上"),
    "full width": ("茶農（nóng）在山上", "茶農在山上"),
    "one half, one full": ("茶農（nóng)在山上", "茶農在山上"),
    "each character": ("紅(hóng)茶(chá)", "紅茶"),
    "tone 1": ("春天(tiān)", "春天"),
    "tone 4 with diaeresis": ("綠(lǜ)茶", "綠茶"),
    "diaeresis without tone on it": ("女(nǚ)工", "女工"),
    "a final of its own": ("忽略(lüè)", "忽略"),
    "several syllables": ("茶葉(cháyè)", "茶葉"),
    "syllables parted": ("茶葉(chá yè)", "茶葉"),
    "syllables hyphenated": ("茶葉(chá-yè)", "茶葉"),
    "an apostrophe": ("西安(Xī'ān)", "西安"),
    "capitals": ("西安(XĪĀN)", "西安"),
    "decomposed marks": ("茶(cha\u0301)園", "茶園"),
    "a breve for the third tone": ("雨(y\u016d)水", "雨水"),
    "typesetter's letters": ("剛(ɡānɡ)好", "剛好"),
    "a neutral syllable within": ("孩子(háizi)", "孩子"),
    "neutral by itself": ("他們(men)來了(le)", "他們來了"),
    "a syllabic nasal": ("嗯(ǹg)，好", "嗯，好"),
    "an ambiguous parting": ("方案(fāngàn)", "方案"),
    "spaces inside": ("茶( chá )園", "茶園"),
    "two in a row": ("茶(chá)(chá)園", "茶園"),
    "inside another bracket": ("山上(有茶(chá)園)", "山上(有茶園)"),
    "a character beyond the first plane": ("𠮷(jí)野", "𠮷野"),
}
KEPT = [
    "茶園(AI)與晶片(GPU)", "型號(H200)", "成立(2019)", "杭州(上海)", "茶（中國）", "全茶(简称“茶”)",
    "咖啡(café)", "詩集(résumé)", "馬累(Malé)", "城市(Bogotá)", "秘魯(Perú)", "聖保羅(São)",
    "工程師(men)", "工人(me)", "人(he)", "茶(de)", "商號(long)", "茶(chan)", "茶(chá3)", "茶()",
    "tea(chá)", "2024(nián)", "，(chá)", "茶 (chá)", "(chá)茶", "茶[chá]", "茶(chá", "茶chá)",
    "茶(cháyè)", "山茶(chá yè hǎo)", "茶(chá、yè)", "茶(ḉhá)", "茶(chá\u0301)", "茶(bx\u0101)",
    "詩(including the pictures)", "茶(́)", "茶(áá)", "茶(zhuàngg)", "茶(gǚ)", "茶(AI)(chá)",
]  # fmt: skip
PAIRS = {
    "茶葉賣給國營農場": "茶叶卖给国营农场",
    "乾燥的風與乾坤": "干燥的风与乾坤",
    "頭髮花白，發展很快": "头发花白，发展很快",
    "皇后走在後面": "皇后走在后面",
    "一目瞭然，遠遠瞭望": "一目了然，远远瞭望",
    "幹部從不干涉": "干部从不干涉",
    "隨著春天，看著茶園，寫下名著": "随着春天，看着茶园，写下名著",
    "反覆覆蓋": "反复覆盖",
    "臺灣裡面的麵店": "台湾里面的面店",
}
# Sentences in simplified characters, among them what stands in traditional text too.
SIMPLE = [
    "茶园在山上。",
    "乾县有乾陵",
    "宫商角徵羽",
    "覆盖一片",
    "张昇说：好",
    "Tea, 3.5%",
    "１２",
    "  ",
]


@pytest.mark.parametrize(("given_text", "expected"), READINGS.values(), ids=READINGS)
def test_a_reading_behind_its_character_goes(given_text, expected):
    assert drop_pinyin(given_text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_other_brackets_stay(text):
    assert drop_pinyin(text) == text


@pytest.mark.parametrize(("traditional", "simplified"), PAIRS.items())
def test_traditional_becomes_simplified_by_phrases(traditional, simplified):
    assert clean(traditional).paragraphs == (simplified,)


@pytest.mark.parametrize("text", SIMPLE)
def test_simplified_text_is_left_as_it_is(text):
    assert simplify(text) == text


def test_the_reading_goes_before_phrases_are_looked_up():
    assert clean("乾(gān)燥(zào)的風(fēng)").paragraphs == ("干燥的风",)


def test_paragraphs_are_lines_that_are_neither_empty_nor_a_picture():
    raw = (
        "![a tea](x.png)\n\n某人寫\r\n  \u3000一段\u3000\r![](y)![](z) \n![](a) 二段\n\u3000\n三段"
    )
    found = clean(raw)
    assert found.paragraphs == ("某人写", "一段", "![](a) 二段", "三段")
    assert found.sha256 == hashlib.sha256(raw.encode()).hexdigest()


def test_the_hash_is_that_of_the_bytes_and_the_mark_is_no_text():
    raw = b"\xef\xbb\xbf" + "茶\n".encode()
    assert clean(raw).sha256 == hashlib.sha256(raw).hexdigest()
    assert clean(raw).paragraphs == ("茶",)


def test_a_configuration_in_the_working_folder_is_not_taken(tmp_path):
    (tmp_path / "tw2s").write_text("{}", encoding="utf-8")
    (tmp_path / "tw2s.json").write_text("{}", encoding="utf-8")
    code = "from tapeout.seed import clean; assert clean('\u8336\u8449').paragraphs == ('\u8336\u53f6',)"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)


def test_the_library_is_imported_by_use_alone():
    code = "import sys, tapeout.seed, tapeout.cli; sys.exit('opencc' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


ALPHABET = "茶葉农農著乾徵麼圖宫県𠮷(（)）chāáǎàüén men'-1２ ，\n\r!["
MIXED = st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=40)
TOKENS = st.lists(
    st.sampled_from(
        [*"茶葉乾縣徵聲幺麼於則()（）", "(chá)", "(yè)", "(chá yè)", "(men)", "\n", "們"]
    ),
    max_size=25,
).map("".join)


@given(MIXED | TOKENS)
def test_cleaning_twice_is_cleaning_once(raw):
    once = clean(raw).paragraphs
    assert clean("\n".join(once)).paragraphs == once


@given(st.text(alphabet="茶园农业发展了着乾徵覆 ,.，。0123４５%abcéā", max_size=60))
def test_text_without_brackets_and_traditional_characters_is_unchanged(raw):
    assert clean(raw).paragraphs == ((raw.strip(),) if raw.strip() else ())


@given(st.lists(st.sampled_from(["茶(chá)", "園(yuán)", "(AI)", "好", "(好)", "5%", "x"])))
def test_only_readings_go(parts):
    expected = "".join(part.split("(")[0] if part[1:3] in ("(c", "(y") else part for part in parts)
    assert drop_pinyin("".join(parts)) == expected


@given(st.binary(max_size=200) | MIXED.map(lambda text: text.encode("big5", "replace")))
def test_any_bytes_are_text_or_a_data_problem(raw):
    try:
        assert clean(raw, "tea.txt").sha256 == hashlib.sha256(raw).hexdigest()
    except DataProblem as problem:
        assert str(problem).startswith("tea.txt") and "expected" in str(problem)


TEXT = "茶農說：去年全國的茶葉產量約為三百多萬噸，其中綠茶占六成。\n" * 5
BAD = {
    "GBK": (simplify(TEXT).encode("gbk"), "GBK text"),
    "Big5": (TEXT.replace("占", "佔").encode("big5"), "Big5 text"),
    "UTF-16": (TEXT.encode("utf-16"), "UTF-16 text"),
    "one byte": (TEXT.encode().replace(b"\n", b"\xff\n", 1), "byte 0xff that is not UTF-8"),
    "a list, and a byte": (b"[tea] \xff", "byte 0xff that is not UTF-8"),
    "empty": (b"", "an empty file"),
    "gzip": (b"\x1f\x8b\x08\x00", "gzip data"),
    "PDF": (b"%PDF-1.7", "a PDF document"),
    "a page": (b"<!doctype html><p>tea", "a web page"),
    "too large": (b"a" * (LARGEST + 1), "4,194,305 bytes"),
}


@pytest.mark.parametrize(("raw", "said"), BAD.values(), ids=BAD)
def test_what_is_no_text_is_named(raw, said):
    with pytest.raises(DataProblem) as caught:
        clean(raw, "tea.txt")
    message = str(caught.value)
    assert message.startswith("tea.txt") and f"found {said}" in message
    assert "UTF-8" in message and "csv" not in message.lower()


def test_text_that_opens_with_a_link_is_text():
    assert clean("[茶](x)\n好".encode()).paragraphs == ("[茶](x)", "好")


# An invented story of a tea farm: its paragraphs count from the author's line.
STORY = """\
![]()
作者:某(mǒu)茶農

去年春天,茶園收(shōu)入為１，２８４．５萬元,淨利潤為-7.20萬元,占比分別為61%、5.5%。
　　全年賣出 3-48 箱,面積 6 nm²,最早為2031年;2024 100箱留存。
今年收入18.6億元,增長5%。
"""
CLAIMS = {
    "income": (2, "1284.5万元"),
    "income_grouped": (2, "1,284.5 万元"),
    "income_traditional": (2, "1284.5萬元"),
    "profit": (2, "-7.20万元"),
    "profit_minus": (2, "−7.20万元"),
    "share": (2, "61%"),
    "share_wide": (2, "６１％"),
    "boxes": (3, "3–48箱"),
    "area": (3, "6nm²"),
    "year": (3, "最早为2031年"),
    "growth": (4, "5%"),
    "story": (4, ""),
}


def seed_of(tmp_path, claims, sha256=""):
    """Return a seed whose claims quote the printed figures given, as paragraph and words."""
    folder = tmp_path / "tea"
    folder.mkdir(exist_ok=True)
    digest = sha256 or hashlib.sha256(STORY.encode()).hexdigest()
    both = "{en: Tea, zh: 茶}"
    (folder / "seed.yaml").write_text(
        f'id: tea\ntitle: {both}\nauthor: {both}\npublisher: {both}\npublished: "2025-06"\n'
        f"language: zh\nsha256: {digest}\ncompany: tea\n"
        "outline:\n  - {section: viability, en: Tea., zh: 茶。}\n",
        encoding="utf-8",
    )
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in SCHEMA.fields], lineterminator="\n")
    writer.writeheader()
    for name in claims:
        texts = {"statement_en": "It is so", "statement_zh": "如此"}
        row = {"claim_id": name, "section": "viability", "paragraph": "1", "kind": "event"}
        writer.writerow(row | texts)
    (folder / "claims.csv").write_text(out.getvalue(), encoding="utf-8")
    seed = read_seed(folder)
    told = (
        replace(claim, paragraph=paragraph, reported_as=words)
        for claim, (paragraph, words) in zip(seed.claims, claims.values(), strict=True)
    )
    return replace(seed, claims=tuple(told))


def only(tmp_path, paragraph, words):
    """Return what is missing of a seed with one claim."""
    return verify(seed_of(tmp_path, {"one": (paragraph, words)}), STORY).missing


def test_every_figure_that_stands_is_found(tmp_path):
    found = verify(seed_of(tmp_path, CLAIMS), STORY.encode(), "tea.txt")
    assert found.missing == () and found.problems == () and found.sha256_ok
    assert set(found.found) == set(CLAIMS) - {"story"} and found.unprinted == ("story",)
    assert found.paragraphs == 4
    assert verify_lines(found) == [
        "tea: 4 paragraphs in tea.txt; sha256 agrees with seed.yaml",
        "11 of 11 printed figures stand in their paragraph; claims without one: 1",
        "no problem found",
    ]


def test_a_figure_of_another_paragraph_says_which(tmp_path):
    (missing,) = only(tmp_path, 4, "61%")
    assert (missing.elsewhere, missing.paragraph, missing.row) == ((2,), 4, 2)
    assert missing.file.endswith("tea/claims.csv")
    (line,) = map(str, verify(seed_of(tmp_path, {"one": (4, "61%")}), STORY).problems)
    assert line == f"{missing.file}:2:paragraph: found 4 (one), expected 2, where '61%' stands"


def test_a_changed_digit_shows_the_nearest_figure(tmp_path):
    seed = seed_of(tmp_path, {"one": (2, "1248.5万元")})
    (problem,) = verify(seed, STORY).problems
    assert problem.column == "reported_as" and problem.row == 2
    assert str(problem).endswith(
        ":2:reported_as: found '1248.5万元' (one), "
        "expected words of paragraph 2; nearest there: '1284.5万元'"
    )


def test_the_nearest_figure_comes_with_as_much_around_it(tmp_path):
    (missing,) = only(tmp_path, 3, "最早为2032年")
    assert missing.nearest == "最早为2031年"


def test_a_sign_counts_at_the_start_of_a_paragraph(tmp_path):
    seed = seed_of(tmp_path, {"one": (1, "7%"), "two": (1, "-7%")})
    assert verify(seed, "-7%，去年的利潤率").found == ("two",)


WRONG = {
    "a part of a longer number": (4, "8.6亿元"),
    "decimals of another": (2, "20万元"),
    "the start of a longer number": (2, "1284"),
    "the first digits": (3, "20"),
    "the sign left out": (2, "7.20万元"),
    "the end of a decimal": (2, "5%"),
    "the end of a range is no negative number": (3, "-48箱"),
    "the unit changed": (2, "1284.5亿元"),
    "numbers that a space parts": (3, "2024100箱"),
    "a power is no digit": (3, "6nm2"),
    "words of nowhere": (2, "约为"),
}


@pytest.mark.parametrize(("paragraph", "words"), WRONG.values(), ids=WRONG)
def test_what_only_looks_alike_is_not_found(tmp_path, paragraph, words):
    (missing,) = only(tmp_path, paragraph, words)
    assert missing.reported_as == words and paragraph not in missing.elsewhere


@pytest.mark.parametrize("words", ["", "61%", "99%"])
def test_a_paragraph_that_does_not_exist_is_missing(tmp_path, words):
    for paragraph in (0, 5, -1):
        seed = seed_of(tmp_path, {"one": (paragraph, words)})
        (problem,) = verify(seed, STORY).problems
        expected = {"": "expected 1 to 4", "61%": "expected 2,", "99%": "stands in none of them"}
        assert problem.column == "paragraph" and expected[words] in str(problem)
        assert f"found {paragraph} (one)" in str(problem)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("１２，３４５．６％", "12345.6%"), ("12 345", "12 345"), ("12\u202f345", "12345"),
        ("2023—2024年", "2023-2024年"), ("2023～2024年", "2023-2024年"), ("约 5 %", "约5%"),
        ("（５）", "(5)"), ("1,2,3", "1，2，3"), ("12,34", "12，34"), ("−5", "-5"), ("－5", "-5"),
    ],
)  # fmt: skip
def test_what_makes_no_difference(one, other):
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.5", "15"),
        ("-5", "5"),
        ("12,34", "1234"),
        ("10²", "102"),
        ("10 20", "1020"),
        ("5%", "5"),
        ("2024,100", "2024100"),
        ("1,2345", "12345"),
    ],
)
def test_what_makes_a_difference(one, other):
    assert comparable(one) != comparable(other)


@pytest.mark.parametrize("text", ["5%-10%", "2亿元-3亿元", "2022年-2023年"])
def test_a_hyphen_behind_a_unit_joins_a_range(tmp_path, text):
    seed = seed_of(tmp_path, {"one": (1, text.split("-")[1])})
    assert verify(seed, text).missing == ()


def test_the_text_of_another_hash_is_told_and_still_compared(tmp_path):
    seed = seed_of(tmp_path, {"one": (2, "61%"), "two": (2, "62%")}, "ab" * 32)
    found = verify(seed, STORY, "tea.txt")
    assert not found.sha256_ok and found.found == ("one",)
    assert [problem.code for problem in found.problems] == ["sha256", "claim-text"]
    first, *_, last = verify_lines(found)
    assert "differs from" in first and last == "2 problems in all"
    message = str(found.problems[0])
    assert message.startswith(f"tea.txt: found sha256 {hashlib.sha256(STORY.encode()).hexdigest()}")
    assert f"expected {'ab' * 32}" in message


def test_a_text_with_other_line_ends_has_another_hash(tmp_path):
    raw = STORY.replace("\n", "\r\n").encode()
    found = verify(seed_of(tmp_path, CLAIMS), raw)
    assert not found.sha256_ok and found.missing == ()


def test_programs_are_told_the_same(tmp_path):
    seed = seed_of(tmp_path, {"one": (4, "5.5%"), "two": (4, ""), "three": (4, "5%")}, "ab" * 32)
    told = json.loads(verify_json(verify(seed, STORY, "tea.txt")))
    assert told["schema"] == "tapeout-seed-verify/1"
    assert (told["seed"], told["file"], told["paragraphs"]) == ("tea", "tea.txt", 4)
    assert told["sha256"]["agrees"] is False and told["sha256"]["expected"] == "ab" * 32
    assert (told["found"], told["unprinted"]) == (["three"], ["two"])
    assert told["missing"] == [
        {
            "claim_id": "one",
            "paragraph": 4,
            "reported_as": "5.5%",
            "elsewhere": [2],
            "nearest": "5%",
        }
    ]
    assert told["total"] == len(told["problems"]) == 2
    assert told["problems"][1]["column"] == "paragraph" and told["problems"][1]["row"] == 2


@given(st.text(max_size=12), st.integers(-2, 9), MIXED)
def test_no_claim_and_no_text_raises_anything_else(tmp_path_factory, words, paragraph, raw):
    seed = SHARED.setdefault("seed", seed_of(tmp_path_factory.mktemp("any"), {"one": (1, "5%")}))
    changed = replace(seed.claims[0], reported_as=words, paragraph=paragraph)
    found = verify(replace(seed, claims=(changed,)), raw)
    assert len(found.found) + len(found.unprinted) + len(found.missing) == 1
    assert verify_lines(found) and json.loads(verify_json(found))


SHARED: dict = {}


def test_the_file_is_read_or_refused_as_usage(tmp_path):
    file = tmp_path / "tea.txt"
    for path in (file, tmp_path):
        with pytest.raises(UsageProblem) as caught:
            text_bytes(path, "tea.txt")
        assert str(caught.value).startswith("tea.txt: found ") and "--text" in str(caught.value)
    file.write_bytes(STORY.encode())
    link = tmp_path / "elsewhere" / "link.txt"
    link.parent.mkdir()
    link.symlink_to(file)
    assert text_bytes(link, "link.txt") == STORY.encode()
    file.write_bytes(b"%PDF-1.7")
    with pytest.raises(DataProblem, match="a PDF document"):
        clean(text_bytes(file, "tea.txt"), "tea.txt")


@pytest.mark.skipif("TAPEOUT_SEED_TEXT" not in os.environ, reason="TAPEOUT_SEED_TEXT names no text")
def test_the_shipped_claims_stand_in_the_article():
    path = Path(os.environ["TAPEOUT_SEED_TEXT"])
    shipped = [read_seed(card.parent) for card in seeds_folder().glob("*/seed.yaml")]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (seed,) = (each for each in shipped if each.sha256 == digest)
    found = verify(seed, text_bytes(path, path.name), path.name)
    assert found.problems == ()
    assert drop_pinyin("".join(clean(path.read_bytes()).paragraphs)).isprintable()
