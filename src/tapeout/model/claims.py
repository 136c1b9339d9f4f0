"""The audit in figures: claims by verdict and section, coverage, and which to tell first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tapeout.claim_verdicts import BY_KEY, VERDICTS, Verdict
from tapeout.claims import Audit, Weighed, audit, own_arithmetic
from tapeout.ledger import Ledger
from tapeout.quantity import Gap, Quantity, share
from tapeout.seed import SECTIONS, Claim, Seed
from tapeout.text import Text

# What an article can copy: agreement with nothing else proves care, not truth.
_OWN_FILINGS = ("prospectus",)


@dataclass(frozen=True)
class Score:
    """The claims of one verdict: how many in all and in each section, and which."""

    verdict: Verdict
    count: Quantity
    by_section: dict[str, Quantity]
    claims: tuple[Weighed, ...]


@dataclass(frozen=True)
class Coverage:
    """How far the audit reached: all claims, those that evidence could decide, those it did.

    `agreeing` are exact, within rounding or met; `own_filing` are checked claims whose
    evidence is a prospectus and nothing else; `own_word` rest on the maker's claim alone.
    """

    total: Quantity
    checkable: Quantity
    checked: Quantity
    agreeing: Quantity
    figures: Quantity
    figures_agreeing: Quantity
    qualified: Quantity
    remarked: Quantity
    own_filing: Quantity
    own_word: Quantity
    weaker: Quantity


@dataclass(frozen=True)
class Arithmetic:
    """A printed figure and what the article's other figures imply for it."""

    claim: Claim
    printed: Quantity
    implied: Quantity
    verdict: Verdict


@dataclass(frozen=True)
class Findings:
    """The audit of one seed as of a date; `seed` is None where none is about the company."""

    seed: Seed | None
    company: Text
    claims: tuple[Weighed, ...]
    scores: tuple[Score, ...]
    coverage: Coverage
    arithmetic: tuple[Arithmetic, ...]

    def count(self, verdict: str) -> Quantity:
        """Return the number of claims of a verdict."""
        return next(score.count for score in self.scores if score.verdict.key == verdict)

    @property
    def contradicted_share(self) -> Quantity | Gap:
        """Return the contradicted and missed among the checked, in percent."""
        label = Text("Contradicted, of the claims checked", "已核查论断中不符者占比")
        if not self.coverage.checked.value:
            return Gap(label, Text(f"No claim about {self.company.en} was checked.",
                                   f"没有已核查的关于{self.company.zh}的论断。"))  # fmt: skip
        wrong = self.count("contradicted") + self.count("missed")
        return share(wrong, self.coverage.checked).labelled(label)

    @property
    def first(self) -> tuple[Weighed, ...]:
        """Return the claims that the seed's auditor ranks, the first first."""
        ranked = [w for w in self.claims if w.claim.rank is not None]
        return tuple(sorted(ranked, key=lambda w: w.claim.rank))

    @property
    def omissions(self) -> tuple[Weighed, ...]:
        """Return the other claims to which something must be added."""
        return tuple(w for w in self.claims if w.remark is not None and w.claim.rank is None)


def findings(seed: Seed | None, ledger: Ledger, company: str) -> Findings:
    """Return the audit of `seed` with the ledger as of its date; without a seed, an empty one."""
    weighed = audit(seed, ledger)
    arithmetic = () if seed is None else tuple(
        Arithmetic(claim, printed, implied, BY_KEY[verdict])
        for claim, printed, implied, verdict in own_arithmetic(seed, ledger)
    )  # fmt: skip
    return Findings(
        seed,
        ledger.entity(company).name,
        weighed.claims,
        tuple(_score(verdict, weighed) for verdict in VERDICTS),
        _coverage(weighed.claims),
        arithmetic,
    )


def _score(verdict: Verdict, weighed: Audit) -> Score:
    claims = tuple(w for w in weighed.claims if w.verdict is verdict)
    by_section = {
        section: _count((w for w in claims if w.claim.section == section), verdict.name)
        for section in SECTIONS
    }
    return Score(verdict, _count(claims, verdict.name), by_section, claims)


def _coverage(claims: tuple[Weighed, ...]) -> Coverage:
    checked = [w for w in claims if w.checked]
    figures = [w for w in checked if w.claim.kind in ("figure", "derived")]
    return Coverage(
        total=_count(claims, Text("All claims", "全部论断")),
        checkable=_count(
            (w for w in claims if w.claim.checkable), Text("Checkable claims", "可核查的论断")
        ),
        checked=_count(checked, Text("Claims that evidence decides", "已有证据核查的论断")),
        agreeing=_count(
            (w for w in checked if w.verdict.group == "agrees"),
            Text("Claims that agree with the evidence", "与证据一致的论断"),
        ),
        figures=_count(figures, Text("Printed figures checked", "已核查的数字")),
        figures_agreeing=_count(
            (w for w in figures if w.verdict.group == "agrees"),
            Text("Printed figures that agree", "与证据一致的数字"),
        ),
        qualified=_count(
            (w for w in checked if w.verdict.group == "qualified"),
            Text("Claims that agree only by truncation or on another basis",
                 "仅截尾一致或口径不同的论断"),
        ),
        remarked=_count(
            (w for w in checked if w.remark is not None and w.verdict.group == "agrees"),
            Text("True claims to which something must be added", "属实但须补充的论断"),
        ),
        own_filing=_count(
            (w for w in checked if w.sources and all(s.kind in _OWN_FILINGS for s in w.sources)),
            Text("Claims checked against a prospectus only", "仅以招股书核查的论断"),
        ),
        own_word=_count(
            (w for w in checked if w.own_word),
            Text("Claims that rest on the maker's own word", "仅有公司自身表述的论断"),
        ),
        weaker=_count(
            (w for w in checked if w.tier in ("secondary", "tertiary")),
            Text("Claims that need a secondary source", "须依赖二手来源的论断"),
        ),
    )  # fmt: skip


def _count(claims: Iterable[Weighed], label: Text) -> Quantity:
    return Quantity.exact(sum(1 for _ in claims), "claims", label)


def records(found: Findings) -> list[dict]:
    """Return the claims as figures.json lists them: id, verdict, both intervals, facts."""
    return [
        {
            "claim_id": w.claim.claim_id,
            "section": w.claim.section,
            "kind": w.claim.kind,
            "verdict": w.verdict.key,
            **_ends(w.article, ""),
            **_ends(w.evidence, "evidence_"),
            "facts": list(w.facts),
            "tier": w.tier,
        }
        for w in found.claims
    ]


def _ends(thing, prefix: str) -> dict[str, str | None]:
    known = isinstance(thing, Quantity)
    return {f"{prefix}{end}": f"{getattr(thing, end):f}" if known else None for end in ("lo", "hi")}
