"""The classifier as scikit-learn knows classifiers, for searches and pipelines of one's own."""

from __future__ import annotations

import os
from collections.abc import Hashable, Sequence
from io import BytesIO
from typing import Any, Self

import joblib
import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from boilerclf.corpus import UNKNOWN, LabelledPage, fold_of
from boilerclf.corpus.quotients import quotient
from boilerclf.errors import ConfigurationError
from boilerclf.files import open_output
from boilerclf.model import AdditiveModel, Classifier
from boilerclf.page import Kind, Page
from boilerclf.training.fits.design import coefficients_of
from boilerclf.training.fitting import train
from boilerclf.training.options import TrainingOptions


class BlockClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # untyped bases
    r"""A scikit-learn classifier of blocks, given page by page.

    A sample is a `Page` and its target an array of labels, one a block: blocks of a page need each
    other, so no split may part them. What is predicted is flat, the blocks of all pages in order.

    Parameters
    ----------
    kind : {"html", "text"}, default: "html"
        The kind of pages.
    options : TrainingOptions, default: None
        How to train; `boilerclf.training.default_options` where None.
    jobs : int, default: 1
        Worker processes for columns, threads for fits; 0 and less take one a core.

    Attributes
    ----------
    classifier_ : Classifier
        The trained model, with its card.
    classes_ : int8 array of shape (2,)
        0 noise, 1 content.
    first_ : LogisticRegression
        The first pass over hat functions and hashed columns.
    second_ : LogisticRegression or None
        The second pass, which sees what the first one thought of everything around.

    Examples
    --------
    >>> from boilerclf.segment import segment_text
    >>> pages = [segment_text(f"Menu {n}\nRain fell on the town all night, again.") for n in "abcd"]
    >>> estimator = BlockClassifier("text").fit(pages, [[0, 1]] * 4, groups=["a", "b", "c", "d"])
    >>> estimator.predict_proba(pages).shape, estimator.predict(pages[:1]).tolist()
    ((8, 2), [0, 1])

    Cross-validation by hand, no site on both sides::

        for inside, outside in GroupKFold(5).split(pages, groups=sites):
            estimator = clone(estimator).fit(
                [pages[i] for i in inside],
                [labels[i] for i in inside],
                groups=[sites[i] for i in inside],
            )
            probability = estimator.predict_proba([pages[i] for i in outside])[:, 1]
    """

    def __init__(
        self, kind: Kind = "html", *, options: TrainingOptions | None = None, jobs: int = 1
    ) -> None:
        self.kind = kind
        self.options = options
        self.jobs = jobs

    def fit(
        self,
        pages: Sequence[Page],
        labels: Sequence[ArrayLike],
        groups: Sequence[Hashable] | None = None,
    ) -> Self:
        """Train on labelled pages.

        Parameters
        ----------
        pages : sequence of Page
            Pages of this estimator's kind, from three groups or more.
        labels : sequence of int arrays of shape (n_blocks,)
            For each page 1 content, 0 noise, -1 unknown.
        groups : sequence of hashable, default: None
            The site of each page: pages of a site are held out together inside the training too.
            Where None, every page is a group.

        Returns
        -------
        BlockClassifier
            The estimator itself.

        Raises
        ------
        ConfigurationError
            The sequences do not fit each other, a label is none of the three, or a page is of the
            other kind.
        DataError
            There are too few groups, or one class only.
        """
        sites = range(len(pages)) if groups is None else groups
        if not len(pages) == len(labels) == len(sites):
            message = (
                f"{len(pages)} pages, {len(labels)} arrays of labels and {len(sites)} groups: "
                "give one of each for every page"
            )
            raise ConfigurationError(message)
        labelled = [
            _labelled(index, page, np.asarray(given), str(site))
            for index, (page, given, site) in enumerate(zip(pages, labels, sites, strict=True))
        ]
        self._hold(
            train(
                labelled,
                kind=self.kind,
                name=type(self).__name__,
                options=self.options,
                jobs=self.jobs,
            )
        )
        return self

    def predict_proba(self, pages: Sequence[Page]) -> NDArray[np.float64]:
        """Return the probabilities of noise and of content for the blocks of all pages.

        Parameters
        ----------
        pages : sequence of Page
            Pages of this estimator's kind.

        Returns
        -------
        float64 array of shape (n_blocks of all pages, 2)
            The columns in the order of `classes_`, on the evidence of whole units
            (`boilerclf.model.Units`); no rows for no pages.
        """
        check_is_fitted(self)
        content = np.concatenate(
            [np.zeros(0), *(self.classifier_.probabilities(page) for page in pages)]
        )
        return np.stack((1 - content, content), axis=1)

    def predict(self, pages: Sequence[Page]) -> NDArray[np.int8]:
        """Return the labels of the blocks of all pages, as the model's own decision has them.

        Parameters
        ----------
        pages : sequence of Page
            Pages of this estimator's kind.

        Returns
        -------
        int8 array of shape (n_blocks of all pages,)
            1 content, 0 noise; empty for no pages.
        """
        check_is_fitted(self)
        kept = [self.classifier_.classify_page(page).kept for page in pages]
        return np.concatenate(
            [np.zeros(0, np.int8), *(decided.astype(np.int8) for decided in kept)]
        )

    def score(self, pages: Sequence[Page], labels: Sequence[ArrayLike]) -> float:
        """Return the share of blocks with a known label that get it.

        Parameters
        ----------
        pages : sequence of Page
            Pages of this estimator's kind.
        labels : sequence of int arrays of shape (n_blocks,)
            For each page 1 content, 0 noise, -1 unknown.

        Returns
        -------
        float
            0 to 1; NaN where no label is known.
        """
        given = np.concatenate([np.zeros(0, np.int8), *map(np.asarray, labels)])
        right = (self.predict(pages) == given)[given != UNKNOWN]
        return float(quotient(right.sum(), len(right)))

    def _hold(self, classifier: Classifier) -> None:
        self.classifier_ = classifier
        self.classes_ = np.array([0, 1], np.int8)
        self.first_ = _regression(classifier.first)
        self.second_ = None if classifier.second is None else _regression(classifier.second)


def export_estimator(classifier: Classifier, path: str | os.PathLike[str]) -> None:
    """Write a model as a fitted scikit-learn estimator, for programs that want one.

    Parameters
    ----------
    classifier : Classifier
        The model.
    path : str or path
        The file; its folder must exist. "-" is standard output. Reading it back with `joblib.load`
        runs what is in it, so load only files you trust; boilerclf itself never reads one.

    Raises
    ------
    ConfigurationError
        The file cannot be written there.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from boilerclf.model import load_model
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "text.joblib")
    ...     export_estimator(load_model("text"), path)
    ...     joblib.load(path).classifier_.card.name
    'text'
    """
    estimator = BlockClassifier(classifier.kind)
    estimator._hold(classifier)
    written = BytesIO()  # a pipe does not tell where in it one is, which joblib asks
    joblib.dump(estimator, written)
    with open_output(path) as out:
        out.buffer.write(written.getbuffer())


def _regression(model: AdditiveModel) -> LogisticRegression:
    """Return a fitted regression over hat functions, then hashed columns, each worth 1."""
    named, rest = coefficients_of(model.curves)
    regression = LogisticRegression()
    regression.coef_ = np.concatenate((named, model.hashed.astype(np.float64)))[None]
    regression.intercept_ = np.array([model.intercept + rest])
    regression.classes_ = np.array([0, 1], np.int8)
    regression.n_features_in_ = regression.coef_.shape[1]
    regression.n_iter_ = np.zeros(1, np.int32)
    return regression


def _labelled(index: int, page: Page, labels: NDArray[Any], site: str) -> LabelledPage:
    if labels.shape != (page.n_blocks,) or not np.isin(labels, (0, 1, UNKNOWN)).all():
        message = (
            f"page {index} has {page.n_blocks} blocks and labels of shape {labels.shape}: "
            "give each block 1 (content), 0 (noise) or -1 (unknown)"
        )
        raise ConfigurationError(message)
    given = labels.astype(np.int8)
    kept = np.flatnonzero(given == 1)
    return LabelledPage(
        page=page,
        labels=given,
        matched=np.where(given == UNKNOWN, np.nan, given).astype(np.float32),
        gold=None
        if (given == UNKNOWN).any()
        else "\n".join(page.block_text(int(block)) for block in kept),
        id=f"{index:09d}",
        corpus="",
        site=site,
        fold=fold_of(site),
    )
