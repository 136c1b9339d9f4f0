"""The verdicts: worked examples, evidence by date, planted errors, a seed of one's own."""

from __future__ import annotations

import csv
import random
import re
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache

import pytest

from tapeout.claim_checks import Answer, Row, evaluate
from tapeout.claim_verdicts import VERDICTS, of_dates, of_figures, of_forecast
from tapeout.claims import audit, own_arithmetic, weigh
from tapeout.errors import DataProblem
from tapeout.findings.claims_each import finding
from tapeout.interval import NEAR
from tapeout.ledger import load, shipped
from tapeout.ledger.labels import qualifier_text
from tapeout.ledger.numerals import numerals
from tapeout.moment import Moment
from tapeout.preview import words_of
from tapeout.quantity import Quantity, growth, is_gap
from tapeout.seed import read_seed, seeds_folder
from tapeout.seed.claim import SCHEMA
from tapeout.text import Text

D = Decimal
EVE, LATEST = "2025-12-16", "latest"
HELD = ("exact", "within_rounding", "met")
SEED = read_seed(seeds_folder() / "2025-12_metax_patient-capital")


@cache
def ledger(as_of=EVE):
    return load(shipped(), as_of=as_of)


@cache
def audited(as_of=EVE):
    return audit(SEED, ledger(as_of))


def verdict(claim_id, as_of=EVE):
    return audited(as_of)[claim_id].verdict.key


def printed(value, step, unit="CNY", note=None):
    return replace(Quantity.printed(value, unit, step), note=note)


# -- verdicts by intervals ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("article", "evidence", "expected"),
    [
        (printed(66, 1, "percent"), printed(66, 1, "percent"), "exact"),
        (printed(66, 1, "percent"), printed(67, 1, "percent"), "contradicted"),  # ends only touch
        (printed("7.43", "0.01"), printed("7.4307", "0.0001"), "within_rounding"),
        (printed("7.44", "0.01"), printed("7.4307", "0.0001"), "contradicted"),
        (printed("7.43", "0.01"), printed("7.4361", "0.0001"), "only_by_truncation"),
        (printed("-7.43", "0.01"), printed("-7.4361", "0.0001"), "only_by_truncation"),
        (printed("-7.43", "0.01"), printed("7.43", "0.01"), "contradicted"),
        (printed("7.43", "0.01"), printed("7.4", "0.1"), "within_rounding"),
        (printed("7.435", 0), printed("7.435", 0), "exact"),
        (printed("7.435", 0), printed("7.44", "0.01"), "within_rounding"),  # on the very end
    ],
)
def test_a_printed_figure_against_another(article, evidence, expected):
    assert of_figures(article, evidence) == expected


OVER, UNDER = qualifier_text("over"), qualifier_text("under")


@pytest.mark.parametrize(
    ("value", "note", "evidence", "expected"),
    [
        (100, OVER, printed(350, 1), "exact"),  # however far beyond
        (100, OVER, printed(101, 1), "exact"),
        (100, OVER, printed(100, 2), "within_rounding"),  # 99 to 101: the digits do not decide
        (100, OVER, printed(99, 2), "contradicted"),  # 98 to 100: at most equal
        (100, OVER, printed(50, 1), "contradicted"),
        (100, OVER, printed(100, 0), "contradicted"),  # the very figure is not more than it
        (100, UNDER, printed(50, 1), "exact"),
        (100, UNDER, printed(100, 2), "within_rounding"),
        (100, UNDER, printed(350, 1), "contradicted"),
        (100, UNDER, printed(100, 0), "contradicted"),
        (-100, OVER, printed(-350, 1), "exact"),  # a loss of more than 100
        (-100, OVER, printed(-50, 1), "contradicted"),
        (-100, OVER, printed(350, 1), "contradicted"),
        (-100, UNDER, printed(-50, 1), "exact"),
        (100, None, printed(350, 1), "contradicted"),
        (100, qualifier_text("about"), printed(350, 1), "contradicted"),
    ],
)
def test_a_bound_is_judged_as_a_bound(value, note, evidence, expected):
    assert of_figures(printed(value, 2, note=note), evidence) == expected


def test_the_bounds_of_the_article_hold_and_the_sentence_says_so():
    for claim_id in ("units_sold", "revenue_2022_bound"):
        weighed = audited()[claim_id]
        assert weighed.verdict.key == "exact"
        for language, words in (("en", "the bound holds for the whole"), ("zh", "满足所述界限")):
            assert words in words_of(finding(weighed).tokens(language, str))
    plain = words_of(finding(audited()["revenue_2024"]).tokens("en", str))
    assert "bound" not in plain


def test_a_figure_in_another_unit_is_no_verdict():
    with pytest.raises(ValueError, match="the claim is in CNY and its check in percent"):
        of_figures(printed(1, 1), printed(1, 1, "percent"))


@pytest.mark.parametrize(
    ("article", "evidence", "expected"),
    [
        ("2020", "2020-09-14", "exact"),
        ("2022-01", "2022-01", "exact"),
        ("2022-01", "2022", "within_rounding"),
        ("2022-01", "2022-02", "contradicted"),
        ("2024Q1", "2024-02", "exact"),
    ],
)
def test_a_date_against_another(article, evidence, expected):
    assert of_dates(Moment.parse(article), Moment.parse(evidence)) == expected


def test_a_forecast_is_met_missed_or_pending():
    told = [of_forecast(Answer(holds)) for holds in (True, False, None)]
    assert told == ["met", "missed", "pending"]


# -- expressions -------------------------------------------------------------------------------
def value_of(expression, row=None, as_of=EVE):
    row = row or Row("metax", "revenue", "2022/2024")
    return evaluate(expression, row, ledger(as_of), "claims.csv:2:check").result


def test_expressions_read_facts_by_the_row_and_by_name():
    by_name = value_of('fact("revenue", "2024")')
    by_row = value_of("fact()", Row("metax", "revenue", "2024"))
    assert by_name.facts == by_row.facts == ("metax.revenue.2024",)
    assert value_of("total(yearly())").value == D("796519135.49")
    assert value_of("minus(fact(period=last), fact(period=first))").value == D("742645182.31")
    assert value_of('fact("revenue", "2024") / 2').value == D("371535791.155")
    assert value_of('fact("revenue", "2024") * 0.5').value == D("371535791.155")


def test_comparison_has_a_third_answer_where_evidence_is_missing():
    loss, later = 'fact("net_profit_parent", "2024") < 0', 'fact("net_profit_parent", "2025") < 0'
    assert value_of(loss).holds is True
    assert value_of(f"not {loss}").holds is False
    assert value_of(later).holds is None
    assert value_of(f"{loss} and {later}").holds is None
    assert value_of(f"{loss} or {later}").holds is True
    assert value_of(f"not {loss} and {later}").holds is False
    assert value_of(later, as_of=LATEST).holds is True
    assert value_of("fact(period='2022') < fact(period='2023') < fact(period='2024')").holds is True
    with pytest.raises(TypeError, match="may be open"):
        bool(Answer(True))


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("fact(", "cannot be read"),
        ("cgr(yearly())", "no function cgr; nearest: cagr"),
        ('fact("revenu", "2024")', "nearest: revenue"),
        ('fact("revenue", "2024") + fact("units_sold", "2024", "boards_total")', "cannot add"),
        ('fact("revenue", "2024") == 1', "by <, <=, > and >= only"),
        ("[1, 2]", "cannot be read"),
        ("fact().__class__", "cannot be read"),
        ("__import__('os')", "no function __import__"),
        ("(lambda: 1)()", "cannot be read"),
        ("1", "gives 1: expected a figure"),
        ('event("us_bis.no_such_event")', "no event"),
        ('says(fact("revenue", "2024"), "x")', "says() reads words"),
    ],
)
def test_an_expression_that_cannot_run_names_its_place(expression, said):
    with pytest.raises(DataProblem, match=r"^claims\.csv:2:check: ") as caught:
        value_of(expression)
    assert said in str(caught.value)


# -- worked examples, recomputed by hand from the printed digits -------------------------------
def floor(value):
    return value.quantize(D("0.01"), ROUND_FLOOR)


def ceiling(value):
    return value.quantize(D("0.01"), ROUND_CEILING)


def test_the_growth_rate_follows_from_the_articles_own_digits():
    """426,350 to 426,450 and 742.5 to 743.5 million, two years apart."""
    lo = (NEAR.sqrt(D("742500000") / D("426450")) - 1) * 100
    hi = (NEAR.sqrt(D("743500000") / D("426350")) - 1) * 100
    assert (floor(lo), ceiling(hi)) == (D("4072.67"), D("4075.97"))
    implied = {claim.claim_id: q for claim, _, q, _ in own_arithmetic(SEED, ledger())}
    assert abs(implied["revenue_cagr"].lo - lo) < D("1e-20")
    assert abs(implied["revenue_cagr"].hi - hi) < D("1e-20")
    assert lo < D("4074.52") < hi


def test_research_to_revenue_follows_from_the_articles_own_digits():
    rd, revenue = D("22.48"), D("0.004264") + D("0.530212") + D("7.43")
    half_rd, half = D("0.015"), D("0.0000005") + D("0.0000005") + D("0.005")
    lo, hi = (rd - half_rd) / (revenue + half) * 100, (rd + half_rd) / (revenue - half) * 100
    assert (floor(lo), ceiling(hi)) == (D("281.88"), D("282.62"))
    implied = {claim.claim_id: q for claim, _, q, _ in own_arithmetic(SEED, ledger())}
    assert abs(implied["rd_to_revenue"].lo - lo) < D("1e-20")
    assert abs(implied["rd_to_revenue"].hi - hi) < D("1e-20")
    assert all(found == "within_rounding" for *_, found in own_arithmetic(SEED, ledger()))


def test_losses_sum_within_the_digits_and_the_market_of_the_year_before_is_implied():
    told = {claim.claim_id: claim.article for claim in SEED.claims}
    losses = told["net_profit_2022"] + told["net_profit_2023"] + told["net_profit_2024"]
    assert (losses.lo, losses.hi) == (D("-3058500000"), D("-3055500000"))
    before = told["market_size"] / (told["market_growth"].to("ratio") + 1)
    assert floor(before.lo / 10**9) == D("80.66")
    assert ceiling(before.hi / 10**9) == D("80.75")
    evidence = ledger().fact("china_gpu_market", "market_size", period="2023", house="askci")
    assert before.agrees(evidence)


def test_the_share_of_the_c500_is_exact_on_its_basis_and_another_figure_on_the_other():
    assert verdict("c500_share_2023") == "exact"
    assert round(D("15468100") / D("51410900") * 100, 2) == D("30.09")
    remark = audited()["c500_share_2023"].remark
    (whole,) = remark.values.values()
    assert round(D("15468100") / D("53021153.18") * 100, 2) == round(whole.value, 2) == D("29.17")
    shown = words_of(finding(audited()["c500_share_2023"]).tokens("en", str))
    assert "29.17%" in shown
    of_revenue = replace(
        next(c for c in SEED.claims if c.claim_id == "c500_share_2023"),
        value="29.17", reported_as="29.17%",
    )  # fmt: skip
    assert weigh(of_revenue, ledger()).verdict.key == "other_basis"


# -- evidence by date --------------------------------------------------------------------------
def test_the_shipped_seed_on_the_eve():
    keys = [w.verdict.key for w in audited().claims]
    assert len(keys) == 78
    assert set(keys) <= {v.key for v in VERDICTS}
    figures = [w for w in audited().claims if w.claim.kind in ("figure", "derived")]
    assert all(w.verdict.key in ("exact", "within_rounding") for w in figures)
    assert verdict("three_uses") == "contradicted"
    assert verdict("links_like_h200") == "unsupported"
    assert verdict("core_team") == "unsupported"
    assert verdict("capital_must_wait") == "not_checkable"


def test_the_forecast_is_pending_on_the_eve_and_scored_later():
    assert verdict("break_even_not_before") == "pending"
    assert verdict("break_even_not_before", LATEST) == "met"
    assert verdict("break_even_stated") == verdict("break_even_stated", LATEST) == "exact"


def test_nothing_published_later_is_used():
    for weighed in audited().claims:
        for source in weighed.sources:
            assert source.visible_from <= date(2025, 12, 16), weighed.claim.claim_id
        if weighed.remark is not None:
            for value in weighed.remark.values.values():
                for fact in getattr(value, "facts", ()):
                    ledger().row(fact)  # raises for a fact not yet published
    assert verdict("biren_founded") == "unsupported"
    assert verdict("biren_founded", LATEST) == "exact"


def test_the_article_is_never_evidence_for_itself():
    own = {row.fact_id for row in ledger(LATEST).seed_rows()}
    assert own
    used = {fact for weighed in audited(LATEST).claims for fact in weighed.facts}
    assert used
    assert not used & own
    assert verdict("route_metax", LATEST) == "unsupported"  # the only row is the article's


def test_a_source_at_second_hand_is_told():
    assert audited()["cambricon_turned"].tier == "secondary"
    assert audited()["c700_target"].tier == "tertiary"
    assert audited()["revenue_2024"].tier == "primary"
    for claim_id, said in (
        ("loongson_loses", "Confirmed by secondary sources only."),
        ("c700_target", "Confirmed by tertiary sources only."),
        ("cambricon_turned", "Part of the evidence is secondary."),
    ):
        assert said in words_of(finding(audited()[claim_id]).tokens("en", str))
    for weighed in audited().claims:
        told = words_of(finding(weighed).tokens("en", str))
        weak = "sources only" in told or "Part of the evidence" in told
        assert weak == (weighed.tier in ("secondary", "tertiary"))
    assert audited()["cuda_compatible"].own_word
    assert not audited()["revenue_2024"].own_word


@pytest.mark.parametrize(
    ("claim_id", "fact"),
    [
        ("deficit_group", "metax.undistributed_profit.2024-12-31"),
        ("not_profitable", "metax.net_profit_parent.2025q2"),
        ("not_profitable", "metax.net_profit_parent.2025q3"),
        ("c500_mass_production", "metax_c500.product_date.foundry_order_stop.2024"),
        ("cambricon_turned", "cambricon.net_profit_parent_adjusted.2024q4"),
    ],
)
def test_the_context_that_changes_a_true_figure_is_there(claim_id, fact):
    remark = audited()[claim_id].remark
    assert fact in {f for value in remark.values.values() for f in getattr(value, "facts", ())}


@pytest.mark.parametrize("claim", SEED.claims, ids=lambda claim: claim.claim_id)
def test_a_statement_is_set_as_chinese_is(claim):
    """No space beside Chinese, no half-width mark, no figure against a Latin name."""
    for words in filter(None, (claim.statement.zh, claim.remark and claim.remark.zh)):
        assert not re.search(r"[\u3000-\uffef] | [\u3000-\uffef]", words)
        assert not re.search(r"[\u4e00-\u9fff][,.;:()]", words)
        assert not re.search(r"[A-Za-z0-9]\{", words)
    told = words_of(finding(audited()[claim.claim_id]).tokens("zh", str))
    assert not re.search(r"\d [\u4e00-\u9fff]|[\u4e00-\u9fff] \d", told.replace("4 nm制", ""))


def test_a_remark_waits_for_its_evidence_and_stops_when_it_is_false():
    assert audited()["break_even_not_before"].remark is None
    assert audited(LATEST)["break_even_not_before"].remark is not None
    cambricon = next(c for c in SEED.claims if c.claim_id == "cambricon_turned")
    turned = replace(cambricon, remark_if='fact("net_profit_parent_adjusted") > 0')
    with pytest.raises(DataProblem, match=r"claims.csv:\d+:true_but_if: .* no longer holds"):
        weigh(turned, ledger())


# -- planted errors ----------------------------------------------------------------------------
def _with_print(claim, words):
    """Return the claim with another print, its value read from it; None where none is read."""
    unsigned = next(iter(numerals(words)), None)
    if unsigned is None or unsigned.value == 0:
        return None
    size = unsigned.value.scaleb(unsigned.power)
    value = -size if "-" in words else size
    mutant = replace(claim, reported_as=words, value=f"{value:f}")
    return mutant if mutant.reading is not None else None


def _digit(claim, draw):
    places = [k for k, c in enumerate(claim.reported_as) if c.isdigit()]
    place = draw.choice(places)
    other = draw.choice([d for d in "0123456789" if d != claim.reported_as[place]])
    words = claim.reported_as
    return _with_print(claim, words[:place] + other + words[place + 1 :])


def _decimal(claim, draw):
    """Shift the decimal point by one place."""
    number = next(iter(numerals(claim.reported_as)))
    moved = number.value.scaleb(draw.choice((-1, 1)))
    return _with_print(claim, claim.reported_as.replace(number.text, f"{moved:f}"))


def _scale(claim, draw):
    swap = {"万": "亿", "亿": "万"}
    return _with_print(claim, "".join(swap.get(c, c) for c in claim.reported_as))


def _sign(claim, draw):
    words = claim.reported_as
    return _with_print(claim, words.replace("-", "") if "-" in words else f"-{words}")


def _period(claim, draw):
    if not claim.period[:4].isdigit() or "/" in claim.period:
        return None
    year = int(claim.period[:4]) + draw.choice((-1, 1))
    return replace(claim, period=f"{year}{claim.period[4:]}")


def _subject(claim, draw):
    others = {"metax": ("moore_threads", "cambricon"),
              "china_gpu_market": ("china_ai_chip_market",)}  # fmt: skip
    near = others.get(claim.subject)
    return replace(claim, subject=draw.choice(near)) if near else None


def _swapped(claim, draw):
    """Put the figure of another claim of the same unit in its place."""
    others = [c for c in _figures() if c.unit == claim.unit and c.value != claim.value]
    other = draw.choice(others) if others else None
    return other and replace(claim, value=other.value, reported_as=other.reported_as)


def _day(claim, draw):
    """Shift a date by a year or a month."""
    year, _, month = claim.value.partition("-")
    if month and draw.random() < 0.5:
        return replace(claim, value=f"{year}-{int(month) % 12 + 1:02d}")
    return replace(claim, value=f"{int(year) + draw.choice((-1, 1))}{'-' + month if month else ''}")


KINDS = (_digit, _decimal, _scale, _sign, _period, _subject, _swapped)


def _figures():
    return [c for c in SEED.claims if c.value and c.kind in ("figure", "derived")
            and c.unit not in ("date", "year", "text")]  # fmt: skip


def _planted(count, seed=20251216):
    draw, mutants = random.Random(seed), []  # noqa: S311 (a test draws, it keeps no secret)
    dates = [c for c in SEED.claims if c.unit == "date" and c.kind == "figure"]
    while len(mutants) < count:
        if draw.random() < 0.1:
            kind, claim = _day, draw.choice(dates)
        else:
            kind, claim = draw.choice(KINDS), draw.choice(_figures())
        mutant = kind(claim, draw)
        if mutant is not None and mutant != claim:
            mutants.append((kind.__name__[1:], claim, mutant))
    return mutants


def _leaves(claim, mutant) -> bool:
    """Return whether a mutant says something else than the print: by its own digits, by hand."""
    if (claim.period, claim.subject) != (mutant.period, mutant.subject):
        return True
    if claim.unit == "date":
        return claim.value != mutant.value
    was, now = claim.reading, mutant.reading
    apart = now.hi <= was.lo or was.hi <= now.lo
    bound = mutant.article.note.en if mutant.article.note else ""
    if bound == "more than":  # a lower bound that is lower still remains true
        return D(mutant.value) > D(claim.value) and apart
    if bound == "less than":
        return abs(D(mutant.value)) < D(claim.value) and apart
    return apart


def test_planted_errors_are_caught_and_the_clean_file_is_not(capsys):
    mutants = [(k, c, m) for k, c, m in _planted(400) if _leaves(c, m)]
    missed, by_kind = [], {}
    for kind, claim, mutant in mutants:
        found = weigh(replace(mutant, remark=None), ledger()).verdict.key
        caught = found not in HELD
        by_kind.setdefault(kind, []).append(caught)
        if not caught:
            missed.append((kind, claim.claim_id, mutant.value, mutant.period, mutant.subject))
    rate = 1 - len(missed) / len(mutants)
    with capsys.disabled():
        told = ", ".join(f"{k} {sum(v)}/{len(v)}" for k, v in sorted(by_kind.items()))
        print(f"\nplanted errors caught: {rate:.1%} of {len(mutants)} ({told})")  # noqa: T201
    assert len(mutants) >= 300
    assert set(by_kind) == {k.__name__[1:] for k in (*KINDS, _day)}
    assert rate >= 0.99, missed
    false = [c.claim_id for c in _figures() if verdict(c.claim_id) not in HELD]
    assert false == []


def test_a_mutant_is_harmless_where_its_digits_mean_the_same():
    revenue = next(c for c in SEED.claims if c.claim_id == "revenue_2024")
    finer = _with_print(revenue, "7.4307亿元")
    assert weigh(finer, ledger()).verdict.key == "within_rounding"
    assert not _leaves(revenue, finer)


# -- a seed of one's own about another company -------------------------------------------------
HEADS = {name: (shipped() / name).read_text(encoding="utf-8").splitlines()[0] for name in
         ("facts.csv", "sources.csv", "entities.csv")}  # fmt: skip
ROWS = {
    "sources.csv": [
        "acme_ar,annual_report,primary,Annual report,Acme,2025-04-30,,",
        "acme_q1,interim_report,primary,Interim report,Acme,2025-10-30,,",
    ],
    "entities.csv": ["acme,company,Acme,,,,,,,"],
    "facts.csv": [
        "acme.revenue.2023,acme,revenue,,2023,4000000,CNY,400万元,"
        "audited,company,preferred,acme_ar,p. 1,",
        "acme.revenue.2024,acme,revenue,,2024,5012345,CNY,\"5,012,345元\","
        "audited,company,preferred,acme_ar,p. 1,",
        "acme.revenue.2025q3,acme,revenue,,2025Q3,900000,CNY,90万元,"
        "unaudited,company,preferred,acme_q1,p. 1,",
    ],
}  # fmt: skip


CARD = """\
id: acme
title: {en: Acme grows, zh: 极致公司在增长}
author: {en: A. Writer, zh: 某作者}
publisher: {en: A paper, zh: 某报}
published: "2025-06"
language: en
sha256: abababababababababababababababababababababababababababababababab
company: acme
outline:
  - {section: viability, en: It grows., zh: 它在增长。}
"""
ROW = {
    "claim_id": "revenue", "section": "viability", "paragraph": "3", "kind": "figure",
    "statement_en": "Revenue of {period}", "statement_zh": "{period}收入", "value": "5000000",
    "unit": "CNY", "reported_as": "500万元", "subject": "acme", "metric": "revenue",
    "period": "2024", "check": "fact()",
}  # fmt: skip


@pytest.fixture
def acme(tmp_path):
    """An auditor of claims about a company of one's own; its facts can be changed."""

    def run(rows, as_of="2025-12-31", change=None):
        data = tmp_path / "mine"
        data.mkdir(exist_ok=True)
        for name, told in ROWS.items():
            text = "\n".join([HEADS[name], *told]) + "\n"
            (data / name).write_text(text.replace(*change) if change else text, encoding="utf-8")
        return _audit_of(tmp_path, rows, load(shipped(), data, as_of=as_of))

    return run


def _audit_of(tmp_path, rows, evidence):
    folder = tmp_path / "seeds" / "acme"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "seed.yaml").write_text(CARD, encoding="utf-8")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SCHEMA.header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(ROW | row for row in rows)
    found = audit(read_seed(folder), evidence)
    return {w.claim.claim_id: w for w in found.claims}


GREW = {
    "claim_id": "growth", "kind": "derived", "value": "25", "unit": "percent",
    "reported_as": "25%", "check": 'growth(fact(period="2024"), fact(period="2023"))',
}  # fmt: skip
AHEAD = {
    "claim_id": "ahead", "kind": "forecast", "value": "", "unit": "", "reported_as": "",
    "period": "2025Q3", "check": "fact() > 1000000",
}  # fmt: skip


def test_another_company_needs_rows_and_no_code(acme):
    found = acme([{}, GREW, AHEAD])
    assert {k: w.verdict.key for k, w in found.items()} == {
        "revenue": "contradicted",  # 5,012,345 is not 500万 to the digit, and is no truncation
        "growth": "within_rounding",
        "ahead": "missed",
    }
    assert growth(found["growth"].evidence, found["growth"].evidence).value == 0


def test_a_changed_fact_moves_the_verdict(acme):
    assert acme([GREW])["growth"].verdict.key == "within_rounding"
    changed = acme([GREW], change=("4000000,CNY,400万元", "3000000,CNY,300万元"))
    assert changed["growth"].verdict.key == "contradicted"


def test_a_forecast_before_its_day_is_pending_and_a_missing_fact_is_unsupported(acme):
    early = acme([AHEAD, {"period": "2022"}], as_of="2025-06-30")
    assert early["ahead"].verdict.key == "pending"
    assert early["revenue"].verdict.key == "unsupported"
    assert is_gap(early["revenue"].evidence)
    assert early["revenue"].tier == ""


def test_a_check_of_the_wrong_kind_names_file_row_and_column(acme):
    for changes, said in (
        ({"check": 'growth(fact(period="2024"), fact(period="2023"))'}, "in CNY and its check in"),
        ({"kind": "forecast"}, "expected a comparison"),
        ({"check": "fact(metric='nonsense')"}, "'nonsense' is not in the ledger"),
    ):
        with pytest.raises(DataProblem) as caught:
            acme([changes])
        assert str(caught.value).startswith("seeds/acme/claims.csv:2:check: ")
        assert said in str(caught.value)


def test_words_are_compared_as_words():
    cards = next(c for c in SEED.claims if c.claim_id == "cards_linked")
    assert weigh(cards, ledger()).verdict.key == "exact"
    other = replace(cards, value="2-32", reported_as="2-32卡")
    assert weigh(other, ledger()).verdict.key == "contradicted"
    assert isinstance(weigh(cards, ledger()).evidence, Text)
