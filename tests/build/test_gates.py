"""Each gate refuses what it is there for, and lets a good page through."""

from __future__ import annotations

import nbformat
import pytest

from tapeout.build import gates

POLICY = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
GOOD = (
    f"<!doctype html><html lang='en'><head>{POLICY}<title>t</title></head><body><h1>Revenue</h1>"
    "<p>NVIDIA held <a href='#n-x'>66%</a>; none of it is finance.</p>"
    "<a href='https://example.org/x'>source</a><img src='data:image/png;base64,AA' alt='x'>"
    "</body></html>"
)


def test_a_good_page_passes():
    assert gates.self_contained("page", GOOD) == []
    assert gates.no_lost_values("page", gates.visible_text(GOOD)) == []


@pytest.mark.parametrize(
    "broken",
    [
        GOOD.replace("<p>", "<script src='https://cdn.example/x.js'></script><p>"),
        GOOD.replace("<p>", "<script>alert(1)</script><p>"),
        GOOD.replace("<p>", "<img src='https://example.org/x.png' alt=''><p>"),
        GOOD.replace("<p>", "<img src='x.png' onerror='alert(1)' alt=''><p>"),
        GOOD.replace("<title>", "<link rel='stylesheet' href='https://x.example/a.css'><title>"),
        GOOD.replace(
            "<title>", "<meta http-equiv='refresh' content='0;url=https://x.example'><title>"
        ),
        GOOD.replace("<p>", '<p style="background:url(https://x.example/a.png)">'),
        GOOD.replace("<title>", "<style>@import 'https://x.example/a.css'</style><title>"),
        GOOD.replace("<title>", "<style>body{background:url(a.png)}</style><title>"),
        GOOD.replace("https://example.org/x", "javascript:alert(1)"),
        GOOD.replace("https://example.org/x", "file:///etc/passwd"),
        GOOD.replace("<p>", "<iframe src='data:text/html,x'></iframe><p>"),
        GOOD.replace(POLICY, ""),
        GOOD.replace(POLICY + "<title>t</title>", "<title>t</title>" + POLICY),
        GOOD.replace("<p>", "<form action='https://x.example'></form><p>"),
        GOOD.replace("Revenue", "/home/analyst/report.csv"),
        GOOD.replace("<p>", "<svg><image xlink:href='https://x.example/a.png'/></svg><p>"),
    ],
)
def test_a_page_that_loads_or_runs_anything_is_refused(broken):
    assert gates.self_contained("page", broken)


@pytest.mark.parametrize(
    "words",
    ["margin of nan%", "None", "value NaT", "<NA>", "{{revenue}}", "{% if %}", "{quarter}", "\ufffd", "inf",
     "TODO",
     "毛利率为nan", "revenue: None.", "−inf"],
)  # fmt: skip
def test_a_lost_value_is_found(words):
    assert gates.no_lost_values("page", f"Revenue. {words} Cost.")


@pytest.mark.parametrize(
    "words",
    ["Non-executive", "nano", "finance", "information", "Nonetheless", "NaN2H", "nan-chang"],
)
def test_words_that_only_look_like_a_lost_value_pass(words):
    assert gates.no_lost_values("page", f"The {words} case") == []


def notebook(*cells) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook()
    made.cells = list(cells)
    return made


def prose(source: str, cell_id: str = "x") -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source, id=cell_id)


BOTH = '## Revenue · 收入\nDid it grow?\n\n<details lang="zh">\n\n增长了吗？\n\n</details>'


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("It grew 53.4% a year.", "53.4"),
        ("In 2024 it grew.", "2024"),
        ("增长三倍。", "三倍"),
        ("7.43亿元", "7.43"),
    ],
)
def test_a_typed_figure_is_refused_with_its_cell(typed, found):
    complaints = gates.no_typed_figures("03.ipynb", notebook(prose(typed, "viability-growth")))
    assert len(complaints) == 1
    assert "cell viability-growth" in complaints[0]
    assert found in complaints[0]


def test_names_with_digits_and_code_pass():
    words = "The C500 gives FP16; see `figure 3` and [the model](../src/v2.py)."
    assert gates.no_typed_figures("x", notebook(prose(words))) == []


def test_prose_needs_both_languages():
    assert gates.both_languages("x", notebook(prose(BOTH))) == []
    assert "Chinese wording is missing" in gates.both_languages("x", notebook(prose("Text.")))[0]
    only_zh = '## A · 甲\n\n<details lang="zh">\n\n文字。\n\n</details>'
    assert "English wording is missing" in gates.both_languages("x", notebook(prose(only_zh)))[0]
    assert "not bilingual" in gates.both_languages("x", notebook(prose("## Revenue")))[0]


def test_a_cell_that_did_not_run_or_failed_is_refused():
    idle = nbformat.v4.new_code_cell("1", id="idle")
    failed = nbformat.v4.new_code_cell("1 / 0", id="failed", execution_count=2)
    failed.outputs = [nbformat.v4.new_output("error", ename="ZeroDivisionError", evalue="x")]
    loud = nbformat.v4.new_code_cell("warn", id="loud", execution_count=3)
    loud.outputs = [nbformat.v4.new_output("stream", name="stderr", text="DeprecationWarning")]
    told = "\n".join(gates.every_cell_ran("n.ipynb", notebook(idle, failed, loud)))
    assert "cell idle: never ran" in told
    assert "cell failed: ZeroDivisionError" in told
    assert "cell loud: wrote to stderr" in told
    assert "the last output must be sources()" in told


def figures(**numbers) -> dict:
    base = {"value": 1, "lo": 1, "hi": 1, "unit": "CNY", "facts": ["f"]}
    return {"numbers": {name: base | changes for name, changes in numbers.items()}}


def test_languages_must_carry_the_same_numbers():
    assert gates.same_numbers({"en": figures(a={}), "zh": figures(a={})}) == []
    assert "one language only" in gates.same_numbers({"en": figures(a={}), "zh": figures()})[0]
    different = gates.same_numbers({"en": figures(a={}), "zh": figures(a={"value": 2})})
    assert "value is 1 in en and 2 in zh" in different[0]
