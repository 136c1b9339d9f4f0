"""What the timing section says of the capital spending of the clouds."""

from __future__ import annotations

from collections.abc import Sequence

from tapeout.exhibit import Sentence, choose
from tapeout.ledger import period_text
from tapeout.model.timing_clouds import Clouds
from tapeout.text import Text, listed


def clouds(k: Clouds) -> list[Sentence]:
    """Return growth by half-year, the newest quarter against the highest, and what is missing."""
    told = [_halves(k), _peaks(k), _missing(k), _press(k)]
    return [sentence for sentence in told if sentence is not None]


def _halves(k: Clouds) -> Sentence | None:
    """Return the growth of the newest half-year, of the clouds that have the same one."""
    grown = [s for s in k.own if s.growth_of]
    newest = max((s.growth_of for s in grown), default="")
    grown = [s for s in grown if s.growth_of == newest]
    if not grown:
        return None
    values, en, zh = {"half": period_text(newest)}, [], []
    for s in grown:
        up = s.growth > 0
        hole = f"capex_{'growth' if up else 'fall'}_{s.company}"
        values |= {f"name_{s.company}": s.name, hole: s.growth if up else -s.growth}
        en.append(f"{{{hole}:0}} {'higher' if up else 'lower'} at {{name_{s.company}}}")
        zh.append(f"{{name_{s.company}}}同比{'增长' if up else '下降'}{{{hole}:0}}")
    return Sentence(
        f"Against the same half a year before, capital spending in the {{half}} was {listed(en)}.",
        f"{{half}}资本开支，{'，'.join(zh)}。",
        values,
    )


def _peaks(k: Clouds) -> Sentence | None:
    """Return how far the newest quarter of each cloud lies below its highest."""
    shown = [s for s in k.own if len(s.quarters) > 1]
    if not shown:
        return None
    values, en, zh = {}, [], []
    for s in shown:
        name, quarter = f"name_{s.company}", f"quarter_{s.company}"
        values |= {name: s.name, quarter: period_text(s.latest[0])}
        if s.below_peak is None:
            en.append(f"{{{name}}}'s {{{quarter}}} is the highest")
            zh.append(f"{{{name}}}{{{quarter}}}为最高")
            continue
        hole, peak = f"capex_below_peak_{s.company}", f"peak_{s.company}"
        values |= {hole: s.below_peak, peak: period_text(s.peak[0])}
        en.append(f"{{{name}}}'s {{{quarter}}} lies {{{hole}:0}} below its {{{peak}}}")
        zh.append(f"{{{name}}}{{{quarter}}}比{{{peak}}}低{{{hole}:0}}")
    lower = all(s.below_peak is not None for s in shown)
    lead = Text(
        "The newest quarters printed are not the highest" if lower else "Of the quarters printed",
        "最近披露的一季均非最高" if lower else "就已披露的各季而言",
    )
    return Sentence(f"{lead.en}: {'; '.join(en)}.", f"{lead.zh}：{'；'.join(zh)}。", values)


def _missing(k: Clouds) -> Sentence | None:
    """Return the quarters between the first and the last printed that nobody may fill in."""
    without = [s for s in k.own if s.missing]
    if not without:
        return None
    values, en, zh = {}, [], []
    for s in without:
        values |= {f"name_{s.company}": s.name, f"missing_{s.company}": quarters_told(s.missing)}
        en.append(f"the {{missing_{s.company}}} of {{name_{s.company}}}")
        zh.append(f"{{name_{s.company}}}{{missing_{s.company}}}")
    return Sentence(
        f"The evidence lacks single quarters in between: {'; '.join(en)}.",
        f"其间缺少单季数据的有：{'；'.join(zh)}。",
        values,
    )


def quarters_told(quarters: Sequence[str]) -> Text:
    """Return quarters by year: first, second and fourth quarters of 2025; 2025年一、二、四季度."""
    en, zh = [], []
    for year in sorted({q[:4] for q in quarters}):
        places = [int(q[5]) - 1 for q in quarters if q[:4] == year]
        names = listed([("first", "second", "third", "fourth")[k] for k in places])
        en.append(f"{names} quarter{'s' if len(places) > 1 else ''} of {year}")
        zh.append(f"{year}年{'、'.join('一二三四'[k] for k in places)}季度")
    return Text(listed(en), "、".join(zh))


def _press(k: Clouds) -> Sentence | None:
    """Return what the press estimates for the cloud that prints nothing: its last two years."""
    if not k.press:
        return None
    period, value, early = k.press[-1]
    values = {"name": k.press_name, "year": period_text(period), "capex_press": value}
    if len(k.press) == 1:
        return Sentence(
            "{name} is known from the press alone, which estimates {capex_press} for {year}.",
            "{name}只有媒体估计：{year}为{capex_press}。",
            values,
        )
    before, old, _ = k.press[-2]
    return choose(
        early,
        {
            "en": "{name} is known from the press alone, which estimates {capex_press_before} for "
            "{before} and, as a plan, {capex_press} for {year}.",
            "zh": "{name}只有媒体估计：{before}为{capex_press_before}，{year}计划为{capex_press}。",
        },
        {
            "en": "{name} is known from the press alone, which estimates {capex_press_before} for "
            "{before} and {capex_press} for {year}.",
            "zh": "{name}只有媒体估计：{before}为{capex_press_before}，{year}为{capex_press}。",
        },
        **values,
        before=period_text(before),
        capex_press_before=old,
    )
