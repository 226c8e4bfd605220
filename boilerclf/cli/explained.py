"""Reasons as a terminal shows them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size

from boilerclf.sources import printable

if TYPE_CHECKING:
    from boilerclf.classified.explanation import BlockReasons, Explanation

_NARROWEST: Final = 40
_INDENT: Final = " " * 8

_KEPT, _DROPPED, _UNSURE, _REASONS, _PLAIN = (
    "\x1b[1;32m",
    "\x1b[31m",
    "\x1b[33m",
    "\x1b[2m",
    "\x1b[0m",
)
"""Select graphic rendition (ECMA-48): bold green, red, yellow, faint, none."""


def explanation_text(explanation: Explanation, width: int, *, coloured: bool = False) -> str:
    r"""Return the reasons of a page's blocks as people read them.

    Parameters
    ----------
    explanation : Explanation
        The page's reasons.
    width : int
        Columns of the terminal; fewer than 40 count as 40.
    coloured : bool, default: False
        Colour labels for a terminal.

    Returns
    -------
    str
        Lines of at most `width` columns, each with a line feed: what is decided, then two and more
        a block: "+" or "-", the probability ("?" behind an unsure one), the beginning of the text;
        below them the reasons. What terminals obey in a text is shown instead, as ``\x1b``.
    """
    width = max(width, _NARROWEST)
    lines = [*textwrap.wrap(_heading(explanation), width), ""]
    for block in explanation.blocks:
        lines += _block(block, width, coloured)
    return "\n".join(lines) + "\n"


def _heading(explanation: Explanation) -> str:
    page = explanation.page
    kept = f"{int(page.kept.sum())} of {page.page.n_blocks} blocks kept"
    parts = [kept, f"model {page.model}", f"decision {page.decision}"]
    if explanation.bar is not None:
        parts.append(f"this page's bar {explanation.bar:.2f}")
    if explanation.gate_share is not None:
        what = "tells a story" if page.page.kind == "html" else "cleaned by an extractor"
        parts.append(f"{what} {explanation.gate_share:.2f}")
    return printable("; ".join(parts))


def _block(block: BlockReasons, width: int, coloured: bool) -> list[str]:
    room = width - len(_INDENT)
    text = printable(" ".join(block.text.split()))
    if cell_len(text) > room:
        text = set_cell_size(text, room - 1).rstrip() + "…"
    mark = "+" if block.label == "content" else "-"
    unsure = "?" if block.is_unsure else " "
    label = f"{mark} {block.probability:.2f}{unsure}"
    reasons = textwrap.wrap("; ".join(block.words), room)
    if coloured:
        colour = _UNSURE if block.is_unsure else _KEPT if mark == "+" else _DROPPED
        label = f"{colour}{label}{_PLAIN}"
        reasons = [f"{_REASONS}{line}{_PLAIN}" for line in reasons]
    return [f"{label} {text}".rstrip(), *(_INDENT + line for line in reasons)]
