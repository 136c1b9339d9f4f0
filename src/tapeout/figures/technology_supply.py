"""Stock coverage in a picture: how long the boards last by each count, and when the next chips come."""

from __future__ import annotations

from tapeout.exhibit import Figure, Sentence, choose
from tapeout.figures.calendar_bars import Bar, Milestone, calendar_bars
from tapeout.findings.technology_supply_words import stock as stock_words
from tapeout.model.technology_dates import as_year
from tapeout.model.technology_supply import Supply
from tapeout.moment import Moment
from tapeout.quantity import is_gap
from tapeout.tables.technology_supply import coverage as table_of
from tapeout.text import LANGUAGES, Text
from tapeout.words import spell, spell_moment


def coverage(found: Supply, today: Moment) -> Figure:
    """Return the stock by three counts on a calendar, with the stop and the next products."""
    table, blank = table_of(found), Text("", "")
    if found.low is None or found.stock.counted is None:
        return Figure("coverage", stock_words(found)[0], blank, blank, table, None)
    subtitle = Text(
        f"Bars: quarters of sales that the stock covers, from the end of the {found.stock.quarter.en}, at the "
        "pace of that quarter. Hollow: planned or computed. Pale: a coarse date.",
        f"横条：自{found.stock.quarter.zh}末起，按该季销售速度库存可售的季度数。空心：计划或推算；浅色：日期较粗。",
    )
    alt = Text(*(_alt(found, language) for language in LANGUAGES))

    def draw(language: str, layout: str):
        words = Text("this edition", "本报告日")[language]
        return calendar_bars(layout, _rows(found, language), today.decimal_year, words)

    return Figure("coverage", _message(found), subtitle, alt, table, draw)


def _message(found: Supply) -> Sentence:
    low, high, coming = found.low, found.high, found.following
    values = {
        "stock_coverage_quarters_low": low.quarters,
        "stock_coverage_quarters_high": high.quarters,
    }
    if coming is None:
        return Sentence(
            "The stock covers {stock_coverage_quarters_low:0n} to {stock_coverage_quarters_high:0} of "
            "sales; no next product is dated",
            "库存可售{stock_coverage_quarters_low:0n}至{stock_coverage_quarters_high:0}，下一款产品未见日期",
            values,
        )
    values |= {"product": coming.product}
    inside = bool(found.missed) and bool(found.made)
    return choose(
        inside,
        {
            "en": "The stock covered {stock_coverage_quarters_low:0n} to {stock_coverage_quarters_high:0}; "
            f"{{product}} {'is planned' if coming.planned else 'came'} in between",
            "zh": "库存可售{stock_coverage_quarters_low:0n}至{stock_coverage_quarters_high:0}，"
            f"{{product}}{'计划' if coming.planned else ''}落在其间",
        },
        {
            "en": "The stock covered {stock_coverage_quarters_low:0n} to {stock_coverage_quarters_high:0}; "
            f"{{product}} {'is planned' if coming.planned else 'came'} "
            f"{'after it' if found.missed else 'before its end'}",
            "zh": "库存可售{stock_coverage_quarters_low:0n}至{stock_coverage_quarters_high:0}，"
            f"{{product}}{'晚于' if found.missed else '早于'}售罄",
        },
        **values,
    )


def _rows(found: Supply, language: str) -> list[Bar | Milestone]:
    s, coming, after = found.stock, found.following, found.successor
    rows: list[Bar | Milestone] = []
    if not is_gap(s.stopped):
        date = as_year(s.stopped)
        name = Text("foundry takes no more orders", "代工厂停止接单")
        rows.append(Milestone(name[language], float(date.lo), float(date.hi),
                              spell_moment(s.stopped, language), "X", ink=True))  # fmt: skip
    for way in found.ways:
        ends = (float(way.until.value), float(way.until.lo), float(way.until.hi))
        label = spell(way.quarters, language, 2).text
        rows.append(
            Bar(way.name[language], float(s.counted.value), *ends, label, way.key == "count")
        )
    if coming is not None:
        name = Text(f"{coming.product.en} in volume", f"{coming.product.zh}量产")
        rows.append(Milestone(name[language], float(coming.year.lo), float(coming.year.hi),
                              spell_moment(coming.moment, language), hollow=coming.planned))  # fmt: skip
    if after is not None and coming is not None:
        name = Text(f"{after.product.en}, computed", f"{after.product.zh}（推算）")
        told = [spell(q, language, bare=True).text for q in (after.first, after.last)]
        rows.append(Milestone(name[language], float(after.first.value), float(after.last.value),
                              (" to " if language == "en" else "至").join(told), hollow=True))  # fmt: skip
    return rows


def _alt(found: Supply, language: str) -> str:
    s, coming = found.stock, found.following
    ways = [(w.name[language], spell(w.until, language).text) for w in found.ways]
    if language == "en":
        told = f"Bars on a calendar from the end of the {s.quarter.en}. "
        told += "; ".join(f"{name}, it ends in {until}" for name, until in ways).capitalize() + "."
        if coming is not None:
            verb = "planned for" if coming.planned else "marked in"
            told += f" {coming.product.en} is {verb} {spell_moment(coming.moment, 'en')}."
        return told
    told = f"自{s.quarter.zh}末起的日历横条图。"
    told += "；".join(f"{name}止于{until}" for name, until in ways) + "。"
    if coming is not None:
        told += f"{coming.product.zh}{'计划' if coming.planned else ''}于{spell_moment(coming.moment, 'zh')}量产。"
    return told
