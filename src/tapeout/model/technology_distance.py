"""How far a chip stands from the frontier, measure by measure, at its launch and today.

The frontier of a measure is the running maximum of what the yardstick had shipped; the lag is
the time since it first gave as much (METHODS L-1). Like is set against like: FP8 against FP8,
INT8 against INT8, a link counted both ways against links counted both ways.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tapeout.ledger import Ledger
from tapeout.model.technology import YARDSTICK, Chip, is_variant, today
from tapeout.model.technology_nominal import (
    MEASURES,
    Measure,
    Nominal,
    figure,
    missing,
    newest,
    nominal,
    unstated,
)
from tapeout.model.technology_shipping import nominal_date
from tapeout.moment import Moment, years_between
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

PEERS = ("metax", "moore_threads", "cambricon", "hygon", "biren", "huawei")
EXPORT = ("nvidia_a800", "nvidia_h800", "nvidia_h20")


@dataclass(frozen=True)
class Step:
    """A chip of the yardstick with its figure and since when it ships."""

    id: str
    name: Text
    date: Moment
    value: Quantity


@dataclass(frozen=True)
class Against:
    """A figure against the frontier of a day: percent of the best, and years behind."""

    best: Step | None
    passed: Step | None  # the first of the yardstick that gave as much
    ratio: Quantity | Gap
    lag: Quantity | Gap
    smooth: Quantity | Gap  # years, had the frontier risen steadily (in logs) between chips
    below: bool = False  # under the first chip on record: the lag is more than this

    @property
    def ahead(self) -> bool:
        """Return whether no chip of the yardstick gave as much by the day."""
        return self.best is not None and self.passed is None and not is_gap(self.ratio)


@dataclass(frozen=True)
class Allowed:
    """A chip that the export rules were made to let through, beside the own figure."""

    id: str
    name: Text
    value: Quantity | Gap
    ratio: Quantity | Gap  # own figure in percent of it

    @property
    def beaten(self) -> bool:
        """Return whether the own figure is surely above it."""
        return self.ratio > 100


@dataclass(frozen=True)
class Line:
    """One measure of a chip: today, at its launch, and against the export chips."""

    measure: Measure
    own: Nominal
    now: Against
    launch: Against
    allowed: tuple[Allowed, ...]


@dataclass(frozen=True)
class Profile:
    """A chip with all its measures."""

    id: str
    name: Text
    maker: str
    date: Moment | Gap
    lines: tuple[Line, ...]

    def line(self, key: str) -> Line:
        """Return the measure named `key`."""
        return next(line for line in self.lines if line.measure.key == key)


class Yard:
    """The chips of the yardstick with a date, and their figures; read once."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    @cached_property
    def dated(self) -> dict[str, tuple[Text, Moment]]:
        """Return {product: (name, since when it ships)} of those with a date."""
        ids = [e.id for e in self.ledger.entities(kind="product", maker=YARDSTICK)]
        found = {}
        for each in ids:
            name = self.ledger.entity(each).name
            date, _ = nominal_date(self.ledger, each, Gap(name, name), news=True)
            if not is_gap(date) and not is_variant(each, ids):
                found[each] = (name, date)
        return found

    def unrated_since(self, best: Step | None) -> list[tuple[Text, Moment]]:
        """Return chips dated after `best` of which no dense FP16 rate was published."""
        rated = {step.id for step in self.steps(MEASURES[0], "")}
        newer = [
            (name, date) for each, (name, date) in self.dated.items()
            if best and each not in rated and date.first > best.date.last
            and date.last <= self.ledger.as_of
        ]  # fmt: skip
        return sorted(newer, key=lambda pair: pair[1].first)

    def steps(self, measure: Measure, segment: str) -> list[Step]:
        """Return the chips with a figure like that of `segment`, by date."""
        segments = (segment,) if measure.alike and segment else measure.segments
        found = []
        for each, (name, date) in self.dated.items():
            row = newest(self.ledger, each, measure.metric, segments)
            if row is not None:
                found.append(Step(each, name, date, figure(self.ledger, row)))
        return sorted(found, key=lambda s: (s.date.first, s.date.last, s.value.value))


def against(own: Nominal, steps: list[Step], day: Moment | Gap, label: Text, gap: Gap) -> Against:
    """Return `own` against what of `steps` had surely shipped by `day`."""
    shipped = [] if is_gap(day) else [s for s in steps if s.date.last <= day.last]
    if not shipped:
        return Against(None, None, gap, gap, gap)
    best = max(shipped, key=lambda s: s.value.value)
    if is_gap(own.value) or own.either:
        open_gap = own.value if is_gap(own.value) else unstated(own.value)
        return Against(best, None, open_gap, open_gap, open_gap)
    passed = next((s for s in shipped if s.value.value >= own.value.value), None)
    lag = years_between(passed.date, day) if passed else Quantity.exact(0, "years")
    named = {"ratio": ("to the frontier", "与前沿之比"), "lag": ("lag", "落后时间")}
    en, zh = named["ratio"]
    return Against(
        best, passed,
        share(own.value, best.value).labelled(Text(f"{label.en} {en}", f"{label.zh}{zh}")),
        lag.labelled(Text(f"{label.en}, {named['lag'][0]}", f"{label.zh}{named['lag'][1]}")),
        smooth_lag(own.value, shipped, day, label),
        own.value.value < shipped[0].value.value,
    )  # fmt: skip


def smooth_lag(own: Quantity, steps: list[Step], day: Moment, label: Text) -> Quantity | Gap:
    """Return the years since a frontier that rises steadily in logs between chips gave as much.

    METHODS L-1: the other end of the range to the step. A Gap below the first chip.
    """
    rising: list[Step] = []
    for step in steps:
        if step.value.value > 0 and (not rising or step.value.value > rising[-1].value.value):
            rising.append(step)
    name = Text(f"{label.en}, lag behind a steady frontier", f"{label.zh}相对平滑前沿的落后时间")
    if own.value <= rising[0].value.value:
        why = Text("It lies below the first chip on record.", "低于有记录的首款芯片。")
        return Gap(name, why)
    for low, high in pairwise(rising):
        if own.value <= high.value.value:
            rate = math.log(float(high.value.value) / float(low.value.value))
            part = math.log(float(own.value) / float(low.value.value)) / rate
            start, end = low.date.decimal_year, high.date.decimal_year
            years = day.decimal_year - start - (end - start) * part
            how = Text(
                "date - the day on which a line in logs between two chips gave as much",
                "日期－两款芯片间对数直线达到同一数值之日",
            )
            inputs = [own, low.value, high.value, low.date, high.date, day]
            return Quantity.model(
                round(max(years, 0.0), 9), "years", inputs=inputs, label=name, formula=how
            )
    return Quantity.exact(0, "years", name)


def profile(ledger: Ledger, product: str, yard: Yard, chip: Chip | None = None) -> Profile:
    """Return a product's measures against the frontier of today and of its launch."""
    entity = ledger.entity(product)
    gap = Gap(entity.name, _undated(entity.name))
    date = chip.date if chip else nominal_date(ledger, product, gap)[0]
    lines = []
    for measure in MEASURES:
        own = nominal(ledger, product, measure)
        steps = yard.steps(measure, own.segment)
        name = Text(f"{entity.name.en}, {measure.name.en}", f"{entity.name.zh}{measure.name.zh}")
        none = gap if is_gap(date) else Gap(name, _no_frontier(measure))
        day = gap if is_gap(date) else today(ledger)
        lines.append(Line(
            measure, own,
            against(own, steps, day, name, none),
            against(own, steps, date, Text(f"{name.en} at launch", f"{name.zh}（上市时）"), none),
            tuple(_allowed(ledger, each, measure, own, name, date) for each in EXPORT),
        ))  # fmt: skip
    return Profile(product, entity.name, entity.maker, date, tuple(lines))


def _allowed(
    ledger: Ledger, product: str, measure: Measure, own: Nominal, label: Text, date
) -> Allowed:
    segments = (own.segment,) if measure.alike and own.segment else measure.segments
    row = newest(ledger, product, measure.metric, segments)
    name = ledger.entity(product).name
    value = figure(ledger, row) if row else missing(ledger, product, measure)
    ratio = date if is_gap(date) else unstated(own.value) if own.either else share(own.value, value)
    to = Text(f"{label.en} to that of {name.en}", f"{label.zh}与{name.zh}之比")
    return Allowed(product, name, value, ratio.labelled(to))


def _undated(name: Text) -> Text:
    return Text(
        f"No date from which {name.en} ships was published.", f"{name.zh}的出货时间未披露。"
    )


def _no_frontier(measure: Measure) -> Text:
    return Text(
        f"The evidence holds no shipped chip of NVIDIA with this figure: {measure.name.en}.",
        f"证据中没有英伟达已出货芯片的{measure.name.zh}。",
    )
