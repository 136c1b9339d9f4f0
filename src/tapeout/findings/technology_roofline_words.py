"""What is said of the roofline: where the chip waits for its memory, and what it loses least in."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology_roofline import EXPORT_CHIP, Roof, Roofline
from tapeout.quantity import is_gap
from tapeout.text import Text


def roofline(r: Roofline) -> list[Sentence]:
    """Return the ridge, the bounds of decoding, the comparison with others, and the memory."""
    if r.own is None or not r.works:
        return [_missing(r)]
    told = [_ridge(r.own), _bounds(r)]
    if r.frontier is not None:
        told.append(_least(r, r.frontier))
    if r.other(EXPORT_CHIP) is not None:
        told.append(_export(r, r.other(EXPORT_CHIP)))
    if not is_gap(r.cards):
        told.append(_large(r))
    if r.withheld:
        told.append(_withheld(r))
    return told


def message(r: Roofline) -> Sentence:
    """Return the message of the drawing: who decodes faster where memory decides."""
    if r.own is None or not r.works:
        return _missing(r)
    rival = r.other(EXPORT_CHIP) or r.frontier
    if rival is None:
        return _ridge(r.own)
    times = (100 / r.share("decode_1", rival).to("ratio")).scaled("0.01", "ratio").labelled(
        Text(f"{rival.chip.name.en} against {r.own.chip.name.en}, decode",
             f"{rival.chip.name.zh}与{r.own.chip.name.zh}解码之比")
    )  # fmt: skip
    return choose(
        times > 1,
        {
            "en": "Where memory decides, the {rival} decodes {decode_rival:1} as fast as the {chip}",
            "zh": "显存带宽决定解码：{rival}的上限为{chip}的{decode_rival:1}",
        },
        {
            "en": "Where memory decides, the {chip} decodes at least as fast as the {rival}",
            "zh": "显存带宽决定解码：{chip}的上限不低于{rival}",
        },
        rival=rival.chip.name,
        chip=r.own.chip.name,
        decode_rival=times,
    )


def _missing(r: Roofline) -> Sentence:
    return Sentence("{roofline}", "{roofline}", {"roofline": r.missing})


def _ridge(own: Roof) -> Sentence:
    return Sentence(
        "Below {ridge_point:0} for each byte moved, the {chip} waits for its memory; decoding one "
        "sequence takes about one.",
        "每搬运一字节的运算低于{ridge_point:0}时，{chip}受限于显存；逐条解码每字节仅约一次运算。",
        {"ridge_point": own.ridge, "chip": own.chip.name},
    )


def _bounds(r: Roofline) -> Sentence:
    one, many, own = r.work("decode_1"), r.work("decode_64"), r.own.chip
    return Sentence(
        "With the small model its ceilings allow {decode_one:0} for one sequence and "
        "{decode_many:0} for a batch; at the efficiency usual for such software, {usual_one:0} "
        "and {usual_many:0}.",
        "运行小模型时，其上限为单条{decode_one:0}、批量{decode_many:0}；按此类软件的常见效率，分别为"
        "{usual_one:0}与{usual_many:0}。",
        {
            "decode_one": one.bound[own.id], "decode_many": many.bound[own.id],
            "usual_one": one.usual, "usual_many": many.usual,
        },
    )  # fmt: skip


def _least(r: Roofline, other: Roof) -> Sentence:
    """Return in which work the chip comes closest to the frontier: a reason for entering there."""
    decode, compute = r.share("decode_1", other), r.share("prefill", other)
    values = {
        "decode_to_frontier": decode, "prefill_to_frontier": compute, "frontier_chip": other.chip.name,
    }  # fmt: skip
    return choose(
        decode > compute,
        {
            "en": "It loses least in decoding, where it reaches {decode_to_frontier:0} of the "
            "{frontier_chip} against {prefill_to_frontier:0} in prefill and training: a reason to "
            "enter by inference. Whether it was the reason, the evidence does not say.",
            "zh": "它在解码上差距最小，达到{frontier_chip}的{decode_to_frontier:0}，而预填充与训练仅为"
            "{prefill_to_frontier:0}：这是从推理切入的一个理由，但是否即为当初的理由，证据未载。",
        },
        {
            "en": "It does not lose less in decoding, {decode_to_frontier:0} of the {frontier_chip}, "
            "than in prefill and training, {prefill_to_frontier:0}: the ceilings give no reason to "
            "enter by inference.",
            "zh": "它在解码上（为{frontier_chip}的{decode_to_frontier:0}）并不比预填充与训练"
            "（{prefill_to_frontier:0}）差距更小：两项上限并不构成从推理切入的理由。",
        },
        **values,
    )


def _export(r: Roofline, other: Roof) -> Sentence:
    decode, compute = r.share("decode_1", other), r.share("prefill", other)
    values = {
        "export_chip": other.chip.name, "decode_to_export": decode, "prefill_to_export": compute,
    }  # fmt: skip
    return choose(
        compute > 100 and decode < 100,
        {
            "en": "Against the {export_chip} it is the other way round: {prefill_to_export:0} in "
            "prefill, {decode_to_export:0} in decoding.",
            "zh": "与{export_chip}相比则相反：预填充为{prefill_to_export:0}，解码为{decode_to_export:0}。",
        },
        {
            "en": "Against the {export_chip} it has {prefill_to_export:0} in prefill and "
            "{decode_to_export:0} in decoding.",
            "zh": "与{export_chip}相比，预填充为{prefill_to_export:0}，解码为{decode_to_export:0}。",
        },
        **values,
    )


def _large(r: Roofline) -> Sentence:
    values = {
        "large_takes": r.large_takes,
        "card_memory": r.own.capacity,
        "cards_for_large": r.cards,
    }
    return choose(
        r.cards.value > 1,
        {
            "en": "The large model takes {large_takes:0} at FP16, more than the {card_memory} of a "
            "card: it needs {cards_for_large:n} of them, and their link.",
            "zh": "FP16权重的大模型占{large_takes:0}，单卡{card_memory}放不下：至少要{cards_for_large:n}张卡，"
            "也就离不开互连。",
        },
        {
            "en": "The large model takes {large_takes:0} at FP16 and fits the {card_memory} of one card.",
            "zh": "FP16权重的大模型占{large_takes:0}，单卡{card_memory}即可放下。",
        },
        **values,
    )


def _withheld(r: Roofline) -> Sentence:
    names = Text(", ".join(n.en for n in r.withheld), "、".join(n.zh for n in r.withheld))
    return Sentence(
        "Not drawn, for want of a published rate or memory bandwidth: {withheld_chips}.",
        "因算力或显存带宽未披露而未绘制：{withheld_chips}。",
        {"withheld_chips": names},
    )
