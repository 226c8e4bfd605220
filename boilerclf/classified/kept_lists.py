"""The numbers that the items of a page's lists have."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from boilerclf.page import Markup
from boilerclf.segment.tags import TAG_NUMBER

_INTEGER: Final = re.compile(r"\s*([+-]?[0-9]{1,9})(?![0-9])")
"""HTML, section 2.3.4.1 "Signed integers"; longer ones are none."""


def list_ordinals(markup: Markup) -> dict[int, int]:
    """Return the number of each item in a numbered list.

    Parameters
    ----------
    markup : Markup
        The page's.

    Returns
    -------
    dict of int to int
        By the number of the ``<li>``; empty where there is no ``<ol>``.

    References
    ----------
    HTML Living Standard, section 4.4.5 ("ordinal value").

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<ol start=7><li>a<li value=2>b<li>c</ol><ol reversed><li>d<li>e")
    >>> list(list_ordinals(page.markup).values())
    [7, 2, 3, 2, 1]
    """
    parents, items = markup.parents.tolist(), defaultdict[int, list[int]](list)
    numbered = {*(markup.tags == TAG_NUMBER["ol"]).nonzero()[0].tolist()}
    if not numbered:
        return {}
    for item in (markup.tags == TAG_NUMBER["li"]).nonzero()[0].tolist():
        if parents[item] in numbered:
            items[parents[item]].append(item)
    ordinals: dict[int, int] = {}
    for its_list, its_items in items.items():
        told = markup.attributes.get(its_list, {})
        step = -1 if "reversed" in told else 1
        number = _integer(told.get("start"), len(its_items) if step < 0 else 1)
        for item in its_items:
            number = _integer(markup.attributes.get(item, {}).get("value"), number)
            ordinals[item] = number
            number += step
    return ordinals


def _integer(value: str | None, otherwise: int) -> int:
    match = _INTEGER.match(value or "")
    return int(match[1]) if match else otherwise
