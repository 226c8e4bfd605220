"""A model adapted to labels of one's own: its weights are where fitting begins and is held to.

People draw the line between content and noise in different places. A few dozen labelled pages say
where one of them draws it, and far too little of what pages are like; that the parent model knows.
So both passes are fitted anew on the labels with a penalty on the distance to the parent's weights,
as strong as pages held out by site ask for. Source: regularized adaptation of a maximum entropy
model, Chelba and Acero 2006, "Adaptation of maximum entropy capitalizer: little data can help a
lot".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.corpus import UNKNOWN, LabelledPage, fold_of
from boilerclf.errors import ConfigurationError, DataError
from boilerclf.model import Classifier, Decision, ModelCard
from boilerclf.page import LABELS, Kind
from boilerclf.training.card_notes import corpus_notes, library_versions
from boilerclf.training.fits.design import coefficients_of
from boilerclf.training.fits.heldout import HeldOut
from boilerclf.training.fits.judged import Decisions, kept_on_page
from boilerclf.training.fits.learnt import Learnt
from boilerclf.training.fits.passes import Priors, learn
from boilerclf.training.fits.samples import Samples, build_samples
from boilerclf.training.folds import split_pages
from boilerclf.training.options import TrainingOptions, default_options

STRENGTHS: Final[Mapping[Kind, tuple[float, ...]]] = {
    "html": (0.00001, 0.0003, 0.001, 0.003, 0.01),
    "text": (0.00001, 0.0002, 0.0006, 0.0015, 0.004),
}
"""What is tried as the inverse strength of the penalty, rising; a page weighs 100. With the first
the model stays as it is; with more than the last, macro-F1 on turku-lines fell by 0.04 (0.01) and
more."""

_HASHED_SHARE: Final = 0.3
"""Of what hashed columns usually count: a few sites' class names and words are soon learnt by
heart, and what paths weigh elsewhere is forgotten over it (0.004 page F1 on wcxb-dev)."""

_AS_GOOD: Final = 0.005
"""Share of a page's weight by which a stronger penalty may do worse and still be taken."""

_LEAST_GAIN: Final = 0.01
"""Page F1 that another decision than the parent's has to gain."""

_FEWEST_CELLS: Final = 3
"""Judging holds out one part of the pages, its first pass a second; one has to stay."""


@dataclass(frozen=True, slots=True, eq=False)
class Adaptation:
    """An adapted model, and what it and its parent say of pages that it did not see.

    Parameters
    ----------
    classifier : Classifier
        The adapted model.
    pages : tuple of LabelledPage
        The pages that were learnt from, each held out once.
    before, after : tuple of bool arrays of shape (n_blocks,)
        For each page what the parent keeps, and what a model adapted without the page's site does.
    strength : float
        The inverse strength of the penalty that was chosen.
    by_site : bool
        False where the pages came from too few sites, and were held out without regard to them.
    is_as_before : bool
        True where no way to learn from the labels was better than the parent as it is.
    """

    classifier: Classifier
    pages: tuple[LabelledPage, ...]
    before: tuple[NDArray[np.bool_], ...]
    after: tuple[NDArray[np.bool_], ...]
    strength: float
    by_site: bool
    is_as_before: bool

    @property
    def n_labelled(self) -> int:
        """How many blocks have a label."""
        return sum(int(np.count_nonzero(page.labels != UNKNOWN)) for page in self.pages)

    @property
    def n_differing(self) -> int:
        """How many of them the parent labels otherwise."""
        pairs = zip(self.pages, self.before, strict=True)
        return sum(
            int(np.count_nonzero((page.labels != UNKNOWN) & (kept != (page.labels == 1))))
            for page, kept in pairs
        )


def adapt(
    parent: Classifier,
    labelled_pages: Sequence[LabelledPage],
    *,
    name: str,
    corpora: Mapping[str, str] | None = None,
    jobs: int = 1,
) -> Adaptation:
    """Adapt a model to labelled pages.

    Parameters
    ----------
    parent : Classifier
        The model to begin from; it must not have been trained on these pages.
    labelled_pages : sequence of LabelledPage
        Three pages or more of the parent's kind; those without a known label are left out. Where
        they come from fewer than three sites, pages are held out and not sites.
    name : str
        The adapted model's name.
    corpora : mapping of str to str, default: None
        The digest of each corpus, by its name, for the card.
    jobs : int, default: 1
        Worker processes for columns, threads for fits; 0 and less take one a core.

    Returns
    -------
    Adaptation
        The same to the last bit on every run, for every `jobs` and every order of the pages.

    Raises
    ------
    ConfigurationError
        A page is of the other kind, or the parent's second pass has hashed columns.
    DataError
        There are too few pages, one class only, or a site in two folds.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> lines = ("Menu", "Rain fell on the town all night.")
    >>> records = [
    ...     Record(site, "mine", site, fold, lines=lines, labels=(0, 1))
    ...     for fold, site in enumerate("abcd")
    ... ]
    >>> pages = [label_record(record) for record in records]
    >>> from boilerclf.model import load_model
    >>> adapted = adapt(load_model("text"), pages, name="mine")
    >>> adapted.classifier.card.name, adapted.n_labelled
    ('mine', 8)
    """
    if parent.second is not None and len(parent.second.hashed):
        message = "the second pass of this model has hashed columns, which none is trained with"
        raise ConfigurationError(f"{message} any more: train it anew, then adapt it")
    pages, by_site = _held_out_together(_usable(labelled_pages))
    folds = split_pages(pages)
    folds.require(_FEWEST_CELLS, "adapting")
    options = _options(parent)
    samples = build_samples(pages, folds.cells, kind=parent.kind, options=options, jobs=jobs)
    tried = [
        fit
        for strength in STRENGTHS[parent.kind]
        for fit in _tried(parent, samples, strength, jobs)
    ]
    chosen = tried[_strongest(tried, np.ones(len(pages), np.bool_))]
    after: list[NDArray[np.bool_]] = [np.zeros(0, np.bool_)] * len(pages)
    for cell in np.unique(folds.cells).tolist():
        # What judges a cell is chosen on the others.
        best = tried[_strongest(tried, folds.cells != cell)]
        decision = _decision(best.held_out, best.probabilities, parent.card, cell)
        for page in np.flatnonzero(folds.cells == cell):
            both = decision, parent.card.extracted
            after[page] = _kept(best.held_out, best.probabilities, both, int(page))
    return Adaptation(
        classifier=_classifier(
            parent, samples, chosen, name=name, pages=pages, corpora=corpora or {}
        ),
        pages=tuple(pages),
        before=tuple(parent.classify_page(page.page).kept for page in pages),
        after=tuple(after),
        strength=chosen.strength,
        by_site=by_site,
        is_as_before=chosen is tried[0]
        and chosen.held_out.keeps_comments() == parent.card.keeps_comments,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Tried:
    """What came of one strength: the model, and its log-odds and probabilities out of fold."""

    strength: float
    learnt: Learnt
    held_out: HeldOut
    probabilities: NDArray[np.float64]
    errors: NDArray[np.float64]
    """The share of each page's weight that the parent's decision labels wrong."""


def _tried(parent: Classifier, samples: Samples, strength: float, jobs: int) -> list[_Tried]:
    """Adapt with one strength, and try the parent's calibration before one that is fitted."""
    options = replace(samples.options, first_c=strength, second_c=strength)
    penalized = replace(samples, options=options)
    (learnt,) = learn(
        penalized, [frozenset()], jobs=jobs, priors=_priors(parent, options.hashed_scale)
    )
    found = []
    for is_calibrated in (True, False):
        of_parent = is_calibrated, parent.card.keeps_comments
        held_out = HeldOut(penalized, learnt.scores, *of_parent, shares=learnt.shares)
        probabilities = held_out.probabilities()
        errors = _errors(held_out, probabilities, parent.card)
        found.append(_Tried(strength, learnt, held_out, probabilities, errors))
    return found


def _errors(
    held_out: HeldOut, probabilities: NDArray[np.float64], card: ModelCard
) -> NDArray[np.float64]:
    samples, both = held_out.samples, (card.decision, card.extracted)
    n_pages = len(samples.ends) - 1
    kept = [_kept(held_out, probabilities, both, page) for page in range(n_pages)]
    wrong = samples.weights * (np.concatenate(kept) != (samples.labels == 1))
    starts = samples.ends[:-1]
    weight = np.add.reduceat(samples.weights, starts)
    return np.asarray(np.add.reduceat(wrong, starts) / weight)


def _usable(pages: Sequence[LabelledPage]) -> list[LabelledPage]:
    """Return the pages to learn from, by corpus and name so that their order is no matter."""
    for number, label in enumerate(LABELS):
        if not any((page.labels == number).any() for page in pages):
            message = f"no block is labelled {label}; adapting needs content and noise"
            raise DataError(message)
    usable = [page for page in pages if (page.labels != UNKNOWN).any()]
    return sorted(usable, key=lambda page: (page.corpus, page.id))


def _held_out_together(pages: list[LabelledPage]) -> tuple[list[LabelledPage], bool]:
    """Let each page be a site of its own where there are too few sites."""
    if len({page.site for page in pages}) >= _FEWEST_CELLS or len(pages) < _FEWEST_CELLS:
        return pages, True
    names = [f"{page.corpus}/{page.id}" for page in pages]
    alone = [
        replace(page, site=name, fold=fold_of(name))
        for page, name in zip(pages, names, strict=True)
    ]
    return alone, False


def _options(parent: Classifier) -> TrainingOptions:
    """Return how to fit on top of the parent: its form, and nothing that belongs to its corpora."""
    usual = default_options(parent.kind)
    return replace(
        usual,
        passes=1 if parent.second is None else 2,
        first_bits=_bits(parent.first.hashed),
        hashed_scale=_HASHED_SHARE * usual.hashed_scale,
        page_effect=0.0,  # what pages of one person have in common is what is to be learnt
        masked_copy=0.0,
        max_blocks=0,
        corpus_weights={},
        corpus_shares={},
        unlearnt_headlines=(),
        language_power=0.0,
        spliced=0.0,
        shortened=0.0,
        gated=parent.gate is not None,
    )


def _bits(hashed: NDArray[np.float32]) -> int:
    return len(hashed).bit_length() - 1 if len(hashed) else 0


def _priors(parent: Classifier, hashed_scale: float) -> Priors:
    """Return the parent's weights as those of hat functions and hashed columns."""
    named, rest = coefficients_of(parent.first.curves)
    parts = [named, parent.first.hashed / np.float64(hashed_scale)]
    if parent.gate is not None:
        changed, more = coefficients_of(parent.gate.curves)
        parts += [changed, np.array([parent.gate.offset + more])]
    parts.append(np.array([parent.first.intercept + rest]))
    second = None
    if parent.second is not None:
        coefficients, rest = coefficients_of(parent.second.curves)
        second = np.concatenate((coefficients, [parent.second.intercept + rest]))
    return Priors(np.concatenate(parts), second, parent.gate)


def _strongest(tried: Sequence[_Tried], pages: NDArray[np.bool_]) -> int:
    """Return the strongest penalty whose errors are within one standard error of the fewest.

    What the labels do not speak against stays as the parent has it. Source: the one standard error
    rule, Breiman, Friedman, Olshen and Stone 1984, section 3.4.3.
    """
    errors = np.stack([fit.errors[pages] for fit in tried])
    more = errors - errors[int(errors.mean(axis=1).argmin())]
    deviation = more.std(axis=1) / np.sqrt(max(more.shape[1] - 1, 1))
    return int(np.flatnonzero(more.mean(axis=1) <= np.maximum(deviation, _AS_GOOD))[0])


def _decision(
    held_out: HeldOut,
    probabilities: NDArray[np.float64],
    card: ModelCard,
    without: int | None = None,
) -> Decision:
    """Return the parent's decision, unless another gains `_LEAST_GAIN` and its standard error."""
    samples, given = held_out.samples, card.decision
    best = held_out.judged().decision(without)
    pages = [
        page
        for page, overlap in enumerate(samples.overlaps)
        if overlap is not None and samples.cells[page] != without
    ]
    if best == given or len(pages) < 2:
        return given
    gains = np.array(
        [
            _page_f1(held_out, probabilities, (best, card.extracted), page)
            - _page_f1(held_out, probabilities, (given, card.extracted), page)
            for page in pages
        ]
    )
    wanted = max(gains.std() / np.sqrt(len(gains) - 1), _LEAST_GAIN)
    return best if gains.mean() > wanted else given


def _kept(
    held_out: HeldOut, probabilities: NDArray[np.float64], both: Decisions, page: int
) -> NDArray[np.bool_]:
    return kept_on_page(held_out.samples, probabilities, held_out.shares, both, page)


def _page_f1(
    held_out: HeldOut, probabilities: NDArray[np.float64], both: Decisions, page: int
) -> float:
    overlap = held_out.samples.overlaps[page]
    assert overlap is not None  # noqa: S101  # asked for pages with gold alone
    kept = _kept(held_out, probabilities, both, page)
    return overlap.f1(kept & held_out.samples.counted(page))


def _classifier(  # noqa: PLR0913  # what the card tells of
    parent: Classifier,
    samples: Samples,
    chosen: _Tried,
    *,
    name: str,
    pages: Sequence[LabelledPage],
    corpora: Mapping[str, str],
) -> Classifier:
    held_out = chosen.held_out
    judged = held_out.judged()
    learnt = chosen.learnt
    card = replace(
        parent.card,
        name=name,
        decision=_decision(held_out, chosen.probabilities, parent.card),
        corpora=corpus_notes(pages, corpora, {}),
        options=held_out.samples.options.to_dict() | {"adapted_from": _lineage(parent)},
        scores=judged.scores(),
        curve=judged.curve(),
        versions=library_versions(),
        keeps_comments=held_out.keeps_comments(),
    )
    return learnt.calibrated(held_out.platt(), card)


def _lineage(parent: Classifier) -> list[str]:
    """Return the parent by name and digest, then the parents that it says it has itself."""
    before = parent.card.options.get("adapted_from", [])
    if not isinstance(before, list):
        message = f"the card of {parent.identity} has another adapted_from than a list of models"
        raise ConfigurationError(message)
    return [f"{parent.card.name}@{parent.digest}", *map(str, before)]
