"""Pages with labels: what training and evaluation work on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from boilerclf.cores import worker_count
from boilerclf.corpus.alignment import in_doubt, matched_shares, snippet_labels
from boilerclf.corpus.block_records import labels_by_text
from boilerclf.corpus.in_workers import in_workers
from boilerclf.corpus.records import UNKNOWN, Record
from boilerclf.corpus.teachers import silver_labels
from boilerclf.page import Page
from boilerclf.segment import segment_html, segment_text

_BREAKS = str.maketrans(dict.fromkeys("\n\r\v\f\x85\u2028\u2029", " "))

_STORY_TYPES: Final = ("article", "recipe", "")
"""Types of pages that tell a story; pages of no type are most often news and blogs."""

_MOST_PAGES_A_TASK = 16
"""Records handed to a worker at once: few enough that both ends of a corpus finish together."""


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPage:
    """A page, a label for each of its blocks, and what its record says.

    Parameters
    ----------
    page : Page
        The page as prediction would read it.
    labels : int8 array of shape (n_blocks,)
        1 content, 0 noise, -1 unknown.
    matched : float32 array of shape (n_blocks,)
        Share of the block's words found in the gold, 0 to 1; where labels are given by hand, the
        label; NaN where unknown. Near 0.5 the label is doubtful.
    gold : str or None
        The page's content as people marked it; None where only snippets of it are known.
    id, corpus, site : str
        The record's name, its file's name, and its group.
    fold : int
        The fold of cross-validation.
    type, lang, extractor, title, source : str
        What the record says of itself; empty where it says nothing.
    must_have, must_not_have : tuple of str
        Snippets that the kept text must, and must not, hold.
    emphasis : float32 array of shape (n_blocks,) or None
        What each block counts in training beside the others of its page; the same where None.
    """

    page: Page
    labels: NDArray[np.int8]
    matched: NDArray[np.float32]
    gold: str | None
    id: str
    corpus: str
    site: str
    fold: int
    type: str = ""
    lang: str = ""
    extractor: str = ""
    title: str = ""
    source: str = ""
    must_have: tuple[str, ...] = ()
    must_not_have: tuple[str, ...] = ()
    emphasis: NDArray[np.float32] | None = None

    @property
    def is_story(self) -> bool:
        """True for articles, recipes and pages of no known type."""
        return self.type in _STORY_TYPES

    @property
    def is_counted(self) -> NDArray[np.bool_]:
        """True for the blocks whose words count in page F1: not for lines of text in doubt."""
        return np.asarray((self.labels != UNKNOWN) | (self.page.markup is not None))


def label_record(record: Record, *, silver: bool = False) -> LabelledPage:
    """Return a record's page with a label for each block.

    Parameters
    ----------
    record : Record
        One of these: text with a label for each line that is not in doubt; HTML with labels of
        blocks, which are found by their text; HTML with gold text, where a block is content if more
        than half of its words match; HTML of which only snippets are known. Unknown are blocks of
        HTML without a word, those of lines in doubt, and those that no visitor can bring to view.
    silver : bool, default: False
        Label the blocks that snippets leave unknown where two other extractors agree on them
        (`boilerclf.corpus.teachers`).

    Returns
    -------
    LabelledPage
        As many labels as the page has blocks; none where it has none. Blank lines have no block and
        so no label; a line break inside a labelled line counts as a space.

    Examples
    --------
    >>> record = Record("a", "mine", "a", 0, lines=("Menu", "", "Rain fell."), labels=(0, 0, 1))
    >>> labelled = label_record(record)
    >>> labelled.labels.tolist(), labelled.gold
    ([0, 1], 'Rain fell.')
    """
    page, labels, matched, gold = (
        _of_html(record, silver=silver) if record.lines is None else _of_lines(record)
    )
    return LabelledPage(
        page=page,
        labels=labels,
        matched=matched,
        gold=gold,
        id=record.id,
        corpus=record.corpus,
        site=record.site,
        fold=record.fold,
        type=record.type,
        lang=record.lang,
        extractor=record.extractor,
        title=record.title,
        source=record.source,
        must_have=record.must_have,
        must_not_have=record.must_not_have,
    )


_Labels = tuple[Page, NDArray[np.int8], NDArray[np.float32], str | None]
"""A page, the labels of its blocks, how much of each the gold text holds, and the gold text."""


def _of_lines(record: Record) -> _Labels:
    lines = [line.translate(_BREAKS) for line in record.lines or ()]
    page = segment_text("\n".join(lines), source=record.id)
    given = np.asarray(record.labels, dtype=np.int8)
    labels = given[page.lines - 1] if page.lines is not None else given[:0]
    pairs = zip(lines, record.labels, strict=True)
    gold = "\n".join(line for line, label in pairs if label == 1)
    return page, labels, _by_hand(labels), gold


def _of_html(record: Record, *, silver: bool) -> _Labels:
    gold = record.content
    page = segment_html(record.html or "", source=record.id)
    if record.block_texts:
        labels = labels_by_text(page, record.block_texts, record.labels, record.id)
        gold, matched = _gold_of_blocks(page, labels), _by_hand(labels)
    elif gold is not None:
        matched = matched_shares(page, gold)
        labels = np.where(np.isnan(matched), UNKNOWN, matched > 0.5).astype(np.int8)
        labels[in_doubt(page, record.doubt)] = UNKNOWN
    else:
        labels = snippet_labels(page, record.must_have, record.must_not_have)
        if silver:
            taught = silver_labels(page, record.html or "")
            labels = np.where(labels == UNKNOWN, taught, labels)
        matched = _by_hand(labels)
    # The classifier drops these without asking the weights: they are no example of either.
    labels = np.where(page.is_unseen, UNKNOWN, labels).astype(np.int8)
    matched = np.where(page.is_unseen, np.nan, matched).astype(np.float32)
    return page, labels, matched, gold


def _by_hand(labels: NDArray[np.int8]) -> NDArray[np.float32]:
    return np.where(labels == UNKNOWN, np.nan, labels).astype(np.float32)


def _gold_of_blocks(page: Page, labels: NDArray[np.int8]) -> str | None:
    """Return the text of the content; None where a block's label is not known."""
    if (labels == UNKNOWN).any():
        return None
    return "\n".join(page.block_text(int(block)) for block in np.flatnonzero(labels))


def label_records(
    records: Sequence[Record], jobs: int = 1, *, silver: bool = False
) -> list[LabelledPage]:
    """Return the records' pages with labels, in the order of the records.

    Parameters
    ----------
    records : sequence of Record
        The records.
    jobs : int, default: 1
        Worker processes, at most one a core; 0 and less take one a core. The result does not
        depend on their number.
    silver : bool, default: False
        As for `label_record`.

    Returns
    -------
    list of LabelledPage
        One a record; no records give an empty list.

    Examples
    --------
    >>> label_records([])
    []
    """
    n_workers = worker_count(jobs)
    size = max(1, min(_MOST_PAGES_A_TASK, len(records) // n_workers))
    labelled = partial(label_record, silver=silver)
    return in_workers(labelled, zip(records), n_workers, at_once=size)
