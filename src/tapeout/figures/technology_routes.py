"""The roads in a picture: gross margin and research against revenue, by maker and route."""

from __future__ import annotations

from tapeout.exhibit import Figure
from tapeout.figures.paired_dots import Pair, paired_dots
from tapeout.findings.technology_routes_words import NONE, ROUTE_SHORT, message
from tapeout.model.technology_routes import Road, Routes
from tapeout.quantity import is_gap
from tapeout.tables.technology_routes import routes as table_of
from tapeout.text import LANGUAGES, Text
from tapeout.words import spell


def routes(found: Routes) -> Figure:
    """Return margin and research of one year by maker, the company first, then by route."""
    table = table_of(found)
    shown = [r for r in found.roads if not (is_gap(r.margin) and is_gap(r.research))]
    year = found.year
    subtitle = Text(
        f"Gross margin and research, percent of revenue, {year.en}. Ordered by route. Hollow: the ratio as "
        "printed, on all that is invested.",
        f"毛利率与研发投入，占营业收入百分比，{year.zh}；按路线排列。空心：公司披露的研发投入占比，口径不同。",
    )
    blank = Text("", "")
    if len(shown) < 2:
        return Figure("routes", message(found), blank, blank, table, None)
    alt = Text(*(_alt(found, shown, language) for language in LANGUAGES))
    heads = Text("gross margin, %|research to revenue, %", "毛利率，%|研发占收入，%")
    missing = Text("not published", "未披露")

    def draw(language: str, layout: str):
        rows = [
            Pair(r.name[language], ROUTE_SHORT.get(r.route, NONE)[language],
                 (_pair(r.margin, language), _pair(r.research, language)), r is found.own, (1,) if r.printed else ())
            for r in shown
        ]  # fmt: skip
        return paired_dots(layout, rows, heads[language].split("|"), missing[language])

    return Figure("routes", message(found), subtitle, alt, table, draw)


def _pair(value, language: str) -> tuple[float, str] | None:
    if is_gap(value):
        return None
    return float(value.value), spell(value, language, 1, bare=True).text


def _alt(found: Routes, shown: list[Road], language: str) -> str:
    margin, research = found.with_margin, found.comparable

    def told(road: Road, value) -> tuple[str, str]:
        return road.name[language], spell(value, language, 1).text

    parts = []
    if margin:
        (a, x), (b, y) = (told(r, r.margin) for r in (margin[0], margin[-1]))
        parts.append(
            f"Gross margins run from {b} at {y} to {a} at {x}."
            if language == "en"
            else f"毛利率最低为{b}（{y}），最高为{a}（{x}）。"
        )
    if research:
        (a, x), (b, y) = (told(r, r.research) for r in (research[0], research[-1]))
        parts.append(
            f"Research to revenue runs from {b} at {y} to {a} at {x}."
            if language == "en"
            else f"研发占收入最低为{b}（{y}），最高为{a}（{x}）。"
        )
    lead = (
        f"Two dot plots of {len(shown)} makers side by side, one row a maker, with its route beside the name."
        if language == "en"
        else f"{len(shown)}家厂商的两幅并列点图，每行一家，旁注路线。"
    )
    return (" " if language == "en" else "").join([lead, *parts])
