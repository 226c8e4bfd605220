"""What a page declares itself to be: words of its types, and of its address.

Open Graph and schema.org have types for an article, a product, a thread of a forum; they stand in a
page for search engines and previews. So does its canonical address, of which many sites name a part
after what it holds, and end that of an article with the words of its title.

Sources: the Open Graph protocol (``og:type``, ``og:url``); schema.org in JSON-LD (``@type``) and
microdata (``itemtype``); RFC 6596 (``rel=canonical``); the words of addresses as evidence after
Baykan, Henzinger, Marian and Weber 2009 ("Purely URL-based Topic Classification").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from turbohtml import Document

_TYPED: Final = (
    'meta[property="og:type" i], html[itemtype], body[itemtype], main[itemtype], article[itemtype]'
)
_LINKED_DATA: Final = 'script[type="application/ld+json" i]'
_ADDRESSED: Final = 'link[rel="canonical" i], meta[property="og:url" i]'

_LD_TYPE: Final = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"([A-Za-z]{1,40})"')
_LAST_WORD: Final = re.compile(r"([A-Za-z]{1,40})[^A-Za-z]*\Z")
_PATH: Final = re.compile(r"(?:\w+:)?(?://[^/?#]*)?([^?#]*)(\??)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"\d{3}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

_MOST_WORDS: Final = 64
"""How many words are kept, in the order of the alphabet."""

_LONGEST: Final = 300
"""Characters of an address or a type that are looked at."""

_LETTERS: Final = range(3, 20)
"""How many letters a word that is kept has; shorter and longer ones are mostly codes."""

_FEW_WORDS: Final = 2
"""A last part of so many words names what the page is; of more, what it is about."""

_COUNTS: Final = ("zero", "one", "two", "three", "four", "five", "many")


def declared_words(document: Document) -> str:
    """Return words for what a page says that it is.

    Parameters
    ----------
    document : Document
        A tree as it was parsed.

    Returns
    -------
    str
        Words of letters alone, each once, in order, with spaces between them: types after ``og``
        and ``ld``, words of the address after ``url``. Empty where nothing is said.

    Examples
    --------
    >>> from turbohtml import parse
    >>> declared_words(parse('<meta property=og:type content=a.film><main itemtype=//a.b/Q>'))
    'ldq ogfilm'
    >>> declared_words(parse('<link rel=canonical href=https://a.b/blog/rain-falls-again?p=1>'))
    'urlblog urldepthtwo urllastthree urlone urlquery'
    """
    words = sorted({*_types(document), *_address_words(document)})
    return " ".join(words[:_MOST_WORDS])


def _types(document: Document) -> Iterator[str]:
    for node in document.select(_TYPED):
        item = node.attr("itemtype")
        name = item or node.attr("content") or ""
        if found := _LAST_WORD.search(name[-_LONGEST:]):
            yield ("ld" if item else "og") + found[1].lower()
    for node in document.select(_LINKED_DATA):
        yield from (f"ld{name.lower()}" for name in _LD_TYPE.findall(node.text))


def _address_words(document: Document) -> Iterator[str]:
    for node in document.select(_ADDRESSED):
        address = node.attr("href") or node.attr("content") or ""
        if address and (found := _PATH.match(address[:_LONGEST])):
            yield from _path_words([part for part in found[1].split("/") if part])
            if found[2]:
                yield "urlquery"


def _path_words(parts: list[str]) -> Iterator[str]:
    yield "urldepth" + _count(len(parts))
    for place, part in enumerate(parts, 1):
        last = "last" if place == len(parts) else ""
        words = _WORD.findall(unquote(part).lower())
        yield f"url{last}{_count(len(words))}"
        if _NUMBER.search(part):
            yield f"url{last}number"
        if _YEAR.fullmatch(part):
            yield "urlyear"
        if not last or len(words) <= _FEW_WORDS:
            yield from (f"url{word}" for word in words if len(word) in _LETTERS)


def _count(n: int) -> str:
    return _COUNTS[min(n, len(_COUNTS) - 1)]
