"""What was measured and what is withheld, in sentences."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology_measured import Kept, Run, Utilisation, count
from tapeout.model.technology_withheld import Stated, Withheld
from tapeout.quantity import Gap, is_gap
from tapeout.text import Text

# What a row of the metric `disclosure` says, in words; a company says it of itself or a product.
_STATED = {
    "own_specs_in_prospectus": (
        "Its prospectus of {when} prints no TFLOPS, GB/s, W or nm figure for any product of its own.",
        "其{when}的招股书未给出任何自有产品的TFLOPS、GB/s、W或nm数字。",
    ),
    "fp16_fp8_disclosed": (
        "The prospectus of {when} gives neither the FP16 nor the FP8 rate of the {name}.",
        "{when}的招股书未披露{name}的FP16与FP8算力。",
    ),
    "memory_bandwidth_disclosed": (
        "The prospectus of {when} gives no memory bandwidth of the {name}.",
        "{when}的招股书未披露{name}的显存带宽。",
    ),
    "flagperf_disclosure": (
        "In FlagPerf all base results of {name} were blank in {when}.",
        "截至{when}，FlagPerf中{name}的基础测试结果均为空白。",
    ),
    "flagperf_disclosure_part": (
        "In FlagPerf the absolute rates and all links of {name} were blank in {when}; shares and memory "
        "bandwidth are given.",
        "截至{when}，FlagPerf中{name}的算力绝对值与全部互连数据均为空白，仅有达成率与显存带宽。",
    ),
    "vendor_disclosure": (
        "On {when} its maker said that the {name} is on the market, and gave no figure of performance.",
        "{when}厂商表示{name}已上市，但未披露性能数字。",
    ),
    "compute_disclosed": (
        "By {when} the maker of the {name} had published no compute rate.",
        "截至{when}，{name}的厂商未公布算力。",
    ),
}


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


def other_scripts(found: tuple[Run, ...], company: str, name: Text) -> list[Sentence]:
    """Return what other scripts keep of the company's claims: rate above the claim, memory, link."""
    own = [r for r in found if r.maker == company]
    told = [_above(r) for r in own if r.what == "fp16" and not is_gap(r.claimed) and r.ratio > 100]
    memory = [r for r in own if r.what == "memory" and not is_gap(r.ratio)]
    told += [_memory(memory, name)]
    links = [r for r in own if r.what == "all_reduce" and not is_gap(r.ratio)]
    return [*told, _link(links, name)]


def _above(run: Run) -> Sentence:
    return Sentence(
        "{script} measured more than is listed for the {chip}, {kept_above_claim}: the listed figure is "
        "not the rate of the card that was tested.",
        "{script}测得{chip}高于标称，为{kept_above_claim}：标称值并非受测板卡的实际算力。",
        {"script": run.script, "chip": run.name, "kept_above_claim": run.ratio},
        holds=run.ratio > 100,
    )


def _memory(runs: list[Run], name: Text) -> Sentence:
    if not runs:
        reason = Text(
            f"The evidence of this edition holds no measured memory bandwidth of {name.en} beside a claim.",
            f"本报告的证据中没有{name.zh}显存带宽实测与标称的对照。",
        )
        gap = Gap(Text("measured memory bandwidth", "显存带宽实测"), reason)
        return Sentence("{memory_kept_low}", "{memory_kept_low}", {"memory_kept_low": gap})
    ranked = sorted(runs, key=lambda r: r.ratio.value)
    low, high = ranked[0], ranked[-1]
    return choose(
        low is not high,
        {"en": "Of the claimed memory bandwidth of the {chip} between {memory_kept_low} and "
         "{memory_kept_high} were measured, by test and tester.",
         "zh": "{chip}的显存带宽实测为标称的{memory_kept_low}至{memory_kept_high}，因测试方法与测试方而异。"},
        {"en": "Of the claimed memory bandwidth of the {chip} {memory_kept_low} were measured.",
         "zh": "{chip}的显存带宽实测为标称的{memory_kept_low}。"},
        chip=low.name, memory_kept_low=low.ratio, memory_kept_high=high.ratio,
    )  # fmt: skip


def _link(runs: list[Run], name: Text) -> Sentence:
    if not runs:
        reason = Text(
            f"The evidence of this edition holds no all-reduce on eight cards of {name.en} beside a claimed "
            "link.",
            f"本报告的证据中没有{name.zh}八卡全归约与标称互连的对照。",
        )
        gap = Gap(Text("measured all-reduce", "全归约实测"), reason)
        return Sentence("{allreduce_kept}", "{allreduce_kept}", {"allreduce_kept": gap})
    run = runs[-1]
    return choose(
        run.bound,
        {"en": "On eight cards of the {chip} an all-reduce ran at {allreduce_measured}: at most "
         "{allreduce_kept} of the claimed link one way, as its direction is not stated.",
         "zh": "{chip}八卡全归约实测{allreduce_measured}；因标称互连未说明单双向，至多为单向标称的{allreduce_kept}。"},
        {"en": "On eight cards of the {chip} an all-reduce ran at {allreduce_measured}, "
         "{allreduce_kept} of the claimed link one way.",
         "zh": "{chip}八卡全归约实测{allreduce_measured}，为单向标称的{allreduce_kept}。"},
        chip=run.name, allreduce_measured=run.measured, allreduce_kept=run.ratio,
    )  # fmt: skip


def training(found: Utilisation, name: Text) -> list[Sentence]:
    """Return the claimed use of the rate in training against the language models measured."""
    runs = found.language
    if not runs and is_gap(found.low):
        return [Sentence("{mfu_claim_low}", "{mfu_claim_low}", {"mfu_claim_low": found.low})]
    if not runs:
        return [_unmeasured(found, name)]
    best, worst = runs[0], runs[-1]
    spread = {"mfu_best": best.share, "mfu_lowest": worst.share}
    if is_gap(found.low):
        return [Sentence(
            "{company} publishes no claim; language models used {mfu_lowest} to {mfu_best} of the listed "
            "rate.",
            "{company}未公布宣称值；语言模型训练实测用到标称算力的{mfu_lowest}至{mfu_best}。",
            {"company": name, **spread},
        )]  # fmt: skip
    claim = {"mfu_claim_low": found.low, "mfu_claim_high": found.high}
    en = ("{company} claims {mfu_claim_low} to {mfu_claim_high} of the listed rate in cluster training. "
          "Language models on record used {mfu_lowest} to {mfu_best}")  # fmt: skip
    zh = ("{company}宣称集群训练可用到标称算力的{mfu_claim_low}至{mfu_claim_high}；已收录的语言模型训练实测为"
          "{mfu_lowest}至{mfu_best}")  # fmt: skip
    return [choose(
        best.share < found.low,
        {"en": en + ": none reaches the claimed range.",
         "zh": zh + "，无一达到宣称区间。"},
        {"en": en + ".", "zh": zh + "。"},
        company=name, **claim, **spread,
    )]  # fmt: skip


def _unmeasured(found: Utilisation, name: Text) -> Sentence:
    return choose(
        found.low < found.high,
        {"en": "{company} claims {mfu_claim_low} to {mfu_claim_high} of the listed rate in training; "
         "the evidence holds no run by a third party.",
         "zh": "{company}宣称训练可用到标称算力的{mfu_claim_low}至{mfu_claim_high}；本报告的证据中没有第三方实测。"},
        {"en": "{company} claims {mfu_claim_low} of the listed rate in training; the evidence holds "
         "no run by a third party.",
         "zh": "{company}宣称训练可用到标称算力的{mfu_claim_low}；本报告的证据中没有第三方实测。"},
        company=name, mfu_claim_low=found.low, mfu_claim_high=found.high,
    )  # fmt: skip


def withheld(found: Withheld, name: Text) -> list[Sentence]:
    """Return how much a maker publishes of its chips, and what it or a tester says of the rest."""
    told = [_stated(each) for each in found.stated]
    if not found.asked > 0:
        return told
    if not found.told > 0:
        none = Sentence(
            "Of the {figures_asked} figures asked of the chips of {company} above, it published none.",
            "上表所列{company}芯片的{figures_asked}项指标，厂商均未自行披露。",
            {"figures_asked": found.asked, "company": name},
        )
        return [none, *told]
    counted = choose(
        found.told < found.asked,
        {"en": "Of the {figures_asked} figures asked of the chips of {company} above, it published "
            "{figures_published}.",
         "zh": "上表所列{company}芯片的{figures_asked}项指标中，厂商自行披露{figures_published}项。"},
        {"en": "{company} published all {figures_asked} figures asked of its chips above.",
         "zh": "上表所列{company}芯片的{figures_asked}项指标均已由厂商披露。"},
        company=name, figures_asked=found.asked, figures_published=found.told,
    )  # fmt: skip
    return [counted, *told]


def _stated(each: Stated) -> Sentence:
    en, zh = _STATED[each.kind]
    hole = f"stated_{each.kind}_{each.when.iso.replace('-', '_')}"
    values = {hole: each.when} | ({"name": each.name} if "{name}" in en else {})
    return Sentence(
        en.replace("{when}", f"{{{hole}}}"), zh.replace("{when}", f"{{{hole}}}"), values
    )
