"""manifest.json: what a published report was made of, and the digest of each of its files."""

from __future__ import annotations

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

from tapeout.build.parameters import Edition
from tapeout.build.publish import sha256
from tapeout.ledger import shipped
from tapeout.sections import SECTIONS, notebook_path, project_root

SCHEMA = "tapeout-manifest/1"
_PACKAGES = ("tapeout", "papermill", "nbconvert", "matplotlib", "pandas", "typst")


def inputs(data: Path | None) -> dict[str, str]:
    """Return {name: digest} of everything a report is made from; names are within the project."""
    root = project_root()
    files = [notebook_path(each.stem) for each in SECTIONS]
    files += [*sorted(shipped().glob("*.csv")), shipped() / "datapackage.json"]
    files += sorted(p for p in (root / "seeds").rglob("*") if p.is_file())
    package = Path(__file__).resolve().parents[1]
    files += sorted(p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    if (root / "requirements.lock").is_file():
        files.append(root / "requirements.lock")
    digests = {path.relative_to(root).as_posix(): sha256(path) for path in files}
    if data is not None:
        digests |= {f"--data/{p.name}": sha256(p) for p in sorted(data.glob("*.csv"))}
    return digests


def combined(digests: dict[str, str]) -> str:
    """Return one digest for all inputs."""
    told = "\n".join(f"{name} {digest}" for name, digest in sorted(digests.items()))
    return hashlib.sha256(told.encode()).hexdigest()


def manifest(edition: Edition, language: str, folder: Path, digests: dict[str, str]) -> dict:
    """Return the manifest of the files in `folder`, which were made from the inputs `digests`."""
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.name != "manifest.json")
    return {
        "schema": SCHEMA,
        "edition": {
            "company": edition.company,
            "as_of": edition.as_of,
            "scenario": edition.scenario,
            "language": language,
            **edition.extra,
        },
        "files": {
            path.name: {"sha256": sha256(path), "bytes": path.stat().st_size} for path in files
        },
        "inputs": digests,
        "inputs_sha256": combined(digests),
        "versions": {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
        | {name: version(name) for name in _PACKAGES},
    }


def write_json(path: Path, content: dict) -> None:
    """Write JSON that reads well in a diff and is the same for the same content."""
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8"
    )
