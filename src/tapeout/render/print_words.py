"""The fixed words of the printed report: heads, notes and furniture in both languages."""

from __future__ import annotations

from tapeout.text import Text

WORDS: dict[str, Text] = {
    "contents": Text("Contents", "目录"),
    "figures": Text("Figures, by what they say", "图（按结论）"),
    "how_to_read": Text("How to read this report", "怎样读本报告"),
    "in_this_section": Text("In this section", "本节数字"),
    "small_figures": Text("Small raised figures lead to appendix A, page", "上标小字见附录A，第"),
    "small_figures_end": Text(".", "页。"),
    "objection": Text("The strongest objection", "最强的反对意见"),
    "change": Text("What would change our mind", "什么会改变我们的看法"),
    "limit": Text("What the data cannot show", "数据不能说明什么"),
    "section": Text("Section {0}: {1}", "第{0}节：{1}"),
    "summary": Text("Summary", "摘要"),
    "figure": Text("Figure {0}", "图{0}"),
    "table": Text("Table {0}", "表{0}"),
    "data_table": Text("Table C.{0}", "表C.{0}"),
    "data_of": Text("Data: {0}.", "数据：{0}。"),
    "data_caption": Text("{0}: {1}", "{0}：{1}"),
    "numbers_of": Text("Numbers {0}.", "数字编号{0}。"),
    "run": Text("{0} to {1}", "{0}至{1}"),
    "range": Text("range", "区间"),
    "se": Text("s.e. {0}", "标准误{0}"),
    "appendix": Text("Appendix {0}", "附录{0}"),
    "numbers": Text("The numbers", "数字"),
    "sources": Text("The sources", "资料来源"),
    "data": Text("Data of the figures", "图的数据"),
    "numbers_intro": Text(
        "Every computed number of this report, in the order of the sections. A printed, rounded "
        "figure stands for an interval; what is computed from it carries the interval on.",
        "本报告的全部计算数字，按章节排列。披露数经过四舍五入，代表一个区间；由其计算所得的数字随之带有区间。",
    ),
    "sources_intro": Text("The documents from which the figures were read.", "数字所据的文件。"),
    "data_intro": Text(
        "What each figure draws, as numbers that can be followed.", "各图所绘的数值，均可追溯。"
    ),
    "disagreements": Text("Where sources disagree", "来源不一致之处"),
    "disagreements_intro": Text(
        "Figures of this report that another source of its date prints otherwise, beyond rounding, "
        "and sums that do not close across sources. Remarks are those of the ledger, in English.",
        "本报告所用数字中，截至报告日另有来源给出不同数值（超出四舍五入）的，以及跨来源加总不平的。备注照录账本英文。",
    ),
    "disputed": Text("figure", "指标"),
    "apart": Text("difference, remark", "差异与备注"),
    "sides": Text("value, as printed, source", "数值、原文、来源"),
    "used": Text("used", "采用"),
    "not_used": Text("not used", "未采用"),
    "corrected_to": Text("{0}, used as {1}", "原文{0}，更正为{1}"),
    "no": Text("no.", "编号"),
    "name": Text("name", "名称"),
    "id": Text("id", "标识"),
    "value": Text("value and unit", "数值与单位"),
    "interval": Text("interval", "区间"),
    "how": Text("how", "怎样得到"),
    "printed": Text("as printed, source, locator", "原文、来源、出处"),
    "pages": Text("pages", "页码"),
    "title": Text("title and address", "标题与网址"),
    "publisher": Text("publisher", "发布者"),
    "published": Text("published", "发布日期"),
    "tier": Text("kind", "类别"),
    "exact": Text("exact", "精确"),
    "as_of": Text("As of {0}", "截至{0}"),
    "running": Text("{0}, as of {1}, {2}", "{0}，截至{1}，{2}"),
    "base": Text("base case", "基准情形"),
    "bear": Text("bear case", "悲观情形"),
    "bull": Text("bull case", "乐观情形"),
    "by_hand": Text("with assumptions set by hand", "含手工设定的假设"),
    "linked": Text("{0} of {1} numbers linked", "数字可溯源{0}/{1}"),
    "checked": Text("{0} of {1} claims checked", "论断已查{0}/{1}"),
    "first_hand": Text("{0}% primary sources", "一手来源{0}%"),
    "audited": Text(
        "The article audited: {0}, by {1}, {2}, {3}", "所审文章：《{0}》，{1}，{2}，{3}"
    ),
    "edition": Text("English edition", "中文版"),
    "report_on": Text("{0}: the story and the evidence, as of {1}", "{0}：故事与证据，截至{1}"),
    "undated": Text("undated", "未注明日期"),
    "reading": Text(
        "A number in the text carries a small raised figure: its entry in appendix A says what it "
        "is, how it was computed, which interval it can mean, and where the figure was printed. "
        "Where the interval would change what may be concluded, it stands in words after the number. "
        "A figure's title is its finding; the table behind it is in appendix C.",
        "正文数字右上角的小字是编号：附录A列出该数字的含义、算法、所代表的区间以及原文出处。"
        "区间足以影响结论时，以文字写在数字之后。图题即其结论，图后的数据表见附录C。",
    ),
}


def word(key: str, language: str, *parts: object) -> str:
    """Return a fixed word in `language`, its holes filled."""
    return WORDS[key][language].format(*parts)


def runs(numbers: list[int], language: str) -> str:
    """Return numbers with neighbours joined: "3, 7 to 12, 20"."""
    told: list[str] = []
    ordered = sorted(set(numbers))
    start = 0
    for k in range(len(ordered)):
        if k + 1 < len(ordered) and ordered[k + 1] == ordered[k] + 1:
            continue
        first, last = ordered[start], ordered[k]
        if first == last:
            told.append(str(first))
        else:
            told.append(word("run", language, first, last))
        start = k + 1
    return (", " if language == "en" else "、").join(told)
