"""The embedded faces: only the characters used, each in its face, the same bytes each time."""

from __future__ import annotations

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from tapeout.errors import GateProblem
from tapeout.render import fonts
from tapeout.render.html import characters_by_face, render


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TAPEOUT_CACHE", str(tmp_path))
    return tmp_path / "fonts"


def characters(address: str) -> set[str]:
    data = base64.b64decode(address.partition("base64,")[2])
    return {chr(code) for code in TTFont(io.BytesIO(data)).getBestCmap()}


def test_a_subset_has_the_characters_asked_for(cache):
    assert characters(fonts.embedded("沐曦 R&D \u2212", "sans")) == set("沐曦 R&D\u2212")


def test_the_same_characters_give_the_same_bytes(cache, tmp_path, monkeypatch):
    first = fonts.embedded("沐曦ab", "serif")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")  # the clock of the font library
    monkeypatch.setenv("TAPEOUT_CACHE", str(tmp_path / "other"))
    assert fonts.embedded("ba曦沐a", "serif") == first
    assert fonts.embedded("ab", "serif") != fonts.embedded("ab", "sans")


def test_a_subset_is_kept_and_used_again(cache, monkeypatch):
    first = fonts.embedded("沐曦", "sans")
    assert {p.suffix for p in cache.iterdir()} == {".woff2", ".sha256"}
    monkeypatch.setattr(fonts, "_subset", lambda *_: pytest.fail("made again"))
    assert fonts.embedded("沐曦", "sans") == first


def test_a_damaged_file_in_the_cache_is_made_again(cache):
    first = fonts.embedded("沐曦", "sans")
    kept = next(cache.glob("*.woff2"))
    kept.write_bytes(kept.read_bytes()[:40])
    assert fonts.embedded("沐曦", "sans") == first
    assert len(kept.read_bytes()) > 40


def test_a_cache_that_cannot_be_written_is_no_loss(tmp_path, monkeypatch):
    monkeypatch.setenv("TAPEOUT_CACHE", str(tmp_path))
    first = fonts.embedded("沐", "sans")
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    monkeypatch.setenv("TAPEOUT_CACHE", str(in_the_way))
    assert fonts.embedded("沐", "sans") == first


def test_a_character_that_neither_face_has_is_named(cache):
    with pytest.raises(GateProblem, match=r"U\+0915"):
        fonts.face_rules({"sans": "a\u0915", "serif": "b"})


def test_a_character_of_one_face_only_is_taken_from_it(cache):
    only = sorted(fonts.characters_of("serif") - fonts.characters_of("sans"))
    c = next(chr(code) for code in only if chr(code).isprintable())
    rules = fonts.face_rules({"sans": f"a{c}", "serif": "b"})
    serif = re.search(r'"Noto Serif SC".*?url\(([^)]+)\)', rules).group(1)
    assert characters(serif) == {"b", c}


def test_unseen_characters_ask_for_no_glyph(cache):
    assert fonts.face_rules({"sans": "\n\u200d\ufeff"}) == ""


@pytest.mark.parametrize(
    ("page", "sans", "serif"),
    [
        ('<p>a<b class="v">b<i>c</i></b>d</p>', "ad", "bc"),
        ('<p class="v">a<em class="e">b</em>c<span class="r">d</span></p>', "bd", "ac"),
        ('<style>x{}</style><p class="v q">a<br>b</p>c', "c", "ab"),
        ("<svg><title>x</title><desc>y</desc><text>a&amp;</text></svg>", "a&", ""),
    ],
)
def test_each_character_is_counted_for_the_face_it_is_set_in(page, sans, serif):
    assert characters_by_face(page) == {"sans": set(sans), "serif": set(serif)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_faces_of_a_page_cover_its_words(cache, notebooks, language):
    page = render(notebooks, language)
    needed = characters_by_face(page)
    found = dict(
        re.findall(r'font-family:"(Noto \w+ SC)";font-display:block;src:url\(([^)]+)\)', page)
    )
    for face, family in fonts.FAMILIES.items():
        assert needed[face] - fonts._UNSEEN == characters(found[family])
