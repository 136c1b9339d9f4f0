"""What would change our mind on the technology path: indicators with their thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from tapeout.ledger import Ledger, period_text
from tapeout.model.indicators import Indicator
from tapeout.model.technology import THRESHOLD, Distance, today
from tapeout.model.technology_dates import as_year, edge
from tapeout.model.technology_measured import Kept
from tapeout.model.technology_supply import Supply
from tapeout.model.viability_product import Product
from tapeout.quantity import Gap, Quantity
from tapeout.text import Text

NARROW = Quantity.exact(75, "percent", Text("three quarters of revenue", "收入的四分之三"))


def indicators(
    ledger: Ledger, company: str, far: Distance, supply: Supply,
    line: Product, kept: Sequence[Kept],
) -> tuple[Indicator, ...]:  # fmt: skip
    """Return the indicators as of the ledger's date; the parts are those of the same ledger."""
    return (
        _ratio(ledger, far), _kept(ledger, company, kept), _line(line), _volume(ledger, supply),
        _tape_out(ledger, supply),
    )  # fmt: skip


def _ratio(ledger: Ledger, far: Distance) -> Indicator:
    return Indicator(
        "frontier",
        Text("Dense FP16 of the leading shipping chip to the frontier", "主力在售芯片稠密FP16与前沿之比"),
        Text("the road is no longer far behind", "这条路不再远落后"),
        "above", THRESHOLD, far.ratio, ledger.day,
    )  # fmt: skip


def _kept(ledger: Ledger, company: str, kept: Sequence[Kept]) -> Indicator:
    """The company's chip against the middle of the others in the same test."""
    own = next((k for k in kept if k.chip.maker == company), None)
    others = [k for k in kept if k.chip.maker != company]
    gap = Gap(
        Text("measured to claimed FP16", "FP16实测与标称之比"),
        Text("No common test of its chip has been published by this date.",
             "截至该日，其芯片未见统一测试结果。"),
    )  # fmt: skip
    middle: Quantity | Gap = gap
    if others:
        at = median_low([k.ratio.value for k in others])
        middle = next(k.ratio for k in others if k.ratio.value == at)
    return Indicator(
        "kept",
        Text("Measured to claimed FP16, against the middle of other chips", "FP16实测与标称之比，对比其他芯片中位"),
        Text("its claims hold less than those of others", "其标称比他家更虚"),
        "below", middle, own.ratio if own else gap, ledger.day,
    )  # fmt: skip


def _line(line: Product) -> Indicator:
    return Indicator(
        "line",
        Text("Largest product line in main-business revenue", "最大产品线占主营业务收入"),
        Text("it no longer hangs on one product", "不再系于单一产品"),
        "below", NARROW, line.of_main, period_text(line.period) if line.period else Text("", ""),
    )  # fmt: skip


def _volume(ledger: Ledger, supply: Supply) -> Indicator:
    """The next product in volume, or the plan for it, against the longest that the stock can last."""
    high, coming = supply.high, supply.following
    gap = _nothing(ledger, Text("next product in volume", "下一款产品量产时间"))
    when = Text("", "")
    if coming is not None:
        told = Text("plan for", "计划：") if coming.planned else Text("", "")
        when = Text(f"{told.en} {coming.product.en}".strip(), f"{told.zh}{coming.product.zh}")
    return Indicator(
        "volume",
        Text("Next product in volume, against the longest the stock lasts", "下一款产品量产，对比库存最长可售时点"),
        Text("there was nothing to sell for a time", "曾无货可售"),
        "above", gap if high is None else high.until, gap if coming is None else coming.year, when,
    )  # fmt: skip


def _tape_out(ledger: Ledger, supply: Supply) -> Indicator:
    """A planned tape-out that has not come: the plan's end against the day of the edition."""
    name = Text(
        "Tape-out of the product after next, against its plan", "再下一款产品流片，对比计划"
    )
    meaning = Text("the plan has slipped", "计划已推迟")
    after = supply.successor
    if after is None:
        gap = _nothing(ledger, Text("planned tape-out", "计划流片时间"))
        return Indicator("tape_out", name, meaning, "above", gap, gap, Text("", ""))
    end = as_year(edge(after.tape_out, "last"))
    when = Text(f"{after.product.en}: none by this date", f"{after.product.zh}：截至该日尚无")
    return Indicator("tape_out", name, meaning, "above", end, as_year(today(ledger)), when)


def _nothing(ledger: Ledger, what: Text) -> Gap:
    day = ledger.day
    return Gap(
        what,
        Text(
            f"The evidence dated to {day.en} holds no date of this kind.",
            f"截至{day.zh}的证据中没有此类日期。",
        ),
    )
