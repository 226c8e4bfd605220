"""Dialogs that are not open, and what shows on paper only, as their roles and classes tell.

A dialog is what ``role=dialog`` and ``alertdialog`` say with ``aria-hidden=true``, and what has the
class ``modal`` without one of those that open it. An id says nothing: headings have such ones,
too. A link or a word with the class ``modal`` is no dialog.

Sources: Bootstrap 3 to 5 ("Modal", "Display property"), Bulma ("Modal"), Tailwind (``print:``),
Foundation ("Visibility Classes").
"""

from __future__ import annotations

from typing import Final

from turbohtml import Element

_DIALOGS: Final = ("dialog", "alertdialog")
_MODAL: Final = "modal"
_BOXES: Final = ("div", "section", "aside", "article", "form")
"""Elements that are dialogs by their class."""
_OPEN: Final = frozenset(
    (
        *("show", "in", "open", "active", "visible", "shown", "d-block", "modal-show"),
        *("is-open", "is-active", "is-visible", "modal-open", "modal-active"),
    )
)
_PRINT_ONLY: Final = frozenset(
    (
        *("print-only", "only-print", "printonly", "print_only", "printOnly", "for-print"),
        *("visible-print", "visible-print-block", "visible-print-inline"),
        *("visible-print-inline-block", "show-for-print"),
        *("u-print-only", "is-print-only", "show-on-print", "print-visible"),
    )
)
_PRINT_TOO: Final = frozenset(("d-print-block", "d-print-inline", "print:block"))
"""Classes that show an element on paper, whatever screens do."""
_HIDDEN: Final = frozenset(("hidden", "d-none", "tw-hidden"))

CLOSED_NAMES: Final = _PRINT_ONLY | _PRINT_TOO | {_MODAL}
"""Classes of elements that `is_closed_by_name` and `is_for_paper` find."""


def is_closed_dialog(node: Element) -> bool:
    """Tell if an element is a dialog that is not open, by its role.

    Parameters
    ----------
    node : Element
        Any.

    Returns
    -------
    bool
        False for a dialog that does not say so.

    Examples
    --------
    >>> from turbohtml import parse
    >>> html = "<p role=dialog aria-hidden=true>a<p role=dialog>b<p aria-hidden=true>c"
    >>> [is_closed_dialog(node) for node in parse(html).select("p")]
    [True, False, False]
    """
    return node.attr("role") in _DIALOGS and node.attr("aria-hidden") == "true"


def is_closed_by_name(tag: str, classes: list[str]) -> bool:
    """Tell if an element's classes say that it is a dialog that is not open.

    Parameters
    ----------
    tag : str
        Its tag.
    classes : list of str
        Its classes.

    Returns
    -------
    bool
        False for an open one.

    Examples
    --------
    >>> is_closed_by_name("div", ["modal", "fade"]), is_closed_by_name("div", ["modal", "show"])
    (True, False)
    >>> is_closed_by_name("a", ["modal"])
    False
    """
    return _MODAL in classes and tag in _BOXES and _OPEN.isdisjoint(classes)


def is_for_paper(classes: list[str]) -> bool:
    """Tell if an element's classes say that it shows on paper only.

    Parameters
    ----------
    classes : list of str
        Its classes.

    Returns
    -------
    bool
        False for what shows on screens as well.

    Examples
    --------
    >>> [is_for_paper(names.split()) for names in ("print-only", "d-none d-print-block", "d-none")]
    [True, True, False]
    """
    if not _PRINT_ONLY.isdisjoint(classes):
        return True
    return not (_PRINT_TOO.isdisjoint(classes) or _HIDDEN.isdisjoint(classes))
