"""Characters that cannot be seen, that turn the text round, or that look like others."""

from __future__ import annotations

import unicodedata

from .base import TARGET, YEAR, Case, at, bad, fact, in_new, in_target, row_of
from .edits import add, add_fact, cell, target

# No ink of their own. Joiners (200C, 200D) belong to names of some scripts: refused in ids only.
INVISIBLE = (0x200B, 0x2060, 0xFEFF, 0x00AD, 0x180E, 0x115F, 0x3164, 0x2063, 0xE0041)
JOINERS = (0x200C, 0x200D)
BIDI = (
    *(0x200E, 0x200F, 0x061C, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E),
    *(0x2066, 0x2067, 0x2068, 0x2069),
)
CONTROL = (0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x85, 0x9B)
SEPARATORS = (0x2028, 0x2029)
BLANKS = (0x00A0, 0x3000, 0x2003, 0x202F, 0x1680)
# Letter by letter what looks like the letter of an id.
LOOKS_LIKE = {
    "cyrillic_a": ("a", "а"), "cyrillic_c": ("c", "с"), "cyrillic_e": ("e", "е"),
    "cyrillic_m": ("m", "м"), "greek_alpha": ("a", "α"), "full_width_m": ("m", "ｍ"),
    "mathematical_e": ("e", "𝑒"),
}  # fmt: skip
_ACME = row_of("entities", "acme")


def _by_point(code: str, points, *places: str) -> list[Case]:
    """Return a case for each character and each place: an id, a name, a note."""
    cases = []
    for point in points:
        sign, name = chr(point), f"U+{point:04X}"
        made = {
            "id": bad(f"{name}_in_an_id", target("subject", f"ac{sign}me"),
                      in_target(code, "subject"), also=name),
            "name": bad(f"{name}_in_a_name", cell("entities", "acme", "name_en", f"Ac{sign}me"),
                        at(code, "entities", _ACME, "name_en"), also=name),
            "note": bad(f"{name}_in_a_note", target("note", f"as{sign} printed"),
                        in_target(code, "note"), also=name),
        }  # fmt: skip
        cases.extend(made[place] for place in places)
    return cases


def _alike() -> list[Case]:
    made = []
    for name, (letter, other) in LOOKS_LIKE.items():
        wrong = "acme".replace(letter, other, 1)
        made.append(
            bad(
                f"E17_{name}_in_subject",
                target("subject", wrong),
                in_target("look-alike", "subject"),
                also=f"U+{ord(other):04X}",
            )
        )
    return made


CASES: list[Case] = [
    *_by_point("invisible-character", INVISIBLE, "id", "name", "note"),
    *_by_point("look-alike", JOINERS, "id"),
    *_by_point("bidi-character", BIDI, "id", "name", "note"),
    *_by_point("control-character", CONTROL, "id", "name", "note"),
    *_by_point("line-separator", SEPARATORS, "id", "name", "note"),
    *_by_point("replacement-character", (0xFFFD,), "id", "name", "note"),
    *(bad(f"U+{point:04X}_in_an_id", target("subject", f"ac{chr(point)}me"),
          in_target("unknown-reference", "subject"), also="acme") for point in BLANKS),
    *(bad(f"U+{point:04X}_before_an_id", target("subject", f"{chr(point)}acme"),
          in_target("spaces", "subject")) for point in BLANKS),
    *_alike(),
    bad("E16_decomposed_in_an_id", target("subject", unicodedata.normalize("NFD", "acmé")),
        in_target("not-nfc", "subject")),
    bad("E16_decomposed_in_a_name", cell("entities", "acme", "name_en",
        unicodedata.normalize("NFD", "Société Acmé")), at("not-nfc", "entities", _ACME, "name_en")),
    bad("E16_decomposed_in_a_note", target("note", unicodedata.normalize("NFD", "für 2024")),
        in_target("not-nfc", "note")),
    bad("E17_cyrillic_in_fact_id", target("fact_id", "аcme.capex.2024"),
        in_target("look-alike", "fact_id")),
    bad("E17_cyrillic_in_segment", add_fact(segment="tоtal", fact_id="acme.capex.total.2023"),
        in_new("look-alike", "segment"), also="U+043E"),
    bad("E17_greek_in_segment", add_fact(segment="tοtal", fact_id="acme.capex.total.2023"),
        in_new("look-alike", "segment"), also="U+03BF"),
    bad("E17_full_width_in_segment", add_fact(segment="ｔotal", fact_id="acme.capex.total.2023"),
        in_new("look-alike", "segment")),
    bad("E17_cyrillic_in_metric", target("metric", "cаpex"), in_target("look-alike", "metric")),
    bad("E17_cyrillic_in_source_id", target("source_id", YEAR.replace("a", "а", 1)),
        in_target("look-alike", "source_id")),
    bad("E17_cyrillic_in_house", target("house", "соmpany"), in_target("look-alike", "house")),
    bad("E17_cyrillic_in_entity_id", add("entities", {"entity_id": "аcme", "kind": "company",
        "name_en": "Acme"}), in_new("look-alike", "entity_id", "entities")),
    bad("E17_small_capital_in_subject", target("subject", "aᴄme"),
        in_target("unknown-reference", "subject"), also="acme"),
    bad("E17_cyrillic_in_unit", target("unit", "СNY"), in_target("look-alike", "unit"),
        also="U+0421"),
    bad("E17_cyrillic_in_status", target("status", "рreferred"), in_target("look-alike", "status"),
        also="U+0440"),
    bad("E17_cyrillic_in_tier", cell("sources", "acme_news", "tier", "sеcondary"),
        at("look-alike", "sources", row_of("sources", "acme_news"), "tier"), also="U+0435"),
    bad("E17_cyrillic_in_maker", cell("entities", "acme_n1", "maker", "асме"),
        at("look-alike", "entities", row_of("entities", "acme_n1"), "maker")),
    bad("E18_zero_width_behind_an_id", target("subject", "acme\u200b"),
        in_target("invisible-character", "subject")),
    bad("E20_ideographic_space_before_an_id", target("subject", "\u3000acme"),
        in_target("spaces", "subject")),
    bad("S4_space_behind_an_id", target("subject", "acme "), in_target("spaces", "subject")),
    bad("S4_space_before_a_word", target("status", " preferred"), in_target("spaces", "status")),
    bad("S4_space_in_source_id", cell("sources", "acme_news", "source_id", "acme_news "),
        at("spaces", "sources", row_of("sources", "acme_news"), "source_id")),
    bad("S4_line_break_behind_an_id", target("subject", "acme\n"),
        in_target("control-character", "subject"), also="line break"),
    bad("E7_mojibake_id", target("subject", "沐曦".encode().decode("gbk", "ignore")),
        in_target("unknown-reference", "subject")),
    bad("E8_replacement_in_a_print", target("reported_as", "31,250.88\ufffd\ufffd元"),
        in_target("replacement-character", "reported_as")),
    bad("X5_escape_sequence_in_a_name", cell("entities", "acme", "name_zh", "\x1b[31m艾克米\x1b[0m"),
        at("control-character", "entities", _ACME, "name_zh"), also="U+001B"),
    bad("X6_tab_formula", target("note", "\t=1+1"), in_target("control-character", "note"),
        also="U+0009"),
    bad("E21_override_in_a_print", target("reported_as", "\u202e31,250.88万元"),
        in_target("bidi-character", "reported_as")),
    bad("E18_zero_width_in_a_number", target("value", "3125\u200b08800"),
        in_target("invisible-character")),
    bad("E19_no_break_space_in_a_number", target("value", "312\u00a0508\u00a0800"),
        in_target("number"), also="312508800"),
    bad("E21_isolate_in_a_title", cell("sources", "acme_news", "title", "\u2067Acme\u2069"),
        at("bidi-character", "sources", row_of("sources", "acme_news"), "title")),
    bad("E20_full_width_id", target("fact_id", fact()["fact_id"].replace(".", "．")),
        in_target("look-alike", "fact_id")),
]  # fmt: skip
assert TARGET == "acme.capex.2024"
