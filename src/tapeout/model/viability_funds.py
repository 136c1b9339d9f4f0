"""Can capital wait: the money at hand against its use.

Runway (METHODS V-4) = (monetary funds + trading assets [+ net proceeds of the listing])
/ ((-(operating cash flow) + capital spending) of four quarters / 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tapeout.ledger import FactRow, Ledger
from tapeout.model.quarters import Flows, Piece, flows, gap_of, quarter_end
from tapeout.model.viability import Value
from tapeout.moment import Moment, years_between
from tapeout.quantity import Gap, Origin, Quantity, is_gap
from tapeout.text import Text

# What counts as money at hand, the fullest first; "+" joins what is printed apart.
_LIQUID = (
    ("monetary_funds_and_trading_assets",),
    ("monetary_funds", "trading_financial_assets"),
    ("monetary_funds",),
    ("cash_and_equivalents",),
)
_FULL = 2  # the first so many of _LIQUID hold trading assets
_NEAR = 2  # quarters that the four of the cash flow may end away from the balance date


@dataclass(frozen=True)
class Funds:
    """Money at hand, its use, and how many quarters the one covers of the other."""

    name: Text
    date: str  # of the balance, "" where none was published
    balance: Moment | None
    liquid: Value
    full: bool  # whether trading assets are inside
    listed: str  # day of that listing
    proceeds: Value  # net, of a listing after the balance date; Gap where there is none
    flow: Piece | None  # operating cash flow of four quarters
    period: str
    capex: Value
    capex_known: str  # all, part (an interval), none
    burn: Value  # a quarter
    burning: bool  # certain for the whole interval
    earning: bool  # operating cash flow, less capex where known, is certainly positive
    runway: Value  # quarters
    runway_with: Value
    age: Value  # quarters from the balance date to the as-of date
    left: Value  # runway_with less age
    newest_flow: Piece | None  # of four quarters that end later than `flow`


def funds(ledger: Ledger, company: str) -> Funds:
    """Return the runway in quarters, with and without the proceeds of the listing."""
    name = ledger.entity(company).name
    date, liquid, full = _liquid(ledger, company)
    balance = Moment.parse(date) if date else None
    flow = _flow_near(flows(ledger, company, "operating_cash_flow"), balance)
    capex, known = _capex(ledger, company, flow)
    used = gap_of(ledger, company, "operating_cash_flow") if flow is None else -flow.value
    if known != "none":
        used = used + capex
    burn = (used / 4).labelled(named(name, "cash used a quarter", "季均现金消耗"))
    burning = not is_gap(burn) and burn > 0
    listed, proceeds = _proceeds(ledger, company, balance)
    runway = _quarters(liquid, burn) if burning else _no_runway(ledger, company, liquid, burn)
    with_proceeds = runway
    if burning and not is_gap(liquid) and not is_gap(proceeds):
        with_proceeds = _quarters(liquid + proceeds, burn)
    age = _age(ledger, company, balance)
    left = with_proceeds - age
    newest = flows(ledger, company, "operating_cash_flow").newest_trailing()
    return Funds(
        name,
        date,
        balance,
        liquid,
        full,
        listed,
        proceeds,
        flow,
        flow.period if flow else "",
        capex,
        known,
        burn,
        burning,
        not is_gap(burn) and burn < 0,
        runway.labelled(named(name, "runway", "现金可支撑季度数")),
        with_proceeds.labelled(
            named(name, "runway with net proceeds", "计入募资净额的可支撑季度数")
        ),
        age,
        left.labelled(named(name, "runway left on the as-of date", "截至本版日期剩余可支撑季度数")),
        newest if newest and flow and newest.end > flow.end else None,
    )


# -- inside ------------------------------------------------------------
def _liquid(ledger: Ledger, company: str) -> tuple[str, Value, bool]:
    rows: dict[tuple[str, str], FactRow] = {
        (row.period, row.segment): row
        for row in ledger.rows(company, "cash", house="company")
        if row.is_number and row.when.freq == "day"
    }
    names = {name for group in _LIQUID for name in group}
    for day in sorted({day for day, segment in rows if segment in names}, reverse=True):
        for place, group in enumerate(_LIQUID):
            if all((day, segment) in rows for segment in group):
                values = [ledger.value(rows[day, segment]) for segment in group]
                return day, sum(values[1:], values[0]), place < _FULL
    return "", gap_of(ledger, company, "cash"), False


def _flow_near(flow: Flows, balance: Moment | None) -> Piece | None:
    """Return four quarters of cash flow that end at the balance date, or near it."""
    newest = flow.newest_trailing()
    if balance is None:
        return newest
    end = quarter_end(balance.last)
    for shift in (0, 1, -1, _NEAR, -_NEAR):
        found = flow.trailing(end + shift)
        if found is not None:
            return found
    return newest


def _capex(ledger: Ledger, company: str, flow: Piece | None) -> tuple[Value, str]:
    """Return capital spending of the same quarters; where a quarter is unknown, an interval."""
    spent = flows(ledger, company, "capex")
    if flow is None or not spent:
        return gap_of(ledger, company, "capex", flow.period if flow else None), "none"
    found = spent.between(flow.start, flow.end)
    if found is not None:
        return found.value, "all"
    year = flow.start // 4
    whole, after = spent.year(year), spent.between(year * 4 + 4, flow.end)
    if whole is None or after is None:
        return gap_of(ledger, company, "capex", flow.period), "none"
    return whole.value * _unknown_part(flow.start % 4, year) + after.value, "part"


def _unknown_part(quarters: int, year: int) -> Quantity:
    """Return the share of a year's spending after its first quarters: between none and all."""
    words = Text(
        f"share of the capital spending of {year} that fell into the four quarters; its quarters "
        "were not published: between none and all, the value is an even spread",
        f"{year}年资本开支落入这四个季度的比例；分季未披露，取零至全部，中值按均匀分布",
    )
    value = 1 - Decimal(quarters) / 4
    origin = Origin("model", formula=words)
    return Quantity(value, "ratio", Decimal(0), Decimal(1), origin, words)


def _proceeds(ledger: Ledger, company: str, balance: Moment | None) -> tuple[str, Value]:
    """Return the net proceeds of a listing later than the balance, in the same currency."""
    rows = [
        row
        for row in ledger.rows(company, "proceeds", "net", house="company")
        if row.when.freq == "day" and row.unit == "CNY"
    ]
    later = [row for row in rows if balance is None or row.when.first > balance.last]
    if later:
        newest = max(later, key=lambda row: row.when)
        return newest.period, ledger.value(newest)
    name, day = ledger.entity(company).name, ledger.day
    return "", Gap(
        Text(f"{name.en} net proceeds after the balance date", f"{name.zh}资产负债表日后募资净额"),
        Text(
            f"The evidence dated to {day.en} holds no net proceeds of {name.en} in yuan after its "
            "last balance.",
            f"截至{day.zh}的证据中没有{name.zh}资产负债表日后以人民币计的募资净额。",
        ),
    )


def _quarters(money: Value, burn: Value) -> Value:
    return (money / burn).scaled(1, "quarters")


def _no_runway(ledger: Ledger, company: str, liquid: Value, burn: Value) -> Gap:
    """Return why there is no runway: what is missing, or that no cash is used up."""
    for value in (liquid, burn):
        if is_gap(value):
            return value
    name = ledger.entity(company).name
    return Gap(
        Text(f"{name.en} runway", f"{name.zh}现金可支撑季度数"),
        Text(
            f"{name.en} used up no cash over these quarters, so there is no runway to count.",
            f"{name.zh}该期间经营未消耗现金，无须计算可支撑季度数。",
        ),
    )


def _age(ledger: Ledger, company: str, balance: Moment | None) -> Value:
    if balance is None:
        return gap_of(ledger, company, "cash")
    label = Text("quarters since the balance date", "距资产负债表日的季度数")
    return years_between(balance, Moment.on(ledger.as_of)).scaled(4, "quarters").labelled(label)


def named(name: Text, en: str, zh: str) -> Text:
    """Return the name of a figure of a company."""
    return Text(f"{name.en} {en}", f"{name.zh}{zh}")
