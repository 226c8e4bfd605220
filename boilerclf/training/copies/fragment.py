"""Pieces of web pages written for this project: tables, captions, comments, notices and the like.

Shapes (markup with slots) and texts in nineteen languages stand in `fragments/`. Every third shape
and text, and two languages, are only ever judged by, so that a figure on pieces tells what a model
makes of pieces that it never saw.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import numpy as np

from boilerclf.page import LABELS

Place = Literal["top", "head", "between", "tail", "end"]

JUDGED_LANGUAGES: Final = ("ko", "sv")
"""Languages that no model learns a piece of."""

_FOLDER: Final = Path(__file__).with_name("fragments")
_FALLBACK: Final = "en"
_HELD_BACK: Final = 3
"""The last of every three entries is held back."""

_SHARE_OF_HOST: Final = 0.5
"""How often a caption or standfirst says what the page around it says."""

_SHARE_NAMELESS: Final = 0.3
"""How often a piece has no class names of its own."""

_MOST_COMMENTS: Final = 8

_SLOT: Final = re.compile(r"\{(\w+)\}")
_NAME: Final = re.compile(r' (?:class|id)="[^"]*\bNAME\b[^"]*"')

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a page.

    Parameters
    ----------
    kind : str
        What it is, of `fragment_kinds`.
    html : str
        Its markup.
    label : int
        1 for a piece of content, 0 for noise.
    place : {"top", "head", "between", "tail", "end"}
        Where pages have such a piece: above everything, under the headline, between paragraphs,
        after the last paragraph, or after the text.
    """

    kind: str
    html: str
    label: int
    place: Place


def fragment_kinds() -> tuple[str, ...]:
    """Return the kinds of pieces, in the order of the file.

    Examples
    --------
    >>> fragment_kinds()[:3]
    ('caption', 'standfirst', 'tail list')
    """
    return tuple(_read("shapes"))


def fragment_languages() -> tuple[str, ...]:
    """Return the languages that pieces are written in.

    Examples
    --------
    >>> len(fragment_languages())
    19
    """
    return tuple(sorted(path.stem.removeprefix("texts-") for path in _FOLDER.glob("texts-*.json")))


def draw_fragment(
    kind: str,
    language: str,
    rng: np.random.Generator,
    *,
    sentences: Sequence[str] = (),
    is_judged: bool = False,
) -> Fragment:
    """Draw a piece of a kind.

    Parameters
    ----------
    kind : str
        One of `fragment_kinds`.
    language : str
        ISO 639-1 code; English where there are no texts of the language.
    rng : numpy.random.Generator
        What is drawn with.
    sentences : sequence of str, default: ()
        Sentences of the page: half of the captions and standfirsts, and some comments, use them.
    is_judged : bool, default: False
        Draw from what is held back, instead of from the rest.

    Returns
    -------
    Fragment
        The same for the same state of `rng`.

    Examples
    --------
    >>> made = draw_fragment("teaser", "de", np.random.default_rng(1))
    >>> made.html, made.label
    ('<a href="/s/4">Eine Bäckerei ohne Brot: Wie es dazu kam</a>', 0)
    """
    entry = _read("shapes")[kind]
    texts = _texts(language, is_judged=is_judged)
    shape = _one(entry["shapes"], rng, is_judged=is_judged)
    name_of = _names(rng)
    outer, *item = [_NAME.sub(name_of, part) for part in shape]
    chosen = _chosen(entry["texts"], texts, rng, is_judged=is_judged)
    if entry["own_words"] and sentences:
        chosen = [_with_host(kind, text, sentences, rng) for text in chosen]

    def filled(template: str, values: Sequence[str]) -> str:
        named = _named(kind, texts, rng, is_judged=is_judged) if "{" in template else {}
        slots = {str(at): value for at, value in enumerate(values)} | named
        return _SLOT.sub(
            lambda slot: escape(slots[slot[1]]) if slot[1] in slots else slot[0], template
        )

    items = "".join(filled(item[0], _as_list(values)) for values in chosen) if item else ""
    html = filled(outer, _as_list(chosen[0])).replace("{items}", items)
    return Fragment(kind, html, LABELS.index(entry["label"]), entry["place"])


def _chosen(
    key: str, texts: Mapping[str, Any], rng: np.random.Generator, *, is_judged: bool
) -> list[Any]:
    """Return the texts of a piece: rows, lines, comments, or one text."""
    if key == "comments":
        usable = _usable(texts[key], is_judged=is_judged)
        number = int(rng.integers(2, _MOST_COMMENTS + 1))
        return [usable[at % len(usable)] for at in rng.permutation(_MOST_COMMENTS)[:number]]
    source = _read("shared") if key == "commands" else texts
    entry = _one(source[key], rng, is_judged=is_judged)
    return list(entry) if key in {"lists", "tables", "specifications", "commands"} else [entry]


def _named(
    kind: str, texts: Mapping[str, Any], rng: np.random.Generator, *, is_judged: bool
) -> dict[str, str]:
    """Return what the named slots of a template are filled with."""
    shared = _read("shared")
    heading, reply = texts["thread"]
    intros = texts["steps" if kind == "code" else "intros"]
    return {
        "intro": _one(intros, rng, is_judged=is_judged),
        "label": _one(texts["labels"], rng, is_judged=is_judged),
        "author": _one(shared["people"], rng, is_judged=is_judged),
        "date": _one(shared["dates"], rng, is_judged=is_judged),
        "heading": heading,
        "reply": reply,
    }


def _with_host(kind: str, text: str, sentences: Sequence[str], rng: np.random.Generator) -> str:
    sentence = sentences[int(rng.integers(len(sentences)))]
    if rng.random() >= _SHARE_OF_HOST:
        return text
    return f"{text} {sentence}" if kind == "comments" else sentence


def _names(rng: np.random.Generator) -> Callable[[re.Match[str]], str]:
    """Return what writes class names where a shape leaves them open, the same ones all over."""
    words = _read("shared")["names"]
    drawn = rng.permutation(len(words))
    is_nameless = rng.random() < _SHARE_NAMELESS
    used = cycle(drawn.tolist())

    def name(match: re.Match[str]) -> str:
        return "" if is_nameless else match[0].replace("NAME", words[next(used)])

    return name


def _as_list(values: str | Sequence[str]) -> list[str]:
    return [values] if isinstance(values, str) else list(values)


def _usable(entries: Sequence[T], *, is_judged: bool) -> list[T]:
    is_last = [at % _HELD_BACK == _HELD_BACK - 1 for at in range(len(entries))]
    return [entry for entry, last in zip(entries, is_last, strict=True) if last == is_judged]


def _one(entries: Sequence[T], rng: np.random.Generator, *, is_judged: bool) -> T:
    usable = _usable(entries, is_judged=is_judged)
    return usable[int(rng.integers(len(usable)))]


def _texts(language: str, *, is_judged: bool) -> Mapping[str, Any]:
    is_known = language in fragment_languages()
    is_held_back = language in JUDGED_LANGUAGES and not is_judged
    texts: Mapping[str, Any] = _read(
        f"texts-{language if is_known and not is_held_back else _FALLBACK}"
    )
    return texts


@cache
def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return content
