"""The appendix: every number with its way back, every source with what was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from markupsafe import Markup, escape

from tapeout.render.blocks import Figure, Heading, Number, Table
from tapeout.render.document import Report
from tapeout.render.html_inline import anchor_of, foreign
from tapeout.render.html_words import BASES, TIERS, UNITS, long_date, ordinal, told, word

_MINUS = "\u2212"
_FINE = 12  # most decimals of an end of an interval


@dataclass(frozen=True)
class Entry:
    """One number as the appendix shows it; `how` is its formula, `inputs` (link, value) each."""

    number: Number
    anchor: str
    name: Markup
    interval: str
    how: str
    inputs: tuple[tuple[Markup, str], ...]
    printed: tuple[str, ...]  # ids of the facts to be shown in full: one at most
    rests_on: tuple[Markup, ...]
    places: tuple[tuple[str, str], ...]


def entries(report: Report) -> list[tuple[str, list[Entry]]]:
    """Return the numbers by section: (title of the section, entries) each."""
    places = place_names(report)
    by_fact = _entries_of_facts(report.numbers)
    by_name = {(n.name, n.text): n.id for n in report.numbers.values()}
    grouped: dict[str, list[Entry]] = {}
    for number in report.numbers.values():
        entry = _entry(number, report, places, by_fact, by_name)
        grouped.setdefault(number.section, []).append(entry)
    titles = {s.stem: section_name(s.number, s.title, report.lang) for s in report.sections}
    return [(titles.get(stem, stem), group) for stem, group in grouped.items()]


def section_name(number: int, title: str, language: str) -> str:
    """Return "Section 3: Financial viability"; the summary has no number."""
    if number == 0:
        return title
    return word("in_section", language, ordinal(number, language), title)


def _entry(
    number: Number, report: Report, places: Mapping, by_fact: Mapping, by_name: Mapping
) -> Entry:
    single = len(number.facts) == 1 and not number.inputs
    inputs = tuple(
        (_input_link(each, number, report, by_fact, by_name), each["text"])
        for each in number.inputs
    )
    # What has no named inputs (a lifted number, a model result, a gap) lists its facts.
    rest = () if single or number.inputs else number.facts
    return Entry(
        number,
        anchor_of(number.id),
        escape(number.name),
        interval(number, report.lang),
        number.formula,
        inputs,
        number.facts if single else (),
        tuple(fact_link(fact, report) for fact in rest),
        tuple((anchor, places[anchor]) for anchor in number.places if anchor in places),
    )


def _entries_of_facts(numbers: Mapping[str, Number]) -> dict[str, str]:
    """Return {fact id: number id} of the numbers that are a fact as printed."""
    found: dict[str, str] = {}
    for number in numbers.values():
        if len(number.facts) == 1 and not number.inputs and number.kind in ("printed", "date"):
            found.setdefault(number.facts[0], number.id)
    return found


def _input_link(each: dict, number: Number, report: Report, by_fact, by_name) -> Markup:
    """Return an input as a link: to the entry of that number, else to the printed figure."""
    target = by_fact.get(each["fact"]) or by_name.get((each["label"], each["text"]))
    if target and target != number.id:
        href = anchor_of(target)
    elif each["fact"] in report.facts:
        href = f"f-{each['fact']}"
    else:
        return escape(each["label"])
    return Markup('<a href="#{}">{}</a>').format(href, each["label"])


def fact_link(fact_id: str, report: Report) -> Markup:
    """Return the name of a printed figure as a link to it."""
    fact = report.facts.get(fact_id)
    if fact is None:
        return escape(fact_id)
    return Markup('<a href="#f-{}">{}</a>').format(fact_id, fact["label"][report.lang])


# -- intervals ------------------------------------------------------------------------------
def interval(number: Number, language: str) -> str:
    """Return the interval of a number in words, in the ledger's own unit."""
    if number.kind == "gap" or number.lo is None or number.hi is None:
        return ""
    if number.kind == "date":
        same = number.lo == number.hi
        ends = number.lo if same else word("to", language, number.lo, number.hi)
        return word("exact", language) if same else ends
    if number.lo == number.hi:
        return word("exact", language)
    lo, hi = _ends(Decimal(number.lo), Decimal(number.hi))
    told_ = _with_unit(word("to", language, lo, hi), number.unit or "", language)
    if number.se:
        comma = ", " if language == "en" else "，"
        told_ += comma + word("se", language, f"{Decimal(number.se):.3g}")
    return told_


def _with_unit(ends: str, unit: str, language: str) -> str:
    """Return both ends with the ledger's unit: money before them in English, else after."""
    name = UNITS[unit][language] if unit in UNITS else unit
    if language == "zh" or name == "%" or not name:
        return f"{ends}{name}"
    return f"{name} {ends}" if unit in ("CNY", "USD", "HKD") else f"{ends} {name}"


def _ends(lo: Decimal, hi: Decimal) -> tuple[str, str]:
    """Return both ends rounded outwards, to two digits more than tell them apart."""
    apart = (hi - lo).adjusted()
    places = min(max(1 - apart, 0), _FINE)
    step = Decimal(1).scaleb(-places)
    low, high = lo.quantize(step, ROUND_FLOOR), hi.quantize(step, ROUND_CEILING)
    ends = [f"{end:,f}" for end in (low, high)]
    while all("." in end and end[-1] in "0." for end in ends):  # no digit that says nothing
        ends = [end[:-1] for end in ends]
    return tuple(end.replace("-", _MINUS) for end in ends)


# -- places and sources ------------------------------------------------------------------------
def place_names(report: Report) -> dict[str, str]:
    """Return {anchor: words} of every place where a number may stand."""
    names: dict[str, str] = {}
    for section in report.sections:
        summary = section.number == 0
        own = f"{ordinal(section.number, report.lang)} {section.question}"
        names[section.anchor] = word("answer", report.lang) if summary else own
        for block in (*section.body, *(b for c in section.closing for b in c.blocks)):
            if isinstance(block, Heading):
                names[block.anchor] = block.text
            elif isinstance(block, Figure):
                names[block.anchor] = word("figure", report.lang, block.number)
            elif isinstance(block, Table):
                names[block.anchor] = word("table", report.lang, block.number)
        for closing in section.closing:
            names[closing.anchor] = closing.title
    return names


@dataclass(frozen=True)
class Printed:
    """A figure as it was printed, with what it counts for and where it stands."""

    anchor: str
    label: str
    reported_as: Markup
    basis: str
    locator: Markup


@dataclass(frozen=True)
class Document:
    """A source with the figures that were read in it."""

    anchor: str
    title: Markup
    publisher: Markup
    copy: Markup
    published: str
    tier: str
    url: str
    facts: tuple[Printed, ...]


def printed(fact_id: str, report: Report) -> Printed:
    """Return a fact as it was printed."""
    fact = report.facts[fact_id]
    language = report.lang
    return Printed(
        f"f-{fact_id}",
        fact["label"][language],
        foreign(fact["reported_as"], language),
        told(BASES, fact["basis"], language) if fact["basis"] else "",
        foreign(fact["locator"], language),
    )


def document(source_id: str, report: Report, facts: tuple[Printed, ...] = ()) -> Document:
    """Return a source; its date in words, its tier as a word."""
    source, language = report.sources[source_id], report.lang
    # What follows a semicolon tells where a copy lies, not who published it.
    publisher, _, copy = source["publisher"].partition("; ")
    published = source["published"]
    return Document(
        f"src-{source_id}",
        foreign(source["title"], language),
        foreign(publisher, language),
        foreign(copy, language),
        long_date(published, language) if published else word("undated", language),
        told(TIERS, source["tier"], language),
        source["url"],
        facts,
    )


def documents(report: Report) -> list[Document]:
    """Return the sources, primary ones first, each with the figures read in it."""
    read: dict[str, list[Printed]] = {source_id: [] for source_id in report.sources}
    for fact_id, fact in report.facts.items():
        read[fact["source_id"]].append(printed(fact_id, report))
    rank = {tier: place for place, tier in enumerate(TIERS)}
    order = sorted(read, key=lambda s: (rank.get(report.sources[s]["tier"], len(rank)), s))
    return [document(s, report, tuple(read[s])) for s in order]
