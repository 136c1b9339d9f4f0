"""A report as the one document that the print template sets: plain data, nothing to parse."""

from __future__ import annotations

from collections.abc import Sequence

from tapeout.figures.style import TOKENS
from tapeout.render.blocks import Lifted, Section, Sentence
from tapeout.render.breaking import breakable
from tapeout.render.document import Report
from tapeout.render.html_words import ordinal
from tapeout.render.print_appendix import data_of, disagreements_of, numbers_of, sources_of
from tapeout.render.print_cover import as_of, cover_of, scenario, story_of, title_of
from tapeout.render.print_inline import plain
from tapeout.render.print_setting import Setting
from tapeout.render.print_words import WORDS, word

_SIZES = ("standfirst", "section", "beat", "message", "source", "number_ref")
_CLOSING = ("objection", "change", "limit")
# What names a thing or is no text on the page; an address breaks after its slashes.
_WHOLE = ("label", "to", "url", "shown", "svg", "alt", "keywords")
_OPENING = ("headline", "standfirst", "question")


def plan_of(report: Report) -> dict:
    """Return the document of a report: words, cover, contents, sections and appendices."""
    setting, language = Setting(report), report.lang
    sections = [_section(section, setting) for section in report.sections]
    running = word("running", language, report.name, as_of(report), scenario(report))
    plan = {
        "lang": language,
        "title": title_of(report),
        "author": "tapeout",
        "keywords": [k for k in (report.name, report.ticker, report.edition["as_of"]) if k],
        "words": {key: text[language] for key, text in WORDS.items()},
        **_look(language),
        "running": {"left": running, "right": "tapeout"},
        "cover": cover_of(setting),
        "contents": _contents(sections, setting, report),
        "figures": [
            {"no": f.number, "title": plain(f.message), "sub": None, "label": f.anchor}
            for f in setting.figures
        ],
        "reading": [[word("reading", language)]],
        "sections": sections,
        "numbers": numbers_of(report),
        "sources": sources_of(report),
        "data": data_of(report, setting.data_tables()),
        "disagreements": disagreements_of(report),
    }
    return _breakable(plan) | {"title": plan["title"]}  # the file's own, in its metadata


def _breakable(part: object, key: str = "") -> object:
    """Return a part of the document in which a word too long for any line may break."""
    if isinstance(part, str):
        return part if key in _WHOLE else breakable(part)
    if isinstance(part, dict):
        return {name: _breakable(each, name) for name, each in part.items()}
    if isinstance(part, list):
        return [_breakable(each, key) for each in part]
    return part


def _look(language: str) -> dict:
    """Return faces, sizes in points and the colours of paper."""
    sizes = TOKENS["type"]["print_pt"]
    return {
        "colour": {k: v for k, v in TOKENS["colour"]["print"].items() if isinstance(v, str)},
        "faces": {k: TOKENS["type"][k] for k in ("voice", "evidence")},
        "sizes": {k: sizes[k] for k in _SIZES} | {"body": sizes[f"body_{language}"]},
    }


def _section(section: Section, setting: Setting) -> dict:
    """Return a section: how it opens, its beats, how it closes.

    The summary opens on the cover; what stands there is left out here.
    """
    language, summary = setting.language, section.stem == "summary"
    no = ordinal(section.number, language)
    body = [b for b in section.body if not (summary and _on_cover(b))]
    story = story_of(section, setting) if summary else None
    if story:
        body = [b for b in body if getattr(b, "anchor", "") != story["label"]]
    ends = [b for b in body if isinstance(b, Sentence) and b.part in _CLOSING]
    body = [b for b in body if b not in ends]
    intro = [] if summary else setting.blocks(section.intro)
    return {
        "label": section.anchor,
        "no": "" if summary else no,
        "eyebrow": section.title if summary else word("section", language, no, section.title),
        "title": section.question,
        "sub": section.title,
        "lead": setting.whole([s.tokens for s in section.answer]),
        "intro": [b["c"] for b in intro if b["k"] == "paragraph"],
        "panel": [setting.item(i) for i in section.panel.items] if section.panel else [],
        "blocks": [
            *(b for b in intro if b["k"] != "paragraph"),
            *setting.blocks(body),
            *setting.closing(section.closing, ends),
        ],
    }


def _contents(sections: Sequence[dict], setting: Setting, report: Report) -> list[dict]:
    lines = [{key: s[key] for key in ("no", "title", "sub", "label")} for s in sections]
    there = {"data": bool(setting.data), "disagreements": bool(disagreements_of(report)["rows"])}
    keys = ("numbers", "sources", "data", "disagreements")
    for letter, key in zip("ABCD", keys, strict=True):
        if there.get(key, True):
            title = word(key, setting.language)
            label = f"appendix-{key}"
            lines.append({"no": letter, "title": title, "sub": None, "label": label})
    return lines


def _on_cover(block: object) -> bool:
    return isinstance(block, Lifted) or (isinstance(block, Sentence) and block.part in _OPENING)
