"""The blocks of a text that an editor stores as JSON: whole, and the short ones with the others.

Such a text is a list of blocks, and a block is often a list of spans, cut where a link or bold type
begins. Headings and items of lists are shorter than what is a sentence elsewhere.

Sources: the formats of Portable Text (Sanity), Slate, ProseMirror (TipTap, Storyblok), Lexical,
Contentful, Prismic and Draft.js.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

MIN_TEXT: Final = 40
"""Shorter strings of JSON are labels and keys, not sentences, but for those among sentences."""

MAX_DEPTH: Final = 64
"""How deeply nested objects are looked at."""

_TEXTS: Final = ("articleBody", "text", "body", "content", "html", "cooked")
"""Keys of text, the fullest text first: of an object one is taken."""
HEADLINES: Final = ("headline", "title")
TITLES: Final = (*HEADLINES, "name")
LEADS: Final = (
    *("standfirst", "lead", "lede", "dek", "deck", "ingress", "chapo", "preamble", "subtitle"),
    *("subTitle", "subheadline", "subHeadline", "subhead"),
)
"""Keys of a standfirst, which a reader sees above the text; a summary is for lists of texts."""

_NO_TEXT: Final = ("{", "[", "http:", "https:")

_NESTED: Final = ("children", "content")
"""Keys of the spans of a block, or of the blocks in it."""
_SPAN_TEXTS: Final = ("text", "value")
_TYPES: Final = ("type", "_type", "nodeType")
_SPANS: Final = frozenset(("text", "span"))
_BREAKS: Final = frozenset(("hardBreak", "hard_break", "linebreak", "break"))
_LINKS: Final = frozenset(("link", "hyperlink", "autolink", "a"))
"""Types of spans, of line breaks, and of links, which may be all that a block has."""
_MARKS: Final = re.compile(
    r"(?:bg|background|highlight)?color|background|highlight|font(?:size|family|weight|style)"
    r"|lineheight|letterspacing|text(?:decoration|transform)",
    re.IGNORECASE,
)
"""Marks of Slate that have a value. Whatever else has one says what an object is: its author."""
_MOST_NESTED: Final = 2
"""How deeply nested spans may be: a link, and what an editor puts around it."""

_KINDS: Final = ("type", "style", "tag", "nodeType")
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six")
_CODE: Final = re.compile(r"code(?:[-_ ]?block)?|pre", re.IGNORECASE)
_SAYS_KIND: Final = frozenset((*_TYPES, *_KINDS))
"""Keys of which a block has one; an object without them may be data, such as a language."""
_TIME: Final = re.compile(
    r"(?:\d{4}-\d\d-\d\d)?[T ]*(?:\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?\s*(?:Z|[+-]\d\d:?\d\d)?"
)
_HEADING: Final = re.compile(
    rf"h([1-6])|head(?:er|ing)[-_ ]?([1-6]|{'|'.join(_NUMBERS)})?", re.IGNORECASE
)
_LEVELS: Final = range(1, 7)
_USUAL_LEVEL: Final = 2


class Piece(NamedTuple):
    """A paragraph, a heading or a block of code.

    Parameters
    ----------
    text : str
        What it says.
    level : int
        1 to 6 for a heading, else 0.
    is_code : bool
        True for code, of which white space is a part.
    """

    text: str
    level: int = 0
    is_code: bool = False


class Run(NamedTuple):
    """Blocks of a text that follow each other.

    Parameters
    ----------
    pieces : list of Piece
        What they say.
    whole : list of object
        The list that is the text.
    is_first : bool
        True for the first run of the text.
    """

    pieces: list[Piece]
    whole: list[object]
    is_first: bool


class _Block(NamedTuple):
    """What an object says, the blocks inside it, and what else it holds."""

    text: str
    blocks: list[object]
    others: list[object]


def first_string(value: dict[str, object], keys: Iterable[str]) -> str:
    """Return the first value of these keys that is a string and not empty; empty without."""
    strings = map(value.get, keys)
    return next((text for text in strings if isinstance(text, str) and text), "")


def is_sentence(text: str) -> bool:
    """Tell if a string of JSON is running text, by its length, and neither data nor an address."""
    return len(text) >= MIN_TEXT and not text.lstrip().startswith(_NO_TEXT)


def sentence_of(value: dict[str, object]) -> tuple[Piece | None, list[object]]:
    """Return the running text of an object, and what else it holds.

    Parameters
    ----------
    value : dict
        An object of JSON.

    Returns
    -------
    Piece or None
        The first of the values of `_TEXTS` that is a sentence, else the spans of the object if they
        make one; None without.
    list of object
        What else is to be looked at.

    Examples
    --------
    >>> spans = [{"text": "It sailed at nine, "}, {"text": "as always", "bold": True}]
    >>> sentence_of({"type": "h2", "children": [*spans, {"text": ", with a band."}]})
    (Piece(text='It sailed at nine, as always, with a band.', level=2, is_code=False), [[]])
    """
    for text in map(value.get, _TEXTS):
        if isinstance(text, str) and is_sentence(text):
            return Piece(text), [*value.values()]
    block = _own_block(value)
    if is_sentence(block.text):
        return _piece(block.text, value), [block.blocks, *block.others]
    return None, [*value.values()]


def runs_of(values: list[object]) -> list[object]:
    """Return the blocks of a text, and what else a list holds, in order.

    A list is a text if two of its objects are sentences, and no more are short. Codes and times
    among them are left out. Objects with a title are texts of their own, whatever list they are in.

    Parameters
    ----------
    values : list of object
        A list of JSON.

    Returns
    -------
    list of object
        Of a text a `Run` for blocks that follow each other, and between the runs what is no block
        or what a block holds besides; else the list itself.

    Examples
    --------
    >>> sentences = [{"text": f"The {nth} ferry sailed on Monday, with a band."} for nth in (1, 2)]
    >>> (run,) = runs_of([{"type": "h2", "text": "Ferries"}, *sentences])
    >>> run.pieces[0], len(run.pieces)
    (Piece(text='Ferries', level=2, is_code=False), 3)
    >>> runs_of([{"text": "Home"}, {"text": "News"}])
    [{'text': 'Home'}, {'text': 'News'}]
    """
    if len(values) < 2:
        return values
    blocks = [*map(_block, values)]
    texts = [block.text for block in blocks if block.text]
    n_sentences = sum(map(is_sentence, texts))
    if n_sentences < 2 or 2 * n_sentences < len(texts):
        return values
    parts: list[object] = []
    pieces: list[Piece] = []
    is_first = True
    stack = [(value, block, 0) for value, block in zip(values, blocks, strict=True)][::-1]
    while stack:
        value, block, depth = stack.pop()
        if block.text and isinstance(value, dict):
            pieces.append(_piece(block.text, value))
        if block.others:
            if pieces:
                parts.append(Run(pieces, values, is_first))
                pieces, is_first = [], False
            parts += block.others
        if depth < MAX_DEPTH:
            stack += [(inner, _block(inner), depth + 1) for inner in reversed(block.blocks)]
    return [*parts, Run(pieces, values, is_first)] if pieces else parts


def _block(value: object) -> _Block:
    """Return the block that a part of a list is; one with a title is none."""
    if not isinstance(value, dict) or first_string(value, TITLES):
        return _Block("", [], _held([value]))
    block = _own_block(value)
    return block._replace(text="") if _is_data(block.text, value) else block


def _is_data(text: str, value: dict[str, object]) -> bool:
    """Tell if a short text is a code or a time; a word of a script without spaces is none."""
    if is_sentence(text) or _level(value):
        return False
    plain = text.strip()
    has_kind = any(isinstance(value.get(key), str) for key in _SAYS_KIND)
    is_code = plain.isascii() and " " not in plain and not has_kind
    return is_code or _TIME.fullmatch(plain) is not None


def _own_block(value: dict[str, object]) -> _Block:
    """Return what an object says itself; the spans of one with a text are answers to it."""
    for text in map(value.get, _TEXTS):
        if isinstance(text, str) and _says_something(text):
            return _Block(text, [], _held(value.values()))
    return _of_spans(value)


def _of_spans(value: dict[str, object]) -> _Block:
    """Return what the spans of an object make, and the blocks among them."""
    for key in _NESTED:
        inner = value.get(key)
        if isinstance(inner, list):
            spans = _joined(inner, key, 0)
            text, blocks = ("", inner) if spans is None else spans
            others = _held(other for name, other in value.items() if name != key)
            return _Block(text if _says_something(text) else "", blocks, others)
    return _Block("", [], _held(value.values()))


def _joined(values: list[object], key: str, depth: int) -> tuple[str, list[object]] | None:
    """Return the text of spans, and the blocks among them; None if the list is one of blocks."""
    parts: list[str] = []
    blocks: list[object] = []
    is_some = False
    for value in values:
        if not isinstance(value, dict):
            continue
        kind = next((kind for kind in map(value.get, _TYPES) if isinstance(kind, str)), "")
        text = next((text for text in map(value.get, _SPAN_TEXTS) if isinstance(text, str)), None)
        if text is not None:
            if not (kind in _SPANS or (not kind and _is_leaf(value, key))):
                return None
            parts.append(text)
            is_some = True
        elif kind in _BREAKS:
            parts.append("\n")
        elif (inner := _inside(value, depth)) is not None:
            parts.append(inner)
            is_some |= kind in _LINKS
        else:
            blocks.append(value)
    return ("".join(parts), blocks) if is_some else None


def _inside(value: dict[str, object], depth: int) -> str | None:
    """Return the text of an element amid spans, such as a link; None if it holds blocks."""
    if depth == _MOST_NESTED:
        return None
    for key in _NESTED:
        inner = value.get(key)
        if isinstance(inner, list):
            spans = _joined(inner, key, depth + 1)
            return None if spans is None or spans[1] else spans[0]
    return None


def _is_leaf(value: dict[str, object], key: str) -> bool:
    """Tell if an object without a type is a span of Slate: text, and marks that are set."""
    return key == "children" and all(
        isinstance(mark, bool) or (_MARKS.fullmatch(name) and isinstance(mark, str | int | float))
        for name, mark in value.items()
        if name not in _SPAN_TEXTS
    )


def _held(values: Iterable[object]) -> list[object]:
    return [value for value in values if isinstance(value, dict | list)]


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text)) and not text.lstrip().startswith(_NO_TEXT)


def _piece(text: str, value: dict[str, object]) -> Piece:
    kinds = (kind for kind in map(value.get, _SAYS_KIND) if isinstance(kind, str))
    return Piece(text, _level(value), any(map(_CODE.fullmatch, kinds)))


def _level(value: dict[str, object]) -> int:
    """Return the level of a heading, 0 for another block."""
    kinds = [kind for kind in map(value.get, _KINDS) if isinstance(kind, str)]
    matches = [match for kind in kinds if (match := _HEADING.fullmatch(kind))]
    if not matches:
        return 0
    for match in matches:
        if number := (match[1] or match[2] or "").lower():
            return int(number) if number.isdigit() else _NUMBERS.index(number) + 1
    attributes = value.get("attrs")
    holders = (value, attributes) if isinstance(attributes, dict) else (value,)
    levels = [holder.get("level") for holder in holders]
    numbers = [its for its in levels if type(its) is int and its in _LEVELS]
    return numbers[0] if numbers else _USUAL_LEVEL
