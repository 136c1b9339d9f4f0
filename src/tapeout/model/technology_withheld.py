"""What makers publish of their shipping chips and what they withhold, and what they say of it."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import FactRow, Ledger
from tapeout.model.technology import Distance
from tapeout.model.technology_nominal import MEASURES, NODE, POWER, Nominal, known_best, nominal
from tapeout.model.technology_shipping import unrated_products
from tapeout.moment import Moment
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text

ASKED = (*MEASURES, POWER, NODE)
_NEWEST = 3  # newer products of a maker without a rate that are shown
# What a statement says, and the word its row begins with: another value says nothing here.
STATED = {
    "own_specs_in_prospectus": "none",
    "fp16_fp8_disclosed": "not disclosed",
    "memory_bandwidth_disclosed": "not disclosed",
    "flagperf_disclosure": ("all base results blank", "absolute TFLOPS"),
    "vendor_disclosure": "in market, no performance",
    "compute_disclosed": "FLOPS not published",
}


@dataclass(frozen=True)
class Disclosed:
    """A product and each figure asked of it, by measure."""

    id: str
    name: Text
    maker: str
    figures: tuple[Nominal, ...]  # in the order of ASKED

    @property
    def told(self) -> int:
        """Return how many the maker published itself, a link only with its direction."""
        return sum(not (is_gap(x.value) or x.estimated or x.either) for x in self.figures)


@dataclass(frozen=True)
class Stated:
    """A statement on what was left out: of whom, in which form, and when."""

    kind: str  # segment of the row, with "_part" where only part was left out
    name: Text
    when: Moment


@dataclass(frozen=True)
class Withheld:
    """The products asked about, and the company's own count."""

    rows: tuple[Disclosed, ...]
    told: Quantity
    asked: Quantity
    stated: tuple[Stated, ...]


def withheld(ledger: Ledger, company: str, leaders: dict[str, Distance]) -> Withheld:
    """Return each maker's leading chip and its newer ones without an FP16 rate, figure by figure."""
    rows = []
    for maker, far in leaders.items():
        ids = [far.chip.id] if far.chip else []
        newer = unrated_products(ledger, maker, far.chip.date if far.chip else None)
        ids += [e.id for e in newer[-_NEWEST:]]
        rows += [_disclosed(ledger, each) for each in ids or known_best(ledger, maker)]
    own = [row for row in rows if row.maker == company]
    name = ledger.entity(company).name
    told = Text(f"{name.en}, figures published by the maker", f"{name.zh}自行公布的指标数")
    asked = Text(f"{name.en}, figures asked for", f"{name.zh}应有指标数")
    return Withheld(
        tuple(rows),
        Quantity.exact(sum(row.told for row in own), "count", told),
        Quantity.exact(len(own) * len(ASKED), "count", asked),
        tuple(statements(ledger, company)),
    )


def statements(ledger: Ledger, company: str) -> list[Stated]:
    """Return what the company or a tester says was left out, for the company and its products."""
    subjects = [company, *(e.id for e in ledger.entities(kind="product", maker=company))]
    found = []
    for subject in subjects:
        for row in ledger.rows(subject, "disclosure"):
            kind = _kind(row)
            if kind:
                label = ledger.label(row)
                when = Moment.parse(row.period, fact=row.fact_id, label=label)
                found.append(Stated(kind, ledger.entity(subject).name, when))
    return sorted(found, key=lambda s: list(STATED).index(s.kind.removesuffix("_part")))


def _kind(row: FactRow) -> str:
    words = STATED.get(row.segment, ())
    known = (words,) if isinstance(words, str) else words
    for place, each in enumerate(known):
        if row.value.startswith(each):
            return row.segment + ("_part" if place else "")
    return ""


def _disclosed(ledger: Ledger, product: str) -> Disclosed:
    entity = ledger.entity(product)
    figures = tuple(nominal(ledger, product, measure) for measure in ASKED)
    return Disclosed(product, entity.name, entity.maker, figures)
