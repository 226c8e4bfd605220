"""A page with a piece of another page put into it, as if it had been written there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from boilerclf.page import Markup, Page
from boilerclf.segment.tags import TAG_NUMBER

Side = Literal["before", "after"]
Value = TypeVar("Value")

_BODY: Final = TAG_NUMBER["body"]


def graft(page: Page, fragment: Page, element: int, side: Side) -> tuple[Page, NDArray[np.bool_]]:
    """Put what is in the body of one page into another, beside one of its elements.

    Parameters
    ----------
    page : Page
        The page that is added to, with markup.
    fragment : Page
        The page whose body is added, with markup.
    element : int
        An element inside the body of `page`.
    side : {"before", "after"}
        Before the element or after all that is in it, as its sibling.

    Returns
    -------
    Page
        What segmenting the markup with the fragment written there gives.
    bool array of shape (n_blocks,)
        True for the blocks that were added.

    Raises
    ------
    ValueError
        A page is plain text.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<h1>Herons</h1><p>They return.")
    >>> heading = int(page.markup.block_element[0])
    >>> made, added = graft(page, segment_html("<p>Soon."), heading, "after")
    >>> made.block_texts(), added.tolist()
    (['Herons', 'Soon.', 'They return.'], [False, True, False])
    """
    markup, piece = page.markup, fragment.markup
    if markup is None or piece is None:
        message = "pages with markup are wanted, one of these is plain text"
        raise ValueError(message)
    place = _place(page, markup, element, side)
    text, block = place.text, place.block
    later = len(fragment.text) * (np.arange(page.n_blocks) >= block)
    made = replace(
        page,
        text=page.text[:text] + fragment.text + page.text[text:],
        starts=_inserted(page.starts + later, fragment.starts + text, block),
        ends=_inserted(page.ends + later, fragment.ends + text, block),
        markup=_joined(markup, piece, place, fragment),
    )
    is_new = _inserted(np.zeros(page.n_blocks, np.bool_), np.ones(fragment.n_blocks, bool), block)
    return made, is_new


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is put in: the number that its first element, block, ... will have."""

    parent: int
    element: int
    block: int
    part: int
    text: int


def _place(page: Page, markup: Markup, element: int, side: Side) -> _Place:
    at, blocks, parts = element, markup.first_block, markup.first_part
    if side == "after":
        outside = np.append(markup.parents[element + 1 :] < element, True)
        at, blocks, parts = element + 1 + int(outside.argmax()), markup.end_block, markup.end_part
    part = int(parts[element])
    text = int(np.append(markup.part_starts, len(page.text))[part])
    return _Place(int(markup.parents[element]), at, int(blocks[element]), part, text)


def _joined(markup: Markup, piece: Markup, place: _Place, fragment: Page) -> Markup:
    """Return the markup of both, that of the fragment below its body only."""
    first = int(np.flatnonzero(piece.tags == _BODY)[0]) + 1
    n_new = len(piece.tags) - first
    later = np.arange(len(markup.tags)) >= place.element
    around = np.zeros(len(markup.tags), np.bool_)
    above = place.parent
    while above >= 0:
        around[above] = True
        above = int(markup.parents[above])

    def own(elements: NDArray[np.int32]) -> NDArray[np.int32]:
        return _moved(elements, n_new, elements >= place.element)

    def new(elements: NDArray[np.int32]) -> NDArray[np.int32]:
        return np.where(elements < first, place.parent, elements - first + place.element)

    def of_elements(values: NDArray[Any], added: NDArray[Any]) -> NDArray[Any]:
        return _inserted(values, added[first:], place.element)

    def of_blocks(values: NDArray[Any], added: NDArray[Any]) -> NDArray[Any]:
        return _inserted(values, added, place.block)

    def by_element(values: dict[int, Value], added: dict[int, Value]) -> dict[int, Value]:
        moved = {at + n_new * (at >= place.element): value for at, value in values.items()}
        moved |= {at - first + place.element: value for at, value in added.items()}
        return dict(sorted(moved.items()))

    n_blocks, n_parts = fragment.n_blocks, len(piece.part_starts)
    names = {
        name: number for number, name in enumerate(dict.fromkeys((*markup.names, *piece.names)))
    }
    numbers = np.array([names[name] for name in piece.names])
    part_later = np.arange(len(markup.part_starts)) >= place.part
    return replace(
        markup,
        tags=of_elements(markup.tags, piece.tags),
        parents=of_elements(own(markup.parents), new(piece.parents)),
        names=tuple(names),
        name_ids=of_elements(markup.name_ids, numbers[piece.name_ids]),
        first_block=of_elements(
            _moved(markup.first_block, n_blocks, later), piece.first_block + place.block
        ),
        end_block=of_elements(
            _moved(markup.end_block, n_blocks, later | around), piece.end_block + place.block
        ),
        block_element=of_blocks(own(markup.block_element), new(piece.block_element)),
        block_leaf=of_blocks(own(markup.block_leaf), new(piece.block_leaf)),
        block_flags=of_blocks(markup.block_flags, piece.block_flags),
        part_starts=_inserted(
            markup.part_starts + len(fragment.text) * part_later,
            piece.part_starts + place.text,
            place.part,
        ),
        part_flags=_inserted(markup.part_flags, piece.part_flags, place.part),
        n_links=of_blocks(markup.n_links, piece.n_links),
        first_part=of_elements(
            _moved(markup.first_part, n_parts, later), piece.first_part + place.part
        ),
        end_part=of_elements(
            _moved(markup.end_part, n_parts, later | around), piece.end_part + place.part
        ),
        hrefs=by_element(markup.hrefs, piece.hrefs),
        attributes=by_element(markup.attributes, piece.attributes),
    )


def _moved(numbers: NDArray[np.int32], by: int, which: NDArray[np.bool_]) -> NDArray[np.int32]:
    return numbers + np.int32(by) * which.astype(np.int32)


def _inserted(values: NDArray[Any], new: NDArray[Any], place: int) -> NDArray[Any]:
    return np.concatenate((values[:place], new.astype(values.dtype), values[place:]))
