"""What the timing section says of the way to listing, its answer, objection and indicators."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.ledger import Ledger, period_text
from tapeout.model.timing import NVIDIA, SHARE_HOUSE, VENDORS, Market, Shares
from tapeout.model.timing_listing import AVERAGE_OF, Listings
from tapeout.model.timing_stages import THRESHOLD, Careers
from tapeout.quantity import is_gap
from tapeout.tables.timing import joined
from tapeout.text import Text
from tapeout.words import spell

LATER = "2025"  # the first year after the shares of the section


# -- the way to listing --------------------------------------------------------------------------
def listing(found: Listings) -> list[Sentence]:
    """Return the days, the registration against the average, the price and the first day."""
    told = [_waited(found)]
    if not is_gap(found.focus.to_review):
        told.append(
            Sentence(
                "The listing committee approved it {days_acceptance_to_review} after acceptance.",
                "受理{days_acceptance_to_review}后，公司通过上市委审议。",
                {"days_acceptance_to_review": found.focus.to_review},
            )
        )
    if not is_gap(found.focus.to_registration) and not is_gap(found.average_registration):
        told.append(_registered(found))
    return [*told, _priced(found), _first_day(found)]


def listing_message(found: Listings) -> Sentence:
    """Return the message of the dot plot."""
    f = found.focus
    values = {"company": f.name, "days_acceptance_to_listing": f.to_listing}
    values["median_days_to_listing"] = found.median
    if is_gap(f.to_listing):
        return Sentence(
            "Listed makers took a median {median_days_to_listing} from acceptance to listing",
            "已上市同业从受理到上市，天数中位数为{median_days_to_listing}",
            {"median_days_to_listing": found.median},
        )
    return choose(
        f.planned,
        {
            "en": "{company} lists {days_acceptance_to_listing} after acceptance; its peers' "
            "median is {median_days_to_listing}",
            "zh": "{company}将在受理{days_acceptance_to_listing}后上市，同业中位数"
            "{median_days_to_listing}",
        },
        {
            "en": "{company} took {days_acceptance_to_listing} from acceptance to listing; its "
            "peers' median is {median_days_to_listing}",
            "zh": "{company}从受理到上市历时{days_acceptance_to_listing}，同业中位数"
            "{median_days_to_listing}",
        },
        **values,
    )


def _waited(found: Listings) -> Sentence:
    f = found.focus
    if not is_gap(f.waiting):
        return Sentence(
            "{company} was accepted on {accepted} and has waited {days_waiting} since, without a "
            "published listing date.",
            "{company}于{accepted}获受理，至今已{days_waiting}，未见上市日期公布。",
            {"company": f.name, "accepted": f.accepted, "days_waiting": f.waiting},
        )
    if is_gap(f.to_listing):
        values = {"days_acceptance_to_listing": f.to_listing}
        values["days_acceptance_to_review"] = f.to_review
        holes = "{days_acceptance_to_listing}{days_acceptance_to_review}"
        return Sentence(holes, holes, values)
    lead = {
        "en": "{company} waited {days_acceptance_to_listing} from acceptance to listing",
        "zh": "{company}从受理到上市历时{days_acceptance_to_listing}",
    }
    if f.planned:
        lead = {
            "en": "{company} is to list on {listed}, {days_acceptance_to_listing} after acceptance",
            "zh": "{company}将于{listed}上市，距受理{days_acceptance_to_listing}",
        }
    values = {"company": f.name, "days_acceptance_to_listing": f.to_listing}
    if f.planned:
        values["listed"] = f.listed
    if is_gap(found.median):
        return Sentence(lead["en"] + ".", lead["zh"] + "。", values)
    if f.to_listing > found.median:
        tail = Text("longer than", "长于")
    elif f.to_listing < found.median:
        tail = Text("shorter than", "短于")
    else:
        tail = Text("about", "接近")
    return Sentence(
        lead["en"] + f", {tail.en} the peers' median of {{median_days_to_listing}}.",
        lead["zh"] + f"，{tail.zh}同业中位数{{median_days_to_listing}}。",
        values | {"median_days_to_listing": found.median},
    )


def _registered(found: Listings) -> Sentence:
    days, average = found.focus.to_registration, found.average_registration
    values = {
        "days_acceptance_to_registration": days,
        "average_days_to_registration": average,
        "year": period_text(AVERAGE_OF),
    }
    return choose(
        days < average,
        {
            "en": "Registration came {days_acceptance_to_registration} after acceptance, sooner "
            "than the average {average_days_to_registration} of STAR applicants of {year}.",
            "zh": "受理至注册历时{days_acceptance_to_registration}，短于科创板{year}申请企业平均"
            "{average_days_to_registration}。",
        },
        {
            "en": "Registration came {days_acceptance_to_registration} after acceptance; STAR "
            "applicants of {year} took {average_days_to_registration} on average.",
            "zh": "受理至注册历时{days_acceptance_to_registration}；科创板{year}申请企业平均为"
            "{average_days_to_registration}。",
        },
        **values,
    )


def _priced(found: Listings) -> Sentence:
    own, peers = found.focus.price_to_sales, found.priced_peers
    values = {"price_to_sales_at_issue": own}
    if is_gap(own) or not peers:
        return Sentence(
            "Its price to sales at issue was {price_to_sales_at_issue}.",
            "发行市销率为{price_to_sales_at_issue}。",
            values,
        )
    dear, cheap = peers[0], peers[-1]
    if own < cheap.price_to_sales or own > dear.price_to_sales:
        below = own < cheap.price_to_sales
        other = cheap if below else dear
        return choose(
            below,
            {
                "en": "Its price to sales at issue was {price_to_sales_at_issue}, less than the "
                "{price_to_sales_peer} of {peer}, the lowest among its peers.",
                "zh": "发行市销率为{price_to_sales_at_issue}，低于同业中最低的{peer}"
                "（{price_to_sales_peer}）。",
            },
            {
                "en": "Its price to sales at issue was {price_to_sales_at_issue}, more than the "
                "{price_to_sales_peer} of {peer}, the highest among its peers.",
                "zh": "发行市销率为{price_to_sales_at_issue}，高于同业中最高的{peer}"
                "（{price_to_sales_peer}）。",
            },
            **values,
            peer=other.name,
            price_to_sales_peer=other.price_to_sales,
        )
    return Sentence(
        "Its price to sales at issue was {price_to_sales_at_issue}, between the "
        "{price_to_sales_lowest} of {cheap} and the {price_to_sales_highest} of {dear}.",
        "发行市销率为{price_to_sales_at_issue}，介于{cheap}的{price_to_sales_lowest}与{dear}的"
        "{price_to_sales_highest}之间。",
        values
        | {
            "cheap": cheap.name, "price_to_sales_lowest": cheap.price_to_sales,
            "dear": dear.name, "price_to_sales_highest": dear.price_to_sales,
        },
    )  # fmt: skip


def _first_day(found: Listings) -> Sentence:
    change, average = found.focus.first_day, found.average_first_day
    values = {"first_day_change": change}
    if not is_gap(change) and change < 0:
        return Sentence(
            "Its first day closed {first_day_fall} below the issue price.",
            "首日收盘较发行价下跌{first_day_fall}。",
            {"first_day_fall": -change},
        )
    if is_gap(change) or is_gap(average):
        return Sentence(
            "Its first day closed {first_day_change} above the issue price.",
            "首日收盘较发行价上涨{first_day_change}。",
            values,
        )
    return Sentence(
        "Its first day closed {first_day_change} above the issue price, when the average debut of "
        "{year} rose {first_day_change_market_average}.",
        "首日收盘较发行价上涨{first_day_change}，而{year}新股首日平均上涨"
        "{first_day_change_market_average}。",
        values
        | {
            "first_day_change_market_average": average,
            "year": period_text(str(found.focus.listed.first.year)),
        },
    )


# -- the answer ------------------------------------------------------------------------------------
def headline(s: Shares, c: Careers, found: Listings) -> list[tuple]:
    """Return the three headline numbers: what is left, years to listing, days to listing."""
    between = Text(*(_spread(s.remaining, lang) for lang in ("en", "zh")))
    return [
        (
            "share_remaining_2024",
            Text("Left by NVIDIA and AMD", "英伟达与AMD之外的份额"),
            Text(
                f"of AI accelerators by value, {s.year.en}{between.en}",
                f"{s.year.zh}AI加速卡，按销售额{between.zh}",
            ),
            s.remaining,
        ),
        (
            "years_founded_to_listing",
            Text("Founding to listing", "成立至上市"),
            Text("announced", "已公告") if c.focus.planned else c.focus.name,
            c.focus.years,
        ),
        (
            "days_acceptance_to_listing",
            Text("Acceptance to listing", "受理至上市"),
            Text("announced", "已公告") if found.focus.planned else found.focus.name,
            found.focus.to_listing,
        ),
    ]


def _spread(q, language: str) -> str:
    between = None if is_gap(q) else spell(q, language, 0).range
    return "" if between is None else {"en": f", {between}", "zh": f"，{between}"}[language]


def answer(s: Shares, c: Careers, found: Listings) -> list[Sentence]:
    """Return why now, in three sentences: what is open, what is proven, how wide the gate is."""
    return [_open(s), _proven(c), _gate(found)]


def _open(s: Shares) -> Sentence:
    values = {"share_remaining_2024": s.remaining, "year": s.year}
    if s.largest is None:
        return Sentence("{share_remaining_2024:0}", "{share_remaining_2024:0}",
                        {"share_remaining_2024": s.remaining})  # fmt: skip
    return choose(
        s.largest.share > s.others,
        {
            "en": "Demand is there, but the opening is narrow: NVIDIA and AMD left "
            "{share_remaining_2024:0} of the market in {year}, and {largest} holds most of it.",
            "zh": "需求真实存在，但口子不宽：{year}英伟达与AMD之外只剩{share_remaining_2024:0}，"
            "且大部分在{largest}手中。",
        },
        {
            "en": "Demand is there, and the opening is shared: NVIDIA and AMD left "
            "{share_remaining_2024:0} of the market in {year}, of which {largest} holds the "
            "largest part.",
            "zh": "需求真实存在，市场由多家分享：{year}英伟达与AMD之外为{share_remaining_2024:0}，"
            "{largest}最多。",
        },
        **values,
        largest=s.largest.name,
    )


def _proven(c: Careers) -> Sentence:
    f, year = c.focus, c.focus.stage("revenue").moment
    values = {"company": f.name, "first_year_above": year, "threshold": THRESHOLD}
    if is_gap(year) or is_gap(f.founded):
        return _only_years(c)
    if is_gap(f.years):
        return Sentence(
            "{company} has sold more than {threshold} a year since {first_year_above}, and has no "
            "published listing date.",
            "{company}自{first_year_above}起年营业收入超过{threshold}，未见上市日期公布。",
            values,
        )
    return choose(
        f.planned,
        {
            "en": "{company} comes to the market after it has begun to sell: {first_year_above} was "
            "its first year above {threshold}, and it lists {years_founded_to_listing} after "
            "founding.",
            "zh": "{company}是卖出产品之后才上市的：{first_year_above}营业收入首次超过{threshold}，"
            "成立{years_founded_to_listing}后上市。",
        },
        {
            "en": "{company} came to the market after it had begun to sell: {first_year_above} was "
            "its first year above {threshold}, and it listed {years_founded_to_listing} after "
            "founding.",
            "zh": "{company}是卖出产品之后才上市的：{first_year_above}营业收入首次超过{threshold}，"
            "成立{years_founded_to_listing}后上市。",
        },
        **values,
        years_founded_to_listing=f.years,
    )


def _only_years(c: Careers) -> Sentence:
    f = c.focus
    if is_gap(f.years):
        return Sentence("{years_founded_to_listing}", "{years_founded_to_listing}",
                        {"years_founded_to_listing": f.years})  # fmt: skip
    return Sentence(
        "{company} took {years_founded_to_listing} from founding to listing; the year in which it "
        "began to sell in earnest was not published.",
        "{company}从成立到上市历时{years_founded_to_listing}；何时形成规模销售，未见披露。",
        {"company": f.name, "years_founded_to_listing": f.years},
    )


def _gate(found: Listings) -> Sentence:
    f = found.focus
    if not (f.to_registration < found.average_registration and _later_than_average(found)):
        return _waited(found)
    return Sentence(
        "The gate is wider than it was: {days_acceptance_to_registration} from acceptance to "
        "registration, against an average {average_days_to_registration} for the STAR "
        "applicants of {year}.",
        "上市之门比以前宽：从受理到注册{days_acceptance_to_registration}，而科创板{year}申请企业"
        "平均{average_days_to_registration}。",
        {
            "days_acceptance_to_registration": f.to_registration,
            "average_days_to_registration": found.average_registration,
            "year": period_text(AVERAGE_OF),
        },
    )


def _later_than_average(found: Listings) -> bool:
    """Return whether the listing came after the year of the average it is held against."""
    return not is_gap(found.focus.listed) and found.focus.listed.first.year > int(AVERAGE_OF)


# -- objection, change, limit ------------------------------------------------------------------------
def objection(m: Market, found: Listings) -> list[Sentence]:
    """Return that the gate was as fast before, and that the size depends on who counts."""
    told = []
    done = [x for x in (found.focus, *found.counted) if x.done and not is_gap(x.to_listing)]
    control = min(done, key=lambda x: x.listed.first, default=None)
    if control is not None and not is_gap(found.average_registration):
        told.append(
            Sentence(
                "A fast listing is not peculiar to this moment: {control} went from acceptance to "
                "listing in {days_control} as early as {year}.",
                "上市快并非此刻独有：早在{year}，{control}从受理到上市就只用了{days_control}。",
                {
                    "control": control.name,
                    "days_control": control.to_listing,
                    "year": period_text(str(control.listed.first.year)),
                },
                control.to_listing < found.average_registration,
            )
        )
    if m.rival is not None and not is_gap(m.apart) and m.apart > 0:
        told.append(
            Sentence(
                "And how large the demand is depends on who counts: {rival} is {houses_apart} above "
                "{house} for the same year.",
                "需求有多大，也取决于谁来统计：同一年，{rival}比{house}高出{houses_apart}。",
                {"rival": m.rival, "house": m.house, "houses_apart": m.apart},
            )
        )
    return told


def change(ledger: Ledger, s: Shares, found: Listings) -> list[Sentence]:
    """Return the indicators with their thresholds: NVIDIA's share, and the wait for a listing."""
    return [_share_indicator(ledger, s), *_wait_indicator(found)]


def _share_indicator(ledger: Ledger, s: Shares) -> Sentence:
    later = ledger.find(VENDORS, "market_share", NVIDIA, LATER, SHARE_HOUSE)
    values = {"house": s.house, "share_nvidia_2024": s.nvidia}
    if is_gap(later):
        return Sentence(
            "A share of NVIDIA above {share_nvidia_2024:0} in a later year of {house} would close "
            "the opening; none had been published.",
            "若{house}此后年份的英伟达份额高于{share_nvidia_2024:0}，口子即告关闭；目前尚未见公布。",
            values,
        )
    values |= {"share_nvidia_later": later, "year": period_text(LATER)}
    return choose(
        later > s.nvidia,
        {
            "en": "A share of NVIDIA above {share_nvidia_2024:0} would close the opening; for "
            "{year} {house} prints {share_nvidia_later:0}, so it has closed.",
            "zh": "若英伟达份额高于{share_nvidia_2024:0}，口子即告关闭；{house}对{year}的口径为"
            "{share_nvidia_later:0}，已告关闭。",
        },
        {
            "en": "A share of NVIDIA above {share_nvidia_2024:0} would close the opening; for "
            "{year} {house} prints {share_nvidia_later:0}.",
            "zh": "若英伟达份额高于{share_nvidia_2024:0}，口子即告关闭；{house}对{year}的口径为"
            "{share_nvidia_later:0}。",
        },
        **values,
    )


def _wait_indicator(found: Listings) -> list[Sentence]:
    longest, waiting = found.longest, found.waiting
    if longest is None:
        return []
    values = {"longest": longest.name, "days_longest": longest.to_listing}
    if waiting is None:
        return [
            Sentence(
                "A maker that waits more than {days_longest}, the longest of those listed "
                "({longest}), would show the gate closing; none is known to be waiting.",
                "若有厂商排队超过{days_longest}（已上市者中最长，{longest}），即为收紧信号；"
                "目前未见排队者。",
                values,
            )
        ]
    return [
        choose(
            waiting.waiting > longest.to_listing,
            {
                "en": "The longest wait of those listed is {days_longest} ({longest}); {waiting} has "
                "waited {days_longest_waiting} since acceptance, without a listing date in the "
                "evidence: the gate may be closing.",
                "zh": "已上市者中最长为{days_longest}（{longest}）；{waiting}受理以来已"
                "{days_longest_waiting}，证据中未见上市日期：门可能正在收窄。",
            },
            {
                "en": "A maker that waits more than {days_longest}, the longest of those listed "
                "({longest}), would show the gate closing; {waiting} has waited "
                "{days_longest_waiting}.",
                "zh": "若有厂商排队超过{days_longest}（已上市者中最长，{longest}），即为收紧信号；"
                "{waiting}已等待{days_longest_waiting}。",
            },
            **values,
            waiting=waiting.name,
            days_longest_waiting=waiting.waiting,
        )
    ]


def limit(c: Careers) -> list[Sentence]:
    """Return which stages have no published date, by name."""
    told = []
    lanes = (c.focus, *c.peers)
    for kind, en, zh in (
        ("tape_out", "first tape-out", "首次流片"),
        ("product", "first product", "首款产品"),
    ):
        without = [x for x in lanes if is_gap(x.stage(kind).moment)]
        if without:
            told.append(
                Sentence(
                    f"By {{as_of}} no date of a {en} was published for {{names}}.",
                    f"截至{{as_of}}，{{names}}的{zh}日期未见披露。",
                    {"as_of": c.as_of, "names": joined(without)},
                )
            )
    return told
