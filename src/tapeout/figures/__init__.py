"""Drawings: a model result in, a figure with its message, description and data out."""

from tapeout.parts import modules_of

__getattr__, __dir__ = modules_of(__name__, __path__)
