"""What the findings on the bounds of the stock, on what comes next and on prepayments need."""

from __future__ import annotations

from tapeout.model.technology_dates import as_year
from tapeout.model.technology_roadmap import is_variant, roadmap
from tapeout.model.technology_stock import stock
from tapeout.moment import Moment
from tapeout.needs.parts import ANOTHER, PRODUCT, Evidence, Need, Part, Rule, rule
from tapeout.needs.technology_rules import BOARDS, pace_quarter, produced_too, sold_in_quarter
from tapeout.text import Text

_YEAR_OF_IT = "its period is the year of the date"


def _of_quarter(evidence: Evidence, part: Part) -> bool:
    """Return whether the unit cost of the quarter that sets the pace was published."""
    quarter = pace_quarter(evidence)
    return evidence.has(part, quarter) if quarter else bool(evidence.rows(part))


def _at_its_end(evidence: Evidence, part: Part) -> bool:
    """Return whether a balance of the last day of that quarter was published."""
    quarter = pace_quarter(evidence)
    if not quarter:
        return bool(evidence.rows(part))
    return evidence.has(part, Moment.parse(quarter).last.isoformat())


def _comes_after(evidence: Evidence, part: Part) -> bool:
    """Return whether a product is in volume, or planned to be, after the stock was counted."""
    counted = stock(evidence.ledger, evidence.company).counted
    if counted is None:
        return bool(evidence.rows(part))
    return any(
        row.is_date and as_year(Moment.parse(row.value)) > counted
        and not is_variant(row.subject, list(evidence.products))
        for row in evidence.rows(part)
    )  # fmt: skip


def _has_a_wait(evidence: Evidence, part: Part) -> bool:
    """Return whether one product has both a tape-out and a start of mass production."""
    found = roadmap(evidence.ledger, evidence.company)
    return bool(found.waits) or (not _both(evidence) and bool(evidence.rows(part)))


def _both(evidence: Evidence) -> bool:
    return all(
        evidence.of(evidence.products, "product_date", (s,))
        for s in ("tape_out", "mass_production")
    )


def _ahead(evidence: Evidence, part: Part) -> bool:
    """Return whether a tape-out is planned and has not come."""
    done = {r.subject for r in evidence.of(evidence.products, "product_date", ("tape_out",))}
    return any(
        row.is_date and row.subject not in done
        and not is_variant(row.subject, list(evidence.products))
        for row in evidence.rows(part)
    )  # fmt: skip


def _balance(evidence: Evidence, part: Part) -> bool:
    return any(row.when.freq == "day" for row in evidence.rows(part))


SOLD = rule("years, and a quarter after or in the last of them", sold_in_quarter,
            "2023", "2024", "2025Q1")  # fmt: skip
MADE = rule("the same periods as units_sold", produced_too, "2023", "2024", "2025Q1")
COST = rule("of that quarter", _of_quarter, "2025Q1")
END = rule("at the end of that quarter", _at_its_end, "2025-03-31")
NEXT = rule("after that quarter", _comes_after, "2026", hint=_YEAR_OF_IT)
WAIT = rule("of one product", _has_a_wait, "2024", hint=_YEAR_OF_IT)
AHEAD = rule("still to come", _ahead, "2027", hint=_YEAR_OF_IT)
BALANCE = rule("on a balance date", _balance, "2025-03-31")
_PRINTS = {
    "finished_goods_gross": "4,000.00万元", "gross": "9,000.00万元", "provision": "500.00万元",
}  # fmt: skip
_COUNTED = (
    Part(("units_sold",), BOARDS, SOLD, "12,000张"), Part(("units_produced",), BOARDS, MADE, "15,000张"),
)  # fmt: skip


def _stock(segment: str) -> Part:
    return Part(("inventory",), (segment,), END, _PRINTS[segment])


def _date(segments: tuple[str, ...], which: Rule, printed: str, whose: str = PRODUCT) -> Part:
    return Part(("product_date",), segments, which, printed, whose, "", printed[:4])


def _need(key: str, en: str, zh: str, *parts: Part) -> Need:
    return Need("technology", key, Text(en, zh), (parts,))


_UNIT_COST = Part(("unit_cost",), BOARDS, COST, "1.60万元/张")
_NEXT = _date(("mass_production", "mass_production_planned"), NEXT, "2025年9月", ANOTHER)

SUPPLY_ROWS = (
    _need("stock_coverage_value", "how long finished goods last", "库存商品可售季度数",
          *_COUNTED, _UNIT_COST, _stock("finished_goods_gross")),
    _need("stock_coverage_ceiling", "how long everything in stock lasts at most", "全部存货可售季度数上限",
          *_COUNTED, _UNIT_COST, _stock("gross"), _stock("provision")),
    _need("next_volume", "when the next product is in volume", "下一款产品量产时间", *_COUNTED, _NEXT),
    _need("successor", "when the product after that could be in volume", "再下一款产品可能的量产时间",
          _date(("tape_out_planned",), AHEAD, "2027年", ANOTHER), _date(("tape_out",), WAIT, "2023年8月"),
          _date(("mass_production",), WAIT, "2024年6月")),
    _need("prepaid", "what was prepaid", "预付款项",
          Part(("prepayments",), ("",), BALANCE, "11,000.00万元")),
)  # fmt: skip
