"""What would change our mind on the timing: indicators with their thresholds."""

from __future__ import annotations

from tapeout.ledger import FactRow, Ledger, period_text
from tapeout.model.indicators import Indicator
from tapeout.model.timing import NVIDIA, SHARE_HOUSE, VENDORS, YEAR
from tapeout.model.timing_listing import Listings
from tapeout.model.timing_window import LAST, RATIO
from tapeout.quantity import Gap, Quantity
from tapeout.text import Text

CARDS, CARDS_HOUSE = "domestic+units", "idc"
TOKENS = "china_ai_demand"
ALL = Quantity.exact(100, "percent", Text("the whole demand", "全部需求"))
HALF = Quantity.exact(50, "percent", Text("half of the cards", "半数加速卡"))
_ACTUAL = ("estimate", "audited", "reviewed", "unaudited", "third_party_measured")


def indicators(ledger: Ledger, listings: Listings) -> tuple[Indicator, ...]:
    """Return the indicators as of the ledger's date."""
    return (
        _nvidia(ledger), _cards(ledger), _ratio(ledger), _tokens(ledger), _wait(listings),
    )  # fmt: skip


def _nvidia(ledger: Ledger) -> Indicator:
    rows = [
        row
        for row in ledger.rows(VENDORS, "market_share", NVIDIA, house=SHARE_HOUSE)
        if row.period > YEAR and row.basis in _ACTUAL
    ]
    threshold = ledger.find(VENDORS, "market_share", NVIDIA, YEAR, SHARE_HOUSE)
    return Indicator(
        "nvidia_share",
        Text("NVIDIA's share by value, after the year of the narrative", "英伟达此后年份的份额（按销售额）"),
        Text("what is open to others shrinks again", "留给他人的空间再度缩小"),
        "above", threshold, *_newest(ledger, rows, threshold),
    )  # fmt: skip


def _cards(ledger: Ledger) -> Indicator:
    rows = ledger.rows(VENDORS, "market_share", CARDS, house=CARDS_HOUSE)
    return Indicator(
        "domestic_cards",
        Text("Domestic makers' share by cards", "国产份额（按卡数）"),
        Text("the substitution is more than half done", "替代已过半程"),
        "above", HALF, *_newest(ledger, rows, HALF),
    )  # fmt: skip


def _ratio(ledger: Ledger) -> Indicator:
    rows = ledger.rows(VENDORS, "market_share", RATIO, house=SHARE_HOUSE, period=LAST)
    return Indicator(
        "supply_demand",
        Text("Domestic supply against demand, last year of the forecast", "国产供给占需求之比（预测末年）"),
        Text("no surplus in sight: the window stays open longer", "过剩不再可期，窗口期更长"),
        "below", ALL, *_newest(ledger, rows, ALL),
    )  # fmt: skip


def _tokens(ledger: Ledger) -> Indicator:
    rows = sorted(ledger.rows(TOKENS, "tokens_per_day"), key=lambda row: row.when)
    threshold = ledger.value(rows[-2]) if len(rows) > 1 else _no_second(ledger)
    return Indicator(
        "tokens",
        Text("Tokens a day, against the count before", "日均词元消耗，对比上一次统计"),
        Text("demand in use has stopped growing", "在用需求停止增长"),
        "below", threshold, *_newest(ledger, rows, threshold),
    )  # fmt: skip


def _no_second(ledger: Ledger) -> Gap:
    day = ledger.day
    return Gap(
        Text("tokens a day, count before", "日均词元消耗，上一次统计"),
        Text(
            f"The evidence dated to {day.en} holds no two counts of tokens a day.",
            f"截至{day.zh}的证据中不足两次日均词元统计。",
        ),
    )


def _wait(listings: Listings) -> Indicator:
    longest, waiting = listings.longest, listings.waiting
    gap = Gap(
        Text("days since acceptance", "受理以来天数"),
        Text("No maker is known to be waiting for its listing.", "未见正在排队上市的厂商。"),
    )
    return Indicator(
        "wait",
        Text("Longest wait of a maker accepted and not listed", "已受理未上市厂商的最长等待"),
        Text("the gate of the stock market is closing", "上市之门正在收窄"),
        "above",
        listings.median if longest is None else longest.to_listing,
        gap if waiting is None else waiting.waiting,
        Text("", "") if waiting is None else waiting.name,
    )


def _newest(ledger: Ledger, rows: list[FactRow], like: Quantity | Gap) -> tuple:
    """Return (newest figure or Gap, its period in words)."""
    if rows:
        row = max(rows, key=lambda row: (row.when.last, row.when.first))
        return ledger.value(row), period_text(row.period)
    day = ledger.day
    reason = Text(
        f"The evidence dated to {day.en} holds no later figure.", f"截至{day.zh}尚无此后的数据。"
    )
    return Gap(like.label or Text("newest figure", "最新数据"), reason), Text("", "")
