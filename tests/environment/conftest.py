"""A folder with an environment in it, for the tests of tools/environment."""

import os
import shutil
import sys
from pathlib import Path

import pytest
import stamp
from project import Project

TOOL = Path(__file__).resolve().parents[2] / "tools" / "environment"
PYPROJECT = """
[build-system]
requires = ["hatchling"]
[project]
name = "tapeout"
[tool.ruff]
line-length = 100
"""


def pytest_collection_modifyitems(items):
    """Say why these tests do not run on Windows."""
    reason = "links and locks as POSIX has them"
    for item in items:
        if os.name == "nt" and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def project(tmp_path):
    """A folder with an environment that was just finished."""
    made = Project(tmp_path / "home")
    packages = made.venv / "lib" / "python3.11" / "site-packages"
    (packages / "numpy" / "core").mkdir(parents=True)
    (packages / "numpy" / "core" / "array.py").write_text("x" * 100, encoding="utf-8")
    (packages / "numpy-2.0.dist-info").mkdir()
    made.python.parent.mkdir()
    made.python.symlink_to(sys.executable)
    made.pyproject.write_text(PYPROJECT, encoding="utf-8")
    made.locked.write_text("numpy==2.0 \\\n    --hash=sha256:00\n", encoding="utf-8")
    made.cache.mkdir()
    stamp.write_stamp(made)
    return made


@pytest.fixture
def tool(project):
    """The folder of `project`, with the command in it."""
    shutil.copytree(TOOL, project.root / "tools" / "environment")
    return project.root
