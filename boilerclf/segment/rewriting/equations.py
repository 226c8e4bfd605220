"""Equations of LaTeXML, as on arXiv: each becomes a block of its own.

A row of the table that lays them out is one block: the formulas side by side as one, on a line of
its own, then its number. Rows with words besides stay as they are.

Source: LaTeXML, "LaTeXML.css" (``ltx_eqn_table``, ``ltx_eqn_eqno``).
"""

from __future__ import annotations

from typing import Final

from turbohtml import Document, Element, Text

from boilerclf.segment.tree.squeezed import squeezed

_SIGN: Final = "$"
_NUMBER: Final = "ltx_eqn_eqno"


def write_equations(document: Document) -> None:
    """Put equations on lines of their own.

    Parameters
    ----------
    document : Document
        A tree whose formulas are text (`boilerclf.segment.rewriting.formulas`); it is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> row = "<tr><td><td><math>$a$</math><td><math>$=b$</math><td class=ltx_eqn_eqno>(1)"
    >>> document = parse(f"<table class=ltx_eqn_table>{row}</table>")
    >>> write_equations(document)
    >>> document.select_one("body").html
    '<body><div><div><math>$$a =b$$</math> (1)</div></div></body>'
    """
    for table in document.select("table.ltx_eqn_table"):
        if table.select_one("table,caption") is None:  # LaTeXML puts none into it
            lines = Element("div")
            for row in table.select("tr"):
                lines.append(_line(row.select("td,th")))
            table.replace_with(lines)


def _line(cells: list[Element]) -> Element:
    """Return the cells of a row as one block."""
    line = Element("div")
    formulas = [math for cell in cells for math in cell.select("math")]
    if formulas and not any(map(_has_words, cells)):
        math = Element("math")
        math.set_text(_on_a_line([formula.text for formula in formulas]))
        line.append(math)
        cells = [cell for cell in cells if _is_number(cell)]
    for cell in cells:
        line.append(Text(" "))
        line.extend(list(cell))
    return line


def _is_number(cell: Element) -> bool:
    return _NUMBER in (cell.attr("class") or "").split()


def _has_words(cell: Element) -> bool:
    """Tell if a cell has text that is neither a formula nor the number of one."""
    n_formulas = sum(map(len, map(squeezed, cell.select("math"))))
    return not _is_number(cell) and len(squeezed(cell)) > n_formulas


def _on_a_line(formulas: list[str]) -> str:
    """Return formulas as one display formula; formulas without TeX are joined as they are."""
    if not all(formula.startswith(_SIGN) for formula in formulas):
        return " ".join(formulas)
    return f"$${' '.join(formula.strip(_SIGN) for formula in formulas)}$$"
