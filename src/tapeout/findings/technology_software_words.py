"""Software in sentences: who holds it, what the maker's own test says, and what does not run."""

from __future__ import annotations

from tapeout.exhibit import Sentence, choose
from tapeout.model.technology_software import Limit, Repositories, Users
from tapeout.model.technology_stack import CLAIM, PLUGIN, UPSTREAM, Stack
from tapeout.quantity import Quantity, is_gap
from tapeout.text import Text, all_of


def message(stacks: list[Stack]) -> Sentence:
    """Return how many frameworks hold the company upstream, and how many otherwise."""
    own = stacks[0]
    values = {
        "company": own.name, "frameworks": _count(len(own.cells), "frameworks asked about", "所考察的框架"),
        "frameworks_upstream": _count(own.count(UPSTREAM), "frameworks that hold it upstream", "已进入上游的框架"),
        "frameworks_plugin": _count(own.count(PLUGIN), "frameworks by plugin or fork", "以插件或分支支持的框架"),
    }  # fmt: skip
    if own.count(UPSTREAM, PLUGIN, CLAIM) == 0:
        return Sentence(
            "No evidence ties {company} to any of {frameworks:n} frameworks",
            "在{frameworks:n}个框架中，证据均未见{company}",
            {"company": own.name, "frameworks": values["frameworks"]},
        )
    if own.count(UPSTREAM, PLUGIN) == 0:
        return Sentence(
            "For none of {frameworks:n} frameworks is there more than {company}'s own word",
            "{frameworks:n}个框架的支持，除{company}自述外均无旁证",
            {"company": own.name, "frameworks": values["frameworks"]},
        )
    return choose(
        own.count(UPSTREAM) > 0,
        {
            "en": "{company} is upstream in {frameworks_upstream:n} of {frameworks:n} frameworks, by plugin or "
            "fork in {frameworks_plugin:n}",
            "zh": "{frameworks:n}个框架中，{company}进入上游{frameworks_upstream:n}个，插件或分支{frameworks_plugin:n}个",
        },
        {
            "en": "{company} is upstream in none of {frameworks:n} frameworks, by plugin or fork in "
            "{frameworks_plugin:n}",
            "zh": "{frameworks:n}个框架均未将{company}纳入上游，插件或分支{frameworks_plugin:n}个",
        },
        **values,
    )


def _count(number: int, en: str, zh: str) -> Quantity:
    return Quantity.exact(number, "count", Text(en, zh))


def stacks(found: list[Stack]) -> list[Sentence]:
    """Return what a place upstream means, and since when the company's code is public."""
    own = found[0]
    ahead = [s for s in found[1:] if s.count(UPSTREAM) > own.count(UPSTREAM)]
    names = all_of(s.name for s in ahead) if ahead else Text("", "")
    told = [
        choose(
            bool(ahead),
            {
                "en": "More frameworks hold {ahead} upstream. A plugin must follow every release of its "
                "framework; what is upstream is kept by others too.",
                "zh": "{ahead}进入上游的更多。插件须逐版跟随框架更新，进入上游则由社区共同维护。",
            },
            {
                "en": "None of the makers compared stands upstream with more. A plugin must follow every "
                "release of its framework; what is upstream is kept by others too.",
                "zh": "对比厂商中无一进入上游更多。插件须逐版跟随框架更新，进入上游则由社区共同维护。",
            },
            ahead=names,
        )
    ]
    since = own.since["pytorch_backend"]
    if not is_gap(since):
        told.append(
            Sentence(
                "The first public commit of {company}'s PyTorch backend is of {pytorch_backend_since}.",
                "{company}的PyTorch后端首次公开提交于{pytorch_backend_since}。",
                {"company": own.name, "pytorch_backend_since": since},
            )
        )
    return told


def repositories(found: Repositories, company: Text) -> list[Sentence]:
    """Return the maker's own test with its interval, or what it says instead of one."""
    if is_gap(found.unchanged):
        missing = Sentence(
            "{cuda_repositories_unchanged}", "{cuda_repositories_unchanged}",
            {"cuda_repositories_unchanged": found.unchanged},
        )  # fmt: skip
        return [missing, *_adapted(found, company)]
    told = [
        Sentence(
            "Of {repositories_tested:n} CUDA repositories {repositories_ran:n} ran unchanged, "
            "{cuda_repositories_unchanged:2}. The test is {company}'s own, and so was the choice of "
            "repositories.",
            "{repositories_tested:n}个CUDA代码库中有{repositories_ran:n}个无需修改即可运行，占"
            "{cuda_repositories_unchanged:2}。测试由{company}自行完成，样本亦由其自选。",
            {
                "company": company, "repositories_tested": found.tested,
                "repositories_ran": found.ran, "cuda_repositories_unchanged": found.unchanged,
            },
        ),
        Sentence(
            "Had they been drawn at random, chance alone would leave {cuda_repositories_unchanged_low:1} to "
            "{cuda_repositories_unchanged_high:1}; a choice can move it further.",
            "若为随机抽样，仅抽样误差即为{cuda_repositories_unchanged_low:1}至"
            "{cuda_repositories_unchanged_high:1}；自选样本的偏差还可能更大。",
            {
                "cuda_repositories_unchanged_low": found.low,
                "cuda_repositories_unchanged_high": found.high,
            },
        ),
    ]  # fmt: skip
    if not is_gap(found.rest):
        told.append(
            Sentence(
                "{repositories_changed:n} more ran after small changes, {repositories_not_run:n} did not.",
                "另有{repositories_changed:n}个略作修改后可运行，{repositories_not_run:n}个未能运行。",
                {"repositories_changed": found.small, "repositories_not_run": found.rest},
            )
        )
    return told


def _adapted(found: Repositories, company: Text) -> list[Sentence]:
    if is_gap(found.adapted):
        return []
    return [
        Sentence(
            "{company} counts {bound}{cuda_applications:n} CUDA applications as adapted, without saying of "
            "how many tried.",
            "{company}称已适配{bound}{cuda_applications:n}个CUDA应用，未说明尝试总数。",
            {
                "company": company,
                "bound": _bound(found.adapted),
                "cuda_applications": found.adapted,
            },
        )
    ]


def _bound(quantity: Quantity) -> Text:
    """Return the word that makes a printed figure a bound, with its space, or nothing."""
    note = quantity.note
    return Text(f"{note.en} ", note.zh) if note else Text("", "")


_LIMITS = {
    "warp": (
        "its warps are {warp_size:n} lanes wide, so that code written for CUDA's width can go wrong "
        "without an error",
        "其线程束宽{warp_size:n}，按CUDA宽度编写的代码可能静默出错",
    ),
    "ptx": ("it does not take PTX, NVIDIA's intermediate code", "不支持英伟达中间代码PTX"),
    "level": ("features above the level {level} do not compile", "高于{level}级别的特性无法编译"),
}


_VALUES = {"warp": ("warp_size", "figure"), "level": ("level", "word")}


def limits(found: list[Limit], own: Stack) -> list[Sentence]:
    """Return the known incompatibilities with CUDA in one sentence."""
    company = own.name
    if own.apart and not found:
        return [
            Sentence(
                "{company} has a programming interface of its own: code written for CUDA has to be ported.",
                "{company}使用自有编程接口，CUDA代码须移植后方可运行。",
                {"company": company},
            )
        ]
    if not found:
        return [
            Sentence(
                "The evidence names no incompatibility of {company} with CUDA, which is not to say that "
                "there is none.",
                "证据未列出{company}与CUDA的不兼容之处，但这不等于没有。",
                {"company": company},
            )
        ]
    en = "; ".join(_LIMITS[each.key][0] for each in found)
    zh = "；".join(_LIMITS[each.key][1] for each in found)
    values = {"company": company}
    for each in found:
        if each.key in _VALUES:
            name, value = _VALUES[each.key]
            values[name] = getattr(each, value)
    return [
        Sentence(
            f"Known limits of {{company}}: {en}.", f"{{company}}的已知限制：{zh}。",
            values,
        )
    ]  # fmt: skip


def users(found: Users | None) -> list[Sentence]:
    """Return the counts of users with the warning that they do not make a series."""
    if found is None:
        return []
    values = {
        "users_first": found.first, "users_last": found.last, "first_when": found.first_when,
        "last_when": found.last_when, "bound": _bound(found.last),
    }  # fmt: skip
    return [
        choose(
            found.base_changed,
            {
                "en": "Counts of users are no series: {users_first:n} in {first_when} were registered, the "
                "{bound}{users_last:n} told for {last_when} come from a wider base. The difference is "
                "not growth.",
                "zh": "用户数不构成序列：{first_when}的{users_first:n}人为注册用户，{last_when}的{bound}{users_last:n}人"
                "口径更宽，二者之差不能视为增长。",
            },
            {
                "en": "It counted {users_first:n} users in {first_when} and {bound}{users_last:n} in {last_when}; "
                "that both rest on one base is not said.",
                "zh": "其用户数{first_when}为{users_first:n}人，{last_when}为{bound}{users_last:n}人；未说明口径是否一致。",
            },
            **values,
        )
    ]
