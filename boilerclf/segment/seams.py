"""Where text of two elements meets: what the walk asks of a few elements and their neighbours."""

from __future__ import annotations

from typing import Final

from turbohtml import Element, Text

MAX_WORDS: Final = 6
"""A button that is a part of a sentence has no more."""


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


def last_line(blank: str) -> str:
    """Return what of white space indents the text that comes after it.

    Parameters
    ----------
    blank : str
        White space.

    Returns
    -------
    str
        What stands behind the last line feed or vertical tab.
    """
    return f"{blank}|".splitlines()[-1][:-1]


def stands_in_sentence(button: Element) -> bool:
    """Tell if a button with text before it can be a part of the sentence: a term, a note.

    Parameters
    ----------
    button : Element
        A ``<button>``.

    Returns
    -------
    bool
        True where it has few words and more words come right after it.
    """
    after = button.next_sibling
    if type(after) is not Text or not any(map(str.isalnum, after.data)):
        return False
    return len(button.text.split()) <= MAX_WORDS
