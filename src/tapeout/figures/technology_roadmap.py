"""The roadmap in a picture: the products of a company by date, planned steps hollow."""

from __future__ import annotations

from tapeout.exhibit import Column, Figure, Row, Sentence, Table, choose
from tapeout.figures import timeline as timeline_form
from tapeout.figures.timeline import Lane, Step
from tapeout.model.technology_cadence import STEP_NAMES as _STEP_NAMES
from tapeout.model.technology_cadence import Cadence, Plan
from tapeout.model.technology_roadmap import STEPS, Roadmap
from tapeout.moment import Moment
from tapeout.quantity import is_gap
from tapeout.text import LANGUAGES, Text
from tapeout.words import spell


def roadmap(found: Roadmap, today: Moment, pace: Cadence, most: int = 9) -> Figure:
    """Return the products of the company by date; planned steps hollow, plans that slipped as well."""
    slipped = {p.product: p for p in pace.plans if p.state in ("late", "moved")}
    kinds = [
        s for s in STEPS if any(s in p.steps or f"{s}_planned" in p.planned for p in found.products)
    ]
    columns = (
        Column("product", Text("Product", "产品")),
        *(Column(k, _STEP_NAMES[k]) for k in kinds),
        Column("slipped", Text("plan that slipped", "落空的计划")),
    )
    none = Text("", "")
    rows = tuple(
        Row(p.id, (p.name, *(_cell(p, k) for k in kinds),
                   slipped[p.name].planned if p.name in slipped else none), True)
        for p in found.products
    )  # fmt: skip
    table = Table("roadmap", Text("Products by date", "各产品节点"), columns, rows)
    if not found.products:
        message = Sentence("{roadmap}", "{roadmap}", {"roadmap": found.gap})
        return Figure("roadmap", message, Text("", ""), Text("", ""), table, None)
    if is_gap(found.shortest):
        message = Sentence(
            "No product of {company} has both a dated tape-out and a dated start of production",
            "{company}尚无产品同时披露流片与量产时间", {"company": found.name},
        )  # fmt: skip
    else:
        message = _message(found)
    subtitle = Text(
        "Filled: happened by this edition. Hollow: planned. Pale: a coarse date. Right: tape-out to mass "
        "production.",
        "实心：截至本报告日已发生；空心：计划；浅色：日期仅知大致区间。右侧：流片至量产用时。",
    )
    alt = Text(*(_alt(found, kinds, language) for language in LANGUAGES))

    def draw(language: str, layout: str):
        shown = found.products[-most:]
        lanes = [
            Lane(
                _short(p.name[language], found.name[language]),
                _steps(p, kinds, slipped.get(p.name)),
                spell(found.waits[p.id], language, 0).text if p.id in found.waits else "",
            )
            for p in shown
        ]
        words = "this edition" if language == "en" else "本报告日"
        named = {STEPS.index(k): _STEP_NAMES[k][language] for k in kinds}
        return timeline_form.draw(layout, lanes, named, today.decimal_year, words)

    return Figure("roadmap", message, subtitle, alt, table, draw)


def _message(found: Roadmap) -> Sentence:
    """Return how long the newest chip in mass production took, and whether any took as long before."""
    waited = [p for p in found.products if p.id in found.waits]
    newest = max(waited, key=lambda p: p.steps["mass_production"].first)
    took = found.waits[newest.id]
    others = [found.waits[p.id] for p in waited if p is not newest]
    return choose(
        bool(others) and all(took > other for other in others),
        {"en": "{product} took {newest_wait} from tape-out to mass production, longer than any before it",
         "zh": "{product}自流片至量产用时{newest_wait}，长于此前各款"},
        {"en": "{product} took {newest_wait} from tape-out to mass production",
         "zh": "{product}自流片至量产用时{newest_wait}"},
        product=newest.name, newest_wait=took,
    )  # fmt: skip


def _short(name: str, company: str) -> str:
    return name.removeprefix(company).strip() or name


def _cell(product, kind: str):
    if kind in product.steps:
        return product.steps[kind]
    return product.planned.get(f"{kind}_planned", Text("", ""))


def _steps(product, kinds: list[str], slipped: Plan | None) -> tuple[Step, ...]:
    told = []
    if slipped is not None:
        kind = next((k for k in kinds if _STEP_NAMES[k] == slipped.step), None)
        if kind is not None:
            ends = (_year(slipped.planned, end) for end in ("first", "last"))
            told.append(Step(*ends, STEPS.index(kind), True))
    for moments, planned in ((product.steps, False), (product.planned, True)):
        for name, moment in moments.items():
            kind = name.removesuffix("_planned")
            if kind in kinds:
                told.append(
                    Step(_year(moment, "first"), _year(moment, "last"), STEPS.index(kind), planned)
                )
    return tuple(told)


def _year(moment: Moment, end: str) -> float:
    return Moment.on(getattr(moment, end)).decimal_year


def _alt(found: Roadmap, kinds: list[str], language: str) -> str:
    """Return the order of the rows, the shortest and the longest wait, and what is planned."""
    first, last = found.products[0], found.products[-1]
    waits = sorted(found.waits.items(), key=lambda each: each[1].value)
    names = {p.id: p.name[language] for p in found.products}
    planned = [p.name[language] for p in found.products if p.planned]
    marks = [_STEP_NAMES[k][language] for k in kinds]
    if language == "en":
        told = (
            f"Rows of {len(found.products)} products on a calendar, {first.name.en} first and "
            f"{last.name.en} last; marks show {', '.join(marks)}."
        )
        if waits:
            (a, x), (b, y) = waits[0], waits[-1]
            told += f" {names[a]} took {spell(x, 'en', 0).text} from tape-out to mass production"
            told += f", {names[b]} {spell(y, 'en', 0).text}." if a != b else "."
        return told + (
            f" Planned steps: {', '.join(planned)}." if planned else " No step is planned."
        )
    told = (
        f"{len(found.products)}款产品的时间线，始于{first.name.zh}，止于{last.name.zh}；"
        f"标记为{'、'.join(marks)}。"
    )
    if waits:
        (a, x), (b, y) = waits[0], waits[-1]
        told += f"{names[a]}自流片至量产用时{spell(x, 'zh', 0).text}"
        told += f"，{names[b]}为{spell(y, 'zh', 0).text}。" if a != b else "。"
    return told + (f"有计划节点的：{'、'.join(planned)}。" if planned else "无计划节点。")
