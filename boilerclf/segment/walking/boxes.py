"""Words that meet without a space because a page's style sheets put them into different boxes."""

from __future__ import annotations

from itertools import islice
from typing import Final

from turbohtml import Element

from boilerclf.segment.css.layout import is_box, lays_out
from boilerclf.segment.css.styles import Styles
from boilerclf.segment.tree.names import name_of

_ENDS_BOX: Final = frozenset(".:?!)%")
_DEEPEST: Final = 6
"""How many elements may be between a text and the row in which its box stands."""
_LONGEST_INITIAL: Final = 3
"""How many characters, a quotation mark among them, are set large where a text begins."""


class Boxes:
    """Tells where words of a page stand in different boxes.

    Parameters
    ----------
    styles : Styles
        The page's own style sheets.

    Examples
    --------
    >>> from turbohtml import parse
    >>> left, right = parse("<p><b style='display:block'>a key</b><b>a value</b>").select("b")
    >>> Boxes(Styles([])).part(left, right, "a key", "a value")
    True
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._rows: dict[Element, bool] = {}

    def part(self, left: object, right: object, before: str, after: str) -> bool:
        """Tell if two texts are words in different boxes of a row or a grid, or if one is a box.

        Parameters
        ----------
        left, right : object
            The nodes that hold the texts.
        before, after : str
            The texts; neither is blank.

        Returns
        -------
        bool
            False for a large initial and the rest of its word.
        """
        if not (before[-1] in _ENDS_BOX or before[-1].isalnum()) or not after[0].isalnum():
            return False
        is_letter = len(before) == len(after) == 1
        if is_letter or not (isinstance(left, Element) and isinstance(right, Element)):
            return False
        above = {left, *islice(left.ancestors, _DEEPEST)}
        around = filter(above.__contains__, (right, *islice(right.ancestors, _DEEPEST)))
        row = next(around, None)
        if not isinstance(row, Element):
            return False
        if self._lays_out(row):
            return True
        if _is_letter_in_colour(before, after) or _is_initial(before, after):
            return False
        return any(self._is_box(_child_above(node, row)) for node in (left, right))

    def _is_box(self, node: Element | None) -> bool:
        if node is None:
            return False
        if is_box((node.attr("style") or "").lower()):
            return True
        selectors = self._styles.boxes_of(node.tag, name_of(node).split())
        return bool(self._styles.matching(node, selectors))

    def _lays_out(self, node: Element) -> bool:
        """Tell if an element's children stand in a row or a grid; read once for all its seams."""
        if node not in self._rows:
            inline = (node.attr("style") or "").lower()
            self._rows[node] = lays_out(inline) or self._styles.lays_out(name_of(node).split())
        return self._rows[node]


def _is_letter_in_colour(before: str, after: str) -> bool:
    """Tell if one of two texts is a letter, or a figure beside no more than two characters."""
    shorter, longer = sorted((before, after), key=len)
    return len(shorter) == 1 and (not shorter.isdecimal() or len(longer) < _LONGEST_INITIAL)


def _is_initial(before: str, after: str) -> bool:
    """Tell if a text is the large first letter of a word, or the first two of it."""
    return len(before) <= _LONGEST_INITIAL and before[-1].isalpha() and after[0].islower()


def _child_above(node: Element, above: Element) -> Element | None:
    """Return the child of an element that holds a node; None for the element itself."""
    child = None
    for its in (node, *islice(node.ancestors, _DEEPEST)):
        if its is above:
            return child
        child = its if isinstance(its, Element) else None
    return None
