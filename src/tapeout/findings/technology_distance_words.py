"""The distance in sentences: at launch and today, against the export chips, and per watt."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology import Distance
from tapeout.model.technology_distance import Line, Profile
from tapeout.model.technology_efficiency import Efficiency
from tapeout.model.technology_field import Field
from tapeout.moment import Moment
from tapeout.quantity import Gap, is_gap
from tapeout.text import Text, all_of, listed

_SHORT = {
    "fp16": Text("FP16", "FP16算力"),
    "eight_bit": Text("its eight-bit rate", "8位算力"),
    "memory": Text("memory bandwidth", "显存带宽"),
    "memory_size": Text("memory size", "显存容量"),
    "link": Text("its link", "互连带宽"),
}


def distance(field: Field) -> list[Sentence]:
    """Return the lag at launch, the memory, where it comes closest, and how old the frontier is."""
    far, found = field.far, field.leading
    older = [_older(name, date) for name, date in field.newer[:1]]
    if found is None:
        return _undated(far)
    told = _launch(far, found.line("fp16"))
    told.append(
        Sentence(
            "Its memory moves {memory_bandwidth_ratio_to_frontier} of what the widest NVIDIA memory moves.",
            "其显存带宽为英伟达最高值的{memory_bandwidth_ratio_to_frontier}。",
            {"memory_bandwidth_ratio_to_frontier": far.memory_ratio},
        )
    )
    return told + _closest(found) + older + _undated(far)


def _launch(far: Distance, line: Line) -> list[Sentence]:
    if is_gap(line.launch.lag):
        return []
    then = choose(
        line.launch.lag > 0,
        {
            "en": "When the {chip} began to ship it was {fp16_lag_at_launch} behind.",
            "zh": "{chip}上市时落后{fp16_lag_at_launch}。",
        },
        {
            "en": "When the {chip} began to ship, no NVIDIA chip on record here was as fast.",
            "zh": "{chip}上市时，已收录的英伟达芯片均未达到其算力。",
        },
        chip=far.chip_name,
        fp16_lag_at_launch=line.launch.lag,
    )
    if is_gap(line.now.smooth) or not line.now.smooth > 0:
        return [then]
    smooth = Sentence(
        "Had the frontier risen steadily between two chips, the lag today would be {fp16_lag_steady}.",
        "若前沿在相邻两款芯片之间匀速抬升，目前落后为{fp16_lag_steady}。",
        {"fp16_lag_steady": line.now.smooth},
    )
    return [then, smooth]


def _closest(found: Profile) -> list[Sentence]:
    """Return the measures nearest to and furthest from the frontier, of at least three."""
    known = [line for line in found.lines if not is_gap(line.now.ratio)]
    ranked = sorted(known, key=lambda line: line.now.ratio.value)
    if len(ranked) < 3 or not ranked[0].now.ratio < ranked[-1].now.ratio:
        return []
    low, high = ranked[0], ranked[-1]
    return [
        Sentence(
            "Of its published figures {best_measure} comes closest to the frontier, at {closest_ratio}; "
            "{worst_measure} is furthest from it, at {furthest_ratio}.",
            "在已披露指标中，{best_measure}最接近前沿，为{closest_ratio}；{worst_measure}差距最大，为{furthest_ratio}。",
            {"best_measure": _SHORT[high.measure.key], "closest_ratio": high.now.ratio,
             "worst_measure": _SHORT[low.measure.key], "furthest_ratio": low.now.ratio},
        )
    ]  # fmt: skip


def _older(name: Text, date: Moment) -> Sentence:
    return Sentence(
        "The frontier of this edition is older than what had shipped: the {newer_chip} dates from "
        "{newer_since}, but its FP16 rate has no source dated by this edition. The distance shown "
        "is too small.",
        "本报告的前沿早于当时实际已出货的产品：{newer_chip}始于{newer_since}，但截至本报告日其FP16算力尚无来源。"
        "所示差距因此偏小。",
        {"newer_chip": name, "newer_since": date},
    )


def _undated(far: Distance) -> list[Sentence]:
    if not far.undated:
        return []
    names = all_of(far.undated)
    return [
        Sentence(
            "Rated higher in the ledger, but with no dated step that shows it to ship: {undated}.",
            "台账中算力更高、但无出货节点可证者：{undated}。",
            {"undated": names},
        )
    ]


def export(field: Field, company: Text) -> list[Sentence]:
    """Return the company's chips against those that a Chinese buyer could get from NVIDIA."""
    if not field.own:
        why = Text(
            f"The ledger holds no chip of {company.en} to set beside them.",
            f"台账中没有可与之相比的{company.zh}芯片。",
        )
        gap = Gap(Text("FP16 rate", "FP16算力"), why)
        return [Sentence("{fp16_to_export}", "{fp16_to_export}", {"fp16_to_export": gap})]
    told = [_rates(field.own[0])]
    for each in field.own:
        told += _memory(each)
    return told


def _rates(found: Profile) -> Sentence:
    line = found.line("fp16")
    known = [a for a in line.allowed if not is_gap(a.ratio)]
    if not known:
        return Sentence("{fp16_to_export}", "{fp16_to_export}", {"fp16_to_export": _no_rate(line)})
    holes = {f"fp16_to_{a.id.removeprefix('nvidia_')}": a.ratio for a in known}
    en = [f"{{{hole}}} of the {_bare(a.name.en)}'s" for hole, a in zip(holes, known, strict=True)]
    zh = [f"{_bare(a.name.zh)}的{{{hole}}}" for hole, a in zip(holes, known, strict=True)]
    beaten = [a for a in known if a.beaten]
    names = Text(
        listed([f"the {_bare(a.name.en)}" for a in beaten]) if beaten else "",
        "、".join(_bare(a.name.zh) for a in beaten),
    )
    told = listed(en)
    opening = (
        "Against what NVIDIA made for export to China, the {chip} gives " + told + " FP16 rate"
    )
    beginning = "与英伟达对华出口型号相比，{chip}的FP16算力为" + "、".join(zh)
    return choose(
        bool(beaten),
        {
            "en": opening + ": it is faster than {beaten}.",
            "zh": beginning + "，快于{beaten}。",
        },
        {"en": opening + ", less than any of them.", "zh": beginning + "，均低于后者。"}
        if all(a.ratio < 100 for a in known)
        else {"en": opening + ".", "zh": beginning + "。"},
        chip=found.name,
        **({"beaten": names} if beaten else {}),
        **holes,
    )


def _no_rate(line: Line) -> Gap:
    if is_gap(line.own.value):
        return line.own.value
    first = next((a.value for a in line.allowed if is_gap(a.value)), line.now.ratio)
    label = first.label if first.label else Text("FP16 rate", "FP16算力")
    return Gap(
        label,
        Text(
            "By this date the evidence holds no FP16 rate of the chips that NVIDIA made for export to "
            "China.",
            "截至本报告日，证据中没有英伟达对华出口型号的FP16算力。",
        ),
    )


def _memory(found: Profile) -> list[Sentence]:
    """Return the memory bandwidth against the widest of the export chips."""
    known = [a for a in found.line("memory").allowed if not is_gap(a.ratio)]
    if not known:
        return []
    widest = min(known, key=lambda a: a.ratio.value)
    hole = f"memory_to_export_{found.id}"
    few = {
        "en": f"In memory bandwidth the {{chip}} reaches {{{hole}}} of the {{widest}}'s, the widest of them.",
        "zh": f"{{chip}}的显存带宽为其中最高者{{widest}}的{{{hole}}}。",
    }
    more = {
        "en": f"In memory bandwidth the {{chip}} is ahead of all of them, at {{{hole}}} of the {{widest}}'s.",
        "zh": f"{{chip}}的显存带宽高于上述各型号，为{{widest}}的{{{hole}}}。",
    }
    return [
        choose(
            widest.beaten, more, few,
            **{"chip": found.name, "widest": widest.name, hole: widest.ratio},
        )
    ]  # fmt: skip


def _no_chip() -> Gap:
    why = Text(
        "Without a chip that ships at a published rate there is nothing to set against the power.",
        "没有已公布算力的在售芯片，无从计算每瓦算力。",
    )
    return Gap(Text("rate per watt", "每瓦算力"), why)


def _bare(name: str) -> str:
    return name.replace("NVIDIA ", "").replace("英伟达", "")


def efficiency(found: Efficiency) -> list[Sentence]:
    """Return the rate per watt, beside the same node and a finer one, and what that says."""
    own = found.own
    if own is None or is_gap(own.per_watt):
        gap = _no_chip() if own is None else own.per_watt
        return [Sentence("{tflops_per_watt}", "{tflops_per_watt}", {"tflops_per_watt": gap})]
    kind = (" by an estimate", "（估计）") if own.estimated else ("", "")
    told = [
        Sentence(
            f"The {{chip}} gives {{tflops_per_watt}} of board power{kind[0]}.",
            f"{{chip}}每瓦板卡功耗的稠密算力为{{tflops_per_watt}}{kind[1]}。",
            {"chip": own.name, "tflops_per_watt": own.per_watt},
        )
    ]
    if not is_gap(found.to_same) and found.same:
        told.append(choose(
            found.to_same < 100,
            {"en": "At the same node, {node}, that is {efficiency_to_same_node} of the {same}: no better "
             "use of the process.",
             "zh": "同为{node}制程，相当于{same}的{efficiency_to_same_node}：未见更好地利用制程。"},
            {"en": "At the same node, {node}, that is {efficiency_to_same_node} of the {same}.",
             "zh": "同为{node}制程，相当于{same}的{efficiency_to_same_node}。"},
            node=own.node.value, same=found.same.name, efficiency_to_same_node=found.to_same,
        ))  # fmt: skip
    if is_gap(found.to_best) or found.best is None:
        told.append(
            Sentence("{efficiency_to_finer_node}", "{efficiency_to_finer_node}",
                     {"efficiency_to_finer_node": found.to_best})
        )  # fmt: skip
        return told
    told.append(choose(
        found.to_best < 100,
        {"en": "Of the {finer}, at a finer node, it is {efficiency_to_finer_node}: by these figures "
         "architecture does not make up for process.",
         "zh": "与制程更先进的{finer}相比为{efficiency_to_finer_node}：这些数据不支持“架构弥补制程”之说。"},
        {"en": "Of the {finer}, at a finer node, it is {efficiency_to_finer_node}: by these figures "
         "architecture makes up for process.",
         "zh": "与制程更先进的{finer}相比为{efficiency_to_finer_node}：这些数据支持“架构弥补制程”之说。"},
        finer=found.best.name, efficiency_to_finer_node=found.to_best,
    ))  # fmt: skip
    return told
