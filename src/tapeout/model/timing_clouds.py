"""Demand in money: the capital spending of the clouds, by quarter where they print it.

Pure functions: a ledger in, frozen dataclasses of quantities out.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger, period_text
from tapeout.quantity import Gap, Quantity, growth
from tapeout.text import Text

CLOUDS, BY_PRESS = ("alibaba", "tencent"), "bytedance"
_HALF = {"H1": ("Q1", "Q2"), "H2": ("Q3", "Q4")}


@dataclass(frozen=True)
class Spending:
    """Capital spending of one cloud: its own figures by quarter, and halves of a year."""

    company: str
    name: Text
    quarters: tuple[tuple[str, Quantity], ...]  # as printed
    halves: tuple[tuple[str, Quantity], ...]  # printed, or the sum of two printed quarters
    growth: Quantity | Gap  # newest half against the same half a year before
    growth_of: str  # that half, "" without one
    missing: tuple[str, ...]  # quarters between the first and the last that were not printed

    @property
    def latest(self) -> tuple[str, Quantity] | None:
        """Return the newest quarter printed."""
        return self.quarters[-1] if self.quarters else None

    @property
    def peak(self) -> tuple[str, Quantity] | None:
        """Return the highest quarter printed."""
        return max(self.quarters, key=lambda each: each[1].value, default=None)

    @property
    def below_peak(self) -> Quantity | None:
        """Return how far the newest quarter lies below the highest, None where it is that."""
        if self.latest is None or self.latest[0] == self.peak[0]:
            return None
        fall = -growth(self.latest[1], self.peak[1])
        return fall.labelled(
            Text(
                f"{self.name.en}: newest quarter below the highest",
                f"{self.name.zh}最近一季较最高一季低",
            )
        )


@dataclass(frozen=True)
class Clouds:
    """The clouds that publish quarters, and the one that only the press estimates, by year."""

    own: tuple[Spending, ...]
    rows: tuple[tuple[str, tuple[Quantity | Gap, ...]], ...]  # by period, in the order of `own`
    press_name: Text
    press: tuple[tuple[str, Quantity, bool], ...]  # year, value, printed before it was over


def clouds(ledger: Ledger) -> Clouds:
    """Return what each cloud printed by quarter, and the press estimates by year."""
    press = [
        (r.period, ledger.value(r), r.visible_from <= r.when.last)
        for r in sorted(ledger.rows(BY_PRESS, "capex", segment=""), key=lambda r: r.when)
        if r.when.freq == "year"
    ]
    own = tuple(_spending(ledger, company) for company in CLOUDS)
    rows = tuple((period, tuple(_at(ledger, s, period) for s in own)) for period in _periods(own))
    return Clouds(own, rows, ledger.entity(BY_PRESS).name, tuple(press))


def _at(ledger: Ledger, s: Spending, period: str) -> Quantity | Gap:
    known = dict((*s.quarters, *s.halves)).get(period)
    return ledger.find(s.company, "capex", period=period) if known is None else known


def _periods(own: tuple[Spending, ...]) -> tuple[str, ...]:
    """Return every quarter from the first to the last printed, each half after its second."""
    quarters = sorted({period for s in own for period, _ in s.quarters})
    halves = {period for s in own for period, _ in s.halves}
    every = _between(quarters[0], quarters[-1]) if quarters else ()
    return tuple(sorted({*every, *halves}, key=_place))


def _spending(ledger: Ledger, company: str) -> Spending:
    quarters = ledger.series(company, "capex", freq="quarter", house="company")
    halves = _halves(ledger, company, quarters)
    grown, newest = _grown(ledger, company, halves)
    every = _between(min(quarters), max(quarters)) if quarters else ()
    return Spending(
        company, ledger.entity(company).name, tuple(quarters.items()), tuple(halves.items()),
        grown, newest, tuple(q for q in every if q not in quarters),
    )  # fmt: skip


def _halves(ledger: Ledger, company: str, quarters: dict[str, Quantity]) -> dict[str, Quantity]:
    """Return the halves that were printed, and those whose two quarters were."""
    halves = ledger.series(company, "capex", freq="half", house="company")
    for year in {q[:4] for q in quarters}:
        for half, pair in _HALF.items():
            parts = [quarters.get(f"{year}{q}") for q in pair]
            if None not in parts and f"{year}{half}" not in halves:
                halves[f"{year}{half}"] = (parts[0] + parts[1]).labelled(
                    _named(ledger, company, f"{year}{half}", "capital expenditure", "资本开支")
                )
    return dict(sorted(halves.items()))


def _grown(ledger: Ledger, company: str, halves: dict) -> tuple[Quantity | Gap, str]:
    """Return the growth of the newest half that has one a year before it, and that half."""
    pairs = [(h, f"{int(h[:4]) - 1}{h[4:]}") for h in halves]
    pairs = [(h, before) for h, before in pairs if before in halves]
    if not pairs:
        return ledger.find(company, "capex", period="2025H1"), ""
    newest, before = pairs[-1]
    label = _named(ledger, company, newest, "growth of capital expenditure", "资本开支同比")
    return growth(halves[newest], halves[before]).labelled(label), newest


def _named(ledger: Ledger, company: str, period: str, en: str, zh: str) -> Text:
    name, when = ledger.entity(company).name, period_text(period)
    return Text(f"{name.en}, {en}, {when.en}", f"{name.zh}{zh}，{when.zh}")


def _between(first: str, last: str) -> tuple[str, ...]:
    """Return every quarter from `first` to `last`, both included."""
    start, end = (int(q[:4]) * 4 + int(q[5]) - 1 for q in (first, last))
    return tuple(f"{k // 4}Q{k % 4 + 1}" for k in range(start, end + 1))


def _place(period: str) -> tuple[int, int, bool]:
    """Sort quarters by time, a half after its second quarter."""
    half = period[4] == "H"
    return int(period[:4]), int(period[5]) * (2 if half else 1), half
