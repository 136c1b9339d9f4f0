"""What pip says, put into one line for a person: how far it is, and why it failed."""

import re

from project import SetUpProblem

TROUBLE = (
    r"Retrying \(|connection (?:broken|error)|Could not fetch URL|Failed to (?:connect|establish)"
    r"|timed out|TimeoutError"
)
CAUSES = [
    r"\[Errno [^\]]*\] [^')\"<>]+",
    "CERTIFICATE_VERIFY_FAILED",
    "timed out",
    r"\w+Error(?=\()",
]


def progress_of(project):
    """A function from pip's lines to how far it is."""
    text = project.locked.read_text(encoding="utf-8")
    locked = len(re.findall(r"^[^\s#]+==", text, re.MULTILINE))

    def progress(lines):
        total = locked - sum(line.startswith("Ignoring ") for line in lines)
        if lines and "Retrying (" in lines[-1]:
            return "the package index does not answer; pip tries again"
        if any(line.startswith("Installing collected packages") for line in lines):
            done = sum(1 for _ in project.venv.glob("[lL]ib/**/site-packages/*.dist-info"))
            return f"installing: {min(done, total)} of {total} packages"
        wanted = [line.split()[1] for line in lines if line.startswith("Collecting ")]
        return f"fetching: {len(wanted)} of {total} packages, {wanted[-1]}" if wanted else "pip"

    return progress


def explain(lines, project):
    """The problem that ended venv or pip."""
    whole = "\n".join(lines)
    errors = [line for line in lines if line.startswith("ERROR:") or "[Errno" in line]
    last = (errors or lines or ["it said nothing"])[-1].strip()
    log = f" What pip said is in {project.log.relative_to(project.root)}"
    if re.search(r"\[Errno (13|28|30|122)\]", "\n".join(errors)):
        return SetUpProblem(f"cannot write: {last}.{log}", 6)
    if "DO NOT MATCH THE HASHES" in whole:
        found = re.search(r"DO NOT MATCH THE HASHES.*?\n\s+(\S+)", whole, re.DOTALL)
        return SetUpProblem(
            f"the package index gave another {found.group(1) if found else 'package'} than the "
            f"one that requirements.lock names; it was not used. Try another index.{log}",
            69,
        )
    if re.search(TROUBLE, whole):
        found = filter(None, (re.search(cause, whole) for cause in CAUSES))
        cause = next((match.group(0) for match in found), "no answer")
        return SetUpProblem(
            f"the package index cannot be reached ({cause}). "
            "Check the network and pip's configuration (pip config list, PIP_INDEX_URL), then "
            f"run the same command again.{log}",
            69,
        )
    missing = re.search(r"No matching distribution found for ([^\s;]+)", whole)
    if missing:
        return SetUpProblem(
            f"the package index has no ready-made {missing.group(1)} for this Python and machine. "
            f"Try another Python (make report PYTHON=python3.12) or another index.{log}",
            69,
        )
    return SetUpProblem(f"the set-up failed: {last}.{log}", 1)
