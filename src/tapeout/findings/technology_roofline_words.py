"""What the roofline says: where memory decides, which work loses least, what fits on a card."""

from __future__ import annotations

from tapeout.exhibit import Sentence
from tapeout.model.technology_roofline import Kin, Roof, Roofline
from tapeout.quantity import Quantity, ratio, share
from tapeout.text import Text


def message(r: Roofline) -> Sentence:
    """Return the message of the figure: against the chip made for China, else the frontier."""
    if r.gap is not None:
        return Sentence("{roofline_ridge}", "{roofline_ridge}", {"roofline_ridge": r.gap})
    yard = r.role("buyable") or r.role("frontier")
    if yard is None:
        return Sentence(
            "Below {roofline_ridge} memory, not arithmetic, limits {chip}",
            "低于{roofline_ridge}时，限制{chip}的是显存而非算力",
            {"roofline_ridge": r.own.ridge, "chip": r.own.chip.name},
        )
    fp16 = share(r.own.compute.listed, yard.compute.listed)
    memory = share(r.own.memory.listed, yard.memory.listed)
    values = {"chip": r.own.chip.name, "yard": yard.chip.name}
    if memory < 100 and fp16 > 100:
        values["roofline_decode_of_yardstick"] = _decode(yard, r.own, r)
        values["roofline_fp16_of_chip"] = named(
            share(yard.compute.listed, r.own.compute.listed), yard, "FP16 to the leading chip",
            "FP16算力与主力芯片之比",
        )  # fmt: skip
        return Sentence(
            "{yard} decodes one sequence {roofline_decode_of_yardstick:1} as fast as {chip}, with "
            "{roofline_fp16_of_chip:0} of its TFLOPS",
            "{yard}单序列解码速度是{chip}的{roofline_decode_of_yardstick:1}，"
            "FP16算力仅为其{roofline_fp16_of_chip:0}",
            values,
        )
    values["roofline_fp16_of_yardstick"] = named(fp16, r.own, "FP16", "FP16算力之比")
    values["roofline_memory_of_yardstick"] = named(memory, r.own, "memory", "显存带宽之比")
    return Sentence(
        "Of {yard}, {chip} gives {roofline_fp16_of_yardstick:0} in prefill, "
        "{roofline_memory_of_yardstick:0} in decoding one sequence",
        "{chip}预填充速度为{yard}的{roofline_fp16_of_yardstick:0}，单序列解码为"
        "{roofline_memory_of_yardstick:0}",
        values,
    )


def chip(r: Roofline) -> list[Sentence]:
    """Return where memory decides, and the speeds with the small model, as bounds and as reached."""
    if r.own is None:
        return [_gap(r)]
    return [_ridge(r), *_bounds(r), *_kin(r)]


def _gap(r: Roofline) -> Sentence:
    return Sentence("{roofline_ridge}", "{roofline_ridge}", {"roofline_ridge": r.gap})


def _ridge(r: Roofline) -> Sentence:
    works = r.setting.works
    one, many = works[0].intensity, works[len(r.setting.batches) - 1].intensity
    if r.gap is not None:
        return _gap(r)
    values = {
        "chip": r.own.chip.name, "roofline_ridge": r.own.ridge, "decode_intensity": one,
        "decode_intensity_large_batch": many, "decode_batch_large": r.setting.batches[-1],
    }  # fmt: skip
    en = (
        "Below {roofline_ridge:0} the {chip} waits for its memory. Decoding one sequence of the small "
        "model does about {decode_intensity:0n}; {decode_batch_large} together "
        "do {decode_intensity_large_batch:0n}"
    )
    zh = (
        "{chip}的屋脊点为{roofline_ridge:0}，低于此数即受制于显存。小模型单序列解码约为{decode_intensity:0n}次，"
        "{decode_batch_large}同时解码为{decode_intensity_large_batch:0n}次"
    )
    if many < r.own.ridge:
        end = (": memory decides at every batch here.", "：在此各批量下，制约解码的都是显存。")
    elif one < r.own.ridge:
        end = (": memory decides until batches are large.", "：批量较小时，制约解码的是显存。")
    else:
        end = (": arithmetic decides even then.", "：制约解码的是算力。")
    return Sentence(f"{en}{end[0]}", f"{zh}{end[1]}", values)


def _bounds(r: Roofline) -> list[Sentence]:
    """Return the bounds in tokens a second; without a bandwidth, those that need none."""
    one, many = (
        r.own.at(f"decode_{b.value:f}") for b in (r.setting.batches[0], r.setting.batches[-1])
    )
    read, train = r.own.at("prefill"), r.own.at("training")
    if r.gap is not None:
        return [
            Sentence(
                "Its arithmetic alone allows the {chip} to read prompts at {prefill_tokens} with the "
                "small model, and a card to train on {training_tokens} at {training_mfu:0} of the rate, an "
                "assumption.",
                "仅就算力而言，{chip}小模型预填充至多{prefill_tokens}；训练若用到算力的{training_mfu:0}（假设），"
                "每卡{training_tokens}。",
                {
                    "chip": r.own.chip.name,
                    "prefill_tokens": read.listed,
                    "training_tokens": train.reached,
                    "training_mfu": r.setting.share("training_mfu"),
                },
            )
        ]
    told = Sentence(
        "That allows {decode_tokens} for one sequence, and {decode_tokens_large_batch} for "
        "{decode_batch_large} together.",
        "由此，单序列解码至多{decode_tokens}，{decode_batch_large}同时解码合计至多"
        "{decode_tokens_large_batch}。",
        {"decode_tokens": one.listed, "decode_tokens_large_batch": many.listed,
         "decode_batch_large": r.setting.batches[-1]},
    )  # fmt: skip
    use = {"decode_bandwidth_use": r.setting.share("decode_bandwidth_use"),
           "decode_tokens_reached": one.reached, "training_tokens": train.reached,
           "training_mfu": r.setting.share("training_mfu")}  # fmt: skip
    reached = Sentence(
        "Where software uses {decode_bandwidth_use:0} of the bandwidth, an assumption, one sequence gets "
        "{decode_tokens_reached}; in training, at {training_mfu:0} of the rate, a card does "
        "{training_tokens}.",
        "若软件用到带宽的{decode_bandwidth_use:0}（假设），单序列为{decode_tokens_reached}；"
        "训练若用到算力的{training_mfu:0}（假设），每卡{training_tokens}。",
        use,
    )
    return [told, reached]


def _kin(r: Roofline) -> list[Sentence]:
    """Return what the memory of a product without an FP16 rate allows by itself."""
    kin: Kin | None = r.kin
    if kin is None:
        return []
    guess = Text(" (an estimate)", "（估计）") if kin.estimated else Text("", "")
    values = {"product": kin.name, "kin_bandwidth": kin.bandwidth, "kin_decode_tokens": kin.rate,
              "guess": guess}  # fmt: skip
    en = (
        "No FP16 rate of the {product} is in the evidence, but its memory bandwidth is, "
        "{kin_bandwidth}{guess}: that alone would hold one sequence to {kin_decode_tokens}"
    )
    zh = (
        "证据中没有{product}的FP16算力，但有其显存带宽{kin_bandwidth}{guess}："
        "仅此一项，单序列解码至多{kin_decode_tokens}"
    )
    if kin.ratio > 1:
        values |= {"kin_decode_ratio": kin.ratio, "chip": r.own.chip.name}
        en, zh = (
            f"{en}, {{kin_decode_ratio:1}} the {{chip}}'s",
            f"{zh}，为{{chip}}的{{kin_decode_ratio:1}}",
        )
    return [Sentence(f"{en}.", f"{zh}。", values)]


def _decode(a: Roof, b: Roof, r: Roofline) -> Quantity:
    first = r.setting.works[0].key
    return named(
        ratio(a.at(first).listed, b.at(first).listed), a,
        f"decoding one sequence, to {b.chip.name.en}", f"单序列解码与{b.chip.name.zh}之比",
    )  # fmt: skip


def named(value: Quantity, roof: Roof, en: str, zh: str) -> Quantity:
    """Return a quantity under the name of a chip."""
    name = roof.chip.name
    return value.labelled(Text(f"{name.en}, {en}", f"{name.zh}{zh}"))
