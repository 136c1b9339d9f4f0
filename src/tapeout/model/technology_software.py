"""Software: the share of existing CUDA repositories that run unchanged, by the maker's own test."""

from __future__ import annotations

from dataclasses import dataclass

from tapeout.ledger import Ledger
from tapeout.quantity import Gap, Quantity, share
from tapeout.text import Text


@dataclass(frozen=True)
class Repositories:
    """Repositories tested and those that ran unchanged; the share in percent."""

    tested: Quantity | Gap
    ran: Quantity | Gap
    unchanged: Quantity | Gap


def repositories(ledger: Ledger, company: str) -> Repositories:
    """Return the maker's own compatibility test of its newest published date."""
    for entity in ledger.entities(kind="product", maker=company):
        rows = {r.segment: r for r in ledger.rows(entity.id, "software_count")}
        if "cuda_repos_tested" in rows and "cuda_repos_run_unchanged" in rows:
            tested, ran = (
                ledger.value(rows[s]) for s in ("cuda_repos_tested", "cuda_repos_run_unchanged")
            )
            label = Text(
                f"{entity.name.en}, CUDA repositories that run unchanged",
                f"{entity.name.zh}无需修改即可运行的CUDA代码库占比",
            )
            return Repositories(tested, ran, share(ran, tested).labelled(label))
    name, day = ledger.entity(company).name, ledger.as_of
    gap = Gap(
        Text(f"{name.en}, CUDA repositories that run unchanged", f"{name.zh}CUDA代码库兼容率"),
        Text(
            f"The evidence dated to {day.day} {day:%B} {day.year} holds no count of CUDA "
            f"repositories that run on {name.en}.",
            f"截至{day.year}年{day.month}月{day.day}日的证据中没有{name.zh}CUDA代码库兼容情况。",
        ),
    )
    return Repositories(gap, gap, gap)
