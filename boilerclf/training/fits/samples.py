"""Labelled pages as matrices: columns, labels and weights of every block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from boilerclf.cores import worker_count
from boilerclf.corpus import UNKNOWN, LabelledPage, WordOverlap, word_overlap
from boilerclf.corpus.in_workers import in_workers
from boilerclf.errors import ConfigurationError, DataError
from boilerclf.features.featurizer import Features, Featurizer
from boilerclf.features.summary import page_summary
from boilerclf.model import Units, find_units
from boilerclf.page import Kind
from boilerclf.training.fits.design import Csr, hashed_matrix, hat_matrix, presence_row, stacked
from boilerclf.training.fits.weights import block_weights, language_weights
from boilerclf.training.options import TrainingOptions

_NO_CLEANER: Final = ("", "resiliparse-all")
"""Extractors that keep all text, so that it is like text as it was crawled; "" stands for none."""

_PAGES_A_TASK: Final = 16
"""Pages that a worker turns into one set of matrices: large enough to be worth handing over."""


Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """What fitting works on; rows are the blocks of all pages, page by page.

    Parameters
    ----------
    kind : {"html", "text"}
        The kind of pages.
    options : TrainingOptions
        What the matrices and weights were made with.
    features : tuple of Features
        Of each page, without knots: what the second pass's columns are computed from.
    units : tuple of Units
        Which blocks of each page are decided together.
    overlaps : tuple of WordOverlap or None
        Of each page with gold.
    ends : int64 array of shape (n_pages + 1,)
        The first row of each page, and one past the last of all.
    cells, corpora : int64 arrays of shape (n_pages,)
        Each page's cell, and its corpus as an index into `corpus_names`.
    corpus_names : tuple of str
        The corpora, in order.
    labels : int8 array of shape (n_rows,)
        1 content, 0 noise, -1 unknown.
    weights : float64 array of shape (n_rows,)
        What each block counts in fitting; 0 for those it leaves out.
    n_words : float32 array of shape (n_rows,)
        Words of each block.
    named : csr_matrix
        Hat functions of the first pass's named columns.
    hashed, masked : csr_matrix or None
        Hashed columns in full, and without what is masked; None where the options want none.
    paged : csr_matrix or None
        Hashed columns that all blocks of a page share, a row a page; for plain text alone.
    summaries : float64 array of shape (n_pages, 2 * n_own)
        The means of each page's own columns.
    page_words : csr_matrix of shape (n_pages, n_page_words)
        1 for each hashed word of a page's names and of what it declares.
    opens_gate : bool array of shape (n_pages,)
        True for HTML that tells a story (articles, recipes and pages of no known type), and for
        plain text that an extractor has cleaned.
    is_of_lines : bool array of shape (n_pages,)
        True for plain text whose lines people labelled one by one.
    extractions : int64 array of shape (n_pages,)
        The number of corpus and extractor of text that an extractor has cleaned; -1 for others.
    n_judged : int
        The first pages, which calibration and decision come from; the others are changed copies.
    """

    kind: Kind
    options: TrainingOptions
    features: tuple[Features, ...]
    units: tuple[Units, ...]
    overlaps: tuple[WordOverlap | None, ...]
    ends: NDArray[np.int64]
    cells: NDArray[np.int64]
    corpora: NDArray[np.int64]
    corpus_names: tuple[str, ...]
    labels: NDArray[np.int8]
    weights: NDArray[np.float64]
    n_words: NDArray[np.float32]
    named: Csr
    hashed: Csr | None
    masked: Csr | None
    paged: Csr | None
    summaries: NDArray[np.float64]
    page_words: Csr
    opens_gate: NDArray[np.bool_]
    is_of_lines: NDArray[np.bool_]
    extractions: NDArray[np.int64]
    n_judged: int

    def of_rows(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return a value of pages for each of their rows."""
        return np.repeat(values, np.diff(self.ends))

    def page_of_rows(self) -> NDArray[np.int64]:
        """Return the number of each row's page."""
        return self.of_rows(np.arange(len(self.ends) - 1))

    def counted(self, page: int) -> NDArray[np.bool_]:
        """Tell which blocks of a page its F1 counts: of lines those whose label is known."""
        labels = self.labels[self.ends[page] : self.ends[page + 1]]
        return np.asarray((labels != UNKNOWN) | (self.kind == "html"))

    def held_out(self, excluded: frozenset[int]) -> NDArray[np.bool_]:
        """Tell for each row whether its page lies in one of the cells."""
        return np.isin(self.of_rows(self.cells), sorted(excluded))

    @property
    def is_comment(self) -> NDArray[np.bool_]:
        """True for rows below a line that counts comments."""
        found = np.zeros(len(self.labels), np.bool_)
        for first, units in zip(self.ends.tolist(), self.units, strict=False):
            if units.commented is not None:
                for line, end in zip(units.commented.line, units.commented.end, strict=True):
                    found[first + line + 1 : first + end] = True
        return found

    def by_page(self, values: NDArray[Scalar]) -> list[NDArray[Scalar]]:
        """Cut values of rows into pages."""
        return np.split(values, self.ends[1:-1])


@dataclass(frozen=True, slots=True, eq=False)
class _Chunk:
    """The part of `Samples` that some pages bring."""

    features: list[Features]
    units: list[Units]
    overlaps: list[WordOverlap | None]
    weights: NDArray[np.float64]
    named: Csr
    hashed: Csr | None
    masked: Csr | None
    paged: Csr | None
    summaries: NDArray[np.float64]
    page_words: Csr


def _refuse_other_kind(pages: Sequence[LabelledPage], kind: Kind) -> None:
    for page in pages:
        if page.page.kind != kind:
            message = (
                f"page {page.id!r} is {page.page.kind} and the model is for {kind}: "
                "give pages of one kind"
            )
            raise ConfigurationError(message)


def build_samples(
    pages: Sequence[LabelledPage],
    cells: NDArray[np.int64],
    *,
    kind: Kind,
    options: TrainingOptions,
    jobs: int = 1,
) -> Samples:
    """Compute columns and weights of labelled pages.

    Parameters
    ----------
    pages : sequence of LabelledPage
        At least one, each with a block whose label is known.
    cells : int64 array of shape (n_pages,)
        The cell of each page.
    kind : {"html", "text"}
        Their kind.
    options : TrainingOptions
        Sizes and weights.
    jobs : int, default: 1
        Worker processes, 0 and less: one a core; the result does not depend on their number.

    Returns
    -------
    Samples
        Rows in the order of the pages.

    Raises
    ------
    ConfigurationError
        A page is of the other kind.
    DataError
        A page has a column that is not finite.
    """
    _refuse_other_kind(pages, kind)
    tasks = [pages[first : first + _PAGES_A_TASK] for first in range(0, len(pages), _PAGES_A_TASK)]
    chunks = in_workers(_chunk, ((task, kind, options) for task in tasks), worker_count(jobs))
    names = tuple(sorted({page.corpus for page in pages}))
    features = tuple(of_page for chunk in chunks for of_page in chunk.features)
    n_blocks = [page.page.n_blocks for page in pages]
    weights = np.concatenate([chunk.weights for chunk in chunks])
    extractions = _extractions(pages)
    return Samples(
        kind=kind,
        options=options,
        features=features,
        units=tuple(of_page for chunk in chunks for of_page in chunk.units),
        overlaps=tuple(of_page for chunk in chunks for of_page in chunk.overlaps),
        ends=np.concatenate(([0], np.cumsum(n_blocks))),
        cells=cells,
        corpora=np.array([names.index(page.corpus) for page in pages], np.int64),
        corpus_names=names,
        labels=np.concatenate([page.labels for page in pages]),
        weights=weights * np.repeat(language_weights(pages, options), n_blocks),
        n_words=np.concatenate([of_page.n_words for of_page in features]),
        named=stacked([chunk.named for chunk in chunks]),
        hashed=_all([chunk.hashed for chunk in chunks]),
        masked=_all([chunk.masked for chunk in chunks]),
        paged=_all([chunk.paged for chunk in chunks]),
        summaries=np.concatenate([chunk.summaries for chunk in chunks]),
        page_words=stacked([chunk.page_words for chunk in chunks]),
        opens_gate=(
            extractions >= 0 if kind == "text" else np.array([page.is_story for page in pages])
        ),
        is_of_lines=np.array([kind == "text" and not page.extractor for page in pages]),
        extractions=extractions,
        n_judged=len(pages),
    )


def _all(parts: Sequence[Csr | None]) -> Csr | None:
    """Return the matrices of all chunks below one another, or None where none were made."""
    made = [part for part in parts if part is not None]
    return stacked(made) if made else None


def _extractions(pages: Sequence[LabelledPage]) -> NDArray[np.int64]:
    """Return the number of each page's corpus and extractor; -1 where none has cleaned it."""
    pairs = [(page.corpus, page.extractor) for page in pages]
    cleaned = sorted({pair for pair in pairs if pair[1] not in _NO_CLEANER})
    numbers = {pair: number for number, pair in enumerate(cleaned)}
    return np.array([numbers.get(pair, -1) for pair in pairs], np.int64)


def _chunk(pages: Sequence[LabelledPage], kind: Kind, options: TrainingOptions) -> _Chunk:
    featurizer = Featurizer(kind)
    features = [featurizer.first(page.page) for page in pages]
    for page, of_page in zip(pages, features, strict=True):
        if not np.isfinite(of_page.knots).all():
            message = f"page {page.id!r} has a column that is not finite: leave the page out"
            raise DataError(message)
    is_hashed = options.first_bits > 0
    return _Chunk(
        # The second pass's columns come from the probabilities; the knots are in `named`.
        units=[find_units(of_page.view) for of_page in features],
        features=[featurizer.for_second_pass(of_page) for of_page in features],
        overlaps=[
            None if page.gold is None else word_overlap(page.page, page.gold) for page in pages
        ],
        weights=np.concatenate(
            [
                block_weights(page, of_page.n_words, options)
                for page, of_page in zip(pages, features, strict=True)
            ]
        ),
        named=stacked([hat_matrix(of_page.knots) for of_page in features]),
        hashed=_hashed(featurizer, features, options) if is_hashed else None,
        masked=(
            _hashed(featurizer, features, options, masked=True)
            if is_hashed and options.masked_copy
            else None
        ),
        paged=_paged(featurizer, features, options) if is_hashed and kind == "text" else None,
        summaries=np.stack([page_summary(of_page.own, of_page.n_words) for of_page in features]),
        page_words=stacked(
            [
                presence_row(of_page.view.page_words[1], featurizer.n_page_words)
                for of_page in features
            ]
        ),
    )


def _hashed(
    featurizer: Featurizer,
    features: Sequence[Features],
    options: TrainingOptions,
    *,
    masked: bool = False,
) -> Csr:
    return stacked(
        [
            hashed_matrix(
                *featurizer.block_entries(of_page, options.first_bits, masked=masked),
                n_blocks=len(of_page.n_words),
                n_bits=options.first_bits,
                scale=options.hashed_scale,
            )
            for of_page in features
        ]
    )


def _paged(featurizer: Featurizer, features: Sequence[Features], options: TrainingOptions) -> Csr:
    rows = []
    for page in features:
        columns, values = featurizer.page_entries(page, options.first_bits)
        rows.append(
            hashed_matrix(
                np.zeros(len(columns), np.int64),
                columns,
                values,
                n_blocks=1,
                n_bits=options.first_bits,
                scale=options.hashed_scale,
            )
        )
    return stacked(rows)
