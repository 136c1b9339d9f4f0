"""Supply in words: the stop, the stock by three counts, what came after, and what must come."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.ledger import period_text
from tapeout.model.technology_stock import Stock
from tapeout.model.technology_supply import Held, Supply
from tapeout.model.viability_product import Product
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

_MOST = 50  # percent of prepayments


def stop(found: Stock, line: Product) -> list[Sentence]:
    """Return when the foundry stopped, what hangs on that chip, and that the narrative is silent."""
    if is_gap(found.stopped):
        return [Sentence("{foundry_stop}", "{foundry_stop}", {"foundry_stop": _no_stop(found)})]
    told = [
        Sentence(
            "No more {chip} can be ordered: the foundry stopped taking orders in {foundry_stop}. The "
            "article is silent on it.",
            "{chip}已无法再下单：代工厂自{foundry_stop}起停止接单。文章对此只字未提。",
            {"chip": found.chip, "foundry_stop": found.stopped},
        )
    ]
    if not is_gap(line.of_main):
        told.append(
            Sentence(
                "The line that rests on that chip family brought {revenue_share_top_product} of "
                "main-business revenue in the {period}.",
                "{period}，以该芯片系列为基础的产品线占主营业务收入的{revenue_share_top_product}。",
                {"revenue_share_top_product": line.of_main, "period": _period(line.period)},
            )
        )
    return told


def _period(period: str) -> Text:
    """Return a period that may follow "the": first quarter of 2025, year 2024."""
    told = period_text(period)
    return Text(told.en if " " in told.en else f"year {told.en}", told.zh)


def _no_stop(found: Stock) -> Gap:
    name = found.chip
    return Gap(
        Text(f"{name.en}, stop of foundry orders", f"{name.zh}代工停单"),
        Text(
            f"No stop of foundry orders of {name.en} has been published by this date.",
            f"截至该日，未见{name.zh}代工停单的公开信息。",
        ),
    )


def stock(found: Supply) -> list[Sentence]:
    """Return what was built and sold, how long the rest lasts by each count, and what came after."""
    s = found.stock
    if is_gap(s.quarters):
        return [_no_count(found)]
    told = [
        Sentence(
            "{company} built {boards_produced:n} training boards and sold {boards_sold:n}: by count, what "
            "is left lasts {stock_coverage_quarters:2} at the pace of the {quarter}.",
            "{company}训推一体板卡累计生产{boards_produced:n}张、销售{boards_sold:n}张；以{quarter}的销售速度，"
            "按件数计的结余可维持{stock_coverage_quarters:2}。",
            {"company": found.name, **s.numbers},
        )
    ]
    low, high = found.low, found.high
    if low and high and low.key != "count" and high.key != "count":
        told.append(
            Sentence(
                "The true figure lies between two bounds: {stock_coverage_quarters_low:2} if finished "
                "goods alone count, {stock_coverage_quarters_high:2} if everything in stock becomes boards "
                "at no further cost.",
                "真实值介于两端之间：只计库存商品为{stock_coverage_quarters_low:2}；若全部存货无需追加成本即可制成"
                "板卡，则为{stock_coverage_quarters_high:2}。",
                {
                    "stock_coverage_quarters_low": low.quarters,
                    "stock_coverage_quarters_high": high.quarters,
                },
            )
        )
    return [*told, *stock_since(s), *_left(s)]


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


def _left(s: Stock) -> list[Sentence]:
    if s.ceiling_left is None or is_gap(s.ceiling_left) or s.ceiling_left_quarters is None:
        return []
    return [
        choose(
            s.ceiling_left > 0,
            {
                "en": "At the end of that year at most {boards_left_at_most:n} boards were left of what was "
                "in stock, {quarters_left_at_most} at the later pace.",
                "zh": "至当年末，原有存货最多还剩{boards_left_at_most:n}张，按其后的销售速度可维持"
                "{quarters_left_at_most}。",
            },
            {
                "en": "It has sold more than everything in stock could have become: boards from wafers "
                "bought later must be among them.",
                "zh": "售出量已超过全部存货所能制成的数量：其中必有此后采购晶圆制成的板卡。",
            },
            boards_left_at_most=s.ceiling_left,
            quarters_left_at_most=s.ceiling_left_quarters,
        )
    ]


def _no_count(found: Supply) -> Sentence:
    name = found.name
    gap = Gap(
        Text(f"{name.en} stock in quarters of sales", f"{name.zh}库存可售季度数"),
        Text(
            f"{name.en} has not published, by this date, boards built and sold by product line for a "
            "quarter: how long its stock lasts cannot be said.",
            f"截至该日，{name.zh}未披露分产品线的季度产量与销量，无从判断库存可售多久。",
        ),
    )
    return Sentence("{stock_coverage_quarters}", "{stock_coverage_quarters}",
                    {"stock_coverage_quarters": gap})  # fmt: skip


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
