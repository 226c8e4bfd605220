"""Pages whose hints are taken away: what is a model worth without names, or without tags."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from boilerclf.segment.tags import CUSTOM, TAG_FLOW, TAG_NUMBER, Flow

_BLOCKS: Final = {Flow.UNKNOWN, Flow.BLOCK, Flow.SHAPED, Flow.CONTROL, Flow.OPTION}

_SHOWN_NOTHING: Final = ("script", "style", "template")
_NAMES: Final = ("class", "id", "role")
_KEPT: Final = frozenset(
    {"html", "head", "title", "meta", "body", "a", "br", "img", "pre", "noscript"}
)
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9-]*)")


def without_names(html: str) -> str:
    """Return a page without class, id and role attributes.

    Examples
    --------
    >>> without_names('<body><p class="lead" id=a title=b>Rain')
    '<html><head></head><body><p title="b">Rain</p></body></html>'
    """
    tree = LexborHTMLParser(html)
    for name in _NAMES:
        for node in tree.css(f"[{name}]"):
            del node.attrs[name]
    return tree.html or ""


def with_plain_tags(html: str) -> str:
    """Return a page of ``div`` and ``span`` alone; links, images and line breaks stay.

    Examples
    --------
    >>> with_plain_tags("<body><article><h1>Rain</h1>It <b>fell</b>.<br>")
    '<html><head></head><body><div><div>Rain</div>It <span>fell</span>.<br></div></body></html>'
    """
    tree = LexborHTMLParser(html)
    for node in tree.css(", ".join(_SHOWN_NOTHING)):
        node.decompose()
    return _TAG.sub(_plain, tree.html or "")


def _plain(match: re.Match[str]) -> str:
    slash, tag = match.groups()
    if tag in _KEPT:
        return match[0]
    is_block = TAG_FLOW[TAG_NUMBER.get(tag, CUSTOM)] in _BLOCKS
    return f"<{slash}{'div' if is_block else 'span'}"


DISGUISES: Final[Mapping[str, Callable[[str], str]]] = {
    "without class, id, role": without_names,
    "div and span alone": with_plain_tags,
}
"""What is done to pages, by what it leaves."""
