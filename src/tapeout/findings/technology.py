"""Section 2 in sentences: where the wording turns with the numbers, both wordings stand here."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology import THRESHOLD, Chip, Distance
from tapeout.model.technology_roadmap import Roadmap, Stock, wait
from tapeout.model.viability_product import Product
from tapeout.quantity import is_gap
from tapeout.text import Text

_NARROW = 75  # percent of main-business revenue from one line


def roadmap(found: Roadmap, far: Distance) -> list[Sentence]:
    """Return how long the leading chip took, how many products are dated, and what lies ahead."""
    took = Sentence(
        "The leading chip, {chip}, took {months_tapeout_to_mass_production} from tape-out to mass "
        "production.",
        "主力芯片{chip}自流片至量产用时{months_tapeout_to_mass_production}。",
        {"chip": far.chip_name, "months_tapeout_to_mass_production": wait(found, far.chip)},
    )
    dated = choose(
        found.ahead > 0,
        {
            "en": "{company} has {products} with a dated step by this edition, and {planned} ahead.",
            "zh": "截至本报告日，{company}有{products}披露了节点时间，另有{planned}尚待完成。",
        },
        {
            "en": "{company} has {products} with a dated step by this edition, and no dated plan ahead.",
            "zh": "截至本报告日，{company}有{products}披露了节点时间，未见有日期的后续计划。",
        },
        company=found.name,
        products=found.counted,
        planned=found.ahead,
    )
    return [took, dated]


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


def stock_since(found: Stock) -> list[Sentence]:
    """Return what was sold after the count, where it was published."""
    if is_gap(found.since):
        return []
    return [
        choose(
            found.outlived,
            {
                "en": "It sold {boards_since:n} more by the end of that year, {boards_beyond:n} beyond "
                "the count: more boards must have been finished after it, so the count understates.",
                "zh": "至当年末又售出{boards_since:n}张，超出件数结余{boards_beyond:n}张：可见此后另有板卡完工，"
                "按件数计偏低。",
            },
            {
                "en": "It sold {boards_since:n} more by the end of that year, within the count.",
                "zh": "至当年末又售出{boards_since:n}张，未超出件数结余。",
            },
            boards_since=found.since,
            boards_beyond=found.beyond,
        )
    ]


def answer(far: Distance, line: Product) -> list[Sentence]:
    """Return by which road, how far behind, and how narrow."""
    behind = choose(far.ratio < THRESHOLD, *_behind(far), chip=far.chip_name, best=far.best_name,
                    fp16_ratio_to_frontier=far.ratio)  # fmt: skip
    narrow = choose(
        line.of_main > _NARROW,
        {
            "en": "It is narrow, too: {revenue_share_top_product} of main-business revenue comes from "
            "one line.",
            "zh": "路也很窄：主营业务收入的{revenue_share_top_product}来自同一产品线。",
        },
        {
            "en": "The largest line brings {revenue_share_top_product} of main-business revenue.",
            "zh": "最大产品线占主营业务收入的{revenue_share_top_product}。",
        },
        revenue_share_top_product=line.of_main,
    )
    return [behind, narrow]


def _behind(far: Distance) -> tuple[dict[str, str], dict[str, str]]:
    """Return the wordings far behind and not; an estimate is called one."""
    en, zh = ("", "")
    if far.chip and far.chip.estimated:
        en, zh = ", by an estimate of other hands,", "（他方估计）"
    gives = f"{{chip}}, gives{en} {{fp16_ratio_to_frontier}} of the FP16 rate of {{best}}"
    reaches = f"主力芯片{{chip}}的FP16算力{zh}为{{best}}"
    return (
        {
            "en": f"By a road that starts far behind: the leading chip, {gives}, the fastest of its "
            "maker on record here.",
            "zh": f"这条路起步远落后于前沿：{reaches}（已收录的最强者）的{{fp16_ratio_to_frontier}}。",
        },
        {"en": f"The leading chip, {gives}.", "zh": f"{reaches}的{{fp16_ratio_to_frontier}}。"},
    )
