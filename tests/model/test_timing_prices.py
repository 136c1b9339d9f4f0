"""Closing prices: drawdown from the first close by Decimal, what counts as a close, what is said."""

from datetime import date
from decimal import Decimal

import pytest

from tapeout.findings import timing_price_words
from tapeout.ledger import load, shipped
from tapeout.model import timing_offer, timing_prices
from tapeout.quantity import is_gap
from tests.evidence import changed

D = Decimal
EVE = "2025-12-16"


def prices_of(ledger, company):
    return timing_prices.prices(ledger, timing_offer.offers(ledger, company))


def said(found):
    told = timing_price_words.prices(found)
    return " ".join(s.en for s in told if not s.gaps)


@pytest.mark.parametrize(
    ("company", "as_of", "first", "last", "day", "lowest"),
    [
        ("metax", "latest", "829.90", "821.61", "2026-07-24", "493.88"),
        ("metax", "2026-04-30", "829.90", "493.88", "2026-02-06", "493.88"),
        ("moore_threads", "latest", "600.50", "617.30", "2025-12-26", "617.30"),
        ("moore_threads", EVE, "600.50", "814.88", "2025-12-12", "814.88"),
        ("cambricon", "latest", "212.40", "1315.6", "2025-12-17", "1202"),
        ("biren", "latest", "34.46", "34.06", "2026-01-09", "34.06"),
    ],
)
def test_the_drawdown_is_against_the_first_close(company, as_of, first, last, day, lowest):
    path = prices_of(load(shipped(), as_of=as_of), company).focus
    assert path.last.day.iso == day
    assert path.drawdown.value == pytest.approx((D(last) / D(first) - 1) * 100)
    assert path.deepest.value == pytest.approx((D(lowest) / D(first) - 1) * 100)
    assert path.drawdown.unit == "percent"


def test_only_closes_of_a_day_count(latest):
    path = prices_of(latest, "cambricon").focus
    assert [c.day.iso for c in path.later] == [
        "2025-08-27", "2025-08-28", "2025-09-04", "2025-12-17",
    ]  # fmt: skip
    for company in ("metax", "moore_threads", "biren"):
        for close in prices_of(latest, company).focus.closes:
            segment = latest.row(close.price.facts[0]).segment
            assert segment in ("close", "first_day_close")


def test_the_metax_path_holds_every_close_of_the_ledger(latest):
    path = prices_of(latest, "metax").focus
    assert len(path.closes) == 29
    assert [c.on for c in path.closes] == sorted(c.on for c in path.closes)
    assert path.highest.price.value == D("981.88")
    assert [c.day.iso for c in path.silence] == ["2026-02-06", "2026-05-20"]
    assert path.silent_days.value == (date(2026, 5, 20) - date(2026, 2, 6)).days


def test_a_weekend_lies_between_no_two_trading_days():
    assert timing_prices.next_trading_day(date(2026, 7, 10)) == date(2026, 7, 13)  # Friday
    assert timing_prices.next_trading_day(date(2026, 7, 13)) == date(2026, 7, 14)


@pytest.mark.parametrize(
    ("company", "as_of", "words"),
    [
        ("metax", EVE, "had not begun"),
        ("enflame", "latest", "holds no listing of Enflame"),
        ("hygon", "latest", "after its first"),
        ("biren", EVE, "holds no listing of Biren"),
    ],
)
def test_without_a_path_the_reason_is_said(company, as_of, words):
    found = prices_of(load(shipped(), as_of=as_of), company)
    assert is_gap(found.focus.drawdown)
    assert words in found.focus.drawdown.reason.en
    sentence = timing_price_words.prices(found)[0]
    assert list(sentence.values) == ["drawdown_from_first_close"]


def test_the_words_follow_the_sign(latest):
    below = said(prices_of(latest, "metax"))
    assert "not to those who bought at the first close" in below
    assert "{deepest_below}" in below
    above = said(prices_of(latest, "moore_threads"))
    assert "No dated close lay below the first" in above
    assert "not to those" not in above
    assert "only dated close" in said(prices_of(latest, "biren"))
    message = timing_price_words.prices_message
    assert "above its first close" in message(prices_of(latest, "moore_threads")).en
    assert "having been" in message(prices_of(latest, "metax")).en


def test_a_long_silence_is_told_and_a_short_one_is_not(latest):
    assert "{silent_days}" in said(prices_of(latest, "cambricon"))
    assert "{silent_days}" not in said(prices_of(latest, "moore_threads"))


def test_another_last_close_moves_the_drawdown(tmp_path):
    name = "metax.share_price.close.2026-07-24"
    open_ = changed(tmp_path, **{name: {"value": "1659.80", "reported_as": "1659.80"}})
    found = prices_of(open_(), "metax")
    assert found.focus.drawdown.value == 100
    assert "above its first close" in timing_price_words.prices_message(found).en
    # A close of a later day does not reach an earlier edition.
    before = prices_of(open_("2026-04-30"), "metax").focus
    assert before.drawdown.value == pytest.approx((D("493.88") / D("829.90") - 1) * 100)


def test_the_control_is_told_from_its_first_close_to_the_next(latest):
    sentence = timing_price_words.control(prices_of(latest, "metax"))[0]
    assert sentence.values["control_first_close"].value == D("212.40")
    assert sentence.values["control_next_day"].iso == "2025-08-27"
    assert not timing_price_words.control(prices_of(latest, "cambricon"))
