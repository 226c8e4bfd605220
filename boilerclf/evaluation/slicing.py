"""Which slice of the data a page falls into."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

from boilerclf.corpus import LabelledPage
from boilerclf.page import Kind, Page

SLICED_BY: Final = ("type", "lang", "script", "extractor", "size", "corpus")
"""What pages are reported apart by, where there is more than one value; script and size are taken
from the page itself."""

NOT_GIVEN: Final = "(not given)"
"""The slice of the pages whose record does not carry the field."""

_LETTERS_READ: Final = 2000
_SIZES: Final = ((9, "1-9 {0}"), (49, "10-49 {0}"), (199, "50-199 {0}"))
_LARGE: Final = "200 {0} and more"
_BLOCKS: Final[dict[Kind, str]] = {"html": "blocks", "text": "lines"}


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
        `NOT_GIVEN` where nothing is known.

    Examples
    --------
    >>> from boilerclf.corpus import Record, label_record
    >>> page = label_record(Record("a", "mine", "a", 0, lines=("Дождь шёл", "Rain"), labels=(1, 0)))
    >>> slice_of(page, "script"), slice_of(page, "size"), slice_of(page, "lang")
    ('Cyrillic', '1-9 lines', '(not given)')
    """
    if name == "script":
        return _script(page.page.text)
    if name == "size":
        return _size(page.page)
    return getattr(page, name) or NOT_GIVEN


def _size(page: Page) -> str:
    name = next((name for most, name in _SIZES if page.n_blocks <= most), _LARGE)
    return name.format(_BLOCKS[page.kind])


def _script(text: str) -> str:
    """Return the first word of most letters' Unicode names, which is their script."""
    letters = Counter(char for char in text[:_LETTERS_READ] if char.isalpha())
    scripts: Counter[str] = Counter()
    for char, number in letters.items():
        scripts[unicodedata.name(char, "UNKNOWN").partition(" ")[0].title()] += number
    return scripts.most_common(1)[0][0] if scripts else NOT_GIVEN
