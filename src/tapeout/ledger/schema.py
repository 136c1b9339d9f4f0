"""What data/datapackage.json says about the tables, as the loader uses it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from tapeout.errors import DataProblem

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its type and constraints. `meaning` is period, moment, value, url or "" ."""

    name: str
    type: str
    meaning: str
    required: bool
    pattern: re.Pattern | None
    words: frozenset[str]
    lowest: float | None
    highest: float | None
    longest: int | None

    def within(self, cell: str) -> bool:
        """Return whether a number lies between the lowest and the highest of the column."""
        if self.lowest is None and self.highest is None:
            return True
        above = self.lowest is None or Decimal(cell) >= Decimal(str(self.lowest))
        return above and (self.highest is None or Decimal(cell) <= Decimal(str(self.highest)))


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose cells, where not empty, are keys of another table."""

    field: str
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Schema:
    """One table: its file, columns, key and references."""

    name: str
    file: str
    fields: tuple[Field, ...]
    key: str
    references: tuple[Reference, ...]
    optional: bool = False

    @property
    def header(self) -> list[str]:
        """Return the names of the columns, in order."""
        return [field.name for field in self.fields]


@dataclass(frozen=True, slots=True)
class Package:
    """The tables and the day on which the evidence was collected.

    `optional` are those that only a layered folder holds.
    """

    collected: date
    tables: tuple[Schema, ...]
    optional: tuple[Schema, ...] = ()


def read_package(folder: Path) -> Package:
    """Return the package that `folder`/datapackage.json describes; DataProblem if unreadable."""
    path = folder / DESCRIPTOR
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        where = "is not a folder" if not folder.is_dir() else f"has no {DESCRIPTOR}"
        raise DataProblem(
            f"{folder} {where}: give the data folder of the project, or restore it with git"
        ) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise DataProblem(f"{path} cannot be read ({problem}): restore it with git") from problem
    return _parse(text, str(path))


@lru_cache(maxsize=8)
def _parse(text: str, shown: str) -> Package:
    try:
        described = json.loads(text)
        collected = date.fromisoformat(described["collected"])
        tables = tuple(_table(r) for r in described["resources"])
        extra = tuple(_table(r) for r in described.get("optionalResources", ()))
        return Package(collected, tables, extra)
    except (ValueError, KeyError, TypeError, re.error) as problem:
        reason = f"{type(problem).__name__}: {problem}"
        raise DataProblem(f"{shown} is not a usable descriptor ({reason})") from problem


def _table(resource: dict) -> Schema:
    schema = resource["schema"]
    references = tuple(_reference(r, resource["name"]) for r in schema.get("foreignKeys", ()))
    key = _only(schema["primaryKey"])
    fields = tuple(_field(f) for f in schema["fields"])
    optional = bool(resource.get("optional"))
    return Schema(resource["name"], resource["path"], fields, key, references, optional)


def _reference(reference: dict, table: str) -> Reference:
    target = reference["reference"]
    field, key = _only(reference["fields"]), _only(target["fields"])
    return Reference(field, target["resource"] or table, key)


def _only(names: str | list[str]) -> str:
    return names if isinstance(names, str) else names[0]


def _field(field: dict) -> Field:
    rules = field.get("constraints", {})
    pattern = re.compile(rules["pattern"], re.ASCII) if "pattern" in rules else None
    return Field(
        field["name"],
        field.get("type", "string"),
        field.get("meaning", ""),
        bool(rules.get("required")),
        pattern,
        frozenset(rules.get("enum", ())),
        rules.get("minimum"),
        rules.get("maximum"),
        rules.get("maxLength"),
    )
