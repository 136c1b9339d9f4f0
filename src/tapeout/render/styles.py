"""The style sheet of the page: the tokens as variables, then the rules of the file beside it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tapeout.figures.style import TOKENS

TEMPLATES = Path(__file__).with_name("templates")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def variables(mode: str) -> str:
    """Return the colours of light, dark or print as declarations of variables."""
    told = []
    for name, value in TOKENS["colour"][mode].items():
        if isinstance(value, list):
            told += [f"--{name}{place}:{shade}" for place, shade in enumerate(value, start=1)]
        else:
            told.append(f"--{name.replace('_', '-')}:{value}")
    return ";".join(told)


@cache
def stylesheet() -> str:
    """Return all rules but those of the faces, without comments and needless space."""
    text = (TEMPLATES / "report" / "report.css").read_text(encoding="utf-8")
    rules = re.sub(r"\s+", " ", _COMMENT.sub("", text))
    rules = re.sub(r"\s*([{};])\s*", r"\1", rules).replace(";}", "}").strip()
    return (
        f":root{{color-scheme:light dark;{variables('light')}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{variables('dark')}}}}}"
        f"@media print{{:root{{color-scheme:light;{variables('print')}}}}}{rules}"
    )
