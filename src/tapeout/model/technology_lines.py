"""The product lines of a company: share of revenue and gross margin of one period."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

NO_LINE = ("channel_", "region_", "customers_", "fourth_quarter", "external_", "main_business")
Value = Quantity | Gap


@dataclass(frozen=True)
class ProductLine:
    """A product line in one period: its share of revenue, computed or printed, and its margin."""

    key: str
    name: Text
    share: Value
    margin: Value


def product_lines(ledger: Ledger, company: str) -> tuple[str, tuple[ProductLine, ...]]:
    """Return (period, product lines) of the newest period with the margin of a line."""
    rows = [
        row for row in ledger.rows(company, "gross_margin", house="company")
        if row.segment and not row.segment.startswith(NO_LINE)
    ]  # fmt: skip
    period = max((r for r in rows), key=lambda r: r.when, default=None)
    if period is None:
        return "", ()
    found = [
        ProductLine(
            row.segment, ledger.segment_name(row.segment),
            _share(ledger, company, row.segment, row.period), ledger.value(row),
        )
        for row in rows if row.period == period.period
    ]  # fmt: skip
    return period.period, tuple(sorted(found, key=lambda line: -line.margin.value))


def _share(ledger: Ledger, company: str, line: str, period: str) -> Value:
    """Return the printed share of a line; else its revenue over that of the main business."""
    if line in {r.segment for r in ledger.rows(company, "revenue_share")}:
        printed = ledger.find(company, "revenue_share", line, period, "company")
        if not is_gap(printed):
            return printed
    segments = {r.segment for r in ledger.rows(company, "revenue", period=period)}
    whole = "main_business" if "main_business" in segments else ""
    if line in segments:
        return share(
            ledger.find(company, "revenue", line, period, "company"),
            ledger.find(company, "revenue", whole, period, "company"),
        )
    name, words = ledger.entity(company).name, ledger.segment_name(line)
    return Gap(
        Text(f"{name.en} share of {words.en}", f"{name.zh}{words.zh}占比"),
        Text(
            f"The ledger holds no share of {words.en} in the revenue of {name.en}.",
            f"台账未收录{name.zh}{words.zh}的收入占比。",
        ),
    )
