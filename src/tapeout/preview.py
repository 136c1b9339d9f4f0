"""How an output looks in JupyterLab, where no report template is at work.

All is HTML, escaped, in an element that MathJax passes over: JupyterLab would set $x$ of a
name as a formula, in HTML as in Markdown, where even an escaped dollar sign is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tapeout.text import Text

_PARTS = {
    "answer": Text("Answer", "回答"),
    "objection": Text("The strongest objection", "最强的反对意见"),
    "change": Text("What would change our mind", "什么会改变我们的看法"),
    "limit": Text("What the data cannot show", "数据不能说明什么"),
    "headline": Text("Headline", "标题"),
    "standfirst": Text("Standfirst", "导语"),
    "question": Text("Question", "问题"),
}
_STYLE = "font-family:sans-serif;font-size:13px"
_NO_MATH = "mathjax_ignore tex2jax_ignore"  # the class of MathJax 3 and later, and of 2


def words_of(tokens: list) -> str:
    """Return the plain words of a sentence's tokens, ranges after their numbers."""
    return "".join(t if isinstance(t, str) else _spoken(t) for t in tokens)


def _spoken(token: dict) -> str:
    return f"{token['t']} ({token['range']})" if token.get("range") else token["t"]


def _shown(html: str, plain: str) -> dict:
    return {"text/html": f"<div class='{_NO_MATH}'>{html}</div>", "text/plain": plain}


def edition(of) -> dict:
    """Return the line that names the edition."""
    lines = []
    for language in of.languages:
        name = escape(of.name[language])
        stood = f"as of {of.as_of}" if language == "en" else f"截至{of.as_of}"
        lines.append(f"<p style='{_STYLE}'>{name}, {stood}, {escape(of.scenario)}</p>")
    return _shown("".join(lines), f"{of.company} {of.as_of} {of.scenario}")


def sentence(tokens: dict, part: str, languages: Sequence[str]) -> dict:
    """Return the sentence as text/html, in the languages asked for."""
    told = []
    for language in languages:
        lead = f"<b>{_PARTS[part][language]}</b> " if part in _PARTS else ""
        told.append(f"<p>{lead}{escape(words_of(tokens[language]))}</p>")
    return _shown("".join(told), words_of(tokens[languages[0]]))


def figure(payload: dict, languages: Sequence[str]) -> dict:
    """Return the figure with its message and source as text/html."""
    told = []
    for language in languages:
        message = escape(words_of(payload["message"][language]))
        drawing = payload["svg"].get(language, {}).get("wide", "")
        told.append(
            f"<figure style='{_STYLE};margin:8px 0;max-width:720px'><b>{message}</b>"
            f"<div>{escape(payload['subtitle'][language])}</div>{drawing}"
            f"<figcaption>{escape(payload['source'][language])}</figcaption></figure>"
        )
    return _shown("".join(told), words_of(payload["message"][languages[0]]))


def table(payload: dict, languages: Sequence[str]) -> dict:
    """Return the table with its caption and source as text/html."""
    told = []
    for language in languages:
        heads = "".join(f"<th>{_head(c, language)}</th>" for c in payload["columns"])
        body = "".join(
            "<tr>"
            + "".join(f"<td>{escape(_spoken_cell(c, language))}</td>" for c in r["cells"])
            + "</tr>"
            for r in payload["rows"]
        )
        caption = escape(words_of(payload["caption"][language]))
        told.append(
            f"<table style='{_STYLE}'><caption>{caption}</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
            f"<p style='{_STYLE}'>{escape(payload['source'][language])}</p>"
        )
    return _shown("".join(told), words_of(payload["caption"][languages[0]]))


def _head(column: dict, language: str) -> str:
    unit = f" ({escape(column['unit'][language])})" if column["unit"] else ""
    return escape(column["head"][language]) + unit


def _spoken_cell(cell: dict, language: str) -> str:
    between = cell.get("range")
    return f"{cell['t'][language]} ({between[language]})" if between else cell["t"][language]


def panel(items: list[dict], languages: Sequence[str]) -> dict:
    """Return the headline numbers as a small table."""
    rows = [
        f"<tr><td>{escape(i['label'][lang])}<br>{escape(i['sub'][lang])}</td>"
        f"<td><b>{escape(i['t'][lang])}</b> {escape(i['unit'][lang])}</td></tr>"
        for lang in languages
        for i in items
    ]
    return _shown(
        f"<table style='{_STYLE}'>{''.join(rows)}</table>",
        "; ".join(f"{i['label']['en']} {i['t']['en']} {i['unit']['en']}" for i in items),
    )


def lifted(of, languages: Sequence[str]) -> dict:
    """Return the answer of another section."""
    told = ["".join(words_of(a[lang]) for a in of.answer) for lang in languages]
    return _shown("".join(f"<p>{escape(words)}</p>" for words in told), told[0])


def sources(payload: dict) -> dict:
    """Return the list of documents."""
    rows = "".join(
        f"<li>{escape(s['title'])}, {escape(s['publisher'])}, {escape(s['published'])}</li>"
        for s in payload["sources"].values()
    )
    head = f"{len(payload['facts'])} facts from {len(payload['sources'])} sources"
    listed = f"<summary>{head}</summary><ul>{rows}</ul>"
    return _shown(f"<details style='{_STYLE}'>{listed}</details>", head)
