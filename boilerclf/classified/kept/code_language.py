"""The language of a block of code, by the class names and attributes in and around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Final

import numpy as np

from boilerclf.page import UNSEEN, Markup
from boilerclf.segment.rewriting.code_names import CODE_LANGUAGES
from boilerclf.segment.tags import LANGUAGE_ATTRIBUTES, TAG_NUMBER, TAGS

_NAME: Final = re.compile(r"[A-Za-z][\w+#.-]*")
_CLASS: Final = re.compile(
    r"(?:^|\s)(?:(?:language|lang|highlight-source|highlight-text|mw-highlight-lang)-|lang:"
    r"|brush:\s*|sourceCode\s+|hljs\s+(?!language-|lang-)|highlight-(?=\S+\s+notranslate)|src-)"
    rf"({_NAME.pattern})"
)
"""Class names that tell a language: HTML Standard (4.5.15 "code"), GitHub, MediaWiki, prettify,
SyntaxHighlighter, Pandoc, highlight.js, Sphinx, Org."""

_PRE: Final = re.compile(r"code-([a-z][a-z0-9+#]*)")
"""The class name of a ``<pre>`` of code: Jira."""

_FIGURE: Final = re.compile(rf"highlight ({_NAME.pattern})")
"""The class names of a ``<figure>`` of code: Hexo."""

_BRUSH: Final = re.compile(rf"brush:\s*({_NAME.pattern})")
"""The value of an attribute that names a language: Confluence."""

_BRUSHES: Final = "data-syntaxhighlighter-params"
_OF_PROSE: Final = "lang"
"""An attribute that names the language of prose as well."""

_PROSE: Final = frozenset(("cs", "sh", "ts"))
"""Names of languages of code that are codes of Czech, Serbo-Croatian and Tsonga as well."""

_PROSE_CODE_LENGTH: Final = 2
"""How many letters the code of a language of prose has (ISO 639-1)."""

_CODE: Final = tuple(TAG_NUMBER[tag] for tag in ("pre", "code"))
_TABLE_PARTS: Final = frozenset(("table", "tbody", "tr", "td", "th"))
_INSIDE: Final = 12
"""Among how many elements inside the ``pre`` a ``code`` is looked for."""

_AROUND: Final = 4
"""In how many elements, from the ``pre`` outwards, a language is looked for. The table that holds
line numbers does not count."""

_EXTRAS: Final = 2
"""How many visible blocks an element around code may hold besides it: a file name, a button."""

_NO_LANGUAGE: Final = frozenset(
    ("none", "default", "text", "plain", "plaintext", "nohighlight", "auto", "undefined")
)


def _may_name(attribute: str, value: str) -> bool:
    """Tell if an attribute's value names a language of code and not one of prose."""
    is_known = value in CODE_LANGUAGES
    if attribute == _OF_PROSE:
        return is_known and value not in _PROSE
    return is_known or len(value) != _PROSE_CODE_LENGTH


def _names_known(match: re.Match[str] | None) -> bool:
    return match is not None and match[1] in CODE_LANGUAGES


class CodeLanguages:
    """The languages of a page's blocks of code.

    Parameters
    ----------
    markup : Markup
        The page's.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<pre class='highlight lua'><code>a</code></pre>")
    >>> CodeLanguages(page.markup).of(0)
    'lua'
    """

    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        self._parents: list[int] = markup.parents.tolist()
        is_shown = (markup.block_flags & UNSEEN) == 0
        self._n_shown = np.append(0, is_shown.cumsum())

    def of(self, block: int) -> str:
        """Return the language that a page gives for a block of code.

        Parameters
        ----------
        block : int
            Its number.

        Returns
        -------
        str
            As the page writes it; empty where the page names none, or says that there is none.
        """
        pre = int(self._markup.block_element[block])
        # Elements are in document order, so those inside come right after it.
        followers = range(pre + 1, min(pre + 1 + _INSIDE, len(self._parents)))
        inside = [
            element
            for element in takewhile(lambda e: self._parents[e] >= pre, followers)
            if self._markup.tags[element] == TAG_NUMBER["code"]
        ]
        n_blocks = self._n_blocks(pre) + _EXTRAS
        for element in (*inside, *islice(self._around(pre), _AROUND)):
            if self._n_blocks(element) > n_blocks:
                return ""
            if language := self._told(element):
                return "" if language.lower() in _NO_LANGUAGE else language
        return ""

    def _n_blocks(self, element: int) -> int:
        first, end = self._markup.first_block[element], self._markup.end_block[element]
        return int(self._n_shown[end] - self._n_shown[first])

    def _told(self, element: int) -> str:
        """Return the language that an element's attributes or names give, or an empty string."""
        markup, tag = self._markup, int(self._markup.tags[element])
        attributes = markup.attributes.get(element, {})
        for name in LANGUAGE_ATTRIBUTES:
            value = attributes.get(name, "")
            if _NAME.fullmatch(value) and _may_name(name, value.lower()):
                return value
        names = markup.names[int(markup.name_ids[element])]
        match = _CLASS.search(names) or _BRUSH.search(attributes.get(_BRUSHES, ""))
        if match is None and TAGS[tag] == "figure":
            match = _FIGURE.fullmatch(names)
        if match is None and TAGS[tag] == "pre":
            match = next(filter(_names_known, map(_PRE.fullmatch, names.split())), None)
        if match is not None:
            return match[1]
        known = (name for name in names.split() if name.lower() in CODE_LANGUAGES)
        return next(known, "") if tag in _CODE else ""

    def _around(self, element: int) -> Iterator[int]:
        while element >= 0:
            if TAGS[self._markup.tags[element]] not in _TABLE_PARTS:
                yield element
            element = self._parents[element]
