"""The leading chip beside the frontier and the chip made for China: which work loses least."""

from __future__ import annotations

from tapeout.exhibit import Sentence
from tapeout.findings.technology_roofline_words import named
from tapeout.model.technology import Distance
from tapeout.model.technology_roofline import Roof, Roofline
from tapeout.quantity import Quantity, ratio, share
from tapeout.text import Text

_MISSING = {"fp16": Text("FP16 rate", "FP16算力"), "memory": Text("memory bandwidth", "显存带宽")}


def against(r: Roofline, far: Distance) -> list[Sentence]:
    """Return which work loses least against the frontier and against the chip made for China."""
    told = []
    best, buyable = r.role("frontier"), r.role("buyable")
    if r.gap is None and best is not None:
        told.append(_frontier(r, best, far))
    if r.gap is None and buyable is not None and buyable.chip.id != r.own.chip.id:
        told.append(_buyable(r, buyable))
        if best is not None:
            told.append(_reason(r, best, buyable))
    return [*told, *_fit(r), *_withheld(r)]


def _frontier(r: Roofline, best: Roof, far: Distance) -> Sentence:
    memory = named(
        share(r.own.memory.listed, best.memory.listed), r.own,
        f"memory bandwidth to that of the {best.chip.name.en}", f"显存带宽与{best.chip.name.zh}之比",
    )  # fmt: skip
    values = {"best": best.chip.name, "fp16_ratio_to_frontier": far.ratio,
              "roofline_memory_of_best": memory}  # fmt: skip
    en = (
        "Against the {best} it has {fp16_ratio_to_frontier} of the FP16 rate and "
        "{roofline_memory_of_best} of the memory bandwidth"
    )
    zh = "与{best}相比，其FP16算力为{fp16_ratio_to_frontier}，显存带宽为{roofline_memory_of_best}"
    ahead = memory > 100 or far.ratio > 100
    does = ("does best", "最占优") if ahead else ("loses least", "落后最少")
    if memory > far.ratio:
        end = (f": it {does[0]} where memory decides, in decoding.",
               f"：在受显存制约的解码环节{does[1]}。")  # fmt: skip
    elif memory < far.ratio:
        end = (f": it {does[0]} where arithmetic decides, in prefill and training.",
               f"：在受算力制约的预填充与训练环节{does[1]}。")  # fmt: skip
    else:
        end = (": as printed the two cannot be told apart, and no work is favoured.",
               "：就印出的数字而言两者不分高下，并无占优环节。")  # fmt: skip
    return Sentence(f"{en}{end[0]}", f"{zh}{end[1]}", values)


def _buyable(r: Roofline, yard: Roof) -> Sentence:
    """Return decoding and prefill in tokens beside those of the chip made for China."""
    fp16, memory = _shares(r, yard)
    first = r.setting.works[0].key
    reads = ratio(r.own.at("prefill").listed, yard.at("prefill").listed)
    values = {
        "yard": yard.chip.name, "decode_tokens": r.own.at(first).listed,
        "decode_tokens_of_h20": yard.at(first).listed,
        "prefill_ratio_to_h20": named(
            reads, r.own, f"prefill, to {yard.chip.name.en}", f"预填充与{yard.chip.name.zh}之比"
        ),
    }  # fmt: skip
    digits = 1 if reads.value >= 1 else 2
    en = (
        "one sequence decodes at {decode_tokens} against {decode_tokens_of_h20:n}, "
        f"and prompts are read {{prefill_ratio_to_h20:{digits}}} as fast."
    )
    zh = (
        "单序列解码为{decode_tokens}，对方为{decode_tokens_of_h20:n}；"
        f"预填充速度为其{{prefill_ratio_to_h20:{digits}}}。"
    )
    if fp16 > 100 and memory < 100:
        lead = ("Against the {yard} it wins by arithmetic and loses by memory",
                "与{yard}相比，胜在算力，输在显存")  # fmt: skip
    elif fp16 < 100 and memory > 100:
        lead = ("Against the {yard} it wins by memory and loses by arithmetic",
                "与{yard}相比，胜在显存，输在算力")  # fmt: skip
    elif fp16 > 100 and memory > 100:
        lead = ("Against the {yard} it wins in both", "与{yard}相比，两项均胜出")
    elif fp16 < 100 and memory < 100:
        lead = ("Against the {yard} it loses in both", "与{yard}相比，两项均落后")
    else:
        lead = ("Beside the {yard}", "与{yard}并列")
    return Sentence(f"{lead[0]}: {en}", f"{lead[1]}：{zh}", values)


def _reason(r: Roofline, best: Roof, yard: Roof) -> Sentence:
    """Return whether entering by inference is where the chip loses least, against each."""
    of_best, of_yard = _favours(r, best), _favours(r, yard)
    names = {"best": best.chip.name, "yard": yard.chip.name}
    en = "So the reason for entering by inference, that decoding asks for memory more than arithmetic,"
    zh = "因此，“解码重显存、轻算力，宜从推理切入”这一理由"
    made = ("made to stay within the export rules", "为符合出口管制而设的")
    if of_best == of_yard:
        end = (
            ("both the {best} and", "均成立") if of_best else ("neither the {best} nor", "均不成立")
        )
        return Sentence(
            f"{en} holds against {end[0]} the {{yard}}, {made[0]}.",
            f"{zh}，对照{{best}}与{made[1]}{{yard}}{end[1]}。",
            names,
        )
    if of_best:
        return Sentence(
            f"{en} holds against the {{best}} but not against the {{yard}}, {made[0]}.",
            f"{zh}对照{{best}}成立，对照{made[1]}{{yard}}则不成立。",
            names,
        )
    return Sentence(
        f"{en} holds against the {{yard}}, {made[0]}, but not against the {{best}}.",
        f"{zh}对照{made[1]}{{yard}}成立，对照{{best}}则不成立。",
        names,
    )


def _fit(r: Roofline) -> list[Sentence]:
    """Return whether the weights of the large model fit on a card, and the cards if not."""
    if r.own is None or r.own.at("prefill", "large").fits is None:
        return []
    point = r.own.at("prefill", "large")
    values = {"large_model": r.setting.models[1].parameters, "large_model_memory": point.needed,
              "card_memory": r.own.size}  # fmt: skip
    if point.fits:
        return [
            Sentence(
                "The weights of the large model ({large_model:1}) take {large_model_memory} in FP16, and fit "
                "in the {card_memory:0} of one card.",
                "大模型（{large_model:0}）的FP16权重占{large_model_memory}，单卡{card_memory:0}可容纳。",
                values,
            )
        ]
    return [
        Sentence(
            "The weights of the large model ({large_model:1}) take {large_model_memory} in FP16; with "
            "{card_memory:0} a card, it needs at least {cards_for_large_model}.",
            "大模型（{large_model:0}）的FP16权重占{large_model_memory}，单卡仅{card_memory:0}，"
            "至少需要{cards_for_large_model}。",
            values | {"cards_for_large_model": point.cards},
        )
    ]


def _withheld(r: Roofline) -> list[Sentence]:
    """Return the chips without a roofline, by name, with what of them is not in the evidence."""
    spoken = [chip.name for chip in (r.kin, r.own and r.own.chip) if chip is not None]
    groups = []
    for what, words in _MISSING.items():
        names = [name for name, missing in r.withheld if missing == what and name not in spoken]
        if names:
            groups.append((words, names))
    if not groups:
        return []
    told = Text(
        "; ".join(f"{words.en} of {', '.join(n.en for n in names)}" for words, names in groups),
        "；".join(f"{'、'.join(n.zh for n in names)}的{words.zh}" for words, names in groups),
    )
    return [
        Sentence(
            "Other rooflines are missing with a figure that the evidence does not hold by this date: "
            "{withheld}.",
            "另有屋顶线因截至该日的证据缺少以下数据而未画：{withheld}。",
            {"withheld": told},
        )
    ]


def _shares(r: Roofline, yard: Roof) -> tuple[Quantity, Quantity]:
    return (
        share(r.own.compute.listed, yard.compute.listed),
        share(r.own.memory.listed, yard.memory.listed),
    )


def _favours(r: Roofline, yard: Roof) -> bool:
    """Return whether the chip surely loses less to `yard` in memory than in arithmetic."""
    fp16, memory = _shares(r, yard)
    return memory > fp16
