"""Drawing of the roofline of the leading chip beside its yardsticks."""

from __future__ import annotations

from decimal import Decimal

from tapeout.exhibit import Figure
from tapeout.figures.roofline import Ceiling, Ring, roofline
from tapeout.findings import technology_roofline_words as told
from tapeout.model.technology_roofline import EXPORT_CHIP, Roof, Roofline
from tapeout.quantity import is_gap
from tapeout.tables import technology_roofline as tables
from tapeout.text import Text
from tapeout.words import Scale, digits, spell

_RINGS = (
    (1, Text("decode, batch 1", "解码，批量1"), Text("1", "1")),
    (16, Text("batch 16", "批量16"), Text("16", "16")),
    (64, Text("batch 64", "批量64"), Text("64", "64")),
    (2048, Text("prefill", "预填充"), Text("prefill", "预填充")),
)
_AXIS = Text("operations for each byte moved", "每搬运一字节的运算次数")
_UNIT = Text("{} TFLOPS", "{} TFLOPS")


def ceilings(r: Roofline) -> Figure:
    """Return the roofline; the intensity is that of 16-bit weights, the cache left out."""
    return Figure(
        "roofline",
        told.message(r),
        Text(
            "Attainable dense FP16, log scales. Solid: claimed; dashed: measured matrix rate. Rings: "
            "where decoding of a batch and prefill sit, by the weights moved.",
            "可达稠密FP16算力，双对数刻度。实线为标称，虚线为矩阵乘实测；圆圈为各批量解码与预填充所处位置（按搬运权重计）。",
        ),
        _alt(r),
        tables.bounds(r),
        _draw(r) if r.own is not None and r.works else None,
        _note(r),
    )


def _draw(r: Roofline):
    def draw(language: str, layout: str):
        rings = [
            Ring(float(at), (name if layout == "wide" else short)[language])
            for at, name, short in _RINGS
        ]
        return roofline(
            layout, [_ceiling(roof, language) for roof in r.roofs], rings, _AXIS[language],
            _UNIT[language],
        )  # fmt: skip

    return draw


def _ceiling(roof: Roof, language: str) -> Ceiling:
    chip = roof.chip
    peak = _number(chip.fp16, language)
    band = _number(chip.memory_bandwidth, language) + ("*" if chip.memory_estimated else "")
    words = {"en": f"{peak} TFLOPS, {band} GB/s", "zh": f"{peak} TFLOPS，{band} GB/s"}[language]
    measured = None if is_gap(chip.measured) else float(chip.measured.value)
    role = "focus" if roof.focus else "compare" if chip.id == EXPORT_CHIP else "peer"
    if not roof.focus and chip.maker == "nvidia" and chip.id != EXPORT_CHIP:
        role = "frontier"
    return Ceiling(
        chip.name[language], float(chip.fp16.value), float(chip.memory_bandwidth.value), measured,
        words, role,
    )  # fmt: skip


def _number(q, language: str) -> str:
    return digits(q, Scale(Decimal(1), "", "", 0), 0, language)[0]


def _note(r: Roofline) -> Text | None:
    if not any(roof.chip.memory_estimated for roof in r.roofs):
        return None
    return Text("* Estimated by other hands.", "* 为他方估计。")


def _alt(r: Roofline) -> Text:
    if r.own is None or not r.works:
        return Text("Nothing is drawn.", "未绘制。")
    order = sorted(r.roofs, key=lambda roof: -roof.chip.fp16.value)
    fast = sorted(r.roofs, key=lambda roof: -roof.chip.memory_bandwidth.value)
    en = ", ".join(f"{x.chip.name.en} {spell(x.chip.fp16, 'en').text}" for x in order)
    zh = "、".join(f"{x.chip.name.zh} {spell(x.chip.fp16, 'zh').text}" for x in order)
    return Text(
        f"Log-log roofline of {len(order)} chips: a slope by memory bandwidth up to a ceiling by rate. "
        f"Ceilings from the highest: {en}. Steepest memory: {fast[0].chip.name.en}; narrowest: "
        f"{fast[-1].chip.name.en}. Small batches sit on the slopes, prefill on the ceilings.",
        f"双对数屋顶线图，共{len(order)}款芯片：先随显存带宽上升，再受算力封顶。上限由高到低：{zh}。"
        f"显存带宽最高为{fast[0].chip.name.zh}，最低为{fast[-1].chip.name.zh}。小批量落在斜线上，预填充落在上限。",
    )
