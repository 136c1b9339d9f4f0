"""The roadmap in words: how long a chip takes, how far apart they come, and whether plans hold."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology import Distance
from tapeout.model.technology_cadence import Cadence, makers_of, middle, products_of
from tapeout.model.technology_roadmap import Roadmap, wait
from tapeout.moment import Moment
from tapeout.quantity import Quantity
from tapeout.text import Text
from tapeout.words import spell_moment


def roadmap(found: Roadmap, far: Distance, pace: Cadence) -> list[Sentence]:
    """Return how long the leading chip took, the time between generations, and the plans."""
    return [_took(found, far), *_all_makers(pace), *_between(pace), _dated(found), *_plans(pace)]


def _took(found: Roadmap, far: Distance) -> Sentence:
    return Sentence(
        "The leading chip, {chip}, took {months_tapeout_to_mass_production} from tape-out to mass "
        "production.",
        "主力芯片{chip}自流片至量产用时{months_tapeout_to_mass_production}。",
        {"chip": far.chip_name, "months_tapeout_to_mass_production": wait(found, far.chip)},
    )


def _all_makers(pace: Cadence) -> list[Sentence]:
    label = Text("tape-out to mass production, median of all makers", "各厂商流片至量产用时中位数")
    n = products_of(pace.waits, Text("products with both dates", "两个日期均已披露的产品数"))
    median = middle(pace.waits, label)
    if median is None:
        return [
            Sentence(
                "No maker in the ledger has both dates of any product by this date.",
                "截至该日，台账中没有厂商的任何产品同时具备这两个日期。",
            )
        ]
    if not pace.peers:
        return [
            Sentence(
                "Over its {waits_n} with both dates the median is {wait_median}; of no other maker does "
                "the ledger hold both.",
                "其{waits_n}两个日期均已披露，中位数为{wait_median}；台账中其他厂商均未同时披露。",
                {"waits_n": n, "wait_median": median},
            )
        ]
    return [
        Sentence(
            "Over the {waits_n} of {waits_makers} with both dates the median is {wait_median}; of the other "
            "makers the evidence does not hold both.",
            "两个日期均已披露的共{waits_makers}、{waits_n}，中位数为{wait_median}；其余厂商证据不全。",
            {"waits_n": n, "waits_makers": makers_of(pace.waits), "wait_median": median},
        )
    ]


def _between(pace: Cadence) -> list[Sentence]:
    own = pace.own_generations
    if not own:
        return [
            Sentence(
                "The ledger does not hold two dated starts of mass production of {company}, so the time "
                "between its generations cannot be counted.",
                "台账未收录{company}两代产品的量产时间，无从计算换代间隔。",
                {"company": pace.name},
            )
        ]
    last = own[-1]
    if len(own) == 1:
        return [
            Sentence(
                "From one start of mass production to the next, {generation}, passed {generation_last}.",
                "从{generation}，两次量产相隔{generation_last}。",
                {"generation": last.name, "generation_last": last.months},
            )
        ]
    before = own[-2]
    return [
        choose(
            last.months > before.months,
            {
                "en": "Generations come further apart: {generation_before} passed from {before}, and "
                "{generation_last} from {generation}.",
                "zh": "换代间隔在拉长：{before}相隔{generation_before}，{generation}相隔{generation_last}。",
            },
            {
                "en": "From {before} passed {generation_before}, and from {generation} {generation_last}.",
                "zh": "换代间隔：{before}为{generation_before}，{generation}为{generation_last}。",
            },
            generation_before=before.months,
            before=before.name,
            generation_last=last.months,
            generation=last.name,
        )
    ]


def _dated(found: Roadmap) -> Sentence:
    return choose(
        found.ahead > 0,
        {
            "en": "{company} has {products} with a dated step by this edition, and {planned} ahead.",
            "zh": "截至本报告日，{company}有{products}披露了节点时间，另有{planned}尚待完成。",
        },
        {
            "en": "{company} has {products} with a dated step by this edition, and no dated plan ahead.",
            "zh": "截至本报告日，{company}有{products}披露了节点时间，未见有日期的后续计划。",
        },
        company=found.name,
        products=found.counted,
        planned=found.ahead,
    )


def _plans(pace: Cadence) -> list[Sentence]:
    """Return how many plans were kept, the longest slip, and those whose time passed in silence."""
    told = []
    if not pace.plans:
        return [
            Sentence(
                "The ledger holds no dated plan of {company} to hold against what came.",
                "台账未收录{company}任何带日期的计划，无从对照兑现情况。",
                {"company": pace.name},
            )
        ]
    if pace.judged:
        kept = pace.of("kept")
        told.append(
            Sentence(
                "Of {plans_judged} with a known outcome, {plans_kept:n} came in time.",
                "结果已知的{plans_judged}中，按期兑现的有{plans_kept:n}个。",
                {
                    "plans_judged": _steps(
                        len(pace.judged), "plans with an outcome", "结果已知的计划"
                    ),
                    "plans_kept": _steps(len(kept), "plans kept", "按期兑现的计划"),
                },
            )
        )
    late = max(pace.of("late"), key=lambda p: p.late.value, default=None)
    if late is not None:
        told.append(
            Sentence(
                "In {plan_published} the {step} of {product} was planned for {plan_date}; it came in "
                "{plan_actual}, {slip_months} later.",
                "{plan_published}时，{product}{step}计划为{plan_date}；实际为{plan_actual}，晚{slip_months}。",
                {
                    "step": late.step, "product": late.product, "plan_date": late.planned,
                    "plan_published": Text(*_month(late.published)), "plan_actual": late.actual,
                    "slip_months": late.late,
                },
            )
        )  # fmt: skip
    return [*told, *_moved(pace), *_due(pace)]


def _moved(pace: Cadence) -> list[Sentence]:
    moved = next(iter(pace.of("moved")), None)
    if moved is None:
        return []
    again = [
        p
        for p in pace.plans
        if (p.product, p.step) == (moved.product, moved.step) and p.planned > moved.planned
    ]
    return [
        Sentence(
            "The plan has moved once already: the {step} of {product} was due in {plan_moved_from}, and is "
            "now due in {plan_moved_to}.",
            "计划已推迟过一次：{product}{step}原定{plan_moved_from}，现定{plan_moved_to}。",
            {
                "step": moved.step, "product": moved.product, "plan_moved_from": moved.planned,
                "plan_moved_to": again[-1].planned,
            },
        )
    ]  # fmt: skip


def _due(pace: Cadence) -> list[Sentence]:
    due = pace.of("due")
    if not due:
        return []
    return [
        Sentence(
            "For {step} of {product}, planned for {plan_due}, no date has been published since.",
            "{product}{step}计划时间为{plan_due}，此后未见实际日期公布。",
            {"step": due[-1].step, "product": due[-1].product, "plan_due": due[-1].planned},
        )
    ]


def _month(moment: Moment) -> tuple[str, str]:
    month = Moment.parse(f"{moment.first:%Y-%m}")
    return spell_moment(month, "en"), spell_moment(month, "zh")


def _steps(number: int, en: str, zh: str) -> Quantity:
    return Quantity.exact(number, "planned steps", Text(en, zh))
