"""The notebooks of a report, their order and their titles; one stem runs through all files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tapeout.errors import UnknownName, nearest
from tapeout.text import Text


@dataclass(frozen=True, slots=True)
class Section:
    """One notebook of the report; the sections it lifts from must run before it."""

    stem: str
    number: int
    file: str
    title: Text
    question: Text
    lifts: tuple[str, ...] = ()


SECTIONS = (
    Section(
        "timing",
        1,
        "01_market_timing.ipynb",
        Text("Market timing", "市场时机"),
        Text("Why now?", "为什么是现在"),
    ),
    Section(
        "technology",
        2,
        "02_technology_path.ipynb",
        Text("Technology path", "技术路径"),
        Text("By which road?", "走哪条路"),
    ),
    Section(
        "viability",
        3,
        "03_financial_viability.ipynb",
        Text("Financial viability", "财务可行性"),
        Text("Can capital wait?", "资本等得起吗"),
    ),
    Section(
        "claims",
        4,
        "04_claim_audit.ipynb",
        Text("Claim audit", "论断核查"),
        Text("Do the article's claims hold?", "文章的论断站得住吗"),
    ),
    Section(
        "summary",
        0,
        "00_summary.ipynb",
        Text("Summary", "摘要"),
        Text("Does the evidence carry the story?", "证据撑得起这个故事吗"),
        lifts=("timing", "technology", "viability", "claims"),
    ),
)


def section(stem: str) -> Section:
    """Return the section of a stem; an unknown stem raises UnknownName."""
    for each in SECTIONS:
        if each.stem == stem:
            return each
    known = [each.stem for each in SECTIONS]
    raise UnknownName(f"no section {stem!r}: known are {', '.join(known)}{nearest(stem, known)}")


def project_root() -> Path:
    """Return the folder that holds notebooks/, data/ and seeds/."""
    return Path(__file__).resolve().parents[2]


def notebook_path(stem: str) -> Path:
    """Return where the notebook of a section lies."""
    return project_root() / "notebooks" / section(stem).file
