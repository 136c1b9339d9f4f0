"""Section 2 in sentences: where the wording turns with the numbers, both wordings stand here."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology import Chip, Distance, Kept, count
from tapeout.model.technology_roadmap import Link
from tapeout.text import Text


def caveats(far: Distance) -> list[Sentence]:
    """Return what the comparison leaves open: estimates, and newer chips without a rate."""
    told = []
    if far.chip and far.chip.estimated:
        told.append(_by_other_hands(far.chip, Text("FP16 rate", "FP16算力")))
    if far.chip and far.chip.memory_estimated:
        told.append(_by_other_hands(far.chip, Text("memory bandwidth", "显存带宽")))
    if far.unrated:
        names = Text(", ".join(n.en for n in far.unrated), "、".join(n.zh for n in far.unrated))
        told.append(
            Sentence(
                "Not compared, for want of a dense FP16 rate in the ledger: {newer}, in mass production "
                "by this date.",
                "未纳入比较：{newer}（截至本报告日已量产，但台账未收录其稠密FP16算力）。",
                {"newer": names},
            )
        )
    return told


def _by_other_hands(chip: Chip, what: Text) -> Sentence:
    return Sentence(
        "The {what} of the {chip} is an estimate by other hands, not its maker's figure.",
        "{chip}的{what}为他方估计，并非厂商公布。",
        {"what": what, "chip": chip.name},
    )


def lag(far: Distance) -> Sentence:
    """Return when the yardstick first shipped as much as the leading chip gives."""
    return choose(
        not far.ahead,
        {
            "en": "By the figures collected here, NVIDIA shipped a chip as fast as the {chip} "
            "{fp16_lag_years} before this date, if not earlier.",
            "zh": "按已收录的数据，英伟达至迟在本报告日{fp16_lag_years}前已出货算力不低于{chip}的芯片。",
        },
        {
            "en": "No NVIDIA chip in the ledger is as fast as the {chip}: it has no lag to measure.",
            "zh": "台账中尚无算力不低于{chip}的英伟达芯片，无从计量落后时间。",
        },
        chip=far.chip_name,
        fp16_lag_years=far.lag,
    )


def link(found: Link) -> Sentence:
    """Return the widest link against that of the H200, and whether its direction is stated."""
    unstated = (
        {
            "en": "By an estimate of other hands the link of the {product} is "
            "{interconnect_ratio_to_h200} of the H200's, one direction or both left open.",
            "zh": "据他方估计，{product}互连带宽为H200的{interconnect_ratio_to_h200}，单向或双向未说明。",
        }
        if found.estimated
        else {
            "en": "The link of the {product} is {interconnect_ratio_to_h200} of the H200's; its maker "
            "does not say whether one direction is counted or both.",
            "zh": "{product}互连带宽为H200的{interconnect_ratio_to_h200}；厂商未说明是单向还是双向。",
        }
    )
    return choose(
        found.unstated,
        unstated,
        {
            "en": "The link of the {product}, counted both ways, is {interconnect_ratio_to_h200} of the "
            "H200's.",
            "zh": "{product}双向互连带宽为H200的{interconnect_ratio_to_h200}。",
        },
        product=found.product,
        interconnect_ratio_to_h200=found.ratio,
    )


def measured(found: list[Kept], company: str) -> list[Sentence]:
    """Return how many chips one script has measured, and what another form of the card would mean."""
    counted = choose(
        bool(found),
        {
            "en": "One script has measured {measured_chips} of all makers by this date.",
            "zh": "截至本报告日，同一脚本共实测了各厂商的{measured_chips}。",
        },
        {
            "en": "By this date the one script compared here had no published result for any of these chips.",
            "zh": "截至本报告日，本报告用于横向比较的脚本尚无公开结果。",
        },
        measured_chips=count(found),
    )
    own = next((k for k in found if k.chip.maker == company), None)
    if own is None or own.other_ratio is None:
        return [counted]
    return [
        counted,
        Sentence(
            "The claim compared is that of the {chip} as listed; had the card been the form that claims "
            "{highest_form_claim}, it would keep {claimed_to_measured_fp16_highest_form}.",
            "此处对照的是{chip}的标称值；若受测板卡为标称{highest_form_claim}的形态，则达成率为"
            "{claimed_to_measured_fp16_highest_form}。",
            {"chip": own.chip.name, "highest_form_claim": own.other_claim,
             "claimed_to_measured_fp16_highest_form": own.other_ratio},
        ),
    ]  # fmt: skip
