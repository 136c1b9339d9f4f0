"""Names of facts in both languages."""

import re

import pytest

from tapeout.ledger.labels import label, segment_text, what

EXPECTED = [
    ("metax.revenue.2024", "MetaX revenue, 2024", "沐曦股份营业收入，2024年"),
    ("metax.gross_margin.training_inference_boards.2024",
     "MetaX gross margin, training and inference boards, 2024",
     "沐曦股份毛利率（训推一体GPU板卡），2024年"),
    ("metax.cagr.revenue.2022-to-2024", "MetaX revenue compound annual growth, 2022 to 2024",
     "沐曦股份营业收入复合增长率，2022至2024年"),
    ("china_gpu_market.market_size.2024.askci", "China GPU market size, 2024 (ASKCI)",
     "中国GPU市场规模，2024年（中商产业研究院）"),
    ("china_ai_accelerator_market.market_share.nvidia+units.2024.idc",
     "China AI accelerator cards market share, NVIDIA, by cards, 2024 (IDC)",
     "中国AI加速卡市场份额（英伟达、按卡数），2024年（IDC）"),
    ("metax.ipo_date.listed.2025", "MetaX date of listing", "沐曦股份上市日期"),
    ("metax_c500.compute_dense.fp16.2023", "MetaX C500 nominal dense compute, FP16, 2023",
     "曦云C500标称稠密算力（FP16），2023年"),
    ("metax.valuation_multiple.price_to_sales_at_issue.2025-12-17",
     "MetaX price to sales at issue, 17 December 2025", "沐曦股份发行市销率，2025年12月17日"),
    ("nvidia.revenue.fy2026", "NVIDIA revenue, FY2026", "英伟达营业收入，2026财年"),
    ("metax.rd_expense.2025q1", "MetaX R&D expense, first quarter of 2025",
     "沐曦股份研发费用，2025年一季度"),
]  # fmt: skip


@pytest.mark.parametrize(("fact_id", "en", "zh"), EXPECTED)
def test_a_label_says_who_what_which_part_and_when(latest, fact_id, en, zh):
    assert latest.label(latest.row(fact_id)) == (en, zh)


def test_every_row_has_a_label_in_both_languages(latest):
    for row in latest.store.facts.values():
        name = label(latest.store, row)
        assert name.en.strip(), row.fact_id
        assert name.zh.strip(), row.fact_id
        assert not re.search(r"[\u4e00-\u9fff，（]", name.en), (row.fact_id, name.en)
        assert "  " not in name.en
        assert "_" not in name.en or row.house == "torch_perf", (row.fact_id, name.en)


def test_every_numeric_segment_of_a_usable_row_has_words_in_both_languages(latest):
    tokens = {
        token
        for row in latest.rows(status="any")
        if row.unit != "text"
        for token in row.segment.split("+")
        if token
    }
    assert len(tokens) > 500
    assert sorted(tokens - set(latest.store.segments)) == []


def test_a_segment_without_words_is_written_by_its_own(latest):
    assert segment_text(latest.store, "new_thing+units") == (
        "new thing, by cards",
        "new thing、按卡数",
    )
    assert segment_text(latest.store, "") == ("", "")
    assert what(latest.store, "metax", "revenue", "new_thing").en == "MetaX revenue, new thing"


def test_every_house_has_a_name(latest):
    assert {row.house for row in latest.store.facts.values()} <= set(latest.store.houses)
    assert latest.house_name("frost_sullivan") == ("Frost & Sullivan", "弗若斯特沙利文")
    assert latest.house_name("new_house").en == "new house"


def test_the_glossary_holds_the_terms_that_hold_digits(latest):
    terms = latest.store.glossary
    assert {"FP16", "BF16", "INT8", "FP8", "HBM3", "NVLink", "C500", "H100"} <= set(terms)
    assert terms["net profit attributable to the parent"][0].zh == "归母净利润"
    assert all(text.en and text.zh and note for text, note in terms.values())
