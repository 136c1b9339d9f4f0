"""What is wrong with the evidence: the place, what was found there, what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tapeout.errors import DataProblem

SHOWN = 20
_LONGEST = 60  # characters of a found cell in a message


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in one cell, row or file; rows count as in a spreadsheet, header 1.

    `code` is a short name that programs may rely on. `says` replaces the sentence made of
    `found` and `expected` where another one is plainer.
    """

    file: str
    row: int | None
    column: str | None
    code: str
    found: str
    expected: str
    says: str = ""

    @property
    def place(self) -> str:
        """Return file, row and column as far as they exist, joined by colons."""
        parts = (self.file, self.row, self.column)
        return ":".join(str(part) for part in parts if part is not None)

    @property
    def message(self) -> str:
        """Return the sentence without the place."""
        return self.says or f"found {self.found}, expected {self.expected}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the problem for programs."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "found": self.found,
            "expected": self.expected,
            "message": str(self),
        }


def printable(text: str) -> str:
    """Return a text with escapes for what a terminal would obey or not show."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def quoted(cell: str) -> str:
    """Return a cell as it stands in a message: quoted, what cannot be seen escaped, cut."""
    text = printable(repr(cell[:_LONGEST]))
    return text if len(cell) <= _LONGEST else f"{text[:-1]}...{text[-1]}"


def shown_lines(problems: Sequence[Problem], shown: int | None = SHOWN) -> list[str]:
    """Return the first problems as lines, and the total where there is more than one."""
    lines = [str(problem) for problem in problems[:shown]]
    if len(lines) < len(problems):
        lines.append(f"... {len(problems)} problems in all, the first {shown} shown")
    elif len(problems) > 1:
        lines.append(f"{len(problems)} problems in all")
    return lines


def refuse(problems: Sequence[Problem]) -> None:
    """Raise DataProblem with the first problems and their total, if there are any."""
    if problems:
        raise DataProblem("\n".join(shown_lines(problems)))
