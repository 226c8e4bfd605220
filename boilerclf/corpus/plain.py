"""Labelled HTML pages as plain text: what crawls hold of them where nobody extracted anything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from boilerclf.corpus.headlines import lead_headline
from boilerclf.corpus.labelled import LabelledPage
from boilerclf.corpus.records import UNKNOWN
from boilerclf.segment import segment_text


def as_crawled_text(labelled: LabelledPage) -> LabelledPage:
    """Return a labelled HTML page as plain text, a line a block.

    Parameters
    ----------
    labelled : LabelledPage
        An HTML page.

    Returns
    -------
    LabelledPage
        With the labels of the blocks; the headline, which tags tell in HTML alone, is content
        whatever the gold says of it. Without gold, for no person marked these lines.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> record = Record("a", "mine", "a", 0, html="<nav>Menu</nav><p>Rain fell.", content="Rain fell.")
    >>> text = as_crawled_text(label_record(record))
    >>> text.page.block_texts(), text.labels.tolist()
    (['Menu', 'Rain fell.'], [0, 1])
    """
    lines = [" ".join(text.split()) for text in labelled.page.block_texts()]
    page = segment_text("\n".join(lines), source=labelled.page.source)
    headline = lead_headline(labelled.page, labelled.labels)
    labels = labelled.labels.copy()
    labels[headline if headline >= 0 else slice(0)] = 1
    if page.lines is not None:  # a block of characters without width is no line
        labels = labels[page.lines - 1]
    matched = np.where(labels == UNKNOWN, np.nan, labels).astype(np.float32)
    return replace(labelled, page=page, labels=labels, matched=matched, gold=None)
