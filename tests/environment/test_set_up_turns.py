"""Two set-ups in one folder: the second waits for its turn."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import turns


def lock_file(project):
    return project.cache / "environment.lock"


@pytest.mark.parametrize("cleaned", [False, True])
def test_the_second_waits_and_says_so(project, monkeypatch, cleaned):
    said, held, entered = [], [], threading.Event()
    monkeypatch.setattr(turns, "say", said.append)

    def second():
        with turns.alone(project), lock_file(project).open("a") as third:
            held.append(not turns.take(third))
            entered.set()

    with turns.alone(project):
        waiter = threading.Thread(target=second)
        waiter.start()
        assert not entered.wait(0.5)
        if cleaned:  # `make clean` removes the very file that the others wait at
            shutil.rmtree(project.cache)
    waiter.join(5)
    assert entered.is_set()
    assert held == [True]
    assert said == ["another set-up is at work in this folder; waiting for it to end"]


KILLED = """
import os, sys
from install import run
from project import Project
from turns import alone
project = Project(sys.argv[1])
with alone(project) as turn:
    run(project, turn, ["sh", "-c", "echo $$; exec sleep 60"], lambda _: "")
"""


def test_the_lock_outlives_a_killed_set_up_while_its_child_writes(project):
    environment = {**os.environ, "PYTHONPATH": str(Path(turns.__file__).parent)}
    killed = subprocess.Popen([sys.executable, "-c", KILLED, str(project.root)], env=environment)
    deadline = time.monotonic() + 20
    while not (project.log.exists() and project.log.read_text(encoding="utf-8").endswith("\n")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    killed.kill()
    killed.wait()
    with lock_file(project).open("a") as handle:
        assert not turns.take(handle)
        os.kill(int(project.log.read_text(encoding="utf-8")), signal.SIGKILL)
        while not turns.take(handle):
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_lock_file_that_was_removed_is_no_lock(project):
    with lock_file(project).open("a") as handle:
        assert turns.is_current(handle, lock_file(project))
        lock_file(project).unlink()
        assert not turns.is_current(handle, lock_file(project))
        lock_file(project).touch()
        assert not turns.is_current(handle, lock_file(project))
