"""A narrative under examination, its card and its claims: the only reader of `seeds/`.

seed = choose_seed("metax", date(2025, 12, 16))
seed.claims[0].article  # the printed figure, as a Quantity
"""

from tapeout.seed.card import Seed, choose_seed, read_seed, seeds_folder
from tapeout.seed.claim import HOLE, KINDS, SECTIONS, Claim

__all__ = ["HOLE", "KINDS", "SECTIONS", "Claim", "Seed", "choose_seed", "read_seed", "seeds_folder"]
