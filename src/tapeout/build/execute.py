"""Run the notebooks of an edition, a few at once, each in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from tapeout import errors
from tapeout.build.parameters import Edition
from tapeout.sections import section

CELL_SECONDS = 120
NOTEBOOK_SECONDS = 600
_BY_CODE = {
    2: errors.UsageProblem,
    3: errors.DataProblem,
    4: errors.CellProblem,
    5: errors.KernelDied,
}


@dataclass(frozen=True, slots=True)
class Task:
    """One notebook of one edition, and where its executed copy goes."""

    edition: Edition
    stem: str
    notebook: Path
    parameters: dict[str, str]
    run_folder: Path
    cell_seconds: int = CELL_SECONDS
    notebook_seconds: int = NOTEBOOK_SECONDS

    @property
    def output(self) -> Path:
        return self.run_folder / self.notebook.name


class Processes:
    """The running workers, so that all of them can be ended at once."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen] = set()
        self._lock = threading.Lock()
        self.stopped = False

    def start(self, command: list[str], **options) -> subprocess.Popen:
        with self._lock:
            if self.stopped:
                raise errors.KernelDied("the build was stopped")
            process = subprocess.Popen(command, **options)  # noqa: S603 - our own interpreter
            self._running.add(process)
        return process

    def done(self, process: subprocess.Popen) -> None:
        with self._lock:
            self._running.discard(process)

    def stop(self) -> None:
        """End every worker and what it started; kernels end with their parent."""
        with self._lock:
            self.stopped = True
            for process in self._running:
                _kill(process)


def run_all(
    tasks: list[Task],
    jobs: int,
    started: Callable[[Task], None],
    done: Callable[[Task, float], None],
) -> None:
    """Run the tasks, `jobs` at once; a section runs after those it lifts from.

    The first failure ends the others and is raised, naming notebook and cell.
    """
    waiting = list(tasks)
    finished: set[tuple[str, str]] = set()
    processes = Processes()
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        running: dict[Future, tuple[Task, float]] = {}
        try:
            while waiting or running:
                for task in [t for t in waiting if _ready(t, finished)][: jobs - len(running)]:
                    waiting.remove(task)
                    started(task)
                    running[pool.submit(run_one, task, processes)] = (task, time.monotonic())
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    task, since = running.pop(future)
                    future.result()
                    finished.add((task.edition.name, task.stem))
                    done(task, time.monotonic() - since)
        except BaseException:
            processes.stop()
            raise


def _ready(task: Task, finished: set[tuple[str, str]]) -> bool:
    return all((task.edition.name, stem) in finished for stem in section(task.stem).lifts)


def run_one(task: Task, processes: Processes) -> None:
    """Execute one notebook; raises what went wrong, with the notebook and the cell."""
    with tempfile.TemporaryDirectory(prefix="tapeout-") as scratch:
        order = {
            "notebook": str(task.notebook),
            "output": str(task.output),
            "parameters": task.parameters,
            "run_folder": str(task.run_folder),
            "scratch": scratch,
            "cell_seconds": task.cell_seconds,
        }
        environment = os.environ | {
            "PYTHONSAFEPATH": "1",
            "PYTHONNOUSERSITE": "1",
            "PYTHONHASHSEED": "0",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "MPLBACKEND": "svg",
        }
        process = processes.start(
            [sys.executable, "-m", "tapeout.build.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )
        try:
            out, err = process.communicate(json.dumps(order) + "\n", timeout=task.notebook_seconds)
        except subprocess.TimeoutExpired:
            _kill(process)
            process.communicate()
            raise errors.CellProblem(
                f"{_place(task)}: ran longer than {task.notebook_seconds} s; "
                "look for an endless cell"
            ) from None
        finally:
            processes.done(process)
    _judge(task, process.returncode, out, err)


def _judge(task: Task, code: int, out: str, err: str) -> None:
    lines = out.strip().splitlines()
    try:
        result = json.loads(lines[-1]) if code == 0 and lines else None
    except json.JSONDecodeError:
        result = None
    if result is None:
        how = f"signal {-code}" if code < 0 else f"exit {code}"
        tail = "\n".join(err.strip().splitlines()[-3:])
        raise errors.KernelDied(
            f"{_place(task)}: the process that ran it ended by {how}. {tail}".strip()
        )
    if result["ok"]:
        return
    cell = f", cell {result['cell']}" if result["cell"] else ""
    kind = _BY_CODE.get(result["code"], errors.CellProblem)
    raise kind(f"{_place(task)}{cell}: {result['name']}: {result['words']}")


def _place(task: Task) -> str:
    return f"{task.notebook.name} ({task.edition.name})"


def _kill(process: subprocess.Popen) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    except AttributeError:  # no process groups on Windows
        process.kill()
