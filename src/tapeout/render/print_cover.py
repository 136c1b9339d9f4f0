"""The first page on paper: the article audited, the answer, its numbers, the story figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tapeout.render.blocks import Figure, Lifted, Section, Sentence
from tapeout.render.document import Report
from tapeout.render.html_words import BOARDS, long_date, ordinal, told
from tapeout.render.print_inline import Span, clauses, plain
from tapeout.render.print_setting import Setting
from tapeout.render.print_words import WORDS, word
from tapeout.seed import choose_seed
from tapeout.words import spell_moment


def cover_of(setting: Setting) -> dict:
    """Return the cover of a report."""
    report, language = setting.report, setting.language
    headline: list[Span] = []
    for sentence in said(report, "headline"):
        headline += [" "] if headline and language == "en" else []
        headline += setting.spans(sentence.tokens)
    summary = report.section("summary")
    lifted = [b for b in summary.blocks if isinstance(b, Lifted)] if summary else []
    return {
        "audited": _audited(report),
        "company": "  ".join(x for x in (report.name, report.ticker, _board(report)) if x),
        "question": [s for q in said(report, "question") for s in setting.spans(q.tokens)],
        "headline": clauses(headline or [title_of(report)]),
        "standfirst": setting.paragraphs(said(report, "standfirst")),
        "answers": [_answer(each, setting) for each in lifted],
        "story": story_of(summary, setting),
        "edition": _edition(report),
        "coverage": _coverage(report),
    }


def said(report: Report, part: str) -> list[Sentence]:
    """Return the sentences of one part of the summary."""
    summary = report.section("summary")
    blocks: Sequence = summary.blocks if summary else ()
    return [b for b in blocks if isinstance(b, Sentence) and b.part == part]


def title_of(report: Report) -> str:
    """Return the title of the document: its headline, or what it is about."""
    words = (" " if report.lang == "en" else "").join(
        plain(s.tokens) for s in said(report, "headline")
    )
    return words or word("report_on", report.lang, report.name, as_of(report))


def as_of(report: Report) -> str:
    """Return the date of the edition in words."""
    return long_date(report.edition["as_of"], report.lang)


def scenario(report: Report) -> str:
    """Return the scenario of the edition in words."""
    name = report.edition["scenario"]
    told = word(name, report.lang) if name in WORDS else name
    if not report.edition.get("assumptions"):
        return told
    return f"{told}{', ' if report.lang == 'en' else '，'}{word('by_hand', report.lang)}"


def story_of(summary: Section | None, setting: Setting) -> dict | None:
    """Return the figure that stands on the cover where it fits: the first of the summary."""
    drawn = [b for b in summary.blocks if isinstance(b, Figure) and b.svg] if summary else []
    return setting.figure(drawn[0]) if drawn else None


def _audited(report: Report) -> str:
    seed = choose_seed(report.edition["company"], date.fromisoformat(report.edition["as_of"]))
    if seed is None:
        return ""
    parts = (p[report.lang] for p in (seed.title, seed.author, seed.publisher))
    return word("audited", report.lang, *parts, spell_moment(seed.published, report.lang))


def _board(report: Report) -> str:
    return told(BOARDS, report.board or "", report.lang)


def _edition(report: Report) -> str:
    language = report.lang
    comma = ", " if language == "en" else "，"
    parts = (word("as_of", language, as_of(report)), scenario(report), word("edition", language))
    return comma.join(parts)


def _coverage(report: Report) -> str:
    counted, language = report.coverage, report.lang
    parts = [word("linked", language, counted["numbers_linked"], counted["numbers"])]
    if counted["claims_checkable"]:
        counts = (counted["claims_checked"], counted["claims_checkable"])
        parts.append(word("checked", language, *counts))
    if counted["facts"]:
        share = round(100 * counted["facts_primary"] / counted["facts"])
        parts.append(word("first_hand", language, share))
    return (", " if language == "en" else "，").join(parts)


def _answer(each: Lifted, setting: Setting) -> dict:
    return {
        "no": ordinal(each.number, setting.language),
        "question": each.question,
        "label": f"s-{each.stem}",
        "paragraphs": setting.whole(each.answer),
        "items": [setting.item(item) for item in each.items],
    }
