"""Tables of the closing prices: the dated closes of the company, and its peers by their own scale."""

from __future__ import annotations

from tapeout.exhibit import Column, Row, Table
from tapeout.model.timing_prices import Path, Prices
from tapeout.quantity import is_gap
from tapeout.tables.timing import COMPANY
from tapeout.text import Text, all_of

_FIRST, _CLOSE = Text("first close", "首日收盘"), Text("close", "收盘")
UNADJUSTED = Text(
    "Closes as printed, not adjusted for splits or dividends; highs, prices during the day and "
    "closes without a day are left out.",
    "收盘价以原文为准，未作除权除息调整；最高价、盘中价与未精确到日的收盘价不计入。",
)


def closes(path: Path) -> Table:
    """Return every dated close of the company, and its distance from the first."""
    unit = path.closes[0].price.unit if path.closes else "CNY/share"
    rows = tuple(
        Row(
            close.day.iso,
            (close.day, close.price, path.change(close, _CLOSE) if k else _FIRST),
        )
        for k, close in enumerate(path.closes)
    )
    return Table(
        "closes",
        Text(f"Dated closes of {path.name.en}", f"{path.name.zh}有记录的收盘价"),
        (
            Column("day", Text("Day", "日期")),
            Column("close", Text("Close", "收盘价"), unit, 2),
            Column("change", Text("against the first close", "较首日收盘"), "percent", 1),
        ),
        rows,
        UNADJUSTED,
    )


def after(found: Prices) -> Table:
    """Return what became of every first close: each company on the scale of its own."""
    columns = (
        COMPANY,
        Column("first", Text("First close", "首日收盘价")),
        Column("last", Text("Last dated close", "最近收盘价")),
        Column("last_day", Text("on", "日期")),
        Column("change", Text("against the first", "较首日收盘"), "percent", 1),
        Column("deepest", Text("Lowest, against the first", "最低收盘较首日"), "percent", 1),
    )
    rows = tuple(_after(p, p is found.focus) for p in found.listed)
    return Table(
        "after",
        Text("From the first close to the last dated one", "首日收盘至最近收盘"),
        columns,
        rows,
        _notes(found),
    )


def _after(path: Path, focus: bool) -> Row:
    last = path.last
    return Row(
        path.company,
        (
            path.name, path.first.price,
            path.missing if last is None else last.price,
            path.missing if last is None else last.day,
            path.drawdown, path.deepest,
        ),
        focus,
    )  # fmt: skip


def _notes(found: Prices) -> Text:
    without = [p for p in (found.focus, *found.peers) if is_gap(p.first)]
    if not without:
        return UNADJUSTED
    names = all_of(x.name for x in without)
    return Text(
        f"{UNADJUSTED.en} Without a first close by this date: {names.en}.",
        f"{UNADJUSTED.zh}截至该日没有首日收盘价：{names.zh}。",
    )
