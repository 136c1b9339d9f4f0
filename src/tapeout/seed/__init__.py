"""A narrative under examination, its card and its claims: the only reader of `seeds/`.

seed = choose_seed("metax", date(2025, 12, 16))
seed.claims[0].article  # the printed figure, as a Quantity
verify(seed, content)  # whether its text, which is not kept here, says what the claims quote
"""

from tapeout.seed.card import Seed, choose_seed, open_seed, read_seed, seeds_folder
from tapeout.seed.claim import HOLE, KINDS, SECTIONS, Claim
from tapeout.seed.text import CleanText, clean
from tapeout.seed.verification import (
    Missing,
    Verification,
    text_bytes,
    verify,
    verify_json,
    verify_lines,
)

__all__ = [
    "HOLE",
    "KINDS",
    "SECTIONS",
    "Claim",
    "CleanText",
    "Missing",
    "Seed",
    "Verification",
    "choose_seed",
    "clean",
    "open_seed",
    "read_seed",
    "seeds_folder",
    "text_bytes",
    "verify",
    "verify_json",
    "verify_lines",
]
