"""Drawing of the domestic share: small multiples, one panel a source."""

from __future__ import annotations

from tapeout.exhibit import Figure
from tapeout.figures import style
from tapeout.figures.multiples import Panel, Spot, multiples
from tapeout.findings import timing_domestic_words as told
from tapeout.findings.timing_domestic_words import counted
from tapeout.model.timing_domestic import AT_LEAST, AT_MOST, Domestic, Point, Source
from tapeout.tables import timing_supply as tables
from tapeout.text import Text
from tapeout.words import spell

_TICKS = ((0.0, ""), (50.0, "50%"), (100.0, ""))  # the values stand at the marks
_SIGN = {AT_MOST: "\u2264", AT_LEAST: ">", "": ""}
_SHORT = {"cic": Text("CIC", "灼识咨询")}  # as the house calls itself, where its name is long
_MOST = 6


def domestic_share(domestic: Domestic) -> Figure:
    """Return a panel for each of at most six sources, those with most periods first."""
    drawn = domestic.sources[:_MOST]
    points = sum(len(s.points) for s in drawn)
    return Figure(
        "domestic_share",
        told.domestic_message(domestic),
        Text(
            "Domestic share of China's AI chips, %; one panel a source, the others in grey. Hollow: "
            "forecast, or printed before the period ended. \u2264: what NVIDIA and AMD leave.",
            "中国AI芯片的国产份额（%），每格一个来源，其余为灰线。空心为预测或期末前刊出；"
            "\u2264为英伟达与AMD之外的部分。",
        ),
        _alt(drawn),
        tables.domestic_share(domestic),
        _draw(drawn) if points > 1 else None,
    )


def _draw(sources: tuple[Source, ...]):
    years = [int(p.period[:4]) for s in sources for p in (*s.points, *s.replaced)]
    ends = sorted({min(years), (min(years) + max(years) + 1) // 2, max(years)})

    def draw(language: str, layout: str):
        spare, panels = 0, []
        for source in sources:
            colour, marker = style.house_style(source.house, spare)
            spare += source.house not in style.HOUSES
            panels.append(
                Panel(
                    _name(source)[language], counted(source)[language],
                    tuple(_spot(p, language) for p in source.points), colour, marker,
                    tuple(_spot(p, language, replaced=True) for p in source.replaced),
                )
            )  # fmt: skip
        return multiples(layout, panels, _TICKS, ends)

    return draw


def _name(source: Source) -> Text:
    return _SHORT.get(source.house, source.name)


def _spot(point: Point, language: str, *, replaced: bool = False) -> Spot:
    label = f"{_SIGN[point.bound]}{spell(point.share, language, 0).number}"
    if replaced:
        label = f"{label} ({point.published.iso[:7]})"
    return Spot(point.at, float(point.share.value), label, point.ahead)


def _alt(sources: tuple[Source, ...]) -> Text:
    """Return the first and last point of each source, in order of the panels."""
    if not sources:
        return Text("The evidence holds no share of domestic makers.", "证据中没有国产厂商份额。")
    en = "; ".join(_ends(s, "en") for s in sources)
    zh = "；".join(_ends(s, "zh") for s in sources)
    return Text(
        f"Small multiples of lines, one panel a source. {en}.",
        f"分格折线图，每格一个来源。{zh}。",
    )


def _ends(source: Source, language: str) -> str:
    first, last = source.points[0], source.points[-1]
    a, b = (f"{_SIGN[p.bound]}{spell(p.share, language, 0).text}" for p in (first, last))
    name = _name(source)[language]
    if language == "en":
        one = f"{name} {a} in {first.period}"
        return one if first is last else f"{one} to {b} in {last.period}"
    one = f"{name}{first.year.zh}{a}"
    return one if first is last else f"{one}至{last.year.zh}{b}"
