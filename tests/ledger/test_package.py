"""data/datapackage.json: the frictionless library as second opinion."""

import json

import frictionless
import pytest

from tapeout.ledger import shipped
from tapeout.ledger.periods import GRAMMAR
from tapeout.ledger.schema import read_package


@pytest.fixture(scope="module")
def described():
    """The descriptor as it is on disk."""
    return json.loads((shipped() / "datapackage.json").read_text(encoding="utf-8"))


def test_the_descriptor_is_valid_and_its_tables_are_the_files(described):
    package = frictionless.Package.from_descriptor(described, basepath=str(shipped()))
    assert list(frictionless.Package.metadata_validate(described)) == []
    paths = {resource.path for resource in package.resources}
    assert paths == {file.name for file in shipped().glob("*.csv")}


def test_the_shipped_data_is_valid_under_it(described):
    package = frictionless.Package.from_descriptor(described, basepath=str(shipped()))
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:10]
    assert sum(task.stats["rows"] for task in report.tasks) > 6000


def test_a_broken_copy_is_invalid_under_it(copy, described):
    copy.replace(
        "facts.csv", "metax.revenue.2024,metax,revenue,", "metax.revenue.2024,metx,revenue,"
    )
    copy.replace("sources.csv", "163_mt_jan12,news,", "163_mt_jan12,gossip,")
    package = frictionless.Package.from_descriptor(described, basepath=str(copy.folder))
    errors = package.validate().flatten(["type", "rowNumber"])
    assert {kind for kind, _ in errors} == {"foreign-key", "constraint-error"}


def test_it_says_when_the_evidence_was_collected_and_under_which_terms(described):
    assert described["collected"] == "2026-11-23"
    assert str(read_package(shipped()).collected) == "2026-11-23"
    assert described["licenses"]
    assert described["sources"]


def test_the_grammar_of_periods_is_written_once(described):
    facts = next(r for r in described["resources"] if r["name"] == "facts")
    period = next(f for f in facts["schema"]["fields"] if f["name"] == "period")
    assert period["constraints"]["pattern"] == GRAMMAR


def test_every_column_is_described(described):
    for resource in described["resources"]:
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert resource["schema"]["primaryKey"]
        assert resource["schema"]["missingValues"] == [""]
