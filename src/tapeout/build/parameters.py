"""The parameters of a build, checked before any notebook sees them.

papermill accepts unknown names with exit 0, turns 002049 into a number and writes names
into code as they come; so names and values are held against a schema first, and notebooks
get strings only.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema
import nbformat

from tapeout.errors import OutputProblem, UsageProblem, nearest
from tapeout.ledger import SCENARIOS, Ledger, load, set_by_hand, shipped
from tapeout.sections import SECTIONS, notebook_path, project_root
from tapeout.text import LANGUAGES

EDITIONS_OF_RECORD = ("2025-12-16", "latest")  # the eve of the listing, and the newest ledger

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["company", "as_of", "language", "scenario"],
    "properties": {
        "company": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_]{0,39}$"},
        "as_of": {"type": "string", "pattern": r"^(latest|\d{4}-\d{2}-\d{2})$"},
        "language": {"enum": [*LANGUAGES, "both"]},
        "scenario": {"enum": list(SCENARIOS)},
        "data": {"type": "string", "maxLength": 4096},
        "seed_id": {"type": "string", "pattern": "^[a-z0-9_.-]{0,80}$"},
        "assumptions": {"type": "string", "pattern": "^[a-z0-9_=.; -]{0,4000}$"},
    },
}
_WORDS = {
    "company": "an id of data/entities.csv such as metax",
    "as_of": "an ISO date such as 2025-12-16, or latest",
    "language": "en or zh",
    "scenario": "base, bear or bull",
    "data": "a folder",
    "seed_id": "a folder of seeds/",
    "assumptions": "name=value; name=value",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """One report: a company as of a date, under a scenario, in one or more languages."""

    company: str
    as_of: str
    scenario: str
    languages: tuple[str, ...]
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return how progress lines and messages name it."""
        return f"{self.company} {self.as_of}"

    @property
    def folder(self) -> Path:
        """Return where it is published, below the output folder."""
        stood = self.as_of if self.scenario == "base" else f"{self.as_of}-{self.scenario}"
        # What was set by hand is not published over the edition of record.
        return Path(self.company) / (f"{stood}-own" if self.extra.get("assumptions") else stood)

    def parameters(self, data: Path | None) -> dict[str, str]:
        """Return what every notebook is run with; one run serves all languages."""
        language = self.languages[0] if len(self.languages) == 1 else "both"
        given = {
            "company": self.company,
            "as_of": self.as_of,
            "language": language,
            "scenario": self.scenario,
            "data": str(data) if data else "",
            **self.extra,
        }
        validate(given)
        return given


def validate(given: Mapping[str, object]) -> None:
    """Hold parameters against the schema; UsageProblem names the first that is wrong."""
    known = SCHEMA["properties"]
    for name in given:
        if name not in known:
            raise UsageProblem(
                f"parameter {name!r} is not known: expected one of {', '.join(known)}"
                f"{nearest(name, known)}"
            )
    for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(dict(given)):
        name = str(error.absolute_path[0]) if error.absolute_path else error.message
        found = given.get(name)
        raise UsageProblem(
            f"{name} {found!r} is not allowed: expected {_WORDS.get(name, 'another value')}"
            f"{nearest(str(found), known.get(name, {}).get('enum', ()))}"
        )


def plan_editions(
    companies: Sequence[str],
    dates: Sequence[str],
    languages: Sequence[str],
    scenario: str,
    data: Path | None,
    settings: Mapping[str, str],
) -> list[Edition]:
    """Return the editions asked for; every name and date is checked against the ledger."""
    if data is not None and not data.is_dir():
        raise UsageProblem(
            f"--data {data}: no such folder; expected one with facts.csv and sources.csv"
        )
    editions = [
        Edition(company, as_of, scenario, tuple(dict.fromkeys(languages)), dict(settings))
        for company in dict.fromkeys(companies)
        for as_of in dict.fromkeys(dates)
    ]
    if not editions or not languages:
        raise UsageProblem("nothing to build: name a company, a date and a language")
    for edition in editions:
        edition.parameters(data)
        for language in edition.languages:
            validate({**edition.parameters(data), "language": language})
    ledger = load(shipped(), *([data] if data else []), as_of="latest")
    for edition in editions:
        _known(edition, ledger)
        given = set_by_hand(edition.extra.get("assumptions", ""))
        if given:
            as_it_stood = load(shipped(), *([data] if data else []), as_of=edition.as_of)
            as_it_stood.assuming(edition.scenario, given)
    return editions


def _known(edition: Edition, ledger: Ledger) -> None:
    companies = [entity.id for entity in ledger.entities(kind="company")]
    if edition.company not in companies:
        raise UsageProblem(
            f"company {edition.company!r} is not in data/entities.csv"
            f"{nearest(edition.company, companies)}; `tapeout check` lists what is there"
        )
    if edition.as_of == "latest":
        return
    try:
        day = date.fromisoformat(edition.as_of)
    except ValueError:
        raise UsageProblem(f"as_of {edition.as_of!r}: there is no such day") from None
    if day > ledger.collected:
        raise UsageProblem(
            f"as_of {edition.as_of} lies after the ledger was collected ({ledger.collected}); "
            "use latest, or add newer facts to data/ and its collection date to datapackage.json"
        )


@cache
def declared(stem: str) -> tuple[str, ...]:
    """Return the names of the parameters cell of a notebook."""
    notebook = nbformat.read(notebook_path(stem), as_version=4)
    cells = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", ())]
    if len(cells) != 1:
        raise UsageProblem(
            f"{notebook_path(stem).name}: expected one cell tagged parameters, found {len(cells)}"
        )
    return tuple(
        target.id
        for statement in ast.parse(cells[0].source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    )


def writable(out: Path) -> Path:
    """Return the output folder, made if need be; OutputProblem where it cannot be written."""
    out = out.expanduser().absolute()
    inputs = [project_root() / name for name in ("data", "seeds", "notebooks", "src", "tests")]
    for folder in inputs:
        if out == folder or out.is_relative_to(folder):
            raise UsageProblem(
                f"--out {out} lies inside the inputs ({folder.name}/); choose another folder"
            )
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe = out / f".tapeout-probe-{id(out)}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise OutputProblem(
            f"cannot write to {out}: {error.strerror or error}; free it, or choose another folder "
            "with --out"
        ) from error
    return out


def stems() -> list[str]:
    """Return the stems in the order in which they can run: sections first, then what lifts."""
    return [s.stem for s in SECTIONS if not s.lifts] + [s.stem for s in SECTIONS if s.lifts]
