"""Whether and since when a chip ships, and which chips ship without a published rate."""

from __future__ import annotations

from tapeout.ledger import FactRow, Ledger
from tapeout.moment import Moment
from tapeout.quantity import Gap, is_gap
from tapeout.text import Text

# The date from which a chip counts as shipping: the first of these that was published.
_SHIPPING = ("mass_production", "release", "launch", "deployment")
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


def unrated(ledger: Ledger, company: str, after: Moment | None) -> list[Text]:
    """Return products in mass production since later than `after` without a dense FP16 rate."""
    found = []
    for entity in ledger.entities(kind="product", maker=company):
        rates = [r for r in ledger.rows(entity.id, "compute_dense") if r.segment == "fp16"]
        date, step = shipping_date(ledger, entity.id, None, Gap(entity.name, entity.name))
        if rates or is_gap(date) or step != "mass_production" or date.last > ledger.as_of:
            continue
        if after is None or date.first > after.last:
            found.append((date.first, entity.id, entity.name))
    return [name for _, _, name in sorted(found, key=lambda x: x[:2])]
