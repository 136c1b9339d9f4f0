"""A narrative held against its text: is it the text, and does it say what the claims quote?"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from tapeout.errors import UsageProblem
from tapeout.ledger.files import read_file
from tapeout.ledger.problem import Problem, quoted
from tapeout.seed.card import CARD, Seed
from tapeout.seed.text import clean, simplify

SCHEMA = "tapeout-seed-verify/1"
_NO_ACCESS = ("file-missing", "not-a-file", "outside-folder", "unreadable")
_WIDE = re.compile(r"[\u3000\uff01-\uffef]")
_MINUS = re.compile(r"[\u2212\u2013](?=\d)")
_RANGE = re.compile(r"(?<=\d)[-\u2010-\u2015~\u301c]+(?=\d)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\d|,\d)")
_SPACES = re.compile(r"\s+")
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_MOST = 2000  # figures of a paragraph among which the nearest is looked for
# Behind one of these a hyphen joins a range (5%-10%); elsewhere it is the sign of a number.
_UNITS = "0-9A-Za-z%‰年月日号度元万亿股颗卡台个家倍"
_STARTS = (
    (re.compile(r"\d"), rf"(?<!\d)(?<!\d\.)(?<![^{_UNITS}]-)"),
    (re.compile(r"-\d"), rf"(?<![{_UNITS}])"),
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A claim whose printed figure does not stand in the paragraph that it names.

    `elsewhere` are the paragraphs where it stands, `nearest` the most similar figure of the
    paragraph named ("" if none is similar). `reported_as` is empty for a claim without a
    figure whose paragraph does not exist.
    """

    claim_id: str
    paragraph: int
    reported_as: str
    elsewhere: tuple[int, ...]
    nearest: str
    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it: the text's hash beside the card's, and the claims by their id.

    `found` stand in their paragraph; `unprinted` quote no figure, so that only their paragraph
    was looked for; `missing` say what is wrong. `paragraphs` is how many the text has.
    """

    seed_id: str
    file: str
    paragraphs: int
    sha256: str
    expected: str
    found: tuple[str, ...]
    unprinted: tuple[str, ...]
    missing: tuple[Missing, ...]

    @property
    def sha256_ok(self) -> bool:
        """Return whether the text is, byte for byte, the one that the card names."""
        return self.sha256 == self.expected

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what does not agree, each with its file, row and column."""
        wrong = () if self.sha256_ok else (_other_text(self),)
        return wrong + tuple(_problem(each, self.paragraphs) for each in self.missing)


def verify(seed: Seed, raw: bytes | str, shown: str = "the text") -> Verification:
    """Return where the claims of a seed stand in its text; DataProblem if it is no text.

    Spaces, the width of digits and punctuation, and thousands separators make no difference;
    digits, decimal places, signs and units do.
    """
    text = clean(raw, shown)
    paragraphs = [comparable(paragraph) for paragraph in text.paragraphs]
    found, unprinted, missing = [], [], []
    for claim in seed.claims:
        key = comparable(simplify(claim.reported_as))
        places = _places(key, paragraphs) if key else ()
        exists = 1 <= claim.paragraph <= len(paragraphs)
        if claim.paragraph in places:
            found.append(claim.claim_id)
        elif not key and exists:
            unprinted.append(claim.claim_id)
        else:
            near = _nearest(key, paragraphs[claim.paragraph - 1]) if exists else ""
            missing.append(Missing(claim.claim_id, claim.paragraph, claim.reported_as, places,
                                   near, claim.file, claim.line))  # fmt: skip
    return Verification(seed.id, shown, len(paragraphs), text.sha256, seed.sha256,
                        tuple(found), tuple(unprinted), tuple(missing))  # fmt: skip


def comparable(words: str) -> str:
    """Return the words without what makes no difference when they are compared."""
    text = _WIDE.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), words)
    text = unicodedata.normalize("NFC", text)
    text = _GROUPED.sub(lambda number: re.sub(r"\D", "", number[0]), text)
    text = _SPACES.sub(lambda gap: " " if _between_digits(gap) else "", text)
    return _MINUS.sub("-", _RANGE.sub("-", text))


def _between_digits(gap: re.Match[str]) -> bool:
    """Return whether a gap parts two numbers, which must not become one."""
    around = gap.string[gap.start() - 1 : gap.start()] + gap.string[gap.end() : gap.end() + 1]
    return len(around) == 2 and around.isdecimal()


def _places(key: str, paragraphs: Sequence[str]) -> tuple[int, ...]:
    """Return the paragraphs, from 1, that hold the key; never as a part of a longer number."""
    start = next((form for begins, form in _STARTS if begins.match(key)), "")
    end = r"(?!\d)(?!\.\d)" if key[-1].isdigit() else ""
    form = re.compile(start + re.escape(key) + end)
    return tuple(
        number for number, words in enumerate(paragraphs, start=1) if form.search(f"\n{words}")
    )


def _nearest(key: str, paragraph: str) -> str:
    """Return the figure of a paragraph that is most like the key, with as much around it."""
    figure = _FIGURE.search(key)
    if figure is None:
        return ""
    before, after = figure.start(), len(key) - figure.end()
    candidates = [
        paragraph[max(0, match.start() - before) : match.end() + after]
        for match in islice(_FIGURE.finditer(paragraph), _MOST)
    ]
    return next(iter(difflib.get_close_matches(key, candidates, n=1, cutoff=0.5)), "")


def _other_text(verification: Verification) -> Problem:
    return Problem(verification.file, None, None, "sha256", f"sha256 {verification.sha256}",
                   f"{verification.expected}, as in {CARD} of {verification.seed_id}: another "
                   "text, or one that was changed")  # fmt: skip


def _problem(missing: Missing, paragraphs: int) -> Problem:
    """Return the problem of one claim: of its paragraph if the figure stands elsewhere."""
    printed = quoted(missing.reported_as)
    if missing.elsewhere or not missing.reported_as:
        places = ", ".join(map(str, missing.elsewhere))
        expected = f"{places}, where {printed} stands" if places else f"1 to {paragraphs}"
        return _at(missing, "paragraph", f"{missing.paragraph}", expected)
    if not 1 <= missing.paragraph <= paragraphs:
        expected = f"1 to {paragraphs}; {printed} stands in none of them"
        return _at(missing, "paragraph", f"{missing.paragraph}", expected)
    near = f"; nearest there: {quoted(missing.nearest)}" if missing.nearest else ""
    expected = f"words of paragraph {missing.paragraph}{near}"
    return _at(missing, "reported_as", printed, expected)


def _at(missing: Missing, column: str, found: str, expected: str) -> Problem:
    found = f"{found} ({missing.claim_id})"
    return Problem(missing.file, missing.row, column, "claim-text", found, expected)


def verify_lines(verification: Verification) -> list[str]:
    """Return what a person reads: the counts, then every problem and their total."""
    v = verification
    printed = len(v.found) + sum(bool(each.reported_as) for each in v.missing)
    problems = v.problems
    hash_line = "agrees with" if v.sha256_ok else "differs from"
    return [
        f"{v.seed_id}: {v.paragraphs} paragraphs in {v.file}; sha256 {hash_line} {CARD}",
        f"{len(v.found)} of {printed} printed figures stand in their paragraph; "
        f"claims without one: {len(v.unprinted)}",
        *map(str, problems),
        f"{len(problems)} problem{'s' if len(problems) != 1 else ''} in all"
        if problems else "no problem found",
    ]  # fmt: skip


def verify_json(verification: Verification) -> str:
    """Return the same for programs, as one JSON object."""
    v = verification
    told = {
        "schema": SCHEMA,
        "seed": v.seed_id,
        "file": v.file,
        "paragraphs": v.paragraphs,
        "sha256": {"found": v.sha256, "expected": v.expected, "agrees": v.sha256_ok},
        "found": list(v.found),
        "unprinted": list(v.unprinted),
        "missing": [
            {"claim_id": each.claim_id, "paragraph": each.paragraph,
             "reported_as": each.reported_as, "elsewhere": list(each.elsewhere),
             "nearest": each.nearest}
            for each in v.missing
        ],
        "problems": [problem.as_dict() for problem in v.problems],
        "total": len(v.problems),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1)


def text_bytes(path: Path, shown: str) -> bytes:
    """Return the bytes of the file with the text; UsageProblem if there is none to read."""
    file = path.expanduser().resolve()
    content, problems = read_file(file, shown, file.parent)
    for problem in problems:
        if problem.code in _NO_ACCESS:
            expected = "a file with the text of the narrative: name it by --text"
            raise UsageProblem(str(replace(problem, expected=expected)))
    return content
