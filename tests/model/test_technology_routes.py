"""The roads: margins and research by a second path, and wordings that follow the numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tapeout.findings import technology_routes_words as words
from tapeout.ledger import load
from tapeout.model import technology_routes as model
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text

D = Decimal
EVE, LATEST = load(as_of="2025-12-16"), load(as_of="latest")


def road(company: str, route: str, revenue: str, margin: str, research: str) -> model.Road:
    def printed(value: str, unit: str) -> Quantity:
        return Quantity.printed(value, unit, "0.01", fact=f"{company}.{unit}")

    return model.Road(
        company, Text.same(company), route, None, "", Quantity.exact(1, "products"), (),
        printed(revenue, "CNY"), printed(margin, "percent"), printed(research, "percent"), False,
    )  # fmt: skip


def roads(*found: model.Road) -> model.Routes:
    return model.Routes(found[0].name, Text.same("2024"), found, (), Text("", ""))


def test_figures_of_2024_by_a_second_path():
    found = model.routes(LATEST, "metax")
    assert found.year.en == "2024"
    by = {r.company: r for r in found.roads}
    assert by["metax"].margin.value == D("53.43")
    ratio = D("900890400") / LATEST.fact("metax", "revenue", period="2024").value * 100
    assert abs(by["metax"].research.value - ratio) < D("1e-9")
    assert abs(by["metax"].research.value - D("121.24")) < D("0.01")  # as the company prints it
    assert by["enflame"].research.value == D("181.66") and by["enflame"].printed
    assert by["enflame"] not in found.comparable
    assert [r.name.en for r in found.same] == ["MetaX", "Biren"]


def test_what_a_source_says_of_the_programming_model_decides():
    by = {r.company: r.programmed for r in model.routes(LATEST, "metax").roads}
    assert (by["metax"], by["moore_threads"]) == ("cuda_like", "cuda_like")
    assert (by["hygon"], by["cambricon"], by["biren"]) == ("hip", "own", "gpgpu_style")
    assert by["jingjia_micro"] == ""
    # The source on Hygon's software is of 2026.
    eve = {r.company: r for r in model.routes(EVE, "metax").roads}
    assert eve["hygon"].stack is None
    assert words.programmed(eve["hygon"]) == words.NONE


def test_product_lines_of_the_newest_period():
    found = model.routes(LATEST, "metax")
    shares = {line.key: line.share.value for line in found.lines}
    assert shares["training_inference_boards"] == D("97.55")
    assert abs(sum(shares.values()) - 100) < D("0.05")
    moore = {x.key: x for x in model.routes(LATEST, "moore_threads").lines}
    assert moore["consumer_graphics"].margin.value == D("-0.65")
    assert is_gap(moore["consumer_graphics"].share)
    assert "sold below cost" in " ".join(
        s.en for s in words.routes(model.routes(LATEST, "moore_threads"))
    )


def test_pairs_in_which_the_smaller_seller_spends_more():
    found = roads(
        road("a", "gpgpu", "100", "50", "300"), road("b", "dsa", "200", "51", "200"),
        road("c", "dcu", "300", "70", "250"),
    )  # fmt: skip
    ranked = model.orders(found)
    assert (ranked.pairs.value, ranked.smaller_spends_more.value) == (3, 2)
    assert "follows size more than road" in words._orders(found)[0].en
    turned = roads(road("a", "gpgpu", "100", "50", "20"), road("b", "dsa", "200", "51", "200"))
    assert "does not follow size" in words._orders(turned)[0].en


def test_revenues_in_unlike_money_are_not_ordered():
    a, b = road("a", "gpgpu", "100", "50", "300"), road("b", "dsa", "200", "51", "200")
    dollars = replace(b, revenue=Quantity.printed("1", "USD", "0", fact="x"))
    assert model.orders(roads(a, dollars)) is None


def test_a_road_shows_only_where_its_makers_agree():
    near = roads(
        road("a", "gpgpu", "1", "50", "3"), road("b", "gpgpu", "2", "51", "2"),
        road("c", "dcu", "3", "70", "2"),
    )  # fmt: skip
    assert "cannot prove" in words._same_road(near)[0].en
    far = roads(
        road("a", "gpgpu", "1", "50", "3"), road("b", "gpgpu", "2", "68", "2"),
        road("c", "dcu", "3", "70", "2"),
    )  # fmt: skip
    assert "does not show" in words._same_road(far)[0].en
    alone = roads(road("a", "gpgpu", "1", "50", "3"), road("c", "dcu", "3", "70", "2"))
    assert "nothing tells" in words._same_road(alone)[0].en


@pytest.mark.parametrize("ledger", [EVE, LATEST], ids=lambda x: str(x.as_of))
@pytest.mark.parametrize(
    "company", ["metax", "moore_threads", "cambricon", "huawei", "nvidia", "amd"]
)
def test_a_message_is_short_and_true_of_the_largest(company, ledger):
    found = model.routes(ledger, company)
    said = words.message(found)
    assert len(said.en.split()) <= 18
    if "more than any peer" in said.en:
        assert max(r.research.value for r in found.comparable) == found.own.research.value
