"""Equations that LaTeXML lays out as tables, as arXiv has them: a line each, with its number.

Source: LaTeXML, "LaTeXML.css" (``ltx_eqn_table``, ``ltx_eqn_row``, ``ltx_eqn_eqno``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from turbohtml import Document, Element, Text

_SIGN: Final = "$"


def write_equations(document: Document) -> None:
    """Put a block for each row in the place of each table that only lays out equations.

    Parameters
    ----------
    document : Document
        A tree whose formulas are text (`boilerclf.segment.formulas`); it is changed.

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
        if table.select_one("table") is not None:  # LaTeXML puts none into it
            continue
        lines = Element("div")
        for row in table.select("tr"):
            line = Element("div")
            for number, piece in enumerate(_pieces(row)):
                if number:
                    line.append(Text(" "))
                line.append(piece)
            lines.append(line)
        table.replace_with(lines)


def _pieces(row: Element) -> Iterator[Element | Text]:
    """Give what stands in a row: formulas side by side are one on a line of its own."""
    cells = ((cell, cell.select("math")) for cell in row.select("td,th"))
    for is_formula, group in groupby(cells, key=lambda its: bool(its[1])):
        if is_formula:
            formulas = [math.text for _, maths in group for math in maths]
            math = Element("math")
            math.set_text(_on_a_line(formulas))
            yield math
        else:
            words = " ".join(word for cell, _ in group for word in cell.text.split())
            if words:
                yield Text(words)


def _on_a_line(formulas: list[str]) -> str:
    """Return formulas as one, shown on a line of its own; those without TeX stay as they are."""
    if not all(formula.startswith(_SIGN) for formula in formulas):
        return " ".join(formulas)
    return f"$${' '.join(formula.strip(_SIGN) for formula in formulas)}$$"
