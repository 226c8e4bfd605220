"""Lists: the numbers of their items, pieces that editors have cut, and those that hold sections."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Final

import numpy as np

from boilerclf.page import Markup, Page
from boilerclf.segment.tags import HEADING_TAGS, TAG_NUMBER

_NUMBERED: Final = TAG_NUMBER["ol"]
_UNNUMBERED: Final = TAG_NUMBER["ul"]
_LISTS: Final = (_UNNUMBERED, _NUMBERED)
_ITEM_OR_LIST: Final = (*_LISTS, TAG_NUMBER["li"], TAG_NUMBER["table"])
_HEADS_SECTION: Final = HEADING_TAGS[:3]
_PARAGRAPH: Final = TAG_NUMBER["p"]
_OF_SECTIONS: Final = (*HEADING_TAGS, TAG_NUMBER["pre"])
_FEWEST_BLOCKS: Final = 3
"""The fewest blocks of a section, its heading among them; a teaser has a title and a paragraph."""
_FEWEST_WORDS: Final = 8
"""The fewest words of a paragraph that counts: the card of a shop has a price and a button."""
_WORD: Final = re.compile(r"[\u0e00-\u0eff\u3040-\u9fff]{2}|[^\s\u0e00-\u0eff\u3040-\u9fff]+")
"""A word; of a script without spaces, two characters are taken for one."""
_INTEGER: Final = re.compile(r"\s*([+-]?[0-9]{1,9})(?![0-9])")
"""HTML, section 2.3.4.1 "Signed integers"; longer numbers do not count."""


def list_ordinals(markup: Markup) -> dict[int, int]:
    """Return the number of each item in a numbered list.

    Parameters
    ----------
    markup : Markup
        The page's.

    Returns
    -------
    dict of int to int
        By the number of the ``<li>``; empty where there is no ``<ol>``.

    References
    ----------
    HTML Living Standard, section 4.4.5 ("ordinal value").

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<ol start=7><li>a<li value=2>b<li>c</ol><ol reversed><li>d<li>e")
    >>> list(list_ordinals(page.markup).values())
    [7, 2, 3, 2, 1]
    """
    parents, items = markup.parents.tolist(), defaultdict[int, list[int]](list)
    numbered = {*(markup.tags == _NUMBERED).nonzero()[0].tolist()}
    if not numbered:
        return {}
    for item in (markup.tags == TAG_NUMBER["li"]).nonzero()[0].tolist():
        if parents[item] in numbered:
            items[parents[item]].append(item)
    ordinals: dict[int, int] = {}
    for its_list, its_items in items.items():
        told = markup.attributes.get(its_list, {})
        step = -1 if "reversed" in told else 1
        number = _integer(told.get("start"), len(its_items) if step < 0 else 1)
        for item in its_items:
            number = _integer(markup.attributes.get(item, {}).get("value"), number)
            ordinals[item] = number
            number += step
    return ordinals


def continued_lists(markup: Markup, ordinals: Mapping[int, int]) -> dict[int, int]:
    """Return the lists that continue the one right before: some editors make one for each item.

    Parameters
    ----------
    markup : Markup
        The page's.
    ordinals : mapping of int to int
        What `list_ordinals` returns.

    Returns
    -------
    dict of int to int
        For each list that continues another, the first list of the series. The two have the same
        parent and names, but for the last of several, which may be an id, and nothing between
        them. Numbered lists go on with the next number; of others each has a single item.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<ol><li>a</ol><ol start=2><li>b</ol><ol><li>c</ol><ul><li>d</ul>")
    >>> continued_lists(page.markup, list_ordinals(page.markup))
    {5: 3}
    """
    first_of: dict[int, int] = {}
    last_of: dict[int, int] = {}
    parents = markup.parents.tolist()
    items = (markup.tags == TAG_NUMBER["li"]).nonzero()[0].tolist()
    n_items = Counter(parents[item] for item in items)
    last_number = {parents[item]: number for item, number in ordinals.items()}
    for element in np.isin(markup.tags, _LISTS).nonzero()[0].tolist():
        before = last_of.get(parents[element])
        last_of[parents[element]] = element
        if before is None or not _is_right_behind(markup, before, element):
            continue
        if markup.tags[element] == _NUMBERED:
            goes_on = ordinals[element + 1] == last_number.get(before, 0) + 1
        else:
            goes_on = n_items[before] == n_items[element] == 1
        if goes_on:
            first_of[element] = first_of.get(before, before)
    return first_of


def lists_of_sections(page: Page, markup: Markup) -> set[int]:
    """Return the lists that are sections of the page one after the other, as javadoc has them.

    Parameters
    ----------
    page : Page
        A page of HTML.
    markup : Markup
        The page's.

    Returns
    -------
    set of int
        Each ``<ul>`` of which most items are sections, and its items. A section begins with an
        ``<h1>`` to ``<h3>``, and holds two paragraphs of eight words, headings or blocks of code
        more, or two blocks of any kind where the item has a ``<section>`` around the heading.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> text = "<p>High tide is at nine, and low tide at three."
    >>> page = segment_html(f"<ul><li><h2>A</h2>{text}{text}</ul><ul><li><h3>B</h3>{text}</ul>")
    >>> lists_of_sections(page, page.markup)
    {3, 4}
    """
    tags, parents = markup.tags.tolist(), markup.parents.tolist()
    first, end = markup.first_block.tolist(), markup.end_block.tolist()
    item_tag, section_tag = TAG_NUMBER["li"], TAG_NUMBER["section"]
    headed: list[tuple[int, bool]] = []
    for heading in np.isin(markup.tags, _HEADS_SECTION).nonzero()[0].tolist():
        item, is_told = heading, False
        while item >= 0 and tags[item] != item_tag:
            item = parents[item]
            is_told = is_told or tags[item] == section_tag
        if item >= 0 and first[item] == first[heading] < end[heading]:
            headed.append((item, is_told))
    if not headed:
        return set()
    n_parts = _parts_before(page, markup)
    sections: set[int] = set()
    for item, is_told in headed:
        n_blocks = end[item] - first[item]
        if not is_told:
            n_blocks = n_parts[end[item]] - n_parts[first[item]]
        if n_blocks >= _FEWEST_BLOCKS:
            sections.add(item)
    lists = {parents[item] for item in sections if tags[parents[item]] == _UNNUMBERED}
    if not lists:
        return lists
    items = defaultdict[int, list[int]](list)
    for item in (markup.tags == item_tag).nonzero()[0].tolist():
        if parents[item] in lists and first[item] < end[item]:
            items[parents[item]].append(item)
    are_sections = {
        element: its_items
        for element, its_items in items.items()
        if 2 * len(sections.intersection(its_items)) > len(its_items)
    }
    return {*are_sections, *chain.from_iterable(are_sections.values())}


def _parts_before(page: Page, markup: Markup) -> list[int]:
    """Count the parts of sections before each block, and all of them."""
    tags = markup.tags[markup.block_element]
    is_part = np.isin(tags, _OF_SECTIONS)
    for block in (tags == _PARAGRAPH).nonzero()[0].tolist():
        words = _WORD.finditer(page.text, int(page.starts[block]), int(page.ends[block]))
        is_part[block] = sum(1 for _ in islice(words, _FEWEST_WORDS)) == _FEWEST_WORDS
    return [0, *is_part.cumsum().tolist()]


def lists_alone(markup: Markup, numbers: list[int]) -> set[int]:
    """Return the lists in an item before which nothing of that item is written but such lists.

    Parameters
    ----------
    markup : Markup
        The page's.
    numbers : list of int
        The blocks that are written, in document order.

    Returns
    -------
    set of int
        Numbers of elements.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<ul><li>a<ul><li>b</ul><li><ul><li>c</ul></ul>")
    >>> lists_alone(page.markup, [0, 1, 2]), sorted(lists_alone(page.markup, [1, 2]))
    ({8}, [5, 8])
    """
    item_tag = TAG_NUMBER["li"]
    alone: set[int] = set()
    ends: dict[int, int] = {}
    """Where in an item the last of such lists ends."""
    lists = np.isin(markup.tags, _LISTS).nonzero()[0].tolist()
    for inner, item in zip(lists, _items_around(markup, lists), strict=True):
        if item >= 0 and markup.tags[item] == item_tag:
            around = (ends.get(item, int(markup.first_block[item])), int(markup.first_block[inner]))
            first, end = (bisect_left(numbers, block) for block in around)
            if first == end:
                alone.add(inner)
                ends[item] = int(markup.end_block[inner])
    return alone


def _items_around(markup: Markup, lists: list[int]) -> Iterator[int]:
    """Yield the innermost item, list or table around each list, -1 where there is none."""
    parents = markup.parents.tolist()
    is_some = np.isin(markup.tags, _ITEM_OR_LIST).tolist()
    known: dict[int, int] = {-1: -1}  # or each list would go all the way up
    for inner in lists:
        passed, element = [], parents[inner]
        while element not in known and not is_some[element]:
            passed.append(element)
            element = parents[element]
        around = known.get(element, element)
        known.update(dict.fromkeys(passed, around))
        yield around


def items_before(markup: Markup) -> dict[int, int]:
    """Return for each item of a list the one before it, passing over items that hold only a list.

    Parameters
    ----------
    markup : Markup
        The page's.

    Returns
    -------
    dict of int to int
        Numbers of elements; the first item of a list is not in it.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> items_before(segment_html("<ul><li>a<ul><li>b</ul><li>c</ul>").markup)
    {7: 4}
    """
    tags, parents = markup.tags.tolist(), markup.parents.tolist()
    first_part = markup.first_part.tolist()
    last: dict[int, int] = {}
    before: dict[int, int] = {}
    for item in (markup.tags == TAG_NUMBER["li"]).nonzero()[0].tolist():
        its_list, inner = parents[item], item + 1
        if its_list in last:
            before[item] = last[its_list]
        if its_list not in last or not (
            inner < len(tags)
            and tags[inner] in _LISTS
            and parents[inner] == item
            and first_part[inner] == first_part[item]
        ):
            last[its_list] = item
    return before


def _is_right_behind(markup: Markup, before: int, element: int) -> bool:
    """Tell if a list comes right after another with the same names, and begins with an item."""
    is_like = (
        markup.tags[before] == markup.tags[element]
        and _have_same_names(markup, before, element)
        and markup.attributes.get(before, {}).get("type")
        == markup.attributes.get(element, {}).get("type")
    )
    is_next = markup.end_part[before] == markup.first_part[element]
    item = element + 1
    if not (is_like and is_next and item < len(markup.tags)):
        return False
    return bool(markup.tags[item] == TAG_NUMBER["li"] and markup.parents[item] == element)


def _have_same_names(markup: Markup, before: int, element: int) -> bool:
    """Tell if two lists have the same classes; what Notion exports has an id for each besides."""
    ours, theirs = (int(markup.name_ids[its_list]) for its_list in (before, element))
    if ours == theirs:
        return True
    words = [markup.names[name].split()[:-1] for name in (ours, theirs)]
    return bool(words[0]) and words[0] == words[1]


def _integer(value: str | None, otherwise: int) -> int:
    match = _INTEGER.match(value or "")
    return int(match[1]) if match else otherwise
