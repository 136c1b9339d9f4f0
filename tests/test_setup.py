"""The files that set up the project: they agree with each other and cannot drift apart."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tapeout import errors

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# The lowest versions without a published advisory, as collected in November 2026.
SAFE = {
    "filelock": "3.20.3",
    "ipython": "8.10.0",
    "jinja2": "3.1.6",
    "jupyter-core": "4.11.2",
    "jupyter-server": "2.20.0",
    "jupyterlab": "4.6.2",
    "mistune": "3.2.1",
    "nbconvert": "7.17.2",
    "notebook": "7.5.6",
}
# Packages that keep pickles or run what they read, with no safe version.
BARRED = {"diskcache", "joblib"}
SYSTEMS = {"linux": ("posix", "Linux"), "darwin": ("posix", "Darwin"), "win32": ("nt", "Windows")}


def read_lock(text: str) -> list[tuple[Requirement, list[str]]]:
    """Each locked requirement with its hashes; anything else in the file is an error."""
    entries = []
    for entry in re.split(r"\n(?=\S)", text.strip()):
        first, *rest = (line.strip().removesuffix("\\").strip() for line in entry.splitlines())
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in rest), entry
        entries.append((Requirement(first), rest))
    return entries


LOCKED = read_lock(LOCK)


def locked_versions(name: str, environment: dict[str, str] | None = None) -> list[Version]:
    """The versions of a package that are locked, for one system if given."""
    return [
        Version(str(requirement.specifier).removeprefix("=="))
        for requirement, _ in LOCKED
        if canonicalize_name(requirement.name) == canonicalize_name(name)
        and (
            environment is None
            or requirement.marker is None
            or requirement.marker.evaluate(environment)
        )
    ]


def direct() -> list[Requirement]:
    """What pyproject.toml asks for, the extras for development included."""
    lists = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    return [Requirement(line) for lines in lists for line in lines]


def section(text: str, heading: str) -> str:
    """The part of a Markdown text under one heading."""
    return re.split(rf"^## {heading}\n", text, flags=re.M)[1].split("\n## ")[0]


def test_lock_pins_and_hashes_every_package():
    for requirement, hashes in LOCKED:
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert requirement.url is None
        assert hashes, f"{requirement} has no hash"


def test_lock_names_no_place_to_download_from():
    assert "://" not in LOCK
    assert not re.search(r"^\s*(-i|-f|-e|--(index|extra|find|trusted|no-index))", LOCK, re.M)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_lock_holds_each_dependency_once_for_every_system_and_python(system, python):
    os_name, platform_system = SYSTEMS[system]
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "sys_platform": system,
        "os_name": os_name,
        "platform_system": platform_system,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for requirement in direct():
        if requirement.marker and not requirement.marker.evaluate(environment):
            continue
        versions = locked_versions(requirement.name, environment)
        assert len(versions) == 1, f"{requirement.name}: {versions}"
        assert versions[0] in requirement.specifier, f"{requirement} against {versions[0]}"


def test_each_dependency_has_bounds_on_both_sides():
    for requirement in direct():
        operators = {spec.operator for spec in requirement.specifier}
        tool = requirement.name in {"hatchling", "editables"}
        assert ">=" in operators and ("<" in operators or tool), str(requirement)


@pytest.mark.parametrize(("name", "lowest"), SAFE.items())
def test_locked_versions_are_past_the_known_advisories(name, lowest):
    for version in locked_versions(name):
        assert version >= Version(lowest)


def test_no_barred_package_is_locked():
    assert not BARRED & {canonicalize_name(requirement.name) for requirement, _ in LOCKED}


def test_environment_yml_holds_python_pip_and_the_lock_only():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    assert set(found) == {"name", "channels", "dependencies"}
    python, *rest = found["dependencies"]
    assert rest == ["pip", {"pip": ["-r requirements.lock"]}]
    # One `=` and a minor version: what Binder reads the version from.
    assert (version := re.fullmatch(r"python=(3\.\d+)", python))
    assert Version(version[1]) in Requirement(f"x{PROJECT['requires-python']}").specifier
    assert "://" not in text


def test_post_build_adds_the_package_and_nothing_else():
    *_, command = (ROOT / "postBuild").read_text(encoding="utf-8").splitlines()
    assert command.startswith("python -m pip install --no-deps --no-build-isolation --no-index")
    assert command.endswith("--editable .")


@pytest.mark.parametrize("name", ["postBuild", ".ci/run"])
def test_scripts_stop_at_the_first_error(name):
    path = ROOT / name
    assert path.stat().st_mode & 0o111
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")


def test_continuous_integration_runs_make_test():
    commands = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("make test") for line in commands)


def test_readme_names_exactly_two_commands_for_set_up():
    blocks = re.findall(r"```sh\n(.*?)```", section(README, "Set up"), re.S)
    commands = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    assert commands == ["make report", "make test"]


def test_makefile_has_every_target_that_is_spoken_of():
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    spoken = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    commands = re.findall(r"(?:^|`|\n)make ([a-z]+)", spoken)
    assert {"report", "test", "check", "lab", "clean", "lock"} <= set(commands) <= targets
    helped = re.findall(r'@echo "make ([a-z]+)', MAKEFILE)
    assert set(helped) == targets - {"help", "environment"}


@pytest.mark.parametrize("target", ["report", "test", "check", "lab"])
def test_targets_make_the_environment_first(target):
    assert re.search(rf"^{target}: environment$", MAKEFILE, re.M)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_to_files_of_the_project(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert link.startswith("https://") or (ROOT / link).exists(), link


def test_readme_lists_every_notebook():
    listed = re.findall(r"\(notebooks/(\w+)\.ipynb\)", README)
    assert listed == sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_readme_lists_every_exit_code():
    def codes(problem: type) -> set[int]:
        return {problem.exit_code}.union(*(codes(child) for child in problem.__subclasses__()))

    cells = re.findall(r"^\| ([\d, ]+) \|", section(README, "Exit codes"), re.M)
    listed = {int(code) for cell in cells for code in cell.split(",")}
    assert listed == {0, 69, 130, 143} | codes(errors.TapeoutError) - {1}


def test_citation_and_licence_agree_with_the_package():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_line_endings_are_the_same_on_every_system():
    rules = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert "* text=auto eol=lf" in rules
