"""From labelled pages to a model with its card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import UNKNOWN, LabelledPage, without_habits
from boilerclf.errors import DataError
from boilerclf.model import Classifier, CorpusNote, ModelCard
from boilerclf.page import LABELS, Kind
from boilerclf.training.card_notes import corpus_notes, library_versions
from boilerclf.training.copies.altering import altered_copies
from boilerclf.training.copies.copying import page_draw
from boilerclf.training.copies.shortening import shortened_copies
from boilerclf.training.copies.splicing import spliced_copies
from boilerclf.training.copies.varying import varied_copies
from boilerclf.training.fits.heldout import HeldOut
from boilerclf.training.fits.judged import Judged
from boilerclf.training.fits.learnt import Learnt
from boilerclf.training.fits.passes import learn
from boilerclf.training.fits.samples import Samples, build_samples
from boilerclf.training.folds import Folds, split_pages
from boilerclf.training.options import TrainingOptions, default_options


def train(  # noqa: PLR0913  # all but the first are named, and most have defaults
    labelled_pages: Sequence[LabelledPage],
    *,
    kind: Kind,
    name: str,
    corpora: Mapping[str, str] | None = None,
    licences: Mapping[str, str] | None = None,
    options: TrainingOptions | None = None,
    jobs: int = 1,
) -> Classifier:
    """Train a model on labelled pages.

    Parameters
    ----------
    labelled_pages : sequence of LabelledPage
        Pages of one kind, from three sites or more; those without a known label are left out.
    kind : {"html", "text"}
        Their kind.
    name : str
        The model's name.
    corpora, licences : mapping of str to str, default: None
        The digest and the licence of each corpus, by its name, for the card.
    options : TrainingOptions, default: None
        How to train; `default_options` where None.
    jobs : int, default: 1
        Worker processes for columns, threads for fits; 0 and less take one a core.

    Returns
    -------
    Classifier
        The same to the last bit on every run, for every `jobs` and every order of the pages. Its
        card holds scores, curve and decision from pages that the fits behind them did not see.

    Raises
    ------
    ConfigurationError
        A page is of the other kind, or an option cannot be used.
    DataError
        There are too few pages or sites, one class only, or a site in two folds.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> lines = ("Menu", "Rain fell on the town all night.")
    >>> records = [
    ...     Record(site, "mine", site, fold, lines=lines, labels=(0, 1))
    ...     for fold, site in enumerate("abcd")
    ... ]
    >>> pages = [label_record(record) for record in records]
    >>> train(pages, kind="text", name="mine").card.scores["page_f1"]
    1.0
    """
    return train_judged(
        labelled_pages,
        kind=kind,
        name=name,
        corpora=corpora,
        licences=licences,
        options=options,
        jobs=jobs,
    ).classifier


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A model, and what is said of each page by fits that did not see it.

    Parameters
    ----------
    classifier : Classifier
        Fitted on all pages.
    pages : tuple of LabelledPage
        The pages that were learnt from.
    probabilities : tuple of float64 arrays of shape (n_blocks,)
        Of each page, fitted and calibrated without its cell.
    kept : tuple of bool arrays of shape (n_blocks,)
        Of each page, by the decision that was chosen without its cell.
    """

    classifier: Classifier
    pages: tuple[LabelledPage, ...]
    probabilities: tuple[NDArray[np.float64], ...]
    kept: tuple[NDArray[np.bool_], ...]


def train_judged(  # noqa: PLR0913  # all but the first are named, and most have defaults
    labelled_pages: Sequence[LabelledPage],
    *,
    kind: Kind,
    name: str,
    corpora: Mapping[str, str] | None = None,
    licences: Mapping[str, str] | None = None,
    options: TrainingOptions | None = None,
    jobs: int = 1,
) -> Trained:
    """Train a model as `train` does, and keep what its card's scores were computed from.

    Parameters
    ----------
    labelled_pages, kind, name, corpora, licences, options, jobs
        As for `train`.

    Returns
    -------
    Trained
        The model, and its held-out labels page by page.

    Raises
    ------
    ConfigurationError, DataError
        As in `train`.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> lines = ("Menu", "Rain fell on the town all night.")
    >>> records = [
    ...     Record(site, "mine", site, fold, lines=lines, labels=(0, 1))
    ...     for fold, site in enumerate("abcd")
    ... ]
    >>> pages = [label_record(record) for record in records]
    >>> [kept.tolist() for kept in train_judged(pages, kind="text", name="mine").kept][:2]
    [[False, True], [False, True]]
    """
    chosen = options or default_options(kind)
    pages = [labelled_pages[index] for index in _usable(labelled_pages, chosen)]
    folds = split_pages(pages)
    folds.require(chosen.passes + 1, "training")
    samples = _samples(pages, folds, kind, chosen, jobs)
    learnt = learn(samples, [frozenset()], jobs=jobs)[0]
    held_out = _held_out(samples, learnt)
    judged = held_out.judged()
    kept, _ = judged.chosen
    ends = samples.ends[1 : len(pages) + 1]
    notes = corpus_notes(pages, corpora or {}, licences or {})
    return Trained(
        _classifier(learnt, held_out, judged, name, notes),
        tuple(pages),
        tuple(np.split(judged.probabilities, ends)[:-1]),
        tuple(np.split(kept, ends)[:-1]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class FoldModel:
    """A model, and the pages of whose fold it knows nothing.

    Parameters
    ----------
    classifier : Classifier
        Fitted, calibrated and its decision chosen without the fold.
    held_out : tuple of int
        The fold's pages, as indices into those that were given, rising.
    """

    classifier: Classifier
    held_out: tuple[int, ...]


def train_folds(
    labelled_pages: Sequence[LabelledPage],
    *,
    kind: Kind,
    options: TrainingOptions | None = None,
    jobs: int = 1,
) -> list[FoldModel]:
    """Train a model for each fold on the pages of the others.

    Parameters
    ----------
    labelled_pages : sequence of LabelledPage
        Pages of one kind, from two folds or more.
    kind : {"html", "text"}
        Their kind.
    options : TrainingOptions, default: None
        How to train; `default_options` where None.
    jobs : int, default: 1
        Worker processes for columns, threads for fits; 0 and less take one a core.

    Returns
    -------
    list of FoldModel
        One a fold. Every page is held out once, those without a known label included.

    Raises
    ------
    ConfigurationError, DataError
        As in `train`.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> lines = ("Menu", "Rain fell on the town all night.")
    >>> records = [
    ...     Record(site, "mine", site, fold, lines=lines, labels=(0, 1))
    ...     for fold, site in enumerate("abcd")
    ... ]
    >>> pages = [label_record(record) for record in records]
    >>> [model.held_out for model in train_folds(pages, kind="text")]
    [(0,), (1,), (2,), (3,)]
    """
    chosen = options or default_options(kind)
    usable = _usable(labelled_pages, chosen)
    pages = [labelled_pages[index] for index in usable]
    folds = split_pages(pages)
    if len(folds.outer) < 2:
        message = "all labelled pages lie in one fold; cross-validation needs two or more"
        raise DataError(message)
    for out in folds.outer:
        folds.require(chosen.passes + 1, "cross-validation", without=out)
    samples = _samples(pages, folds, kind, chosen, jobs)
    models = learn(samples, folds.outer, jobs=jobs)
    fold_of_site = {
        page.site: fold
        for page, cell in zip(pages, folds.cells.tolist(), strict=True)
        for fold, cells in enumerate(folds.outer)
        if cell in cells
    }
    # The pages that nothing can be learnt from go with their site, or with the first fold.
    held = [fold_of_site.get(page.site, 0) for page in labelled_pages]
    held_outs = [_held_out(samples, learnt) for learnt in models]
    return [
        FoldModel(
            _classifier(learnt, held_out, held_out.judged(), f"without fold {fold}", ()),
            tuple(index for index, its_fold in enumerate(held) if its_fold == fold),
        )
        for fold, (learnt, held_out) in enumerate(zip(models, held_outs, strict=True))
    ]


def _samples(
    pages: Sequence[LabelledPage], folds: Folds, kind: Kind, options: TrainingOptions, jobs: int
) -> Samples:
    """Compute what is learnt from: the pages, then their changed copies."""
    cells = folds.cells
    if kind == "text":
        headlines_of = options.unlearnt_headlines
        made = [
            copied(pages, cells.tolist(), share=share, seed=options.seed, headlines_of=headlines_of)
            for copied, share in (
                (spliced_copies, options.spliced),
                (varied_copies, options.varied),
            )
        ]
    else:
        habits = options.unlearnt_kinds
        pages = [
            without_habits(page, habits[page.corpus]) if page.corpus in habits else page
            for page in pages
        ]
        made = [
            copied(pages, cells.tolist(), share=share, seed=options.seed)
            for copied, share in (
                (shortened_copies, options.shortened),
                (altered_copies, options.altered),
            )
        ]
    copies = [copy for some, _ in made for copy in some]
    cells = np.concatenate((cells, *(np.array(theirs, np.int64) for _, theirs in made)))
    samples = build_samples([*pages, *copies], cells, kind=kind, options=options, jobs=jobs)
    return replace(samples, n_judged=len(pages))


def _usable(pages: Sequence[LabelledPage], options: TrainingOptions) -> list[int]:
    """Return the pages to learn from, by corpus and name so that their order is no matter."""
    classes = np.unique(np.concatenate([np.zeros(0, np.int8), *(page.labels for page in pages)]))
    known = [int(label) for label in classes if label != UNKNOWN]
    if len(known) < 2:
        seen = f"all labels are {LABELS[known[0]]}" if known else "no block has a label"
        message = f"{seen}; training needs content and noise: add pages with both"
        raise DataError(message)
    indices = [
        index
        for index, page in enumerate(pages)
        if (page.labels != UNKNOWN).any()
        and page_draw(page, options.seed).random() < options.corpus_shares.get(page.corpus, 1.0)
    ]
    return sorted(indices, key=lambda index: (pages[index].corpus, pages[index].id))


def _classifier(
    learnt: Learnt, held_out: HeldOut, judged: Judged, name: str, notes: tuple[CorpusNote, ...]
) -> Classifier:
    """Calibrate what was learnt, choose the decision and write the card."""
    samples = judged.samples
    card = ModelCard(
        name=name,
        kind=samples.kind,
        decision=judged.decision(),
        extracted=judged.extracted_decision(),
        corpora=notes,
        options=samples.options.to_dict(),
        scores=judged.scores(),
        curve=judged.curve(),
        versions=library_versions(),
        keeps_comments=held_out.keeps_comments(),
    )
    return learnt.calibrated(held_out.platt(), card)


def _held_out(samples: Samples, learnt: Learnt) -> HeldOut:
    """Return the held-out scores of the pages; copies are there to learn from alone."""
    scores = learnt.scores.copy()
    scores[samples.ends[samples.n_judged] :] = np.nan
    return HeldOut(samples, scores, shares=learnt.shares)
