"""The commands: tapeout build, tapeout check."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from tapeout.errors import TapeoutError, UsageProblem, nearest
from tapeout.text import LANGUAGES

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A reproducible IPO report: a narrative beside the evidence.",
)


@app.command()
def build(
    company: Annotated[
        list[str] | None, typer.Option(help="Company id; may be repeated. Default: metax.")
    ] = None,
    as_of: Annotated[
        list[str] | None,
        typer.Option(help="ISO date or latest; may be repeated. Default: the editions of record."),
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="en or zh; may be repeated. Default: both.")
    ] = None,
    scenario: Annotated[str, typer.Option(help="The assumptions: base.")] = "base",
    setting: Annotated[
        list[str] | None, typer.Option("--set", help="name=value of a notebook parameter.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="A folder of your own rows, layered over data/.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where reports go. Default: reports/.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Notebooks run at once.")] = None,
    quiet: Annotated[bool, typer.Option(help="Print only the paths of what was built.")] = False,
) -> None:
    """Run the notebooks, render HTML and PDF, and publish what passes every gate."""
    from tapeout.build.parameters import EDITIONS_OF_RECORD, plan_editions
    from tapeout.build.report import build as run
    from tapeout.sections import project_root

    dates = as_of or list(EDITIONS_OF_RECORD)
    folder = data.expanduser().absolute() if data else None
    editions = plan_editions(
        company or ["metax"],
        dates,
        language or list(LANGUAGES),
        scenario,
        folder,
        _settings(setting or []),
    )
    made = run(editions, out or project_root() / "reports", data=folder, jobs=jobs, quiet=quiet)
    for path in made:
        typer.echo(_near(path))


@app.command()
def check(
    folder: Annotated[list[Path] | None, typer.Argument(help="Folders of your own rows.")] = None,
) -> None:
    """Hold data/ (and folders layered over it) against its contract."""
    from tapeout.ledger import load, shipped

    ledger = load(shipped(), *(folder or []), as_of="latest")
    typer.echo(
        f"data: {len(ledger.rows())} facts visible on {ledger.as_of}, "
        f"{len(ledger.entities())} entities, no error"
    )


def _settings(given: list[str]) -> dict[str, str]:
    from tapeout.build.parameters import declared, stems

    known = sorted({name for stem in stems() for name in declared(stem)})
    taken = {"company", "as_of", "language", "scenario", "data"}
    settings: dict[str, str] = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not sign or name not in known:
            raise UsageProblem(
                f"--set {item!r}: expected name=value with a name of "
                f"{', '.join(sorted(set(known) - taken))}{nearest(name, known)}"
            )
        if name in taken:
            raise UsageProblem(f"--set {name}: use --{name.replace('_', '-')} instead")
        settings[name] = value
    return settings


def _near(path: Path) -> str:
    """Return a path as seen from the working folder, where it lies below it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def main(arguments: list[str] | None = None) -> None:
    """Run a command; a problem is one message on stderr and its exit code."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        app(arguments, standalone_mode=False)
    except TapeoutError as problem:
        _exit(str(problem), problem.exit_code)
    except typer.Exit as leave:
        sys.exit(leave.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _exit("stopped; nothing was published", 130)
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        _exit(f"{problem.strerror or problem}{where}; the previous report is untouched", 6)
    except Exception as problem:
        if hasattr(problem, "format_message"):  # a usage error of the command line
            _exit(problem.format_message(), 2)
        raise


class _Terminated(TapeoutError):
    exit_code = 143


def _terminated(*_: object) -> None:
    raise _Terminated("stopped by signal TERM; nothing was published")


def _exit(message: str, code: int) -> None:
    typer.echo(f"tapeout: {message}", err=True)
    sys.stdout.flush()
    sys.exit(code)


if __name__ == "__main__":
    main()
