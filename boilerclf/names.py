"""Names loaded when they are first asked for."""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False  # as in `boilerclf`, which loads this
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def handed_on(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` of a package that loads names when they are used.

    Parameters
    ----------
    package : str
        The package's ``__name__``.
    homes : mapping of str to str
        The module that each name is written in. No name may be that of a module of the package:
        importing that would put the module in its place.

    Returns
    -------
    two callables
        The first raises `AttributeError` for any other name.

    Examples
    --------
    >>> load, names = handed_on("boilerclf.names", {"Page": "boilerclf.page"})
    >>> load("Page").__module__, "Page" in names()
    ('boilerclf.page', True)
    """
    loaded = vars(sys.modules[package])

    def load(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = loaded[name] = getattr(import_module(homes[name]), name)
        return value

    return load, lambda: sorted({*loaded, *homes})
