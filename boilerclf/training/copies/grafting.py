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


@dataclass(frozen=True, slots=True)
class _Seam:
    """Puts what is told of a fragment's elements and blocks between what is told of a page's.

    Of the fragment's elements those from `first` on are taken: they stand below its body.
    """

    place: _Place
    first: int
    n_new: int

    def own(self, elements: NDArray[np.int32]) -> NDArray[np.int32]:
        """Renumber elements of the page."""
        return _moved(elements, self.n_new, elements >= self.place.element)

    def new(self, elements: NDArray[np.int32]) -> NDArray[np.int32]:
        """Renumber elements of the fragment; its body becomes what it is put into."""
        moved = elements - self.first + self.place.element
        return np.where(elements < self.first, self.place.parent, moved)

    def of_elements(self, values: NDArray[Any], added: NDArray[Any]) -> NDArray[Any]:
        """Join a value of each element."""
        return _inserted(values, added[self.first :], self.place.element)

    def of_blocks(self, values: NDArray[Any], added: NDArray[Any]) -> NDArray[Any]:
        """Join a value of each block."""
        return _inserted(values, added, self.place.block)

    def by_element(self, values: dict[int, Value], added: dict[int, Value]) -> dict[int, Value]:
        """Join what only some elements have."""
        at = self.place.element
        moved = {key + self.n_new * (key >= at): value for key, value in values.items()}
        moved |= {key - self.first + at: value for key, value in added.items()}
        return dict(sorted(moved.items()))


def _joined(markup: Markup, piece: Markup, place: _Place, fragment: Page) -> Markup:
    """Return the markup of both, that of the fragment below its body only."""
    first = int(np.flatnonzero(piece.tags == _BODY)[0]) + 1
    seam = _Seam(place, first, len(piece.tags) - first)
    later = np.arange(len(markup.tags)) >= place.element
    around = later | _at_and_above(markup, place.parent)
    n_blocks, n_parts = fragment.n_blocks, len(piece.part_starts)

    def edges(
        values: NDArray[np.int32], by: int, which: NDArray[np.bool_], added: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        return seam.of_elements(_moved(values, by, which), added)

    numbers = {name: at for at, name in enumerate(dict.fromkeys((*markup.names, *piece.names)))}
    new_ids = np.array([numbers[name] for name in piece.names])[piece.name_ids]
    part_later = np.arange(len(markup.part_starts)) >= place.part
    part_starts = markup.part_starts + len(fragment.text) * part_later
    new_first, new_end = piece.first_block + place.block, piece.end_block + place.block
    new_first_part, new_end_part = piece.first_part + place.part, piece.end_part + place.part
    return replace(
        markup,
        tags=seam.of_elements(markup.tags, piece.tags),
        parents=seam.of_elements(seam.own(markup.parents), seam.new(piece.parents)),
        names=tuple(numbers),
        name_ids=seam.of_elements(markup.name_ids, new_ids),
        first_block=edges(markup.first_block, n_blocks, later, new_first),
        end_block=edges(markup.end_block, n_blocks, around, new_end),
        block_element=seam.of_blocks(seam.own(markup.block_element), seam.new(piece.block_element)),
        block_leaf=seam.of_blocks(seam.own(markup.block_leaf), seam.new(piece.block_leaf)),
        block_flags=seam.of_blocks(markup.block_flags, piece.block_flags),
        part_starts=_inserted(part_starts, piece.part_starts + place.text, place.part),
        part_flags=_inserted(markup.part_flags, piece.part_flags, place.part),
        n_links=seam.of_blocks(markup.n_links, piece.n_links),
        first_part=edges(markup.first_part, n_parts, later, new_first_part),
        end_part=edges(markup.end_part, n_parts, around, new_end_part),
        hrefs=seam.by_element(markup.hrefs, piece.hrefs),
        attributes=seam.by_element(markup.attributes, piece.attributes),
    )


def _at_and_above(markup: Markup, element: int) -> NDArray[np.bool_]:
    """Mark an element and all around it; none for -1."""
    found = np.zeros(len(markup.tags), np.bool_)
    while element >= 0:
        found[element] = True
        element = int(markup.parents[element])
    return found


def _moved(numbers: NDArray[np.int32], by: int, which: NDArray[np.bool_]) -> NDArray[np.int32]:
    return numbers + np.int32(by) * which.astype(np.int32)


def _inserted(values: NDArray[Any], new: NDArray[Any], place: int) -> NDArray[Any]:
    return np.concatenate((values[:place], new.astype(values.dtype), values[place:]))
