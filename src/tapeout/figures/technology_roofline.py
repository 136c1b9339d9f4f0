"""The rooflines of section 2: the leading chip, the chip made for China, the frontier, Huawei's."""

from __future__ import annotations

from tapeout.exhibit import Column, Figure, Row, Table
from tapeout.figures.roofline import Dot, Guide, roofline
from tapeout.figures.roofline import Roof as Drawn
from tapeout.findings import technology_roofline_words as told
from tapeout.model.technology_roofline import Roof, Roofline
from tapeout.quantity import Gap, is_gap
from tapeout.tables.technology_roofline import work_name
from tapeout.text import Text
from tapeout.words import spell

# Colour of the marks and of the words, by role.
_COLOURS = {
    "own": ("focus", ""), "buyable": ("compare", ""), "frontier": ("frontier", ""),
    "reference": ("peer", "peer_text"),
}  # fmt: skip
_AXIS = Text("operations a byte moved", "每字节运算次数")
_BLANK = Text("", "")
_MAKERS = ("英伟达", "华为", "寒武纪", "海光", "壁仞")
_NOT_TRAINED = "training"  # lies where prefill lies


def rooflines(r: Roofline) -> Figure:
    """Return attainable rate by intensity; nothing is drawn where the chip has no roofline."""
    table = _table(r)
    if r.gap is not None:
        return Figure("roofline", told.message(r), _BLANK, _BLANK, table, None)
    return Figure("roofline", told.message(r), _subtitle(r), _alt(r), table, _drawing(r), _note(r))


def _table(r: Roofline) -> Table:
    works = [w for w in r.setting.works if w.key != _NOT_TRAINED] if r.setting else []
    columns = (
        Column("chip", Text("Chip", "芯片")),
        Column("peak", Text("FP16, listed", "FP16标称"), "TFLOPS", 1),
        Column("measured", Text("FP16, measured", "FP16实测"), "TFLOPS", 1),
        Column("bandwidth", Text("Memory bandwidth", "显存带宽"), "GB/s", 0),
        Column("streamed", Text("Bandwidth, measured", "带宽实测"), "GB/s", 0),
        *(Column(w.key, Text(f"Attainable, {work_name(w).en}", f"可达，{work_name(w).zh}"), "TFLOPS", 1)
          for w in works),
    )  # fmt: skip
    rows = []
    for roof in r.drawn if r.gap is None else ():
        rows.append(Row(
            roof.chip.id,
            (roof.chip.name, roof.compute.listed, _measured(roof, "compute"), roof.memory.listed,
             _measured(roof, "memory"), *(roof.at(w.key).attained for w in works)),
            roof.role == "own",
        ))  # fmt: skip
    caption = Text("Rooflines: ceilings and attainable rates", "屋顶线：上限与可达速率")
    return Table("roofline", caption, columns, tuple(rows))


def _measured(roof: Roof, which: str):
    """Return what was measured of a ceiling, or a Gap that says it was not."""
    ceiling = getattr(roof, which)
    if ceiling.measured:
        return ceiling.reached
    name = roof.chip.name
    what = {"compute": ("FP16 matrix rate", "FP16矩阵算力"), "memory": ("memory rate", "显存带宽")}
    en, zh = what[which]
    return Gap(
        Text(f"{name.en}, measured {en}", f"{name.zh}{zh}实测"),
        Text(f"The evidence holds no measured {en} of {name.en} by one script for all.",
             f"证据中没有{name.zh}{zh}的统一脚本实测。"),
    )  # fmt: skip


def _subtitle(r: Roofline) -> Text:
    small = r.setting.models[0].parameters
    hollow = any(p.fits is not True for roof in r.drawn for p in _points(r, roof))
    guess = any(roof.compute.estimated or roof.memory.estimated for roof in r.drawn)
    dashed = any(roof.compute.measured for roof in r.drawn)
    en = "Attainable dense FP16, TFLOPS, log scales. Lines: as listed"
    zh = "可达稠密FP16算力，TFLOPS，双对数刻度。实线：标称"
    if dashed:
        en, zh = f"{en}; dashed: measured", f"{zh}；虚线：实测"
    en = f"{en}. Dots: work with a model of {spell(small, 'en', 1).text}"
    zh = f"{zh}；圆点：{spell(small, 'zh', 0).text}的模型"
    if hollow:
        en, zh = (
            f"{en}; hollow: does not fit, or size unknown",
            f"{zh}（空心：单卡放不下或容量未知）",
        )
    if guess:
        en, zh = f"{en}. * An estimate by other hands", f"{zh}。*为他方估计"
    return Text(f"{en}.", f"{zh}。")


def _note(r: Roofline) -> Text:
    context = r.setting.rows["context_tokens"].quantity
    return Text(
        f"Decoding at a context of {spell(context, 'en').text}, cache traffic counted. A dot under its roof: "
        "arithmetic and reading the cache take turns.",
        f"解码上下文为{spell(context, 'zh').text}，计入缓存读取。圆点低于屋顶线，是因为计算与读取缓存轮流进行。",
    )


def _alt(r: Roofline) -> Text:
    own, first, last = r.own, r.setting.works[0], r.setting.works[-2]
    high = max(r.drawn, key=lambda roof: roof.compute.listed.value)
    wide = max(r.drawn, key=lambda roof: roof.memory.listed.value)

    def p(value, language: str) -> str:
        return spell(value, language, 0).text

    low, top = own.at(first.key).attained, own.at(last.key).attained
    peak, slope = (
        {lang: p(q, lang) for lang in ("en", "zh")}
        for q in (high.compute.listed, wide.memory.listed)
    )
    if high is wide:
        ends = (
            f"{high.chip.name.en} has the highest ceiling, {peak['en']}, and slope, {slope['en']}",
            f"上限（{peak['zh']}）与斜线（{slope['zh']}）最高的都是{high.chip.name.zh}",
        )
    else:
        ends = (
            f"{high.chip.name.en} has the highest ceiling, {peak['en']}, {wide.chip.name.en} the highest "
            f"slope, {slope['en']}",
            f"上限最高的是{high.chip.name.zh}（{peak['zh']}），斜线最高的是{wide.chip.name.zh}（{slope['zh']}）",
        )
    return Text(
        f"Log-log rooflines of {len(r.drawn)} chips by operations a byte. {own.chip.name.en} rises from "
        f"{spell(low, 'en', 1).text} in decoding one sequence to {p(top, 'en')} in prefill and turns flat "
        f"at {p(own.ridge, 'en')}. {ends[0]}.",
        f"{len(r.drawn)}款芯片的双对数屋顶线，横轴为每字节运算次数。{own.chip.name.zh}由单序列解码的"
        f"{spell(low, 'zh', 1).text}升至预填充的{p(top, 'zh')}，在{p(own.ridge, 'zh')}处转平；{ends[1]}。",
    )


def _points(r: Roofline, roof: Roof) -> list:
    return [roof.at(w.key) for w in r.setting.works if w.key != _NOT_TRAINED]


def _drawing(r: Roofline):
    def draw(language: str, layout: str):
        wide = layout == "wide"
        roofs = [_drawn(r, roof, language, wide) for roof in r.drawn]
        unit = "TFLOPS"
        return roofline(layout, roofs, _guides(r, language, wide), unit, _AXIS[language])

    return draw


def _guides(r: Roofline, language: str, wide: bool) -> list[Guide]:
    """Return the works over the plot: the first batch in words, the others by their number."""
    found = []
    for place, batch in enumerate(r.setting.batches):
        count = spell(batch, language, bare=True).text
        lead = {
            "en": "decoding, batch " if wide else "batch ",
            "zh": "解码，批量" if wide else "批量",
        }
        words = f"{lead[language]}{count}" if place == 0 else count
        found.append(Guide(float(r.setting.works[place].intensity.value), words))
    ends = ("prefill, training", "预填充、训练") if wide else ("prefill", "预填充")
    last = r.setting.works[-1].intensity
    return [*found, Guide(float(last.value), ends[language == "zh"])]


def _drawn(r: Roofline, roof: Roof, language: str, wide: bool) -> Drawn:
    colour, text = _COLOURS[roof.role]
    compute, memory = roof.compute, roof.memory
    stars = ("*" if compute.estimated else "", "*" if memory.estimated else "")
    peak = spell(compute.listed, language, 0, bare=True).text + stars[0]
    if wide and compute.measured:
        measured = spell(compute.reached, language, 0, bare=True).text
        words = {"en": f"{peak} listed, {measured} measured", "zh": f"标称{peak}，实测{measured}"}
    elif wide:
        words = {"en": f"{peak} listed", "zh": f"标称{peak}"}
    else:
        words = dict.fromkeys(("en", "zh"), f"{peak} TFLOPS")
    works = [w for w in r.setting.works if w.key != _NOT_TRAINED]
    dots = tuple(
        Dot(float(w.intensity.value), float(p.attained.value), p.fits is not True)
        for w, p in zip(works, _points(r, roof), strict=True) if not is_gap(p.attained)
    )  # fmt: skip
    return Drawn(
        roof.chip.name[language] if wide else _short(roof.chip.name[language]),
        float(compute.listed.value), float(memory.listed.value), words[language],
        spell(memory.listed, language, 0).text + stars[1], colour, text,
        float(compute.reached.value) if compute.measured else None,
        float(memory.reached.value) if memory.measured else None,
        roof.role == "own", dots,
    )  # fmt: skip


def _short(name: str) -> str:
    """Return the product's name without that of its maker: the table has it in full."""
    name = name.split(" ")[-1]
    return next((name.removeprefix(m) for m in _MAKERS if name.startswith(m)), name)
