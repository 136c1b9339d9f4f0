"""First days to hold a first day against: the average of a market and year, and the next of kin."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger, period_text
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, is_gap
from tapeout.text import Text

HONG_KONG = "HKEX"
A_SHARES, AVERAGED_BY = "a_share_ipo_market", "exchange"
STAR = "SSE STAR"
CONTROL = "cambricon"  # a maker that listed five years before the others
STAR_HIGHEST = ("2025",)  # years whose average was printed with STAR as the highest board
_MAINLAND = ("SSE", "SZSE", "BSE")
# The first three listings of the growth tier, on one day: as unprofitable, and as new, as the
# makers that followed them.
GROWTH_TIER = ("healthgen_biotech", "xian_eswin_materials", "bebetter_med")


@dataclass(frozen=True)
class Debut:
    """One first day: the change from issue price to first close, in percent."""

    company: str
    name: Text
    listed: Moment
    change: Quantity
    exchange: str
    kin: bool = False

    @property
    def abroad(self) -> bool:
        """Return whether it was outside the mainland."""
        return bool(self.exchange) and not self.exchange.startswith(_MAINLAND)

    @property
    def year(self) -> int:
        """Return the year of listing."""
        return self.listed.first.year


def growth_tier(ledger: Ledger) -> tuple[Debut, ...]:
    """Return the first debuts of the growth tier that were published, the highest first."""
    found = []
    for company in GROWTH_TIER:
        for row in ledger.rows(company, "price_change", "first_day_close"):
            day = Moment.parse(row.period, fact=row.fact_id)
            name = ledger.entity(company).name
            found.append(Debut(company, name, day, ledger.value(row), STAR, True))
    return tuple(sorted(found, key=lambda d: -d.change.value))


def average_first_day(ledger: Ledger, exchange: str, listed: Moment | Gap) -> Quantity | Gap:
    """Return the average first day of mainland debuts in the year of listing, in percent.

    A Gap for another market, for a year whose average was not published, and with the reason
    of `listed` where that is one.
    """
    label = Text("average first day of the year", "当年新股首日平均涨幅")
    if is_gap(listed):
        return Gap(label, listed.reason)
    if exchange and not exchange.startswith(_MAINLAND):
        elsewhere = Text("Hong Kong", "香港")
        if exchange != HONG_KONG:
            elsewhere = Text("a listing elsewhere", "其他市场的")
        return Gap(
            label,
            Text(
                f"The published average is that of mainland debuts, not of {elsewhere.en}.",
                f"已披露的平均值为A股新股，不适用于{elsewhere.zh}上市公司。",
            ),
        )
    year = str(listed.first.year)
    found = ledger.find(A_SHARES, "price_change", "first_day_average", year, AVERAGED_BY)
    if not is_gap(found):
        return found
    when, day = period_text(year), ledger.day
    return Gap(
        label,
        Text(
            f"The evidence dated to {day.en} holds no average first day of the mainland debuts of "
            f"{when.en}.",
            f"截至{day.zh}的证据中没有{when.zh}A股新股首日平均涨幅。",
        ),
    )
