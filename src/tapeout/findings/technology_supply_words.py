"""Supply in words: the stop of orders, the stock by three counts, and what came after."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.ledger import period_text
from tapeout.model.technology_stock import Stock
from tapeout.model.technology_supply import Supply
from tapeout.model.viability_product import Product
from tapeout.quantity import Gap, is_gap
from tapeout.text import Text


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
            f"The evidence of this date holds no stop of foundry orders of {name.en}.",
            f"截至该日的证据中没有{name.zh}代工停单的信息。",
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
                "Other counts set a range: {stock_coverage_quarters_low:2} if finished "
                "goods alone count, {stock_coverage_quarters_high:2} if everything in stock becomes boards "
                "at no further cost.",
                "另两种算法给出区间：只计库存商品为{stock_coverage_quarters_low:2}；若全部存货无需追加成本即可制成"
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
                "en": "Of what was in stock, the boards left at the end of that year numbered at most "
                "{boards_left_at_most:n}, good for {quarters_left_at_most} at the later pace.",
                "zh": "至当年末，原有存货所能提供的板卡最多还剩{boards_left_at_most:n}，按其后的销售速度可维持"
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
            f"The evidence of this date holds no boards built and sold by product line for a quarter of "
            f"{name.en}: how long its stock lasts cannot be said.",
            f"截至该日的证据中没有{name.zh}分产品线的季度产量与销量，无从判断库存可售多久。",
        ),
    )
    return Sentence("{stock_coverage_quarters}", "{stock_coverage_quarters}",
                    {"stock_coverage_quarters": gap})  # fmt: skip
