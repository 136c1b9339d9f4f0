"""The answer of a section, taken from its executed notebook for the summary."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import nbformat

from tapeout.errors import CellProblem, UnknownName, nearest
from tapeout.gap import Gap
from tapeout.moment import Moment
from tapeout.quantity import Origin, Quantity
from tapeout.sections import notebook_path
from tapeout.text import Text

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
        return cls(stem, answer, items, numbers)

    @property
    def shown(self) -> list[str]:
        """Return the ids of the numbers in the answer and the panel, in order."""
        ids = [*_mentioned(self.answer), *(item["n"] for item in self.items)]
        return list(dict.fromkeys(ids))

    def __getitem__(self, name: str) -> Quantity | Moment | Gap:
        """Return a number of the section by its name: `lift("viability")["revenue_2024"]`."""
        number_id = f"{self.stem}.{name}"
        if number_id not in self.numbers:
            known = [known_id.partition(".")[2] for known_id in self.numbers]
            raise UnknownName(f"section {self.stem} has no number {name!r}{nearest(name, known)}")
        return _number(self.numbers[number_id])

    def get(self, name: str) -> Quantity | Moment | Gap | None:
        """Return a number of the section, None where it registered none of that name."""
        return self[name] if f"{self.stem}.{name}" in self.numbers else None


def _number(record: dict) -> Quantity | Moment | Gap:
    """Return the number of a record; it rests on the facts that it rested on."""
    label, facts = Text(**record["name"]), tuple(record["facts"])
    if record["kind"] == "gap":
        return Gap(label, Text(**record["reason"]), facts)
    formula = Text(**record["formula"])
    origin = Origin("lifted", formula=formula, lifted=facts)
    if record["kind"] == "date":
        moment = Moment.parse(record["date"], label=label)
        return Moment(moment.first, moment.last, moment.precision, origin, label)
    value, lo, hi = (Decimal(record[key]) for key in ("value", "lo", "hi"))
    se = None if record["se"] is None else Decimal(record["se"])
    step = None if record["step"] is None else Decimal(record["step"])
    return Quantity(value, record["unit"], lo, hi, origin, label, step, se)


def _mentioned(texts: list[dict]) -> list[str]:
    return [
        token["n"]
        for text in texts
        for tokens in text.values()
        for token in tokens
        if isinstance(token, dict)
    ]


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
                "assumptions": edition.assumptions,
                "data": edition.data,
            },
            progress_bar=False,
        )
    return outputs_of(notebook)
