"""The financial section: headline figures by a second path, gaps, vintages, and its sentences."""

import csv
import re
from decimal import Decimal, localcontext

import pytest

from tapeout.errors import FindingFalse
from tapeout.findings import viability_answers, viability_losses, viability_money, viability_words
from tapeout.ledger import load, shipped
from tapeout.model import viability, viability_breakeven, viability_funds, viability_product
from tapeout.model.quarters import flows, quarter_end, span_name
from tapeout.quantity import is_gap
from tapeout.tables import viability as tables

D = Decimal
EVE, SPRING, LATEST = "2025-12-16", "2026-04-30", "latest"
COMPANIES = (
    *("metax", "moore_threads", "cambricon", "hygon", "biren", "loongson", "jingjia_micro"),
    "enflame",
)


@pytest.fixture(scope="module")
def ledgers():
    return {date: load(shipped(), as_of=date) for date in (EVE, SPRING, LATEST)}


@pytest.fixture(scope="module")
def eve(ledgers):
    return ledgers[EVE]


def near(value, expected, to="0.000000001"):
    assert abs(D(value) / D(expected) - 1) < D(to), (value, expected)


def money_of(ledger, company="metax"):
    money = viability_funds.funds(ledger, company)
    return money, viability_breakeven.break_even(ledger, company, money)


# -- MetaX on the eve, from the printed digits (10,000 yuan) --------------------------------------
def test_revenue_growth_agrees_with_the_printed_rate(eve):
    result = viability.revenue(eve, "metax")
    with localcontext() as c:
        c.prec = 40
        near(result.cagr.value, ((D("743071582.31") / D("426400")).sqrt() - 1) * 100)
    assert result.cagr.agrees(eve.fact("metax", "cagr", "revenue", "2022/2024"))
    assert D("4072.67") < result.cagr.lo <= result.cagr.hi < D("4075.97")
    near(result.growth.value, (D("32115.46") / D("4196.35") - 1) * 100)
    assert (result.margin.value, result.margin_period) == (D("55.26"), "2025Q1")


def test_research_takes_282_percent_of_three_years_revenue(eve):
    result = viability.research(eve, "metax")
    spent = D("64752.09") + D("69862.04") + D("90089.04")
    near(result.cumulative.value, spent / D("79651.913549") * 100)
    assert D("281.88") < result.cumulative.lo <= result.cumulative.hi < D("282.62")
    assert result.printed.value == D("282.11")
    assert result.printed.agrees(result.cumulative)


def test_losses_sum_and_what_the_balance_sheet_still_shows(eve):
    result = viability.losses(eve, "metax")
    lost = D("776965202.50") + D("871158174.36") + D("1408879390.54")
    assert result.cumulative.value == lost
    assert abs(lost / 10**8 - D("30.57")) <= D("0.015")
    near(result.deficit_share.value, D("1047524900") / (lost + D("232512231")) * 100)
    moved = D("-815012708.8") + D("2036184131.76") + D("1408879390.54")
    assert result.moved.value == moved
    assert [p.period for p in result.profitable] == ["2025Q2"]


def test_runway_lies_in_the_range_of_the_methods(eve):
    money, _ = money_of(eve)
    flow = D("-214802.33") - (D("-152801.47") - D("-53721.89") - D("-56692.48")) - D("53131.75")
    assert money.flow.value.value == flow * 10**4
    held, proceeds = D("729149.55"), D("389931.10")
    most, least = -flow + D("1407.18"), -flow + D("39362.66") + D("1407.18")
    near(money.runway.hi, held * 4 / most, "0.00001")
    near(money.runway.lo, held * 4 / least, "0.00001")
    near(money.runway_with.hi, (held + proceeds) * 4 / most, "0.00001")
    near(money.runway_with.lo, (held + proceeds) * 4 / least, "0.00001")
    near(money.runway.value, held * 4 / (-flow + D("39362.66") * D("0.75") + D("1407.18")))
    assert (money.date, money.period, money.capex_known) == ("2025-03-31", "2024Q2/2025Q1", "part")
    assert D("10.9") < money.runway.lo < money.runway.hi < D("12.9")
    assert D("16.8") < money.runway_with.lo < money.runway_with.hi < D("19.8")


def test_break_even_in_closed_form(eve):
    _, even = money_of(eve)
    revenue = D("743071582.31") - D("223312900") + D("1236085600")
    result = D("-1408879390.54") + D("781579100") - D("345502100")
    costs = revenue * D("0.5526") - result
    near(even.costs.value, costs)
    near(even.needed.value, costs / D("0.5526"))
    near(even.multiple.value, costs / D("0.5526") / revenue)
    near(even.needed_thinner.value, costs / D("0.5026"))
    assert even.company_year.iso == "2026"
    assert even.to_company_year.value == 7
    assert sorted(year.iso for year in even.cells.values()) == ["2026"] * 4 + ["2027"] * 5


def test_break_even_of_the_methods_after_the_first_quarter_of_2026(ledgers):
    """METHODS V-5: costs of 2026Q1 436.3 m, break-even at 726.5 m, 29 % above the actual."""
    ledger = ledgers[LATEST]
    sold, earned = (
        flows(ledger, "metax", metric).between(2026 * 4, 2026 * 4 + 1).value
        for metric in ("revenue", "net_profit_parent")
    )
    margin = ledger.fact("metax", "gross_margin", period="2026Q1")
    costs = sold * margin - earned
    assert round(costs.value / 10**6, 1) == D("436.3")
    assert round((costs / margin).value / 10**6, 1) == D("726.5")
    year = flows(ledger, "metax", "revenue").year(2025).value
    result = flows(ledger, "metax", "net_profit_parent").year(2025).value
    whole = year * ledger.fact("metax", "gross_margin", period="2025") - result
    assert round(whole.value / 10**6, 1) == D("1718.5")


def test_worked_example_of_the_closed_form():
    """METHODS V-0: F 1625.4, c 0.55 - 0.0527, R* = 3268.449628."""
    from tapeout.quantity import Quantity
    from tapeout.text import Text

    costs = Quantity.exact("1625.4", "CNY")
    margin = Quantity.exact(D("0.55") - D("0.0527"), "ratio")
    name = Text.same("x")
    near(viability_breakeven._needed(costs, margin, name).value, "3268.449628", "0.0000000002")
    for thin in ("0", "-0.1"):
        assert is_gap(viability_breakeven._needed(costs, Quantity.exact(thin, "ratio"), name))


def test_main_business_and_total_revenue_are_never_mixed(eve):
    result = viability_product.product(eve, "metax")
    shares = {period: (main.value, total.value) for period, main, total in result.years}
    assert shares["2023"][0] == D("30.09")
    assert round(shares["2023"][1], 2) == D("29.17")
    assert (result.of_main.value, result.period) == (D("97.87"), "2025Q1")


# -- quarters by subtraction ------------------------------------------------------------
def test_quarters_follow_by_subtraction_and_say_so(eve):
    pieces = {p.period: p for p in flows(eve, "metax", "revenue").recent()}
    fourth = pieces["2024Q4"]
    assert fourth.value.value == D("743071582.31") - D("223312900")
    assert fourth.derived
    assert set(fourth.value.facts) == {"metax.revenue.2024", "metax.revenue.2024q1-q3"}
    first = pieces["2024Q1"].value.value
    assert first == D("223312900") - D("175959100") - D("41963500")
    assert not pieces["2025Q2"].derived


def test_quarters_published_only_together_stay_together(eve):
    pieces = flows(eve, "moore_threads", "revenue").recent()
    assert [p.period for p in pieces] == ["2024H1", "2024Q3", "2024Q4", "2025H1", "2025Q3"]
    half = pieces[3]
    near(half.per_quarter.value, D("701761900") / 2)


def test_parts_add_up_to_the_printed_year(ledgers):
    for ledger in ledgers.values():
        for company in COMPANIES:
            flow = flows(ledger, company, "revenue")
            for year in (2024, 2025):
                pieces = flow.pieces(year * 4, year * 4 + 4)
                if sum(p.quarters for p in pieces) == 4 and flow.year(year):
                    whole = sum((p.value for p in pieces[1:]), pieces[0].value)
                    assert whole.agrees(flow.year(year).value), (company, year)


def test_names_of_spans():
    ends = {"2024": (8096, 8100), "2025H1": (8100, 8102), "2025Q4": (8103, 8104)}
    ends |= {"2025Q1-Q3": (8100, 8103), "2024Q4/2025Q3": (8099, 8103)}
    for name, (start, end) in ends.items():
        assert span_name(start, end) == name
    assert quarter_end(load().as_of) == 2026 * 4 + 4


# -- metamorphic ------------------------------------------------------------
@pytest.fixture
def changed(tmp_path):
    """Return a ledger of the eve in which one printed figure is another."""

    def copy(**cells):
        for file in shipped().iterdir():
            (tmp_path / file.name).write_bytes(file.read_bytes())
        with (tmp_path / "facts.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        by_id = {row["fact_id"]: row for row in rows}
        for fact_id, (value, printed) in cells.items():
            by_id[fact_id] |= {"value": value, "reported_as": printed}
        with (tmp_path / "facts.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return load(tmp_path, as_of=EVE)

    return copy


def test_more_cash_gives_a_longer_runway(eve, changed):
    before, _ = money_of(eve)
    day = "2025-03-31"
    cells = {  # a thousand million more, in the whole and in the part
        f"metax.cash.monetary_funds_and_trading_assets.{day}": ("8291495500", "829,149.55万元"),
        f"metax.cash.trading_financial_assets.{day}": ("2596882123.29", "2,596,882,123.29元"),
    }
    other = changed(**cells)
    after, _ = money_of(other)
    assert after.runway.lo > before.runway.lo
    near(after.runway.hi / before.runway.hi, D("8291495500") / D("7291495500"), "0.00001")


def test_later_facts_do_not_leak_into_an_earlier_edition(eve):
    seen = set()
    money, even = money_of(eve)
    for result in (viability.revenue(eve, "metax"), viability.losses(eve, "metax"), money, even):
        for thing in vars(result).values():
            for part in thing if isinstance(thing, tuple) else (thing,):
                value = getattr(part, "value", part)
                seen.update(getattr(value, "facts", None) or getattr(part, "facts", ()))
    assert len(seen) > 15
    assert all(eve.row(fact).visible_from <= eve.as_of for fact in seen)


def test_editions_move_with_what_was_published(ledgers):
    newest = {
        date: viability.revenue(ledger, "metax").latest.period for date, ledger in ledgers.items()
    }
    assert newest == {EVE: "2025Q3", SPRING: "2026Q1", LATEST: "2026Q1"}
    spring = flows(ledgers[SPRING], "metax", "net_profit_parent").year(2025).value.value
    latest = flows(ledgers[LATEST], "metax", "net_profit_parent").year(2025).value.value
    assert (spring, latest) == (D("-781000000"), D("-789400000"))


# -- every company, every date ---------------------------------------------------------------------
def sentences_of(ledger, company):
    money, even = money_of(ledger, company)
    revenue, research = viability.revenue(ledger, company), viability.research(ledger, company)
    losses = viability.losses(ledger, company)
    product = viability_product.product(ledger, company)
    words, answers = viability_words, viability_answers
    told = [*words.revenue(revenue), *words.research(research), *viability_losses.losses(losses)]
    told += [*viability_money.funds(money, even), *viability_money.break_even(even)]
    told += answers.product(product)
    told += [*answers.answer(money, even), *answers.change(money, even)]
    told += answers.limit(money, even)
    tables.years(revenue), tables.funds(money), tables.own_table(even), tables.research(research)
    assert len(answers.headline(research, money, even)) == 3
    assert 1 <= len(answers.answer(money, even)) <= 3
    return told


def read(sentence, language):
    parts = sentence.tokens(language, str)
    return "".join(p if isinstance(p, str) else p["t"] for p in parts)


@pytest.mark.parametrize("date", [EVE, SPRING, LATEST])
@pytest.mark.parametrize("company", COMPANIES)
def test_every_company_gets_sentences_that_are_true_of_it(ledgers, company, date):
    ledger = ledgers[date]
    told = sentences_of(ledger, company)
    english = " ".join(read(s, "en") for s in told)
    chinese = "".join(read(s, "zh") for s in told)
    for words in (english, chinese):
        assert not re.search(r"None|nan|\{|\}", words)
    assert not re.search("[\u201c\u201d\u2018\u2019\u2026\u00b7]", english)
    _, even = money_of(ledger, company)
    assert ("Capital need not wait" in english) == even.profitable
    if even.profitable:
        assert "breaks even at" not in english
        assert "quarters to the end of" not in english


def test_a_profitable_company_is_not_said_to_lose(ledgers):
    english = " ".join(read(s, "en") for s in sentences_of(ledgers[EVE], "hygon"))
    assert "Hygon earned" in english
    assert not re.search(r"\blost\b|deficit|runway", english)


def test_ifrs_losses_are_not_costs_to_be_covered(ledgers):
    money, even = money_of(ledgers[LATEST], "biren")
    assert is_gap(even.needed)
    assert is_gap(money.proceeds)  # Hong Kong dollars are not added to yuan


def test_unknown_capital_spending_is_said(ledgers):
    money, even = money_of(ledgers[EVE], "moore_threads")
    near(money.runway.value, D("250476.23") * 4 / D("230559.38"), "0.001")
    assert money.capex_known == "none"
    answer = read(viability_answers.answer(money, even)[0], "en")
    assert "capital spending unknown" in answer


def test_a_condition_that_turns_false_is_refused(eve):
    from dataclasses import replace

    money, even = money_of(eve)
    richer = replace(even, result=-even.result)
    with pytest.raises(FindingFalse):
        viability_answers._earns(replace(even, result=even.result))
    assert viability_answers._earns(richer).holds
    with pytest.raises(FindingFalse):
        viability_money._pace(replace(money, newest_flow=money.flow))
