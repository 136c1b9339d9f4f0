"""What the timing section says of training against inference."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.timing_split import Quote, Split
from tapeout.quantity import is_gap
from tapeout.text import Text


def split(s: Split) -> list[Sentence]:
    """Return the contradiction of the quotations, the world, and what nothing measures."""
    told = [_quotes(s), _world(s), _served(s), _own(s)]
    return [sentence for sentence in told if sentence is not None]


def _quotes(s: Split) -> Sentence | None:
    pair = [q for q in s.quotes if not is_gap(q.training)]
    if len(pair) < 2:
        return _one_quote(pair)
    by, other = pair[0], pair[1]
    values = {
        "house": by.house, "counted": by.counted, "counted_other": other.counted,
        "share_training_servers": by.training, "share_inference_workload": other.inference,
    }  # fmt: skip
    undated = by.period is None and other.period is None
    tail = Text(
        " Neither source prints the year of the data, so neither is placed in time here." * undated,
        "两处来源均未注明数据年份，本报告不据以判断先后。" * undated,
    )
    return choose(
        by.training > by.inference and other.inference > other.training,
        {
            "en": "Two quotations of {house} contradict each other: by {counted}, training has "
            "{share_training_servers:2}; by {counted_other}, inference has "
            "{share_inference_workload:1}." + tail.en,
            "zh": "{house}的两处引文彼此矛盾：按{counted}，训练占{share_training_servers:2}；"
            "按{counted_other}，推理占{share_inference_workload:1}。" + tail.zh,
        },
        {
            "en": "{house} is quoted twice: by {counted}, training has {share_training_servers:2}; "
            "by {counted_other}, inference has {share_inference_workload:1}." + tail.en,
            "zh": "{house}有两处引文：按{counted}，训练占{share_training_servers:2}；"
            "按{counted_other}，推理占{share_inference_workload:1}。" + tail.zh,
        },
        **values,
    )


def _one_quote(pair: list[Quote]) -> Sentence | None:
    if not pair:
        return None
    q = pair[0]
    return Sentence(
        "{house} is quoted once: by {counted}, training has {share_training:2}.",
        "{house}有一处引文：按{counted}，训练占{share_training:2}。",
        {"house": q.house, "counted": q.counted, "share_training": q.training},
    )


def _world(s: Split) -> Sentence | None:
    if len(s.world) < 2:
        return None
    first, last = s.world[0], s.world[-1]
    values = {
        "house": s.world_house, "first": first.period or Text("", ""),
        "last": last.period or Text("", ""), "share_inference_world_first": first.inference,
        "share_inference_world_last": last.inference,
    }  # fmt: skip
    return choose(
        last.inference > first.inference,
        {
            "en": "For the world, not for China, {house} sees inference rise from "
            "{share_inference_world_first:0} of AI computing in {first} to a forecast "
            "{share_inference_world_last:0} in {last}.",
            "zh": "就全球而非中国，{house}预测推理在AI算力中的占比由{first}的"
            "{share_inference_world_first:0}升至{last}的{share_inference_world_last:0}。",
        },
        {
            "en": "For the world, not for China, {house} puts inference at "
            "{share_inference_world_first:0} of AI computing in {first} and "
            "{share_inference_world_last:0} in {last}.",
            "zh": "就全球而非中国，{house}认为推理在AI算力中的占比{first}为"
            "{share_inference_world_first:0}，{last}为{share_inference_world_last:0}。",
        },
        **values,
    )


def _served(s: Split) -> Sentence:
    return Sentence(
        "Domestic chips serve {inference_served_by_domestic} of inference in China.",
        "中国推理需求中由国产芯片承担的占{inference_served_by_domestic}。",
        {"inference_served_by_domestic": s.served},
    )


def _own(s: Split) -> Sentence:
    values = {"company": s.company, "year": s.own_period or Text("", "")}
    if is_gap(s.own):
        return Sentence("{share_inference_boards}", "{share_inference_boards}",
                        {"share_inference_boards": s.own})  # fmt: skip
    return Sentence(
        "In {company}'s own books, boards sold for inference alone brought "
        "{share_inference_boards} of main business revenue in {year}; what its other boards are "
        "used for is not published.",
        "{company}自身的账上，{year}单作推理用的板卡占主营业务收入{share_inference_boards}，"
        "其余板卡的用途未披露。",
        values | {"share_inference_boards": s.own},
    )
