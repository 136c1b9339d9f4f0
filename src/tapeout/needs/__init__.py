"""Which finding needs which rows: the table, and what follows from it for a company.

found = coverage(load(shipped(), "mine"), "acme")
print("\n".join(coverage_lines(found)))
"""

from __future__ import annotations

from tapeout.needs.coverage import (
    Coverage,
    SectionCoverage,
    Unsaid,
    coverage,
    coverage_json,
    coverage_lines,
)
from tapeout.needs.parts import ANOTHER, COMPANY, PRODUCT, Evidence, Need, Part, Rule
from tapeout.needs.technology import TECHNOLOGY
from tapeout.needs.timing import TIMING
from tapeout.needs.viability import VIABILITY

__all__ = [
    "ANOTHER",
    "COMPANY",
    "NEEDS",
    "PRODUCT",
    "Coverage",
    "Evidence",
    "Need",
    "Part",
    "Rule",
    "SectionCoverage",
    "Unsaid",
    "coverage",
    "coverage_json",
    "coverage_lines",
]

# Every finding of every section that rests on facts, in the order of the report.
NEEDS: tuple[Need, ...] = (*TIMING, *TECHNOLOGY, *VIABILITY)
