"""Text that would run, or spoil a page, a terminal or a spreadsheet: refused, or kept as text."""

from __future__ import annotations

from .base import NEWS, Case, at, bad, in_target, row_of
from .edits import add, cell, target

URL = at("url", "sources", row_of("sources", NEWS), "url")
URLS = {
    "X2_javascript": "javascript:alert(1)",
    "X2_javascript_in_capitals": "JavaScript:alert(document.cookie)",
    "X2_file": "file:///etc/passwd",
    "X2_data": "data:text/html,<script>alert(1)</script>",
    "X2_vbscript": "vbscript:msgbox(1)",
    "X2_blob": "blob:https://a.example/1",
    "X2_javascript_and_a_space": "javascript: alert(1)",
    "X2_data_and_a_space": "data: text/html,<script>alert(1)</script>",
    "X2_ftp": "ftp://a.example/x.csv",
    "X2_javascript_behind_an_address": "https://a.example/1 javascript:alert(1)",
}
# Kept as it stands, in every field of text: nothing of it may run.
TEXT = {
    "X1_script": "<script>alert(1)</script>",
    "X1_image": '<img src=x onerror="alert(1)">',
    "X1_closes_the_page": "</style></title></script><h1>x",
    "X1_comment": "<!-- --><![CDATA[x]]>",
    "X1_entity": "&lt;b&gt; &#x202e; &amp;",
    "X1_mermaid": "```mermaid\ngraph TD; A-->B\n```",
    "X2_markdown_link": "[read](javascript:alert(1))",
    "X2_markdown_image": "![x](https://a.example/x.png)",
    "X2_markdown_heading": "# Heading | cell",
    "X3_jinja": "{{7*7}} {% for x in y %}",
    "X3_format_braces": "{0.__class__} {company} {}",
    "X3_printf": "%s%n %(name)s",
    "X3_shell": "$(touch x) `touch x` && exit",
    "X4_tex": r"\input{/etc/passwd}",
    "X4_mathtext": r"$\frac{1$",
    "X4_typst": '#read("/etc/passwd") *bold* _x_',
    "X6_hyperlink": '=HYPERLINK("https://a.example","x")',
    "X6_plus": "+cmd|' /C calc'!A0",
    "X6_at": "@SUM(1+1)",
    "X6_minus": "-2+3",
    "X7_emoji": "🚀🚀🔥💥😀😀🎉🌍🐉🍜",
    "X7_eighty_characters": "Acme International Semiconductor Manufacturing and Accelerated Computing Holdings",
    "X7_eighty_chinese": "艾克米" * 27,
    "X7_arabic": "شركة أكمي للحوسبة",
    "X7_hebrew": "אקמה מחשוב",
    "X7_quotes": 'He said "it\'s" “so” ‘so’ «so» 「so」',
    "X7_backslashes": "C:\\new\\table \\u202e \\x1b[31m",
    "X7_sql": "'; DROP TABLE facts; --",
    "X7_windows_name": "con ../../etc/passwd nul",
    "X7_na_words": "NA",
    "X7_long_note": ("long " * 390).strip(),
}


def _kept(name: str, text: str) -> Case:
    """Return a legal case: the text in a note and in a title comes back as it was written.

    A title is one line of at most 200 characters.
    """
    title = text if "\n" not in text and len(text) <= 200 else "Acme in figures"

    def make(folder) -> None:
        target("note", text)(folder)
        cell("sources", NEWS, "title", title)(folder)

    def reads(ledger) -> bool:
        note = ledger.row("acme.capex.2024").note
        return note == text and ledger.source(NEWS).title == title

    return Case(name, make, reads=reads)


def _named(name: str, text: str) -> Case:
    """Return a legal case: the text as the name of the company comes back unchanged."""

    def reads(ledger) -> bool:
        return ledger.entity("acme").full_name.en == text

    return Case(f"{name}_as_a_name", cell("entities", "acme", "name_en", text), reads=reads)


CASES: list[Case] = [
    *(bad(name, cell("sources", NEWS, "url", text), URL) for name, text in URLS.items()),
    bad("X7_name_of_twenty_thousand", cell("entities", "acme", "name_en", "A" * 20_000),
        at("field-too-long", "entities", row_of("entities", "acme"), "name_en")),
    bad("X5_terminal_title", target("note", "\x1b]0;owned\x07"),
        in_target("control-character", "note")),
    bad("X5_eight_bit_escape", target("note", "\x9b31m"), in_target("control-character", "note")),
    bad("X1_script_as_an_id", add("entities", {"entity_id": "<script>", "kind": "company",
        "name_en": "Acme"}), at("pattern", "entities", 4, "entity_id")),
    bad("X3_path_as_an_id", add("entities", {"entity_id": "../../etc/passwd", "kind": "company",
        "name_en": "Acme"}), at("pattern", "entities", 4, "entity_id")),
]  # fmt: skip
LEGAL: list[Case] = [
    *(_kept(name, text) for name, text in TEXT.items()),
    *(
        _named(name, TEXT[name])
        for name in ("X1_script", "X3_jinja", "X4_mathtext", "X6_hyperlink", "X7_emoji")
    ),
    *(_named(name, TEXT[name]) for name in ("X7_eighty_characters", "X7_arabic", "X7_na_words")),
]
