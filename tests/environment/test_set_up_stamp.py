"""When .venv is made again, and when it is left alone."""

import json
import shutil
import sys

import pytest
import pythons
import stamp
from project import Project


def array(project):
    return project.venv / "lib/python3.11/site-packages/numpy/core/array.py"


def task(project, wanted=None):
    return stamp.state(project, wanted)[0]


def python(version, exe="python"):
    return {"version": version, "machine": "m", "exe": exe}


def test_a_finished_environment_is_left_alone(project):
    assert stamp.state(project) == ("nothing", "")


def test_an_environment_that_is_missing_is_made(project):
    shutil.rmtree(project.venv)
    assert stamp.state(project) == ("all", "there is none yet")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"parts": 3}', "\x00\x01"])
def test_a_stamp_that_cannot_be_read_counts_for_nothing(project, text):
    project.stamp.write_text(text, encoding="utf-8")
    assert task(project) == "all"


def test_a_folder_that_was_moved_or_copied_gets_its_own(project, tmp_path):
    shutil.copytree(project.root, tmp_path / "copy", symlinks=True)
    assert stamp.state(Project(tmp_path / "copy")) == ("all", "the project was moved or copied")
    assert task(project) == "nothing"


def test_another_lock_file_makes_it_anew(project):
    project.locked.write_text("numpy==2.1\n", encoding="utf-8")
    assert stamp.state(project) == ("all", "requirements.lock changed")


def test_another_description_of_the_package_installs_the_package_only(project):
    text = project.pyproject.read_text(encoding="utf-8")
    project.pyproject.write_text(text.replace("tapeout", "tapein"), encoding="utf-8")
    assert task(project) == "project"


def test_settings_of_other_tools_change_nothing(project):
    text = project.pyproject.read_text(encoding="utf-8")
    project.pyproject.write_text(text.replace("100", "99"), encoding="utf-8")
    assert task(project) == "nothing"


def test_a_python_that_is_gone_or_dead_makes_it_anew(project):
    project.python.unlink()
    assert task(project) == "all"
    project.python.symlink_to("/nowhere/python3")
    assert task(project) == "all"
    project.python.unlink()
    project.python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    project.python.chmod(0o755)
    assert task(project) == "all"


def test_a_python_that_was_replaced_makes_it_anew(project, monkeypatch):
    monkeypatch.setattr(stamp, "probe", lambda _: python((3, 99, 0)))
    assert task(project) == "all"


def test_a_python_that_is_asked_for_is_used(project):
    assert task(project, pythons.probe(sys.executable)) == "nothing"
    assert task(project, python((3, 99, 0))) == "all"


def test_damage_is_seen(project):
    array(project).write_text("x" * 99, encoding="utf-8")
    assert stamp.state(project) == (
        "all",
        "lib/python3.11/site-packages/numpy is gone or damaged",
    )
    array(project).unlink()
    assert task(project) == "all"
    shutil.rmtree(array(project).parents[1])
    assert task(project) == "all"


def test_a_lost_file_counts_even_when_it_was_empty(project):
    empty = array(project).with_name("__init__.py")
    empty.touch()
    stamp.write_stamp(project)
    empty.unlink()
    assert task(project) == "all"


def test_additions_and_bytecode_are_no_damage(project):
    compiled = array(project).with_name("__pycache__")
    compiled.mkdir()
    (compiled / "array.pyc").write_text("x", encoding="utf-8")
    stamp.write_stamp(project)
    shutil.rmtree(compiled)
    (array(project).parents[2] / "another").mkdir()
    assert task(project) == "nothing"


def test_the_stamp_holds_no_more_than_it_says(project):
    kept = json.loads(project.stamp.read_text(encoding="utf-8"))
    assert set(kept) == {"venv", "python", "lock", "project", "parts"}
    assert kept["parts"]["lib/python3.11/site-packages/numpy"] == [1, 100]
