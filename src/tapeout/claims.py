"""Each claim of a narrative weighed against the ledger as of its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tapeout.claim_checks import Answer, CheckProblem, Evaluation, Read, Row, Value, evaluate
from tapeout.claim_verdicts import BY_KEY, Verdict, of_forecast, verdict_of
from tapeout.exhibit import Sentence
from tapeout.ledger import Ledger, Source
from tapeout.moment import Moment
from tapeout.quantity import Quantity, is_gap
from tapeout.seed import HOLE, Claim, Seed
from tapeout.text import Text

_TIERS = ("primary", "secondary", "tertiary")


@dataclass(frozen=True)
class Weighed:
    """A claim with its verdict, the evidence for it, and the facts and sources it rests on.

    `evidence` is the figure, date or words to be set beside the article's, a Gap where none
    was published, None where nothing could be looked up. `tier` is the weakest source used,
    `own_word` says that all of it is the maker's own claim. `remark` is what must be added.
    """

    claim: Claim
    verdict: Verdict
    article: Quantity | Moment | Text | None
    evidence: Value | None
    used: tuple[Read, ...]
    remark: Sentence | None

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the ids of the facts that the verdict rests on."""
        return tuple(dict.fromkeys(read.fact for read in self.used if read.fact))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the sources that the verdict rests on, each once."""
        return tuple(
            {read.source.source_id: read.source for read in self.used if read.source}.values()
        )

    @property
    def checked(self) -> bool:
        """Return whether evidence was there to decide it."""
        return self.verdict.key not in ("unsupported", "not_checkable", "pending")

    @property
    def tier(self) -> str:
        """Return the weakest tier among its sources, "" where nothing decided."""
        tiers = [source.tier for source in self.sources] if self.checked else []
        return max(tiers, key=_TIERS.index, default="")

    @property
    def own_word(self) -> bool:
        """Return whether all evidence is what the maker says of itself."""
        read = [read for read in self.used if read.source]
        return self.checked and bool(read) and all(r.basis == "vendor_claim" for r in read)


@dataclass(frozen=True)
class Audit:
    """All claims of a seed, weighed as of a date; without a seed there are none."""

    seed: Seed | None
    as_of: date
    claims: tuple[Weighed, ...]

    def __getitem__(self, claim_id: str) -> Weighed:
        return next(w for w in self.claims if w.claim.claim_id == claim_id)


def audit(seed: Seed | None, ledger: Ledger) -> Audit:
    """Return the verdict on every claim of `seed`; a check that cannot run raises CheckProblem."""
    claims = seed.claims if seed else ()
    return Audit(seed, ledger.as_of, tuple(weigh(claim, ledger) for claim in claims))


def weigh(claim: Claim, ledger: Ledger) -> Weighed:
    """Return the verdict on one claim.

    The first check gives the verdict; further ones are other ways to the same figure, and any
    of them can contradict it or stand in for it where its evidence is missing.
    """
    article = claim.article
    verdict, evaluation = _judge(claim, article, ledger)
    if verdict in ("contradicted", "unsupported") and claim.other_basis:
        other = _evaluated(claim, "other_basis", claim.other_basis, article, ledger)
        if _compared(claim, "other_basis", article, other) in ("exact", "within_rounding"):
            verdict, evaluation = "other_basis", other
    return Weighed(
        claim,
        BY_KEY[verdict],
        article,
        _evidence(evaluation),
        evaluation.used if evaluation else (),
        _remark(claim, article, ledger),
    )


def own_arithmetic(seed: Seed, ledger: Ledger) -> list[tuple[Claim, Quantity, Quantity, str]]:
    """Return (claim, printed, implied, verdict) where the article's own figures imply one.

    No evidence is used: this asks only whether the article agrees with itself.
    """
    printed = {claim.claim_id: claim.article for claim in seed.claims}
    found = []
    for claim in seed.claims:
        if claim.own_check:
            row = Row(claim.subject, claim.metric, claim.period, claim.article, printed)
            place = claim.place("own_check")
            implied = evaluate(claim.own_check, row, ledger, place).result
            verdict = _held(place, claim.article, implied)
            found.append((claim, claim.article, implied, verdict))
    return found


# -- how a claim is judged --------------------------------------------------------------------
def _judge(claim: Claim, article, ledger: Ledger) -> tuple[str, Evaluation | None]:
    if not claim.checkable:
        return "not_checkable", None
    if not claim.checks:
        return "unsupported", None
    tried = [_evaluated(claim, "check", check, article, ledger) for check in claim.checks]
    found = [_compared(claim, "check", article, evaluation) for evaluation in tried]
    for wanted in ("contradicted", "missed"):
        if wanted in found:
            return wanted, tried[found.index(wanted)]
    known = [k for k, verdict in enumerate(found) if verdict != "unsupported"]
    first = known[0] if known else 0
    return found[first], tried[first]


def _evaluated(claim: Claim, column: str, expression: str, article, ledger: Ledger) -> Evaluation:
    row = Row(claim.subject, claim.metric, claim.period, article)
    return evaluate(expression, row, ledger, claim.place(column))


def _compared(claim: Claim, column: str, article, evaluation: Evaluation) -> str:
    result = evaluation.result
    if claim.kind == "forecast":
        if not isinstance(result, Answer):
            raise CheckProblem(
                f"{claim.place(column)}: a forecast is met or missed: expected a comparison, "
                f"found {result!r}"
            )
        return of_forecast(result)
    return _held(claim.place(column), article, result)


def _held(place: str, article, result) -> str:
    try:
        if isinstance(result, Quantity) and isinstance(article, Quantity):
            alike = {result.unit, article.unit} <= {"percent", "ratio", "pp"}
            result = result.to(article.unit) if alike else result
        return verdict_of(article, result)
    except ValueError as problem:
        raise CheckProblem(
            f"{place}: found that {problem}; expected the same kind and unit of both"
        ) from problem


def _evidence(evaluation: Evaluation | None) -> Value | None:
    """Return what to set beside the article: of a comparison, the first fact or gap it met."""
    if evaluation is None:
        return None
    if not isinstance(evaluation.result, Answer):
        return evaluation.result
    if evaluation.result.holds is None:
        return next(iter(evaluation.gaps), None)
    return next((read.value for read in evaluation.used), None)


def _remark(claim: Claim, article, ledger: Ledger) -> Sentence | None:
    """Return what must be added to the claim, None where its evidence was not yet published."""
    if claim.remark is None:
        return None
    values, missing = {}, False
    for name, expression in claim.remark_values:
        found = _evaluated(claim, "true_but_values", expression, article, ledger).result
        values[name] = found
        missing = missing or is_gap(found)
    holds: bool | None = True
    if claim.remark_if:
        found = _evaluated(claim, "true_but_if", claim.remark_if, article, ledger).result
        holds = found.holds if isinstance(found, Answer) else None
    if holds is False:
        raise CheckProblem(
            f"{claim.place('true_but_if')}: found {claim.remark_if!r} false as of {ledger.as_of}: "
            "the remark no longer holds; expected true or open: mend its words or its condition"
        )
    if holds is None or missing:
        return None
    return Sentence(*_prefixed(claim), {f"{claim.claim_id}_{k}": v for k, v in values.items()})


def _prefixed(claim: Claim) -> tuple[str, str]:
    """Return both wordings, each hole with the claim's id before it: a number keeps its id."""
    return tuple(HOLE.sub(rf"{{{claim.claim_id}_\1\2}}", words) for words in claim.remark)
