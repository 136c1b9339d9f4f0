"""What the timing section says of the offer: the multiple, the lottery, the float."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.ledger import period_text
from tapeout.model.timing_offer import Offers
from tapeout.model.timing_offer_terms import last_year
from tapeout.quantity import is_gap
from tapeout.text import Text


def offer(found: Offers) -> list[Sentence]:
    """Return the multiple against the peers, the lottery and the float."""
    return [*_multiple(found), *_drawn(found), *_float(found)]


def _multiple(found: Offers) -> list[Sentence]:
    f = found.focus
    told = [_priced(found)]
    if is_gap(f.price_to_sales):
        return told
    computed = f.price_to_sales is f.price_to_sales_again
    if computed:
        told.append(
            Sentence(
                "That is computed here, from the value at the issue price and the revenue of "
                "{year}; no source prints it.",
                "该倍数由本报告按发行价总市值与{year}营业收入计算，原文未见。",
                {"year": period_text(last_year(f.listed))},
            )
        )
    elif not is_gap(f.price_to_sales_again):
        told.append(_recomputed(found))
    if not is_gap(f.peer_multiple):
        told.append(_against_peers(found))
    return told


def _priced(found: Offers) -> Sentence:
    own, peers = found.focus.price_to_sales, found.priced_peers
    values = {"price_to_sales_at_issue": own}
    lead = Text(
        "Its price to sales at issue was {price_to_sales_at_issue}",
        "发行市销率为{price_to_sales_at_issue}",
    )
    if is_gap(own) or not peers:
        return Sentence(f"{lead.en}.", f"{lead.zh}。", values)
    dear, cheap = peers[0], peers[-1]
    for other, beyond, en, zh in (
        (cheap, own < cheap.price_to_sales, "less than the {price_to_sales_peer} of {peer}, the "
         "lowest among its peers", "低于同业中最低的{peer}（{price_to_sales_peer}）"),
        (dear, own > dear.price_to_sales, "more than the {price_to_sales_peer} of {peer}, the "
         "highest among its peers", "高于同业中最高的{peer}（{price_to_sales_peer}）"),
    ):  # fmt: skip
        if beyond:
            return Sentence(
                f"{lead.en}, {en}.", f"{lead.zh}，{zh}。",
                values | {"peer": other.name, "price_to_sales_peer": other.price_to_sales},
                beyond,
            )  # fmt: skip
    return Sentence(
        f"{lead.en}, between the {{price_to_sales_lowest}} of {{cheap}} and the "
        "{price_to_sales_highest} of {dear}.",
        f"{lead.zh}，介于{{cheap}}的{{price_to_sales_lowest}}与{{dear}}的"
        "{price_to_sales_highest}之间。",
        values
        | {
            "cheap": cheap.name, "price_to_sales_lowest": cheap.price_to_sales,
            "dear": dear.name, "price_to_sales_highest": dear.price_to_sales,
        },
    )  # fmt: skip


def _recomputed(found: Offers) -> Sentence:
    f = found.focus
    return choose(
        f.price_to_sales.agrees(f.price_to_sales_again),
        {
            "en": "Market value over revenue gives {price_to_sales_recomputed}, which agrees with "
            "the printed multiple.",
            "zh": "以总市值除以营业收入自算为{price_to_sales_recomputed}，与披露值一致。",
        },
        {
            "en": "Market value over revenue gives {price_to_sales_recomputed}, which does not "
            "agree with the printed multiple.",
            "zh": "以总市值除以营业收入自算为{price_to_sales_recomputed}，与披露值不一致。",
        },
        price_to_sales_recomputed=f.price_to_sales_again,
    )


def _against_peers(found: Offers) -> Sentence:
    f = found.focus
    return choose(
        f.price_to_sales < f.peer_multiple,
        {
            "en": "Its own filing puts the peers it chose at {peer_price_to_sales_at_issue}: it "
            "came to market below them.",
            "zh": "公司发行文件所选同业的市销率为{peer_price_to_sales_at_issue}，公司定价低于同业。",
        },
        {
            "en": "Its own filing puts the peers it chose at {peer_price_to_sales_at_issue}: it "
            "did not come to market below them.",
            "zh": "公司发行文件所选同业的市销率为{peer_price_to_sales_at_issue}，公司定价并不低于同业。",
        },
        peer_price_to_sales_at_issue=f.peer_multiple,
    )


# -- lottery and float ----------------------------------------------------------------------------
def _drawn(found: Offers) -> list[Sentence]:
    f = found.focus
    if not is_gap(f.allotment_final) and not is_gap(f.allotment_initial):
        return [
            Sentence(
                "Of what was applied for online, {allotment_rate_final:4} was allotted; before the "
                "claw-back from institutions it was {allotment_rate_initial:4}.",
                "网上最终中签率为{allotment_rate_final:4}，回拨前为{allotment_rate_initial:4}。",
                {
                    "allotment_rate_final": f.allotment_final,
                    "allotment_rate_initial": f.allotment_initial,
                },
            )
        ]
    if is_gap(f.oversubscription):
        return []
    values = {"oversubscription": f.oversubscription}
    lead = Text(
        "The public asked for {oversubscription:0n} times the shares first set aside for it",
        "公众认购为初始发行量的{oversubscription:0}",
    )
    if not is_gap(f.allotment_initial):
        lead = Text(f"{lead.en}, a rate of {{allotment_rate_initial:4}}",
                    f"{lead.zh}，折合中签率{{allotment_rate_initial:4}}")  # fmt: skip
        values["allotment_rate_initial"] = f.allotment_initial
    return [
        Sentence(
            f"{lead.en}; the final lottery rate is not in the evidence.",
            f"{lead.zh}；最终中签率证据中未见。",
            values,
        )
    ]


def _float(found: Offers) -> list[Sentence]:
    f = found.focus
    if is_gap(f.issued_share):
        return []
    if is_gap(f.float_share):
        return [
            Sentence(
                "New shares were {issued_share} of all; how many could trade on the first day is "
                "not in the evidence.",
                "发行股数占总股本{issued_share}，首日可流通股数证据中未见。",
                {"issued_share": f.issued_share},
            )
        ]
    return [
        choose(
            f.float_share < f.issued_share,
            {
                "en": "Only {float_share} of all shares could trade on the first day, less than "
                "the {issued_share} that were issued: a first-day price is set by few of them.",
                "zh": "首日可流通股仅占总股本{float_share}，低于发行占比{issued_share}，首日价格只由少量"
                "股份决定。",
            },
            {
                "en": "Of all shares {float_share} could trade on the first day; {issued_share} "
                "were issued.",
                "zh": "首日可流通股占总股本{float_share}，发行占比为{issued_share}。",
            },
            float_share=f.float_share,
            issued_share=f.issued_share,
        )
    ]
