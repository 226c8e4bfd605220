"""A page gives the texts of its blocks."""

import numpy as np
import pytest

from boilerclf.segment import segment_html


def test_texts_of_chosen_blocks_are_those_among_all():
    page = segment_html("<p>One<pre> two\n  lines </pre><p>a  b<br>c<p>Last")
    chosen = np.array([False, True, True, False])
    assert page.block_texts(chosen) == page.block_texts()[1:3] == [" two\n  lines", "a b\nc"]
    assert page.block_texts(~chosen) == ["One", "Last"]
    assert page.block_texts(np.zeros(4, bool)) == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One  two", "One two"),
        ("<p>One\ttwo", "One two"),
        ("<p>One&nbsp;two", "One two"),
        ("<p> One two ", "One two"),
        ("<p>猫\n猫", "猫猫"),
        ("<p>a<br> b", "a\nb"),
        ("<p>a\u3000b", "a b"),
    ],
)
def test_white_space_is_folded(html, text):
    assert segment_html(html).block_text(0) == text


def test_no_white_space_but_the_space_is_printable():
    # Texts that are printable as a whole are not split at white space.
    spaces = [chr(code) for code in range(0x110000) if chr(code).isspace()]
    assert [its for its in spaces if its.isprintable()] == [" "]
