"""How a page is shown to people at an interpreter and in notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from boilerclf.shown import without_surrogates

MOST_SHOWN: Final = 1000
"""The most blocks that a notebook is given; more would make it slow."""

_LONGEST: Final = 40

_KEPT: Final = "border-left:3px solid #2a7;padding-left:8px;white-space:pre-wrap"
_DROPPED: Final = "border-left:3px solid #ccc;padding-left:8px;white-space:pre-wrap;opacity:.55"


def shortened(text: str) -> str:
    """Return a text, or the end of one with more than 40 characters.

    Examples
    --------
    >>> shortened("/a/rather/deep/folder/with/a/very/long/name/page.html")
    '…/folder/with/a/very/long/name/page.html'
    """
    return text if len(text) <= _LONGEST else f"…{text[1 - _LONGEST :]}"


def blocks_as_html(
    title: str, texts: Sequence[str], kept: Sequence[bool], probabilities: Sequence[float]
) -> str:
    """Return blocks as HTML that needs no other file, with every text of the page escaped.

    Parameters
    ----------
    title : str
        The line above them.
    texts : sequence of str
        The blocks' texts.
    kept : sequence of bool
        Which are content.
    probabilities : sequence of float
        The probability of each, 0 to 1.

    Returns
    -------
    str
        A ``div``, with the first 1000 blocks at most; the title alone for a page without blocks.

    Examples
    --------
    >>> print(blocks_as_html("page", ["1 < 2"], [True], [0.75]))
    <div><code>page</code>
    <div style="border-left:3px solid #2a7;padding-left:8px;white-space:pre-wrap"
     title="content 0.75">1 &lt; 2</div>
    </div>
    """
    shown = zip(texts[:MOST_SHOWN], kept, probabilities, strict=False)
    parts = [f"<div><code>{_escaped(title)}</code>"]
    for text, is_kept, probability in shown:
        style, label = (_KEPT, "content") if is_kept else (_DROPPED, "noise")
        parts.append(
            f'<div style="{style}"\n title="{label} {probability:.2f}">{_escaped(text)}</div>'
        )
    if len(texts) > MOST_SHOWN:
        parts.append(f"<div>… and {len(texts) - MOST_SHOWN:,} more blocks</div>")
    return "\n".join([*parts, "</div>"])


def _escaped(text: str) -> str:
    """Escape markup; a lone surrogate, which no notebook can store, becomes U+FFFD."""
    return escape(without_surrogates(text))
