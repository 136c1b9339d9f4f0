"""Every message is one readable line: the place, what was found, what was expected."""

from __future__ import annotations

import re
import unicodedata

import pytest

from .corpus import BAD, Case
from .corpus.run import examined

_LONGEST = 400
_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
_NO_INK = {"Cc", "Cf", "Zl", "Zp", "Co", "Cn", "Cs"}


def unreadable(text: str) -> list[str]:
    """Return the characters of a text that cannot be seen, or that turn it round."""
    return [f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in _NO_INK]


@pytest.mark.parametrize("case", BAD, ids=repr)
def test_a_message_names_place_found_and_expected(case: Case):
    problems = examined(case).problems
    assert problems
    for problem in problems:
        line = str(problem)
        place = [problem.file, *(str(p) for p in (problem.row, problem.column) if p is not None)]
        assert line.startswith(":".join(place) + ": ")
        assert problem.column is None or problem.row is not None
        assert _SLUG.fullmatch(problem.code)
        assert problem.found.strip()
        assert problem.expected.strip()
        assert len(line) <= _LONGEST
        assert unreadable(line + problem.found + problem.expected) == []
        assert len(line) > len(":".join(place)) + 12
        assert line == line.strip()


@pytest.mark.parametrize("case", BAD, ids=repr)
def test_a_message_is_the_same_for_programs(case: Case):
    for problem in examined(case).problems:
        said = problem.as_dict()
        assert said["message"] == str(problem)
        assert {"file", "row", "column", "code", "found", "expected"} <= set(said)


def test_a_value_that_disagrees_is_told_as_the_factor():
    by_name = {case.name: case for case in BAD}
    (problem,) = examined(by_name["M3_wan_without_commas"]).problems
    assert re.fullmatch(
        r"mine/facts\.csv:37:value: 74307\.16 does not agree with reported_as 74307\.16万元 "
        r"\(factor 10000: is the value in 万元\?\)",
        str(problem),
    )
