"""What the findings on the technology path need."""

from __future__ import annotations

from tapeout.model.technology import YARDSTICK
from tapeout.model.technology_measured import ALL_REDUCE, MEMORY_RUNS, ONE_WAY
from tapeout.model.technology_roadmap import PLANNED, STEPS
from tapeout.model.technology_withheld import STATED
from tapeout.needs.parts import COMPANY, OWN, PRODUCT, YARD, Need, Part, Rule, rule
from tapeout.needs.technology_cluster_rows import cluster_rows
from tapeout.needs.technology_road_rows import ROAD_ROWS
from tapeout.needs.technology_roofline_rows import roofline_rows
from tapeout.needs.technology_rules import (
    BOARDS,
    COUNTS,
    WAYS,
    beside_the_claim,
    by_another_script,
    dated,
    left_out,
    linked,
    linked_by_year,
    linked_ships,
    measured,
    of_leading,
    of_leading_or_form,
    once,
    produced_too,
    rated,
    rated_by_year,
    rated_ships,
    repositories,
    sold_in_quarter,
    sold_later,
    step_of_leading,
    used_in_training,
)
from tapeout.needs.technology_supply_rows import SUPPLY_ROWS
from tapeout.needs.viability import LARGEST_LINE
from tapeout.text import Text

_SHIPS = ("mass_production", "release", "launch", "deployment")
_LAUNCHED = "2024"
_NOMINAL = "its period is the year of launch"
_YEAR_OF_IT = "its period is the year of the date"
ROADMAP = rule("", dated, _LAUNCHED, hint=_YEAR_OF_IT)
RATED = rule("", rated, _LAUNCHED, hint=_NOMINAL)
SHIPS = rule("with a rate, by the date of the report", rated_ships, _LAUNCHED, hint=_YEAR_OF_IT)
LINK = rule("in GB/s", lambda e, _: bool(linked(e)), _LAUNCHED, hint=_NOMINAL)
LINK_SHIPS = rule(
    "the one with the link, by the date of the report",
    linked_ships,
    _LAUNCHED,
    hint=_YEAR_OF_IT,
)
YEAR_STANDS = rule(
    "without a product_date, a year before that of its source", rated_by_year, _LAUNCHED
)
LINK_YEAR_STANDS = rule(
    "in GB/s, without a product_date, a year before that of its source", linked_by_year, _LAUNCHED
)
LEADING = rule("the leading chip: the fastest that ships", of_leading, _LAUNCHED, hint=_NOMINAL)
STEP = rule(
    "the leading chip: the fastest that ships", step_of_leading, _LAUNCHED, hint=_YEAR_OF_IT
)
LEADING_FORM = rule(
    "the leading chip or a form of it at the same rate",
    of_leading_or_form,
    _LAUNCHED,
    hint=_NOMINAL,
)
OTHER_SCRIPT = rule("by another script", by_another_script, _LAUNCHED)
BESIDE = rule("of one product, measured and claimed", beside_the_claim, _LAUNCHED)
THIRD = rule("of one product, by a third party, and its claim", beside_the_claim, _LAUNCHED)
IN_TRAINING = rule("by a third party", used_in_training, _LAUNCHED)
LEFT_OUT = rule("in one of the known wordings", left_out, "2025-12")
MEASURED = rule("with a rate", measured, _LAUNCHED)
BOTHCOUNTS = rule("of one product", repositories, _LAUNCHED)
ONCE = rule("", once, _LAUNCHED)
A_STOP = rule("", once, _LAUNCHED, hint=_YEAR_OF_IT)
SOLD = rule(
    "years, and a quarter after or in the last of them", sold_in_quarter, "2023", "2024", "2025Q1"
)
MADE = rule("the same periods as units_sold", produced_too, "2023", "2024", "2025Q1")
LATER = rule("the whole year of that quarter, and its quarters", sold_later, "2025Q1", "2025")


def _part(
    metric: str, segments: tuple[str, ...], which: Rule, as_printed: str, house: str = ""
) -> Part:
    dated = as_printed[:4] if metric == "product_date" else ""
    return Part((metric,), segments, which, as_printed, PRODUCT, house, dated)


def _need(
    key: str, en: str, zh: str, *parts: Part, ways: tuple[tuple[Part, ...], ...] = ()
) -> Need:
    """Return the row of a finding: `parts` are needed, beside one of `ways` if there are any."""
    each = tuple((*way, *parts) for way in ways) or (parts,)
    return Need("technology", key, Text(en, zh), each)


def _given(metric: str, segment: str, subject: str, house: str = "") -> Part:
    return Part((metric,), (segment,), rule("", once), whose=subject, house=house)


_RATE = _part("compute_dense", ("fp16",), RATED, "320TFLOPS")
_SHIPPED = _part("product_date", _SHIPS, SHIPS, "2024年6月")
# A rate or a link without a dated step is dated by its own year, where that can be the launch.
_RATED = ((_RATE, _SHIPPED), (_part("compute_dense", ("fp16",), YEAR_STANDS, "320TFLOPS"),))
_LINKED = (
    (_part("interconnect_bandwidth", WAYS, LINK, "448GB/s"),
     _part("product_date", _SHIPS, LINK_SHIPS, "2024年6月")),
    (_part("interconnect_bandwidth", WAYS, LINK_YEAR_STANDS, "448GB/s"),),
)  # fmt: skip
_SOLD = Part(("units_sold",), BOARDS, SOLD, "12,000张")
_MADE = Part(("units_produced",), BOARDS, MADE, "15,000张")

_POWER = _part("tdp", ("",), LEADING_FORM, "350W")
FIGURES = (
    _need("memory_size_ratio_to_frontier", "ratio to NVIDIA's largest memory", "显存容量与英伟达最高值之比",
          _part("memory_capacity", ("",), LEADING_FORM, "64GB"), ways=_RATED),
    _need("eight_bit_ratio_to_frontier", "ratio to NVIDIA's frontier in FP8 or INT8",
          "FP8或INT8算力与英伟达前沿之比",
          _part("compute_dense", ("fp8", "int8"), LEADING_FORM, "480TOPS"), ways=_RATED),
    _need("tflops_per_watt", "dense FP16 per watt", "每瓦稠密FP16算力", _POWER, ways=_RATED),
    _need("efficiency_by_node", "rate per watt beside the process node", "每瓦算力与制程", _POWER,
          _part("process_node", ("",), LEADING_FORM, "7nm"), ways=_RATED),
    _need("figures_withheld", "what was left out, in the words of the company or a tester", "公司或测试方说明的未披露项",
          Part(("disclosure",), tuple(STATED), LEFT_OUT, "none", OWN, "")),
)  # fmt: skip
TESTS = (
    _need("fp16_by_other_scripts", "FP16 or BF16 by another script", "其他脚本的FP16或BF16实测",
          ways=((_part("compute_measured", ("fp16", "bf16"), OTHER_SCRIPT, "279.9TFLOPS"),),
                (_part("compute_measured_share", ("fp16",), OTHER_SCRIPT, "83.5%"),))),
    _need("memory_kept", "measured of the claimed memory bandwidth", "显存带宽实测与标称之比",
          _part("memory_bandwidth_measured", MEMORY_RUNS, THIRD, "1390.5GB/s"),
          _part("memory_bandwidth", ("",), THIRD, "1800GB/s")),
    _need("allreduce_kept", "measured all-reduce of the claimed link", "全归约实测与标称互连之比",
          _part("interconnect_measured", tuple(ALL_REDUCE), BESIDE, "190.5GB/s"),
          _part("interconnect_bandwidth", ONE_WAY, BESIDE, "896GB/s")),
    _need("mfu_claim", "claimed share of the rate in training", "宣称的训练算力利用率",
          Part(("training_mfu",), ("claim_cluster_low", "claim_cluster_high", "claim_dense"), ONCE,
               "60%", OWN, "")),
    _need("mfu_measured", "measured share of the rate in training", "实测的训练算力利用率",
          Part(("training_mfu",), (), IN_TRAINING, "53.0%", OWN, "")),
)  # fmt: skip
TECHNOLOGY = (
    _need("frontier", "NVIDIA's frontier in dense FP16 and memory bandwidth", "英伟达FP16算力与显存带宽前沿",
          _given("compute_dense", "fp16", YARD), _given("memory_bandwidth", "", YARD)),
    _need("roadmap", "products by date, and the steps ahead", "产品时间表与后续节点",
          _part("product_date", (*STEPS, *PLANNED), ROADMAP, "2023年8月")),
    _need("months_tapeout_to_mass_production", "months from tape-out to mass production of the leading chip",
          "主力芯片流片至量产月数", _RATE, _SHIPPED,
          _part("product_date", ("tape_out",), STEP, "2023年8月"),
          _part("product_date", ("mass_production",), STEP, "2024年6月")),
    _need("fp16_ratio_to_frontier", "ratio to NVIDIA's frontier in dense FP16", "稠密FP16算力与英伟达前沿之比",
          ways=_RATED),
    _need("fp16_lag_years", "years behind NVIDIA in dense FP16", "稠密FP16算力落后英伟达年数", ways=_RATED),
    _need("memory_bandwidth_ratio_to_frontier", "ratio to NVIDIA's widest memory", "显存带宽与英伟达最高值之比",
          _part("memory_bandwidth", ("",), LEADING, "1.8TB/s"), ways=_RATED),
    _need("interconnect_ratio_to_h200", "link between cards against that of the H200", "卡间互连带宽与H200之比",
          ways=_LINKED),
    _need("interconnect_of_h200", "link of the H200", "H200互连带宽",
          _given("interconnect_bandwidth", "bidirectional", f"{YARDSTICK}_h200", "vendor")),
    _need("claimed_to_measured_fp16", "what is kept of the claimed FP16 rate in one test", "FP16实测与标称之比",
          _RATE, _part("compute_measured", ("fp16",), MEASURED, "270TFLOPS", "torch_perf")),
    *FIGURES,
    *TESTS,
    _need("cuda_repositories_unchanged", "share of CUDA repositories that run unchanged",
          "无需修改即可运行的CUDA代码库占比",
          _part("software_count", COUNTS[:1], BOTHCOUNTS, "4,500个"),
          _part("software_count", COUNTS[1:], BOTHCOUNTS, "4,000个")),
    _need("stock_coverage_quarters", "boards built and sold, and how long the stock lasts",
          "板卡产销与库存可售季度数", _SOLD, _MADE),
    _need("boards_since", "boards sold after that count", "此后的板卡销量", _SOLD, _MADE,
          Part(("units_sold",), BOARDS, LATER, "12,000张")),
    _need("foundry_stop", "when the foundry stopped taking orders", "代工厂停止接单时间", _SOLD, _MADE,
          _part("product_date", ("foundry_order_stop",), A_STOP, "2024年11月")),
    _need("revenue_share_top_product", "share of the largest product line", "最大产品线占比",
          Part(("revenue_share",), (), LARGEST_LINE, "82.50%", COMPANY)),
    *cluster_rows(_RATED, _LINKED),
    *roofline_rows(_RATED),
    *ROAD_ROWS,
    *SUPPLY_ROWS,
)  # fmt: skip
