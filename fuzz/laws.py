"""What holds of every page, whatever it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import numpy as np
from turbohtml import parse

from boilerclf.classified import ClassifiedPage
from boilerclf.page import Page

STATUSES: Final = ("ok", "empty", "limited", "failed")

_WRITTEN_ATTRIBUTES: Final = {"a": "href", "code": "class", "li": "value", "ol": "type"}
"""The one attribute that an element may have."""
_NUMBERINGS: Final = frozenset("1aAiI")
_ORDINAL: Final = re.compile("-?[0-9]+")
_NEVER_WRITTEN: Final = "script, style, iframe, object, embed, form, input, svg, link, meta, base"


def check_page(page: Page) -> None:
    """Check that blocks stand in order inside the text, show something, and fit all columns."""
    assert page.status in STATUSES
    assert (page.status == "ok") == (page.reason == "")
    n_blocks = page.n_blocks
    assert len(page.ends) == n_blocks
    assert n_blocks == 0 or page.status in ("ok", "limited")
    edges = np.stack([page.starts, page.ends], axis=1).ravel()
    assert (np.diff(edges) >= 0).all()
    assert (page.starts < page.ends).all()
    assert n_blocks == 0 or (edges[0] >= 0 and edges[-1] <= len(page.text))
    texts = page.block_texts()
    assert len(texts) == n_blocks
    assert all(texts)
    if page.lines is not None:
        assert (np.diff(page.lines) > 0).all()
        places = zip(page.starts.tolist(), page.ends.tolist(), strict=True)
        assert texts == [page.text[start:end] for start, end in places]
    if page.markup is not None:
        page.text.encode()  # no lone surrogate
        markup = page.markup
        n_elements = len(markup.tags)
        assert (markup.parents < np.arange(n_elements)).all()
        for column in (markup.block_element, markup.block_leaf, markup.block_flags, markup.n_links):
            assert len(column) == n_blocks
        for column in (markup.block_element, markup.block_leaf):
            assert n_blocks == 0 or (column.min() >= 0 and column.max() < n_elements)
        assert (markup.first_block <= markup.end_block).all()
        assert n_elements == 0 or markup.end_block.max() <= 2 * n_blocks


def check_same(read: Callable[[], Page]) -> Page:
    """Read twice; return a page that has the same text and places both times."""
    page, again = read(), read()
    check_page(page)
    assert (page.text, page.status, page.reason) == (again.text, again.status, again.reason)
    assert page.starts.tobytes() == again.starts.tobytes()
    assert page.ends.tobytes() == again.ends.tobytes()
    return page


def check_labels(page: ClassifiedPage) -> None:
    """Check that every block has a label, and that the content is the kept blocks in order."""
    n_blocks = page.page.n_blocks
    assert page.probabilities.shape == page.kept.shape == (n_blocks,)
    assert np.isfinite(page.probabilities).all()
    assert n_blocks == 0 or (page.probabilities.min() >= 0 and page.probabilities.max() <= 1)
    assert not (page.kept & page.page.is_unseen).any()
    kept = [text for text, its in zip(page.texts, page.kept.tolist(), strict=True) if its]
    assert page.content == "\n".join(kept)
    assert [block.label for block in page.blocks].count("content") == len(kept)


def check_written(page: ClassifiedPage) -> None:
    """Check that what is written for browsers holds nothing that acts."""
    assert bool(page.html) == bool(page.markdown) == bool(page.kept.any())
    written = parse(page.html)
    assert not written.select(_NEVER_WRITTEN)
    for element in written.select("article, article *"):
        assert set(element.attrs.keys()) <= {_WRITTEN_ATTRIBUTES.get(element.tag)}
        assert element.attr("type") is None or element.attr("type") in _NUMBERINGS
        assert _ORDINAL.fullmatch(element.attr("value") or "0")
        scheme = (element.attr("href") or "").strip().lower().partition(":")[0]
        assert scheme not in ("javascript", "data", "vbscript")


def bits(page: ClassifiedPage) -> tuple[bytes, bytes]:
    """Return what has to be the same for a page in any company."""
    return page.probabilities.tobytes(), page.kept.tobytes()
