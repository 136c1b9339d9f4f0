"""The folders of a ledger: which there are, which files each holds, the sheets read from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tapeout.errors import DataProblem, nearest
from tapeout.ledger.files import read_file
from tapeout.ledger.keys import Sheets
from tapeout.ledger.problem import Problem, printable
from tapeout.ledger.schema import DESCRIPTOR, Package, Schema, read_package
from tapeout.ledger.sheet import parse

LAYER_HOLDS = ("facts", "sources", "entities")  # what a folder of one's own must hold
_FILLED = ("facts", "sources", "entities", "metrics")  # no ledger without rows in these
_TABULAR = (".csv", ".tsv", ".tab", ".xlsx", ".xls", ".ods", ".gz", ".zip", ".numbers")


@dataclass(frozen=True, slots=True)
class File:
    """One table in one folder: its name in messages and its bytes."""

    table: str
    shown: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of all folders, the shipped or stand-alone one first, and what is wrong there."""

    package: Package
    files: tuple[File, ...]
    problems: tuple[Problem, ...]

    @property
    def digest(self) -> bytes:
        """Return a hash of everything that was read."""
        digest = hashlib.blake2b(repr((self.package, self.problems)).encode())
        for file in self.files:
            digest.update(f"{file.table}\0{file.shown}\0{len(file.content)}\0".encode())
            digest.update(file.content)
        return digest.digest()


def is_whole(folder: Path) -> bool:
    """Return whether a folder is a ledger of its own, with its own descriptor."""
    return (folder / DESCRIPTOR).is_file()


def _names(folders: tuple[Path, ...]) -> list[str]:
    """Return what each folder is called in messages: its name, with folders above it if needed.

    DataProblem for a folder that is none, or that is given twice.
    """
    whole = []
    for folder in folders:
        if not folder.is_dir():
            raise DataProblem(
                f"{folder} is not a folder: give one that holds the tables as csv files"
            )
        whole.append(folder.resolve())
    twice = next((path for path in whole if whole.count(path) > 1), None)
    if twice is not None:
        raise DataProblem(f"the folder {twice.name} is given twice: give it once")
    depth = 1
    while len({path.parts[-depth:] for path in whole}) < len(whole):
        depth += 1
    return [printable("/".join(path.parts[-depth:])) for path in whole]


def is_headless(folder: Path, package: Package) -> bool:
    """Return whether a folder holds every table of a whole ledger and lacks only the descriptor."""
    tables = (folder / table.file for table in package.tables)
    return not is_whole(folder) and all(path.is_file() for path in tables)


def read_contents(folders: tuple[Path, ...]) -> Contents:
    """Return the files of the folders; the first is a whole ledger, later ones are layers.

    A folder that is none raises DataProblem; whatever is wrong with its files is a problem.
    """
    package = read_package(folders[0])
    names = _names(folders)
    files: list[File] = []
    problems: list[Problem] = []
    for place, (folder, shown) in enumerate(zip(folders, names, strict=True)):
        problems.extend(_strangers(folder, shown, package))
        for table in package.tables if place == 0 else (*package.tables, *package.optional):
            path, name = folder / table.file, f"{shown}/{table.file}"
            needed = not table.optional if place == 0 else table.name in LAYER_HOLDS
            if not needed and not path.exists() and not path.is_symlink():
                continue
            content, wrong = read_file(path, name, folder)
            if wrong and wrong[0].code == "file-missing":
                problems.append(_missing(folder, name, table))
            elif wrong:
                problems.extend(wrong)
            else:
                files.append(File(table.name, name, content))
    return Contents(package, tuple(files), tuple(problems))


def _strangers(folder: Path, shown: str, package: Package) -> list[Problem]:
    known = {table.file for table in (*package.tables, *package.optional)}
    found = []
    for path in sorted(folder.iterdir()):
        name = path.name
        if name in known or name.startswith((".", "~$")) or not name.lower().endswith(_TABULAR):
            continue
        stem = name.lower().split(".")[0] + ".csv"
        if stem in known and not name.lower().endswith(".csv"):
            code, expected = "spreadsheet", f"{stem}: save the sheet as CSV UTF-8"
        else:
            near = f"; nearest: {stem}" if stem in known else nearest(name, known)
            code, expected = "unknown-file", f"one of {', '.join(sorted(known))}{near}"
        name = printable(name)
        found.append(Problem(f"{shown}/{name}", None, None, code, f"a file {name}", expected))
    return found


def _missing(folder: Path, shown: str, table: Schema) -> Problem:
    there = ", ".join(sorted(printable(path.name) for path in folder.iterdir())[:12]) or "nothing"
    expected = f"{table.file}: restore it, or write it with its header alone"
    return Problem(shown, None, None, "file-missing", f"no such file beside {there}", expected)


def read_sheets(contents: Contents) -> tuple[Sheets, list[Problem], frozenset[str]]:
    """Return the sheets, their problems, and the tables of which rows are missing."""
    schemas = {t.name: t for t in (*contents.package.tables, *contents.package.optional)}
    sheets: Sheets = {name: [] for name in schemas}
    problems: list[Problem] = list(contents.problems)
    incomplete = {
        name
        for name, schema in schemas.items()
        for problem in problems
        if problem.file.endswith(f"/{schema.file}")
    }
    for file in contents.files:
        sheet, wrong = parse(file.content, schemas[file.table], file.shown)
        problems.extend(wrong)
        if wrong:
            incomplete.add(file.table)
        first = not sheets[file.table]
        if sheet is not None:
            sheets[file.table].append(sheet)
            if not len(sheet) and not wrong and first and file.table in _FILLED:
                incomplete.add(file.table)
                found = "a header and no rows"
                problems.append(Problem(file.shown, None, None, "no-rows", found, "rows below it"))
    return sheets, problems, frozenset(incomplete)
