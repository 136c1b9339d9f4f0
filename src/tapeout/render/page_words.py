"""The furniture of the HTML page in both languages."""

from __future__ import annotations

from tapeout.text import Text

WORDS: dict[str, Text] = {
    "lang": Text("en", "zh-Hans"),
    "skip": Text("Skip to the answer", "跳到正文"),
    "contents": Text("Contents", "目录"),
    "answer": Text("Answer", "回答"),
    "as_of": Text("As of", "截至"),
    "base": Text("Base case", "基准情形"),
    "figure": Text("Figure", "图"),
    "table": Text("Table", "表"),
    "data_table": Text("Data table", "数据表"),
    "numbers": Text("Numbers", "数字"),
    "numbers_lead": Text(
        "Every number in this report: what it is, the interval that its printed digits allow, how it "
        "was computed, and the figure as its source prints it.",
        "本报告的全部数字：含义、由披露位数所决定的区间、计算方式，以及来源所载原文。",
    ),
    "sources": Text("Sources", "资料来源"),
    "sources_lead": Text(
        "The documents from which the figures were read.", "数字所据的文件。"
    ),
    "how_to_read": Text("How to read this", "如何阅读"),
    "interval": Text("interval", "区间"),
    "se": Text("standard error", "标准误"),
    "how": Text("how", "计算"),
    "printed": Text("as printed", "原文"),
    "stands": Text("stands in", "见于"),
    "reason": Text("reason", "原因"),
    "from": Text("from", "取自"),
    "to": Text(" to ", "至"),
    "section": Text("section", "节"),
    "published": Text("published", "发布于"),
    "undated": Text("undated", "日期不详"),
    "numbers_linked": Text("numbers linked", "数字可溯源"),
    "claims_checked": Text("checkable claims checked", "可核查论断已查"),
    "primary": Text("of facts from primary sources", "的事实出自一手来源"),
    "newest": Text("Newest fact:", "最新数据："),
    "missing": Text("not published", "未披露"),
    "of": Text(" of ", "/"),
    "estimate": Text("estimate", "估计"),
    "change": Text("What would change our mind", "什么会改变我们的看法"),
    "primary_tier": Text("primary", "一手"),
    "secondary_tier": Text("secondary", "二手"),
    "tertiary_tier": Text("tertiary", "三手"),
    "source_count": Text("facts", "条事实"),
}
READING: Text = Text(
    "A dotted underline marks a number that can be followed: it leads to its entry under Numbers, and "
    "from there to the printed figure. A dashed underline marks the result of a simulation. A range "
    "stands beside a number only where the printed digits leave the value open. Nothing in this report "
    "was published after its date, and market sizes of different research houses are never mixed.",
    "带点线下划线的数字可以追溯：点按后到“数字”附录中的条目，再由此到来源所载原文。虚线下划线为模拟结果。"
    "只有当披露位数不足以确定数值时，才在数字旁给出区间。报告不使用截止日之后发布的任何资料，"
    "也从不混用不同机构的市场规模口径。",
)


def words_in(language: str) -> dict[str, str]:
    """Return the furniture in one language."""
    return {key: text[language] for key, text in WORDS.items()}
