"""Tables of demand: sizes by house, growth checked, tokens, computing power, clouds, the split."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.ledger import period_text
from tapeout.model.timing_clouds import Clouds
from tapeout.model.timing_demand import Demand
from tapeout.model.timing_series import Growth, Level, Series
from tapeout.model.timing_split import Quote, Split
from tapeout.model.timing_use import Compute, Tokens
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

HOUSE = Column("house", Text("House", "机构"))
YEAR = Column("year", Text("Year", "年份"))
# Short names of what is counted, by subject, metric and segment.
_COUNTED = {
    ("china_gpu_market", "market_size", ""): Text("all GPUs", "全部GPU"),
    ("china_ai_chip_market", "market_size", ""): Text("AI accelerator chips", "AI计算加速芯片"),
    ("china_ai_gpu_market", "market_size", ""): Text("AI computing GPUs", "AI智算GPU"),
    ("china_intelligent_computing_chip_market", "market_size", ""): Text(
        "intelligent computing chips", "智能计算芯片"
    ),
    ("china_ai_accelerator_market", "market_units", ""): Text("AI accelerator cards", "AI加速卡"),
    ("china_ai_accelerator_market", "market_size", ""): Text("AI accelerators", "AI加速卡"),
    ("china_ai_accelerator_market", "market_size", "demand"): Text(
        "AI accelerators, demand", "AI加速卡需求"
    ),
    ("china_ai_accelerator_market", "market_size", "supply"): Text(
        "AI accelerators, supply", "AI加速卡供给"
    ),
    ("china_accelerated_server_market", "market_size", ""): Text(
        "accelerated servers", "加速服务器"
    ),
    ("china_ai_computing_market", "market_size", ""): Text("AI computing", "人工智能算力"),
}
_EARLY = {True: Text("forecast", "预测值"), False: Text("printed after the year", "年后刊出")}
_OLD = Text("forecast of an earlier edition", "旧版预测值")
_UNITS = ("CNY", "USD", "cards")
_ABSENT = Text("", "")
_NONE = Text("none printed", "未披露")
_UNSTATED = Text("not stated", "未载")
_FIRST = Text("first", "首个")


def counted(s: Series) -> Text:
    """Return what a series counts, in a few words."""
    return _COUNTED.get((s.subject, s.metric, s.segment), Text.same(s.subject.replace("_", " ")))


def market_sizes(demand: Demand) -> Table:
    """Return every size by house, definition and year; a column for each unit that occurs."""
    used = {level.value.unit for s in demand.series for level in s.levels}
    units = [unit for unit in _UNITS if unit in used]
    rows = []
    for s in demand.series:
        for level in s.levels:
            sizes = [level.value if level.value.unit == unit else _ABSENT for unit in units]
            cells = (
                s.name,
                counted(s),
                period_text(level.period),
                *sizes,
                _FIRST if level.since is None else level.since,
                _basis(level),
            )
            rows.append(Row(f"{s.key}_{level.period}", cells))
    heads = {
        "CNY": Text("Size, yuan", "规模，人民币"),
        "USD": Text("Size, dollars", "规模，美元"),
        "cards": Text("Volume", "出货量"),
    }
    return Table(
        "market_sizes",
        Text("China's market by house and definition", "各机构、各口径的中国市场规模"),
        (
            HOUSE,
            Column("counted", Text("What is counted", "统计对象")),
            YEAR,
            *(Column(f"size_{unit.lower()}", heads[unit], unit) for unit in units),
            Column("since", Text("Growth a year", "年均增速"), "percent", 1),
            Column("basis", Text("Basis", "性质")),
        ),
        tuple(rows),
        Text(
            "A forecast was printed before its year was over. Every house prints in one unit; it "
            "stands in the column of that unit. Growth a year is by the levels, from the line above.",
            "预测值指当年结束前刊出的数据。每个口径只有一种单位，列于相应单位栏。"
            "年均增速按规模推算，自上一行起算。",
        ),
    )


def _basis(level: Level) -> Text:
    told = _OLD if level.superseded else _EARLY[level.early]
    if not level.bound or level.value.note is None:
        return told
    note = level.value.note
    return Text(f'{told.en}, "{note.en}"', f"{told.zh}，“{note.zh}”")


def growth_check(demand: Demand) -> Table:
    """Return every printed growth beside that of the levels, with the result."""
    rows = [
        Row(
            f"{s.key}_{g.first}_{g.last}",
            (s.name, counted(s), g.period, g.printed, g.implied, _result(g)),
        )
        for s in demand.series
        for g in s.growths
        if not is_gap(g.printed)
    ]
    return Table(
        "growth_check",
        Text("Printed growth against the levels", "披露增速与规模数据核对"),
        (
            HOUSE,
            Column("counted", Text("What is counted", "统计对象")),
            Column("years", Text("Years", "年份")),
            Column("printed", Text("Growth a year, printed", "年均增速，披露"), "percent"),
            Column("levels", Text("By the levels", "按规模推算"), "percent", 1),
            Column("result", Text("Result", "核对结果")),
        ),
        tuple(rows),
        Text(
            "Agrees: the two meet within the rounding of the print. Figures by the levels show "
            "only the digits that these carry. The growth between all levels stands in the data "
            "table of the figure above.",
            "“一致”指二者在原文舍入误差内吻合。推算值只显示规模数据足以支持的位数。"
            "其余年份之间的增速见上图数据表。",
        ),
    )


def _result(g: Growth) -> Text:
    if not g.checked:
        return Text("a level was not printed", "未披露首年或末年规模")
    return Text("agrees", "一致") if g.agrees else Text("does not agree", "不一致")


def tokens(found: Tokens) -> Table:
    """Return the daily tokens by month."""
    return Table(
        "tokens",
        Text("Tokens processed a day in China", "中国日均词元消耗量"),
        (
            Column("month", Text("Month", "月份")),
            Column("tokens", Text("Tokens a day", "日均词元"), None),
        ),
        tuple(Row(p.replace("-", "_"), (period_text(p), v)) for p, v in found.points),
        Text(f"Counted by the {found.house.en}.", f"{found.house.zh}统计。"),
    )


def compute(found: Compute) -> Table:
    """Return computing power by year; the official count in a column of its own."""
    official = dict(found.official)
    levels = {level.period: level for level in found.series.levels}
    rows = []
    for period in sorted({*levels, *official}):
        level = levels.get(period)
        basis = _ABSENT
        if level is not None:
            basis = _basis(level)
        value = _ABSENT if level is None else level.value
        rows.append(Row(period, (period_text(period), value, basis, official.get(period, _NONE))))
    return Table(
        "compute",
        Text("AI computing power installed in China", "中国智能算力规模"),
        (
            YEAR,
            Column("house", Text(f"{found.series.name.en}, at FP16",
                                 f"{found.series.name.zh}，FP16"), "EFLOPS"),
            Column("basis", Text("Basis", "性质")),
            Column("official", Text("Official count, at FP32", "官方统计，FP32"), "EFLOPS"),
        ),
        tuple(rows),
        Text(
            f"The official count is that of the {found.official_name.en}. A rate at FP16 is not "
            "comparable with one at FP32, so the two are never put on one scale.",
            f"官方统计出自{found.official_name.zh}。FP16与FP32口径不可比，故不并列于同一刻度。",
        ),
    )  # fmt: skip


def cloud_capex(found: Clouds) -> Table:
    """Return the capital spending by quarter and half-year; what is missing is a gap."""
    rows = tuple(
        Row(period.lower(), (period_text(period), *values)) for period, values in found.rows
    )
    return Table(
        "cloud_capex",
        Text("Capital expenditure of the clouds, by quarter", "云厂商分季资本开支"),
        (
            Column("period", Text("Period", "期间")),
            *(Column(s.company, s.name, "CNY") for s in found.own),
        ),
        rows,
        Text(
            "The companies' own figures, by calendar quarter. A half-year without a print is the "
            "sum of its two printed quarters.",
            "公司披露值，按自然季。半年未单独披露的，取两个已披露季度之和。",
        ),
    )


def split(found: Split) -> Table:
    """Return every quotation of the shares of training and inference."""
    rows = [_quote(f"china_{k}", q, Text("China", "中国")) for k, q in enumerate(found.quotes, 1)]
    rows += [_quote(f"world_{k}", q, Text("world", "全球")) for k, q in enumerate(found.world, 1)]
    return Table(
        "training_inference",
        Text("Training and inference, as quoted", "训练与推理占比（各来源所载）"),
        (
            HOUSE,
            Column("where", Text("Where", "范围")),
            Column("counted", Text("What is counted", "统计对象")),
            Column("year", Text("Year of the data", "数据年份")),
            Column("training", Text("Training", "训练"), "percent", 1),
            Column("inference", Text("Inference", "推理"), "percent", 1),
            Column("published", Text("Quoted", "刊出时间")),
        ),
        tuple(rows),
        Text(
            "Fractions printed in words (a third, half, two-thirds) are written in percent. Years "
            "still to come when the source was printed are forecasts.",
            "原文以文字表示的比例（三分之一、一半、三分之二）换算为百分数。刊出时尚未结束的年份为预测。",
        ),
    )


def _quote(key: str, q: Quote, where: Text) -> Row:
    year = q.period or Text("not printed", "原文未载")
    return Row(
        key, (q.house, where, q.counted, year, _or(q.training, _UNSTATED), q.inference, q.published)
    )


def _or(value: Quantity | Gap, words: Text) -> Quantity | Text:
    """Return a value, or words where a source need not have printed it: no gap in the evidence."""
    return words if is_gap(value) else value
