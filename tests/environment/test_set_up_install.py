"""Making .venv: what pip is told, what it says, and what is left when it fails."""

import contextlib
import os

import install
import pipwords
import pytest
import turns
from project import SetUpProblem

UNREACHABLE = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<connection>: \
Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/a/
ERROR: Could not find a version that satisfies the requirement a==1 (from versions: none)
ERROR: No matching distribution found for a==1"""
TAMPERED = """\
ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated \
the package versions, please update the hashes.
    numpy==2.4.6 from file:///numpy.whl (from -r requirements.lock (line 1)):
        Expected sha256 00
             Got        11"""
NO_WHEEL = """\
ERROR: Could not find a version that satisfies the requirement typst==9 (from versions: 1)
ERROR: No matching distribution found for typst==9"""
FULL = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (UNREACHABLE, 69, "cannot be reached ([Errno -3] Temporary failure in name resolution)"),
        (TAMPERED, 69, "another numpy==2.4.6 than"),
        (NO_WHEEL, 69, "no ready-made typst==9 for this Python"),
        (FULL, 6, "No space left on device"),
        ("Error: broken\nlast words", 1, "the set-up failed: last words"),
        ("", 1, "it said nothing"),
    ],
)
def test_a_failure_of_pip_becomes_one_line(project, words, code, said):
    problem = pipwords.explain(words.splitlines(), project)
    assert problem.code == code
    assert said in str(problem)
    assert "\n" not in str(problem)
    assert ".cache/environment.log" in str(problem)


def test_progress_counts_what_pip_does(project):
    project.locked.write_text("a==1 ; x \\\n    --hash=1\nb==2\nc==3\n", encoding="utf-8")
    progress = pipwords.progress_of(project)
    lines = ["Ignoring c: markers do not match", "Collecting a==1 (from -r x)"]
    assert progress(lines) == "fetching: 1 of 2 packages, a==1"
    lines.append("Installing collected packages: a, b")
    assert progress(lines) == "installing: 1 of 2 packages"
    assert "does not answer" in progress([*lines, "WARNING: Retrying (Retry(total=4))"])


def fail(*_):
    raise SetUpProblem("no network", 69)


@pytest.mark.parametrize("finished", [True, False])
def test_after_a_failure_only_a_finished_environment_comes_back(project, monkeypatch, finished):
    monkeypatch.setattr(install, "run", fail)
    if not finished:
        project.stamp.unlink()
    with contextlib.suppress(SetUpProblem):
        install.make(project, {"version": (3, 11, 2), "exe": "python3"}, None)
    assert project.stamp.exists() == project.venv.exists() == finished
    assert not list(project.cache.glob("old-*"))


def test_what_would_lead_pip_astray_is_kept_from_it(project, monkeypatch):
    for name in ("PIP_TARGET", "PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_INDEX_URL"):
        monkeypatch.setenv(name, "1")
    monkeypatch.delenv("PIP_CACHE_DIR", raising=False)
    kept = install.surroundings(project)
    assert not {"PIP_TARGET", "PYTHONPATH", "PYTHONHOME"} & set(kept)
    assert (kept["PIP_USER"], kept["PIP_INDEX_URL"]) == ("0", "1")
    assert kept["PIP_CACHE_DIR"] == str(project.cache / "pip")


def test_a_child_is_ended_with_the_set_up(project, monkeypatch):
    monkeypatch.setattr(install, "BEAT", 0.2)
    monkeypatch.setattr(install, "say", fail)
    with turns.alone(project) as turn, pytest.raises(SetUpProblem):
        install.run(project, turn, ["sh", "-c", "echo $$; exec sleep 60"], lambda _: "")
    child = int(project.log.read_text(encoding="utf-8"))
    with pytest.raises(ProcessLookupError):
        os.killpg(child, 0)


def test_removing_a_link_spares_what_it_leads_to(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    install.discard(tmp_path / "link")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
