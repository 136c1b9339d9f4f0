"""The notebooks as written: their order, size, prose in two languages, and no outputs."""

from __future__ import annotations

import ast
import json
import re

import nbformat
import pytest

from tapeout.build import gates
from tapeout.build.parameters import declared
from tapeout.sections import SECTIONS, notebook_path

STEMS = [each.stem for each in SECTIONS]


def notebook_of(stem: str) -> nbformat.NotebookNode:
    return nbformat.read(notebook_path(stem), as_version=4)


def code_cells(stem: str) -> list:
    return [c for c in notebook_of(stem).cells if c.cell_type == "code"]


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_is_valid_and_carries_no_outputs(stem):
    notebook = notebook_of(stem)
    nbformat.validate(notebook)
    for cell in code_cells(stem):
        assert cell.outputs == []
        assert cell.execution_count is None
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("stem", STEMS)
def test_cell_ids_are_named_unique_and_carry_the_stem(stem):
    ids = [cell["id"] for cell in notebook_of(stem).cells]
    assert len(set(ids)) == len(ids)
    for cell_id in ids:
        assert re.fullmatch(rf"{stem}-[a-z0-9]+(-[a-z0-9]+)*", cell_id), cell_id


@pytest.mark.parametrize("stem", STEMS)
def test_parameters_are_typed_commented_and_not_derived(stem):
    cells = [c for c in code_cells(stem) if "parameters" in c.metadata.get("tags", ())]
    assert len(cells) == 1
    for line in cells[0].source.splitlines():
        name, _, rest = line.partition(" = ")
        value, _, comment = rest.partition("  # ")
        assert name.isidentifier()
        assert comment.strip(), f"{name} has no comment"
        assert isinstance(ast.literal_eval(value), str)
    assert set(declared(stem)) >= {"company", "as_of", "language", "scenario", "data"}


@pytest.mark.parametrize("stem", STEMS)
def test_code_cells_are_short_and_define_nothing(stem):
    for place, cell in enumerate(code_cells(stem)):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        setup = cell["id"].endswith("-setup")
        assert len(lines) <= 12, f"{cell['id']}: {len(lines)} lines"
        tree = ast.parse(cell.source)
        for node in ast.walk(tree):
            assert not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)), cell["id"]
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                assert setup, f"{cell['id']}: import outside the setup cell"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"open", "print", "exec", "eval"}, cell["id"]
        assert place or "parameters" in cell.metadata.get("tags", ())


@pytest.mark.parametrize("stem", STEMS)
def test_the_order_of_a_notebook(stem):
    cells = notebook_of(stem).cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    assert cells[-1].source.strip() == "sources()"
    assert 12 <= len(cells) <= 80, len(cells)
    kinds = [c.cell_type for c in cells]
    for place in range(3, len(kinds)):
        assert kinds[place - 3 : place + 1] != ["code"] * 5


@pytest.mark.parametrize("stem", STEMS)
def test_prose_is_bilingual_and_holds_no_figure(stem):
    notebook = notebook_of(stem)
    name = notebook_path(stem).name
    assert gates.no_typed_figures(name, notebook) == []
    assert gates.both_languages(name, notebook) == []


@pytest.mark.parametrize("stem", STEMS)
def test_the_file_is_written_as_jupyter_writes_it(stem):
    path = notebook_path(stem)
    content = json.loads(path.read_text(encoding="utf-8"))
    told = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert path.read_text(encoding="utf-8") == told
