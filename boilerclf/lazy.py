"""Values computed, and names loaded, when they are first asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class cached_property(Generic[Value]):  # noqa: N801  # it is written as its namesake of functools
    """A property that is computed once an object and then kept in its ``__dict__``.

    Python 3.11's `functools.cached_property` holds one lock for all objects of a class while it
    computes, so a process forked meanwhile would wait for it forever. Here two threads may both
    compute a value; whoever comes last is kept, so the value has to depend on the object alone.

    Parameters
    ----------
    compute : callable
        Takes the object, returns the value.

    Examples
    --------
    >>> class Word:
    ...     @cached_property
    ...     def letters(self) -> list[str]:
    ...         return ["a", "b"]
    >>> word = Word()
    >>> word.letters is word.letters
    True
    """

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Remember the name, under which later look-ups find the value itself."""
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> cached_property[Value]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...

    def __get__(self, instance: object | None, owner: type) -> cached_property[Value] | Value:
        """Compute the value, or return the property itself where a class is asked."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._compute(instance)
        return value


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
    >>> load, names = handed_on("boilerclf.lazy", {"Page": "boilerclf.page"})
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
