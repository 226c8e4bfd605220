"""A page gives the texts of its blocks."""

import numpy as np

from boilerclf.segment import segment_html


def test_texts_of_chosen_blocks_are_those_among_all():
    page = segment_html("<p>One<pre> two\n  lines </pre><p>a  b<br>c<p>Last")
    chosen = np.array([False, True, True, False])
    assert page.block_texts(chosen) == page.block_texts()[1:3] == [" two\n  lines", "a b\nc"]
    assert page.block_texts(~chosen) == ["One", "Last"]
    assert page.block_texts(np.zeros(4, bool)) == []
