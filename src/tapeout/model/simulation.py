"""Random numbers that do not depend on who draws them, and what a sample says.

A stream is named by its purpose and a block of paths. The same purpose, block and seed give the
same numbers in any process and any order, so that a simulation split over workers, or paired
with another one path by path, does not change.
"""

from __future__ import annotations

import math
import zlib
from decimal import Decimal
from statistics import NormalDist

import numpy as np

from tapeout.ledger import Assumption
from tapeout.quantity import Quantity
from tapeout.text import Text

BLOCK = 10_000  # paths of a stream
SEED = 20_251_217  # the day on which the company of the first narrative was listed
_TAIL = NormalDist().inv_cdf(0.9)  # of a lognormal row, whose ends are the tenth and ninetieth
# Simulated numbers are kept to so many decimals: the last bits differ between processors.
_DECIMALS = 4


def stream(purpose: str, block: int, seed: int = SEED) -> np.random.Generator:
    """Return the random numbers of one purpose and block of paths."""
    key = zlib.crc32(purpose.encode())
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(key, block)))


def in_blocks(paths: int) -> list[tuple[int, int]]:
    """Return (block, paths in it) that together hold so many paths, 1 or more."""
    if paths < 1:
        raise ValueError(f"a simulation needs at least one path, found {paths}")
    whole, rest = divmod(paths, BLOCK)
    sizes = [BLOCK] * whole + ([rest] if rest else [])
    return list(enumerate(sizes))


def draw(row: Assumption, random: np.random.Generator, size: int) -> np.ndarray:
    """Return `size` values of an assumption, each from the distribution of its row.

    A fixed or scenario row gives its middle. Uniform and triangular rows between equal ends
    give that value.
    """
    low, mid, high = float(row.low), float(row.mid), float(row.high)
    if row.distribution in ("fixed", "scenario") or low == high:
        return np.full(size, mid)
    if row.distribution == "uniform":
        return random.uniform(low, high, size)
    if row.distribution == "triangular":
        return random.triangular(low, mid, high, size)
    if row.distribution == "lognormal":
        sigma = math.log(high / low) / (2 * _TAIL)
        return mid * np.exp(sigma * random.standard_normal(size))
    raise ValueError(f"assumption {row.name}: unknown distribution {row.distribution!r}")


def together(
    random: np.random.Generator, size: int, correlation: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return two standard normal variables of a given correlation."""
    first, other = random.standard_normal((2, size))
    return first, correlation * first + math.sqrt(1 - correlation**2) * other


def quantile(
    sample: np.ndarray, level: float, unit: str, label: Text, formula: Text, inputs=()
) -> Quantity | None:
    """Return a quantile of a sample with its standard error; None where it is infinite.

    The error is half the distance between the order statistics one standard deviation of the
    rank apart (the distribution-free interval for quantiles; David and Nagaraja 2003, 7.1).
    """
    ordered = np.sort(sample)
    size, rank = len(ordered), level * (len(ordered) - 1)
    spread = math.sqrt(level * (1 - level) * size)
    value = _between(ordered, rank)
    low, high = _between(ordered, rank - spread), _between(ordered, rank + spread)
    if not math.isfinite(value):
        return None
    error = (high - low) / 2 if math.isfinite(high) else None
    return _model(value, unit, error, label, formula, inputs)


def probability(happened: np.ndarray, label: Text, formula: Text, inputs=()) -> Quantity:
    """Return the share of paths in which something happened, in percent, with its error."""
    share = float(np.mean(happened))
    error = math.sqrt(share * (1 - share) / len(happened))
    return _model(100 * share, "percent", 100 * error, label, formula, inputs)


def _between(ordered: np.ndarray, rank: float) -> float:
    """Return the value at a rank, linear between neighbours, the ends beyond them."""
    rank = min(max(rank, 0), len(ordered) - 1)
    below = int(rank)
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    return low if low == high or rank == below else low + (rank - below) * (high - low)


def _model(value: float, unit: str, error: float | None, label, formula, inputs) -> Quantity:
    se = None if error is None else round(Decimal(error), _DECIMALS)
    return Quantity.model(
        round(Decimal(value), _DECIMALS), unit, se, inputs=inputs, label=label, formula=formula
    )
