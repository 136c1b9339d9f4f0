"""The appendices on paper: every number, every source, and the data of the figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tapeout.render.blocks import Number
from tapeout.render.disputes import disputes_of, mended_of
from tapeout.render.document import Report
from tapeout.render.html_words import TIERS, told
from tapeout.render.print_measure import width
from tapeout.render.print_words import runs, word
from tapeout.words import MINUS

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ADDRESS = re.compile(r"https://[^\s()<>\"']+")
_MOST_DECIMALS = 6
_SHOWN = 84  # characters of an address that are printed; the link holds all
_LINES, _SIZE, _POINTS = 40, 7.5, 2.835  # lines kept whole; points of type; points a mm
_NAME_WIDTH = 16.5  # em of the column of names, at the size of an id


def numbered(numbers: Sequence[int], language: str) -> str:
    """Return the words that say which entries of appendix A a table holds."""
    return word("numbers_of", language, runs(list(numbers), language))


def numbers_of(report: Report) -> dict:
    """Return appendix A: the numbers in their order, under their sections."""
    language = report.lang
    sources = _source_labels(report)
    groups = []
    for section in report.sections:
        rows = [
            _number(n, report, sources)
            for n in report.numbers.values()
            if n.section == section.stem
        ]
        if rows:
            groups.append({"title": section.title, "rows": rows})
    return {
        "label": "appendix-numbers",
        "eyebrow": word("appendix", language, "A"),
        "title": word("numbers", language),
        "intro": word("numbers_intro", language),
        "heads": _heads(
            language, ("no", "pages"), ("name", "id"), ("value", "interval"), ("how", "printed")
        ),
        "groups": groups,
    }


def _heads(language: str, *columns: tuple[str, ...]) -> list[list[str]]:
    return [[word(key, language) for key in keys] for keys in columns]


def _number(number: Number, report: Report, sources: dict[str, str]) -> dict:
    facts = _printed(number, report, sources)
    how = number.reason or number.formula
    return {
        "n": number.no,
        "id": _breakable(number.id),
        "name": number.name if number.name != number.id else "",
        "text": number.text,
        "gap": number.kind == "gap",
        "interval": interval(number, report.lang),
        "how": how,
        "facts": facts,
        "tall": _tall(number.name, 46) or _tall("".join([how, *(f["printed"] for f in facts)]), 74),
    }


def _tall(words: str, column: float) -> bool:
    """Return whether words need so many lines of a column (mm) that their row must break."""
    return width(words) * _SIZE > _LINES * column * _POINTS


def _printed(number: Number, report: Report, sources: dict[str, str]) -> list[dict]:
    """Return what was printed, one line a source: "S12  7.43亿元, p. 47; 0.53亿元, p. 48"."""
    lines: dict[str, list[str]] = {}
    for fact_id in number.facts:
        fact = report.facts.get(fact_id)
        if fact:
            words = (fact["reported_as"] or fact["value"], fact["locator"])
            lines.setdefault(fact["source_id"], []).append(", ".join(w for w in words if w))
    return [
        {"no": sources[source_id], "to": f"src-{source_id}", "printed": "; ".join(words)}
        for source_id, words in lines.items()
    ]


def interval(number: Number, language: str) -> str:
    """Return what a number can mean, in its own unit: "742.5 to 743.5", "s.e. 0.2", "exact".

    The bounds are rounded outwards, to six decimals at most.
    """
    if number.se is not None:
        return word("se", language, number.se)
    if number.lo is None or number.hi is None:
        return ""
    if number.lo == number.hi:
        return word("exact", language) if number.kind != "date" else ""
    if number.kind == "date":
        return word("run", language, number.lo, number.hi)
    factor = _factor(number)
    low, high = Decimal(number.lo) / factor, Decimal(number.hi) / factor
    # Two digits of the width are enough to see how far the bounds stand apart.
    places = min(max(1 - (high - low).adjusted(), 0), _MOST_DECIMALS)
    return word(
        "run", language, _written(low, places, ROUND_FLOOR), _written(high, places, ROUND_CEILING)
    )


def _factor(number: Number) -> Decimal:
    """Return the power of ten between a value and the figure in its words (743 million)."""
    shown = _FIGURE.search(number.text)
    value = abs(Decimal(number.value or 0))
    figure = Decimal(shown.group(0).replace(",", "")) if shown else Decimal(0)
    if not value or not figure:
        return Decimal(1)
    return Decimal(10) ** round((value / figure).log10())


def _written(value: Decimal, places: int, rounding: str) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding)
    return f"{rounded or abs(rounded):,f}".replace("-", MINUS)


def _breakable(number_id: str) -> str:
    """Return an id that may break after its dots where it is too long for its column."""
    if width(number_id) <= _NAME_WIDTH:
        return number_id
    return number_id.replace(".", ".\u200b").replace("_", "_\u200b")


def _source_labels(report: Report) -> dict[str, str]:
    return {source_id: f"S{k}" for k, source_id in enumerate(sorted(report.sources), start=1)}


def sources_of(report: Report) -> dict:
    """Return appendix B: the documents, by id."""
    language = report.lang
    rows = []
    for source_id, label in _source_labels(report).items():
        source = report.sources[source_id]
        address = _ADDRESS.fullmatch(source["url"] or "")
        rows.append(
            {
                "no": label,
                "label": f"src-{source_id}",
                "title": source["title"],
                "url": address.group(0) if address else "",
                "shown": _shortened((source["url"] or "").removeprefix("https://")),
                "publisher": source["publisher"],
                "published": source["published"] or word("undated", language),
                "tier": told(TIERS, source["tier"], language),
                "tall": _tall(source["title"], 77) or _tall(source["publisher"], 44),
            }
        )
    return {
        "label": "appendix-sources",
        "eyebrow": word("appendix", language, "B"),
        "title": word("sources", language),
        "intro": word("sources_intro", language),
        "heads": _heads(language, ("no",), ("title",), ("publisher",), ("published",), ("tier",)),
        "rows": rows,
    }


def _shortened(address: str) -> str:
    return address if len(address) <= _SHOWN else address[: _SHOWN - 3] + "..."


def data_of(report: Report, tables: list[dict]) -> dict:
    """Return appendix C: what the figures draw."""
    language = report.lang
    return {
        "label": "appendix-data",
        "eyebrow": word("appendix", language, "C"),
        "title": word("data", language),
        "intro": word("data_intro", language),
        "tables": tables,
    }


def disagreements_of(report: Report) -> dict:
    """Return appendix D: figures that sources print differently, and corrected cells."""
    language = report.lang
    rows = [
        {
            "name": each.name,
            "apart": [part for part in (each.difference, each.statement, each.reason) if part],
            "sides": [
                {
                    "value": side.value,
                    "used": word("used" if side.used else "not_used", language),
                    "printed": side.printed,
                    "source": ", ".join(
                        part
                        for part in (
                            side.title,
                            side.publisher,
                            side.published or word("undated", language),
                        )
                        if part
                    ),
                }
                for side in each.sides
            ],
        }
        for each in disputes_of(report)
    ]
    rows += [
        {
            "name": each.name,
            "apart": [
                word("corrected_to", language, each.found, each.corrected),
                each.because,
                each.authority,
            ],
            "sides": [],
        }
        for each in mended_of(report)
    ]
    return {
        "label": "appendix-disagreements",
        "eyebrow": word("appendix", language, "D"),
        "title": word("disagreements", language),
        "intro": word("disagreements_intro", language),
        "heads": _heads(language, ("disputed", "apart"), ("sides",)),
        "rows": rows,
    }
