"""How fast products follow: tape-out to mass production, generation to generation, plan to date.

Months are counted between dates as coarse as they were published, so most carry an interval. A
generation is a product in mass production that is no form of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tapeout.ledger import FactRow, Ledger
from tapeout.model.technology_dates import months_between
from tapeout.model.technology_roadmap import Product, roadmap
from tapeout.moment import Moment
from tapeout.quantity import Quantity, median
from tapeout.text import Text

_PLAN = "_planned"
# What shows that a planned step was taken: the step itself, or a later one.
_DONE_BY = {
    "launch": ("launch", "release", "mass_production"),
    "release": ("release", "launch", "mass_production"),
}
STEP_NAMES = {
    "announced": Text("announced", "公布"),
    "tape_out": Text("tape-out", "流片"),
    "launch": Text("launch", "发布"),
    "release": Text("release", "上市"),
    "risk_production": Text("risk production", "风险量产"),
    "mass_production": Text("mass production", "量产"),
    "production_stop": Text("production stop", "停产"),
    "foundry_order_stop": Text("foundry orders stopped", "代工停单"),
}


@dataclass(frozen=True)
class Wait:
    """Months from one dated step to another."""

    maker: str
    name: Text  # of the product, or of the two
    key: str
    start: Moment
    end: Moment
    months: Quantity


@dataclass(frozen=True)
class Plan:
    """A published plan for a step, and what came of it by the day of the edition.

    `state` is kept (surely within the plan), late, open (the dates overlap), due (its time is over
    and no date was published), moved (a later plan stands in its place) or ahead.
    """

    product: Text
    key: str
    step: Text
    published: Moment
    planned: Moment
    actual: Moment | None
    late: Quantity | None  # months from the planned date to the actual one
    state: str


@dataclass(frozen=True)
class Cadence:
    """The pace of a company beside that of all makers."""

    name: Text
    company: str
    waits: tuple[Wait, ...]  # tape-out to mass production, all makers
    generations: tuple[Wait, ...]  # mass production to mass production, all makers
    plans: tuple[Plan, ...]  # of the company, in order of publication

    @property
    def peers(self) -> list[Wait]:
        """Return the waits of the other makers."""
        return [w for w in self.waits if w.maker != self.company]

    @property
    def own_generations(self) -> list[Wait]:
        """Return the time between the company's generations, in order."""
        return [w for w in self.generations if w.maker == self.company]

    @property
    def judged(self) -> list[Plan]:
        """Return the plans whose outcome is known."""
        return [p for p in self.plans if p.state in ("kept", "late")]

    def of(self, state: str) -> list[Plan]:
        """Return the plans in a state."""
        return [p for p in self.plans if p.state == state]


def cadence(ledger: Ledger, company: str, makers: Sequence[str]) -> Cadence:
    """Return the pace of `company` and of `makers`; months, with the interval of coarse dates."""
    waits, generations = [], []
    for maker in dict.fromkeys((company, *makers)):
        products = roadmap(ledger, maker).products
        waits += [w for p in products if (w := _wait(maker, p))]
        generations += _generations(maker, products)
    return Cadence(
        ledger.entity(company).name, company, tuple(waits), tuple(generations),
        tuple(_plans(ledger, company)),
    )  # fmt: skip


def middle(waits: Sequence[Wait], label: Text) -> Quantity | None:
    """Return the median of some waits in months, None of none."""
    return median([w.months for w in waits]).labelled(label) if waits else None


def makers_of(waits: Sequence[Wait]) -> Quantity:
    """Return how many makers some waits are of."""
    label = Text("makers with both dates", "两个日期均已披露的厂商数")
    return Quantity.exact(len({w.maker for w in waits}), "companies", label)


def products_of(waits: Sequence[Wait], label: Text) -> Quantity:
    """Return how many products some waits are of."""
    return Quantity.exact(len(waits), "products", label)


def _wait(maker: str, product: Product) -> Wait | None:
    start, end = product.steps.get("tape_out"), product.steps.get("mass_production")
    if start is None or end is None:
        return None
    label = Text(
        f"{product.name.en}, tape-out to mass production", f"{product.name.zh}流片至量产用时"
    )
    return Wait(
        maker, product.name, product.id, start, end, months_between(start, end).labelled(label)
    )


def _generations(maker: str, products: Sequence[Product]) -> list[Wait]:
    volume = [p for p in products if "mass_production" in p.steps]
    heads = [p for p in volume if not any(_form_of(p.id, q.id) for q in volume if q is not p)]
    heads.sort(key=lambda p: (p.steps["mass_production"].first, p.steps["mass_production"].last))
    found = []
    for first, second in pairwise(heads):
        start, end = first.steps["mass_production"], second.steps["mass_production"]
        name = Text(f"{first.name.en} to {second.name.en}", f"{first.name.zh}至{second.name.zh}")
        label = Text(f"{name.en}, mass production", f"{name.zh}，量产间隔")
        found.append(
            Wait(maker, name, f"{first.id}_{second.id}", start, end,
                 months_between(start, end).labelled(label))
        )  # fmt: skip
    return found


def _form_of(product: str, other: str) -> bool:
    """Return whether a product is a form of another by its id: br166c of br166."""
    return re.fullmatch(re.escape(other) + r"[a-z_].*", product) is not None


def _plans(ledger: Ledger, company: str) -> list[Plan]:
    found: dict[tuple, Plan] = {}
    for entity in ledger.entities(kind="product", maker=company):
        rows = [r for r in ledger.rows(entity.id, "product_date") if r.is_date]
        steps = {r.segment: ledger.value(r) for r in rows if not r.segment.endswith(_PLAN)}
        for row in sorted(rows, key=lambda r: r.visible_from):
            if row.segment.endswith(_PLAN):
                plan = _plan(ledger, entity.name, row, steps)
                # A launch and a release planned for one time are one plan.
                market = row.segment.removesuffix(_PLAN) in _DONE_BY
                found.setdefault((entity.id, "market" if market else row.segment, row.value), plan)
    plans = sorted(found.values(), key=lambda p: (p.published.first, p.planned.last, p.key))
    return [_moved(plan, plans[place + 1 :]) for place, plan in enumerate(plans)]


def _moved(plan: Plan, later: list[Plan]) -> Plan:
    """Return the plan, marked as moved where a later one puts the same step to a later time."""
    again = [p for p in later if (p.product, p.step) == (plan.product, plan.step)]
    moved = plan.actual is None and any(p.planned > plan.planned for p in again)
    return replace(plan, state="moved") if moved else plan


def _plan(ledger: Ledger, name: Text, row: FactRow, steps: dict[str, Moment]) -> Plan:
    step = row.segment.removesuffix(_PLAN)
    planned = ledger.value(row)
    done = [steps[s] for s in _DONE_BY.get(step, (step,)) if s in steps]
    actual = min((m for m in done if m.first <= ledger.as_of), key=lambda m: m.first, default=None)
    label = Text(
        f"{name.en}, {STEP_NAMES[step].en} after its plan",
        f"{name.zh}{STEP_NAMES[step].zh}较计划推迟",
    )
    late = None if actual is None else months_between(planned, actual).labelled(label)
    alike = ledger.rows(row.subject, row.metric, row.segment, row.period, status="any")
    first = min(r.visible_from for r in alike if r.value == row.value)
    first = Moment.on(first, Text("published", "公布日期"))
    key = f"{row.subject}_{step}_{row.period}".lower().replace("-", "_")
    return Plan(name, key, STEP_NAMES[step], first, planned, actual, late,
                _state(planned, actual, ledger.as_of))  # fmt: skip


def _state(planned: Moment, actual: Moment | None, day) -> str:
    if actual is None:
        return "due" if planned.last < day else "ahead"
    if actual.first > planned.last:
        return "late"
    return "kept" if actual.last <= planned.last else "open"
