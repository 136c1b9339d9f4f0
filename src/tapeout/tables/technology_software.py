"""Tables of the software: evidence by framework, and public code by company."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.technology_stack import CLAIM, NOTHING, PLUGIN, UPSTREAM, Stack
from tapeout.text import Text

FRAMEWORKS = {"pytorch": "PyTorch", "vllm": "vLLM", "sglang": "SGLang", "deepspeed": "DeepSpeed",
              "paddle": "Paddle"}  # fmt: skip
STATE_WORDS = {
    UPSTREAM: Text("upstream", "上游"),
    PLUGIN: Text("plugin or fork", "插件或分支"),
    CLAIM: Text("maker's word", "厂商自述"),
    NOTHING: Text("nothing in the evidence", "证据中未见"),
}


def evidence(stacks: list[Stack]) -> Table:
    """Return what stands behind each mark: name, and when its source was published."""
    columns = (
        Column("company", Text("Company", "公司")),
        Column("framework", Text("Framework", "框架")),
        Column("state", Text("State", "状态")),
        Column("evidence", Text("Evidence", "依据")),
        Column("published", Text("Published", "发布时间")),
    )
    rows = tuple(
        Row(
            f"{s.company}_{cell.capability}",
            (s.name, Text.same(FRAMEWORKS[cell.capability]), STATE_WORDS[cell.state], cell.evidence,
             cell.told if cell.state != NOTHING else Text("", "")),
            place == 0,
        )
        for place, s in enumerate(stacks) for cell in s.cells
    )  # fmt: skip
    note = Text(
        "Upstream: a file or page in the framework's own repository or its repository of device "
        "plugins, in an index that may hold branches not yet merged.",
        "上游指框架官方仓库（含其设备插件仓库）内的文件或页面；所用索引可能包含尚未合并的分支。",
    )
    return Table("software", Text("Evidence by framework", "各框架支持的依据"), columns, rows, note)


def code(stacks: list[Stack]) -> Table:
    """Return public code by company: interface, repositories, and since when."""
    columns = (
        Column("company", Text("Company", "公司")),
        Column("interface", Text("Interface", "编程接口")),
        Column("repositories", Text("Public repositories", "公开代码库"), "repositories", 0),
        Column("pytorch", Text("PyTorch backend since", "PyTorch后端始于")),
        Column("vllm", Text("vLLM plugin since", "vLLM插件始于")),
    )
    rows = tuple(
        Row(
            s.company,
            (s.name, s.style, s.repositories, s.since["pytorch_backend"], s.since["vllm_plugin"]),
            place == 0,
        )
        for place, s in enumerate(stacks)
    )
    note = Text(
        "Repositories with files in one index of public code, not the full count. Since: first public "
        "commit; a history may include that of the upstream project.",
        "代码库数为某公开代码索引中有文件者，并非全部；起始时间为首次公开提交，历史可能含上游项目的提交。",
    )
    return Table(
        "software_code", Text("Public code by company", "各公司公开代码"), columns, rows, note
    )
