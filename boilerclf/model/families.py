"""Which family each column belongs to: the names that reasons are summed under."""

from __future__ import annotations

from types import ModuleType
from typing import Final

from boilerclf.classified.reason_names import AROUND, UNSEEN
from boilerclf.features import (
    anchors,
    cohesion,
    containers,
    keywords,
    length,
    lines,
    markup,
    names,
    position,
    punctuation,
    runs,
)
from boilerclf.features.columns import Column
from boilerclf.features.featurizer import Featurizer
from boilerclf.page import Kind

_DECLARING: Final[tuple[ModuleType, ...]] = (
    *(length, punctuation, keywords, markup, names, position, containers, cohesion, anchors),
    *(lines, runs),
)
"""Modules that declare a family of columns, which is called after its module."""

HASHED: Final = {"html": "names", "text": "words"}
"""The family of the hashed columns: tags and class names of HTML, words of plain text."""


def _declared(module: ModuleType) -> list[str]:
    return [
        column.name
        for value in vars(module).values()
        if isinstance(value, tuple)
        for column in value
        if isinstance(column, Column)
    ]


_FAMILY_OF: Final = {
    name: module.__name__.rpartition(".")[2]
    for module in reversed(_DECLARING)
    for name in _declared(module)
}


def first_families(kind: Kind) -> tuple[str, ...]:
    """Return the family of each named column of the first pass, in their order.

    Examples
    --------
    >>> first_families("html")[0]
    'length'
    """
    return tuple(_FAMILY_OF.get(column.name, AROUND) for column in Featurizer(kind).columns)


def families(kind: Kind) -> tuple[str, ...]:
    """Return the families of columns of a kind of pages, and "hidden" for HTML, sorted.

    Examples
    --------
    >>> {"around", "length", "names"} <= set(families("html"))
    True
    """
    decided = {UNSEEN} if kind == "html" else set()
    return tuple(sorted({*first_families(kind), HASHED[kind], AROUND, *decided}))
