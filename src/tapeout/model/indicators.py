"""What would change our mind: an indicator, its threshold, and the newest figure held against it.

A threshold is computed from what was visible on the as-of date, and so is the newest figure: the
same call on a later date says which thresholds have been reached since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text


@dataclass(frozen=True)
class Indicator:
    """One indicator: its threshold, the side that would change our mind, the newest figure."""

    key: str
    name: Text
    meaning: Text  # what it would say
    side: Literal["above", "below"]
    threshold: Quantity | Gap
    newest: Quantity | Gap
    when: Text  # period of the newest figure

    @property
    def reached(self) -> bool | None:
        """Return whether the threshold was certainly passed; None without both figures."""
        if is_gap(self.threshold) or is_gap(self.newest):
            return None
        if self.side == "above":
            return self.newest > self.threshold
        return self.newest < self.threshold
