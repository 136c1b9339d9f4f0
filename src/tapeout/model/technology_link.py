"""The link between the cards of a company as published and as measured, against the H200."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tapeout.ledger import FactRow, Ledger
from tapeout.model.quarters import gap_of
from tapeout.model.technology_shipping import same_year, shipping_date
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

PAIR, WIRED = "pair_unidirectional_raw", "c500_pcie_wired"  # of one link; ports of a PCIe card
H200, H100 = "nvidia_h200", "nvidia_h100"  # of one link generation, NVLink 4
WAYS = ("bidirectional", "direction_unstated")
BUS = ("allreduce_busbw_8_cards", "allreduce_busbw_8_cards_ring")  # ends of METHODS L-3


@dataclass(frozen=True)
class Link:
    """The widest published link of a shipping product of the company beside that of the H200."""

    product: Text
    own: Quantity | Gap
    yardstick: Quantity | Gap
    ratio: Quantity | Gap  # percent
    unstated: bool  # whether it is open if one or both directions are counted
    estimated: bool  # whether the figure is by another hand than its maker


@dataclass(frozen=True)
class Found:
    """A published link of a shipping product."""

    subject: str
    product: Text
    value: Quantity
    unstated: bool
    estimated: bool


def links(ledger: Ledger, company: str) -> list[Found]:
    """Return the links of shipping products of the company, in GB/s, by product."""
    found = []
    none = gap_of(ledger, company, "interconnect_bandwidth")
    for entity in ledger.entities(kind="product", maker=company):
        for row in ledger.rows(entity.id, "interconnect_bandwidth"):
            if row.segment not in WAYS or row.unit != "GB/s":
                continue
            since, step = shipping_date(ledger, entity.id, row, none)
            announced = step == "period" and same_year(ledger, row)  # news of a chip to come
            if is_gap(since) or since.first > ledger.as_of or announced:
                continue
            unstated, estimated = row.segment == "direction_unstated", row.basis == "estimate"
            found.append(Found(entity.id, entity.name, ledger.value(row), unstated, estimated))
    return found


def widest(found: Iterable[Found]) -> Found | None:
    """Return the widest link; a maker's own figure goes before an estimate."""
    best = None
    for each in found:
        if best is None or (not each.estimated, each.value.value) > (
            not best.estimated,
            best.value.value,
        ):
            best = each
    return best


def link(ledger: Ledger, company: str) -> Link:
    """Return the widest link of a shipping product of the company against the H200, nominal GB/s.

    A maker's own figure goes before an estimate; a product that does not ship yet is left out.
    """
    best, none = (
        widest(links(ledger, company)),
        gap_of(ledger, company, "interconnect_bandwidth"),
    )
    yardstick = ledger.find(H200, "interconnect_bandwidth", "bidirectional", None, "vendor")
    if best is None:
        return Link(ledger.entity(company).name, none, yardstick, none, False, False)
    return Link(
        best.product, best.value, yardstick, share(best.value, yardstick), best.unstated,
        best.estimated,
    )  # fmt: skip


def measured(ledger: Ledger, subject: str, segments: tuple[str, ...]) -> Quantity | Gap:
    """Return the newest measurement of a link under one of the segments, GB/s."""
    rows = [r for r in ledger.rows(subject, "interconnect_measured") if r.segment in segments]
    newest = max(rows, key=lambda row: row.when, default=None)
    return ledger.value(newest) if newest else gap_of(ledger, subject, "interconnect_measured")


def of_company(
    ledger: Ledger, company: str, metric: str, segments: tuple[str, ...]
) -> tuple[Text, Quantity | Gap]:
    """Return (product, figure) of the first product of the company that has such a row."""
    row = row_of(ledger, company, metric, segments)
    if row is None:
        return ledger.entity(company).name, gap_of(ledger, company, metric)
    return ledger.entity(row.subject).name, ledger.value(row)


# -- reading rows -----------------------------------------------------------------------------
def row_of(
    ledger: Ledger, company: str, metric: str, segments: tuple[str, ...], subject: str = ""
) -> FactRow | None:
    """Return the first such row of a product of the company, or of one `subject`."""
    products = [subject] if subject else [e.id for e in ledger.entities(kind="product", maker=company)]  # fmt: skip
    rows = [
        r for p in products for r in ledger.rows(p, metric)
        if r.segment in segments and r.is_number
    ]  # fmt: skip
    return rows[0] if rows else None


def first_of(ledger: Ledger, subject: str, metric: str, segment: str) -> Quantity | Gap:
    """Return the first figure of a subject under a segment."""
    rows = [r for r in ledger.rows(subject, metric) if r.segment == segment]
    return ledger.value(rows[0]) if rows else gap_of(ledger, subject, metric)


def name_of(ledger: Ledger, product: str) -> Text:
    """Return the name of a product."""
    return ledger.entity(product).name
