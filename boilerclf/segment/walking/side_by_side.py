"""Inline elements side by side whose texts are two, though nothing but a style sheet says so.

=====================  ===========================================================================
what stands apart      by what it is known
=====================  ===========================================================================
links                  different addresses; without any, words; not two parts of a sentence's word
fields                 different classes, or different elements, and words of three letters on
                       both sides; a word and a number behind it; not a word of which a part is in
                       ``<em>`` or ``<b>`` alone
labels and values      a class that ends in ``label`` or the like before one that ends in ``value``
                       or the like, but not an initial and not before a mere "s" or "es"; cells:
                       ``td``, ``th``, ``cell``
chips, keys, hours     a class such as ``tag``; ``<kbd>`` beside ``<kbd>``; ``<time>``
a label or a quantity  "Host:", "MFR: 20", "250g"
=====================  ===========================================================================

Parts of a word, of a number or of a name stay together: they have the same class or none, hold one
letter or two, or are cut where a word processor began a new run.
"""

from __future__ import annotations

import re
from typing import Final

from turbohtml import Element, Text

from boilerclf.segment.tree.amid_text import stands_before_text
from boilerclf.segment.tree.beside import holds_fewer
from boilerclf.segment.visibility.opening import LEAD_NOWHERE

PARTED: Final = frozenset(("span", "a", "b", "strong", "time", "small", "label", "cite", "bdi"))
"""Elements that a style sheet may lay out as boxes of their own."""
INLINE: Final = PARTED | {"em", "i", "code", "kbd", "q", "dfn"}

_EMPHASIS: Final = ("em", "i", "strong", "b")
"""Elements that, without a class, stress a part of a word as well as a field."""

RAISES: Final = re.compile(r"\bsu[bp]", re.IGNORECASE)
_RUNS: Final = re.compile(r"TextRun|(?:^|\s)[a-z]\d{1,3}(?:\s|$)|\b(?:char|letter|split)")
"""Classes of runs of text, which begin in the middle of a word too: of Word, Google's and Apple's
editors, and of scripts that move letters."""
_CHIP: Final = re.compile(
    r"(?:^|[\s_-])(?:tag|badge|chip|pill|label|rounded|bg)s?(?:$|[\s_-])", re.IGNORECASE
)
_LABEL: Final = re.compile(r"(?i:label|key|name|term)s?(?![a-z])")
_VALUE: Final = re.compile(r"(?i:value|data|desc(?:ription)?)s?(?![a-z])")
"""What a word ends in, with another behind it in a capital: ``valueText``, but not "database"."""
_ENDING: Final = re.compile(r"[sd](?!\w)|e[sd]\s*\Z")
"""What is the end of the word before it, whatever the classes say."""
_CELL: Final = re.compile(r"(?:^|[\s_-])(?:t[dh]|cell)(?:$|[\s_-])", re.IGNORECASE)
_LAST_WORD: Final = re.compile(r"\w{1,24}$")
_FIRST_WORD: Final = re.compile(r"\w{1,24}")
_LABELLED: Final = re.compile(r"[^\W\d_][\w ]{1,24}: ?\S")
_QUANTITY: Final = re.compile(
    r"(?:\d|[\u00bc-\u00be\u2150-\u215e])\s?(?:k?g|mg|ml|cl|dl|oz|lbs?|tsp|tbsp|EL|TL)$"
)
_COUNTED: Final = re.compile(r"\d[\d.,]*\s[^\W\d]{3,}")
_YEAR: Final = 4
_ENDS_LINK: Final = frozenset("])%?!:")
_LETTERS_OF_WORD: Final = 3
"""The fewest letters of a word that is no part of one; before a capital one fewer, ..."""
_OF_NAME: Final = "Mc"
"""... but for this."""
_GOES_ON: Final = re.compile(r"[.,;:!?)]|\s+[^\W\d]")
_FEW: Final = 12


def are_links(left: Element, right: Element, before: str, after: str) -> bool:
    """Tell if two texts are in links to different addresses, or in two that a script answers.

    Parameters
    ----------
    left, right : Element
        What holds the texts.
    before, after : str
        The texts; neither is blank.

    Returns
    -------
    bool
        False for one link, and for a word of which both parts lead to the same address.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<a href=1>oars</a><a href=2>sails</a><a href=2>boat</a>")
    >>> oars, sails, boat = document.select("a")
    >>> are_links(oars, sails, "oars", "sails"), are_links(sails, boat, "sails", "boat")
    (True, False)
    """
    one = left.closest("a")
    other = None if one is None else right.closest("a")
    if one is None or other is None or one is other:
        return False
    last = before[-1]
    if not (last.isalnum() or last in _ENDS_LINK or (last == "." and " " in before)):
        return False
    address, second = (link.attr("href") or "" for link in (one, other))
    if address == second and not (address in LEAD_NOWHERE and (address or one.attr("class"))):
        return False
    if address == second or not (address and second):
        return _are_words(before, after, _LETTERS_OF_WORD)
    if min(len(before.strip()), len(after.strip())) > 1:
        return not _is_word_in_sentence(other, before, after)
    both = before.strip() + after.strip()
    return both.isdecimal() or both.isupper()


def _is_word_in_sentence(link: Element, before: str, after: str) -> bool:
    """Tell if two links hold the parts of one word, in a sentence that goes on behind them."""
    if not after[0].isalpha() or after[0].isupper():
        return False
    if not len(before.split()) == len(after.split()) == 1:
        return False
    behind = link.next_sibling
    return type(behind) is Text and _GOES_ON.match(behind.data) is not None


def are_apart(left: Element, right: Element, before: str, after: str) -> bool:
    """Tell if two inline elements that touch hold texts of their own.

    Parameters
    ----------
    left, right : Element
        The outermost elements that end with the first text and begin with the second.
    before, after : str
        The texts; neither is blank, and the second begins as a word, a number or a sum does.

    Returns
    -------
    bool
        False for parts of a word, a number or a name.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<b class=x>length</b><b class=y>number</b><b>less</b>")
    >>> length, number, less = document.select("b")
    >>> are_apart(length, number, "length", "number"), are_apart(number, less, "number", "less")
    (True, False)
    """
    last, first = before[-1], after[0]
    if (last.isalnum() or last in _ENDS_LINK) and _are_told_apart(left, right, before, after):
        return True
    if not last.isalnum():
        return last == ":" and before[-2:-1].isalpha() and after[:2].isalpha() and first.islower()
    tags = {left.tag, right.tag}
    if not tags.isdisjoint(("kbd", "time")):
        return len(tags) > 1 if "time" in tags else tags == {"kbd"}
    if len(before) < _LETTERS_OF_WORD and holds_fewer(left, _FEW):
        before = left.text.strip() or before  # "33" and "g" of one field
    return _is_told(before, after) or _are_fields(left, right, before, after)


def _are_told_apart(left: Element, right: Element, before: str, after: str) -> bool:
    """Tell if the classes of two elements say that they are a label and its value, or two cells."""
    name, second = left.attr("class"), right.attr("class")
    if not (name and second) or len(before) == len(after) == 1:
        return False
    if _LABEL.search(name) and _VALUE.search(second):
        is_initial = len(before.strip()) == 1 and before.strip().isalpha()
        if not is_initial and _ENDING.match(after) is None:
            return True
    return _CELL.search(name) is not None and _CELL.search(second) is not None


def _is_told(before: str, after: str) -> bool:
    """Tell if the second text is a label and its value, or the first a quantity of the second."""
    if after[0].isupper() and _LABELLED.match(after):
        return _are_words(before, after, _LETTERS_OF_WORD)
    is_word = len(after) >= _LETTERS_OF_WORD and after[0].isalpha()
    return is_word and _QUANTITY.search(before) is not None and _are_words(before, after, 2)


def _are_fields(left: Element, right: Element, before: str, after: str) -> bool:
    """Tell if two elements are of different kinds, and their texts no parts of one word."""
    name, second = left.attr("class") or "", right.attr("class") or ""
    if after[0].isdecimal():
        is_two = _is_count_or_hour(name, second, before, after)
    elif not _are_two_texts(right, before, after):
        return False
    elif name == second and left.tag == right.tag:
        is_two = _CHIP.search(name) is not None
    elif name or second or not {left.tag, right.tag}.issubset(_EMPHASIS):
        is_two = left.tag != right.tag or bool(name and second)
    else:
        is_two = after[0].isupper()
    return is_two and not (RAISES.search(second) or _RUNS.search(name) or _RUNS.search(second))


def _are_two_texts(right: Element, before: str, after: str) -> bool:
    """Tell if two texts of different fields are whole words: not cut in one, nor a name."""
    if stands_before_text(right) and len(before.split()) == len(after.split()) == 1:
        return False
    shortest = _LETTERS_OF_WORD - after[0].isupper()
    is_cut = before.endswith(_OF_NAME)
    return before[-1].isalpha() and not is_cut and _are_words(before, after, shortest)


def _is_count_or_hour(name: str, second: str, before: str, after: str) -> bool:
    """Tell if a number follows a word in another field, or a phrase that ends in a number."""
    if before[-1].isalpha():
        return (
            name != second
            and before[-_LETTERS_OF_WORD:].isalpha()
            and len(before) >= _LETTERS_OF_WORD
        )
    if name != second and _COUNTED.match(after):
        return True
    is_phrase = " " in after.strip() or ":" in after
    is_year = min(len(before), len(after)) >= _YEAR
    return (is_phrase and " " in before.strip()) or (bool(name) and (is_phrase or is_year))


def _are_words(before: str, after: str, shortest: int) -> bool:
    """Tell if both of the words that meet have so many characters."""
    ends, begins = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if ends is None or begins is None:
        return False
    return min(len(ends[0]), len(begins[0])) >= shortest
