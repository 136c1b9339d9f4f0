"""Which Python .venv is made with, and what is said when none fits."""

import pytest
import pythons
from project import SetUpProblem


def described(version, exe):
    return {"version": version, "machine": "m", "exe": exe}


@pytest.fixture
def found(monkeypatch):
    """Pythons by name: a version, or None for one that does not run."""

    def set_up(able=True, **versions):
        names = {name.replace("_", "."): version for name, version in versions.items()}
        monkeypatch.setattr(pythons.sys, "executable", "python3")
        monkeypatch.setattr(pythons.shutil, "which", lambda name: name if name in names else None)
        monkeypatch.setattr(
            pythons, "probe", lambda name: names[name] and described(names[name], name)
        )
        monkeypatch.setattr(pythons, "can_make", lambda _: able)

    return set_up


def test_an_old_python_is_passed_over_for_one_that_fits(found):
    found(python3=(3, 9, 18), python3_13=None, python3_12=(3, 12, 1))
    assert pythons.choose()["version"] == (3, 12, 1)


def test_a_python_newer_than_the_lock_file_is_the_last_resort(found):
    found(python3=(3, 15, 0), python3_11=(3, 11, 2))
    assert pythons.choose()["version"] == (3, 11, 2)
    found(python3=(3, 15, 0))
    assert pythons.choose()["version"] == (3, 15, 0)


@pytest.mark.parametrize("wanted", [None, "python3"])
def test_too_old_a_python_is_named_with_what_is_needed(found, wanted):
    found(python3=(3, 9, 18))
    with pytest.raises(SetUpProblem, match=r"3\.11 or newer.*python3 is 3\.9\.18") as problem:
        pythons.choose(wanted)
    assert problem.value.code == 2
    assert "\n" not in str(problem.value)


def test_a_python_that_is_asked_for_is_not_replaced_by_another(found):
    found(python3=(3, 12, 0))
    with pytest.raises(SetUpProblem, match=r"python3\.13 does not run"):
        pythons.choose("python3.13")


def test_a_python_without_venv_says_how_to_get_it(found):
    found(able=False, python3=(3, 11, 2))
    with pytest.raises(SetUpProblem, match="apt-get install python3-venv"):
        pythons.choose()
