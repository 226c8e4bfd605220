"""Text of a page that stands in attributes: hidden addresses, emoji, signs in cells of tables.

==================  ===============================================================================
what                how it is read
==================  ===============================================================================
addresses that      as they are; Cloudflare shows "[email protected]" until a script has decoded
Cloudflare hides    what stands beside it
pictures of emoji   their ``alt``, where that is no name: an emoji or a smiley
signs in a cell     what a picture is called (``alt``, ``aria-label``, ``<title>``) that is all a
                    cell of a table with heads has
==================  ===============================================================================

Source: Cloudflare's script ``email-decode.min.js``: bytes as hexadecimal digits, each but the first
altered by it (exclusive or).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Text

_ADDRESS: Final = "__cf_email__"
_HIDDEN_ADDRESS: Final = re.compile("(?:[0-9a-fA-F]{2}){4,200}")
_LEADS_TO: Final = "/cdn-cgi/l/email-protection"

_EMOJI: Final = ("img.emoji", "img.wp-smiley", "img.smiley", "img.smilies", "img.emojione")
"""Of Twemoji and WordPress, of boards, of JoyPixels."""

_NAMED: Final = re.compile("[A-Za-z]{2}")
_LONGEST_SIGN: Final = 20
_FEW: Final = 16
_FILE: Final = re.compile(r"\.\w{2,4}$")


def write_attribute_texts(document: Document) -> None:
    """Put text that stands in attributes in its place.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p>Rain <img class=emoji alt=☔> <a class=__cf_email__ data-cfemail="
    ...     "0160416f6f2f6f6e>[email protected]</a>")
    >>> write_attribute_texts(document)
    >>> document.select_one("p").html
    '<p>Rain ☔ a@nn.no</p>'
    """
    for link in document.select(f"a.{_ADDRESS}"):
        _write_address(link, link)
    if document.select_one("script[src*='email-decode']"):
        for span in document.select(f"span.{_ADDRESS}"):
            _write_address(span, span.closest("a") or span)
    for selector in _EMOJI:
        for picture in document.select(selector):
            sign = picture.attr("alt") or ""
            if sign and not _NAMED.search(sign):
                picture.replace_with(Text(sign))
    has_heads: dict[Element, bool] = {}
    for picture in (*document.select("td img[alt]"), *document.select("td svg")):
        cell = picture.closest("td")
        table = cell and cell.closest("table")
        if cell is None or table is None:
            continue
        if table not in has_heads:
            has_heads[table] = table.select_one("th") is not None
        sign = _sign(picture) if has_heads[table] else ""
        if sign and _is_alone(cell, sign):
            picture.replace_with(Text(sign))


def _write_address(hidden: Element, link: Element) -> None:
    """Write the address that an element hides, in place of the link around it."""
    code = hidden.attr("data-cfemail") or ""
    if not _HIDDEN_ADDRESS.fullmatch(code):
        return
    key, *data = bytes.fromhex(code)
    address = bytes(byte ^ key for byte in data).decode("utf-8", "replace")
    is_all = (link.attr("href") or _LEADS_TO).startswith(_LEADS_TO) and link.text == hidden.text
    (link if is_all else hidden).replace_with(Text(address))


def _sign(picture: Element) -> str:
    """Return what a picture says, "Yes" or "No"; empty where it says more, or names its file."""
    title = picture.select_one("title")
    sign = picture.attr("alt") or picture.attr("aria-label") or (title and title.text) or ""
    sign = sign.strip()
    return "" if len(sign) > _LONGEST_SIGN or _FILE.search(sign) else sign


def _is_alone(cell: Element, sign: str) -> bool:
    """Tell if a cell has nothing but a picture, and what is around and inside that."""
    inside = list(islice(cell.descendants, _FEW))
    return len(inside) < _FEW and cell.text.strip() in ("", sign)
