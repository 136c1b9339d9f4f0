"""Tables of the roofline: the two ceilings of each chip, its speeds by work, and the assumptions."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.technology_roofline import Ceiling, Roof, Roofline, Work
from tapeout.quantity import is_gap
from tapeout.text import Text
from tapeout.words import spell

_BLANK = Text("", "")
_HOW = {True: Text("measured", "实测"), False: Text("assumed share", "按假设比例")}


def tables(r: Roofline) -> list[Table]:
    """Return the ceilings, the speeds and the assumptions; nothing where no chip has a ceiling."""
    if r.setting is None or r.own is None:
        return []
    others = [beside(r)] if r.gap is None else []
    return [ceilings(r), speeds(r), *others, assumptions(r)]


def ceilings(r: Roofline) -> Table:
    """Return what each chip reaches of its two ceilings, and where the listed ones meet."""
    columns = (
        Column("chip", Text("Chip", "芯片")),
        Column("fp16", Text("FP16, reached", "FP16可达"), "TFLOPS", 0),
        Column("fp16_how", Text("How", "依据")),
        Column("memory", Text("Memory, reached", "显存带宽可达"), "GB/s", 0),
        Column("memory_how", Text("How", "依据")),
        Column("size", Text("Memory size", "显存容量"), "GB", 0),
        Column("ridge", Text("Ridge", "屋脊点"), "FLOP/bytes", 0),
    )
    rows = tuple(
        Row(each.chip.id, (
            each.chip.name, each.compute.reached, _how(each.compute), each.memory.reached,
            _how(each.memory), each.size, each.ridge,
        ), each.role == "own")
        for each in _roofs(r)
    )  # fmt: skip
    note = Text(
        "Reached: measured on the chip where the ledger has it, else an assumed share of the listed "
        "figure. Ridge: operations a byte from which arithmetic, not memory, is the limit, as listed.",
        "可达：台账有实测者取实测，否则按标称乘以假设比例。屋脊点：按标称计，超过此值后受限于算力而非显存。",
    )
    caption = Text("What each chip reaches of its two ceilings", "各芯片两道上限的可达值")
    return Table("roofline_ceilings", caption, columns, rows, note)


def speeds(r: Roofline) -> Table:
    """Return the leading chip's tokens a second by model and work, and the memory they take."""
    columns = (
        Column("work", Text("Model and work", "模型与任务")),
        Column("needed", Text("Memory", "显存"), "GB", 0),
        Column("cards", Text("At least", "至少"), "cards", 0),
        Column("listed", Text("Bound, as listed", "上限（按标称）"), "tokens/s", 0),
        Column("reached", Text("As reached", "可达"), "tokens/s", 0),
    )
    rows = []
    for model in r.setting.models:
        for work in r.setting.works:
            own, task = r.own.at(work.key, model.key), work_name(work)
            name = Text(f"{model.name.en}, {task.en}", f"{model.name.zh}，{task.zh}")
            cells = (name, own.needed, own.cards, own.listed, own.reached)
            rows.append(Row(f"{model.key}_{work.key}", cells))
    caption = Text(
        f"{r.own.chip.name.en}: tokens a second by work, a card",
        f"{r.own.chip.name.zh}：各任务的词元速度（每卡）",
    )
    note = Text(
        "As reached: the measured or assumed matrix rate, the assumed share of the bandwidth in "
        "decoding, of the rate in training. Cards hold weights and cache; where more than one is "
        "needed, the speed is that of one of them, links free of cost. Training spreads its state over "
        "many cards, and memory counts the weights alone.",
        "可达：取实测或假设的矩阵算力、解码的假设带宽比例与训练的假设利用率。卡数以容纳权重与缓存计；需多卡时为其中每卡速度，"
        "不计互连开销。训练状态分散于多卡，显存一列仅计权重。",
    )
    return Table("roofline_speeds", caption, columns, tuple(rows), note)


def beside(r: Roofline) -> Table:
    """Return the bounds with the small model beside those of H20 and the frontier."""
    roofs = [each for each in r.drawn if each.role != "reference"]
    columns = (
        Column("work", Text("Work, small model", "小模型任务")),
        *(Column(each.chip.id, each.chip.name, "tokens/s", 0) for each in roofs),
    )
    rows = tuple(
        Row(work.key, (work_name(work), *(each.at(work.key).listed for each in roofs)))
        for work in r.setting.works
    )
    caption = Text(
        "Bounds from listed ceilings, chip by chip, tokens a second",
        "各芯片按标称计算的词元速度上限",
    )
    return Table("roofline_beside", caption, columns, rows)


def assumptions(r: Roofline) -> Table:
    """Return the assumptions with their ranges and reasons."""
    columns = (
        Column("assumption", Text("Assumption", "假设")),
        Column("low", Text("Low", "下限")),
        Column("mid", Text("Used", "采用")),
        Column("high", Text("High", "上限")),
        Column("because", Text("Because", "理由")),
    )
    rows = tuple(
        Row(a.name, (a.title, a.at("low"), a.quantity, a.at("high"), a.because))
        for a in r.setting.rows.values() if a.low != a.high
    )  # fmt: skip
    note = Text(
        "Assumptions, not evidence: data/scenarios.csv, with the shapes of the two models. Of the "
        "batches all are used.",
        "以上为假设而非证据，连同两个模型的结构载于data/scenarios.csv；各批量均被采用。",
    )
    caption = Text("What the speeds are reckoned with", "速度测算所用假设")
    return Table("roofline_assumptions", caption, columns, rows, note)


def work_name(work: Work) -> Text:
    """Return a work in words, with its batch."""
    if work.batch is None:
        return work.name
    en, zh = (spell(work.batch, language, bare=True).text for language in ("en", "zh"))
    return Text(f"{work.name.en}, batch {en}", f"{work.name.zh}，批量{zh}")


def _how(ceiling: Ceiling) -> Text:
    return _BLANK if is_gap(ceiling.listed) else _HOW[ceiling.measured]


def _roofs(r: Roofline) -> tuple[Roof, ...]:
    return (r.own, *r.others) if r.own else r.others
