"""The names of facts in both languages: MetaX revenue, 2024; 沐曦股份营业收入，2024年."""

from __future__ import annotations

from datetime import date

from tapeout.ledger.periods import Period, period_text
from tapeout.ledger.records import FactRow
from tapeout.ledger.store import Store
from tapeout.text import Text

# The maker's own figure needs no name of a house beside it.
_OWN_HOUSES = ("", "company", "vendor", "exchange")
# Metrics that gather unlike figures: the segment alone says what is measured.
_SEGMENT_NAMES_IT = frozenset(
    {
        *("card_count", "cash", "chip_property", "company_count", "comparison_ratio", "contract"),
        *("export_control_term", "operating_percentage", "operating_ratio", "other_gain_loss"),
        *("payables", "per_share", "relative_performance", "software_count", "valuation_multiple"),
    }
)
_STEPS = frozenset({"company_date", "ipo_date", "product_date", "software_date"})
_GROWTH = frozenset({"growth_yoy", "cagr"})
_QUALIFIERS = {
    "over": Text("more than", "超过"),
    "under": Text("less than", "不足"),
    "about": Text("about", "约"),
}


def qualifier_text(qualifier: str) -> Text | None:
    """Return "more than", "less than", "about" in both languages, None for no qualifier."""
    return _QUALIFIERS.get(qualifier)


def house_text(store: Store, house: str) -> Text:
    """Return the name of a house, by its own words where houses.csv has none."""
    return store.houses.get(house) or Text.same(house.replace("_", " "))


def segment_text(store: Store, segment: str) -> Text:
    """Return a segment in words; of a compound, the words of its tokens."""
    if segment in store.segments or not segment:
        return store.segments.get(segment, Text("", ""))
    tokens = segment.split("+")
    parts = [store.segments.get(t) or Text.same(t.replace("_", " ")) for t in tokens]
    return Text(", ".join(p.en for p in parts), "、".join(p.zh for p in parts))


def label(store: Store, row: FactRow) -> Text:
    """Return the name of a fact: subject, metric, segment, period and, of others, the house."""
    named, house = what(store, row.subject, row.metric, row.segment), _house(store, row)
    if row.metric in _STEPS:  # the period only repeats the year of the date
        return Text(f"{named.en}{house.en}", f"{named.zh}{house.zh}")
    when = period_text(row.when)
    return Text(f"{named.en}, {when.en}{house.en}", f"{named.zh}，{when.zh}{house.zh}")


def what(store: Store, subject: str, metric: str, segment: str) -> Text:
    """Return "MetaX gross margin, training boards" without a period."""
    entity = store.entities[subject].name
    noun, part = _noun(store, metric, segment)
    en = f"{_joined(entity.en, noun.en, ' ')}{f', {part.en}' if part.en else ''}"
    zh = f"{_joined(entity.zh, noun.zh, '')}{f'（{part.zh}）' if part.zh else ''}"
    return Text(en, zh)


def missing(
    store: Store, subject: str, metric: str, segment: str, period: str | None, as_of: date
) -> Text:
    """Return the sentence that says what the evidence does not carry."""
    entity = store.entities[subject].name
    noun, part = _noun(store, metric, segment)
    when = period_text(period) if period else Text("", "")
    day = period_text(Period.parse(as_of.isoformat()))
    inside = Text(f" ({part.en})" if part.en else "", f"（{part.zh}）" if part.zh else "")
    return Text(
        f"The evidence dated to {day.en} holds no {noun.en}{inside.en} of {entity.en}"
        f"{f' for {when.en}' if period else ''}.",
        f"截至{day.zh}的证据中没有{entity.zh}{when.zh}{noun.zh}{inside.zh}。",
    )


def _noun(store: Store, metric: str, segment: str) -> tuple[Text, Text]:
    """Return what is measured, and the part or case of it that stands behind a comma."""
    name, words = store.metrics[metric].name, segment_text(store, segment)
    name = Text(lower(name.en), name.zh)
    none = Text("", "")
    if not segment:
        return name, none
    if metric in _SEGMENT_NAMES_IT:
        return words, none
    if metric in _GROWTH:
        return Text(f"{words.en} {name.en}", f"{words.zh}{name.zh}"), none
    if metric in _STEPS:
        date_zh = "" if words.zh.endswith(("日期", "期限", "截止")) else "日期"
        return Text(f"date of {words.en}", f"{_spaced(words.zh)}{date_zh}"), none
    return name, words


def lower(name: str) -> str:
    """Return a name as it stands inside a sentence: Gross margin -> gross margin, R&D stays."""
    return name[0].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def _joined(entity: str, name: str, space: str) -> str:
    """Join without saying a word twice: China GPU market + market size, 中国GPU市场 + 市场规模."""
    word = "market" if space else "市场"
    if entity.endswith(word) and name.startswith(word):
        return entity + name[len(word) :]
    return f"{entity}{space}{name}"


def _spaced(words: str) -> str:
    """Set Latin words off from the Chinese before them."""
    return words if words[:1] > "\u2e80" else f" {words}"


def _house(store: Store, row: FactRow) -> Text:
    if row.house in _OWN_HOUSES:
        return Text("", "")
    name = house_text(store, row.house)
    return Text(f" ({name.en})", f"（{name.zh}）")
