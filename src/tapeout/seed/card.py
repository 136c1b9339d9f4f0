"""The card of a narrative: seed.yaml, and the choice of the narrative about a company."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from tapeout.errors import DataProblem, UnknownName, nearest
from tapeout.ledger.files import read_bytes
from tapeout.moment import Moment
from tapeout.seed.claim import CLAIMS, SECTIONS, Claim, parse_claims
from tapeout.text import Text

CARD = "seed.yaml"
_TEXTS = ("title", "author", "publisher")
_NEEDED = ("id", *_TEXTS, "published", "language", "sha256", "company", "outline")
_OPTIONAL = ("note",)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Seed:
    """A narrative: where and when it appeared, what it argues, and its claims in order.

    `sha256` is that of the bytes of its text, which is not kept in the project.
    """

    id: str
    title: Text
    author: Text
    publisher: Text
    published: Moment
    language: str
    sha256: str
    company: str
    outline: tuple[tuple[str, Text], ...]
    claims: tuple[Claim, ...]


def seeds_folder() -> Path:
    """Return the folder of the shipped seeds: above the package or the working folder."""
    here = Path(__file__).resolve()
    for folder in (*here.parents, Path.cwd(), *Path.cwd().resolve().parents):
        if any((folder / "seeds").glob(f"*/{CARD}")):
            return folder / "seeds"
    raise DataProblem(f"no folder seeds/ that holds a {CARD} was found: run from the project")


def choose_seed(
    company: str, as_of: date, seed_id: str = "", folder: Path | None = None
) -> Seed | None:
    """Return the seed named, else the newest about `company` that appeared by `as_of`, else None.

    A narrative dated to a month counts from the first day of it: it is no evidence, and an
    edition may stand in the very month. Unknown names raise UnknownName.
    """
    root = folder or seeds_folder()
    known = sorted(path.parent.name for path in root.glob(f"*/{CARD}"))
    if seed_id and seed_id not in known:
        raise UnknownName(
            f"seed_id {seed_id!r} is not a folder of seeds/ with a {CARD}: known are "
            f"{', '.join(known)}{nearest(seed_id, known)}"
        )
    if seed_id:
        return read_seed(root / seed_id)
    seeds = [read_seed(root / name) for name in known]
    fit = [s for s in seeds if s.company == company and s.published.first <= as_of]
    return max(fit, key=lambda seed: (seed.published.first, seed.id), default=None)


def open_seed(given: str | Path, folder: Path | None = None) -> Seed:
    """Return the checked seed of a folder of one's own, else of an id of `seeds/`.

    What is neither raises UnknownName with the nearest ids; a broken seed raises DataProblem.
    """
    own = Path(given).expanduser()
    if (own / CARD).is_file():
        return read_seed(own)
    root = folder or seeds_folder()
    known = sorted(path.parent.name for path in root.glob(f"*/{CARD}"))
    if str(given) in known:
        return read_seed(root / str(given))
    if own.is_dir():
        return read_seed(own)
    raise UnknownName(
        f"seed {str(given)!r} is neither a folder of seeds/ nor another folder with {CARD} and "
        f"{CLAIMS}: known are {', '.join(known)}{nearest(own.name, known)}"
    )


def read_seed(folder: Path) -> Seed:
    """Return the checked seed of a folder; DataProblem names file, row and column."""
    folder = folder.resolve()
    inside = folder.parent.name == "seeds"
    shown = f"seeds/{folder.name}" if inside else folder.name
    card = _card(read_bytes(folder / CARD, f"{shown}/{CARD}"), f"{shown}/{CARD}", folder.name)
    claims = parse_claims(read_bytes(folder / CLAIMS, f"{shown}/{CLAIMS}"), f"{shown}/{CLAIMS}")
    return Seed(
        **{name: card[name] for name in ("id", *_TEXTS, "language", "sha256", "company")},
        published=card["published"],
        outline=card["outline"],
        claims=claims,
    )


def _card(content: bytes, shown: str, folder: str) -> dict:
    """Return the values of the card, its texts and its date read."""
    try:
        card = yaml.safe_load(content.decode("utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError) as problem:
        told = " ".join(str(problem).split())
        raise DataProblem(f"{shown} cannot be read as YAML: {told}") from problem
    if not isinstance(card, dict):
        raise DataProblem(f"{shown}: expected names with values, found {type(card).__name__}")
    for name in _NEEDED:
        if not card.get(name):
            raise DataProblem(f"{shown}:{name}: is missing or empty")
    for name in sorted(set(card) - {*_NEEDED, *_OPTIONAL}):
        raise DataProblem(f"{shown}:{name}: is not known{nearest(name, _NEEDED)}")
    if card["id"] != folder:
        raise DataProblem(
            f"{shown}:id: found {card['id']!r}, expected the folder's name, {folder!r}"
        )
    if not _DIGEST.fullmatch(str(card["sha256"])):
        raise DataProblem(
            f"{shown}:sha256: found {card['sha256']!r}, expected 64 hexadecimal digits"
        )
    try:
        published = Moment.parse(str(card["published"]))
    except ValueError as problem:
        raise DataProblem(f"{shown}:published: {problem}") from problem
    texts = {name: _both(card[name], f"{shown}:{name}") for name in _TEXTS}
    return card | texts | {"published": published, "outline": _outline(card["outline"], shown)}


def _outline(parts: object, shown: str) -> tuple[tuple[str, Text], ...]:
    if not isinstance(parts, list):
        raise DataProblem(f"{shown}:outline: expected a list of section, en and zh")
    told = []
    for part in parts:
        words = _both(part, f"{shown}:outline")
        section = str(part.get("section"))
        if section not in SECTIONS:
            raise DataProblem(
                f"{shown}:outline: section {section!r}, expected one of {', '.join(SECTIONS)}"
                f"{nearest(section, SECTIONS)}"
            )
        told.append((section, words))
    return tuple(told)


def _both(words: object, place: str) -> Text:
    if not isinstance(words, dict) or not words.get("en") or not words.get("zh"):
        raise DataProblem(f"{place}: expected the words as en: and zh:, found {words!r}")
    return Text(str(words["en"]), str(words["zh"]))
