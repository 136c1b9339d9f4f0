"""Publishing swaps a whole folder; what was there stays until then, and locks hold."""

from __future__ import annotations

import pytest

from tapeout.build import publish as publishing
from tapeout.build.publish import locked, publish, staging
from tapeout.errors import BuildBusy, GateProblem


def folder(path, words):
    path.mkdir(parents=True)
    (path / "report.html").write_text(words)
    return path


@pytest.mark.parametrize("swap", [True, False])
def test_a_new_report_takes_the_place_of_the_old(tmp_path, monkeypatch, swap):
    if not swap:
        monkeypatch.setattr(publishing, "_exchanged", lambda *_: False)
    target = folder(tmp_path / "en", "old")
    publish(folder(tmp_path / "stage" / "en", "new"), target)
    assert (target / "report.html").read_text() == "new"


def test_a_first_report_is_put_in_place(tmp_path):
    publish(folder(tmp_path / "stage", "new"), tmp_path / "metax" / "latest" / "en")
    assert (tmp_path / "metax" / "latest" / "en" / "report.html").read_text() == "new"


def test_staging_is_gone_after_a_failure(tmp_path):
    with pytest.raises(GateProblem), staging(tmp_path) as stage:
        folder(stage / "en", "half")
        raise GateProblem("not good enough")
    assert [p for p in tmp_path.iterdir() if p.name != ".locks"] == []


def test_a_second_build_of_the_same_edition_is_refused(tmp_path):
    refused = pytest.raises(BuildBusy, match="another build")
    with locked(tmp_path, "metax/latest"), refused, locked(tmp_path, "metax/latest"):
        pass


def test_builds_of_two_editions_do_not_meet(tmp_path):
    with locked(tmp_path, "metax/latest"), locked(tmp_path, "metax/2025-12-16"):
        pass
    with locked(tmp_path, "metax/latest"):
        pass
