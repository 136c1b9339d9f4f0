"""Break-even against the window: is the market still short when the company expects its profit?"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.model.simulation import probability
from tapeout.model.timing_window import Window
from tapeout.model.viability_breakeven import BreakEven
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

_LABEL = Text(
    "paths in which the shortage outlasts the company's own year of profit",
    "短缺持续至公司预计盈利年份之后的路径",
)


@dataclass(frozen=True)
class AgainstWindow:
    """The year that the company names, and how often the shortage lasts beyond its end."""

    name: Text
    profitable: bool
    year: object  # Moment, or the Gap of a company that names none
    open_after: Quantity | Gap  # percent of the simulated paths


def against_window(even: BreakEven, window: Window) -> AgainstWindow:
    """Return the share of paths in which supply does not meet demand by the end of that year."""
    return AgainstWindow(even.name, even.profitable, even.company_year, _still_short(even, window))


def _still_short(even: BreakEven, window: Window) -> Quantity | Gap:
    if is_gap(even.company_year):
        return Gap(_LABEL, even.company_year.reason)
    if window.dates is None:
        return Gap(_LABEL, window.median.reason)
    end = even.company_year.last.year + 1  # the first moment after the year, in decimal years
    return probability(
        window.dates > end, _LABEL,
        Text("share of the simulated dates that lie after the end of that year",
             "模拟时点晚于该年年末的占比"),
        (even.company_year, window.median),
    )  # fmt: skip
