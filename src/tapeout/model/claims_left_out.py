"""What had been published when the article appeared, and no claim of it states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tapeout.ledger import Ledger
from tapeout.model.claims import Findings
from tapeout.model.quarters import flows
from tapeout.moment import Moment
from tapeout.quantity import Quantity, ratio, total
from tapeout.text import Text

_YEARS = 3
_LARGEST = ("top1", "top5")


@dataclass(frozen=True)
class LeftOut:
    """One thing left out: `key` says which wording tells it, `values` are its figures by name.

    Where a figure of several was not published, its name is not among the values. `periods`
    are those that the wording names, in the ledger's grammar.
    """

    key: str
    values: dict[str, Quantity | Moment | Text]
    periods: dict[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> frozenset[str]:
        """Return the ids of the facts that it rests on."""
        return frozenset(f for v in self.values.values() for f in getattr(v, "facts", ()))


def left_out(found: Findings, ledger: Ledger) -> tuple[LeftOut, ...]:
    """Return what the evidence of the article's date holds and its claims pass over.

    What was published after the article, or is read by the check of one of its claims, is not
    left out. Without a seed there is nothing to compare.
    """
    if found.seed is None:
        return ()
    day = min(ledger.as_of, found.seed.published.last)
    then = Ledger(ledger.store, day)
    stated = {fact for weighed in found.claims for fact in weighed.facts}
    every = (each for look in _LOOKS for each in look(then, found.seed.company))
    return tuple(each for each in every if not each.facts <= stated)


def _stops(ledger: Ledger, company: str) -> Iterator[LeftOut]:
    """Yield the products that the foundry no longer makes."""
    for product in ledger.entities("product", company):
        for row in ledger.rows(product.id, "product_date", "foundry_order_stop"):
            stop = ledger.value(row)
            if stop.first <= ledger.as_of:
                names = {f"{product.id}_name": product.name, f"{product.id}_stop": stop}
                yield LeftOut("stop", names)


def _newest_quarter(ledger: Ledger, company: str) -> Iterator[LeftOut]:
    """Yield the loss of the newest quarter, if it was one."""
    quarters = ledger.series(company, "net_profit_parent", "", "quarter", "company")
    if quarters:
        period, result = list(quarters.items())[-1]
        if result.hi < 0:
            loss = {"omitted_loss": _size(result, "loss", "亏损")}
            yield LeftOut("loss", loss, {"omitted_quarter": period})


def _customers(ledger: Ledger, company: str) -> Iterator[LeftOut]:
    yield from _shares(ledger, company, "customer_share", "customers", _LARGEST)


def _suppliers(ledger: Ledger, company: str) -> Iterator[LeftOut]:
    yield from _shares(ledger, company, "supplier_share", "suppliers", _LARGEST)


def _memory(ledger: Ledger, company: str) -> Iterator[LeftOut]:
    yield from _shares(ledger, company, "supplier_share", "memory", ("purchases_hbm",))


def _shares(ledger, company, metric, key, segments) -> Iterator[LeftOut]:
    """Yield the shares of the newest period in which one of them was printed, in percent."""
    known = {row.segment for row in ledger.rows(metric=metric)}
    rows = [r for s in segments if s in known for r in ledger.rows(company, metric, s)]
    rows = [row for row in rows if row.is_number and row.house == "company"]
    if rows:
        newest = max((row.when for row in rows), key=lambda when: (when.last, when.first))
        values = {f"{key}_{row.segment}": ledger.value(row) for row in rows if row.when == newest}
        period = next(row.period for row in rows if row.when == newest)
        yield LeftOut(key, values, {f"{key}_period": period})


def _boards(ledger: Ledger, company: str) -> Iterator[LeftOut]:
    """Yield the boards made and sold over the periods for which both were printed."""
    made, sold = (
        {row.period: ledger.value(row) for row in ledger.rows(company, metric, "boards_total")}
        for metric in ("units_produced", "units_sold")
    )
    periods = sorted(made.keys() & sold.keys())
    if periods:
        made, sold = (total(each[p] for p in periods) for each in (made, sold))
        values = {
            "boards_made": made.labelled(Text("Boards made", "板卡产量合计")),
            "boards_sold": sold.labelled(Text("Boards sold", "板卡销量合计")),
        }
        yield LeftOut("boards", values, {"boards_first": periods[0], "boards_last": periods[-1]})


def _cash(ledger: Ledger, company: str) -> Iterator[LeftOut]:
    """Yield the cash that operations used beside the losses, over the last three years of both."""
    result, cash = (flows(ledger, company, m) for m in ("net_profit_parent", "operating_cash_flow"))
    years = range(ledger.as_of.year - 1, ledger.as_of.year - 1 - 2 * _YEARS, -1)
    both = [(year, result.year(year), cash.year(year)) for year in years]
    both = [each for each in both if each[1] and each[2]][:_YEARS]
    if not both:
        return
    lost, used = (total(each[k].value for each in both) for k in (1, 2))
    if lost.hi < 0 and used.hi < 0:
        lost, used = _size(lost, "losses", "亏损合计"), _size(used, "cash used", "经营现金净流出")
        times = ratio(used, lost).labelled(Text("Cash used, of the losses", "现金净流出与亏损之比"))
        values = {"cash_used": used, "cash_lost": lost, "cash_times": times}
        ends = {"cash_first": str(both[-1][0]), "cash_last": str(both[0][0])}
        yield LeftOut("cash", values, ends)


def _size(q: Quantity, en: str, zh: str) -> Quantity:
    name = q.label or Text("", "")
    return abs(q).labelled(Text(f"{name.en}, {en}" if name.en else en.capitalize(),
                                f"{name.zh}（{zh}）" if name.zh else zh))  # fmt: skip


_LOOKS = (_stops, _newest_quarter, _customers, _suppliers, _memory, _boards, _cash)
