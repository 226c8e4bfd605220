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

_FALLBACK: Final = "en"

_SAME: Final = {"nb": "no", "nn": "no", "iw": "he", "fil": "tl"}
"""Other codes that pages give for a language."""


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
        What it is: "consent", "javascript", "code", "share", "poll", "follow" and so on.
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
def notices_in(
    language: str, *, kinds: tuple[str, ...] = (), is_judged: bool = False
) -> tuple[str, ...]:
    """Return the notices of a language that copies of pages may hold, or tests.

    Parameters
    ----------
    language : str
        An ISO 639-1 code, or `CODE`; where there are none, or it is not known, the English ones.
    kinds : tuple of str, default: what stands between paragraphs
        Of which kinds: all but `BYLINE` unless they are given.
    is_judged : bool, default: False
        Return what tests judge by, and not what may be learnt.

    Returns
    -------
    tuple of str
        Never empty for kinds that there are in English.

    Examples
    --------
    >>> notices_in("qu") == notices_in("el") == notices_in("en")
    True
    >>> notices_in("de", kinds=("byline",))[0]
    'Von Lukas Brandt'
    """
    use = "judge" if is_judged else "learn"
    found = tuple(
        notice.text
        for notice in read_notices()
        if (notice.language, notice.use) == (_SAME.get(language, language), use)
        and (notice.kind in kinds if kinds else notice.kind != BYLINE)
    )
    if found or language == _FALLBACK:
        return found
    return notices_in(_FALLBACK, kinds=kinds, is_judged=is_judged)
