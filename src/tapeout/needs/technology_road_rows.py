"""What the findings on the roads and on the pace need: margins of one year, lines, plans."""

from __future__ import annotations

from tapeout.model.technology_lines import NO_LINE
from tapeout.model.technology_roadmap import is_variant
from tapeout.model.technology_routes import PEERS, year_of
from tapeout.moment import Moment
from tapeout.needs.parts import ANOTHER, OWN, PRODUCT, Evidence, Need, Part, rule
from tapeout.text import Text

_YEAR_OF_IT = "its period is the year of the date"
_PLANS = tuple(
    f"{step}_planned"
    for step in ("tape_out", "mass_production", "risk_production", "release", "launch")
)


def _in_year(evidence: Evidence, part: Part) -> bool:
    """Return whether there is a number of the year in which most makers have a margin."""
    makers = list(dict.fromkeys((evidence.company, *PEERS)))
    return evidence.has(part, year_of(evidence.ledger, makers))


def _a_line(evidence: Evidence, part: Part) -> bool:
    """Return whether a product line, not a channel or the whole, has a margin."""
    return any(r.segment and not r.segment.startswith(NO_LINE) for r in evidence.rows(part))


def _any(evidence: Evidence, part: Part) -> bool:
    return bool(evidence.rows(part))


def _two_starts(evidence: Evidence, part: Part) -> bool:
    """Return whether two products that are no forms of others have begun mass production."""
    day = evidence.ledger.as_of
    begun = {
        row.subject for row in evidence.rows(part)
        if row.is_date and Moment.parse(row.value).first <= day
        and not is_variant(row.subject, list(evidence.products))
    }  # fmt: skip
    return sum(not any(p != q and p.startswith(q) and not p[len(q)].isdigit() for q in begun)
               for p in begun) > 1  # fmt: skip


YEAR = rule("the newest year that most makers have published", _in_year, "2024")
LINE = rule("", _a_line, "2024")
ANY = rule("", _any, "2024")
STARTS = rule("two products", _two_starts, "2023", "2025", hint=_YEAR_OF_IT)
PLAN = rule("", _any, "2027", hint=_YEAR_OF_IT)


def _need(key: str, en: str, zh: str, *ways: tuple[Part, ...]) -> Need:
    return Need("technology", key, Text(en, zh), ways)


ROAD_ROWS = (
    _need("route_margin", "gross margin beside that of other roads", "毛利率与其他路线对照",
          (Part(("gross_margin",), ("",), YEAR, "53.20%"),)),
    _need("route_research", "research to revenue beside that of other roads", "研发占比与其他路线对照",
          (Part(("rd_expense",), ("",), YEAR, "3.20亿元"), Part(("revenue",), ("",), YEAR, "8.10亿元")),
          (Part(("rd_to_revenue",), ("",), YEAR, "39.50%"),)),
    _need("programming_model", "how its chips are programmed", "编程方式",
          (Part(("software_support",), ("programming_model",), ANY, "CUDA-like", OWN, ""),)),
    _need("product_lines", "gross margin of product lines", "分产品线毛利率",
          (Part(("gross_margin",), (), LINE, "61.00%"),)),
    _need("generations", "time between generations", "换代间隔",
          (Part(("product_date",), ("mass_production",), STARTS, "2024年6月", PRODUCT, "", "2024"),
           Part(("product_date",), ("mass_production",), STARTS, "2025年9月", ANOTHER, "", "2025"))),
    _need("plans", "plans held against what came", "计划与兑现",
          (Part(("product_date",), _PLANS, PLAN, "2027年", ANOTHER, "", "2027"),)),
)  # fmt: skip
