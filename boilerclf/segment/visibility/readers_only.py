"""Text for screen readers only, which nobody sees: by its class, or by the text it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from turbohtml import Document, Element

from boilerclf.segment.tree.amid_text import is_blank
from boilerclf.segment.tree.beside import holds_fewer

_FEW: Final = 16

READERS_ONLY: Final = frozenset(
    (
        *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "show-for-sr"),
        *("screen-reader-only", "element-invisible", "u-visually-hidden", "a11y-hidden"),
        *("sr-only-focusable", "visually-hidden-focusable", "hide-visually"),
        *(
            "visuallyHidden",
            "VisuallyHidden",
            "visually_hidden",
            "hidden-visually",
            "hiddenVisually",
        ),
        *("u-visuallyhidden", "u-visuallyHidden", "u-hiddenVisually", "is-visually-hidden"),
        *("sr_only", "srOnly", "sronly", "u-sr-only", "tw-sr-only", "is-sr-only", "k-sr-only"),
        *("fa-sr-only", "usa-sr-only", "screenreader-text", "screenreader-only", "screen-reader"),
        *("screenReaderOnly", "screenReaderText", "screenreader", "screen-reader-response"),
        *("govuk-visually-hidden", "nhsuk-u-visually-hidden", "ds_visually-hidden", "ons-u-vh"),
        *("cdk-visually-hidden", "bx--visually-hidden", "cds--visually-hidden"),
        *("slds-assistive-text", "assistive-text", "euiScreenReaderOnly", "uk-hidden-visually"),
        *("pf-u-screen-reader", "pf-v5-u-screen-reader", "pf-screen-reader", "pf-v5-screen-reader"),
        *("ui-helper-hidden-accessible", "p-hidden-accessible", "Polaris-Text--visuallyHidden"),
        *("a-offscreen", "offscreen", "off-screen", "u-off-screen"),
        *("fr-sr-only", "elementor-screen-only"),
    )
)
"""Of Bootstrap, Tailwind, WordPress, Foundation, Drupal, the HTML5 Boilerplate, SUIT, Bulma, Kendo,
Font Awesome, the design systems of the British, Scottish and American governments, the NHS and the
ONS, Angular, Carbon, Lightning, Elastic, UIkit, PatternFly, jQuery UI, PrimeFaces, Polaris, Amazon,
Vanilla, the French government and Elementor."""

_MADE_OF: Final = (
    r"(?:visually-?hidden|visual-hide|a11y-hidden|sr-?only|sr-text|screen-?reader-?(?:only|text)"
    r"|screenreader-?(?:only|text))"
)
_ALIKE: Final = re.compile(
    rf"(?:[\w-]*[-_])?(?<!not-)(?<!un-)(?<!no-)(?<!hide-)(?<!show-){_MADE_OF}(?:_{{1,2}}[\w-]{{3,12}})?",
    re.IGNORECASE,
)
"""Such a name after a prefix, as of a block or a file, and before a hash, as in CSS modules."""
_LONGEST: Final = 80

_FOR_THE_EYE: Final = "span[aria-hidden=true]"
_SHORTEST: Final = 3
"""The fewest characters of a text that another says again: short counts are the same by chance."""
_LONGEST_TEXT: Final = 400
"""The most, so that none is read again for each of the elements that stand in one another."""
_WORD: Final = re.compile(r"[^\W\d_]{4}")
_LABEL: Final = re.compile(r"\D{0,24}")
"""A word that no unit or currency is as long as, and what a number is said to be."""
_NEAR: Final = 2
_OTHERS: Final = "a,button,input,img,svg,[aria-hidden]"


def may_be_like_readers_only(name: str) -> bool:
    """Tell if one name or several may be like those that `is_like_readers_only` finds.

    Parameters
    ----------
    name : str
        Classes and ids, with anything between them.

    Returns
    -------
    bool
        False for most, by a far quicker look.

    Examples
    --------
    >>> [may_be_like_readers_only(name) for name in ("page-header", "a b-screen-reader-text")]
    [False, True]
    """
    return (
        "idden" in name
        or "nly" in name
        or "creen" in name
        or "sr-text" in name
        or "al-hide" in name
    )


def is_like_readers_only(names: list[str]) -> bool:
    """Tell if one of an element's names is such a name with a prefix or a hash, as tools add them.

    Parameters
    ----------
    names : list of str
        Its classes and its id.

    Returns
    -------
    bool
        True where one is.

    Examples
    --------
    >>> is_like_readers_only(["a", "Card_visuallyHidden__x2Z"]), is_like_readers_only(["u-srOnly"])
    (True, True)
    >>> is_like_readers_only(["not-visually-hidden", "visually-hidden-mobile"])
    False
    """
    for name in names:
        if may_be_like_readers_only(name) and len(name) <= _LONGEST and _ALIKE.fullmatch(name):
            return True
    return False


def is_for_readers_only(names: list[str]) -> bool:
    """Tell if an element's names say that it is for screen readers only.

    Parameters
    ----------
    names : list of str
        Its classes and its id.

    Returns
    -------
    bool
        False where Tailwind's ``not-sr-only`` shows it from some screen width on.

    Examples
    --------
    >>> is_for_readers_only(["a", "sr-only"]), is_for_readers_only(["sr-only", "md:not-sr-only"])
    (True, False)
    """
    if READERS_ONLY.isdisjoint(names) and not is_like_readers_only(names):
        return False
    return not any(name.endswith("not-sr-only") and "focus" not in name for name in names)


def is_all_of_cell(node: Element) -> bool:
    """Tell if an element's text, such as "Yes", stands for the picture in its table cell.

    Parameters
    ----------
    node : Element
        One for readers only.

    Returns
    -------
    bool
        True where the cell has no other text.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<table><td><svg/><b>Yes</b></td><td><svg/><b>Plan</b> Small</td></table>")
    >>> [is_all_of_cell(node) for node in document.select("b")]
    [True, False]
    """
    cell = node.closest("td")
    if cell is None or not holds_fewer(cell, _FEW):
        return False
    if cell.select_one("svg,img,i") is None:
        return False
    return cell.text.strip() == node.text.strip()


def said_again(document: Document) -> Iterator[tuple[Element, Element]]:
    """Yield elements with a text that the one beside each has for the eye alone.

    Parameters
    ----------
    document : Document
        A tree.

    Yields
    ------
    tuple of two Element
        A ``<span>`` for screen readers, and the ``<span aria-hidden=true>`` right beside it, which
        says the same, or the number in it: "149:-" for "Price 149:-". A page may hide either.

    Examples
    --------
    >>> from turbohtml import parse
    >>> html = "<p><span aria-hidden=true>149:-</span><span>Price 149:-</span>"
    >>> [spoken.text for spoken, seen in said_again(parse(html))]
    ['Price 149:-']
    """
    for seen in document.select(_FOR_THE_EYE):
        text = seen.text
        if not _SHORTEST <= len(text) <= _LONGEST_TEXT or not holds_fewer(seen, _FEW):
            continue
        text = "".join(text.split())
        if len(text) < _SHORTEST:
            continue
        for beside in (seen.next_siblings, seen.previous_siblings):
            near = (its for its in islice(beside, _NEAR) if not is_blank(its))
            spoken = next(near, None)
            if isinstance(spoken, Element) and _says(spoken, text):
                yield spoken, seen


def _says(spoken: Element, text: str) -> bool:
    """Tell if a ``<span>`` says a text, or what it is and a number."""
    if spoken.tag != "span" or spoken.attr("aria-hidden") is not None:
        return False
    if not holds_fewer(spoken, _FEW) or spoken.select_one(_OTHERS) is not None:
        return False
    said = "".join(spoken.text.split())
    if said == text:
        return True
    label = said.removesuffix(text) if said.endswith(text) else said.removeprefix(text)
    return label != said and _LABEL.fullmatch(label) is not None and _is_sum(text)


def _is_sum(text: str) -> bool:
    """Tell if a text is a number with a currency, a unit or decimals."""
    has_digits = any(map(str.isdecimal, text)) and not text.isdecimal()
    return has_digits and _WORD.search(text) is None
