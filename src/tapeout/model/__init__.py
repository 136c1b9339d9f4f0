"""Pure functions: the ledger in, frozen results of quantities out."""

from tapeout.parts import modules_of

__getattr__, __dir__ = modules_of(__name__, __path__)
