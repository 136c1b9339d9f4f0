"""The modules of a package as its attributes, each imported when it is first named.

A notebook names every step of the flow by where it lives, `model.timing_window.window`, after
one import of the packages; a command that needs one module of them does not pay for the rest.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from types import ModuleType


def modules_of(
    package: str, path: Iterable[str]
) -> tuple[Callable[[str], ModuleType], Callable[[], list[str]]]:
    """Return the `__getattr__` and the `__dir__` (PEP 562) of a package that lies in `path`.

    The first raises AttributeError for a name that is no module of the package.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(path))

    def module(name: str) -> ModuleType:
        if name not in names:
            raise AttributeError(f"{package} has no module {name!r}", name=name)
        return importlib.import_module(f"{package}.{name}")

    return module, lambda: names
