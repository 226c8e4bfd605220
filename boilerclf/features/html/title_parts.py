"""The parts of a title: what the page is called, and after it the name of the site.

Source: the separators after Mozilla's Readability (``_getArticleTitle``), without those that stand
behind the name of the site (``»``, as old WordPress has it); the brackets are those of DokuWiki.
"""

from __future__ import annotations

import re
from typing import Final

_SEPARATOR: Final = re.compile(r" [-–—|·:] |[\[\]]")

_MOST_AS_LONG: Final = 2
"""How many times as long as a name a text may be that adds to it: some add where it is from."""


def title_parts(title: str) -> list[str]:
    """Return the parts of a title, as `folded` writes them.

    Parameters
    ----------
    title : str
        The text of ``<title>``, white space folded.

    Returns
    -------
    list of str
        In the order of the title, without those that are empty.

    Examples
    --------
    >>> title_parts("Stove smokes - Help | Tarvo Forum"), title_parts("stove:light [Hut]")
    (['stove smokes', 'help', 'tarvo forum'], ['stove:light', 'hut'])
    """
    parts = map(folded, _SEPARATOR.split(title))
    return [part for part in parts if part]


def is_named(text: str, name: str) -> bool:
    """Tell if a text is a name, or begins with it and is at most twice as long.

    Parameters
    ----------
    text : str
        A block's text.
    name : str
        A part of a title, as `folded` writes it.

    Returns
    -------
    bool
        False for a sentence that begins with the name.

    Examples
    --------
    >>> is_named("Stove  smokes (Tarvo)", "stove smokes"), is_named("Tarvo is a town", "tarvo")
    (True, False)
    """
    text = folded(text)
    return text.startswith(name) and len(text) <= _MOST_AS_LONG * len(name)


def folded(text: str) -> str:
    """Return a text in small letters, with single spaces between its words.

    Examples
    --------
    >>> folded(" Tarvo  Forum")
    'tarvo forum'
    """
    return " ".join(text.casefold().split())
