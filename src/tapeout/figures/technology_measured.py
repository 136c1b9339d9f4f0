"""Section 2 in pictures: the FP16 rate that is claimed against what one script measured."""

from __future__ import annotations

from tapeout.exhibit import Column, Figure, Row, Sentence, Table, choose
from tapeout.figures import slope as slope_form
from tapeout.figures.slope import Line, Panel
from tapeout.model.technology import YARDSTICK
from tapeout.model.technology_measured import Kept, Run
from tapeout.quantity import Gap, is_gap
from tapeout.text import Text
from tapeout.words import spell

_COMMON = Text("torch_perf tests", "torch_perf测试")
_NAMED = tuple(
    f"nvidia_{name}" for name in ("b200", "h200", "h100", "h800", "h20", "a100_80", "a800", "v100")
)
_UNMEASURED = Gap(
    Text("FP16 rate, measured to claimed", "FP16实测与标称之比"),
    Text(
        "The script compared here had no published result for this company by this date.",
        "截至该日，横向比较所用脚本尚无该公司芯片的公开结果。",
    ),
)
_COLUMNS = (
    Column("chip", Text("Chip", "芯片")),
    Column("claimed", Text("Claimed", "标称"), "TFLOPS", 1),
    Column("measured", Text("Measured", "实测"), "TFLOPS", 1),
    Column("kept", Text("Kept", "达成率"), "percent", 0),
    Column("script", Text("Script", "测试脚本")),
)


def kept(found: list[Kept], company: str, others: tuple[Run, ...] = (), most: int = 12) -> Figure:
    """Return claimed against measured FP16, one script a panel.

    The first holds the chips that the common script has measured; of `others` those scripts
    that measured a chip of the company.
    """
    beside = _beside(others, company)
    rows = [
        Row(k.chip.id, (k.chip.name, k.chip.fp16, k.chip.measured, k.ratio, _COMMON),
            k.chip.maker == company)
        for k in found
    ]  # fmt: skip
    rows += [
        Row(r.key, (r.name, r.claimed, r.measured, r.ratio, r.script), r.maker == company)
        for r in beside
    ]
    table = Table(
        "kept", Text("Claimed and measured FP16", "FP16标称与实测"), _COLUMNS, tuple(rows)
    )
    own = next((k for k in found if k.chip.maker == company), None)
    if own is None:
        none = Sentence(
            "{claimed_to_measured_fp16}", "{claimed_to_measured_fp16}",
            {"claimed_to_measured_fp16": _UNMEASURED},
        )  # fmt: skip
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
    shown = _shown(found, most - 2 * bool(beside))
    low = min(shown, key=lambda k: k.ratio.value)
    alt = Text(
        f"Slope of {len(shown)} chips from claimed to measured FP16. {own.chip.name.en} goes from "
        f"{spell(own.chip.fp16, 'en').text} to {spell(own.chip.measured, 'en').text}; "
        f"{low.chip.name.en} falls most, keeping {spell(low.ratio, 'en', 0).text}. {_panels('en', beside)}",
        f"{len(shown)}款芯片由标称到实测FP16的斜率图。{own.chip.name.zh}由{spell(own.chip.fp16, 'zh').text}"
        f"到{spell(own.chip.measured, 'zh').text}；{low.chip.name.zh}降幅最大，"
        f"仅为{spell(low.ratio, 'zh', 0).text}。{_panels('zh', beside)}",
    )
    subtitle = Text(
        "Dense FP16 or BF16 matrix rate, TFLOPS, log scale; one script a panel. Hollow: an estimate.",
        "稠密FP16或BF16矩阵算力，TFLOPS，对数刻度；每组为同一测试脚本。空心：估计值。",
    )
    heads = Text("claimed|measured|kept", "标称|实测|达成率")

    def draw(language: str, layout: str):
        panels = [Panel(_COMMON[language], tuple(_line(k, language, company) for k in shown))]
        for script in dict.fromkeys(r.script for r in beside):
            of_it = [r for r in beside if r.script == script]
            panels.append(
                Panel(script[language], tuple(_run_line(r, language, company) for r in of_it))
            )
        return slope_form.draw(layout, panels, tuple(heads[language].split("|")))

    return Figure("kept", message, subtitle, alt, table, draw)


def _panels(language: str, beside: list[Run]) -> str:
    """Return in words what the panels under the first one show."""
    told = dict.fromkeys(r.script[language] for r in beside)
    if not told:
        return "Nothing else measured it alike." if language == "en" else "其他脚本无可比结果。"
    names = (", " if language == "en" else "、").join(told)
    return f"Apart below: {names}." if language == "en" else f"下方另列：{names}。"


def _beside(runs: tuple[Run, ...], company: str) -> list[Run]:
    """Return the FP16 runs with claim and result of scripts that measured the company's chips."""
    full = [r for r in runs if r.what == "fp16" and not (is_gap(r.claimed) or is_gap(r.measured))]
    own = {r.house for r in full if r.maker == company}
    return [r for r in full if r.house in own]


def _shown(found: list[Kept], most: int) -> list[Kept]:
    """Return the chips of Chinese makers, and those of the yardstick that a buyer would name."""
    own = [k for k in found if k.chip.maker != YARDSTICK]
    rest = sorted((k for k in found if k not in own), key=lambda k: -k.chip.fp16.value)
    rest = [k for k in rest if k.chip.id in _NAMED]
    return [*own, *rest][:most]


def _line(k: Kept, language: str, company: str) -> Line:
    ratio, left, right = k.ratio, k.chip.fp16, k.chip.measured
    role = _role(k.chip.maker, company)
    return _drawn(k.chip.name, language, left, right, ratio, role, k.chip.estimated)


def _run_line(r: Run, language: str, company: str) -> Line:
    role = _role(r.maker, company)
    return _drawn(r.name, language, r.claimed, r.measured, r.ratio, role, r.estimated)


def _role(maker: str, company: str) -> str:
    return "focus" if maker == company else "frontier" if maker == YARDSTICK else "peer"


def _drawn(name: Text, language: str, left, right, ratio, role: str, hollow: bool) -> Line:
    words = [spell(q, language, 0, bare=True).text for q in (left, right)]
    kept_text = spell(ratio, language, 0).text
    return Line(
        name[language], float(left.value), float(right.value), *words, kept_text, role, hollow
    )
