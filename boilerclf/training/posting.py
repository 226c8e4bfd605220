"""Copies of text pages whose content is cut into posts, with what a site puts around each.

In a thread buttons stand under every post, in a wiki a link to edit by every section, and in a live
blog a time over every entry. Such a page is content throughout, in short pieces; few labelled pages
show one, and to a model that knows none a button between two sentences speaks against both. The
words lie in ``posts.tsv``, a line for each language and kind, written for this project.

Source: training on pages that are changed in ways that keep their labels, Simard, Steinkraus and
Platt 2003, section 2; the changes are our own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from boilerclf.corpus import LabelledPage
from boilerclf.training.copying import drawn_text_copies, labels_of_copy, page_draw
from boilerclf.training.rewriting import LONG, SENTENCE_ENDS, Line, Lines
from boilerclf.training.splicing import OWN_TITLE
from boilerclf.training.varying import relabelled

_FILE: Final = Path(__file__).with_name("posts.tsv")

_FEWEST: Final = 3
"""Lines of content of a page that is cut."""
_PUT_IN: Final = 2.0
"""What a line that was put in counts: the other lines are learnt from in the page itself too."""
_LIVE, _WIKI = 0.1, 0.4
"""A tenth of the copies are live blogs, three tenths wikis, the others threads."""


@cache
def _words() -> Mapping[tuple[str, str], tuple[str, ...]]:
    rows = _FILE.read_text(encoding="utf-8").split("\n")[1:-1]
    table = (row.split("\t") for row in rows)
    return {(language, kind): tuple(its) for language, kind, *its in table}


class _Writer:
    """Writes what stands around the posts of one page, in its language and in one form.

    Parameters
    ----------
    language : str
        An ISO 639-1 code; English where there are no words of it.
    rng : numpy.random.Generator
        What is drawn from.
    """

    def __init__(self, language: str, rng: np.random.Generator) -> None:
        self._rng = rng
        language = language if (language, "button") in _words() else "en"
        self._buttons = _words()[language, "button"]
        self._usual_button = str(rng.choice(self._buttons))
        self._edit = str(rng.choice(_words()[language, "edit"]))
        self._layout = rng.random()
        self._has_two = rng.random() < 0.5

    def above(self) -> Lines:
        """Return the lines over a post: a time, a link to edit, or none."""
        if self._layout < _LIVE:
            hour, minute = self._rng.integers(24), self._rng.integers(60)
            return [Line(f"{hour:02}:{minute:02}", 1, _PUT_IN)]
        return [Line(self._edit, 0, _PUT_IN)] if self._layout < _WIKI else []

    def below(self) -> Lines:
        """Return the lines under a post: one button that all have, and maybe another."""
        if self._layout < _WIKI:
            return []
        buttons = [self._usual_button]
        if self._has_two:
            buttons.append(str(self._rng.choice(self._buttons)))
        return [Line(self._numbered(button), 0, _PUT_IN) for button in buttons]

    def _numbered(self, button: str) -> str:
        return button.replace("{n}", str(int(10 ** self._rng.uniform(0, 4))))


def cut_into_posts(
    page: LabelledPage, *, seed: int, keeps_headline: bool = False
) -> LabelledPage | None:
    """Return a copy of a page whose content is cut into posts.

    Parameters
    ----------
    page : LabelledPage
        A plain-text page.
    seed : int
        Seed; the copy depends on it and on the page alone.
    keeps_headline : bool, default: False
        Call the page's own headline content in the copy, whatever people called it.

    Returns
    -------
    LabelledPage or None
        Lines of the page keep their label; of long ones the first sentences may be all that is
        left. What is put in is noise, but for the times of a live blog. None for a page of fewer
        than three lines of content.
    """
    labels, headline = labels_of_copy(page, keeps_headline=keeps_headline)
    content = np.flatnonzero(labels == 1)
    if len(content) < _FEWEST:
        return None
    rng = page_draw(page, seed)
    writer = _Writer(page.lang, rng)
    is_short = rng.random() < 0.6
    n_most = int(rng.integers(1, 4))
    first, last = int(content[0]), int(content[-1])
    lines: Lines = []
    n_left = 0
    for place, label in enumerate(labels.tolist()):
        emphasis = OWN_TITLE if place == headline else 1.0
        line = Line(page.page.block_text(place), label, emphasis)
        if label == 1 and is_short:
            line = line._replace(text=_first_sentences(line.text, rng))
        if first < place <= last and label == 1:
            if not n_left:
                lines += [*(writer.below() if place > content[1] else ()), *writer.above()]
                n_left = int(rng.integers(1, n_most + 1))
            n_left -= 1
        lines.append(line)
        if place == last:
            lines += writer.below()
    return relabelled(page, lines, "posted")


def posted_copies(
    pages: Sequence[LabelledPage],
    cells: Sequence[int],
    *,
    share: float,
    seed: int = 0,
    headlines_of: Collection[str] = (),
) -> tuple[list[LabelledPage], list[int]]:
    """Return copies of a share of the pages whose content is cut into posts, and their cells.

    Parameters
    ----------
    pages : sequence of LabelledPage
        Plain-text pages; those of more than 150 lines are not copied.
    cells : sequence of int
        The cell of each.
    share : float
        0 to 1.
    seed : int, default: 0
        Seed of the draw.
    headlines_of : collection of str, default: ()
        Corpora whose pages have their own headline as content in the copy.

    Returns
    -------
    list of LabelledPage, list of int
        Copies without gold, for they are there to be learnt from alone; empty for a share of 0.
    """

    def posted(page: LabelledPage, _: int, keeps_headline: bool) -> LabelledPage | None:
        return cut_into_posts(page, seed=seed + 6, keeps_headline=keeps_headline)

    return drawn_text_copies(
        pages, cells, posted, share=share, seed=seed + 5, headlines_of=headlines_of
    )


def _first_sentences(text: str, rng: np.random.Generator) -> str:
    if len(text) <= LONG:
        return text
    sentences = [sentence for sentence in SENTENCE_ENDS.split(text) if sentence]
    return " ".join(sentences[: int(rng.integers(1, 3))])
