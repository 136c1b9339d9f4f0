"""A reproducible IPO report: a narrative beside the evidence.

seeds/ + data/ -> ledger -> model -> figures, tables -> notebooks -> report
"""

__version__ = "0.1.0"
