"""What a notebook calls: begin, say, show, tabulate, panel, lift, sources.

Each call prints for the person in JupyterLab and records, in an output of its own type,
the words of both languages and every number with its way back to the printed figure.
The report is made from these outputs alone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from IPython.display import display

from tapeout import preview, provenance
from tapeout.errors import UsageProblem, nearest
from tapeout.exhibit import Figure, Sentence, Table, choose
from tapeout.figures import style
from tapeout.ledger import Ledger, load, set_by_hand, shipped
from tapeout.lifted import Lifted, executed_outputs
from tapeout.quantity import is_gap
from tapeout.registry import Registry, figure_payload, sentence_tokens, table_payload
from tapeout.sections import section as known_section
from tapeout.text import LANGUAGES, Text
from tapeout.units import DECIMAL_YEAR
from tapeout.words import spell, spell_any

MIME = "application/vnd.tapeout+json"
SCHEMA = "tapeout-cell/1"
PARTS = (
    "finding",
    "answer",
    "objection",
    "change",
    "limit",
    "headline",
    "standfirst",
    "question",
)


@dataclass(frozen=True)
class Edition:
    """What a section is about: a company, as of a date, in a language, under a scenario."""

    section: str
    company: str
    name: Text
    as_of: date
    latest: bool
    language: str
    scenario: str
    assumptions: str
    data: str
    ledger: Ledger

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages asked for, the one to be shown in JupyterLab first."""
        return LANGUAGES if self.language == "both" else (self.language,)


_edition: Edition | None = None
_registry: Registry | None = None


def begin(
    section: str,
    *,
    company: str = "metax",
    as_of: str = "latest",
    language: str = "en",
    scenario: str = "base",
    assumptions: str = "",
    data: str | Path | None = None,
) -> Edition:
    """Start a section and return its edition, with the ledger as it stood on `as_of`.

    `assumptions` sets some by hand: "gross_margin_target=55; growth_start=0.7". Raises
    UsageProblem for a parameter that is unknown or out of range.
    """
    global _edition, _registry
    known_section(section)
    if language not in (*LANGUAGES, "both"):
        raise UsageProblem(f"language {language!r}: expected en, zh or both")
    folders = [shipped()] + ([Path(data)] if data else [])
    ledger = load(*folders, as_of=as_of).assuming(scenario, set_by_hand(assumptions))
    entity = ledger.entity(company)
    if entity.kind != "company":
        raise UsageProblem(f"company {company!r} is a {entity.kind}; expected a company")
    _edition = Edition(
        section,
        company,
        entity.name,
        ledger.as_of,
        as_of == "latest",
        language,
        scenario,
        assumptions,
        str(data or ""),
        ledger,
    )
    _registry = Registry(section)
    style.apply()
    _emit(
        "begin",
        {
            "edition": {
                "company": company,
                "as_of": ledger.as_of.isoformat(),
                "language": language,
                "scenario": scenario,
                **_by_hand(ledger),
            },
            "name": entity.name.as_dict(),
            "ticker": entity.ticker,
            "board": entity.exchange,
            "latest": as_of == "latest",
        },
        preview.edition(_edition),
    )
    return _edition


def _by_hand(ledger: Ledger) -> dict[str, str]:
    """Return {"assumptions": ...} of those that were set by hand, {} where none was."""
    told = "; ".join(f"{name}={value}" for name, value in sorted(ledger.assumed.items()))
    return {"assumptions": told} if told else {}


def say(
    en: str | None = None,
    zh: str | None = None,
    *,
    holds: bool = True,
    if_true: Mapping[str, str] | None = None,
    if_false: Mapping[str, str] | None = None,
    part: str = "finding",
    **values,
) -> None:
    """State a finding in both languages; its holes are computed numbers, dates and names.

    `holds` is the truth of the words: False stops the notebook. Where the sign can turn,
    give both wordings instead: `if_true={"en": ..., "zh": ...}`, `if_false=...`.
    """
    if part not in PARTS:
        raise UsageProblem(
            f"part {part!r}: expected one of {', '.join(PARTS)}{nearest(part, PARTS)}"
        )
    if (if_true is None) != (if_false is None):
        raise UsageProblem("give both if_true and if_false, or neither")
    if if_true is not None:
        sentence = choose(holds, if_true, if_false, **values)
    else:
        sentence = Sentence(en or "", zh or "", values, holds)
    state(sentence, part)


def state(sentence: Sentence, part: str = "finding") -> None:
    """State a sentence that a model or figure module has put together."""
    edition, registry = _running()
    tokens = sentence_tokens(sentence, registry)
    payload = {"part": part, "holds": True, "text": tokens}
    # A reason that several gaps share is printed once, and recorded under each of their names.
    gaps = [registry.add(name, value) for name, value in sentence.values.items() if is_gap(value)]
    ids = list(dict.fromkeys([*_ids(payload), *gaps]))
    _emit("sentence", payload, preview.sentence(tokens, part, edition.languages), ids)


def show(figure: Figure) -> None:
    """Show a figure with its message, subtitle, source line, alternative text and data."""
    edition, registry = _running()
    svg: dict[str, dict[str, str]] = {}
    if figure.draw is not None:
        for language in edition.languages:
            svg[language] = {
                layout: style.to_svg(
                    figure.draw(language, layout), f"{edition.section}-{figure.key}-{layout}"
                )
                for layout in style.LAYOUTS
            }
    payload = figure_payload(figure, registry, svg)
    payload["source"] = provenance.source_line(figure.table.facts, edition.ledger).as_dict()
    _emit("figure", payload, preview.figure(payload, edition.languages))


def tabulate(table: Table, *, claims: Sequence[dict] = ()) -> None:
    """Show a table with its caption, units and source line; `claims` go to figures.json."""
    edition, registry = _running()
    payload = table_payload(table, registry)
    if claims:
        payload["claims"] = list(claims)
    payload["source"] = provenance.source_line(table.facts, edition.ledger).as_dict()
    _emit("table", payload, preview.table(payload, edition.languages))


def panel(items: Sequence[tuple]) -> None:
    """Show the headline numbers of a section: (name, label, remark, number[, decimals]) each."""
    edition, registry = _running()
    told = []
    for name, label, remark, value, *decimals in items:
        parts = {}
        for language in LANGUAGES:
            if hasattr(value, "unit"):
                short = value.unit == DECIMAL_YEAR  # 2028Q1: a headline has no room for words
                spelled = spell(value, language, *decimals, bare=short)
                parts[language] = (spelled.before + spelled.number, spelled.after.strip())
            else:
                parts[language] = (spell_any(value, language), "")
        told.append(
            {
                "n": registry.add(name, value),
                "label": label.as_dict(),
                "sub": remark.as_dict(),
                "t": {lang: number for lang, (number, _) in parts.items()},
                "unit": {lang: unit for lang, (_, unit) in parts.items()},
            }
        )
    _emit("panel", {"items": told}, preview.panel(told, edition.languages))


def lift(stem: str) -> Lifted:
    """Show the answer and the headline numbers of another section, and return them.

    The section's executed notebook is taken from the running build; outside a build the
    notebook is executed now, by papermill, with the same company, date and scenario.
    """
    edition, registry = _running()
    folder = os.environ.get("TAPEOUT_RUN_FOLDER")
    outputs = executed_outputs(stem, edition, Path(folder) if folder else None)
    lifted = Lifted.of(stem, outputs)
    registry.adopt(lifted.numbers)
    for number_id in lifted.shown:
        registry.use(number_id)
    payload = {"stem": stem, "answer": lifted.answer, "items": lifted.items}
    _emit("lifted", payload, preview.lifted(lifted, edition.languages), lifted.shown)
    return lifted


def sources(*more: str) -> None:
    """List the facts that this section used, with their sources; the last cell of a notebook.

    `more` are ids of facts that decided something without standing on the page as a number.
    """
    edition, registry = _running()
    facts = [*registry.facts, *more]
    payload = provenance.source_records(facts, edition.ledger)
    payload |= provenance.disagreement_records(facts, edition.ledger)
    _emit("sources", payload, preview.sources(payload))


def _running() -> tuple[Edition, Registry]:
    if _edition is None or _registry is None:
        raise UsageProblem("call begin(...) before anything is said or shown")
    return _edition, _registry


def _emit(kind: str, payload: dict, shown: dict, numbers: Sequence[str] | None = None) -> None:
    """Print `shown` and record `payload` with the numbers registered since the last output."""
    edition, registry = _running()
    ids = _ids(payload) if numbers is None else numbers
    bundle = {
        "schema": SCHEMA,
        "kind": kind,
        "section": edition.section,
        "numbers": {number_id: registry.records[number_id] for number_id in ids},
        **payload,
    }
    display({MIME: bundle, **shown}, raw=True)


def _ids(payload: object) -> list[str]:
    """Return the number ids that a payload mentions, in order, each once."""
    found: dict[str, None] = {}
    stack = [payload]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if isinstance(item.get("n"), str):
                found[item["n"]] = None
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))
    return list(found)


__all__ = [
    "Edition",
    "begin",
    "lift",
    "panel",
    "say",
    "show",
    "sources",
    "state",
    "tabulate",
]
