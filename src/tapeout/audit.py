"""What `tapeout audit` says of a seed: each claim weighed, in lines and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from tapeout.claim_checks import CheckProblem
from tapeout.claims import Weighed, weigh
from tapeout.columns import cell_len, padded, wrapped
from tapeout.errors import DataProblem, GateProblem, nearest
from tapeout.exhibit import Sentence
from tapeout.findings.claims_each import finding, remark, source
from tapeout.findings.claims_words import SECTION_NAMES
from tapeout.ledger import Ledger
from tapeout.model.claims import Findings, findings
from tapeout.moment import Moment
from tapeout.preview import words_of
from tapeout.quantity import Quantity, is_gap
from tapeout.seed import SECTIONS, Seed
from tapeout.text import LANGUAGES, Text
from tapeout.words import spell_any

SCHEMA = "tapeout-audit/1"
_INDENT = "    "
_DECIMALS = 4  # of the ends of an interval, rounded outwards
_NARROWEST = 40
_HEADS = {
    "claimed": Text("claimed", "文章"),
    "evidence": Text("evidence", "证据"),
    "verdict": Text("verdict", "判定"),
    "all": Text("claims", "论断"),
}


@dataclass(frozen=True)
class Audit:
    """All claims of a seed, weighed with the ledger as of a date; at least one was checked."""

    seed: Seed
    as_of: date
    found: Findings


def audit(seed: Seed, ledger: Ledger) -> Audit:
    """Return the audit of `seed` with the ledger as of its date.

    GateProblem names every check that cannot be evaluated by file, row and column, or says
    that nothing was checked. A seed about a company that is not in the ledger is a DataProblem.
    """
    file = seed.claims[0].file
    companies = [entity.id for entity in ledger.entities(kind="company")]
    if seed.company not in companies:
        card = file.replace("claims.csv", "seed.yaml")
        raise DataProblem(
            f"{card}:company: found {seed.company!r}, expected a company of entities.csv"
            f"{nearest(seed.company, companies)}; rows of your own come with --data DIR"
        )
    _refuse_broken(seed, ledger)
    try:
        found = findings(seed, ledger, seed.company)
    except CheckProblem as problem:
        raise GateProblem(str(problem)) from problem
    if not found.coverage.checked.value:
        raise GateProblem(
            f"{file}: found evidence for none of {len(seed.claims)} claims as of {ledger.as_of}, "
            "expected at least one that is checked: give checks to the claims, facts with --data "
            "DIR, or a later --as-of"
        )
    return Audit(seed, ledger.as_of, found)


def _refuse_broken(seed: Seed, ledger: Ledger) -> None:
    """Raise GateProblem with every claim whose check cannot be evaluated."""
    broken = []
    for claim in seed.claims:
        try:
            weigh(claim, ledger)
        except CheckProblem as problem:
            broken.append(str(problem))
    if broken:
        many = [f"{len(broken)} claims cannot be evaluated"] if len(broken) > 1 else []
        raise GateProblem("\n".join([*broken, *many]))


# -- in lines ---------------------------------------------------------------------------------
def audit_lines(audit: Audit, width: int, language: str = "en") -> list[str]:
    """Return the audit as lines of at most `width` columns; a Chinese character takes two."""
    width = max(width, _NARROWEST)
    seed, comma = audit.seed, Text(", as of ", "，截至")[language]
    lines = wrapped(f"{seed.title[language]} ({seed.id}){comma}{audit.as_of}", width)
    return [
        *lines,
        *_claim_lines(audit, width, language),
        "",
        *_score_lines(audit, language),
        "",
        *wrapped(_coverage_line(audit, language), width),
    ]


def _claim_lines(audit: Audit, width: int, language: str) -> Iterator[str]:
    """Yield a block for each claim: id, section, verdict, tier; both figures; the sentence."""
    rows = [_first_line(w, language) for w in audit.found.claims]
    widths = [max(cell_len(row[k]) for row in rows) for k in range(3)]
    for weighed, row in zip(audit.found.claims, rows, strict=True):
        cells = [padded(cell, widths[k]) for k, cell in enumerate(row[:3])]
        line = "  ".join([*cells, row[3]]).rstrip()
        yield ""
        yield from [line] if cell_len(line) <= width else wrapped("  ".join(row), width)
        for name, value in (("claimed", weighed.article), ("evidence", weighed.evidence)):
            if value is not None:
                head = padded(_HEADS[name][language], 10)
                yield from wrapped(f"{head}{_figure(value, language)}", width, _INDENT)
        yield from wrapped(_spoken(finding(weighed), language), width, _INDENT)


def _first_line(weighed: Weighed, language: str) -> tuple[str, ...]:
    claim = weighed.claim
    names = (SECTION_NAMES[claim.section], weighed.verdict.name, source(weighed))
    return (claim.claim_id, *(name[language] for name in names))


def _score_lines(audit: Audit, language: str) -> list[str]:
    """Return the scoreboard: claims by verdict, in all and in each section."""
    heads = [_HEADS["all"][language], *(SECTION_NAMES[s][language] for s in SECTIONS)]
    first = max(cell_len(s.verdict.name[language]) for s in audit.found.scores)
    first = max(first, cell_len(_HEADS["verdict"][language]))
    lines = ["  ".join([padded(_HEADS["verdict"][language], first), *heads])]
    for score in audit.found.scores:
        counts = [score.count, *score.by_section.values()]
        cells = [f"{q.value:f}".rjust(cell_len(h)) for q, h in zip(counts, heads, strict=True)]
        lines.append("  ".join([padded(score.verdict.name[language], first), *cells]))
    return lines


def _coverage_line(audit: Audit, language: str) -> str:
    reach = audit.found.coverage
    checked, checkable, total = (
        f"{q.value:f}" for q in (reach.checked, reach.checkable, reach.total)
    )
    if language == "zh":
        return f"全部{total}条论断，可核查{checkable}条，已核查{checked}条"
    return f"{checked} checked of {checkable} checkable claims, {total} claims in all"


def _figure(value, language: str) -> str:
    """Return a figure with its qualifier and its interval, a date with its days, or words."""
    words = spell_any(value, language)
    if isinstance(value, Quantity):
        note = f"{value.note[language]}{' ' if language == 'en' else ''}" if value.note else ""
        ends = () if value.lo == value.hi else _outwards(value.lo, value.hi)
        return f"{note}{words}{_between(ends, value.unit)}"
    if isinstance(value, Moment):
        same = value.first == value.last
        return f"{words}{_between(() if same else (str(value.first), str(value.last)))}"
    colon = Text(": ", "：")[language]
    return f"{words}{colon}{value.reason[language]}" if is_gap(value) else words


def _between(ends: tuple[str, ...], unit: str = "") -> str:
    return f" [{ends[0]}, {ends[1]}]{unit and ' '}{unit}" if ends else ""


def _outwards(lo: Decimal, hi: Decimal) -> tuple[str, str]:
    """Return the ends of an interval with few decimals; the text still encloses it."""
    size = max(abs(lo), abs(hi))
    places = max(_DECIMALS, _DECIMALS - size.adjusted()) if size else _DECIMALS
    step = Decimal(1).scaleb(-places)
    told = []
    with localcontext(prec=60):
        for end, rounding in ((lo, ROUND_FLOOR), (hi, ROUND_CEILING)):
            short = end.quantize(step, rounding)
            told.append(f"{end if end == short else short:,f}")
    return told[0], told[1]


def _spoken(sentence: Sentence, language: str) -> str:
    return words_of(sentence.tokens(language, lambda hole: hole))


# -- for programs -----------------------------------------------------------------------------
def audit_dict(audit: Audit) -> dict:
    """Return the audit for programs; decimals as text, so that no digit is lost."""
    reach, seed = audit.found.coverage, audit.seed
    return {
        "schema": SCHEMA,
        "seed": {"id": seed.id, "title": seed.title.as_dict(), "company": seed.company,
                 "published": seed.published.iso},
        "as_of": audit.as_of.isoformat(),
        "coverage": {name: int(getattr(reach, name).value)
                     for name in ("checked", "checkable", "total")},
        "scoreboard": [
            {"verdict": score.verdict.key, "claims": int(score.count.value),
             **{section: int(q.value) for section, q in score.by_section.items()}}
            for score in audit.found.scores
        ],
        "claims": [_claim_dict(weighed) for weighed in audit.found.claims],
    }  # fmt: skip


def _claim_dict(weighed: Weighed) -> dict:
    claim = weighed.claim
    added = remark(weighed) if weighed.remark else None
    return {
        "claim_id": claim.claim_id,
        "section": claim.section,
        "paragraph": claim.paragraph,
        "kind": claim.kind,
        "verdict": weighed.verdict.key,
        "claimed": _value_dict(weighed.article),
        "evidence": _value_dict(weighed.evidence),
        "facts": list(weighed.facts),
        "tier": weighed.tier,
        "own_word": weighed.own_word,
        "sentence": _both(finding(weighed)),
        "true_but": _both(added) if added else None,
    }


def _both(sentence: Sentence) -> dict[str, str]:
    return {language: _spoken(sentence, language) for language in LANGUAGES}


def _value_dict(value) -> dict | None:
    if isinstance(value, Quantity):
        return {"kind": "figure", "value": f"{value.value:f}", "unit": value.unit,
                "lo": f"{value.lo:f}", "hi": f"{value.hi:f}",
                "qualifier": value.note.en if value.note else ""}  # fmt: skip
    if isinstance(value, Moment):
        return {"kind": "date", "lo": str(value.first), "hi": str(value.last)}
    if is_gap(value):
        return {"kind": "missing", "reason": value.reason.as_dict()}
    return {"kind": "words", "text": value.as_dict()} if isinstance(value, Text) else None
