"""Software: the maker's own test of CUDA repositories, known incompatibilities, counts of users."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tapeout.ledger import FactRow, Ledger, period_text
from tapeout.model.wilson import wilson
from tapeout.moment import Moment
from tapeout.quantity import Gap, Quantity, share
from tapeout.text import Text

_BESIDES = {"huawei": ("huawei_ascend",)}  # where a business line stands as a company of its own


@dataclass(frozen=True)
class Repositories:
    """Repositories tested and those that ran unchanged; the share in percent.

    `low` and `high` are the ends of the Wilson interval: sampling alone, as if the maker's own
    test had been a random draw. `small` ran after small changes, `rest` did not run.
    """

    tested: Quantity | Gap
    ran: Quantity | Gap
    unchanged: Quantity | Gap
    low: Quantity | Gap
    high: Quantity | Gap
    small: Quantity | Gap
    rest: Quantity | Gap
    adapted: Quantity | Gap  # applications said to be adapted, of how many tried is not said


@dataclass(frozen=True)
class Limit:
    """A known incompatibility with CUDA: its figure if it has one, and when it was told."""

    key: str
    figure: Quantity | None
    word: Text  # the first of what the evidence says, such as a level
    told: Moment


@dataclass(frozen=True)
class Users:
    """Two counts of users by the maker, the first and the newest."""

    first: Quantity
    last: Quantity
    first_when: Text
    last_when: Text
    base_changed: bool  # whether the evidence says that the counts rest on different bases


def repositories(ledger: Ledger, company: str) -> Repositories:
    """Return the maker's own compatibility test of its newest published date."""
    gap = _no_test(ledger, company)
    adapted = gap
    for entity in ledger.entities(kind="product", maker=company):
        rows = {r.segment: r for r in ledger.rows(entity.id, "software_count")}
        if "cuda_applications_adapted" in rows:
            adapted = ledger.value(rows["cuda_applications_adapted"])
        if "cuda_repos_tested" in rows and "cuda_repos_run_unchanged" in rows:
            tested, ran = (
                ledger.value(rows[s]) for s in ("cuda_repos_tested", "cuda_repos_run_unchanged")
            )
            small = rows.get("cuda_repos_small_change")
            return _tested(entity.name, tested, ran, ledger.value(small) if small else gap, adapted)
    return Repositories(gap, gap, gap, gap, gap, gap, gap, adapted)


def _tested(name: Text, tested: Quantity, ran: Quantity, small, adapted) -> Repositories:
    label = Text(
        f"{name.en}, CUDA repositories that run unchanged",
        f"{name.zh}无需修改即可运行的CUDA代码库占比",
    )
    ends = []
    how = Text("Wilson interval of the share, 95 percent", "占比的Wilson区间，置信水平95%")
    named = (("low", "下限"), ("high", "上限"))
    for value, (en, zh) in zip(wilson(int(ran.value), int(tested.value)), named, strict=True):
        ends.append(
            Quantity.model(
                round(Decimal(100 * value), 4), "percent", inputs=[ran, tested], formula=how,
                label=Text(f"{label.en}, {en} end", f"{label.zh}（{zh}）"),
            )
        )  # fmt: skip
    rest = (tested - ran - small).labelled(
        Text("repositories that did not run", "未能运行的代码库")
    )
    unchanged = share(ran, tested).labelled(label)
    return Repositories(tested, ran, unchanged, *ends, small, rest, adapted)


def limits(ledger: Ledger, company: str) -> list[Limit]:
    """Return the known incompatibilities with CUDA, each with its newest evidence."""
    found = []
    for key, metric, segments, words in (
        ("warp", "chip_property", ("warp_size",), ""),
        ("ptx", "feature", ("ptx_support",), "no"),
        ("level", "feature", ("cuda_feature_level",), ""),
    ):
        rows = [r for r in rows_of(ledger, company, metric) if r.segment in segments]
        rows = [r for r in rows if not words or r.value == words]
        row = max(rows, key=lambda r: r.published, default=None)
        if row is not None:
            figure = ledger.value(row) if row.is_number else None
            word = Text.same(row.value.split(" ")[0])
            found.append(Limit(key, figure, word, told_on(ledger, row)))
    return found


def users(ledger: Ledger, company: str) -> Users | None:
    """Return the first and the newest count of registered users, None where there are not two."""
    rows = [
        r for r in rows_of(ledger, company, "software_count") if r.segment == "registered_users"
    ]
    rows.sort(key=lambda r: r.when)
    if len(rows) < 2:
        return None
    first, last = (ledger.value(r) for r in (rows[0], rows[-1]))
    when = [period_text(r.period) for r in (rows[0], rows[-1])]
    changed = any("registered plus" in r.note for r in rows)
    return Users(first, last, *when, changed)


# -- reading rows -----------------------------------------------------------------------------
def rows_of(ledger: Ledger, company: str, metric: str) -> list[FactRow]:
    """Return the rows of a metric of the company, its business lines and its products."""
    products = [e.id for e in ledger.entities(kind="product", maker=company)]
    subjects = [company, *_BESIDES.get(company, ()), *products]
    return [row for subject in subjects for row in ledger.rows(subject, metric)]


def told_on(ledger: Ledger, row: FactRow) -> Moment:
    """Return when the source of a row was published, as evidence of the row."""
    name = ledger.label(row)
    label = Text(f"{name.en}, published", f"{name.zh}，发布时间")
    return Moment.parse(ledger.source(row.source_id).published, fact=row.fact_id, label=label)


def _no_test(ledger: Ledger, company: str) -> Gap:
    name, day = ledger.entity(company).name, ledger.day
    return Gap(
        Text(f"{name.en}, CUDA repositories that run unchanged", f"{name.zh}CUDA代码库兼容率"),
        Text(
            f"The evidence dated to {day.en} holds no count of CUDA "
            f"repositories that run on {name.en}.",
            f"截至{day.zh}的证据中没有{name.zh}CUDA代码库兼容情况。",
        ),
    )
