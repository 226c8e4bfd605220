"""Plain texts made of labelled HTML pages: short ones, and all lines of a page.

The text that people paste or store is often a few lines long, and its headline belongs to it. What
crawlers store is all that a page says, menus and footers too. Labelled lines come from pages that
were cleaned before, and leave headlines out by habit; of HTML pages a model knows where each part
stands, and their gold text tells where it is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.classified import ClassifiedPage
from boilerclf.corpus import UNKNOWN, LabelledPage, lead_headline, without_habits
from boilerclf.model import Classifier
from boilerclf.training.copies.copying import page_draw, relabelled
from boilerclf.training.copies.rewriting import Line

EXCERPTS: Final = "html-excerpts"
LINES: Final = "html-lines"
"""The corpora that short texts and whole pages are put into, wherever the pages are from."""

_DRAWS: Final = 2
"""Excerpts a page; a second one shows another part of its menus and another length."""

_SEED: Final = 0

_FEWEST: Final = 3
"""Blocks of content of a page that is cut from."""

_MOST_BLOCKS: Final = 1_000
"""Blocks of a page of which all lines are taken, at most."""

_ABOVE: Final = (2, 12)
_CONTENT: Final = (4, 30)
_BELOW: Final = (3, 15)
"""Blocks above the content, of the content and below it: at least, and fewer than."""

_DOUBTFUL: Final = (0.25, 0.75)
"""Where a share between these of a block's words is in the gold text, that says nothing of it."""

_SURE: Final = (0.35, 0.5)
"""What the model drops is learnt as noise up to the first probability; what it keeps is learnt as
content from the second on."""


def excerpts(
    pages: Sequence[LabelledPage],
    classifier: Classifier,
    *,
    habits: Mapping[str, Sequence[str]],
    shares: Mapping[str, float],
) -> list[LabelledPage]:
    """Return short texts cut out of HTML pages, and all lines of each, with their blocks' labels.

    A block is content or noise where the model is sure of it and the gold text does not say
    otherwise; of the others nothing is known.

    Parameters
    ----------
    pages : sequence of LabelledPage
        HTML pages; those of fewer than three blocks of content give none.
    classifier : Classifier
        A model for HTML pages.
    habits : mapping of str to sequence of str
        For corpora the kinds of blocks (`boilerclf.corpus.KINDS`) that their gold text leaves out
        by habit: there it says nothing.
    shares : mapping of str to float
        For corpora the share of their pages that is cut from, 0 to 1; all of the others.

    Returns
    -------
    list of LabelledPage
        Plain-text pages of the corpora `EXCERPTS` and `LINES`, with their site, fold and language;
        each depends on its page alone. Empty without pages.
    """
    made = []
    drawn = [
        page for page in pages if page_draw(page, _SEED).random() < shares.get(page.corpus, 1.0)
    ]
    classified = classifier.classify_pages([page.page for page in drawn])
    for page, said in zip(drawn, classified, strict=True):
        labels = _agreed(page, said, habits.get(page.corpus, ()))
        if np.count_nonzero(labels == 1) >= _FEWEST:
            made += [_excerpt(page, labels, number) for number in range(_DRAWS)]
            if len(labels) <= _MOST_BLOCKS:
                made.append(_whole(page, labels))
    return made


def _agreed(page: LabelledPage, said: ClassifiedPage, habit: Sequence[str]) -> NDArray[np.int8]:
    """Return the labels that the model is sure of, but for those that the gold text denies."""
    low, high = _DOUBTFUL
    gold = without_habits(page, habit).labels.copy()
    gold[(page.matched > low) & (page.matched < high)] = UNKNOWN
    most, least = _SURE
    is_sure = np.where(said.kept, said.probabilities >= least, said.probabilities <= most)
    agreed = is_sure & ((gold == UNKNOWN) | (gold == said.kept))
    labels = np.where(agreed, said.kept, UNKNOWN).astype(np.int8)
    labels[page.page.is_unseen] = 0
    return labels


def _excerpt(page: LabelledPage, labels: NDArray[np.int8], number: int) -> LabelledPage:
    rng = page_draw(replace(page, id=f"{page.id}#{number}"), _SEED)
    blocks = _chosen(labels, ~page.page.is_unseen, rng)
    texts = page.page.block_texts()
    headline = lead_headline(page.page, labels)
    lines = [Line(" ".join(texts[block].split()), int(labels[block])) for block in blocks]
    title = " ".join(texts[headline].split()) if headline in blocks else ""
    return _made(page, lines, str(number), corpus=EXCERPTS, title=title)


def _whole(page: LabelledPage, labels: NDArray[np.int8]) -> LabelledPage:
    """Return all lines of a page that a reader sees, a block's line breaks between them too."""
    blocks = np.flatnonzero(~page.page.is_unseen).tolist()
    lines = [
        Line(" ".join(line.split()), int(labels[block]))
        for block in blocks
        for line in page.page.block_text(block).splitlines()
        if line.strip()
    ]
    return _made(page, lines, "all", corpus=LINES, title="")


def _made(
    page: LabelledPage, lines: list[Line], name: str, *, corpus: str, title: str
) -> LabelledPage:
    made = relabelled(page, lines, name)
    kept = [made.page.block_text(int(line)) for line in np.flatnonzero(made.labels == 1)]
    return replace(
        made,
        gold="\n".join(kept),
        title=title,
        id=f"{page.corpus}/{page.id}#{name}",
        corpus=corpus,
        must_have=(),
        must_not_have=(),
    )


def _chosen(
    labels: NDArray[np.int8], is_seen: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Choose what stands in an excerpt: the end of what is above, the beginning of the rest."""
    content = np.flatnonzero(labels == 1)
    n_above, n_content, n_below = (
        int(rng.integers(*bounds)) for bounds in (_ABOVE, _CONTENT, _BELOW)
    )
    first, last = content[0], content[min(n_content, len(content)) - 1]
    amid = np.arange(first, last + 1)
    if len(amid) > 2 * n_content:  # more noise than story
        amid = amid[labels[amid] == 1]
    above = np.arange(max(0, first - n_above), first)
    below = np.arange(content[-1] + 1, min(len(labels), content[-1] + 1 + n_below))
    blocks = np.concatenate((above, amid, below))
    return np.asarray(blocks[is_seen[blocks]])
