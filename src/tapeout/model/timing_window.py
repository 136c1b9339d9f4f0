"""How long the window stays open: when domestic supply meets demand.

The ratio r of domestic supply to demand is printed for two years, and is joined by a straight
line. With foreign supply of f times demand the shortage ends at the first t with r(t) + f = 1
(METHODS T-2). What closes is the shortage, not the stock market.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tapeout.ledger import Assumption, Ledger, period_text
from tapeout.model.simulation import BLOCK, draw, in_blocks, probability, quantile, stream, together
from tapeout.model.timing import SHARE_HOUSE, VENDORS
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text
from tapeout.units import DECIMAL_YEAR as DATE

RATIO = "domestic_supply_to_demand"
YEARS = FIRST, LAST = "2026", "2028"
CASES = ("none", "h20_class", "h200_class")
PATHS = 100_000
PURPOSE = "timing.window"
BEYOND = 2  # years past the last printed ratio from which a crossing is an extrapolation
_CASE = {
    "none": Text("no return of NVIDIA", "英伟达不回归"),
    "h20_class": Text("chips of the H20 class return", "H20级产品回归"),
    "h200_class": Text("chips of the H200 class return", "H200级产品回归"),
}
_SPREADS = ("supply_demand_spread_2026", "supply_demand_spread_2028", "supply_demand_correlation")


@dataclass(frozen=True)
class Ratios:
    """The two printed ratios of domestic supply to demand, and what they are dated by."""

    first: Quantity
    last: Quantity
    offset: Assumption
    spreads: tuple[Assumption, Assumption, Assumption]


@dataclass(frozen=True)
class Case:
    """A scenario for NVIDIA's return: its foreign supply, its weight, and when supply suffices."""

    key: str
    name: Text
    supply: Quantity  # foreign supply, percent of demand
    supply_low: Quantity
    supply_high: Quantity
    weight: Quantity  # percent
    because: Text
    median: Quantity | Gap
    p10: Quantity | Gap
    p90: Quantity | Gap


@dataclass(frozen=True)
class Window:
    """The distribution of the date on which supply meets demand, by scenario and mixed.

    `dates` are the simulated dates in decimal years, path by path, infinite where supply never
    meets demand: the financial section sets its own paths beside them by their place.
    """

    house: Text
    first_year: Text
    last_year: Text
    first: Quantity | Gap
    last: Quantity | Gap
    crossing: Quantity | Gap  # domestic supply alone, mid-year figures, no uncertainty but rounding
    crossing_year_start: Quantity | Gap  # the same, the figures dated at the start of their year
    median: Quantity | Gap
    p10: Quantity | Gap
    p90: Quantity | Gap
    cases: tuple[Case, ...]
    never: Quantity | Gap  # percent of paths
    beyond: (
        Quantity | Gap
    )  # percent of paths that cross later than BEYOND years past the last ratio
    paths: Quantity
    assumptions: tuple[Assumption, ...]
    dates: np.ndarray | None
    by_case: dict[str, np.ndarray] | None

    @property
    def known(self) -> bool:
        """Return whether a dated forecast and the assumptions were visible."""
        return self.dates is not None

    @cached_property
    def open_until(self) -> Gap | None:
        """Return the reason why there is no window, None if there is one."""
        return self.median if is_gap(self.median) else None


def window(ledger: Ledger, paths: int = PATHS) -> Window:
    """Return the window as of the ledger's date, from so many simulated paths."""
    first, last = (_ratio(ledger, year) for year in YEARS)
    rows = {name: ledger.assumption(name) for name in _names()}
    missing = [x for x in (first, last, *rows.values()) if is_gap(x)]
    if missing:
        return _unknown(ledger, first, last, missing[0], paths)
    return _simulated(ledger, first, last, rows, paths)


def closing_dates(
    ratios: Ratios, supplies: Sequence[float], weights: Sequence[float] | None, paths: int
) -> tuple[np.ndarray, dict[int, np.ndarray]]:
    """Return (mixed dates, dates by case) in decimal years; the same draws serve every case.

    `supplies` are the foreign supplies of the cases, `weights` their probabilities.
    """
    mixed, apart = [], {place: [] for place in range(len(supplies))}
    for block, size in in_blocks(paths):
        random = stream(PURPOSE, block)  # a whole block, so that a path keeps its numbers
        a, b, start = _drawn(ratios, random, BLOCK)
        which = np.searchsorted(np.cumsum(weights)[:-1], random.random(BLOCK), side="right")
        stacked = np.stack([crossing(a, b, start, supply) for supply in supplies])
        mixed.append(stacked[which, np.arange(BLOCK)][:size])
        for place in apart:
            apart[place].append(stacked[place][:size])
    return np.concatenate(mixed), {k: np.concatenate(v) for k, v in apart.items()}


def crossing(a, b, start, supply) -> np.ndarray:
    """Return when the line from `a` at `start` to `b` two years on meets 1 - `supply`.

    Infinite where the line does not rise to it; `start` itself where it lies above already.
    """
    a, b, start = np.broadcast_arrays(np.asarray(a, float), np.asarray(b, float), start)
    target, span = 1 - supply, int(LAST) - int(FIRST)
    with np.errstate(divide="ignore", invalid="ignore"):
        dates = start + span * (target - a) / (b - a)
    dates = np.where(b > a, dates, np.inf)
    return np.where(a >= target, start, dates)


def _drawn(ratios: Ratios, random: np.random.Generator, size: int):
    """Return the two ratios and the date of the first one, path by path."""
    spread_first, spread_last, correlation = (float(row.mid) for row in ratios.spreads)
    z, other = together(random, size, correlation)
    a = float(ratios.first.to("ratio").value) * np.exp(spread_first * z)
    b = float(ratios.last.to("ratio").value) * np.exp(spread_last * other)
    return a, b, int(FIRST) + draw(ratios.offset, random, size)


# -- from the ledger --------------------------------------------------------------------------
def _names() -> list[str]:
    cases = [f"{kind}_{case}" for kind in ("foreign_supply", "scenario_probability")
             for case in CASES]  # fmt: skip
    return [*_SPREADS, "year_figure_offset", *cases]


def _ratio(ledger: Ledger, year: str) -> Quantity | Gap:
    return ledger.find(VENDORS, "market_share", RATIO, year, SHARE_HOUSE)


def _label(what: Text) -> Text:
    return Text(f"date on which supply meets demand, {what.en}", f"供给追平需求的时点，{what.zh}")


def _exact_crossing(first: Quantity, last: Quantity, start: Quantity, words: Text) -> Quantity:
    """Return the crossing of the line through the printed ratios, with their rounding."""
    a, b = first.to("ratio"), last.to("ratio")
    share = (1 - a) / (b - a) * (int(LAST) - int(FIRST))
    return (start + share.scaled(1, DATE)).labelled(_label(words))


_MIDDLE = Quantity.exact(f"{FIRST}.5", DATE, Text(f"middle of {FIRST}", f"{FIRST}年年中"))
_START = Quantity.exact(FIRST, DATE, Text(f"start of {FIRST}", f"{FIRST}年年初"))


def _simulated(ledger: Ledger, first, last, rows: dict[str, Assumption], paths: int) -> Window:
    ratios = Ratios(first, last, rows["year_figure_offset"], tuple(rows[n] for n in _SPREADS))
    supplies = [rows[f"foreign_supply_{case}"] for case in CASES]
    weights = [rows[f"scenario_probability_{case}"] for case in CASES]
    dates, apart = closing_dates(
        ratios, [float(s.mid) / 100 for s in supplies], _shares(weights), paths
    )
    common = [first, last, *(row.quantity for row in (*ratios.spreads, ratios.offset))]
    inputs = [*common, *(row.quantity for row in (*supplies, *weights))]
    cases = tuple(
        _case(key, supplies[i], weights[i], apart[i], [*common, supplies[i].quantity])
        for i, key in enumerate(CASES)
    )
    late = np.isfinite(dates) & (dates > int(LAST) + 1 + BEYOND)
    p10, median, p90 = (_quantile(dates, level, _MIX, inputs) for level in (0.1, 0.5, 0.9))
    return Window(
        ledger.house_name(SHARE_HOUSE), period_text(FIRST), period_text(LAST), first, last,
        _exact_crossing(first, last, _MIDDLE, Text("figures at mid-year", "数据计于年中")),
        _exact_crossing(first, last, _START, Text("figures at the start of the year", "数据计于年初")),
        median, p10, p90, cases,
        probability(np.isinf(dates), _NEVER, _SHARE_OF_PATHS, inputs),
        probability(late, _BEYOND_LABEL, _SHARE_OF_PATHS, inputs),
        _count(paths), tuple(rows.values()), dates, dict(zip(CASES, apart.values(), strict=True)),
    )  # fmt: skip


_MIX = Text("scenarios mixed by their probabilities", "各情景按概率加权")
_NEVER = Text("paths in which supply never meets demand", "供给始终追不平需求的路径占比")
_BEYOND_LABEL = Text(
    "paths that cross long after the last printed ratio", "交叉点远在最后一个比值之后的路径占比"
)
_SHARE_OF_PATHS = Text("share of the simulated paths", "模拟路径中的占比")


def _shares(weights: list[Assumption]) -> list[float]:
    """Return the probabilities of the scenarios, which the ledger holds to a sum of 100 %."""
    return [float(row.mid) / 100 for row in weights]


def _quantile(dates: np.ndarray, level: float, what: Text, inputs) -> Quantity | Gap:
    named = {0.1: Text("tenth percentile", "第10百分位"), 0.5: Text("median", "中位数"),
             0.9: Text("ninetieth percentile", "第90百分位")}[level]  # fmt: skip
    label = _label(Text(f"{named.en}, {what.en}", f"{named.zh}，{what.zh}"))
    formula = Text(
        f"{named.en} of the simulated dates on which domestic and foreign supply equal demand",
        f"国产与外资供给合计等于需求的模拟时点的{named.zh}",
    )
    found = quantile(dates, level, DATE, label, formula, inputs)
    if found is not None:
        return found
    return Gap(label, Text("In that many paths supply never meets demand.",
                           "在相应比例的路径中，供给始终追不平需求。"))  # fmt: skip


def _case(key: str, supply: Assumption, weight: Assumption, dates: np.ndarray, inputs) -> Case:
    p10, median, p90 = (_quantile(dates, level, _CASE[key], inputs) for level in (0.1, 0.5, 0.9))
    return Case(
        key, _CASE[key], supply.quantity, supply.at("low"), supply.at("high"), weight.quantity,
        supply.because, median, p10, p90,
    )  # fmt: skip


def _count(paths: int) -> Quantity:
    return Quantity.exact(paths, "paths", Text("simulated paths", "模拟路径数"))


def _unknown(ledger: Ledger, first, last, missing: Gap, paths: int) -> Window:
    day = ledger.day
    reason = missing.reason
    if is_gap(first) or is_gap(last):
        reason = Text(
            f"The evidence dated to {day.en} holds no dated forecast of supply and demand, so the "
            "window has no end here.",
            f"截至{day.zh}的证据中没有标明日期的供需预测，窗口期终点在此无从推算。",
        )
    gaps = [Gap(_label(what), reason) for what in (
        Text("figures at mid-year", "数据计于年中"),
        Text("figures at the start of the year", "数据计于年初"),
        Text("median", "中位数"), Text("tenth percentile", "第10百分位"),
        Text("ninetieth percentile", "第90百分位"),
    )]  # fmt: skip
    return Window(
        ledger.house_name(SHARE_HOUSE), period_text(FIRST), period_text(LAST), first, last, *gaps,
        (), Gap(_NEVER, reason), Gap(_BEYOND_LABEL, reason), _count(paths), (), None, None,
    )  # fmt: skip
