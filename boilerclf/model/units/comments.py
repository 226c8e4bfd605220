"""Comments below a line that says how many there are, or that readers wrote them.

By themselves comments look like paragraphs of the story above them. What tells them apart is the
line that heads them: "3 comments", "Leserkommentare". Left as they are

- blocks below a mere word such as "Comments", which may head a chapter of a manual, and below
  "replies" and "answers", which are what people come for;
- pages without a story above the line, which are threads;
- pages with several such lines, which may be answers with comments on each;
- all pages, for a model that has learnt from its labels that comments are content
  (`boilerclf.model.card.ModelCard.keeps_comments`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.html.view import HEADING_LEVELS, HtmlView
from boilerclf.features.lists.phrases import KEYWORD_GROUPS
from boilerclf.segment.tags import TAGS

MOST_WORDS: Final = 24.0
"""The most words of such a line, with the title of the story in it."""

FEWEST_ABOVE: Final = 12.0
"""The fewest words of content above the line, the headline's among them."""

FEWEST_BELOW: Final = 2
"""A line that is no heading has more blocks below it than this; a mere counter has fewer."""

CHANCE: Final = 0.05
"""The highest probability of a block below such a line. No label of the 3,300 pages of wcxb-dev,
gold-html, recipes and snippets changes by it; on small pages comments had up to 0.97."""

_GROUP: Final = KEYWORD_GROUPS.index("comments")
_TOP: Final = len(TAGS)
_NUMBER: Final = r"[1-9]\d{0,2}(?:[.,\s]\d{3})?"
_COMMENTS: Final = "|".join(
    (
        *("comments?", "kommentare?", "kommentarer", "kommenttia?", "kommentit", "komentarzy?e?"),
        *("commentaires?", "comentarios?", "coment[aá]rios?", "comment[io]", "reacties?"),
        *("réactions?", "opiniones", "komentář[ůei]?", "komentar[aie]?", "hozzászólás(?:ok)?"),
        *("yorum(?:lar)?", "комментари(?:й|я|и|ев)", "коментар(?:і|ів|и|ите|а)?", "σχόλι(?:α|ο)"),
        *("تعليق(?:ات|ا)?", "دیدگاه", "نظر", "תגובות", "ความคิดเห็น", "bình luận", "टिप्पणियाँ"),
        *("コメント", "评论", "評論", "留言", "댓글"),
    )
)
_BY_READERS: Final = "|".join(
    (
        "(?:readers?['’]?s?['’]?|users?|visitors?['’]?) comments",
        *("leserkommentare", "kommentare der leser(?:innen)?", "commentaires des lecteurs"),
        "(?:comentarios|opiniones) de (?:los )?(?:lectores|visitantes|usuarios)",
        *("commenti dei lettori", "comentários dos leitores", "reacties van lezers"),
        *("läsarkommentarer", "lukijoiden kommentit", "komentarze czytelników"),
        *("komentáře čtenářů", "комментарии (?:читателей|пользователей)", "коментарі читачів"),
        *("okur yorumları", "تعليقات القراء", "网友评论", "網友評論", "读者评论", "読者のコメント"),
        "독자 댓글",
    )
)
_SAID: Final = re.compile(
    r"\W*"
    rf"(?:(?:{_NUMBER}|one) thoughts? on\s*[\"“„«‘].*"
    rf"|{_NUMBER}\s*(?:件の|[条條則]|개의)?\s*(?:{_COMMENTS}|responses? to\b.*)"
    rf"(?:\s+(?:on|to|zu|sur|en|a|op|su|till|do|sobre|к|на)\b.*|\s*[\"“„«].*)?"
    rf"|(?:{_COMMENTS})\s*[:(（\[]?\s*{_NUMBER}\s*[개件条則]?"
    rf"|(?:{_BY_READERS})(?:\s*[:(（\[]?\s*{_NUMBER})?)\W*",
    re.IGNORECASE | re.DOTALL,  # else all that is behind is tried anew from each character
)


class Commented(NamedTuple):
    """Blocks below lines that say that comments follow.

    Parameters
    ----------
    page : int64 array of shape (n_lines,)
        The first block of the page of each line.
    line : int64 array of shape (n_lines,)
        The line.
    end : int64 array of shape (n_lines,)
        One past the last block below it.
    """

    page: NDArray[np.int64]
    line: NDArray[np.int64]
    end: NDArray[np.int64]

    def pooled(
        self, probabilities: NDArray[np.float64], n_words: NDArray[np.float32]
    ) -> NDArray[np.float64]:
        """Return the probabilities, at most `CHANCE` for comments below a story.

        Parameters
        ----------
        probabilities : float64 array of shape (n_blocks,)
            0 to 1.
        n_words : float32 array of shape (n_blocks,)
            Words of each block.

        Returns
        -------
        float64 array of shape (n_blocks,)
            The same bits as before for all other blocks.

        Examples
        --------
        >>> commented = Commented(*np.array([[0], [1], [4]]))
        >>> n_words = np.array([20, 2, 9, 9, 9], np.float32)
        >>> commented.pooled(np.array([0.9, 0.4, 0.8, 0.02, 0.7]), n_words).tolist()
        [0.9, 0.05, 0.05, 0.02, 0.7]
        """
        result = probabilities.copy()
        for page, line, end in zip(*(column.tolist() for column in self), strict=True):
            above = slice(page, line)
            if n_words[above][result[above] >= 0.5].sum() >= FEWEST_ABOVE:
                result[line:end] = np.minimum(result[line:end], CHANCE)
        return result


def commented_blocks(view: HtmlView) -> Commented | None:
    """Find the blocks below lines that say that comments follow.

    A heading heads what is below it up to the next one of its level or a higher one, no farther
    than the innermost element that holds more than the heading. Another line heads the element that
    it begins, unless it is a link: that leads from the top of a story to its comments.

    Parameters
    ----------
    view : HtmlView
        The pages.

    Returns
    -------
    Commented or None
        None where there are none.

    Examples
    --------
    >>> from boilerclf.segment import segment_html
    >>> page = segment_html("<p>At nine.<section><h2>2 comments</h2><p>Late!<p>Again.</section>")
    >>> commented = commented_blocks(HtmlView([page]))
    >>> commented.line.tolist(), commented.end.tolist()
    ([1], [4])
    """
    tree = view.tree
    level, boxes = HEADING_LEVELS[tree.tags[tree.own]], tree.containers[1]
    begins = (tree.first[boxes] == np.arange(view.n_blocks)) & (tree.tags[boxes] != _TOP)
    begins &= (view.keyword_counts[_GROUP] > 0) & (view.link_density < 1)
    may_head = (level > 0) | begins
    may_head &= (view.n_words <= MOST_WORDS) & ~view.is_unseen
    found = []
    for line in may_head.nonzero()[0].tolist():
        text = view.text[view.starts[line] : view.ends[line]]
        if _SAID.fullmatch(text.strip()) is None:
            continue
        end = int(tree.end[boxes[line]])
        if level[line]:
            after = level[line + 1 : end]
            following = ((after > 0) & (after <= level[line])).nonzero()[0]
            end = line + 1 + int(following[0]) if len(following) else end
        if level[line] or end - line > FEWEST_BELOW:
            page = view.spans.first_block[view.spans.page_of[line]]
            found.append((int(page), line, end))
    n_lines = Counter(page for page, _, _ in found)
    alone = [row for row in found if n_lines[row[0]] == 1]
    return Commented(*np.array(alone, np.int64).T) if alone else None
