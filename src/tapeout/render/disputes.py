"""Where sources disagree on a figure of the report, and which cells were corrected."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.render.document import Report


@dataclass(frozen=True, slots=True)
class Side:
    """One of the figures: its value in words, its print, its source; `used` if the report has it."""

    value: str
    printed: str
    source_id: str
    title: str
    publisher: str
    published: str
    used: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """Figures that cannot all be true; `statement` is the identity that they break, or ""."""

    name: str
    difference: str
    statement: str
    reason: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """A cell that is used otherwise than it is printed."""

    name: str
    found: str
    corrected: str
    because: str
    authority: str


def disputes_of(report: Report) -> list[Dispute]:
    """Return the disagreements on figures of the report, in the order of their names."""
    language = report.lang
    return [
        Dispute(
            each["name"][language],
            each["difference"][language],
            each["statement"],
            each["reason"],
            tuple(
                Side(
                    row["value"][language], row["reported_as"], row["source_id"], row["title"],
                    row["publisher"].partition("; ")[0], row["published"],
                    row["fact_id"] in report.facts,
                )
                for row in each["rows"]
            ),
        )
        for each in report.disagreements
    ]  # fmt: skip


def mended_of(report: Report) -> list[Mended]:
    """Return the corrections of figures of the report."""
    language = report.lang
    return [
        Mended(
            each["name"][language], each["found"], each["corrected"],
            each["because"][language], each["authority"],
        )
        for each in report.corrections
    ]  # fmt: skip
