"""The share of domestic makers over time: every source a line of its own.

A source is a house with one definition of the market and one basis. Where a house prints no
domestic share of a year but those of NVIDIA and AMD, what these leave is an upper bound;
where it printed a domestic share earlier than those, the house has revised itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tapeout.ledger import Ledger, period_text
from tapeout.ledger.records import FactRow
from tapeout.model.timing import AMD, NVIDIA
from tapeout.model.timing_supply import AFTER, CARDS, VALUE, least_settled, left_by_leaders, nature
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

DOMESTIC, UNITS = "domestic", "+units"
SERVERS = "servers"
_SERVER_MARKETS = ("china_ai_server_market",)
PRINTED, LEFT, RATIO = "printed", "left", "ratio"
AT_MOST, AT_LEAST = "at_most", "at_least"
_HALF = {"H1": -0.25, "H2": 0.25}


@dataclass(frozen=True)
class Point:
    """The domestic share of one period: how it was come by, and whether it is only a bound.

    `at` is the year on an axis, the middle of a half standing a quarter off it.
    """

    period: str
    at: float
    share: Quantity
    way: str  # printed; left by NVIDIA and AMD; ratio of printed cards
    nature: str
    bound: str
    published: Moment

    @property
    def year(self) -> Text:
        """Return the period in words."""
        return period_text(self.period)

    @property
    def ahead(self) -> bool:
        """Return whether it was a forecast, or printed before its period was over."""
        return self.nature != AFTER


@dataclass(frozen=True)
class Source:
    """One house with one definition and one basis; `replaced` points it has since revised."""

    key: str
    house: str
    name: Text
    market: str
    market_name: Text
    basis: str
    points: tuple[Point, ...]
    replaced: tuple[Point, ...] = ()

    @property
    def trend(self) -> tuple[Point, ...]:
        """Return the points that can be held against each other: no upper bound after the first."""
        return tuple(p for k, p in enumerate(self.points) if not k or p.bound != AT_MOST)

    @property
    def rises(self) -> bool:
        """Return whether each point surely lies above the one before it: rounding, bounds."""
        pairs = pairwise(self.trend)
        return all(b.share > a.share and a.bound != AT_LEAST for a, b in pairs)


@dataclass(frozen=True)
class Revision:
    """One house on one year: what it printed, and what its later figures leave at most."""

    source: Source
    before: Point
    after: Point
    difference: Quantity  # percentage points


@dataclass(frozen=True)
class Domestic:
    """All sources, the year on which most of them speak, and how far they are apart."""

    sources: tuple[Source, ...]
    year: Text | None
    low: tuple[Source, Point] | None
    high: tuple[Source, Point] | None
    apart: Quantity | Gap  # percentage points
    revision: Revision | None
    bounds: tuple[Source, Point, Quantity, Quantity] | None  # a ratio of two lower bounds

    @property
    def with_trend(self) -> tuple[Source, ...]:
        """Return the sources with more than one period."""
        return tuple(s for s in self.sources if len(s.trend) > 1)

    @property
    def all_rise(self) -> bool:
        """Return whether every source with more than one period has the share rising."""
        return bool(self.with_trend) and all(s.rises for s in self.with_trend)

    @property
    def furthest(self) -> tuple[tuple[Source, Point], ...]:
        """Return the last forecast of each source with a trend, the lowest first."""
        last = [(s, s.points[-1]) for s in self.with_trend if s.points[-1].ahead]
        beyond = [(s, p) for s, p in last if self.year is None or p.period > self.year.en]
        return tuple(sorted(beyond, key=lambda pair: (pair[1].share.value, pair[0].key)))


def domestic(ledger: Ledger) -> Domestic:
    """Return the domestic share by source; without any, `apart` is a gap."""
    sources = tuple(sorted(_sources(ledger), key=lambda s: (-len(s.points), s.key)))
    year, said = _most_told(sources)
    low = min(said, key=lambda pair: pair[1].share.value, default=None)
    high = max(said, key=lambda pair: pair[1].share.value, default=None)
    label = Text("distance between the sources", "各来源之差")
    apart = (high[1].share - low[1].share).labelled(label) if low else _gap(ledger)
    return Domestic(
        sources, period_text(year) if year else None, low, high, apart, _revision(sources),
        _bounds(ledger, sources),
    )  # fmt: skip


def _sources(ledger: Ledger) -> list[Source]:
    groups: dict[tuple[str, str, str], list[FactRow]] = {}
    for row in ledger.rows(metric="market_share"):
        if row.segment in (DOMESTIC, DOMESTIC + UNITS) and row.when.freq in ("year", "half"):
            groups.setdefault((row.house, row.subject, row.segment), []).append(row)
    return [_source(ledger, key, rows) for key, rows in groups.items()]


def _source(ledger: Ledger, key: tuple[str, str, str], rows: list[FactRow]) -> Source:
    house, market, segment = key
    basis = CARDS if segment.endswith(UNITS) else VALUE
    printed = [_printed(ledger, row) for row in rows]
    left = _left(ledger, house, market, segment.removeprefix(DOMESTIC))
    ratios = _ratios(ledger, house, market) if basis == CARDS else []
    points, replaced = _newest([*printed, *left, *ratios])
    return Source(
        f"{house}_{market.removeprefix('china_').removesuffix('_market')}", house,
        ledger.house_name(house), market, ledger.entity(market).name,
        SERVERS if market in _SERVER_MARKETS else basis, points, replaced,
    )  # fmt: skip


def _printed(ledger: Ledger, row: FactRow) -> Point:
    bound = {"over": AT_LEAST, "under": AT_MOST}.get(row.qualifier, "")
    return _point(row, ledger.value(row), PRINTED, nature(row), bound)


def _point(row: FactRow, value: Quantity, way: str, how: str, bound: str) -> Point:
    at = int(row.period[:4]) + _HALF.get(row.period[4:], 0.0)
    published = Moment.parse(row.published, fact=row.fact_id)
    return Point(row.period, at, value, way, how, bound, published)


def _left(ledger: Ledger, house: str, market: str, suffix: str) -> list[Point]:
    """Return what NVIDIA and AMD leave in each year for which a house prints both."""
    found = []
    for row in ledger.rows(market, "market_share", NVIDIA + suffix, house=house):
        other = ledger.rows(market, "market_share", AMD + suffix, row.period, house)
        if row.when.freq != "year" or not other:
            continue
        name, year = ledger.house_name(house), period_text(row.period)
        label = Text(
            f"left by NVIDIA and AMD, {row.period}, {name.en}",
            f"英伟达与AMD之外的份额，{year.zh}，{name.zh}",
        )
        rest = left_by_leaders(ledger.value(row), ledger.value(other[0]), label)
        how = least_settled([nature(row), nature(other[0])])
        found.append(_point(row, rest, LEFT, how, AT_MOST))
    return found


def _ratios(ledger: Ledger, house: str, market: str) -> list[Point]:
    """Return domestic cards over all cards where a house prints the cards of both."""
    found = []
    for row in ledger.rows(market, "market_units", DOMESTIC, house=house):
        whole = ledger.find(market, "market_units", "", row.period, house)
        if row.when.freq in ("year", "half") and not is_gap(whole):
            name, year = ledger.house_name(house), period_text(row.period)
            label = Text(
                f"domestic cards over all cards, {row.period}, {name.en}",
                f"国产卡占全部加速卡，{year.zh}，{name.zh}",
            )
            part = share(ledger.value(row), whole).labelled(label)
            found.append(_point(row, part, RATIO, nature(row), ""))
    return found


def _newest(points: list[Point]) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Return one point a period, the printed one unless figures published later replace it."""
    kept: dict[str, Point] = {}
    replaced = []
    for point in sorted(points, key=lambda p: (PRINTED, RATIO, LEFT).index(p.way)):
        other = kept.get(point.period)
        if other is None:
            kept[point.period] = point
        elif other.published < point.published and not other.share.agrees(point.share):
            replaced.append(other)
            kept[point.period] = point
    return tuple(sorted(kept.values(), key=lambda p: p.at)), tuple(replaced)


def _most_told(sources: tuple[Source, ...]) -> tuple[str, list[tuple[Source, Point]]]:
    """Return the year on which most sources speak, the latest of several, and what they say."""
    by_year: dict[str, list[tuple[Source, Point]]] = {}
    for source in sources:
        for point in source.points:
            if point.period.isdigit():
                by_year.setdefault(point.period, []).append((source, point))
    year = max(by_year, key=lambda y: (len(by_year[y]), y), default="")
    return (year, by_year[year]) if year and len(by_year[year]) > 1 else ("", [])


def _revision(sources: tuple[Source, ...]) -> Revision | None:
    for source in sources:
        for before in source.replaced:
            after = next(p for p in source.points if p.period == before.period)
            label = Text("revision of one house", "同一机构的修正幅度")
            return Revision(source, before, after, (after.share - before.share).labelled(label))
    return None


def _bounds(ledger: Ledger, sources: tuple[Source, ...]):
    """Return a ratio of cards of which both are printed as "more than", with the two."""
    for source in sources:
        for point in source.points:
            rows = [ledger.row(fact) for fact in point.share.facts]
            if point.way == RATIO and all(row.qualifier == "over" for row in rows):
                return (source, point, *(ledger.value(row) for row in rows))
    return None


def _gap(ledger: Ledger) -> Gap:
    day = ledger.day
    return Gap(
        Text("domestic share by source", "各来源的国产份额"),
        Text(
            f"The evidence dated to {day.en} holds no year for which two sources print the share "
            "of domestic makers.",
            f"截至{day.zh}的证据中，没有两个来源同时给出同一年的国产份额。",
        ),
    )
