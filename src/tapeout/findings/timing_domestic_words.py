"""What the timing section says of the domestic share, source by source.

Every comparison of two sources states what each of them counts; a bound is called one.
"""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings.timing_supply_words import BASIS
from tapeout.ledger import period_text
from tapeout.model.timing_domestic import AT_LEAST, AT_MOST, Domestic, Point, Source
from tapeout.model.timing_supply import CARDS, VALUE
from tapeout.quantity import Quantity
from tapeout.text import Text

MARKETS = {
    "china_ai_accelerator_market": Text("AI accelerators", "AI加速卡"),
    "china_gpgpu_market": Text("GPGPU", "GPGPU"),
    "china_intelligent_computing_chip_market": Text("computing chips", "智能计算芯片"),
    "china_ai_server_market": Text("AI servers", "AI服务器"),
}
_BOUND = {
    AT_MOST: Text("at most ", "至多"),
    AT_LEAST: Text("more than ", "超过"),
    "": Text("", ""),
}


def domestic(d: Domestic) -> list[Sentence]:
    """Return how far the sources are apart, where all of them point, and who revised."""
    if not d.sources:
        return [_no_year(d)]
    told = [_apart(d) if d.low else _no_year(d)]
    return [*told, *_direction(d)]


def doubt(d: Domestic) -> list[Sentence]:
    """Return who revised its own forecast, and which share rests on two lower bounds."""
    found = [*_revised(d), *_two_bounds(d)]
    if found:
        return found
    return [
        Sentence(
            "No source had contradicted itself by then, and none of the shares rests on bounds alone.",
            "当时没有来源修正过自己，也没有份额仅由下限得出。",
        )
    ]


def domestic_message(d: Domestic) -> Sentence:
    """Return the message of the drawing: the width in one year, and the common direction."""
    if d.low is None:
        return _no_year(d)
    values = {"year": d.year, "domestic_low": _of(d.low), "domestic_high": _of(d.high)}
    forecast = d.low[1].ahead and d.high[1].ahead
    verb = Text("forecast", "的预测") if forecast else Text("put", "")
    lead = Text("For", "")
    if d.with_trend:
        lead = Text("Not every series rises; for", "各序列走向不一；")
        lead = Text("Every series rises; for", "各序列均上升；") if d.all_rise else lead
    return Sentence(
        f"{lead.en} {{year}} the sources {verb.en} the domestic share at {{domestic_low:0}} to "
        "{domestic_high:0}",
        f"{lead.zh}{{year}}国产份额，各来源{verb.zh}从{{domestic_low:0}}到{{domestic_high:0}}",
        values,
    )


def counted(source: Source) -> Text:
    """Return what a source counts: "AI accelerators, by cards"."""
    market = MARKETS.get(source.market, source.market_name)
    if source.basis not in (VALUE, CARDS):
        return market
    basis = BASIS[source.basis]
    return Text(f"{market.en}, {basis.en}", f"{market.zh}，{basis.zh}")


def _of(pair: tuple[Source, Point]) -> Quantity:
    return pair[1].share


def _no_year(d: Domestic) -> Sentence:
    return Sentence("{domestic_apart}", "{domestic_apart}", {"domestic_apart": d.apart})


def _apart(d: Domestic) -> Sentence:
    low, high = (_told(pair[1], place) for pair, place in ((d.low, "low"), (d.high, "high")))
    return Sentence(
        f"For {{year}}, {low.en} and {high.en}; they are {{domestic_apart:0}} apart.",
        f"{{year}}国产份额：{low.zh}；{high.zh}；两者相差{{domestic_apart:0}}。",
        {
            "year": d.year, "low_house": d.low[0].name, "low_counted": counted(d.low[0]),
            "high_house": d.high[0].name, "high_counted": counted(d.high[0]),
            "domestic_low": _of(d.low), "domestic_high": _of(d.high), "domestic_apart": d.apart,
        },
    )  # fmt: skip


def _told(point: Point, place: str) -> Text:
    """Return what one source says, a forecast and a bound called so."""
    bound, ahead = _BOUND[point.bound], point.ahead
    verb = "forecasts" if ahead else "has"
    noun = "a domestic share of" if place == "low" else "one of"
    return Text(
        f"{{{place}_house}} ({{{place}_counted}}) {verb} {noun} {bound.en}{{domestic_{place}:0}}",
        f"{{{place}_house}}（{{{place}_counted}}）{'预测' if ahead else '统计'}为{bound.zh}"
        f"{{domestic_{place}:0}}",
    )


def _direction(d: Domestic) -> list[Sentence]:
    if not d.with_trend:
        return []
    number = Quantity.exact(
        len(d.with_trend), "count", Text("sources with a trend", "有趋势的来源数")
    )
    values = {"sources_with_trend": number}
    told = choose(
        d.all_rise,
        {
            "en": "Each of the {sources_with_trend:n} sources that speak of more than one period has "
            "the share rising.",
            "zh": "给出不止一期数据的{sources_with_trend:n}个来源，份额都在上升。",
        },
        {
            "en": "Of the {sources_with_trend:n} sources that speak of more than one period, not all "
            "have the share rising.",
            "zh": "给出不止一期数据的{sources_with_trend:n}个来源，走向并不一致。",
        },
        **values,
    )
    return [told, *_furthest(d)]


def _furthest(d: Domestic) -> list[Sentence]:
    if len(d.furthest) < 2:
        return []
    (a, low), (b, high) = d.furthest[0], d.furthest[-1]
    first, last = _BOUND[low.bound], _BOUND[high.bound]
    return [
        Sentence(
            f"Their last forecasts run from {first.en}{{forecast_low:0}} for {{low_year}} "
            f"({{low_house}}) to {last.en}{{forecast_high:0}} for {{high_year}} ({{high_house}}).",
            f"它们最远的预测，从{{low_year}}{first.zh}{{forecast_low:0}}（{{low_house}}）到"
            f"{{high_year}}{last.zh}{{forecast_high:0}}（{{high_house}}）不等。",
            {
                "forecast_low": low.share, "low_year": low.year, "low_house": a.name,
                "forecast_high": high.share, "high_year": high.year, "high_house": b.name,
            },
        )
    ]  # fmt: skip


def _revised(d: Domestic) -> list[Sentence]:
    if d.revision is None:
        return []
    r = d.revision
    values = {
        "house": r.source.name, "year": r.before.year, "domestic_before": r.before.share,
        "domestic_after": r.after.share, "domestic_revision": abs(r.difference),
    }  # fmt: skip
    more = Text("higher", "高出") if r.difference > 0 else Text("lower", "低了")
    return [
        Sentence(
            "{house} has revised itself: its earlier forecast for {year} was {domestic_before:0}; "
            "its later figures leave to makers other than NVIDIA and AMD at most "
            f"{{domestic_after:0}}, which is {more.en} by {{domestic_revision:0}}.",
            "{house}修正了自己：早先对{year}国产份额的预测为{domestic_before:0}，"
            "按其后来的数据，英伟达与AMD之外至多{domestic_after:0}，"
            f"{more.zh}{{domestic_revision:0}}。",
            values,
        )
    ]


def _two_bounds(d: Domestic) -> list[Sentence]:
    if d.bounds is None:
        return []
    source, point, part, whole = d.bounds
    return [
        Sentence(
            "The {domestic_ratio:0} of {house} for {year} is a quotient of two lower bounds, more "
            "than {domestic_cards:n} of more than {all_cards:n} cards: a guide, not a count.",
            "{house}{year}的{domestic_ratio:0}由两个下限相除而来（国产卡超过{domestic_cards:n}张，"
            "总数超过{all_cards:n}张），只能参考，不是统计值。",
            {
                "domestic_ratio": point.share, "house": source.name, "year": period_text(point.period),
                "domestic_cards": part, "all_cards": whole,
            },
        )
    ]  # fmt: skip
