"""The claim that a link is as wide as the H200's, in parts.

A claim such as "as wide as the H200's" has parts that need not agree: which product, how many of
its ports, one direction or both, peak or effective, one pair or all cards at once, how many cards.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import FactRow, Ledger
from tapeout.model.quarters import gap_of
from tapeout.model.technology_link import (
    BUS,
    H100,
    H200,
    PAIR,
    WIRED,
    Link,
    first_of,
    link,
    links,
    measured,
    name_of,
    of_company,
    row_of,
)
from tapeout.model.technology_shipping import same_year, shipping_date
from tapeout.quantity import Gap, Quantity, is_gap, share
from tapeout.text import Text

RACK = "nvidia_gb200_nvl72"
IN_NETWORK = "allreduce_busbw_8_cards_sharp"
PAIR_KEPT = "pair_unidirectional_effective"
CLAIM = "metaxlink_h200"


@dataclass(frozen=True)
class Part:
    """One part of the claim: what is published of the company and of the yardstick."""

    key: str
    product: Text
    own: Quantity | Gap
    yardstick_product: Text
    yardstick: Quantity | Gap
    ratio: Quantity | Gap  # percent


@dataclass(frozen=True)
class Split:
    """The parts of the claim, in the order in which a reader would ask for them."""

    company: Text
    link: Link
    claimed: bool  # whether the maker's comparison with the H200 is in the evidence
    unprinted: Gap | None  # the claim stands without a figure; carries the evidence for that
    narrower: Gap | None  # the successor has a narrower link; carries the evidence for that
    parts: tuple[Part, ...]
    both_ways: bool  # whether ports times the measured rate of one of them settle the direction
    ports: Quantity | Gap  # of the chip
    wired: Quantity | None  # of them on the card that wires fewer
    fewest: Part | None  # the shipping product that links the fewest cards, if not all link as many
    bare: bool  # whether the product that links the most cards has no published bandwidth

    def part(self, key: str) -> Part | None:
        """Return a part by its key, None where it does not arise for this company."""
        return next((part for part in self.parts if part.key == key), None)


def split(ledger: Ledger, company: str) -> Split:
    """Return the claim of parity with the H200 in parts; what was not published is a Gap."""
    whole = link(ledger, company)
    parts = [
        Part("peak", whole.product, whole.own, name_of(ledger, H200), whole.yardstick, whole.ratio),
        *_ports(ledger, company, whole),
        _pair_kept(ledger, company),
        _pair(ledger, company),
        _collective(ledger, company, "collective", BUS),
        _collective(ledger, company, "in_network", (IN_NETWORK,)),
    ]
    claims = [r for r in ledger.rows(company, "claim_evidence") if r.segment.startswith(CLAIM)]
    most, fewest = _domains(ledger, company)
    wired = row_of(ledger, company, "interconnect_links", (WIRED,))
    _, ports = of_company(ledger, company, "interconnect_links", ("",))
    return Split(
        ledger.entity(company).name,
        whole,
        any("+for_" in row.segment for row in claims),
        _told(claims, "no bandwidth number of its own"),
        _told(claims, "lower card-to-card bandwidth than"),
        (*parts, most),
        _settled(ledger, company, whole),
        ports,
        ledger.value(wired) if wired else None,
        fewest,
        not any(found.product == most.product for found in links(ledger, company)),
    )


# -- the parts --------------------------------------------------------------------------------
def _ports(ledger: Ledger, company: str, whole: Link) -> list[Part]:
    """Return what a card gives that wires fewer ports than the chip has; none where all are."""
    wired = row_of(ledger, company, "interconnect_links", (WIRED,))
    ports = wired and row_of(ledger, company, "interconnect_links", ("",), wired.subject)
    if not wired or not ports:
        return []
    name = ledger.entity(wired.subject).name
    label = Text(f"{name.en} PCIe card, wired ports", f"{name.zh} PCIe卡已接端口对应带宽")
    own = (whole.own * (ledger.value(wired) / ledger.value(ports))).labelled(label)
    card = Text(f"{name.en} PCIe card", f"{name.zh} PCIe卡")
    other = name_of(ledger, H200)
    return [Part("card", card, own, other, whole.yardstick, share(own, whole.yardstick))]


def _pair_kept(ledger: Ledger, company: str) -> Part:
    """Return effective against raw rate of one link, beside measured against nominal of the H200."""
    product, raw = of_company(ledger, company, "interconnect_measured", (PAIR,))
    _, kept = of_company(ledger, company, "interconnect_measured", (PAIR_KEPT,))
    other = measured(ledger, H200, ("bidirectional",))
    nominal = ledger.find(H200, "interconnect_bandwidth", "bidirectional", None, "vendor")
    name = name_of(ledger, H200)
    own_share = share(kept, raw)
    yard_share = share(other, nominal)
    return Part("effective", product, own_share, name, yard_share, share(own_share, yard_share))


def _pair(ledger: Ledger, company: str) -> Part:
    """Return what one pair of cards gets, one way."""
    product, own = of_company(ledger, company, "interconnect_measured", (PAIR,))
    other = first_of(ledger, H100, "interconnect_bandwidth", "pair_unidirectional")
    return Part("pair", product, own, name_of(ledger, H100), other, share(own, other))


def _collective(ledger: Ledger, company: str, key: str, segments: tuple[str, ...]) -> Part:
    """Return the bus bandwidth of an all-reduce over eight cards."""
    product, own = of_company(ledger, company, "interconnect_measured", BUS)
    other = measured(ledger, H100, segments)
    return Part(key, product, own, name_of(ledger, H100), other, share(own, other))


def _domains(ledger: Ledger, company: str) -> tuple[Part, Part | None]:
    """Return the shipping products that link the most and the fewest cards without a network."""
    found = [
        (ledger.value(r), e.name) for e in ledger.entities(kind="product", maker=company)
        for r in ledger.rows(e.id, "card_count")
        if r.segment == "scale_up_max" and _ships(ledger, r)
    ]  # fmt: skip
    name = name_of(ledger, RACK)
    rack = first_of(ledger, RACK, "card_count", "scale_up_max")
    if not found:
        own = gap_of(ledger, company, "card_count")
        return Part("domain", ledger.entity(company).name, own, name, rack, own), None
    ordered = sorted(found, key=lambda each: each[0].value)
    ends = [
        Part("domain", product, cards, name, rack, share(cards, rack))
        for cards, product in (ordered[-1], ordered[0])
    ]
    return ends[0], ends[1] if ends[1].own < ends[0].own else None


def _ships(ledger: Ledger, row: FactRow) -> bool:
    since, step = shipping_date(ledger, row.subject, row, gap_of(ledger, row.subject, row.metric))
    announced = step == "period" and same_year(ledger, row)
    return not (is_gap(since) or since.first > ledger.as_of or announced)


def _settled(ledger: Ledger, company: str, whole: Link) -> bool:
    """Return whether ports times the measured one-way rate of one make half of the nominal figure."""
    if is_gap(whole.own) or not whole.unstated:
        return False
    ports = row_of(ledger, company, "interconnect_links", ("",))
    _, raw = of_company(ledger, company, "interconnect_measured", (PAIR,))
    if ports is None or is_gap(raw):
        return False
    both = raw.scaled(2, "GB/s") * int(ports.value)
    return float(share(both, whole.own).value) > 90  # raw rates stay a little under nominal


def _told(claims: list[FactRow], words: str) -> Gap | None:
    row = next((r for r in claims if words in r.value), None)
    if row is None:
        return None
    reason = Text("Stated in words, without a figure.", "仅有文字表述，未给出数值。")
    return Gap(Text("link of its own, figure", "自有互连数值"), reason, (row.fact_id,))
