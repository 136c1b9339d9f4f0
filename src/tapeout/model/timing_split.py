"""Training against inference: what is quoted of their shares, and what nothing measures.

Pure functions: a ledger in, frozen dataclasses of quantities out.
"""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import FactRow, Ledger, period_text
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity
from tapeout.text import Text

SERVERS, WORLD, WORLD_HOUSE = "china_ai_server_market", "global_ai_compute", "deloitte"
# The two ways of counting: the segment of training, of inference.
COUNTS = (
    ("share_training_servers", "share_inference_servers"),
    ("share_training_workload", "share_inference_workload"),
)
_UNDATED = "not printed"  # of the year, in the note of a row


@dataclass(frozen=True)
class Quote:
    """One quotation: the shares of training and inference, and whether its year is printed."""

    counted: Text  # what the share is a share of
    house: Text
    training: Quantity | Gap
    inference: Quantity | Gap
    period: Text | None  # None where the source prints no year
    published: Moment


@dataclass(frozen=True)
class Split:
    """Shares of training and inference, of China by quotation and of the world by year."""

    quotes: tuple[Quote, ...]
    world: tuple[Quote, ...]
    world_house: Text
    served: Quantity | Gap  # what part of inference in China runs on domestic chips
    company: Text
    own: Quantity | Gap  # boards sold for inference alone, of main business revenue
    own_period: Text | None


def split(ledger: Ledger, company: str) -> Split:
    """Return the quotations, and what the evidence holds of domestic chips in inference."""
    quotes = []
    for train, infer in COUNTS:
        for row in ledger.rows(SERVERS, "market_share", segment=infer):
            training = ledger.find(SERVERS, "market_share", train, row.period, row.house)
            quotes.append(_quote(ledger, row, training))
    world = sorted(
        ledger.rows(WORLD, "market_share", segment="share_inference", house=WORLD_HOUSE),
        key=lambda r: r.when,
    )
    no_training = ledger.find(WORLD, "market_share", "share_training_workload")
    own, when = _own(ledger, company)
    return Split(
        tuple(quotes), tuple(_quote(ledger, r, no_training) for r in world),
        ledger.house_name(WORLD_HOUSE), _served(ledger), ledger.entity(company).name, own, when,
    )  # fmt: skip


def _quote(ledger: Ledger, row: FactRow, training: Quantity | Gap) -> Quote:
    printed = None if _UNDATED in row.note else period_text(row.period)
    name = ledger.segment_name(row.segment)
    # "inference servers" counts servers; the bare word counts what the subject is.
    name = Text(name.en.partition("inference ")[2], name.zh.partition("推理")[2])
    name = name if name.en else Text("AI computing", "AI算力")
    label = Text("publication of the quotation", "引文刊出时间")
    day = Moment.parse(row.published, fact=row.fact_id, label=label)
    return Quote(
        name, ledger.house_name(row.house), training, ledger.value(row), printed, day,
    )  # fmt: skip


def _served(ledger: Ledger) -> Quantity | Gap:
    """Return the share of domestic chips in inference in China, which nothing may measure."""
    rows = [
        r
        for r in ledger.rows(metric="market_share")
        if "domestic" in r.segment and "inference" in r.segment and r.subject.startswith("china")
    ]
    if rows:
        return ledger.value(max(rows, key=lambda r: r.when))
    return Gap(
        Text(
            "share of inference in China served by domestic chips", "国产芯片承担的中国推理需求占比"
        ),
        Text(
            "No source in the evidence measures what part of inference in China runs on "
            "domestic chips.",
            "证据中没有来源统计中国的推理需求有多少由国产芯片承担。",
        ),
    )


def _own(ledger: Ledger, company: str) -> tuple[Quantity | Gap, Text | None]:
    """Return the newest yearly share of boards sold for inference alone, and its year."""
    years = ledger.series(company, "revenue_share", "inference_boards", house="company")
    if years:
        period, value = list(years.items())[-1]
        return value, period_text(period)
    name = ledger.entity(company).name
    return Gap(
        Text(f"inference in {name.en}'s revenue", f"{name.zh}收入中的推理占比"),
        Text(
            f"The evidence holds no split of the revenue of {name.en} between training and "
            "inference.",
            f"证据中没有{name.zh}收入在训练与推理之间的划分。",
        ),
    ), None
