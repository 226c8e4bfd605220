"""The elements of HTML, by number and by what they do to the flow of text.

Source: HTML Living Standard, section 15.3 "Rendering: non-replaced elements" (which elements are
block-level), with table cells, list items and controls as blocks of their own.
"""

from __future__ import annotations

from typing import Final

from turbohtml import Element


class Flow:
    """What an element does to the text around it.

    Plain numbers, not an Enum, for the walk over the tree compares them at every node. `INLINE` and
    above do not end a block. `SHAPED` elements are blocks whose attributes tell their place in a
    list or a table. What those below 0 do is decided by the walk: a `BUTTON` is a `CONTROL` unless
    it is part of a sentence.
    """

    BUTTON: Final = -2
    UNKNOWN: Final = -1
    BLOCK: Final = 0
    SHAPED: Final = 1
    PREFORMATTED: Final = 2
    CONTROL: Final = 3
    NOSCRIPT: Final = 4
    TEMPLATE: Final = 5
    MEDIA: Final = 6
    SKIP: Final = 7
    BREAK: Final = 8
    INLINE: Final = 9
    LINK: Final = 10
    EMPHASIS: Final = 11
    OPTION: Final = 12
    CODE: Final = 13
    RAISED: Final = 14


_NAMES: Final[dict[int, str]] = {
    Flow.BLOCK: (
        "html head body address article aside blockquote center details dialog dd div dl dt "
        "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr "
        "legend main menu nav p search section summary ul table caption colgroup col tbody thead "
        "tfoot tr optgroup picture marquee dir"
    ),
    Flow.SHAPED: "li ol td th",
    Flow.INLINE: (
        "span font small big u s strike del ins sub abbr acronym cite code kbd samp var tt q "
        "bdi bdo data dfn time ruby rt rp rb output meter progress label map area img wbr math "
        "blink nobr embed source track param input base meta link"
    ),
    Flow.SKIP: "script style iframe noembed noframes svg canvas title textarea",
    Flow.MEDIA: "audio video object",
    Flow.BREAK: "br",
    Flow.LINK: "a",
    Flow.EMPHASIS: "b strong i em mark",
    Flow.TEMPLATE: "template",
    Flow.NOSCRIPT: "noscript",
    Flow.PREFORMATTED: "pre listing xmp plaintext",
    Flow.CONTROL: "button select datalist",
    Flow.OPTION: "option",
    Flow.RAISED: "sup",
}

CUSTOM: Final = 0
"""The number of all elements that HTML does not know; their tags are put into `Markup.names`."""

TAGS: Final[tuple[str, ...]] = (
    "custom",
    *(name for names in _NAMES.values() for name in names.split()),
)
"""Element names; an element's number is its place here."""

TAG_NUMBER: Final[dict[str, int]] = {name: number for number, name in enumerate(TAGS)}

HEADING_TAGS: Final = tuple(TAG_NUMBER[f"h{level}"] for level in range(1, 7))
"""The numbers of ``<h1>`` to ``<h6>``, the highest level first."""

LAYOUT_ROLES: Final = frozenset(("presentation", "none"))
"""Roles of a table that only lays out what is in it (WAI-ARIA 1.2, section 5.4)."""

LANGUAGE_ATTRIBUTES: Final = (
    *("data-language", "data-lang", "language", "syntax", "data-syntax"),
    *("data-enlighter-language", "data-syntaxhighlighter-params", "lang"),
)
"""Attributes of ``<pre>`` that name the language of code: of Shiki, Hugo, Mintlify, Google's and
Apple's documentation, Enlighter, Confluence, wp-syntax."""

_OTHERWISE: Final = {"code": Flow.CODE, "picture": Flow.INLINE}
"""Elements that keep the number models know them by, and now have another flow."""

TAG_FLOW: Final[tuple[int, ...]] = (
    Flow.UNKNOWN,
    *(_OTHERWISE.get(name, flow) for flow, names in _NAMES.items() for name in names.split()),
)
"""What each element of `TAGS` does to the text around it; of unknown ones the walk decides."""

_IN_FILINGS: Final = (
    *("ix:nonnumeric", "ix:nonfraction", "ix:fraction", "ix:numerator", "ix:denominator"),
    *("ix:continuation", "ix:footnote", "ix:exclude"),
)
"""Elements that mark the facts of a report (Inline XBRL 1.1), which are no part of its layout."""

TAG_KINDS: Final = {
    **{tag: (number, TAG_FLOW[number]) for tag, number in TAG_NUMBER.items() if number != CUSTOM},
    **dict.fromkeys(("mjx-container", "mjx-assistive-mml", *_IN_FILINGS), (CUSTOM, Flow.INLINE)),
    **dict.fromkeys(("rt", "rp", "datalist", "meter", "progress"), (CUSTOM, Flow.SKIP)),
    **dict.fromkeys(("amp-ad", "amp-sticky-ad"), (CUSTOM, Flow.SKIP)),
    "button": (TAG_NUMBER["button"], Flow.BUTTON),
}
"""The number and the flow of each tag as the walk meets it."""

UNKNOWN_TAG: Final = (CUSTOM, Flow.UNKNOWN)
"""The same of every other tag."""


def flow_of(node: Element) -> int:
    """Return what an element does to the text around it, as the walk meets it.

    Parameters
    ----------
    node : Element
        Any.

    Returns
    -------
    int
        One of `Flow`.

    Examples
    --------
    >>> flow_of(Element("rt")) == Flow.SKIP, flow_of(Element("x-y")) == Flow.UNKNOWN
    (True, True)
    """
    return TAG_KINDS.get(node.tag, UNKNOWN_TAG)[1]
