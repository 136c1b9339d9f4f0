"""Which frameworks know the cards of a company, by the strongest evidence of each.

A place in the upstream project goes before a plugin or fork that others found, and that before
the maker's own word. Nothing in the evidence is not the same as nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import FactRow, Ledger
from tapeout.model.technology import MAKERS
from tapeout.model.technology_software import rows_of, told_on
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity
from tapeout.text import Text

UPSTREAM, PLUGIN, CLAIM, NOTHING = "upstream", "plugin", "claim", "nothing"
STATES = (UPSTREAM, PLUGIN, CLAIM, NOTHING)
CAPABILITIES = ("pytorch", "vllm", "sglang", "deepspeed", "paddle")
# The segments of software_support that speak of a capability, and its name in a maker's list.
_SEGMENTS = {
    "pytorch": (("pytorch_backend",), "PyTorch"),
    "vllm": (("vllm_plugin", "vllm_build"), "vLLM"),
    "sglang": (("sglang_support",), "SGLang"),
    "deepspeed": (("deepspeed_accelerator",), "DeepSpeed"),
    "paddle": (("paddle_custom_device", "fastdeploy_c550"), "Paddle"),
}
# A directory or page in the project's own repository; its plugin repository counts as its own.
_IN_TREE = ("paddle_custom_device", "deepspeed_accelerator")
_LISTS = "frameworks_named"
_NONE = "none"  # first word of a row that looked and found nothing
_OWN = Text("own stack", "自有编程栈")
_STYLES = (
    ("CUDA-like", Text("CUDA-like", "类CUDA")),
    ("HIP", Text("HIP, CUDA by script", "HIP，脚本迁移CUDA")),
    ("mainstream GPGPU", Text("GPGPU style", "类GPGPU")),
    ("own ", _OWN),
)


@dataclass(frozen=True)
class Cell:
    """One capability of one company: its state, what it is called, and when that was told."""

    capability: str
    state: str
    evidence: Text
    told: Moment | Gap


@dataclass(frozen=True)
class Stack:
    """The software of one company."""

    company: str
    name: Text
    style: Text | Gap  # of the programming interface
    cells: tuple[Cell, ...]
    repositories: Quantity | Gap  # public ones with files in one index
    since: dict[str, Moment | Gap]  # first public commit of the PyTorch backend, the vLLM plugin

    @property
    def apart(self) -> bool:
        """Return whether the programming interface is one of its own, unlike CUDA's."""
        return self.style is _OWN

    def count(self, *states: str) -> int:
        """Return how many capabilities are in one of the states."""
        return sum(cell.state in states for cell in self.cells)


def stacks(ledger: Ledger, company: str) -> list[Stack]:
    """Return the software of the company and of the makers beside it, the company first.

    The others follow by how much of it is more than their own word.
    """
    others = sorted(
        (_stack(ledger, maker) for maker in MAKERS if maker != company),
        key=lambda s: (-s.count(UPSTREAM, PLUGIN), -s.count(UPSTREAM)),
    )
    return [_stack(ledger, company), *others]


# -- one company ------------------------------------------------------------------------------
def _stack(ledger: Ledger, company: str) -> Stack:
    rows = rows_of(ledger, company, "software_support")
    dates = {r.segment: r for r in rows_of(ledger, company, "software_date")}
    counts = [r for r in rows_of(ledger, company, "software_count")
              if r.segment == "github_org_repos_indexed"]  # fmt: skip
    gap = _nothing(ledger, company)
    since = {
        key: ledger.value(dates[f"{key}_first_commit"]) if f"{key}_first_commit" in dates else gap
        for key in ("pytorch_backend", "vllm_plugin")
    }
    number = ledger.value(counts[0]).scaled(1, "repositories") if counts else gap
    return Stack(
        company, ledger.entity(company).name, _style(rows, gap),
        tuple(_cell(ledger, capability, rows, gap) for capability in CAPABILITIES), number, since,
    )  # fmt: skip


def _style(rows: list[FactRow], gap: Gap) -> Text | Gap:
    """Return the kind of programming interface, read from what is said of it."""
    said = next((r.value for r in rows if r.segment == "programming_model"), "")
    return next((words for mark, words in _STYLES if mark in said), gap)


def _cell(ledger: Ledger, capability: str, rows: list[FactRow], gap: Gap) -> Cell:
    """Return the strongest evidence of one capability; of equals the newest."""
    segments, listed = _SEGMENTS[capability]
    found = [
        (STATES.index(_state(r)), r) for r in rows
        if (r.segment in segments and not r.value.startswith(_NONE))
        or (r.segment == _LISTS and listed.lower() in r.value.lower())
    ]  # fmt: skip
    if not found:
        return Cell(capability, NOTHING, Text("", ""), gap)
    best = min(place for place, _ in found)
    row = max((r for place, r in found if place == best), key=lambda r: r.published)
    told = Text("named by the maker", "厂商列名") if row.segment == _LISTS else Text.same(row.value.split(" (")[0])  # fmt: skip
    return Cell(capability, STATES[best], told, told_on(ledger, row))


def _state(row: FactRow) -> str:
    if row.basis == "vendor_claim":
        return CLAIM
    in_tree = row.segment in _IN_TREE or row.value.startswith("docs/")
    return UPSTREAM if in_tree else PLUGIN


def _nothing(ledger: Ledger, company: str) -> Gap:
    name, day = ledger.entity(company).name, ledger.day
    return Gap(
        Text(f"{name.en}, software", f"{name.zh}软件"),
        Text(
            f"The evidence dated to {day.en} says nothing of it for {name.en}.",
            f"截至{day.zh}的证据中未见{name.zh}的相关记载。",
        ),
    )
