"""The claims of a narrative: the rows of claims.csv, checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tapeout.exhibit import typed_figure
from tapeout.ledger.contract import SHEET_CHECKS
from tapeout.ledger.labels import qualifier_text
from tapeout.ledger.numerals import numerals
from tapeout.ledger.periods import GRAMMAR, period_text
from tapeout.ledger.printed import Reading, read
from tapeout.ledger.problem import Problem, quoted, refuse
from tapeout.ledger.schema import Field, Schema
from tapeout.ledger.sheet import Sheet, parse
from tapeout.moment import Moment
from tapeout.quantity import Origin, Quantity
from tapeout.text import Text

CLAIMS = "claims.csv"
SECTIONS = ("timing", "technology", "viability")
KINDS = ("figure", "derived", "event", "forecast", "comparison", "attribution", "judgement")
_WORDS, _DATES = "text", ("date", "year")
HOLE = re.compile(r"\{([a-z0-9_]+)((?::[^}]*)?)\}")
_NEGATIVE = re.compile(r"[-\u2212]|亏|负|loss", re.IGNORECASE)


def _column(name: str, *, kind="string", meaning="", required=False, pattern="", words=()):
    form = re.compile(pattern, re.ASCII) if pattern else None
    return Field(name, kind, meaning, required, form, frozenset(words), None, None, None)


SCHEMA = Schema(
    "claims",
    CLAIMS,
    (
        _column("claim_id", required=True, pattern="^[a-z][a-z0-9_]*$"),
        _column("section", required=True, words=SECTIONS),
        _column("paragraph", kind="integer", required=True),
        _column("kind", required=True, words=KINDS),
        _column("statement_en", required=True),
        _column("statement_zh", required=True),
        _column("value", meaning="value"),
        _column("unit"),
        _column("reported_as"),
        _column("subject"),
        _column("metric"),
        _column("period", meaning="period", pattern=GRAMMAR),
        *(_column(name) for name in ("check", "own_check", "other_basis")),
        *(_column(f"true_but_{name}") for name in ("en", "zh", "values", "if")),
        _column("rank", kind="integer"),
        _column("note"),
    ),
    "claim_id",
    (),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, in our own words, with the figure that the article prints.

    `check`, `own_check` and `other_basis` are expressions of claim_checks: over facts, over
    the article's own figures, and over facts on another basis. `remark` is what must be added
    to a true figure, its values by name and the condition under which it is true.
    """

    claim_id: str
    section: str
    paragraph: int
    kind: str
    statement: Text
    value: str
    unit: str
    reported_as: str
    subject: str
    metric: str
    period: str
    checks: tuple[str, ...]
    own_check: str
    other_basis: str
    remark: Text | None
    remark_values: tuple[tuple[str, str], ...]
    remark_if: str
    rank: int | None
    note: str
    file: str
    line: int

    def place(self, column: str) -> str:
        """Return where a cell stands, for a message: seeds/x/claims.csv:12:check."""
        return f"{self.file}:{self.line}:{column}"

    @property
    def checkable(self) -> bool:
        """Return whether evidence could decide it; a judgement is not of that kind."""
        return self.kind != "judgement"

    @property
    def template(self) -> Text:
        """Return the statement with its period in words; `{value}` is still a hole."""
        when = period_text(self.period) if self.period else Text("", "")
        return Text(*(words.replace("{period}", when[lang]) for lang, words in
                      zip(("en", "zh"), self.statement, strict=True)))  # fmt: skip

    @property
    def article(self) -> Quantity | Moment | Text | None:
        """Return what the article prints: a figure with its interval, a date, words or None."""
        if not self.value:
            return None
        name = self.template.map(lambda words: words.replace("{value}", "..."))
        label = Text(f"{name.en}, as the article prints it", f"{name.zh}（文章所载）")
        if self.unit in _DATES:
            return Moment.parse(self.value, label=label)
        if self.unit == _WORDS:
            return Text.same(self.value)
        reading = self.reading
        note = qualifier_text(reading.qualifier)
        return Quantity(Decimal(self.value), self.unit, reading.lo, reading.hi, Origin("fact"),
                        label, reading.step, None, note)  # fmt: skip

    @property
    def reading(self) -> Reading | None:
        """Return the interval of the printed digits; None where they are not those of `value`."""
        return read(self.reported_as, Decimal(self.value), self.unit)


def parse_claims(content: bytes, shown: str) -> tuple[Claim, ...]:
    """Return the claims of a file, in its order; DataProblem names file, row and column."""
    sheet, broken = parse(content, SCHEMA, shown)
    refuse(broken)
    problems = [problem for test in SHEET_CHECKS for problem in test(sheet)]
    refuse(problems or list(_unlike(sheet)))
    claims = tuple(_claim(sheet, place) for place in range(len(sheet)))
    if not claims:
        refuse([Problem(shown, None, None, "no-rows", "a header and no rows", "claims")])
    refuse([problem for claim in claims for problem in _inner(claim)])
    return claims


def _unlike(sheet: Sheet) -> Iterator[Problem]:
    """Yield the claim ids that stand twice."""
    ids = sheet.columns["claim_id"]
    for place, claim_id in enumerate(ids):
        if claim_id in ids[:place]:
            expected = "an id that occurs once in the file"
            yield sheet.problem(place, "claim_id", "duplicate-key", quoted(claim_id), expected)


def _claim(sheet: Sheet, place: int) -> Claim:
    cell = {name: column[place].strip() for name, column in sheet.columns.items()}
    remark = Text(cell["true_but_en"], cell["true_but_zh"])
    return Claim(
        claim_id=cell["claim_id"],
        section=cell["section"],
        paragraph=int(cell["paragraph"]),
        kind=cell["kind"],
        statement=Text(cell["statement_en"], cell["statement_zh"]),
        **{name: cell[name] for name in
           ("value", "unit", "reported_as", "subject", "metric", "period")},
        checks=_parts(cell["check"]),
        own_check=cell["own_check"],
        other_basis=cell["other_basis"],
        remark=remark if any(remark) else None,
        remark_values=_named(cell["true_but_values"]),
        remark_if=cell["true_but_if"],
        rank=int(cell["rank"]) if cell["rank"] else None,
        note=cell["note"],
        file=sheet.file,
        line=sheet.rows[place],
    )  # fmt: skip


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _named(cell: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in _parts(cell))
    return tuple((name.strip(), expression.strip()) for name, _, expression in pairs)


def _inner(claim: Claim) -> Iterator[Problem]:
    """Yield what one row contradicts in itself."""

    def problem(column: str, message: str) -> Problem:
        return Problem(claim.file, claim.line, column, "claim", quoted(claim.claim_id), "", message)

    yield from _printed(claim, problem)
    texts = {"statement": (claim.statement, {"value", "period"})}
    if claim.remark is not None:
        texts["true_but"] = (claim.remark, {name for name, _ in claim.remark_values})
        if not all(claim.remark):
            yield problem("true_but_zh", "expected the remark in both languages")
    for column, (text, known) in texts.items():
        holes = [{name for name, _ in HOLE.findall(words)} for words in text]
        if holes[0] != holes[1] or not holes[0] <= known:
            yield problem(f"{column}_zh", f"holes {sorted(holes[1])} differ from the English "
                          f"{sorted(holes[0])} or are not among {sorted(known)}")  # fmt: skip
        for language, words in zip(("en", "zh"), text, strict=True):
            typed = typed_figure(HOLE.sub(" ", words))
            if typed:
                yield problem(f"{column}_{language}", f"the figure {typed!r} is typed: make it a "
                              "hole, so that it is computed")  # fmt: skip
    if "{value}" in claim.statement.en and not claim.value:
        yield problem("statement_en", "has a hole {value}, and the column value is empty")
    if "{period}" in claim.statement.en and not claim.period:
        yield problem("statement_en", "has a hole {period}, and the column period is empty")
    if claim.checks and not claim.checkable:
        yield problem("check", "found an expression, expected none: a judgement is not checked")
    if claim.kind == "forecast" and not claim.checks:
        yield problem("check", "is empty: a forecast says by which comparison it will be met")


def _printed(claim: Claim, problem) -> Iterator[Problem]:
    """Yield the disagreements between value, unit and reported_as."""
    if not claim.value:
        if claim.unit or claim.reported_as:
            yield problem("value", f"is empty beside {claim.unit or claim.reported_as!r}")
        return
    if not claim.unit or not claim.reported_as:
        yield problem("unit" if not claim.unit else "reported_as", "is empty beside a value")
        return
    if not _prints(claim):
        yield problem("reported_as", f"{claim.reported_as!r} does not print {claim.value} "
                      f"{claim.unit}: check digits, 万 and 亿, and the unit")  # fmt: skip
    number = claim.unit not in (*_DATES, _WORDS)
    if number and (Decimal(claim.value) < 0) != bool(_NEGATIVE.search(claim.reported_as)):
        yield problem("value", f"{claim.value} and {claim.reported_as!r} differ in sign")


def _prints(claim: Claim) -> bool:
    """Return whether `reported_as` is the print of `value`, at its scale word."""
    if claim.unit in _DATES:
        return _whole_numbers(claim.value) == _whole_numbers(claim.reported_as)
    if claim.unit == _WORDS:
        return "".join(claim.value.split()) in "".join(claim.reported_as.split())
    size = abs(Decimal(claim.value))
    scaled = (each.value.scaleb(each.power) for each in numerals(claim.reported_as))
    return claim.reading is not None and size in scaled


def _whole_numbers(words: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", words)]
