"""Build editions: run the notebooks, render, hold against the gates, publish."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import nbformat

from tapeout.build import gates
from tapeout.build.execute import Task, run_all
from tapeout.build.figures_json import figures_of
from tapeout.build.manifest import combined, inputs, manifest, write_json
from tapeout.build.parameters import Edition, declared, stems, writable
from tapeout.build.progress import Progress
from tapeout.build.publish import locked, publish, staging
from tapeout.errors import DataProblem, GateProblem
from tapeout.lifted import outputs_of
from tapeout.sections import SECTIONS, notebook_path

_RUN = "notebooks"  # where an edition keeps its executed notebooks


def build(
    editions: Sequence[Edition],
    out: Path,
    *,
    data: Path | None = None,
    jobs: int | None = None,
    quiet: bool = False,
) -> list[Path]:
    """Build and publish the editions and return the paths of what was made.

    Nothing is published unless every report of the edition passes every gate.
    """
    out = writable(out)
    source_gate()
    steps = len(editions) * (len(SECTIONS) + 1)
    with Progress(steps, quiet=quiet) as progress, ExitStack() as held:
        for edition in editions:
            held.enter_context(locked(out, edition.folder.as_posix()))
        stage = held.enter_context(staging(out))
        digests = inputs(data)
        tasks = [task for edition in editions for task in _tasks(edition, stage, data)]
        workers = jobs or max(min(os.cpu_count() or 1, len(tasks)), 1)
        progress.say(
            f"{len(tasks)} notebooks, {workers} at once, then {len(editions)} editions to render"
        )
        run_all(
            tasks,
            workers,
            started=lambda task: progress.start(_told(task)),
            done=lambda task, seconds: progress.end(_told(task), seconds),
        )
        made: list[Path] = []
        for edition in editions:
            progress.start(f"render {edition.name}")
            since = time.monotonic()
            stage_edition(edition, stage / edition.folder, digests)
            progress.end(f"render {edition.name}", time.monotonic() - since)
        if combined(inputs(data)) != combined(digests):
            raise DataProblem(
                "data, notebooks or code changed during the build; nothing was published, "
                "run it again"
            )
        for edition in editions:
            made += publish_edition(edition, stage / edition.folder, out / edition.folder)
    return made


def source_gate() -> None:
    """Hold the notebooks as written against the rules on prose, before any of them runs."""
    complaints = []
    for each in SECTIONS:
        path = notebook_path(each.stem)
        if not path.is_file():
            raise DataProblem(f"notebooks/{path.name} is missing; restore it with git checkout")
        notebook = nbformat.read(path, as_version=4)
        complaints += gates.no_typed_figures(path.name, notebook)
        complaints += gates.both_languages(path.name, notebook)
    _refuse("the notebooks as written", complaints)


def stage_edition(edition: Edition, folder: Path, digests: dict[str, str]) -> None:
    """Render an edition whose notebooks have run, and hold every file against the gates."""
    from tapeout.render.document import report_from
    from tapeout.render.html import render as render_html
    from tapeout.render.pdf import render as render_pdf

    notebooks = _executed(edition, folder / _RUN)
    outputs = [o for each in _in_order() for o in outputs_of(notebooks[each.stem])]
    told = {"company": edition.company, "as_of": edition.as_of, "scenario": edition.scenario}
    if edition.extra.get("assumptions"):
        told["assumptions"] = edition.extra["assumptions"]
    complaints: list[str] = []
    figures: dict[str, dict] = {}
    for language in edition.languages:
        place = folder / language
        place.mkdir()
        report = report_from(notebooks, language)
        html = render_html(notebooks, language)
        pdf = render_pdf(report)
        (place / "report.html").write_text(html, encoding="utf-8")
        (place / "report.pdf").write_bytes(pdf)
        figures[language] = figures_of(outputs, told, language, report.coverage)
        write_json(place / "figures.json", figures[language])
        complaints += page_complaints(
            f"{edition.name} {language}", html, pdf, report.words_of_data()
        )
    complaints += gates.same_numbers(figures)
    _refuse(edition.name, complaints)
    for language in edition.languages:
        place = folder / language
        write_json(place / "manifest.json", manifest(edition, language, place, digests))


def page_complaints(name: str, html: str, pdf: bytes, evidence: str = "") -> list[str]:
    """Return what is wrong with the two artefacts of one language; `evidence` is words of the data."""
    complaints = gates.self_contained(f"{name} HTML", html)
    complaints += gates.no_lost_values(f"{name} HTML", gates.visible_text(html), evidence)
    return complaints + gates.no_lost_values(f"{name} PDF", gates.pdf_text(pdf), evidence)


def publish_edition(edition: Edition, folder: Path, target: Path) -> list[Path]:
    """Publish each language and the executed notebooks of an edition; return the reports' paths."""
    made = []
    for language in edition.languages:
        publish(folder / language, target / language)
        made += [target / language / name for name in ("report.html", "report.pdf")]
    publish(folder / _RUN, target / _RUN)
    shutil.rmtree(folder, ignore_errors=True)
    return made


def _executed(edition: Edition, run_folder: Path) -> dict[str, nbformat.NotebookNode]:
    notebooks, complaints = {}, []
    for each in SECTIONS:
        path = run_folder / each.file
        notebook = nbformat.read(path, as_version=4)
        complaints += gates.every_cell_ran(f"{each.file} ({edition.name})", notebook)
        notebook.metadata.pop("papermill", None)  # it holds paths and times of this machine
        for cell in notebook.cells:
            cell.metadata.pop("papermill", None)
            cell.metadata.pop("execution", None)
        nbformat.write(notebook, path)
        notebooks[each.stem] = notebook
    _refuse(edition.name, complaints)
    return notebooks


def _in_order() -> list:
    return sorted(SECTIONS, key=lambda each: each.number)


def _tasks(edition: Edition, stage: Path, data: Path | None) -> list[Task]:
    given = edition.parameters(data)
    return [
        Task(
            edition,
            stem,
            notebook_path(stem),
            {k: v for k, v in given.items() if k in declared(stem)},
            stage / edition.folder / _RUN,
        )
        for stem in stems()
    ]


def _told(task: Task) -> str:
    return f"{task.edition.name} {task.notebook.stem}"


def _refuse(what: str, complaints: list[str]) -> None:
    complaints = gates.joined_complaints([complaints])
    if complaints:
        shown = "\n  ".join(complaints[:20])
        more = f"\n  and {len(complaints) - 20} more" if len(complaints) > 20 else ""
        raise GateProblem(
            f"{what}: not published, {len(complaints)} complaint(s):\n  {shown}{more}"
        )
