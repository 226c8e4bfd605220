"""Which slice of the data a page falls into."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

from boilerclf.corpus import LabelledPage

SLICED_BY: Final = ("type", "lang", "script", "extractor", "size", "corpus")
"""What pages are reported apart by, where there is more than one story; script and size are taken
from the page itself and for plain text alone."""

NOT_GIVEN: Final = "(not given)"
"""The slice of the pages whose record does not carry the field."""

_LETTERS_READ: Final = 2000
_SIZES: Final = ((9, "1-9 lines"), (49, "10-49 lines"), (199, "50-199 lines"))
_LARGE: Final = "200 lines and more"


def slice_of(page: LabelledPage, name: str) -> str:
    """Return the slice that a page falls into.

    Parameters
    ----------
    page : LabelledPage
        The page.
    name : str
        One of `SLICED_BY`.

    Returns
    -------
    str
        `NOT_GIVEN` where nothing is known; always so for the script and size of an HTML page.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> page = label_record(Record("a", "mine", "a", 0, lines=("Дождь шёл", "Rain"), labels=(1, 0)))
    >>> slice_of(page, "script"), slice_of(page, "size"), slice_of(page, "lang")
    ('Cyrillic', '1-9 lines', '(not given)')
    """
    if name in {"script", "size"}:
        if page.page.kind != "text":
            return NOT_GIVEN
        return _script(page.page.text) if name == "script" else _size(page.page.n_blocks)
    return getattr(page, name) or NOT_GIVEN


def _size(n_blocks: int) -> str:
    return next((name for most, name in _SIZES if n_blocks <= most), _LARGE)


def _script(text: str) -> str:
    """Return the first word of most letters' Unicode names, which is their script."""
    letters = Counter(char for char in text[:_LETTERS_READ] if char.isalpha())
    scripts: Counter[str] = Counter()
    for char, number in letters.items():
        scripts[unicodedata.name(char, "UNKNOWN").partition(" ")[0].title()] += number
    return scripts.most_common(1)[0][0] if scripts else NOT_GIVEN
