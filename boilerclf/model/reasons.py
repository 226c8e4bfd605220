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
    position,
    punctuation,
    second,
)
from boilerclf.features.columns import Column
from boilerclf.features.featurizer import Features, Featurizer
from boilerclf.model.classifier import Classifier
from boilerclf.model.linear import AdditiveModel, sigmoid
from boilerclf.page import Page

_OWN: Final[tuple[ModuleType, ...]] = (
    *(length, punctuation, keywords, markup, position, containers, cohesion, anchors, lines),
)
"""Modules that declare a family of columns, which is called after its module."""

AROUND: Final = "around"
"""The family of what the first pass thought of the blocks around, and of what these are like."""

HASHED: Final = {"html": "names", "text": "words"}
"""The family of the hashed columns: tags and class names of HTML, words of plain text."""

_OWN_SCORE: Final = "own_logit"
"""The second pass's column that says what the first pass thought of the block itself."""


def _declared(module: ModuleType) -> list[str]:
    return [
        column.name
        for value in vars(module).values()
        if isinstance(value, tuple)
        for column in value
        if isinstance(column, Column)
    ]


_FAMILY_OF: Final = dict.fromkeys(_declared(second), AROUND) | {
    name: module.__name__.rpartition(".")[2]
    for module in reversed(_OWN)
    for name in _declared(module)
}


def families(kind: str) -> tuple[str, ...]:
    """Return the families of columns of a kind of pages, sorted.

    Examples
    --------
    >>> {"around", "length", "names"} <= set(families("html"))
    True
    """
    featurizer = Featurizer("html" if kind == "html" else "text")
    names = (column.name for column in (*featurizer.columns, *featurizer.second_columns))
    found = {_FAMILY_OF.get(name, AROUND) for name in names if name != _OWN_SCORE}
    return tuple(sorted({*found, HASHED[kind]}))


def noise_reasons(classifier: Classifier, page: Page) -> tuple[str, ...]:
    """Return for every block the family of columns that speaks most for noise.

    A family's say is the sum of its columns' parts of the score, weight times value. Where the
    second pass goes by what the first one thought of the block itself, it is the first one's.

    Parameters
    ----------
    classifier : Classifier
        The model.
    page : Page
        A page of its kind.

    Returns
    -------
    tuple of str
        A name of `families` a block; empty for a page without blocks.
    """
    if not page.n_blocks:
        return ()
    featurizer = Featurizer(classifier.kind)
    features = featurizer.first(page)
    names = [_FAMILY_OF.get(column.name, AROUND) for column in featurizer.columns]
    hashed_name = HASHED[classifier.kind]
    first, score = _weakest(classifier.first, features, features.knots, (*names, hashed_name))
    if classifier.second is None:
        return tuple(first)
    knots = featurizer.second(features, sigmoid(score))
    names = [
        "" if column.name == _OWN_SCORE else _FAMILY_OF.get(column.name, AROUND)
        for column in featurizer.second_columns
    ]
    found, _ = _weakest(classifier.second, features, knots, (*names, hashed_name))
    return tuple(own or before for own, before in zip(found, first, strict=True))


def _weakest(
    model: AdditiveModel, features: Features, knots: NDArray[np.float32], names: tuple[str, ...]
) -> tuple[list[str], NDArray[np.float64]]:
    """Return each block's family with the lowest sum, and the scores.

    `names` has a family for each column of `knots`, and that of the hashed ones last.
    """
    parts = model.contributions(knots).astype(np.float64)
    hashed = features.hashed_scores(model.hashed) if len(model.hashed) else None
    if hashed is not None:
        parts = np.concatenate((parts, hashed[:, None]), axis=1)
    kinds, which = np.unique(names[: parts.shape[1]], return_inverse=True)
    sums = np.zeros((len(parts), len(kinds)))
    for column, kind in enumerate(which):
        sums[:, kind] += parts[:, column]
    return [str(kinds[kind]) for kind in sums.argmin(axis=1)], model.scores(knots, hashed)
