"""The models, batches and kinds of work that the roofline is read at: assumptions put together."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Assumption, Ledger
from tapeout.model import technology_inference as inference
from tapeout.model.technology_inference import Model, Usage
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

ASSUMPTIONS = (
    "flops_per_token_forward", "flops_per_token_training", "model_small_parameters",
    "model_large_parameters", "kv_bytes_per_token_small", "kv_bytes_per_token_large",
    "bytes_per_weight", "decode_batch", "decode_batch_larger", "context_tokens",
    "compute_efficiency", "memory_efficiency", "decode_bandwidth_use", "training_mfu",
)  # fmt: skip
_A_TOKEN = "FLOP/parameters/tokens"  # noqa: S105 - a unit


@dataclass(frozen=True)
class Work:
    """One kind of work: its batch (None for prefill and training) and its FLOP/bytes."""

    key: str
    name: Text
    batch: Quantity | None
    intensity: Quantity  # of the small model


@dataclass(frozen=True)
class Setting:
    """The assumptions put together: models, usage, batches, shares that are reached."""

    models: tuple[Model, Model]
    usage: Usage
    batches: tuple[Quantity, ...]
    rows: dict[str, Assumption]

    def share(self, name: str) -> Quantity:
        """Return an assumed share in percent."""
        return self.rows[name].quantity

    @property
    def works(self) -> tuple[Work, ...]:
        """Return decoding by batch, prefill and training, in the order of their intensity."""
        small = self.models[0]
        found = [
            Work(
                f"decode_{b.value:f}", Text("decoding", "解码"), b,
                inference.decode_intensity(small, self.usage, b),
            )
            for b in self.batches
        ]  # fmt: skip
        whole = inference.pass_intensity(self.usage)
        return (
            *found,
            Work("prefill", Text("prefill", "预填充"), None, whole),
            Work("training", Text("training", "训练"), None, whole),
        )


def setting(ledger: Ledger) -> Setting | Gap:
    """Return the assumptions as of the day, the first Gap where one does not stand yet."""
    rows = {name: ledger.assumption(name) for name in ASSUMPTIONS}
    for row in rows.values():
        if is_gap(row):
            return row
    mid = {name: row.quantity for name, row in rows.items()}
    models = tuple(
        Model(
            size, name, mid[f"model_{size}_parameters"],
            mid[f"kv_bytes_per_token_{size}"].scaled(1, "bytes/tokens"),
        )
        for size, name in (("small", Text("small", "小模型")), ("large", Text("large", "大模型")))
    )  # fmt: skip
    usage = Usage(
        mid["flops_per_token_forward"].scaled(1, _A_TOKEN),
        mid["flops_per_token_training"].scaled(1, _A_TOKEN),
        mid["bytes_per_weight"].scaled(1, "bytes/parameters"),
        mid["context_tokens"].scaled(1, "tokens/sequences"),
    )
    batch = rows["decode_batch"]
    batches = (batch.at("low"), batch.at("mid"), mid["decode_batch_larger"], batch.at("high"))
    return Setting(models, usage, batches, rows)
