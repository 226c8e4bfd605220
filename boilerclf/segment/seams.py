"""Where text of two elements meets: what the walk asks of a few elements and their neighbours."""

from __future__ import annotations

from turbohtml import Element


def leads(node: Element, href: str | None) -> bool:
    """Tell if an ``<a>`` is a link, not only a place that links lead to.

    Without ``href`` nearly all that have no ``name`` are what scripts answer to: menus, buttons.
    One that only has an ``id`` is a place too, and may be left open around the rest of the page.

    Parameters
    ----------
    node : Element
        The ``<a>``.
    href : str or None
        Its ``href``.

    Returns
    -------
    bool
        False for a place only.
    """
    if href is not None:
        return True
    return node.attr("name") is None and (node.attr("id") is None or len(node.attrs) > 1)
