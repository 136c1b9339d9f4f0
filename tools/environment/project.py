"""Where things lie in the project folder, and how the set-up speaks."""

import os
import sys
import time
from pathlib import Path

BEGAN = time.monotonic()


class SetUpProblem(Exception):
    """What stops the set-up: one line for the person, and the exit code."""

    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


class Project:
    """The paths that the set-up reads and writes."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.venv = self.root / ".venv"
        self.python = self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.stamp = self.venv / "stamp.json"
        self.cache = self.root / ".cache"
        self.log = self.cache / "environment.log"
        self.locked = self.root / "requirements.lock"
        self.pyproject = self.root / "pyproject.toml"


def say(text):
    """Print one line of progress, with the seconds since the start."""
    try:
        print(f"[{time.monotonic() - BEGAN:6.1f} s] {text}", flush=True)
    except BrokenPipeError:  # nobody reads any more, as in `make report | head`: go on in silence
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
