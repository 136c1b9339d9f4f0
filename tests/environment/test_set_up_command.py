"""python tools/environment, as a command: exit codes, one line of words, what clean removes."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "environment"


def run(root, *options):
    command = [sys.executable, "-I", "-S", str(root / "tools" / "environment"), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_command_is_silent_when_all_is_well(tool):
    done = run(tool)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_place_that_cannot_be_written_is_named_in_one_line(tool, project):
    shutil.rmtree(project.venv)
    shutil.rmtree(project.cache)
    project.cache.write_text("in the way", encoding="utf-8")
    done = run(tool)
    assert done.returncode == 6
    assert done.stderr.startswith(f"tapeout: cannot write {project.cache}: File exists. Copy the")
    assert done.stderr.count("\n") == 1


def test_a_lost_file_of_the_project_is_named_in_one_line(tool, project):
    project.locked.unlink()
    done = run(tool)
    assert done.returncode == 6
    assert f"cannot find {project.locked}" in done.stderr


def test_a_broken_description_is_named_in_one_line(tool, project):
    project.pyproject.write_text("[project", encoding="utf-8")
    done = run(tool)
    assert done.returncode == 2
    assert done.stderr.startswith("tapeout: pyproject.toml cannot be read")
    assert done.stderr.count("\n") == 1


def test_clean_removes_what_can_be_made_again_and_nothing_else(tool, project):
    for name in ("build/x", "reports/metax", "data", "notebooks/.ipynb_checkpoints", "src/a"):
        (tool / name).mkdir(parents=True)
    done = run(tool, "--clean")
    assert done.returncode == 0, done.stderr
    left = {path.relative_to(tool).as_posix() for path in tool.glob("*")}
    assert left == {"reports", "data", "notebooks", "src", "tools", "pyproject.toml",
                    "requirements.lock"}  # fmt: skip
    assert not (tool / "notebooks/.ipynb_checkpoints").exists()
    assert (tool / "reports/metax").exists()


def test_clean_unlinks_an_environment_that_lies_elsewhere(tool, project, tmp_path):
    project.venv.rename(tmp_path / "elsewhere")
    project.venv.symlink_to(tmp_path / "elsewhere")
    assert run(tool, "--clean").returncode == 0
    assert not project.venv.is_symlink()
    assert (tmp_path / "elsewhere" / "stamp.json").exists()


@pytest.mark.parametrize("path", sorted(TOOL.glob("*.py")), ids=lambda path: path.name)
def test_any_python_3_can_start_it_and_it_needs_no_package(path):
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))
    siblings = {sibling.stem for sibling in TOOL.glob("*.py")}
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module]
        for name in names:
            assert name.split(".")[0] in sys.stdlib_module_names | siblings, name
