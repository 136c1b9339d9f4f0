"""Makes the project's environment, .venv, when it is missing or stale; otherwise does nothing.

    python tools/environment                 check it, and make what is not right
    python tools/environment --python EXE    the same, with this Python and no other
    python tools/environment --clean         remove the environment, caches and build products

What .venv holds is settled by requirements.lock, by the package's own description in
pyproject.toml, by the Python it was made with and by the folder it lies in. All of that goes into
a stamp, written as the last act: an environment that does not match its stamp is made again in a
fresh folder, however the run before ended. Nothing but the standard library is used, and any
Python from 3.6 on may start this: it looks for one that is new enough.

Exit codes: 0 fine, 2 no fitting Python, 6 something cannot be written, 69 the package index does
not give what the lock file names, 1 any other failure of pip, 130 and 143 stopped by a signal.
"""

import argparse
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

from install import discard, install_project, make, set_aside
from project import Project, SetUpProblem, say
from pythons import OLDEST, choose
from stamp import state
from turns import alone


def ensure(project, name):
    """Make the environment right, whatever state it is in, with the Python `name` if given."""
    wanted = choose(name) if name else None
    if state(project, wanted)[0] == "nothing":
        return
    with alone(project) as turn:
        task, reason = state(project, wanted)  # again: another set-up may just have done it
        if task == "nothing":
            return
        say(f"environment: {reason}")
        if task == "project":
            install_project(project, turn)
        else:
            make(project, wanted or choose(), turn)
        say("environment ready")


def clean(project):
    """Remove what can be made again; never data, notebooks or reports."""
    names = [".venv", "build", "dist", ".pytest_cache", ".ruff_cache", ".hypothesis"]
    paths = [project.root / name for name in names]
    for folder in ("src", "tests", "tools", "notebooks"):
        for name in ("__pycache__", ".ipynb_checkpoints"):
            paths.extend((project.root / folder).rglob(name))
    paths.append(project.cache)  # the last: the others are moved into it before they are removed
    paths = [path for path in paths if path.exists() or path.is_symlink()]
    for path in paths:
        # In one step out of sight first, so that no half of it is taken for the whole.
        discard(path if path == project.cache else set_aside(project, path) or path)
        if path.exists():
            raise SetUpProblem(f"cannot remove {path}: it belongs to another user", 6)
    shown = [path.name for path in paths if path.parent == project.root]
    say("removed " + ", ".join(shown))


def explain(problem, project):
    """The one line for an error of the file system."""
    place = problem.filename or project.root
    if problem.errno == errno.ENOENT:
        return f"cannot find {place}: take it from the project again (git checkout)"
    return (
        f"cannot write {place}: {problem.strerror or problem}. Copy the project to a folder that "
        "you may write to and run make there, or change the rights of this one"
    )


def restart(options, argv):
    """Begin again with a Python that is new enough."""
    again = [choose(options.python)["exe"], "-I", "-S", str(Path(__file__).parent), *argv]
    if os.name == "nt":
        return subprocess.call(again)
    return os.execv(again[0], again)


def stop(number, _frame):
    """Turn a signal into an exit that still tidies up."""
    raise SystemExit(128 + number)


def main(argv):
    """Run the command line; gives the exit code."""
    parser = argparse.ArgumentParser(description="Makes .venv when it is missing or stale.")
    parser.add_argument("--python", default="", help="the Python to use, and no other")
    parser.add_argument("--clean", action="store_true", help="remove what can be made again")
    options = parser.parse_args(argv)
    project = Project(Path(__file__).resolve().parent.parent.parent)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)
    try:
        if sys.version_info < OLDEST:
            return restart(options, argv)
        sys.stdout.reconfigure(errors="backslashreplace")
        if options.clean:
            with alone(project):
                clean(project)
        else:
            ensure(project, options.python)
    except SetUpProblem as problem:
        print(f"tapeout: {problem}", file=sys.stderr)
        return problem.code
    except OSError as problem:
        print(f"tapeout: {explain(problem, project)}", file=sys.stderr)
        return 6
    except KeyboardInterrupt:
        print("tapeout: stopped; the next make begins the set-up again", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
