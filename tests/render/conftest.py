"""A small report on real evidence, made without a kernel: what the calls display is kept."""

from __future__ import annotations

import copy
from pathlib import Path

import nbformat
import pytest

from tapeout import notebook as calls
from tapeout.exhibit import Column, Figure, Row, Sentence, Table
from tapeout.figures import style
from tapeout.quantity import Quantity, cagr
from tapeout.sections import section
from tapeout.text import Text


class Writer:
    """Writes a notebook cell by cell; `run` keeps what a call displays."""

    def __init__(self, stem: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stem = stem
        self.notebook = nbformat.v4.new_notebook()
        self._kept: list = []
        monkeypatch.setattr(calls, "display", lambda data, **_: self._kept.append(data))

    def prose(self, name: str, source: str) -> None:
        cell = nbformat.v4.new_markdown_cell(source, id=f"{self.stem}-{name}")
        self.notebook.cells.append(cell)

    def run(self, name: str, call):
        result = call()
        outputs = [nbformat.v4.new_output("display_data", data) for data in self._kept]
        self._kept.clear()
        source = f"secret_code_of_{name}()"
        cell = nbformat.v4.new_code_cell(
            source, id=f"{self.stem}-{name}", outputs=outputs, execution_count=1
        )
        self.notebook.cells.append(cell)
        return result


def both(english: str, chinese: str) -> str:
    return f'{english}\n\n<details lang="zh">\n\n{chinese}\n\n</details>'


def drawn(_language: str, layout: str):
    fig = style.canvas(layout, 300)
    axes = style.plot_area(fig, 10, 20, 20, 30)
    axes.plot([0, 1], [0, 1], color=style.COLOUR["focus"])
    style.write(axes, 0.5, 0.5, "label: 沐曦; end", color=style.COLOUR["ink2"])
    return fig


def years(revenue: dict) -> Table:
    rows = tuple(Row(y, (Text.same(y), q), focus=y == "2024") for y, q in revenue.items())
    columns = (
        Column("year", Text("Year", "年份")),
        Column("revenue", Text("Revenue", "营业收入"), "CNY"),
    )
    return Table("years", Text("Revenue by year", "分年营业收入"), columns, rows)


def picture(key: str, revenue: dict, draw) -> Figure:
    words = Sentence("Revenue reached {top}", "营业收入达到{top}", {"top": revenue["2024"]})
    return Figure(
        key, words, Text("By year, in yuan.", "按年，元。"),
        Text("A line that rises from left to right.", "一条自左向右上升的线。"), years(revenue), draw,
    )  # fmt: skip


def viability(writer: Writer) -> None:
    writer.prose("title", both("# Financial viability · 财务可行性\n\nDoes it last?", "撑得住吗？"))
    writer.prose("flow", "`data/` -> [model](../src/tapeout/model/viability.py)")
    edition = writer.run(
        "setup",
        lambda: calls.begin("viability", company="metax", as_of="2025-12-16", language="both"),
    )
    ledger = edition.ledger
    revenue = {y: ledger.find("metax", "revenue", period=y) for y in ("2022", "2023", "2024")}
    revenue["2025"] = ledger.find("metax", "revenue", period="2025")  # not published by then
    writer.prose("growth", both("## How fast? · 增长有多快\n\nLook at\nthe base.", "请看\n基数。"))
    growth = cagr(revenue["2022"], revenue["2024"], 2)
    loose = Quantity.printed("17.5", "quarters", "3", label=Text("Runway", "可支撑季度数"))
    loose = loose * Quantity.exact(1, "ratio")
    writer.run(
        "growth-say",
        lambda: calls.say(
            en="It grew by {revenue_cagr} a year and lasts {runway} from now.",
            zh="年均增长{revenue_cagr}，可支撑{runway}左右。",
            revenue_cagr=growth,
            runway=loose,
        ),
    )
    writer.run("growth-show", lambda: calls.show(picture("revenue", revenue, drawn)))
    writer.run("growth-none", lambda: calls.show(picture("nothing", revenue, None)))
    writer.run("growth-table", lambda: calls.tabulate(years(revenue)))
    writer.prose("empty", both("## Left empty · 空着的一节\n\nNothing follows.", "其后无内容。"))
    writer.run(
        "panel",
        lambda: calls.panel(
            [
                (
                    "revenue_2024",
                    Text("Revenue", "营业收入"),
                    Text("of 2024", "2024年"),
                    revenue["2024"],
                )
            ]
        ),
    )
    writer.run(
        "answer",
        lambda: calls.say(
            en="Yes: {revenue_2024}.", zh="可以：{revenue_2024}。",
            part="answer", revenue_2024=revenue["2024"],
        ),
    )  # fmt: skip
    writer.prose(
        "objection",
        both(
            "## The strongest objection · 最强的反对意见\n\nIt is *one* product.", "只有一款产品。"
        ),
    )
    writer.run("sources", calls.sources)


def summary(writer: Writer) -> None:
    writer.prose("title", both("# Summary · 摘要\n\nOne page.", "一页。"))
    writer.run(
        "setup",
        lambda: calls.begin("summary", company="metax", as_of="2025-12-16", language="both"),
    )
    writer.prose("lift-heading", both("## The answers · 各节的回答\n\nLifted.", "摘自各节。"))
    lifted = writer.run("lift", lambda: calls.lift("viability"))
    top = lifted["revenue_2024"]
    for part, en, zh in (
        ("question", "Can it wait?", "等得起吗？"),
        ("headline", "It has money. It has one product.", "有钱，但只有一款产品"),
        ("standfirst", "Revenue was {revenue_2024}.", "营业收入为{revenue_2024}。"),
        ("change", "Revenue below {revenue_2024}.", "营业收入低于{revenue_2024}。"),
    ):
        values = {"revenue_2024": top} if "{" in en else {}
        writer.run(part, lambda en=en, zh=zh, part=part, values=values: calls.say(
            en=en, zh=zh, part=part, **values))  # fmt: skip
    writer.run("sources", calls.sources)


@pytest.fixture(scope="session")
def _written(tmp_path_factory) -> dict[str, nbformat.NotebookNode]:
    folder: Path = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("TAPEOUT_RUN_FOLDER", str(folder))
        first = Writer("viability", monkeypatch)
        viability(first)
        nbformat.write(first.notebook, folder / section("viability").file)
        second = Writer("summary", monkeypatch)
        summary(second)
    return {"summary": second.notebook, "viability": first.notebook}


@pytest.fixture
def notebooks(_written) -> dict[str, nbformat.NotebookNode]:
    """The executed notebooks of a summary and one section, free to be changed."""
    return copy.deepcopy(_written)
