"""What stands beside a node and inside of it, in time that does not grow with their number."""

from __future__ import annotations

from itertools import islice

from turbohtml import Element, Node, Text


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


def holds_fewer(node: Element, n_nodes: int) -> bool:
    """Tell if fewer nodes than so many stand inside an element, at any depth.

    Parameters
    ----------
    node : Element
        Any.
    n_nodes : int
        1 or more.

    Returns
    -------
    bool
        True for an empty element.

    Examples
    --------
    >>> from turbohtml import parse
    >>> node = parse("<p><i>a</i>").select_one("p")
    >>> holds_fewer(node, 3), holds_fewer(node, 2)
    (True, False)
    """
    return len([*islice(node.descendants, n_nodes)]) < n_nodes


def text_of(node: Node | None) -> str:
    """Return what a node says, if it is text and no element.

    Parameters
    ----------
    node : Node or None
        What stands beside something, or nothing.

    Returns
    -------
    str
        Empty for all that is no text.

    Examples
    --------
    >>> from turbohtml import parse
    >>> node = parse("<p>a<b>b</b>").select_one("b")
    >>> text_of(node.previous_sibling), text_of(node.next_sibling)
    ('a', '')
    """
    return node.data if type(node) is Text else ""
