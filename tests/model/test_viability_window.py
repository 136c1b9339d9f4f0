"""Break-even against the window: the share of paths by a second count, and the wording."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tapeout.findings.viability_window_words import against_window as told
from tapeout.ledger import load, shipped
from tapeout.model.timing_window import window
from tapeout.model.viability_breakeven import break_even
from tapeout.model.viability_funds import funds
from tapeout.model.viability_window import against_window
from tapeout.moment import Moment
from tapeout.quantity import is_gap
from tests.spoken import registered


def parts(company, as_of=None):
    ledger = load(shipped(), as_of=as_of)
    return break_even(ledger, company, funds(ledger, company)), window(ledger, 20_000)


def said(found, language="en"):
    return " ".join(registered(told(found), language, "viability"))


@pytest.mark.parametrize("as_of", ["2025-12-16", "latest"])
def test_the_share_is_that_of_the_dates_after_the_year(as_of):
    even, shortage = parts("metax", as_of)
    assert even.company_year.iso == "2026"
    by_hand = 100 * sum(date >= 2027 for date in shortage.dates.tolist()) / 20_000
    found = against_window(even, shortage)
    assert float(found.open_after.value) == pytest.approx(by_hand, abs=1e-3)
    assert set(even.company_year.facts) <= set(found.open_after.facts)


def test_a_later_year_leaves_less_of_the_window():
    even, shortage = parts("metax")
    shares = [
        against_window(replace(even, company_year=Moment.parse(year)), shortage).open_after.value
        for year in ("2026", "2027", "2028", "2029")
    ]
    assert shares == sorted(shares, reverse=True) and len(set(shares)) == 4
    late = against_window(replace(even, company_year=Moment.parse("2029")), shortage)
    assert "in only" in said(late) and "in only" not in said(against_window(even, shortage))


def test_paths_that_never_meet_demand_count_as_open():
    even, shortage = parts("metax")
    never = replace(shortage, dates=np.full(100, np.inf))
    assert against_window(even, never).open_after.value == 100


def test_a_profitable_company_gets_its_own_sentence():
    found = against_window(*parts("hygon"))
    assert found.profitable and "earns already" in said(found)
    assert "已经盈利" in said(found, "zh")


@pytest.mark.parametrize(("company", "as_of", "words"), [
    ("biren", None, "no year of break-even"), ("metax", "2025-12-03", "no dated forecast"),
])  # fmt: skip
def test_what_is_missing_is_said(company, as_of, words):
    even, shortage = parts(company, as_of)
    if as_of:
        even = replace(even, company_year=Moment.parse("2026"), profitable=False)
    found = against_window(even, shortage)
    assert is_gap(found.open_after) and words in said(found)
