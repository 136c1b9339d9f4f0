"""The answer of a section, taken from its executed notebook for the summary."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tapeout.errors import CellProblem
from tapeout.sections import notebook_path

MIME = "application/vnd.tapeout+json"


@dataclass(frozen=True)
class Lifted:
    """What a summary may use of a section: its answer, headline numbers and all numbers."""

    stem: str
    answer: list[dict]
    items: list[dict]
    numbers: dict[str, dict]

    @classmethod
    def of(cls, stem: str, outputs: list[dict]) -> Lifted:
        """Return the answer, the panel and the numbers among the outputs of a section."""
        answer = [o["text"] for o in outputs if o["kind"] == "sentence" and o["part"] == "answer"]
        items = [item for o in outputs if o["kind"] == "panel" for item in o["items"]]
        if not answer:
            raise CellProblem(f"section {stem} states no answer: add say(..., part='answer') to it")
        numbers: dict[str, dict] = {}
        for output in outputs:
            numbers.update(output["numbers"])
        shown = _mentioned(answer) | {item["n"] for item in items}
        return cls(stem, answer, items, {k: v for k, v in numbers.items() if k in shown})


def _mentioned(texts: list[dict]) -> set[str]:
    return {
        token["n"]
        for text in texts
        for tokens in text.values()
        for token in tokens
        if isinstance(token, dict)
    }


def outputs_of(notebook: nbformat.NotebookNode) -> list[dict]:
    """Return the recorded outputs of an executed notebook, in order."""
    return [
        output["data"][MIME]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.get("output_type") == "display_data" and MIME in output["data"]
    ]


def executed_outputs(stem: str, edition, run_folder: Path | None) -> list[dict]:
    """Return the outputs of a section for the same edition, running its notebook if need be."""
    if run_folder is not None:
        path = run_folder / notebook_path(stem).name
        return outputs_of(nbformat.read(path, as_version=4))
    import papermill  # heavy, and only needed outside a build

    as_of = "latest" if edition.latest else edition.as_of.isoformat()
    with tempfile.TemporaryDirectory() as folder:
        notebook = papermill.execute_notebook(
            str(notebook_path(stem)),
            str(Path(folder) / "executed.ipynb"),
            parameters={
                "company": edition.company,
                "as_of": as_of,
                "language": edition.language,
                "scenario": edition.scenario,
                "data": edition.data,
            },
            progress_bar=False,
        )
    return outputs_of(notebook)
