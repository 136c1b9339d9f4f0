"""The interval of a share that was counted in a sample (Wilson 1927)."""

from __future__ import annotations

import math

_Z = 1.959963984540054  # of the normal distribution: 95 percent lie within


def wilson(hits: int, trials: int, z: float = _Z) -> tuple[float, float]:
    """Return (low, high) of the share hits / trials as ratios, 95 % unless `z` says otherwise.

    Sampling alone: it takes the trials for a random draw (METHODS O-1).
    """
    if not 0 <= hits <= trials or trials < 1:
        raise ValueError(f"{hits} of {trials} is no share")
    share, square = hits / trials, z * z / trials
    middle = share + square / 2
    reach = z * math.sqrt(share * (1 - share) / trials + square / (4 * trials))
    low, high = ((middle + sign * reach) / (1 + square) for sign in (-1, 1))
    # Nothing and the whole are ends of the interval; the last bit may fall on either side.
    return (0.0 if hits == 0 else low, 1.0 if hits == trials else high)
