"""The answer on the first page: what the sections found, put together.

`viability` and `technology` are the lifted sections: their numbers by name, None where a
section registered none (a profitable company has no runway).
"""

from __future__ import annotations

from collections.abc import Callable

from tapeout.exhibit import Sentence
from tapeout.quantity import is_gap
from tapeout.text import Text

Numbers = Callable[[str], object]  # name -> Quantity, Moment, Gap or None
_NARROW = 75  # percent of main-business revenue from one line: more is one product


def headline(name: Text, viability: Numbers) -> list[Sentence]:
    """Return the answer in one or two sentences: the money, then the product."""
    told = [_money(name, viability)]
    share = viability("top_product_share_latest")
    if share is not None and not is_gap(share):
        if share > _NARROW:
            told.append(Sentence("It leans on one product line.", "但倚重单一产品线。"))
        elif share < _NARROW:
            told.append(
                Sentence(
                    "Its revenue does not hang on one product line.", "收入并不系于单一产品线。"
                )
            )
    return told


def _money(name: Text, viability: Numbers) -> Sentence:
    lasts, needed = (
        viability("runway_quarters_with_proceeds"),
        viability("quarters_to_company_year"),
    )
    if _known(viability("revenue_cushion")):
        return Sentence(
            "{company} already earns its keep.", "{company}已能自己养活自己。", {"company": name}
        )
    if _known(lasts) and _known(needed) and lasts > needed:
        return Sentence("{company} has the money to wait.", "{company}等得起，", {"company": name})
    if _known(lasts) and _known(needed) and lasts < needed:
        return Sentence(
            "{company} runs short before the profit it expects.",
            "{company}等不到预期的盈利，", {"company": name},
        )  # fmt: skip
    return Sentence(
        "The evidence does not say how long {company} can wait.",
        "证据不足以判断{company}能等多久，", {"company": name},
    )  # fmt: skip


def standfirst(viability: Numbers, technology: Numbers) -> list[Sentence]:
    """Return what the headline rests on, with its numbers."""
    told = [_funds(viability)]
    share, stop = viability("top_product_share_latest"), technology("foundry_stop")
    if _known(share) and share > _NARROW and _known(stop):
        told.append(
            Sentence(
                "But {top_product_share_latest} of main-business revenue rests on one chip family, whose "
                "foundry stopped taking orders in {foundry_stop}.",
                "但{top_product_share_latest}的主营业务收入来自同一芯片系列，而代工厂已于{foundry_stop}停止接单。",
                {"top_product_share_latest": share, "foundry_stop": stop},
            )
        )
    elif _known(share):
        told.append(
            Sentence(
                "Its largest product line brings {top_product_share_latest} of main-business revenue.",
                "最大产品线占主营业务收入的{top_product_share_latest}。",
                {"top_product_share_latest": share},
            )
        )
    return told


def _funds(viability: Numbers) -> Sentence:
    cushion, lasts = viability("revenue_cushion"), viability("runway_quarters_with_proceeds")
    needed, year = viability("quarters_to_company_year"), viability("company_breakeven_year")
    age = viability("balance_age")
    if _known(cushion):
        return Sentence(
            "Revenue could fall by {revenue_cushion} at unchanged costs before the profit is gone.",
            "成本费用不变时，收入下降{revenue_cushion}才会由盈转亏。", {"revenue_cushion": cushion},
        )  # fmt: skip
    if _known(lasts) and _known(needed) and _known(age):
        return Sentence(
            "From the newest date with published cash, now {balance_age} ago, money at hand and the listing "
            "proceeds cover {runway_quarters_with_proceeds} of burn; the end of {company_breakeven_year}, "
            "the earliest profitable year that the company names, is {quarters_to_company_year} from it.",
            "自最近一次披露在手资金之日（距今{balance_age}）起，按当时的消耗，在手资金加募资净额可支撑"
            "{runway_quarters_with_proceeds}；而距公司自身预计最早盈利的{company_breakeven_year}末为"
            "{quarters_to_company_year}。",
            {"balance_age": age, "runway_quarters_with_proceeds": lasts, "quarters_to_company_year": needed,
             "company_breakeven_year": year},
        )  # fmt: skip
    missing = next((x for x in (lasts, viability("runway_quarters"), needed) if is_gap(x)), None)
    if missing is not None:
        return Sentence("{runway}", "{runway}", {"runway": missing})
    return Sentence(
        "Neither its cash nor the year of its first profit can be put together from what was published.",
        "已披露的资料不足以拼出其在手资金与盈利年份。",
    )


def change(viability: Numbers, technology: Numbers) -> list[Sentence]:
    """Return thresholds, one a section, that later evidence can be held against."""
    told = []
    limit, burn = viability("burn_limit"), viability("burn_quarter")
    year = viability("company_breakeven_year")
    if _known(limit) and _known(burn) and _known(year):
        told.append(
            Sentence(
                "Cash use above {burn_limit} a quarter, against {burn_quarter} now: the money would "
                "then be gone before the end of {company_breakeven_year}.",
                "季均现金消耗超过{burn_limit}（目前为{burn_quarter}）：资金将撑不到{company_breakeven_year}末。",
                {"burn_limit": limit, "burn_quarter": burn, "company_breakeven_year": year},
            )
        )
    needed, multiple = viability("breakeven_revenue_needed"), viability("breakeven_multiple")
    if _known(needed) and _known(multiple):
        told.append(
            Sentence(
                "Yearly revenue of {breakeven_revenue_needed}, {breakeven_multiple} that of the trailing "
                "year: at the present margin and costs below gross profit it would break even.",
                "年收入达到{breakeven_revenue_needed}，即过去一年的{breakeven_multiple}："
                "毛利率与毛利以下各项费用不变时，即可盈亏平衡。",
                {"breakeven_revenue_needed": needed, "breakeven_multiple": multiple},
            )
        )
    threshold, ratio = technology("threshold"), technology("fp16_ratio_to_frontier")
    if _known(threshold) and _known(ratio) and ratio < threshold:
        told.append(
            Sentence(
                "A chip on sale above {threshold:0} of the frontier's FP16 rate, against "
                "{fp16_ratio_to_frontier} now.",
                "在售芯片FP16算力超过前沿的{threshold:0}（目前为{fp16_ratio_to_frontier}）。",
                {"threshold": threshold, "fp16_ratio_to_frontier": ratio},
            )
        )
    if not told:
        told.append(
            Sentence(
                "A filing with cash, cash flow and revenue by product: without it no threshold can be set.",
                "披露现金、现金流与分产品收入的文件：没有这些资料便无从设定门槛。",
            )
        )
    return told


def _known(value: object) -> bool:
    return value is not None and not is_gap(value)
