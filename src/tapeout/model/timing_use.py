"""Demand in use: tokens a day, computing power installed, and what the clouds spend.

Pure functions: a ledger in, frozen dataclasses of quantities out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tapeout.ledger import Ledger, period_text
from tapeout.model.timing_clouds import Clouds, clouds
from tapeout.model.timing_series import Series, series
from tapeout.quantity import Gap, Quantity, ratio
from tapeout.text import Text

TOKENS, AGENCY = "china_ai_demand", "national_data_administration"
COMPUTE, COMPUTE_HOUSE, OFFICIAL = "china_intelligent_compute", "idc", "miit"


# -- tokens -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Tokens:
    """Tokens processed a day in China, as one agency counts them, in order of time."""

    house: Text
    points: tuple[tuple[str, Quantity], ...]
    factor: Quantity | Gap  # last against first, as a multiple
    paces: tuple[Quantity, ...]  # growth a month between neighbours, percent

    @property
    def slowing(self) -> bool:
        """Return whether growth a month has fallen at every print."""
        return len(self.paces) > 1 and all(b < a for a, b in pairwise(self.paces))


def tokens(ledger: Ledger) -> Tokens:
    """Return the prints, the multiple of the last on the first, and the growth a month."""
    points = tuple(ledger.series(TOKENS, "tokens_per_day", freq="month", house=AGENCY).items())
    house = ledger.house_name(AGENCY)
    if len(points) < 2:
        one = Gap(
            Text("growth of daily tokens", "日均词元增幅"),
            Text(
                "The evidence holds one count of daily tokens, so no growth.",
                "证据中日均词元只有一个数据点，无从计算增幅。",
            ),
        )
        none = ledger.find(TOKENS, "tokens_per_day", period="2024", house=AGENCY)
        return Tokens(house, points, one if points else none, ())
    (first, start), (last, end) = points[0], points[-1]
    span = period_text(f"{first}/{last}")
    factor = ratio(end, start).labelled(
        Text(f"multiple of daily tokens, {span.en}", f"日均词元倍数，{span.zh}")
    )
    paces = tuple(_a_month(one, other) for one, other in pairwise(points))
    return Tokens(house, points, factor, paces)


def _a_month(one: tuple[str, Quantity], other: tuple[str, Quantity]) -> Quantity:
    """Return the compound growth a month, in percent, between two months."""
    (first, start), (last, end) = one, other
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
    span = period_text(f"{first}/{last}")
    root = Quantity.exact(1, "ratio") / months
    return (
        (ratio(end, start).power(root.value) - 1)
        .to("percent")
        .labelled(Text(f"growth of tokens a month, {span.en}", f"词元月均增速，{span.zh}"))
    )


# -- computing power ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Compute:
    """Installed AI computing power: one house at FP16, and the official count at FP32 apart."""

    series: Series
    official: tuple[tuple[str, Quantity], ...]
    official_name: Text
    factor: Quantity | Gap  # last counted year against the first


def compute(ledger: Ledger) -> Compute:
    """Return the counts and forecasts of the house, and the official count beside them."""
    found = series(ledger, COMPUTE, "compute_capacity", "", COMPUTE_HOUSE)
    official = ledger.series(COMPUTE, "compute_capacity", house=OFFICIAL)
    counted = [level for level in found.drawn if not level.early]
    if len(counted) > 1:
        span = period_text(f"{counted[0].period}/{counted[-1].period}")
        factor = ratio(counted[-1].value, counted[0].value).labelled(
            Text(f"multiple of computing power, {span.en}", f"算力倍数，{span.zh}")
        )
    else:
        factor = Gap(
            Text("growth of computing power", "算力增幅"),
            Text(
                "The evidence holds fewer than two years of computing power counted.",
                "证据中已统计的算力不足两年。",
            ),
        )
    return Compute(found, tuple(official.items()), ledger.house_name(OFFICIAL), factor)


# -- all three ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Use:
    """The traces of use: tokens, computing power and capital spending."""

    tokens: Tokens
    compute: Compute
    clouds: Clouds


def use(ledger: Ledger) -> Use:
    """Return the traces of use that were published."""
    return Use(tokens(ledger), compute(ledger), clouds(ledger))
