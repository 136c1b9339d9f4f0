"""The commands: tapeout build, check, new-company, audit, seed verify."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from tapeout.errors import DataProblem, TapeoutError, UsageProblem, nearest
from tapeout.text import LANGUAGES

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A reproducible IPO report: a narrative beside the evidence.",
)


seed_app = typer.Typer(no_args_is_help=True, help="A narrative: its card, claims and text.")
app.add_typer(seed_app, name="seed")


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
    scenario: Annotated[str, typer.Option(help="The assumptions: base, bear or bull.")] = "base",
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", help="name=value of a notebook parameter or an assumption."),
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
    folder: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders of your own rows, layered over data/; or a whole ledger."),
    ] = None,
    data: Annotated[
        list[Path] | None, typer.Option(help="The same as the argument; may be repeated.")
    ] = None,
    company: Annotated[
        list[str] | None,
        typer.Option(help="Whose coverage to tell. Default: the companies of the folders."),
    ] = None,
    as_of: Annotated[str, typer.Option(help="Date of the coverage: ISO or latest.")] = "latest",
    every: Annotated[bool, typer.Option("--all", help="Print every problem, not twenty.")] = False,
    disagreements: Annotated[
        bool, typer.Option(help="List where sources contradict one another.")
    ] = False,
    as_json: AsJson = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print the disagreements as CSV, and nothing else.")
    ] = False,
) -> None:
    """Hold data/ (and folders layered over it) against the contract of the evidence."""
    from tapeout import check as told
    from tapeout.ledger import examine

    if as_csv and (as_json or not disagreements):
        raise UsageProblem("--csv: expected with --disagreements and without --json")
    examined = examine(*(folder or []), *(data or []))
    if as_json:
        typer.echo(told.as_json(examined, company or [], as_of, disagreements=disagreements))
    elif as_csv:
        typer.echo(told.disagreements_csv(examined.disagreements()), nl=False)
        for line in told.problem_lines(examined, every=every):
            typer.echo(line, err=True)
    else:
        for line in told.lines(
            examined, company or [], as_of, every=every, disagreements=disagreements
        ):
            typer.echo(line)
    if examined.problems:
        raise typer.Exit(DataProblem.exit_code)


@app.command()
def new_company(
    company_id: Annotated[str, typer.Argument(metavar="ID", help="Small letters, digits and _.")],
    out: Annotated[Path | None, typer.Option(help="The folder to write. Default: ./ID.")] = None,
    name_en: Annotated[str, typer.Option(help="Its name in English.")] = "",
    name_zh: Annotated[str, typer.Option(help="Its name in Chinese.")] = "",
) -> None:
    """Write a folder for a company's rows, with a checklist of what a full report needs."""
    from tapeout.new_company import new_company as write

    for path in write(company_id, out or Path(company_id), name_en=name_en, name_zh=name_zh):
        typer.echo(_near(path.absolute()))


@app.command()
def audit(
    seed: Annotated[
        str,
        typer.Argument(
            metavar="SEED", help="An id of seeds/, or a folder with a seed of your own."
        ),
    ],
    as_of: Annotated[str, typer.Option(help="ISO date or latest.")] = "latest",
    data: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of your own rows, layered over data/; may be repeated."),
    ] = None,
    language: Annotated[str, typer.Option(help="en or zh.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Weigh every claim of a narrative against what had been published by a date."""
    import json
    import shutil

    from tapeout.audit import audit as weigh_all
    from tapeout.audit import audit_dict, audit_lines
    from tapeout.ledger import load, shipped
    from tapeout.seed import open_seed

    if language not in LANGUAGES:
        raise UsageProblem(f"--language {language!r}: expected one of {', '.join(LANGUAGES)}")
    found = weigh_all(open_seed(seed), load(shipped(), *(data or []), as_of=as_of))
    if as_json:
        typer.echo(json.dumps(audit_dict(found), ensure_ascii=False, indent=1))
        return
    for line in audit_lines(found, shutil.get_terminal_size((100, 24)).columns, language):
        typer.echo(line)


@seed_app.command("verify")
def seed_verify(
    seed: Annotated[str, typer.Argument(metavar="SEED", help="Id of a seed, or its folder.")],
    text: Annotated[Path, typer.Option(help="A file with the text of the narrative, UTF-8.")],
    as_json: AsJson = False,
) -> None:
    """Hold a narrative's text against its card and claims: the hash, and each printed figure."""
    from tapeout.seed import open_seed, text_bytes, verify, verify_json, verify_lines

    shown = _near(text.expanduser().absolute())
    told = verify(open_seed(seed), text_bytes(text, shown), shown)
    for line in [verify_json(told)] if as_json else verify_lines(told):
        typer.echo(line)
    if told.problems:
        raise typer.Exit(DataProblem.exit_code)


def _settings(given: list[str]) -> dict[str, str]:
    """Return the parameters that --set gives; assumptions, by their names, become one of them."""
    from tapeout.build.parameters import declared, stems
    from tapeout.ledger import load

    known = sorted({name for stem in stems() for name in declared(stem)})
    taken = {"company", "as_of", "language", "scenario", "data"}
    assumptions = load().assumption_names() if given else ()
    settings: dict[str, str] = {}
    assumed: list[str] = []
    for item in given:
        name, sign, value = item.partition("=")
        if sign and name in assumptions:
            assumed.append(item)
            continue
        if not sign or name not in known:
            raise UsageProblem(
                f"--set {item!r}: expected name=value with a name of "
                f"{', '.join(sorted(set(known) - taken))} or of an assumption of data/scenarios.csv"
                f"{nearest(name, [*known, *assumptions])}"
            )
        if name in taken:
            raise UsageProblem(f"--set {name}: use --{name.replace('_', '-')} instead")
        settings[name] = value
    if assumed:
        settings["assumptions"] = "; ".join(
            [*filter(None, [settings.get("assumptions")]), *assumed]
        )
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
        code = app(arguments, standalone_mode=False)  # of typer.Exit, which does not get out
    except TapeoutError as problem:
        _exit(str(problem), problem.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _exit("stopped; nothing was published", 130)
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        _exit(f"{problem.strerror or problem}{where}; what was there before is untouched", 6)
    except Exception as problem:
        if hasattr(problem, "format_message"):  # a usage error of the command line
            _exit(problem.format_message(), 2)
        raise
    if code:
        sys.exit(code)


class _Terminated(TapeoutError):
    exit_code = 143


def _terminated(*_: object) -> None:
    raise _Terminated("stopped by signal TERM; nothing was published")


def _exit(message: str, code: int) -> None:
    # What a message quotes may hold escapes that a terminal would obey.
    message = "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in message)
    typer.echo(f"tapeout: {message}", err=True)
    sys.stdout.flush()
    sys.exit(code)


if __name__ == "__main__":
    main()
