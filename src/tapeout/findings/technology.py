"""Section 2 in sentences: where the wording turns with the numbers, both wordings stand here."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology import Chip, Distance
from tapeout.text import Text, all_of


def caveats(far: Distance) -> list[Sentence]:
    """Return what the comparison leaves open: estimates, and newer chips without a rate."""
    told = []
    if far.chip and far.chip.estimated:
        told.append(_by_other_hands(far.chip, Text("FP16 rate", "FP16算力")))
    if far.chip and far.chip.memory_estimated:
        told.append(_by_other_hands(far.chip, Text("memory bandwidth", "显存带宽")))
    if far.unrated:
        names = all_of(far.unrated)
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
    """Return when the yardstick first shipped as much as the leading chip gives.

    Without a leading chip the reason stands once, for its memory as well.
    """
    if far.chip is None:
        holes = "{fp16_lag_years}{memory_bandwidth_ratio_to_frontier}"
        missing = {
            "fp16_lag_years": far.lag,
            "memory_bandwidth_ratio_to_frontier": far.memory_ratio,
        }
        return Sentence(holes, holes, missing)
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
