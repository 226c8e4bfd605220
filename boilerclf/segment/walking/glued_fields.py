"""Labels, values and sentences that stand without a space where an element begins or ends.

Editors lose the space beside what they make bold: ``security<b>Cons:</b>``, ``<b>Author:</b>Ann``,
``the agreement.<b>What is due?</b>``.
"""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Element

from boilerclf.segment.tree.amid_text import CURRENCIES
from boilerclf.segment.walking.side_by_side import INLINE, PARTED

_BOLD: Final = ("b", "strong")
_BOXES: Final = (*_BOLD, "span", "small", "time")
_MOST_WORDS: Final = 4
_LABEL: Final = re.compile(r"[^\W\d_].*[^\W\d_]\s?:")
_LONGEST_LABEL: Final = 40
_LONGEST_LAST: Final = 40
_BYLINE: Final = re.compile(r"(?:^|\s)(?:[Bb]y|[Vv]on|[Pp][ao]r|[Dd]oor)$")
_LAST_WORD: Final = re.compile(r"\s[^\s.]*[^\W\d_]{3}[.!?][\"\u2019\u201d]?$")


def ends_with_word_of_sentence(text: str) -> bool:
    """Tell if a text ends with the last word of a sentence, not with the name of a file or site."""
    return _LAST_WORD.search(text[-_LONGEST_LAST:]) is not None


def begins_sentence(text: str) -> bool:
    """Tell if a text begins with a word in a capital, and goes on."""
    return text[0].isupper() and text[1:2].islower() and len(text.split(maxsplit=1)) > 1


def is_field_behind(right: Element, before: str, after: str) -> bool:
    """Tell if an element in a text begins a field or a sentence of its own right behind a word.

    Parameters
    ----------
    right : Element
        The element, which the second text begins.
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        False for a part of a word: a bold capital, an address after its scheme, and a link behind
        the capitals of a collection (``GO:0008150``).
    """
    if right.tag in _BOLD and _is_label(after) and after[0].isupper():
        return before[-1].islower() or before[-1] in ").%"
    if right.tag in INLINE and ends_with_word_of_sentence(before):
        return begins_sentence(after)
    if right.tag == "a" and _BYLINE.search(before[-_LONGEST_LAST:]):
        return after[0].isupper()
    near = right.previous_sibling
    is_first = near is not None and near.previous_sibling is None
    may_be_value = right.tag in _BOXES or (right.tag == "a" and before[-2:-1].islower())
    return may_be_value and is_first and _is_label_of(before, after)


def is_label_before(left: Element, before: str, after: str) -> bool:
    """Tell if an element at the start of a text is the label of what goes on behind it.

    Parameters
    ----------
    left : Element
        The element, which the first text ends.
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        False for what is no label, such as the scheme of an address.
    """
    return left.tag in PARTED and left.previous_sibling is None and _is_label_of(before, after)


def _is_label_of(before: str, after: str) -> bool:
    is_value = after[0].isupper() or after[0].isdecimal() or after[0] in CURRENCIES
    return is_value and before.lstrip()[:1].isupper() and _is_label(before)


def _is_label(text: str) -> bool:
    text = text.strip()
    return (
        len(text) <= _LONGEST_LABEL
        and len(text.split()) <= _MOST_WORDS
        and bool(_LABEL.fullmatch(text))
    )
