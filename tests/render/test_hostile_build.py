"""Reports built from folders full of hostile text: looked at in a browser, as data and in print."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import nbformat
import pytest

from tapeout.build import gates
from tapeout.build.parameters import plan_editions
from tapeout.build.report import build
from tapeout.text import LANGUAGES
from tests.render import hostile_folder
from tests.render.hostile_payloads import INERT
from tests.render.hostile_reading import Tree, squeezed

pytestmark = pytest.mark.slow
# A lost value and an unfilled template look like these: a gate refuses them by name.
SHOWN = INERT
COMPANIES = (hostile_folder.COMPANY, "metax")
EACH = [(company, language) for company in COMPANIES for language in LANGUAGES]
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> Path:
    """Reports of the copied company and of the shipped one with products added."""
    out = tmp_path_factory.mktemp("reports")
    folders = tmp_path_factory.mktemp("folders")
    makers = (hostile_folder.make, hostile_folder.add_to_shipped)
    for company, make in zip(COMPANIES, makers, strict=True):
        data = make(folders / company, SHOWN)
        editions = plan_editions([company], ["latest"], LANGUAGES, "base", data, {})
        build(editions, out, data=data, quiet=True)
    return out


def opened(reports: Path, company: str, language: str) -> tuple[str, str, dict]:
    """Return the page, the words of the PDF and figures.json of a report."""
    folder = reports / company / "latest" / language
    page = (folder / "report.html").read_text("utf-8")
    words = squeezed(gates.pdf_text((folder / "report.pdf").read_bytes()))
    return page, words, json.loads((folder / "figures.json").read_text("utf-8"))


@pytest.mark.parametrize(("company", "language"), EACH)
def test_what_a_folder_says_stands_in_page_and_print(reports, company, language):
    page, printed, told = opened(reports, company, language)
    tree = Tree(page)
    # What follows a semicolon in a publisher tells where a copy lies, and stands apart.
    cells = [part for s in told["sources"] for part in (s["title"], *s["publisher"].split("; ", 1))]
    cells += [fact["locator"] for fact in told["facts"].values()]
    for words in map(squeezed, cells):
        assert words in tree.shown, words
    names = [number["name"] for number in told["numbers"].values()]
    for words in map(squeezed, [*names, *(s["title"] for s in told["sources"])]):
        assert words in printed, words
    everything = squeezed(" ".join([*cells, *names]))
    reached = {key for key, words in SHOWN.items() if squeezed(words.split("; ")[0]) in everything}
    assert reached == set(SHOWN)
    assert "root:" not in printed


@pytest.mark.parametrize(("company", "language"), EACH)
def test_nothing_in_a_page_loads_runs_or_leads_astray(reports, company, language):
    page, _, _ = opened(reports, company, language)
    tree = Tree(page)
    assert gates.self_contained("page", page) == []
    assert "script" not in tree.tags and "img" not in tree.tags and "iframe" not in tree.tags
    assert all(link.startswith(("#", "https://", "http://")) for link in tree.links)
    if company == "metax":
        assert "https://x.example/a?b=1&c=<d>" in tree.links


def test_the_name_of_a_product_reaches_a_drawing_and_its_table(reports):
    page, _, _ = opened(reports, "metax", "en")
    drawn = "".join(re.findall(r"<text\b[^>]*>([^<]*)</text>", page))
    # The drawing holds the nine last steps; a long name is cut there.
    reached = [key for key, words in SHOWN.items() if words[:7] in unescape(drawn)]
    assert len(reached) >= 8, reached


@pytest.mark.browser
@pytest.mark.parametrize(("company", "language"), EACH)
def test_a_browser_runs_nothing(reports, company, language, tmp_path):
    page, _, _ = opened(reports, company, language)
    title = title_of(page)
    bare, count = _POLICY.subn("", page)
    assert count == 1
    for name, text in (("as_built", page), ("without_its_policy", bare)):
        shown = in_browser(tmp_path, name, text)
        assert title_of(shown) == title != "ran"
        assert gates.self_contained(name, _POLICY.sub("", shown)) in (
            [], [f"{name}: the Content-Security-Policy must be the first element of head"],
        )  # fmt: skip
        assert Tree(shown).shown == Tree(text).shown


@pytest.mark.browser
def test_what_jupyterlab_shows_runs_nothing(reports, tmp_path):
    shown = []
    for path in sorted((reports / COMPANIES[0] / "latest" / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            shown += [output.data["text/html"] for output in cell.get("outputs", ())]
    page = "<!DOCTYPE html><html><head><title>still</title></head><body>" + "".join(shown)
    seen = in_browser(tmp_path, "outputs", page + "</body></html>")
    assert "<title>still</title>" in seen
    tree = Tree(seen)
    assert not tree.tags.keys() & {"script", "img", "iframe", "meta", "a"}
    assert not [name for name in tree.attributes if name.startswith("on") or name == "src"]


@pytest.mark.parametrize("key", ["jinja", "braces"])
def test_a_template_that_is_not_filled_is_told_from_words_of_the_data(key):
    words = INERT[key]
    assert gates.no_lost_values("page", words)
    assert gates.no_lost_values("page", words, evidence=f"a name: {words}") == []


def title_of(page: str) -> str:
    return unescape(re.search(r"<title>(.*?)</title>", page).group(1))


def in_browser(folder: Path, name: str, page: str) -> str:
    """Return the document as a browser with JavaScript holds it after loading."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        pytest.skip("no Chromium on PATH: the HTML is not read in a browser here")
    path = folder / f"{name}.html"
    path.write_text(page, encoding="utf-8")
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}",
        "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
