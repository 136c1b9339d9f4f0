"""Which findings can be made of a company on a date, and what is missing for the others."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.needs.parts import Evidence, Need, Part
from tapeout.needs.technology import TECHNOLOGY
from tapeout.needs.timing import TIMING
from tapeout.needs.viability import VIABILITY
from tapeout.sections import section
from tapeout.text import Text

_TABLES = (TIMING, TECHNOLOGY, VIABILITY)
_FEW = 2  # so many missing findings still share the line of their section
_WIDTH = 100
_OWN_HOUSES = ("", "company")


@dataclass(frozen=True)
class Lacking:
    """A kind of row that is missing, and for which periods in words."""

    part: Part
    periods: str

    @property
    def words(self) -> str:
        """Return metric, segments, whose and periods: revenue (for 2022 and 2023)."""
        house = f"house {self.part.house}" if self.part.house not in _OWN_HOUSES else ""
        told = ", ".join(filter(None, (self.periods, house)))
        return f"{self.part.words} ({told})" if told else self.part.words


@dataclass(frozen=True)
class Unsaid:
    """A finding that cannot be made, with what the first way to it lacks."""

    need: Need
    lacking: tuple[Lacking, ...]


@dataclass(frozen=True)
class SectionCoverage:
    """What a section can say of the company, what it cannot, and what shipped evidence lacks.

    Findings that rest on no row of the company (market sizes, peers) are counted in neither
    `said` nor `unsaid`; those not published by the date are `shipped`.
    """

    stem: str
    title: Text
    said: tuple[Need, ...]
    unsaid: tuple[Unsaid, ...]
    shipped: tuple[Unsaid, ...]

    @property
    def total(self) -> int:
        """Return the number of findings that depend on the company's rows."""
        return len(self.said) + len(self.unsaid)

    @property
    def full(self) -> bool:
        """Return whether every finding about the company can be made."""
        return not self.unsaid


@dataclass(frozen=True)
class Coverage:
    """The sections of a report on a company as of a date; `products` are those in entities.csv."""

    company: str
    as_of: str
    products: tuple[str, ...]
    sections: tuple[SectionCoverage, ...]

    @property
    def full(self) -> bool:
        """Return whether no section lacks a row of the company."""
        return all(each.full for each in self.sections)


def coverage(ledger: Ledger, company: str) -> Coverage:
    """Return what each section can say of a company with what was published by the ledger's day.

    A company that entities.csv does not hold raises UnknownName.
    """
    ledger.entity(company)
    evidence = Evidence(ledger, company)
    sections = tuple(_section(evidence, table) for table in _TABLES)
    return Coverage(company, ledger.as_of.isoformat(), evidence.products, sections)


def _section(evidence: Evidence, table: tuple[Need, ...]) -> SectionCoverage:
    stem = table[0].section
    weighed = [(need, _lacking(evidence, need)) for need in table]
    unsaid = [Unsaid(need, lacking) for need, lacking in weighed if lacking]
    return SectionCoverage(
        stem,
        section(stem).title,
        tuple(need for need, lacking in weighed if need.own and not lacking),
        tuple(each for each in unsaid if each.need.own),
        tuple(each for each in unsaid if not each.need.own),
    )


def _lacking(evidence: Evidence, need: Need) -> tuple[Lacking, ...]:
    """Return what the first way lacks: nothing where this or another one is complete."""
    ways = [
        tuple(
            Lacking(part, told)
            for part in way
            if (told := part.rule.check(evidence, part)) is not None
        )
        for way in need.ways
    ]
    return ways[0] if all(ways) else ()


# -- in words ---------------------------------------------------------------------------------
def coverage_lines(found: Coverage) -> list[str]:
    """Return the coverage as lines of at most 100 columns, for the terminal."""
    lines = [f"coverage by section: {found.company} as of {found.as_of}"]
    if not found.products:
        lines.append(
            f"  no product of {found.company} in entities.csv (kind product, maker {found.company})"
        )
    for each in found.sections:
        head = f"  {each.title.en:<22}{len(each.said)} of {each.total}"
        told = _told(each.unsaid)
        short = f"{head:<34}missing: {'; '.join(told)}"
        if not told:
            lines.append(f"{head:<34}complete")
        elif len(told) <= _FEW and len(short) <= _WIDTH:
            lines.append(short)
        else:
            lines.append(f"{head:<34}missing:")
            lines += [line for words in told for line in _wrapped(words)]
        for words in _told(each.shipped):
            lines += _wrapped(f"not yet published: {words}")
    return lines


def _told(unsaid: tuple[Unsaid, ...]) -> list[str]:
    """Return the findings with what they lack; those that lack the same stand together."""
    together: dict[str, list[str]] = {}
    for each in unsaid:
        lacking = "; ".join(lacking.words for lacking in each.lacking)
        together.setdefault(lacking, []).append(each.need.name.en)
    return [f"{', '.join(names)}: {lacking}" for lacking, names in together.items()]


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(
        words, _WIDTH, initial_indent="    - ", subsequent_indent="      ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def coverage_json(found: Coverage) -> dict:
    """Return the coverage for `tapeout check --json`: plain lists, texts and numbers."""
    return {
        "company": found.company,
        "as_of": found.as_of,
        "sections": [
            {
                "section": each.stem,
                "said": [need.key for need in each.said],
                "missing": [_record(unsaid) for unsaid in each.unsaid],
                "not_published": [_record(unsaid) for unsaid in each.shipped],
            }
            for each in found.sections
        ],
    }


def _record(unsaid: Unsaid) -> dict:
    return {
        "finding": unsaid.need.key,
        "name": unsaid.need.name.as_dict(),
        "needs": [
            {
                "metric": list(each.part.metrics),
                "segment": list(each.part.segments),
                "of": each.part.whose,
                "house": each.part.house,
                "periods": each.periods,
            }
            for each in unsaid.lacking
        ],
    }
