"""Columns of the second pass: what the first pass thought of everything around a block.

Sources: stacked sequential learning, Cohen and Carvalho 2005 (first-pass scores of neighbours as
columns); the maximum subsequence of scores after Pasternack and Roth 2009, "Extracting Article Text
from the Web with Maximum Subsequence Segmentation".
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.columns import N_KNOTS, Column, as_columns, counts, flags, ratios
from boilerclf.features.tree import N_CONTAINERS, Tree, inside_sums

_REACH: Final = 4
_WINDOWS: Final = (3, 8, 20)
_SURE: Final = 0.8
_SURE_WORDS: Final = 5.0
_LOGIT_TOP: Final = 6.0

NEIGHBOUR_COLUMNS: Final[tuple[Column, ...]] = (
    *ratios("own_logit"),
    *ratios(*(f"previous{n}_probability" for n in range(1, _REACH + 1))),
    *ratios(*(f"next{n}_probability" for n in range(1, _REACH + 1))),
    *ratios(
        *(f"{side}_window{size}_probability" for size in _WINDOWS for side in ("before", "after"))
    ),
    *ratios("page_probability", "page_content_share", "mass_before", "mass_after"),
    *counts(
        63.0,
        *(
            f"blocks_to_{what}_{side}"
            for side in ("before", "after")
            for what in ("content", "noise")
        ),
    ),
    *flags("in_best_run"),
    *ratios("best_run_share", "best_run_page_share"),
    *counts(63.0, "blocks_before_best_run", "blocks_after_best_run"),
    *counts(2047.0, "content_words"),
)

TREE_COLUMNS: Final[tuple[Column, ...]] = (
    *(
        column
        for level in range(N_CONTAINERS + 1)
        for column in ratios(f"container{level}_probability", f"container{level}_content_share")
    ),
    *ratios("narrow_shape_probability", "wide_shape_probability", "same_text_probability"),
)


def logit_unit(probability: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return log-odds clipped to ±6 and laid on [0, 1].

    Examples
    --------
    >>> logit_unit(np.array([0.5, 1.0])).tolist()
    [0.5, 1.0]
    """
    with np.errstate(divide="ignore"):
        logit = np.log(probability) - np.log1p(-probability)
    return (np.clip(logit / (2 * _LOGIT_TOP), -0.5, 0.5) + 0.5).astype(np.float32)


def logit_curve() -> NDArray[np.float64]:
    """Return the log-odds at the knots of ``own_logit``: the curve that leaves a score as it is.

    Returns
    -------
    float64 array of shape (N_KNOTS,)
        From -6 to 6.
    """
    return np.linspace(-_LOGIT_TOP, _LOGIT_TOP, N_KNOTS)


def _distances(marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for each row the blocks back to the last marked one; many where there is none."""
    index = np.arange(marks.shape[1])
    before = np.full(marks.shape, -1)
    np.maximum.accumulate(np.where(marks[:, :-1], index[:-1], -1), axis=1, out=before[:, 1:])
    return np.where(before < 0, 63, index - before)


def _best_run(gain: NDArray[np.float64]) -> tuple[int, int]:
    """Return the run of blocks with the highest sum: first, and one past the last."""
    running = np.concatenate(([0.0], gain.cumsum()))
    lowest = np.minimum.accumulate(running)
    end = int((running - lowest).argmax())
    start = int(running[: end + 1].argmin()) if end else 0
    return start, end


def neighbours(
    probability: NDArray[np.float64], n_words: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the columns along the order of the page.

    A block weighs its words and half a word. ``own_logit`` is the block's log-odds (`logit_unit`).
    Probabilities beyond the page's ends count as 0. ``..._window...`` is the mean over the 3, 8 or
    20 blocks before and after, weighted; ``page_probability`` the page's mean,
    ``page_content_share`` its weighted mean, ``content_words`` its expected content words;
    ``mass_...`` the share of those words before and after;
    ``blocks_to_content`` the distance to a block of probability above 0.8 and 5 words and more,
    ``blocks_to_noise`` to one below 0.2; the best run is the maximum subsequence of
    ``(probability - 0.5) * words``, ``best_run_share`` its share of the page's expected content
    words and ``best_run_page_share`` of all words.

    Parameters
    ----------
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `NEIGHBOUR_COLUMNS`.
    """
    n_blocks = len(probability)
    index = np.arange(n_blocks)
    words = n_words.astype(np.float64) + 0.5
    padded = np.zeros(n_blocks + 2 * _REACH)
    padded[_REACH : _REACH + n_blocks] = probability
    columns: list[NDArray[Any]] = [logit_unit(probability)]
    columns += [padded[_REACH - n : _REACH - n + n_blocks] for n in range(1, _REACH + 1)]
    columns += [padded[_REACH + n : _REACH + n + n_blocks] for n in range(1, _REACH + 1)]
    mass = np.concatenate(([0.0], (probability * words).cumsum()))
    text = np.concatenate(([0.0], words.cumsum()))
    for size in _WINDOWS:
        low, high = np.maximum(index - size, 0), np.minimum(index + 1 + size, n_blocks)
        columns += [
            (mass[:-1] - mass[low]) / np.maximum(text[:-1] - text[low], 0.5),
            (mass[high] - mass[1:]) / np.maximum(text[high] - text[1:], 0.5),
        ]
    total = max(mass[-1], 1e-9)
    columns += [
        np.full(n_blocks, probability.mean() if n_blocks else 0.0),
        np.full(n_blocks, mass[-1] / max(text[-1], 0.5)),
        mass[:-1] / total,
        (mass[-1] - mass[1:]) / total,
    ]
    content = (probability > _SURE) & (n_words >= _SURE_WORDS)
    noise = probability < 1 - _SURE
    both = np.stack((content, noise))
    columns += [_distances(both), _distances(both[:, ::-1])[:, ::-1]]
    start, end = _best_run((probability - 0.5) * words)
    run_mass = mass[end] - mass[start]
    columns += [
        (index >= start) & (index < end),
        np.full(n_blocks, run_mass / total),
        np.full(n_blocks, (text[end] - text[start]) / max(text[-1], 0.5)),
        np.maximum(start - index, 0),
        np.maximum(index - end + 1, 0),
        np.full(n_blocks, mass[-1]),
    ]
    return as_columns(*columns)


def along_tree(
    probability: NDArray[np.float64],
    n_words: NDArray[np.float32],
    tree: Tree,
    groups: tuple[NDArray[np.int64], ...],
) -> NDArray[np.float32]:
    """Return the columns along the tree and over look-alikes, the block itself left out.

    ``container..._probability`` is the mean over the other blocks inside,
    ``container..._content_share`` the same weighted by words; the shapes' and the same text's are
    means over the other blocks of the group. Where there is no other block the value is the
    block's own probability.

    Parameters
    ----------
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    tree : Tree
        The page's elements.
    groups : tuple of three int64 arrays of shape (n_blocks,)
        Numbers of the narrow shape, the wide shape and the text.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `TREE_COLUMNS`, each in [0, 1].
    """
    words = n_words.astype(np.float64) + 0.5
    basis = np.stack((np.ones_like(words), probability, words, probability * words))
    sums = inside_sums(tree, basis.astype(np.float32).T).T[:, tree.containers]
    n, p, w, pw = np.maximum(sums - basis[:, None], 0)
    alone = n < 0.5
    means = (
        np.where(alone, probability, p / np.maximum(n, 0.5)),
        np.where(alone, probability, pw / np.maximum(w, 0.25)),
    )
    columns = [mean[level] for level in range(N_CONTAINERS + 1) for mean in means]
    for group in groups:
        n = np.bincount(group)[group] - 1
        p = np.bincount(group, probability)[group] - probability
        columns.append(np.where(n < 1, probability, p / np.maximum(n, 1)))
    found = as_columns(*columns)
    return np.clip(found, 0, 1, out=found)
