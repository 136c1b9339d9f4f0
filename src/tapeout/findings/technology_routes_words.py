"""The roads in words: what is built, how it is programmed, and what the numbers show of it."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology_routes import Road, Routes, orders
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text, all_of

ROUTES = {
    "full_function_gpu": Text("full-function GPUs", "全功能GPU"),
    "gpgpu": Text("general-purpose GPUs without graphics", "通用GPU（GPGPU）"),
    "dcu": Text("DCUs, general-purpose accelerators beside its CPUs", "DCU（协处理器）"),
    "dsa": Text("domain-specific accelerators", "专用加速芯片（DSA）"),
    "graphics_gpu": Text("graphics GPUs", "图形GPU"),
    "cpu": Text("CPUs", "CPU"),
}
ROUTE_SHORT = {
    "full_function_gpu": Text("full-function GPU", "全功能GPU"),
    "gpgpu": Text("GPGPU", "GPGPU"),
    "dcu": Text("DCU", "DCU"),
    "dsa": Text("DSA", "DSA"),
    "graphics_gpu": Text("graphics GPU", "图形GPU"),
    "cpu": Text("CPU", "CPU"),
}
PROGRAMMED = {
    "cuda_like": Text("source code in the manner of CUDA", "类CUDA源码"),
    "hip": Text("HIP and ROCm, with CUDA code ported by script", "HIP/ROCm，CUDA代码经脚本移植"),
    "gpgpu_style": Text("C/C++ in the style of GPGPU languages", "GPGPU风格的C/C++"),
    "own": Text("a stack or language of its own", "自有软件栈或语言"),
}
_HALF = 50  # percent of the pairs
NONE = Text("not stated", "未说明")


def programmed(road: Road) -> Text:
    """Return the software of a maker and how it is programmed, as far as a source says so."""
    if road.stack is None or not road.programmed:
        return NONE
    how = PROGRAMMED[road.programmed]
    return Text(f"{road.stack.en}: {how.en}", f"{road.stack.zh}：{how.zh}")


def message(found: Routes) -> Sentence:
    """Return the message of the figure: research against revenue of the company and of the rest."""
    own = found.own
    rest = [r for r in found.comparable if r is not own and not own.printed]
    if is_gap(own.research) or not rest:
        if is_gap(own.margin) and is_gap(own.research):
            return Sentence(
                "The evidence holds neither margin nor research of {company} for {year}; shown are its peers",
                "证据中没有{company}{year}毛利率与研发占比，图示为同业", {"company": found.name, "year": found.year},
            )  # fmt: skip
        if own.printed and not is_gap(own.research):
            return Sentence(
                "By its own count {company} put {route_research} of revenue into research in {year}",
                "{company}自行披露的{year}研发投入占比为{route_research}",
                {"company": found.name, "year": found.year, "route_research": own.research},
            )
        return Sentence(
            "{company} earned a gross margin of {route_margin} in {year}",
            "{company}{year}毛利率为{route_margin}",
            {"company": found.name, "year": found.year, "route_margin": own.margin},
        )
    higher = sum(r.research > own.research for r in rest)
    return choose(
        higher == 0,
        {"en": "{company} spent {route_research} of revenue on research in {year}, more than any peer",
         "zh": "{company}{year}研发投入为收入的{route_research}，同业最高"},
        {"en": "{company} spent {route_research} of revenue on research in {year}; {higher_n:n} of its peers spent more",
         "zh": "{company}{year}研发投入为收入的{route_research}，{higher_n:n}家同业更高"},
        company=found.name, year=found.year, route_research=own.research, higher_n=_count(higher),
    )  # fmt: skip


def _count(number: int) -> Quantity:
    label = Text("peers that spent a larger share on research", "研发占比更高的同业数")
    return Quantity.exact(number, "companies", label)


def routes(found: Routes) -> list[Sentence]:
    """Return what the company builds and gives up, its lines, and whether the road shows."""
    told = [_road(found)]
    if found.own.no_graphics:
        names = all_of(found.own.no_graphics)
        told.append(
            Sentence(
                "What this road leaves out is graphics: {graphics} is under development and no date of "
                "shipping has been published.",
                "这条路舍弃的是图形：{graphics}仍在研发，未见出货时间公布。",
                {"graphics": names},
            )
        )
    return [*told, *_lines(found), *_same_road(found), *_orders(found)]


def _road(found: Routes) -> Sentence:
    own = found.own
    route = ROUTES.get(own.route)
    if route is None:
        return Sentence(
            "The ledger gives {company} no route of its own.",
            "台账未对{company}作路线分类。",
            {"company": found.name},
        )
    if own.stack is None or not own.programmed:
        return Sentence(
            "{company} builds {route}; how they are programmed is not stated in the evidence of this "
            "date.",
            "{company}走{route}路线；截至该日的证据未说明其编程方式。",
            {"company": found.name, "route": route},
        )
    return Sentence(
        "{company} builds {route}, programmed through {stack}: {how}.",
        "{company}走{route}路线，软件为{stack}（{how}）。",
        {
            "company": found.name,
            "route": route,
            "stack": own.stack,
            "how": PROGRAMMED[own.programmed],
        },
    )


def _lines(found: Routes) -> list[Sentence]:
    if len(found.lines) < 2:
        return []
    shared = [line for line in found.lines if not is_gap(line.share)]
    largest = max(shared, key=lambda line: line.share.value, default=None)
    least = found.lines[-1]
    if largest is None or largest is least:
        return []
    return [
        choose(
            least.margin < 0,
            {
                "en": "By line: {largest_line} brought {largest_line_share} of main-business revenue in "
                "the {period} at a gross margin of {largest_line_margin}; {least_line} sold below cost, "
                "at {least_line_margin}.",
                "zh": "分产品看，{period}{largest_line}占主营业务收入{largest_line_share}，毛利率"
                "{largest_line_margin}；{least_line}亏本销售，毛利率{least_line_margin}。",
            },
            {
                "en": "By line: {largest_line} brought {largest_line_share} of main-business revenue in "
                "the {period} at a gross margin of {largest_line_margin}; {least_line} earned "
                "{least_line_margin}.",
                "zh": "分产品看，{period}{largest_line}占主营业务收入{largest_line_share}，毛利率"
                "{largest_line_margin}；{least_line}仅{least_line_margin}。",
            },
            period=Text(found.period.en if " " in found.period.en else f"year {found.period.en}",
                        found.period.zh),
            largest_line=largest.name, largest_line_share=largest.share,
            largest_line_margin=largest.margin, least_line=least.name,
            least_line_margin=least.margin,
        )
    ]  # fmt: skip


def _same_road(found: Routes) -> list[Sentence]:
    with_margin, same = found.with_margin, found.same
    if len(with_margin) < 2 or is_gap(found.own.margin):
        return []
    span = (with_margin[0].margin - with_margin[-1].margin).labelled(
        Text("widest span of gross margins", "毛利率最大差距")
    )
    if len(same) < 2:
        return [
            Sentence(
                "The evidence holds no gross margin of {year} of another maker on its road, so nothing "
                "tells the road from the maker; over all roads margins lie {margin_span} apart.",
                "证据中没有同一路线其他厂商的{year}毛利率，无法区分路线与企业自身的影响；各路线之间毛利率"
                "最多相差{margin_span}。",
                {"year": found.year, "margin_span": span},
            )
        ]
    apart = (same[0].margin - same[-1].margin).labelled(
        Text("span of gross margins on the same road", "同一路线毛利率差距")
    )
    names = all_of([r.name for r in same])
    values = {"names": names, "year": found.year, "same_road_span": apart, "margin_span": span}
    return [
        choose(
            apart + apart < span,  # a span times a number would lose its unit
            {
                "en": "On the same road, {names} earned gross margins only {same_road_span} apart in "
                "{year}, while all makers lie {margin_span} apart: the two agree, which so few makers "
                "cannot prove.",
                "zh": "同一路线的{names}{year}毛利率仅相差{same_road_span}，而全部厂商最多相差{margin_span}："
                "方向一致，但样本太少，不足为证。",
            },
            {
                "en": "On the same road, {names} earned gross margins {same_road_span} apart in {year}, "
                "against {margin_span} over all makers: the road does not show.",
                "zh": "同一路线的{names}{year}毛利率相差{same_road_span}，全部厂商最多相差{margin_span}："
                "看不出路线的影响。",
            },
            **values,
        )
    ]


def _orders(found: Routes) -> list[Sentence]:
    ranked = orders(found)
    if ranked is None:
        return []
    return [
        choose(
            ranked.share > _HALF,
            {
                "en": "Research follows size more than road: in {pairs_smaller_more} of {pairs:n} pairs of "
                "makers the one with less revenue spent the larger share of it. That is order, not "
                "cause.",
                "zh": "研发占比更多随规模而非路线变化：{pairs:n}组两两比较中，有{pairs_smaller_more}组是收入"
                "较小者占比较高。这只是次序，并非因果。",
            },
            {
                "en": "Research does not follow size: in {pairs_smaller_more} of {pairs:n} pairs of makers "
                "the one with less revenue spent the larger share of it.",
                "zh": "研发占比与规模无关：{pairs:n}组两两比较中，仅{pairs_smaller_more}组是收入较小者占比较高。",
            },
            pairs=ranked.pairs,
            pairs_smaller_more=ranked.smaller_spends_more,
        )
    ]
