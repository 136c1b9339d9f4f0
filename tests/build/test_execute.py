"""A notebook that fails is named with its cell; its code says what kind of failure it was."""

from __future__ import annotations

import time
from pathlib import Path

import nbformat
import pytest

from tapeout.build.execute import Processes, Task, run_all, run_one
from tapeout.build.parameters import Edition
from tapeout.errors import CellProblem, FindingFalse, KernelDied, UsageProblem

pytestmark = pytest.mark.slow
EDITION = Edition("metax", "latest", "base", ("en",))


def task(folder: Path, name: str, *cells: str, stem: str = "timing", **limits) -> Task:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata.kernelspec = {
        "name": "python3", "display_name": "Python 3", "language": "python",
    }  # fmt: skip
    parameters = nbformat.v4.new_code_cell('company = "metax"', id="p")
    parameters.metadata.tags = ["parameters"]
    notebook.cells = [parameters] + [
        nbformat.v4.new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(cells)
    ]
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook, path)
    return Task(EDITION, stem, path, {"company": "metax"}, folder / "run", **limits)


def test_a_notebook_that_runs_leaves_its_executed_copy(tmp_path):
    done = task(tmp_path, "fine", "company + '!'")
    run_one(done, Processes())
    cells = nbformat.read(done.output, as_version=4).cells
    assert cells[-1].outputs[0]["data"]["text/plain"] == "'metax!'"


@pytest.mark.parametrize(
    ("source", "kind", "code", "words"),
    [
        ("1 / 0", CellProblem, 4, "ZeroDivisionError"),
        (
            "from tapeout.errors import FindingFalse\nraise FindingFalse('it no longer holds')",
            CellProblem, 4, "FindingFalse: it no longer holds",
        ),
        (
            "from tapeout.notebook import begin\nbegin('timing', company='metx')",
            UsageProblem, 2, "nearest: metax",
        ),
    ],
)  # fmt: skip
def test_a_failing_cell_is_named(tmp_path, source, kind, code, words):
    with pytest.raises(kind) as caught:
        run_one(task(tmp_path, "broken", "1", source), Processes())
    assert "broken.ipynb (metax latest), cell cell-1" in str(caught.value)
    assert words in str(caught.value)
    assert caught.value.exit_code == code


def test_a_killed_kernel_is_exit_5(tmp_path):
    with pytest.raises(KernelDied) as caught:
        run_one(task(tmp_path, "dies", "import os; os.kill(os.getpid(), 9)"), Processes())
    assert "dies.ipynb" in str(caught.value)
    assert caught.value.exit_code == 5


def test_a_notebook_that_leaves_early_is_not_complete(tmp_path):
    with pytest.raises(CellProblem, match="cell-1"):
        run_one(task(tmp_path, "exits", "import sys; sys.exit(0)", "1"), Processes())


def test_an_endless_cell_ends_at_its_limit(tmp_path):
    since = time.monotonic()
    with pytest.raises(CellProblem, match="ran longer than 2 s"):
        run_one(task(tmp_path, "endless", "while True: pass", cell_seconds=2), Processes())
    assert time.monotonic() - since < 30


def test_an_endless_notebook_ends_at_its_limit(tmp_path):
    slow = task(tmp_path, "slow", *["import time; time.sleep(3)"] * 3, notebook_seconds=4)
    with pytest.raises(CellProblem, match="ran longer than 4 s"):
        run_one(slow, Processes())


def test_the_first_failure_ends_the_others(tmp_path):
    tasks = [
        task(tmp_path, "bad", "raise ValueError('first')"),
        task(tmp_path, "long", "import time; time.sleep(100)", stem="technology"),
    ]
    since = time.monotonic()
    with pytest.raises(CellProblem, match="ValueError: first"):
        run_all(tasks, 2, started=lambda *_: None, done=lambda *_: None)
    assert time.monotonic() - since < 30


def test_the_error_kinds_of_the_package_keep_their_codes():
    assert FindingFalse("x").exit_code == 4
