"""Which Python the environment is made with."""

import json
import shutil
import subprocess
import sys

from project import SetUpProblem

OLDEST, NEWEST = (3, 11), (3, 14)  # what requirements.lock was resolved for
NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python"]

ASK = (
    "import json, os, sys; print(json.dumps([list(sys.version_info[:3]), sys.platform,"
    "os.uname()[4] if hasattr(os, 'uname') else '',"
    "getattr(sys, '_base_executable', None) or sys.executable]))"
)


def probe(executable):
    """What a Python says of itself: version, machine and exe (outside any venv); None if dead."""
    try:
        answer = subprocess.run(
            [str(executable), "-E", "-s", "-c", ASK],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=30,
            check=True,
        ).stdout.decode()
        version, platform, machine, exe = json.loads(answer)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return {"version": tuple(version), "machine": f"{platform}-{machine}", "exe": exe}


def dotted(version):
    """A version as people write it."""
    return ".".join(str(part) for part in version)


def can_make(executable):
    """Whether a Python brings what a virtual environment is made with."""
    command = [executable, "-E", "-s", "-c", "import ensurepip, venv"]
    return subprocess.call(command, stderr=subprocess.DEVNULL) == 0


def choose(wanted=None):
    """The Python to make the environment with: the one asked for, or the first that fits."""
    seen, newer, tried = [], None, set()
    for name in [wanted] if wanted else [sys.executable, *NAMES]:
        path = shutil.which(name)
        python = probe(path) if path else None
        if python is None:
            if path or wanted:
                seen.append(f"{name} does not run")
            continue
        if python["exe"] in tried:
            continue
        tried.add(python["exe"])
        shown = f"{name} is {dotted(python['version'])}"
        if python["version"] < OLDEST:
            seen.append(shown)
        elif not can_make(python["exe"]):
            seen.append(f"{shown} without venv (on Debian: apt-get install python3-venv)")
        elif python["version"][:2] <= NEWEST or wanted:
            return python
        else:
            newer = newer or python  # the lock file may know no package for it: the last resort
    if newer:
        return newer
    raise SetUpProblem(
        f"Python {dotted(OLDEST)} or newer is needed; found: {', '.join(seen) or 'none'}. "
        "Install one, or name one: make report PYTHON=/path/to/python3",
        2,
    )
