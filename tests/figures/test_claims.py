"""The scoreboard as drawn, its table, and the sentences of the audit in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from matplotlib.patches import PathPatch

from tapeout.claim_verdicts import VERDICTS
from tapeout.figures import claims as figures
from tapeout.figures import style
from tapeout.figures.badges import SHAPES
from tapeout.findings import claims_answers as answers
from tapeout.findings import claims_words as words
from tapeout.ledger import load, shipped
from tapeout.model.claims import findings
from tapeout.seed import choose_seed
from tapeout.tables import claims as tables
from tests.spoken import plain as told

LANGUAGES, DATES = ("en", "zh"), ("2025-12-16", "2026-04-30", "latest")


@pytest.fixture(scope="module", params=DATES)
def found(request):
    """The audit of the shipped seed as of three dates."""
    return _found("metax", request.param)


def _found(company, as_of="latest"):
    ledger = load(shipped(), as_of=as_of)
    return findings(choose_seed(company, ledger.as_of), ledger, company)


def every_sentence(found):
    return [
        *words.what_was_read(found), words.score_message(found), *words.scores(found),
        *words.arithmetic(found), *words.sources(found), *answers.answer(found),
        *answers.objection(found), *answers.change(found),
        *(words.finding(w) for w in (*found.first, *found.omissions)),
    ]  # fmt: skip


# -- the drawing -------------------------------------------------------------------------------
def test_every_verdict_has_a_shape_of_its_own():
    assert set(SHAPES) == {verdict.key for verdict in VERDICTS}
    assert len({shape for shape, _ in SHAPES.values()}) == len(SHAPES)


@pytest.mark.parametrize("layout", style.LAYOUTS)
def test_there_is_one_square_for_each_claim_of_the_table(found, layout):
    figure = figures.scoreboard(found)
    fig = figure.draw("en", layout)
    squares = [
        (len(patch.get_path().vertices) // 5)
        for patch in fig.findobj(PathPatch)
        if len(patch.get_path().vertices) % 5 == 0
    ]
    assert sum(squares) == sum(int(q.value) for q in figure.table.quantities(1))
    drawn = [int(w) for w, _ in style.text_boxes(fig) if w.isdigit()]
    assert drawn == [int(q.value) for q in figure.table.quantities(1)]


@pytest.mark.parametrize("layout", style.LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_touches_another_or_leaves_the_canvas(found, language, layout):
    fig = figures.scoreboard(found).draw(language, layout)
    width, height = fig.get_size_inches() * 72
    assert width == style.WIDTH[layout]
    assert 260 <= height <= 440
    boxes = style.text_boxes(fig)
    for name, box in boxes:
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height, name
    for (one, a), (other, b) in combinations(boxes, 2):
        assert not a.overlaps(b), (one, other)


@pytest.mark.parametrize("layout", style.LAYOUTS)
def test_no_square_leaves_the_canvas(found, layout):
    fig = figures.scoreboard(found).draw("en", layout)
    width, height = fig.get_size_inches() * 72
    for patch in fig.findobj(PathPatch):
        box = patch.get_path().get_extents()
        assert box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height


@pytest.mark.parametrize("layout", style.LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_svg_is_small_and_the_same_each_time(found, language, layout):
    figure = figures.scoreboard(found)
    svg = style.to_svg(figure.draw(language, layout), "scoreboard")
    assert svg == style.to_svg(figure.draw(language, layout), "scoreboard")
    assert len(svg.encode()) <= 25_000


def test_zero_rows_are_kept_and_the_description_is_of_the_length_asked(found):
    figure = figures.scoreboard(found)
    assert [row.key for row in figure.table.rows] == [v.key for v in VERDICTS]
    assert 25 <= len(figure.alt.en.split()) <= 60
    assert len(told(figure.message, "en").split()) <= 16
    assert len(re.findall(r"[\u4e00-\u9fff]", told(figure.message, "zh"))) <= 28


# -- the table ---------------------------------------------------------------------------------
def test_the_table_holds_every_claim_in_the_order_of_the_article(found):
    table = tables.every_claim(found)
    paragraphs = {w.claim.claim_id: w.claim.paragraph for w in found.claims}
    order = [paragraphs[row.key] for row in table.rows]
    assert len(order) == len(found.claims)
    assert order == sorted(order)
    assert dict(table.cells())["revenue_2024.article"].value == 743_000_000
    assert "metax.revenue.2024" in table.facts


def test_words_of_the_evidence_are_given_in_the_language_of_the_page(found):
    row = next(r for r in tables.every_claim(found).rows if r.key == "route_moore_threads")
    assert row.cells[2] == ("full-function GPU", "全功能GPU")


# -- what is said ------------------------------------------------------------------------------
def test_every_sentence_is_complete_in_both_languages(found):
    for sentence in every_sentence(found):
        english, chinese = told(sentence, "en"), told(sentence, "zh")
        assert not re.search(r"[\u4e00-\u9fff\u2018-\u201d\u2026\u00b7]", english), english
        assert re.search(r"[\u4e00-\u9fff]", chinese), chinese
        assert "{" not in english + chinese
        assert not re.search(r"\b1 claims\b", english), english
        assert not re.search(r"CNY|million|billion", chinese), chinese


def test_true_but_stands_only_before_a_claim_that_is_true(found):
    for weighed in found.claims:
        if weighed.remark is not None:
            english = told(words.remark(weighed), "en")
            assert english.startswith("True, but ") == (weighed.verdict.group == "agrees")
            assert english[0].isupper()


def test_the_message_and_the_answer_turn_with_the_counts():
    found = _found("metax", "2025-12-16")
    assert "contradicted: 1" in told(words.score_message(found), "en")
    claims = tuple(c for c in found.seed.claims if c.claim_id != "three_uses")
    ledger = load(shipped(), as_of="2025-12-16")
    clean = findings(replace(found.seed, claims=claims), ledger, "metax")
    assert told(words.score_message(clean), "en").endswith("and none is contradicted")
    wrong = tuple(
        replace(c, reported_as="999亿元", value="99900000000") if c.unit == "CNY" else c
        for c in found.seed.claims
    )
    bad = findings(replace(found.seed, claims=wrong), ledger, "metax")
    assert told(answers.answer(bad)[0], "en").startswith("The article does not hold in full")
    assert "at or above" in told(answers.change(bad)[0], "en")
    assert not told(words.scores(bad)[0], "en").startswith("Not one")


def test_without_a_seed_it_is_said_and_nothing_is_drawn():
    nothing = _found("moore_threads")
    figure = figures.scoreboard(nothing)
    assert figure.draw is None
    assert "No article in seeds/ is about Moore Threads" in told(figure.message, "en")
    assert "摩尔线程" in told(answers.answer(nothing)[0], "zh")
    assert [row.key for row in tables.every_claim(nothing).rows] == ["none"]
    assert len(answers.headline(nothing)) == 3
    for sentence in every_sentence(nothing):
        assert told(sentence, "en")
