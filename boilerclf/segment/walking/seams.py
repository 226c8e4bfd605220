"""Where the texts of two elements meet without a space, because a style sheet parts them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from operator import attrgetter
from typing import Final

from turbohtml import Comment, Element, Node, Text

from boilerclf.segment.tree.amid_text import CURRENCIES, stands_before_text
from boilerclf.segment.walking.glued_fields import (
    begins_sentence,
    ends_with_word_of_sentence,
    is_field_behind,
    is_label_before,
)
from boilerclf.segment.walking.kept_whole import (
    are_of_address,
    is_old_price,
    is_rating,
    is_replaced,
    is_time_before,
    is_time_behind,
)
from boilerclf.segment.walking.pictures import PICTURES, parts_texts
from boilerclf.segment.walking.side_by_side import INLINE, PARTED, RAISES, are_apart, are_links

_CELLS: Final = ("cell", "gridcell", "columnheader", "rowheader")
"""Roles of the cells of tables that are built of other elements (WAI-ARIA 1.2)."""

_FACTS: Final = ("ix:nonnumeric", "ix:nonfraction", "ix:fraction", "ix:footnote")
"""Elements that hold a fact of a report each (Inline XBRL 1.1), but none that goes on with one."""

_NEXT: Final = attrgetter("next_sibling")
_PREVIOUS: Final = attrgetter("previous_sibling")

_RIGHTS: Final = "\u00a9"
_CASELESS: Final = re.compile(r"[\u0590-\u07ff\u0900-\u0dff\u1200-\u139f\uac00-\ud7af]")
"""Letters and marks of scripts with spaces but without capitals: Hebrew, Arabic, those of India,
Ethiopic, Hangul."""
_ADDED: Final = ("span", "small", "cite", "time")
_METHODS: Final = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS"
_METHOD: Final = re.compile(_METHODS)
"""Methods of HTTP, which stand before an address."""
_ADDRESS: Final = re.compile(rf"/(?!(?:{_METHODS})\b)[\w{{:]")
_MOST_BETWEEN: Final = 4
_UNSEEN: Final = ("style", "script", "svg")
_CLOSING: Final = frozenset("])%")
_STARS: Final = frozenset("\u2605\u2606")
_OPENING: Final = _STARS | frozenset("([\u201c\u201e\u00ab")
"""What begins a rating, a note in brackets or a quote."""
_QUOTES: Final = (
    "\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f"
)
_ENDS_SENTENCE: Final = frozenset(".?!")
_ENDS_FIELD: Final = _ENDS_SENTENCE | {":"}
_ENDS_VERSE: Final = _ENDS_FIELD | frozenset(",;\u201d\u00bb")
_ENDS_FACT: Final = _ENDS_FIELD | _CLOSING
_LAST_OF_SENTENCE: Final = re.compile(r"(?:^|\s\S*\w\w)[.!?][\"\u2019\u201d]?$")
_FIRST_IN_BRACKETS: Final = re.compile(r"\(\s*\w\w")
_LONGEST_LAST: Final = 40
_LABEL: Final = re.compile(
    r"\[\d{1,4}\]|\(?(?:\d{1,3}|[ivxlc]{1,5}|[a-zA-Z]|[A-Z]\d{1,2})[.)]|§+\s?\d+[a-z]?"
    r"|\[?(?:\d{1,2}:)?\d{1,2}:\d\d\]?"
)
"""Numbers of items, notes and questions, and hours of a transcript."""
_SENTENCE: Final = re.compile(
    r"[AIOYE\u00c0\u00c8\u00c9\u00d3\u0397\u039f\u0410\u0412\u0418\u041a\u041e\u0421\u0423\u042f]\s+"
    r"[^\W\d_]{2,24}\s+[^\W\d_]{2}"
)
"""Words behind one of a letter, as in "A fine of": articles and the like of languages in Latin,
Greek and Cyrillic letters. A unit, as of 10 A, has none behind it, and no word is D, as of 3D."""
_TICKS: Final = frozenset("\u2022\u2713\u2714\u2717\u2718")
_BULLETS: Final = _TICKS | frozenset("+-\u2212\u2013\u2014")
"""What begins an item before a capital; before a small letter only ticks do so, as others may be of
the word."""
_LONGEST_LABEL: Final = 8
_DATELINED: Final = 3
"""How many words behind a dateline at least are more than the second part of a name."""
_SHORTEST_NUMBERED: Final = 3
"""The fewest letters of a word after a number; fewer are the end of an ordinal, or a unit."""
_SHORTEST_WORD: Final = 2
"""The fewest characters of a word; single ones are drop caps, coloured letters, parts of formulas
and the figures of a counter."""


def is_seam(left: object, right: object, before: str, after: str) -> bool:
    """Tell if two texts need a space between them that is not in the markup.

    They do where a style sheet must part them: a label and its value, a date and an hour, the
    number and the words of an item, a caption and its credit in brackets. Parts of a word, or of a
    number and its unit, stay together.

    Parameters
    ----------
    left, right : object
        The nodes that hold the texts. Either they stand side by side, or inline elements do of
        which one ends with the first and the other begins with the second; or one is inside the
        other, as the number of an item or of a note is.
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        True where a space is missing.
    """
    if not (isinstance(left, Element) and isinstance(right, Element)):
        return False
    before = (before.rstrip(_QUOTES) if left.tag == "q" else "") or before
    after = (after.lstrip(_QUOTES) if right.tag == "q" else "") or after
    if after[0] in _OPENING:
        is_behind = _is_behind_sentence if after[0] == "(" else _is_behind_field
        return is_behind(left, right, before, after)
    if not _may_begin(after):
        return _METHOD.fullmatch(before.strip()) is not None and _begins_with_address(right)
    if left.tag in PICTURES and (left.tag != "ins" or not len(left)):
        return parts_texts(before, after)
    if after[0] == _RIGHTS:
        return before[-1].isalpha() and after[1:].lstrip()[:1].isalnum()
    return _are_numbered_or_apart(left, right, before, after)


def _is_behind_sentence(left: Element, right: Element, before: str, after: str) -> bool:
    """Tell if the second text is in brackets, such as a credit, and the first ends a sentence."""
    is_credit = _FIRST_IN_BRACKETS.match(after) and _LAST_OF_SENTENCE.search(
        before[-_LONGEST_LAST:]
    )
    if not is_credit and not is_rating(before, after):
        return False
    if left.parent is right or right.parent is left:
        return (left if left.parent is right else right).tag in INLINE
    one, other = _outermost(left, _NEXT), _outermost(right, _PREVIOUS)
    return one.tag in INLINE and other.tag in INLINE and _are_beside(one, other)


def _is_behind_field(left: Element, right: Element, before: str, after: str) -> bool:
    """Tell if the second text is a quote, stars or a word in brackets, and of another class."""
    is_end = before[-1].isalnum() or before[-1] in _ENDS_FACT
    begins = after[0] in _STARS or (
        after[1:3].isalpha() if after[0] == "[" else after[1:2].isalnum()
    )
    if not (is_end and begins):
        return False
    one, other = _outermost(left, _NEXT), _outermost(right, _PREVIOUS)
    are_boxes = one.tag in PARTED and other.tag in PARTED
    return are_boxes and _differ_in_class(one, other) and _are_beside(one, other)


def _are_numbered_or_apart(left: Element, right: Element, before: str, after: str) -> bool:
    """Tell if one text is the number of the other, or if they are apart as two elements are."""
    if left.parent is right:
        return _heads(left, before, after)
    if right.parent is left:
        tells = (_is_note, _is_added, _numbers_verse, is_field_behind, is_time_behind)
        return any(tell(right, before, after) for tell in tells)
    one, other = _outermost(left, _NEXT), _outermost(right, _PREVIOUS)
    if one.tag in _FACTS and other.tag in _FACTS:
        return _are_beside(one, other) and _are_two_facts(before, after)
    are_inline = one.tag in INLINE and other.tag in INLINE and _are_beside(one, other)
    if not are_inline or are_of_address(left, before, after):
        return is_replaced(left, right)
    are_boxes = one.tag in PARTED and other.tag in PARTED
    if are_boxes and (
        _are_no_parts(one, other, before, after)
        or one.tag == other.tag == "label"
        or (one.attr("role") in _CELLS and other.attr("role") in _CELLS)
        or _is_label(one, before, after)
        or (_differ_in_class(one, other) and _may_be_fields(before, after))
    ):
        return True
    return are_links(left, right, before, after) or are_apart(one, other, before, after)


def _are_two_facts(before: str, after: str) -> bool:
    """Tell if two facts of a report are no single letters, signs or figures."""
    is_end = before[-1].isalnum() or before[-1] in _ENDS_FACT
    return is_end and min(len(before), len(after)) >= _SHORTEST_WORD


def _begins_with_address(node: Element) -> bool:
    """Tell if an element begins with an address, which ``<wbr>`` may part, and no other method."""
    inside = islice(node.descendants, _MOST_BETWEEN)
    return _ADDRESS.match("".join(its.data for its in inside if type(its) is Text)) is not None


def _may_begin(text: str) -> bool:
    """Tell if a text begins with a letter of a script with spaces, a digit, a currency or "©"."""
    first = text[0]
    if first.isalnum():
        return first.islower() or first.isupper() or first.isdecimal() or _is_caseless(first)
    is_number = first == "#" and text[1:2].isdecimal()
    return is_number or first in CURRENCIES or first == _RIGHTS


def _is_caseless(character: str) -> bool:
    return _CASELESS.match(character) is not None and not character.isdecimal()


def _are_no_parts(left: Element, right: Element, before: str, after: str) -> bool:
    """Tell if two texts side by side cannot be parts of one word, number or name."""
    last, first = before[-1], after[0]
    if first.islower() or (_is_caseless(first) and not _is_phrase_behind(before, after)):
        if last == "%" and first.islower():
            return after[1:2].isalpha()
        return "time" in (left.tag, right.tag) and last.isalnum()
    is_whole = min(len(before), len(after)) >= _SHORTEST_WORD and _may_end(before, last, after)
    return is_whole and not (last.islower() and first.isupper() and _is_name(right, before, after))


def _is_phrase_behind(before: str, after: str) -> bool:
    """Tell if both texts are several words or the first has ended, as capitals would tell."""
    return before[-1] in _ENDS_FIELD or min(len(before.split()), len(after.split())) > 1


def _heads(left: Element, before: str, after: str) -> bool:
    """Tell if an element numbers the text behind it, says where it is from, or ends a sentence."""
    if left.tag == "sup":
        return _is_raised_label(before, after)
    if left.tag in INLINE and begins_sentence(after) and ends_with_word_of_sentence(before):
        return True
    tells = (_is_label, _is_dateline, is_label_before, is_time_before)
    if is_old_price(left, before, after):
        return True
    return left.tag in PARTED and any(tell(left, before, after) for tell in tells)


def _is_label(left: Element, before: str, after: str) -> bool:
    """Tell if a text numbers the one after it: "(a)", "1.", "§ 3"."""
    label, first_word = before.strip(), after.split(maxsplit=1)[0]
    if len(before) > _LONGEST_LABEL or not (
        left.previous_sibling is None or (label.isdecimal() and _is_behind_verse(left))
    ):
        return False
    if label in _BULLETS:
        is_first = isinstance(left.parent, Element) and left.parent.tag not in INLINE
        return is_first and (label in _TICKS or first_word[0].isupper())
    if label.isdecimal():
        is_capital = first_word[:1].isupper() and (
            first_word[1:2].islower() or _SENTENCE.match(after) is not None
        )
        return (len(first_word) >= _SHORTEST_NUMBERED or is_capital) and first_word.isalpha()
    return first_word[0].isalpha() and _LABEL.fullmatch(label) is not None


def _is_raised_label(before: str, after: str) -> bool:
    """Tell if a raised number is that of a verse, a law's paragraph or a note, not of an isotope.

    Symbols of elements, as of 137Cs, have one letter or two.
    """
    is_word = len(after) >= _SHORTEST_NUMBERED and after[:_SHORTEST_NUMBERED].isalpha()
    return is_word and after[0].isupper() and before.strip().isdecimal()


def _is_dateline(left: Element, before: str, after: str) -> bool:
    """Tell if a text begins with the place where it was written, in a box that has a class.

    Of a name in two colours the first part is one word, and a capital follows as well; yet what
    follows a place is a sentence that begins with a word of its own.
    """
    if left.tag != "span" or left.previous_sibling is not None or left.attr("class") is None:
        return False
    if not (before[-_SHORTEST_NUMBERED:].isalpha() and before[-1].islower()):
        return False
    is_capital = after[0].isupper() and after[1:2].islower()
    return is_capital and len(after.split(maxsplit=_DATELINED)) > _DATELINED


def _is_behind_verse(node: Element) -> bool:
    before = node.previous_sibling
    return type(before) is Text and _ends_verse(before.data)


def _ends_verse(text: str) -> bool:
    """Tell if a text ends in a mark that is no point or comma amid a number."""
    return text[-1:] in _ENDS_VERSE and not text[-2:-1].isdecimal()


def _numbers_verse(right: Element, before: str, after: str) -> bool:
    """Tell if an element is the number of the verse that follows it, without a space around."""
    verse = right.next_sibling
    if right.tag not in PARTED or type(verse) is not Text or not after.strip().isdecimal():
        return False
    return _ends_verse(before) and verse.data[:1].isalpha()


def _outermost(node: Element, beside: Callable[[Node], Node | None]) -> Element:
    """Return the outermost inline element that has a node at the end of it on one side."""
    while _drawn(node, beside) is None and isinstance(above := node.parent, Element):
        if above.tag not in INLINE and above.tag not in _FACTS:
            break
        node = above
    return node


def _drawn(node: Node, beside: Callable[[Node], Node | None]) -> Node | None:
    """Return what stands beside a node, past a few comments and what a style sheet draws."""
    near = beside(node)
    for _ in range(_MOST_BETWEEN):
        if near is None or type(near) is Text or not _is_bare(near):
            break
        near = beside(near)
    return near


def _are_beside(left: Element, right: Element) -> bool:
    """Tell if two elements touch, or have elements between that hold no text that is read."""
    near = left.next_sibling
    for _ in range(_MOST_BETWEEN):
        if near is right or near is None or type(near) is Text:
            break
        if isinstance(near, Element) and near.tag == "wbr":
            break
        near = near.next_sibling
    return near is right


def _is_bare(node: Node) -> bool:
    if not isinstance(node, Element):
        return isinstance(node, Comment)
    return node.tag in _UNSEEN or (node.tag != "wbr" and not len(node))


def _is_note(right: Element, before: str, after: str) -> bool:
    """Tell if an element is the number of a note, not raised, right after a number."""
    if right.tag != "a" or not (before[-1].isdecimal() and after.strip().isdecimal()):
        return False
    href = right.attr("href") or ""
    return href[:1] == "#" and len(href) > 1


def _is_added(right: Element, before: str, after: str) -> bool:
    """Tell if an element ends its text with a count, a date or a credit, no part of a word."""
    if right.tag not in _ADDED or right.next_sibling is not None or right.attr("class") is None:
        return False
    if ends_with_word_of_sentence(before):
        return after[0].isupper() or after[0].isdecimal()
    if right.tag != "span":
        return False
    if after[0].islower() or (after[0].isupper() and after.strip().isalpha()):
        return False
    return before[-_SHORTEST_NUMBERED:].isalpha() and before[-1].islower()


def _differ_in_class(left: Element, right: Element) -> bool:
    """Tell if two elements have different classes, the second none that raises or lowers."""
    of_left, of_right = left.attr("class"), right.attr("class")
    is_both = bool(of_left and of_right) and of_left != of_right
    return is_both and RAISES.search(of_right or "") is None


def _may_be_fields(before: str, after: str) -> bool:
    """Tell if two texts, as "4.6" and "212 reviews", are no parts of one word, number or sum."""
    last, first = before[-1], after[0]
    if len(before) == len(after) == 1:
        return False
    if first.isdecimal():
        is_behind = ends_with_word_of_sentence(before)
        return last.isalnum() or last in _STARS or is_behind
    if last.isdecimal() or first.islower():
        word = after.split(maxsplit=1)[0].rstrip(":")
        return last.isdecimal() and len(word) >= _SHORTEST_NUMBERED and word.isalpha()
    is_name = last == "." and len(before.split()) == len(after.split()) == 1
    return last in _ENDS_SENTENCE and len(before) > 1 and after[1:2].islower() and not is_name


def _is_name(right: Element, before: str, after: str) -> bool:
    """Tell if two words may be a name in two colours, in running text that goes on after it."""
    return stands_before_text(right) and len(before.split()) == len(after.split()) == 1


def _may_end(before: str, last: str, after: str) -> bool:
    """Tell if a text may end here; the next begins with a capital, a digit or a currency."""
    first = after[0]
    if last.islower() or _is_caseless(last):
        return not first.isupper() or min(len(before), len(after)) > _SHORTEST_WORD
    if last.isdecimal():
        is_word = first.isupper() and after[1].islower()
        return first in CURRENCIES or first == "#" or is_word
    if last == ":":
        return not (before[-2].isdecimal() and first.isdecimal())
    if last in CURRENCIES:
        return before[:-1].rstrip()[-1:].isdecimal()
    return (
        last in _CLOSING
        or last in _STARS
        or (last in _ENDS_SENTENCE and _ends_sentence(before, after))
    )


def _ends_sentence(before: str, after: str) -> bool:
    """Tell if a text ends in a full stop that ends a sentence, and another sentence follows."""
    if _is_caseless(after[0]):
        return _is_caseless(before[-2:-1])
    is_sentence = before[-2:-1].islower() and len(before.split()) > 1
    return is_sentence and after[0].isupper() and after[1:2].islower()
