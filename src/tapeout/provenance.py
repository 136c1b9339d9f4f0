"""From fact ids to the documents they were read in."""

from __future__ import annotations

from collections.abc import Iterable

from tapeout.ledger import Disagreement, Ledger
from tapeout.ledger.records import Event
from tapeout.text import LANGUAGES, Text
from tapeout.words import spell_any

_NAMED = 4  # sources named in the line under a figure; the appendix lists all


def source_line(facts: Iterable[str], ledger: Ledger) -> Text:
    """Return "Sources: publisher (date); ..." for the facts of a figure or table."""
    used: dict[str, None] = {}
    for fact_id in facts:
        event = ledger.event(fact_id)
        used[(event or ledger.row(fact_id)).source_id] = None
    named: dict[str, list[str]] = {}
    for source_id in used:
        source = ledger.source(source_id)
        # What follows a semicolon tells where a copy lies, not who published it.
        who = (source.publisher or source.title).split(";")[0].strip()
        named.setdefault(who, []).append(source.published)
    if not named:
        return Text("Source: this report's own count.", "来源：本报告统计。")
    told = [f"{name} ({_dates(dates)})" for name, dates in list(named.items())[:_NAMED]]
    rest = len(named) - len(told)
    en = "; ".join(told) + (f"; and {rest} more" if rest else "")
    zh = "；".join(
        f"{name}（{_dates(dates, '日期不详', '至')}）"
        for name, dates in list(named.items())[:_NAMED]
    )
    zh += f"；另有{rest}个来源" if rest else ""
    word = "Source" if len(used) == 1 else "Sources"
    return Text(f"{word}: {en}.", f"资料来源：{zh}。")


def _dates(dates: list[str], none: str = "undated", between: str = " to ") -> str:
    known = sorted({d for d in dates if d})
    if not known:
        return none
    return known[0] if len(known) == 1 else f"{known[0]}{between}{known[-1]}"


def disagreement_records(facts: Iterable[str], ledger: Ledger) -> dict:
    """Return {"disagreements": [...], "corrections": [...]} of the facts, for the appendix."""
    used = list(facts)
    return {
        "disagreements": [_disagreement(each, ledger) for each in ledger.disagreements(used)],
        "corrections": [
            {
                "name": ledger.label(ledger.row(each.key)).as_dict(),
                "column": each.column,
                "found": each.found,
                "corrected": each.corrected,
                "because": each.because.as_dict(),
                "authority": each.authority,
            }
            for each in ledger.corrections(used)
        ],
    }


def _disagreement(found: Disagreement, ledger: Ledger) -> dict:
    rows = [ledger.row(row.fact_id) for row in found.rows]
    return {
        "name": ledger.label(rows[0]).as_dict(),
        "difference": found.difference.as_dict(),
        "statement": found.statement,
        "reason": found.reason,
        "rows": [
            {
                "fact_id": row.fact_id,
                "value": {lang: spell_any(ledger.value(row), lang) for lang in LANGUAGES},
                "reported_as": row.reported_as,
                "source_id": row.source_id,
                "title": ledger.source(row.source_id).title,
                "publisher": ledger.source(row.source_id).publisher,
                "published": row.published,
            }
            for row in rows
        ],
    }


def source_records(facts: Iterable[str], ledger: Ledger) -> dict:
    """Return {"facts": {id: row}, "sources": {id: document}} for the appendix."""
    cited = {fact_id: ledger.event(fact_id) for fact_id in facts}
    events = {event_id: event for event_id, event in cited.items() if event}
    rows = {fact_id: ledger.row(fact_id) for fact_id in cited if fact_id not in events}
    used = dict.fromkeys(x.source_id for x in (*rows.values(), *events.values()))
    return {
        "facts": {event_id: _event(event) for event_id, event in events.items()}
        | {
            fact_id: {
                "reported_as": row.reported_as,
                "value": str(row.value),
                "unit": row.unit,
                "period": row.period,
                "basis": row.basis,
                "status": row.status,
                "locator": row.locator,
                "note": row.note,
                "source_id": row.source_id,
                "subject": row.subject,
                "metric": row.metric,
                "segment": row.segment,
                "house": row.house,
                "label": ledger.label(row).as_dict(),
            }
            for fact_id, row in rows.items()
        },
        "sources": {
            source_id: {
                "title": source.title,
                "publisher": source.publisher,
                "published": source.published,
                "tier": source.tier,
                "kind": source.kind,
                "url": source.url,
            }
            for source_id, source in ((s, ledger.source(s)) for s in used)
        },
    }


def _event(event: Event) -> dict:
    """Return a dated event in the form of a fact: the ledger keeps its date, not its words."""
    return {
        "reported_as": "",
        "value": event.moment.iso,
        "unit": "date",
        "period": event.moment.iso,
        "basis": "",
        "status": "preferred",
        "locator": "",
        "note": event.note,
        "source_id": event.source_id,
        "subject": event.subject,
        "metric": event.category,
        "segment": event.effect,
        "house": "",
        "label": event.title.as_dict(),
    }
