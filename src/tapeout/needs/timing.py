"""What the findings on market timing need."""

from __future__ import annotations

from dataclasses import replace

from tapeout.ledger import FactRow
from tapeout.model.quarters import flows
from tapeout.model.timing import (
    AMD,
    BEFORE,
    HOUSE,
    MARKET,
    NVIDIA,
    SHARE_HOUSE,
    VENDORS,
    YEAR,
)
from tapeout.model.timing_clouds import CLOUDS
from tapeout.model.timing_controls import LEAST_BARS, fine
from tapeout.model.timing_debuts import A_SHARES
from tapeout.model.timing_listing import AVERAGE_OF, BOARD
from tapeout.model.timing_offer_terms import last_year
from tapeout.model.timing_split import COUNTS, SERVERS
from tapeout.model.timing_stages import THRESHOLD
from tapeout.model.timing_supply import ENOUGH
from tapeout.model.timing_use import AGENCY, COMPUTE, COMPUTE_HOUSE, TOKENS
from tapeout.model.timing_window import FIRST, LAST, RATIO
from tapeout.moment import Moment
from tapeout.needs.parts import OWN, PEERS, Evidence, Need, Part, Rule, rule
from tapeout.text import Text

_LISTED_ON = "2025-09-10"


def _once(evidence: Evidence, part: Part) -> bool:
    return bool(evidence.rows(part))


def _moments(rows: list[FactRow]) -> list[Moment]:
    return [Moment.parse(row.value) for row in rows if row.is_date]


def _happened(evidence: Evidence, part: Part) -> list[Moment]:
    return [m for m in _moments(evidence.rows(part)) if m.first <= evidence.ledger.as_of]


def _first_sale(evidence: Evidence, part: Part) -> bool:
    """Return whether the earliest product is dated no later than sales of size and listing."""
    found = min(
        _happened(evidence, part), key=lambda m: (m.last, -m.first.toordinal()), default=None
    )
    if found is None:
        return False
    sold = [year for year, value in _sold(evidence) if value > THRESHOLD / 10]
    listed = evidence.of((evidence.company,), "ipo_date", ("listed",))
    newest = [max(listed, key=lambda row: row.when)] if listed else []
    return not any(m < found for m in (*map(Moment.parse, sold[:1]), *_moments(newest)))


def _sold(evidence: Evidence) -> list[tuple[str, object]]:
    rows = [
        row
        for row in evidence.of((evidence.company,), "revenue", ("",), "company")
        if row.when.freq == "year" and row.period.isdigit() and row.unit == THRESHOLD.unit
    ]
    return [(r.period, evidence.ledger.value(r)) for r in sorted(rows, key=lambda r: r.when)]


def _crossing(evidence: Evidence, _part: Part) -> bool:
    """Return whether a year above the threshold follows a year that was not."""
    sold = dict(_sold(evidence))
    above = next((year for year, value in sold.items() if value > THRESHOLD), None)
    before = sold.get(str(int(above) - 1)) if above else None
    return before is not None and before <= THRESHOLD


def _day(evidence: Evidence, part: Part) -> bool:
    return any(m.precision == "day" for m in _moments(evidence.rows(part)))


def _year_of_listing(evidence: Evidence, part: Part) -> bool:
    """Return whether the average of the year of listing is there; without a listing, any."""
    rows = evidence.rows(part)
    listed = _moments(evidence.of((evidence.company,), "ipo_date", ("listed",)))
    return bool(rows) and (not listed or any(r.period == str(listed[0].first.year) for r in rows))


def _years_counted(evidence: Evidence, part: Part) -> int:
    """Return the most years of one house that were over when their figure was printed."""
    years: dict[str, set[str]] = {}
    for row in evidence.rows(part):
        if row.period.isdigit() and row.visible_from > row.when.last:
            years.setdefault(row.house, set()).add(row.period)
    return max(map(len, years.values()), default=0)


def _by_freq(freq: str, least: int) -> Rule:
    """Return the rule that asks for at least some periods of a kind."""
    words = f"for {least} {freq}s" if least > 1 else f"for a {freq}"
    return rule(words, lambda e, p: sum(r.when.freq == freq for r in e.rows(p)) >= least)


def _year_before(evidence: Evidence, part: Part) -> bool:
    """Return whether the last full year before the listing is there, in the money of its value."""
    listed = evidence.of((evidence.company,), "ipo_date", ("listed",))
    if not listed:
        return False
    day = Moment.parse(max(listed, key=lambda row: row.when).value)
    units = _money_of_value(evidence)
    return any(r.period == last_year(day) and r.unit in units for r in evidence.rows(part))


def _money_of_value(evidence: Evidence) -> set[str]:
    """Return the currency of the market value at issue, else that of the issue price."""
    worth = evidence.of((evidence.company,), "market_cap", ("at_issue",))
    price = evidence.of((evidence.company,), "issue_price", ("",))
    return {row.unit.removesuffix("/share") for row in (worth or price)}


def _measured(evidence: Evidence, part: Part) -> bool:
    """Return whether the issue price is there and was not itself derived from the first day."""
    rows = evidence.rows(part)
    return bool(rows) and max(rows, key=lambda row: row.when).basis != "derived"


def _closed_later(evidence: Evidence, part: Part) -> bool:
    """Return whether a close dated to the day lies after the listing."""
    listed = _happened(evidence, _LISTED)
    return bool(listed) and any(
        r.when.freq == "day" and r.when.first > listed[-1].last for r in evidence.rows(part)
    )


_YEAR_OF_IT = "one date; its period is the year of the date"
ONE_DATE = rule("", lambda e, p: bool(_moments(e.rows(p))), "2025", hint=_YEAR_OF_IT)
A_DAY = rule("to the day", _day, "2025", hint=_YEAR_OF_IT)
TAPED_OUT = rule(
    "by the date of the report", lambda e, p: bool(_happened(e, p)), "2019", hint=_YEAR_OF_IT
)
ON_SALE = rule(
    "the first product: no later than the first year of sales above CNY 10 million and the listing",
    _first_sale, "2020", hint=_YEAR_OF_IT,
)  # fmt: skip
CROSSING = rule(
    "in CNY, the first year above CNY 100 million and the year before it", _crossing, "2023", "2024"
)
AT_LISTING = rule("", _once, _LISTED_ON, hint="once; its period is the day of listing")

YEAR_BEFORE = rule(
    "in the money of the issue, the last full year before the listing", _year_before, "2024"
)
MEASURED = rule(
    "printed, not derived", _measured, _LISTED_ON, hint="once; its period is the day of listing"
)
LATER = rule("to the day, after the listing", _closed_later, "2025-10-09")


def _in(period: str) -> Rule:
    """Return the rule that asks for one period."""
    return rule(f"in {period}", lambda e, p: e.has(p, period), period)


def _date(
    metric: str, segment: str, as_printed: str, which: Rule = ONE_DATE, house: str = ""
) -> Part:
    return Part((metric,), (segment,), which, as_printed, house=house, dated=as_printed[:4])


def _named(evidence: Evidence, part: Part) -> bool:
    """Return whether the house names enough vendors of the year."""
    makers = {e.id for e in evidence.ledger.entities(kind="company")}
    rows = evidence.of((part.whose,), part.metric, (), part.house)
    return sum(row.period == YEAR and row.segment in makers for row in rows) >= ENOUGH


def _two_sources(evidence: Evidence, _part: Part) -> bool:
    """Return whether two houses print the domestic share of one and the same year."""
    houses: dict[str, set[str]] = {}
    for row in evidence.ledger.rows(metric="market_share"):
        if row.segment in ("domestic", "domestic+units") and row.when.freq == "year":
            houses.setdefault(row.period, set()).add(row.house)
    return any(len(found) > 1 for found in houses.values())


def _fine_revenue(evidence: Evidence, _part: Part) -> bool:
    pieces = flows(evidence.ledger, evidence.company, "revenue").recent()
    return len(fine(pieces)) >= LEAST_BARS


def _any_revenue(evidence: Evidence, _part: Part) -> bool:
    return bool(flows(evidence.ledger, evidence.company, "revenue").recent())


_FOUNDED = _date("company_date", "founded", "2018年5月8日", house="company")
_ACCEPTED = _date("ipo_date", "accepted", "2025年3月3日")
_REVIEWED = _date("ipo_date", "review_passed", "2025年6月20日")
_REVIEWED_DAY = _date("ipo_date", "review_passed", "2025年6月20日", A_DAY)
_WAITED = Part(("duration",), ("acceptance_to_review",), AT_LISTING, "109天", house="")
_REGISTERED = _date("ipo_date", "registered", "2025年7月18日")
_LISTED = _date("ipo_date", "listed", "2025年9月10日")
_FIRST_DAY = Part(("price_change",), ("first_day_close",), AT_LISTING, "125.30%", house="")
_FIRST_CLOSE = Part(("share_price",), ("first_day_close",), AT_LISTING, "28.50元/股", house="")
_PRICE = Part(("issue_price",), ("",), AT_LISTING, "12.65元/股", house="")
_WORTH = Part(("market_cap",), ("at_issue",), AT_LISTING, "50.60亿元", house="")
_AFTER = Part(("shares_total",), ("after_issue",), AT_LISTING, "40,000.00万股", house="")
_REVENUE = Part(("revenue",), ("",), YEAR_BEFORE, "12,345.67万元")


def _need(key: str, en: str, zh: str, *ways: tuple[Part, ...]) -> Need:
    return Need("timing", key, Text(en, zh), ways)


def _given(subject: str, metric: str, segment: str, which: Rule, house: str) -> Part:
    return Part((metric,), (segment,), which, whose=subject, house=house)


_TWO_YEARS = rule("for two years that were over", lambda e, p: _years_counted(e, p) > 1)
_LOOK_AHEAD = rule(
    "of one house for two years",
    lambda e, p: any(
        sum(r.house == house and r.period.isdigit() for r in e.rows(p)) > 1
        for house in {r.house for r in e.rows(p)}
    ),
)
_ANY = rule("", _once)
_INFERENCE = Part(
    ("revenue_share",), ("inference_boards",),
    rule("for a year", lambda e, p: any(r.period.isdigit() for r in e.rows(p)), "2024"), "0.47%",
)  # fmt: skip

_PEER_LISTED = Part(("ipo_date",), ("listed",), ONE_DATE, whose=PEERS, house="")

TIMING = (
    _need("market_size", "size of China's GPU market and its growth", "中国GPU市场规模与增速",
          (_given(MARKET, "market_size", "", _in(YEAR), HOUSE),
           _given(MARKET, "market_size", "", _in(BEFORE), HOUSE),
           _given(MARKET, "growth_yoy", "market_size", _in(YEAR), HOUSE))),
    _need("market_by_house", "size of China's GPU market over the years, by house", "各机构历年中国GPU市场规模",
          (_given(MARKET, "market_size", "", _LOOK_AHEAD, ""),)),
    _need("daily_tokens", "growth of the tokens processed a day", "日均词元消耗量增幅",
          (_given(TOKENS, "tokens_per_day", "", _by_freq("month", 2), AGENCY),)),
    _need("computing_power", "growth of computing power", "算力规模增幅",
          (_given(COMPUTE, "compute_capacity", "", _TWO_YEARS, COMPUTE_HOUSE),)),
    _need("cloud_capex", "capital spending of the clouds by quarter", "云厂商分季资本开支",
          tuple(_given(c, "capex", "", _by_freq("quarter", 1), "company") for c in CLOUDS)),
    _need("training_and_inference", "shares of training and inference", "训练与推理占比",
          *(tuple(_given(SERVERS, "market_share", each, _ANY, "") for each in pair)
            for pair in COUNTS)),
    _need("inference_of_revenue", "revenue from boards for inference alone", "推理专用板卡收入占比",
          (_INFERENCE,)),
    _need("market_shares", "what NVIDIA and AMD leave of the market", "英伟达与AMD之外的份额",
          (_given(VENDORS, "market_share", NVIDIA, _in(YEAR), SHARE_HOUSE),
           _given(VENDORS, "market_share", AMD, _in(YEAR), SHARE_HOUSE))),
    _need("concentration", "concentration of the vendors", "厂商集中度",
          (_given(VENDORS, "market_share", NVIDIA, rule("three vendors or more", _named, YEAR), SHARE_HOUSE),)),
    _need("share_by_cards", "NVIDIA's share by cards beside that by value", "英伟达按卡数与按销售额的份额",
          (_given(VENDORS, "market_share", NVIDIA, _in(YEAR), SHARE_HOUSE),
           _given(VENDORS, "market_share", f"{NVIDIA}+units", _in(YEAR), "idc"))),
    _need("share_later", "NVIDIA's share in a later year", "英伟达此后年份的份额",
          (_given(VENDORS, "market_share", NVIDIA, _in("2025"), SHARE_HOUSE),),
          (_given(VENDORS, "market_share", f"{NVIDIA}+units", _in("2025"), "idc"),)),
    _need("domestic_share", "domestic share by two sources", "两个来源的国产份额",
          (_given(VENDORS, "market_share", "domestic", rule("of two houses for one year", _two_sources, YEAR), ""),)),
    _need("revenue_beside_acts", "revenue by quarter beside acts on chips", "与芯片举措并列的分季度营业收入",
          (Part(("revenue",), ("",), rule("by quarter or half, three or more up to the newest", _fine_revenue,
                                          "2024", "2024H1", "2025H1"), "12,345.67万元"),)),
    _need("revenue_newest", "newest published revenue", "最近披露的营业收入",
          (Part(("revenue",), ("",), rule("of the last two years", _any_revenue, "2025H1"), "12,345.67万元"),)),
    _need("age", "age since founding", "成立年数", (_FOUNDED,)),
    _need("first_tape_out", "date of the first tape-out", "首次流片时间",
          (Part(("product_date",), ("tape_out",), TAPED_OUT, "2019年11月", OWN, ""),)),
    _need("first_product", "date of the first product made or sold", "首款产品量产或发布时间",
          (Part(("product_date",), ("mass_production", "launch"), ON_SALE, "2020年9月", OWN, ""),)),
    _need("first_year_above", "first year of revenue above CNY 100 million", "营业收入首次超过1亿元的年份",
          (Part(("revenue",), ("",), CROSSING, "12,345.67万元"),)),
    _need("years_founded_to_acceptance", "years from founding to acceptance", "成立至受理年数",
          (_FOUNDED, _ACCEPTED), (_FOUNDED, _REVIEWED_DAY, _WAITED)),
    _need("years_founded_to_listing", "years from founding to listing", "成立至上市年数",
          (_FOUNDED, _LISTED)),
    _need("days_acceptance_to_review", "days from acceptance to the committee", "受理至过会天数",
          (_ACCEPTED, _REVIEWED), (_REVIEWED_DAY, _WAITED)),
    _need("days_acceptance_to_registration", "days from acceptance to registration", "受理至注册天数",
          (_ACCEPTED, _REGISTERED), (_REVIEWED_DAY, _WAITED, _REGISTERED)),
    _need("days_acceptance_to_listing", "days from acceptance to listing", "受理至上市天数",
          (_ACCEPTED, _LISTED), (_REVIEWED_DAY, _WAITED, _LISTED)),
    _need("price_to_sales_at_issue", "price to sales at issue", "发行市销率",
          (Part(("valuation_multiple",), ("price_to_sales_at_issue",), AT_LISTING, "21.08倍", house=""),),
          (_LISTED, _WORTH, _REVENUE), (_LISTED, _PRICE, _AFTER, _REVENUE)),
    _need("price_to_sales_recomputed", "price to sales at issue, recomputed", "发行市销率自算",
          (_LISTED, _WORTH, _REVENUE), (_LISTED, _PRICE, _AFTER, _REVENUE)),
    _need("peer_price_to_sales_at_issue", "price to sales of the peers that its filing names",
          "招股文件所列同业的市销率",
          (Part(("valuation_multiple",), ("peer_price_to_sales_at_issue",), AT_LISTING, "48.20倍", house=""),)),
    _need("allotment_rate_final", "final lottery rate", "最终中签率",
          (Part(("allotment_rate",), ("online_final",), AT_LISTING, "0.04512345%", house=""),)),
    _need("allotment_rate_initial", "lottery rate before claw-back", "回拨前网上中签率",
          (Part(("allotment_rate",), ("online_initial",), AT_LISTING, "0.03114731%", house=""),),
          (Part(("oversubscription",), ("online_initial",), AT_LISTING, "3,210.55倍", house=""),)),
    _need("oversubscription", "times the public subscribed", "公众认购倍数",
          (Part(("oversubscription",), ("online_initial", "hk_public"), AT_LISTING, "3,210.55倍", house=""),)),
    _need("issued_share", "new shares of all", "发行股数占总股本",
          (Part(("shares_issued",), ("total",), AT_LISTING, "4,000.00万股", house=""), _AFTER)),
    _need("float_share", "shares free to trade on the first day", "首日可流通股占总股本",
          (Part(("shares_total",), ("free_float_at_listing",), AT_LISTING, "2,000.00万股", house=""), _AFTER)),
    _need("first_day_change", "first-day close against the issue price", "首日收盘涨幅",
          (_FIRST_DAY,), (_FIRST_CLOSE, replace(_PRICE, rule=MEASURED))),
    _need("first_day_recomputed", "first day recomputed from two prices", "由股价自算的首日涨幅",
          (_FIRST_CLOSE, replace(_PRICE, rule=MEASURED))),
    _need("drawdown_from_first_close", "last dated close against the first", "最近收盘较首日收盘",
          (_LISTED, _FIRST_CLOSE, Part(("share_price",), ("close",), LATER, "25.40元/股", house=""))),
    _need("median_years_founded_to_listing", "peers' median from founding to listing", "同业成立至上市年数中位数",
          (Part(("company_date",), ("founded",), ONE_DATE, whose=PEERS), _PEER_LISTED)),
    _need("median_days_to_listing", "peers' median from acceptance to listing", "同业受理至上市天数中位数",
          (Part(("ipo_date",), ("accepted",), ONE_DATE, whose=PEERS, house=""), _PEER_LISTED)),
    _need("average_days_to_registration", "average days to registration on the STAR market",
          "科创板受理至注册平均天数",
          (_given(BOARD, "duration", "acceptance_to_registration_average", _in(AVERAGE_OF), ""),)),
    _need("first_day_change_market_average", "average first day of the year of listing",
          "上市当年新股首日平均涨幅",
          (_given(A_SHARES, "price_change", "first_day_average",
                  rule("in the year of listing", _year_of_listing, "2025"), "exchange"),)),
    _need("window_closes", "when domestic supply meets demand", "国产供给追平需求的时点",
          (_given(VENDORS, "market_share", RATIO, _in(FIRST), SHARE_HOUSE),
           _given(VENDORS, "market_share", RATIO, _in(LAST), SHARE_HOUSE))),
)  # fmt: skip
