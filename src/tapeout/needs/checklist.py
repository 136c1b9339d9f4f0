"""The table of needs as a list to tick off, for who collects the rows of a company."""

from __future__ import annotations

from collections import Counter

from tapeout.ledger import Ledger
from tapeout.needs.parts import COMPANY, Need, Part
from tapeout.needs.technology import TECHNOLOGY
from tapeout.needs.timing import TIMING
from tapeout.needs.viability import VIABILITY
from tapeout.sections import section
from tapeout.text import listed


def checklist(ledger: Ledger) -> list[str]:
    """Return the needs as Markdown: a heading a section, a box a finding, a line a kind of row.

    `ledger` gives the Chinese name and the unit of each metric.
    """
    lines = []
    for table in (TIMING, TECHNOLOGY, VIABILITY):
        title = section(table[0].section).title
        lines += [f"### {title.en} · {title.zh}", ""]
        lines += [line for need in table if need.own for line in _finding(need, ledger)]
        shared = [f"{need.name.en} ({need.name.zh})" for need in table if not need.own]
        if shared:
            lines += ["", f"In the shipped evidence already: {', '.join(shared)}."]
        lines.append("")
    return lines


def _finding(need: Need, ledger: Ledger) -> list[str]:
    first, *others = need.ways
    lines = [f"- [ ] {need.name.en} ({need.name.zh})"]
    lines += [f"  - {_kind(part, ledger)}" for part in first if part.own]
    for way in others:
        told = "; ".join(
            f"{_names(part)} ({part.rule.words})" if part.rule.words else _names(part)
            for part in way
            if part.own
        )
        lines.append(f"  - or instead: {told}")
    return lines


def _kind(part: Part, ledger: Ledger) -> str:
    """Return one kind of row: metric, segment, Chinese name, unit, periods, an example."""
    told = [ledger.metric(part.metric).name.zh, f"unit {_unit(part, ledger)}"]
    if part.house not in ("", "company"):
        told.append(f"house {part.house}")
    told += filter(None, (part.rule.words, part.rule.hint))
    examples = f"period {listed(part.periods)}, printed as {part.reported_as}"
    return f"{_names(part)}: {', '.join(told)}; for example {examples}"


def _unit(part: Part, ledger: Ledger) -> str:
    """Return the unit in which most rows of the kind are given, else that of metrics.csv.

    Money is in the currency of the example: the rows of peers may be in another one.
    """
    if "元" in part.reported_as and "CNY" in ledger.metric(part.metric).unit.split("; "):
        return "CNY"
    rows = [row for row in ledger.rows(metric=part.metric) if row.segment in part.segments]
    units = Counter(row.unit for row in rows)
    return units.most_common(1)[0][0] if units else ledger.metric(part.metric).unit


def _names(part: Part) -> str:
    metrics = " or ".join(f"`{metric}`" for metric in part.metrics)
    segments = " or ".join(f"`{segment}`" for segment in part.segments if segment)
    if not part.segments:
        segments = "with a segment for each product line"
    whose = "" if part.whose == COMPANY else f"of {part.whose}"
    return " ".join(filter(None, (metrics, segments, whose)))
