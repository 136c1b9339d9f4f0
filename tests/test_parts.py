"""The packages of the flow show their modules as attributes, and import them when named."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tapeout import figures, findings, model, tables


@pytest.mark.parametrize("package", [figures, findings, model, tables])
def test_a_package_lists_its_modules_and_gives_each(package):
    names = dir(package)
    assert len(names) > 10
    for name in names:
        assert getattr(package, name).__name__ == f"{package.__name__}.{name}"


def test_a_name_that_is_no_module_is_an_error_of_the_package():
    with pytest.raises(AttributeError, match=r"tapeout\.model has no module 'timming'"):
        model.timming  # noqa: B018


def test_a_package_imports_nothing_before_a_module_is_named():
    code = (
        "import sys; from tapeout import figures, model; before = 'matplotlib' in sys.modules; "
        "figures.style; print(before, 'matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
