"""Lists of phrases by group, read from the text files beside this module.

Each phrase is one token or two, in lower case, and ends at a comma; tokens are cut as in
`boilerclf.features.view`, so an ideograph is a token and a Chinese or Japanese phrase has two
characters. ``[name]`` on a line begins a group, and ``#`` a remark.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

KEYWORD_GROUPS: Final = (
    *("consent", "sharing", "navigation", "legal", "subscription", "comments", "related"),
    *("byline", "date", "commerce"),
)
"""The groups of ``keywords.txt`` and ``more_keywords.txt``, in the order of their columns."""


@cache
def read_phrases(name: str) -> dict[str, tuple[str, ...]]:
    """Return the phrases of a list by group, in the order of the file.

    Parameters
    ----------
    name : {"keywords", "more_keywords", "notices"}
        The file's name without its ending.

    Returns
    -------
    dict of str to tuple of str
        One entry a group.

    Examples
    --------
    >>> tuple(read_phrases("keywords")) == tuple(read_phrases("more_keywords")) == KEYWORD_GROUPS
    True
    >>> read_phrases("notices")["notices"][:2]
    ('enable javascript', 'javascript enabled')
    """
    lines = (files(__package__) / f"{name}.txt").read_text("utf-8").splitlines()
    groups: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith("["):
            group = groups.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            group += filter(None, map(str.strip, line.split(",")))
    return {name: tuple(phrases) for name, phrases in groups.items()}
