"""The text of kept blocks as markup: links and styles, and nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left
from html import escape
from itertools import groupby
from typing import Final
from urllib.parse import urljoin

import numpy as np
from numpy.typing import NDArray

from boilerclf.page import LINE_BREAK, RAISING, Markup, Page, without_wide_breaks
from boilerclf.segment.tags import HEADING_TAGS, TAG_NUMBER
from boilerclf.segment.visibility.opening import LEAD_NOWHERE

_INLINE: Final = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "em"),
    **dict.fromkeys(("del", "s", "strike"), "del"),
    "sup": "sup",
    "sub": "sub",
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "math": "math",
}
_STYLES: Final = ("strong", "em", "del", "sup", "sub", "code", "math")
"""From the outermost to the innermost; the style of a run is a number with a bit for each."""

_STYLE_BITS: Final = {
    TAG_NUMBER[name]: 1 << _STYLES.index(style) for name, style in _INLINE.items()
}


_CODE, _MATH, _SUP = (_STYLE_BITS[TAG_NUMBER[tag]] for tag in ("code", "math", "sup"))
FORMULA, FORMULA_END = "\ufdee", "\ufdef"
"""Noncharacters put around TeX, so that it can be found again when Markdown is written."""

_NONCHARACTERS: Final = re.compile("[\ufdd0-\ufdef]")

_LEAD_NOWHERE: Final = frozenset(filter(None, LEAD_NOWHERE))
"""Addresses of links that a script answers; a link without an address may be a part of a text."""

_SIGNS: Final = (
    r"\-#.\xb6\xb7\xd7\xab\xbb\u2010-\u2015\u2022\u2026\u2039\u203a\u2190-\u21ff\u2212\u22ee\u22ef"
    r"\u25b2-\u25c5\u2715\u2716\u2794\u2798-\u27af\u27b1-\u27be\u27f0-\u27ff\u2900-\u297f\ufe0e\ufe0f"
)
_SIGN: Final = re.compile(
    rf"\s*[{_SIGNS}][{_SIGNS}\s]*|\s*(?:\[[{_SIGNS}\s+]*\]|\([{_SIGNS}\s+]*[{_SIGNS}+]\s*\))\s*"
)
"""What closes, folds, scrolls or links a part of a page: crosses, arrows, triangles, dashes, dots,
and these or a plus in brackets. Other signs may be text: a currency, a tick, a bar."""

_SCHEMES: Final = frozenset(("http", "https", "mailto"))
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_LONGEST_BASE: Final = 2048
"""Characters, as many as an address in a site map may have."""

_UNSEEN_IN_ADDRESS: Final = dict.fromkeys(map(ord, "\t\r\n"))
_NOT_IN_ADDRESS: Final = re.compile(r"[\x00-\x20\x7f<>\"'\\^`{|}()]")
_WHITE: Final = re.compile(r"\s+")


class InlineTexts:
    """The text of blocks with links and styles.

    Parameters
    ----------
    page : Page
        A page of HTML.
    markup : Markup
        Its markup.
    base : str
        The address that links are resolved against; empty to leave them as they are.
    numbers : list of int
        The blocks that will be asked for.
    marks_formulas : bool, default: False
        Put `FORMULA` and `FORMULA_END` around the TeX of formulas, and U+FFFD in place of the
        page's own noncharacters.
    """

    def __init__(
        self,
        page: Page,
        markup: Markup,
        base: str,
        numbers: list[int],
        *,
        marks_formulas: bool = False,
    ) -> None:
        starts, places = markup.part_starts, (page.starts[numbers], page.ends[numbers])
        # Empty runs share an offset with the run before the block.
        first, end = np.searchsorted(starts, places)
        self._spans = list(zip(first.tolist(), end.tolist(), strict=True))
        self._text = without_noncharacters(page.text) if marks_formulas else page.text
        self._hrefs, self._base = markup.hrefs, base
        self._marks_formulas = marks_formulas
        self._starts: list[int] = [*starts.tolist(), len(page.text)]
        is_kept = np.zeros(len(starts) + 1, np.int32)
        np.add.at(is_kept, first, 1)
        np.add.at(is_kept, end, -1)
        styles, links = _inline(markup, np.append(0, (is_kept.cumsum() > 0).cumsum()))
        _link_once(markup, links, numbers, self._spans)
        if not marks_formulas:
            styles &= ~np.uint8(_MATH)
        n_marked = np.append(0, ((styles > 0) | (links >= 0)).cumsum())
        self._is_plain: list[bool] = (n_marked[first] == n_marked[end]).tolist()
        self._styles: list[int] = styles.tolist()
        self._links: list[int] = links.tolist()

    def markup(self, place: int, *, in_pre: bool) -> str:
        """Return the text of the block at this place among `numbers`.

        Parameters
        ----------
        place : int
            From 0.
        in_pre : bool
            Keep white space and leave styles out, for the inside of ``pre``.

        Returns
        -------
        str
            Markup with ``a``, ``strong``, ``em``, ``del``, ``sup``, ``sub``, ``code`` and ``br``,
            white space folded.
        """
        first, end = self._spans[place]
        if self._is_plain[place]:
            text = self._text[self._starts[first] : self._starts[end]]
            text = text if in_pre else _fold(text, at_space=True)
            return _trimmed(_styled(text, 0, in_pre=in_pre), in_pre=in_pre)
        pieces: list[str] = []
        at_space, before, is_cut = True, "", False
        for link, some in groupby(range(first, end), self._links.__getitem__):
            of_link = list(some)
            if not in_pre and self._hrefs.get(link) in _LEAD_NOWHERE and self._is_sign(of_link):
                is_cut = True
                continue
            text = self._text_of(of_link)
            if text:
                if is_cut and before.isalnum() and text[0].isalnum():
                    pieces.append(" ")
                before, is_cut = text[-1], False
            inner: list[str] = []
            for style, run in groupby(of_link, self._styles.__getitem__):
                parts = list(run)
                text = self._text_of(parts)
                if not in_pre:
                    text = _fold(text, at_space=at_space)
                if text:
                    at_space = text[-1] in f" {LINE_BREAK}"
                    inner.append(_styled(text, style, in_pre=in_pre))
            markup = "".join(inner)
            leads = bool(markup.strip()) and link in self._hrefs
            href = self._link(self._hrefs[link]) if leads else ""
            pieces.append(f'<a href="{href}">{markup}</a>' if href else markup)
        return _trimmed("".join(pieces), in_pre=in_pre)

    def _is_sign(self, parts: list[int]) -> bool:
        """Tell if runs of text are a sign of a control, and are neither code nor a formula."""
        is_plain = not any(self._styles[part] & (_CODE | _MATH) for part in parts)
        return is_plain and _SIGN.fullmatch(self._text_of(parts)) is not None

    def _text_of(self, parts: list[int]) -> str:
        return self._text[self._starts[parts[0]] : self._starts[parts[-1] + 1]]

    def _link(self, href: str) -> str:
        """Return a link's address, resolved if the page's is known; empty for an unsafe one."""
        address = escape(_safe_address(resolved(self._base, href))) if href else ""
        return without_noncharacters(address) if self._marks_formulas else address


def without_noncharacters(text: str) -> str:
    r"""Replace U+FDD0 to U+FDEF, which are placeholders when Markdown is written, by U+FFFD.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        As long as before; the text itself where it holds none of these.

    Examples
    --------
    >>> without_noncharacters("a\ufdd0b")
    'a�b'
    """
    return text if text.isascii() else _NONCHARACTERS.sub("\ufffd", text)


def link_base(address: str, own: str) -> str:
    """Return the address that the links of a page are relative to.

    Parameters
    ----------
    address : str
        Where the page stood; what is no address of the web counts as not known.
    own : str
        The ``href`` of the page's ``<base>``; empty where there is none.

    Returns
    -------
    str
        The second where it is an address of the web, by itself or relative to the first; else the
        first. One that is too long for any browser counts as not known: each link would be as long.

    Examples
    --------
    >>> link_base("http://a.example/b", "/c/"), link_base("a.html", "c/")
    ('http://a.example/c/', '')
    """
    known = address if _may_be_base(address) else ""
    base = resolved(known, own) if len(own) <= _LONGEST_BASE else ""
    return base if _may_be_base(base) else known


def _may_be_base(address: str) -> bool:
    return len(address) <= _LONGEST_BASE and _WEB.match(address) is not None


def resolved(base: str, href: str) -> str:
    """Resolve a link against the address of its page.

    Parameters
    ----------
    base : str
        An address of the web; empty where it is not known.
    href : str
        The link as the page has it.

    Returns
    -------
    str
        The whole address; `href` as it is where `base` is not known or the link is malformed.

    Examples
    --------
    >>> resolved("http://a.example/b/c", "../d"), resolved("", "../d"), resolved("http://a", "//[")
    ('http://a.example/d', '../d', '//[')
    """
    if not base or _SCHEME.match(href):
        return href
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def _inline(
    markup: Markup, n_kept_before: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """Return the style and the innermost link of each kept run of text; -1 where it has no link."""
    styles = np.zeros(len(markup.part_starts), np.uint8)
    links = np.full(len(markup.part_starts), -1, np.int32)
    first, end = markup.first_part, markup.end_part
    is_inline = np.isin(markup.tags, list(_STYLE_BITS))
    is_inline[list(markup.hrefs)] = True  # whatever their tag: a link may have the role of a cell
    is_inline &= n_kept_before[end] > n_kept_before[first]
    for element in is_inline.nonzero()[0].tolist():
        span = slice(int(first[element]), int(end[element]))
        if element in markup.hrefs:
            links[span] = element
        else:
            styles[span] |= _STYLE_BITS[int(markup.tags[element])]
    return styles, links


def _link_once(
    markup: Markup, links: NDArray[np.int32], numbers: list[int], runs: list[tuple[int, int]]
) -> None:
    """Leave a link around several kept blocks, as a card is, to the first heading of them.

    It is left to the first of them where none is a heading.
    """
    around = np.fromiter(markup.hrefs, np.int64, len(markup.hrefs))
    around = around[markup.end_block[around] - markup.first_block[around] > 1]
    is_heading = np.isin(markup.tags[markup.block_element[numbers]], HEADING_TAGS)
    for element in around.tolist():
        edges = (markup.first_block[element], markup.end_block[element])
        first, end = (bisect_left(numbers, block) for block in edges)
        if end - first > 1:
            kept = slice(*runs[first + int(is_heading[first:end].argmax())])
            is_linked = links[kept] == element
            span = links[markup.first_part[element] : markup.end_part[element]]
            span[span == element] = -1
            links[kept][is_linked] = element


def _trimmed(markup: str, *, in_pre: bool) -> str:
    return markup.strip("\r\n").rstrip() if in_pre else markup.strip().removesuffix("<br>")


def _fold(text: str, *, at_space: bool) -> str:
    text = without_wide_breaks(text)
    if LINE_BREAK in text:
        pieces = (_WHITE.sub(" ", piece) for piece in text.split(LINE_BREAK))
        folded = LINE_BREAK.join(pieces).replace(f" {LINE_BREAK}", LINE_BREAK)
        folded = folded.replace(f"{LINE_BREAK} ", LINE_BREAK)
    else:
        folded = _WHITE.sub(" ", text)
    return folded.removeprefix(" ") if at_space else folded


def _styled(text: str, style: int, *, in_pre: bool) -> str:
    if style & _SUP and not in_pre:  # this parts it from a number in plain text only
        text = "" if text == " " else text.removeprefix(RAISING)
    if in_pre:
        text = text.replace("\xa0", " ")
    if in_pre or not style or not text.strip():
        return escape(text, quote=False).replace(LINE_BREAK, "\n" if in_pre else "<br>")
    # Markdown has no line breaks in code, so each line is a run of its own.
    lines = text.split(LINE_BREAK) if style & _CODE else [text]
    return "<br>".join(_in_elements(line, style) if line.strip() else "" for line in lines)


def _in_elements(text: str, style: int) -> str:
    markup = escape(text, quote=False).replace(LINE_BREAK, "<br>")
    if style & _MATH and text.startswith("$"):
        markup = f"{FORMULA}{markup}{FORMULA_END}"
    names = [name for bit, name in enumerate(_STYLES) if (style & ~_MATH) >> bit & 1]
    opening = "".join(f"<{name}>" for name in names)
    return opening + markup + "".join(f"</{name}>" for name in reversed(names))


def _safe_address(href: str) -> str:
    """Return an address fit for an attribute and Markdown; empty if its scheme is not allowed."""
    # As browsers read it (URL Standard, section 4.4 "URL parsing", steps 1 to 3).
    address = href.translate(_UNSEEN_IN_ADDRESS).strip("".join(map(chr, range(0x21))))
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in _SCHEMES:
        return ""
    return _NOT_IN_ADDRESS.sub(lambda seen: f"%{ord(seen[0]):02X}", address)
