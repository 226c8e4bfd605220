"""Equations and notes of LaTeXML, as on arXiv: each becomes a block of its own.

===========  ======================================================================================
what         how it is read
===========  ======================================================================================
equations    a block for each row of the table that lays them out: the formulas side by side as one,
             on a line of its own, then its number; rows with words besides stay as they are
notes        a block after the paragraph that calls them, which begins with their mark; on the page
             they show under the mouse
===========  ======================================================================================

Source: LaTeXML, "LaTeXML.css" (``ltx_eqn_table``, ``ltx_eqn_eqno``, ``ltx_note``).
"""

from __future__ import annotations

from typing import Final

from turbohtml import Document, Element, Node, Text

_SIGN: Final = "$"
_NUMBER: Final = "ltx_eqn_eqno"
_HOLDERS: Final = "p,h1,h2,h3,h4,h5,h6,li,td,th,figcaption"


def write_equations(document: Document) -> None:
    """Put equations on lines of their own, and notes behind their paragraphs.

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
        if table.select_one("table,caption") is None:  # LaTeXML puts none into it
            lines = Element("div")
            for row in table.select("tr"):
                lines.append(_line(row.select("td,th")))
            table.replace_with(lines)
    _write_notes(document)


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
    n_formulas = sum(len("".join(math.text.split())) for math in cell.select("math"))
    return not _is_number(cell) and len("".join(cell.text.split())) > n_formulas


def _on_a_line(formulas: list[str]) -> str:
    """Return formulas as one display formula; formulas without TeX are joined as they are."""
    if not all(formula.startswith(_SIGN) for formula in formulas):
        return " ".join(formulas)
    return f"$${' '.join(formula.strip(_SIGN) for formula in formulas)}$$"


def _write_notes(document: Document) -> None:
    behind: dict[Element, list[Element]] = {}
    for note in document.select("span.ltx_note_outer"):
        holder = note.closest(_HOLDERS)
        if holder is None or note.select_one("span.ltx_note_outer") is not None:
            continue
        for mark in note.select(".ltx_note_mark,.ltx_tag_note"):
            mark.clear()
        text = Element("div")
        mark_before = note.previous_sibling
        if isinstance(mark_before, Element):
            text.append(Text(f"{mark_before.text} "))
        inside: list[Node] = list(note.select_one(".ltx_note_content") or note)
        text.extend(inside)
        note.clear()
        behind.setdefault(holder, []).append(text)
    for holder, notes in behind.items():
        for text in reversed(notes):
            holder.insert_after(text)
