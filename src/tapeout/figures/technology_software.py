"""Software in a picture: which frameworks know whose cards, and by whose word."""

from __future__ import annotations

from tapeout.exhibit import Figure
from tapeout.figures.matrix import Line, matrix
from tapeout.findings import technology_software_words as told
from tapeout.model.technology_stack import CLAIM, NOTHING, PLUGIN, STATES, UPSTREAM, Stack
from tapeout.quantity import is_gap
from tapeout.tables.technology_software import FRAMEWORKS, STATE_WORDS, evidence
from tapeout.text import Text

_SHAPES = {UPSTREAM: "full", PLUGIN: "half", CLAIM: "ring", NOTHING: "dash"}


def software(stacks: list[Stack]) -> Figure:
    """Return the matrix of companies and frameworks, the company first."""
    subtitle = Text(
        "Strongest evidence for each framework by this date, and the kind of programming interface.",
        "截至本报告日各框架支持的最强证据，并注明编程接口类型。",
    )
    return Figure("software", told.message(stacks), subtitle, _alt(stacks), evidence(stacks),
                  _drawing(stacks))  # fmt: skip


def _drawing(stacks: list[Stack]):
    def draw(language: str, layout: str):
        rows = [
            Line(
                s.name[language], tuple(_SHAPES[cell.state] for cell in s.cells),
                "" if is_gap(s.style) else s.style[language], place == 0,
            )
            for place, s in enumerate(stacks)
        ]  # fmt: skip
        names = [FRAMEWORKS[cell.capability] for cell in stacks[0].cells]
        legend = {_SHAPES[state]: STATE_WORDS[state][language] for state in STATES}
        return matrix(layout, names, rows, legend)

    return draw


def _alt(stacks: list[Stack]) -> Text:
    """Return the row of the company and who has most and least, in words."""
    own = stacks[0]
    said = {
        lang: "; ".join(
            f"{FRAMEWORKS[c.capability]} {STATE_WORDS[c.state][lang]}" for c in own.cells
        )
        for lang in ("en", "zh")
    }
    most = max(stacks, key=lambda s: (s.count(UPSTREAM, PLUGIN), s.count(UPSTREAM)))
    least = min(stacks, key=lambda s: (s.count(UPSTREAM, PLUGIN), s.count(UPSTREAM)))
    return Text(
        f"Matrix of {len(stacks)} makers and {len(own.cells)} frameworks. {own.name.en}: {said['en']}. "
        f"{most.name.en} has most upstream or as plugin, {most.count(UPSTREAM, PLUGIN)}; {least.name.en} "
        f"least, {least.count(UPSTREAM, PLUGIN)}.",
        f"{len(stacks)}家厂商与{len(own.cells)}个框架的矩阵。{own.name.zh}：{said['zh'].replace('; ', '；')}。"
        f"{most.name.zh}进入上游或有插件的最多（{most.count(UPSTREAM, PLUGIN)}个），"
        f"{least.name.zh}最少（{least.count(UPSTREAM, PLUGIN)}个）。",
    )
