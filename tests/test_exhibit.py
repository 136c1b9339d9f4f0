"""Sentences refuse typed figures, unequal wordings and conditions that do not hold."""

from __future__ import annotations

import pytest

from tapeout import notebook
from tapeout.errors import CellProblem, FindingFalse, UsageProblem
from tapeout.exhibit import Column, Row, Sentence, Table, choose, typed_figure
from tapeout.quantity import Gap, Quantity
from tapeout.registry import Registry, sentence_tokens, table_payload
from tapeout.text import Text

REVENUE = Quantity.printed("743071582.31", "CNY", "0.01", fact="revenue.2024")
LOSS = Quantity.printed("1408879390.54", "CNY", "0.01", fact="loss.2024")
GAP = Gap(Text("margin", "毛利率"), Text("No margin was published.", "未见毛利率的公开数据。"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("revenue of 743 million", "743"),
        ("grew 53.4%", "53.4"),
        ("营业收入7.43亿元", "7.43"),
        ("in 2024 the company", "2024"),
        ("in Q3 it fell", "Q3"),
        ("about two million units", "two million"),
        ("增长三倍", "三倍"),
        ("百分之五", "百分之"),
        ("C500 gives FP16 on HBM3, like the H100", None),
        ("两家公司, one product", None),
        ("曦云C500与H200", None),
    ],
)
def test_a_figure_in_words_is_found(words, found):
    assert (typed_figure(words) or "").startswith(found or "\0") or (found is None)
    assert (typed_figure(words) is None) == (found is None)


def test_a_typed_figure_stops_the_sentence():
    with pytest.raises(UsageProblem, match="'743' is typed"):
        Sentence("Revenue was 743 million.", "营业收入很高。")


def test_both_wordings_use_the_same_values():
    with pytest.raises(UsageProblem, match="the two wordings and the values differ"):
        Sentence("{revenue}", "营业收入", {"revenue": REVENUE})
    with pytest.raises(UsageProblem, match="differ"):
        Sentence("{revenue}", "{revenue}", {"revenue": REVENUE, "loss": LOSS})


def test_a_condition_that_does_not_hold_stops_and_tells_the_numbers():
    with pytest.raises(FindingFalse, match=r"no longer holds.*CNY 743 million"):
        Sentence("{revenue} exceeds it.", "{revenue}。", {"revenue": REVENUE}, REVENUE > LOSS)


def test_the_wording_that_is_true_is_chosen():
    words = {
        "if_true": {"en": "{revenue} covers {loss}.", "zh": "{revenue}覆盖{loss}。"},
        "if_false": {"en": "{revenue} is less than {loss}.", "zh": "{revenue}低于{loss}。"},
    }
    said = choose(REVENUE > LOSS, **words, revenue=REVENUE, loss=LOSS)
    assert said.en.endswith("is less than {loss}.")


def test_a_gap_replaces_the_sentence_by_its_reason_even_when_the_condition_fails():
    sentence = Sentence("{margin} fell.", "{margin}下降。", {"margin": GAP}, holds=False)
    tokens = sentence_tokens(sentence, Registry("viability"))
    assert tokens["en"] == [
        {"n": "viability.margin", "t": "No margin was published.", "range": None}
    ]
    assert tokens["zh"][0]["t"] == "未见毛利率的公开数据。"


def test_numbers_are_registered_under_section_and_name():
    registry = Registry("viability")
    sentence = Sentence("{a} and {b:1n}", "{a}与{b:1n}", {"a": REVENUE, "b": LOSS})
    tokens = sentence_tokens(sentence, registry)
    assert [t["n"] for t in tokens["en"] if isinstance(t, dict)] == ["viability.a", "viability.b"]
    assert tokens["en"][2]["t"] == "1.4 billion"
    assert tokens["zh"][2]["t"] == "14.1亿"
    record = registry.records["viability.a"]
    assert record["facts"] == ["revenue.2024"]
    assert (record["value"], record["lo"], record["hi"]) == (
        "743071582.31", "743071582.305", "743071582.315",
    )  # fmt: skip


def test_the_same_id_never_carries_two_numbers():
    registry = Registry("viability")
    registry.add("revenue", REVENUE)
    assert registry.add("revenue", REVENUE) == "viability.revenue"
    with pytest.raises(CellProblem, match=r"viability\.revenue stands for two values"):
        registry.add("revenue", LOSS)


def test_a_number_lifted_from_a_section_keeps_its_id():
    first = Registry("viability")
    first.add("revenue", REVENUE)
    summary = Registry("summary")
    summary.adopt(first.records)
    assert summary.add("revenue", REVENUE) == "viability.revenue"
    assert summary.add("revenue", LOSS) == "summary.revenue"


def test_a_cell_that_already_stands_on_the_page_keeps_its_id():
    registry = Registry("viability")
    registry.add("revenue_2024", REVENUE)
    table = Table(
        "years", Text("Years", "年度"),
        (Column("year", Text("Year", "年份")), Column("revenue", Text("Revenue", "收入"), "CNY")),
        (Row("y2024", (Text.same("2024"), REVENUE)), Row("y2023", (Text.same("2023"), GAP))),
    )  # fmt: skip
    cells = [row["cells"][1] for row in table_payload(table, registry)["rows"]]
    assert cells[0]["n"] == "viability.revenue_2024"
    assert cells[1] == {
        "t": {"en": "not published", "zh": "未披露"}, "n": "viability.years.y2023.revenue",
        "missing": True,
    }  # fmt: skip


def test_a_cell_of_another_unit_is_refused():
    share = Quantity.printed("5", "percent", "1", fact="s")
    table = Table(
        "t", Text("T", "表"), (Column("revenue", Text("Revenue", "收入"), "CNY"),),
        (Row("r", (share,)),),
    )  # fmt: skip
    with pytest.raises(CellProblem, match="percent in column revenue"):
        table_payload(table, Registry("viability"))


def test_a_row_with_a_cell_too_many_is_refused():
    with pytest.raises(UsageProblem, match=r"table t, row r: 2 cells for 1 columns"):
        Table("t", Text("T", "表"), (Column("a", Text("A", "甲")),), (Row("r", ("x", "y")),))


def test_a_reason_that_two_gaps_share_is_printed_once_and_recorded_twice(monkeypatch):
    shown = []
    monkeypatch.setattr(
        notebook, "display", lambda bundle, **_: shown.append(bundle[notebook.MIME])
    )
    notebook.begin("timing", company="enflame", as_of="2025-12-16", language="en")
    reason = Text("Nothing was published.", "未见披露。")
    gaps = {name: Gap(Text(name, name), reason) for name in ("one", "other")}
    notebook.state(Sentence("{one} {other}", "{one}{other}", gaps))
    assert [t["t"] for t in shown[-1]["text"]["en"]] == ["Nothing was published."]
    assert list(shown[-1]["numbers"]) == ["timing.one", "timing.other"]
