"""What the model of a cluster takes: the card, its link, the network, the work of a step."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Assumption, Ledger
from tapeout.model.technology import Chip
from tapeout.model.technology_collectives import Network, Training
from tapeout.model.technology_link import BUS, WAYS, links, measured, widest
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text

ASSUMPTIONS = (
    "flops_per_token_training", "model_small_parameters", "model_small_layers",
    "model_small_width", "training_mfu", "tokens_per_card_step", "cards_per_node",
    "allreduce_efficiency_in_node", "latency_in_node", "latency_between_nodes",
    "scale_out_bandwidth", "scale_out_efficiency", "overlap",
)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """The card that the model takes: its rate, its link, and whose they are."""

    chip: Chip
    link_product: Text
    link: Quantity  # nominal, GB/s, both directions
    bus: Quantity | None  # measured over eight cards, GB/s; None where an assumption stands in
    unstated: bool
    estimated: bool


def setting_of(ledger: Ledger, chip: Chip, product: str) -> Setting | None:
    """Return the setting of a chip with its own link, None where either was not published."""
    rows = [r for r in ledger.rows(product, "interconnect_bandwidth") if r.segment in WAYS]
    if is_gap(chip.fp16) or not rows:
        return None
    row = rows[0]
    return Setting(
        chip, ledger.entity(product).name, ledger.value(row), _bus(ledger, product),
        row.segment == "direction_unstated", row.basis == "estimate",
    )  # fmt: skip


def own_setting(ledger: Ledger, company: str, chip: Chip) -> Setting | None:
    """Return the chip with its own link, else with the widest of the company's."""
    found = links(ledger, company)
    best = widest([f for f in found if f.subject == chip.id]) or widest(found)
    if best is None:
        return None
    bus = _bus(ledger, best.subject)
    return Setting(chip, best.product, best.value, bus, best.unstated, best.estimated)


def borrow(chip: Chip, yard: Setting) -> Setting:
    """Return the chip with the link of the yardstick."""
    return Setting(chip, yard.link_product, yard.link, yard.bus, yard.unstated, yard.estimated)


def _bus(ledger: Ledger, product: str) -> Quantity | None:
    """Return the bus bandwidth of an all-reduce over eight cards, in a ring or unnamed."""
    found = measured(ledger, product, BUS)
    return None if is_gap(found) else found


def network(used: Setting, rows: dict[str, Assumption], end: str) -> tuple[Network, list]:
    """Return the network at an end of the band, and the quantities it rests on.

    A measured bus bandwidth is taken as it is; better software may lift it to what the best
    stacks keep of the nominal link, which is the high end.
    """
    worse = {"low": "high", "mid": "mid", "high": "low"}[end]
    kept, wide, share_ = (
        rows[key].at(end)
        for key in ("allreduce_efficiency_in_node", "scale_out_bandwidth", "scale_out_efficiency")
    )
    near, away = (rows[key].at(worse) for key in ("latency_in_node", "latency_between_nodes"))
    nominal = number(used.link) / 2 * number(kept) / 100
    inside, basis = nominal, [used.link, kept]
    if used.bus is not None:
        inside = number(used.bus) if end != "high" else max(nominal, number(used.bus))
        basis = [used.bus] if end != "high" else [used.bus, *basis]
    net = Network(
        int(rows["cards_per_node"].mid), inside * 1e9, number(near) * 1e-6,
        number(wide) * number(share_) / 100 * 1e9, number(away) * 1e-6,
    )  # fmt: skip
    return net, [*basis, wide, share_, near, away]


def work_of(
    used: Setting, rows: dict[str, Assumption], tokens: str = "mid"
) -> tuple[Training, list]:
    """Return the training of the small model on the chip, and the quantities it rests on."""
    parts = [
        rows[key].quantity
        for key in ("model_small_parameters", "model_small_layers", "model_small_width")
    ]
    batch, mfu = rows["tokens_per_card_step"].at(tokens), rows["training_mfu"].quantity
    flops = rows["flops_per_token_training"].quantity
    speed = number(used.chip.fp16) * 1e12 * number(mfu) / 100
    work = Training(*(number(part) for part in parts), number(batch), speed, number(flops))
    return work, [used.chip.fp16, mfu, flops, batch, *parts]


def number(quantity: Quantity) -> float:
    """Return the value as a float."""
    return float(quantity.value)
