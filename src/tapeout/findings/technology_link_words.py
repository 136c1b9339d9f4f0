"""The link between cards in sentences: what a claim of parity with the H200 leaves open."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology_link import Link
from tapeout.model.technology_link_parts import Part, Split
from tapeout.quantity import is_gap
from tapeout.text import Text

EQUAL = (95, 105)  # percent of the yardstick that pass for as much


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


def split(found: Split) -> list[Sentence]:
    """Return the link, and the parts of the claim for which there is evidence."""
    told = [link(found.link), *_claim(found), *_direction(found)]
    told += [*_collective(found), *_pair(found), *_domain(found)]
    return told


def _claim(found: Split) -> list[Sentence]:
    if not found.claimed or found.unprinted is None:
        return []
    return [
        Sentence(
            "The prospectus likens the link to the H200's without a figure of its own, although it "
            "prints one for NVLink and for its peers.",
            "招股书称其互连与H200相当，却未给出自家数值，尽管列出了NVLink与同业的带宽。",
        )
    ]


def _direction(found: Split) -> list[Sentence]:
    if not found.both_ways:
        return []
    return [
        Sentence(
            "Measurement settles it: {link_ports:n} ports at the rate found on one of them make that "
            "figure only if both directions are counted, as the H200's are.",
            "实测可以判定：{link_ports:n}个端口按单口实测速率相加，只有计双向才与该数字相符，与H200口径一致。",
            {"link_ports": found.ports},
        )
    ]


def _collective(found: Split) -> list[Sentence]:
    ring, switch = found.part("collective"), found.part("in_network")
    if is_gap(ring.own):
        return [
            Sentence(
                "No all-reduce over eight cards of {company} has been measured in the evidence, so "
                "what its link gives in use is open.",
                "证据中没有{company}单节点全归约的实测结果，其互连的实际效能尚无定论。",
                {"company": found.company},
            )
        ]  # fmt: skip
    values = {
        "product": ring.product, "allreduce_bus_bandwidth": ring.own,
        "allreduce_ratio_to_h100": ring.ratio, "allreduce_ratio_to_h100_in_network": switch.ratio,
    }  # fmt: skip
    return [
        choose(
            ring.ratio < EQUAL[0],
            {
                "en": "In use it is narrower: in an all-reduce over one node the {product} moves "
                "{allreduce_bus_bandwidth}, {allreduce_ratio_to_h100:0} of the H100 in a ring and "
                "{allreduce_ratio_to_h100_in_network:0} of it with reduction in the switch.",
                "zh": "实际使用中则较窄：单节点全归约时{product}为{allreduce_bus_bandwidth}，"
                "为H100环形算法的{allreduce_ratio_to_h100:0}、交换机内归约的"
                "{allreduce_ratio_to_h100_in_network:0}。",
            },
            {
                "en": "In an all-reduce over one node the {product} moves {allreduce_bus_bandwidth}, "
                "{allreduce_ratio_to_h100:0} of the H100 in a ring and "
                "{allreduce_ratio_to_h100_in_network:0} of it with reduction in the switch.",
                "zh": "单节点全归约时{product}为{allreduce_bus_bandwidth}，为H100环形算法的"
                "{allreduce_ratio_to_h100:0}、交换机内归约的{allreduce_ratio_to_h100_in_network:0}。",
            },
            **values,
        )
    ]


def _pair(found: Split) -> list[Sentence]:
    pair, card = found.part("pair"), found.part("card")
    told = []
    if not is_gap(pair.ratio) and pair.ratio < EQUAL[0]:
        told.append(
            Sentence(
                "A pair of {product} cards gets {pair_ratio_to_h100:0} of what NVIDIA's switch gives a "
                "pair: each port leads to one neighbour.",
                "两张{product}之间只得到英伟达交换机所能给予的{pair_ratio_to_h100:0}：每个端口只通向一张邻卡。",
                {"product": pair.product, "pair_ratio_to_h100": pair.ratio},
            )
        )
    if card is not None and not is_gap(card.ratio):
        told.append(
            Sentence(
                "As a {product} it wires {ports_wired:n} of the ports, {card_ratio_to_h200:0} of the "
                "H200.",
                "{product}只接出其中{ports_wired:n}个端口，为H200的{card_ratio_to_h200:0}。",
                {"product": card.product, "ports_wired": found.wired, "card_ratio_to_h200": card.ratio},
            )
        )  # fmt: skip
    return told


def _domain(found: Split) -> list[Sentence]:
    most, least = found.part("domain"), found.fewest
    if is_gap(most.own):
        return []
    values = {"product": most.product, "scale_up_cards": most.own}
    if least is None:
        return [
            Sentence(
                "Without a network the {product} links {scale_up_cards}.",
                "不经网络，{product}最多互连{scale_up_cards}。",
                values,
            )
        ]
    values |= {"smallest": least.product, "scale_up_cards_fewest": least.own}
    width = {
        True: (", at a width that is not published", "，但该规模下的带宽未披露"),
        False: ("", ""),
    }[found.bare]
    return [
        Sentence(
            "How many cards it links depends on the product: {scale_up_cards_fewest} of the "
            f"{{smallest}}, {{scale_up_cards}} of the {{product}}{width[0]}.",
            "互连规模因产品而异：{smallest}为{scale_up_cards_fewest}，{product}为{scale_up_cards}"
            f"{width[1]}。",
            values,
        )
    ]


# -- the verdict of a part --------------------------------------------------------------------
_LESS, _SAME, _MORE = Text("narrower", "较窄"), Text("equal", "相当"), Text("wider", "较宽")


def verdict(part: Part, found: Split) -> Text:
    """Return the verdict on one part of the claim in words."""
    if is_gap(part.own):
        return Text("open: nothing published", "未定：未披露")
    if is_gap(part.yardstick):
        return Text("open: yardstick not in the evidence", "未定：证据中无对照值")
    word = _LESS if part.ratio < EQUAL[0] else _MORE if part.ratio > EQUAL[1] else _SAME
    if part.key == "peak":
        open_ = found.link.unstated and not found.both_ways
        tail = (", direction not stated", "，方向未说明") if open_ else ("", "")
        return Text(f"{word.en} on paper{tail[0]}", f"纸面{word.zh}{tail[1]}")
    if part.key == "effective":
        return {_LESS: Text("loses more of its peak", "峰值折损更大")}.get(
            word, Text("keeps as much of its peak", "峰值折损相当")
        )
    if part.key == "domain":
        word = Text("fewer cards", "卡数较少") if word is _LESS else Text("as many cards or more", "卡数不少")  # fmt: skip
        tail = (", width not published", "，带宽未披露") if found.bare else ("", "")
        return Text(f"{word.en}{tail[0]}", f"{word.zh}{tail[1]}")
    return word
