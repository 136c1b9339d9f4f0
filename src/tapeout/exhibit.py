"""Sentences, tables and figures: what a section shows, in both languages at once.

Figure and table functions return these; `notebook` registers their numbers and prints
them. A sentence has named holes in place of figures, and a condition under which it is
true; a typed digit or a false condition is refused.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tapeout.errors import FindingFalse, UsageProblem
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import LANGUAGES, Text
from tapeout.words import spell, spell_moment

Value = Quantity | Moment | Gap
Name = Text | str

# A digit is typed unless a Latin letter stands before it in the same word: C500, FP16, H2O.
_TYPED = re.compile(
    r"(?<![A-Za-z0-9])[0-9][0-9.,]*|(?<![A-Za-z0-9])(?:Q[1-4]|H[12]|FY\d+)(?![A-Za-z0-9])"
)
_SPELT = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred)"
    r"[ -](?:percent|per cent|points|million|billion|times|days|years|quarters)\b"
    r"|百分之|[一二三四五六七八九十百两]+(?:成|倍|亿|个百分点)|[一二三四五六七八九十百两]万",
    re.IGNORECASE,
)


def typed_figure(words: str) -> str | None:
    """Return the first figure typed in `words`, or None: numbers must be computed."""
    found = _TYPED.search(words) or _SPELT.search(words)
    return found.group(0) if found else None


@dataclass(frozen=True)
class Sentence:
    """A statement in both languages with named holes for its values, and its condition.

    A hole may ask for decimals and leave out the unit: `{growth:2}`, `{boards:n}`,
    `{price:1n}`. `holds` is the truth of the words: False raises FindingFalse. If a value
    is a Gap, the sentence is replaced by the reason of the gap.
    """

    en: str
    zh: str
    values: Mapping[str, Value | Name] = field(default_factory=dict)
    holds: bool = True

    def __post_init__(self) -> None:
        holes = {lang: {h for _, h, _ in _parse(self[lang]) if h} for lang in LANGUAGES}
        given = set(self.values)
        if not holes["en"] == holes["zh"] == given:
            raise UsageProblem(
                f"the two wordings and the values differ: English {sorted(holes['en'])}, "
                f"Chinese {sorted(holes['zh'])}, values {sorted(given)} in {self.en!r}"
            )
        for language in LANGUAGES:
            for literal, _, _ in _parse(self[language]):
                typed = typed_figure(literal)
                if typed:
                    raise UsageProblem(
                        f"{typed!r} is typed in {self[language]!r}: pass it as a value so that it "
                        "can be followed to its source"
                    )
        if not isinstance(self.holds, bool):
            raise UsageProblem(f"holds must be True or False, found {self.holds!r} in {self.en!r}")
        if not self.holds and not self.gaps:
            told = "; ".join(f"{k} = {_told(v)}" for k, v in self.values.items())
            raise FindingFalse(f"the sentence no longer holds: {self.en!r} ({told})")

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    @property
    def gaps(self) -> list[Gap]:
        """Return the values that the evidence does not carry."""
        return [v for v in self.values.values() if is_gap(v)]

    @property
    def numbers(self) -> dict[str, Value]:
        """Return the values that are numbers or dates, by the name of their hole."""
        return {k: v for k, v in self.values.items() if isinstance(v, (Quantity, Moment, Gap))}

    def tokens(self, language: str, identify: Callable[[str], str]) -> list:
        """Return strings and {"n": id, "t": text, "range": words or None}, in order."""
        if self.gaps:
            return _gap_tokens(self, language, identify)
        result: list = []
        for literal, hole, spec in _parse(self[language]):
            if literal:
                result.append(literal)
            if hole:
                result.append(_token(self.values[hole], hole, spec, language, identify))
        return result


def choose(
    holds: bool, if_true: Mapping[str, str], if_false: Mapping[str, str], **values
) -> Sentence:
    """Return the wording that is true: {"en", "zh"} of `if_true` or of `if_false`."""
    wording = if_true if holds else if_false
    names = {h for lang in LANGUAGES for _, h, _ in _parse(wording[lang]) if h}
    gaps = {k for k, v in values.items() if is_gap(v)}
    return Sentence(
        wording["en"], wording["zh"], {k: v for k, v in values.items() if k in names | gaps}
    )


@dataclass(frozen=True)
class Column:
    """A column of a table; `unit` is that of its numbers, None for words."""

    key: str
    head: Text
    unit: str | None = None
    decimals: int | None = None


@dataclass(frozen=True)
class Row:
    """A row of a table, in the order of the columns; `focus` marks the company in focus."""

    key: str
    cells: tuple
    focus: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of words and quantities under named columns."""

    key: str
    caption: Sentence | Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Text | None = None

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise UsageProblem(
                    f"table {self.key}, row {row.key}: {len(row.cells)} cells for "
                    f"{len(self.columns)} columns"
                )
        keys = [row.key for row in self.rows]
        if len(set(keys)) != len(keys):
            raise UsageProblem(f"table {self.key}: a row key stands twice in {keys}")

    def quantities(self, column: int) -> list[Quantity]:
        """Return the quantities of one column."""
        return [r.cells[column] for r in self.rows if isinstance(r.cells[column], Quantity)]

    def cells(self) -> Iterator[tuple[str, Value]]:
        """Yield ("row.column", value) of the cells that are numbers or dates."""
        for row in self.rows:
            for column, cell in zip(self.columns, row.cells, strict=True):
                if isinstance(cell, (Quantity, Moment, Gap)):
                    yield f"{row.key}.{column.key}", cell

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts in its cells."""
        return tuple(dict.fromkeys(f for _, value in self.cells() for f in value.facts))


@dataclass(frozen=True)
class Figure:
    """A drawing with its one message, what is measured, a description and its data.

    `draw(language, layout)` returns a matplotlib Figure for layout "wide" or "phone"; None
    where there is nothing to draw, and then the message says why.
    """

    key: str
    message: Sentence
    subtitle: Text
    alt: Text
    table: Table
    draw: Callable | None
    note: Text | None = None


# -- how a sentence is read ---------------------------------------------------------------
def _parse(template: str) -> list[tuple[str, str | None, str]]:
    try:
        return [
            (text, hole, spec or "") for text, hole, spec, _ in string.Formatter().parse(template)
        ]
    except ValueError as error:
        raise UsageProblem(f"a brace is open or doubled in {template!r}: {error}") from error


def _token(value: Value | Name, hole: str, spec: str, language: str, identify) -> object:
    if isinstance(value, Quantity):
        decimals = spec.rstrip("n")
        spelled = spell(
            value, language, int(decimals) if decimals else None, bare=spec.endswith("n")
        )
        return {"n": identify(hole), "t": spelled.text, "range": spelled.range}
    if isinstance(value, Moment):
        return {"n": identify(hole), "t": spell_moment(value, language), "range": None}
    return value[language] if isinstance(value, Text) else str(value)


def _gap_tokens(sentence: Sentence, language: str, identify) -> list:
    told: dict[str, str] = {}
    for hole, gap in sentence.values.items():
        if is_gap(gap):
            told.setdefault(gap.reason[language], hole)
    tokens: list = []
    for reason, hole in told.items():
        if tokens and language == "en":
            tokens.append(" ")
        tokens.append({"n": identify(hole), "t": reason, "range": None})
    return tokens


def _told(value) -> str:
    if isinstance(value, Quantity):
        return f"{spell(value, 'en').text} [{value.lo:.6g}, {value.hi:.6g}]"
    if isinstance(value, Moment):
        return value.iso
    return value.en if isinstance(value, Text) else str(value)
