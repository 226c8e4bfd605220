"""Credits of pictures, which stand in the caption but are no part of what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from turbohtml import Document, Element, Text

from boilerclf.segment.tree.beside import holds_fewer

_CAPTION: Final = "figcaption"
_IN_CAPTION: Final = f"{_CAPTION} {_CAPTION}"
_CREDITS: Final = "span[class],small[class],cite[class],em[class],i[class]"
_NAMED: Final = re.compile(
    r"credit|copyright|photograph(?:er|y-?by)|(?:caption|image|photo|picture)[\w-]{0,24}source"
    r"|(?:caption|image|photo|picture)[\w-]{0,24}author",
    re.IGNORECASE,
)
_HOLDERS: Final = (_CAPTION, "p", "div")
"""Elements of which the text may go on in a credit; an inline one is a field of its own."""
_FEW: Final = 16
"""A credit that holds as many nodes is more than that."""
_MOST: Final = 256
"""How many nodes of a caption are looked at."""
_LONGEST: Final = 160
"""The most characters of a credit."""
_GOES_ON: Final = frozenset(":(/|\u00a9,-\u2013\u2014")
"""What a text ends in that goes on in the credit: "(Photo:" before a name."""
_ENDS: Final = frozenset('.!?\u2026)]"\u201d\u00bb\u2019\u3002')
_BEGINS: Final = re.compile(
    r"[(\[\u00a9]|[^\W\d_]+(?: [^\W\d_]+)?\s?:|(?:photo|image|picture|courtesy)\b", re.I
)
"""What a credit begins with that stands for itself."""


def credits_apart(document: Document) -> Iterator[Element]:
    """Yield the credits that end or begin a caption which tells something else as well.

    Parameters
    ----------
    document : Document
        A tree.

    Yields
    ------
    Element
        One whose class says that it is a credit, but not one in another, nor one in a sentence.

    Examples
    --------
    >>> from turbohtml import parse
    >>> html = "<figcaption>The slip. <span class=credit>Photo: Ida</span></figcaption>"
    >>> [node.text for node in credits_apart(parse(html))]
    ['Photo: Ida']
    """
    for caption in document.select(_CAPTION):
        if caption.matches(_IN_CAPTION):
            continue  # its credits have been looked at with those of the caption around it
        named = dict.fromkeys(filter(_is_credit, caption.select(_CREDITS)))
        if not named:
            continue
        found = [node for node in named if named.keys().isdisjoint(node.ancestors)]
        credits = set(found)
        texts = [*islice((its for its in caption.descendants if type(its) is Text), _MOST)]
        told = [its for its in texts if any(map(str.isalnum, its.data))]
        inside = [not credits.isdisjoint(text.ancestors) for text in told]
        if all(inside) or not _are_at_one_end(inside) or not _stands_for_itself(texts, credits):
            continue
        yield from found


def _is_credit(node: Element) -> bool:
    name = node.attr("class") or ""
    if _NAMED.search(name) is None or not holds_fewer(node, _FEW):
        return False
    return 0 < len(node.text.strip()) <= _LONGEST


def _are_at_one_end(inside: list[bool]) -> bool:
    """Tell if all texts of credits come first, or all come last."""
    first = inside.index(True) if True in inside else len(inside)
    n = sum(inside)
    return n > 0 and inside[first : first + n] == [True] * n and first in (0, len(inside) - n)


def _stands_for_itself(texts: list[Text], found: set[Element]) -> bool:
    """Tell if neither a text before a credit goes on in it, nor it in the text behind."""
    marks = [(its, not found.isdisjoint(its.ancestors)) for its in texts]
    marks = [(its, is_credit) for its, is_credit in marks if its.data.strip()]
    for (before, is_credit), (after, is_next) in pairwise(marks):
        if is_credit == is_next:
            continue
        last, first = before.data.rstrip()[-1], after.data.lstrip()
        if is_credit:
            if not first[0].isalnum() or first[0].islower():
                return False
        elif last in _GOES_ON or (
            isinstance(before.parent, Element)
            and before.parent.tag in _HOLDERS
            and last not in _ENDS
            and _BEGINS.match(first) is None
        ):
            return False
    return True
