"""The elements of pages as arrays, and sums along the tree: no loop over elements or levels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.basics import Floats, Ints, gather, joined
from boilerclf.features.arrays.page_spans import PageSpans, exact_cumsum, page_spans
from boilerclf.lazy import cached_property
from boilerclf.page import Markup
from boilerclf.segment.tags import TAGS

N_CONTAINERS: Final = 5
"""How many growing ancestors of a block are looked at."""

TOP_TAG: Final = len(TAGS)
"""The number of the tag of what stands above each page's root."""


@dataclass(frozen=True, eq=False)
class Tree:
    """The elements of pages; after those of each page stands its *top*, above its root.

    Parameters
    ----------
    spans : PageSpans
        Whose the elements are, tops included.
    tags : int64 array of shape (n_elements,)
        Index into `boilerclf.segment.tags.TAGS`; a top's is `TOP_TAG`.
    names : tuple of str
        The names of all pages, those of a page one after the other, and last what it declares.
    name_ids : int64 array of shape (n_elements,)
        Each element's name as an index into `names`; a top has the empty name.
    first_name : int64 array of shape (n_pages,)
        Where each page's names begin.
    parents : int64 array of shape (n_elements,)
        Index of each parent; a root's and a top's is the top.
    first, end : int64 arrays of shape (n_elements,)
        The blocks inside each element; a top holds all of its page.
    leaf : int64 array of shape (n_blocks,)
        The innermost element around each block's first text.
    own : int64 array of shape (n_blocks,)
        The block-level element of each block.
    """

    spans: PageSpans
    tags: Ints
    names: tuple[str, ...]
    name_ids: Ints
    first_name: Ints
    parents: Ints
    first: Ints
    end: Ints
    leaf: Ints
    own: Ints

    @property
    def tops(self) -> Ints:
        """The top of each page."""
        return self.spans.end_block - 1

    @cached_property
    def jumps(self) -> list[Ints]:
        """The ancestor 1, 2, 4, 8 ... levels up, until all are tops."""
        jumps, jump, top_of = [], self.parents, self.spans.high - 1
        while np.count_nonzero(jump != top_of):
            jumps.append(jump)
            jump = gather(jump, jump)
        return jumps

    @cached_property
    def next_larger(self) -> Ints:
        """The next ancestor that holds more blocks than each element; a top's is the top."""
        found, size = self.parents.copy(), self.end - self.first
        size[self.tops] += 1  # so that nothing below a top holds as many
        same = gather(size, found) == size
        same[self.tops] = False
        todo = same.nonzero()[0]
        while len(todo):
            found[todo] = self.parents[found[todo]]
            todo = todo[size[found[todo]] == size[todo]]
        return found

    def growing(self, elements: Ints, n_levels: int) -> Ints:
        """Return elements, then in `n_levels` rows each next ancestor that holds more blocks."""
        found = np.empty((n_levels + 1, *elements.shape), np.int64)
        found[0] = elements
        for level in range(n_levels):
            self.next_larger.take(found[level], out=found[level + 1], mode="clip")
        return found

    @cached_property
    def containers(self) -> Ints:
        """Each block's own element and its growing ancestors: (N_CONTAINERS + 1, n_blocks)."""
        return self.growing(self.own, N_CONTAINERS)

    def sum_up(self, values: NDArray[Any], add: np.ufunc = np.add) -> NDArray[Any]:
        """Combine each element's value with those of all its ancestors, by `add`.

        The values of tops have to be 0.

        Examples
        --------
        >>> from boilerclf.segment import segment_html
        >>> page = segment_html("<ul><li>One<li>Two</ul>")
        >>> tree = grow_tree([page.markup], page_spans([page.n_blocks]))
        >>> is_item = (tree.tags == TAGS.index("li")).astype(int)
        >>> tree.sum_up(is_item)[tree.leaf].tolist()
        [1, 1]
        """
        for jump in self.jumps:
            values = add(values, gather(values, jump))
        return values

    def any_up(self, bits: NDArray[Any]) -> NDArray[Any]:
        """Combine each element's bits with those of all its ancestors; a top has to have none."""
        return self.sum_up(bits, np.bitwise_or)

    @cached_property
    def levels(self) -> Ints:
        """How many ancestors of each element hold more blocks than their child."""
        size = self.end - self.first
        return np.asarray(self.sum_up((size[self.parents] != size).astype(np.int64)))

    def inside(self, values: NDArray[Any]) -> Floats:
        """Sum rows of values over the blocks inside every element; a top's sum is its page's.

        Sums over a pass have to stay below 2**18 (`exact_cumsum`).

        Examples
        --------
        >>> from boilerclf.segment import segment_html
        >>> page = segment_html("<ul><li>One<li>Two</ul>")
        >>> tree = grow_tree([page.markup], page_spans([page.n_blocks]))
        >>> tree.inside(np.array([[1.0, 2.0]]))[0, tree.tops].tolist()
        [3.0]
        """
        sums = exact_cumsum(values)
        found = sums.take(self.end, axis=1)
        found -= sums.take(self.first, axis=1)
        return found.astype(np.float32)


def grow_tree(markups: Sequence[Markup], blocks: PageSpans) -> Tree:
    """Lay the elements of pages, each with a block, one after the other."""
    spans = page_spans([len(markup.tags) + 1 for markup in markups])
    n_blocks = (blocks.end_block - blocks.first_block).tolist()

    def elements(name: str, of_tops: Iterable[int]) -> Ints:
        values = (getattr(markup, name) for markup in markups)
        parts = chain.from_iterable(zip(values, ((top,) for top in of_tops), strict=False))
        return np.concatenate([(), *parts], dtype=np.int64, casting="unsafe")

    def of_blocks(name: str) -> Ints:
        return joined(markups, name) + spans.first_block[blocks.page_of]

    parents, before = elements("parents", repeat(-1)), blocks.first_block[spans.page_of]
    n_names = np.array([len(markup.names) + 1 for markup in markups], np.int64)
    first_name = n_names.cumsum() - n_names
    return Tree(
        spans=spans,
        tags=elements("tags", repeat(TOP_TAG)),
        names=tuple(chain(*((*markup.names, markup.declared) for markup in markups))),
        name_ids=elements("name_ids", repeat(0)) + first_name[spans.page_of],
        first_name=first_name,
        parents=np.where(parents < 0, spans.high - 1, parents + spans.low),
        first=elements("first_block", repeat(0)) + before,
        end=elements("end_block", n_blocks) + before,
        leaf=of_blocks("block_leaf"),
        own=of_blocks("block_element"),
    )
