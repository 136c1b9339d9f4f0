"""The fixed words of the page in both languages, and the words for the ledger's codes."""

from __future__ import annotations

from datetime import date

from tapeout.text import Text

WORDS: dict[str, Text] = {
    "skip": Text("Skip to the answer", "跳到结论"),
    "skip_report": Text("Skip to the report", "跳到正文"),
    "contents": Text("Contents", "目录"),
    "answer": Text("Answer", "结论"),
    "as_of": Text("As of {0}", "截至{0}"),
    "base": Text("Base case", "基准情形"),
    "bear": Text("Bear case", "悲观情形"),
    "bull": Text("Bull case", "乐观情形"),
    "by_hand": Text("with assumptions set by hand", "含手工设定的假设"),
    "company_line": Text("{0}, as of {1}", "{0}，截至{1}"),
    "title": Text("{0}: {1} As of {2}", "{0}：{1}（截至{2}）"),
    "figure": Text("Figure {0}", "图{0}"),
    "table": Text("Table {0}", "表{0}"),
    "data_table": Text("Data table", "数据表"),
    "filter_by": Text("Show by {0}", "按{0}筛选"),
    "filter_all": Text("all", "全部"),
    "filter_none": Text("No claim is of both kinds.", "没有同时符合两项条件的论断。"),
    "range": Text("range", "区间"),
    "to": Text("{0} to {1}", "{0}至{1}"),
    "linked": Text("{0} of {1}", "{0}/{1}"),
    "linked_what": Text("numbers linked", "数字可溯源"),
    "checked_what": Text("checkable claims checked", "可核查论断已查"),
    "primary_what": Text("of facts from primary sources", "一手来源占"),
    "newest_what": Text("Newest fact:", "最新事实："),
    "missing_what": Text("Numbers not published:", "未披露的数字："),
    "claims_checked": Text("{0} claims of the article, weighed", "文章的{0}条论断，逐条核查"),
    "change": Text("What would change our mind", "什么会改变我们的看法"),
    "numbers": Text("Numbers", "数字附录"),
    "sources": Text("Sources", "资料来源"),
    "how_to_read": Text("How to read this", "怎样读本报告"),
    "numbers_intro": Text(
        "Every number of this report, in the order in which the sections state them. A printed, "
        "rounded figure stands for an interval; what is computed from it carries the interval on.",
        "本报告的全部数字，按各节出现的先后排列。披露数经过四舍五入，代表一个区间；由其计算所得的数字随之带有区间。",
    ),
    "sources_intro": Text(
        "The documents from which the figures were read, and each figure as it was printed there.",
        "数字所据的文件，以及每个数字在文件中的原样。",
    ),
    "disagreements": Text("Where sources disagree", "来源不一致之处"),
    "disagreements_intro": Text(
        "Figures of this report that another source of its date prints otherwise, beyond rounding, "
        "and sums that do not close across sources. Remarks are those of the ledger, in English.",
        "本报告所用数字中，截至报告日另有来源给出不同数值（超出四舍五入）的，以及跨来源加总不平的。备注照录账本英文。",
    ),
    "corrections": Text("Corrected figures", "更正"),
    "corrections_intro": Text(
        "Figures that are used otherwise than their source prints them, with the reason.",
        "与来源原文不同、经更正后使用的数字及理由。",
    ),
    "used": Text("used", "采用"),
    "not_used": Text("not used", "未采用"),
    "corrected_to": Text("{0}, used as {1}", "原文{0}，更正为{1}"),
    "value": Text("Value", "数值"),
    "interval": Text("Interval", "区间"),
    "exact": Text("exact", "精确"),
    "se": Text("standard error {0}", "标准误{0}"),
    "how": Text("How", "算法"),
    "rests_on": Text("Rests on", "依据"),
    "printed": Text("As printed", "原文"),
    "source": Text("Source", "来源"),
    "also_in": Text("Stands in", "见于"),
    "not_published": Text("not published", "未披露"),
    "reason": Text("Why", "原因"),
    "open": Text("Open source", "打开来源"),
    "no_link": Text("no public address", "无公开网址"),
    "undated": Text("undated", "未注明日期"),
    "in_section": Text("Section {0}: {1}", "第{0}节：{1}"),
    "summary": Text("Summary", "摘要"),
}

READING: tuple[Text, ...] = (
    Text(
        "A number with a dotted line under it was printed in a source or computed from what was "
        "printed; a dashed line marks the result of a model. It leads to the number's entry: "
        "value, interval, how it was computed, the figure as printed, and its source.",
        "带点线的数字为披露数或由披露数计算所得，带短划线的为模型结果。"
        "点击可到附录中的条目：数值、区间、算法、原文数字与来源。",
    ),
    Text(
        "Where rounding in the sources would change what may be concluded, the interval stands "
        "in words after the number. Where a figure was not published, the sentence says so.",
        "来源的舍入足以影响结论时，区间以文字写在数字之后。未披露的数字，文中写明未披露。",
    ),
    Text(
        "The report knows only what had been published by its date. Its sentences carry their "
        "conditions: a build whose numbers no longer satisfy them stops.",
        "本报告只使用截止日前已公开的资料。每句话都带有成立的条件，数字不再满足时，报告无法生成。",
    ),
)

TIERS = {
    "primary": Text("primary", "一手"),
    "secondary": Text("secondary", "二手"),
    "tertiary": Text("tertiary", "三手"),
}
BASES = {
    "audited": Text("audited", "经审计"),
    "reviewed": Text("reviewed", "经审阅"),
    "unaudited": Text("unaudited", "未经审计"),
    "vendor_claim": Text("the maker's word", "厂商表述"),
    "third_party_measured": Text("measured by a third party", "第三方实测"),
    "legal_text": Text("legal text", "法规文本"),
    "estimate": Text("estimate", "估计"),
    "forecast": Text("forecast", "预测"),
    "guidance": Text("company guidance", "公司预计"),
    "derived": Text("derived", "推算"),
}
BOARDS = {
    "SSE STAR": Text("SSE STAR", "上交所科创板"),
    "SSE STAR (applicant)": Text("SSE STAR, applicant", "上交所科创板（申请中）"),
    "SZSE ChiNext": Text("SZSE ChiNext", "深交所创业板"),
    "HKEX": Text("HKEX", "港交所"),
    "HKEX (applicant)": Text("HKEX, applicant", "港交所（申请中）"),
    "Nasdaq": Text("Nasdaq", "纳斯达克"),
}
# What stands after an interval in the ledger's own unit; other units stand as they are.
UNITS = {
    "CNY": Text("CNY", "元"),
    "USD": Text("USD", "美元"),
    "HKD": Text("HKD", "港元"),
    "percent": Text("%", "%"),
    "pp": Text("percentage points", "个百分点"),
    "ratio": Text("\u00d7", "倍"),
    "days": Text("days", "天"),
    "months": Text("months", "个月"),
    "quarters": Text("quarters", "个季度"),
    "years": Text("years", "年"),
    "units": Text("units", "颗"),
    "cards": Text("cards", "张卡"),
    "persons": Text("people", "人"),
    "shares": Text("shares", "股"),
    "companies": Text("companies", "家"),
    "claims": Text("claims", "条"),
    "CNY/share": Text("CNY a share", "元/股"),
    "HKD/share": Text("HKD a share", "港元/股"),
    "USD/share": Text("USD a share", "美元/股"),
    "CNY/unit": Text("CNY a board", "元/张"),
    "tokens/s": Text("tokens a second", "词元/秒"),
    "count": Text("", ""),
    "year": Text("", ""),
}
_NUMERALS = "零一二三四五六七八九十"


def word(key: str, language: str, *parts: object) -> str:
    """Return a fixed word in `language`, its holes filled."""
    return WORDS[key][language].format(*parts)


def told(table: dict[str, Text], code: str, language: str) -> str:
    """Return the words for a code of the ledger, the code itself where there are none."""
    known = table.get(code)
    return known[language] if known else code.replace("_", " ")


def ordinal(number: int, language: str) -> str:
    """Return the number of a section: 3, 三."""
    if language == "zh" and number < len(_NUMERALS):
        return _NUMERALS[number]
    return str(number)


def long_date(iso: str, language: str) -> str:
    """Return an ISO date, month or year in words; anything else as it stands."""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso
    year = int(parts[0])
    if len(parts) == 1:
        return f"{year}年" if language == "zh" else parts[0]
    try:
        day = date(year, int(parts[1]), int(parts[2]) if len(parts) == 3 else 1)
    except ValueError:
        return iso
    if language == "zh":
        return f"{day.year}年{day.month}月" + (f"{day.day}日" if len(parts) == 3 else "")
    return (f"{day.day} " if len(parts) == 3 else "") + f"{day:%B} {day.year}"
