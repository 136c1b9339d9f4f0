"""Dot plots of the way to listing: the days it took, and the first day of trading."""

from __future__ import annotations

from tapeout.exhibit import Figure
from tapeout.figures.dots import Dot, Yardstick, dots
from tapeout.findings import timing_debut_words as debut_words
from tapeout.findings import timing_listing_words as listing_words
from tapeout.ledger import period_text
from tapeout.model.timing_debuts import HONG_KONG, Debut
from tapeout.model.timing_listing import Listing, Listings
from tapeout.model.timing_offer import Offers
from tapeout.quantity import is_gap
from tapeout.tables import timing_listing as tables
from tapeout.text import LANGUAGES, Text, all_of
from tapeout.words import spell, spell_any


def days_to_listing(found: Listings) -> Figure:
    """Return the dot plot of days from acceptance to listing, from the peers' median."""
    shown = [x for x in (found.focus, *found.peers) if not is_gap(x.to_listing)]
    shown.sort(key=lambda x: -x.to_listing.value)
    without = [x for x in (found.focus, *found.peers) if is_gap(x.to_listing)]
    note = None
    if without:
        names = all_of(x.name for x in without)
        note = Text(
            f"Without both dates, not drawn: {names.en}.",
            f"受理与上市日期不全，未绘：{names.zh}。",
        )
    return Figure(
        "days_to_listing",
        listing_words.listing_message(found),
        Text(
            "Days from acceptance to listing, with the month of listing. Hollow: announced.",
            "受理至上市天数，附上市年月。空心为已公告、尚未上市。",
        ),
        _days_alt(found, shown),
        tables.days_to_listing(found, shown),
        _draw_days(found, shown) if len(shown) > 1 else None,
        note,
    )


def _draw_days(found: Listings, shown: list[Listing]):
    def draw(language: str, layout: str):
        rows = [
            Dot(
                x.name[language], float(x.to_listing.value),
                spell(x.to_listing, language).number, x.listed.iso[:7],
                x is found.focus, x.planned,
                float(x.to_listing.lo), float(x.to_listing.hi),
            )
            for x in shown
        ]  # fmt: skip
        yardstick = Yardstick(0)
        if not is_gap(found.median):
            words = spell(found.median, language).number
            label = {"en": f"peers' median {words}", "zh": f"同业中位数{words}"}[language]
            yardstick = Yardstick(float(found.median.value), label)
        unit = {"en": " days", "zh": "天"}[language]
        return dots(layout, rows, yardstick, unit=unit)

    return draw


def _days_alt(found: Listings, shown: list[Listing]) -> Text:
    if not shown:
        return Text("No wait for a listing could be dated.", "没有可计算的上市等待天数。")
    en = ", ".join(f"{x.name.en} {spell(x.to_listing, 'en').number}" for x in shown)
    zh = "、".join(f"{x.name.zh}{spell(x.to_listing, 'zh').number}天" for x in shown)
    middle = Text(*(spell_any(found.median, lang) for lang in LANGUAGES))
    return Text(
        f"Dot plot of days from acceptance to listing, the longest first: {en}. "
        f"Stems start at the median of the listed peers, {middle.en}.",
        f"受理至上市天数点图，由长到短：{zh}。连线起自已上市同业的中位数{middle.zh}。",
    )


# -- the first day ---------------------------------------------------------------------------------
def first_days(found: Offers) -> Figure:
    """Return the dot plot of first days; a stem joins those of the market and year averaged."""
    shown = found.debuts
    return Figure(
        "first_days",
        debut_words.first_day_message(found),
        _first_days_subtitle(found, shown),
        _first_days_alt(found, shown),
        tables.first_days(found, shown),
        _draw_first_days(found, shown) if len(shown) > 1 else None,
        _without_first_day(found),
    )


def _first_days_subtitle(found: Offers, shown: list[Debut]) -> Text:
    en = "First close against the issue price, %, with the month of listing."
    zh = "首日收盘较发行价涨幅（%），附上市年月。"
    if not is_gap(found.average):
        en += " Stems run from the average only where it applies: mainland debuts of that year."
        zh += "连线起自当年A股新股平均值，仅绘于适用者。"
    if any(d.kin for d in shown):
        en += " Diamonds: growth-tier debuts of other trades."
        zh += "菱形为科创成长层其他行业新股。"
    return Text(en, zh)


def _without_first_day(found: Offers) -> Text | None:
    without = [o for o in found.all if o.debut is None]
    if not without:
        return None
    names = all_of(x.name for x in without)
    return Text(f"Without a first day, not drawn: {names.en}.", f"无首日数据，未绘：{names.zh}。")


def _draw_first_days(found: Offers, shown: list[Debut]):
    def draw(language: str, layout: str):
        rows = [
            Dot(
                _debut_name(d, language), float(d.change.value),
                spell(d.change, language, 0).number, d.listed.iso[:7],
                d.company == found.focus.company,
                shape="D" if d.kin else "o", stem=_averaged(found, d),
            )
            for d in shown
        ]  # fmt: skip
        return dots(layout, rows, _average(found, language), unit="%")

    return draw


def _averaged(found: Offers, debut: Debut) -> bool:
    """Return whether the drawn average is that of the debut's market and year."""
    if is_gap(found.average):
        return True  # stems run from zero
    return not debut.abroad and debut.year == found.focus.listed.first.year


def _debut_name(debut: Debut, language: str) -> str:
    if not debut.abroad:
        return debut.name[language]
    where = {"en": " (Hong Kong)", "zh": "（香港）"} if debut.exchange == HONG_KONG else {}
    return debut.name[language] + where.get(language, "")


def _average(found: Offers, language: str) -> Yardstick:
    if is_gap(found.average):
        return Yardstick(0)
    value = spell(found.average, language, 0).number
    year = period_text(str(found.focus.listed.first.year))[language]
    words = {"en": f"A-share average of {year}: {value}", "zh": f"{year}A股新股平均{value}"}
    return Yardstick(float(found.average.value), words[language])


def _first_days_alt(found: Offers, shown: list[Debut]) -> Text:
    if not shown:
        return Text("No first day could be measured.", "没有可计算的上市首日。")
    en = ", ".join(f"{_debut_name(d, 'en')} {spell(d.change, 'en', 0).number}" for d in shown)
    zh = "、".join(f"{_debut_name(d, 'zh')}{spell(d.change, 'zh', 0).number}" for d in shown)
    end = Text("No average of that market and year is drawn.", "未绘该市场该年份的平均值。")
    if not is_gap(found.average):
        like = [d for d in shown if _averaged(found, d)]
        above = sum(d.change > found.average for d in like)
        value = spell(found.average, "en", 0).number
        end = Text(
            f"The average stands at {value}; of the {len(like)} of that market and year {above} "
            "lie above it.",
            f"平均线在{value}处，同市场同年度的{len(like)}家中{above}家位于其上。",
        )
    return Text(
        f"Dot plot of first-day changes in percent, the highest first: {en}. {end.en}",
        f"上市首日涨幅（%）点图，由高到低：{zh}。{end.zh}",
    )
