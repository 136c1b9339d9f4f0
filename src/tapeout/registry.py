"""The numbers that a section has put on the page, each under a stable id."""

from __future__ import annotations

from collections.abc import Callable

from tapeout.errors import CellProblem
from tapeout.exhibit import Figure, Sentence, Table, Value
from tapeout.formula import record
from tapeout.quantity import Gap, Quantity
from tapeout.text import LANGUAGES, Text
from tapeout.words import column_scale, spell_any, spell_cell


class Registry:
    """Numbers by id for one section; the same id must always carry the same number."""

    def __init__(self, section: str) -> None:
        self.section = section
        self.records: dict[str, dict] = {}
        self.facts: dict[str, None] = {}  # in order of first use
        self._adopted: dict[str, dict] = {}
        self._seen: dict[int, str] = {}  # the object behind an id, kept alive by `_held`
        self._held: list[Value] = []

    def adopt(self, records: dict[str, dict]) -> None:
        """Learn the numbers of another section; one that is stated here keeps its id there."""
        self._adopted.update(records)

    def use(self, number_id: str) -> None:
        """Put an adopted number on the page of this section."""
        rec = self._adopted[number_id]
        self.records[number_id] = rec
        self.facts.update(dict.fromkeys(rec["facts"]))

    def add(self, key: str, value: Value) -> str:
        """Register `value` under `section.key` and return the id.

        A number that another section has put on the page under the same key keeps that
        id. The same id with another value raises CellProblem.
        """
        new = record(f"{self.section}.{key}", value, self.section)
        for number_id, old in self._adopted.items():
            if number_id.partition(".")[2] == key and _same(old, new):
                self.use(number_id)
                return number_id
        old = self.records.get(new["id"])
        if old and not _same(old, new):
            raise CellProblem(
                f"number {new['id']} stands for two values: {old['value'] or old['lo']} and "
                f"{new['value'] or new['lo']}; give one of them another name"
            )
        self.records.setdefault(new["id"], new)
        self.facts.update(dict.fromkeys(value.facts))
        self._seen.setdefault(id(value), new["id"])
        self._held.append(value)
        return new["id"]

    def place(self, key: str, value: Value) -> str:
        """Register a cell: a value that already stands on the page keeps its id."""
        return self._seen.get(id(value)) or self._lifted(key, value) or self.add(key, value)

    def _lifted(self, key: str, value: Value) -> str | None:
        """Return the id of a number lifted from another section, None for one of this section."""
        if isinstance(value, Gap) or value.origin.op != "lifted":
            return None
        new = record(key, value, self.section)
        for number_id, old in self._adopted.items():
            if _same(old, new) and old["name"] == new["name"]:
                self.use(number_id)
                return number_id
        return None


def _same(old: dict, new: dict) -> bool:
    return all(old[k] == new[k] for k in ("value", "lo", "hi", "unit", "se", "facts", "reason"))


# -- what an output of a cell carries ---------------------------------------------------------
def sentence_tokens(sentence: Sentence, registry: Registry) -> dict[str, list]:
    """Return the tokens of both languages, its numbers registered."""
    ids = {name: registry.add(name, value) for name, value in sentence.numbers.items()}
    identify: Callable[[str], str] = ids.__getitem__
    return {language: sentence.tokens(language, identify) for language in LANGUAGES}


def caption_tokens(caption: Sentence | Text, registry: Registry) -> dict[str, list]:
    """Return the tokens of a caption, which may be plain words."""
    if isinstance(caption, Sentence):
        return sentence_tokens(caption, registry)
    return {language: [caption[language]] for language in LANGUAGES}


def table_payload(table: Table, registry: Registry) -> dict:
    """Return the table as it stands in an output, its cells registered."""
    columns = []
    for place, column in enumerate(table.columns):
        unit = column_scale(column.unit, table.quantities(place)) if column.unit else None
        numeric = column.unit is not None
        columns.append(
            {
                "key": column.key,
                "head": column.head.as_dict(),
                "unit": unit.as_dict() if unit and unit.en else None,
                "align": "right" if numeric else "left",
            }
        )
    rows = [
        {
            "key": row.key,
            "focus": row.focus,
            "cells": [_cell(table, row, place, registry) for place in range(len(table.columns))],
        }
        for row in table.rows
    ]
    return {
        "key": table.key,
        "caption": caption_tokens(table.caption, registry),
        "columns": columns,
        "rows": rows,
        "note": table.note.as_dict() if table.note else None,
        "facts": list(table.facts),
    }


def _cell(table: Table, row, place: int, registry: Registry) -> dict:
    column, value = table.columns[place], row.cells[place]
    if not isinstance(value, Quantity) or column.unit is None:
        words = Text(*(spell_any(value, language) for language in LANGUAGES))
        number_id = None
        if not isinstance(value, (Text, str)):
            number_id = registry.place(f"{table.key}.{row.key}.{column.key}", value)
        missing = {"missing": True} if isinstance(value, Gap) else {}
        return {"t": words.as_dict(), "n": number_id, **missing}
    if value.unit != column.unit:
        raise CellProblem(
            f"table {table.key}, row {row.key}: {value.unit} in column {column.key}, "
            f"which is in {column.unit}"
        )
    near = table.quantities(place)
    spelled = {
        lang: spell_cell(value, column.unit, near, lang, column.decimals) for lang in LANGUAGES
    }
    return {
        "t": {lang: number for lang, (number, _) in spelled.items()},
        "range": {lang: between for lang, (_, between) in spelled.items()}
        if spelled["en"][1]
        else None,
        "n": registry.place(f"{table.key}.{row.key}.{column.key}", value),
    }


def figure_payload(figure: Figure, registry: Registry, svg: dict) -> dict:
    """Return the figure as it stands in an output; `svg` is {language: {layout: text}}."""
    table = table_payload(figure.table, registry)
    return {
        "key": figure.key,
        "message": sentence_tokens(figure.message, registry),
        "subtitle": figure.subtitle.as_dict(),
        "alt": figure.alt.as_dict(),
        "note": figure.note.as_dict() if figure.note else None,
        "svg": svg,
        "table": table,
        "facts": table["facts"],
    }
