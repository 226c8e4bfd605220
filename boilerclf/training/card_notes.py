"""What a model's card says of its corpora and of the libraries it was fitted with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from boilerclf.corpus import UNKNOWN, LabelledPage
from boilerclf.model import CorpusNote
from boilerclf.versions import version_of

_FITTED_WITH: Final = ("boilerclf", "numpy", "scipy", "scikit-learn")


def corpus_notes(
    pages: Sequence[LabelledPage], corpora: Mapping[str, str], licences: Mapping[str, str]
) -> tuple[CorpusNote, ...]:
    """Return what a card says of each corpus.

    Parameters
    ----------
    pages : sequence of LabelledPage
        What was learnt from.
    corpora, licences : mapping of str to str
        The digest and the licence of each corpus, by its name; what is not there is empty.

    Returns
    -------
    tuple of CorpusNote
        By name; none for no pages.

    Examples
    --------
    >>> corpus_notes([], {}, {})
    ()
    """
    n_pages = Counter(page.corpus for page in pages)
    n_blocks: Counter[str] = Counter()
    for page in pages:
        n_blocks[page.corpus] += int((page.labels != UNKNOWN).sum())
    return tuple(
        CorpusNote(
            name, corpora.get(name, ""), n_pages[name], n_blocks[name], licences.get(name, "")
        )
        for name in sorted(n_pages)
    )


def library_versions() -> dict[str, str]:
    """Return the versions of this program and of the libraries that fit its models.

    Examples
    --------
    >>> list(library_versions())
    ['boilerclf', 'numpy', 'scipy', 'scikit-learn']
    """
    return {library: version_of(library) for library in _FITTED_WITH}
