"""Why a block was taken for noise, in one word: the family of columns that said so most."""

from __future__ import annotations

from types import ModuleType
from typing import Final

import numpy as np
from numpy.typing import NDArray

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
from boilerclf.model.classifier import Classifier
from boilerclf.page import Kind, Page

_OWN: Final[tuple[ModuleType, ...]] = (
    *(length, punctuation, keywords, markup, names, position, containers, cohesion, anchors),
    *(lines, runs),
)
"""Modules that declare a family of columns, which is called after its module."""

AROUND: Final = "around"
"""The family of what stands around a block, and of the second pass, which sees nothing else."""

UNSEEN: Final = "hidden"
"""The reason of blocks that no visitor can bring to view; no weights are asked for it."""

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
    for module in reversed(_OWN)
    for name in _declared(module)
}


def _families(kind: Kind) -> list[str]:
    """Return the family of each column of the first pass, that of the hashed ones last."""
    columns = Featurizer(kind).columns
    return [*(_FAMILY_OF.get(column.name, AROUND) for column in columns), HASHED[kind]]


def families(kind: Kind) -> tuple[str, ...]:
    """Return the families of columns of a kind of pages, and "hidden" for HTML, sorted.

    Examples
    --------
    >>> {"around", "length", "names"} <= set(families("html"))
    True
    """
    decided = {UNSEEN} if kind == "html" else set()
    return tuple(sorted({*_families(kind), AROUND, *decided}))


def noise_reasons(classifier: Classifier, page: Page, kept: NDArray[np.bool_]) -> tuple[str, ...]:
    """Return for every block the family of columns that sets it apart from content.

    A family's say is the sum of its columns' parts of the first pass's score, weight times value;
    the reason is the family whose say falls lowest below its mean over the blocks that are kept,
    or, where none is, below 0. Where the first pass took the block for content, what speaks for
    noise is what stands around it. A block that no visitor can bring to view is "hidden".

    Parameters
    ----------
    classifier : Classifier
        The model.
    page : Page
        A page of its kind.
    kept : bool array of shape (n_blocks,)
        What is content.

    Returns
    -------
    tuple of str
        A name of `families` a block; empty for a page without blocks.
    """
    if not page.n_blocks:
        return ()
    features = classifier.featurizer.first(page)
    model = classifier.first_for(features)
    parts = model.contributions(features.knots).astype(np.float64)
    kinds, family_of = np.unique(_families(classifier.kind), return_inverse=True)
    says = np.zeros((page.n_blocks, len(kinds)))
    for column, family in enumerate(family_of[:-1]):
        says[:, family] += parts[:, column]
    says[:, family_of[-1]] += classifier.first_hashed(features)
    is_content = says.sum(axis=1) + model.intercept >= 0
    lowest = (says - (says[kept].mean(axis=0) if kept.any() else 0)).argmin(axis=1)
    columns = page.is_unseen.tolist(), is_content.tolist(), lowest.tolist()
    return tuple(
        UNSEEN if unseen else AROUND if content else str(kinds[family])
        for unseen, content, family in zip(*columns, strict=True)
    )
