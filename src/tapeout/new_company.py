"""A folder for the rows of a new company: the files, and what a full report needs of them."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from pathlib import Path
from unicodedata import is_normalized

from tapeout.errors import UsageProblem
from tapeout.ledger import Ledger, load, shipped
from tapeout.ledger.schema import read_package
from tapeout.needs.checklist import checklist
from tapeout.new_company_words import README

LONGEST_NAME = 200  # maxLength of a name in data/datapackage.json
LONGEST = 40  # characters of an id
_ID = re.compile(r"[a-z0-9][a-z0-9_]*", re.ASCII)
# Names that Windows keeps for devices: a folder so named could not be written there.
_RESERVED = frozenset(
    {"con", "nul", "aux", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_WRITTEN = ("entities", "facts", "sources")


def new_company(
    company_id: str, folder: Path, *, name_en: str = "", name_zh: str = ""
) -> list[Path]:
    """Write a folder for a company of one's own and return the paths of its files.

    UsageProblem for an id that is malformed, reserved or taken, and for a folder that holds
    something; OSError where it cannot be written. Nothing is left half-written.
    """
    ledger = load(shipped())
    check_id(company_id, ledger)
    for name in (name_en, name_zh):
        _check_name(name)
    folder = Path(folder).expanduser().absolute()
    _check_folder(folder)
    texts = _texts(company_id, name_en or _titled(company_id), name_zh, ledger)
    return _write(folder, texts)


def _check_name(name: str) -> None:
    """Refuse a name that the contract of the evidence would refuse a moment later."""
    wrong = name and (
        not name.isprintable()
        or name != name.strip()
        or len(name) > LONGEST_NAME
        or not is_normalized("NFC", name)
    )
    if wrong:
        raise UsageProblem(
            f"name {name[:60]!r}: expected words without control characters, without spaces at "
            f"the ends, in composed letters (NFC), at most {LONGEST_NAME} characters"
        )


def check_id(company_id: str, ledger: Ledger) -> None:
    """Refuse, with UsageProblem, an id that is malformed, reserved or already in the ledger."""
    wrong = _wrong(company_id)
    if wrong:
        raise UsageProblem(
            f"company id {company_id[: 2 * LONGEST]!r}: found {wrong}, expected 1 to {LONGEST} small "
            f"letters, digits and _, a letter or digit first, such as {_suggested(company_id)}"
        )
    if company_id in _RESERVED:
        raise UsageProblem(
            f"company id {company_id!r} is the name of a device on Windows; choose another, such as "
            f"{company_id}_inc"
        )
    if company_id in ledger.store.entities:
        entity = ledger.entity(company_id)
        raise UsageProblem(
            f"company id {company_id!r} is taken: data/entities.csv holds the {entity.kind} "
            f"{entity.full_name.en}; choose another id, or add rows to that one in a folder of your own"
        )


def _wrong(given: str) -> str:
    """Return what is wrong with the form of an id, "" where nothing is."""
    if _ID.fullmatch(given) and len(given) <= LONGEST:
        return ""
    others = sorted(set(re.sub(r"[a-z0-9_]", "", given)))
    if others:
        return ", ".join(map(ascii, others[:5]))
    if len(given) > LONGEST:
        return f"{len(given)} characters"
    return "_ at the start" if given else "nothing"


def _suggested(given: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", given.lower()).strip("_")[:LONGEST].strip("_")
    return plain if plain and plain not in _RESERVED else "acme"


def _titled(company_id: str) -> str:
    return company_id.replace("_", " ").strip().title()


def _check_folder(folder: Path) -> None:
    if folder.is_relative_to(shipped().resolve()):
        raise UsageProblem(
            f"{folder} lies in the shipped data; choose a folder of your own with --out"
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageProblem(
            f"{folder} exists and is not empty; nothing was written: choose another folder with --out"
        )
    if folder.exists() and not folder.is_dir():
        raise UsageProblem(f"{folder} is a file; choose another folder with --out")


# -- what is written --------------------------------------------------------------------------
def _texts(company_id: str, name_en: str, name_zh: str, ledger: Ledger) -> dict[str, str]:
    tables = {table.name: table for table in read_package(shipped()).tables}
    row = {"entity_id": company_id, "kind": "company", "name_en": name_en, "name_zh": name_zh}
    rows = {"entities": [row], "facts": [], "sources": []}
    texts = {tables[name].file: as_csv(tables[name].header, rows[name]) for name in _WRITTEN}
    examples = {
        f"{name}_example": as_csv(tables[name].header, [example], header_too=False).strip()
        for name, example in example_rows(company_id, name_en).items()
    }
    headers = {f"{name}_header": ",".join(tables[name].header) for name in (*_WRITTEN, "events")}
    texts["README.md"] = README.format_map(
        {
            "id": company_id, "collected": ledger.collected.isoformat(),
            "checklist": "\n".join(checklist(ledger)).rstrip(), **examples, **headers,
        }
    )  # fmt: skip
    return texts


def example_rows(company_id: str, name_en: str) -> dict[str, dict[str, str]]:
    """Return a worked row of each file, by table; together they keep the contract."""
    source = f"{company_id}_prospectus"
    return {
        "sources": {
            "source_id": source, "kind": "prospectus", "tier": "primary",
            "title": f"Prospectus of {name_en}", "publisher": name_en, "published": "2025-09-04",
            "url": "https://www.example.com/prospectus.pdf",
        },
        "facts": {
            "fact_id": f"{company_id}.revenue.2024", "subject": company_id, "metric": "revenue",
            "period": "2024", "value": "743071600", "unit": "CNY", "reported_as": "74,307.16万元",
            "basis": "audited", "house": "company", "status": "preferred", "source_id": source,
            "locator": "p. 123",
        },
        "entities": {
            "entity_id": f"{company_id}_chip1", "kind": "product", "name_en": f"{name_en} Chip 1",
            "maker": company_id, "route": "gpgpu",
        },
    }  # fmt: skip


def as_csv(header: list[str], rows: list[dict[str, str]], *, header_too: bool = True) -> str:
    """Return rows as CSV text with LF; columns that a row does not name are empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
    if header_too:
        writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


# -- writing -----------------------------------------------------------------------------------
def _write(folder: Path, texts: dict[str, str]) -> list[Path]:
    """Write the files beside the folder, then move them to their place in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.parent / f".{folder.name}.{os.getpid()}.draft"
    try:
        draft.mkdir()
        for name, text in texts.items():
            (draft / name).write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():  # empty: it may be the working folder of the caller, so it stays
            _move(draft, folder, list(texts))
        else:
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return [folder / name for name in texts]


def _move(draft: Path, folder: Path, names: list[str]) -> None:
    moved: list[Path] = []
    try:
        for name in names:
            (draft / name).rename(folder / name)
            moved.append(folder / name)
    except OSError:
        for path in moved:
            path.unlink(missing_ok=True)
        raise
