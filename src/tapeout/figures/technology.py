"""Section 2 in pictures: the frontier, and claimed against measured."""

from __future__ import annotations

from tapeout.exhibit import Column, Figure, Row, Sentence, Table, choose
from tapeout.figures import frontier as frontier_form
from tapeout.figures import slope as slope_form
from tapeout.figures.frontier import Point
from tapeout.figures.slope import Line
from tapeout.model.technology import YARDSTICK, Chip, Distance, Kept
from tapeout.moment import Moment
from tapeout.text import Text
from tapeout.words import spell

_TICKS = [1, 10, 30, 100, 300, 1000, 3000, 10000]


def frontier(steps: list[Chip], peers: list[Chip], far: Distance, today: Moment) -> Figure:
    """Return dense FP16 by date: the yardstick's frontier, the company's chips, its peers."""
    focus = far.chip.maker if far.chip else ""
    others = [c for c in peers if c.shipped(today)]
    columns = (
        Column("chip", Text("Chip", "芯片")), Column("date", Text("Shipping from", "出货时间")),
        Column("fp16", Text("Dense FP16", "稠密FP16"), "TFLOPS", 1),
        Column("kind", Text("Figure", "口径")),
    )  # fmt: skip
    kind = {True: Text("estimate", "估计"), False: Text("published", "已公布")}
    rows = tuple(
        Row(c.id, (c.name, c.date, c.fp16, kind[c.estimated]), c.maker == focus)
        for c in [*steps, *others]
    )
    table = Table("frontier", Text("Dense FP16 by chip", "各芯片稠密FP16算力"), columns, rows)
    if not far.chip or not steps:
        message = Sentence("{fp16_ratio_to_frontier}", "{fp16_ratio_to_frontier}",
                           {"fp16_ratio_to_frontier": far.ratio})  # fmt: skip
        blank = Text("", "")
        return Figure("frontier", message, blank, blank, table, None)
    message = choose(
        not far.ahead,
        {"en": "{chip} gives {fp16_ratio_to_frontier} of the FP16 rate of {best}",
         "zh": "{chip}的FP16算力为{best}的{fp16_ratio_to_frontier}"},
        {"en": "{chip} gives {fp16_ratio_to_frontier} of the FP16 rate of {best}",
         "zh": "{chip}的FP16算力为{best}的{fp16_ratio_to_frontier}"},
        chip=far.chip.name, best=far.best_name, fp16_ratio_to_frontier=far.ratio,
    )  # fmt: skip
    subtitle = Text(
        "Dense FP16, TFLOPS, log scale. Steps: NVIDIA's best so far. Hollow: an estimate.",
        "稠密FP16算力，TFLOPS，对数刻度。阶梯线：英伟达历代最高值；空心：估计值。",
    )
    best, own = spell(far.best.fp16, "en").text, spell(far.chip.fp16, "en").text
    alt = Text(
        f"Steps over time on a log scale. NVIDIA's frontier ends at {far.best.name.en} with {best}; "
        f"{far.chip.name.en} stands at {own}. {len(others)} chips of Chinese makers lie below or near "
        "the steps.",
        f"对数刻度的阶梯图。英伟达前沿止于{far.best.name.zh}（{best}），{far.chip.name.zh}为{own}；"
        f"另有{len(others)}款国产芯片位于阶梯线之下或附近。",
    )

    def draw(language: str, layout: str):
        stairs = [_point(c, language, focus) for c in steps]
        dots = [_point(c, language, focus) for c in others]
        until = today.decimal_year
        return frontier_form.draw(layout, stairs, dots, until, "TFLOPS", _TICKS)

    return Figure("frontier", message, subtitle, alt, table, draw)


def _point(chip: Chip, language: str, focus: str) -> Point:
    name = chip.name[language].replace("NVIDIA ", "").replace("英伟达", "")
    return Point(
        chip.date.decimal_year, float(chip.fp16.value), name,
        chip.estimated, chip.maker == focus,
    )  # fmt: skip


def kept(found: list[Kept], company: str, most: int = 12) -> Figure:
    """Return claimed against measured FP16 of the chips that one script has measured."""
    columns = (
        Column("chip", Text("Chip", "芯片")),
        Column("claimed", Text("Claimed", "标称"), "TFLOPS", 1),
        Column("measured", Text("Measured", "实测"), "TFLOPS", 1),
        Column("kept", Text("Kept", "达成率"), "percent", 0),
    )
    rows = tuple(
        Row(
            k.chip.id, (k.chip.name, k.chip.fp16, k.chip.measured, k.ratio), k.chip.maker == company
        )
        for k in found
    )
    table = Table("kept", Text("Claimed and measured FP16", "FP16标称与实测"), columns, rows)
    own = next((k for k in found if k.chip.maker == company), None)
    if own is None:
        none = Sentence(
            "The script compared here had no published result for this company by this date",
            "截至该日，横向比较所用脚本尚无该公司芯片的公开结果",
        )
        return Figure("kept", none, Text("", ""), Text("", ""), table, None)
    best = all(k.ratio <= own.ratio for k in found if k is not own)
    more = sum(1 for k in found if k.ratio < own.ratio)
    # A claim is its maker's; where only others put a number on the chip, that is what it keeps.
    of_en, of_zh = ("estimated for it", "他方估计") if own.chip.estimated else ("it claims", "标称")
    en = f"{{chip}} keeps {{claimed_to_measured_fp16}} of the FP16 rate {of_en}"
    zh = f"{{chip}}实测达到{of_zh}FP16的{{claimed_to_measured_fp16}}"
    message = choose(
        best or more * 2 > len(found),
        {"en": f"{en}, more than most", "zh": f"{zh}，高于多数芯片"},
        {"en": en, "zh": zh},
        chip=own.chip.name, claimed_to_measured_fp16=own.ratio,
    )  # fmt: skip
    shown = _shown(found, company, most)
    low = min(shown, key=lambda k: k.ratio.value)
    alt = Text(
        f"Slope of {len(shown)} chips from claimed to measured FP16. {own.chip.name.en} goes from "
        f"{spell(own.chip.fp16, 'en').text} to {spell(own.chip.measured, 'en').text}; "
        f"{low.chip.name.en} falls most, keeping {spell(low.ratio, 'en', 0).text}.",
        f"{len(shown)}款芯片由标称到实测FP16的斜率图。{own.chip.name.zh}由{spell(own.chip.fp16, 'zh').text}"
        f"到{spell(own.chip.measured, 'zh').text}；{low.chip.name.zh}降幅最大，"
        f"仅为{spell(low.ratio, 'zh', 0).text}。",
    )
    subtitle = Text(
        "Dense FP16 matrix rate, TFLOPS, log scale; one script for all. Hollow: an estimate.",
        "稠密FP16矩阵算力，TFLOPS，对数刻度；同一测试脚本。空心：估计值。",
    )
    heads = Text("claimed|measured|kept", "标称|实测|达成率")

    def draw(language: str, layout: str):
        lines = [_line(k, language, company) for k in shown]
        return slope_form.draw(layout, lines, tuple(heads[language].split("|")))

    return Figure("kept", message, subtitle, alt, table, draw)


def _shown(found: list[Kept], company: str, most: int) -> list[Kept]:
    """Return the company's chips, the Chinese ones, and the yardstick's largest."""
    own = [k for k in found if k.chip.maker != YARDSTICK]
    rest = sorted((k for k in found if k not in own), key=lambda k: -k.chip.fp16.value)
    wanted = ("H100", "H200", "H20", "A100 80", "B200", "V100", "A800")
    rest = [k for k in rest if any(k.chip.name.en.endswith(w) or f"{w} " in k.chip.name.en for w in wanted)
            and "PCIe" not in k.chip.name.en]  # fmt: skip
    del company
    return [*own, *rest][:most]


def _line(k: Kept, language: str, company: str) -> Line:
    role = (
        "focus" if k.chip.maker == company else "frontier" if k.chip.maker == YARDSTICK else "peer"
    )
    words = [
        spell(q, language, d, bare=True).text for q, d in ((k.chip.fp16, 0), (k.chip.measured, 0))
    ]
    return Line(
        k.chip.name[language], float(k.chip.fp16.value), float(k.chip.measured.value), *words,
        spell(k.ratio, language, 0).text, role, k.chip.estimated,
    )  # fmt: skip
