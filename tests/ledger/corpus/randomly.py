"""Random inputs for the fuzz tests: bytes, damage, edits, and values with their prints."""

from __future__ import annotations

import csv
import io
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from tapeout.ledger import examine

from .base import COLUMNS, base, written
from .run import ground
from .values import NOT_A_NUMBER

FILES = ("facts.csv", "sources.csv", "entities.csv", "events.csv", "metrics.csv", "glossary.csv")
TABLES = ("facts", "sources", "entities", "events")
NASTY = (
    *NOT_A_NUMBER.values(),
    *("", " ", "\n", "\r\n", '"', '""', ",", "\x00", "\x1b[2J", "\ufeff", "\u202e", "\u00e9", "e\u0301"),
    *("=1+1", "<script>", "{{7*7}}", "\\", "#", "合计", "<<<<<<< HEAD", "9" * 400, "1e999999999"),
    *("9999-12-31", "0000", "2024/", "FY", "２０２４", "🚀", "\U000e0041", "x" * 11_000, "0/0", "万"),
    *("约", "1-2亿", "()", "（）", "%", "9999999999999999万亿", "0.0000000001%", "-", "--1", "√2"),
)  # fmt: skip


def judged(contents: dict[str, bytes]):
    """Return what is said of a folder with these files; check what holds for any folder."""
    with tempfile.TemporaryDirectory(prefix="tapeout-fuzz-") as parent:
        folder = Path(parent) / "mine"
        folder.mkdir()
        for name, raw in contents.items():
            (folder / name).write_bytes(raw)
        found = examine(ground(), folder)
        again = examine(ground(), folder)
    assert found.problems == again.problems
    for problem in found.problems:
        assert problem.file.startswith("mine")
        assert problem.code
        assert problem.found
        assert problem.expected
        assert "\n" not in str(problem)
    return found.problems


def legal() -> dict[str, bytes]:
    """Return the files of the legal folder."""
    return {f"{table}.csv": written(table, rows) for table, rows in base().items()}


BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet='ab,"\r\n\t;#0。，', max_size=200).map(str.encode),
)


@st.composite
def damaged(draw):
    """Return a legal folder with one file cut, spliced or flipped."""
    files = legal()
    name = draw(st.sampled_from(sorted(files)))
    raw = files[name]
    kind = draw(st.sampled_from(("cut", "flip", "splice", "repeat")))
    start_at, end_at = sorted((draw(st.integers(0, len(raw))), draw(st.integers(0, len(raw)))))
    if kind == "cut":
        raw = raw[:start_at] if draw(st.booleans()) else raw[:start_at] + raw[end_at:]
    elif kind == "flip" and raw:
        place = min(start_at, len(raw) - 1)
        raw = raw[:place] + bytes([raw[place] ^ draw(st.integers(1, 255))]) + raw[place + 1 :]
    elif kind == "splice":
        raw = raw[:start_at] + draw(BYTES) + raw[start_at:]
    else:
        raw = raw[:end_at] + raw[start_at:]
    return files | {name: raw}


CELLS = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=20).filter(lambda text: text.isascii() or text.encode("utf-8", "ignore")),
    st.text(alphabet="0123456789.,-+()%万亿元约e ", max_size=12),
).map(lambda text: text.encode("utf-8", "ignore").decode("utf-8"))


@st.composite
def edited(draw):
    """Return a legal folder with up to three edits of rows, cells and columns."""
    tables, columns = base(), {name: list(COLUMNS[name]) for name in TABLES}
    for _ in range(draw(st.integers(1, 3))):
        table = draw(st.sampled_from(TABLES))
        rows = tables[table]
        kind = draw(st.sampled_from(("cell", "cell", "cell", "drop", "twice", "swap", "column")))
        if kind == "column" and len(columns[table]) > 1:
            columns[table].remove(draw(st.sampled_from(columns[table])))
        if not rows:
            continue
        place = draw(st.integers(0, len(rows) - 1))
        if kind == "cell":
            rows[place][draw(st.sampled_from(COLUMNS[table]))] = draw(CELLS)
        elif kind == "drop":
            del rows[place]
        elif kind == "twice":
            rows.insert(draw(st.integers(0, len(rows))), dict(rows[place]))
        elif kind == "swap":
            other = draw(st.integers(0, len(rows) - 1))
            rows[place], rows[other] = rows[other], rows[place]
    return {f"{name}.csv": _table(columns[name], tables[name]) for name in TABLES}


def _table(columns: list[str], rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row[name] for name in columns] for row in rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


SCALES = {"元": 0, "万元": 4, "百万元": 6, "千万元": 7, "亿元": 8}
ENGLISH = {" yuan": 0, " thousand": 3, " million": 6, "bn": 9, " billion": 9, "trn": 12}
SIGNS = ("minus", "brackets", "亏损", "净亏损", "loss of ", "（）")


@st.composite
def printed(draw):
    """Return a value and how a filing might print it, with the power of its scale word."""
    digits = draw(st.integers(1, 9_999_999))
    places_behind = draw(st.integers(0, 2))
    scale, power = draw(st.sampled_from(sorted({**SCALES, **ENGLISH}.items())))
    number = Decimal(digits).scaleb(-places_behind)
    value = number.scaleb(power)
    text = f"{number:,.{places_behind}f}" if draw(st.booleans()) else f"{number:.{places_behind}f}"
    sign = draw(st.sampled_from(("", *SIGNS)))
    if sign:
        value = -value
    shown = {
        "": f"{text}{scale}", "minus": f"-{text}{scale}", "brackets": f"({text}){scale}",
        "（）": f"（{text}）{scale}",
    }.get(sign, f"{sign}{text}{scale}")  # fmt: skip
    return f"{value.normalize():f}", shown, power
