"""What the timing section says of first days: the average beside them, the next of kin, Hong Kong."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.ledger import period_text
from tapeout.model.timing_debuts import STAR, STAR_HIGHEST
from tapeout.model.timing_offer import RAISED_IN, Offers
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text, all_of


def first_day(found: Offers) -> list[Sentence]:
    """Return the first day beside the average of its market and year, and the next of kin."""
    return [*_first_day(found), *_kin(found)]


def elsewhere(found: Offers) -> list[Sentence]:
    """Return Hong Kong beside the STAR market: one debut, and what the two markets raised."""
    return [*_hong_kong(found), *_raised(found)]


def first_day_message(found: Offers) -> Sentence:
    """Return the message of the dot plot of first days."""
    f, debuts = found.focus, found.debuts
    if not debuts:
        return Sentence("{first_day_change}", "{first_day_change}",
                        {"first_day_change": f.first_day})  # fmt: skip
    if is_gap(f.first_day):
        top, low = debuts[0], debuts[-1]
        return Sentence(
            "{company} has no first day yet; others closed {lowest_change:0} to "
            "{highest_change:0} above issue",
            "{company}尚无上市首日；其他新股首日收盘涨{lowest_change:0}至{highest_change:0}",
            {"company": f.name, "lowest_change": low.change, "highest_change": top.change},
        ) if len(debuts) > 1 and low.change > 0 else Sentence(
            "{company} has no first day of trading yet", "{company}尚无上市首日",
            {"company": f.name},
        )  # fmt: skip
    values = {"company": f.name, "first_day_change": f.first_day}
    if f.first_day < 0:
        return Sentence("{company} fell on its first day, a change of {first_day_change:0}",
                        "{company}首日下跌，变动{first_day_change:0}", values)  # fmt: skip
    if is_gap(found.average):
        return Sentence(
            "{company} closed its first day {first_day_change:0} above its issue price",
            "{company}首日收盘较发行价上涨{first_day_change:0}",
            values,
        )
    return Sentence(
        "{company} rose {first_day_change:0} on its first day; the average debut of {year} rose "
        "{first_day_change_market_average:0}",
        "{company}首日涨{first_day_change:0}，{year}A股新股平均涨{first_day_change_market_average:0}",
        values | {"first_day_change_market_average": found.average, "year": _year(found)},
    )


# -- the first day --------------------------------------------------------------------------------
def _first_day(found: Offers) -> list[Sentence]:
    """Return the change and the average together; one of them alone would mislead."""
    f, average = found.focus, found.average
    both = {"first_day_change": f.first_day, "first_day_change_market_average": average}
    if is_gap(f.first_day):
        holes = "{first_day_change}{first_day_change_market_average}"
        return [Sentence(holes, holes, both)]
    change = _changed(found)
    if is_gap(average):
        only = {"first_day_change_market_average": average}
        hole = "{first_day_change_market_average}"
        return [change, Sentence(hole, hole, only)]
    return [
        change,
        Sentence(
            "The average A-share debut of {year} rose {first_day_change_market_average}, so that "
            "money put in at issue grew to {first_day_gross_ratio} what the average made of it.",
            "{year}A股新股首日平均上涨{first_day_change_market_average}；同样按发行价买入，"
            "首日本利和为平均水平的{first_day_gross_ratio}。",
            {"year": _year(found), "first_day_change_market_average": average,
             "first_day_gross_ratio": found.gross_ratio},
        ),
        *_boards(found),
    ]  # fmt: skip


def _boards(found: Offers) -> list[Sentence]:
    f = found.focus
    leads = found.gross_ratio > 1 and f.exchange == STAR
    if not leads or str(f.listed.first.year) not in STAR_HIGHEST:
        return []
    return [
        Sentence(
            "That average takes the boards of Shanghai and Shenzhen together; its source names "
            "STAR as the highest of them without a figure, so against STAR debuts the lead is "
            "smaller.",
            "该平均值涵盖沪深各板块，原文称科创板最高但未给数字，因此与科创板新股相比，领先幅度更小。",
        )
    ]


def _changed(found: Offers) -> Sentence:
    """Return the change of the first day, and whether the two prices give it again."""
    f = found.focus
    agreed = Text("", "")
    if not is_gap(f.first_day_again) and f.first_day is not f.first_day_again:
        agreed = Text(", which its two prices do not give again", "（与由股价自算的结果不符）")
        if f.first_day.agrees(f.first_day_again):
            agreed = Text(", as its two prices give again", "（由股价自算，与披露一致）")
    return choose(
        f.first_day > 0,
        {
            "en": f"Its first day closed {{first_day_change}} above the issue price{agreed.en}.",
            "zh": f"首日收盘较发行价上涨{{first_day_change}}{agreed.zh}。",
        },
        {
            "en": "Its first day did not close above the issue price: a change of "
            f"{{first_day_change}}{agreed.en}.",
            "zh": f"首日收盘未高于发行价，变动{{first_day_change}}{agreed.zh}。",
        },
        first_day_change=f.first_day,
    )


def _kin(found: Offers) -> list[Sentence]:
    """Return the growth-tier debuts of the same year, the nearest in kind to a STAR maker."""
    f, kin = found.focus, found.kin
    same = f.debut is not None and f.exchange == STAR and len(kin) > 1
    if not same or f.debut.year != kin[0].year or not kin[-1].change > 0:
        return []
    high, low = kin[0], kin[-1]
    values = {
        "kin": all_of(x.name for x in kin), "kin_day": high.listed, "kin_lowest": low.change,
        "kin_highest": high.change,
    }  # fmt: skip
    lead = Text(
        "The nearest in kind, the growth-tier debuts of {kin_day} ({kin}), rose {kin_lowest} to "
        "{kin_highest}",
        "最接近的参照是{kin_day}上市的科创成长层首批新股（{kin}），首日涨{kin_lowest}至{kin_highest}",
    )
    if f.first_day > high.change:
        return [Sentence(f"{lead.en}: it rose more than any of them.",
                         f"{lead.zh}，公司涨幅高于其中任何一家。", values)]  # fmt: skip
    return [Sentence(f"{lead.en}.", f"{lead.zh}。", values)]


def control(found: Offers) -> list[Sentence]:
    """Return the first day of the maker that listed years before, which had no such moment."""
    other, average = found.control, found.control_average
    if other is None:
        return []
    moved = _moved(other.first_day, "control_first_day")
    values = {
        "control": other.name, "control_day": other.listed, "control_first_day": other.first_day,
    }  # fmt: skip
    en = f"The control is {{control}}: on {{control_day}} it {moved.en}"
    zh = f"对照组是{{control}}：{{control_day}}上市，{moved.zh}"
    if is_gap(average):
        return [
            Sentence(
                f"{en}. No average of that year is in the evidence to hold it against.",
                f"{zh}；证据中没有当年的平均值可比。",
                values,
            )
        ]
    return [
        Sentence(
            f"{en}, when the average debut moved {{control_average}}.",
            f"{zh}，当年新股首日平均变动{{control_average}}。",
            values | {"control_average": average},
        )
    ]


def _moved(change: Quantity, hole: str) -> Text:
    """Return how a first day went, with a hole for the change."""
    if change > 0:
        return Text(
            f"closed its first day {{{hole}}} above its issue price",
            f"首日收盘较发行价上涨{{{hole}}}",
        )
    return Text(
        f"closed its first day at a change of {{{hole}}} from its issue price",
        f"首日收盘较发行价变动{{{hole}}}",
    )


# -- Hong Kong ------------------------------------------------------------------------------------
def _hong_kong(found: Offers) -> list[Sentence]:
    abroad = found.abroad
    if abroad is None:
        return [
            Sentence(
                "By {as_of} the evidence holds no first day of these makers in Hong Kong.",
                "截至{as_of}的证据中，上述厂商尚无在香港上市首日的记录。",
                {"as_of": found.as_of},
            )
        ]
    star = [o for o in found.all if o.exchange == STAR and not is_gap(o.first_day) and o.done
            and abs(o.listed.first.toordinal() - abroad.listed.first.toordinal()) < 366]  # fmt: skip
    values = {"abroad": abroad.name, "abroad_day": abroad.listed, "abroad_change": abroad.first_day}
    moved = _moved(abroad.first_day, "abroad_change")
    told = Text(
        f"{{abroad}} went to Hong Kong ({{abroad_day}}) and {moved.en}",
        f"{{abroad}}选择香港（{{abroad_day}}上市），{moved.zh}",
    )
    less = bool(star) and all(o.first_day > abroad.first_day for o in star)
    if abroad is found.focus:  # its first day is told above
        return (
            [
                Sentence(
                    "Its first day rose less than those of {star}, which listed on STAR within a "
                    "year of it.",
                    "公司首日涨幅低于前后一年内在科创板上市的{star}。",
                    {"star": all_of(x.name for x in star)},
                )
            ]
            if less
            else []
        )
    if less:
        return [
            Sentence(
                f"{told.en}, less than {{star}}, which listed on STAR within a year of it.",
                f"{told.zh}，低于前后一年内在科创板上市的{{star}}。",
                values | {"star": all_of(x.name for x in star)},
            )
        ]
    return [Sentence(f"{told.en}.", f"{told.zh}。", values)]


def _raised(found: Offers) -> list[Sentence]:
    home, abroad = found.raised_mainland, found.raised_abroad
    if is_gap(home) or is_gap(abroad):
        return []
    return [
        Sentence(
            "The new listings of {year} raised more than {raised_abroad} in Hong Kong and "
            "{raised_mainland} on the mainland.",
            "{year}新股募资额，香港超过{raised_abroad}，A股为{raised_mainland}。",
            {
                "year": period_text(RAISED_IN),
                "raised_abroad": abroad,
                "raised_mainland": home,
            },
        )
    ]


def _year(found: Offers) -> Text:
    return period_text(str(found.focus.listed.first.year))
