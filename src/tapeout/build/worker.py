"""Execute one notebook through papermill, in a process of its own.

Run as `python -m tapeout.build.worker` with one JSON task on standard input; the last line
of standard output is a JSON result. A process a notebook keeps environments apart and can
be killed with everything it started.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tapeout import errors

_OWN = {
    name: kind.exit_code
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.TapeoutError)
}


def run(task: dict) -> dict:
    """Execute the notebook of `task` and return {"ok": True} or what went wrong where."""
    import nbformat
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    os.environ["TAPEOUT_RUN_FOLDER"] = task["run_folder"]
    os.chdir(task["scratch"])  # a notebook must not find files by accident
    try:
        papermill.execute_notebook(
            task["notebook"],
            task["output"],
            parameters=task["parameters"],
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            execution_timeout=task["cell_seconds"],
            log_output=False,
        )
    except PapermillExecutionError as error:
        return _failed(
            error.ename,
            error.evalue,
            cell=_cell_id(task),
            code=_OWN.get(error.ename, 4),
            trace=error.traceback,
        )
    except CellTimeoutError:
        return _failed("TimeoutError", f"a cell ran longer than {task['cell_seconds']} s", code=4)
    except DeadKernelError as error:
        return _failed("DeadKernel", str(error), code=5)
    except NoSuchKernel:
        return _failed(
            "NoSuchKernel", "the kernel python3 is not installed here: run make again", code=5
        )
    notebook = nbformat.read(task["output"], as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip() and not cell.execution_count:
            return _failed("Incomplete", "this cell never ran", cell=cell.get("id"), code=4)
    return {"ok": True}


def _failed(name: str, words: str, *, code: int, cell: str | None = None, trace=()) -> dict:
    return {
        "ok": False,
        "name": name,
        "words": words,
        "code": code,
        "cell": cell,
        "trace": list(trace or ()),
    }


def _cell_id(task: dict) -> str | None:
    """Return the id of the failing cell; papermill counts from the parameters it has added."""
    import nbformat

    try:
        notebook = nbformat.read(task["output"], as_version=4)
    except (OSError, ValueError):
        return None
    failed = [
        cell.get("id")
        for cell in notebook.cells
        if cell.cell_type == "code"
        and any(output.output_type == "error" for output in cell.outputs)
    ]
    return failed[0] if failed else None


def main() -> None:
    """Read the task, run it, print the result."""
    task = json.loads(sys.stdin.readline())
    Path(task["output"]).parent.mkdir(parents=True, exist_ok=True)
    result = run(task)
    sys.stdout.write("\n" + json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
