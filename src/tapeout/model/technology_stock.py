"""Boards built and sold, and how long what is left lasts: by count, by value, and at most.

METHODS K-1. Three ways to count, each with its own fault: by count leaves out boards that are
finished later from work in progress; by value takes all finished goods for this board; at most
takes everything in stock, materials too, for boards that cost nothing more to finish.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tapeout.ledger import Ledger, period_text
from tapeout.model.quarters import gap_of
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, is_gap, ratio, total
from tapeout.text import Text
from tapeout.units import DECIMAL_YEAR

BOARDS = "training_inference_boards"
_QUARTERS_IN_YEAR = 4
Value = Quantity | Gap


@dataclass(frozen=True)
class Coverage:
    """One way to count: boards, how many quarters they last, and until when (a decimal year)."""

    key: str  # count, value or ceiling
    name: Text
    boards: Value
    quarters: Value
    until: Value


@dataclass(frozen=True)
class Stock:
    """Boards built and sold, and the quarters that what is left would last."""

    produced: Value
    sold: Value
    left: Value
    pace: Value  # boards sold in the newest quarter with a count
    quarters: Value  # by count, at that pace
    stopped: Moment | Gap
    chip: Text  # the product whose orders stopped
    quarter: Text  # of the pace
    since: Value  # boards sold after that quarter, to the end of the newest whole year
    beyond: Value  # of these, more than were left by count
    later_pace: Value  # of a quarter of these, on average
    counted: Quantity | None = None  # the day of the count, in decimal years
    ways: tuple[Coverage, ...] = ()  # count, value, ceiling, at the pace
    later: tuple[Coverage, ...] = ()  # the same boards at the later pace, once it is known
    ceiling_left: Value | None = None  # what of the ceiling was left at the end of that year
    ceiling_left_quarters: Value | None = None

    @property
    def outlived(self) -> bool:
        """Return whether later sales surely exceed what was left by count."""
        return not is_gap(self.beyond) and self.beyond > 0

    @property
    def numbers(self) -> dict[str, Value | Text]:
        """Return what a sentence on the stock states, by name."""
        return {
            "boards_produced": self.produced,
            "boards_sold": self.sold,
            "stock_coverage_quarters": self.quarters,
            "quarter": self.quarter,
        }

    def way(self, key: str) -> Coverage | None:
        """Return one way to count by its key, None where it is not carried by the evidence."""
        found = next((w for w in self.ways if w.key == key), None)
        return None if found is None or is_gap(found.quarters) else found


def stock(ledger: Ledger, company: str) -> Stock:
    """Return boards produced less sold, over the pace of the newest quarter (METHODS K-1).

    By count: own use and scrap are inside, boards finished later from work in progress are not.
    """
    made = _line(ledger, company, "units_produced")
    gone = _line(ledger, company, "units_sold")
    quarters = [p for p in gone if "Q" in p and p in made]  # what was sold then was built by then
    name = ledger.entity(company).name
    if not made or not quarters:
        gap = gap_of(ledger, company, "units_produced")
        return Stock(*[gap] * 6, name, Text("", ""), gap, gap, gap)
    upto = quarters[-1]
    made = {p: v for p, v in made.items() if p <= upto}
    gone = {p: v for p, v in gone.items() if p in made}
    produced, sold = total(made.values()), total(gone.values())
    left = (produced - sold).labelled(
        Text(f"{name.en} boards left by count", f"{name.zh}按件数结余板卡")
    )
    pace = gone[upto]
    since = _sold_since(ledger, company, upto)
    later_pace = (since / (_QUARTERS_IN_YEAR - int(upto[-1]))).labelled(
        Text(f"{name.en} boards sold a later quarter", f"{name.zh}其后季均销量")
    )
    boards = _boards(ledger, company, upto, left)
    start = _end_as_year(upto)
    ways = tuple(_coverage(*each, pace, start, name) for each in boards)
    later = tuple(_coverage(*each, later_pace, start, name) for each in boards)
    after = boards[-1][2] - since
    stopped, chip = _stop(ledger, company)
    return Stock(
        produced.labelled(Text(f"{name.en} training boards built", f"{name.zh}训推一体板卡产量")),
        sold.labelled(Text(f"{name.en} training boards sold", f"{name.zh}训推一体板卡销量")),
        left, pace, ways[0].quarters, stopped, chip, period_text(upto), since,
        (since - left).labelled(
            Text(f"{name.en} boards sold beyond the count", f"{name.zh}超出件数结余的销量")
        ),
        later_pace, start, ways, () if is_gap(since) else later,
        after.labelled(Text(f"{name.en} boards left at most, end of the year", f"{name.zh}年末最多结余板卡")),
        _quarters(after, later_pace, Text(f"{name.en} stock at most, end of the year", f"{name.zh}年末库存上限可售季度数")),
    )  # fmt: skip


def _boards(ledger: Ledger, company: str, upto: str, left: Quantity) -> list[tuple]:
    """Return (key, name, boards) of the three ways to count, at the end of a quarter."""
    day = Moment.parse(upto).last.isoformat()
    cost = ledger.find(company, "unit_cost", BOARDS, upto, "company")
    finished, gross, provision = (
        ledger.find(company, "inventory", segment, day, "company")
        for segment in ("finished_goods_gross", "gross", "provision")
    )
    name = ledger.entity(company).name
    value, ceiling = _count_of(finished, cost), _count_of(gross - provision, cost)
    return [
        ("count", Text("by count", "按件数"), left),
        ("value", Text("by value of finished goods", "按库存商品金额"), value.labelled(
            Text(f"{name.en} boards by value of finished goods", f"{name.zh}按库存商品金额折算板卡"))),
        ("ceiling", Text("everything in stock, at most", "全部存货（上限）"), ceiling.labelled(
            Text(f"{name.en} boards from everything in stock", f"{name.zh}按全部存货折算板卡"))),
    ]  # fmt: skip


def _count_of(money: Value, cost: Value) -> Value:
    """Return money over the cost of a board, in boards."""
    boards = money / cost
    return boards if is_gap(boards) else boards.scaled(1, "units")


def _coverage(
    key: str, name: Text, boards: Value, pace: Value, start: Quantity, company: Text
) -> Coverage:
    label = Text(
        f"{company.en} stock in quarters of sales, {name.en}",
        f"{company.zh}库存可售季度数（{name.zh}）",
    )
    if key == "count":
        label = Text(f"{company.en} stock in quarters of sales", f"{company.zh}库存可售季度数")
    quarters = _quarters(boards, pace, label)
    until = start + quarters.scaled(Decimal(1) / _QUARTERS_IN_YEAR, DECIMAL_YEAR)
    if is_gap(quarters):
        until = quarters
    return Coverage(key, name, boards, quarters, until.labelled(
        Text(f"{company.en} stock lasts until, {name.en}", f"{company.zh}库存售罄时点（{name.zh}）")
    ))  # fmt: skip


def _quarters(boards: Value, pace: Value, label: Text) -> Value:
    lasts = ratio(boards, pace)
    return lasts if is_gap(lasts) else lasts.scaled(1, "quarters").labelled(label)


def _end_as_year(quarter: str) -> Quantity:
    """Return the end of a quarter of the ledger, 2025Q1, in decimal years."""
    end = int(quarter[:4]) + Decimal(int(quarter[-1])) / _QUARTERS_IN_YEAR
    told = period_text(quarter)
    return Quantity.exact(end, DECIMAL_YEAR, Text(f"end of {told.en}", f"{told.zh}末"))


def _stop(ledger: Ledger, company: str) -> tuple[Moment | Gap, Text]:
    """Return since when the foundry takes no more orders, and for which product."""
    for entity in ledger.entities(kind="product", maker=company):
        for row in ledger.rows(entity.id, "product_date"):
            if row.segment == "foundry_order_stop":
                return ledger.value(row), entity.name
    return gap_of(ledger, company, "product_date"), ledger.entity(company).name


def _sold_since(ledger: Ledger, company: str, upto: str) -> Value:
    """Return boards sold after the quarter `upto` in the rest of its year, if that was published."""
    name = ledger.entity(company).name
    year, quarter = upto[:4], int(upto[-1])
    whole = ledger.find(company, "units_sold", BOARDS, year, "company")
    before = [
        ledger.find(company, "units_sold", BOARDS, f"{year}Q{q}", "company")
        for q in range(1, quarter + 1)
    ]
    label = Text(f"{name.en} boards sold later in {year}", f"{name.zh}{year}年其后销量")
    return (whole - total(before)).labelled(label)


def _line(ledger: Ledger, company: str, metric: str) -> dict[str, Quantity]:
    values = ledger.series(company, metric, BOARDS, freq="any", house="company")
    full = {p for p in values if p.isdigit()}
    # A year that is whole replaces its quarters; here quarters follow the last whole year.
    last = max(full, default="0")
    kept = {p: v for p, v in values.items() if p in full or ("Q" in p and p[:4] > last)}
    if not any("Q" in p for p in kept):  # pace needs a quarter: go back before the last year
        kept = {
            p: v for p, v in values.items() if p in full - {last} or (p[:4] == last and "Q" in p)
        }
    return {p: v for p, v in sorted(kept.items()) if not is_gap(v)}
