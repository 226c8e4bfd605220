"""What stands beside a node, in time that does not grow with the number of its siblings."""

from __future__ import annotations

from itertools import islice

from turbohtml import Element, Node


def beside(node: Element, most: int) -> list[Node]:
    """Return the other children of a node's parent, where they are few.

    Asked for its children, or for their number, the parent goes through all of them.

    Parameters
    ----------
    node : Element
        Any.
    most : int
        How many there may be.

    Returns
    -------
    list of Node
        More than `most` where there are more, but not all of those.

    Examples
    --------
    >>> from turbohtml import parse
    >>> node = parse("<p><i>a</i><b>b</b>c").select_one("b")
    >>> [its.text for its in beside(node, 2)], len(beside(node, 1)) > 1
    (['a', 'c'], True)
    """
    return [*islice(node.previous_siblings, most + 1), *islice(node.next_siblings, most + 1)]
