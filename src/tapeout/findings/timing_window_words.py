"""What is said of the window: when domestic supply meets demand, and what brings that forward."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.timing_window import Window
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text

_WORTH_SAYING = 5  # percent of the paths
IDS = ("window_closes_p10", "window_closes_median", "window_closes_p90")
INNER = Quantity.exact(
    80, "percent", Text("paths between the tenth and the ninetieth percentile",
                        "第10至第90百分位之间的路径")
)  # fmt: skip


def window(w: Window) -> list[Sentence]:
    """Return the printed ratios, the dates they give, and what a return of NVIDIA changes."""
    if not w.known:
        return [_unknown(w)]
    return [_printed(w), _crossing(w), _spread(w), *_return(w), *_tail(w)]


def _unknown(w: Window) -> Sentence:
    """Return why there is no window; the ids of its dates carry the reason."""
    return Sentence(
        "{window_closes_median}{window_closes_p10}{window_closes_p90}",
        "{window_closes_median}{window_closes_p10}{window_closes_p90}",
        dict(zip(IDS, (w.p10, w.median, w.p90), strict=True)),
    )


def _printed(w: Window) -> Sentence:
    values = {"house": w.house, "first_year": w.first_year, "last_year": w.last_year,
              "supply_demand_first": w.first, "supply_demand_last": w.last}  # fmt: skip
    return choose(
        w.last > 100 and w.first < 100,
        {
            "en": "{house} puts domestic supply at {supply_demand_first:0} of demand in "
            "{first_year} and at {supply_demand_last:0} in {last_year}: from shortage to surplus.",
            "zh": "{house}预计，国产供给占需求之比{first_year}为{supply_demand_first:0}，"
            "{last_year}为{supply_demand_last:0}：由短缺转为过剩。",
        },
        {
            "en": "{house} puts domestic supply at {supply_demand_first:0} of demand in "
            "{first_year} and at {supply_demand_last:0} in {last_year}.",
            "zh": "{house}预计，国产供给占需求之比{first_year}为{supply_demand_first:0}，"
            "{last_year}为{supply_demand_last:0}。",
        },
        **values,
    )


def _crossing(w: Window) -> Sentence:
    values = {"window_crossing": w.crossing, "window_crossing_early": w.crossing_year_start}
    return Sentence(
        "On a straight line between the two, supply meets demand in {window_crossing} if the "
        "figures belong to the middle of their years, in {window_crossing_early} if to their start.",
        "按两点连线推算，若数据计于年中，供给在{window_crossing}追平需求；若计于年初，"
        "则为{window_crossing_early}。",
        values,
    )


def _spread(w: Window) -> Sentence:
    return Sentence(
        "With the error of such forecasts, the dating and the chance that NVIDIA returns, the "
        "median of {window_paths} is {window_closes_median}; {window_inner} of them lie between "
        "{window_closes_p10} and {window_closes_p90}.",
        "计入预测误差、数据时点与英伟达回归的可能，{window_paths}的中位数为{window_closes_median}，"
        "其中{window_inner}介于{window_closes_p10}与{window_closes_p90}之间。",
        {"window_paths": w.paths, "window_closes_median": w.median,
         "window_closes_p10": w.p10, "window_closes_p90": w.p90, "window_inner": INNER},
    )  # fmt: skip


def _return(w: Window) -> list[Sentence]:
    """Return how much earlier the shortage ends if NVIDIA sells again: the case that does most."""
    none, others = w.cases[0], w.cases[1:]
    most = max(others, key=lambda case: case.supply.value)
    if is_gap(none.median) or is_gap(most.median) or none.median.value <= most.median.value:
        return []
    earlier = Quantity.model(
        none.median.value - most.median.value, "years", label=Text("earlier by", "提前"),
        inputs=(none.median, most.median),
        formula=Text("difference of the two medians", "两个中位数之差"),
    )  # fmt: skip
    return [
        Sentence(
            "If {case} and meet {foreign_supply:0} of demand, the shortage ends "
            "{window_earlier:1} sooner than without NVIDIA.",
            "若{case}、供给相当于需求的{foreign_supply:0}，短缺将比英伟达不回归时早{window_earlier:1}结束。",
            {"case": most.name, "foreign_supply": most.supply, "window_earlier": earlier},
        )
    ]


def _tail(w: Window) -> list[Sentence]:
    """Return what lies outside the printed years: extrapolated paths and those without an end."""
    told = []
    if w.beyond.value >= _WORTH_SAYING:
        told.append(
            Sentence(
                "{window_beyond:0} of the paths meet demand only long after {last_year}, where the "
                "line is no more than an extrapolation.",
                "{window_beyond:0}的路径要到{last_year}之后很久才追平需求，届时的连线仅为外推。",
                {"window_beyond": w.beyond, "last_year": w.last_year},
            )
        )
    if w.never.value >= _WORTH_SAYING:
        told.append(
            Sentence(
                "In {window_never:0} of the paths supply never meets demand.",
                "{window_never:0}的路径中，供给始终追不平需求。",
                {"window_never": w.never},
            )
        )
    return told


def message(w: Window) -> Sentence:
    """Return the message of the drawing."""
    if not w.known:
        return _unknown(w)
    return Sentence(
        "In {window_inner} of paths supply meets demand between {window_closes_p10:n} and "
        "{window_closes_p90:n}",
        "{window_inner}的路径显示，供给在{window_closes_p10}至{window_closes_p90}之间追平需求",
        {"window_closes_p10": w.p10, "window_closes_p90": w.p90, "window_inner": INNER},
    )
