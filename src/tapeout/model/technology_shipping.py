"""Whether and since when a chip ships, and which chips ship without a published rate."""

from __future__ import annotations

from tapeout.ledger import Entity, FactRow, Ledger
from tapeout.moment import Moment
from tapeout.quantity import Gap, is_gap
from tapeout.text import Text

# The date from which a chip counts as shipping: the first of these that was published.
_SHIPPING = ("mass_production", "release", "launch", "deployment")
# Figures whose period is the year of launch.
_NOMINAL = ("compute_dense", "memory_bandwidth", "memory_capacity", "interconnect_bandwidth")
_HALTED = "never"  # first word of a product's newest status, when it did not reach the market


def shipping_date(
    ledger: Ledger, product: str, row: FactRow | None, gap: Gap
) -> tuple[Moment | Gap, str]:
    """Return since when a product ships and the step that says so; `gap` where nothing does.

    Without a dated step the year of the figure `row` stands for it ("period"), as nominal
    figures carry the launch year. In a compilation of the very same year it may be the year of
    the compilation, and dates nothing.
    """
    if halted(ledger, product):
        return gap, ""
    dates = {r.segment: r for r in ledger.rows(product, "product_date") if r.is_date}
    for step in _SHIPPING:
        if step in dates:
            return ledger.value(dates[step]), step
    if row is None or dates:
        return gap, ""
    if same_year(ledger, row) and ledger.source(row.source_id).kind != "news":
        return gap, ""
    year = str(row.when.first.year)
    name = ledger.entity(product).name
    label = Text(f"{name.en} launch year", f"{name.zh}发布年份")
    return Moment.parse(year, fact=row.fact_id, label=label), "period"


def same_year(ledger: Ledger, row: FactRow) -> bool:
    """Return whether a figure carries the year in which its source was published, or a later one."""
    return str(row.when.first.year) >= ledger.source(row.source_id).published[:4]


def halted(ledger: Ledger, product: str) -> bool:
    """Return whether the newest status of a product says that it never reached volume."""
    status = max(ledger.rows(product, "product_status"), key=lambda r: r.when, default=None)
    return status is not None and status.value.strip().lower().startswith(_HALTED)


def unrated_products(ledger: Ledger, company: str, after: Moment | None) -> list[Entity]:
    """Return products in mass production since later than `after` without a dense FP16 rate."""
    found = []
    for entity in ledger.entities(kind="product", maker=company):
        rates = [r for r in ledger.rows(entity.id, "compute_dense") if r.segment == "fp16"]
        date, step = shipping_date(ledger, entity.id, None, Gap(entity.name, entity.name))
        if rates or is_gap(date) or step != "mass_production" or date.last > ledger.as_of:
            continue
        if after is None or date.first > after.last:
            found.append((date.first, entity.id, entity))
    return [entity for _, _, entity in sorted(found, key=lambda x: x[:2])]


def unrated(ledger: Ledger, company: str, after: Moment | None) -> list[Text]:
    """Return the names of these products."""
    return [entity.name for entity in unrated_products(ledger, company, after)]


def nominal_date(
    ledger: Ledger, product: str, gap: Gap, *, news: bool = False
) -> tuple[Moment | Gap, str]:
    """Return since when a product ships, by a step or else by the year of any nominal figure.

    `news` lets the figures of a launch, in news of the same year, date it too.
    """
    date, step = shipping_date(ledger, product, None, gap)
    if not is_gap(date):
        return date, step
    rows = [r for m in _NOMINAL for r in sorted(ledger.rows(product, m), key=lambda r: r.fact_id)]
    for row in sorted(rows, key=lambda r: same_year(ledger, r)):
        date, step = shipping_date(ledger, product, row, gap)
        if not is_gap(date) and (news or not same_year(ledger, row)):
            return date, step
    return gap, ""
