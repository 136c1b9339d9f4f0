"""The roads as tables: the makers by route, and the product lines of the company."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.findings.technology_routes_words import NONE, ROUTE_SHORT, programmed
from tapeout.model.technology_routes import Routes
from tapeout.quantity import is_gap
from tapeout.text import Text

_EXPENSE = Text("expense", "研发费用")
_INVESTED = Text("as printed", "公司披露比例")


def routes(found: Routes) -> Table:
    """Return one row a maker: route, programming model, products, margin and research of one year."""
    year = found.year
    columns = (
        Column("maker", Text("Maker", "厂商")),
        Column("route", Text("Route", "路线")),
        Column("programmed", Text("Programming model", "编程方式")),
        Column("products", Text("Products that ship", "在售产品"), "products", 0),
        Column("margin", Text(f"Gross margin, {year.en}", f"{year.zh}毛利率"), "percent", 1),
        Column("research", Text(f"Research to revenue, {year.en}", f"{year.zh}研发占收入"), "percent", 1),
        Column("basis", Text("Research counted", "研发口径")),
    )  # fmt: skip
    rows = tuple(
        Row(
            r.company,
            (
                r.name, ROUTE_SHORT.get(r.route, NONE), programmed(r), r.shipping, r.margin, r.research,
                Text("", "") if is_gap(r.research) else _INVESTED if r.printed else _EXPENSE,
            ),
            r is found.own,
        )
        for r in found.roads
    )  # fmt: skip
    return Table(
        "routes",
        Text("The roads, by maker", "各厂商路线"),
        columns,
        rows,
        Text(
            "The route is the class of the ledger. Research is the expense of the income statement over "
            "revenue; where that is missing, the ratio that the company prints, on all it invests.",
            "路线为台账分类。研发占比为利润表研发费用除以营业收入；缺失时取公司自行披露的研发投入占比。",
        ),
    )


def lines(found: Routes) -> Table:
    """Return the product lines of the company in the newest period with their margins."""
    when = found.period
    columns = (
        Column("line", Text("Product line", "产品线")),
        Column("share", Text("Share of main-business revenue", "占主营业务收入"), "percent", 2),
        Column("margin", Text("Gross margin", "毛利率"), "percent", 2),
    )
    rows = tuple(Row(x.key, (x.name, x.share, x.margin), False) for x in found.lines)
    if not found.lines:
        return Table(
            "lines",
            Text(
                f"{found.name.en} publishes no margin of a product line",
                f"{found.name.zh}未披露分产品线毛利率",
            ),
            columns,
            (),
        )
    return Table(
        "lines",
        Text(f"Product lines of {found.name.en}, {when.en}", f"{found.name.zh}分产品线，{when.zh}"),
        columns,
        rows,
    )
