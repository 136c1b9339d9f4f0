"""The interval of a row that the ledger computed: its formula on the inputs' intervals.

A formula stands in the note of a row (`formula: a.revenue.2025 - a.revenue.2025q1-q3`) or is
printed as such (`93,252 / 116.03 (CNY m)`). Its terms are fact ids or printed numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from decimal import Decimal

from tapeout.interval import Interval
from tapeout.ledger.numerals import numerals

_NOTE = re.compile(r"formula: ([^;]*)")
_ASIDE = re.compile(r"\((?:inputs printed[^)]*|CNY m|USD m|billion|million)\)")
_TOKEN = re.compile(
    r"\s*(?:(?P<id>[a-z][a-z0-9_]*\.[a-z0-9_.~+-]*[a-z0-9])"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?\s*(?:百万|万|亿|million|billion|bn|m)?)"
    r"(?P<unit>%|[PT](?:FLOPS)?(?![A-Za-z])|\s*PFLOPS)?(?:元|股|只|张)?"
    r"|(?P<op>[-+*/()×]))"
)
_DEEPEST = 40  # brackets and minus signs of a formula
_TWO_PERCENT = Decimal("0.02")

Lookup = Callable[[str], Interval | None]


def formula_of(note: str, reported_as: str) -> str:
    """Return the formula of a derived row, without its asides, or ""."""
    found = _NOTE.search(note)
    text = found[1] if found and "." in found[1] else reported_as
    return _ASIDE.sub("", text).strip()


def names_facts(formula: str) -> bool:
    """Return whether a formula is of facts, whose values are in base units."""
    return any(kind == "id" for kind, _ in tokens_of(formula))


def facts_in(formula: str) -> tuple[str, ...]:
    """Return the ids of the facts that a formula names, each once; none if it cannot be read."""
    return tuple(dict.fromkeys(text for kind, text in tokens_of(formula) if kind == "id"))


def numbers_in(formula: str) -> tuple[str, ...]:
    """Return the numbers of a formula as they are written, each once."""
    return tuple(dict.fromkeys(text for kind, text in tokens_of(formula) if kind == "number"))


def inputs_first(
    fact_id: str, inputs: Callable[[str], Iterable[str]], known: Container[str]
) -> Iterator[str]:
    """Yield the facts that a fact rests on, each before what is computed from it, itself last.

    Those in `known` are left out; of a circle each is yielded once, one before its input. By
    a list of what is waiting, not by recursion: a chain may be as long as the table.
    """
    begun: set[str] = set()
    waiting = [(fact_id, False)]
    while waiting:
        one, ready = waiting.pop()
        if ready:
            yield one
        elif one not in begun and one not in known:
            begun.add(one)
            waiting.append((one, True))
            waiting.extend((fact, False) for fact in inputs(one))


def evaluate(formula: str, lookup: Lookup) -> Interval | None:
    """Return the enclosure of a formula, or None where a part of it cannot be read.

    `lookup` gives the interval of a fact id. A whole number without separators is exact in
    a product or quotient (450P / 1328 cards) and rounded in a sum (3,675 - 513, USD m).
    """
    tokens = tokens_of(formula)
    if not tokens or not any(kind == "op" for kind, _ in tokens):
        return None
    products = any(text in "*/×" for kind, text in tokens if kind == "op")
    try:
        parser = Parser(tokens, lookup, exact_wholes=products)
        result = parser.sum()
    except (LookupError, ZeroDivisionError, ValueError):
        return None
    return result if parser.at_end else None


def at_scale(result: Interval, value: Decimal) -> Interval | None:
    """Return `result` at the power of ten of `value` (USD m to USD), or None if they disagree."""
    middle = (result.lo + result.hi) / 2
    if middle == 0 or value == 0 or (middle < 0) != (value < 0):
        return result if result.holds(value) else None
    power = value.adjusted() - middle.adjusted()
    for shift in (power, power - 1, power + 1):
        lo, hi = result.lo.scaleb(shift), result.hi.scaleb(shift)
        if abs(middle.scaleb(shift) - value) <= abs(value) * _TWO_PERCENT:
            return Interval(min(lo, value), max(hi, value))
    return None


def tokens_of(formula: str) -> list[tuple[str, str]]:
    """Return the tokens of a formula, each with its kind: id, number or op; [] if unreadable."""
    tokens, place = [], 0
    while place < len(formula):
        match = _TOKEN.match(formula, place)
        if match is None:
            return [] if formula[place:].strip() else tokens
        if match["number"]:
            tokens.append(("number", match["number"].strip() + (match["unit"] or "").strip()))
        else:
            kind = "id" if match["id"] else "op"
            tokens.append((kind, match[kind]))
        place = match.end()
    return tokens


class Parser:
    """Recursive descent over sums, products and signed terms."""

    def __init__(
        self, tokens: list[tuple[str, str]], lookup: Lookup, *, exact_wholes: bool
    ) -> None:
        self.tokens, self.lookup, self.place = tokens, lookup, 0
        self.exact_wholes = exact_wholes
        self.depth = 0

    @property
    def at_end(self) -> bool:
        return self.place == len(self.tokens)

    def peek(self) -> str:
        return (
            "" if self.at_end or self.tokens[self.place][0] != "op" else self.tokens[self.place][1]
        )

    def sum(self) -> Interval:
        result = self.product()
        while (sign := self.peek()) in ("+", "-"):
            self.place += 1
            term = self.product()
            result = result + term if sign == "+" else result - term
        return result

    def product(self) -> Interval:
        result = self.term()
        while (sign := self.peek()) in ("*", "/", "×"):
            self.place += 1
            term = self.term()
            result = result / term if sign == "/" else result * term
        return result

    def term(self) -> Interval:
        kind, text = self.tokens[self.place]  # past the end: LookupError
        self.place += 1
        if text in "-(":
            self.depth += 1
            if self.depth > _DEEPEST:
                raise ValueError("the formula is nested too deeply")
        if text == "-":
            return -self.term()
        if text == "(":
            result = self.sum()
            if self.peek() != ")":
                raise ValueError("a bracket is not closed")
            self.place += 1
            return result
        if kind == "id":
            found = self.lookup(text)
            if found is None:
                raise LookupError(text)
            return found
        if kind == "number":
            return self.number(text)
        raise ValueError(f"unexpected {text!r}")

    def number(self, text: str) -> Interval:
        percent = text.endswith("%")
        numeral = numerals(text.rstrip("%PTFLOS"))[0]
        power = numeral.power - 2 if percent else numeral.power
        value, step = numeral.value.scaleb(power), numeral.step.scaleb(power)
        whole = numeral.text.isdigit() and not numeral.scaled and text[-1].isdigit()
        if whole and (self.exact_wholes or numeral.value == 1) and "," not in text:
            return Interval.point(value)
        return Interval(value - step / 2, value + step / 2)
