"""Formulas as text: TeX where the page has it, else MathML written on one line.

A formula often stands in a page twice, once for the eye and once for screen readers, and the copy
that can be read is the hidden one. Here each becomes one ``<math>`` element that shows and holds
only text.

==================  ==============================================================================
what                how it is read
==================  ==============================================================================
MathML              its TeX (``annotation``, ``alttext``) between dollar signs; without it its own
                    text, with ``^``, ``_``, ``/`` and ``√`` for what only the layout tells
MathML that is      as if it were shown; the picture (Wikipedia) or the ``aria-hidden`` copy (KaTeX,
hidden              MathJax 2 and 3) that shows in its place is left out
``<script           its TeX; what MathJax 2 has drawn for it is left out
type=math/tex>``
pictures            the TeX in ``alt``, if the class is Wikipedia's, WordPress's or Zhihu's; the TeX
                    in the address of a picture from CodeCogs
==================  ==============================================================================

Sources: MathML 3, sections 3 ("Presentation Markup") and 5.2 (``annotation``); LaTeXML
(``alttext``); KaTeX, option ``output``; MathJax 2.7, "The MathJax Processing Model"; MathJax 3,
``assistiveMml``; MediaWiki's extension Math; WordPress.com, "LaTeX".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import unquote

from turbohtml import Document, Element, Node, Text

from boilerclf.segment.tree.amid_text import is_text
from boilerclf.segment.tree.beside import beside

_CODECOGS: Final = "https://latex.codecogs.com/"
_FORMULAS: Final = (
    *("math", "script[type^='math/tex' i]", "img.tex", "img.latex", "img[class*='mwe-math' i]"),
    *("img[eeimg]", f"img[src^='{_CODECOGS}']"),
)
"""Elements that hold a formula, a tag a selector: the parser has an index of tags, which a selector
of several tags does not use."""

MAX_FORMULAS: Final = 4096
"""How many formulas of a page other copies are looked for around."""

MAX_DEPTH: Final = 24
"""MathML that is nested deeper is read as the text inside it."""

_TEX: Final = re.compile(r"(?:application|text)/(?:x-)?(?:la)?tex", re.IGNORECASE)
_STYLE: Final = re.compile(r"\{?\\(?:display|text)style(?![a-zA-Z])\s*(.*)", re.DOTALL)
_INVISIBLE: Final = dict.fromkeys(range(0x2061, 0x2065))
"""Characters that have a meaning and no shape, such as the one for function application."""

_APART_BEFORE: Final = re.compile(r"[^\W\d_]{2}\Z|[_^/]")
_WORD_BEGINS: Final = re.compile(r"[^\W\d_]{2}")
_LEVELS: Final = 4
"""In how many elements around a formula its other copy is looked for; MathJax has three."""

_MOST_SIBLINGS: Final = 8
_WRAPPER: Final = re.compile("(?:span|nobr|mjx-.*)$")
_DRAWN: Final = re.compile(r"mathjax|mjx-", re.IGNORECASE)
_MOST_DRAWN: Final = 4
"""How many nodes before a script may be MathJax 2's: a preview, the drawing, white space."""


def write_formulas(document: Document) -> None:
    """Put each formula's text in its place, and take its other copies away.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p><math><msup><mi>x</mi><mn>2</mn></msup></math> <img class=tex alt=y>")
    >>> write_formulas(document)
    >>> document.select_one("p").html
    '<p><math>x^2</math> <math>$y$</math></p>'
    """
    done: set[Element] = set()
    found = [node for selector in _FORMULAS for node in document.select(selector)]
    for number, node in enumerate(found):
        if node in done:
            continue
        if node.tag == "math":
            done.update(node.select("math"))
            if number < MAX_FORMULAS:
                done |= _show_alone(node)
            node.set_text(formula(node))
        elif node.tag == "script":
            if number < MAX_FORMULAS:
                _take_away_drawn(node)
            _replace(node, node.text, is_display="display" in (node.attr("type") or ""))
        else:
            _replace(node, _tex_of_picture(node), is_display=False)


def formula(node: Element) -> str:
    """Return MathML as text.

    Parameters
    ----------
    node : Element
        A ``<math>``.

    Returns
    -------
    str
        Its TeX between dollar signs, else its parts on one line; empty for one without text.

    Examples
    --------
    >>> from turbohtml import parse
    >>> half = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
    >>> formula(parse(f"<math>{half}</math>").select_one("math"))
    '1/2'
    """
    tex = node.attr("alttext") or ""
    for note in node.select("annotation"):
        if _TEX.fullmatch((note.attr("encoding") or "").strip()):
            tex = note.text
            break
    is_display = "block" in (node.attr("display") or "")
    return _between_signs(tex, is_display=is_display) or _line(node, 0)


def _between_signs(tex: str, *, is_display: bool) -> str:
    tex = " ".join(tex.split())
    if match := _STYLE.fullmatch(tex):
        tex = match[1][:-1] if tex.startswith("{") and tex.endswith("}") else match[1]
    tex = tex.strip()
    if not tex or tex.startswith("$"):
        return tex
    return f"$${tex}$$" if is_display else f"${tex}$"


def _tex_of_picture(node: Element) -> str:
    address = node.attr("src") or ""
    drawn = unquote(address.partition("?")[2]) if address.startswith(_CODECOGS) else ""
    return drawn or node.attr("alt") or ""


def _replace(node: Element, tex: str, *, is_display: bool) -> None:
    if text := _between_signs(tex, is_display=is_display):
        math = Element("math")
        math.set_text(text)
        node.replace_with(math)


def _show_alone(node: Element) -> set[Element]:
    """Clear the copies that show in a formula's place, show the formula, and return the copies."""
    inside = [node]
    for _ in range(_LEVELS):
        around, others = inside[-1].parent, beside(inside[-1], _MOST_SIBLINGS)
        if len(others) > _MOST_SIBLINGS:
            break
        if not isinstance(around, Element) or not _wraps(around) or any(map(_says_more, others)):
            break
        if copies := {other for other in others if isinstance(other, Element) and _is_copy(other)}:
            for copy in copies:
                copy.clear()
            for element in inside:
                element.attrs["style"] = "display:inline"
            return copies
        inside.append(around)
    return set()


def _wraps(node: Element) -> bool:
    """Tell if an element may be a wrapper around a formula and its copy."""
    is_math = node.tag == "div" and "math" in (node.attr("class") or "").lower()
    return is_math or _WRAPPER.match(node.tag) is not None


def _says_more(node: Node) -> bool:
    if isinstance(node, Element):
        return node.tag != "script" and not _is_copy(node) and bool(node.text.strip())
    return is_text(node)


def _is_copy(node: Element) -> bool:
    return node.tag in ("img", "svg") or node.attr("aria-hidden") == "true"


def _take_away_drawn(script: Element) -> None:
    """Clear what MathJax 2 has drawn for a script."""
    node = script.previous_sibling
    for _ in range(_MOST_DRAWN):
        if isinstance(node, Element) and _DRAWN.search(f"{node.tag} {node.attr('class') or ''}"):
            node.clear()
        elif type(node) is not Text or not node.data.isspace():
            return
        node = node.previous_sibling


def _line(node: Element, depth: int) -> str:
    """Return the parts of MathML on one line."""
    if depth > MAX_DEPTH:
        return _token(node)
    if write := _WRITTEN.get(node.tag):
        return write([_line(child, depth + 1) for child in node if isinstance(child, Element)])
    if node.tag in _SAYS_NOTHING:
        return ""
    children = list(node)
    if not any(isinstance(child, Element) for child in children):
        return _token(node)
    return _joined(
        _line(child, depth + 1) if isinstance(child, Element) else _token(child)
        for child in children
        if isinstance(child, Element | Text)
    )


def _token(node: Element | Text) -> str:
    text = node.data if isinstance(node, Text) else node.text
    return " ".join(text.translate(_INVISIBLE).split())


def _joined(pieces: Iterable[str]) -> str:
    """Join pieces, with a space where two would read as one: "sin x", "1/2 x"."""
    line = before = ""
    for piece in filter(None, pieces):
        meets = before and before[-1].isalnum() and piece[0].isalnum()
        is_apart = meets and (_APART_BEFORE.search(before) or _WORD_BEGINS.match(piece))
        line += f" {piece}" if is_apart else piece
        before = piece
    return line


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() or not text else f"({text})"


def _fraction(parts: list[str]) -> str:
    return "/".join(map(_grouped, parts))


def _script(signs: str) -> Callable[[list[str]], str]:
    def write(parts: list[str]) -> str:
        base, scripts = parts[:1], zip(signs, parts[1:], strict=False)
        return "".join((*base, *(f"{sign}{_grouped(text)}" for sign, text in scripts if text)))

    return write


def _over_and_under(signs: str) -> Callable[[list[str]], str]:
    """Write limits like scripts, and an accent (a single sign) as it is."""
    as_scripts = _script(signs)

    def write(parts: list[str]) -> str:
        is_accent = len(parts) == 2 and len(parts[1]) == 1 and not parts[1].isalnum()
        return "".join(parts) if is_accent else as_scripts(parts)

    return write


_SAYS_NOTHING: Final = frozenset(("annotation", "annotation-xml", "mphantom", "mspace", "none"))

_WRITTEN: Final[dict[str, Callable[[list[str]], str]]] = {
    "mfrac": _fraction,
    "msup": _script("^"),
    "msub": _script("_"),
    "msubsup": _script("_^"),
    "mover": _over_and_under("^"),
    "munder": _over_and_under("_"),
    "munderover": _over_and_under("_^"),
    "msqrt": lambda parts: f"√{_grouped(_joined(parts))}",
    "mroot": lambda parts: f"√[{''.join(parts[1:])}]{_grouped(''.join(parts[:1]))}",
    "mtr": ", ".join,
    "mtable": "; ".join,
}
