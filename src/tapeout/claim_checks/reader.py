"""How an expression is read: simpleeval over quantities, with the ledger behind `fact`."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from simpleeval import InvalidExpression, SimpleEval

from tapeout.claim_checks.answers import Answer, compared, every, truth
from tapeout.claim_checks.functions import FUNCTIONS
from tapeout.errors import DataProblem, UsageProblem, nearest
from tapeout.ledger import Ledger, Source
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

Value = Quantity | Moment | Text | Gap
_OPERATORS = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.USub: lambda a: -a,
}
_UNREPORTED = Text("The event had not been reported by then.", "截至当时，该事件尚未见诸公开资料。")
_GRAMMAR = (ast.Expr, ast.Name, ast.UnaryOp, ast.BinOp, ast.BoolOp, ast.Compare, ast.Call,
            ast.keyword, ast.Constant)  # fmt: skip


_HAN = re.compile(r"[\u4e00-\u9fff]")
_BETWEEN = re.compile(r"(?<=[0-9%]) (?=[\u4e00-\u9fff])")
_READING = ("fact", "yearly", "claim", "event", "happened")
_EXPECTED = "expected an expression over facts of the ledger that fits the row"


class CheckProblem(DataProblem):
    """An expression that cannot be evaluated, or that does not fit the row it stands in."""


@dataclass(frozen=True, slots=True)
class Read:
    """One thing that an expression read: a fact or an event, and the source it stands in."""

    value: Value
    fact: str = ""
    source: Source | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of an expression, and what it read on the way; a Gap among it has no source."""

    result: Value | Answer
    used: tuple[Read, ...]

    @property
    def gaps(self) -> list[Gap]:
        """Return what the evidence does not carry."""
        return [read.value for read in self.used if is_gap(read.value)]

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that were read, each once."""
        return tuple(dict.fromkeys(read.fact for read in self.used if read.fact))


@dataclass(frozen=True, slots=True)
class Row:
    """What an expression knows of the row that it stands in."""

    subject: str
    metric: str
    period: str
    value: Value | None = None
    printed: Mapping[str, Value | None] = field(
        default_factory=dict
    )  # the article's own, by claim id

    @property
    def ends(self) -> tuple[str, str]:
        """Return the first and the last part of the period: 2022/2024 -> 2022, 2024."""
        first, _, last = self.period.partition("/")
        return first, last or first


def evaluate(expression: str, row: Row, ledger: Ledger, place: str) -> Evaluation:
    """Return what `expression` gives for `row` with the ledger as of its date.

    Missing evidence gives a Gap, or an open Answer. An expression that cannot be evaluated
    (grammar, unknown name, unlike units) raises CheckProblem that begins with `place`.
    """
    reader = _Reader(row, ledger)
    try:
        result = reader.eval(expression)
    except (InvalidExpression, SyntaxError) as problem:
        raise CheckProblem(
            f"{place}: found {expression!r}, which cannot be read: {_told(problem)}; {_EXPECTED}"
        ) from problem
    except (UsageProblem, TypeError, ValueError, ZeroDivisionError, AttributeError) as problem:
        raise CheckProblem(
            f"{place}: found {expression!r}, which cannot be evaluated: {_told(problem)}; "
            f"{_EXPECTED}"
        ) from problem
    if not isinstance(result, (Quantity, Moment, Text, Gap, Answer)):
        raise CheckProblem(
            f"{place}: found {expression!r}, which gives {result!r}: expected a figure, a date, words or a "
            "comparison of facts"
        )
    return Evaluation(result, tuple(reader.used))


def _told(problem: Exception) -> str:
    words = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
    name = getattr(problem, "func_name", None)
    return f"no function {name}{nearest(name, (*_READING, *FUNCTIONS))}" if name else words


class _Reader(SimpleEval):
    """simpleeval over quantities: three-valued comparison, and only the grammar above."""

    def __init__(self, row: Row, ledger: Ledger) -> None:
        self.row, self.ledger, self.used = row, ledger, []
        first, last = row.ends
        names = {"subject": row.subject, "period": row.period, "first": first, "last": last}
        if row.value is not None:
            names["value"] = row.value
        bound = {name: getattr(self, name) for name in _READING}
        super().__init__(dict(_OPERATORS), {**FUNCTIONS, **bound}, names)
        self.nodes = {node: self.nodes[node] for node in _GRAMMAR}
        self.nodes |= {
            ast.Constant: _constant,
            ast.Compare: self._compared,
            ast.BoolOp: self._joined,
            ast.UnaryOp: self._signed,
        }

    # -- what reads the ledger ----------------------------------------------------------
    def fact(self, metric=None, period=None, segment="", subject=None, house=None) -> Value:
        """Return one fact; what is left out is that of the row."""
        key = (
            subject or self.row.subject,
            metric or self.row.metric,
            segment,
            period or self.row.period or None,
            house,
        )
        found = self.ledger.find(*key)
        if is_gap(found):
            self.used.append(Read(found))
        else:  # find() answers with the one row of the key
            row = self.ledger.rows(*key)[0]
            source = self.ledger.source(row.source_id)
            if isinstance(found, Text) and _HAN.search(row.reported_as):
                found = Text(found.en, _BETWEEN.sub("", row.reported_as))
            self.used.append(Read(found, row.fact_id, source, row.basis))
        return found

    def yearly(self, metric=None, segment="", subject=None, house=None) -> list[Value]:
        """Return the facts of each year of the row's period, in order."""
        first, last = self.row.ends
        if not (first.isdecimal() and last.isdecimal()):
            raise ValueError(f"yearly() needs a period such as 2022/2024, found {self.row.period}")
        years = range(int(first), int(last) + 1)
        return [self.fact(metric, str(year), segment, subject, house) for year in years]

    def claim(self, claim_id: str) -> Value:
        """Return what the article prints for another claim: for its own arithmetic only."""
        if self.row.printed.get(claim_id) is None:
            raise ValueError(
                f"no figure of a claim {claim_id!r}{nearest(claim_id, self.row.printed)}"
            )
        return self.row.printed[claim_id]

    def event(self, event_id: str) -> Moment | Gap:
        """Return the date of an event of the timeline."""
        every = {event.event_id for event in self.ledger.store.events}
        if event_id not in every:
            raise ValueError(f"no event {event_id!r}{nearest(event_id, every)}")
        for event in self.ledger.events():
            if event.event_id == event_id:
                source = self.ledger.source(event.source_id)
                self.used.append(Read(event.title, event.fact, source))
                return event.moment
        title = next(e.title for e in self.ledger.store.events if e.event_id == event_id)
        gap = Gap(title, _UNREPORTED)
        self.used.append(Read(gap))
        return gap

    def happened(self, moment: Moment | Gap) -> Answer:
        """Return whether a date lies before or on the as-of date."""
        if is_gap(moment):
            return Answer(None)
        today = self.ledger.as_of
        return Answer(True if moment.last <= today else None if moment.first <= today else False)

    # -- comparison and logic, with "open" as a third answer -------------------------------
    def _compared(self, node: ast.Compare) -> Answer:
        ends = [self._eval(node.left), *(self._eval(part) for part in node.comparators)]
        answers = [compared(type(op), ends[k], ends[k + 1]) for k, op in enumerate(node.ops)]
        return Answer(every(answers))

    def _joined(self, node: ast.BoolOp) -> Answer:
        answers = [truth(self._eval(part)) for part in node.values]
        if isinstance(node.op, ast.And):
            return Answer(every(answers))
        opposite = every([None if a is None else not a for a in answers])
        return Answer(None if opposite is None else not opposite)

    def _signed(self, node: ast.UnaryOp):
        if isinstance(node.op, ast.Not):
            holds = truth(self._eval(node.operand))
            return Answer(None if holds is None else not holds)
        return self._eval_unaryop(node)


def _constant(node: ast.Constant):
    # A float has no exact digits: 0.1 in an expression means one tenth.
    return Decimal(repr(node.value)) if isinstance(node.value, float) else node.value
