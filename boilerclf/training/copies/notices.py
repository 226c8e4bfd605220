"""Notices that stand between the paragraphs of a text and belong to none, written for this project.

They lie in ``notices.tsv``, a line each: the language, what it is for, its kind and the notice;
code is of no language. A third of each language's notices, and two whole languages, are there to
judge with and are never learnt from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

_FILE: Final = Path(__file__).with_name("notices.tsv")

BYLINE: Final = "byline"
"""The kind of notices that stand under a title: who wrote the text, and when."""

CODE: Final = "*"
"""The language of code that a page should have run and shows instead."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of noise in a text.

    Parameters
    ----------
    language : str
        Its ISO 639-1 code, or `CODE`.
    use : {"learn", "judge"}
        Whether copies of pages may hold it, or only tests.
    kind : str
        What it is: "consent", "javascript", "code", "share" and so on.
    text : str
        The line.
    """

    language: str
    use: Literal["learn", "judge"]
    kind: str
    text: str


@cache
def read_notices() -> tuple[Notice, ...]:
    """Return all notices, in the order of the file.

    Returns
    -------
    tuple of Notice
        Read once.

    Examples
    --------
    >>> read_notices()[0].language
    'en'
    """
    rows = _FILE.read_text(encoding="utf-8").split("\n")[1:-1]
    return tuple(
        Notice(language, "judge" if use == "judge" else "learn", kind, text)
        for language, use, kind, text in (row.split("\t") for row in rows)
    )


@cache
def learnt_notices(language: str, *, bylines: bool = False) -> tuple[str, ...]:
    """Return the notices of a language that copies of pages may hold.

    Parameters
    ----------
    language : str
        An ISO 639-1 code, or `CODE`; what has no notices, or is not known, gets the English ones.
    bylines : bool, default: False
        Return what stands under a title, and not what stands between paragraphs.

    Returns
    -------
    tuple of str
        Never empty.

    Examples
    --------
    >>> learnt_notices("sw") == learnt_notices("el") == learnt_notices("en")
    True
    """
    found = tuple(
        notice.text
        for notice in read_notices()
        if (notice.language, notice.use) == (language, "learn")
        and (notice.kind == BYLINE) == bylines
    )
    return found or learnt_notices("en", bylines=bylines)
