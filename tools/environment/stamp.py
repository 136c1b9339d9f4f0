"""What the environment should be, what it is, and the stamp that says that it was finished."""

import hashlib
import json
import os

from project import SetUpProblem
from pythons import dotted, probe


def digest(data):
    """The sha256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def description(pyproject):
    """The part of pyproject.toml that an installed package depends on, as bytes."""
    import tomllib  # part of Python from 3.11 on, which main() sees to

    try:
        tables = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise SetUpProblem(f"pyproject.toml cannot be read: {problem}", 2) from None
    parts = [tables.get("build-system"), tables.get("project"), tables.get("tool", {}).get("hatch")]
    return json.dumps(parts, sort_keys=True).encode()


def weigh(path):
    """[files, bytes] of a file or folder; compiled bytecode, which comes and goes, left out."""
    if path.is_symlink() or not path.is_dir():
        return [1, path.lstat().st_size]
    files, size, folders = 0, 0, [str(path)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    files, size = files + 1, size + entry.stat(follow_symlinks=False).st_size
                elif entry.name != "__pycache__":
                    folders.append(entry.path)
    return [files, size]


def survey(venv):
    """What lies in an environment, as {part: [files, bytes]}; pip may be replaced at will."""
    patterns = ["lib/python*/site-packages/*", "Lib/site-packages/*", "[bS]*/*", "share/jupyter/*"]
    found = (path for pattern in patterns for path in venv.glob(pattern))
    kept = (path for path in found if not path.name.startswith(("pip", "__pycache__")))
    return {path.relative_to(venv).as_posix(): weigh(path) for path in kept}


def lacking(before, now):
    """The first part of an environment that is gone or has shrunk, or None; additions are fine."""
    for name, (files, size) in sorted(before.items()):
        files_now, size_now = now.get(name, (0, 0))
        if files_now < files or size_now < size:
            return name
    return None


def settled(project, python):
    """What settles the content of an environment that is made now with a Python."""
    return {
        "venv": str(project.venv),
        "python": f"{dotted(python['version'][:2])} {python['machine']}",
        "lock": digest(project.locked.read_bytes()),
        "project": digest(description(project.pyproject)),
    }


def write_stamp(project):
    """Say that the environment is complete. The last act: nothing may follow it."""
    stamp = dict(settled(project, probe(project.python)), parts=survey(project.venv))
    draft = project.stamp.with_suffix(".draft")
    draft.write_text(json.dumps(stamp), encoding="utf-8")
    draft.replace(project.stamp)


def read_stamp(project):
    """The stamp, or None if there is none that can be read."""
    try:
        stamp = json.loads(project.stamp.read_text(encoding="utf-8"))
        return stamp if isinstance(stamp["parts"], dict) else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def state(project, wanted=None):
    """What is to be done ("nothing", "project" or "all") and why; `wanted` is a probed Python."""
    if not project.venv.exists():
        return "all", "there is none yet"
    stamp = read_stamp(project)
    if stamp is None:
        return "all", "the last set-up did not finish"
    python = probe(project.python)
    if python is None:
        return "all", "its Python does not run any more"
    now = settled(project, python)
    reasons = {
        "venv": "the project was moved or copied",
        "python": f"it was made with Python {stamp.get('python')}",
        "lock": "requirements.lock changed",
    }
    for key, reason in reasons.items():
        if stamp.get(key) != now[key]:
            return "all", reason
    if wanted and python["version"][:2] != wanted["version"][:2]:
        return "all", f"Python {dotted(wanted['version'])} is asked for"
    lost = lacking(stamp["parts"], survey(project.venv))
    if lost:
        return "all", f"{lost} is gone or damaged"
    if stamp.get("project") != now["project"]:
        return "project", "pyproject.toml changed"
    return "nothing", ""
