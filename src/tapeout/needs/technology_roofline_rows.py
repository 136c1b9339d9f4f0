"""What the findings on the roofline and on serving a language model need."""

from __future__ import annotations

from tapeout.model.technology import YARDSTICK
from tapeout.model.technology_nominal import newest
from tapeout.model.technology_roofline import BUYABLE
from tapeout.model.technology_shipping import nominal_date
from tapeout.needs.parts import ANOTHER, PRODUCT, YARD, Evidence, Need, Part, Rule, rule
from tapeout.needs.technology_rules import of_leading, once
from tapeout.quantity import Gap, is_gap
from tapeout.text import Text

_YEAR = "2025"
_NOMINAL = "its period is the year of launch"
_SHIPS = ("mass_production", "release", "launch", "deployment")


def _without_a_rate(evidence: Evidence) -> dict[str, str]:
    """Return {product: what dates it} of those with a wider memory than the leading chip's.

    Only products of which no FP16 rate was published; any memory where the leading chip has none.
    """
    ledger, chip, found = evidence.ledger, evidence.leading, {}
    for product in evidence.products:
        row = newest(ledger, product, "memory_bandwidth", ("",))
        if row is None or newest(ledger, product, "compute_dense", ("fp16",)):
            continue
        name = ledger.entity(product).name
        since, step = nominal_date(ledger, product, Gap(name, name))
        if is_gap(since) or since.last > ledger.as_of:
            continue
        own = chip.memory_bandwidth if chip else None
        if own is None or is_gap(own) or ledger.value(row) > own:
            found[product] = step
    return found


def _wider(evidence: Evidence, part: Part) -> bool:
    """Return whether such a product is known; where no product ships, whether any has a memory."""
    return bool(_without_a_rate(evidence)) or (not _ships(evidence) and bool(evidence.rows(part)))


def _by_step(evidence: Evidence, part: Part) -> bool:
    steps = _without_a_rate(evidence).values()
    return any(s != "period" for s in steps) or (not steps and bool(evidence.rows(part)))


def _by_year(evidence: Evidence, _part: Part) -> bool:
    return "period" in _without_a_rate(evidence).values()


def _ships(evidence: Evidence) -> bool:
    return bool(evidence.of(evidence.products, "product_date", _SHIPS))


_LEADING = rule("the leading chip: the fastest that ships", of_leading, _YEAR, hint=_NOMINAL)
_WIDER = rule("of a product without an FP16 rate, wider than the leading chip's", _wider, _YEAR,
              hint=_NOMINAL)  # fmt: skip
_DATED = rule("of that product, by the date of the report", _by_step, _YEAR)
_BY_YEAR = rule(
    "of a product without an FP16 rate or a product_date, wider than the leading chip's", _by_year,
    _YEAR, hint=_NOMINAL,
)  # fmt: skip


def _part(
    metric: str, segments: tuple[str, ...], which: Rule, as_printed: str, whose: str = PRODUCT
) -> Part:
    dated = _YEAR if metric == "product_date" else ""
    return Part((metric,), segments, which, as_printed, whose, "", dated)


def _given(metric: str, segment: str, subject: str) -> Part:
    return Part((metric,), (segment,), rule("", once), whose=subject, house="")


_MEMORY = _part("memory_bandwidth", ("",), _LEADING, "1.8TB/s")


def roofline_rows(rated: tuple) -> tuple[Need, ...]:
    """Return the needs; `rated` are the ways to a leading chip."""

    def need(key: str, en: str, zh: str, *parts: Part) -> Need:
        return Need("technology", key, Text(en, zh), tuple((*way, *parts) for way in rated))

    beside = {
        who: tuple(_given(m, s, who) for m, s in (("compute_dense", "fp16"), ("memory_bandwidth", "")))
        for who in (YARD, BUYABLE)
    }  # fmt: skip
    return (
        need("prefill_tokens", "bounds of prefill and training", "预填充与训练速度上限"),
        need("roofline_ridge", "roofline and decoding", "屋顶线与解码速度上限", _MEMORY),
        need("roofline_of_best", f"roofline beside the best of {YARDSTICK.upper()}", "与英伟达最强者的屋顶线对比",
             _MEMORY, *beside[YARD]),
        need("roofline_of_h20", "decoding and prefill beside the H20", "解码与预填充和H20对比",
             _MEMORY, *beside[BUYABLE]),
        need("cards_for_large_model", "cards that hold the large model", "容纳大模型所需卡数",
             _part("memory_capacity", ("",), _LEADING, "64GB")),
        Need("technology", "kin_decode_tokens",
             Text("decoding by the memory of a product without an FP16 rate",
                  "无FP16算力产品按显存的解码上限"),
             ((_part("memory_bandwidth", ("",), _WIDER, "3.6TB/s", ANOTHER),
               _part("product_date", _SHIPS, _DATED, "2025年6月", ANOTHER)),
              (_part("memory_bandwidth", ("",), _BY_YEAR, "3.6TB/s", ANOTHER),))),
    )  # fmt: skip
