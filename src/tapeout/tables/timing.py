"""Tables of the timing section: the data behind its drawings, and the way to listing."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.timing import Shares
from tapeout.model.timing_listing import Listing, Listings
from tapeout.model.timing_stages import THRESHOLD, Career, Careers
from tapeout.tables.timing_demand import cloud_capex, compute, growth_check, split
from tapeout.text import Text
from tapeout.words import spell

COMPANY = Column("company", Text("Company", "公司"))
UNNAMED = Text("others, not named", "其他未具名厂商")
ABOVE = Text(
    f"First year above {spell(THRESHOLD, 'en').text}",
    f"年营业收入首超{spell(THRESHOLD, 'zh').text}",
)


def vendor_shares(shares: Shares) -> Table:
    """Return the share of each vendor named, and what is left unnamed."""
    rows = [
        Row(v.id, (v.name, v.share), shares.own is not None and v.id == shares.own.id)
        for v in shares.vendors
    ]
    rows.append(Row("unnamed", (UNNAMED, shares.tail)))
    return Table(
        "vendor_shares",
        Text(
            f"Shares of China's AI accelerators by value, {shares.year.en}, {shares.house.en}",
            f"{shares.year.zh}中国AI加速卡市场份额（按销售额，{shares.house.zh}）",
        ),
        (Column("vendor", Text("Vendor", "厂商")),
         Column("share", Text("Share", "份额"), "percent", 0)),
        tuple(rows),
        Text("Printed without decimals.", "原文未给出小数。"),
    )  # fmt: skip


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
        en.append(f"Announced, not yet listed: {joined(planned).en}.")
        zh.append(f"已公告、尚未上市：{joined(planned).zh}。")
    computed = [c for c in lanes if c.stage("accepted").known and _computed(c)]
    if computed:
        en.append(f"Acceptance by subtraction of printed days: {joined(computed).en}.")
        zh.append(f"受理日期按所披露天数倒推：{joined(computed).zh}。")
    return Text(" ".join(en), "".join(zh))


def _computed(career: Career) -> bool:
    return career.stage("accepted").moment.origin.fact is None


def joined(things) -> Text:
    """Return the names of companies: A, B and C; A、B、C."""
    en = [x.name.en for x in things]
    zh = [x.name.zh for x in things]
    told = en[0] if len(en) == 1 else f"{', '.join(en[:-1])} and {en[-1]}"
    return Text(told, "、".join(zh))


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
        Column("price_to_sales", Text("Price to sales at issue", "发行市销率"), "ratio", 2),
        Column("first_day", Text("First-day close against issue price", "首日收盘涨幅"), "percent"),
    )
    rows = tuple(
        Row(
            x.company,
            (x.name, x.to_review, x.to_registration, x.to_listing, x.price_to_sales, x.first_day),
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
            "Price to sales is that of the issue announcement. Not published includes steps not "
            "yet taken.",
            "市销率为发行公告口径。“未披露”包括尚未发生的步骤。",
        ),
    )


__all__ = [
    "ABOVE", "COMPANY", "UNNAMED", "cloud_capex", "compute", "days_to_listing", "growth_check",
    "joined", "listing", "split", "stages", "vendor_shares",
]  # fmt: skip
