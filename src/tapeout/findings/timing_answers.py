"""The answer of the timing section, the objection to it, and what would change our mind."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings.timing_listing_words import waited
from tapeout.ledger import Ledger, period_text
from tapeout.model.timing import NVIDIA, SHARE_HOUSE, VENDORS, Market, Shares
from tapeout.model.timing_listing import AVERAGE_OF, Listings
from tapeout.model.timing_stages import THRESHOLD, Careers
from tapeout.quantity import is_gap
from tapeout.tables.timing import joined
from tapeout.text import Text
from tapeout.words import spell

LATER = "2025"  # the first year after the shares of the section


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


def answer(m: Market, s: Shares, c: Careers, found: Listings) -> list[Sentence]:
    """Return why now, in three sentences: what is open, what is proven, how fast the gate is."""
    return [_open(m, s), _proven(c), _gate(found)]


def _open(m: Market, s: Shares) -> Sentence:
    values = {"share_remaining_2024": s.remaining, "year": s.year}
    if s.largest is None:
        return Sentence("{share_remaining_2024:0}", "{share_remaining_2024:0}",
                        {"share_remaining_2024": s.remaining})  # fmt: skip
    lead = Text("", "")
    if m.growth > 0:
        lead = Text(
            "{house} puts the growth of China's GPU market in {year} at {market_growth_2024}. In "
            "another market, AI accelerators by value, Bernstein's shares say that ",
            "{house}估算，{year}中国GPU市场增长{market_growth_2024}。另据伯恩斯坦对AI加速卡市场的统计"
            "（按销售额，口径不同），",
        )
        values |= {"market_growth_2024": m.growth, "house": m.house}
    most = s.largest.share > s.others
    only = Text("only ", "只剩") if s.remaining < 50 else Text("", "还有")
    tail = Text("most of it", "大部分") if most else Text("the largest part of it", "最大的一块")
    en = (
        f"{lead.en}NVIDIA and AMD left others {only.en}{{share_remaining_2024:0}} of that "
        f"{'year' if lead.en else '{year}'}'s accelerators, and {{largest}} has {tail.en}."
    )
    zh = (
        f"{lead.zh}英伟达与AMD之外{'' if lead.zh else '{year}'}{only.zh}"
        f"{{share_remaining_2024:0}}的加速卡市场，且{tail.zh}在{{largest}}手中。"
    )
    return Sentence(en, zh, values | {"largest": s.largest.name})


def _proven(c: Careers) -> Sentence:
    f, year = c.focus, c.focus.stage("revenue").moment
    values = {"company": f.name, "first_year_above": year, "threshold": THRESHOLD}
    sold_first = not is_gap(year) and (is_gap(f.years) or year < f.stage("listed").moment)
    if is_gap(f.founded) or not sold_first:
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
            "en": "{company} comes to the market after it has begun to sell: {first_year_above} "
            "was its first year above {threshold}, and it lists {years_founded_to_listing} after "
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
        "{company} took {years_founded_to_listing} from founding to listing; whether it sold more "
        "than {threshold} a year before that, the evidence does not say.",
        "{company}从成立到上市历时{years_founded_to_listing}；此前年营业收入是否已超{threshold}，证据中未见。",
        {"company": f.name, "years_founded_to_listing": f.years, "threshold": THRESHOLD},
    )


def _gate(found: Listings) -> Sentence:
    f = found.focus
    if not (f.to_registration < found.average_registration and _later_than_average(found)):
        return waited(found)
    return Sentence(
        "Registration was fast: {days_acceptance_to_registration} from acceptance to registration, "
        "against an average {average_days_to_registration} for the STAR applicants of {year}.",
        "注册较快：从受理到注册{days_acceptance_to_registration}，而科创板{year}申请企业平均"
        "{average_days_to_registration}。",
        {
            "days_acceptance_to_registration": f.to_registration,
            "average_days_to_registration": found.average_registration,
            "year": period_text(AVERAGE_OF),
        },
    )


def _later_than_average(found: Listings) -> bool:
    """Return whether the listing came after the year of the average it is held against."""
    return not is_gap(found.focus.listed) and found.focus.listed.first.year > int(AVERAGE_OF)


# -- objection, change, limit ---------------------------------------------------------------
def objection(m: Market, found: Listings) -> list[Sentence]:
    """Return that the gate was as fast before, and that the size depends on who counts."""
    told = []
    done = [x for x in (found.focus, *found.counted) if x.done and not is_gap(x.to_listing)]
    control = min(done, key=lambda x: x.listed.first, default=None)
    if control is not None and control.to_listing < found.average_registration:
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
            )
        )
    if m.rival is not None and not is_gap(m.apart) and m.apart > 0:
        told.append(
            Sentence(
                "And how large the demand is depends on who counts: {rival} is {houses_apart} "
                "above {house} for the same year.",
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
                "en": "The longest wait of those listed is {days_longest} ({longest}); {waiting} "
                "has waited {days_longest_waiting} since acceptance, without a listing date in the "
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
                    f"By {{as_of}} the evidence holds no date of a {en} for {{names}}.",
                    f"截至{{as_of}}，证据中没有{{names}}的{zh}日期。",
                    {"as_of": c.as_of, "names": joined(without)},
                )
            )
    return told
