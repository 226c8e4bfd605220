"""Lines that a style sheet keeps: ``<br>`` where text has line feeds that a browser shows.

So poems, addresses, messages and mails are often laid out, without a ``<pre>``.

======================  ==========================================================================
what keeps them         ``white-space`` (``pre``, ``pre-line``, ``pre-wrap``, ``break-spaces``),
                        inline or in the page's own sheets (selectors of tags, classes and ids),
                        and by Tailwind's classes for it, up to elements inside that fold them
                        again
code                    ``<pre>``: ``<code>`` with several lines that is all of its block, and what
                        a rule of a sheet sets in a font of one width with ``white-space: pre``, if
                        it holds text and spans alone
as it is                what HTML has for such text (``<pre>``), and controls
======================  ==========================================================================

Pages that have none of this are not searched.

Source: CSS Text Module Level 4, section 3 (``white-space``).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from turbohtml import Document, Element, Text

from boilerclf.segment.css.fonts import names_code_font
from boilerclf.segment.css.media import Scope
from boilerclf.segment.css.rules import SIMPLE, rules_with, selectors_of, strength
from boilerclf.segment.css.styles import MAX_SELECTORS
from boilerclf.segment.tree.amid_text import is_blank
from boilerclf.segment.tree.beside import beside
from boilerclf.segment.visibility.hidden import Visibility

_SIGN: Final = "white-space"
_SIGN_OF_CLASSES: Final = "whitespace-pre"
_KEEPS: Final = re.compile(r"white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces)")
"""It begins with the literal: so it is found far quicker."""
_VALUE: Final = re.compile(r"white-space(?<![\w-]white-space)(?:-collapse)?\s*:\s*([a-z-]+)")
_VALUES: Final = {
    **dict.fromkeys(("pre", "pre-line", "pre-wrap", "break-spaces"), True),
    **dict.fromkeys(("preserve", "preserve-breaks"), True),
    **dict.fromkeys(("normal", "nowrap", "initial", "collapse", "preserve-spaces"), False),
}
"""Whether a value keeps line feeds; others, such as ``-moz-pre-wrap``, are for some browsers."""
_CLASSES: Final = {
    f"whitespace-{value}": value.startswith("pre")
    for value in ("pre", "pre-line", "pre-wrap", "normal", "nowrap")
}
"""Whether a class of Tailwind keeps line feeds."""
_WITH_CLASS: Final = "[class*='whitespace-']"
_STYLED: Final = f"[style*='{_SIGN}']"

_LEFT: Final = frozenset(
    (
        *("pre", "listing", "xmp", "plaintext", "textarea", "select", "button"),
        *("svg", "math", "script", "style"),
    )
)
_OF_WRITTEN: Final = re.compile(r"(?<![\w.#-])(?:pre|textarea|xmp|listing|input|select|button)\b")
"""Selectors of what stands in elements that keep their lines, or show none."""
_TAG: Final = re.compile(r"(?:^|[\s>])[A-Za-z]")
_CODE: Final = frozenset(("code", "samp", "kbd"))
_OF_LINE: Final = frozenset(("span", "b", "i", "em", "strong", "a", "mark", "br", "code"))
_MOST_IN_CODE: Final = 4096
_MANY: Final = 64
_HOLD_CODE: Final = frozenset(("div", "section", "article", "li", "td", "dd", "body", "figure"))
_MOST_BESIDE: Final = 2


class _Rule(NamedTuple):
    """What a selector says: its rank, and whether it keeps lines, as code has them or not."""

    rank: tuple[bool, int, int, int, int]
    selector: str
    keeps: bool
    is_code: bool


def write_kept_lines(document: Document, visibility: Visibility) -> None:
    r"""Put ``<br>`` where a line feed in text is shown as one, as styles say.

    Parameters
    ----------
    document : Document
        A tree, which is changed.
    visibility : Visibility
        What has been read of its styles.

    Examples
    --------
    >>> from turbohtml import parse
    >>> html = "<style>.to{white-space:pre-line}</style><p class=to>\nMs Oak\n2 <b>Hill</b>\n</p>"
    >>> document = parse(html)
    >>> write_kept_lines(document, Visibility(document))
    >>> document.select_one("p").html
    '<p class="to"><br>Ms Oak<br>2 <b>Hill</b><br></p>'
    """
    css = visibility.styles.css
    is_in_sheet = any(_have_lines(document.select(one)) for one in _selectors_that_keep(css))
    if not is_in_sheet and not any(map(_KEEPS.search, visibility.inline_styles)):
        return
    keeps: dict[Element, bool] = {}
    code: set[Element] = set()
    for rule in _rules(css) if _SIGN in css else ():
        nodes = document.select(rule.selector)
        keeps.update(dict.fromkeys(nodes, rule.keeps))
        (code.update if rule.is_code else code.difference_update)(nodes)
    _write_all(keeps | _told_inline(document), code)


def write_lines_of_classes(document: Document, names: Iterable[str]) -> bool:
    """Put ``<br>`` where a class of Tailwind keeps a line feed.

    Parameters
    ----------
    document : Document
        A tree, which is changed.
    names : iterable of str
        What elements of the page are called, each name once.

    Returns
    -------
    bool
        False where nothing is called so.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse(f"<p class=whitespace-pre-line>Ms Oak{chr(10)}2 Hill")
    >>> write_lines_of_classes(document, ["whitespace-pre-line"])
    True
    >>> document.select_one("p").inner_html
    'Ms Oak<br>2 Hill'
    """
    if _SIGN_OF_CLASSES not in "\n".join(names):
        return False
    keeps: dict[Element, bool] = {}
    for node in document.select(_WITH_CLASS):
        said = [_CLASSES[name] for name in (node.attr("class") or "").split() if name in _CLASSES]
        keeps.update({node: said[-1]} if said else {})
    _write_all(keeps | _told_inline(document), code=set())
    return True


def _told_inline(document: Document) -> dict[Element, bool]:
    told = {node: _value(node.attr("style") or "") for node in document.select(_STYLED)}
    return {node: value for node, value in told.items() if value is not None}


def _have_lines(nodes: list[Element]) -> bool:
    """Tell if one of some elements has a line feed amid its text; True for many elements."""
    return len(nodes) > _MANY or any("\n" in node.text.strip() for node in nodes)


def _write_all(keeps: dict[Element, bool], code: set[Element]) -> None:
    as_written: dict[Element, bool] = {}
    for node in [node for node, is_kept in keeps.items() if is_kept]:
        if _is_as_written(node, as_written):
            continue
        if (node in code or node.tag in _CODE) and _is_listing(node):
            node.tag = "pre"
            as_written[node] = True
        else:
            _write(node, keeps)


def _is_as_written(node: Element, known: dict[Element, bool]) -> bool:
    """Tell if an element is, or stands in, one that stays as it is; note it of those around."""
    path = []
    its: object = node
    while isinstance(its, Element) and its not in known and its.tag not in _LEFT:
        path.append(its)
        its = its.parent
    is_left = isinstance(its, Element) and known.get(its, True)
    known.update(dict.fromkeys(path, is_left))
    return is_left


def _selectors_that_keep(css: str) -> Iterator[str]:
    """Yield the selectors that may keep lines, without a look at the rules around theirs."""
    for found in islice(_KEEPS.finditer(css), MAX_SELECTORS):
        opening = css.rfind("{", 0, found.start())
        closing = max(css.rfind("}", 0, opening), css.rfind("{", 0, opening))
        yield from _readable(css[closing + 1 : opening])


def _readable(before: str) -> Iterator[str]:
    """Yield those selectors of a rule that can be read and are about text that folds."""
    for selector in map(str.strip, selectors_of(before).split(",")):
        if SIMPLE.fullmatch(selector) and not _OF_WRITTEN.search(selector):
            yield selector


def _rules(css: str) -> list[_Rule]:
    """Return what keeps line feeds and what folds them, the last of which wins last."""
    both: dict[bool, list[_Rule]] = {True: [], False: []}
    for place, (before, body, scope, _) in enumerate(rules_with(css, (_SIGN,))):
        value = _value(body)
        if value is not None and scope <= Scope.WIDE:
            is_code = _VALUE.findall(body)[-1] == "pre" and names_code_font(body)
            for selector in _readable(before):
                n_tags = len(_TAG.findall(selector))
                rank = ("!important" in body, *strength(selector), n_tags, place)
                both[value].append(_Rule(rank, selector, value, is_code))
    return sorted(both[True][:MAX_SELECTORS] + both[False][:MAX_SELECTORS])


def _value(declarations: str) -> bool | None:
    """Tell if declarations keep line feeds; None where they say nothing of them."""
    said = [_VALUES[value] for value in _VALUE.findall(declarations.lower()) if value in _VALUES]
    return said[-1] if said else None


def _is_listing(node: Element) -> bool:
    """Tell if an element has several lines of nothing but text and spans, and stands alone."""
    around = node.parent
    if node.tag != "div":
        others = beside(node, _MOST_BESIDE)
        if len(others) > _MOST_BESIDE or not all(map(is_blank, others)):
            return False
        if not isinstance(around, Element) or around.tag not in _HOLD_CODE:
            return False
    inside = [*islice(node.descendants, _MOST_IN_CODE)]
    if len(inside) == _MOST_IN_CODE or "\n" not in node.text.strip():
        return False
    return all(not isinstance(its, Element) or its.tag in _OF_LINE for its in inside)


def _write(holder: Element, told: Container[Element]) -> None:
    """Break the lines of texts inside an element, but not of those that are told otherwise."""
    levels = [iter([*holder])]
    while levels:
        node = next(levels[-1], None)
        if node is None:
            levels.pop()
        elif type(node) is Text:
            if "\n" in node.data:
                _break(node)
        elif isinstance(node, Element) and node.tag not in _LEFT and node not in told:
            levels.append(iter([*node]))


def _break(text: Text) -> None:
    *lines, last = text.data.split("\n")
    for line in lines:
        if line:
            text.insert_before(Text(line))
        text.insert_before(Element("br"))
    if last:
        text.data = last
    else:
        text.extract()
