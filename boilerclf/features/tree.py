"""Sums along the tree of elements, by pointer doubling: no loop over elements or levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.page import Markup

N_CONTAINERS: Final = 5
"""How many growing ancestors of a block are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A page's elements with a sentinel after the last, which stands above the root.

    Parameters
    ----------
    parents : int64 array of shape (n_elements + 1,)
        Index of each parent; the root's and the sentinel's is the sentinel.
    jumps : tuple of int64 arrays of shape (n_elements + 1,)
        The ancestor 1, 2, 4, 8 ... levels up, until all are the sentinel.
    first, end : int64 arrays of shape (n_elements + 1,)
        The blocks inside each element; the sentinel holds all.
    grown : int64 array of shape (n_elements + 1,)
        The next ancestor that holds more blocks; the sentinel's is the sentinel.
    containers : int64 array of shape (N_CONTAINERS + 1, n_blocks)
        The block's own block-level element, then each next ancestor that holds more blocks.
    """

    parents: NDArray[np.int64]
    jumps: tuple[NDArray[np.int64], ...]
    first: NDArray[np.int64]
    end: NDArray[np.int64]
    grown: NDArray[np.int64]
    containers: NDArray[np.int64]

    def sum_up(self, values: NDArray[Any]) -> NDArray[Any]:
        """Add to each element's value those of all its ancestors.

        Parameters
        ----------
        values : array of shape (n_elements + 1, ...)
            The sentinel's value has to be 0.

        Returns
        -------
        array
            Of the same shape; the sentinel's stays 0.
        """
        total = values
        for jump in self.jumps:
            total = total + total[jump]
        return total


def grow_tree(markup: Markup, n_blocks: int) -> Tree:
    """Prepare a page's elements for sums along the tree.

    Parameters
    ----------
    markup : Markup
        The page's markup.
    n_blocks : int
        How many blocks the page has.

    Returns
    -------
    Tree
        A lone sentinel where there are no elements.
    """
    n_elements = len(markup.tags)
    parents = np.append(markup.parents, -1).astype(np.int64)
    parents[parents < 0] = n_elements
    jumps = []
    jump = parents
    while (jump != n_elements).any():
        jumps.append(jump)
        jump = jump[jump]
    first = np.append(markup.first_block, 0).astype(np.int64)
    end = np.append(markup.end_block, n_blocks).astype(np.int64)
    # The next ancestor that holds more blocks: skip the wrappers that hold the same ones.
    grown = parents.copy()
    inside = end - first
    inside[n_elements] = n_blocks + 1
    todo = np.flatnonzero(inside[grown[:-1]] == inside[:-1])
    while len(todo):
        grown[todo] = parents[grown[todo]]
        todo = todo[inside[grown[todo]] == inside[todo]]
    containers = np.empty((N_CONTAINERS + 1, n_blocks), np.int64)
    containers[0] = markup.block_element
    for level in range(N_CONTAINERS):
        containers[level + 1] = grown[containers[level]]
    return Tree(parents, tuple(jumps), first, end, grown, containers)


def inside_sums(tree: Tree, values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sum block values inside every element.

    Parameters
    ----------
    tree : Tree
        The page's elements.
    values : float32 array of shape (n_blocks, n)
        Values of each block.

    Returns
    -------
    float32 array of shape (n_elements + 1, n)
        The sums; the sentinel's is the page's.
    """
    running = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, dtype=np.float64, out=running[1:])
    return (running[tree.end] - running[tree.first]).astype(np.float32)
