"""How fast a chip can serve or train a language model at most: ceilings, traffic, step times.

Attainable speed is the lower of the peak and of bandwidth times intensity (Williams, Waterman
and Patterson 2009); the operations of a token and the time of a decoding step follow Austin and
others 2025, "How To Scale Your Model" (METHODS L-2). Every factor carries its unit, so that
operations, bytes and seconds have to cancel; a ceiling that was not published is a Gap, and so
is what rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from tapeout.quantity import Gap, Quantity, is_gap, largest
from tapeout.text import Text

TERA, GIGA = Decimal(10**12), Decimal(10**9)
_PER_GIGA = Decimal("1e-9")
_PER_TERA = Decimal("1e-12")
_ROUNDED_UP = Text(
    "memory needed over the memory of a card, rounded up", "所需显存÷单卡显存，向上取整"
)


@dataclass(frozen=True)
class Model:
    """A language model: `parameters`, and the bytes of cache that a token of context takes."""

    key: str
    name: Text
    parameters: Quantity  # parameters
    cache: Quantity  # bytes/tokens


@dataclass(frozen=True)
class Usage:
    """How a model is run: operations and bytes of a parameter, and the length of a sequence."""

    forward: Quantity  # FLOP/parameters/tokens
    training: Quantity  # FLOP/parameters/tokens
    weight: Quantity  # bytes/parameters
    context: Quantity  # tokens/sequences

    def operations(self, model: Model, batch: Quantity) -> Quantity:
        """Return the FLOP of one decoding step: a new token of each sequence of `batch`."""
        return self.forward * model.parameters * batch.scaled(1, "tokens")

    def weights(self, model: Model) -> Quantity:
        """Return the bytes of the weights."""
        return self.weight * model.parameters

    def caches(self, model: Model, batch: Quantity) -> Quantity:
        """Return the bytes of the cache of `batch` sequences, each of the full context."""
        return batch * self.context * model.cache


# -- the roofline ---------------------------------------------------------------------------
def peak_of(tflops: Quantity | Gap) -> Quantity | Gap:
    """Return a rate in TFLOPS as FLOP/s."""
    return tflops.scaled(TERA, "FLOP/s")


def bandwidth_of(gigabytes: Quantity | Gap) -> Quantity | Gap:
    """Return a bandwidth in GB/s as bytes/s."""
    return gigabytes.scaled(GIGA, "bytes/s")


def ridge(peak: Quantity | Gap, bandwidth: Quantity | Gap) -> Quantity | Gap:
    """Return the FLOP/bytes from which on the peak, not memory, is the limit."""
    return peak / bandwidth


def attainable(peak: Quantity, bandwidth: Quantity, intensity: Quantity) -> Quantity:
    """Return the FLOP/s that work of `intensity` FLOP/bytes can reach: min(peak, bandwidth I)."""
    return intensity / largest([intensity / peak, 1 / bandwidth])


def critical_batch(peak: Quantity | Gap, bandwidth: Quantity | Gap, usage: Usage):
    """Return the sequences from which on computing takes longer than reading the weights.

    For weights of two bytes it is the ridge in other units; the cache is left out.
    """
    return (peak * usage.weight / (usage.forward * bandwidth)).scaled(1, "sequences")


# -- operating points -----------------------------------------------------------------------
def decode_intensity(model: Model, usage: Usage, batch: Quantity) -> Quantity:
    """Return the FLOP/bytes of a decoding step, weights and cache read once."""
    moved = usage.weights(model) + usage.caches(model, batch)
    return usage.operations(model, batch) / moved


def pass_intensity(usage: Usage) -> Quantity:
    """Return the FLOP/bytes of reading one prompt of the full context, weights read once.

    Training on one such sequence has the same: three times the operations, and three times
    the bytes (weights forward and back, gradients written), the optimiser left out.
    """
    return usage.forward * usage.context.scaled(1, "tokens") / usage.weight


def decode(
    peak: Quantity | Gap, bandwidth: Quantity | Gap, model: Model, usage: Usage, batch: Quantity
) -> Quantity | Gap:
    """Return the tokens/s of decoding, an upper bound: b / (max(2 N b / P, w N / B) + b c k / B)."""
    if is_gap(peak) or is_gap(bandwidth):
        return peak if is_gap(peak) else bandwidth
    weights = usage.weights(model) / bandwidth
    step = largest([usage.operations(model, batch) / peak, weights])
    return batch.scaled(1, "tokens") / (step + usage.caches(model, batch) / bandwidth)


def decode_by_memory(
    bandwidth: Quantity | Gap, model: Model, usage: Usage, batch: Quantity
) -> Quantity | Gap:
    """Return the tokens/s of decoding if memory alone were the limit: a bound without the peak."""
    moved = usage.weights(model) + usage.caches(model, batch)
    return batch.scaled(1, "tokens") / (moved / bandwidth)


def prefill(peak: Quantity | Gap, model: Model, usage: Usage) -> Quantity | Gap:
    """Return the tokens/s of reading prompts, an upper bound: P / (2 N)."""
    return peak / (usage.forward * model.parameters)


def train(
    peak: Quantity | Gap, model: Model, usage: Usage, used: Quantity | Gap | None = None
) -> Quantity | Gap:
    """Return the tokens/s of training on a card, P / (6 N), times the share of the peak `used`."""
    bound = peak / (usage.training * model.parameters)
    return bound if used is None else used * bound


def attained(rate: Quantity | Gap, model: Model, usage: Usage) -> Quantity | Gap:
    """Return the TFLOPS that a rate of tokens/s amounts to, forward."""
    return (rate * usage.forward * model.parameters).scaled(_PER_TERA, "TFLOPS")


# -- memory ---------------------------------------------------------------------------------
def memory(model: Model, usage: Usage, batch: Quantity | None = None) -> Quantity:
    """Return the GB of the weights, and of the cache of `batch` sequences."""
    held = usage.weights(model)
    if batch is not None:
        held = held + usage.caches(model, batch)
    return held.scaled(_PER_GIGA, "GB")


def cards(needed: Quantity, size: Quantity | Gap, label: Text) -> Quantity | Gap:
    """Return how many cards of `size` GB hold `needed` GB at least."""
    if is_gap(size):
        return size
    count = (needed.value / size.value).to_integral_value(ROUND_CEILING)
    return Quantity.model(count, "cards", inputs=(needed, size), label=label, formula=_ROUNDED_UP)
