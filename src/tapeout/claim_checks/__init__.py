"""Small expressions over facts: what a claim is held against.

    fact()                                        the fact of the row's subject, metric, period
    fact(segment="cumulative")                    the same, one segment
    cagr(yearly("revenue"))                       first to last year of the row's period
    share(total(yearly("rd_expense")), total(yearly("revenue")))
    fact("net_profit_parent", "2024Q4") > 0       true, false, or open where evidence is missing
    says(fact("route", "2025"), "GPGPU")          words of the evidence
    happened(fact(segment="listed"))              a dated step that lies before the as-of date
    cagr(claim("revenue_2022"), claim("revenue_2024"), 2)   the article's own figures

Inside an expression `value`, `subject`, `period`, `first` and `last` are those of the row. No
attribute, subscript, loop or assignment is allowed, and no function but those above and those
of `functions.py`.
"""

from tapeout.claim_checks.answers import Answer
from tapeout.claim_checks.reader import CheckProblem, Evaluation, Read, Row, Value, evaluate

__all__ = ["Answer", "CheckProblem", "Evaluation", "Read", "Row", "Value", "evaluate"]
