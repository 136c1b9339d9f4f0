"""Tables: a model result in, rows and columns out, in both languages."""

from tapeout.parts import modules_of

__getattr__, __dir__ = modules_of(__name__, __path__)
