"""How long and how much memory `tapeout check` takes for a folder of a million rows.

Run by hand: python tests/benchmarks/check_a_million_rows.py [rows]. The rows are the shipped
ones under other subjects, so that every kind of print, period and source occurs, and every
third is a figure drawn at random. Prints seconds, rows a second
relative to the shipped ledger in the same run, and the peak of memory.
"""

from __future__ import annotations

import csv
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from tapeout.ledger import shipped

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000


def write(folder: Path, rows: int) -> None:
    """Write a folder with `rows` facts about companies and products made from the shipped ones."""
    table = {name: list(csv.reader((shipped() / f"{name}.csv").open(encoding="utf-8", newline="")))
             for name in ("facts", "sources", "entities")}  # fmt: skip
    head, *facts = table["facts"]
    kinds = {row[0]: row for row in table["entities"][1:]}
    draw = random.Random(7)  # noqa: S311  figures of a benchmark
    whole = next(row for row in facts if row[0] == "metax.revenue.2024")
    with (folder / "facts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        for number in range(rows):
            copy, place = divmod(number - number // 3, len(facts))
            row = list(whole if number % 3 == 2 else facts[place])
            subject = f"{row[1]}__{copy}"
            row[0], row[1] = subject + row[0][len(row[1]) :], subject
            row[13] = re.sub(r"formula: .*", "", row[13]).strip()
            if number % 3 == 2:  # a figure drawn at random, of a metric without identities
                value = f"{draw.randrange(10**8, 10**10)}.{draw.randrange(1, 100):02d}"
                row[2], row[3], row[5] = "valuation", f"drawn_{number}", value
                row[0], row[7] = f"{subject}.valuation.{row[3]}.2024", f"{Decimal(value):,}元"
            elif row[8] == "derived":
                row[7], row[8] = row[5], "estimate"
            if "FY" in row[4]:  # the copies have no fiscal year of their own
                row[0], row[4] = row[0].replace(".fy", "."), row[4].replace("FY", "")
                row[8] = "estimate"
            writer.writerow(row)
    with (folder / "entities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table["entities"][0])
        for copy in range(rows // len(facts) + 1):
            for entity in kinds.values():
                row = list(entity)
                row[0] = f"{row[0]}__{copy}"
                row[4] = f"{row[4]}__{copy}" if row[4] else ""
                writer.writerow(row)
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(table["sources"][0])


def timed(*arguments: str) -> tuple[float, str]:
    """Return the seconds that a command took and the last line that it printed."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tapeout", "check", *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return time.perf_counter() - start, (done.stdout + done.stderr).strip()


def main() -> None:
    """Write the folder, check it, and print what it cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "million"
        folder.mkdir()
        write(folder, ROWS)
        base, _ = timed()
        seconds, said = timed(str(folder))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print("\n".join(said.splitlines()[:12]))
    print(f"shipped ledger: {base:.2f} s")
    print(f"{ROWS:,} rows: {seconds:.1f} s, {seconds / base:.0f} times the shipped ledger")
    print(f"peak memory: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
