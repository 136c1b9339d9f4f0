"""Sentences: a model result in, statements with their conditions out, in both languages."""

from tapeout.parts import modules_of

__getattr__, __dir__ = modules_of(__name__, __path__)
