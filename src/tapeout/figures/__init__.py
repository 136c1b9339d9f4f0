"""Drawings: a model result in, a figure with its message, description and data out."""
