"""The answer of the timing section, and the strongest objection to each of its three parts."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings.timing_window_words import INNER
from tapeout.ledger import period_text
from tapeout.model.timing import Market, Shares
from tapeout.model.timing_controls import RELAXED, Controls
from tapeout.model.timing_listing import Listings
from tapeout.model.timing_split import Split
from tapeout.model.timing_stages import THRESHOLD, Careers
from tapeout.model.timing_window import Window
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text, all_of
from tapeout.words import spell


def headline(s: Shares, found: Listings, w: Window) -> list[tuple]:
    """Return the three headline numbers: what is left, days to listing, when the window closes."""
    between = Text(*(_spread(s.remaining, lang) for lang in ("en", "zh")))
    planned = Text(f"{found.focus.name.en}, announced", f"{found.focus.name.zh}，已公告")
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
            "days_acceptance_to_listing",
            Text("Acceptance to listing", "受理至上市"),
            planned if found.focus.planned else found.focus.name,
            found.focus.to_listing,
        ),
        (
            "window_closes_median",
            Text("Supply meets demand", "供给追平需求"),
            Text("median of the simulated dates", "模拟时点的中位数"),
            w.median,
        ),
    ]


def _spread(q, language: str) -> str:
    between = None if is_gap(q) else spell(q, language, 0).range
    return "" if between is None else {"en": f", {between}", "zh": f"，{between}"}[language]


def answer(s: Shares, c: Careers, found: Listings, w: Window) -> list[Sentence]:
    """Return why now, in three sentences: what is open, who has come through, until when."""
    return [_open(s), _through(c, found), _until(w)]


def _open(s: Shares) -> Sentence:
    values = {"share_remaining_2024": s.remaining}
    if s.largest is None:
        return Sentence("{share_remaining_2024:0}", "{share_remaining_2024:0}", values)
    most = s.largest.share > s.others
    only = Text("only ", "只剩") if s.remaining < 50 else Text("", "还有")
    tail = Text("most of it", "大部分") if most else Text("the largest part of it", "最大的一块")
    return Sentence(
        f"The opening is real and narrow: NVIDIA and AMD left others {only.en}"
        f"{{share_remaining_2024:0}} of China's AI accelerators in {{year}}, and {{largest}} has "
        f"{tail.en}."
        if s.remaining < 50
        else f"NVIDIA and AMD left others {{share_remaining_2024:0}} of China's AI accelerators in "
        f"{{year}}, and {{largest}} has {tail.en}.",
        f"空间确实有，但不大：{{year}}中国AI加速卡市场中，英伟达与AMD之外{only.zh}"
        f"{{share_remaining_2024:0}}，且{tail.zh}在{{largest}}手中。"
        if s.remaining < 50
        else f"{{year}}中国AI加速卡市场中，英伟达与AMD之外{only.zh}{{share_remaining_2024:0}}，"
        f"{tail.zh}在{{largest}}手中。",
        values | {"year": s.year, "largest": s.largest.name},
    )


def _through(c: Careers, found: Listings) -> Sentence:
    """Return whether the company sold before it listed, and how long the gate took."""
    f, year, days = c.focus, c.focus.stage("revenue").moment, found.focus.to_listing
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
    if is_gap(days):
        return choose(
            f.planned,
            {
                "en": "{company} sells before it lists: {first_year_above} was its first year above "
                "{threshold}, and it lists {years_founded_to_listing} after founding.",
                "zh": "{company}先卖产品、后上市：{first_year_above}营业收入首次超过{threshold}，"
                "将于成立{years_founded_to_listing}后上市。",
            },
            {
                "en": "{company} sold before it listed: {first_year_above} was its first year above "
                "{threshold}, and it listed {years_founded_to_listing} after founding.",
                "zh": "{company}先卖产品、后上市：{first_year_above}营业收入首次超过{threshold}，"
                "成立{years_founded_to_listing}后上市。",
            },
            **values,
            years_founded_to_listing=f.years,
        )
    return choose(
        f.planned,
        {
            "en": "{company} sells before it lists: {first_year_above} was its first year above "
            "{threshold}, and it lists {days_acceptance_to_listing} after acceptance, "
            "{years_founded_to_listing} after founding.",
            "zh": "{company}先卖产品、后上市：{first_year_above}营业收入首次超过{threshold}，"
            "将于受理{days_acceptance_to_listing}后上市，距成立{years_founded_to_listing}。",
        },
        {
            "en": "{company} sold before it listed: {first_year_above} was its first year above "
            "{threshold}, and it listed {days_acceptance_to_listing} after acceptance, "
            "{years_founded_to_listing} after founding.",
            "zh": "{company}先卖产品、后上市：{first_year_above}营业收入首次超过{threshold}，"
            "受理{days_acceptance_to_listing}后上市，距成立{years_founded_to_listing}。",
        },
        **values,
        years_founded_to_listing=f.years,
        days_acceptance_to_listing=days,
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


def _until(w: Window) -> Sentence:
    if not w.known or is_gap(w.p90):
        return Sentence("{window_closes_median}", "{window_closes_median}",
                        {"window_closes_median": w.median})  # fmt: skip
    return Sentence(
        "The shortage that holds the window open ends about {window_closes_median}, on one house's "
        "forecast; between {window_closes_p10} and {window_closes_p90} in {window_inner} of the "
        "paths.",
        "撑开窗口期的短缺，按一家机构的预测约在{window_closes_median}结束；{window_inner}的路径"
        "介于{window_closes_p10}与{window_closes_p90}之间。",
        {"window_closes_median": w.median, "window_closes_p10": w.p10, "window_closes_p90": w.p90,
         "window_inner": INNER},
    )  # fmt: skip


# -- objections, limit ------------------------------------------------------------------------
def objection(
    m: Market, sp: Split, s: Shares, controls: Controls, found: Listings
) -> list[Sentence]:
    """Return the strongest objection to demand, to supply and to the stage, where there is one."""
    told = [_of_demand(m, sp), _of_supply(s, controls), _of_stage(found)]
    return [sentence for sentence in told if sentence is not None]


def _of_demand(m: Market, sp: Split) -> Sentence | None:
    if m.rival is None or is_gap(m.apart) or not m.apart > 0:
        return None
    tail = Text("", "")
    if is_gap(sp.served):
        tail = Text(
            ", and no source says what part of inference domestic chips serve",
            "；国产芯片承担了多少推理，也没有来源统计",
        )
    return Sentence(
        "Of demand: its size depends on who counts, {rival} standing {houses_apart} above {house} "
        f"for {{year}}{tail.en}.",
        "论需求：规模取决于谁来统计，{year}{rival}比{house}高出{houses_apart}" + tail.zh + "。",
        {"rival": m.rival, "house": m.house, "houses_apart": m.apart, "year": m.year},
    )


def _of_supply(s: Shares, controls: Controls) -> Sentence | None:
    acts, relaxed = len(controls.acts), len(controls.with_effect(RELAXED))
    if not relaxed or is_gap(s.nvidia):
        return None
    values = {
        "acts": _count(acts, Text("acts on chips", "涉芯片举措")),
        "acts_relaxed": _count(relaxed, Text("relaxed", "放松")),
    }
    return Sentence(
        "Of supply: what governments squeeze they can also release, and {acts_relaxed:n} of the "
        "{acts:n} acts on chips in the evidence did.",
        "论供给：管制可以收紧，也可以放松，证据所载{acts:n}项举措中有{acts_relaxed:n}项即为放松。",
        values,
    )


def _count(number: int, label: Text) -> Quantity:
    return Quantity.exact(number, "count", label)


def _of_stage(found: Listings) -> Sentence | None:
    """Return that a fast listing is not peculiar to this moment: the first maker listed."""
    done = [x for x in (found.focus, *found.counted) if x.done and not is_gap(x.to_listing)]
    control = min(done, key=lambda x: x.listed.first, default=None)
    if control is None or not control.to_listing < found.average_registration:
        return None
    return Sentence(
        "Of the stage: a fast listing is not peculiar to this moment, for {control} went from "
        "acceptance to listing in {days_control} as early as {year_control}.",
        "论阶段：上市快并非此刻独有，早在{year_control}，{control}从受理到上市就只用了{days_control}。",
        {
            "control": control.name,
            "days_control": control.to_listing,
            "year_control": period_text(str(control.listed.first.year)),
        },
    )


def limit(c: Careers) -> list[Sentence]:
    """Return which stages have no published date, by name; first a listing that is missing."""
    told = []
    if is_gap(c.focus.years):
        told.append(Sentence("{years_founded_to_listing}", "{years_founded_to_listing}",
                             {"years_founded_to_listing": c.focus.years}))  # fmt: skip
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
                    {"as_of": c.as_of, "names": all_of(x.name for x in without)},
                )
            )
    return told
