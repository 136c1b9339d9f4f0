"""A folder of one's own over the shipped data: rows are added, none is replaced in silence."""

import shutil

import pytest

from tapeout.errors import DataProblem
from tapeout.ledger import examine, load, shipped

from .rows import row_number

HEADS = {name: (shipped() / name).read_text(encoding="utf-8").splitlines()[0] for name in
         ("facts.csv", "sources.csv", "entities.csv")}  # fmt: skip
MINE = (
    "acme.revenue.2024,acme,revenue,,2024,5000000,CNY,500万元,"
    "audited,company,preferred,acme_ar,p. 1,"
)


@pytest.fixture
def mine(tmp_path):
    """A company of one's own, with a source and a fact."""
    folder = tmp_path / "mine"
    folder.mkdir()
    rows = {
        "facts.csv": MINE,
        "sources.csv": "acme_ar,annual_report,primary,Annual report,Acme,2025-04-30,,",
        "entities.csv": "acme,company,Acme,,,,,,,",
    }
    for name, row in rows.items():
        (folder / name).write_text(f"{HEADS[name]}\n{row}\n", encoding="utf-8")
    return folder


def add(folder, name, row):
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")


def refusal(folder):
    with pytest.raises(DataProblem) as caught:
        load(shipped(), folder)
    return str(caught.value)


def test_rows_are_added_and_obey_the_date(mine, latest):
    both = load(shipped(), mine)
    assert both.fact("acme", "revenue").value == 5_000_000
    assert both.entity("acme").name == ("Acme", "Acme")
    assert len(both.store.facts) == len(latest.store.facts) + 1
    assert both.fact("metax", "revenue", period="2024").facts == ("metax.revenue.2024",)
    early = load(shipped(), mine, as_of="2025-04-29")
    assert early.find("acme", "revenue").reason.en.startswith(
        "The evidence dated to 29 April 2025 holds no revenue of Acme"
    )
    assert both.row("acme.revenue.2024").file == "mine/facts.csv"


def test_the_shipped_view_does_not_see_them(mine):
    load(shipped(), mine)
    assert "acme" not in load(shipped()).store.entities


def test_a_shipped_fact_may_not_be_repeated(mine):
    add(mine, "facts.csv", MINE.replace("acme.revenue.2024,acme", "metax.revenue.2024,metax"))
    message = refusal(mine)
    assert "mine/facts.csv:3:fact_id: found 'metax.revenue.2024'" in message
    assert (
        f"a key that data/facts.csv:{row_number('metax.revenue.2024')} does not have yet" in message
    )


def test_a_second_preferred_row_beside_a_shipped_one_is_refused(mine):
    add(mine, "facts.csv", MINE.replace("acme.revenue.2024,acme", "metax.revenue.2024~mine,metax"))
    message = refusal(mine)
    assert message.startswith("mine/facts.csv:3:status: found 'preferred', expected alternate")
    add(mine, "entities.csv", "metax,company,MetaX,,,,,,,")
    assert "mine/entities.csv:3:entity_id" in refusal(mine)


def test_an_alternate_beside_a_shipped_fact_is_welcome(mine):
    row = MINE.replace("acme.revenue.2024,acme", "metax.revenue.2024~mine,metax").replace(
        "preferred", "alternate"
    )
    add(mine, "facts.csv", row)
    both = load(shipped(), mine)
    assert both.fact("metax", "revenue", period="2024").facts == ("metax.revenue.2024",)
    assert "metax.revenue.2024~mine" in {
        r.fact_id for r in both.rows("metax", "revenue", status="alternate")
    }


def test_an_identical_entity_or_source_may_be_repeated(mine):
    shipped_rows = (shipped() / "entities.csv").read_text(encoding="utf-8").splitlines()
    add(mine, "entities.csv", next(row for row in shipped_rows if row.startswith("metax,")))
    assert load(shipped(), mine).entity("metax").ticker == "688802.SH"


def test_names_are_looked_up_in_both_folders(mine):
    add(mine, "facts.csv", MINE.replace("2024", "2023").replace("acme_ar", "acme_annual"))
    message = refusal(mine)
    assert message.startswith("mine/facts.csv:3:source_id: found 'acme_annual'")
    assert "nearest: acme_ar" in message
    add(mine, "sources.csv", "acme_annual,annual_report,primary,Report,Acme,2024-04-30,,")
    assert load(shipped(), mine).series("acme", "revenue").keys() == {"2023", "2024"}


def test_a_folder_without_tables_is_refused_by_name(tmp_path):
    folder = tmp_path / "void"
    folder.mkdir()
    message = refusal(folder)
    assert "void/facts.csv: found no such file beside nothing, expected facts.csv" in message
    assert "gone is not a folder" in refusal(tmp_path / "gone")


def test_a_ledger_of_its_own_keeps_the_contract(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(shipped(), folder)
    descriptor = folder / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(text.replace('"preferred",\n', ""), encoding="utf-8")
    assert "data/datapackage.json: table facts is described otherwise" in refusal_of(folder)
    descriptor.write_text(text.replace("2026-11-23", "2026-11-24"), encoding="utf-8")
    assert load(folder).as_of.isoformat() == "2026-11-24"


def test_folders_of_one_name_are_told_apart(mine, tmp_path):
    other = tmp_path / "other" / "mine"
    shutil.copytree(mine, other)
    for folder in (mine, other):
        path = folder / "facts.csv"
        path.write_text(path.read_text("utf-8").replace(",5000000,", ",500,"), encoding="utf-8")
    found = {str(p).split(":")[0] for p in examine(mine, other).problems}
    assert {f"{tmp_path.name}/mine/facts.csv", "other/mine/facts.csv"} <= found
    with pytest.raises(DataProblem, match="given twice"):
        load(mine, mine)


def test_a_folder_called_data_is_not_the_shipped_one(mine, tmp_path):
    folder = tmp_path / "x" / "data"
    shutil.copytree(mine, folder)
    assert examine(folder).problems == ()
    assert load(folder).fact("acme", "revenue").value == 5_000_000


def refusal_of(folder):
    with pytest.raises(DataProblem) as caught:
        load(folder)
    return str(caught.value)
