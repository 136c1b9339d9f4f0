"""Tables of the timing section by maker: stages, legs, the way to listing and what was paid."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.ledger import period_text
from tapeout.model.timing_debuts import Debut
from tapeout.model.timing_legs import Leg
from tapeout.model.timing_listing import Listing, Listings
from tapeout.model.timing_offer import Offer, Offers
from tapeout.model.timing_stages import THRESHOLD, Career, Careers
from tapeout.quantity import Quantity, is_gap
from tapeout.tables.timing import COMPANY
from tapeout.text import Text, all_of
from tapeout.words import spell

ABOVE = Text(
    f"First year above {spell(THRESHOLD, 'en').text}",
    f"年营业收入首超{spell(THRESHOLD, 'zh').text}",
)


def stages(careers: Careers) -> Table:
    """Return the dates of the stages and the years from founding to listing."""
    columns = (
        COMPANY,
        Column("founded", Text("Founded", "成立")),
        Column("tape_out", Text("First tape-out", "首次流片")),
        Column("product", Text("First mass production or launch", "首款产品量产或发布")),
        Column("revenue", ABOVE),
        Column("accepted", Text("Accepted", "受理")),
        Column("listed", Text("Listed", "上市")),
        Column("years", Text("Founding to listing", "成立至上市"), "years", 1),
    )
    lanes = (careers.focus, *careers.peers)
    rows = tuple(
        Row(
            c.company,
            (c.name, c.founded, *(s.moment for s in c.stages), c.years),
            c is careers.focus,
        )
        for c in lanes
    )
    return Table(
        "stages",
        Text("Stages of the makers", "各厂商阶段"),
        columns,
        rows,
        _notes(lanes),
    )


def _notes(lanes: tuple[Career, ...]) -> Text:
    """Return what the reader of the dates must know: first of the dated, planned, computed."""
    en = ["First means the earliest whose date was published."]
    zh = ["“首次”指已披露日期中的最早一次。"]
    planned = [c for c in lanes if c.planned]
    if planned:
        en.append(f"Announced, not yet listed: {all_of(x.name for x in planned).en}.")
        zh.append(f"已公告、尚未上市：{all_of(x.name for x in planned).zh}。")
    computed = [c for c in lanes if c.stage("accepted").known and _computed(c)]
    if computed:
        en.append(
            f"Acceptance by subtraction of printed days: {all_of(x.name for x in computed).en}."
        )
        zh.append(f"受理日期按所披露天数倒推：{all_of(x.name for x in computed).zh}。")
    return Text(" ".join(en), "".join(zh))


def _computed(career: Career) -> bool:
    return career.stage("accepted").moment.origin.fact is None


def legs(careers: Careers, found: tuple[Leg, ...]) -> Table:
    """Return the years of each leg: the company, the median of its peers, and its place."""
    columns = (
        Column("leg", Text("Leg", "阶段")),
        Column("own", careers.focus.name, "years", 1),
        Column("median", Text("Peers' median", "同业中位数"), "years", 1),
        Column("peers", Text("Peers known", "可比同业"), "count", 0),
        Column("faster", Text("of them faster", "其中更快"), "count", 0),
        Column("slower", Text("of them slower", "其中更慢"), "count", 0),
    )
    return Table(
        "legs",
        Text("Years from stage to stage, and the median of the peers", "各阶段用时与同业中位数"),
        columns,
        tuple(Row(leg.key, (leg.name, leg.own, leg.median, *_places(leg))) for leg in found),
        Text(
            "The median is of the peers whose two dates were published; of one peer it is that "
            "peer. Peers neither faster nor slower cannot be told apart, as a date is coarse.",
            "中位数只计两个日期均已披露的同业；仅一家时即为该家。既不更快也不更慢者，因日期精度不足，"
            "无法判断先后。",
        ),
    )


def _places(leg: Leg) -> tuple[Quantity, ...]:
    counts = [("peers", "可比同业", leg.known)]
    if not is_gap(leg.own):
        counts += [
            ("peers faster", "更快的同业", leg.faster),
            ("peers slower", "更慢的同业", leg.slower),
        ]
    made = [
        Quantity.exact(len(found), "count", Text(f"{leg.name.en}, {en}", f"{leg.name.zh}，{zh}"))
        for en, zh, found in counts
    ]
    return (*made, *([leg.own, leg.own] if len(made) == 1 else []))


def days_to_listing(found: Listings, shown: list[Listing]) -> Table:
    """Return the days of those that are listed or have announced it."""
    rows = tuple(Row(x.company, (x.name, x.listed, x.to_listing), x is found.focus) for x in shown)
    return Table(
        "days_to_listing",
        Text("Days from acceptance to listing", "受理至上市天数"),
        (COMPANY, Column("listed", Text("Listed", "上市")),
         Column("days", Text("Days", "天数"), "days", 0)),
        rows,
    )  # fmt: skip


def listing(found: Listings) -> Table:
    """Return the way to listing of every maker: days, price at issue, first day."""
    columns = (
        COMPANY,
        Column("review", Text("Acceptance to committee", "受理至过会"), "days", 0),
        Column("registration", Text("Acceptance to registration", "受理至注册"), "days", 0),
        Column("listing", Text("Acceptance to listing", "受理至上市"), "days", 0),
    )
    rows = tuple(
        Row(
            x.company,
            (x.name, x.to_review, x.to_registration, x.to_listing),
            x is found.focus,
        )
        for x in (found.focus, *found.peers)
    )
    return Table(
        "listing",
        Text("The way to listing", "上市进程"),
        columns,
        rows,
        Text(
            "Not published includes steps not yet taken.", "“未披露”包括尚未发生的步骤。",
        ),
    )  # fmt: skip


def offers(found: Offers) -> Table:
    """Return what was offered and paid: multiple, lottery, float; every maker on its own terms."""
    columns = (
        COMPANY,
        Column("price_to_sales", Text("Price to sales at issue", "发行市销率"), "ratio", 2),
        Column("peers", Text("Its chosen peers", "招股文件所列同业"), "ratio", 2),
        Column("times", Text("Times subscribed", "认购倍数"), "ratio", 0),
        Column("lottery", Text("Lottery rate, final", "最终中签率"), "percent", 4),
        Column("issued", Text("New shares of all", "发行占总股本"), "percent", 1),
        Column("float", Text("Free on day one", "首日可流通占总股本"), "percent", 1),
    )
    rows = tuple(
        Row(
            o.company,
            (o.name, o.price_to_sales, o.peer_multiple,
             o.oversubscription, o.allotment_final, o.issued_share, o.float_share),
            o is found.focus,
        )
        for o in found.all
    )  # fmt: skip
    return Table(
        "offers",
        Text("What was offered, and at what multiple", "发行规模与定价"),
        columns,
        rows,
        _offer_notes(found),
    )


def _offer_notes(found: Offers) -> Text:
    """Return how the multiples and the subscriptions are counted, as far as the rows need it."""
    en = ["Price to sales is market value at the issue price over revenue of the last full year. "
          "Times subscribed is online, before claw-back."]  # fmt: skip
    zh = ["市销率为发行价对应总市值除以最近一个完整年度营业收入。认购倍数为网上、回拨前。"]
    own = [o for o in found.all if not is_gap(o.price_to_sales) and _computed_multiple(o)]
    if own:
        en.append(f"Not printed, computed here: {all_of(x.name for x in own).en}.")
        zh.append(f"未见披露、由本报告计算：{all_of(x.name for x in own).zh}。")
    abroad = found.abroad
    if abroad is not None:
        en.append(f"{abroad.name.en}: Hong Kong public offering, drawn by other rules.")
        zh.append(f"{abroad.name.zh}为香港公开发售，规则不同。")
    return Text(" ".join(en), "".join(zh))


def _computed_multiple(offer: Offer) -> bool:
    return offer.price_to_sales is offer.price_to_sales_again


def first_days(found: Offers, shown: list[Debut]) -> Table:
    """Return the first day of every debut: the change, and recomputed from the two prices."""
    again = {o.company: o.first_day_again for o in found.all}
    columns = (
        COMPANY,
        Column("listed", Text("Listed", "上市")),
        Column("change", Text("First close against issue price", "首日收盘涨幅"), "percent", 2),
        Column("again", Text("recomputed from the prices", "由股价自算"), "percent", 2),
    )
    rows = [
        Row(
            d.company,
            (d.name, d.listed, d.change, again.get(d.company, _NO_PRICES)),
            d.company == found.focus.company,
        )
        for d in shown
    ]
    if not is_gap(found.average):
        rows.append(Row("average", (_AVERAGE, _year(found), found.average, _NO_PRICES)))
    return Table(
        "first_days",
        Text("The first day of trading", "上市首日"),
        columns,
        tuple(rows),
        Text("The rows beside the makers are growth-tier debuts and the market average: only the "
             "change was printed.",
             "厂商之外为科创成长层首批新股与市场平均，原文只给出涨幅。"),
    )  # fmt: skip


_NO_PRICES = Text("no prices", "无股价")
_AVERAGE = Text("Average of mainland debuts", "A股新股平均")


def _year(found: Offers) -> Text:
    return period_text(str(found.focus.listed.first.year))
