"""Whether an element that the walk does not enter is hidden."""

from __future__ import annotations

from turbohtml import Element

from boilerclf.page import UNSEEN
from boilerclf.segment.tree.names import name_of
from boilerclf.segment.visibility.hidden import Visibility


def is_unseen(node: Element, visibility: Visibility) -> bool:
    """Tell if a visitor never sees an element, which is asked closely only if its names may hide.

    Parameters
    ----------
    node : Element
        Any.
    visibility : Visibility
        What hides in the tree.

    Returns
    -------
    bool
        False for one that is hidden only by what is around it.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<style>.x{display:none}</style><img class=x><img class=y><img hidden>")
    >>> visibility = Visibility(document)
    >>> [is_unseen(node, visibility) for node in document.select("img")]
    [True, False, True]
    """
    may_hide = node in visibility.asked or not visibility.hiding_names.isdisjoint(
        name_of(node).split()
    )
    return may_hide and visibility.flags_of(node) & UNSEEN > 0
