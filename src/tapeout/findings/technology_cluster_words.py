"""What a cluster can do, in sentences: a large batch hides the link, a shared model shows it."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology_cluster import NODE, SHOWN, Band, Claim, Cluster
from tapeout.text import Text

IDS = ("scaling_efficiency_64", "scaling_efficiency_64_low", "scaling_efficiency_64_high")
BORROWED = "_if_h100_link"
_HIDDEN = 85  # percent that even the low end of the band keeps where a batch hides the link
_SHOWS = 95  # percent below which a link is said to show
_NEAR = 2  # percentage points that still pass for agreement with a claim


def message(c: Cluster) -> Sentence:
    """Return the message of the figure; a borrowed link is said to be one."""
    if not c.steps:
        return _unknown(c)
    at = c.at(int(SHOWN.value))
    data, tensor = (f"{name}{_tail(c)}" for name in (IDS[0], "tensor_parallel_efficiency_64"))
    values = {"cluster_cards": SHOWN, "chip": c.chip.name, data: at.data.mid, tensor: at.tensor.mid}
    if c.borrowed:
        return Sentence(
            f"With the {{yard}}'s link, {{cluster_cards}} of {{chip}} would keep {{{data}:0}} in data, "
            f"{{{tensor}:0}} in tensor parallel",
            f"若互连等同{{yard}}，{{cluster_cards:n}}张{{chip}}数据并行可保持{{{data}:0}}，张量并行{{{tensor}:0}}",
            values | {"yard": c.yard.name},
        )
    return Sentence(
        f"{{cluster_cards}} of {{chip}} keep {{{data}:0}} in data parallel, {{{tensor}:0}} in tensor parallel",
        f"{{cluster_cards:n}}张{{chip}}，数据并行效率{{{data}:0}}，张量并行{{{tensor}:0}}",
        values,
    )


def cluster(c: Cluster) -> list[Sentence]:
    """Return the band, what hides the link and what shows it, and what the maker says itself."""
    if not c.steps:
        return [_unknown(c)]
    told = [_unknown(c)] if c.borrowed else []
    return [*told, _basis(c), _band(c), _shown(c), *_slow(c), *_claim(c)]


def _unknown(c: Cluster) -> Sentence:
    """Return why there is no scaling of its own; the ids of the band carry the reason."""
    holes = "".join(f"{{{name}}}" for name in IDS)
    return Sentence(holes, holes, dict.fromkeys(IDS, c.gap))


def _basis(c: Cluster) -> Sentence:
    """Return which card and which link are taken, and whether the link was measured."""
    used, guessed = c.setting, c.chip.estimated
    values = {"chip": c.chip.name, "cluster_rate": used.chip.fp16, "link": used.link_product,
              "guess": Text(" (an estimate)", "，他方估计") if guessed else Text("", "")}  # fmt: skip
    card = ("{chip} at {cluster_rate}{guess}", "{chip}（{cluster_rate}{guess}）")
    if c.borrowed:
        return Sentence(
            f"To see what parity with NVIDIA's link would mean, {card[0]} is given that of the {{link}}.",
            f"为说明与英伟达互连相当意味着什么，以下假设{card[1]}配以{{link}}的互连。",
            values,
        )
    own = used.link_product == c.chip.name
    whose = ("its own nominal link", "其自身标称互连") if own else (
        "the nominal link of the {link}", "{link}的标称互连"
    )  # fmt: skip
    if own and used.bus is None:
        del values["link"]
    return choose(
        used.bus is not None,
        {
            "en": f"Reckoned with {card[0]} and the all-reduce measured on the {{link}}.",
            "zh": f"测算采用{card[1]}与{{link}}的全归约实测值。",
        },
        {
            "en": f"Reckoned with {card[0]} and {whose[0]}, of which an all-reduce is assumed to keep what "
            "it keeps on other makers' links.",
            "zh": f"测算采用{card[1]}与{whose[1]}；全归约效率按其他厂商的实测水平假设。",
        },
        **values,
    )


def _band(c: Cluster) -> Sentence:
    band = c.at(int(SHOWN.value)).data
    low, high = (f"{name}{_tail(c)}" for name in IDS[1:])
    keep, kept = ("would keep", "可保持") if c.borrowed else ("keep", "保持")
    en = f"With {{cluster_tokens}} a card and step, {{cluster_cards}} {keep} {{{low}:1}} to {{{high}:1}} of their speed"
    zh = f"每卡每步{{cluster_tokens}}时，{{cluster_cards}}{kept}{{{low}:1}}至{{{high}:1}}的速度"
    return choose(
        band.low > _HIDDEN,
        {"en": f"{en}: so large a batch hides the link.", "zh": f"{zh}：批量足够大，互连便不显。"},
        {"en": f"{en}.", "zh": f"{zh}。"},
        **{"cluster_tokens": c.tokens, "cluster_cards": SHOWN, low: band.low, high: band.high},
    )


def _shown(c: Cluster) -> Sentence:
    """Return where the link does show: small batches and a shared model."""
    one, small = c.at(int(NODE.value)).tensor, c.small_batch
    least, low, high = (
        f"{name}{_tail(c)}"
        for name in (
            "scaling_efficiency_64_small_batch_low", "tensor_parallel_efficiency_8_low",
            "tensor_parallel_efficiency_8_high",
        )
    )  # fmt: skip
    en = (
        f"as little as {{{least}:0}} with {{cluster_tokens_small}}, and {{{low}:0}} to {{{high}:0}} for "
        "{cards_sharing} in tensor parallel."
    )
    zh = f"每卡每步{{cluster_tokens_small}}时最低为{{{least}:0}}；{{cards_sharing}}张量并行为{{{low}:0}}至{{{high}:0}}。"
    return choose(
        small.low < _SHOWS or one.low < _SHOWS,
        {
            "en": f"It shows where batches are small or cards share one model: {en}",
            "zh": f"批量较小或多卡分担同一模型时，互连才会显现：{zh}",
        },
        {
            "en": f"Small batches and a shared model hardly show it on so slow a card: {en}",
            "zh": f"该卡算力较低，小批量与多卡分担也难以显现互连：{zh}",
        },
        **{
            least: small.low, "cluster_tokens_small": c.tokens_small, "cards_sharing": NODE,
            low: one.low, high: one.high,
        },
    )  # fmt: skip


def _tail(c: Cluster) -> str:
    """Return what tells the ids of a borrowed link from those of the company's own."""
    return BORROWED if c.borrowed else ""


def _slow(c: Cluster) -> list[Sentence]:
    """Return that a slow chip flatters its link, where the faster yardstick keeps less."""
    own, yard = (found(int(SHOWN.value)).data.mid for found in (c.at, c.yard_at))
    if c.chip.id == c.yard.id:
        return []
    speed = f"h100_cards_as_fast_as_64{_tail(c)}"
    train, zh = ("would train", "训练速度将约等于") if c.borrowed else ("train", "训练速度约等于")
    values = {"yard": c.yard.name, "chip": c.chip.name, "cluster_cards": SHOWN, speed: c.speed,
              "scaling_efficiency_64_of_h100": yard}  # fmt: skip
    same = (
        f"{{cluster_cards}} of {{chip}} {train} about as fast as {{{speed}:0n}} of it.",
        f"{{cluster_cards:n}}张{{chip}}{zh}{{{speed}:0n}}张{{yard}}。",
    )
    return [
        choose(
            own > yard and c.chip.fp16 < c.yard.fp16 and _not_quicker(c),
            {
                "en": "Efficiency is not speed: the {yard} keeps {scaling_efficiency_64_of_h100:0}, less "
                f"only because it computes faster. {same[0]}",
                "zh": "效率并非速度：{yard}只保持{scaling_efficiency_64_of_h100:0}，原因仅在于它算得更快。"
                f"{same[1]}",
            },
            {
                "en": f"The {{yard}} keeps {{scaling_efficiency_64_of_h100:0}}. {same[0]}",
                "zh": f"{{yard}}保持{{scaling_efficiency_64_of_h100:0}}。{same[1]}",
            },
            **values,
        )
    ]


def _claim(c: Cluster) -> list[Sentence]:
    """Return what the maker says that its cluster keeps, against the model where it covers it."""
    if c.claim is None:
        return []
    values = {"company": c.company, "claimed_cards": c.claim.cards, "claimed_scaling": c.claim.kept}
    band = c.claim.model
    if band is None or not _within(band, c.claim):
        return [
            Sentence(
                "{company}'s own figure is {claimed_scaling} at {claimed_cards}, with no test body named.",
                "{company}自称{claimed_cards}保持{claimed_scaling}，未指明测试方。",
                values,
            )
        ]
    low, high = (f"claimed_scaling_model_{end}{_tail(c)}" for end in ("low", "high"))
    return [
        Sentence(
            "{company}'s own figure of {claimed_scaling} at {claimed_cards} is no proof of the link: "
            f"the model gives {{{low}:1}} to {{{high}:1}} there.",
            "{company}自称{claimed_cards}保持{claimed_scaling}，但这不能证明互连：模型在同一规模下给出"
            f"{{{low}:1}}至{{{high}:1}}。",
            values | {low: band.low, high: band.high},
        )
    ]


def _within(band: Band, claim: Claim) -> bool:
    return claim.kept - band.low > -_NEAR and claim.kept - band.high < _NEAR


def _not_quicker(c: Cluster) -> bool:
    """Return whether the company's all-reduce surely takes no less time than the yardstick's."""
    cards = int(SHOWN.value)
    return c.at(cards).levels >= c.yard_at(cards).levels
