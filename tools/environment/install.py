"""Makes an environment: venv, the packages of requirements.lock, then the package itself."""

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import threading
import time

from pipwords import explain, progress_of
from project import say
from pythons import dotted
from stamp import read_stamp, write_stamp

BEAT = 3  # seconds between two lines of progress
ASTRAY = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIREMENT", "PIP_EDITABLE"}


def surroundings(project):
    """The environment variables for venv and pip: the user's, less what would lead them astray."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ASTRAY and not name.startswith(("PYTHON", "__PYVENV"))
    }
    kept.setdefault("PIP_CACHE_DIR", str(project.cache / "pip"))
    kept.setdefault("PIP_ONLY_BINARY", ":all:")  # what pip would build itself, no hash covers
    kept.update(PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    kept.update(PIP_PROGRESS_BAR="off", PIP_ROOT_USER_ACTION="ignore", PYTHONNOUSERSITE="1")
    return kept


def end(process):
    """Kill a process with all that it started."""
    with contextlib.suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(project, turn, command, progress):
    """Run a command, its words going into the log; a line of progress every few seconds."""
    lines = []
    with project.log.open("a", encoding="utf-8") as log:

        def listen():
            for raw in process.stdout:
                lines.append(raw.decode("utf-8", "replace").rstrip())
                log.write(lines[-1] + "\n")
                log.flush()

        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=str(project.root),
            env=surroundings(project),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=os.name != "nt",
            pass_fds=[] if os.name == "nt" else [turn.fileno()],
        )
        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        try:
            while process.poll() is None:
                try:
                    process.wait(BEAT)
                except subprocess.TimeoutExpired:
                    say(progress(lines))
            listener.join()
        except BaseException:
            end(process)
            raise
    if process.returncode:
        raise explain(lines, project)


def discard(path):
    """Remove a file, a link or a whole folder, as far as that is allowed."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(str(path), ignore_errors=True)


def set_aside(project, path):
    """Move something out of the way in one step; gives where it is now, None if nowhere."""
    if not (path.exists() or path.is_symlink()):
        return None
    aside = project.cache / f"old-{os.getpid()}-{time.monotonic()}"
    try:
        path.rename(aside)
    except OSError as problem:
        if problem.errno != errno.EXDEV:  # .cache may lie on another disk
            raise
        discard(path)
        return None
    return aside


def install_project(project, turn):
    """Install the package itself, editable; then the environment is complete."""
    say("installing tapeout itself")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--editable"]
    command = [project.python, "-I", "-m", "pip", "install", *options, project.root]
    run(project, turn, command, lambda _: "installing tapeout itself")
    write_stamp(project)


def make(project, python, turn):
    """Make the environment anew. On failure a finished one that is only out of date comes back."""
    say(f"making .venv with Python {dotted(python['version'])} ({python['exe']})")
    finished = read_stamp(project) is not None
    for left in project.cache.glob("old-*"):
        discard(left)
    project.log.write_text("", encoding="utf-8")
    old = set_aside(project, project.venv)
    try:
        command = [python["exe"], "-I", "-m", "venv", "--prompt", "tapeout", project.venv]
        run(project, turn, command, lambda _: "making .venv")
        say(f"installing the packages of {project.locked.name}")
        options = ["--require-hashes", "--compile", "--no-warn-script-location"]
        command = [project.python, "-I", "-m", "pip", "install", *options, "-r", project.locked]
        run(project, turn, command, progress_of(project))
        install_project(project, turn)
    except BaseException:
        broken = set_aside(project, project.venv)
        if old and finished:
            old.rename(project.venv)
            old = None
        for path in (broken, old):
            if path:
                discard(path)
        raise
    if old:
        discard(old)
