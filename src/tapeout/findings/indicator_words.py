"""What is said of the indicators: which thresholds have been reached, and what that would mean."""

from __future__ import annotations

from tapeout.exhibit import Sentence
from tapeout.model.indicators import Indicator
from tapeout.quantity import Quantity
from tapeout.text import Text


def change(indicators: tuple[Indicator, ...]) -> list[Sentence]:
    """Return how many indicators have a figure and how many are past their threshold, by name."""
    judged = [each for each in indicators if each.reached is not None]
    past = [each for each in judged if each.reached]
    if not judged:
        return [
            Sentence(
                "No indicator has a figure to hold against its threshold yet.",
                "各项指标目前都没有可与阈值对照的数据。",
            )
        ]
    values = {
        "indicators_judged": _count(judged, Text("indicators with a figure", "有数据的指标")),
        "indicators_reached": _count(
            past, Text("indicators past their threshold", "已触及阈值的指标")
        ),
    }
    verb = "has" if len(past) == 1 else "have"
    told = [
        Sentence(
            f"Of {{indicators_judged}} with a figure, {{indicators_reached:n}} {verb} passed the "
            "threshold.",
            "有数据可对照的{indicators_judged}中，已触及阈值的有{indicators_reached:n}项。",
            values,
        )
    ]
    return told + [_reached(each) for each in past]


def _count(indicators: list[Indicator], label: Text) -> Quantity:
    return Quantity.exact(len(indicators), "indicators", label)


def _reached(each: Indicator) -> Sentence:
    words = {"above": Text("above", "高于"), "below": Text("below", "低于")}[each.side]
    return Sentence(
        f"{{indicator}}: {{indicator_newest_{each.key}}}, {words.en} {{indicator_threshold_{each.key}}}; "
        "{meaning}.",
        f"{{indicator}}：{{indicator_newest_{each.key}}}，{words.zh}{{indicator_threshold_{each.key}}}；"
        "意味着{meaning}。",
        {
            "indicator": each.name,
            f"indicator_newest_{each.key}": each.newest,
            f"indicator_threshold_{each.key}": each.threshold,
            "meaning": each.meaning,
        },
    )
