"""What must come next, in words: by when the next product had to be in volume, and what is prepaid."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.ledger import period_text
from tapeout.model.technology_supply import Held, Supply
from tapeout.quantity import Quantity, share
from tapeout.text import Text

_MOST = 50  # percent of prepayments


def required(found: Supply) -> list[Sentence]:
    """Return by when the next product had to be in volume, whether it was, and what follows it."""
    return [*_next(found), *_after(found)]


def _next(found: Supply) -> list[Sentence]:
    low, high, coming = found.low, found.high, found.following
    if low is None or high is None:
        return []
    bounds = {"stock_until_low": low.until, "stock_until_high": high.until}
    if coming is None:
        return [
            Sentence(
                "For revenue not to fall, the next product had to be in volume between "
                "{stock_until_low} and {stock_until_high}; no date of one has been published.",
                "若要收入不下滑，下一款产品须在{stock_until_low}至{stock_until_high}之间量产；未见任何日期公布。",
                bounds,
            )
        ]
    values = bounds | {"product": coming.product, "next_volume": coming.moment}
    en = (
        "For revenue not to fall, the next product had to be in volume between {stock_until_low} and "
        "{stock_until_high}. "
    )
    zh = "若要收入不下滑，下一款产品须在{stock_until_low}至{stock_until_high}之间量产。"
    verb = Text("is planned for", "计划于") if coming.planned else Text("came in", "于")
    if len(found.missed) == len(found.ways):
        return [
            Sentence(
                f"{en}{{product}} {verb.en} {{next_volume}}, after the latest of them: unless boards "
                "came from elsewhere, there is a gap.",
                f"{zh}{{product}}{verb.zh}{{next_volume}}量产，晚于最晚时点：除非另有货源，否则必有断档。",
                values,
            )
        ]
    if len(found.made) == len(found.ways):
        return [
            Sentence(
                f"{en}{{product}} {verb.en} {{next_volume}}, in time by every count.",
                f"{zh}{{product}}{verb.zh}{{next_volume}}量产，按任何口径都来得及。",
                values,
            )
        ]
    return [
        Sentence(
            f"{en}{{product}} {verb.en} {{next_volume}}, inside this range: a gap is possible, not "
            "certain.",
            f"{zh}{{product}}{verb.zh}{{next_volume}}量产，恰在区间之内：断档可能，但不确定。",
            values,
        )
    ]


def _after(found: Supply) -> list[Sentence]:
    after = found.successor
    if after is None or found.following is None:
        return []
    return [
        Sentence(
            "{successor}, to be taped out in {successor_tape_out}, would be in volume between "
            "{successor_earliest} and {successor_latest} if it takes as long as its forerunners; until "
            "then {product} must carry the revenue. How many boards of it can be made is not published.",
            "{successor}计划于{successor_tape_out}流片，若用时与以往相同，将在{successor_earliest}至"
            "{successor_latest}之间量产；此前收入须靠{product}支撑，而其可供数量未披露。",
            {
                "successor": after.product, "successor_tape_out": after.tape_out,
                "successor_earliest": after.first, "successor_latest": after.last,
                "product": found.following.product,
            },
        )
    ]  # fmt: skip


def held(found: Supply) -> list[Sentence]:
    """Return what was prepaid, and to whom, on the newest date; prepayments are not boards."""
    whole = _newest(found.held, "prepayments")
    if whole is None:
        return []
    date, prepaid = whole
    suppliers = [h for h in found.held if h.supplier and date in h.values]
    values = {"prepaid": prepaid, "prepaid_date": period_text(date)}
    if not suppliers:
        return [
            Sentence(
                "On {prepaid_date} it had prepaid {prepaid}; to whom, and for how many boards, is not "
                "published.",
                "{prepaid_date}预付款项为{prepaid}；付给谁、对应多少板卡，未披露。",
                values,
            )
        ]
    named = suppliers[0].values[date]
    for line in suppliers[1:]:
        named = named + line.values[date]
    part = share(named, prepaid)
    return [
        choose(
            part > _MOST,
            {
                "en": "Prepayments are not boards: of {prepaid} on {prepaid_date}, {prepaid_share} had gone "
                "to {suppliers_n:n} named suppliers of wafers and memory.",
                "zh": "预付款不是板卡：{prepaid_date}预付款项{prepaid}，其中{prepaid_share}付给{suppliers_n:n}家"
                "具名的晶圆与存储供应商。",
            },
            {
                "en": "Prepayments are not boards: of {prepaid} on {prepaid_date}, only {prepaid_share} had "
                "gone to {suppliers_n:n} named suppliers.",
                "zh": "预付款不是板卡：{prepaid_date}预付款项{prepaid}，其中仅{prepaid_share}付给{suppliers_n:n}家"
                "具名供应商。",
            },
            prepaid=prepaid,
            prepaid_date=period_text(date),
            prepaid_share=part.labelled(
                Text("prepayments to named suppliers", "具名供应商预付款占比")
            ),
            suppliers_n=_count(suppliers),
        )
    ]


def _count(suppliers: list[Held]) -> Quantity:
    return Quantity.exact(len(suppliers), "companies", Text("named suppliers", "具名供应商数"))


def _newest(lines: tuple[Held, ...], key: str):
    line = next((h for h in lines if h.key == key), None)
    if line is None or not line.values:
        return None
    date = max(line.values)
    return date, line.values[date]
