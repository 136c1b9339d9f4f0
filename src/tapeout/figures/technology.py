"""Section 2 in pictures: the frontier."""

from __future__ import annotations

from tapeout.exhibit import Column, Figure, Row, Sentence, Table, choose
from tapeout.figures import frontier as frontier_form
from tapeout.figures.frontier import Point, Span
from tapeout.model.technology import Chip, Distance
from tapeout.model.technology_distance import Line
from tapeout.model.technology_field import Field
from tapeout.moment import Moment
from tapeout.quantity import is_gap
from tapeout.text import LANGUAGES, Text
from tapeout.words import spell

_TICKS = [1, 10, 30, 100, 300, 1000, 3000, 10000]
_KIND = {True: Text("estimate", "估计"), False: Text("published", "已公布")}
_COLUMNS = (
    Column("chip", Text("Chip", "芯片")), Column("date", Text("Shipping from", "出货时间")),
    Column("fp16", Text("Dense FP16", "稠密FP16"), "TFLOPS", 1), Column("kind", Text("Figure", "口径")),
)  # fmt: skip
_STEP_NAMES = {
    "tape_out": Text("tape-out", "流片"),
    "mass_production": Text("mass production", "量产"),
    "launch": Text("launch", "发布"),
    "release": Text("release", "上市"),
    "production_stop": Text("production stop", "停产"),
}


def frontier(steps: list[Chip], peers: list[Chip], field: Field, today: Moment) -> Figure:
    """Return dense FP16 by date: the frontier, the company's chips, its peers, the export chips.

    The lag of the leading chip at its launch and today is drawn at its rate.
    """
    far, allowed = field.far, field.allowed
    focus = far.chip.maker if far.chip else ""
    drawn = {c.id: c for c in [*steps, *allowed, *peers] if c.shipped(today)}
    others = [c for c in drawn.values() if c not in steps]
    rows = tuple(
        Row(c.id, (c.name, c.date, c.fp16, _KIND[c.estimated]), c.maker == focus)
        for c in drawn.values()
    )
    table = Table("frontier", Text("Dense FP16 by chip", "各芯片稠密FP16算力"), _COLUMNS, rows)
    if not far.chip or not steps:
        message = Sentence("{fp16_ratio_to_frontier}", "{fp16_ratio_to_frontier}",
                           {"fp16_ratio_to_frontier": far.ratio})  # fmt: skip
        blank = Text("", "")
        return Figure("frontier", message, blank, blank, table, None)
    subtitle = Text(
        "Dense FP16, TFLOPS, log scale. Steps: NVIDIA's best so far; diamonds: made for export to "
        "China; hollow: an estimate.",
        "稠密FP16算力，TFLOPS，对数刻度。阶梯线：英伟达历代最高值；菱形：对华出口型号；空心：估计值。",
    )

    def draw(language: str, layout: str):
        told = field.leaders
        stairs = [_point(c, language, focus) for c in steps]
        dots = [_point(c, language, focus, allowed, told) for c in others]
        until = today.decimal_year
        leading = field.leading
        found = leading.line("fp16") if leading else None
        spans = _spans(far.chip, found, until, language)
        return frontier_form.draw(layout, stairs, dots, spans, until, "TFLOPS", _TICKS)

    return Figure("frontier", _headline(far), subtitle, _alt(far, others, allowed), table, draw)


def _headline(far: Distance) -> Sentence:
    """Return the ratio, and the years behind unless the chip is as fast as any on record."""
    return choose(
        far.lag > 0,
        {"en": "{chip} gives {fp16_ratio_to_frontier} of {best}'s FP16 rate, at least "
         "{fp16_lag_years} behind",
         "zh": "{chip}的FP16算力为{best}的{fp16_ratio_to_frontier}，至少落后{fp16_lag_years}"},
        {"en": "{chip} gives {fp16_ratio_to_frontier} of {best}'s FP16 rate",
         "zh": "{chip}的FP16算力为{best}的{fp16_ratio_to_frontier}"},
        chip=far.chip_name, best=far.best_name, fp16_ratio_to_frontier=far.ratio,
        fp16_lag_years=far.lag,
    )  # fmt: skip


def _alt(far: Distance, others: list[Chip], allowed: tuple[Chip, ...]) -> Text:
    best, own = (
        Text(*(spell(c.fp16, lang).text for lang in LANGUAGES)) for c in (far.best, far.chip)
    )
    above = [c for c in others if c.fp16.value > far.chip.fp16.value]
    shown = [c for c in others if c in allowed]
    return Text(
        f"Steps over time on a log scale, ending at {far.best.name.en} with {best.en}. "
        f"{far.chip.name.en} stands at {own.en}; a level line joins it to the step that first "
        f"gave as much. Of {len(others)} other marks {len(above) or 'none'} lie higher; "
        f"{len(shown) or 'none'} stand for chips made for export to China.",
        f"对数刻度的阶梯图，止于{far.best.name.zh}（{best.zh}）。{far.chip.name.zh}为{own.zh}，"
        f"以水平线连至最早达到同一算力的阶梯。其余{len(others)}个标记中{len(above)}个更高，"
        f"{len(shown)}个为对华出口型号。",
    )


def _spans(chip: Chip, found: Line | None, until: float, language: str) -> list[Span]:
    """Return the lag at launch as a line, and what was added to it since as dots."""
    if found is None or found.now.passed is None or not found.now.lag > 0:
        return []
    start, value = found.now.passed.date.decimal_year, float(chip.fp16.value)
    then, now = (
        spell(q, language, 1).text if not is_gap(q) else ""
        for q in (found.launch.lag, found.now.lag)
    )
    launch = chip.date.decimal_year
    words = Text(f"{now} today", f"至今{now}")[language]
    if found.launch.passed is None or launch <= start:
        return [Span(start, until, value, words, dotted=True)]
    first = Text(f"{then} at launch", f"上市时{then}")[language]
    return [Span(start, launch, value, first), Span(launch, until, value, words, dotted=True)]


def _point(chip: Chip, language: str, focus: str, allowed=(), told: tuple[str, ...] = ()) -> Point:
    name = chip.name[language].replace("NVIDIA ", "").replace("英伟达", "")
    role = "focus" if chip.maker == focus else "compare" if chip in allowed else "peer"
    return Point(
        chip.date.decimal_year, float(chip.fp16.value), name, chip.estimated, role,
        role == "compare" or chip.id in told,
    )  # fmt: skip
