"""Tables of the window: its dates, and its assumptions with their reasons."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.timing_window import Window
from tapeout.text import Text
from tapeout.units import DECIMAL_YEAR

ALL = Text("all scenarios, by their probabilities", "各情景按概率加权")
PRINTED = Text("printed ratios alone, domestic supply", "仅按原文比值，国产供给")


def dates(w: Window) -> Table:
    """Return when supply meets demand, by scenario and mixed."""
    rows = [Row("printed", (PRINTED, Text("", ""), w.crossing, Text("", "")))]
    rows += [Row(case.key, (case.name, case.p10, case.median, case.p90)) for case in w.cases]
    rows.append(Row("all", (ALL, w.p10, w.median, w.p90)))
    return Table(
        "window_dates",
        Text(
            "When domestic and foreign supply together meet demand",
            "国产与外资供给合计追平需求的时点",
        ),
        (
            Column("scenario", Text("Scenario", "情景")),
            Column("p10", Text("One path in ten earlier", "一成路径早于"), DECIMAL_YEAR),
            Column("median", Text("Median", "中位数"), DECIMAL_YEAR),
            Column("p90", Text("One path in ten later", "一成路径晚于"), DECIMAL_YEAR),
        ),
        tuple(rows),
        Text(
            "Quarters; the simulation is no finer. The first row has no uncertainty but rounding.",
            "以季度表示，模拟精度不高于此。首行除舍入外不含不确定性。",
        ),
    )


def assumptions(w: Window) -> Table:
    """Return the scenarios for NVIDIA's return: supply, range, probability, and why."""
    columns = (
        Column("scenario", Text("Scenario", "情景")),
        Column("low", Text("Foreign supply, low", "外资供给下限"), "percent", 0),
        Column("mid", Text("Used", "采用"), "percent", 0),
        Column("high", Text("High", "上限"), "percent", 0),
        Column("weight", Text("Probability", "概率"), "percent", 0),
        Column("because", Text("Because", "理由")),
    )
    rows = tuple(
        Row(
            case.key,
            (case.name, case.supply_low, case.supply, case.supply_high, case.weight, case.because),
        )
        for case in w.cases
    )
    return Table(
        "window_assumptions",
        Text(
            "What NVIDIA may sell in China, in percent of demand",
            "英伟达在华可能的供给，占需求之比",
        ),
        columns,
        rows,
        Text(
            "Assumptions, not evidence: data/scenarios.csv holds them with their sources.",
            "以上为假设而非证据，载于data/scenarios.csv并注明依据。",
        ),
    )
