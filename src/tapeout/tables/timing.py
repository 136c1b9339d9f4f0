"""Tables of the timing section: the data behind its drawings of the market and its vendors."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.timing import Shares
from tapeout.text import Text

COMPANY = Column("company", Text("Company", "公司"))
UNNAMED = Text("others, not named", "其他未具名厂商")


def vendor_shares(shares: Shares) -> Table:
    """Return the share of each vendor named, and what is left unnamed."""
    rows = [
        Row(v.id, (v.name, v.share), shares.own is not None and v.id == shares.own.id)
        for v in shares.vendors
    ]
    rows.append(Row("unnamed", (UNNAMED, shares.tail)))
    return Table(
        "vendor_shares",
        Text(
            f"Shares of China's AI accelerators by value, {shares.year.en}, {shares.house.en}",
            f"{shares.year.zh}中国AI加速卡市场份额（按销售额，{shares.house.zh}）",
        ),
        (Column("vendor", Text("Vendor", "厂商")),
         Column("share", Text("Share", "份额"), "percent", 0)),
        tuple(rows),
        Text("Printed without decimals.", "原文未给出小数。"),
    )  # fmt: skip
