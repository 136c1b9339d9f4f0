"""Scaling of a cluster in a picture: the company's band beside the yardstick's lines."""

from __future__ import annotations

from dataclasses import replace

from tapeout.exhibit import Column, Figure, Row, Table
from tapeout.figures.scaling import Curve, Group, scaling
from tapeout.findings import technology_cluster_words as told
from tapeout.model.technology_cluster import NODE, SHOWN, Cluster, Step
from tapeout.quantity import Quantity
from tapeout.text import Text
from tapeout.words import spell

_GROUPS = {"data": Text("data parallel", "数据并行"), "tensor": Text("tensor parallel", "张量并行")}
_SIDES = (Text("one node", "单节点"), Text("network", "跨节点网络"))
_AXIS = Text("cards, each step doubling", "卡数，逐级翻倍")


def scaling_figure(c: Cluster) -> Figure:
    """Return scaling efficiency by cards; nothing is drawn where no card could be reckoned with."""
    blank = Text("", "")
    table = _table(c)
    if not c.steps:
        return Figure("scaling", told.message(c), blank, blank, table, None)
    dash = Text(", dashed for the supposed link", "（虚线为假设互连）") if c.borrowed else blank
    subtitle = Text(
        "Speed kept against single cards, %, log scale of cards. Band: low to high of link, latency "
        f"and overlap; line: middle{dash.en}. Dots: {_words(SHOWN, 'en')}, as labelled.",
        "相对单卡线性放大的速度，%，卡数为对数刻度。色带：互连、时延与重叠的上下限；"
        f"线：中值{dash.zh}；圆点及标注：{_words(SHOWN, 'zh')}。",
    )
    return Figure("scaling", told.message(c), subtitle, _alt(c), table, _drawing(c))


def _table(c: Cluster) -> Table:
    columns = [Column("cards", Text("Cluster", "集群规模"), "cards", 0)]
    ends = {"low": Text("low", "下限"), "mid": Text("middle", "中值"), "high": Text("high", "上限")}
    for how, group in _GROUPS.items():
        columns += [
            Column(f"{how}_{end}", Text(f"{group.en}, {name.en}", f"{group.zh}，{name.zh}"), "percent", 1)
            for end, name in ends.items()
        ]  # fmt: skip
    yard = c.yard.name
    columns += [
        Column(
            f"yard_{how}", Text(f"{yard.en}, {group.en}", f"{yard.zh}，{group.zh}"), "percent", 1
        )
        for how, group in _GROUPS.items()
    ]
    rows = tuple(
        Row(f"cards{int(s.cards.value)}", (
            s.cards, s.data.low, s.data.mid, s.data.high, s.tensor.low, s.tensor.mid, s.tensor.high,
            y.data.mid, y.tensor.mid,
        ))
        for s, y in zip(c.steps, c.yard_steps, strict=True)
    )  # fmt: skip
    name = c.chip.name if c.chip else c.company
    caption = Text(f"{name.en}, scaling efficiency", f"{name.zh}扩展效率")
    return Table("scaling", caption, tuple(columns), rows)


def _alt(c: Cluster) -> Text:
    first, at = c.steps[0], c.at(int(SHOWN.value))
    yard = c.yard_at(int(SHOWN.value))
    name, other = c.chip.name, c.yard.name

    def p(quantity: Quantity, decimals: int = 0) -> str:
        return spell(quantity, "en", decimals).text

    return Text(
        f"Curves over {_words(first.cards, 'en')} to {_words(c.steps[-1].cards, 'en')}. {name.en} in data "
        f"parallel stays between {p(at.data.low, 1)} and {p(at.data.high, 1)} at {_words(SHOWN, 'en')}; in tensor "
        f"parallel its band widens to {p(at.tensor.low)} to {p(at.tensor.high)}. {other.en} stands at "
        f"{p(yard.data.mid)} and {p(yard.tensor.mid)}.",
        f"{_words(first.cards, 'zh')}至{_words(c.steps[-1].cards, 'zh')}的曲线。{name.zh}在{_words(SHOWN, 'zh')}时，"
        f"数据并行为{p(at.data.low, 1)}至{p(at.data.high, 1)}，张量并行的区间扩大到{p(at.tensor.low)}至"
        f"{p(at.tensor.high)}；{other.zh}分别为{p(yard.data.mid)}与{p(yard.tensor.mid)}。",
    )


def _words(quantity: Quantity, language: str) -> str:
    return spell(quantity, language).text


def _drawing(c: Cluster):
    same = c.chip.id == c.yard.id

    def draw(language: str, layout: str):
        groups = []
        for how, name in _GROUPS.items():
            own = _curve(
                c.steps,
                how,
                _short(c.chip.name[language], c.company[language]),
                language,
                focus=True,
            )
            yard = _curve(c.yard_steps, how, _short(c.yard.name[language], "英伟达"), language)
            own = replace(own, supposed=c.borrowed)
            groups.append(Group(name[language], (own,) if same else (own, yard)))
        counts = [int(s.cards.value) for s in c.steps]
        node = (float(NODE.value), *(words[language] for words in _SIDES))
        return scaling(layout, counts, groups, int(SHOWN.value), _AXIS[language], node)

    return draw


def _short(name: str, maker: str) -> str:
    """Return the product's name without that of its maker: the message has it in full."""
    return name.split(" ")[-1] if " " in name else name.removeprefix(maker)


def _curve(
    steps: tuple[Step, ...], how: str, name: str, language: str, focus: bool = False
) -> Curve:
    bands = [getattr(step, how) for step in steps]
    place = [int(step.cards.value) for step in steps].index(int(SHOWN.value))
    ends = {
        end: [float(getattr(band, end).value) for band in bands] for end in ("low", "mid", "high")
    }
    label = spell(bands[place].mid, language, 0).text
    if not focus:
        return Curve(name, ends["mid"], label)
    return Curve(name, ends["mid"], label, ends["low"], ends["high"], True)
