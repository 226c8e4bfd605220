"""TeX in kept markup, set aside while Markdown is written, which would escape its signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Final

from boilerclf.classified.kept.inline import FORMULA, FORMULA_END

_MARKED: Final = re.compile(f"{FORMULA}([^{FORMULA}{FORMULA_END}]*){FORMULA_END}")
_PLACE: Final = re.compile(f"{FORMULA}([0-9]+){FORMULA_END}")

_TAG: Final = re.compile("(<(?!br>)[^<>]*>)")
_INSIDE: Final = r"(?:[^<$]|<br>){1,1000}?"
_RAW: Final = re.compile(
    rf"\\\((?P<parentheses>{_INSIDE})\\\)"
    rf"|\\\[(?P<brackets>{_INSIDE})\\\]"
    rf"|(?<![\\$])\$\$(?P<two>{_INSIDE})\$\$"
    r"|(?<![\\\w$])\$(?P<one>(?! )[^<$]{1,200}(?<![ \\]))\$(?!\w)"
)
"""Text that scripts on pages take for TeX.

Sources: MathJax, "TeX and LaTeX input"; of single dollar signs Pandoc, ``tex_math_dollars``."""

_IS_TEX: Final = re.compile(
    r"\\[a-zA-Z]{2}|[\^_]\{|(?<![a-zA-Z0-9])[a-zA-Z0-9)][\^_][a-zA-Z0-9](?![a-zA-Z])"
)
"""TeX has a command, or a letter with an index; prices and names between the signs have none."""

_IS_PLAIN_TEX: Final = re.compile(r"[a-zA-Z0-9](?: ?[-+=<>/,] ?[a-zA-Z0-9])*")
"""Between ``\\(`` and ``\\)`` single letters and digits are TeX as well."""

_IS_PATTERN: Final = re.compile(r"\.\*|\[\^|\]\*")
"""A regular expression, whose groups have the same signs around them."""


def without_formulas(html: str) -> tuple[str, list[str]]:
    r"""Replace the formulas in kept markup whose signs are not to be escaped by placeholders.

    Parameters
    ----------
    html : str
        What `boilerclf.classified.kept.html.written_html` writes with marks for formulas.

    Returns
    -------
    str, list of str
        The markup, and the formulas as Markdown has them: TeX between dollar signs. On a page with
        tables a formula with a bar stays in the markup, because a bare bar would end a cell.

    Examples
    --------
    >>> without_formulas(r"<p>Let \(a_1 &lt; b\) be, for $5 or \[6\]; <code>$a_1$</code></p>")[1]
    ['$a_1 < b$']
    """
    formulas: list[str] = []
    is_in_table = "<table" in html

    def place(tex: str, markup: str) -> str:
        if not tex.startswith("$") or ("|" in tex and is_in_table):
            return markup
        formulas.append(tex)
        return f"{FORMULA}{len(formulas) - 1}{FORMULA_END}"

    def written(match: re.Match[str]) -> str:
        kind, markup = match.lastgroup, match[0]
        if kind is None:
            return markup
        tex = " ".join(unescape(match[kind].replace("<br>", " ")).split())
        is_tex = _IS_TEX.search(tex) or (kind == "parentheses" and _IS_PLAIN_TEX.fullmatch(tex))
        if not is_tex or _IS_PATTERN.search(tex):
            return markup
        return place(f"$${tex}$$" if kind in ("brackets", "two") else f"${tex}$", markup)

    if FORMULA in html:
        html = _MARKED.sub(lambda match: place(unescape(match[1]), match[1]), html)
    if "$" in html or "\\" in html:
        html = _outside_code(html, written)
    return html, formulas


def _outside_code(html: str, written: Callable[[re.Match[str]], str]) -> str:
    """Replace the text that scripts take for TeX, except in code."""
    parts = _TAG.split(html)
    depth = 0
    for place, part in enumerate(parts):
        if place % 2:
            depth += part.startswith(("<pre", "<code")) - part.startswith(("</pre", "</code"))
        elif not depth:
            parts[place] = _RAW.sub(written, part)
    return "".join(parts)


def with_formulas(markdown: str, formulas: list[str]) -> str:
    """Put formulas back in their places.

    Parameters
    ----------
    markdown : str
        Markdown of the markup that `without_formulas` returned.
    formulas : list of str
        The formulas that it returned.

    Returns
    -------
    str
        Markdown with all of them; unchanged where there are none.
    """
    if not formulas:
        return markdown
    return _PLACE.sub(lambda match: formulas[int(match[1])], markdown)
