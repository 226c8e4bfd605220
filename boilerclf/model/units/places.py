"""Places on a page of text that tell what a line is: by a headline, amid a story, at the ends.

======================  ==========================================================================
place                   what happens there
======================  ==========================================================================
beside the headline     If the first line with a probability of 0.5 and more is short, it and up to
                        four short ones right below it (author, rating, date, sharing) are drawn:
                        each to the least probable line below it, if that is noise, and one with a
                        word of noise to noise. The most probable line that would be drawn is
                        taken for the headline, and stays as it is
above the story         If the first line with a probability of 0.5 and more is long, its headline
                        was missed. Of the fifteen lines above it, the most probable short one of
                        more than a word, without a word of noise, is drawn to the long line
amid a story            A line that is neither a sentence nor long, between two that are, is drawn
                        to noise if the page has only one such line: headings come in several
at the ends             On a page of eight lines and more, short lines among its first two and last
                        two are drawn to noise, by the page's share of noise: menus and notices
                        come first and last
everywhere              Short lines with a word of noise are drawn to noise a little
======================  ==========================================================================

A line is short here only if it does not end a sentence. All of this multiplies odds; no place
decides alone.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from boilerclf.features.arrays.page_spans import PageSpans
from boilerclf.features.text.view import SENTENCE_WORDS, LineView
from boilerclf.features.view import LONG_WORDS
from boilerclf.model.units.nearby import odds_factor, times_odds

BELOW: Final = np.arange(5)[:, None]
"""The headline, and how many lines below it are looked at."""

ABOVE: Final = np.arange(1, 16)[:, None]
"""How many lines above a story are looked at: a menu may stand there."""

ENDS: Final = np.arange(2)[:, None]
"""How many lines at either end of a page are drawn to noise."""

FEWEST: Final = 8
"""The fewest lines of a page whose ends are drawn to noise."""

BESIDE_TIE: Final = 0.6
HEADLINE_TIE: Final = 0.46
AMID_TIE: Final = 0.3
END_TIE: Final = 0.4
WORD_TIE: Final = 0.15
"""For each place the chance that a line has the label that it is drawn to, less the chance that it
has not: 0 has no effect, 1 decides.

Chosen on labelled lines, of which some were written to judge by; 0.45 to 0.75, 0.3 to 0.6, 0.3 to
0.5, 0.3 to 0.5 and 0.1 to 0.2 differ by 0.0005 of macro-F1."""


class Places(NamedTuple):
    """What is known of the lines of pages before their probabilities are.

    Parameters
    ----------
    spans : PageSpans
        Whose the lines are.
    is_label : bool array of shape (n_lines,)
        Lines of fewer than `SENTENCE_WORDS` words that end no sentence.
    is_title : bool array of shape (n_lines,)
        Lines of fewer than `LONG_WORDS` words that end no sentence.
    is_headline : bool array of shape (n_lines,)
        Lines as in `is_title` of more than a word and without a keyword of noise or phrase of
        notices.
    says_noise : bool array of shape (n_lines,)
        Lines as in `is_label` with a keyword of noise or a phrase of notices.
    is_story : bool array of shape (n_lines,)
        Sentences of `SENTENCE_WORDS` words and more, and other lines of `LONG_WORDS` and more.
    amid_story : int64 array of shape (n_amid,)
        Lines between two of a story that are none themselves, each the only such line of its page.
    """

    spans: PageSpans
    is_label: NDArray[np.bool_]
    is_title: NDArray[np.bool_]
    is_headline: NDArray[np.bool_]
    says_noise: NDArray[np.bool_]
    is_story: NDArray[np.bool_]
    amid_story: NDArray[np.int64]

    def pooled(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        r"""Return the probabilities, drawn to what lines in such a place usually are.

        Parameters
        ----------
        probabilities : float64 array of shape (n_lines,)
            Those of each line by itself, 0 to 1.

        Returns
        -------
        float64 array of shape (n_lines,)
            0 to 1, with the same bits as before for lines in no such place.

        Examples
        --------
        >>> from boilerclf.segment import segment_text
        >>> page = segment_text("The owl of Kell\nAnn Weir\n3 May\nAn owl is back at Kell.")
        >>> places_of(LineView([page])).pooled(np.array([0.9, 0.6, 0.1, 0.9])).round(2).tolist()
        [0.9, 0.35, 0.1, 0.9]
        """
        found = self._above_story(self._ends(self._beside_headline(probabilities)))
        found = _drawn(found, self.amid_story, np.full(len(self.amid_story), -AMID_TIE))
        return times_odds(found, odds_factor(np.where(self.says_noise, -WORD_TIE, 0.0)))

    def _first_kept(self, probabilities: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the first line of each page that is likelier content; past its end if none is."""
        return self.spans.first_marked(probabilities >= 0.5)

    def _beside_headline(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        lines = self._first_kept(probabilities) + BELOW
        is_near = lines < self.spans.end_block
        lines = np.minimum(lines, self.spans.n_blocks - 1)
        is_near[0] &= self.is_title[lines[0]]
        is_near[1:] &= self.is_label[lines[1:]]
        is_near = np.logical_and.accumulate(is_near)
        near = np.where(is_near, probabilities[lines], 1.0)
        # The lowest probability below each line; 0 for a line with a word of noise itself.
        lowest = np.ones_like(near)
        lowest[:-1] = np.minimum.accumulate(near[:0:-1])[::-1]
        says_noise = self.says_noise[lines]
        lowest[says_noise] = 0.0
        is_beside = is_near & (lowest < 0.5)
        likeliest = np.where(is_beside & ~says_noise, near, -1.0).argmax(axis=0)
        is_beside &= likeliest < BELOW
        leaning = BESIDE_TIE * (2 * lowest[is_beside] - 1)
        return _drawn(probabilities, lines[is_beside], leaning)

    def _above_story(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        first = self._first_kept(probabilities)
        story = np.minimum(first, self.spans.n_blocks - 1)
        lines = first - ABOVE
        may_be_title = (lines >= self.spans.first_block) & self.is_story[story]
        may_be_title &= first < self.spans.end_block
        lines = np.maximum(lines, 0)
        may_be_title &= self.is_headline[lines]
        likeliest = np.where(may_be_title, probabilities[lines], -1.0).argmax(axis=0)[None]
        is_some = np.take_along_axis(may_be_title, likeliest, axis=0)[0]
        titles = np.take_along_axis(lines, likeliest, axis=0)[0][is_some]
        leaning = HEADLINE_TIE * (2 * probabilities[story[is_some]] - 1)
        return _drawn(probabilities, titles, leaning)

    def _ends(self, probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
        first, end = self.spans.first_block, self.spans.end_block
        n_lines = end - first
        is_long = n_lines >= FEWEST
        lines = np.concatenate((first[is_long] + ENDS, end[is_long] - 1 - ENDS))
        noise = 1 - self.spans.total(probabilities)[is_long] / n_lines[is_long]
        is_end = self.is_label[lines]
        leaning = np.broadcast_to(-END_TIE * noise, lines.shape)[is_end]
        return _drawn(probabilities, lines[is_end], leaning)


def _drawn(
    probabilities: NDArray[np.float64], lines: NDArray[np.int64], leaning: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the probabilities, those of some lines drawn: each by its leaning, -1 to 1."""
    result = probabilities.copy()
    result[lines] = times_odds(probabilities[lines], odds_factor(leaning))
    return result


def places_of(view: LineView) -> Places:
    """Tell what each line may be, by where it stands.

    Parameters
    ----------
    view : LineView
        The pages, with a line at least.

    Returns
    -------
    Places
        As many lines as the view has.
    """
    is_unstopped = ~view.ends_sentence
    is_story = view.is_sentence | (view.n_words >= LONG_WORDS)
    is_label = is_unstopped & (view.n_words < SENTENCE_WORDS)
    is_title = is_unstopped & (view.n_words < LONG_WORDS)
    return Places(
        spans=view.spans,
        is_label=is_label,
        is_title=is_title,
        is_headline=is_title & (view.n_words > 1) & ~view.speaks_for_noise,
        says_noise=is_label & view.speaks_for_noise,
        is_story=is_story,
        amid_story=_amid_story(is_story, view.spans),
    )


def _amid_story(is_story: NDArray[np.bool_], spans: PageSpans) -> NDArray[np.int64]:
    """Return the lines between two of a story, of pages that have one such line only."""
    is_amid = spans.around(is_story, 1).all(axis=0) & ~is_story
    is_amid &= (spans.total(is_amid) == 1)[spans.page_of]
    return is_amid.nonzero()[0]
