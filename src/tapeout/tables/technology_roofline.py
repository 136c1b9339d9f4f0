"""Table of the roofline: upper bounds of tokens a second by workload and chip."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.technology_roofline import Roofline
from tapeout.text import Text

_FITS = {True: Text("yes", "是"), False: Text("no", "否")}


def bounds(r: Roofline) -> Table:
    """Return the bounds of the small model, a row a workload, a column a chip."""
    chips = [roof.chip for roof in r.roofs] if r.works else []
    columns = [Column("work", Text("Workload", "负载"))]
    columns += [Column(chip.id, chip.name, "tokens/s", 0) for chip in chips]
    if chips:
        usual = Text(f"{chips[0].name.en}, usual", f"{chips[0].name.zh}，常见效率")
        columns.append(Column("usual", usual, "tokens/s", 0))
        columns.append(Column("fits", Text("Fits one card", "单卡放得下")))
    rows = tuple(
        Row(
            work.key,
            (work.name, *(work.bound[chip.id] for chip in chips), work.usual, _FITS[work.fits]),
        )
        for work in r.works
    )
    return Table(
        "roofline",
        Text(
            "Tokens a second that the ceilings allow, small model",
            "两项上限所容许的每秒词元数（小模型）",
        ),
        tuple(columns),
        rows,
        Text(
            "Upper bounds by claimed dense FP16 and memory bandwidth, FP16 weights. Usual: at "
            "the share of the ceilings that software reaches; training at its model FLOPS utilisation.",
            "按标称稠密FP16算力与显存带宽计的上限，权重为FP16。常见效率指软件通常能用到的比例；训练按模型算力利用率。",
        ),
    )
