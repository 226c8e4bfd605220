"""From pages to columns, several pages a pass: code, never stored in a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

import numpy as np

from boilerclf.errors import ConfigurationError
from boilerclf.features.arrays.basics import Doubles, Floats, Ints
from boilerclf.features.arrays.page_spans import PageSpans
from boilerclf.features.columns import N_KNOTS, Column, KnotScale, columns_of, stacked
from boilerclf.features.kinds import KINDS, Entries, Scorer
from boilerclf.features.text.neighbours import neighbour_values
from boilerclf.features.view import TextView
from boilerclf.lazy import cached_property
from boilerclf.page import Kind, Page

MAX_PASS_CHARACTERS: Final = 1 << 18
"""Characters of pages that share a pass, line breaks between them included: arrays fit the cache,
and word sums are exact (`boilerclf.features.arrays.page_spans.exact_cumsum`)."""

MAX_PASS_PAGES: Final = 1 << 16
"""Pages that share a pass: their numbers have 16 bits where blocks are put in order."""


@dataclass(frozen=True, eq=False)
class Features:
    """What the model reads of pages that share a pass.

    Parameters
    ----------
    view : TextView
        The pages as arrays: what the second pass's columns and the hashed ones are computed from.
    own : float32 array of shape (n_own, n_blocks)
        Columns of the families of the first pass, in units of knots.
    around : int64 array of shape (n_around,)
        The rows of `own` that are repeated for each block's neighbours.
    """

    view: TextView
    own: Floats
    around: Ints

    @property
    def n_words(self) -> Floats:
        """Words of each block."""
        return self.view.n_words

    @property
    def spans(self) -> PageSpans:
        """Whose the blocks are."""
        return self.view.spans

    @cached_property
    def knots(self) -> Floats:
        """All columns of the first pass in units of knots, of shape (n_blocks, n_columns)."""
        return self._knots_of(slice(0, self.view.n_blocks))

    def in_stretches(self) -> Iterator[tuple[slice, Floats]]:
        """Yield consecutive blocks and their knots: few at a time of a long page of lines."""
        for blocks, view in self.view.stretches():
            yield blocks, self.knots if view is self.view else self._knots_of(blocks)

    def _knots_of(self, blocks: slice) -> Floats:
        own = self.own[:, blocks]
        if not len(self.around):
            return own.T
        near = neighbour_values(self.own[self.around] / (N_KNOTS - 1), self.spans, blocks)
        near *= N_KNOTS - 1
        return np.concatenate((own, near)).T


class Featurizer:
    """Turns pages of one kind into columns.

    Parameters
    ----------
    kind : {"html", "text"}
        The kind of pages.

    Examples
    --------
    >>> Featurizer("html").get_feature_names_out()[0]
    'n_words'
    """

    def __init__(self, kind: Kind) -> None:
        if kind not in KINDS:
            raise ConfigurationError(f"kind {kind!r} is not known: give 'html' or 'text'")
        self.kind: Final[Kind] = kind
        self._kind: Final = KINDS[kind]
        own = columns_of(self._kind.first)
        self._first_scale: Final = KnotScale(own)
        self._second_scale: Final = KnotScale(self.second_columns)
        self._places: Final = [0, *accumulate(len(family.columns) for family in self._kind.first)]
        self.n_own: Final = len(own)
        """How many of `columns` tell of a block itself: the first, before its neighbours'."""
        self.n_page_words: Final = self._kind.view.n_page_words
        """How many columns the words of a page are hashed to."""
        names = [column.name for column in own]
        self._around: Final = np.array([names.index(name) for name in self._kind.around], np.int64)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The first pass's dense columns."""
        return self._kind.first_columns

    @property
    def second_columns(self) -> tuple[Column, ...]:
        """The dense columns of the second pass."""
        return columns_of(self._kind.second)

    def get_feature_names_out(self) -> list[str]:
        """Return the names of `columns`, then those of `second_columns`."""
        return [column.name for column in (*self.columns, *self.second_columns)]

    def first(self, *pages: Page) -> Features:
        """Compute the first pass's columns of a page, or of pages of `group_into_passes`.

        Parameters
        ----------
        pages : Page
            Pages of this kind; those without blocks add nothing.

        Returns
        -------
        Features
            What becomes of a page does not depend on the others, bit by bit.
        """
        view = self._kind.view(pages)
        own = np.empty((self.n_own, view.n_blocks), np.float32)
        noted = []
        for blocks, part in view.stretches():
            self._compute(part, own[:, blocks], is_local=True)
            if part is not view:
                noted.append((blocks, part.notes()))
        if noted:
            view.take_in(noted)
        self._compute(view, own, is_local=False)
        self._first_scale.lay(own)
        return Features(view, own, self._around)

    def _compute(self, view: TextView, own: Floats, *, is_local: bool) -> None:
        """Fill in the columns of families that are local, or of those that are not."""
        for family, (first, end) in zip(self._kind.first, pairwise(self._places), strict=True):
            if family.is_local == is_local:
                stacked(*family.compute(view), out=own[first:end])

    def second(self, features: Features, probability: Doubles) -> Floats:
        """Compute the second pass's own columns, in units of knots: (n_blocks, n_columns)."""
        view = features.view
        rows = [row for family in self._kind.second for row in family.compute(view, probability)]
        found = stacked(*rows)
        self._second_scale.lay(found)
        return found.T

    def for_second_pass(self, features: Features) -> Features:
        """Return what the second pass's columns are computed from: without knots and texts."""
        self.second(features, np.full(features.view.n_blocks, 0.5))  # computes all that it needs
        return Features(features.view.for_second_pass(), features.own[:0].copy(), self._around[:0])

    def can_share(self, page: Page) -> bool:
        """Tell if a page may share a pass with others: small ones may."""
        return len(page.text) < MAX_PASS_CHARACTERS

    def group_into_passes(self, pages: Iterable[Page]) -> Iterator[list[Page]]:
        r"""Yield consecutive pages that share a pass; one that cannot share is alone.

        Examples
        --------
        >>> from boilerclf.segment import segment_text
        >>> pages = [segment_text("Rain fell.\n" * n) for n in (9, 9, 99_999, 9)]
        >>> [len(part) for part in Featurizer("text").group_into_passes(pages)]
        [2, 1, 1]
        """
        part: list[Page] = []
        size = 0
        for page in pages:
            length = min(len(page.text) + 1, MAX_PASS_CHARACTERS)
            if part and (size + length > MAX_PASS_CHARACTERS or len(part) == MAX_PASS_PAGES):
                yield part
                part, size = [], 0
            part.append(page)
            size += length
        if part:
            yield part

    def block_entries(self, features: Features, n_bits: int, *, masked: bool = False) -> Entries:
        """Return blocks, hashed columns and values; a block may have a column several times.

        There are ``2**n_bits`` columns. `masked` leaves out what other sites may lack: class, id
        and role names; words of text.
        """
        return self._kind.block_entries(features.view, n_bits, masked=masked)

    def page_entries(self, features: Features, n_bits: int) -> tuple[Ints, Floats]:
        """Return the hashed columns that all blocks of one page of text share, and their values.

        Raises
        ------
        ConfigurationError
            For HTML, whose pages have no such columns.
        """
        entries = self._kind.page_entries
        if entries is None:
            message = f"{self.kind} pages have no hashed columns of their own: ask for blocks'"
            raise ConfigurationError(message)
        return entries(features.view, n_bits)

    def scorer(self, weights: Floats) -> Scorer:
        """Return the weights of ``2**n_bits`` hashed columns, ready to score views of pages."""
        return self._kind.scorer(weights)
