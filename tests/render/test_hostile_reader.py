"""What a terminal or an eye would obey is refused in every field of a folder, and told in print."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tapeout.errors import DataProblem
from tapeout.ledger import load, shipped
from tests.render import hostile_folder
from tests.render.hostile_payloads import CHARACTERS, INERT

FIELDS = {
    "entities.csv": ("name_en", "name_zh", "ticker", "note"),
    "sources.csv": ("title", "publisher", "url", "note"),
    "facts.csv": ("reported_as", "locator", "note"),
    "events.csv": ("title_en", "title_zh", "note"),
}


def folder_with(path: Path, tables: dict[str, tuple[str, ...]], words: str) -> Path:
    """Return a folder of one product whose fields hold `words`."""
    hostile_folder.add_to_shipped(path, {"plain": "Plain"})
    for name, fields in tables.items():
        with (path / name).open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        hostile_folder.write(path, name, [row | dict.fromkeys(fields, words) for row in rows])
    return path


@pytest.mark.parametrize("key", CHARACTERS)
def test_a_character_that_hides_or_commands_is_refused_in_every_field(tmp_path, key):
    with pytest.raises(DataProblem) as refused:
        load(shipped(), folder_with(tmp_path / "mine", FIELDS, CHARACTERS[key]))
    told = str(refused.value)
    for name, fields in FIELDS.items():
        for field in fields:
            assert f"mine/{name}:2:{field}: found" in told
    assert all(c.isprintable() or c == "\n" for c in told)


@pytest.mark.parametrize("address", ["address", "data-address"])
def test_an_address_that_would_run_is_refused(tmp_path, address):
    folder = folder_with(tmp_path / "mine", {"sources.csv": ("url",)}, INERT[address])
    with pytest.raises(DataProblem, match=r"mine/sources\.csv:2:url: found "):
        load(shipped(), folder)


@pytest.mark.parametrize("key", INERT)
def test_what_is_only_text_is_accepted(tmp_path, key):
    fields = FIELDS | {
        "sources.csv": ("title", "publisher", "note"),
        "facts.csv": ("locator", "note"),
    }
    ledger = load(shipped(), folder_with(tmp_path / "mine", fields, INERT[key]))
    assert ledger.entity("metax_hostile_plain").name.en == INERT[key]
