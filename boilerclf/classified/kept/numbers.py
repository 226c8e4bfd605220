"""Bullets and numbers that items of lists have as text: a list that is written has its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from boilerclf.page import PREFORMATTED, Markup, Page
from boilerclf.segment.tags import TAG_NUMBER

_BULLET: Final = re.compile(r"[\u2022\u25e6\u25aa\u25ab\u2023\xb7](?:\s+|\Z)|-\s+(?=[^\W\d])")
_ORDINAL: Final = re.compile(r"(\d{1,9})[.)]\s+")
"""A number written before the text of an item."""

_NUMBER: Final = re.compile(r"\s*\(?([0-9]{1,9})[.)]?\s*")
_STEP: Final = re.compile(r"\s*([0-9]{1,2})[.)]?\s*")
_IN_ELEMENTS: Final = re.compile(
    r"((?:<[a-z][^>]*>)*)\(?([0-9]{1,9})[.)]?((?:</[a-z]+>)*)"
    r"(?:\s|<br>)*((?:<[a-z][^>]*>)*)\s*"
)
"""A number in elements, and what opens behind it."""

_WORD: Final = re.compile(r"\w")
_OPENING: Final = frozenset("\u201c\u201e\u00ab\u00bf\u00a1")
"""What opens a quotation, a question or a call."""

_LONGEST_STEP: Final = 5
"""The most characters of the number of a step, with what parts it from the next block."""
_LONGEST: Final = 24
_DEEPEST: Final = 8
_LEAST_BLOCKS: Final = 2
"""The fewest items whose first boxes are taken for numbers: a list of one may begin with a count,
"1" above "goal"; recipes of two steps are common."""
_LEAST_INLINE: Final = 3
"""The fewest items whose first words are taken for numbers: two may begin with sums, "1 egg"."""

_OTHER_PARTS: Final = frozenset(
    TAG_NUMBER[tag] for tag in ("li", "ul", "ol", "table", "tr", "td", "th", "dl", "dt", "dd")
)


class OwnNumbers(NamedTuple):
    """Where the markup of list items holds their numbers already.

    Attributes
    ----------
    blocks : frozenset of int
        Blocks that are nothing but the number of their item.
    items : frozenset of int
        Items whose first block begins with an element that is nothing but their number.
    """

    blocks: frozenset[int]
    items: frozenset[int]


def own_numbers(page: Page, ordinals: Mapping[int, int]) -> OwnNumbers:
    """Return the numbers that lists repeat in boxes of their own, where all their items have one.

    Parameters
    ----------
    page : Page
        A page with markup.
    ordinals : mapping of int to int
        What `boilerclf.classified.kept.lists.list_ordinals` returns.

    Returns
    -------
    OwnNumbers
        Empty where there are no such lists.

    Examples
    --------
    >>> from boilerclf.classified.kept.lists import list_ordinals
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<ol><li><div>1</div>Oil<li><div>2</div>Tar</ol>")
    >>> sorted(own_numbers(page, list_ordinals(page.markup)).blocks)
    [0, 2]
    """
    blocks: set[int] = set()
    items: set[int] = set()
    if page.markup is None or not ordinals:
        return OwnNumbers(frozenset(), frozenset())
    lists = defaultdict[int, list[int]](list)
    for item in ordinals:
        if page.markup.first_block[item] < page.markup.end_block[item]:
            lists[int(page.markup.parents[item])].append(item)
    for its_items in lists.values():
        if len(its_items) >= _LEAST_BLOCKS and all(
            _is_block(page, page.markup, item, ordinals[item]) for item in its_items
        ):
            blocks.update(int(page.markup.first_block[item]) for item in its_items)
        elif len(its_items) >= _LEAST_INLINE and all(
            _is_element(page, page.markup, item, ordinals[item]) for item in its_items
        ):
            items.update(its_items)
    return OwnNumbers(frozenset(blocks), frozenset(items))


def step_numbers(page: Page, markup: Markup, numbers: list[int]) -> set[int]:
    """Return blocks that are nothing but the number of the step or question right behind them.

    Parameters
    ----------
    page : Page
        A page of HTML.
    markup : Markup
        Its markup.
    numbers : list of int
        The blocks that are written, in document order.

    Returns
    -------
    set of int
        Blocks of elements with the same tag and names that count from 1 on to 2 at least, each of
        them with another block right behind it.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<b class=n>1.</b><p>Oil<div><i>7</i></div><b class=n>2.</b><p>Tar")
    >>> step_numbers(page, page.markup, [*range(page.n_blocks)])
    {0, 3}
    """
    lengths = page.ends[numbers] - page.starts[numbers]
    counted: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in (lengths <= _LONGEST_STEP).nonzero()[0].tolist():
        number = numbers[place]
        match = _STEP.fullmatch(page.block_text(number))
        if match is None or numbers[place + 1 : place + 2] != [number + 1]:
            continue
        leaf = int(markup.block_leaf[number])
        alike = (int(markup.tags[leaf]), int(markup.name_ids[leaf]))
        counted.setdefault(alike, []).append((number, int(match[1])))
    found: set[int] = set()
    for series in counted.values():
        for (block, count), (next_block, next_count) in pairwise(series):
            is_next = next_count == count + 1 and next_block > block + 1
            if is_next and (count == 1 or block in found):
                found.update((block, next_block))
    return found


def without_sign(text: str, ordinal: int | None, *, has_own: bool) -> str:
    """Return an item's text without a bullet or its number at the beginning.

    Parameters
    ----------
    text : str
        Markup of its first block.
    ordinal : int or None
        Its number, if it has one.
    has_own : bool
        True if the text begins with an element that is nothing but the number.

    Returns
    -------
    str
        The text as it is where it begins with neither.

    Examples
    --------
    >>> without_sign("2. Tar", 2, has_own=False), without_sign("<em>2</em> Tar", 2, has_own=True)
    ('Tar', 'Tar')
    >>> without_sign("2. Tar", 3, has_own=False)
    '2. Tar'
    """
    if match := _BULLET.match(text):
        return text[match.end() :]
    if ordinal is None:
        return text
    if has_own and (match := _IN_ELEMENTS.match(text)) and int(match[2]) == ordinal:
        opened, n_closed = match[1].split("<")[1:], match[3].count("<")
        if n_closed <= len(opened):
            still_open = opened[: len(opened) - n_closed]
            return "".join(f"<{tag}" for tag in still_open) + match[4] + text[match.end() :]
    match = _ORDINAL.match(text)
    return text[match.end() :] if match and int(match[1]) == ordinal else text


def _is_block(page: Page, markup: Markup, item: int, ordinal: int) -> bool:
    """Tell if the first of several blocks of an item is its number."""
    first = int(markup.first_block[item])
    if markup.end_block[item] - first < 2 or markup.block_flags[first] & PREFORMATTED:
        return False
    if not _is_number(page.text, int(page.starts[first]), int(page.ends[first]), ordinal):
        return False
    element = int(markup.block_element[first])
    for _ in range(_DEEPEST):
        if element == item:
            return True
        if markup.tags[element] in _OTHER_PARTS:
            return False
        element = int(markup.parents[element])
    return False


def _is_element(page: Page, markup: Markup, item: int, ordinal: int) -> bool:
    """Tell if the text of an item begins with an element that is its number, and goes on.

    What follows is apart from the number: by white space, by a point or bracket behind the number,
    or as it begins a text of its own, "3Step". "1st" and "1/2" are words, whatever is around their
    digits.
    """
    first = int(markup.first_part[item])
    for element in range(item + 1, min(item + 1 + _DEEPEST, len(markup.tags))):
        if markup.first_part[element] != first or markup.tags[element] in _OTHER_PARTS:
            return False
        end = int(markup.end_part[element])
        is_last = end == len(markup.part_starts)
        stop = len(page.text) if is_last else int(markup.part_starts[end])
        if _is_number(page.text, int(markup.part_starts[first]), stop, ordinal):
            end_of_block = int(page.ends[markup.first_block[item]])
            return _is_apart(page.text, stop) and (
                _WORD.search(page.text, stop, end_of_block) is not None
            )
    return False


def _is_apart(text: str, end: int) -> bool:
    """Tell if what follows a number is no rest of its word."""
    after = text[end : end + 2]
    begins_text = after[:1] in _OPENING or (after.isalpha() and after.istitle())
    return begins_text or after[:1].isspace() or not text[end - 1].isdigit()


def _is_number(text: str, start: int, end: int, ordinal: int) -> bool:
    match = _NUMBER.fullmatch(text, start, end) if end - start <= _LONGEST else None
    return match is not None and int(match[1]) == ordinal
