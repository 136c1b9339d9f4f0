"""Section 2 in pictures: the frontier, the products by date."""

from __future__ import annotations

from tapeout.exhibit import Column, Figure, Row, Sentence, Table, choose
from tapeout.figures import frontier as frontier_form
from tapeout.figures import timeline as timeline_form
from tapeout.figures.frontier import Point, Span
from tapeout.figures.timeline import Lane, Step
from tapeout.model.technology import Chip, Distance
from tapeout.model.technology_distance import Line
from tapeout.model.technology_field import Field
from tapeout.model.technology_roadmap import STEPS, Roadmap
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


def roadmap(found: Roadmap, today: Moment, most: int = 9) -> Figure:
    """Return the products of the company by date, planned steps hollow."""
    kinds = [
        s for s in STEPS if any(s in p.steps or f"{s}_planned" in p.planned for p in found.products)
    ]
    columns = (
        Column("product", Text("Product", "产品")),
        *(Column(k, _STEP_NAMES[k]) for k in kinds),
    )
    rows = tuple(Row(p.id, (p.name, *(_cell(p, k) for k in kinds)), True) for p in found.products)
    table = Table("roadmap", Text("Products by date", "各产品节点"), columns, rows)
    if not found.products:
        message = Sentence("{roadmap}", "{roadmap}", {"roadmap": found.gap})
        return Figure("roadmap", message, Text("", ""), Text("", ""), table, None)
    if is_gap(found.shortest):
        message = Sentence(
            "No product of {company} has both a dated tape-out and a dated start of production",
            "{company}尚无产品同时披露流片与量产时间", {"company": found.name},
        )  # fmt: skip
    else:
        message = choose(
            len(found.waits) > 1,
            {"en": "From tape-out to mass production {company} took {shortest_wait} to {longest_wait}",
             "zh": "{company}自流片至量产用时{shortest_wait}至{longest_wait}"},
            {"en": "From tape-out to mass production {company} took {shortest_wait}",
             "zh": "{company}自流片至量产用时{shortest_wait}"},
            company=found.name, shortest_wait=found.shortest, longest_wait=found.longest,
        )  # fmt: skip
    subtitle = Text(
        "Filled: happened by the date of this edition. Hollow: planned. Pale bar: a coarse date.",
        "实心：截至本报告日已发生；空心：计划；浅色条：日期仅知大致区间。",
    )
    names = Text(
        ", ".join(p.name.en for p in found.products), "、".join(p.name.zh for p in found.products)
    )
    alt = Text(
        f"Rows of products by first step: {names.en}. Marks show {', '.join(_STEP_NAMES[k].en for k in kinds)}.",
        f"按首个节点排列的产品时间线：{names.zh}；标记为{'、'.join(_STEP_NAMES[k].zh for k in kinds)}。",
    )

    def draw(language: str, layout: str):
        shown = found.products[-most:]
        lanes = [
            Lane(_short(p.name[language], found.name[language]), _steps(p, kinds)) for p in shown
        ]
        words = "this edition" if language == "en" else "本报告日"
        named = [_STEP_NAMES[k][language] for k in kinds]
        return timeline_form.draw(layout, lanes, named, today.decimal_year, words)

    return Figure("roadmap", message, subtitle, alt, table, draw)


def _short(name: str, company: str) -> str:
    return name.removeprefix(company).strip() or name


def _cell(product, kind: str):
    if kind in product.steps:
        return product.steps[kind]
    return product.planned.get(f"{kind}_planned", Text("", ""))


def _steps(product, kinds: list[str]) -> tuple[Step, ...]:
    told = []
    for moments, planned in ((product.steps, False), (product.planned, True)):
        for name, moment in moments.items():
            kind = name.removesuffix("_planned")
            if kind in kinds:
                told.append(
                    Step(_year(moment, "first"), _year(moment, "last"), kinds.index(kind), planned)
                )
    return tuple(told)


def _year(moment: Moment, end: str) -> float:
    return Moment.on(getattr(moment, end)).decimal_year
