"""When the rows behind a finding on the technology path are there: which product, which count."""

from __future__ import annotations

from tapeout.ledger import FactRow
from tapeout.model.quarters import gap_of
from tapeout.model.technology import BENCH, is_variant
from tapeout.model.technology_measured import ALL_REDUCE, MEMORY_RUNS, ONE_WAY
from tapeout.model.technology_nominal import forms
from tapeout.model.technology_roadmap import PLANNED
from tapeout.model.technology_shipping import same_year, shipping_date
from tapeout.model.technology_withheld import statements
from tapeout.moment import Moment
from tapeout.needs.parts import Evidence, Part
from tapeout.quantity import is_gap

BOARDS = ("training_inference_boards",)
WAYS = ("bidirectional", "direction_unstated")
COUNTS = ("cuda_repos_tested", "cuda_repos_run_unchanged")


# -- which products -----------------------------------------------------------------------
def once(evidence: Evidence, part: Part) -> bool:
    """Return whether there is any such row."""
    return bool(evidence.rows(part))


def dated(evidence: Evidence, part: Part) -> bool:
    """Return whether a product that is no form of another has a step, done or planned."""
    day = evidence.ledger.as_of
    return any(
        not is_variant(row.subject, list(evidence.products))
        and (row.segment in PLANNED or Moment.parse(row.value).first <= day)
        for row in evidence.rows(part)
        if row.is_date
    )


def rated(evidence: Evidence, _part: Part) -> bool:
    """Return whether a product has a dense FP16 rate."""
    return bool(evidence.rated)


def _step(evidence: Evidence, product: str, row: FactRow | None) -> str:
    """Return what says that a product ships: a step, "period" for the year of `row`, or ""."""
    none = gap_of(evidence.ledger, evidence.company, "product_date")
    since, step = shipping_date(evidence.ledger, product, row, none)
    if is_gap(since) or since.first > evidence.ledger.as_of:
        return ""
    announced = step == "period" and row is not None and same_year(evidence.ledger, row)
    return "" if announced else step


def _any_ships(evidence: Evidence) -> bool:
    return any(_step(evidence, product, None) for product in evidence.products)


def rated_ships(evidence: Evidence, _part: Part) -> bool:
    """Return whether a rated product ships; where none is rated, whether any product does."""
    if evidence.rated:
        return evidence.leading is not None and evidence.leading.dated_by != "period"
    return _any_ships(evidence)


def rated_by_year(evidence: Evidence, _part: Part) -> bool:
    """Return whether the leading chip is dated by the year of its rate alone."""
    chip = evidence.leading
    return chip is not None and chip.dated_by == "period"


def linked(evidence: Evidence) -> list[FactRow]:
    """Return the links between cards, in GB/s."""
    rows = evidence.of(evidence.products, "interconnect_bandwidth", WAYS)
    return [row for row in rows if row.unit == "GB/s"]


def linked_ships(evidence: Evidence, _part: Part) -> bool:
    """Return whether a product with a link ships by a dated step; without a link, whether any does."""
    return ships_by_step(evidence, linked(evidence))


def linked_by_year(evidence: Evidence, _part: Part) -> bool:
    """Return whether a product with a link is dated by the year of that figure alone."""
    return ships_by_year(evidence, linked(evidence))


def ships_by_step(evidence: Evidence, rows: list[FactRow]) -> bool:
    """Return whether a product of the rows ships by a dated step; without rows, whether any does."""
    if not rows:
        return _any_ships(evidence)
    return any(_step(evidence, row.subject, row) not in ("", "period") for row in rows)


def ships_by_year(evidence: Evidence, rows: list[FactRow]) -> bool:
    """Return whether a product of the rows is dated by the year of that figure alone."""
    return any(_step(evidence, row.subject, row) == "period" for row in rows)


def of_leading(evidence: Evidence, part: Part) -> bool:
    """Return whether the leading chip has such a row; without a leading chip, any product."""
    chip, rows = evidence.leading, evidence.rows(part)
    return any(row.subject == chip.id for row in rows) if chip else bool(rows)


def step_of_leading(evidence: Evidence, part: Part) -> bool:
    """Return whether the leading chip has taken such a step; without a leading chip, any product."""
    chip, day = evidence.leading, evidence.ledger.as_of
    rows = [r for r in evidence.rows(part) if r.is_date and Moment.parse(r.value).first <= day]
    if chip is None:
        return bool(rows)
    own = any(row.subject == chip.id for row in rows)
    return own and not is_variant(chip.id, list(evidence.products))


def measured(evidence: Evidence, part: Part) -> bool:
    """Return whether a rated product was measured; where none is rated, whether any was."""
    if evidence.rated:
        return any(not is_gap(chip.measured) for chip in evidence.rated)
    return bool(evidence.rows(part))


def repositories(evidence: Evidence, part: Part) -> bool:
    """Return whether one product has both counts; where none can have both, whether this one."""
    tested, ran = (
        {row.subject for row in evidence.of(evidence.products, "software_count", (segment,))}
        for segment in COUNTS
    )
    return bool(tested & ran) or (bool(evidence.rows(part)) and not (tested and ran))


# -- boards ------------------------------------------------------------------------------------
def _counted(evidence: Evidence, metric: str) -> set[str]:
    """Return whole years and quarters with a count of boards, quarters after the last year first."""
    rows = evidence.of((evidence.company,), metric, BOARDS, "company")
    periods = {row.period for row in rows}
    years = {p for p in periods if p.isdigit()}
    last = max(years, default="0")
    late = {p for p in periods if "Q" in p and p[:4] > last}
    same = {p for p in periods if "Q" in p and p[:4] == last}
    return years | late if late else (years - {last}) | same


def pace_quarter(evidence: Evidence) -> str:
    """Return the newest quarter of sales that the stock is held against, "" for none."""
    return max((p for p in _counted(evidence, "units_sold") if "Q" in p), default="")


def sold_in_quarter(evidence: Evidence, _part: Part) -> bool:
    """Return whether there is a quarter of sales to set the pace."""
    return bool(pace_quarter(evidence))


def produced_too(evidence: Evidence, _part: Part) -> bool:
    """Return whether boards built were counted for that quarter as well."""
    made, quarter = _counted(evidence, "units_produced"), pace_quarter(evidence)
    return quarter in made if quarter else bool(made)


def sold_later(evidence: Evidence, part: Part) -> bool:
    """Return whether the whole year of that quarter and its quarters were counted."""
    quarter = pace_quarter(evidence)
    wanted = [quarter[:4], *(f"{quarter[:4]}Q{n}" for n in range(1, int(quarter[-1:] or 0) + 1))]
    return bool(quarter) and all(evidence.has(part, period) for period in wanted)


# -- measures of the leading chip, and what was measured --------------------------------------
def of_leading_or_form(evidence: Evidence, part: Part) -> bool:
    """Return whether the leading chip, or a form of it at the same rate, has such a row."""
    chip, rows = evidence.leading, evidence.rows(part)
    if chip is None:
        return bool(rows)
    ids = {chip.id, *forms(evidence.ledger, chip.id)}
    return any(row.subject in ids for row in rows)


def used_in_training(evidence: Evidence, part: Part) -> bool:
    """Return whether a third party measured a training run."""
    rows = [r for r in evidence.rows(part) if r.basis == "third_party_measured"]
    return any(not row.segment.startswith("claim") for row in rows)


def by_another_script(evidence: Evidence, part: Part) -> bool:
    """Return whether a script other than the common one has a result."""
    return any(row.house != BENCH for row in evidence.rows(part))


def beside_the_claim(evidence: Evidence, part: Part) -> bool:
    """Return whether one product has both the measured and the claimed figure of a kind.

    Where there is none of the other kind, whether there is this one. Memory counts when a third
    party measured it, as the model has it.
    """
    is_link = part.metric.startswith("interconnect")
    metric, segments = (
        ("interconnect_measured", ALL_REDUCE) if is_link
        else ("memory_bandwidth_measured", MEMORY_RUNS)
    )  # fmt: skip
    claim, kinds = ("interconnect_bandwidth", ONE_WAY) if is_link else ("memory_bandwidth", ("",))
    measured = {
        r.subject for r in evidence.of(evidence.products, metric, segments)
        if is_link or r.basis == "third_party_measured"
    }  # fmt: skip
    claimed = {r.subject for r in evidence.of(evidence.products, claim, kinds)}
    if part.metric == metric and not measured:
        return False
    return bool(measured & claimed) or (bool(evidence.rows(part)) and not (measured and claimed))


def left_out(evidence: Evidence, _part: Part) -> bool:
    """Return whether a statement on what was left out reads as one that the section knows."""
    return bool(statements(evidence.ledger, evidence.company))
