"""The card and the claims of a narrative: what is read, and what is refused by its place."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal

import pytest

from tapeout.errors import DataProblem, UnknownName
from tapeout.exhibit import typed_figure
from tapeout.seed import HOLE, KINDS, SECTIONS, choose_seed, read_seed, seeds_folder

SHIPPED = "2025-12_metax_patient-capital"
EVE = date(2025, 12, 16)
CARD = """\
id: acme
title: {en: Acme grows, zh: 极致公司在增长}
author: {en: A. Writer, zh: 某作者}
publisher: {en: A paper, zh: 某报}
published: "2025-06"
language: en
sha256: %s
company: acme
outline:
  - {section: viability, en: It grows., zh: 它在增长。}
""" % ("ab" * 32)
HEAD = (
    *("claim_id", "section", "paragraph", "kind", "statement_en", "statement_zh", "value", "unit"),
    *("reported_as", "subject", "metric", "period", "check", "own_check", "other_basis"),
    *("true_but_en", "true_but_zh", "true_but_values", "true_but_if", "rank", "note"),
)
ROW = {
    "claim_id": "revenue",
    "section": "viability",
    "paragraph": "3",
    "kind": "figure",
    "statement_en": "Revenue of {period}",
    "statement_zh": "{period}收入",
    "value": "5000000",
    "unit": "CNY",
    "reported_as": "500万元",
    "subject": "acme",
    "metric": "revenue",
    "period": "2024",
    "check": "fact()",
}


@pytest.fixture
def seed(tmp_path):
    """A writer of seeds: changes to the card and to one row, or rows of one's own."""

    def write(card=CARD, rows=None, head=HEAD, **changes):
        folder = tmp_path / "seeds" / "acme"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "seed.yaml").write_text(card, encoding="utf-8")
        with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, head, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows if rows is not None else [ROW | changes])
        return folder

    return write


def refusal(folder) -> str:
    with pytest.raises(DataProblem) as caught:
        read_seed(folder)
    return str(caught.value)


# -- the shipped seed ---------------------------------------------------------------------------
def test_the_card_of_the_shipped_seed():
    shipped = read_seed(seeds_folder() / SHIPPED)
    assert shipped.company == "metax"
    assert shipped.author == ("Gao Heng", "高恒")
    assert shipped.published.iso == "2025-12"
    assert shipped.language == "zh-Hant"
    assert shipped.sha256.startswith("b3cd3f89")
    assert [section for section, _ in shipped.outline] == list(SECTIONS)


def test_every_claim_is_stated_in_both_languages_without_a_typed_figure():
    for claim in read_seed(seeds_folder() / SHIPPED).claims:
        for words in (*claim.statement, *(claim.remark or ())):
            assert words
            assert typed_figure(HOLE.sub(" ", words)) is None, (claim.claim_id, words)
        assert re.search(r"[\u4e00-\u9fff]", claim.statement.zh)
        assert not re.search(r"[\u4e00-\u9fff\uff0c\u2018-\u201d\u2026\u00b7]", claim.statement.en)


def test_every_printed_figure_of_the_article_has_a_row():
    """The figures as they stand in the article, paragraph by paragraph."""
    printed = {
        6: "超过2.5万颗 不足50万元 7.43亿元",
        13: "66% 5%",
        15: "2022年1月 2023年4月 2024年2月",
        26: "4nm 2-64卡",
        31: "42.64万元 5302.12万元 7.43亿元 4074.52% 3.2亿元",
        32: "100% 1546.81万元 7.22亿元 3.14亿元 30.09% 97.28% 97.87%",
        33: "6.48亿元 6.99亿元 9.01亿元 282.11%",
        34: "-7.77亿元 -8.71亿元 -14.09亿元",
        35: "-10.48亿元 -9.88亿元",
        41: "约为1073亿元 32.96%",
    }
    claims = read_seed(seeds_folder() / SHIPPED).claims
    for paragraph, figures in printed.items():
        told = [claim.reported_as for claim in claims if claim.paragraph == paragraph]
        assert set(figures.split()) <= set(told), paragraph
    assert {claim.kind for claim in claims} == set(KINDS)


def test_a_printed_figure_carries_the_interval_of_its_digits_and_no_fact():
    claims = {c.claim_id: c for c in read_seed(seeds_folder() / SHIPPED).claims}
    revenue = claims["revenue_2024"].article
    assert (revenue.lo, revenue.hi) == (Decimal("742500000"), Decimal("743500000"))
    assert revenue.facts == ()
    assert revenue.kind == "article"
    assert revenue.label.en == "Revenue of 2024, as the article prints it"
    assert claims["net_profit_2022"].article.value == Decimal("-777000000")
    assert claims["n100_tape_out"].article.iso == "2022-01"
    assert claims["units_sold"].article.note.en == "more than"


# -- which seed ---------------------------------------------------------------------------------
def test_the_seed_about_a_company_is_found_in_the_month_it_appeared():
    assert choose_seed("metax", EVE).id == SHIPPED
    assert choose_seed("metax", date(2025, 11, 30)) is None
    assert choose_seed("moore_threads", EVE) is None
    assert choose_seed("moore_threads", EVE, SHIPPED).id == SHIPPED


def test_an_unknown_seed_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="nearest: 2025-12_metax_patient-capital"):
        choose_seed("metax", EVE, "2025-12_metax_patient_capital")


def test_a_second_seed_works_by_adding_a_folder(seed):
    folder = seed()
    assert choose_seed("acme", EVE, folder=folder.parent).id == "acme"
    assert read_seed(folder).claims[0].article.value == 5_000_000


# -- what is refused ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "50000000"}, "claims.csv:2:reported_as: '500万元' does not print 50000000 CNY"),
        ({"reported_as": "500亿元"}, "claims.csv:2:reported_as: '500亿元' does not print 5000000"),
        (
            {"unit": "date", "value": "2024-03", "reported_as": "2024年2月"},
            "claims.csv:2:reported_as: '2024年2月' does not print 2024-03",
        ),
        (
            {"unit": "text", "value": "2-64", "reported_as": "2-32卡"},
            "claims.csv:2:reported_as: '2-32卡' does not print 2-64",
        ),
        ({"value": "-5000000"}, "claims.csv:2:value: -5000000 and '500万元' differ in sign"),
        ({"value": "5 million"}, "claims.csv:2:value: found '5 million', expected a number alone"),
        ({"section": "timming"}, "claims.csv:2:section: found 'timming', expected one of"),
        ({"kind": "rumour"}, "claims.csv:2:kind: found 'rumour', expected one of"),
        ({"period": "2024-13"}, "claims.csv:2:period: found '2024-13'"),
        ({"paragraph": "three"}, "claims.csv:2:paragraph: found 'three', expected a whole number"),
        ({"statement_zh": ""}, "claims.csv:2:statement_zh: found an empty cell, expected a value"),
        ({"statement_en": "Revenue of 2024"}, "claims.csv:2:statement_zh: holes ['period'] differ"),
        (
            {"statement_en": "5 million in {period}", "statement_zh": "{period}收入"},
            "claims.csv:2:statement_en: the figure '5' is typed",
        ),
        ({"unit": ""}, "claims.csv:2:"),
        ({"value": "", "unit": "CNY"}, "claims.csv:2:value: is empty beside 'CNY'"),
        ({"kind": "judgement"}, "claims.csv:2:check: found an expression, expected none"),
        ({"kind": "forecast", "check": ""}, "claims.csv:2:check: is empty: a forecast says"),
        (
            {"true_but_en": "only {a}.", "true_but_zh": "仅{a}。"},
            "claims.csv:2:true_but_zh: holes ['a'] differ",
        ),
        ({"true_but_en": "only."}, "claims.csv:2:true_but_zh: expected the remark in both"),
        ({"rank": "first"}, "claims.csv:2:rank: found 'first', expected a whole number"),
    ],
)
def test_a_bad_row_is_refused_by_file_row_and_column(seed, changes, said):
    folder = seed(**changes)
    assert refusal(folder).startswith(f"seeds/acme/{said}")


def test_an_id_that_stands_twice_is_refused(seed):
    assert "claims.csv:3:claim_id: found 'revenue'" in refusal(seed(rows=[ROW, ROW]))


def test_a_file_without_rows_or_with_another_header_is_refused(seed):
    assert "a header and no rows, expected claims" in refusal(seed(rows=[]))
    assert "claims.csv:1: found no header" in refusal(seed(rows=[{"id": "x"}], head=["id"]))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: acme", "id: other", "seed.yaml:id: found 'other', expected the folder's name"),
        ("company: acme", "company: ''", "seed.yaml:company: is missing or empty"),
        ('"2025-06"', '"June"', "seed.yaml:published: 'June' is not a date"),
        ("ab" * 32, "abc", "seed.yaml:sha256: found 'abc', expected 64"),
        ("zh: 某作者", "cn: 某作者", "seed.yaml:author: expected the words as en: and zh:"),
        ("section: viability", "section: money", "seed.yaml:outline: section 'money'"),
        ("language: en", "langage: en\nlanguage: en", "seed.yaml:langage: is not known; nearest"),
        ("title: {", "title: [", "seed.yaml cannot be read as YAML"),
    ],
)
def test_a_bad_card_is_refused_by_name(seed, old, new, said):
    assert CARD.count(old) == 1
    assert refusal(seed(card=CARD.replace(old, new))).startswith(f"seeds/acme/{said}")


def test_a_missing_file_is_named(seed):
    folder = seed()
    (folder / "claims.csv").unlink()
    assert "seeds/acme/claims.csv: found no such file" in refusal(folder)
