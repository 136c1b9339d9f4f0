"""Figures of an offer as printed at the listing, and recomputed from what they rest on.

Formulas: price to sales = market value at the issue price / revenue of the last full year;
first day = first close / issue price - 1; lottery rate = 1 / times subscribed.
"""

from __future__ import annotations

from tapeout.ledger import Ledger
from tapeout.model.timing_debuts import HONG_KONG
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, growth, is_gap, ratio, share
from tapeout.text import Text

FIRST_DAY = Text("first close against the issue price", "首日收盘较发行价")
LOTTERY = Text("lottery rate before claw-back", "回拨前网上中签率")
FLOAT = Text("shares free to trade on the first day, of all", "首日可流通股占总股本")
ISSUED = Text("new shares, of all", "发行股数占总股本")
_MULTIPLE = Text("price to sales at issue, recomputed", "发行市销率（自算）")
_ONE = Quantity.exact(1, "ratio")
_DUE = 4  # the month by whose end the accounts of a year are due


def at_listing(ledger: Ledger, company: str, metric: str, segment: str = "") -> Quantity | Gap:
    """Return the newest row of a figure that is printed once, at the listing; else the Gap."""
    rows = ledger.rows(company, metric, segment)
    if rows:
        return ledger.value(max(rows, key=lambda row: row.when))
    return ledger.find(company, metric, segment, house="company")


def recomputed_multiple(ledger: Ledger, company: str, price, listed) -> Quantity | Gap:
    """Return market value at issue over the revenue of the last full year."""
    name = ledger.entity(company).name
    worth = at_listing(ledger, company, "market_cap", "at_issue")
    if is_gap(worth):
        worth = _worth(price, at_listing(ledger, company, "shares_total", "after_issue"))
    if is_gap(listed):
        return listed
    revenue = ledger.find(company, "revenue", "", last_year(listed), "company")
    for value in (worth, revenue):
        if is_gap(value):
            return value
    if worth.unit != revenue.unit:
        return Gap(
            Text(f"{name.en}, {_MULTIPLE.en}", f"{name.zh}{_MULTIPLE.zh}"),
            Text(
                f"No price to sales at issue of {name.en} is in the evidence, and none is computed: "
                "shares and revenue are in different currencies, without a rate of that day.",
                f"证据中没有{name.zh}的发行市销率；股价与营业收入币种不同，又无当日汇率，故不自行计算。",
            ),
            (*worth.facts, *revenue.facts),
        )
    return named(ratio(worth, revenue), name, _MULTIPLE)


def last_year(listed: Moment) -> str:
    """Return the last year whose accounts were due, by the end of April, when it listed."""
    return str(listed.first.year - (1 if listed.first.month > _DUE else 2))


def _worth(price: Quantity | Gap, shares: Quantity | Gap) -> Quantity | Gap:
    """Return price a share times shares, as money: CNY/share times shares is CNY."""
    for value in (price, shares):
        if is_gap(value):
            return value
    return price.scaled(1, price.unit.removesuffix("/share")) * shares.scaled(1, "ratio")


def first_day_again(ledger: Ledger, name: Text, close, price) -> Quantity | Gap:
    """Return the first close against the issue price, in percent.

    A Gap where the issue price was itself derived from the first day: that proves nothing.
    """
    for value in (close, price):
        if is_gap(value):
            return value
    if any(ledger.row(fact).basis == "derived" for fact in price.facts):
        return Gap(
            Text(f"{name.en}, {FIRST_DAY.en}", f"{name.zh}{FIRST_DAY.zh}"),
            Text(
                f"The issue price of {name.en} in the evidence is itself derived from the first "
                "day, so the change is not recomputed.",
                f"证据中{name.zh}的发行价本身由首日涨幅倒推，故不再自行核算。",
            ),
            price.facts,
        )
    return named(growth(close, price), name, FIRST_DAY)


def share_or_gap(part: Quantity | Gap, whole: Quantity | Gap) -> Quantity | Gap:
    """Return part of whole in percent, or the gap of either."""
    return part if is_gap(part) else whole if is_gap(whole) else share(part, whole)


def lottery_rate(times: Quantity | Gap, exchange: str) -> Quantity | Gap:
    """Return the lottery rate; Hong Kong draws by other rules, so that none follows there."""
    if is_gap(times) or exchange == HONG_KONG:
        return Gap(LOTTERY, Text("", ""))
    return share(_ONE, times)


def printed_or_computed(printed: Quantity | Gap, computed: Quantity | Gap) -> Quantity | Gap:
    """Return the printed figure, else the computed one; without both, the gap of the first.

    A computed gap that rests on facts says why they cannot be put together: it goes first.
    """
    if not is_gap(printed):
        return printed
    return computed if not is_gap(computed) or computed.facts else printed


def named(q: Quantity | Gap, name: Text, what: Text) -> Quantity | Gap:
    """Return the same value under the name of a company and of what it is."""
    return q.labelled(Text(f"{name.en}, {what.en}", f"{name.zh}{what.zh}"))
