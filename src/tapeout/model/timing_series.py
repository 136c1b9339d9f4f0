"""A series: what one house prints on one definition by year, and the growth between the years.

Pure functions: a ledger in, frozen dataclasses of quantities out. Series are never joined,
averaged or put on one scale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tapeout.ledger import FactRow, Ledger, period_text
from tapeout.model.timing import printed_early
from tapeout.quantity import Gap, Quantity, cagr, growth, is_gap
from tapeout.text import Text

_BOUNDS = ("over", "under")


@dataclass(frozen=True)
class Level:
    """A size of one year. `early`: printed before the year was over, so a forecast."""

    period: str
    value: Quantity
    early: bool
    superseded: bool  # a later edition forecasts the years around it, but not it
    bound: bool  # printed as "more than" or "less than"
    since: Quantity | None = None  # growth a year, in percent, from the level drawn before it

    @property
    def year(self) -> int:
        """Return the year."""
        return int(self.period)


@dataclass(frozen=True)
class Growth:
    """Growth a year between two years of a series: as printed, and from the levels."""

    first: str
    last: str
    printed: Quantity | Gap
    implied: Quantity | Gap
    forward: bool  # reaches into years that were not over when they were printed
    bound: bool  # rests on a level printed as a bound

    @property
    def period(self) -> Text:
        """Return the two years in words."""
        return period_text(f"{self.first}/{self.last}")

    @property
    def checked(self) -> bool:
        """Return whether both are there."""
        return not is_gap(self.printed) and not is_gap(self.implied)

    @property
    def agrees(self) -> bool:
        """Return whether the printed growth and that of the levels meet within rounding."""
        return self.checked and self.printed.agrees(self.implied)


@dataclass(frozen=True)
class Series:
    """What one house printed on one definition, in order of time."""

    subject: str
    metric: str
    segment: str
    house: str
    name: Text  # of the house
    levels: tuple[Level, ...]
    growths: tuple[Growth, ...]

    @property
    def key(self) -> str:
        """Return the house and what it counts: askci_china_gpu_market."""
        tail = f"_{self.segment}" if self.segment else ""
        tail = "_units" if self.metric == "market_units" else tail
        return f"{self.house}_{self.subject}{tail}"

    @property
    def drawn(self) -> tuple[Level, ...]:
        """Return the levels of the newest edition of each year."""
        return tuple(level for level in self.levels if not level.superseded)

    @property
    def forward(self) -> Growth | None:
        """Return the growth from the last year counted to the last year forecast."""
        ahead = [g for g in self.growths if g.forward and not is_gap(g.implied)]
        return max(ahead, key=lambda g: (g.last, g.first), default=None)


def series(ledger: Ledger, subject: str, metric: str, segment: str, house: str) -> Series:
    """Return the yearly levels of one house on one definition, with the growth between them."""
    rows = [
        r
        for r in ledger.rows(subject, metric, house=house)
        if r.segment == segment and r.when.freq == "year" and r.period.isdigit()
    ]
    rows.sort(key=lambda r: r.when)
    early = {r.period: printed_early(ledger, r) is not None for r in rows}
    levels = tuple(
        Level(
            r.period, _value(ledger, r), early[r.period], _superseded(r, rows, early),
            r.qualifier in _BOUNDS,
        )
        for r in rows
    )  # fmt: skip
    name = ledger.house_name(house)
    levels = _since(levels, name)
    found = Series(subject, metric, segment, house, name, levels, ())
    return replace(found, growths=tuple(_growths(ledger, found)))


def _since(levels: tuple[Level, ...], name: Text) -> tuple[Level, ...]:
    """Return the levels with the growth a year of each from the one before it."""
    told, before = [], None
    for level in levels:
        if before is not None and not level.superseded:
            level = replace(level, since=_rate(before, level, name))
        told.append(level)
        before = before if level.superseded else level
    return tuple(told)


def _rate(before: Level, level: Level, name: Text) -> Quantity:
    span = period_text(f"{before.period}/{level.period}")
    rate = cagr(before.value, level.value, level.year - before.year)
    return rate.labelled(_label(name, span))


def _label(name: Text, span: Text) -> Text:
    return Text(
        f"growth a year by the levels of {name.en}, {span.en}",
        f"{name.zh}数据隐含的年均增速，{span.zh}",
    )


def _value(ledger: Ledger, row: FactRow) -> Quantity:
    """Return the value; of a market volume in cards, which is what the metric counts."""
    value = ledger.value(row)
    return replace(value, unit="cards") if row.metric == "market_units" else value


def _superseded(row: FactRow, rows: list[FactRow], early: dict[str, bool]) -> bool:
    """Return whether later editions forecast years on both sides of a forecast, but not it.

    Joined to them it would draw a dip that no edition forecasts.
    """
    newer = [r for r in rows if r.visible_from > row.visible_from and early[r.period]]
    before, after = (r.when < row.when for r in newer), (r.when > row.when for r in newer)
    return early[row.period] and any(before) and any(after)


# -- growth ---------------------------------------------------------------------------------
def _growths(ledger: Ledger, s: Series) -> Iterable[Growth]:
    """Yield the growth of every span that the house prints or that its levels enclose."""
    printed = _printed(ledger, s)
    for first, last in sorted({*printed, *_spans(s.drawn)}):
        rate = printed.get((first, last))
        rate = _no_rate(ledger, s, first, last) if rate is None else rate
        used = [level for level in s.levels if level.period in (first, last)]
        early = [level.early for level in used if level.period == last]
        yield Growth(
            first, last, rate, _implied(ledger, s, first, last, printed),
            early[0] if early else False, any(level.bound for level in used),
        )  # fmt: skip


def _printed(ledger: Ledger, s: Series) -> dict[tuple[str, str], Quantity]:
    """Return {(first, last): growth in percent} as the house printed it for this series."""
    name = s.segment or s.metric
    found = {}
    for metric in ("growth_yoy", "cagr"):
        for row in ledger.rows(s.subject, metric, house=s.house):
            if row.segment != name:
                continue
            first, _, last = row.period.partition("/")
            if metric == "growth_yoy":
                first, last = str(row.when.first.year - 1), first
            if first.isdigit() and last.isdigit():
                found[first, last] = ledger.value(row)
    return found


def _spans(levels: tuple[Level, ...]) -> list[tuple[str, str]]:
    """Return the spans over the counted years and over the forecast, where there are two years."""
    counted = [level.period for level in levels if not level.early]
    ahead = [level.period for level in levels if level.early]
    ahead = [*counted[-1:], *ahead]
    return [(years[0], years[-1]) for years in (counted, ahead) if len(years) > 1]


def _implied(ledger: Ledger, s: Series, first: str, last: str, printed: dict) -> Quantity | Gap:
    """Return the growth a year from the levels.

    A first level that was not printed is taken back from the growth printed for the year after
    it, where the house printed that and the span is longer than this one year.
    """
    values = {level.period: level.value for level in s.levels}
    one_year = int(last) - int(first) == 1
    start = values.get(first)
    after = str(int(first) + 1)
    if start is None and not one_year and after in values and (first, after) in printed:
        start = values[after] / (1 + printed[first, after].to("ratio"))
    for period, value in ((first, start), (last, values.get(last))):
        if value is None:
            return ledger.find(s.subject, s.metric, s.segment, period, s.house)
    rate = (
        growth(values[last], start) if one_year else cagr(start, values[last], _years(first, last))
    )
    return rate.labelled(_label(s.name, period_text(f"{first}/{last}")))


def _years(first: str, last: str) -> int:
    return int(last) - int(first)


def _no_rate(ledger: Ledger, s: Series, first: str, last: str) -> Gap:
    """Return that the house printed no growth for these years."""
    span, name = period_text(f"{first}/{last}"), ledger.entity(s.subject).name
    return Gap(
        Text(f"printed growth, {span.en}", f"披露的增速，{span.zh}"),
        Text(
            f"The evidence holds no growth rate of {s.name.en} for {name.en}, {span.en}.",
            f"证据中没有{s.name.zh}对{name.zh}{span.zh}给出的增速。",
        ),
    )
