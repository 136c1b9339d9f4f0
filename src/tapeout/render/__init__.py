"""Executed notebooks in, HTML and PDF out."""
