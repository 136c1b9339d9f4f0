"""A report in one language as frozen blocks: what both the HTML and the PDF are made from.

Only the recorded outputs of executed notebooks (application/vnd.tapeout+json) and their
Markdown cells are read. Sections are numbered as in `sections.py`; figures and tables by
section ("3.4"), numbers in the order in which they stand on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import nbformat

from tapeout.errors import GateProblem
from tapeout.lifted import outputs_of
from tapeout.render.arrangement import arranged, places
from tapeout.render.blocks import (
    Block,
    Cell,
    Closing,
    Column,
    Figure,
    Heading,
    Item,
    Lifted,
    Number,
    Panel,
    Prose,
    Row,
    Section,
    Sentence,
    Sources,
    Table,
)
from tapeout.render.coverage import coverage_of
from tapeout.render.reading import blocks_of
from tapeout.sections import SECTIONS
from tapeout.sections import Section as Known

_SAME = ("value", "lo", "hi", "se", "unit", "reason")


@dataclass(frozen=True)
class Report:
    """A whole report; `coverage` is described in coverage.py, `native` is the Chinese name."""

    lang: str
    edition: dict
    name: str
    ticker: str
    board: str
    latest: bool
    sections: tuple[Section, ...]
    numbers: dict[str, Number]
    facts: dict[str, dict]
    sources: dict[str, dict]
    coverage: dict
    native: str = ""
    disagreements: tuple[dict, ...] = ()
    corrections: tuple[dict, ...] = ()
    extra: dict = field(default_factory=dict)

    def words_of_data(self) -> str:
        """Return what the data themselves say on the page, names, prints and titles, a line each."""
        said = [self.name, self.native, self.ticker]
        said += [number.name for number in self.numbers.values()]
        for fact in self.facts.values():
            said += [fact["reported_as"], fact["locator"], fact["label"][self.lang]]
        for source in self.sources.values():
            said += [source["title"], source["publisher"]]
        for each in self.disagreements:
            said.append(each["reason"])
            said += [row[k] for row in each["rows"] for k in ("reported_as", "title", "publisher")]
        return "\n".join(said)

    def section(self, stem: str) -> Section | None:
        """Return the section of a stem, None where the report does not hold it."""
        return next((s for s in self.sections if s.stem == stem), None)


def report_from(notebooks: Mapping[str, nbformat.NotebookNode], language: str) -> Report:
    """Return the report of the executed notebooks, {stem: notebook}, in one language.

    Raises GateProblem where one number id carries two values, a notebook never began, or
    the notebooks are of different editions.
    """
    records: dict[str, dict] = {}
    facts: dict[str, dict] = {}
    sources: dict[str, dict] = {}
    disagreements: dict[tuple, dict] = {}
    corrections: dict[str, dict] = {}
    begun: dict = {}
    sections = []
    for known in _in_order(notebooks):
        outputs = outputs_of(notebooks[known.stem])
        begun = _begun(known, outputs, begun)
        for output in outputs:
            _merge(records, output["numbers"])
            if output["kind"] == "sources":
                facts.update(output["facts"])
                sources.update(output["sources"])
                for each in output.get("disagreements", ()):
                    ids = tuple(row["fact_id"] for row in each["rows"])
                    disagreements[(each["statement"], *ids)] = each
                corrections.update((c["name"]["en"], c) for c in output.get("corrections", ()))
        blocks = blocks_of(notebooks[known.stem], known, language)
        sections.append(arranged(known, language, blocks))
    if not begun:
        raise GateProblem("no notebook of a section was given: nothing to render")
    return Report(
        language,
        begun["edition"] | {"language": language},
        begun["name"][language],
        begun["ticker"],
        begun["board"],
        begun["latest"],
        tuple(sections),
        _numbers(records, _stands(sections), language),
        facts,
        sources,
        coverage_of(records, facts, sources),
        begun["name"]["zh"],
        tuple(sorted(disagreements.values(), key=lambda each: each["name"]["en"])),
        tuple(corrections.values()),
    )


def _in_order(notebooks: Mapping[str, nbformat.NotebookNode]) -> list[Known]:
    return sorted((s for s in SECTIONS if s.stem in notebooks), key=lambda s: s.number)


def _begun(known: Known, outputs: list[dict], earlier: dict) -> dict:
    """Return what a notebook began with; all notebooks of a report begin alike."""
    begun = next((output for output in outputs if output["kind"] == "begin"), None)
    if begun is None:
        raise GateProblem(f"{known.file} was not executed: it has no output of begin(...)")
    keys = ("company", "as_of", "scenario")
    for key in keys if earlier else ():
        if begun["edition"][key] != earlier["edition"][key]:
            raise GateProblem(
                f"{known.file} is of {key} {begun['edition'][key]}, the notebooks before it of "
                f"{earlier['edition'][key]}: run all of them for one edition"
            )
    return earlier or begun


def _merge(records: dict[str, dict], more: Mapping[str, dict]) -> None:
    for number_id, record in more.items():
        old = records.setdefault(number_id, record)
        if any(old[key] != record[key] for key in _SAME):
            raise GateProblem(
                f"number {number_id} stands for two values: {old['value']} and {record['value']}"
            )


def _stands(sections: list[Section]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section in sections:
        for number_id, anchors in places(section).items():
            found.setdefault(number_id, []).extend(anchors)
    return found


def _numbers(records: dict, stands: Mapping[str, list[str]], language: str) -> dict[str, Number]:
    order = {each.stem: each.number for each in SECTIONS}
    ranked = sorted(records.values(), key=lambda r: order.get(r["section"], len(order)))
    return {
        record["id"]: _number(no, record, tuple(stands.get(record["id"], ())), language)
        for no, record in enumerate(ranked, start=1)
    }


def _number(no: int, record: dict, anchors: tuple[str, ...], language: str) -> Number:
    inputs = tuple(
        {
            "label": each["label"][language],
            "text": each["text"][language],
            "fact": each["fact"],
            "formula": each["formula"][language],
            "facts": tuple(each["facts"]),
        }
        for each in record["inputs"]
    )
    between, reason = record["range"], record["reason"]
    return Number(
        no,
        record["id"],
        record["section"],
        record["name"][language],
        record["text"][language],
        between[language] if between else None,
        record["unit"],
        record["value"],
        record["lo"],
        record["hi"],
        record["se"],
        record["kind"],
        record["formula"][language],
        inputs,
        tuple(record["facts"]),
        reason[language] if reason else None,
        anchors,
    )


__all__ = [
    "Block",
    "Cell",
    "Closing",
    "Column",
    "Figure",
    "Heading",
    "Item",
    "Lifted",
    "Number",
    "Panel",
    "Prose",
    "Report",
    "Row",
    "Section",
    "Sentence",
    "Sources",
    "Table",
    "report_from",
]
