"""The shipped ledger at its two dates of record, and copies of the data to damage."""

import shutil
from pathlib import Path

import pytest

from tapeout.ledger import load, shipped

EVE = "2025-12-16"


@pytest.fixture(scope="session")
def latest():
    """The shipped ledger as of the day of collection."""
    return load(shipped())


@pytest.fixture(scope="session")
def eve():
    """The shipped ledger as of the eve of the listing of MetaX."""
    return load(shipped(), as_of=EVE)


class Copy:
    """A copy of the data folder, with verbs that damage it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        return self.folder / name

    def text(self, name: str) -> str:
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        with self.path(name).open("w", encoding="utf-8", newline="") as file:
            file.write(text)

    def replace(self, name: str, old: str, new: str) -> int:
        """Replace the one occurrence of `old`; return its row (the header is row 1)."""
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def append(self, name: str, line: str) -> int:
        """Append a row; return its row number."""
        text = self.text(name)
        self.write(name, text + line + "\n")
        return text.count("\n") + 1


@pytest.fixture
def copy(tmp_path) -> Copy:
    """A copy of the shipped data in a folder of its own, named data."""
    folder = tmp_path / "data"
    shutil.copytree(shipped(), folder)
    return Copy(folder)
