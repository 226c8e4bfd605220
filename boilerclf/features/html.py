"""All columns of an HTML page: what the two passes of the HTML model see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.features import (
    anchors,
    cohesion,
    containers,
    keywords,
    length,
    markup,
    names,
    position,
    punctuation,
    second,
    standing,
)
from boilerclf.features.characters import Kind
from boilerclf.features.columns import Column, KnotScale
from boilerclf.features.path import path_entries, path_tokens
from boilerclf.features.path_weights import PathWeights
from boilerclf.features.tree import Tree, grow_tree, numbered
from boilerclf.features.view import view_text
from boilerclf.page import Markup, Page
from boilerclf.segment.tags import TAG_NUMBER

FIRST_COLUMNS: Final[tuple[Column, ...]] = (
    *length.COLUMNS,
    *punctuation.COLUMNS,
    *keywords.COLUMNS,
    *markup.COLUMNS,
    *names.COLUMNS,
    *position.COLUMNS,
    *containers.COLUMNS,
    *cohesion.COLUMNS,
    *cohesion.TITLE_COLUMNS,
    *anchors.FIRST_COLUMNS,
)
SECOND_COLUMNS: Final[tuple[Column, ...]] = (
    *second.NEIGHBOUR_COLUMNS,
    *second.TREE_COLUMNS,
    *standing.COLUMNS,
    *cohesion.SECOND_COLUMNS,
    *anchors.SECOND_COLUMNS,
)

_HEADING_RANK: Final = {"h1": 0.5, "h2": 0.2}
"""What being such a heading adds to the overlap with the title, in the search for the headline."""

_FIRST_SCALE: Final = KnotScale(FIRST_COLUMNS)
_SECOND_SCALE: Final = KnotScale(SECOND_COLUMNS)


@dataclass(frozen=True, slots=True, eq=False)
class HtmlFeatures:
    """What the model reads of one HTML page.

    Parameters
    ----------
    knots : float32 array of shape (n_blocks, n_columns)
        The first pass's dense columns, in units of knots.
    n_words : float32 array of shape (n_blocks,)
        Words of each block.
    markup : Markup
        The page's markup, which the hashed columns are made of.
    tree : Tree
        The page's elements.
    groups : tuple of three int64 arrays of shape (n_blocks,)
        Numbers of narrow shape, wide shape and text.
    vocabulary : Vocabulary
        The page's rarer words.
    headline : int
        The block that is most likely the headline; -1 where none is.
    """

    knots: NDArray[np.float32]
    n_words: NDArray[np.float32]
    markup: Markup
    tree: Tree
    groups: tuple[NDArray[np.int64], ...]
    vocabulary: cohesion.Vocabulary
    headline: int

    def hashed_scores(self, weights: NDArray[np.float32]) -> NDArray[np.float64]:
        """Sum the weights of each block's hashed columns.

        Parameters
        ----------
        weights : float32 array of shape (2**n_bits,)
            A weight for each hashed column.

        Returns
        -------
        float64 array of shape (n_blocks,)
            The sums.
        """
        return PathWeights(weights).block_scores(self.markup, self.tree)

    def hashed_entries(
        self, n_bits: int, *, masked: bool = False
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Return blocks, hashed columns and values, as training needs them.

        Parameters
        ----------
        n_bits : int
            Binary logarithm of the number of hashed columns.
        masked : bool, default: False
            Leave out what class, id and role names tell.

        Returns
        -------
        tuple of two int64 arrays and a float32 array of shape (n_entries,)
            A block may have one column several times.
        """
        tokens = path_tokens(self.markup, self.tree)
        blocks, columns, is_name = path_entries(tokens, self.tree, n_bits)
        if masked:
            blocks, columns = blocks[~is_name], columns[~is_name]
        return blocks, columns, np.ones(len(blocks), np.float32)


def html_features(page: Page) -> HtmlFeatures:
    """Compute the first pass's columns of an HTML page.

    Parameters
    ----------
    page : Page
        A page with markup.

    Returns
    -------
    HtmlFeatures
        Arrays without rows for a page without blocks.
    """
    if page.markup is None:
        message = "an HTML page with markup is wanted, this page is plain text"
        raise ValueError(message)
    view = view_text(page.text, page.starts, page.ends)
    tree = grow_tree(page.markup, view.n_blocks)
    styled = markup.styled_characters(view, page.markup)
    links = styled[:, 0]
    n_characters = view.n_visible
    text_hashes = view.block_hashes()
    words = cohesion.vocabulary(view)
    overlap = cohesion.title_overlap(words, page.markup.title)
    headline = anchors.headline(overlap[:, 0], overlap[:, 1], _heading_rank(page.markup))
    columns = np.concatenate(
        (
            length.length(view),
            punctuation.punctuation(view),
            keywords.keywords(view),
            markup.markup_columns(view, page.markup, tree, styled),
            names.names(page.markup, tree),
            position.position(view.n_words, view.pages),
            containers.containers(
                view.n_words, n_characters, links, text_hashes, page.markup, tree
            ),
            cohesion.cohesion(words, view.n_words),
            overlap,
            anchors.first_anchors(
                tree, view.n_words, view.counts[:, Kind.COMMA], n_characters, links, headline
            ),
        ),
        axis=1,
    )
    return HtmlFeatures(
        knots=_FIRST_SCALE(columns),
        n_words=view.n_words,
        markup=page.markup,
        tree=tree,
        groups=_groups(page.markup, tree, text_hashes),
        vocabulary=words,
        headline=headline,
    )


def _heading_rank(found: Markup) -> NDArray[np.float32]:
    tags = found.tags[found.block_element]
    rank = np.zeros(len(tags), np.float32)
    for tag, bonus in _HEADING_RANK.items():
        rank[tags == TAG_NUMBER[tag]] = bonus
    return rank


def _groups(
    found: Markup, tree: Tree, text_hashes: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], ...]:
    narrow, wide = containers.shapes(found, tree)
    return narrow, wide, numbered(text_hashes)[0]


def html_second(features: HtmlFeatures, probability: NDArray[np.float64]) -> NDArray[np.float32]:
    """Compute the second pass's own columns of an HTML page.

    Parameters
    ----------
    features : HtmlFeatures
        The page's first-pass columns.
    probability : float64 array of shape (n_blocks,)
        First-pass probabilities of content.

    Returns
    -------
    float32 array of shape (n_blocks, n_columns)
        In the order of `SECOND_COLUMNS`, in units of knots.
    """
    along = second.neighbours(probability, features.n_words)
    tree = second.along_tree(probability, features.n_words, features.tree, features.groups)
    found = cohesion.trusted(features.vocabulary, probability)
    far = anchors.second_anchors(features.tree, probability, features.n_words, features.headline)
    stands = standing.standing(probability, features.n_words)
    return _SECOND_SCALE(np.concatenate((along, tree, stands, found, far), axis=1))
