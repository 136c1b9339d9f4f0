"""The answer of the technology section, the objection to it, and what the evidence leaves open."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.findings.technology_routes_words import ROUTE_SHORT
from tapeout.ledger import Ledger
from tapeout.model.technology import THRESHOLD, Chip, Distance, chip_of
from tapeout.model.technology_cadence import Cadence
from tapeout.model.technology_change import NARROW
from tapeout.model.technology_routes import Routes
from tapeout.model.technology_supply import Supply
from tapeout.model.viability_product import Product
from tapeout.quantity import is_gap, share
from tapeout.text import Text, all_of

BUYABLE = "nvidia_h20"  # the chip that export rules allowed


def answer(found: Routes, far: Distance, supply: Supply, line: Product) -> list[Sentence]:
    """Return by which road, how far behind, and what it hangs on."""
    return [_road(found), *_distance(far), _hangs(supply, line)]


def _road(found: Routes) -> Sentence:
    own = found.own
    route = ROUTE_SHORT.get(own.route)
    if route is None:
        return Sentence(
            "The ledger gives {company} no route.", "台账未对{company}作路线分类。",
            {"company": found.name},
        )  # fmt: skip
    values = {"company": found.name, "route": route}
    if is_gap(own.research):
        return Sentence(
            "{company} takes the {route} road; the evidence does not hold what it spent on research in {year}.",
            "{company}走{route}路线；证据中没有其{year}研发投入占比。",
            values | {"year": found.year},
        )
    return choose(
        own.research > 100,
        {
            "en": "{company} takes the {route} road, and spent more on research in {year} than it sold: "
            "{route_research} of revenue.",
            "zh": "{company}走{route}路线，{year}研发投入超过收入，为收入的{route_research}。",
        },
        {
            "en": "{company} takes the {route} road, and spent {route_research} of revenue on research in "
            "{year}.",
            "zh": "{company}走{route}路线，{year}研发投入为收入的{route_research}。",
        },
        **values,
        year=found.year,
        route_research=own.research,
    )


def _distance(far: Distance) -> list[Sentence]:
    if is_gap(far.ratio) or is_gap(far.lag) or far.ahead:
        return [choose(far.ratio < THRESHOLD, *_behind(far), chip=far.chip_name, best=far.best_name,
                       fp16_ratio_to_frontier=far.ratio)]  # fmt: skip
    return [
        choose(
            far.ratio < THRESHOLD,
            *_behind_by(far),
            chip=far.chip_name,
            best=far.best_name,
            fp16_ratio_to_frontier=far.ratio,
            fp16_lag_years=far.lag,
        )
    ]


def _behind_by(far: Distance) -> tuple[dict[str, str], dict[str, str]]:
    """Return the wordings with the lag, far behind and not."""
    far_away, near = _behind(far)
    tail = Text(
        "; a chip as fast shipped from NVIDIA at least {fp16_lag_years} ago",
        "，英伟达至少{fp16_lag_years}前已出货同等算力的芯片",
    )
    return tuple(
        {
            "en": f"{words['en'].rstrip('.')}{tail.en}.",
            "zh": f"{words['zh'].rstrip('。')}{tail.zh}。",
        }
        for words in (far_away, near)
    )


def _behind(far: Distance) -> tuple[dict[str, str], dict[str, str]]:
    """Return the wordings far behind and not; an estimate is called one."""
    en, zh = ("", "")
    if far.chip and far.chip.estimated:
        en, zh = ", by an estimate of other hands,", "（他方估计）"
    gives = f"{{chip}}, gives{en} {{fp16_ratio_to_frontier}} of the FP16 rate of {{best}}"
    reaches = f"主力芯片{{chip}}的FP16算力{zh}为{{best}}"
    return (
        {
            "en": f"It starts far behind: the leading chip, {gives}, the fastest of its maker on record "
            "here.",
            "zh": f"起步远落后于前沿：{reaches}（已收录的最强者）的{{fp16_ratio_to_frontier}}。",
        },
        {"en": f"The leading chip, {gives}.", "zh": f"{reaches}的{{fp16_ratio_to_frontier}}。"},
    )


def _hangs(supply: Supply, line: Product) -> Sentence:
    """Return what the road hangs on: one line, its stopped foundry, and the next product."""
    stop, coming = supply.stock.stopped, supply.following
    low, high = supply.low, supply.high
    values = {"revenue_share_top_product": line.of_main}
    known = not is_gap(stop) and low is not None and high is not None and coming is not None
    if known and not is_gap(line.of_main) and line.of_main > NARROW:
        return choose(
            coming.planned,
            {
                "en": "It hangs on one line, {revenue_share_top_product} of main-business revenue, whose "
                "foundry stopped in {foundry_stop}, and so on {product}, planned for {next_volume}.",
                "zh": "它系于一条产品线（占主营业务收入{revenue_share_top_product}），而其代工厂自{foundry_stop}起"
                "停止接单，因此系于计划{next_volume}量产的{product}。",
            },
            {
                "en": "It hung on one line, {revenue_share_top_product} of main-business revenue, whose "
                "foundry stopped in {foundry_stop}, and so on {product}, in mass production since "
                "{next_volume}.",
                "zh": "它曾系于一条产品线（占主营业务收入{revenue_share_top_product}），而其代工厂自{foundry_stop}起"
                "停止接单，因此系于{next_volume}量产的{product}。",
            },
            foundry_stop=stop,
            product=coming.product,
            next_volume=coming.moment,
            **values,
        )
    return choose(
        line.of_main > NARROW,
        {
            "en": "It hangs on one line: {revenue_share_top_product} of main-business revenue.",
            "zh": "它系于一条产品线：占主营业务收入{revenue_share_top_product}。",
        },
        {
            "en": "The largest line brings {revenue_share_top_product} of main-business revenue.",
            "zh": "最大产品线占主营业务收入的{revenue_share_top_product}。",
        },
        **values,
    )


# -- objection and limit --------------------------------------------------------------------
def objection(ledger: Ledger, far: Distance, supply: Supply) -> list[Sentence]:
    """Return the strongest objection: what can be bought, and that sales outlived the stop."""
    return [*_buyable(far, chip_of(ledger, BUYABLE)), *_outlived(supply)]


def _buyable(far: Distance, buyable: Chip) -> list[Sentence]:
    """Return how the leading chip stands against the one that export rules allowed."""
    if far.chip is None or is_gap(buyable.fp16):
        return []
    own, name = far.chip, buyable.name
    fp16 = share(own.fp16, buyable.fp16).labelled(
        Text(f"{own.name.en}, dense FP16 to the {name.en}", f"{own.name.zh}稠密FP16与{name.zh}之比")
    )
    memory = share(own.memory_bandwidth, buyable.memory_bandwidth)
    values = {"chip": own.name, "buyable": name, "fp16_of_h20": fp16}
    en, zh = ("of the FP16 rate", "FP16算力为{fp16_of_h20}")
    if own.estimated:
        en, zh = (f"{en}, by an estimate of other hands,", f"{zh}（他方估计）")
    if not is_gap(memory):
        values["memory_bandwidth_of_h20"] = memory.labelled(
            Text(
                f"{own.name.en}, memory bandwidth to the {name.en}",
                f"{own.name.zh}显存带宽与{name.zh}之比",
            )
        )
        guess = Text(" (estimated)", "（估计）") if own.memory_estimated else Text("", "")
        en += f" and {{memory_bandwidth_of_h20}} of the memory bandwidth{guess.en}"
        zh += f"，显存带宽为{{memory_bandwidth_of_h20}}{guess.zh}"
    lead = Text(
        "Export rules keep the frontier out of reach. Against {buyable}, made to stay within them, {chip} gives "
        "{fp16_of_h20} ",
        "出口管制使前沿产品不可得。与为符合管制而设的{buyable}相比，{chip}的",
    )
    return [
        choose(
            fp16 > 100,
            {"en": f"{lead.en}{en}: by what can be bought, it is not behind in compute.",
             "zh": f"{lead.zh}{zh}：就买得到的产品而言，算力并不落后。"},
            {"en": f"{lead.en}{en}: it does not lead there either.",
             "zh": f"{lead.zh}{zh}，同样并不领先。"},
            **values,
        )
    ]  # fmt: skip


def _outlived(supply: Supply) -> list[Sentence]:
    s, high, coming = supply.stock, supply.high, supply.following
    if is_gap(s.stopped):
        return []
    if not s.outlived:
        return [] if high is None or high not in supply.made else [
            Sentence(
                "Nor need the stop end the sales: if everything in stock becomes boards it lasts until "
                "{stock_until_high}, longer than until {product} is {due}.",
                "停单也未必使销售中断：若全部存货都能制成板卡，可售至{stock_until_high}，晚于{product}{due}的时点。",
                {
                    "stock_until_high": high.until, "product": coming.product,
                    "due": Text("due", "计划量产") if coming.planned else Text("in volume", "量产"),
                },
            )
        ]  # fmt: skip
    return [
        Sentence(
            "Nor did the stop end the sales: {boards_since:n} boards went out in the rest of that year, more "
            "than the count had left.",
            "停单也并未使销售中断：当年其余时间又售出{boards_since:n}张，多于按件数计的结余。",
            {"boards_since": s.since},
        )
    ]


def limit(found: Routes, pace: Cadence, supply: Supply) -> list[Sentence]:
    """Return which makers publish no pace, and what is missing of supply, by name."""
    told = []
    with_pace = {w.maker for w in pace.waits}
    without = [r.name for r in found.roads if r.company not in with_pace]
    if without:
        told.append(
            Sentence(
                "No product of {names} has both a dated tape-out and a dated start of mass production here.",
                "{names}没有任何产品在本报告中同时具备流片与量产日期。",
                {"names": all_of(without)},
            )
        )
    if supply.following is not None and not supply.following.planned:
        told.append(
            Sentence(
                "How many {product} have been made or sold, and by which foundry, has not been published by "
                "this date.",
                "截至该日，{product}的产量、销量与代工厂均未披露。",
                {"product": supply.following.product},
            )
        )
    return told
