"""Values computed when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
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
