"""One identity as a statement: `gross_profit[*] = revenue[*] - cost_of_revenue[*]`.

The left side is one term, the total: the message stands on its row. A term is a metric, its
segment in brackets ([*] is one segment, the same in all terms that have it) and a period
other than that of the total after @: `before` is the same period a year earlier, `first` and
`last` are the ends of an interval. The right side is arithmetic on terms and numbers; two of
them joined by `or` say that a source may mean either.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tapeout.interval import Interval
from tapeout.ledger.identities.rows import Bounds

_TOKEN = re.compile(
    r"\s*(?:(?P<term>[a-z][a-z0-9_]*)(?:\[(?P<segment>[^\]]*)\])?(?:@(?P<when>[a-z]+))?"
    r"|(?P<number>\d+)|(?P<op>[-+*/()]))"
)
_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}


class Term(NamedTuple):
    """A figure in a statement: `segment` "*" is one segment, the same in all such terms."""

    metric: str
    segment: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A right side in postfix order: terms as their place in `parts`, numbers, operators."""

    parts: tuple[Term, ...]
    steps: tuple[int | Decimal | str, ...]

    def value(self, values: list, *, exact: bool) -> Interval | Bounds:
        """Return the right side for the intervals of the parts; ZeroDivisionError if it has none.

        `exact` says whether the values are decimal intervals or rough bounds.
        """
        stack: list = []
        for step in self.steps:
            if isinstance(step, int):
                stack.append(values[step])
            elif isinstance(step, Decimal):
                stack.append(Interval.point(step) if exact else Bounds(float(step), float(step)))
            else:
                b, a = stack.pop(), stack.pop()
                stack.append(_OPERATIONS[step](a, b))
        return stack[0]


@dataclass(frozen=True, slots=True)
class Identity:
    """A statement on figures of one subject and house; `relation` is =, <= or >=."""

    family: str
    statement: str
    reason: str
    total: Term
    relation: str
    sides: tuple[Side, ...]


def can_hold(left: Interval | Bounds, relation: str, right: Interval | Bounds) -> bool:
    """Return whether values in the two intervals can stand in the relation."""
    above = relation == ">=" or left.lo <= right.hi
    return above and (relation == "<=" or right.lo <= left.hi)


_OPERATIONS: dict[str, Callable] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


def identity(family: str, statement: str, reason: str) -> Identity:
    """Return the identity of a statement; ValueError where it cannot be read."""
    found = re.fullmatch(r"(.+?)\s*(<=|>=|=)\s*(.+)", statement)
    if found is None:
        raise ValueError(f"identity {statement!r} has no =, <= or >=")
    left, relation, right = found.groups()
    (total,) = _terms(_tokens(left))
    sides = tuple(_postfix(_tokens(side)) for side in right.split(" or "))
    return Identity(family, statement, reason, total, relation, sides)


def _tokens(text: str) -> list[re.Match]:
    tokens, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"identity term {text[place:]!r} cannot be read")
        tokens.append(match)
        place = match.end()
    return tokens


def _terms(tokens: list[re.Match]) -> list[Term]:
    return [Term(t["term"], t["segment"] or "", t["when"] or "") for t in tokens if t["term"]]


def _postfix(tokens: list[re.Match]) -> Side:
    """Return an expression in postfix order (shunting yard)."""
    parts: list[Term] = []
    steps: list = []
    waiting: list[str] = []
    for token in tokens:
        op = token["op"]
        if token["term"]:
            parts += _terms([token])
            steps.append(len(parts) - 1)
        elif token["number"]:
            steps.append(Decimal(token["number"]))
        elif op == "(":
            waiting.append(op)
        elif op == ")":
            while (top := waiting.pop()) != "(":
                steps.append(top)
        else:
            while waiting and _PRECEDENCE.get(waiting[-1], 0) >= _PRECEDENCE[op]:
                steps.append(waiting.pop())
            waiting.append(op)
    return Side(tuple(parts), (*steps, *reversed(waiting)))
