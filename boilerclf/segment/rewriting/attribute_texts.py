"""Text of a page that stands in attributes: hidden addresses, emoji, ticks, signs in cells.

==================  ===============================================================================
what                how it is read
==================  ===============================================================================
addresses that      as they are; Cloudflare shows "[email protected]" until a script has decoded
Cloudflare hides    what stands beside it
pictures of emoji   their ``alt``, where that is no name: an emoji or a smiley
boxes of tasks      ``[x]`` and ``[ ]`` before items of a list that nobody can tick here; also where
                    a class alone says what is done (Notion, Confluence)
signs in a cell     the name (``alt``, ``aria-label``, ``title``) of a picture that has a cell to
                    itself, in a table with header cells
==================  ===============================================================================

Source: Cloudflare's script ``email-decode.min.js``: bytes as hexadecimal digits, of which the first
is the key: each of the others is the exclusive or of it and a character.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from turbohtml import Document, Element, Text

from boilerclf.segment.css.styles import hides_itself

_ADDRESS: Final = "__cf_email__"
_HIDDEN_ADDRESS: Final = re.compile("(?:[0-9a-fA-F]{2}){4,200}")
_LEADS_TO: Final = "/cdn-cgi/l/email-protection"

_EMOJI: Final = frozenset(
    ("emoji", "twemoji", "wp-smiley", "smiley", "smilies", "smilie", "emojione", "joypixels")
)
"""Classes of pictures of emoji: of Twemoji, WordPress, discussion boards and JoyPixels."""
_ARE_EMOJI: Final = re.compile(
    "(?=.*[\U0001f000-\U0001faff\ufe0f])[\U0001f000-\U0001faff\u2194-\u2bff\u200d\ufe0f\u20e3#*0-9]{1,16}"
)
"""What a picture says that is an emoji whatever its class; stars of a rating are none."""

_PICTURES: Final = ("td img[alt]", "td svg", "td i[title]", "td span[role=img]")
_NAMED: Final = re.compile("[A-Za-z]{2}")
_LONGEST_SIGN: Final = 20
_ONLY_PICTURES: Final = frozenset(
    ("image", "img", "icon", "spacer", "photo", "picture", "logo", "thumbnail", "blank", "arrow")
)
_FEW: Final = 16
_DONE, _TO_DO = "[x]", "[ ]"
_TO_DO_LIST: Final = "ul.to-do-list"
_TOLD_BOXES: Final = {"checkbox checkbox-on": _DONE, "checkbox checkbox-off": _TO_DO}
"""The class of empty boxes before a task: Notion."""
_TASK_LIST: Final = "ul.inline-task-list"
_IS_DONE: Final = "checked"
"""Tasks without a box, and the class of those that are done: Confluence."""
_FILE: Final = re.compile(r"\.\w{2,4}$")


def write_attribute_texts(document: Document) -> None:
    """Put text that stands in attributes in its place.

    Parameters
    ----------
    document : Document
        A tree, which is changed.

    Examples
    --------
    >>> from turbohtml import parse
    >>> document = parse("<p>Rain <img class=emoji alt=☔> <a class=__cf_email__ data-cfemail="
    ...     "0160416f6f2f6f6e>[email protected]</a>")
    >>> write_attribute_texts(document)
    >>> document.select_one("p").html
    '<p>Rain ☔ a@nn.no</p>'
    """
    for link in document.select(f"a.{_ADDRESS}"):
        _write_address(link)
    if document.select_one("script[src*='email-decode']"):
        for span in document.select(f"span.{_ADDRESS}"):
            _write_address(span)
    for picture in document.select("img[alt]"):
        sign = picture.attr("alt") or ""
        if not sign or _NAMED.search(sign):  # most are names, and this is far quicker
            continue
        if _ARE_EMOJI.fullmatch(sign) or _is_emoji(picture):
            picture.replace_with(Text(sign))
    for box in document.select("input[type=checkbox]"):
        is_state = box.attr("disabled") is not None and not hides_itself(box)
        if is_state and box.closest("li") is not None:
            after = box.next_sibling
            is_apart = after is None or (isinstance(after, Text) and after.data[:1].isspace())
            sign = _TO_DO if box.attr("checked") is None else _DONE
            box.replace_with(Text(sign if is_apart else f"{sign} "))
    _write_told_tasks(document)
    _write_signs(document)


def _write_told_tasks(document: Document) -> None:
    """Write the boxes of tasks of which a class alone says if they are done."""
    for its_list in document.select(_TO_DO_LIST):
        for task in its_list:
            first = next(iter(task), None) if isinstance(task, Element) else None
            if isinstance(first, Element) and not len(first):
                sign = _TOLD_BOXES.get(first.attr("class") or "")
                if sign is not None:
                    first.replace_with(Text(f"{sign} "))
    for its_list in document.select(_TASK_LIST):
        for task in list(its_list):
            if isinstance(task, Element) and task.tag == "li":
                is_done = _IS_DONE in (task.attr("class") or "").split()
                task.insert(0, Text(f"{_DONE if is_done else _TO_DO} "))


def _is_emoji(picture: Element) -> bool:
    """Tell if a picture is of the class of emoji."""
    return not _EMOJI.isdisjoint((picture.attr("class") or "").split())


def _write_signs(document: Document) -> None:
    """Replace a picture that has a table cell to itself by its name, if the table has heads."""
    if document.select_one("td") is None:  # far quicker
        return
    in_cells: dict[Element, list[Element]] = {}
    for selector in _PICTURES:
        for picture in document.select(selector):
            if cell := picture.closest("td"):
                in_cells.setdefault(cell, []).append(picture)
    has_heads: dict[Element, bool] = {}
    for cell, pictures in in_cells.items():
        sign = _sign(pictures[0]) if len(pictures) == 1 and _says_nothing(cell) else ""
        table = cell.closest("table") if sign else None
        if table is None:
            continue
        if table not in has_heads:
            has_heads[table] = table.select_one("th") is not None
        if has_heads[table]:
            pictures[0].replace_with(Text(sign))


def _write_address(hidden: Element) -> None:
    """Replace an element by the address that it hides, and its link too if that holds no more."""
    code = hidden.attr("data-cfemail") or ""
    if not _HIDDEN_ADDRESS.fullmatch(code):
        return
    key, *data = bytes.fromhex(code)
    address = Text(bytes(byte ^ key for byte in data).decode("utf-8", "replace"))
    link = hidden.parent
    is_all = hidden.previous_sibling is None and hidden.next_sibling is None
    if is_all and isinstance(link, Element) and (link.attr("href") or "").startswith(_LEADS_TO):
        link.replace_with(address)
    else:
        hidden.replace_with(address)


def _says_nothing(cell: Element) -> bool:
    """Tell if a cell has few nodes, and no text but the title of a picture."""
    inside = list(islice(cell.descendants, _FEW))
    title = cell.select_one("svg title")
    said = "" if title is None else title.text.strip()
    return len(inside) < _FEW and cell.text.strip() == said


def _sign(picture: Element) -> str:
    """Return a picture's name, such as "Yes"; empty if hidden, long, a file's or just "icon"."""
    told = (picture.attr(name) for name in ("alt", "aria-label", "title"))
    title = picture.select_one("title") if picture.tag == "svg" else None
    sign = (next(filter(None, told), "") or (title.text if title else "")).strip()
    is_hidden = hides_itself(picture) or picture.attr("aria-hidden") == "true"
    if is_hidden or sign.lower() in _ONLY_PICTURES:
        return ""
    return "" if len(sign) > _LONGEST_SIGN or _FILE.search(sign) else sign
