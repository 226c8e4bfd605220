"""The two featurizers, one for each kind of page: code, never stored in a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from boilerclf.errors import ConfigurationError
from boilerclf.features import html, text
from boilerclf.features.columns import Column
from boilerclf.features.path_weights import PathWeights
from boilerclf.page import Kind, Page

SHARED: Final = 1 << 17
"""Characters of pages that share a pass, line breaks between them included.

Few enough for their arrays to stay in the processor's caches, and for exact sums
(`boilerclf.features.pages.running`): a character is one word at most.
"""


class Features(Protocol):
    """What a pass of the model reads of a page."""

    @property
    def knots(self) -> NDArray[np.float32]:
        """Dense columns in units of knots, of shape (n_blocks, n_columns)."""

    @property
    def n_words(self) -> NDArray[np.float32]:
        """Words of each block."""

    def hashed_scores(self, weights: NDArray[np.float32]) -> NDArray[np.float64]:
        """Sum the weights of each block's hashed columns."""

    def hashed_entries(
        self, n_bits: int, *, masked: bool = False
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Return blocks, hashed columns and values; `masked` leaves out names or words."""


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
        if kind not in {"html", "text"}:
            message = f"kind {kind!r} is not known: give 'html' or 'text'"
            raise ConfigurationError(message)
        self.kind: Final[Kind] = kind

    @property
    def columns(self) -> tuple[Column, ...]:
        """The first pass's dense columns."""
        return html.FIRST_COLUMNS if self.kind == "html" else text.FIRST_COLUMNS

    @property
    def second_columns(self) -> tuple[Column, ...]:
        """The dense columns of the second pass."""
        return html.SECOND_COLUMNS if self.kind == "html" else text.SECOND_COLUMNS

    def get_feature_names_out(self) -> list[str]:
        """Return the names of all dense columns of both passes, in order."""
        return [column.name for column in (*self.columns, *self.second_columns)]

    def first(self, *pages: Page) -> html.HtmlFeatures | text.TextFeatures:
        """Compute the first pass's columns of a page of this kind, or of those of a `parts`."""
        if self.kind == "text":
            return text.text_features(*pages)
        (page,) = pages
        return html.html_features(page)

    def can_share(self, page: Page) -> bool:
        """Tell if a page of this kind may share a pass with others: small ones of plain text."""
        return self.kind == "text" and len(page.text) < SHARED

    def parts(self, pages: Iterable[Page]) -> Iterator[list[Page]]:
        r"""Put pages together that share a pass.

        Parameters
        ----------
        pages : iterable of Page
            Pages of this kind.

        Yields
        ------
        list of Page
            Consecutive pages; one that cannot share is alone.

        Examples
        --------
        >>> from boilerclf.segment import segment_text
        >>> pages = [segment_text("Rain fell.\n" * n) for n in (9, 9, 99_999, 9)]
        >>> [len(part) for part in Featurizer("text").parts(pages)]
        [2, 1, 1]
        """
        part: list[Page] = []
        size = 0
        for page in pages:
            length = len(page.text) + 1 if self.can_share(page) else SHARED
            if part and size + length > SHARED:
                yield part
                part, size = [], 0
            part.append(page)
            size += length
        if part:
            yield part

    def second(
        self,
        features: html.HtmlFeatures | text.TextFeatures,
        probability: NDArray[np.float64],
    ) -> NDArray[np.float32]:
        """Compute the second pass's own columns from the first pass's probabilities."""
        if isinstance(features, html.HtmlFeatures):
            return html.html_second(features, probability)
        return text.text_second(features, probability)

    def prepare(self, weights: NDArray[np.float32]) -> PathWeights | NDArray[np.float32]:
        """Return hashed columns' weights as pages of this kind are scored with them."""
        return PathWeights(weights) if self.kind == "html" else weights

    def hashed_scores(
        self,
        features: html.HtmlFeatures | text.TextFeatures,
        weights: PathWeights | NDArray[np.float32],
    ) -> NDArray[np.float64]:
        """Sum what `prepare` returned over each block's hashed columns."""
        if isinstance(weights, PathWeights):
            if isinstance(features, text.TextFeatures):
                message = "weights of paths are for HTML pages"
                raise ConfigurationError(message)
            return weights.block_scores(features.markup, features.tree)
        return features.hashed_scores(weights)
