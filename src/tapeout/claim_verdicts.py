"""What a claim is found to be, by interval arithmetic on the printed digits of both sides."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.claim_checks import Answer
from tapeout.interval import Interval
from tapeout.moment import Moment
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict and its words; `group` is agrees, qualified, contradicted or open."""

    key: str
    name: Text
    group: str


VERDICTS = (
    Verdict("exact", Text("exact", "完全一致"), "agrees"),
    Verdict("within_rounding", Text("within rounding", "舍入内一致"), "agrees"),
    Verdict("only_by_truncation", Text("only by truncation", "仅截尾一致"), "qualified"),
    Verdict("other_basis", Text("other basis", "口径不同"), "qualified"),
    Verdict("contradicted", Text("contradicted", "不符"), "contradicted"),
    Verdict("unsupported", Text("unsupported", "无证据"), "open"),
    Verdict("not_checkable", Text("not checkable", "不可核查"), "open"),
    Verdict("pending", Text("pending", "待定"), "open"),
    Verdict("met", Text("met", "已应验"), "agrees"),
    Verdict("missed", Text("missed", "未应验"), "contradicted"),
)
_BOUNDS = ("more than", "less than")
BY_KEY = {verdict.key: verdict for verdict in VERDICTS}


def verdict_of(article, evidence) -> str:
    """Return the verdict on what the article prints, given what the evidence is.

    `article` is a Quantity, Moment, Text or None (a statement without a figure); `evidence`
    the result of a check. Unlike kinds or units raise ValueError.
    """
    if is_gap(evidence):
        return "unsupported"
    if isinstance(evidence, Answer):
        return {True: "exact", False: "contradicted", None: "unsupported"}[evidence.holds]
    if type(article) is not type(evidence):
        raise ValueError(f"the check gives {_kind(evidence)} and the claim {_kind(article)}")
    if isinstance(evidence, Quantity):
        return of_figures(article, evidence)
    if isinstance(evidence, Moment):
        return of_dates(article, evidence)
    same = article.en.casefold().split() == evidence.en.casefold().split()
    return "exact" if same else "contradicted"


def of_forecast(outcome: Answer) -> str:
    """Return pending, met or missed."""
    return {True: "met", False: "missed", None: "pending"}[outcome.holds]


def of_figures(article: Quantity, evidence: Quantity) -> str:
    """Return the verdict on a printed figure.

    exact: the evidence is the very figure, known at least as finely as it is printed.
    within rounding: the two intervals overlap, so no digit of either print is wrong.
    only by truncation: the printed digits are those of the evidence cut off, not rounded.
    A bound ("more than") is judged as one, see `of_bound`.
    """
    if article.unit != evidence.unit:
        raise ValueError(f"the claim is in {article.unit} and its check in {evidence.unit}")
    if is_bound(article):
        return of_bound(article, evidence)
    printed, known = article.interval, evidence.interval
    if article.value == evidence.value and printed.lo <= known.lo and known.hi <= printed.hi:
        return "exact"
    if _overlap(printed, known):
        return "within_rounding"
    if article.step and not article.note:
        cut_off = _cut_off(article)
        if cut_off.lo <= known.lo and known.hi <= cut_off.hi:
            return "only_by_truncation"
    return "contradicted"


def is_bound(article) -> bool:
    """Return whether a figure is stated as a bound: "more than" or "less than" it."""
    return isinstance(article, Quantity) and bool(article.note) and article.note.en in _BOUNDS


def of_bound(article: Quantity, evidence: Quantity) -> str:
    """Return the verdict on a bound of a size: a loss of more than 5 is -6.

    exact: it holds for the whole interval of the evidence. within rounding: it holds for a
    part of that, so that the digits do not decide. contradicted: it holds nowhere.
    """
    size = evidence.interval if article.value >= 0 else -evidence.interval
    bound, above = abs(article.value), article.note.en == "more than"
    held, open_ = (size.lo >= bound, size.hi > bound) if above else (
        size.hi <= bound, size.lo < bound)  # fmt: skip
    return "contradicted" if not open_ else "exact" if held else "within_rounding"


def of_dates(article: Moment, evidence: Moment) -> str:
    """Return the verdict on a date: exact where the known days lie inside those stated."""
    if article.first <= evidence.first and evidence.last <= article.last:
        return "exact"
    apart = article.last < evidence.first or evidence.last < article.first
    return "contradicted" if apart else "within_rounding"


def _overlap(a: Interval, b: Interval) -> bool:
    """Return whether two intervals share more than an end.

    Neighbours in the last digit (66 and 67) touch at the half: that is no agreement.
    """
    lo, hi = max(a.lo, b.lo), min(a.hi, b.hi)
    if lo == hi:
        return a.width == 0 or b.width == 0
    return lo < hi


def _cut_off(article: Quantity) -> Interval:
    """Return the numbers whose digits, cut off after the last printed one, are the article's."""
    value, step = article.value, article.step
    return Interval(value, value + step) if value >= 0 else Interval(value - step, value)


def _kind(thing) -> str:
    names = {Quantity: "a figure", Moment: "a date", Text: "words", type(None): "no figure"}
    return names.get(type(thing), "a comparison")
