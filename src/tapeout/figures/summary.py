"""The story in one picture: how long money and stock last, and how long the plan takes."""

from __future__ import annotations

from collections.abc import Callable

from tapeout.exhibit import Column, Figure, Row, Sentence, Table
from tapeout.figures import spans as form
from tapeout.figures.spans import Span
from tapeout.quantity import Quantity
from tapeout.text import Text
from tapeout.words import spell

_ROWS = (
    ("runway_quarters_with_proceeds", "viability",
     Text("Money at hand with the listing proceeds", "在手资金加募资净额")),
    ("runway_quarters", "viability", Text("Money at hand alone", "仅在手资金")),
    ("quarters_to_company_year", "viability",
     Text("To the first profitable year the company names", "距公司自身预计的首个盈利年末")),
    ("stock_coverage_quarters", "technology",
     Text("Finished boards, by count, at the newest pace of sales", "按件数计的成品板卡（最新季度销速）")),
)  # fmt: skip
_YARDSTICK = "quarters_to_company_year"


def patience(name: Text, numbers: dict[str, Callable]) -> Figure:
    """Return quarters that money and stock last beside those that the company's own plan takes."""
    # Boards sold later beyond the count: then the count is no measure of how long stock lasts.
    outlived = isinstance(numbers["technology"]("boards_beyond"), Quantity)
    found = {
        key: value
        for key, section, _ in _ROWS
        if isinstance(value := numbers[section](key), Quantity)
        and not (outlived and key == "stock_coverage_quarters")
    }
    columns = (
        Column("what", Text("What", "项目")), Column("quarters", Text("Lasts", "可维持"), "quarters", 1),
    )  # fmt: skip
    rows = tuple(Row(key, (label, found[key])) for key, _, label in _ROWS if key in found)
    table = Table("patience", Text("Quarters from the newest date with published cash", "自最近披露在手资金之日起的季度数"),
                  columns, rows)  # fmt: skip
    subtitle = Text(
        "Quarters from the newest date with published cash, at the burn of that time. Whisker: what the printed figures "
        "leave open. Dashed: the company's own plan.",
        "自最近一次披露在手资金之日起的季度数，按当时消耗。须线：披露数字留下的区间；虚线：公司自身计划。",
    )
    if len(found) < 2 or _YARDSTICK not in found:
        message = Sentence(
            "There is no runway of {company} to set against a plan of its own",
            "{company}没有可与自身计划对照的资金期限", {"company": name},
        )  # fmt: skip
        return Figure("patience", message, subtitle, Text("", ""), table, None)
    alt = Text(
        "Bars of quarters. " + "; ".join(f"{label.en}: {spell(found[k], 'en').text}"
                                         for k, _, label in _ROWS if k in found) + ".",
        "季度数条形图。" + "；".join(f"{label.zh}{spell(found[k], 'zh').text}"
                              for k, _, label in _ROWS if k in found) + "。",
    )  # fmt: skip

    def draw(language: str, layout: str):
        bars = [
            Span(label[language], *(float(x) for x in (found[k].value, found[k].lo, found[k].hi)),
                 spell(found[k], language, 1, bare=True).text, k == _YARDSTICK)
            for k, _, label in _ROWS if k in found
        ]  # fmt: skip
        return form.draw(layout, bars, "quarters" if language == "en" else "个季度")

    return Figure("patience", _message(name, found), subtitle, alt, table, draw)


def _message(name: Text, found: dict[str, Quantity]) -> Sentence:
    plan = found[_YARDSTICK]
    money, stock = found.get("runway_quarters_with_proceeds"), found.get("stock_coverage_quarters")
    if money is not None and stock is not None and money > plan and stock < plan:
        return Sentence(
            "The money of {company} outlasts its plan; its finished boards, by count, do not",
            "{company}的钱撑得过自己的计划，成品板卡按件数撑不过", {"company": name},
        )  # fmt: skip
    if money is not None and money > plan:
        return Sentence("The money of {company} outlasts its own plan", "{company}的钱撑得过自己的计划",
                        {"company": name})  # fmt: skip
    if money is not None and money < plan:
        return Sentence("The money of {company} ends before its own plan does",
                        "{company}的钱撑不到自己的计划兑现", {"company": name})  # fmt: skip
    return Sentence("How long the money of {company} lasts is not settled by what was published",
                    "已披露的资料不足以确定{company}的钱能撑多久", {"company": name})  # fmt: skip
