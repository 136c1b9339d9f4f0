"""What the findings on the link, the cluster and the software need."""

from __future__ import annotations

from tapeout.model.technology_link import BUS, H100, PAIR, WIRED, row_of
from tapeout.model.technology_software import rows_of
from tapeout.needs.parts import OWN, PRODUCT, Evidence, Need, Part, Rule, rule
from tapeout.needs.technology_rules import once, ships_by_step, ships_by_year
from tapeout.text import Text

_YEAR = "2024"
_NOMINAL = "its period is the year of launch"
_SHIPS = ("mass_production", "release", "launch", "deployment")
_SUPPORT = (
    "pytorch_backend", "vllm_plugin", "vllm_build", "sglang_support", "deepspeed_accelerator",
    "paddle_custom_device", "fastdeploy_c550", "frameworks_named",
)  # fmt: skip
_SCALING = ("scaling_1000_cards", "scaling_5000_cards")


def _said(evidence: Evidence, part: Part) -> bool:
    """Return whether such a row stands, of the company, its business lines or its products."""
    rows = rows_of(evidence.ledger, evidence.company, part.metric)
    return any(row.segment in part.segments and not row.value.startswith("none") for row in rows)


def _twice(evidence: Evidence, part: Part) -> bool:
    return len(evidence.rows(part)) > 1


def _no(evidence: Evidence, part: Part) -> bool:
    """Return whether it is said that something is not supported."""
    return any(row.value == "no" for row in evidence.rows(part))


def _of_the_same(evidence: Evidence, part: Part) -> bool:
    """Return whether the product that wires fewer ports has its ports counted."""
    wired = row_of(evidence.ledger, evidence.company, "interconnect_links", (WIRED,))
    if wired is None:
        return bool(evidence.rows(part))
    return any(row.subject == wired.subject for row in evidence.rows(part))


_ANY = rule("", once, _YEAR)
_SPOKEN = rule("", _said, _YEAR)
_TWO = rule("two counts", _twice, "2024-06", "2025-06")


def _part(metric: str, segments: tuple[str, ...], which: Rule, as_printed: str, whose: str = PRODUCT,
          dated: str = "") -> Part:  # fmt: skip
    return Part((metric,), segments, which, as_printed, whose, "", dated)


def _need(key: str, en: str, zh: str, *ways: tuple[Part, ...]) -> Need:
    return Need("technology", key, Text(en, zh), ways)


def _of_h100(metric: str, segment: str) -> Part:
    return Part((metric,), (segment,), rule("", once), whose=H100, house="")


_YARD = (_of_h100("compute_dense", "fp16"), _of_h100("interconnect_bandwidth", "bidirectional"))


def cluster_rows(rated: tuple, linked: tuple) -> tuple[Need, ...]:
    """Return the needs; `rated` and `linked` are the ways to a leading chip and to a link."""
    claim = _part("relative_performance", _SCALING, _ANY, "95%", OWN)
    cards = _part("card_count", ("scale_up_max",), rule("", once, _YEAR, hint=_NOMINAL), "8卡")
    by_step = _part("product_date", _SHIPS, rule("of the product that links them, by the date of the report",
                    _domain_ships, _YEAR), "2024年6月", dated=_YEAR)  # fmt: skip
    by_year = _part("card_count", ("scale_up_max",), rule(
        "without a product_date, a year before that of its source", _domain_by_year, _YEAR), "8卡")  # fmt: skip
    wired = _part("interconnect_links", (WIRED,), _ANY, "3个")
    ports = _part(
        "interconnect_links", ("",), rule("of the same product", _of_the_same, _YEAR), "7个"
    )
    return (
        _need("scaling_efficiency_64", "how a cluster scales", "集群扩展效率",
              *((*chip, *link, *_YARD) for chip in rated for link in linked)),
        _need("claimed_scaling", "what its maker says that a cluster keeps", "厂商所称集群扩展效率",
              *((*chip, claim, *_YARD) for chip in rated)),
        _need("allreduce_ratio_to_h100", "all-reduce over eight cards against the H100", "八卡全归约与H100之比",
              (_part("interconnect_measured", BUS, _ANY, "190.5GB/s"),
               _of_h100("interconnect_measured", BUS[1]))),
        _need("pair_ratio_to_h100", "one pair of cards against the H100", "两卡之间带宽与H100之比",
              (_part("interconnect_measured", (PAIR,), _ANY, "60GB/s"),
               _of_h100("interconnect_bandwidth", "pair_unidirectional"))),
        _need("card_ratio_to_h200", "link of the card that wires fewer ports", "实接端口较少的板卡互连",
              *((*link, wired, ports) for link in linked)),
        _need("scale_up_cards", "cards linked without a network", "不经网络互连的卡数",
              (cards, by_step), (by_year,)),
        _need("frameworks", "frameworks that know its cards", "支持其芯片的框架",
              (_part("software_support", _SUPPORT, _SPOKEN, "torch_acme", OWN),)),
        _need("pytorch_backend_since", "first public commit of its PyTorch backend", "PyTorch后端首次公开提交",
              (_part("software_date", ("pytorch_backend_first_commit",), _SPOKEN, "2024年6月1日", OWN),)),
        _need("public_repositories", "public repositories", "公开代码库数",
              (_part("software_count", ("github_org_repos_indexed",), _SPOKEN, "28个", OWN),)),
        _need("cuda_applications", "CUDA applications said to be adapted", "所称已适配CUDA应用数",
              (_part("software_count", ("cuda_applications_adapted",), _ANY, "6,000个"),)),
        _need("software_limits", "known incompatibilities with CUDA", "与CUDA的已知不兼容",
              (_part("chip_property", ("warp_size",), _ANY, "64线程", OWN),),
              (_part("feature", ("ptx_support",), rule("that says no", _no, _YEAR), "no", OWN),),
              (_part("feature", ("cuda_feature_level",), _ANY, "sm_80", OWN),)),
        _need("users", "two counts of its users", "两次用户数",
              (_part("software_count", ("registered_users",), _TWO, "15,000人", OWN),)),
    )  # fmt: skip


def _domain_ships(evidence: Evidence, _part: Part) -> bool:
    return ships_by_step(evidence, _domains(evidence))


def _domain_by_year(evidence: Evidence, _part: Part) -> bool:
    return ships_by_year(evidence, _domains(evidence))


def _domains(evidence: Evidence) -> list:
    return evidence.of(evidence.products, "card_count", ("scale_up_max",))
