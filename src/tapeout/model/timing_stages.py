"""The stages of the makers: founded, first tape-out, first product, first revenue, listed.

Ages are years since founding; a date known only to the month or year gives an interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP

from tapeout.ledger import Ledger
from tapeout.moment import Moment, years_between
from tapeout.quantity import Gap, Origin, Quantity, is_gap, median
from tapeout.text import Text
from tapeout.words import spell

MAKERS = ("metax", "moore_threads", "cambricon", "biren", "hygon", "enflame")
STAGES = ("tape_out", "product", "revenue", "accepted", "listed")
THRESHOLD = Quantity.exact(
    100_000_000, "CNY", Text("threshold of yearly revenue", "年营业收入门槛")
)
_PRODUCT = ("mass_production", "launch")


@dataclass(frozen=True)
class Stage:
    """A stage of a maker: when, at what age, and whether it is only announced."""

    kind: str
    moment: Moment | Gap
    age: Quantity | Gap
    planned: bool = False

    @property
    def known(self) -> bool:
        """Return whether it can be drawn: both its date and the founding were published."""
        return not is_gap(self.age)


@dataclass(frozen=True)
class Career:
    """One maker from founding to listing, as far as it was published."""

    company: str
    name: Text
    founded: Moment | Gap
    stages: tuple[Stage, ...]
    age: Quantity | Gap  # on the as-of date

    def stage(self, kind: str) -> Stage:
        """Return the stage of a kind."""
        return next(s for s in self.stages if s.kind == kind)

    @property
    def years(self) -> Quantity | Gap:
        """Return the years from founding to listing."""
        return self.stage("listed").age

    @property
    def listed(self) -> bool:
        """Return whether the company had been listed by the as-of date."""
        stage = self.stage("listed")
        return not is_gap(stage.moment) and not stage.planned

    @property
    def planned(self) -> bool:
        """Return whether a listing date was announced that lies after the as-of date."""
        return self.stage("listed").planned


@dataclass(frozen=True)
class Careers:
    """The company in focus beside its peers; the median is of the peers already listed."""

    focus: Career
    peers: tuple[Career, ...]
    median: Quantity | Gap
    counted: tuple[Career, ...]  # the peers of the median
    as_of: Moment

    @property
    def peer_count(self) -> Quantity:
        """Return how many peers the median is taken of."""
        return Quantity.exact(len(self.counted), "companies", Text("peers listed", "已上市同业数"))


def careers(ledger: Ledger, company: str) -> Careers:
    """Return the stages of the company and of the makers beside it."""
    focus = career(ledger, company)
    peers = tuple(career(ledger, c) for c in MAKERS if c != company)
    counted = tuple(p for p in peers if p.listed and not is_gap(p.years))
    middle = _median_years(counted, ledger)
    return Careers(focus, peers, middle, counted, today(ledger))


def today(ledger: Ledger) -> Moment:
    """Return the as-of date."""
    return Moment.on(ledger.as_of, Text("as-of date", "截止日"))


def career(ledger: Ledger, company: str) -> Career:
    """Return the stages of one maker."""
    name = ledger.entity(company).name
    founded = ledger.find(company, "company_date", "founded", house="company")
    moments = {
        "tape_out": first_product(ledger, company, ("tape_out",)),
        "product": _first_on_sale(ledger, company),
        "revenue": first_year_above(ledger, company),
        "accepted": ipo_date(ledger, company, "accepted"),
        "listed": ipo_date(ledger, company, "listed"),
    }
    stages = tuple(
        Stage(
            kind,
            moment,
            _age(founded, moment, name, kind),
            not is_gap(moment) and moment.first > ledger.as_of,
        )
        for kind, moment in moments.items()
    )
    age = _labelled(years_between(founded, today(ledger)), name, Text("age", "成立年数"))
    return Career(company, name, founded, stages, age)


# -- dates ----------------------------------------------------------------------------------------
def ipo_date(ledger: Ledger, company: str, step: str) -> Moment | Gap:
    """Return the date of a step to listing; acceptance may follow from the printed days."""
    rows = ledger.rows(company, "ipo_date", step)
    if rows:
        return ledger.value(max(rows, key=lambda row: row.when))
    gap = ledger.find(company, "ipo_date", step, house="company")
    return _accepted_by_subtraction(ledger, company, gap) if step == "accepted" else gap


def _accepted_by_subtraction(ledger: Ledger, company: str, gap: Gap) -> Moment | Gap:
    """Return the committee date less the printed days from acceptance, else the gap."""
    days = printed_days(ledger, company, "acceptance_to_review")
    reviewed = ipo_date(ledger, company, "review_passed")
    if days is None or is_gap(reviewed) or reviewed.precision != "day":
        return gap
    day = reviewed.first - timedelta(days=int(days.value.to_integral_value(ROUND_HALF_UP)))
    formula = Text(
        "date of the committee's approval less the printed days from acceptance",
        "过会日期减去所披露的受理至过会天数",
    )
    origin = Origin("model", formula=formula, lifted=(*reviewed.facts, *days.facts))
    return Moment(day, day, "day", origin, gap.label)


def printed_days(ledger: Ledger, company: str, what: str) -> Quantity | None:
    """Return a printed duration of the company, None where none was published."""
    rows = ledger.rows(company, "duration", what)
    return ledger.value(rows[0]) if rows else None


def first_product(ledger: Ledger, company: str, segments: tuple[str, ...]) -> Moment | Gap:
    """Return the earliest of the dates of a maker's products: the one that ended first."""
    own = {e.id for e in ledger.entities(maker=company)} | {company}
    rows = [
        row
        for segment in segments
        for row in ledger.rows(metric="product_date", segment=segment)
        if row.subject in own
    ]
    found = [m for m in map(ledger.value, rows) if m.first <= ledger.as_of]
    if found:
        return min(found, key=lambda m: (m.last, -m.first.toordinal(), m.facts))
    return ledger.find(company, "product_date", segments[0])


def _first_on_sale(ledger: Ledger, company: str) -> Moment | Gap:
    """Return the first mass production or launch, a Gap where business came before all of them.

    A tenth of the threshold tells sales of a product from samples and services.
    """
    found = first_product(ledger, company, _PRODUCT)
    if is_gap(found):
        return found
    sold = [Moment.parse(p) for p, q in _yearly(ledger, company).items() if q > THRESHOLD / 10]
    earlier = [m for m in (*sold[:1], ipo_date(ledger, company, "listed")) if _before(m, found)]
    if not earlier:
        return found
    name = ledger.entity(company).name
    return Gap(
        Text(f"{name.en}, first product", f"{name.zh}首款产品"),
        Text(
            f"{name.en} was in business before the earliest of its products whose date was "
            "published, so its first product has no date here.",
            f"{name.zh}在已披露日期的最早产品之前就已有经营，首款产品的日期无从确定。",
        ),
    )


def _before(moment: Moment | Gap, other: Moment) -> bool:
    return not is_gap(moment) and moment < other


def first_year_above(ledger: Ledger, company: str) -> Moment | Gap:
    """Return the first year of revenue above the threshold, if the year before was below it."""
    sold = _yearly(ledger, company)
    for period, value in sold.items():
        before = sold.get(str(int(period) - 1))
        if value > THRESHOLD:
            if before is None or not before <= THRESHOLD:
                break
            return Moment.parse(period, fact=value.facts[0], label=_revenue_label(ledger, company))
    label = _revenue_label(ledger, company)
    day = ledger.day
    name = ledger.entity(company).name
    return Gap(
        label,
        Text(
            f"The evidence dated to {day.en} does not show in which year the revenue of "
            f"{name.en} first passed {spell(THRESHOLD, 'en').text}.",
            f"截至{day.zh}的证据看不出{name.zh}营业收入首次超过"
            f"{spell(THRESHOLD, 'zh').text}的年份。",
        ),
    )


def _yearly(ledger: Ledger, company: str) -> dict[str, Quantity]:
    sold = ledger.series(company, "revenue", house="company")
    return {p: q for p, q in sold.items() if q.unit == THRESHOLD.unit}


def _revenue_label(ledger: Ledger, company: str) -> Text:
    name = ledger.entity(company).name
    return Text(
        f"{name.en}, first year above the threshold of revenue",
        f"{name.zh}营业收入首次越过门槛的年份",
    )


# -- ages -----------------------------------------------------------------------------------
_KIND = {
    "tape_out": Text("founding to first tape-out", "成立至首次流片"),
    "product": Text("founding to first product", "成立至首款产品"),
    "revenue": Text("founding to first year above the threshold", "成立至营业收入首次越过门槛"),
    "accepted": Text("founding to acceptance", "成立至受理"),
    "listed": Text("founding to listing", "成立至上市"),
}


def _age(founded: Moment | Gap, moment: Moment | Gap, name: Text, kind: str) -> Quantity | Gap:
    return _labelled(years_between(founded, moment), name, _KIND[kind])


def _labelled(q: Quantity | Gap, name: Text, what: Text) -> Quantity | Gap:
    return q.labelled(Text(f"{name.en}, {what.en}", f"{name.zh}{what.zh}"))


def _median_years(counted: tuple[Career, ...], ledger: Ledger) -> Quantity | Gap:
    label = Text("peers' median, founding to listing", "同业成立至上市年数中位数")
    if counted:
        return median([p.years for p in counted]).labelled(label)
    day = ledger.day
    return Gap(
        label,
        Text(
            f"The evidence dated to {day.en} holds both dates of no peer.",
            f"截至{day.zh}的证据中没有同时载明成立与上市日期的同业。",
        ),
    )
