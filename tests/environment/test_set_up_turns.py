"""Two set-ups in one folder: the second waits for its turn."""

import shutil
import subprocess
import threading

import pytest
import turns


@pytest.mark.parametrize("cleaned", [False, True])
def test_the_second_waits_and_says_so(project, monkeypatch, cleaned):
    said, entered = [], threading.Event()
    monkeypatch.setattr(turns, "say", said.append)

    def second():
        with turns.alone(project):
            entered.set()

    with turns.alone(project):
        waiter = threading.Thread(target=second)
        waiter.start()
        assert not entered.wait(0.5)
        if cleaned:  # `make clean` removes the very file that the others wait at
            shutil.rmtree(project.cache)
    waiter.join(5)
    assert entered.is_set()
    assert said == ["another set-up is at work in this folder; waiting for it to end"]


def test_the_lock_outlives_a_killed_set_up_while_its_child_writes(project):
    with turns.alone(project) as turn:
        child = subprocess.Popen(["sleep", "60"], pass_fds=[turn.fileno()])
    with (project.cache / "environment.lock").open("a") as handle:
        assert not turns.take(handle)
        child.kill()
        child.wait()
        assert turns.take(handle)
