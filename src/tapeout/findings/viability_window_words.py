"""What is said of break-even and the window of the market section."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.viability_window import AgainstWindow
from tapeout.quantity import is_gap


def against_window(found: AgainstWindow) -> list[Sentence]:
    """Return whether the shortage outlasts the year in which the company expects to earn."""
    if found.profitable:
        return [
            Sentence(
                "{company} earns already: when the shortage ends decides how much, not whether.",
                "{company}已经盈利：短缺何时结束影响的是盈利多少，而非能否盈利。",
                {"company": found.name},
            )
        ]
    if is_gap(found.open_after):
        return [
            Sentence("{window_open_after_company_year}", "{window_open_after_company_year}",
                     {"window_open_after_company_year": found.open_after})
        ]  # fmt: skip
    return [
        choose(
            found.open_after.value > 50,
            {
                "en": "The company names {company_breakeven_year} as its earliest profitable year; in "
                "{window_open_after_company_year:0} of the paths of the market section the shortage "
                "outlasts it.",
                "zh": "公司预计最早{company_breakeven_year}盈利；市场时机部分的模拟中，"
                "{window_open_after_company_year:0}的路径里短缺持续到该年之后。",
            },
            {
                "en": "The company names {company_breakeven_year} as its earliest profitable year; in "
                "only {window_open_after_company_year:0} of the paths of the market section the "
                "shortage outlasts it.",
                "zh": "公司预计最早{company_breakeven_year}盈利；市场时机部分的模拟中，仅"
                "{window_open_after_company_year:0}的路径里短缺持续到该年之后。",
            },
            company_breakeven_year=found.year,
            window_open_after_company_year=found.open_after,
        ),
        Sentence(
            "That year is a floor: each year later leaves less of the window.",
            "该年份只是下限：每晚一年，窗口期就少一年。",
        ),
    ]
