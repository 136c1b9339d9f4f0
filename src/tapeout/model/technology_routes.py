"""The roads: what each maker builds, how it is programmed, and whether the road shows in numbers.

The route of a maker is the class that the ledger gives it; how its chips are programmed is what a
source says of its software. Nothing here says that a road causes a margin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from tapeout.ledger import Entity, Ledger, period_text
from tapeout.model.technology_lines import ProductLine, product_lines
from tapeout.model.technology_shipping import shipping_date
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

ROADS = ("full_function_gpu", "gpgpu", "dcu", "dsa", "graphics_gpu")
PEERS = ("metax", "moore_threads", "biren", "hygon", "cambricon", "enflame", "jingjia_micro")
_YEARS_BACK = 4
# What the words of a source on the programming model say, the first that fits.
_PROGRAMMED = (
    ("hip", ("hip",)),
    ("own", ("own stack", "own language")),
    ("cuda_like", ("cuda-like", "cuda_alike")),
    ("gpgpu_style", ("gpgpu",)),
)
Value = Quantity | Gap


@dataclass(frozen=True)
class Road:
    """One maker: its route, its programming model, and two figures of one and the same year."""

    company: str
    name: Text
    route: str  # of ROADS, or cpu
    stack: Text | None  # the software whose programming model is stated
    programmed: str  # hip, own, cuda_like, gpgpu_style, or ""
    shipping: Quantity  # products that surely ship
    no_graphics: tuple[Text, ...]  # its graphics chips of which none surely ships
    revenue: Value
    margin: Value  # percent of revenue
    research: Value  # percent of revenue
    printed: bool  # whether the research ratio is the company's own, on what it invests


@dataclass(frozen=True)
class Routes:
    """The makers by route, and the product lines of the company in focus."""

    name: Text
    year: Text
    roads: tuple[Road, ...]  # the company first, then by route
    lines: tuple[ProductLine, ...]  # by margin, the widest first
    period: Text  # of the lines

    @property
    def own(self) -> Road:
        """Return the road of the company."""
        return self.roads[0]

    @property
    def with_margin(self) -> list[Road]:
        """Return the makers with a gross margin of the year, the highest first."""
        known = [r for r in self.roads if not is_gap(r.margin)]
        return sorted(known, key=lambda r: -r.margin.value)

    @property
    def with_research(self) -> list[Road]:
        """Return the makers with a research ratio of the year, the highest first."""
        known = [r for r in self.roads if not is_gap(r.research)]
        return sorted(known, key=lambda r: -r.research.value)

    @property
    def comparable(self) -> list[Road]:
        """Return those of them whose ratio is on the expense of the income statement."""
        return [r for r in self.with_research if not r.printed]

    @property
    def same(self) -> list[Road]:
        """Return the makers with a margin on the company's own route."""
        return [r for r in self.with_margin if r.route == self.own.route]


@dataclass(frozen=True)
class Orders:
    """Of how many pairs of makers the smaller seller spends the larger share on research."""

    pairs: Quantity
    smaller_spends_more: Quantity
    share: Quantity  # percent


def routes(ledger: Ledger, company: str, peers: Sequence[str] = PEERS) -> Routes:
    """Return the makers by route in the newest year that most of them have published."""
    makers = list(dict.fromkeys((company, *peers)))
    year = year_of(ledger, makers)
    roads = [_road(ledger, maker, year) for maker in makers]
    rest = sorted(roads[1:], key=lambda r: (_rank(r.route), -_size(r.revenue)))
    period, lines = product_lines(ledger, company)
    return Routes(
        ledger.entity(company).name, _words(year), (roads[0], *rest), lines, _words(period)
    )


def orders(found: Routes) -> Orders | None:
    """Return how far research against revenue follows the size of revenue; None under two makers."""
    known = [r for r in found.comparable if not is_gap(r.revenue)]
    pairs = [
        (a, b)
        for a, b in combinations(known, 2)
        if a.revenue.unit == b.revenue.unit and (a.revenue < b.revenue or b.revenue < a.revenue)
    ]
    if not pairs:
        return None
    held = 0
    for a, b in pairs:
        small, large = (a, b) if a.revenue < b.revenue else (b, a)
        held += small.research > large.research
    count = Quantity.exact(len(pairs), "count", Text("pairs of makers", "厂商两两比较数"))
    more = Quantity.exact(held, "count", Text(
        "pairs in which the smaller seller spends the larger share", "收入较小者研发占比较高的对数"
    ))  # fmt: skip
    return Orders(count, more, share(more, count))


# -- one maker -----------------------------------------------------------------------------
def _road(ledger: Ledger, maker: str, year: str) -> Road:
    entity = ledger.entity(maker)
    stack, programmed = _programmed(ledger, maker)
    revenue = ledger.find(maker, "revenue", "", year, "company")
    research, printed = _research(ledger, maker, year, revenue)
    ships = [e for e in ledger.entities(kind="product", maker=maker) if _ships(ledger, e)]
    label = Text(f"{entity.name.en} products that ship", f"{entity.name.zh}在售产品数")
    return Road(
        maker, entity.name, entity.route, stack, programmed,
        Quantity.exact(len(ships), "products", label),
        _unshipped_graphics(ledger, maker, ships),
        revenue, ledger.find(maker, "gross_margin", "", year, "company"), research, printed,
    )  # fmt: skip


def _unshipped_graphics(ledger: Ledger, maker: str, ships: list[Entity]) -> tuple[Text, ...]:
    """Return the graphics chips of a maker on another road, where none of them surely ships."""
    if ledger.entity(maker).route in ("graphics_gpu", "full_function_gpu"):
        return ()
    graphics = [
        e for e in ledger.entities(kind="product", maker=maker)
        if e.route == "graphics_gpu" and not e.id.endswith("_series")
    ]  # fmt: skip
    return () if any(e in ships for e in graphics) else tuple(e.name for e in graphics)


def _research(ledger: Ledger, maker: str, year: str, revenue: Value) -> tuple[Value, bool]:
    """Return (percent of revenue, whether printed): expense over revenue, else the printed ratio."""
    spent = ledger.find(maker, "rd_expense", "", year, "company")
    if not (is_gap(spent) or is_gap(revenue)):
        name = ledger.entity(maker).name
        label = Text(
            f"{name.en} R&D expense to revenue, {year}", f"{name.zh}研发费用占营业收入，{year}年"
        )
        return share(spent, revenue).labelled(label), False
    return ledger.find(maker, "rd_to_revenue", "", year, "company"), True


def _programmed(ledger: Ledger, maker: str) -> tuple[Text | None, str]:
    """Return the software of a maker and its programming model in one word, by its newest source."""
    subjects = [maker, *(e.id for e in ledger.entities(kind="product", maker=maker))]
    rows = [
        row
        for subject in subjects
        for row in ledger.rows(subject, "software_support", "programming_model")
    ]
    row = max(rows, key=lambda r: r.when, default=None)
    if row is None:
        return None, ""
    told = row.value.lower()
    kind = next((key for key, words in _PROGRAMMED if any(w in told for w in words)), "")
    return ledger.entity(row.subject).name, kind


def _ships(ledger: Ledger, entity: Entity) -> bool:
    date, step = shipping_date(ledger, entity.id, None, Gap(entity.name, entity.name))
    return step != "" and not is_gap(date) and date.first <= ledger.as_of


# -- years and lines --------------------------------------------------------------------------
def year_of(ledger: Ledger, makers: Sequence[str]) -> str:
    """Return the newest whole year for which at least half of the makers have a margin."""
    for year in range(ledger.as_of.year, ledger.as_of.year - _YEARS_BACK, -1):
        known = [
            m for m in makers
            if not is_gap(ledger.find(m, "gross_margin", "", str(year), "company"))
        ]  # fmt: skip
        if len(known) * 2 >= len(makers):
            return str(year)
    return str(ledger.as_of.year - 1)


def _words(period: str) -> Text:
    return period_text(period) if period else Text("", "")


def _rank(route: str) -> int:
    return ROADS.index(route) if route in ROADS else len(ROADS)


def _size(value: Value) -> float:
    return 0.0 if is_gap(value) else float(value.value)
