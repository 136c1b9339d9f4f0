"""Time of an all-reduce and what it costs in scaling, in seconds, bytes and FLOP/s.

alpha-beta model of a message (Hockney 1994): latency a step plus bytes over bandwidth. Ring
all-reduce after Patarasuk and Yuan 2009; reduce-scatter, ring, all-gather in two levels after
Thakur, Rabenseifner and Gropp 2005; bus bandwidth as nccl-tests defines it (METHODS L-3, L-4).
"""

from __future__ import annotations

from dataclasses import dataclass

BYTES = 2  # of a gradient and of an activation: 16 bits
_REDUCES = 4  # all-reduces a layer and step in tensor parallel: two forward, two backward


@dataclass(frozen=True)
class Network:
    """Cards in nodes: bytes/s one way of a card and seconds a step, inside and between nodes."""

    node: int
    inside: float
    inside_latency: float
    between: float
    between_latency: float


@dataclass(frozen=True)
class Training:
    """A model in training: its size, the tokens of a step, and the FLOP/s a card really does."""

    parameters: float
    layers: float
    width: float
    tokens: float
    speed: float  # FLOP/s: rate times model FLOPS utilisation
    flops: float = 6  # per parameter and token, forward and backward


def ring(size: float, cards: int, bandwidth: float, latency: float) -> float:
    """Return the seconds of a ring all-reduce of `size` bytes on each of `cards` cards."""
    steps = cards - 1
    return 2 * steps / cards * size / bandwidth + 2 * steps * latency


def hierarchical(size: float, nodes: int, net: Network) -> float:
    """Return the seconds of an all-reduce in two levels: inside each node, then between nodes.

    Reduce-scatter and all-gather of the whole inside, a ring over one share of it between.
    """
    inner = net.node - 1
    inside = 2 * (inner / net.node * size / net.inside + inner * net.inside_latency)
    return inside + ring(size / net.node, nodes, net.between, net.between_latency)


def flat(size: float, cards: int, net: Network) -> float:
    """Return the seconds of one ring over all cards: its slowest link sets the pace."""
    if cards <= net.node:
        return ring(size, cards, net.inside, net.inside_latency)
    return ring(size, cards, net.between, net.between_latency)


def all_reduce(size: float, cards: int, net: Network) -> float:
    """Return the seconds of a ring in one node, and in two levels over whole nodes."""
    if cards <= net.node:
        return ring(size, cards, net.inside, net.inside_latency)
    nodes, rest = divmod(cards, net.node)
    if rest:
        raise ValueError(f"{cards} cards do not fill nodes of {net.node}")
    return hierarchical(size, nodes, net)


def bus_bandwidth(algorithm_bandwidth: float, cards: int) -> float:
    """Return the bus bandwidth of an all-reduce from its algorithm bandwidth (nccl-tests)."""
    return algorithm_bandwidth * 2 * (cards - 1) / cards


def fit(small: tuple[float, float], large: tuple[float, float], cards: int) -> tuple[float, float]:
    """Return (seconds a step, bytes/s) of the ring through two (bytes, seconds) of a sweep."""
    (size, time), (more, longer) = small, large
    factor = 2 * (cards - 1) / cards
    per_byte = (longer - time) / (factor * (more - size))
    return (time - factor * size * per_byte) / (2 * (cards - 1)), 1 / per_byte


def step_seconds(work: Training) -> float:
    """Return the seconds in which one card computes a step."""
    return work.flops * work.parameters * work.tokens / work.speed


def efficiency(compute: float, communication: float, overlap: float) -> float:
    """Return the share of a step spent computing, of the communication `overlap` being hidden."""
    return compute / (compute + (1 - overlap) * communication)


def data_parallel(work: Training, cards: int, net: Network, overlap: float) -> float:
    """Return the efficiency where each card has its own batch and gradients are summed."""
    communication = all_reduce(BYTES * work.parameters, cards, net)
    return efficiency(step_seconds(work), communication, overlap)


def tensor_parallel(work: Training, cards: int, net: Network, overlap: float) -> float:
    """Return the efficiency where the cards share every layer of one batch."""
    each = all_reduce(work.tokens * work.width * BYTES, cards, net)
    return efficiency(step_seconds(work) / cards, _REDUCES * work.layers * each, overlap)
